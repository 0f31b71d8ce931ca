"""Haushaltsbaum: figures that unfold down to the Konto: from a goal to its lines, from a Teilhaushalt to goals.

Each step is a native disclosure whose inside is asked for when it is opened (``assets/haushalt_teile.js``);
what the address names as open is drawn with the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.einwohner import euro_je_einwohner
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.haushaltsbaum import (
    OHNE_ZIEL,
    Ast,
    Blatt,
    Pfad,
    Stufe,
    below,
    branches,
    leaves,
    sum_by_art,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.domain.produktrahmen import kontengruppe
from kek_dashboard.formats import format_euro, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import OHNE, lines_link, lines_text
from kek_dashboard.web.pages.haushalt.einwohner import einwohner_im
from kek_dashboard.web.pages.haushalt.euroart import REIHENFOLGE
from kek_dashboard.web.pages.haushalt.teile import teil_link
from kek_dashboard.web.pages.haushalt.zeilentafel import goals_of
from kek_dashboard.web.seite import Kontext

#: The word for this part of the page, and the fields that say which branch.
BAUM: Final = "baum"
WURZEL, PFAD = "wurzel", "pfad"
#: The field of the page's address that names the branch that is open.
AUF: Final = "auf"
#: The root of the tree of the whole Haushalt; every other root is a goal.
ALLE: Final = "alle"
#: So many lines of one Produkt are drawn; the list has all of them.
MOST_LINES = 200

_OHNE = {stufe: f"ohne {stufe.value}" for stufe in Stufe}


@dataclass(frozen=True, slots=True)
class Baum:
    """One tree of a Haushalt as it is drawn for an address: of a goal, or of the whole."""

    kontext: Kontext
    mittel: Mitteleinsatz
    wurzel: str
    beispiel_tags: bool

    @property
    def blaetter(self) -> tuple[Blatt, ...]:
        """Its leaves, gathered once."""
        ziel = "" if self.wurzel == ALLE else self.wurzel
        return self.kontext.daten.derived(
            self.mittel, ("haushaltsbaum", self.wurzel), lambda: leaves(self.mittel, ziel)
        )

    @property
    def is_known(self) -> bool:
        """Whether there is such a root: the whole, a goal, or no goal."""
        return self.wurzel in {ALLE, OHNE_ZIEL} or self.wurzel in self.mittel.je_unterziel

    @property
    def jahr(self) -> int:
        """Its Haushaltsjahr."""
        return self.mittel.haushalt.haushaltsjahr

    def disclosure(self, klasse: str, summary: Component, pfad: Pfad) -> Component:
        """What unfolds to the inside of a branch; drawn open where the address says so."""
        weg = branch_key(self.wurzel, pfad)
        offen = _is_on_the_way(weg, self.kontext.query.get(AUF, ""))
        adresse: dict[str, Any] = {
            "data-teil": teil_link(self.kontext, BAUM, **{WURZEL: self.wurzel, PFAD: path_text(pfad)}),
            "data-auf": weg,
        }
        if offen:
            adresse |= {"open": True, "data-geholt": "ja"}
        return html.Details(
            [summary, html.Div(self.inside(pfad) if offen else None)], className=klasse, **adresse
        )

    def inside(self, pfad: Pfad) -> list[Component]:
        """The branches below a path, or the lines where it ends."""
        aeste = self._branches(pfad)
        if aeste:
            oben = [] if pfad or self.wurzel == ALLE else [self._two_lines()]
            oben += [] if pfad else [_column_heads()]
            return [*oben, html.Ul([html.Li(self._branch(ast)) for ast in aeste], className="aeste")]
        zeilen = below(self.blaetter, pfad)
        if not zeilen:
            return [html.P("Hier steht keine Zeile.", className="leise")]
        teile: list[Component] = [
            html.Ul([html.Li(self._leaf(b)) for b in zeilen[:MOST_LINES]], className="aeste")
        ]
        if len(zeilen) > MOST_LINES:
            teile.append(html.P(html.A(f"Alle {lines_text(len(zeilen))} zeigen", href=self._lines(pfad))))
        return teile

    def _branches(self, pfad: Pfad) -> tuple[Ast, ...]:
        if pfad:
            return branches(self.blaetter, pfad, self.jahr)
        # The first step is on the page itself, and sums up every line.
        return self.kontext.daten.derived(
            self.mittel, ("haushaltsbaum-oben", self.wurzel), lambda: branches(self.blaetter, (), self.jahr)
        )

    def _branch(self, ast: Ast) -> Component:
        nummer: list[str | Component] = [html.Small(ast.schluessel), " "] if ast.schluessel else []
        name = ast.name or ("" if ast.schluessel else _OHNE[ast.stufe])
        summary = html.Summary(
            [
                html.Span(
                    [
                        *nummer,
                        name or ast.stufe.value,
                        html.Small(lines_text(len(ast.blaetter)), className="wieviele"),
                    ],
                    className="name",
                ),
                *_amounts(ast.summen),
            ]
        )
        return self.disclosure("ast", summary, ast.pfad)

    def _leaf(self, blatt: Blatt) -> Component:
        zeile = blatt.verwendung.zeile
        position = zeile.position
        s = position.schluessel
        gruppe = kontengruppe(s.konto, position.art, self.jahr)[1]
        nummern = (s.konto or "ohne Konto", gruppe, f"Investition {s.investition}" if s.investition else "")
        ganz = blatt.eur == zeile.ansatz
        eur = format_number(blatt.eur, 2)
        zahl: list[str | Component] = [linked(self.kontext, eur, zeile.ansatz_fundstelle) if ganz else eur]
        zahl += beispiel_tag(blatt.verwendung.herkunft) if self.beispiel_tags else []
        name: list[str | Component] = [
            position.bezeichnung or s.konto or "ohne Bezeichnung",
            html.Small(" · ".join(teil for teil in nummern if teil)),
        ]
        if self.wurzel == ALLE:
            name.append(html.Span(goals_of(self.kontext, blatt.verwendung), className="dient"))
        elif not ganz and zeile.ansatz is not None:
            ansatz = linked(self.kontext, format_euro(zeile.ansatz), zeile.ansatz_fundstelle)
            name.append(html.Small(["Teil des Ansatzes von ", ansatz]))
        return html.Div([html.Span(name, className="name"), *_row({position.art: zahl})], className="blatt")

    def _two_lines(self) -> Component:
        """What is spent on the goal: always two amounts, each for itself and per inhabitant."""
        summen = sum_by_art(self.blaetter)
        koepfe = einwohner_im(self.kontext, self.jahr)
        punkte: list[Component] = []
        for art in (Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN):
            je_kopf = euro_je_einwohner(summen[art], koepfe)
            kopf = [] if je_kopf is None else [html.Small(f" {format_euro(je_kopf)} je Einwohner")]
            punkte.append(html.Div([html.Dt(ART_WORT[art]), html.Dd([format_euro(summen[art]), *kopf])]))
        alle = html.A(f"{lines_text(len(self.blaetter))} in der Liste zeigen", href=self._lines(()))
        return html.Div([html.Dl(punkte), html.P(alle)], className="zwei-zeilen")

    def _lines(self, pfad: Pfad) -> str:
        """The lines of a branch in the list below."""
        filter_: dict[str, str] = {} if self.wurzel == ALLE else {"ziel": self.wurzel}
        namen = ("teilhaushalt", "produkt", "produkt", "produkt")
        filter_ |= {name: teil or OHNE for name, teil in zip(namen, pfad, strict=False)}
        return lines_link(self.kontext, **filter_)


def _amounts(summen: Betraege) -> list[Component]:
    """The four kinds beside each other, each told by its name to who cannot see the column."""
    return _row({art: [format_number(eur, 2)] for art, eur in summen.items() if eur})


def baum_karte(kontext: Kontext, mittel: Mitteleinsatz, *, beispiel_tags: bool) -> Component:
    """The other direction: from the Teilhaushalte down to each line and the goals it serves."""
    baum = Baum(kontext, mittel, ALLE, beispiel_tags)
    return html.Section(
        [
            html.H2(
                [
                    "Teilhaushalte bis zum Konto, in €",
                    *([] if beispiel_tags else beispiel_tag(Herkunft.BEISPIEL)),
                    html.Small(
                        "Jede Stufe ergibt die über ihr auf den Cent; jede Zeile nennt die Ziele, denen sie dient."
                    ),
                ]
            ),
            *baum.inside(()),
        ],
        className="karte baum",
    )


def _row(werte: dict[Positionsart, list[str | Component]]) -> list[Component]:
    zellen: list[Component] = []
    for art in REIHENFOLGE:
        if art in werte:
            wort = html.Span(f"{ART_WORT[art]} ", className="wort")
            zellen.append(html.Span([wort, *werte[art]], className="n"))
        else:
            zellen.append(html.Span(className="n leer"))
    return zellen


def _column_heads() -> Component:
    """What stands over the four columns; every figure says it for itself too."""
    return html.Div(
        [html.Span("", className="name"), *(html.Span(ART_WORT[art], className="n") for art in REIHENFOLGE)],
        className="baumkopf",
        **aria(hidden="true"),
    )


def branch_key(wurzel: str, pfad: Pfad) -> str:
    """How the address names a branch.

    >>> branch_key("1.2", ("03", "", "a/b"))
    '1.2/03//a%2Fb'
    """
    return _quoted(wurzel) + path_text(pfad)


def path_text(pfad: Pfad) -> str:
    """A path as an address has it; each key, an empty one too, follows its stroke."""
    return "".join(f"/{_quoted(teil)}" for teil in pfad)


def read_path(text: str) -> Pfad:
    """The path of a branch in an address; empty for the root.

    >>> read_path("/03//a%2Fb"), read_path("/"), read_path("")
    (('03', '', 'a/b'), ('',), ())
    """
    return tuple(map(unquote, text.split("/")[1:]))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _is_on_the_way(weg: str, offen: str) -> bool:
    """Whether a branch must be open for the one that is named to be seen."""
    return bool(offen) and (weg == offen or offen.startswith(weg + "/"))
