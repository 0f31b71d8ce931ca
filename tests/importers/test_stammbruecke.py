"""Stammbrücke: a bridge that gives an Unterziel two fates is refused, one that is merely odd is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge
from kek_dashboard.importers.ergebnis import Leseergebnis
from tests.importers.test_stammziele import ALT, BRUECKE, NEU, read_sheets, two_systems

Zeile = list[str | None]


def read_bridge(*zeilen: Zeile, known: tuple[Zielnachfolge, ...] = ()) -> Leseergebnis:
    return read_sheets(replace(two_systems(), nachfolgen=known), Brücke=[BRUECKE, *zeilen])


def row(alt: str, art: str, neu: str | None = None) -> Zeile:
    return [alt, art, neu, ALT, NEU if neu else None, None]


@pytest.mark.parametrize(
    ("zeilen", "schwere", "ort"),
    [
        ((row("1.1", "beendet"), row("1.1", "fortgeführt", "A.1.a")), Schwere.FEHLER, "A3"),
        ((row("1.1", "aufgeteilt", "A.1.a"),), Schwere.WARNUNG, "A2"),
        ((row("1.1", "zusammengeführt", "A.1.a"),), Schwere.WARNUNG, "A2"),
    ],
)
def test_a_contradiction_is_told_with_its_cell(zeilen: tuple[Zeile, ...], schwere: Schwere, ort: str) -> None:
    (befund,) = read_bridge(*zeilen).befunde
    assert (befund.code, befund.schwere, befund.zelle) == ("bruecke_widerspruch", schwere, ort)
    assert "Unterziel 1.1" in befund.text


def test_what_was_said_before_of_other_unterziele_counts_and_of_the_same_does_not() -> None:
    merged = Zielnachfolge("", "1.2", Nachfolgeart.ZUSAMMENGEFUEHRT, NEU, "A.1.a")
    assert not read_bridge(row("1.1", "zusammengeführt", "A.1.a"), known=(merged,)).befunde
    ended = Zielnachfolge("", "1.1", Nachfolgeart.BEENDET)
    assert not read_bridge(row("1.1", "fortgeführt", "A.1.a"), known=(ended,)).befunde


def test_a_contradiction_of_earlier_files_alone_is_not_laid_to_this_one() -> None:
    halb = Zielnachfolge("", "1.2", Nachfolgeart.AUFGETEILT, NEU, "A.1.a")
    assert not read_bridge(row("1.1", "fortgeführt", "1.1"), known=(halb,)).befunde
