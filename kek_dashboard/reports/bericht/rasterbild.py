"""Rasterbild: drawings as PNG, for programs that do not draw SVG; all of a report in one go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import typst

from kek_dashboard.reports.bericht.pdf import fonts

#: Fine enough for paper.
_PPI: Final = 220
_SEITEN: Final = """#set page(margin: 0pt, fill: white)
#for bild in json(bytes(sys.inputs.bilder)) {
  page(width: bild.breite * 1mm, height: bild.hoehe * 1mm,
    image(bytes(bild.svg), format: "svg", width: 100%, height: 100%, fit: "contain"))
}"""


def draw_png(bilder: Sequence[tuple[str, float, float]]) -> list[bytes]:
    """Each drawing (SVG, width and height in mm) as PNG; nothing for nothing."""
    if not bilder:
        return []
    daten = [{"svg": svg, "breite": breite, "hoehe": hoehe} for svg, breite, hoehe in bilder]
    setzer = typst.Compiler(
        _SEITEN.encode(), font_paths=fonts(), sys_inputs={"bilder": json.dumps(daten, ensure_ascii=False)}
    )
    png = setzer.compile(format="png", ppi=_PPI)
    assert png is not None
    return [png] if isinstance(png, bytes) else png
