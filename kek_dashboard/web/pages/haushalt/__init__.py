"""Haushalt: what the county's money is for: four sums, euros per Unterziel, and every line with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_euro, format_euro_short, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.auswahl import (
    ART_WORT,
    choose_haushaltsjahr,
    haushalt_link,
    read_filter,
)
from kek_dashboard.web.pages.haushalt.zeilen import zeilen_karte
from kek_dashboard.web.pages.haushalt.ziele import art_link, outside_karte, unterziele_karte
from kek_dashboard.web.seite import Kontext, Seite

_AUF, _ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
_EIN, _AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN

FASSUNG_WORT = {"entwurf": "Entwurf", "beschlossen": "beschlossen"}


def fassung_text(fassung: str) -> str:
    """Name of a Fassung for people.

    >>> fassung_text("nachtrag-2")
    '2. Nachtrag'
    """
    nummer = fassung.removeprefix("nachtrag-")
    return f"{nummer}. Nachtrag" if nummer != fassung else FASSUNG_WORT.get(fassung, fassung)


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    jahr, gefragt = choose_haushaltsjahr(kontext)
    if jahr is None and not gefragt:
        return _empty(kontext)
    fassung = kontext.query.get("fassung") or None
    mittel = None if jahr is None else kontext.daten.mitteleinsatz(kontext.stand, jahr, fassung)
    if jahr is None or mittel is None:
        return _missing(kontext, jahr)
    return html.Div(
        [
            html.H1("Wofür ist das Geld da?", tabIndex="-1"),
            html.P(marked(answer(kontext, mittel)), className="vorspann"),
            *beispiel_notice(shown=mittel.herkunft is Herkunft.BEISPIEL),
            _choice(kontext, mittel),
            _summen(kontext, mittel),
            unterziele_karte(kontext, mittel),
            *outside_karte(kontext, mittel),
            zeilen_karte(kontext, mittel),
        ],
        className="haushalt",
    )


def title(kontext: Kontext) -> str:
    """Names year, search and page of lines, so that the browser's history can be read."""
    jahr, _ = choose_haushaltsjahr(kontext)
    gesucht = read_filter(kontext.query)
    teile = ["Haushalt" if jahr is None else f"Haushalt {jahr}"]
    teile += [f"„{gesucht.suche}“"] if gesucht.suche else []
    teile += [gesucht.ziel] if gesucht.ziel else []
    teile += [f"Seite {gesucht.seite}"] if gesucht.seite > 1 else []
    return ", ".join(teile)


def answer(kontext: Kontext, mittel: Mitteleinsatz) -> str:
    """The one sentence that answers the heading."""
    alle, offen = mittel.summen[_AUF], mittel.nicht_zugeordnet[_AUF]
    jahr = mittel.haushalt.haushaltsjahr
    satz = f"{jahr} sind **{format_euro_short(alle)}** Aufwendungen geplant"
    if not alle:
        return f"Für {jahr} sind keine Aufwendungen geplant."
    if offen == alle:
        return f"{satz}; **keinem Unterziel ist davon Geld zugeordnet**."
    groesstes = max(mittel.je_unterziel, key=lambda nr: mittel.je_unterziel[nr][_AUF])
    name = kontext.stand.ziele[groesstes].kurztitel if groesstes in kontext.stand.ziele else ""
    satz += (
        f". **{format_percent(Fraction(alle - offen) / Fraction(alle), 0)} davon dienen einem Unterziel**, am meisten "
        f"{groesstes} {name} mit {format_euro_short(mittel.je_unterziel[groesstes][_AUF])}"
    )
    return f"{satz}; {format_euro_short(offen)} sind keinem zugeordnet." if offen else f"{satz}."


