"""Sankey: flows of money as bands from a column of nodes to another; widths are exact, labels never overlap.

The layout follows from the figures alone. Nodes stand in the order in which they are given, every band leaves and
arrives in that order. All euros are above 0; what is below cannot be drawn and is told beside the drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap

from kek_dashboard.charts.theme import escape, px

BREITE = 1200
#: Height of all bands together; the drawing is higher by what labels and gaps need.
HOEHE = 520
_BALKEN = 14
_LINKS, _RECHTS = 300, 320
_ZEILE, _LUECKE, _RAND = 18, 7, 6
_ZEICHEN_LINKS, _ZEICHEN_RECHTS = 32, 34
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Knoten:
    """A node: its key, its name, the figure below it, and whether it is none of those there are names for.

    ``art``: empty, ``offen`` (money that serves no goal) or ``buendel`` (several small sources together).
    """

    schluessel: str
    name: str
    zahl: str
    art: str = ""


@dataclass(frozen=True, slots=True)
class Bandform:
    """A band: from and to by key, euros above 0, the sentence that says it, and where it leads (``None`` = nowhere)."""

    von: str
    nach: str
    eur: Decimal
    satz: str
    adresse: str | None = None


@dataclass(frozen=True, slots=True)
class _Platz:
    """Where a node stands: top of its bar, length of its bar, lines of its name and of its figure."""

    oben: Fraction
    lang: Fraction
    name: tuple[str, ...]
    zahl: tuple[str, ...]

    @property
    def label(self) -> Fraction:
        """Height of the label."""
        return Fraction(_ZEILE * (len(self.name) + len(self.zahl)))

    @property
    def unten(self) -> Fraction:
        """Lower end of bar and label, whichever is lower; both have the same middle."""
        return self.oben + self.lang / 2 + max(self.lang, self.label) / 2

    def moved(self, weite: Fraction) -> _Platz:
        """The same, further down."""
        return replace(self, oben=self.oben + weite)


def draw_sankey(links: Sequence[Knoten], rechts: Sequence[Knoten], baender: Sequence[Bandform]) -> str:
    """The drawing; colours come from the page, so that dark mode and print follow it. Empty without bands."""
    summe = sum((band.eur for band in baender), Decimal(0))
    if summe <= 0:
        return ""
    massstab = Fraction(HOEHE) / Fraction(summe)
    saeulen = [
        _stack(knoten, _amounts(knoten, baender, seite), massstab, zeichen)
        for knoten, seite, zeichen in ((links, "von", _ZEICHEN_LINKS), (rechts, "nach", _ZEICHEN_RECHTS))
    ]
    hoehe = max(_end(saeule) for saeule in saeulen) + _RAND
    plaetze = [_spread(saeule, hoehe - _RAND) for saeule in saeulen]
    offene = {knoten.schluessel for knoten in rechts if knoten.art == "offen"}
    teile = [
        f'<svg class="sankey" viewBox="0 0 {BREITE} {px(hoehe)}" width="100%">',
        _PATTERN,
        *_bands(baender, plaetze[0], plaetze[1], massstab, offene),
        *(_node(k, plaetze[0][k.schluessel], left=True) for k in links if k.schluessel in plaetze[0]),
        *(_node(k, plaetze[1][k.schluessel], left=False) for k in rechts if k.schluessel in plaetze[1]),
        "</svg>",
    ]
    return "".join(teile)


_PATTERN = (
    '<defs><pattern id="sankey-offen" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="var(--faint)" fill-opacity=".16"/>'
    '<rect width="1.6" height="7" fill="var(--faint)" fill-opacity=".5"/></pattern></defs>'
)


def _amounts(knoten: Sequence[Knoten], baender: Sequence[Bandform], seite: str) -> dict[str, Decimal]:
    summen = {k.schluessel: Decimal(0) for k in knoten}
    for band in baender:
        summen[getattr(band, seite)] += band.eur
    return {schluessel: summe for schluessel, summe in summen.items() if summe > 0}


def _stack(
    knoten: Sequence[Knoten], summen: Mapping[str, Decimal], massstab: Fraction, zeichen: int
) -> dict[str, _Platz]:
    """Nodes one below the other, each with the room its bar or its label needs, whichever is more."""
    plaetze: dict[str, _Platz] = {}
    y = Fraction(_RAND)
    for k in knoten:
        if k.schluessel not in summen:
            continue
        lang = Fraction(summen[k.schluessel]) * massstab
        platz = _Platz(y, lang, _lines(k.name, zeichen), _lines(k.zahl, zeichen))
        plaetze[k.schluessel] = platz.moved(max(Fraction(0), (platz.label - lang) / 2))
        y += max(lang, platz.label) + _LUECKE
    return plaetze


def _lines(name: str, zeichen: int) -> tuple[str, ...]:
    """A text in at most three lines; what is longer ends in dots and is said in full elsewhere."""
    return tuple(wrap(name, zeichen, max_lines=_MOST_LINES, placeholder=" …", break_long_words=True)) or ("",)


def _end(saeule: Mapping[str, _Platz]) -> Fraction:
    return max((platz.unten for platz in saeule.values()), default=Fraction(0))


def _spread(saeule: Mapping[str, _Platz], unten: Fraction) -> dict[str, _Platz]:
    """The nodes of the shorter column are moved apart evenly, so that both end at the same height."""
    if len(saeule) < 2:  # noqa: PLR2004 - nothing to move apart
        return dict(saeule)
    schritt = (unten - _end(saeule)) / (len(saeule) - 1)
    return {schluessel: platz.moved(i * schritt) for i, (schluessel, platz) in enumerate(saeule.items())}


def _bands(
    baender: Sequence[Bandform],
    links: Mapping[str, _Platz],
    rechts: Mapping[str, _Platz],
    massstab: Fraction,
    offene: set[str],
) -> list[str]:
    """Bands in the order of the columns; each takes its part of the bars at both ends."""
    rang_von = {schluessel: i for i, schluessel in enumerate(links)}
    rang_nach = {schluessel: i for i, schluessel in enumerate(rechts)}
    geordnet = sorted(baender, key=lambda b: (rang_von[b.von], rang_nach[b.nach]))
    y_von = {schluessel: platz.oben for schluessel, platz in links.items()}
    y_nach = {schluessel: platz.oben for schluessel, platz in rechts.items()}
    teile = []
    for band in geordnet:
        dick = Fraction(band.eur) * massstab
        teile.append(_band(band, y_von[band.von], y_nach[band.nach], dick, is_open=band.nach in offene))
        y_von[band.von] += dick
        y_nach[band.nach] += dick
    return teile


def _band(band: Bandform, von: Fraction, nach: Fraction, dick: Fraction, *, is_open: bool) -> str:
    x_a, x_b = _LINKS + _BALKEN, BREITE - _RECHTS - _BALKEN
    mitte = (x_a + x_b) // 2
    weg = (
        f"M{x_a} {px(von)}C{mitte} {px(von)} {mitte} {px(nach)} {x_b} {px(nach)}V{px(nach + dick)}"
        f"C{mitte} {px(nach + dick)} {mitte} {px(von + dick)} {x_a} {px(von + dick)}Z"
    )
    farbe = (
        'fill="url(#sankey-offen)" stroke="var(--faint)"'
        if is_open
        else 'fill="var(--accent)" fill-opacity=".36" stroke="var(--accent)"'
    )
    satz = escape(band.satz)
    form = f'<path d="{weg}" {farbe} stroke-opacity=".55" stroke-width=".7"/>'
    if band.adresse is None:
        return f'<g class="band"><title>{satz}</title>{form}</g>'
    return (
        f'<a class="band" href="{escape(band.adresse)}" aria-label="{satz}"><title>{satz}</title>{form}</a>'
    )


def _node(knoten: Knoten, platz: _Platz, *, left: bool) -> str:
    x = _LINKS if left else BREITE - _RECHTS - _BALKEN
    x_text, anker = (_LINKS - 10, "end") if left else (BREITE - _RECHTS + 10, "start")
    farbe = {
        "offen": 'fill="var(--faint)"',
        "buendel": 'fill="var(--paper)" stroke="var(--ink)" stroke-dasharray="3 2"',
    }.get(knoten.art, 'fill="var(--ink)"')
    return (
        f'<g class="knoten {escape(knoten.art)}"><title>{escape(knoten.name)}: {escape(knoten.zahl)}</title>'
        f'<rect x="{x}" y="{px(platz.oben)}" width="{_BALKEN}" height="{px(max(platz.lang, Fraction(1)))}" {farbe}/>'
        f'<text text-anchor="{anker}" fill="var(--ink)">{_label(platz, x_text)}</text></g>'
    )


def _label(platz: _Platz, x: int) -> str:
    """Lines of the label, its middle beside that of the bar."""
    y = platz.oben + (platz.lang - platz.label) / 2 + _ZEILE * Fraction(3, 4)
    teile = []
    for zeile, ist_zahl in (
        (z, art) for zeilen, art in ((platz.name, False), (platz.zahl, True)) for z in zeilen
    ):
        zusatz = ' class="zahl" fill="var(--soft)"' if ist_zahl else ""
        teile.append(f'<tspan x="{x}" y="{px(y)}"{zusatz}>{escape(zeile)}</tspan>')
        y += _ZEILE
    return "".join(teile)
