"""Kennzahlen: all of them, also those without data; filtered by Stand and Ausblick through addresses."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.kennzahltabelle import kennzahl_table
from kek_dashboard.web.components.zeichen import beispiel_notice, status_chip, verteilung_bar
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The list, as the address wants it: ``?zeige=auf_kurs`` a Stand, ``?ausblick=zu_langsam`` an Ausblick."""
    alle = list(kontext.stand.akten.values())
    if not alle:
        return _empty()
    stand, ausblick = read_filter(kontext)
    gezeigt = [akte for akte in alle if _fits(kontext, akte, stand, ausblick)]
    staende = in_order(kontext.gesamt.staende())
    beispiel = any(kontext.gesamt.kennzahlen[akte.nr].herkunft is Herkunft.BEISPIEL for akte in gezeigt)
    return html.Div(
        [
            html.H1(_heading(kontext, stand, ausblick, len(gezeigt)), tabIndex="-1"),
            html.P(_lead(kontext, len(alle)), className="vorspann"),
            *beispiel_notice(shown=beispiel),
            verteilung_bar(staende),
            _filters(kontext, len(alle), stand, ausblick),
            html.Section(_table(kontext, gezeigt), className="karte"),
        ]
    )


def read_filter(kontext: Kontext) -> tuple[Stand | None, Ausblick | None]:
    """What the address filters by; words it does not know filter nothing."""
    zeige, ausblick = kontext.query.get("zeige", ""), kontext.query.get("ausblick", "")
    return (
        Stand(zeige) if zeige in set(Stand) else None,
        Ausblick(ausblick) if ausblick in set(Ausblick) else None,
    )


def _fits(kontext: Kontext, akte: Kennzahlakte, stand: Stand | None, ausblick: Ausblick | None) -> bool:
    b = kontext.gesamt.kennzahlen[akte.nr]
    return (stand is None or b.stand is stand) and (ausblick is None or b.ausblick is ausblick)


def _heading(kontext: Kontext, stand: Stand | None, ausblick: Ausblick | None, anzahl: int) -> str:
    if stand is None and ausblick is None:
        return "Was messen wir, und was sagt es?"
    worte = [zeichen_of(stand).wort] if stand is not None else []
    worte += [f"Ausblick {zeichen_of(ausblick).wort}"] if ausblick is not None else []
    wort = "Kennzahl" if anzahl == 1 else "Kennzahlen"
    return f"{anzahl} {wort} {kontext.jahr}: {', '.join(worte)}"


def _lead(kontext: Kontext, alle: int) -> str:
    bewertbar = sum(b.is_assessable for b in kontext.gesamt.kennzahlen.values())
    return f"{bewertbar} von {alle} Kennzahlen sind {kontext.jahr} bewertbar; die übrigen stehen mit ihrem Grund dabei."


def _filters(kontext: Kontext, alle: int, stand: Stand | None, ausblick: Ausblick | None) -> Component:
    def item(inhalt: list[str | Component], anzahl: int, *, gewaehlt: bool, **query: str | None) -> Component:
        hier = aria(current="true") if gewaehlt else {}
        return html.Li(
            html.A(
                [*inhalt, html.Span(str(anzahl), className="zahl leise")],
                href=kontext.link(**query),
                className="filter",
                **hier,
            )
        )

    zeilen = [item(["alle"], alle, gewaehlt=stand is None and ausblick is None)]
    zeilen += [
        item([status_chip(s)], n, gewaehlt=s is stand, zeige=s) for s, n in in_order(kontext.gesamt.staende())
    ]
    weitere = [
        item([status_chip(a)], n, gewaehlt=a is ausblick, ausblick=a) for a, n in kontext.gesamt.ausblicke()
    ]
    return html.Nav(
        [
            html.Ul([html.Li("Stand:", className="leise"), *zeilen], className="filterzeile"),
            html.Ul([html.Li("Ausblick:", className="leise"), *weitere], className="filterzeile"),
        ],
        **aria(label="Kennzahlen filtern"),
    )


def _table(kontext: Kontext, akten: list[Kennzahlakte]) -> Component:
    if not akten:
        return html.P(
            ["Dazu gehört keine Kennzahl. ", html.A("Alle zeigen", href=kontext.link("/kennzahlen"))]
        )
    return kennzahl_table(kontext, akten, "Kennzahlen")


def _empty() -> Component:
    return html.Div(
        [
            html.H1("Noch sind keine Kennzahlen bekannt", tabIndex="-1"),
            html.P(
                "Kennzahlen kommen mit den Stammdaten: eine Arbeitsmappe mit den Blättern „Kennzahlen“, „Zielwerte“ "
                "und „Zuordnung Unterziele“, danach die Lieferungen der Fachbereiche mit den Werten.",
                className="vorspann",
            ),
        ],
        className="schmal",
    )


SEITE = Seite("/kennzahlen", "Kennzahlen", render, nav="Kennzahlen")
