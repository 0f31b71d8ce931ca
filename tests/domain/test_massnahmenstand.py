"""Maßnahmenstand: a milestone is reached, overdue or to come by its days alone; money is split to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.massnahmenstand import (
    Meilensteinstand,
    alle_massnahmen,
    count_status,
    massnahmen_stichtag,
    massnahmenmittel,
    massnahmenstand,
    meilenstein_stand,
)
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from tests.domain.test_mitteleinsatz import JAHR, a_line, a_stand, rule, shared_out

TAG = date(2023, 12, 31)
M = Massnahme("M-01", "1.1", "Krippenausbau", status="laufend", fortschritt=Decimal(40))


def step(geplant: date | None = None, erreicht: date | None = None, name: str = "Schritt") -> Meilenstein:
    return Meilenstein("M-01", name, geplant, erreicht)


@pytest.mark.parametrize(
    ("geplant", "erreicht", "stand"),
    [
        pytest.param(date(2023, 6, 30), date(2023, 6, 1), Meilensteinstand.ERREICHT, id="reached in time"),
        pytest.param(date(2023, 6, 30), date(2023, 9, 1), Meilensteinstand.ERREICHT, id="reached late"),
        pytest.param(None, date(2023, 9, 1), Meilensteinstand.ERREICHT, id="reached without a plan"),
        pytest.param(date(2023, 6, 30), TAG, Meilensteinstand.ERREICHT, id="reached on the very day"),
        pytest.param(
            date(2023, 6, 30), date(2024, 1, 1), Meilensteinstand.UEBERFAELLIG, id="not reached yet then"
        ),
        pytest.param(date(2023, 12, 30), None, Meilensteinstand.UEBERFAELLIG, id="a day too late"),
        pytest.param(TAG, None, Meilensteinstand.OFFEN, id="due on the very day"),
        pytest.param(date(2024, 1, 1), None, Meilensteinstand.OFFEN, id="to come"),
        pytest.param(
            date(2025, 1, 1),
            date(2024, 1, 1),
            Meilensteinstand.OFFEN,
            id="reached early, but later than asked",
        ),
        pytest.param(None, None, Meilensteinstand.OHNE_TERMIN, id="no day at all"),
    ],
)
def test_a_milestone_is_told_by_its_days(geplant, erreicht, stand):
    assert meilenstein_stand(step(geplant, erreicht), TAG) is stand


def test_the_day_is_the_end_of_the_berichtsjahr_but_never_later_than_what_is_known():
    assert massnahmen_stichtag(date(2026, 11, 22), 2023) == date(2023, 12, 31)
    assert massnahmen_stichtag(date(2023, 3, 1), 2023) == date(2023, 3, 1)


def test_milestones_are_counted_in_the_order_of_their_days():
    blick = massnahmenstand(
        M,
        [
            step(None, None, "irgendwann"),
            step(date(2024, 9, 1), None, "später"),
            step(date(2024, 3, 1), None, "als Nächstes"),
            step(date(2022, 3, 1), None, "verpasst"),
            step(date(2020, 3, 1), date(2020, 4, 1), "geschafft"),
        ],
        TAG,
    )
    assert [s.meilenstein.bezeichnung for s in blick.schritte] == [
        "geschafft",
        "verpasst",
        "als Nächstes",
        "später",
        "irgendwann",
    ]
    assert (blick.erreicht, len(blick.ueberfaellig)) == (1, 1)
    assert blick.naechster is not None
    assert blick.naechster.meilenstein.bezeichnung == "als Nächstes"
    assert [s.tage for s in blick.schritte] == [31, 670, None, None, None]


def test_a_massnahme_without_milestones_owes_nothing():
    blick = massnahmenstand(M, [], TAG)
    assert (blick.erreicht, blick.ueberfaellig, blick.naechster) == (0, (), None)


def test_one_made_up_milestone_makes_the_count_made_up():
    assert (
        massnahmenstand(M, [replace(step(TAG), herkunft=Herkunft.BEISPIEL)], TAG).herkunft
        is Herkunft.BEISPIEL
    )
    assert massnahmenstand(M, [step(TAG)], TAG).herkunft is Herkunft.INTERN


def test_status_words_are_counted_as_delivered_and_silence_comes_last():
    liste = [replace(M, status=wort) for wort in ("laufend", "", "geplant", "Laufend ", "ruht", "")]
    assert count_status(liste) == (("laufend", 2), ("geplant", 1), ("ruht", 1), ("", 2))


def test_progress_and_milestones_never_change_an_attainment():
    stand = a_stand()
    ohne = bewerte_alles(stand, JAHR)
    mit = bewerte_alles(
        replace(
            stand,
            massnahmen=MappingProxyType({"M-01": replace(M, fortschritt=Decimal(100))}),
            meilensteine=MappingProxyType({"M-01": (step(date(2019, 1, 1)),)}),
        ),
        JAHR,
    )
    assert (dict(mit.unterziele), dict(mit.kennzahlen)) == (dict(ohne.unterziele), dict(ohne.kennzahlen))


def test_every_massnahme_is_told_with_its_own_milestones():
    stand = Datenstand(
        TAG,
        massnahmen=MappingProxyType({"M-01": M, "M-02": replace(M, nr="M-02")}),
        meilensteine=MappingProxyType({"M-01": (step(date(2020, 1, 1)),)}),
    )
    assert [(b.massnahme.nr, len(b.ueberfaellig)) for b in alle_massnahmen(stand, TAG)] == [
        ("M-01", 1),
        ("M-02", 0),
    ]


def test_a_line_gives_a_massnahme_its_share_to_the_cent_and_nothing_of_the_others():
    stand = a_stand(rule(Bezug.MASSNAHME, "M1", "33.33"), rule(Bezug.UNTERZIEL, "1.2", "33.33"))
    mittel = shared_out(
        stand, a_line("P1", "4", "100.01"), a_line("P2", "4", "50.00"), a_line("P1", "5", None)
    )
    (teil,) = massnahmenmittel(mittel, "M1")
    assert (teil.art, teil.anteil, teil.eur) == (
        Positionsart.AUFWENDUNGEN,
        Decimal("33.33"),
        Decimal("33.33"),
    )
    assert massnahmenmittel(mittel, "M-99") == ()


def test_a_massnahme_alone_in_its_unterziel_has_all_the_money_of_it():
    zeilen = (a_line("P1", konto, eur) for konto, eur in (("1", "100.01"), ("2", "0.03"), ("3", "-7.77")))
    mittel = shared_out(a_stand(rule(Bezug.MASSNAHME, "M1", "60")), *zeilen)
    summe = sum((t.eur for t in massnahmenmittel(mittel, "M1")), Decimal(0))
    assert summe == mittel.je_unterziel["1.10"][Positionsart.AUFWENDUNGEN] != 0
