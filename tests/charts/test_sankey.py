"""Sankey: bands are as thick as their euros, nodes as long as their bands, labels never overlap, text is escaped."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.charts.hitzefeld import STUFEN, round_limits, step_of
from kek_dashboard.charts.sankey import HOEHE, Bandform, Knoten, draw_sankey

SNAPSHOTS = Path(__file__).parent / "snapshots"
BOESE = '"><script>alert(1)</script>&'

LINKS = [
    Knoten("05", "05 Soziales", "91,0 Mio. €"),
    Knoten("06", "06 Jugend und noch ein sehr langer Name, der nicht in eine Zeile passt", "40,1 Mio. €"),
    Knoten("•", "übrige", "0,5 Mio. €", "buendel"),
]
RECHTS = [
    Knoten("1.1", "1.1 Wohnraum", "0,5 Mio. €"),
    Knoten("", "nicht zugeordnet", "130,0 Mio. €", "offen"),
]
BAENDER = [
    Bandform("05", "", Decimal("90.50"), "Soziales ohne Ziel", "/haushalt?ziel=ohne"),
    Bandform("06", "1.1", Decimal("39.50"), "Jugend für 1.1", "/haushalt?ziel=1.1"),
    Bandform("•", "1.1", Decimal("1.00"), "Übrige"),
]


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def ends(weg: str) -> tuple[float, float, float, float]:
    """Upper and lower end of a band, left and right."""
    zahlen = [float(z) for z in re.findall(r"-?\d+(?:\.\d+)?", weg)]
    return zahlen[1], zahlen[-1], zahlen[7], zahlen[8]


def bars(svg: str) -> list[tuple[float, float, float]]:
    """Left edge, top and length of each node's bar."""
    return [
        (float(r.get("x", "")), float(r.get("y", "")), float(r.get("height", "")))
        for g in tree(svg).iter("g")
        if g.get("class", "").startswith("knoten")
        for r in g.iter("rect")
    ]


def test_a_band_is_as_thick_as_its_euros_at_both_ends():
    svg = draw_sankey(LINKS, RECHTS, BAENDER)
    je_euro = HOEHE / 131.0
    wege = [
        p.get("d", "") for teil in tree(svg).iter() if teil.get("class") == "band" for p in teil.iter("path")
    ]
    dicken = [(b - a, d - c) for a, b, c, d in map(ends, wege)]
    for (links, rechts), euro in zip(dicken, (90.5, 39.5, 1.0), strict=True):
        assert links == pytest.approx(euro * je_euro, abs=0.2)
        assert rechts == pytest.approx(euro * je_euro, abs=0.2)


def test_a_node_is_as_long_as_all_its_bands_and_both_columns_are_the_whole():
    balken = bars(draw_sankey(LINKS, RECHTS, BAENDER))
    assert [round(lang, 1) for _, _, lang in balken] == [359.2, 156.8, 4.0, 160.8, 359.2]


def test_a_band_says_its_sentence_and_leads_to_its_lines_and_a_bundle_leads_nowhere():
    svg = draw_sankey(LINKS, RECHTS, BAENDER)
    wege = {a.get("href"): a.get("aria-label") for a in tree(svg).iter("a")}
    assert wege == {"/haushalt?ziel=ohne": "Soziales ohne Ziel", "/haushalt?ziel=1.1": "Jugend für 1.1"}
    assert [t.text for t in tree(svg).iter("title")][:3] == ["Soziales ohne Ziel", "Jugend für 1.1", "Übrige"]


def test_money_for_no_goal_is_hatched_and_not_told_by_colour_alone():
    svg = draw_sankey(LINKS, RECHTS, BAENDER)
    assert svg.count('fill="url(#sankey-offen)"') == 1
    assert "stroke-dasharray" in svg  # the bundle


def test_nothing_to_draw_is_no_drawing():
    assert not draw_sankey(LINKS, RECHTS, [])


def test_a_node_without_bands_is_left_out():
    svg = draw_sankey(LINKS, RECHTS, BAENDER[:1])
    assert "06 Jugend" not in svg and "1.1 Wohnraum" not in svg


