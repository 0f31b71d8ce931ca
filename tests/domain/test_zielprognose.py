"""Zielprognose: it goes on as of late, keeps the weights, stays silent below half of them, and judges nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from kek_dashboard.domain.ausblick import SICHER_UNTER, Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielprognose import Zielprognose, prognoseanteil, zielprognose
from tests.domain import strategies
from tests.domain.akten import akte_from
from tests.web.factories import akte, reihe

WEG: dict[str, Any] = {"basisjahr": 2018, "basiswert": Decimal(60), "ziele": {2026: "95"}}
SCHNELL = akte("1.2-01", Zieltyp.STEIGERN, reihe("60", "64", "69", "73", "78", "82"), **WEG)
LANGSAM = akte("1.2-02", Zieltyp.STEIGERN, reihe("60", "61", "63", "64", "66", "67"), **WEG)
KURZ = akte("1.2-03", Zieltyp.STEIGERN, reihe("60", "61", ab=2022), **WEG)


def forecast(*mitglieder: tuple[Kennzahlakte, str], jahr: int = 2023) -> Zielprognose:
    zugeordnet = [
        (kennzahl, UnterzielZuordnung(kennzahl.nr, "1.2", Decimal(gewicht)))
        for kennzahl, gewicht in mitglieder
    ]
    return zielprognose("1.2", zugeordnet, {k.nr: bewerte(k, jahr) for k, _ in mitglieder})


def anteil(kennzahl: Kennzahlakte, jahr: int = 2023) -> Fraction | None:
    return prognoseanteil(bewerte(kennzahl, jahr))


def test_the_worked_case_of_the_method():
    assert forecast((SCHNELL, "2"), (LANGSAM, "1")).anteil == Fraction("0.773333")


def test_more_than_the_whole_way_counts_as_the_whole_way_and_back_as_none():
    assert anteil(SCHNELL) == 1
    assert anteil(akte("x", Zieltyp.STEIGERN, reihe("60", "50", "40", "30"), **WEG), 2021) == 0


def test_a_target_reached_early_and_lost_again_at_this_pace_is_told():
    faellt = akte("x", Zieltyp.STEIGERN, reihe("110", "107", "104", "101", "98", "95"), **WEG)
    b = bewerte(faellt, 2023)
    assert b.prognose is None  # the method gives none once a target is reached
    assert prognoseanteil(b) == Fraction("0.742857")  # 95 − 3 · 3 = 86; (86 − 60) / 35


def test_once_the_target_year_is_over_what_was_reached_is_the_forecast():
    fertig = akte("x", Zieltyp.STEIGERN, reihe("60", "81", ab=2025), **WEG)
    b = bewerte(fertig, 2026)
    assert b.tempo is None
    assert prognoseanteil(b) == b.zielerreichung == Fraction("0.6")


@pytest.mark.parametrize(
    ("werte", "wert"),
    [
        (("90700", "90600", "90500", "90400"), Fraction(1)),  # 90.100 in 2026
        (("90400", "90300", "90200", "90100"), Fraction("0.9")),  # 89.800 in 2026
        (("89000", "88000", "87000", "86000"), Fraction(0)),
    ],
)
def test_a_line_is_held_against_the_line_of_the_year_the_ausblick_looks_at(werte, wert):
    linie = akte(
        "x", Zieltyp.MINDESTENS, reihe(*werte, ab=2020), ziele={2026: "90000"}, toleranz=Decimal(2000)
    )
    assert anteil(linie) == wert


def test_without_a_tempo_or_a_judgement_there_is_no_forecast():
    assert anteil(KURZ) is None
    assert anteil(SCHNELL, 2030) is None  # too old to be judged


def test_below_half_of_the_weights_there_is_no_figure_and_at_half_there_is():
    knapp = forecast((LANGSAM, "1"), (KURZ, "2"))
    assert (knapp.anteil, knapp.abdeckung, knapp.gezaehlt, knapp.anzahl) == (None, Fraction("0.333333"), 1, 2)
    assert forecast((LANGSAM, "1"), (KURZ, "1")).anteil == Fraction("0.32")


def test_without_a_kennzahl_that_counts_there_is_none():
    beobachtet = akte("x", Zieltyp.BEOBACHTEN, reihe("1", "2", "3", "4", "5", "6"))
    for leer in (forecast(), forecast((beobachtet, "1"))):
        assert (leer.anteil, leer.abdeckung, leer.anzahl) == (None, None, 0)


def test_one_made_up_kennzahl_makes_the_forecast_made_up():
    amtlich = akte("y", Zieltyp.STEIGERN, reihe("60", "61", "62", "63"), herkunft=Herkunft.AMTLICH, **WEG)
    assert forecast((amtlich, "1"), jahr=2021).herkunft is Herkunft.AMTLICH
    assert forecast((amtlich, "1"), (SCHNELL, "1"), jahr=2021).herkunft is Herkunft.BEISPIEL


@settings(max_examples=300, deadline=None)
@given(strategies.kennzahl_and_year())
def test_the_forecast_of_a_kennzahl_agrees_with_its_ausblick(drawn: tuple[dict[str, Any], int]) -> None:
    kennzahl, jahr = drawn
    b = bewerte(akte_from(kennzahl), jahr)
    wert = prognoseanteil(b)
    assert wert is None or 0 <= wert <= 1
    if not b.is_assessable:
        assert wert is None
    elif b.ausblick is not Ausblick.KEINE_AUSSAGE:
        assert wert is not None
        if b.ausblick is Ausblick.VORAUSSICHTLICH_ERREICHT and (b.zielerreichung or 0) >= 0:
            assert wert > 1 - SICHER_UNTER - Fraction(1, 10**6)


@settings(max_examples=200, deadline=None)
@given(strategies.unterziel_and_year())
def test_the_forecast_of_an_unterziel_is_a_mean_of_its_members(
    drawn: tuple[list[tuple[dict[str, Any], Decimal]], int],
) -> None:
    mitglieder, jahr = drawn
    akten = [akte_from(kennzahl | {"nr": f"1.2-{i:02d}"}) for i, (kennzahl, _) in enumerate(mitglieder)]
    bewertungen = {kennzahl.nr: bewerte(kennzahl, jahr) for kennzahl in akten}
    zugeordnet = [
        (kennzahl, UnterzielZuordnung(kennzahl.nr, "1.2", gewicht))
        for kennzahl, (_, gewicht) in zip(akten, mitglieder, strict=True)
    ]
    gefunden = zielprognose("1.2", zugeordnet, bewertungen)
    einzeln = [a for b in bewertungen.values() if (a := prognoseanteil(b)) is not None]
    assert gefunden.gezaehlt == len(einzeln) <= gefunden.anzahl
    assert (gefunden.anteil is None) == (gefunden.abdeckung is None or gefunden.abdeckung < Fraction(1, 2))
    if gefunden.anteil is not None:
        assert min(einzeln) <= gefunden.anteil <= max(einzeln)
    assert zielprognose("1.2", reversed(zugeordnet), bewertungen) == gefunden
