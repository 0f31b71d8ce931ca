"""Weiße Flecken page: the finding, every list with its number, and a sentence where nothing is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Positionsart, Produkt
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.pages.haushalt.luecken_geld import MOST_PRODUKTE
from kek_dashboard.web.pages.haushalt.luecken_liste import MOST_SHOWN
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web import test_haushalt as th
from tests.web.test_seiten import text, walk


class Buch(th.Buch):
    """The large Haushalt of the page of lines, with wesentliche Produkte and a Zuordnung that finds nothing."""

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        regeln = (*stand.haushaltszuordnungen[2023],
                  HaushaltsZuordnung(2023, "999", "", Bezug.MASSNAHME, "M-01", Decimal("12.5")))  # fmt: skip
        produkte = {
            "365100": Produkt("365100", "Kitas", wesentlich=True, ziele="Plätze", kennzahlen="9.9-99"),
            "547000": Produkt("547000", f.BOESE, wesentlich=True, kennzahlen="1.2-03"),
        }
        return replace(
            stand,
            haushaltszuordnungen=MappingProxyType({2023: regeln}),
            produkte=MappingProxyType(produkte),
        )


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


def screen(umgebung: Umgebung, search: str = "?jahr=2023") -> Component:
    return render_screen(umgebung, PAGES, "/haushalt/luecken", search)


def plain(teil: object) -> str:
    return text(teil).replace("\N{NO-BREAK SPACE}", " ")


def counts(schirm: Component) -> dict[str, str]:
    """Number of each list by its title, as the overview has them."""
    nav = next(
        t for t in walk(schirm) if isinstance(t, html.Nav) and getattr(t, "className", "") == "flecken"
    )
    wege = [t.children for t in walk(nav) if isinstance(t, html.A)]
    return {plain(titel): plain(zahl) for zahl, titel, _ in wege}


def section(schirm: Component, titel: str) -> Component:
    return next(
        t for t in walk(schirm)
        if isinstance(t, html.Section) and t.children and plain(t.children[0]).startswith(titel)
    )  # fmt: skip


def test_the_finding_is_one_answer(umgebung):
    lead = next(plain(t) for t in walk(screen(umgebung)) if getattr(t, "className", "") == "vorspann")
    assert lead.startswith(
        "2023 dienen 946,7 Tsd. € Aufwendungen (98 %) keinem Unterziel; 11 von 12 Unterzielen"
    )
    assert "haben keine oder zu alte Daten" in lead


def test_each_list_has_its_number_and_its_place(umgebung):
    schirm = screen(umgebung)
    zahlen = counts(schirm)
    assert zahlen["Ziele ohne Geld"] == "11"
    assert zahlen["Wesentliche Produkte ohne Kennzahl"] == "1"
    assert zahlen["Wesentliche Produkte ohne Zeilen"] == "1"
    assert zahlen["Zuordnungen, die ins Leere greifen"] == "1"
    wege = {vars(t)["href"] for t in walk(schirm) if isinstance(t, html.A)}
    anker = {weg for weg in wege if weg.startswith("#")} - {"#inhalt"}
    ids = {f"#{getattr(t, 'id', '')}" for t in walk(schirm)}
    assert len(anker) == len(zahlen)
    assert anker <= ids


def test_money_without_goal_names_its_produktbereich_and_leads_to_its_lines(umgebung):
    karte = section(screen(umgebung), "Geld ohne Ziel")
    assert "Produktbereich 11 Innere Verwaltung" in plain(karte)
    wege = {plain(t): vars(t)["href"] for t in walk(karte) if isinstance(t, html.A)}
    assert wege["900.000,00 €"] == (
        "/haushalt?jahr=2023&ziel=ohne&art=aufwendungen&teilhaushalt=01&produkt=111100#zeilen"
    )


def test_the_kind_of_euro_can_be_changed_and_none_is_added_to_another(umgebung):
    karte = section(screen(umgebung, "?jahr=2023&euro=ertraege"), "Geld ohne Ziel")
    assert "222,33 € Erträge dienen keinem Unterziel, 66,7 % von 333 €." in plain(karte)
    leer = section(screen(umgebung, "?jahr=2023&euro=investive_auszahlungen"), "Geld ohne Ziel")
    assert "Alles Geld dieser Art dient einem Unterziel." in plain(leer)
    ohne = section(screen(umgebung, "?jahr=2023&euro=investive_einzahlungen"), "Geld ohne Ziel")
    assert "Der Plan hat kein Geld dieser Art." in plain(ohne)


def test_an_empty_list_says_that_nothing_is_missing():
    class Voll(Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), massnahmen=MappingProxyType({}))

    schirm = screen(f.umgebung(Voll()))
    assert "Jede Maßnahme, die 2023 läuft, wird von mindestens einer Zeile genannt." in plain(
        section(schirm, "Maßnahmen ohne Geld")
    )


def test_an_idle_zuordnung_says_what_it_was_for_and_why_nothing_arrives(umgebung):
    karte = plain(section(screen(umgebung), "Zuordnungen, die ins Leere greifen"))
    assert "999" in karte and "Maßnahme M-01 zu 12,5 %" in karte
    assert "Das Produkt hat in diesem Plan keine Zeile." in karte


def test_a_produkt_that_names_an_unknown_kennzahl_has_none(umgebung):
    karte = plain(section(screen(umgebung), "Wesentliche Produkte ohne Kennzahl"))
    assert "nennt 9.9-99: nicht bekannt" in karte
    assert "70,0 Tsd. €" in karte


def test_a_year_without_zuordnung_is_told_and_not_blamed_on_the_goals():
    class Ohne(th.Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), haushaltszuordnungen=MappingProxyType({}))

    schirm = screen(f.umgebung(Ohne()))
    assert "Für 2023 ist noch kein Geld einem Ziel zugeordnet" in plain(schirm)
    assert "das sagt nichts über die Ziele selbst" in plain(section(schirm, "Ziele ohne Geld"))


def test_a_long_list_is_cut_and_says_so():
    class Viele(Buch):
        def load_datenstand(self, wissensstand):
            stand = super().load_datenstand(wissensstand)
            regeln = tuple(
                HaushaltsZuordnung(2023, f"9{n:03}", "", Bezug.UNTERZIEL, "1.1")
                for n in range(MOST_SHOWN + 7)
            )
            return replace(stand, haushaltszuordnungen=MappingProxyType({2023: regeln}))

    karte = section(screen(f.umgebung(Viele())), "Zuordnungen, die ins Leere greifen")
    assert "und 7 weitere." in plain(karte)


def test_of_many_produkte_the_largest_are_shown_and_the_rest_is_one_link_away():
    class Breit(Buch):
        def load_haushalt(self, haushaltsjahr, fassung, wissensstand):
            haushalt = super().load_haushalt(haushaltsjahr, fassung, wissensstand)
            if haushalt is None:
                return None
            zeilen = [
                th.zeile(f"12{n:04}", "4318000", Positionsart.AUFWENDUNGEN, "5.00")
                for n in range(MOST_PRODUKTE + 3)
            ]
            return replace(haushalt, zeilen=(*haushalt.zeilen, *zeilen))

    karte = section(screen(f.umgebung(Breit())), "Geld ohne Ziel")
    wege = {plain(t): vars(t)["href"] for t in walk(karte) if isinstance(t, html.A)}
    weiter = next(weg for wort, weg in wege.items() if wort.startswith("und 4 weitere Produkte"))
    assert weiter == "/haushalt?jahr=2023&ziel=ohne&art=aufwendungen&teilhaushalt=03#zeilen"


def test_a_haushaltsjahr_that_is_not_there_has_its_own_sentence(umgebung):
    assert "Für das Haushaltsjahr 1999 liegt kein freigegebener Haushalt vor." in plain(
        screen(umgebung, "?jahr=2023&haushaltsjahr=1999")
    )
