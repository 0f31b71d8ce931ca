"""Datenschuld: who owes which figure since when, and how complete every Kennzahl is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.faelligkeit import days
from kek_dashboard.domain.datenschuld import Datenschuld, datenschulden, overdue_first
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand, faelligkeiten
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.rechte import fold
from kek_dashboard.formats import NO_BREAK_SPACE, format_date, format_zeitraum
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.datenschuld.matrix import legend, matrix
from kek_dashboard.web.pages.datenschuld.tabellen import fachbereich_table, overdue_table
from kek_dashboard.web.seite import Kontext, Seite

FACHBEREICH, ZEIGE = "fachbereich", "zeige"
#: Stands in an address for the Kennzahlen without a Fachbereich.
OHNE = "–"
#: So many of the oldest are listed until somebody asks for all.
AELTESTE = 15


@dataclass(frozen=True, slots=True)
class _Lage:
    """What the page is about: all groups up to the Berichtsjahr, and those the address asks for."""

    alle: tuple[Datenschuld, ...]
    gewaehlt: Datenschuld | None
    spaeter: int

    @property
    def gezeigt(self) -> tuple[Datenschuld, ...]:
        return self.alle if self.gewaehlt is None else (self.gewaehlt,)


def render(kontext: Kontext) -> Component:
    """The page, for all or for the Fachbereich in the address."""
    lage = _situation(kontext)
    if not lage.alle:
        return _empty(kontext)
    geschuldet = overdue_first(
        f for schuld in lage.gezeigt if schuld.fachbereich for f in schuld.faelligkeiten
    )
    return html.Div(
        [
            html.H1("Wer schuldet welche Zahl, seit wann?", tabIndex="-1"),
            html.P(marked(_lead(kontext, lage, geschuldet)), className="vorspann"),
            *_later(kontext, lage),
            *beispiel_notice(shown=_is_beispiel(kontext)),
            _filters(kontext, lage),
            *_fachbereiche(kontext, lage),
            *_overdue(kontext, lage, geschuldet),
            *_without(lage),
            html.Section(
                [
                    html.H2("Was ist da, was fehlt?"),
                    legend(),
                    matrix(kontext, lage.gezeigt),
                ],
                className="karte",
            ),
        ],
        className="datenschuld",
    )


def _situation(kontext: Kontext) -> _Lage:
    stand = kontext.stand
    tag = stand.wissensstand
    alle = kontext.daten.kept(stand, ("faelligkeiten",), lambda: faelligkeiten(stand, tag))
    akteur = kontext.zugang.akteur
    gruppen = datenschulden((f for f in alle if f.zeitraum.jahr <= kontext.jahr), akteur.is_zustaendig)
    name = kontext.query.get(FACHBEREICH, "")
    gesucht = fold("" if name == OHNE else name)
    gewaehlt = next((g for g in gruppen if fold(g.fachbereich) == gesucht), None) if name else None
    spaeter = sum(
        f.stand is Faelligkeitsstand.UEBERFAELLIG
        and f.zeitraum.jahr > kontext.jahr
        and (gewaehlt is None or fold(f.fachbereich) == gesucht)
        for f in alle
    )
    return _Lage(gruppen, gewaehlt, spaeter)


def _lead(kontext: Kontext, lage: _Lage, geschuldet: Sequence[Faelligkeit]) -> str:
    """The answer in one or two sentences."""
    stand = f"am {format_date(kontext.stand.wissensstand)}, Zeiträume bis {kontext.jahr}"
    if lage.gewaehlt is not None and not lage.gewaehlt.fachbereich:
        return f"Diese Kennzahlen gehören zu keinem Fachbereich ({stand})."
    wer = lage.gewaehlt.fachbereich if lage.gewaehlt else "Niemand"
    if not geschuldet:
        return f"{wer} schuldet {'keine' if lage.gewaehlt else 'eine'} fällige Zahl ({stand})."
    if lage.gewaehlt is None:
        bereiche = len({fold(f.fachbereich) for f in geschuldet})
        wer = f"{bereiche} Fachbereiche schulden" if bereiche > 1 else f"{geschuldet[0].fachbereich} schuldet"
    else:
        wer += " schuldet"
    zahl = "**eine** fällige Zahl" if len(geschuldet) == 1 else f"**{len(geschuldet)}** fällige Zahlen"
    erste = geschuldet[0]
    was = f"{erste.kennzahl_nr} „{kontext.stand.akten[erste.kennzahl_nr].kennzahl.bezeichnung}“"
    von = f" ({erste.fachbereich})" if lage.gewaehlt is None else ""
    return (
        f"{wer} {zahl} ({stand}). Am längsten fehlt {was} für {format_zeitraum(erste.zeitraum)}{von}: "
        f"seit {format_date(erste.faellig_am)}, also {days(erste.tage)}."
    )


def _later(kontext: Kontext, lage: _Lage) -> list[Component]:
    """What the Berichtsjahr leaves out is said, so that no debt hides behind it."""
    if not lage.spaeter:
        return []
    zahl = (
        "eine weitere überfällige Zahl" if lage.spaeter == 1 else f"{lage.spaeter} weitere überfällige Zahlen"
    )
    jahr = kontext.stand.wissensstand.year
    return [
        html.P(
            [
                f"Nach dem Berichtsjahr {kontext.jahr} gibt es {zahl}. ",
                html.A(
                    f"Bis {jahr} zeigen",
                    href=kontext.link(**{FACHBEREICH: _name(lage.gewaehlt), "jahr": jahr}),
                ),
            ],
            className="hinweis",
        )
    ]


def _is_beispiel(kontext: Kontext) -> bool:
    """Whether anything here is made up: a Fachbereich, or values of a Kennzahl."""
    return any(f.herkunft is Herkunft.BEISPIEL for f in kontext.stand.organisation.values()) or any(
        akte.kennzahl.herkunft is Herkunft.BEISPIEL for akte in kontext.stand.akten.values()
    )


def _name(schuld: Datenschuld | None) -> str | None:
    """A Fachbereich as the address names it."""
    return None if schuld is None else schuld.fachbereich or OHNE


def _filters(kontext: Kontext, lage: _Lage) -> Component:
    def item(text: str, anzahl: int, name: str | None, *, hier: bool) -> Component:
        inhalt: list[str | Component] = [text, html.Span(str(anzahl), className="zahl leise")]
        marke = aria(current="true") if hier else {}
        return html.Li(html.A(inhalt, href=kontext.link(**{FACHBEREICH: name}), className="filter", **marke))

    alle = sum(len(s.ueberfaellig) for s in lage.alle)
    zeilen = [item("alle", alle, None, hier=lage.gewaehlt is None)]
    zeilen += [
        item(
            schuld.fachbereich or "ohne Fachbereich",
            len(schuld.ueberfaellig),
            _name(schuld),
            hier=schuld is lage.gewaehlt,
        )
        for schuld in lage.alle
    ]
    return html.Nav(
        html.Ul([html.Li("Überfällig:", className="leise"), *zeilen], className="filterzeile"),
        **aria(label="Nach Fachbereich filtern"),
    )


def _fachbereiche(kontext: Kontext, lage: _Lage) -> list[Component]:
    return [
        html.Section(
            [
                html.H2("Die Fachbereiche" if lage.gewaehlt is None else "Was war fällig, was kam?"),
                *fachbereich_table(
                    kontext, [s for s in lage.gezeigt if s.fachbereich or lage.gewaehlt], FACHBEREICH
                ),
            ],
            className="karte",
        )
    ]


def _overdue(kontext: Kontext, lage: _Lage, geschuldet: Sequence[Faelligkeit]) -> list[Component]:
    if not geschuldet:
        return []
    is_gekuerzt = lage.gewaehlt is None and kontext.query.get(ZEIGE) != "alle" and len(geschuldet) > AELTESTE
    gezeigt = geschuldet[:AELTESTE] if is_gekuerzt else geschuldet
    mehr: list[Component] = []
    if is_gekuerzt:
        link = kontext.link(**{FACHBEREICH: _name(lage.gewaehlt), ZEIGE: "alle"})
        mehr = [html.P(html.A(f"Alle {len(geschuldet)} überfälligen Zahlen zeigen", href=link))]
    titel = f"Die {AELTESTE} ältesten überfälligen Zahlen" if is_gekuerzt else "Überfällige Zahlen"
    return [
        html.Section(
            [html.H2(titel), *overdue_table(kontext, gezeigt, mit_fachbereich=lage.gewaehlt is None), *mehr],
            className="karte",
        )
    ]


def _without(lage: _Lage) -> list[Component]:
    """Kennzahlen that nobody was made responsible for: no debt of anybody, and a gap all the same."""
    gruppe = next((s for s in lage.gezeigt if not s.fachbereich), None)
    if gruppe is None:
        return []
    nummern = ", ".join(dict.fromkeys(f.kennzahl_nr for f in gruppe.faelligkeiten))
    fehlt = len(gruppe.ueberfaellig)
    zahlen = "Eine ihrer Zahlen fehlt" if fehlt == 1 else f"{fehlt or 'Keine'} ihrer Zahlen fehlen"
    return [
        html.Section(
            [
                html.H2("Kennzahlen ohne Fachbereich"),
                html.P(
                    f"{zahlen}, aber niemand schuldet sie: Zu {nummern} steht in den Stammdaten kein Fachbereich. "
                    f"Bitte tragen Sie ihn im Blatt „Kennzahlen“ in der Spalte{NO_BREAK_SPACE}„Fachbereich“ ein."
                ),
            ],
            className="karte",
        )
    ]


def _empty(kontext: Kontext) -> Component:
    text = (
        "Noch ist keine Zahl zu liefern. Was fällig wird, folgt aus den Kennzahlen der Stammdaten: ihrer Frequenz, "
        "ihrem Basisjahr und ihrer Lieferfrist."
        if not kontext.stand.akten
        else f"Bis {kontext.jahr} ist keine Zahl zu liefern: Alle Kennzahlen beginnen später."
    )
    return html.Div(
        [
            html.H1("Wer schuldet welche Zahl, seit wann?", tabIndex="-1"),
            html.P(text, className="vorspann"),
        ],
        className="schmal",
    )


SEITE = Seite("/datenschuld", "Datenschuld", render, nav="Datenschuld")
