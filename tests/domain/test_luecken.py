"""Lücken: what lacks its counterpart is found, what does not is not, and money without goal adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Produkt,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Messwert, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.luecken import Leerlauf, Luecken, find_luecken
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.offenes_geld import largest_first, offenes_geld
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from tests.domain.test_mitteleinsatz import JAHR, a_line, a_stand, lines, rule, rule_sets

AUF, AUS = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN


def found(stand: Datenstand, *zeilen: Planzeile, berichtsjahr: int = JAHR) -> Luecken:
    mittel = mitteleinsatz(Haushalt(JAHR, "beschlossen", zeilen), stand)
    return find_luecken(mittel, stand, bewerte_alles(stand, berichtsjahr))


def numbers(dinge: Any) -> list[str]:
    return [ding.nr for ding in dinge]


def a_kennzahl(nr: str, *werte: int, ziele: tuple[str, ...] = (), **rest: Any) -> Kennzahlakte:
    kennzahl = Kennzahl(nr, nr, "", rest.pop("zieltyp", Zieltyp.STEIGERN), **rest)
    messwerte = tuple(Messwert(nr, Zeitraum(jahr), Decimal(1)) for jahr in werte)
    zuordnungen = tuple(UnterzielZuordnung(nr, ziel) for ziel in ziele)
    return Kennzahlakte(kennzahl, messwerte=messwerte, zuordnungen=zuordnungen)


def with_kennzahlen(stand: Datenstand, *akten: Kennzahlakte) -> Datenstand:
    return replace(stand, akten=MappingProxyType({akte.nr: akte for akte in akten}))


def with_produkte(stand: Datenstand, *produkte: Produkt) -> Datenstand:
    return replace(stand, produkte=MappingProxyType({p.produkt: p for p in produkte}))


# ------------------------------------------------------------------------------------------- money


def test_money_without_goal_goes_by_teilhaushalt_and_produkt_the_largest_first() -> None:
    mittel = mitteleinsatz(
        Haushalt(
            JAHR,
            "beschlossen",
            (a_line("365100", "1", "10.00"), a_line("611000", "1", "70.00"), a_line("P1", "1", "5.00")),
        ),
        a_stand(rule(Bezug.UNTERZIEL, "1.1")),
    )
    geld = offenes_geld(mittel)
    (teil,) = geld.teilhaushalte
    assert [(p.nr, p.offen[AUF]) for p in largest_first(teil.teile, AUF)] == [
        ("611000", Decimal("70.00")),
        ("365100", Decimal("10.00")),
    ]
    assert (teil.offen[AUF], teil.summen[AUF]) == (Decimal("80.00"), Decimal("85.00"))
    assert teil.anteil(AUF) == Fraction(80, 85)
    assert [p.nr for p in largest_first(geld.produktbereiche, AUF)] == ["61", "36"]
    assert largest_first(geld.teilhaushalte, AUS) == ()


@settings(max_examples=200)
@given(rule_sets(), lines)
def test_both_ways_of_seeing_money_without_goal_add_up_to_the_whole(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile]
) -> None:
    mittel = mitteleinsatz(Haushalt(JAHR, "beschlossen", tuple(zeilen)), a_stand(*regeln))
    geld = offenes_geld(mittel)
    produkte = [p for teil in geld.teilhaushalte for p in teil.teile]
    for art in VIER_ARTEN:
        for gruppen in (geld.teilhaushalte, geld.produktbereiche, produkte):
            assert sum((p.offen[art] for p in gruppen), Decimal(0)) == mittel.nicht_zugeordnet[art]
            assert sum((p.summen[art] for p in gruppen), Decimal(0)) == mittel.summen[art]


# ------------------------------------------------------------------------------------------- goals


def test_a_goal_with_neither_aufwendungen_nor_investive_auszahlungen_has_no_money() -> None:
    stand = a_stand(
        rule(Bezug.UNTERZIEL, "1.1"),
        rule(Bezug.UNTERZIEL, "1.2", produkt="P2"),
        rule(Bezug.UNTERZIEL, "2.1", produkt="P3"),
    )
    luecken = found(
        stand,
        a_line("P1", "4", "1.00"),
        a_line("P2", "7", "1.00", AUS),
        a_line("P3", "3", "1.00", Positionsart.ERTRAEGE),
    )
    assert numbers(luecken.ziele_ohne_geld) == ["1.10", "2.1"]
    assert luecken.zugeordnet


def test_without_any_zuordnung_it_is_said_that_nothing_is_assigned_yet() -> None:
    luecken = found(a_stand(), a_line("P1", "4", "1.00"))
    assert not luecken.zugeordnet
    assert len(luecken.ziele_ohne_geld) == 4


def test_money_of_a_goal_that_is_all_made_up_is_told_apart() -> None:
    erfunden = replace(rule(Bezug.UNTERZIEL, "1.1"), herkunft=Herkunft.BEISPIEL)
    stand = a_stand(erfunden, rule(Bezug.UNTERZIEL, "1.2", produkt="P2"))
    luecken = found(stand, a_line("P1", "4", "1.00"), a_line("P2", "4", "1.00"))
    assert numbers(luecken.nur_beispiel) == ["1.1"]


def test_a_goal_whose_kennzahlen_only_watch_cannot_be_measured() -> None:
    stand = with_kennzahlen(
        a_stand(),
        a_kennzahl("K1", ziele=("1.1",)),
        a_kennzahl("K2", ziele=("1.2",), zieltyp=Zieltyp.BEOBACHTEN),
        a_kennzahl("K3", ziele=("1.1",), zieltyp=Zieltyp.BEOBACHTEN),
    )
    luecken = found(stand)
    assert numbers(luecken.ziele_ohne_kennzahl) == ["1.10", "2.1"]
    assert numbers(luecken.nur_beobachtet) == ["1.2"]


# -------------------------------------------------------------------------- Kennzahlen, Maßnahmen


def test_kennzahlen_without_data_and_with_too_old_data_are_two_things() -> None:
    stand = with_kennzahlen(
        a_stand(),
        a_kennzahl("K0"),
        a_kennzahl("K1", 2017),
        a_kennzahl("K2", 2016, zieltyp=Zieltyp.BEOBACHTEN),
        a_kennzahl("K3", 2016, max_alter=3),
        a_kennzahl("K4", 2020),
    )
    luecken = found(stand, berichtsjahr=2019)
    assert [k.akte.nr for k in luecken.kennzahlen_ohne_daten] == ["K0", "K4"]
    assert [(k.akte.nr, k.jahr) for k in luecken.kennzahlen_ueberfaellig] == [("K2", 2016)]


def test_a_kennzahl_has_money_where_a_line_that_is_spent_names_it() -> None:
    stand = a_stand(
        rule(Bezug.KENNZAHL, "K1"),
        rule(Bezug.KENNZAHL, "K2", produkt="P2"),
        rule(Bezug.KENNZAHL, "K3", produkt="P3"),
    )
    luecken = found(
        stand,
        a_line("P1", "4", "1.00"),
        a_line("P2", "3", "1.00", Positionsart.ERTRAEGE),
        a_line("P3", "4", "0.00"),
    )
    assert numbers(luecken.kennzahlen_ohne_geld) == ["K0", "K2", "K3"]


@pytest.mark.parametrize(
    ("beginn", "ende", "fehlt"),
    [
        (None, None, True),
        (date(2019, 12, 31), None, True),
        (date(2018, 1, 1), date(2019, 1, 1), True),
        (date(2020, 1, 1), None, False),
        (date(2015, 1, 1), date(2018, 12, 31), False),
    ],
)
def test_a_massnahme_lacks_money_only_in_the_years_it_runs(
    beginn: date | None, ende: date | None, fehlt: bool
) -> None:
    massnahme = Massnahme("M1", "1.1", "Maßnahme", beginn=beginn, ende=ende)
    stand = replace(a_stand(), massnahmen=MappingProxyType({"M1": massnahme}))
    assert bool(found(stand).massnahmen_ohne_geld) == fehlt


def test_a_massnahme_with_money_is_not_listed() -> None:
    assert found(a_stand(rule(Bezug.MASSNAHME, "M1")), a_line("P1", "4", "1.00")).massnahmen_ohne_geld == ()


# ---------------------------------------------------------------------------------------- Produkte


def test_a_wesentliches_produkt_is_measured_by_what_it_names_or_by_what_is_mapped() -> None:
    stand = with_produkte(
        a_stand(rule(Bezug.KENNZAHL, "K1", konto="4")),
        Produkt("P1", "mit Zuordnung", wesentlich=True),
        Produkt("P2", "nennt eine", wesentlich=True, kennzahlen="K2"),
        Produkt("P3", "nennt eine, die es nicht gibt", wesentlich=True, kennzahlen="K9, "),
        Produkt("P4", "nicht wesentlich"),
        Produkt("P5", "gilt noch nicht", wesentlich=True, gueltig_ab=JAHR + 1),
    )
    luecken = found(stand, a_line("P1", "4", "1.00"))
    assert [p.produkt for p in luecken.produkte_ohne_kennzahl] == ["P3"]
    assert [p.produkt for p in luecken.produkte_ohne_zeilen] == ["P2", "P3"]


# -------------------------------------------------------------------------------------- Zuordnungen


def test_each_zuordnung_that_moves_nothing_says_why() -> None:
    stand = a_stand(
        rule(Bezug.UNTERZIEL, "1.1", produkt="weg"),
        rule(Bezug.UNTERZIEL, "1.1", "50", produkt="P1", konto="weg"),
        rule(Bezug.UNTERZIEL, "1.1", produkt="intern"),
        rule(Bezug.UNTERZIEL, "1.1", produkt="P2"),
        rule(Bezug.UNTERZIEL, "1.2", produkt="P2", konto="4"),
        rule(Bezug.UNTERZIEL, "1.1", produkt="leer"),
        rule(Bezug.KENNZAHL, "K9", "10", produkt="P3"),
        rule(Bezug.KENNZAHL, "K0", "10", produkt="P3"),
        rule(Bezug.MASSNAHME, "M9", "10", produkt="P3"),
        rule(Bezug.UNTERZIEL, "1.1", "10", produkt="P3"),
        rule(Bezug.UNTERZIEL, "1.1", "0", produkt="zurueckgenommen"),
    )
    luecken = found(
        stand,
        a_line("P1", "4", "1.00"),
        a_line("P2", "4", "1.00"),
        a_line("P3", "4", "1.00"),
        a_line("intern", "48", "1.00", Positionsart.INTERNE_AUFWENDUNGEN),
        a_line("leer", "4", None),
    )
    gefunden = {
        (leer.zuordnung.produkt, leer.zuordnung.bezug_nr): leer.grund for leer in luecken.leere_zuordnungen
    }
    assert gefunden == {
        ("weg", "1.1"): Leerlauf.PRODUKT_FEHLT,
        ("P1", "1.1"): Leerlauf.KONTO_FEHLT,
        ("intern", "1.1"): Leerlauf.NICHT_GEZAEHLT,
        ("P2", "1.1"): Leerlauf.UEBERLAGERT,
        ("leer", "1.1"): Leerlauf.OHNE_ANSATZ,
        ("P3", "K9"): Leerlauf.BEZUG_FEHLT,
        ("P3", "K0"): Leerlauf.OHNE_UNTERZIEL,
        ("P3", "M9"): Leerlauf.BEZUG_FEHLT,
    }


@settings(max_examples=200)
@given(rule_sets(), lines)
def test_a_zuordnung_called_idle_could_be_taken_away_without_moving_a_cent(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile]
) -> None:
    stand = a_stand(*regeln)
    haushalt = Haushalt(JAHR, "beschlossen", tuple(zeilen))
    mittel = mitteleinsatz(haushalt, stand)
    leer = {id(leer.zuordnung) for leer in found(stand, *zeilen).leere_zuordnungen}
    # A rule for a Konto replaces those of its Produkt even where it leads nowhere itself: only those without go.
    bleibt = [regel for regel in regeln if id(regel) not in leer or regel.konto]
    assert mitteleinsatz(haushalt, a_stand(*bleibt)).je_unterziel == mittel.je_unterziel
