"""Sparkline: a series the size of a word: Ist solid, Soll-Pfad dotted, target as a diamond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kek_dashboard.charts.theme import px

BREITE, HOEHE, RAND = 112, 30, 5
Punkt = tuple[int, Fraction]


def draw_sparkline(  # noqa: C901 - one drawing, read from top to bottom
    ist: Sequence[Punkt],
    soll: Sequence[Punkt] = (),
    ziel: Punkt | None = None,
    *,
    jahre: tuple[int, int],
    brueche: Iterable[int] = (),
) -> str:
    """Series over ``jahre`` (first and last); the line is cut before each year of ``brueche``.

    Years outside the span are left out; without any point an empty field.
    """
    von, bis = jahre
    ist = [p for p in ist if von <= p[0] <= bis]
    soll = [p for p in soll if von <= p[0] <= bis]
    if ziel is not None and not von <= ziel[0] <= bis:
        ziel = None
    kopf = f'<svg class="spark" width="{BREITE}" height="{HOEHE}" viewBox="0 0 {BREITE} {HOEHE}" aria-hidden="true">'
    werte = [y for _, y in (*ist, *soll, *([ziel] if ziel else []))]
    if not werte:
        return kopf + "</svg>"
    unten, oben = min(werte), max(werte)
    # From here on it is about a tenth of a pixel: floats are exact enough, and ten times as fast.
    grund, hoch = float(unten), float(oben - unten)
    schritt = (BREITE - 2 * RAND) / max(bis - von, 1)

    def at(punkt: Punkt) -> tuple[str, str]:
        x = RAND + schritt * (punkt[0] - von)
        y = HOEHE - RAND - (HOEHE - 2 * RAND) * (float(punkt[1]) - grund) / hoch if hoch else HOEHE / 2
        return px(x), px(y)

    def line(punkte: Sequence[Punkt]) -> str:
        return "M" + "L".join(" ".join(at(p)) for p in punkte)

    teile = [kopf]
    if len(soll) > 1:
        teile.append(f'<path d="{line(soll)}" stroke="var(--faint)" stroke-dasharray="1.5 3" fill="none"/>')
    for stueck in _pieces(ist, brueche):
        if len(stueck) > 1:
            teile.append(f'<path d="{line(stueck)}" stroke="var(--ink)" stroke-width="1.7" fill="none"/>')
        elif stueck[0] != ist[-1]:
            x, y = at(stueck[0])
            teile.append(f'<circle cx="{x}" cy="{y}" r="1.2" fill="var(--ink)"/>')
    if ist:
        x, y = at(ist[-1])
        teile.append(f'<circle cx="{x}" cy="{y}" r="2.7" fill="var(--ink)"/>')
    if ziel is not None:
        x, y = at(ziel)
        teile.append(
            f'<path transform="translate({x} {y})" d="M0-3.6L3.6 0 0 3.6-3.6 0z" fill="var(--paper)"'
            ' stroke="var(--soft)" stroke-width="1.2"/>'
        )
    return "".join(teile) + "</svg>"


def describe_reihe(werte: Sequence[tuple[int, Fraction, str]]) -> str:
    """Where a series went from its first to its last year: year, value, value as it is read. Empty without a value."""
    if not werte:
        return ""
    (von, anfang, alt), (bis, ende, neu) = werte[0], werte[-1]
    if von == bis:
        return f"{neu} ({bis})"
    if alt == neu:
        return f"{bis} wie {von} {neu}"
    return f"{'steigt' if ende > anfang else 'sinkt'} von {alt} ({von}) auf {neu} ({bis})"


def _pieces(ist: Sequence[Punkt], brueche: Iterable[int]) -> list[list[Punkt]]:
    """The series cut where a Reihenbruch makes what follows another series."""
    grenzen = sorted(brueche)
    stuecke: dict[int, list[Punkt]] = {}
    for punkt in ist:
        stuecke.setdefault(sum(punkt[0] >= grenze for grenze in grenzen), []).append(punkt)
    return list(stuecke.values())
