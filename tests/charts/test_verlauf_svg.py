"""Verlauf as SVG: no two words overlap at any size, what is drawn is what is known, nothing foreign gets in."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from kek_dashboard.charts.beschriftung import Kasten
from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.theme import LICHT
from kek_dashboard.charts.verlauf_svg import ALLE_MASSE, draw_verlauf_svg, inline_colours
from kek_dashboard.charts.verlaufsdaten import Verlauf, verlauf_of
from kek_dashboard.charts.verlaufsflaeche import BREIT, MITTEL, SCHMAL, Masse
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import open_store
from tests.charts.verlaeufe import ALLE, verlauf

_ANTEIL = {"start": 0.0, "middle": 0.5, "end": 1.0}
JAHRE = range(2018, 2027)


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[tuple[str, Kasten]]:
    """Every word that stands in the drawing all the time, with the room it takes in the widest typeface."""
    gefunden: list[tuple[str, Kasten]] = []

    def walk(teil: ET.Element, grad: float) -> None:
        grad = float(teil.get("font-size", grad))
        if teil.tag == "text" and teil.get("class") != "v-mehr":
            text = teil.text or ""
            breite = text_width(text, grad, fett=teil.get("font-weight") == "600")
            links = float(teil.get("x", 0)) - breite * _ANTEIL[teil.get("text-anchor", "start")]
            y = float(teil.get("y", 0))
            gefunden.append((text, Kasten(links, y - 0.75 * grad, links + breite, y + 0.2 * grad)))
        for kind in teil:
            walk(kind, grad)

    wurzel = tree(svg)
    walk(wurzel, float(wurzel.get("font-size", 0)))
    return gefunden


def faults(v: Verlauf, masse: Masse) -> list[str]:
    """Words that overlap or leave the drawing."""
    alle = words(draw_verlauf_svg(v, masse))
    rand = Kasten(-1, -1, masse.breite + 1, masse.hoehe + 1)
    raus = [f"„{text}“ ragt hinaus" for text, kasten in alle if not rand.holds(kasten)]
    return raus + [f"„{a}“ auf „{b}“" for (a, x), (b, y) in combinations(alle, 2) if x.overlaps(y)]


@pytest.mark.parametrize("masse", ALLE_MASSE, ids=lambda m: m.name)
@pytest.mark.parametrize("nr", ALLE)
def test_no_two_words_overlap_in_any_year(nr, masse):
    assert [fault for jahr in JAHRE for fault in faults(verlauf(nr, jahr), masse)] == []


@pytest.mark.slow
def test_no_two_words_overlap_for_any_kennzahl_of_the_beispielbestand(beispiel_datei):
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    akten = load_datenstand(store, None).akten
    store.close()
    gefunden = [
        f"{nr} {jahr} {masse.name}: {fault}"
        for nr, akte in akten.items()
        for jahr in (2018, 2021, 2023, 2025, 2026)
        for masse in ALLE_MASSE
        for fault in faults(verlauf_of(akte, bewerte(akte, jahr), Zielsystem("KEK 2018")), masse)
    ]
    assert len(akten) > 50
    assert gefunden == []


def test_words_that_overlap_would_be_found():
    doppelt = draw_verlauf_svg(verlauf("1.2-03"), BREIT).replace(
        "</svg>", '<text x="500" y="200">a</text>' * 2 + "</svg>"
    )
    alle = words(doppelt)
    assert any(x.overlaps(y) for (_, x), (_, y) in combinations(alle, 2))


@pytest.mark.parametrize("masse", ALLE_MASSE, ids=lambda m: m.name)
@pytest.mark.parametrize("nr", ["1.1-01", "1.2-01", "1.2-03", "2.1-01", "G"])
def test_newest_value_target_and_forecast_are_always_named(nr, masse):
    v = verlauf(nr)
    texte = " ".join(text for text, _ in words(draw_verlauf_svg(v, masse)))
    assert v.letzter is not None and v.prognose is not None
    assert v.form.zahl(v.letzter.wert) in texte
    assert f"Ziel 2026: {v.form.zahl(v.ziele[-1].wert)}" in texte
    assert f"Prognose: {v.form.gerechnete_zahl(v.prognose.prognose)}" in texte


@pytest.mark.parametrize("masse", [MITTEL, BREIT], ids=lambda m: m.name)
def test_the_gap_to_the_soll_has_its_figure(masse):
    texte = [text for text, _ in words(draw_verlauf_svg(verlauf("1.2-03"), masse))]
    assert "8,0 unter Soll" in texte


def test_type_is_as_large_as_the_page_s_at_every_size():
    for masse in ALLE_MASSE:
        grade = {
            float(t) for t in re.findall(r'font-size="([\d.]+)"', draw_verlauf_svg(verlauf("1.2-03"), masse))
        }
        assert min(grade) >= 12


def test_a_break_cuts_the_line_and_is_marked():
    svg = tree(draw_verlauf_svg(verlauf("1.4-01"), BREIT))
    linien = [p.get("d", "") for p in svg.iter("path") if p.get("stroke-width") == "2.6"]
    assert [len(re.findall("[ML]", d)) for d in linien] == [3, 2]
    assert "anders gezählt ab 2021 – Neue Zählweise" in [t.text for t in svg.iter("title")]


def test_a_value_that_is_not_final_is_hollow():
    fuellungen = [
        c.get("fill")
        for c in tree(draw_verlauf_svg(verlauf("G"), BREIT)).iter("circle")
        if c.get("r") == "4.2"
    ]
    assert fuellungen == ["var(--ink)"] * 5 + ["var(--paper)"]


def test_quarters_are_small_points_and_no_line():
    svg = draw_verlauf_svg(verlauf("Q"), BREIT)
    klein = [c for c in tree(svg).iter("circle") if c.get("r") == "1.6"]
    assert len(klein) == len(verlauf("Q").zwischen) == 14
    assert "II/2023: 77\xa0%, nicht bewertet" in svg


def test_a_value_leads_to_its_cell_and_says_itself_on_focus():
    svg = draw_verlauf_svg(
        verlauf("1.2-03"), BREIT, lambda aus: f"/beleg/2?zelle={aus[0].fundstelle.zelle}&x=1"
    )
    punkte = list(tree(svg).iter("a"))
    assert [p.get("href") for p in punkte][-1] == "/beleg/2?zelle=E12&x=1"
    assert len(punkte) == 6
    assert (
        [t.text for t in punkte[-1].iter("text")]
        == [t.text for t in punkte[-1].iter("title")]
        == ["2023: 72,0\xa0%"]
    )


def test_on_paper_there_is_nothing_to_point_at():
    svg = draw_verlauf_svg(verlauf("1.2-03"), BREIT)
    assert "<a " not in svg and "v-mehr" not in svg


def test_a_unit_from_a_file_cannot_become_markup():
    svg = draw_verlauf_svg(verlauf("9.9-01"), SCHMAL, lambda _: '/x"><script>')
    assert "<script" not in svg and "&lt;b&gt;" in svg
    tree(svg)


@pytest.mark.parametrize("nr", ALLE)
def test_in_a_file_of_its_own_no_variable_is_left(nr):
    svg = inline_colours(draw_verlauf_svg(verlauf(nr), BREIT))
    assert "var(" not in svg
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= set(LICHT.values())
