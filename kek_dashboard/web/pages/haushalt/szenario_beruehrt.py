"""Szenario berührt: in one sentence and two tables what the changed lines touch; no effect is ever claimed."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import Zeichen
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.szenariowirkung import BeruehrteKennzahl, Weg, Wirkung
from kek_dashboard.formats import UNKNOWN, format_date, format_euro_short, format_value
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, status_chip
from kek_dashboard.web.pages.haushalt.szenario_worte import ART_REIHE, KEINE_WIRKUNG, art_in_satz
from kek_dashboard.web.seite import Kontext

KENNZAHLEN, MASSNAHMEN = "kennzahlen", "massnahmen"
#: Beside the word for a Kennzahl that is behind already: a flag in the colour of „hinter Plan“.
ZURUECK = Zeichen("liegt schon zurück", "heavy", "M8 4.2v4.6M8 11.4v.1")
_WEG_WORT = {
    Weg.ZUORDNUNG: "Zeilen sind ihr zugeordnet",
    Weg.PRODUKT: "das Produkt nennt sie",
}
_NICHTS = "Noch ist nichts geändert: Das Szenario ist der Plan."


def answer(wirkt: Wirkung) -> str:
    """What is changed and touched, in one sentence with ``**strong**`` parts."""
    if not wirkt.zeilen:
        return _NICHTS
    weniger, mehr = [], []
    for art in ART_REIHE:
        plus, minus = wirkt.bewegt.get(art, (0, 0))
        if minus:
            weniger.append(f"**{format_euro_short(minus)} {art_in_satz(art)}**")
        if plus:
            mehr.append(f"**{format_euro_short(plus)} {art_in_satz(art)}**")
    teile = [f"gekürzt werden {_and(weniger)}"] if weniger else []
    teile += [f"dazu kommen {_and(mehr)}"] if mehr else []
    satz = "; ".join([*teile, _touched(wirkt)])
    return satz[0].upper() + satz[1:] + "."


def _touched(wirkt: Wirkung) -> str:
    zahlen = (
        (len(wirkt.unterziele), "Unterziel", "Unterziele"),
        (len(wirkt.massnahmen), "Maßnahme", "Maßnahmen"),
        (len(wirkt.kennzahlen), "Kennzahl", "Kennzahlen"),
    )
    if not any(zahl for zahl, _, _ in zahlen):
        return "berührt ist kein Unterziel, keine Maßnahme und keine Kennzahl"
    satz = "berührt sind " + ", ".join(
        f"**{zahl} {ein if zahl == 1 else viele}**" for zahl, ein, viele in zahlen
    )
    hinten = len(wirkt.zurueck)
    if not wirkt.kennzahlen:
        return satz
    if not hinten:
        return f"{satz}, davon liegt keine schon zurück"
    return f"{satz}, davon {'liegt' if hinten == 1 else 'liegen'} **{hinten} schon zurück**"


def massnahmen_card(kontext: Kontext, wirkt: Wirkung) -> Component:
    """The Maßnahmen that changed lines are mapped to."""
    if not wirkt.massnahmen:
        return _empty("Maßnahmen", MASSNAHMEN, "Keine geänderte Zeile ist einer Maßnahme zugeordnet.")
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Maßnahme", "was", kopf=True),
        Spalte("Unterziel", "", "Unterziel:"),
        Spalte("Status", "", "Status:"),
        Spalte("Fortschritt", "n", "Fortschritt:"),
        Spalte("Ende", "n", "Ende:"),
    ]
    return html.Section(
        [
            html.H2(f"Maßnahmen ({len(wirkt.massnahmen)})", id=MASSNAHMEN, tabIndex="-1"),
            tabelle(
                spalten,
                [_massnahme(kontext, nr) for nr in wirkt.massnahmen],
                "Berührte Maßnahmen",
                "szenario-massnahmen",
            ),
        ],
        className="karte",
    )


def _massnahme(kontext: Kontext, nr: str) -> list[Inhalt]:
    m = kontext.stand.massnahmen.get(nr)
    if m is None:
        return [nr, "in den Stammdaten unbekannt", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    return [
        nr,
        [m.bezeichnung, *beispiel_tag(m.herkunft), html.Small(m.fachbereich)],
        html.A(m.unterziel, href=kontext.link_ziel(m.unterziel)),
        m.status or UNKNOWN,
        format_value(m.fortschritt, "%"),
        format_date(m.ende),
    ]


def kennzahlen_card(kontext: Kontext, wirkt: Wirkung) -> Component:
    """The touched Kennzahlen as they stand today, those that lag already first."""
    if not wirkt.kennzahlen:
        return _empty("Kennzahlen", KENNZAHLEN, "Keine Kennzahl ist berührt.")
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Kennzahl", "was", kopf=True),
        Spalte("Berührt, weil", "leise"),
        Spalte("Schon jetzt", "status"),
        Spalte(f"Stand und Ausblick {kontext.jahr}", "status"),
    ]
    return html.Section(
        [
            html.H2(f"Kennzahlen ({len(wirkt.kennzahlen)})", id=KENNZAHLEN, tabIndex="-1"),
            html.P(
                [
                    html.Strong(KEINE_WIRKUNG),
                    (
                        " Stand und Ausblick sind die von heute und bleiben, wie sie sind; als zurückliegend gilt, was "
                        "hinter Plan oder in falscher Richtung ist oder beim bisherigen Tempo zu langsam wäre."
                    ),
                ]
            ),
            tabelle(
                spalten,
                [_kennzahl(kontext, k) for k in wirkt.kennzahlen],
                "Berührte Kennzahlen",
                "szenario-kennzahlen",
            ),
        ],
        className="karte",
    )


def _kennzahl(kontext: Kontext, k: BeruehrteKennzahl) -> list[Inhalt]:
    akte = kontext.stand.akten.get(k.nr)
    gruende = [_WEG_WORT[weg] for weg in k.wege if weg in _WEG_WORT]
    if Weg.UNTERZIEL in k.wege:
        gruende.append(f"sie misst Unterziel {_and(k.unterziele)}")
    name: Inhalt = "in den Stammdaten unbekannt"
    if akte is not None:
        name = [
            html.A(akte.kennzahl.bezeichnung, href=kontext.link_kennzahl(k.nr)),
            *beispiel_tag(None if k.bewertung is None else k.bewertung.herkunft),
            html.Small(werteform(akte).einheit),
        ]
    chips: Inhalt = UNKNOWN
    if k.bewertung is not None:
        chips = [status_chip(k.bewertung.stand)]
        if k.bewertung.is_assessable:
            chips.append(status_chip(k.bewertung.ausblick))
    return [k.nr, name, "; ".join(gruende), zurueck_chip() if k.liegt_zurueck else None, chips]


def zurueck_chip(anzahl: int | None = None) -> Component:
    """Symbol and word of a Kennzahl that lags already, or of so many."""
    wort = ZURUECK.wort if anzahl is None else f"{anzahl} {'liegt' if anzahl == 1 else 'liegen'} schon zurück"
    return html.Span([Svg(ZURUECK.draw()), html.Span(wort)], className=f"chip k-{ZURUECK.farbe}")


def _empty(titel: str, anker: str, satz: str) -> Component:
    return html.Section(
        [html.H2(titel, id=anker, tabIndex="-1"), html.P(satz, className="leise")], className="karte"
    )


def _and(worte: Sequence[str]) -> str:
    """Words as a sentence joins them.

    >>> _and(["a", "b", "c"])
    'a, b und c'
    """
    return " und ".join(filter(None, [", ".join(worte[:-1]), *worte[-1:]]))