def test_foreign_text_stays_text():
    svg = draw_sankey(
        [Knoten("a", BOESE, BOESE)],
        [Knoten("b", BOESE, BOESE)],
        [Bandform("a", "b", Decimal(1), BOESE, f"/x?{BOESE}")],
    )
    assert "<script" not in svg
    assert next(a.get("href") for a in tree(svg).iter("a")) == f"/x?{BOESE}"


def test_the_drawing_is_what_the_snapshot_holds():
    """A change of the layout is seen in the difference of this file."""
    ist = (
        re.sub(
            r"(<(?:a|g|path|rect|text|tspan|defs|svg)\b)", r"\n\1", draw_sankey(LINKS, RECHTS, BAENDER)
        ).strip()
        + "\n"
    )
    datei = SNAPSHOTS / "sankey.svg"
    if not datei.exists():
        datei.write_text(ist, encoding="utf-8")
        pytest.fail(f"{datei.name} was written; look at it and run again")
    assert ist == datei.read_text(encoding="utf-8")


@st.composite
def flows(draw: st.DrawFn) -> tuple[list[Knoten], list[Knoten], list[Bandform]]:
    """Up to fourteen nodes a side with names of any length, and bands between some of them."""
    namen = st.text(st.sampled_from("abc ÄÖ.-"), max_size=120)
    links, rechts = (
        [Knoten(f"{seite}{i}", draw(namen), draw(namen)) for i in range(draw(st.integers(1, 14)))]
        for seite in "lr"
    )
    paare = draw(st.sets(st.tuples(st.sampled_from(links), st.sampled_from(rechts)), min_size=1, max_size=30))
    euros = st.decimals(Decimal("0.01"), Decimal("500000000.00"), places=2)
    return (
        links,
        rechts,
        [Bandform(a.schluessel, b.schluessel, draw(euros), "x") for a, b in sorted(paare, key=str)],
    )


@settings(max_examples=150)
@given(flows())
def test_labels_of_a_column_never_overlap_and_all_stays_inside(fluesse):
    svg = draw_sankey(*fluesse)
    _, _, breite, hoehe = (float(z) for z in tree(svg).get("viewBox", "").split())
    je_seite: dict[str, list[tuple[float, float]]] = {"end": [], "start": []}
    for text in tree(svg).iter("text"):
        ys = [float(t.get("y", "")) for t in text.iter("tspan")]
        je_seite[text.get("text-anchor", "")].append((min(ys) - 13.5, max(ys) + 4.5))
    for seite in je_seite.values():
        assert all(unten <= oben + 0.2 for (_, unten), (oben, _) in pairwise(seite))
        assert all(oben >= -0.2 and unten <= hoehe + 0.2 for oben, unten in seite)
    for x, y, lang in bars(svg):
        assert 0 <= x <= breite and y >= 0 and y + lang <= hoehe + 1.2


@settings(max_examples=60)
@given(flows())
def test_the_same_flows_are_always_the_same_drawing(fluesse):
    links, rechts, baender = fluesse
    assert draw_sankey(links, rechts, baender) == draw_sankey(links, rechts, baender[::-1])


# -------------------------------------------------------------------------------------- heat fields


@given(st.decimals(Decimal("0.01"), Decimal("9999999999.99"), places=2))
def test_the_largest_field_is_the_darkest_and_every_limit_is_a_round_number(hoechster):
    grenzen = round_limits(hoechster)
    assert len(grenzen) == STUFEN - 1 and list(grenzen) == sorted(set(grenzen))
    assert step_of(hoechster, grenzen) == STUFEN
    assert all(re.fullmatch(r"[125]0*|0\.0*[125]", format(zahl, "f")) for zahl in grenzen)
    assert step_of(grenzen[0], grenzen) == 2 and step_of(grenzen[0] / 2, grenzen) == 1


def test_nothing_and_less_than_nothing_have_no_shade():
    assert round_limits(Decimal(0)) == round_limits(Decimal(-5)) == ()
    assert step_of(Decimal(0), ()) == step_of(Decimal(-1), ()) == 0
