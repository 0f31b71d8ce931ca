"""Smart: symbol and word of how far a criterion is met, its counts as bars, and the Tempo told beside it.

These are no judgement on a goal: they use the ink of the text, never a status colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.charts.theme import px
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.smart import Erfuellung, Kriterium
from kek_dashboard.domain.zielerreichung import Bewertung

BREITE, HOEHE, LUECKE = 240, 14, 2
_KLEINSTE = 8.0


@dataclass(frozen=True, slots=True)
class Zeichen:
    """How one Erfuellung is shown: its word and its drawing in 16 × 16; the four differ by shape alone."""

    wort: str
    form: str

    def draw(self) -> str:
        """The symbol alone, in the colour of the text around it."""
        return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{self.form}</svg>'


_RING = '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5"/>'
ZEICHEN = MappingProxyType(
    {
        Erfuellung.ERFUELLT: Zeichen(
            "erfüllt",
            '<circle cx="8" cy="8" r="7.3" fill="currentColor"/><path d="M4.4 8.4l2.5 2.5 4.8-5.4" fill="none"'
            ' stroke="var(--paper)" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>',
        ),
        Erfuellung.TEILWEISE: Zeichen(
            "teilweise", f'{_RING}<path d="M8 1.4a6.6 6.6 0 0 0 0 13.2z" fill="currentColor"/>'
        ),
        Erfuellung.NICHT_ERFUELLT: Zeichen(
            "nicht erfüllt",
            f'{_RING}<path d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8" stroke="currentColor" stroke-width="1.6"'
            ' stroke-linecap="round"/>',
        ),
        Erfuellung.ENTFAELLT: Zeichen(
            "entfällt", '<path d="M4 8h8" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>'
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Kriteriumswort:
    """How a criterion is called, and what it asks of a Kennzahl."""

    wort: str
    frage: str


KRITERIEN = MappingProxyType(
    {
        Kriterium.SPEZIFISCH: Kriteriumswort("spezifisch", "Ist gesagt, was gezählt wird und für welches Unterziel?"),
        Kriterium.MESSBAR: Kriteriumswort("messbar", "Gibt es Einheit, Quelle und einen Wert, der nicht zu alt ist?"),
        Kriterium.AKZEPTIERT: Kriteriumswort("akzeptiert", "Ist jemand verantwortlich und das Ziel beschlossen?"),
        Kriterium.REALISTISCH: Kriteriumswort("realistisch", "Lässt sich der Weg zum Ziel nachrechnen?"),
        Kriterium.TERMINIERT: Kriteriumswort("terminiert", "Gibt es ein Jahr, bis zu dem es erreicht sein soll?"),
    }
)  # fmt: skip


def tempo_told(akte: Kennzahlakte, b: Bewertung) -> str:
    """What the way would take and what was gone of late; empty where neither is known. No judgement."""
    form = werteform(akte)
    zuletzt = "" if b.tempo is None else _moved(form.differenz(b.tempo), b.tempo)
    if b.noetiges_tempo is not None:
        noetig = f"Nötig ist je Jahr {_direction(b.noetiges_tempo)} um {form.differenz(b.noetiges_tempo)}"
        return f"{noetig}{'; ' + zuletzt if zuletzt else ''}."
    return f"{zuletzt[:1].upper()}{zuletzt[1:]} je Jahr." if zuletzt else ""


def _direction(tempo: Fraction) -> str:
    return "ein Anstieg" if tempo > 0 else "ein Rückgang"


def _moved(text: str, tempo: Fraction) -> str:
    if tempo == 0:
        return "zuletzt blieb der Wert gleich"
    return f"zuletzt {'stieg' if tempo > 0 else 'sank'} der Wert um {text}"


def draw_erfuellung(zahlen: Sequence[tuple[Erfuellung, int]]) -> str:
    """One bar for a criterion: met full, partly lighter, not met outlined; what is not checked is left out."""
    gezeigt = [(e, n) for e, n in zahlen if n and e is not Erfuellung.ENTFAELLT]
    kopf = (
        f'<svg class="smart-balken" width="100%" height="{HOEHE}" viewBox="0 0 {BREITE} {HOEHE}"'
        ' preserveAspectRatio="none" aria-hidden="true">'
    )
    teile, x = [kopf], 0.0
    for (erfuellung, _), lang in zip(gezeigt, _lengths([n for _, n in gezeigt]), strict=True):
        teile.append(_part(erfuellung, x, lang - LUECKE))
        x += lang
    return "".join(teile) + "</svg>"


def _lengths(zahlen: Sequence[int]) -> list[float]:
    """Lengths by count; the small ones stay visible at the cost of the largest."""
    if not zahlen:
        return []
    laengen = [max(BREITE * zahl / sum(zahlen), _KLEINSTE) for zahl in zahlen]
    laengen[laengen.index(max(laengen))] -= sum(laengen) - BREITE
    return laengen


def _part(erfuellung: Erfuellung, x: float, breit: float) -> str:
    ort = f'x="{px(x)}" width="{px(breit)}"'
    if erfuellung is Erfuellung.ERFUELLT:
        return f'<rect {ort} height="{HOEHE}" fill="var(--ink)"/>'
    if erfuellung is Erfuellung.TEILWEISE:
        return f'<rect {ort} height="{HOEHE}" fill="var(--ink)" opacity=".38"/>'
    return (
        f'<rect x="{px(x + 0.75)}" width="{px(max(breit - 1.5, 1))}" y=".75" height="{HOEHE - 1.5}" fill="none"'
        ' stroke="var(--ink)" stroke-width="1.5" vector-effect="non-scaling-stroke"/>'
    )


def describe_erfuellung(zahlen: Sequence[tuple[Erfuellung, int]]) -> str:
    """The counts as words: „31 erfüllt, 21 teilweise, 2 nicht erfüllt“."""
    return ", ".join(f"{anzahl} {_counted(erfuellung, anzahl)}" for erfuellung, anzahl in zahlen if anzahl)


def _counted(erfuellung: Erfuellung, anzahl: int) -> str:
    if erfuellung is Erfuellung.ENTFAELLT and anzahl > 1:
        return "entfallen"
    return ZEICHEN[erfuellung].wort