def _choice(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    haushalt = mittel.haushalt
    zeilen: list[Component] = [_years(kontext, haushalt.haushaltsjahr)]
    if len(haushalt.fassungen) > 1:
        zeilen.append(
            _links(
                "Fassung",
                [
                    (fassung_text(f), haushalt_link(kontext, fassung=f), f == haushalt.fassung)
                    for f in haushalt.fassungen
                ],
            )
        )
    else:
        zeilen.append(html.P([html.Span("Fassung", className="leise"), " ", fassung_text(haushalt.fassung)]))
    return html.Div(zeilen, className="wahl")


def _years(kontext: Kontext, gewaehlt: int | None) -> Component:
    return _links(
        "Haushaltsjahr",
        [
            (
                str(j),
                haushalt_link(kontext, haushaltsjahr=None if j == kontext.jahr else j, fassung=None),
                j == gewaehlt,
            )
            for j in sorted(kontext.stand.haushalte)
        ],
    )


def _links(titel: str, werte: Sequence[tuple[str, str, bool]]) -> Component:
    return html.Nav(
        [
            html.Span(titel, className="leise"),
            *(
                html.A(text, href=adresse, **(aria(current="true") if hier else {}))
                for text, adresse, hier in werte
            ),
        ],
        **aria(label=titel),
    )


def _summen(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """The four sums side by side, each leading to its lines; the difference of two of them in words."""
    return html.Section(
        [
            html.H2("Die vier Summen", className="nur-gelesen"),
            html.Dl(
                [
                    html.Div(
                        [
                            html.Dt(ART_WORT[art]),
                            html.Dd(
                                [
                                    html.Strong(
                                        html.A(
                                            format_euro_short(mittel.summen[art]),
                                            href=art_link(kontext, art),
                                            className="beleg",
                                        )
                                    ),
                                    html.Small(format_euro(mittel.summen[art])),
                                    *beispiel_tag(mittel.herkunft),
                                ]
                            ),
                        ]
                    )
                    for art in (_ERT, _AUF, _EIN, _AUS)
                ],
                className="summen",
            ),
            html.P(
                [
                    *marked(ergebnis_text(mittel.summen)),
                    html.Span(
                        " Die vier Summen stehen nebeneinander; zusammengezählt werden sie nie.",
                        className="leise",
                    ),
                ]
            ),
        ],
        className="karte",
    )


def ergebnis_text(summen: Betraege) -> str:
    """The ordentliches Ergebnis in words."""
    ergebnis = summen[_ERT] - summen[_AUF]
    if not ergebnis:
        return "Erträge und Aufwendungen gleichen sich aus: Das **ordentliche Ergebnis** ist 0,00 €."
    mehr, ueber, wort = (
        ("Erträge", "den Aufwendungen", "Überschuss")
        if ergebnis > 0
        else ("Aufwendungen", "den Erträgen", "Fehlbetrag")
    )
    return (
        f"Die {mehr} liegen um **{format_euro_short(abs(ergebnis))}** über {ueber}: "
        f"Das ordentliche Ergebnis ist ein {wort} von {format_euro(abs(ergebnis))}."
    )


def _missing(kontext: Kontext, jahr: int | None) -> Component:
    """The Haushaltsjahr or Fassung of the address is not there: say which are."""
    gefragt = kontext.query.get("haushaltsjahr", "") if jahr is None else str(jahr)
    fassungen = () if jahr is None else kontext.stand.haushalte.get(jahr, ())
    wunsch = kontext.query.get("fassung", "")
    if fassungen:
        satz = f"Vom Haushalt {gefragt} gibt es die Fassung „{wunsch}“ nicht."
        wege: list[Component] = [
            _links(
                "Fassung", [(fassung_text(f), haushalt_link(kontext, fassung=f), False) for f in fassungen]
            )
        ]
    else:
        satz = f"Für das Haushaltsjahr {gefragt} liegt kein freigegebener Haushalt vor."
        wege = [_years(kontext, None)] if kontext.stand.haushalte else []
    if kontext.wissensstand is not None:
        wege.append(
            html.P(html.A("Mit dem Wissen von heute ansehen", href=haushalt_link(kontext, stand=None)))
        )
    return _notice("Diesen Haushalt gibt es hier nicht", satz, wege, kontext)


def _empty(kontext: Kontext) -> Component:
    satz = (
        "Es ist noch kein Haushaltsplan freigegeben. Ein Haushaltsplan kommt als Arbeitsmappe mit Produkt, Konto und "
        "Ansatz."
    )
    return _notice("Noch ist kein Haushalt bekannt", satz, [], kontext)


def _notice(titel: str, satz: str, wege: list[Component], kontext: Kontext) -> Component:
    return html.Div(
        [
            html.H1(titel, tabIndex="-1"),
            html.P(satz, className="vorspann"),
            html.Div(wege, className="wahl"),
            *(_deliver(kontext) if kontext.zugang.darf(Aktion.LIEFERN_HAUSHALT) else []),
        ],
        className="schmal haushalt",
    )


def _deliver(kontext: Kontext) -> list[Component]:
    weg = html.A("Haushaltsplan liefern", href=kontext.link("/lieferungen"))
    return [html.P([weg, " – er zählt, sobald er freigegeben ist."])]


SEITE = Seite("/haushalt", title, render, nav="Haushalt")
