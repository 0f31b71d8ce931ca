"""QR: the address of a report as a picture that a telephone reads."""

from __future__ import annotations

import io

import segno

from kek_dashboard.charts.theme import LICHT


def draw_qr(adresse: str) -> str:
    """The address as SVG, black on white with the quiet zone around it that scanners ask for.

    Error correction M: a fold or a stamp may cover about a seventh. The same address gives the same drawing.
    """
    ziel = io.BytesIO()
    segno.make(adresse, error="m", micro=False).save(
        ziel,
        kind="svg",
        border=4,
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
