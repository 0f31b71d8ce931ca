"""Seiten: each page renders for everything there is, and says what the figures say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from kek_dashboard.web import PAGES, render_screen
from tests.web import factories as f

JAHRE = range(2018, 2027)
AKTEN = list(f.datenstand().akten)
UNTERZIELE = [nr for nr, ebene, _ in f._ZIELE if ebene == "Unterziel"]


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung()


def walk(teil: object) -> Iterator[Component]:
    if isinstance(teil, list | tuple):
        for kind in teil:
            yield from walk(kind)
    elif isinstance(teil, Component):
        yield teil
        yield from walk(getattr(teil, "children", None))


def text(teil: object) -> str:
    if isinstance(teil, str):
        return teil
    if isinstance(teil, list | tuple):
        return "".join(map(text, teil))
    return text(getattr(teil, "children", None)) if isinstance(teil, Component) else ""


def screen(umgebung, pfad: str, search: str = "?jahr=2023") -> Component:
    return render_screen(umgebung, PAGES, pfad, search)


def heading(teil: Component) -> str:
    return next(text(c) for c in walk(teil) if type(c).__name__ == "H1")


def links(teil: Component) -> list[str]:
    return [getattr(c, "href", "") for c in walk(teil) if getattr(c, "href", None)]


ALLE = ["/", "/kennzahlen", *(f"/unterziel/{nr}" for nr in UNTERZIELE), *(f"/kennzahl/{nr}" for nr in AKTEN)]


@pytest.mark.parametrize("pfad", ALLE)
def test_every_page_renders_in_every_berichtsjahr_and_can_be_sent(umgebung, pfad):
    for jahr in JAHRE:
        seite = screen(umgebung, pfad, f"?jahr={jahr}")
        assert heading(seite) not in {"Das hat nicht geklappt", "Nicht gefunden", "Diese Seite gibt es nicht"}
        assert "None" not in text(seite)
        json.dumps(seite, cls=PlotlyJSONEncoder)


@pytest.mark.parametrize("pfad", ALLE)
def test_there_is_one_heading_and_the_document_has_a_name(umgebung, pfad):
    seite = screen(umgebung, pfad)
    assert sum(type(c).__name__ == "H1" for c in walk(seite)) == 1
    titel = next(getattr(c, "titel", "") for c in walk(seite) if type(c).__name__ == "Ankunft")
    assert titel.endswith(" · KEK-Monitor")


@pytest.mark.parametrize("pfad", ["/", "/kennzahlen", "/unterziel/1.2", "/kennzahl/1.2-03"])
def test_internal_links_keep_year_and_wissensstand(umgebung, pfad):
    for ziel in links(screen(umgebung, pfad, "?jahr=2021&stand=2024-03-31")):
        if ziel.startswith("#"):
            continue
        if "stand=" not in ziel:
            assert "jahr=2021" in ziel  # the way back to today
            continue
        assert "stand=2024-03-31" in ziel
        assert "jahr=20" in ziel


def test_the_overview_answers_its_question_in_one_sentence(umgebung):
    seite = screen(umgebung, "/")
    assert heading(seite) == "Wo stehen wir auf dem Weg zu 2026?"
    satz = "Ende 2023 sind 2 von 12 Unterzielen erreicht oder auf Kurs, 8 hinter Plan, 2 nicht bewertbar."
    assert satz in text(seite)
    assert "Am weitesten zurück: 2.2 Optimale Standortbedingungen" in text(seite)


def test_the_overview_shows_both_wordings_of_oberziel_3_with_source(umgebung):
    inhalt = text(screen(umgebung, "/"))
    assert "Wortlaut in 2 Fassungen" in inhalt
    assert "Zweite Fassung des Ziels.“ Drucksache 72/2018" in inhalt


def test_the_overview_says_why_it_opened_at_this_year(umgebung):
    seite = screen(umgebung, "/", "")
    assert "Warum 2025?" in text(seite)
    assert "(11 von 18)" in text(seite)
    assert any("jahr=2025" in ziel for ziel in links(seite))


def test_money_without_a_haushalt_is_unknown_and_not_zero(umgebung):
    assert "Für das Haushaltsjahr 2020 liegt kein Haushalt vor." in text(screen(umgebung, "/", "?jahr=2020"))
    assert "36,8" in text(screen(umgebung, "/"))


def test_made_up_figures_are_labelled_and_official_ones_are_not(umgebung):
    assert "Mit „Beispiel“ bezeichnete Zahlen sind erfunden" in text(screen(umgebung, "/"))
    bevoelkerung = list(walk(screen(umgebung, "/kennzahl/1.1-01")))
    andere = [
        c
        for teil in bevoelkerung
        if getattr(teil, "className", "")
        in {"geschwister", "bsp-kopf"}  # other Kennzahlen; what the sign means
        for c in walk(teil)
    ]
    assert not [c for c in bevoelkerung if getattr(c, "className", "") == "tag" and c not in andere]


def test_the_four_kinds_of_money_stand_side_by_side(umgebung):
    inhalt = text(screen(umgebung, "/unterziel/1.2"))
    for wort in ("Aufwendungen36.840.000,06", "Erträge6.600.000,00", "Investive Auszahlungen1.500.000,00"):
        assert wort in inhalt.replace("\xa0€", "")
    assert "nicht zusammengezählt" in inhalt


def test_a_value_names_file_sheet_cell_and_what_stood_there(umgebung):
    inhalt = text(screen(umgebung, "/kennzahl/1.2-03"))
    assert f"{f.BOESE}.xlsx · Blatt „Quoten“ · E12" in inhalt
    assert "„72“" in inhalt
    assert "14.03.2024" in inhalt
    assert "vorher 69,0" in inhalt


def test_a_value_that_is_none_shows_what_was_written_instead(umgebung):
    assert "„k. A.“" in text(screen(umgebung, "/kennzahl/3.3-02"))


def test_quarters_are_shown_as_zwischenstand(umgebung):
    assert text(screen(umgebung, "/kennzahl/3.3-01")).count("Zwischenstand, nicht bewertet") == 2


def test_values_after_the_berichtsjahr_are_marked(umgebung):
    assert "nach dem Berichtsjahr 2023" in text(screen(umgebung, "/kennzahl/3.3-02"))


@pytest.mark.parametrize(
    ("query", "anzahl"),
    [
        ("?jahr=2023", 19),
        ("?jahr=2023&zeige=erreicht", 2),
        ("?jahr=2023&ausblick=zu_langsam", 2),
        ("?zeige=quatsch", 19),
    ],
)
def test_kennzahlen_are_filtered_by_address(umgebung, query, anzahl):
    seite = screen(umgebung, "/kennzahlen", query)
    tabelle = next(c for c in walk(seite) if "kennzahlen" in getattr(c, "className", "").split())
    assert sum(type(c).__name__ == "Tr" for c in walk(tabelle)) - 1 == anzahl


def test_the_year_stepper_keeps_the_filter_and_ends_at_both_ends(umgebung):
    def stepper(jahr: int) -> list[str]:
        seite = screen(umgebung, "/kennzahlen", f"?jahr={jahr}&zeige=erreicht")
        gruppe = next(c for c in walk(seite) if getattr(c, "className", "") == "schritt")
        return links(gruppe)

    assert stepper(2023) == ["/kennzahlen?jahr=2022&zeige=erreicht", "/kennzahlen?jahr=2024&zeige=erreicht"]
    assert len(stepper(2018)) == len(stepper(2026)) == 1


def test_a_past_wissensstand_is_announced_with_a_way_back(umgebung):
    seite = screen(umgebung, "/", "?jahr=2020&stand=2021-03-31")
    banner = next(c for c in walk(seite) if getattr(c, "className", "") == "banner")
    assert text(banner).startswith("Wissensstand 31.03.2021 – so war es damals bekannt")
    assert links(banner) == ["/aenderungen?jahr=2020&von=2021-03-31", "/?jahr=2020"]
    assert not [
        c for c in walk(screen(umgebung, "/", "?jahr=2020")) if getattr(c, "className", "") == "banner"
    ]


@pytest.mark.parametrize(
    ("tag", "wort"), [("2999-01-01", "01.01.2999 liegt in der Zukunft"), ("morgen", "„morgen“ ist kein Tag")]
)
def test_a_wissensstand_that_cannot_be_shown_gets_a_sentence_and_today(umgebung, tag, wort):
    seite = screen(umgebung, "/", f"?jahr=2020&stand={tag}")
    banner = next(c for c in walk(seite) if getattr(c, "className", "") == "banner")
    assert wort in text(banner) and "gezeigt wird, was heute bekannt ist" in text(banner)
    assert not [link for link in links(seite) if "stand=" in link]


@pytest.mark.parametrize(
    ("pfad", "kopf"),
    [
        ("/gibt/es/nicht", "Diese Seite gibt es nicht"),
        ("/kennzahl/7.7-77", "Nicht gefunden"),
        ("/unterziel/1", "Nicht gefunden"),
        ("/unterziel/" + f.BOESE, "Diese Seite gibt es nicht"),
        (None, "Wo stehen wir auf dem Weg zu 2026?"),
        (["/"], "Wo stehen wir auf dem Weg zu 2026?"),
    ],
)
def test_an_unknown_address_helps_on(umgebung, pfad, kopf):
    seite = screen(umgebung, pfad)
    assert heading(seite) == kopf
    assert any(ziel.startswith("/kennzahlen") for ziel in links(seite))


@pytest.mark.parametrize(
    "search",
    [
        None,
        7,
        "?",
        "?x=1&x=2",
        "?jahr=",
        "?jahr=²023",
        "?jahr=99999",
        "?stand=gestern",
        "?stand=2021-13-01",
        "?" + "a=1&" * 900,
    ],
)
def test_stray_query_parameters_never_break(umgebung, search):
    assert heading(screen(umgebung, "/", search)) == "Wo stehen wir auf dem Weg zu 2026?"


def test_text_from_files_is_never_markup(umgebung):
    for pfad in ALLE:
        for teil in walk(screen(umgebung, pfad)):
            if type(teil).__name__ == "Svg":
                assert "<script" not in getattr(teil, "svg", "")
            assert type(teil).__name__ not in {"Markdown", "DangerouslySetInnerHTML"}


def test_a_failing_page_says_a_number_and_no_more(umgebung):
    from kek_dashboard.web.seite import Seite

    def kaputt(_kontext):
        raise RuntimeError("geheim")

    from flask import Flask

    with Flask(__name__).test_request_context("/"):
        seite = render_screen(umgebung, (Seite("/", "Kaputt", kaputt, nav="Kaputt"),), "/", "")
    assert heading(seite) == "Das hat nicht geklappt"
    assert "geheim" not in text(seite)


def test_the_same_datenstand_is_loaded_once_and_again_after_a_release():
    buch = f.Buch()
    umgebung = f.umgebung(buch)
    for _ in range(3):
        screen(umgebung, "/")
        screen(umgebung, "/kennzahlen", "?jahr=2022")
    assert buch.asked.count("datenstand") == 2  # today's, and that of the day since when changes are told
    buch.version += 1
    screen(umgebung, "/")
    assert buch.asked.count("datenstand") == 4
    screen(umgebung, "/", "?stand=2021-03-31")
    assert buch.asked.count("datenstand") == 5


def test_two_threads_compute_the_same_thing_once():
    from concurrent.futures import ThreadPoolExecutor

    buch = f.Buch()
    umgebung = f.umgebung(buch)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: screen(umgebung, "/"), range(16)))
    assert buch.asked.count("datenstand") == 2
    assert buch.asked.count("haushalt") == 1


def test_an_empty_database_says_how_to_fill_it():
    from dataclasses import replace

    buch = f.Buch()
    leer = replace(f.datenstand(), ziele={}, akten={}, massnahmen={})
    buch.load_datenstand = lambda _stand: leer  # type: ignore[method-assign,assignment]
    umgebung = f.umgebung(buch)
    assert "load-zielsystem" in text(screen(umgebung, "/"))
    assert heading(screen(umgebung, "/kennzahlen")) == "Noch sind keine Kennzahlen bekannt"


def test_a_day_to_come_is_today():
    assert f.kontext(wissensstand=date(2021, 3, 31)).link("/", stand=None) == "/?jahr=2023"
