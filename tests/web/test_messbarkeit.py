"""Messbarkeit: the page says which goals cannot be judged, why, and who or which sheet mends it."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Zieltyp
from kek_dashboard.domain.smart import Erfuellung, Kriterium, pruefe_alle
from kek_dashboard.web.components.smartpruefung import smart_karte, smart_satz
from kek_dashboard.web.pages.messbarkeit import SEITE
from kek_dashboard.web.pages.messbarkeit.auswahl import Auswahl, read_auswahl
from kek_dashboard.web.seite import Kontext
from tests.web import factories as f
from tests.web.test_datenschuld import links, table, text, walk

JAHRE = range(2018, 2027)


def kontext(jahr: int = 2023, datenstand: Datenstand | None = None, **query: str) -> Kontext:
    umgebung = f.umgebung()
    stand = datenstand or umgebung.daten.datenstand(None)
    return Kontext(umgebung, "/messbarkeit", jahr, stand, None, {}, query)


def page(jahr: int = 2023, datenstand: Datenstand | None = None, **query: str) -> Component:
    return SEITE.render(kontext(jahr, datenstand, **query))


def said(teil: object) -> str:
    return text(teil).replace("\xa0", " ")


def shown(**query: Any) -> list[str]:
    """Numbers of the Kennzahlen that the page lists."""
    try:
        return [zeile[0] for zeile in table(page(**query), "messmatrix")]
    except StopIteration:
        return []


def test_the_first_sentence_says_how_many_goals_can_be_judged_and_how_many_kennzahlen_are_smart() -> None:
    k = kontext()
    nicht = [z.nr for z in k.gesamt.unterziele.values() if z.zielerreichung is None]
    satz = said(next(c for c in walk(SEITE.render(k)) if getattr(c, "className", "") == "vorspann"))
    assert satz.startswith(f"2023 lassen sich {12 - len(nicht)} von 12 Unterzielen beurteilen")
    mit_ziel = [a for a in k.stand.akten.values() if a.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN]
    smart = sum(p.is_smart for p in pruefe_alle(k.stand, k.gesamt).values())
    assert f"{smart} von {len(mit_ziel)} Kennzahlen mit Ziel sind s.m.a.r.t." in satz


def test_every_unterziel_has_its_row_and_the_counts_of_the_roll_up() -> None:
    k = kontext()
    zeilen = table(SEITE.render(k), "messziele")
    assert [zeile[0] for zeile in zeilen] == list(k.gesamt.unterziele)
    for zeile in zeilen:
        z = k.gesamt.unterziele[zeile[0]]
        assert int(zeile[5]) == z.bewertet
        assert int(zeile[3]) == z.anzahl + len(z.beobachtet)


def test_what_is_owed_leads_to_the_datenschuld_of_its_fachbereich() -> None:
    assert any(link.startswith("/datenschuld?") and "fachbereich=GB+Jugend" in link for link in links(page()))


def test_what_a_sheet_mends_names_sheet_and_column() -> None:
    assert "Blatt „Reihenbrüche“, Spalte „Basiswert neu“" in said(page())


def test_without_a_filter_only_what_is_open_is_listed() -> None:
    k = kontext()
    pruefungen = pruefe_alle(k.stand, k.gesamt)
    assert shown() == [nr for nr, p in pruefungen.items() if p.offen]
    assert shown(offen="alle") == list(k.stand.akten)


@pytest.mark.parametrize("kriterium", list(Kriterium))
def test_a_criterion_in_the_address_lists_where_it_is_open(kriterium: Kriterium) -> None:
    k = kontext()
    pruefungen = pruefe_alle(k.stand, k.gesamt)
    assert shown(offen=kriterium) == [nr for nr, p in pruefungen.items() if p[kriterium].erfuellung.is_open]


def test_an_unterziel_and_a_fachbereich_in_the_address_narrow_the_list() -> None:
    assert shown(ziel="1.4", offen="alle") == ["1.4-01", "1.4-02"]
    assert shown(fachbereich="gb JUGEND", offen="alle") == list(kontext().stand.akten)
    assert shown(fachbereich="–", offen="alle") == []


@pytest.mark.parametrize(
    "query",
    [{"ziel": "9.9"}, {"ziel": "1"}, {"offen": "schön"}, {"fachbereich": "Amt 99"}, {"ziel": f.BOESE}],
)
def test_a_word_the_address_does_not_know_narrows_nothing(query: dict[str, Any]) -> None:
    assert read_auswahl(kontext(**query)) == Auswahl()
    assert shown(**query) == shown()


def test_each_cell_of_the_matrix_has_a_word_beside_its_symbol() -> None:
    worte = {"erfüllt", "teilweise", "nicht erfüllt", "entfällt"}
    for zeile in table(page(offen="alle"), "messmatrix"):
        assert set(zeile[2:7]) <= worte


def test_the_bars_count_every_kennzahl_once() -> None:
    k = kontext()
    pruefungen = pruefe_alle(k.stand, k.gesamt).values()
    liste = next(c for c in walk(SEITE.render(k)) if getattr(c, "className", "") == "smart-kriterien")
    for kriterium, zeile in zip(Kriterium, liste.children, strict=True):
        zahlen = re.findall(r"(\d+) (erfüllt|teilweise|nicht erfüllt|entf)", said(zeile))
        assert sum(int(zahl) for zahl, _ in zahlen) == len(pruefungen)
        teilweise = sum(p[kriterium].erfuellung is Erfuellung.TEILWEISE for p in pruefungen)
        assert {wort: int(zahl) for zahl, wort in zahlen}.get("teilweise", 0) == teilweise


def test_staerken_that_no_massnahme_takes_up_are_told_with_what_was_compared() -> None:
    satz = said(page())
    assert "Stärken ohne Maßnahme" in satz or "Stärke ohne Maßnahme" in satz
    assert "Verglichen werden die Namen." in satz


def test_money_is_told_where_there_is_a_haushalt_and_left_out_where_there_is_none() -> None:
    assert "Im Haushalt 2023" in said(page(2023))
    assert "Im Haushalt" not in said(page(2020))


def test_without_goals_the_page_says_how_to_fill_it() -> None:
    leer = replace(f.datenstand(), ziele=MappingProxyType({}), akten=MappingProxyType({}))
    assert "Blatt „Ziele“" in said(page(datenstand=leer))


def test_goals_without_any_kennzahl_are_not_measurable() -> None:
    leer = replace(f.datenstand(), akten=MappingProxyType({}))
    satz = said(page(datenstand=leer))
    assert "2023 lassen sich 0 von 12 Unterzielen beurteilen" in satz
    assert "Es gibt noch keine Kennzahl mit einem Ziel." in satz


def test_the_address_keeps_year_and_wissensstand_in_the_form() -> None:
    formular = next(c for c in walk(page(2022, offen="messbar")) if type(c).__name__ == "Form")
    werte = {getattr(c, "name", ""): getattr(c, "value", "") for c in walk(formular)}
    assert werte["jahr"] == "2022"


def card(nr: str, jahr: int = 2023) -> Component:
    k = kontext(jahr)
    return smart_karte(k, k.stand.akten[nr], k.gesamt.kennzahlen[nr])


def test_the_card_of_a_kennzahl_tells_the_tempo_and_judges_nothing() -> None:
    satz = said(card("1.2-03"))
    assert (
        "Nötig ist je Jahr ein Anstieg um 7,7 Prozentpunkte; zuletzt stieg der Wert um 2,4 Prozentpunkte"
        in satz
    )
    assert "beurteilt der Monitor nicht" in satz
    assert "Beispiel" in satz


def test_the_card_of_a_watched_kennzahl_says_that_it_has_no_goal() -> None:
    satz = said(card("1.3-01"))
    assert "nur beobachtet" in satz
    assert satz.count("entfällt") == 3


def test_the_sentence_of_the_card_names_what_is_open() -> None:
    k = kontext()
    pruefung: Any = pruefe_alle(k.stand, k.gesamt)["1.3-02"]
    assert "messbar" in smart_satz(pruefung)
    assert smart_satz(pruefung).startswith("**Noch nicht:**")


@pytest.mark.parametrize("jahr", JAHRE)
def test_it_reads_well_in_every_berichtsjahr(jahr: int) -> None:
    satz = said(page(jahr, offen="alle"))
    assert "None" not in satz
    assert satz.startswith("Welche Ziele lassen sich messen?")
    assert f"{jahr} lassen sich" in satz


def test_a_table_of_made_up_figures_says_so_once_and_a_mixed_one_at_each() -> None:
    def tags(seite: Component, klasse: str) -> tuple[int, int]:
        """Signs in the rows, and words above the table of this class."""
        tafel = next(c for c in walk(seite) if klasse in str(getattr(c, "className", "")).split())
        zeichen = [c for c in walk(tafel) if getattr(c, "className", "") in {"tag", "bsp"}]
        karte = next(c for c in walk(seite) if getattr(c, "className", "") == "karte" and tafel in walk(c))
        koepfe = [c for c in walk(karte) if getattr(c, "className", "") == "bsp-kopf"]
        return len(zeichen), len(koepfe)

    gemischt = page(offen="alle")
    assert tags(gemischt, "messmatrix")[0] > 1 and tags(gemischt, "messmatrix")[1] == 1
    stand = f.datenstand()
    erfunden = {
        nr: replace(akte, kennzahl=replace(akte.kennzahl, herkunft=Herkunft.BEISPIEL))
        for nr, akte in stand.akten.items()
    }
    nur = page(datenstand=replace(stand, akten=MappingProxyType(erfunden)), offen="alle")
    assert tags(nur, "messmatrix") == tags(nur, "messziele") == (0, 1)
