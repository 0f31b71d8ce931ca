"""Verlaufsdaten: what a Verlauf shows is held by snapshots; both drawings are made of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from kek_dashboard.charts.verlauf_svg import draw_verlauf_svg
from kek_dashboard.charts.verlaufsdaten import Marke, Verlauf, Wertpunkt, Zielpunkt, verlauf_of
from kek_dashboard.charts.verlaufsflaeche import BREIT
from kek_dashboard.charts.verlaufssatz import describe_verlauf, verlaufssaetze
from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielsystem import Zielsystem
from tests.charts.verlaeufe import ALLE, verlauf

SNAPSHOTS = Path(__file__).parent / "snapshots"


def _points(punkte: tuple[Wertpunkt, ...]) -> list[list[object]]:
    return [[float(p.zeit), str(p.wert), p.titel, *(["hohl"] if p.vorlaeufig else [])] for p in punkte]


def _content(v: Verlauf) -> dict[str, object]:
    def ziele(alle: tuple[Zielpunkt, ...]) -> list[list[object]]:
        return [[z.jahr, str(z.wert), z.titel] for z in alle]

    def marken(alle: tuple[Marke, ...]) -> list[list[object]]:
        return [[round(float(m.zeit), 3), m.text, m.titel] for m in alle]

    p, luecke = v.prognose, v.luecke
    return {
        "jahre": list(v.jahre),
        "ist": [_points(stueck) for stueck in v.ist],
        "zwischen": _points(v.zwischen),
        "zwischenstand": v.zwischenstand.titel if v.zwischenstand else None,
        "soll": [v.soll_name, *([j, str(y)] for j, y in v.soll)],
        "korridor": [str(grenze) for grenze in v.korridor or ()],
        "ziele": ziele(v.ziele),
        "frueher": ziele(v.frueher),
        "wechsel": marken(v.wechsel),
        "brueche": marken(v.brueche),
        "prognose": None if p is None else [p.jahr, *(str(x) for x in (p.prognose, p.unten, p.oben))],
        "luecke": None if luecke is None else [luecke.jahr, luecke.text, luecke.farbe],
        "saetze": list(verlaufssaetze(v)),
    }


@pytest.mark.parametrize("nr", ["1.1-01", "1.1-02", "1.2-03", "1.4-01", "1.4-02", "2.1-01", "Q", "G"])
def test_what_is_shown_is_what_the_snapshot_holds(nr):
    ist = json.loads(json.dumps(_content(verlauf(nr))))
    datei = SNAPSHOTS / f"verlaufsdaten-{nr}.json"
    if not datei.exists():
        datei.write_text(json.dumps(ist, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{datei.name} was written; look at it and run again")
    assert ist == json.loads(datei.read_text(encoding="utf-8"))


@pytest.mark.parametrize("jahr", range(2018, 2027))
def test_nothing_measured_after_the_berichtsjahr_is_shown(jahr):
    for nr in ALLE:
        v = verlauf(nr, jahr)
        gemessen = [p.zeit for stueck in (*v.ist, v.zwischen) for p in stueck]
        assert max(gemessen, default=Fraction(0)) <= jahr


def test_the_fourth_quarter_that_counts_for_its_year_is_shown_once():
    v = verlauf("Q")
    zeiten = [p.zeit for p in v.zwischen]
    assert not {Fraction(2019), Fraction(2022)} & set(zeiten)
    assert Fraction(4037, 2) in zeiten  # the second quarter of 2019
    assert v.zwischenstand is not None
    assert v.zwischenstand.titel == "II/2023: 77\xa0%, nicht bewertet"


def test_parts_of_a_sum_are_of_another_size_and_not_among_its_years():
    assert verlauf("3.3-01").zwischen == ()


def test_a_target_lowered_twice_has_two_marks_and_each_earlier_target_once():
    v = verlauf("G")
    assert [m.text for m in v.wechsel] == ["Ziel 98,0 → 95,0, Drs. 9/2021", "Ziel 95,0 → 90,0, Drs. 31/2023"]
    assert sorted((int(z.wert), str(z.bis)) for z in v.frueher) == [(95, "2023-03-19"), (98, "2021-06-30")]


def test_the_sentence_says_message_target_forecast_reach_and_values():
    akte = ALLE["1.2-03"]
    satz = describe_verlauf(akte, bewerte(akte, 2023), verlauf("1.2-03")).replace("\xa0", " ")
    assert satz.startswith("Kinder unter 3 Jahren in Betreuung. Um 95,0 % bis 2026")
    for teil in ("Ziel 2026: 95,0 %.", "8,0 unter Soll", "2026 79,2 %", "78,0 bis 81,0 %", "2023: 72,0 %"):
        assert teil in satz
    assert "**" not in satz


def test_what_is_not_there_is_not_told():
    akte = ALLE["1.3-02"]  # no value at all
    v = verlauf("1.3-02")
    assert verlaufssaetze(v) == ()
    assert describe_verlauf(akte, bewerte(akte, 2023), v).endswith("Werte: keine.")
    assert verlauf("1.3-01").ziele == ()  # only watched


def test_the_way_before_a_target_was_changed_stays_to_be_seen_with_its_decision():
    v = verlauf("G")
    assert v.frueherer_soll[0] == v.soll[0] and v.frueherer_soll[-1] == (2026, Fraction(95))
    assert v.soll[-1] == (2026, Fraction(90))
    assert v.frueherer_titel == "Früherer Soll-Pfad bis 19.03.2023 (Drs. 9/2021)"
    assert v.frueherer_titel in draw_verlauf_svg(v, BREIT) and not verlauf("2.1-01").frueherer_soll


def test_a_target_that_holds_only_later_is_no_earlier_way():
    akte = ALLE["G"]
    spaeter = Zielwert("G", 2026, Decimal(80), date(2030, 1, 1))
    nur_spaeter = replace(akte, fruehere_zielwerte=(spaeter,))
    assert not verlauf_of(nur_spaeter, bewerte(nur_spaeter, 2023), Zielsystem("KEK 2018")).frueherer_soll
