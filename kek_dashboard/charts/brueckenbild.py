"""Brückenbild: lines from the old Unterziele to the new Ziele, each kind of fate with a line of its own.

The names stand beside it as text of the page, one in each row; the drawing has the lines between the rows. Kinds differ
by their stroke and by the sign at its end, so that they can be told apart in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from kek_dashboard.domain.bruecke import Bruecke, Schicksal
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielsystem
from kek_dashboard.formats import format_number

#: Height of a row and width of the drawing, in px at the usual size of type (16 px).
ZEILE, BREITE = 42, 224
_RAND, _STUMPF = 7, 46

#: What is said of one Unterziel, and of several.
ART_WORT: Final[Mapping[Nachfolgeart | None, str]] = MappingProxyType(
    {
        Nachfolgeart.FORTGEFUEHRT: "fortgeführt",
        Nachfolgeart.ZUSAMMENGEFUEHRT: "zusammengeführt",
        Nachfolgeart.AUFGETEILT: "aufgeteilt",
        Nachfolgeart.BEENDET: "beendet",
        None: "noch nicht festgelegt",
    }
)
_STRICH: Final[Mapping[Nachfolgeart | None, str]] = MappingProxyType(
    {
        Nachfolgeart.FORTGEFUEHRT: "",
        Nachfolgeart.ZUSAMMENGEFUEHRT: "",
        Nachfolgeart.AUFGETEILT: ' stroke-dasharray="7 4"',
        Nachfolgeart.BEENDET: "",
        None: ' stroke-dasharray="1.5 4"',
    }
)


def draw_bruecke(bruecke: Bruecke) -> str:
    """One line for each step; old Unterziele and new Ziele stand beside it in the order of the bridge."""
    rechts = {ursprung.ziel.nr: i for i, ursprung in enumerate(bruecke.urspruenge)}
    hoehe = ZEILE * max(len(bruecke.schicksale), len(rechts), 1)
    groesse = f'width="{BREITE}" height="{hoehe}" viewBox="0 0 {BREITE} {hoehe}"'
    teile = [f'<svg class="brueckenbild" {groesse} aria-hidden="true">']
    for i, schicksal in enumerate(bruecke.schicksale):
        teile += _ways(schicksal, _middle(i), rechts)
    for ursprung in bruecke.urspruenge:
        y = _middle(rechts[ursprung.ziel.nr])
        if not ursprung.alte:
            teile.append(
                f'<path d="M{BREITE - _STUMPF} {y}H{BREITE - _RAND}" stroke="var(--faint)" stroke-width="1.3"/>'
                f'<circle cx="{BREITE - _STUMPF}" cy="{y}" r="3.4" fill="var(--paper)" stroke="var(--faint)" '
                'stroke-width="1.3"/>'
            )
        else:
            teile.append(_head(y))
    return "".join(teile) + "</svg>"


def draw_art(art: Nachfolgeart | None) -> str:
    """The line of one kind, the size of a word."""
    ende = 34
    kopf = f'<svg class="brueckenart" width="{ende + 6}" height="14" viewBox="0 0 {ende + 6} 14" aria-hidden="true">'
    if art is Nachfolgeart.BEENDET or art is None:
        return kopf + _stump(art, 7, 2) + "</svg>"
    spitze = f'<path d="M{ende - 5} 3.5L{ende} 7L{ende - 5} 10.5" fill="none" stroke="var(--ink)" stroke-width="1.4"/>'
    return kopf + _line(art, f"M2 7H{ende}") + spitze + "</svg>"


def describe_bruecke(bruecke: Bruecke) -> str:
    """The picture in a sentence, for those who do not see it."""
    neue = sum(not ursprung.alte for ursprung in bruecke.urspruenge)
    satz = f"Linien von links nach rechts: {count_text(bruecke)}"
    return f"{satz}; {format_number(neue)} der neuen Ziele kommen aus keinem alten." if neue else f"{satz}."


def count_text(bruecke: Bruecke) -> str:
    """How many Unterziele have which fate, in their order: „7 fortgeführt, 3 zusammengeführt …“."""
    return ", ".join(
        f"{format_number(bruecke.count(art))} {wort}" for art, wort in ART_WORT.items() if bruecke.count(art)
    )


def levels_text(system: Zielsystem) -> str:
    """A Zielsystem's own words for its levels; empty where it uses ours."""
    return ", ".join(dict.fromkeys(e.mehrzahl or e.wort for e in system.ebenen))


def _ways(schicksal: Schicksal, y: float, rechts: Mapping[str, int]) -> Iterator[str]:
    ziele: Sequence[int] = [rechts[ziel.nr] for ziel in schicksal.neue if ziel.nr in rechts]
    if not ziele:
        yield _stump(schicksal.art, y, _RAND)
        return
    mitte = BREITE // 2
    for ziel in ziele:
        ende = _middle(ziel)
        bogen = f"M{_RAND} {y}C{mitte} {y} {mitte} {ende} {BREITE - _RAND} {ende}"
        yield _line(schicksal.art, bogen)
    yield f'<circle cx="{_RAND}" cy="{y}" r="2.8" fill="var(--ink)"/>'


def _line(art: Nachfolgeart | None, weg: str) -> str:
    """A solid line, a double one where several come together, a dashed one where something is split."""
    if art is Nachfolgeart.ZUSAMMENGEFUEHRT:
        return (
            f'<path d="{weg}" fill="none" stroke="var(--ink)" stroke-width="4.6"/>'
            f'<path d="{weg}" fill="none" stroke="var(--paper)" stroke-width="2"/>'
        )
    return f'<path d="{weg}" fill="none" stroke="var(--ink)" stroke-width="1.6"{_STRICH[art]}/>'


def _stump(art: Nachfolgeart | None, y: float, von: int) -> str:
    """What leads nowhere: a bar across its end where it is ended, dots where nothing is laid down."""
    ende = von + 28
    strich = f'<path d="M{von} {y}H{ende}" stroke="var(--ink)" stroke-width="1.6"{_STRICH[art]}/>'
    if art is None:
        return strich
    return f'{strich}<path d="M{ende} {y - 6}V{y + 6}" stroke="var(--ink)" stroke-width="2.4"/>'


def _head(y: float) -> str:
    x = BREITE - _RAND
    return f'<path d="M{x - 6} {y - 4}L{x} {y}L{x - 6} {y + 4}" fill="none" stroke="var(--ink)" stroke-width="1.5"/>'


def _middle(zeile: int) -> float:
    return ZEILE * zeile + ZEILE / 2
