"""Brücke: every old Unterziel has one fate, every new Ziel its origin, and contradictions are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kek_dashboard.domain.bruecke import Bruecke, bruecke_from, bruecken, closing_year, conflicts
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge
from tests.domain.zwei_systeme import ALLE_ARTEN, ALT, NEU, A, B, F, Z, step, two_systems


def bridge(*schritte: Zielnachfolge) -> Bruecke:
    (bruecke,) = bruecken(two_systems(schritte))
    return bruecke


def test_every_old_unterziel_stands_once_with_its_fate_or_none() -> None:
    bruecke = bridge(*ALLE_ARTEN)
    assert [(s.ziel.nr, s.art) for s in bruecke.schicksale] == [
        ("1.1", A),
        ("1.2", B),
        ("1.3", F),
        ("1.4", None),
    ]
    assert [z.nr for z in bruecke.schicksale[0].neue] == ["A.1", "A.2"]
    assert [bruecke.count(art) for art in (F, Z, A, B, None)] == [1, 0, 1, 1, 1]
    assert bruecke.widersprueche == () and bruecke.is_laid_down


def test_who_decided_it_and_how_it_ended_is_said_once() -> None:
    geteilt = bridge(*ALLE_ARTEN).schicksale[0]
    assert geteilt.beschluesse == ("Drs. 1",) and geteilt.bilanztexte == ("Geteilt.", "Noch etwas.")


def test_every_new_ziel_says_where_it_comes_from_and_what_begins_with_it() -> None:
    herkunft = {u.ziel.nr: u for u in bridge(*ALLE_ARTEN).urspruenge}
    assert {nr: [z.nr for z in u.alte] for nr, u in herkunft.items()} == {
        "A.1": ["1.1"], "A.2": ["1.1"], "A.3": ["1.3"], "A.4": [],
    }  # fmt: skip
    assert (herkunft["A.1"].weiter, herkunft["A.4"].beginnt) == (("K1",), ("K3",))


def test_an_oberziel_that_the_bridge_leads_to_is_among_the_origins() -> None:
    assert "A" in [u.ziel.nr for u in bridge(step("1.1", F, "A")).urspruenge]
    assert "A" not in [u.ziel.nr for u in bridge().urspruenge]


def test_kennzahlen_go_on_where_both_zielsysteme_measure_them_whatever_becomes_of_their_unterziel() -> None:
    bruecke = bridge(step("1.1", B))
    assert (bruecke.weiter, bruecke.endet, bruecke.beginnt) == (("K1",), ("K2",), ("K3",))
    assert (bruecke.schicksale[0].weiter, bruecke.schicksale[0].endet) == (("K1",), ("K2",))


def test_the_bridge_is_the_same_from_either_end_and_leads_out_of_the_old_one_alone() -> None:
    stand = two_systems(ALLE_ARTEN)
    hin, her = bruecken(stand.fuer(ALT))[0], bruecken(stand.fuer(NEU))[0]
    assert (hin.schicksale, hin.urspruenge) == (her.schicksale, her.urspruenge)
    hinaus = bruecke_from(stand, ALT)
    assert hinaus is not None and hinaus.neu.name == NEU
    assert bruecke_from(stand, NEU) is None
    assert bruecken(replace(stand, zielsysteme=stand.zielsysteme[:1])) == ()


@pytest.mark.parametrize(
    ("schritte", "worte", "ist_fehler"),
    [
        ((step("1.1", B), step("1.1", F, "A.1")), "zugleich „beendet“ und „fortgeführt“", True),
        ((step("1.1", A, "A.1"), step("1.1", F, "A.2")), "zugleich „aufgeteilt“ und „fortgeführt“", True),
        ((step("1.1", F, "A.1"), step("1.1", F, "A.2")), "in mehrere Ziele (A.1, A.2)", False),
        ((step("1.1", A, "A.1"),), "führt aber nur in ein Ziel (A.1)", False),
        ((step("1.1", Z, "A.1"),), "in A.1 führt aber kein anderes", False),
        (
            (step("1.1", F, "A.1"), step("1.2", F, "A.1")),
            "1.1 und 1.2 sind beide in A.1 „fortgeführt“",
            False,
        ),
    ],
)
def test_what_cannot_be_is_told(schritte: tuple[Zielnachfolge, ...], worte: str, ist_fehler: bool) -> None:
    je_ziel: dict[str, list[Zielnachfolge]] = {}
    for schritt in schritte:
        je_ziel.setdefault(schritt.altes_ziel, []).append(schritt)
    (widerspruch,) = conflicts(je_ziel)
    assert worte in widerspruch.text and widerspruch.ist_fehler is ist_fehler
    assert bridge(*schritte).widersprueche == (widerspruch.text,)


@pytest.mark.parametrize(
    "schritte",
    [
        (step("1.1", Z, "A.1"), step("1.2", Z, "A.1")),
        (step("1.1", F, "A.1"), step("1.2", A, "A.1"), step("1.2", A, "A.2")),
        (step("1.1", F, "A.1"), step("1.2", Z, "A.1")),
    ],
)
def test_several_old_ones_may_lead_into_one(schritte: tuple[Zielnachfolge, ...]) -> None:
    assert bridge(*schritte).widersprueche == ()


def test_old_goals_are_balanced_at_their_last_year_once_it_is_over() -> None:
    assert closing_year(two_systems(tag=date(2027, 1, 1)).fuer(ALT)) == 2026
    assert closing_year(two_systems(tag=date(2025, 6, 1)).fuer(ALT)) == 2025
    assert closing_year(two_systems(tag=date(2017, 6, 1)).fuer(ALT)) == 2018


def test_every_kind_of_fate_is_one_of_the_four() -> None:
    assert set(Nachfolgeart) == {F, Z, A, B}
