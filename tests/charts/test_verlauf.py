"""Verlauf for plotly: the figure's data are held by snapshots, and plotly knows every property."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kek_dashboard.charts.achsen import CONFIG
from kek_dashboard.charts.theme import LICHT
from kek_dashboard.charts.verlauf import Figur, draw_verlauf
from tests.charts.verlaeufe import ALLE, verlauf

SNAPSHOTS = Path(__file__).parent / "snapshots"
CSS = Path(__file__).parents[2] / "kek_dashboard/web/assets/20_verlauf.css"


def _figur(nr: str, jahr: int = 2023):
    return draw_verlauf(verlauf(nr, jahr))


def _content(figur: Figur) -> Figur:
    """What the figure says, without how it looks."""
    return {
        "spuren": [{"name": s["name"], "x": s["x"], "y": s["y"], "text": s["text"]} for s in figur["data"]],
        "texte": [[n["text"], n["x"], n["y"]] for n in figur["layout"]["annotations"]],
        "formen": [[f["type"], f["x0"], f["x1"], f["y0"], f["y1"]] for f in figur["layout"]["shapes"]],
    }


@pytest.mark.parametrize("nr", ["1.1-01", "1.1-02", "1.2-03", "1.4-01", "1.4-02", "2.1-01"])
def test_the_figure_says_what_the_snapshot_holds(nr):
    ist = json.loads(json.dumps(_content(_figur(nr))))
    datei = SNAPSHOTS / f"verlauf-{nr}.json"
    if not datei.exists():
        datei.parent.mkdir(exist_ok=True)
        datei.write_text(json.dumps(ist, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{datei.name} was written; look at it and run again")
    assert ist == json.loads(datei.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("jahr", [2018, 2023, 2026])
def test_plotly_knows_every_property(jahr):
    import plotly.graph_objects as go

    for nr in ALLE:
        go.Figure(_figur(nr, jahr))


def test_every_colour_of_a_figure_is_mapped_in_the_dark():
    css = CSS.read_text(encoding="utf-8")
    farben: set[str] = set()
    for nr in ALLE:
        farben |= set(re.findall(r"#[0-9a-f]{6}", json.dumps(_figur(nr)["data"])))
    assert farben <= set(LICHT.values())
    for farbe in farben:
        rgb = ", ".join(str(int(farbe[i : i + 2], 16)) for i in (1, 3, 5))
        assert f"rgb({rgb})" in css, farbe
    assert "rgba(23, 33, 43, 0.1)" in json.dumps(
        _figur("1.2-03")["data"]
    )  # the band: mapped as its colour is


def test_values_after_the_berichtsjahr_are_not_drawn():
    jahre = [x for s in _figur("3.3-02", 2021)["data"] if s["name"] == "Ist" for x in s["x"]]
    assert max(jahre) == 2021


def test_nothing_is_sent_to_a_foreign_service():
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displayModeBar"] is False


def test_it_can_be_zoomed():
    layout = _figur("1.1-01")["layout"]
    assert layout["dragmode"] == "zoom"
    assert "fixedrange" not in layout["xaxis"] and "fixedrange" not in layout["yaxis"]


def test_german_separators_hold_in_the_figure():
    assert _figur("1.1-01")["layout"]["separators"] == ",."


def test_a_unit_from_a_file_cannot_become_markup():
    texte = [n["text"] for n in _figur("9.9-01")["layout"]["annotations"]]
    assert "<b>61\xa0&lt;b&gt;</b>" in texte
    assert not any("\xa0<b>" in text for text in texte)
    assert not any("<b>" in text for s in _figur("9.9-01")["data"] for text in s["text"])


def test_an_earlier_target_stays_in_the_picture():
    assert any("früher 98,0 bis 30.06.2021" in n["text"] for n in _figur("1.2-03")["layout"]["annotations"])


def test_the_forecast_has_its_reach():
    band = next(s for s in _figur("1.2-03")["data"] if s["name"] == "Reichweite")
    assert (band["x"], band["y"]) == ([2023.0, 2026, 2026], [72.0, 81.0, 78.0])
