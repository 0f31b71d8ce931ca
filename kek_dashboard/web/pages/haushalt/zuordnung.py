"""Zuordnung: the page on which lines and Produkte of a Haushalt are mapped to what they serve, as a draft."""

from __future__ import annotations

from decimal import Decimal

from dash import Dash, html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zuordnungsentwurf import Zuordnungsentwurf
from kek_dashboard.domain.zuordnungskopie import earlier_year
from kek_dashboard.formats import format_euro_short, format_number
from kek_dashboard.store.zuordnungsgeschichte import load_waiting
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe, Tag
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.haushalt.auswahl import choose_haushaltsjahr
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf, page_link
from kek_dashboard.web.pages.haushalt.zuordnung_arbeit import Arbeit
from kek_dashboard.web.pages.haushalt.zuordnung_blick import PFAD, Blick, data
from kek_dashboard.web.pages.haushalt.zuordnung_tafel import VORJAHR, entwurf_karte, tat_button, wahl_karte
from kek_dashboard.web.pages.haushalt.zuordnung_wege import (
    FORTSCHREIBUNG,
    ORT,
    open_blick,
    register_wege,
)
from kek_dashboard.web.pages.haushalt.zuordnung_zeilen import draw_rows
from kek_dashboard.web.seite import Kontext, Seite, Umgebung

#: What narrows the list from the start: words, Teilhaushalt, „offen“ or „neu“.
EIGENE = ("suche", "teilhaushalt", "nur")
_AUF = Positionsart.AUFWENDUNGEN


