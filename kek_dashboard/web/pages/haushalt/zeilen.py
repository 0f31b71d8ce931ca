"""Haushaltszeilen: the lines of a Haushalt, found by word, Teilhaushalt and goal, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import VIER_ARTEN, Betrag, Positionsart, Wertart
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import UNKNOWN, format_euro, format_euro_short, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import (
    ART_WORT,
    JE_SEITE,
    OHNE_ZIEL,
    Filter,
    Fund,
    Zeilenverzeichnis,
    find_zeilen,
    haushalt_link,
    make_verzeichnis,
    read_filter,
)
from kek_dashboard.web.seite import Kontext

ANKER = "zeilen"

WERTART_WORT = {
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.IST: "Ist",
    Wertart.ANSATZ: "Ansatz",
    Wertart.NACHTRAG: "Nachtrag (mehr oder weniger)",
    Wertart.NEUER_ANSATZ: "Neuer Ansatz",
    Wertart.PLANUNG: "Planung",
}


def zeilen_karte(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """Filter, sums of what was found, one page of lines, and the way to the next."""
    haushalt = mittel.haushalt
    verzeichnis = kontext.daten.kept(
        kontext.stand,
        ("haushaltszeilen", haushalt.haushaltsjahr, haushalt.fassung),
        lambda: make_verzeichnis(mittel),
    )
    gesucht = read_filter(kontext.query)
    # Where everything is Beispiel, the heading says it once; else each figure says it for itself.
    alles_beispiel = all(v.herkunft is Herkunft.BEISPIEL for v in mittel.verwendungen)
    fund = find_zeilen(verzeichnis, gesucht)
    inhalt: list[Component] = [
        html.H2(
            ["Die einzelnen Zeilen", *(beispiel_tag(Herkunft.BEISPIEL) if alles_beispiel else [])],
            id=ANKER,
            tabIndex="-1",
        ),
        _form(kontext, verzeichnis, gesucht),
        html.P(_count_text(fund, len(verzeichnis.zeilen), gesucht), role="status", className="fund"),
    ]
    if not fund.anzahl:
        inhalt.append(
            html.P(
                [
                    "Zu dieser Auswahl gibt es keine Zeile. Ein kürzeres Suchwort oder ",
                    html.A("alle Zeilen", href=_all_link(kontext)),
                    " helfen weiter.",
                ]
            )
        )
    else:
        inhalt.append(_table(kontext, fund, haushalt.haushaltsjahr, beispiel_tags=not alles_beispiel))
    return html.Section([*inhalt, *_pages(kontext, fund)], className="karte haushalt-zeilen")


def _all_link(kontext: Kontext) -> str:
    return haushalt_link(kontext, suche=None, teilhaushalt=None, ziel=None, art=None) + f"#{ANKER}"


def _form(kontext: Kontext, verzeichnis: Zeilenverzeichnis, gesucht: Filter) -> Component:
    """Native fields that make an address; works by keyboard alone."""
    behalten = {
        name: kontext.query[name] for name in ("haushaltsjahr", "fassung", "genau") if name in kontext.query
    }
    behalten |= {"jahr": str(kontext.jahr)}
    if kontext.wissensstand is not None:
        behalten["stand"] = kontext.wissensstand.isoformat()
    ziele = [(OHNE_ZIEL, "nicht zugeordnet")]
    ziele += [(z.nr, f"{z.nr} {z.kurztitel}") for z in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    teilhaushalte = [(nr, f"{nr} {name}".strip()) for nr, name in verzeichnis.teilhaushalte]
    arten = {v.zeile.position.art for v, _ in verzeichnis.zeilen}
    suche = Eingabe("search", "suche", gesucht.suche, id="suche", placeholder="Produkt, Konto, Wort …")
    felder = [
        _field("suche", "Suche", suche),
        _field("teilhaushalt", "Teilhaushalt", _select("teilhaushalt", teilhaushalte, gesucht.teilhaushalt)),
        _field("ziel", "Dient", _select("ziel", ziele, gesucht.ziel)),
        _field(
            "art",
            "Art",
            _select("art", [(a.value, ART_WORT[a]) for a in Positionsart if a in arten], gesucht.art),
        ),
        html.Button("Zeigen", type="submit", className="knopf"),
    ]
    if gesucht.is_set:
        felder.append(html.A("Alle zeigen", href=_all_link(kontext), className="knopf"))
    return html.Form(
        [*(Eingabe("hidden", name, wert) for name, wert in sorted(behalten.items())), *felder],
        method="get",
        action="/haushalt",
        role="search",
        className="felder",
        **aria(label="Zeilen des Haushalts"),
    )


def _field(name: str, titel: str, eingabe: Component) -> Component:
    return html.Div([html.Label(titel, htmlFor=name), eingabe], className="feld")


def _select(name: str, werte: Iterable[tuple[str, str]], gewaehlt: str) -> Component:
    """Native choice; something chosen that is no longer offered stays visible."""
    angebot = [("", "alle"), *werte]
    if gewaehlt not in {wert for wert, _ in angebot}:
        angebot.append((gewaehlt, gewaehlt))
    return html.Select(
        [html.Option(text, value=wert, selected=wert == gewaehlt) for wert, text in angebot],
        id=name,
        name=name,
    )


def _count_text(fund: Fund, alle: int, gesucht: Filter) -> list[str | Component]:
    worte = "Zeile" if fund.anzahl == 1 else "Zeilen"
    teile: list[str | Component] = [html.Strong(f"{format_number(fund.anzahl)} {worte}")]
    if gesucht.is_set:
        teile.append(f" von {format_number(alle)}")
    summen = _sums_text(fund.summen)
    if gesucht.is_set and summen:
        teile.append(f": {summen}")
    if fund.davon and fund.anzahl:
        wofuer = "nicht zugeordnet" if gesucht.ziel == OHNE_ZIEL else f"für {gesucht.ziel}"
        teile.append(f". Davon {wofuer}: {_sums_text(fund.davon) or format_euro(0)}")
    return teile


def _sums_text(summen: Betraege) -> str:
    """Sums by kind side by side, those that are there."""
    return ", ".join(f"{ART_WORT[art]} {format_euro_short(summen[art])}" for art in VIER_ARTEN if summen[art])


def _table(kontext: Kontext, fund: Fund, jahr: int, *, beispiel_tags: bool) -> Component:
    spalten = [
        Spalte("Produkt", "was", kopf=True),
        Spalte("Konto", "konto"),
        Spalte("Art", "art leise"),
        Spalte(f"Ansatz {jahr} in €", "n ansatz", "Ansatz in €:"),
        Spalte("dient", "dient"),
    ]
    zeilen = [_row(kontext, v, beispiel_tags=beispiel_tags) for v in fund.zeilen]
    return tabelle(spalten, zeilen, f"Zeilen des Haushalts {jahr}", "zeilen")


def _row(kontext: Kontext, verwendung: Verwendung, *, beispiel_tags: bool) -> list[Inhalt]:
    position, ansatz = verwendung.zeile.position, verwendung.zeile.ansatz
    s = position.schluessel
    tag = beispiel_tag(verwendung.herkunft) if beispiel_tags else []
    wo = [s.produkt] if position.produktbezeichnung else []
    wo.append(
        f"Teilhaushalt {s.teilhaushalt} {position.teilhaushaltbezeichnung}".strip() if s.teilhaushalt else ""
    )
    wo.append(f"Amt {s.amt}" if s.amt else "")
    return [
        [
            position.produktbezeichnung or s.produkt or "ohne Produkt",
            html.Small(" · ".join(t for t in wo if t)),
        ],
        [_konto(verwendung), _origin(kontext, verwendung)],
        ART_WORT[position.art],
        [
            UNKNOWN
            if ansatz is None
            else linked(kontext, format_number(ansatz, 2), verwendung.zeile.ansatz_fundstelle),
            *tag,
        ],
        _serves(kontext, verwendung),
    ]


def _konto(verwendung: Verwendung) -> Component:
    position = verwendung.zeile.position
    s = position.schluessel
    nummern = [s.konto, f"Investition {s.investition}" if s.investition else ""]
    nummern.append(f"{s.lfd}. Zeile dieses Schlüssels" if s.lfd > 1 else "")
    nummer = " · ".join(teil for teil in nummern if teil)
    if not position.bezeichnung:
        return html.Span(nummer or "ohne Konto")
    return html.Span([position.bezeichnung, html.Small(nummer)])


def _origin(kontext: Kontext, verwendung: Verwendung) -> Component:
    """One key away: the cell of the Ansatz, what stood there, and the line's other amounts by Wertart."""
    zeile = verwendung.zeile
    stelle = zeile.ansatz_fundstelle if zeile.ansatz_fundstelle.zelle else zeile.position.fundstelle
    je_art: dict[Wertart, list[Betrag]] = {}
    for betrag in zeile.position.betraege:
        je_art.setdefault(betrag.wertart, []).append(betrag)
    reihen = [
        html.Li([f"{WERTART_WORT[art]}: ", *_series(kontext, je_art[art])])
        for art in WERTART_WORT
        if art in je_art
    ]
    return html.Details(
        [html.Summary("Herkunft und Reihe"), html.P(_place(kontext, stelle)), html.Ul(reihen)]
    )


