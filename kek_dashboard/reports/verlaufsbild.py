"""Verlaufsbild: the Verlauf of a Kennzahl as a picture of its own, with its title, its message and its source.

The SVG is the drawing of the page with light colours; the PNG is made of it by Typst, which draws the letters with
the typeface that comes with the program, so that it looks the same on every server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

import typst

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.quellenangabe import lizenz_of, quellenzeile
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.theme import LICHT, escape, px
from kek_dashboard.charts.verlauf_svg import draw_verlauf_svg, inline_colours
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.charts.verlaufsflaeche import BREIT
from kek_dashboard.charts.verlaufssatz import describe_verlauf
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_date
from kek_dashboard.reports.kennzahlauszug import Kennzahlauszug

RAND: Final = 28
BREITE: Final = BREIT.breite + 2 * RAND
#: The family that the PNG is drawn with; in the SVG the first of several that a program may have.
SCHRIFT: Final = "Source Sans Pro"
_FAMILIE = f"'{SCHRIFT}', 'Source Sans 3', 'Segoe UI', 'Noto Sans', sans-serif"
_TITEL, _SATZ, _FUSS, _ZEILE = 24, 17, 13, 1.3
_PPI = 144
# Typst sizes a picture in points; the page is as large as the picture.
_SEITE = """#set page(width: eval(sys.inputs.breite), height: eval(sys.inputs.hoehe), margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def write_svg(auszug: Kennzahlauszug) -> bytes:
    """The picture as SVG: colours, type and all words inside, nothing fetched from elsewhere."""
    return _picture(auszug)[0].encode("utf-8")


def write_png(auszug: Kennzahlauszug) -> bytes:
    """The picture as PNG, twice as fine as a screen needs."""
    svg, hoehe = _picture(auszug)
    return typst.compile(
        _SEITE.encode(),
        format="png",
        ppi=_PPI,
        font_paths=_fonts(),
        sys_inputs={"svg": svg, "breite": f"{BREITE}pt", "hoehe": f"{px(hoehe)}pt"},
    )


@cache
def _fonts() -> typst.Fonts:
    """The letters, read once."""
    ordner = str(resources.files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[ordner])


def _picture(auszug: Kennzahlauszug) -> tuple[str, float]:
    """The SVG and its height, which follows from how many lines its words take."""
    akte, b = auszug.akte, auszug.bewertung
    verlauf = verlauf_of(akte, b)
    stand, worte = zeichen_of(b.stand).wort, kernaussage(akte, b).replace("**", "")
    y = float(RAND)
    teile: list[str] = []
    for text, grad, farbe, gewicht in (
        (auszug.titel, _TITEL, "ink", "600"),
        (f"{stand[:1].upper()}{stand[1:]}. {worte}", _SATZ, "soft", "400"),
    ):
        for zeile in _lines(text, grad):
            y += grad * _ZEILE
            teile.append(_text(zeile, y - grad * 0.3, grad, farbe, gewicht))
    y += 14
    bild = draw_verlauf_svg(verlauf, BREIT)
    teile.append(
        bild.replace(
            "<svg ", f'<svg x="{RAND}" y="{px(y)}" width="{BREIT.breite}" height="{BREIT.hoehe}" ', 1
        )
    )
    y += BREIT.hoehe + 12
    for zeile in _foot(auszug):
        y += _FUSS * _ZEILE
        teile.append(_text(zeile, y, _FUSS, "soft", "400"))
    hoehe = y + RAND * 0.7
    mass = f'width="{BREITE}" height="{px(hoehe)}"'
    kopf = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {mass} viewBox="0 0 {BREITE} {px(hoehe)}"'
        f' font-family="{_FAMILIE}" role="img"><title>{escape(auszug.titel)}</title>'
        f"<desc>{escape(describe_verlauf(akte, b, verlauf))}</desc>"
        f'<rect {mass} fill="{LICHT["paper"]}"/>'
    )
    return kopf + inline_colours("".join(teile)) + "</svg>", hoehe


def _foot(auszug: Kennzahlauszug) -> Iterator[str]:
    b = auszug.bewertung
    wann = f"Berichtsjahr {b.berichtsjahr} · Wissensstand {format_date(auszug.wissensstand)}"
    texte = [
        f"{quellenzeile(auszug.akte.kennzahl, auszug.datenstand)} · {wann}",
        lizenz_of(auszug.akte.kennzahl),
    ]
    if b.herkunft is Herkunft.BEISPIEL and auszug.akte.kennzahl.herkunft is not Herkunft.BEISPIEL:
        texte.append("Das Ziel ist ein Beispiel (erfunden); damit auch alles, was mit ihm berechnet ist.")
    for text in texte:
        yield from _lines(text, _FUSS)


def _lines(text: str, grad: float) -> Iterator[str]:
    """The text in lines that fit the picture."""
    zeile = ""
    for wort in text.split(" "):
        neu = f"{zeile} {wort}" if zeile else wort
        if zeile and text_width(neu, grad) > BREITE - 2 * RAND:
            yield zeile
            zeile = wort
        else:
            zeile = neu
    yield zeile


def _text(text: str, y: float, grad: float, farbe: str, gewicht: str) -> str:
    return (
        f'<text x="{RAND}" y="{px(y)}" font-size="{px(grad)}" fill="var(--{farbe})" font-weight="{gewicht}">'
        f"{escape(text)}</text>"
    )
