"""Szenariovergleich: two what-ifs of a plan beside it: per Unterziel, per Teilhaushalt, and line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.szenarioform import InvalidSzenarioError
from kek_dashboard.domain.szenariowirkung import Gegenueber, Zeilenvergleich, compare_lines
from kek_dashboard.formats import UNKNOWN, format_number
from kek_dashboard.store.arbeitsstand import Arbeitsstand, UnknownArbeitsstandError
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.euroart import euro_links, read_euro
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.szenario_beruehrt import answer
from kek_dashboard.web.pages.haushalt.szenario_daten import (
    Rechnung,
    compute,
    load_szenario,
    open_szenario,
    register_of,
)
from kek_dashboard.web.pages.haushalt.szenario_geld import goal_name, plain, signed
from kek_dashboard.web.pages.haushalt.szenario_schalter import KEIN_PLAN
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ART_REIHE,
    FASSUNG,
    HAUSHALTSJAHR,
    KEINE_WIRKUNG,
    LISTE,
    banner,
    line_cell,
    one_address,
    plan_text,
    scope_label,
)
from kek_dashboard.web.seite import Kontext, NotFoundError

#: Fields of the address: the ids of the two.
A, B = "a", "b"
#: So many differing lines are listed, the largest differences first.
MOST_ZEILEN = 50
_AUF, _AUS = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN


@dataclass(frozen=True, slots=True, eq=False)
class _Paar:
    """Two Szenarien of one plan, computed."""

    staende: tuple[Arbeitsstand, Arbeitsstand]
    mittel: Mitteleinsatz
    a: Rechnung
    b: Rechnung

    @property
    def plan(self) -> tuple[int, str]:
        """Haushaltsjahr and Fassung."""
        return self.mittel.haushalt.haushaltsjahr, self.mittel.haushalt.fassung

    @property
    def herkunft(self) -> Herkunft:
        """Weakest Herkunft of both."""
        return weakest([self.a.wirkung.herkunft, self.b.wirkung.herkunft])


def render_comparison(kontext: Kontext) -> Component:
    """The comparison; raises ``NotFoundError`` where the two cannot be put side by side."""
    paar = _open(kontext)
    stand_a, stand_b = paar.staende
    art = read_euro(kontext.query)
    return html.Div(
        [
            banner(),
            html.P(
                [html.A("Was wäre wenn", href=_list_link(kontext, stand_a)), " › Vergleich"],
                className="brotkrumen",
            ),
            html.H1("Zwei Szenarien im Vergleich", tabIndex="-1"),
            html.P(
                f"{plan_text(*paar.plan)}, daneben A „{stand_a.name}“ und B „{stand_b.name}“. "
                + KEINE_WIRKUNG,
                className="vorspann",
            ),
            *beispiel_notice(shown=paar.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, paar.mittel.haushalt, wahl=False),
            html.Div(
                [_one(kontext, "A", stand_a, paar.a), _one(kontext, "B", stand_b, paar.b)], className="zwei"
            ),
            _sums_card(paar),
            *(_goals_card(kontext, paar, eine) for eine in (_AUF, _AUS)),
            _parts_card(kontext, paar, art),
            _lines_card(kontext, paar),
        ],
        className="haushalt szenario",
    )


def _open(kontext: Kontext) -> _Paar:
    try:
        offene = [
            open_szenario(kontext, load_szenario(kontext.umgebung.store, kontext.query.get(name, "")))
            for name in (A, B)
        ]
    except (UnknownArbeitsstandError, InvalidSzenarioError) as error:
        raise NotFoundError(str(error)) from None
    a, b = offene
    if a.plan != b.plan:
        raise NotFoundError(
            f"Verglichen werden Szenarien desselben Plans. „{a.stand.name}“ gehört zum {plan_text(*a.plan)}, "
            f"„{b.stand.name}“ zum {plan_text(*b.plan)}."
        )
    if a.mittel is None:
        raise NotFoundError(f"{plan_text(*a.plan)}: {KEIN_PLAN}")
    rechnungen = [compute(kontext, a.mittel, offen.szenario.aenderungen) for offen in offene]
    return _Paar((a.stand, b.stand), a.mittel, rechnungen[0], rechnungen[1])


def _list_link(kontext: Kontext, stand: Arbeitsstand) -> str:
    return kontext.link(LISTE, **{HAUSHALTSJAHR: stand.haushaltsjahr, FASSUNG: stand.fassung})


def _one(kontext: Kontext, wort: str, stand: Arbeitsstand, rechnung: Rechnung) -> Component:
    return html.Section(
        [
            html.H2([f"{wort}: ", html.A(stand.name, href=kontext.link(one_address(stand.id)))]),
            html.P(marked(answer(rechnung.wirkung))),
        ],
        className="karte",
    )


def _table(
    titel: str, kopf: str, zeilen: Sequence[tuple[Inhalt, Gegenueber, Gegenueber]], art: Positionsart
) -> Component:
    """Plan, A and B side by side in one kind of euro."""
    spalten = [
        Spalte(kopf, "was", kopf=True),
        Spalte("Plan", "n", "Plan:"),
        Spalte("A", "n", "A:"),
        Spalte("A − Plan", "n", "A − Plan:"),
        Spalte("B", "n", "B:"),
        Spalte("B − Plan", "n", "B − Plan:"),
        Spalte("B − A", "n", "B − A:"),
    ]
    inhalt: list[list[Inhalt]] = [
        [
            name,
            plain(a.vorher[art]),
            plain(a.nachher[art]),
            signed(a.differenz(art)),
            plain(b.nachher[art]),
            signed(b.differenz(art)),
            signed(b.nachher[art] - a.nachher[art]),
        ]
        for name, a, b in zeilen
    ]
    return tabelle(spalten, inhalt, titel, "geld vergleich")


def _sums_card(paar: _Paar) -> Component:
    """The four sums: each row is a kind of its own."""
    a, b = paar.a.wirkung.summen, paar.b.wirkung.summen
    spalten = [Spalte("Summen in €", "was", kopf=True)]
    spalten += [Spalte(wort, "n", f"{wort}:") for wort in ("Plan", "A", "A − Plan", "B", "B − Plan", "B − A")]
    zeilen: list[list[Inhalt]] = [
        [
            ART_WORT[art],
            plain(a.vorher[art]),
            plain(a.nachher[art]),
            signed(a.differenz(art)),
            plain(b.nachher[art]),
            signed(b.differenz(art)),
            signed(b.nachher[art] - a.nachher[art]),
        ]
        for art in ART_REIHE
    ]
    return html.Section(
        [
            html.H2(["Die vier Summen", *beispiel_tag(paar.herkunft)]),
            tabelle(spalten, zeilen, "Die vier Summen im Vergleich", "szenario-summen vergleich"),
        ],
        className="karte",
    )


def _goals_card(kontext: Kontext, paar: _Paar, art: Positionsart) -> Component:
    a, b = paar.a.wirkung, paar.b.wirkung
    zeilen: list[tuple[Inhalt, Gegenueber, Gegenueber]] = [
        (goal_name(kontext, nr, with_number=True), a.je_unterziel[nr], b.je_unterziel[nr])
        for nr in a.je_unterziel
    ]
    zeilen.append(("nicht zugeordnet", a.nicht_zugeordnet, b.nicht_zugeordnet))
    zeilen.append(("Haushalt gesamt", a.summen, b.summen))
    titel = f"Je Unterziel: {ART_WORT[art]} in €"
    return html.Section(
        [html.H2([titel, *beispiel_tag(paar.herkunft)]), _table(titel, "Unterziel", zeilen, art)],
        className="karte",
    )


def _parts_card(kontext: Kontext, paar: _Paar, art: Positionsart) -> Component:
    register = register_of(kontext.daten, paar.mittel)
    je_a: Mapping[str, Gegenueber] = paar.a.wirkung.je_teilhaushalt
    je_b = paar.b.wirkung.je_teilhaushalt
    zeilen: list[tuple[Inhalt, Gegenueber, Gegenueber]] = [
        (scope_label(register, nr), je_a[nr], je_b[nr]) for nr in je_a
    ]
    zeilen.append(("Haushalt gesamt", paar.a.wirkung.summen, paar.b.wirkung.summen))
    titel = f"Je Teilhaushalt: {ART_WORT[art]} in €"
    rest = {name: kontext.query.get(name) for name in (A, B)}
    return html.Section(
        [
            html.H2([titel, *beispiel_tag(paar.herkunft)], id="teilhaushalte", tabIndex="-1"),
            html.Div(euro_links(kontext, art, **rest), className="wahl"),
            _table(titel, "Teilhaushalt", zeilen, art),
        ],
        className="karte",
    )


def _lines_card(kontext: Kontext, paar: _Paar) -> Component:
    alle = compare_lines(paar.mittel.haushalt, paar.a.lauf.haushalt, paar.b.lauf.haushalt)
    kopf = html.H2(
        [f"Worin sie sich unterscheiden ({format_number(len(alle))} Zeilen)", *beispiel_tag(paar.herkunft)]
    )
    if not alle:
        return html.Section([kopf, html.P("In keiner Zeile: A und B sind dasselbe.")], className="karte")
    spalten = [
        Spalte("Zeile", "was", kopf=True),
        Spalte("Art", "leise"),
        *(Spalte(f"{wort} in €", "n", f"{wort}:") for wort in ("Plan", "A", "B", "B − A")),
    ]
    groesste = nlargest(MOST_ZEILEN, alle, key=lambda v: abs(_apart(v)))
    satz = "Der größte Unterschied zuerst."
    if len(alle) > MOST_ZEILEN:
        satz = f"Gezeigt sind die {MOST_ZEILEN} größten Unterschiede."
    return html.Section(
        [
            kopf,
            html.P(satz, className="leise"),
            tabelle(
                spalten,
                [_line(kontext, v) for v in groesste],
                "Zeilen, die sich unterscheiden",
                "szenario-zeilen",
            ),
        ],
        className="karte",
    )


def _line(kontext: Kontext, v: Zeilenvergleich) -> list[Inhalt]:
    def money(betrag: Decimal | None) -> str:
        return UNKNOWN if betrag is None else plain(betrag)

    return [
        line_cell(v.position),
        ART_WORT[v.position.art],
        linked(kontext, money(v.original.ansatz), v.original.ansatz_fundstelle),
        money(v.a),
        money(v.b),
        signed(_apart(v)),
    ]


def _apart(v: Zeilenvergleich) -> Decimal:
    return (v.b or Decimal(0)) - (v.a or Decimal(0))