@lru_cache(maxsize=20_000)
def _euro(betrag: Decimal) -> str:
    """``format_euro``, kept: the same few thousand amounts are written again for each page of lines."""
    return format_euro(betrag)


def _series(kontext: Kontext, betraege: Iterable[Betrag]) -> list[str | Component]:
    teile: list[str | Component] = []
    for b in sorted(betraege, key=lambda b: b.jahr):
        teile.append(f"{'; ' if teile else ''}{b.jahr} {_euro(b.eur)}")
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


def _serves(kontext: Kontext, verwendung: Verwendung) -> Inhalt:
    art, ansatz = verwendung.zeile.position.art, verwendung.zeile.ansatz
    if art not in VIER_ARTEN:
        return html.Span("außerhalb der Summen", className="leise")
    if ansatz is None:
        return html.Span("kein Ansatz in diesem Jahr", className="leise")
    teile: list[str | Component] = [
        html.A([html.Strong(nr), f" {_euro(eur)}"], href=kontext.link_ziel(nr), className="marke-ziel",
               title=kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else "")
        for nr, eur in verwendung.je_unterziel
    ]  # fmt: skip
    if verwendung.rest or not teile:
        offen = "nicht zugeordnet" + (f" {_euro(verwendung.rest)}" if teile else "")
        teile.append(html.Span(offen, className="marke-ziel offen"))
    return [*teile, *_rules(kontext, verwendung)]


