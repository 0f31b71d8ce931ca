"""QR: the address of a report as a picture that a telephone reads."""

from __future__ import annotations

import io
from typing import Final

import segno

from kek_dashboard.charts.theme import LICHT

RUHEZONE: Final = 4


def draw_qr(adresse: str, *, rand: int = RUHEZONE) -> str:
    """The address as SVG, dark on white. ``rand``: how many fields stay white around it.

    Scanners ask for a ``RUHEZONE``; 0 where the paper around is white anyway, so that edges align. Error correction M:
    a fold or a stamp may cover about a seventh. The same address gives the same drawing.
    """
    ziel = io.BytesIO()
    segno.make(adresse, error="m", micro=False).save(
        ziel,
        kind="svg",
        border=rand,
        dark=LICHT["ink"],
        light="#ffffff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return ziel.getvalue().decode("utf-8").strip()


def has_address(adresse: str) -> bool:
    """Whether it can be opened from paper; without the monitor's own address it is only a path."""
    return adresse.startswith(("https://", "http://"))
