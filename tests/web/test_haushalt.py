"""Haushalt page: what it says is what mitteleinsatz says, to the cent; lines are found, paged and traced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import fassung_text
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Betrag,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.formats import format_euro, format_number
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.pages.haushalt import SEITE, ergebnis_text
from kek_dashboard.web.pages.haushalt.auswahl import JE_SEITE, Filter, fold
from kek_dashboard.web.pages.haushalt.kopf import REITER
from kek_dashboard.web.pages.haushalt.zeilenherkunft import WERTART_WORT, herkunft_part
from kek_dashboard.web.pages.haushalt.zeilensuche import find_zeilen, make_verzeichnis
from kek_dashboard.web.seite import Kontext, Umgebung
from tests.web import factories as f
from tests.web.test_seiten import text, walk


def zeile(
    produkt: str,
    konto: str,
    art: Positionsart,
    eur: str | None,
    herkunft: Herkunft = Herkunft.INTERN,
    **rest: Any,
) -> Planzeile:
    stelle = Fundstelle("Plan", "F7", "1.234,56", 2)
    betraege = [Betrag(Wertart.ERGEBNIS, 2021, Decimal("11.11"), Fundstelle("Plan", "D7", "11,11", 2))]
    if eur is not None:
        betraege.append(Betrag(Wertart.ANSATZ, 2023, Decimal(eur), stelle))
    schluessel = Positionsschluessel(rest.pop("teilhaushalt", "03"), "", produkt, konto)
    position = Haushaltsposition(
        2023, "beschlossen", schluessel, art, betraege=tuple(betraege), herkunft=herkunft, **rest
    )
    return Planzeile(position, None if eur is None else Decimal(eur), stelle)


def large_haushalt(fassung: str = "beschlossen") -> Haushalt:
    zeilen = [
        zeile("365100", f"43180{n:02d}", Positionsart.AUFWENDUNGEN, "1000.01", bezeichnung=f"Zuschuss {n}",
              produktbezeichnung="Förderung von Kindern in Kitas")
        for n in range(70)
    ]  # fmt: skip
    zeilen += [
        zeile("365100", "3141000", Positionsart.ERTRAEGE, "333.33"),
        zeile("541000", "7872000", Positionsart.INVESTIVE_AUSZAHLUNGEN, "0.01", teilhaushalt="05",
              produktbezeichnung="Kreisstraßen", teilhaushaltbezeichnung=f.BOESE),
        zeile("111100", "4012000", Positionsart.AUFWENDUNGEN, "900000.00", teilhaushalt="01"),
        zeile("111100", "4013000", Positionsart.AUFWENDUNGEN, None, teilhaushalt="01"),
        zeile("111100", "3811000", Positionsart.INTERNE_ERTRAEGE, "50.00"),
        zeile("365100", "4811000", Positionsart.INTERNE_AUFWENDUNGEN, "49.50"),
    ]  # fmt: skip
    return Haushalt(2023, fassung, tuple(zeilen), ("beschlossen", "nachtrag-1"))


class Buch(f.Buch):
    """The small county with a Haushalt of many lines in two Fassungen, half of it mapped."""

    def load_datenstand(self, wissensstand):
        regel = HaushaltsZuordnung(2023, "365100", "", Bezug.UNTERZIEL, "1.2", Decimal("33.3"))
        ueber = HaushaltsZuordnung(2023, "541000", "", Bezug.KENNZAHL, "1.2-03", Decimal(100))
        return replace(
            super().load_datenstand(wissensstand),
            haushaltszuordnungen=MappingProxyType({2023: (regel, ueber)}),
            haushalte=MappingProxyType({2019: ("beschlossen",), 2023: ("beschlossen", "nachtrag-1")}),
        )

    def load_haushalt(self, haushaltsjahr, fassung, wissensstand):  # noqa: ARG002
        self.asked.append("haushalt")
        if haushaltsjahr != 2023 or fassung not in {None, "beschlossen", "nachtrag-1"}:
            return None
        return large_haushalt(fassung or "nachtrag-1")


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


def screen(umgebung: Umgebung, search: str = "?jahr=2023") -> Component:
    return render_screen(umgebung, PAGES, "/haushalt", search)


def links(schirm: Component) -> dict[str, str]:
    """Addresses of all links by their text."""
    return {text(teil): vars(teil)["href"] for teil in walk(schirm) if isinstance(teil, html.A)}


def kontext_of(umgebung: Umgebung, **query: str) -> Kontext:
    stand = umgebung.daten.datenstand(date(2026, 11, 22))
    return replace(f.kontext("/haushalt"), umgebung=umgebung, stand=stand, query=query)


def rows(schirm: Component, klasse: str) -> list[list[str]]:
    tabelle = next(
        t for t in walk(schirm) if isinstance(t, html.Table) and klasse in vars(t)["className"].split()
    )
    zeilen = [tr for tr in tabelle.children[-1].children if getattr(tr, "className", "") != "tiefer"]
    return [[text(zelle) for zelle in tr.children] for tr in zeilen]


def mittel(umgebung: Umgebung):
    return umgebung.daten.mitteleinsatz(umgebung.daten.datenstand(), 2023)


def test_the_exact_table_is_mitteleinsatz_to_the_cent_and_adds_up(umgebung):
    soll = mittel(umgebung)
    zeilen = rows(screen(umgebung, "?jahr=2023&genau=ja"), "geld")
    assert len(zeilen) == 12 + 2
    spalten = {3: Positionsart.AUFWENDUNGEN, 5: Positionsart.ERTRAEGE, 7: Positionsart.INVESTIVE_AUSZAHLUNGEN,
               8: Positionsart.INVESTIVE_EINZAHLUNGEN}  # fmt: skip
    for spalte, art in spalten.items():
        gezeigt = [Decimal(z[spalte].replace(".", "").replace(",", ".")) for z in zeilen]
        assert gezeigt[:12] == [b[art] for b in soll.je_unterziel.values()]
        assert gezeigt[12] == soll.nicht_zugeordnet[art]
        assert gezeigt[13] == soll.summen[art] == sum(gezeigt[:13])


def test_zuschussbedarf_is_aufwendungen_minus_ertraege(umgebung):
    gesamt = rows(screen(umgebung, "?jahr=2023&genau=ja"), "geld")[-1]
    summen = mittel(umgebung).summen
    bedarf = summen[Positionsart.AUFWENDUNGEN] - summen[Positionsart.ERTRAEGE]
    assert gesamt[6] == format_number(bedarf, 2)


def test_in_millions_something_is_never_shown_as_nothing(umgebung):
    infrastruktur = rows(screen(umgebung), "geld")[1]
    assert infrastruktur[7] == "< 0,01" and infrastruktur[8] == "0"


def test_the_four_sums_stand_side_by_side_with_their_cents(umgebung):
    gezeigt = text(screen(umgebung))
    for art in VIER_ARTEN:
        assert format_euro(mittel(umgebung).summen[art]) in gezeigt


@pytest.mark.parametrize(
    ("ertraege", "aufwendungen", "satz"),
    [
        ("10", "4", "Überschuss von 6,00\xa0€"),
        ("4", "10", "Fehlbetrag von 6,00\xa0€"),
        ("4", "4", "gleichen sich aus"),
    ],
)
def test_the_ordentliches_ergebnis_is_said_in_words(ertraege, aufwendungen, satz):
    summen = {Positionsart.ERTRAEGE: Decimal(ertraege), Positionsart.AUFWENDUNGEN: Decimal(aufwendungen)}
    assert satz in ergebnis_text(summen)


def test_other_kinds_stand_outside_and_a_difference_of_38_and_48_is_said(umgebung):
    gezeigt = text(screen(umgebung))
    assert "Erträge aus internen Leistungsbeziehungen" in gezeigt
    assert "weichen um 0,50\xa0€ ab" in gezeigt


def test_fifty_lines_a_page_and_every_line_on_some_page(umgebung):
    erste, zweite = (rows(screen(umgebung, f"?jahr=2023&seite={n}"), "zeilen") for n in (1, 2))
    assert len(erste) == JE_SEITE and len(zweite) == 76 - JE_SEITE
    assert rows(screen(umgebung, "?jahr=2023&seite=99"), "zeilen") == zweite
    assert "Zeilen 51 bis 76 von 76 · Seite 2 von 2" in text(screen(umgebung, "?seite=2&jahr=2023"))


@pytest.mark.parametrize(
    ("filter_", "anzahl"),
    [
        ({"suche": "KITAS foerderung"}, 70),
        ({"suche": "zuschuss 69"}, 1),
        ({"suche": "1.2-03"}, 1),
        ({"teilhaushalt": "01"}, 2),
        ({"ziel": "1.2"}, 72),
        ({"ziel": "1"}, 72),
        ({"ziel": "ohne"}, 72),
        ({"ziel": "3.4"}, 0),
        ({"art": "interne_ertraege"}, 1),
        ({"teilhaushalt": "05", "ziel": "1.2"}, 1),
        ({"produkt": "36"}, 72),
        ({"produkt": "365100", "art": "ertraege"}, 1),
        ({"produkt": "5100"}, 0),
        ({"kennzahl": "1.2-03"}, 1),
        ({"massnahme": "M-01"}, 0),
        ({"wesentlich": "ja"}, 1),
        ({"art": "gibt-es-nicht"}, 0),
    ],
)
def test_a_filter_leaves_exactly_its_lines(umgebung, filter_, anzahl):
    fund = find_zeilen(
        make_verzeichnis(mittel(umgebung), umgebung.daten.datenstand()), Filter(**filter_), {"541000"}
    )
    assert fund.anzahl == len(fund.alle) == anzahl


def test_money_for_a_goal_and_money_for_none_make_up_the_found_lines(umgebung):
    verzeichnis, soll = make_verzeichnis(mittel(umgebung), umgebung.daten.datenstand()), mittel(umgebung)
    for art in VIER_ARTEN:
        assert find_zeilen(verzeichnis, Filter(ziel="1.2")).davon[art] == soll.je_unterziel["1.2"][art]
        assert find_zeilen(verzeichnis, Filter(ziel="ohne")).davon[art] == soll.nicht_zugeordnet[art]


def test_money_that_is_wholly_for_the_goal_is_told_once(umgebung):
    assert "alles für 1.2." in text(screen(umgebung, "?jahr=2023&ziel=1.2&suche=541000"))
    teils = text(screen(umgebung, "?jahr=2023&ziel=1.2"))
    assert "Davon für 1.2: " in teils and "alles für" not in teils


def test_umlauts_and_case_do_not_matter_to_the_search():
    assert fold("Förderung") == fold("FOERDERUNG")


def test_nothing_found_says_what_helps(umgebung):
    assert "Zu dieser Auswahl gibt es keine Zeile." in text(screen(umgebung, "?jahr=2023&suche=xyzzy"))


def origin_of(umgebung: Umgebung, stelle: int = 0) -> str:
    kontext = kontext_of(umgebung)
    return text(herkunft_part(kontext, mittel(umgebung).verwendungen[stelle]))


def test_a_line_names_file_sheet_cell_and_what_stood_there(umgebung):
    assert f"{f.BOESE}.xlsx · Blatt „Plan“ · Zelle F7; dort stand „1.234,56“" in origin_of(umgebung)


def test_amounts_of_other_years_are_each_named_by_their_wertart(umgebung):
    reihe = origin_of(umgebung)
    assert "Ergebnis: 2021 11,11\xa0€ (Zelle D7)" in reihe
    assert "Ansatz: 2023 1.000,01\xa0€ (Zelle F7)" in reihe


def test_every_wertart_has_its_word_and_an_amount_of_a_day_names_the_day(umgebung):
    assert set(WERTART_WORT) == set(Wertart)
    erste = mittel(umgebung).verwendungen[0]
    stand = Betrag(Wertart.BUCHUNGSSTAND, 2023, Decimal("5.00"), stichtag=date(2023, 6, 30))
    spaeter = replace(stand, eur=Decimal("6.00"), stichtag=date(2023, 9, 30))
    position = replace(erste.zeile.position, betraege=(spaeter, stand))
    verwendung = replace(erste, zeile=replace(erste.zeile, position=position))
    assert (
        "Buchungsstand: 2023 (Stichtag 30.06.2023) 5,00\xa0€; 2023 (Stichtag 30.09.2023) 6,00\xa0€"
        in text(herkunft_part(kontext_of(umgebung), verwendung))
    )


def test_the_page_says_which_amount_of_the_lines_it_shows(umgebung):
    assert "Gezeigt wird der Ansatz 2023 nach dem 1. Nachtrag." in text(screen(umgebung))
    assert "Gezeigt wird der Ansatz 2023 (beschlossen)." in text(
        screen(umgebung, "?jahr=2023&fassung=beschlossen")
    )


def test_a_line_without_an_ansatz_is_unknown_not_zero(umgebung):
    ohne = next(z for z in rows(screen(umgebung, "?jahr=2023&suche=4013000"), "zeilen"))
    assert ohne[3] == "–" and ohne[4] == "kein Ansatz in diesem Jahr"


def test_a_line_leads_to_its_goals_with_their_euros_and_to_the_kennzahl_between(umgebung):
    wege = links(screen(umgebung, "?jahr=2023&suche=541000"))
    assert wege["1.2 0,01\xa0€"] == "/unterziel/1.2?jahr=2023"
    assert wege["Kennzahl 1.2-03 Kinder unter 3 Jahren in Betreuung"] == "/kennzahl/1.2-03?jahr=2023"


def test_without_a_haushaltsjahr_the_newest_up_to_the_berichtsjahr_is_shown(umgebung):
    assert "Wofür ist das Geld da?" in text(screen(umgebung, "?jahr=2025"))
    assert "2023 sind" in text(screen(umgebung, "?jahr=2025"))


@pytest.mark.parametrize("jahr", ["2031", "x", "0", "20233", "²"])
def test_an_unknown_haushaltsjahr_gets_a_helpful_page(umgebung, jahr):
    gezeigt = text(screen(umgebung, f"?jahr=2023&haushaltsjahr={jahr}"))
    assert "liegt kein freigegebener Haushalt vor" in gezeigt and "Haushaltsplan liefern" in gezeigt


def test_an_unknown_fassung_names_those_there_are(umgebung):
    gezeigt = text(screen(umgebung, "?jahr=2023&haushaltsjahr=2023&fassung=entwurf"))
    assert "die Fassung „entwurf“ nicht" in gezeigt and "1. Nachtrag" in gezeigt


@pytest.mark.parametrize(
    "adresse", [adresse for adresse, _, _ in REITER if adresse != "/haushalt/entwicklung"]
)
def test_how_a_year_went_is_no_plan_and_never_shown_as_one_of_0_euros(umgebung, adresse):
    seite = next(seite for seite in PAGES if seite.path == adresse)
    stand = umgebung.daten.datenstand()
    kontext = Kontext(umgebung, adresse, 2023, stand, query={"haushaltsjahr": "2023", "fassung": "vollzug"})
    gezeigt = text(seite.render(kontext))
    assert "Der Vollzug sagt, wie das Jahr 2023 gelaufen ist; er ist kein Plan." in gezeigt
    assert "0,00" not in gezeigt


def test_fassungen_can_be_chosen(umgebung):
    hier = [
        a
        for a in walk(screen(umgebung, "?jahr=2023&fassung=beschlossen"))
        if getattr(a, "aria-current", "") == "true"
    ]
    assert [text(a) for a in hier] == ["2023", "beschlossen"]
    assert fassung_text("nachtrag-12") == "12. Nachtrag"


def test_no_haushalt_at_all_is_said():
    class Leer(f.Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), haushalte=MappingProxyType({}))

    assert "Noch ist kein Haushalt bekannt" in text(screen(f.umgebung(Leer())))


def test_beispiel_is_said_once_where_all_is_beispiel_and_at_each_figure_where_not():
    alles = [t for t in walk(screen(f.umgebung())) if getattr(t, "className", "") == "tag"]
    ueberschriften = [
        h for h in walk(screen(f.umgebung())) if isinstance(h, html.H2) and "Beispiel" in text(h)
    ]
    assert len(ueberschriften) == 3 and len(alles) == 4 + len(ueberschriften)

    class Gemischt(f.Buch):
        def load_haushalt(self, haushaltsjahr, fassung, wissensstand):  # noqa: ARG002
            amtlich = zeile("111100", "4012000", Positionsart.AUFWENDUNGEN, "5.00")
            beispiel = zeile("365100", "4012000", Positionsart.AUFWENDUNGEN, "5.00", Herkunft.BEISPIEL)
            return Haushalt(2023, "beschlossen", (amtlich, beispiel), ("beschlossen",))

    zeilen = rows(screen(f.umgebung(Gemischt())), "zeilen")
    assert [z[3] for z in zeilen] == ["5,00", "5,00Beispiel"]


def test_a_past_wissensstand_stays_in_every_link(umgebung):
    schirm = screen(umgebung, "?jahr=2023&stand=2024-01-31")
    eigene = [adresse for adresse in links(schirm).values() if adresse.startswith("/haushalt?")]
    eigene = [adresse for adresse in eigene if adresse != "/haushalt?jahr=2023"]  # the way back to today
    assert eigene and all("stand=2024-01-31" in adresse for adresse in eigene)


@pytest.mark.parametrize(
    "search", ["?suche=%3Cscript%3E&ziel=%22&teilhaushalt=%27&art=%00&seite=-1&genau=x", "?seite=9999999999"]
)
def test_nothing_in_the_address_breaks_the_page(umgebung, search):
    assert "Wofür ist das Geld da?" in text(screen(umgebung, search + "&jahr=2023"))


def test_the_title_names_year_search_and_page(umgebung):
    assert (
        SEITE.title_for(f.kontext("/haushalt", suche="kita", seite="2")) == "Haushalt 2023, „kita“, Seite 2"
    )