def _rules(kontext: Kontext, verwendung: Verwendung) -> list[Component]:
    """The Kennzahlen and Maßnahmen through which the line serves its goals."""
    wege: list[str | Component] = []
    for nr in verwendung.kennzahlen:
        akte = kontext.stand.akten.get(nr)
        name = f"Kennzahl {nr}" + ("" if akte is None else f" {akte.kennzahl.bezeichnung}")
        wege += [", " if wege else "über ", html.A(name, href=kontext.link_kennzahl(nr))]
    for nr in verwendung.massnahmen:
        massnahme = kontext.stand.massnahmen.get(nr)
        name = f"Maßnahme {nr}" + ("" if massnahme is None else f" {massnahme.bezeichnung}")
        wege.append((", " if wege else "über ") + name)
    return [html.Small(wege)] if wege else []


def _pages(kontext: Kontext, fund: Fund) -> list[Component]:
    if fund.seiten == 1:
        return []

    def step(seite: int, text: str) -> Component:
        if not 1 <= seite <= fund.seiten:
            return html.Span(text, className="knopf aus", **aria(hidden="true"))
        return html.A(text, href=haushalt_link(kontext, seite=seite) + f"#{ANKER}", className="knopf")

    von = (fund.seite - 1) * JE_SEITE + 1
    bis = von + len(fund.zeilen) - 1
    wo = f"Zeilen {von} bis {bis} von {format_number(fund.anzahl)} · Seite {fund.seite} von {fund.seiten}"
    return [
        html.Nav(
            [
                step(fund.seite - 1, "‹ Vorige Zeilen"),
                html.Span(wo),
                step(fund.seite + 1, "Nächste Zeilen ›"),
            ],
            className="blaettern",
            **aria(label="Seiten der Zeilen"),
        )
    ]
