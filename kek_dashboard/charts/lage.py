"""Lage: where one value lies on a scale that several rows share, as a dot on a line."""

from __future__ import annotations

from fractions import Fraction

from kek_dashboard.charts.theme import px

BREITE, HOEHE, RAND = 200, 20, 8


def draw_lage(wert: Fraction, spanne: tuple[Fraction, Fraction], *, eigen: bool = False) -> str:
    """A filled dot for one's own value, a hollow one for others; what lies beyond the scale is an arrow at its end."""
    unten, oben = spanne
    mass = f'width="{BREITE}" height="{HOEHE}" viewBox="0 0 {BREITE} {HOEHE}"'
    kopf = f'<svg class="skalenpunkt" {mass} aria-hidden="true">'

    def x(zahl: Fraction) -> float:
        return RAND + (BREITE - 2 * RAND) * float((zahl - unten) / ((oben - unten) or 1))

    mitte = HOEHE // 2
    teile = [
        kopf,
        f'<path d="M{RAND} {mitte}H{BREITE - RAND}" stroke="var(--line)"/>',
        f'<path d="M{px(x(Fraction(0)))} {mitte - 5}v10" stroke="var(--faint)"/>',
    ]
    if unten <= wert <= oben:
        farbe, fuellung, r = ("ink", "var(--ink)", 5.5) if eigen else ("soft", "var(--paper)", 4.5)
        teile.append(
            f'<circle cx="{px(x(wert))}" cy="{mitte}" r="{r}" fill="{fuellung}" stroke="var(--{farbe})"'
            ' stroke-width="1.8"/>'
        )
    else:
        ort, richtung = (BREITE - 3, -1) if wert > oben else (3, 1)
        weg = f"M{ort} {mitte}l{richtung * 6}-4m{-richtung * 6} 4l{richtung * 6} 4m{-richtung * 6}-4h{richtung * 16}"
        teile.append(f'<path d="{weg}" fill="none" stroke="var(--soft)" stroke-width="1.6"/>')
    return "".join(teile) + "</svg>"
