"""Faelligkeit: symbol, word and colour of a due figure, and a year's figures as one small drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kek_dashboard.charts.theme import escape, px
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand
from kek_dashboard.formats import NO_BREAK_SPACE, format_date, format_number, format_zeitraum

_KANTE = 16
#: So many of a year stand side by side; twelve months take three rows.
_JE_REIHE = 4


@dataclass(frozen=True, slots=True)
class Zeichen:
    """How one Stand of a due figure is shown: word, colour (a CSS variable's name), drawing in 16 × 16.

    The five differ by their shape alone: full, half, empty, small, and a disc with a mark.
    """

    wort: str
    farbe: str
    form: str

    def draw(self) -> str:
        """The symbol alone, in the colour of the text around it."""
        return (
            f'<svg width="{_KANTE}" height="{_KANTE}" viewBox="0 0 {_KANTE} {_KANTE}" aria-hidden="true"'
            f' focusable="false">{self.form}</svg>'
        )


_RAND = '<rect x="2.7" y="2.7" width="10.6" height="10.6" rx="2" fill="none" stroke="currentColor" stroke-width="1.4"/>'

ZEICHEN = MappingProxyType(
    {
        Faelligkeitsstand.GELIEFERT: Zeichen(
            "geliefert", "good", '<rect x="2" y="2" width="12" height="12" rx="2.4" fill="currentColor"/>'
        ),
        Faelligkeitsstand.VERSPAETET_GELIEFERT: Zeichen(
            "verspätet geliefert", "good", f'{_RAND}<path d="M3 13V3l10 10z" fill="currentColor"/>'
        ),
        Faelligkeitsstand.OHNE_WERT: Zeichen(
            "ohne Wert gemeldet",
            "none",
            f'{_RAND}<path d="M5.4 8h5.2" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
        ),
        Faelligkeitsstand.OFFEN: Zeichen(
            "noch nicht fällig", "none", '<circle cx="8" cy="8" r="1.9" fill="currentColor"/>'
        ),
        Faelligkeitsstand.UEBERFAELLIG: Zeichen(
            "überfällig",
            "heavy",
            '<circle cx="8" cy="8" r="7.2" fill="currentColor"/><path d="M8 4v4.6M8 11.7v.1"'
            ' stroke="var(--paper)" stroke-width="2" stroke-linecap="round"/>',
        ),
    }
)


def describe_faelligkeit(f: Faelligkeit) -> str:
    """What became of a due figure, without its Zeitraum: „überfällig seit 30.03.2024 (968 Tage)“."""
    wort = ZEICHEN[f.stand].wort
    if f.stand is Faelligkeitsstand.UEBERFAELLIG:
        return f"{wort} seit {format_date(f.faellig_am)} ({days(f.tage)})"
    if f.stand is Faelligkeitsstand.OFFEN:
        return f"{wort}, fällig am {format_date(f.faellig_am)}"
    am = f" am {format_date(f.geliefert_am)}" if f.geliefert_am else ""
    durch = f" mit dem Wert {format_zeitraum(f.durch)}" if f.durch not in {None, f.zeitraum} else ""
    if f.stand is Faelligkeitsstand.OHNE_WERT:
        return f"{wort}{am}: „{f.roh}“"
    zu_spaet = f", {days(f.tage)} zu spät" if f.tage else ""
    return f"{wort}{am}{durch}{zu_spaet}"


def days(anzahl: int) -> str:
    """A number of days as the county writes it."""
    return f"{format_number(anzahl)}{NO_BREAK_SPACE}{'Tag' if anzahl == 1 else 'Tage'}"


def draw_symbols() -> str:
    """The symbols once a page, for ``draw_year`` to point to."""
    formen = "".join(
        f'<symbol id="{_ident(stand)}" viewBox="0 0 {_KANTE} {_KANTE}">{zeichen.form}</symbol>'
        for stand, zeichen in ZEICHEN.items()
    )
    return f'<svg width="0" height="0" aria-hidden="true" focusable="false">{formen}</svg>'


def draw_year(faelligkeiten: Sequence[Faelligkeit]) -> str:
    """The figures due of a Kennzahl for one year side by side; each says itself to a pointer."""
    breite = min(len(faelligkeiten), _JE_REIHE) * _KANTE
    hoehe = -(-len(faelligkeiten) // _JE_REIHE) * _KANTE
    teile = "".join(
        f'<g class="k-{ZEICHEN[f.stand].farbe}"><title>{escape(_sentence(f))}</title>'
        f'<use href="#{_ident(f.stand)}" x="{px(nr % _JE_REIHE * _KANTE)}" y="{px(nr // _JE_REIHE * _KANTE)}"'
        f' width="{_KANTE}" height="{_KANTE}"/></g>'
        for nr, f in enumerate(faelligkeiten)
    )
    return f'<svg width="{breite}" height="{hoehe}" viewBox="0 0 {breite} {hoehe}" focusable="false">{teile}</svg>'


def describe_year(faelligkeiten: Sequence[Faelligkeit]) -> str:
    """The same in words; parts of a year with their Zeitraum, equal neighbours as a span."""
    teile: list[tuple[Faelligkeit, Faelligkeit]] = []
    for f in faelligkeiten:
        if teile and teile[-1][1].stand is f.stand:
            teile[-1] = (teile[-1][0], f)
        else:
            teile.append((f, f))
    return "; ".join(_span(von, bis) for von, bis in teile)


def _span(von: Faelligkeit, bis: Faelligkeit) -> str:
    wort = ZEICHEN[von.stand].wort
    if von.zeitraum.is_year:
        return wort
    zeit = format_zeitraum(von.zeitraum)
    if von is not bis:
        zeit += f" bis {format_zeitraum(bis.zeitraum)}"
    return f"{zeit} {wort}"


def _sentence(f: Faelligkeit) -> str:
    return f"{format_zeitraum(f.zeitraum)}: {describe_faelligkeit(f)}"


def _ident(stand: Faelligkeitsstand) -> str:
    return f"schuld-{stand.value}"