def render(kontext: Kontext) -> Component:
    """The page; readers see the same list without anything to change."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    blick = open_blick(kontext.umgebung, Blick(kontext, mittel, Arbeit(Zuordnungsentwurf(0))))
    inhalt: list[Component] = [_list(blick)]
    if blick.darf:
        inhalt.append(html.Button("Zum Ziel", type="button", className="zum-ziel", hidden=True))
        inhalt.append(
            html.Aside(
                [wahl_karte(blick), html.Div(entwurf_karte(blick), id="zuordnung-entwurf")],
                **aria(label="Zuordnen und Entwurf"),
            )
        )
    return html.Div(
        [
            html.H1("Welchem Ziel dient welches Geld?", tabIndex="-1"),
            html.P(marked(answer(blick)), className="vorspann"),
            *beispiel_notice(shown=mittel.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, mittel.haushalt, behalten=EIGENE),
            *render_meldung(kontext),
            *_waiting(blick),
            _ways(blick),
            html.Form(
                [*_place(blick), *inhalt],
                method="post",
                action=f"{PFAD}/aendern",
                className="geldziele" if blick.darf else "geldziele nur-lesen",
                **data(zuordnung=_query(blick)),
            ),
        ],
        className="haushalt",
    )


def title(kontext: Kontext) -> str:
    """Names the Haushaltsjahr."""
    jahr, _ = choose_haushaltsjahr(kontext)
    return "Zuordnung" if jahr is None else f"Zuordnung {jahr}"


def answer(blick: Blick) -> str:
    """The one sentence that answers the heading, of what is released."""
    produkte = blick.liste[0]
    ohne = [p for p in produkte if not blick.vorher.get(p.produkt)]
    if not produkte:
        return f"Die Zeilen des Haushalts {blick.jahr} nennen keine Produkte; zuordnen lässt sich so nichts."
    if not ohne:
        return f"{blick.jahr} hat **jedes der {format_number(len(produkte))} Produkte** eine Zuordnung."
    geld = sum((p.betraege[_AUF] for p in ohne), Decimal("0.00"))
    return (
        f"{blick.jahr} haben **{format_number(len(ohne))} von {format_number(len(produkte))} Produkten keine "
        f"Zuordnung**; ihre Aufwendungen von {format_euro_short(geld)} dienen damit keinem Ziel."
    )


def _place(blick: Blick) -> list[Component]:
    k = blick.kontext
    werte = {
        **k.ort,
        "haushaltsjahr": str(blick.jahr),
        "fassung": k.query.get("fassung", ""),
    }
    felder: list[Component] = [Eingabe("hidden", name, werte.get(name, "")) for name in ORT]
    return [*felder, Eingabe("hidden", FORTSCHREIBUNG, str(blick.arbeit.fortschreibung))]


def _query(blick: Blick) -> str:
    """What the browser asks for Konten with."""
    return page_link(blick.kontext, PFAD, haushaltsjahr=blick.jahr).partition("?")[2]


def _waiting(blick: Blick) -> list[Component]:
    """Lieferungen with a mapping of this year that wait: what is drafted on top does not know them yet."""
    store = blick.kontext.umgebung.store
    if store is None or not blick.darf:
        return []
    return [
        html.P(
            [
                "Eine Zuordnung für dieses Jahr wartet auf Freigabe: ",
                html.A(
                    f"Lieferung {lieferung.nr} „{lieferung.dateiname}“ von {lieferung.absender or 'unbekannt'}",
                    href=blick.kontext.link(f"/lieferung/{lieferung.nr}"),
                ),
                ". Was sie ändert, ist hier noch nicht zu sehen.",
            ],
            className="hinweis",
        )
        for lieferung in load_waiting(store, blick.jahr)
    ]


def _ways(blick: Blick) -> Component:
    """Whole years at once: from the year before, and through Excel both ways."""
    wege: list[Component] = []
    aus = earlier_year(blick.kontext.stand, blick.jahr) if blick.darf else None
    if aus is not None:
        wege.append(tat_button(f"Zuordnung aus {aus} übernehmen", VORJAHR))
    wege.append(
        html.A(
            "Als Excel-Mappe herunterladen",
            href=f"{PFAD}/mappe?{_query(blick)}",
            className="knopf",
            download="",
            **data(laden="ja"),
        )
    )
    if blick.darf:
        wege.append(
            html.A("Ausgefüllte Mappe abgeben", href=blick.kontext.link("/lieferungen"), className="knopf")
        )
    return html.Div(wege, className="knopfzeile zuordnung-wege")


def _list(blick: Blick) -> Component:
    ohne = blick.liste[1]
    return html.Section(
        [
            html.H2(
                ["Produkte und ihre Konten", *beispiel_tag(Herkunft.BEISPIEL if blick.all_beispiel else None)]
            ),
            _filter(blick),
            _table(blick),
            *(
                [html.P(f"{ohne} Zeilen ohne Produkt lassen sich nicht zuordnen.", className="leise")]
                if ohne
                else []
            ),
        ],
        className="karte zuordnung-liste",
    )


def _filter(blick: Blick) -> Component:
    """Narrows the list in the browser; none of these fields is sent."""
    q = blick.kontext.query
    teile = {p.teilhaushalt: p.teilhaushaltbezeichnung for p in blick.liste[0] if p.teilhaushalt}
    optionen = [html.Option("alle", value="")]
    optionen += [
        html.Option(
            f"{nr} {name}".strip(),
            value=nr,
            **({"selected": "selected"} if nr == q.get("teilhaushalt") else {}),  # type: ignore[arg-type]
        )
        for nr, name in teile.items()
    ]
    nur = [("offen", "nur ohne Zuordnung")] + ([("neu", "nur im Entwurf geändert")] if blick.darf else [])
    return html.Div(
        [
            html.Div(
                [
                    html.Label("Suche", htmlFor="zuordnung-suche"),
                    Eingabe("search", "", q.get("suche", ""), id="zuordnung-suche",
                            placeholder="Produkt, Konto, Teilhaushalt"),
                ],
                className="feld",
            ),
            html.Div(
                [html.Label("Teilhaushalt", htmlFor="zuordnung-teil"), html.Select(optionen, id="zuordnung-teil")],
                className="feld",
            ),
            *(
                html.Div(
                    [
                        Eingabe("checkbox", "", wert, id=f"zuordnung-nur-{wert}",
                                attribute={"checked": True} if q.get("nur") == wert else {}),
                        html.Label(wort, htmlFor=f"zuordnung-nur-{wert}"),
                    ],
                    className="nur-haken",
                )
                for wert, wort in nur
            ),
            html.P("", role="status", id="zuordnung-zahl", className="leise"),
        ],
        className="felder zuordnung-filter",
    )  # fmt: skip


def _table(blick: Blick) -> Component:
    koepfe = [
        html.Th("Produkt", scope="col", className="was"),
        html.Th("Aufwendungen", scope="col", className="n"),
        html.Th("Erträge", scope="col", className="n"),
        html.Th(["Investive", html.Br(), "Auszahlungen"], scope="col", className="n"),
        html.Th("Dient", scope="col", className="dient"),
        html.Th("Rest", scope="col", className="n rest"),
    ]
    if blick.darf:
        alle = Eingabe("checkbox", "", "", id="zuordnung-alle", label="Alle gezeigten Produkte wählen")
        koepfe.insert(0, html.Th(alle, scope="col", className="wahl-feld"))
    return html.Table(
        [
            html.Caption(
                f"Produkte des Haushalts {blick.jahr} und was sie bewirken", className="nur-gelesen"
            ),
            html.Thead(html.Tr(koepfe)),
            Tag("tbody", {}, draw_rows(blick)),
        ],
        className="tabelle zuordnungen",
    )


def _register(app: Dash, umgebung: Umgebung) -> None:
    register_wege(app, umgebung)


SEITE = Seite(PFAD, title, render, bereich="/haushalt", register=_register)
