"""Stimmigkeit of the budget's master data: what cannot be true at the same time is said in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    Betrag,
    Haushalt,
    Haushaltsposition,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Produkt,
    Wertart,
    overlapping,
)
from kek_dashboard.domain.massnahme import Meilenstein
from kek_dashboard.domain.satzung import (
    Festsetzung,
    Haushaltsstatus,
    Planstatus,
    Satzungssumme,
    compare_satzung,
    out_of_order,
)
from kek_dashboard.domain.stimmigkeit import faults
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum

TAG = date(2026, 11, 1)


def with_produkte(*produkte: Produkt) -> Datenstand:
    return Datenstand(TAG, produktfassungen={"1": produkte})


def test_produkte_that_follow_each_other_are_well():
    stand = with_produkte(Produkt("1", "Alt", gueltig_bis=2019), Produkt("1", "Neu", gueltig_ab=2020))
    assert faults(stand) == ()


@pytest.mark.parametrize(
    ("produkte", "satz"),
    [
        (
            (Produkt("1", "Alt"), Produkt("1", "Neu", gueltig_ab=2020)),
            "Zwei Fassungen gelten ab 2020 zugleich",
        ),
        (
            (Produkt("1", "P", gueltig_ab=2020, gueltig_bis=2019),),
            "„Gültig bis“ 2019 liegt vor „Gültig ab“ 2020",
        ),
        ((Produkt("1", "P", kennzahlen="9.9-99"),), "nennt die Kennzahl 9.9-99, die es nicht gibt"),
    ],
)
def test_a_produkt_that_cannot_be_is_named(produkte, satz):
    (gesagt,) = faults(with_produkte(*produkte))
    assert satz in gesagt


@pytest.mark.parametrize(
    ("bis", "ab", "doppelt"),
    [(2019, 2020, False), (2020, 2020, True), (None, 2020, True), (2018, 2020, False)],
)
def test_two_versions_overlap_where_one_year_has_both(bis, ab, doppelt):
    frueher, spaeter = Produkt("1", "a", gueltig_bis=bis), Produkt("1", "b", gueltig_ab=ab)
    assert overlapping((spaeter, frueher)) == (((frueher, spaeter),) if doppelt else ())


def test_steps_and_figures_of_what_does_not_exist_are_named():
    stand = Datenstand(
        TAG,
        meilensteine={"M-9": (Meilenstein("M-9", "Konzept"), Meilenstein("M-9", "Start"))},
        vergleichswerte={"9.9": (Vergleichswert("9.9", "Gifhorn", Zeitraum(2022), Decimal(1)),)},
    )
    assert faults(stand) == (
        "Zur Maßnahme M-9 gibt es Meilensteine, aber die Maßnahme nicht.",
        "Zur Kennzahl 9.9 gibt es Vergleichswerte, aber die Kennzahl nicht.",
    )


def status(was: Planstatus, tag: date) -> Haushaltsstatus:
    return Haushaltsstatus(2024, "beschlossen", was, tag)


def test_a_haushalt_approved_before_it_was_decided_is_named():
    staende = (
        status(Planstatus.GENEHMIGT, date(2024, 6, 1)),
        status(Planstatus.BESCHLOSSEN, date(2024, 6, 12)),
    )
    (gesagt,) = faults(Datenstand(TAG, haushaltsstaende={(2024, "beschlossen"): staende}))
    assert "„genehmigt“ am 01.06.2024 liegt vor „beschlossen“ am 12.06.2024" in gesagt


def test_steps_on_one_day_and_steps_left_out_are_well():
    tag = date(2024, 6, 12)
    assert out_of_order((status(Planstatus.GENEHMIGT, tag), status(Planstatus.EINGEBRACHT, tag))) == ()
    assert (
        out_of_order((status(Planstatus.BESCHLOSSEN, tag), status(Planstatus.ABGELEHNT, date(2024, 3, 1))))
        == ()
    )


def planzeile(art: Positionsart, eur: str | None, konto: str = "1") -> Planzeile:
    betraege = () if eur is None else (Betrag(Wertart.ANSATZ, 2024, Decimal(eur)),)
    position = Haushaltsposition(
        2024, "beschlossen", Positionsschluessel(produkt="1", konto=konto), art, betraege=betraege
    )
    return Planzeile(position, None if eur is None else Decimal(eur))


def summe(festsetzung: Festsetzung, eur: str, fassung: str = "beschlossen") -> Satzungssumme:
    return Satzungssumme(2024, fassung, festsetzung, Decimal(eur))


def test_satzung_and_lines_are_compared_to_the_cent_and_only_where_there_are_lines():
    haushalt = Haushalt(
        2024,
        "beschlossen",
        (
            planzeile(Positionsart.ERTRAEGE, "100.00"),
            planzeile(Positionsart.ERTRAEGE, "0.01", "2"),
            planzeile(Positionsart.AUFWENDUNGEN, "50.00"),
            planzeile(Positionsart.INTERNE_AUFWENDUNGEN, "7.00"),
            planzeile(Positionsart.INVESTIVE_AUSZAHLUNGEN, None),
        ),
    )
    summen = [
        summe(Festsetzung.INVESTIVE_AUSZAHLUNGEN, "9.00"),
        summe(Festsetzung.ORDENTLICHE_AUFWENDUNGEN, "50.00"),
        summe(Festsetzung.ORDENTLICHE_ERTRAEGE, "100.00"),
        summe(Festsetzung.LAUFENDE_EINZAHLUNGEN, "1.00"),
        summe(Festsetzung.ORDENTLICHE_ERTRAEGE, "99.00", "entwurf"),
    ]
    vergleich = compare_satzung(haushalt, summen)
    assert [(v.summe.festsetzung, v.zeilen, v.differenz, v.weicht_ab) for v in vergleich] == [
        (Festsetzung.ORDENTLICHE_ERTRAEGE, Decimal("100.01"), Decimal("0.01"), True),
        (Festsetzung.ORDENTLICHE_AUFWENDUNGEN, Decimal("50.00"), Decimal("0.00"), False),
        (Festsetzung.LAUFENDE_EINZAHLUNGEN, None, None, False),
        (Festsetzung.INVESTIVE_AUSZAHLUNGEN, None, None, False),
    ]
