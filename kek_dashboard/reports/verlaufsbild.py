"""Verlaufsbild: the Verlauf of a Kennzahl as a picture of its own, with its title, its message and its source.

The SVG is the drawing of the page with light colours; the PNG is made of it by Typst, which draws the letters with
the typeface that comes with the program, so that it looks the same on every server.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

import typst

from kek_dashboard.charts.einzelbild import Bildworte, Einzelbild, draw_einzelbild, outer_width
from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.quellenangabe import lizenz_of, quellenzeile
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.theme import px
from kek_dashboard.charts.verlauf_svg import draw_verlauf_svg
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.charts.verlaufsflaeche import BREIT
from kek_dashboard.charts.verlaufssatz import describe_verlauf
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_date
from kek_dashboard.reports.kennzahlauszug import Kennzahlauszug

BREITE: Final = outer_width(BREIT)
#: The family that the PNG is drawn with; in the SVG the first of several that a program may have.
SCHRIFT: Final = "Source Sans Pro"
_FAMILIE = f"'{SCHRIFT}', 'Source Sans 3', 'Segoe UI', 'Noto Sans', sans-serif"
_PPI = 144
# Typst sizes a picture in points; the page is as large as the picture.
_SEITE = """#set page(width: eval(sys.inputs.breite), height: eval(sys.inputs.hoehe), margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def write_svg(auszug: Kennzahlauszug) -> bytes:
    """The picture as SVG: colours, type and all words inside, nothing fetched from elsewhere."""
    return _picture(auszug).svg.encode("utf-8")


def write_png(auszug: Kennzahlauszug) -> bytes:
    """The picture as PNG, twice as fine as a screen needs."""
    bild = _picture(auszug)
    return typst.compile(
        _SEITE.encode(),
        format="png",
        ppi=_PPI,
        font_paths=_fonts(),
        sys_inputs={"svg": bild.svg, "breite": f"{BREITE}pt", "hoehe": f"{px(bild.hoehe)}pt"},
    )


@cache
def _fonts() -> typst.Fonts:
    """The letters, read once."""
    ordner = str(resources.files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[ordner])


def _picture(auszug: Kennzahlauszug) -> Einzelbild:
    """The picture on a light ground."""
    akte, b = auszug.akte, auszug.bewertung
    verlauf = verlauf_of(akte, b, auszug.system, auszug.systeme)
    stand, aussage = zeichen_of(b.stand).wort, kernaussage(akte, b).replace("**", "")
    worte = Bildworte(
        titel=auszug.titel,
        satz=f"{stand[:1].upper()}{stand[1:]}. {aussage}",
        fuss=_foot(auszug),
        beschreibung=describe_verlauf(akte, b, verlauf),
    )
    return draw_einzelbild(worte, draw_verlauf_svg(verlauf, BREIT), BREIT, _FAMILIE)


def _foot(auszug: Kennzahlauszug) -> tuple[str, ...]:
    b = auszug.bewertung
    wann = f"Berichtsjahr {b.berichtsjahr} · Wissensstand {format_date(auszug.wissensstand)}"
    texte = (
        f"{quellenzeile(auszug.akte.kennzahl, auszug.datenstand, auszug.koerperschaft)} · {wann}",
        lizenz_of(auszug.akte.kennzahl),
    )
    if b.herkunft is Herkunft.BEISPIEL and auszug.akte.kennzahl.herkunft is not Herkunft.BEISPIEL:
        return (*texte, "Das Ziel ist ein Beispiel (erfunden); damit auch alles, was mit ihm berechnet ist.")
    return texte
