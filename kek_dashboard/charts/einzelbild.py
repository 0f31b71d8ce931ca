"""Einzelbild: a drawing as a picture of its own, with its title, its message and its source inside.

All words are set in lines that fit; nothing is fetched from elsewhere. It needs no style sheet: colours are written
in, but for ``Thema.GERAET``, which asks the device whether it is light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.theme import DUNKEL, LICHT, escape, px
from kek_dashboard.charts.verlaufsflaeche import BREIT, MITTEL, SCHMAL, Masse
from kek_dashboard.formats import without_controls

_ZEILE: Final = 1.3
#: Room around the drawing, and the type sizes of title, message and source, by the size of the drawing.
_RAND = {SCHMAL.name: 10, MITTEL.name: 20, BREIT.name: 28}
_GRADE = {SCHMAL.name: (18, 15, 12), MITTEL.name: (21, 16, 13), BREIT.name: (24, 17, 13)}


class Thema(StrEnum):
    """The ground a picture stands on: light, dark, or what the device prefers."""

    HELL = "hell"
    DUNKEL = "dunkel"
    GERAET = "geraet"


@dataclass(frozen=True, slots=True)
class Bildworte:
    """The words of a picture; ``beschreibung`` says its values to those who do not see it. Nothing is escaped yet."""

    titel: str
    satz: str
    fuss: tuple[str, ...]
    beschreibung: str


@dataclass(frozen=True, slots=True)
class Einzelbild:
    """A finished SVG and its size, which follows from how many lines its words take."""

    svg: str
    breite: float
    hoehe: float


def outer_width(masse: Masse) -> int:
    """How wide the picture of a drawing of this size is, with its border."""
    return masse.breite + 2 * _RAND[masse.name]


def draw_einzelbild(
    worte: Bildworte, bild: str, masse: Masse, schrift: str, thema: Thema = Thema.HELL
) -> Einzelbild:
    """The picture of ``bild``, an SVG of the size ``masse`` (empty = words alone), in the typefaces ``schrift``."""
    rand, breite = _RAND[masse.name], outer_width(masse)
    titel, satz, fuss = _GRADE[masse.name]
    y = float(rand)
    teile: list[str] = []
    for text, grad, farbe, gewicht in ((worte.titel, titel, "ink", "600"), (worte.satz, satz, "soft", "400")):
        for zeile in _lines([text], grad, breite - 2 * rand):
            y += grad * _ZEILE
            teile.append(_text(zeile, (rand, y - grad * 0.3), grad, farbe, gewicht))
    if bild:
        y += 14
        platz = f'x="{rand}" y="{px(y)}" width="{masse.breite}" height="{masse.hoehe}" '
        teile.append(bild.replace("<svg ", f"<svg {platz}", 1))
        y += masse.hoehe + 12
    for zeile in _lines(worte.fuss, fuss, breite - 2 * rand):
        y += fuss * _ZEILE
        teile.append(_text(zeile, (rand, y), fuss, "soft", "400"))
    hoehe = y + rand * 0.7
    mass = f'width="{breite}" height="{px(hoehe)}"'
    kopf = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {mass} viewBox="0 0 {breite} {px(hoehe)}"'
        f' font-family="{escape(schrift)}" lang="de" xml:lang="de" role="img"><title>{escape(worte.titel)}</title>'
        f"<desc>{escape(worte.beschreibung)}</desc>"
    )
    koerper = f'<rect {mass} fill="var(--paper)"/>' + "".join(teile)
    return Einzelbild(without_controls(kopf + _coloured(koerper, thema)) + "</svg>", breite, hoehe)


def _coloured(svg: str, thema: Thema) -> str:
    """The drawing with its colours: written in, or asked of the device."""
    if thema is Thema.GERAET:
        dunkel = f"@media (prefers-color-scheme:dark){{:root{{{_variables(DUNKEL)}}}}}"
        return f"<style>:root{{color-scheme:light dark;{_variables(LICHT)}}}{dunkel}</style>{svg}"
    for name, farbe in (DUNKEL if thema is Thema.DUNKEL else LICHT).items():
        svg = svg.replace(f"var(--{name})", farbe)
    return svg


def _variables(farben: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{farbe}" for name, farbe in farben.items())


def _lines(texte: Sequence[str], grad: float, breite: float) -> Iterator[str]:
    """The texts in lines of at most this width; a word that is wider is broken."""
    for text in texte:
        zeile = ""
        for wort in (teil for ganz in text.split(" ") for teil in _pieces(ganz, grad, breite)):
            neu = f"{zeile} {wort}" if zeile else wort
            if zeile and text_width(neu, grad) > breite:
                yield zeile
                zeile = wort
            else:
                zeile = neu
        yield zeile


def _pieces(wort: str, grad: float, breite: float) -> Iterator[str]:
    while text_width(wort, grad) > breite:
        lang = next(n for n in range(len(wort), 0, -1) if n == 1 or text_width(wort[:n], grad) <= breite)
        yield wort[:lang]
        wort = wort[lang:]
    yield wort


def _text(text: str, ort: tuple[float, float], grad: float, farbe: str, gewicht: str) -> str:
    x, y = ort
    return (
        f'<text x="{px(x)}" y="{px(y)}" font-size="{px(grad)}" fill="var(--{farbe})" font-weight="{gewicht}">'
        f"{escape(text)}</text>"
    )
