"""Zeilenherkunft: where a line of the Haushalt stood, and its amounts as series, never two Wertarten in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Betrag, Positionsschluessel, Wertart
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Verwendung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date, format_euro
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.seite import Kontext

#: The word for this part of the page, and the field that names the line.
HERKUNFT: Final = "herkunft"
ZEILE: Final = "zeile"

#: Each Wertart has a series of its own, in this order: what was planned, what is expected, what came of it.
WERTART_WORT = {
    Wertart.ANSATZ: "Ansatz",
    Wertart.ANSATZ_MIT_RESTEN: "Ansatz mit Haushaltsresten",
    Wertart.NACHTRAG: "Nachtrag (mehr oder weniger)",
    Wertart.NEUER_ANSATZ: "Neuer Ansatz",
    Wertart.FORTGESCHRIEBEN: "Fortgeschriebener Ansatz",
    Wertart.FORTGESCHRIEBEN_MIT_RESTEN: "Fortgeschriebener Ansatz mit Haushaltsresten",
    Wertart.PLANUNG: "Planung",
    Wertart.BUCHUNGSSTAND: "Buchungsstand",
    Wertart.PROGNOSE: "Prognose zum Jahresende",
    Wertart.VORLAEUFIGES_ERGEBNIS: "Vorläufiges Ergebnis",
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.IST: "Ist",
}


def line_key(schluessel: Positionsschluessel) -> str:
    """The key of a line as an address names it.

    >>> line_key(Positionsschluessel("03", "", "365100", "43/1", "", 2))
    '03//365100/43%2F1//2'
    """
    s = schluessel
    return "/".join(
        quote(str(t), safe="") for t in (s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition, s.lfd)
    )


def find_line(mittel: Mitteleinsatz, text: str) -> Verwendung | None:
    """The line of a key; ``None`` where this Haushalt has none such."""
    teile = [unquote(teil) for teil in text.split("/")]
    for verwendung in mittel.verwendungen:
        s = verwendung.zeile.position.schluessel
        if [s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition, str(s.lfd)] == teile:
            return verwendung
    return None


def herkunft_part(kontext: Kontext, verwendung: Verwendung) -> list[Component]:
    """The cell of the Ansatz, what stood there, and the line's amounts by Wertart."""
    zeile = verwendung.zeile
    stelle = zeile.ansatz_fundstelle if zeile.ansatz_fundstelle.zelle else zeile.position.fundstelle
    je_art: dict[Wertart, list[Betrag]] = {}
    for betrag in zeile.position.betraege:
        je_art.setdefault(betrag.wertart, []).append(betrag)
    reihen = [
        html.Li([f"{wort}: ", *_series(kontext, je_art[art])])
        for art, wort in WERTART_WORT.items()
        if art in je_art
    ]
    return [html.P(_place(kontext, stelle)), html.Ul(reihen)]


def _series(kontext: Kontext, betraege: Iterable[Betrag]) -> list[str | Component]:
    teile: list[str | Component] = []
    for b in sorted(betraege, key=lambda b: (b.jahr, str(b.stichtag or ""))):
        am = f" (Stichtag {format_date(b.stichtag)})" if b.stichtag else ""
        teile.append(f"{'; ' if teile else ''}{b.jahr}{am} {format_euro(b.eur)}")
        if b.fundstelle.zelle:
            teile += [" (", linked(kontext, f"Zelle {b.fundstelle.zelle}", b.fundstelle), ")"]
    return teile


def _place(kontext: Kontext, stelle: Fundstelle) -> list[str | Component]:
    """File, sheet and cell of a figure, and what stood there."""
    teile: list[str | Component] = []
    if stelle.lieferung:
        lieferung = kontext.stand.lieferungen.get(stelle.lieferung)
        name = f"Lieferung {stelle.lieferung}" if lieferung is None else lieferung.dateiname
        offen = kontext.zugang.darf(Aktion.LIEFERUNGEN_SEHEN)
        teile.append(html.A(name, href=kontext.link(f"/lieferung/{stelle.lieferung}")) if offen else name)
    if stelle.blatt:
        zelle = f" · Zelle {stelle.zelle}" if stelle.zelle else ""
        teile += [" · " if teile else "", linked(kontext, f"Blatt „{stelle.blatt}“{zelle}", stelle)]
    if stelle.roh:
        teile.append(f"; dort stand „{stelle.roh}“")
    return teile or ["Ohne Fundstelle."]
