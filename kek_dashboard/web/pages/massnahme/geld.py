"""Geld: what the Haushalt of the year gives to a Maßnahme, in the four kinds, and by which Zuordnungen."""

from __future__ import annotations

from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Bezug, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.massnahmenstand import Massnahmenmittel, massnahmenmittel
from kek_dashboard.formats import format_euro, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext

_ARTEN = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "Investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "Investive Einzahlungen"),
)


def money_section(kontext: Kontext, m: Massnahme) -> Component:
    """The four sums, each leading to its lines, and what they follow from; a sentence where there is nothing."""
    titel = html.H2(f"Was ist {kontext.jahr} dafür vorgesehen?")
    return html.Section([titel, *_content(kontext, m)], className="karte")


def _content(kontext: Kontext, m: Massnahme) -> list[Component]:
    mittel = kontext.mittel
    if mittel is None:
        return [html.P(f"Für {kontext.jahr} liegt kein Haushalt vor.", className="leise")]
    teile = massnahmenmittel(mittel, m.nr)
    if not teile:
        satz = (
            f"Im Haushalt {kontext.jahr} ist dieser Maßnahme keine Zeile zugeordnet. Das geschieht im Haushalt unter "
            "„Zuordnung“ oder mit dem Blatt „Zuordnung Haushalt“ (Spalte „Maßnahme-Nr.“)."
        )
        return [html.P(satz, className="leise")]
    erfunden = any(t.verwendung.herkunft is Herkunft.BEISPIEL for t in teile)
    tag = beispiel_tag(Herkunft.BEISPIEL) if erfunden else []
    summen = [
        html.Div([html.Dt(wort), html.Dd([_sum(kontext, m.nr, art, teile), *tag])]) for art, wort in _ARTEN
    ]
    return [
        html.Dl(summen, className="vier-arten"),
        _rules(kontext, m.nr, teile),
        html.P(
            f"Haushalt {kontext.jahr}, Fassung {mittel.haushalt.fassung}: der Anteil dieser Maßnahme am Ansatz, auf "
            "den Cent. Vier Größen nebeneinander, sie werden nicht zusammengezählt. Ausgegebenes Geld ist kein "
            "Fortschritt.",
            className="leise fussnote",
        ),
    ]


def _sum(
    kontext: Kontext, nr: str, art: Positionsart, teile: tuple[Massnahmenmittel, ...]
) -> str | Component:
    eur = sum((t.eur for t in teile if t.art is art), Decimal("0.00"))
    text = format_euro(eur)
    if not eur:
        return text
    adresse = kontext.link("/haushalt", massnahme=nr, art=art.value) + "#zeilen"
    return html.A(text, href=adresse, className="beleg", **aria(label=f"Die Haushaltszeilen hinter {text}"))


def _rules(kontext: Kontext, nr: str, teile: tuple[Massnahmenmittel, ...]) -> Component:
    """Which Produkte (or Konten) serve it, each with its share and the cell that says so."""
    gefunden = {
        (r.produkt, r.konto): (r, teil.verwendung.zeile.position.produktbezeichnung)
        for teil in teile
        for r in teil.verwendung.regeln
        if r.bezug is Bezug.MASSNAHME and r.bezug_nr == nr
    }
    zeilen = []
    for (produkt, konto), (regel, name) in sorted(gefunden.items(), key=lambda paar: paar[0]):
        wo = f"Produkt {produkt} {name}".strip() + (f", Konto {konto}" if konto else "")
        anteil = linked(kontext, f"{format_number(regel.anteil)} %", regel.fundstelle)
        zeilen.append(html.Li([anteil, f" von {wo}"]))
    return html.Ul(zeilen, className="liste")
