"""Zeitleiste: a Maßnahme from Beginn to Ende with its progress and its milestones, on the years of the goals.

Shapes tell what became of a milestone, not colours: a filled diamond is reached, a hollow one is to come, a disc
with a mark is overdue. The drawing holds no words; the years stand beside it as text of the page.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from kek_dashboard.charts.theme import escape, px
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, Meilensteinstand, Schritt
from kek_dashboard.formats import NO_BREAK_SPACE, format_date, format_number, format_percent

BREITE, HOEHE, BALKEN = 360, 24, 8
_MITTE = HOEHE / 2
_RAND = 7.5  # half a mark: one at the very end of the years still is inside

WORT = MappingProxyType(
    {
        Meilensteinstand.ERREICHT: "erreicht",
        Meilensteinstand.UEBERFAELLIG: "überfällig",
        Meilensteinstand.OFFEN: "steht bevor",
        Meilensteinstand.OHNE_TERMIN: "ohne Termin",
    }
)
_RAUTE = '<path d="M0-5.4L5.4 0 0 5.4-5.4 0z" fill="{}" stroke="currentColor" stroke-width="1.5"{}/>'
_FORM = MappingProxyType(
    {
        Meilensteinstand.ERREICHT: _RAUTE.format("currentColor", ""),
        Meilensteinstand.OFFEN: _RAUTE.format("var(--paper)", ""),
        Meilensteinstand.OHNE_TERMIN: _RAUTE.format("var(--paper)", ' stroke-dasharray="2 2"'),
        Meilensteinstand.UEBERFAELLIG: (
            '<circle r="6.6" fill="currentColor" stroke="var(--paper)" stroke-width="1"/><path d="M0-3.6V.6M0 3.3v.1"'
            ' stroke="var(--paper)" stroke-width="1.9" stroke-linecap="round" fill="none"/>'
        ),
    }
)


def farbe(stand: Meilensteinstand) -> str:
    """Colour of the mark: that of what is overdue everywhere, else the ink."""
    return "heavy" if stand is Meilensteinstand.UEBERFAELLIG else "ink"


def draw_marke(stand: Meilensteinstand) -> str:
    """The mark of a milestone alone, in the colour of the text around it; its word stands beside it."""
    kopf = '<svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">'
    return f"{kopf}{_FORM[stand]}</svg>"


def draw_zeitleiste(blick: Massnahmenstand, jahre: range) -> str:
    """The bar, its progress as its inner part, the milestones with a day, and a stroke for the Stichtag.

    Days outside the years of the goals are drawn at their ends; without Beginn and Ende there is no bar.
    """
    teile = [
        f'<svg class="zeitleiste" viewBox="0 0 {BREITE} {HOEHE}" aria-hidden="true" focusable="false">',
        *_years(jahre),
        *_bar(blick, jahre),
    ]
    if blick.stichtag.year in jahre:
        x = _x(blick.stichtag, jahre)
        teile.append(f'<path d="M{x} 0V{HOEHE}" stroke="var(--accent)" stroke-width="1.6"/>')
    teile += [_mark(schritt, jahre) for schritt in blick.schritte]
    return "".join(teile) + "</svg>"


def describe_zeitleiste(blick: Massnahmenstand) -> str:
    """The drawing in words: how long, how far, and each milestone."""
    m = blick.massnahme
    teile = [describe_zeit(m.beginn, m.ende)]
    if m.fortschritt is not None:
        teile.append(f"Fortschritt {format_percent(m.fortschritt / 100, 0)}")
    teile += [f"{s.meilenstein.bezeichnung}: {describe_schritt(s)}" for s in blick.schritte]
    return "; ".join(teile)


def describe_zeit(beginn: date | None, ende: date | None) -> str:
    """From when to when, as far as it is known.

    >>> describe_zeit(date(2019, 4, 1), None)
    'seit 01.04.2019'
    """
    if beginn is None:
        return "ohne Zeitraum" if ende is None else f"bis {format_date(ende)}"
    return f"seit {format_date(beginn)}" if ende is None else f"{format_date(beginn)} bis {format_date(ende)}"


def describe_schritt(schritt: Schritt) -> str:
    """What became of a milestone: „überfällig seit 30.06.2023 (184 Tage)“."""
    m, wort = schritt.meilenstein, WORT[schritt.stand]
    verzug = describe_verzug(schritt)
    if schritt.stand is Meilensteinstand.ERREICHT:
        return f"{wort} am {format_date(m.erreicht)}" + (f", {verzug}" if verzug else "")
    if schritt.stand is Meilensteinstand.UEBERFAELLIG:
        return f"{wort} {verzug}"
    if schritt.stand is Meilensteinstand.OFFEN:
        return f"{wort}, geplant {format_date(m.geplant)}"
    return wort


def describe_verzug(schritt: Schritt) -> str:
    """How a milestone lies to its plan, empty where there is nothing to tell: „28 Tage später als geplant“."""
    if schritt.stand is Meilensteinstand.UEBERFAELLIG:
        return f"seit {format_date(schritt.meilenstein.geplant)} ({_days(schritt.tage or 0)})"
    if not schritt.tage:
        return ""
    return f"{_days(abs(schritt.tage))} {'später' if schritt.tage > 0 else 'früher'} als geplant"


def _days(anzahl: int) -> str:
    return f"{format_number(anzahl)}{NO_BREAK_SPACE}{'Tag' if anzahl == 1 else 'Tage'}"


def _ends(jahre: range) -> tuple[date, date]:
    """The first day of the years, and the first after them."""
    return date(jahre[0], 1, 1), date(jahre[-1] + 1, 1, 1)


def _x(tag: date, jahre: range) -> str:
    von, bis = _ends(jahre)
    anteil = (tag - von).days / (bis - von).days
    return px(min(max(anteil * BREITE, _RAND), BREITE - _RAND))


def _years(jahre: range) -> list[str]:
    schritt = BREITE / len(jahre)
    return [
        f'<path d="M{px(i * schritt)} 0V{HOEHE}" stroke="var(--line)" stroke-width=".8"/>'
        for i in range(len(jahre) + 1)
    ]


def _bar(blick: Massnahmenstand, jahre: range) -> list[str]:
    m = blick.massnahme
    if m.beginn is None and m.ende is None:
        return []
    anfang, schluss = _ends(jahre)
    von, bis = float(_x(m.beginn or anfang, jahre)), float(_x(m.ende or schluss, jahre))
    if bis <= von:
        return []
    lage = f'y="{px(_MITTE - BALKEN / 2)}" height="{BALKEN}" rx="2"'
    rand = 'fill="var(--track)" stroke="var(--faint)" stroke-width=".9"'
    teile = [f'<rect x="{px(von)}" {lage} width="{px(bis - von)}" {rand}/>']
    anteil = 0.0 if m.fortschritt is None else min(max(float(m.fortschritt) / 100, 0.0), 1.0)
    if anteil:
        teile.append(f'<rect x="{px(von)}" {lage} width="{px((bis - von) * anteil)}" fill="var(--faint)"/>')
    return teile


def _mark(schritt: Schritt, jahre: range) -> str:
    m = schritt.meilenstein
    tag = m.erreicht if schritt.stand is Meilensteinstand.ERREICHT else m.geplant
    if tag is None:
        return ""
    titel = escape(f"{m.bezeichnung}: {describe_schritt(schritt)}")
    return (
        f'<g class="k-{farbe(schritt.stand)}" transform="translate({_x(tag, jahre)} {px(_MITTE)})">'
        f"<title>{titel}</title>{_FORM[schritt.stand]}</g>"
    )
