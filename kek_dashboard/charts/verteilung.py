"""Verteilung: how many Kennzahlen are in which Stand or Ausblick, as one divided bar or column."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kek_dashboard.charts.stand import STAENDE, zeichen_of
from kek_dashboard.charts.theme import px
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.zielerreichung import Stand

BREITE, HOEHE, LUECKE = 288, 12, 2
SAEULE_BREIT, SAEULE_HOCH = 24, 48

#: Order in which Stände are told: from the best to what cannot be judged.
REIHENFOLGE = tuple(STAENDE)


def in_order(zahlen: Sequence[tuple[Stand, int]]) -> tuple[tuple[Stand, int], ...]:
    """Counts per Stand from the best to what cannot be judged."""
    return tuple(sorted(zahlen, key=lambda paar: REIHENFOLGE.index(paar[0])))


def draw_verteilung(zahlen: Sequence[tuple[Stand, int]] | Sequence[tuple[Ausblick, int]]) -> str:
    """One bar, each part as long as its count; what is not judged is only outlined."""
    alle = sum(anzahl for _, anzahl in zahlen)
    kopf = (
        f'<svg class="verteilung" width="100%" height="{HOEHE}" viewBox="0 0 {BREITE} {HOEHE}"'
        ' preserveAspectRatio="none" aria-hidden="true">'
    )
    if not alle:
        return kopf + "</svg>"
    teile, x = [kopf], Fraction(0)
    for status, anzahl in zahlen:
        zeichen, lang = zeichen_of(status), Fraction(BREITE * anzahl, alle)
        breit = px(max(lang - LUECKE, Fraction(1)))
        if zeichen.form == "leer":
            teile.append(
                f'<rect x="{px(x + Fraction(1, 2))}" y="2.5" width="{breit}" height="{HOEHE - 5}" fill="none"'
                ' stroke="var(--none)" stroke-dasharray="2 2" vector-effect="non-scaling-stroke"/>'
            )
        else:
            teile.append(
                f'<rect x="{px(x)}" width="{breit}" height="{HOEHE}" fill="var(--{zeichen.farbe})"/>'
            )
        x += lang
    return "".join(teile) + "</svg>"


def draw_saeule(zahlen: Sequence[tuple[Stand, int]]) -> str:
    """One column, the best at its foot; what is not judged is only outlined, at its head."""
    alle = sum(anzahl for _, anzahl in zahlen)
    kopf = (
        f'<svg class="saeule" width="100%" height="{SAEULE_HOCH}" viewBox="0 0 {SAEULE_BREIT} {SAEULE_HOCH}"'
        ' preserveAspectRatio="none" aria-hidden="true">'
    )
    if not alle:
        return kopf + "</svg>"
    gezaehlt = [(zeichen_of(status), anzahl) for status, anzahl in zahlen]
    offen = sum(anzahl for zeichen, anzahl in gezaehlt if zeichen.form == "leer")
    teile, y = [kopf], Fraction(SAEULE_HOCH)
    for zeichen, anzahl in gezaehlt:
        if zeichen.form != "leer":
            hoch = Fraction(SAEULE_HOCH * anzahl, alle)
            y -= hoch
            teile.append(
                f'<rect y="{px(y)}" width="{SAEULE_BREIT}" height="{px(max(hoch - 1, Fraction(1)))}"'
                f' fill="var(--{zeichen.farbe})"/>'
            )
    if offen:
        teile.append(
            f'<rect x=".5" y=".5" width="{SAEULE_BREIT - 1}" height="{px(max(y - 2, Fraction(1)))}" fill="none"'
            ' stroke="var(--none)" stroke-dasharray="2 2" vector-effect="non-scaling-stroke"/>'
        )
    return "".join(teile) + "</svg>"


def describe_verteilung(zahlen: Sequence[tuple[Stand, int]] | Sequence[tuple[Ausblick, int]]) -> str:
    """The counts as a sentence."""
    return ", ".join(f"{anzahl} {zeichen_of(status).wort}" for status, anzahl in zahlen)
