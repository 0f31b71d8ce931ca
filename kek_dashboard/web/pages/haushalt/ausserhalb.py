"""Außerhalb: what a Haushalt holds beside the four sums, each kind under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt, Positionsart
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.formats import format_euro
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import lines_link, lines_text
from kek_dashboard.web.pages.haushalt.zeilensuche import open_verzeichnis
from kek_dashboard.web.seite import Kontext

_INTERN = (Positionsart.INTERNE_ERTRAEGE, Positionsart.INTERNE_AUFWENDUNGEN)


def outside_karte(kontext: Kontext, mittel: Mitteleinsatz) -> list[Component]:
    """Kinds that no sum and no goal contains; nothing where there are none."""
    summen = kontext.daten.derived(mittel, ("ausserhalb",), lambda: outside_sums(mittel.haushalt))
    if not summen:
        return []
    herkunft = open_verzeichnis(kontext, mittel).herkunft
    return [
        html.Section(
            [
                html.H2(["Außerhalb dieser Summen", *beispiel_tag(herkunft)]),
                html.P(
                    "Interne Verrechnungen, Finanzierung und was den Ergebnishaushalt nur wiederholt, zählt in keiner "
                    "der vier Summen und für kein Ziel.",
                    className="leise",
                ),
                html.Ul(
                    [
                        html.Li(
                            [
                                html.A(_word(art), href=lines_link(kontext, art=art.value)),
                                html.Span(lines_text(zahl), className="leise"),
                                html.Span(format_euro(summe), className="zahl"),
                            ]
                        )
                        for art, (zahl, summe) in summen.items()
                    ],
                    className="ausserhalb",
                ),
                *_interne(summen),
            ],
            className="karte",
        )
    ]


def outside_sums(haushalt: Haushalt) -> Mapping[Positionsart, tuple[int, Decimal]]:
    """Number of lines and sum of their Ansätze for each kind outside the four, in the order of the kinds."""
    gefunden: dict[Positionsart, tuple[int, Decimal]] = {}
    for zeile in haushalt.zeilen:
        art = zeile.position.art
        if art not in VIER_ARTEN:
            zahl, summe = gefunden.get(art, (0, Decimal("0.00")))
            gefunden[art] = zahl + 1, summe + (zeile.ansatz or Decimal(0))
    return {art: gefunden[art] for art in Positionsart if art in gefunden}


def _word(art: Positionsart) -> str:
    ein_und_aus = art is Positionsart.HAUSHALTSUNWIRKSAM
    return ART_WORT[art] + (" (ein und aus)" if ein_und_aus else "")


def _interne(summen: Mapping[Positionsart, tuple[int, Decimal]]) -> list[Component]:
    """Whether what one part of the house charges is what another pays."""
    ertraege, aufwendungen = (summen.get(art, (0, Decimal("0.00")))[1] for art in _INTERN)
    if not ertraege and not aufwendungen:
        return []
    if ertraege == aufwendungen:
        return [html.P("Interne Leistungsbeziehungen gleichen sich aus: Σ Konten 38 = Σ Konten 48.")]
    return [
        html.P(
            [
                html.Strong(
                    f"Σ Konten 38 und Σ Konten 48 weichen um {format_euro(abs(ertraege - aufwendungen))} ab. "
                ),
                "Über das ganze Haus müssten sich interne Leistungsbeziehungen ausgleichen.",
            ]
        )
    ]
