"""Fassungen: what was laid down when, by which Beschluss and why; each change leads to its cell.

Who delivered and released it stands in the Zellenpass of the cell: pages that show versions are kept for many
readers, so they name nobody.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.ursachenworte import cause_text
from kek_dashboard.domain.fassungen import Fassung
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import draw_fundstelle
from kek_dashboard.web.components.zeichen import beispiel_tag, marked
from kek_dashboard.web.seite import Kontext


def fassungen_karte(kontext: Kontext, fassungen: tuple[Fassung, ...]) -> list[Component]:
    """Every released version as a folded card; nothing where there is none."""
    if not fassungen:
        return []
    return [
        html.Section(
            faltung(
                [html.H2("Fassungen: Was wurde wann festgelegt?")],
                [
                    html.P(marked(_answer(fassungen))),
                    html.Ol([_one(kontext, fassung) for fassung in fassungen], className="festlegungen"),
                ],
            ),
            className="karte",
            id="fassungen",
        )
    ]


def _answer(fassungen: tuple[Fassung, ...]) -> str:
    neueste = format_date(fassungen[0].lieferung.freigegeben_am)
    if len(fassungen) == 1:
        return f"**Unverändert** seit dem {neueste}."
    wort = "einmal" if len(fassungen) == 2 else f"{len(fassungen) - 1}-mal"  # noqa: PLR2004 - the first is no change
    return f"Seit der ersten Fassung **{wort} geändert**, zuletzt am {neueste}."


def _one(kontext: Kontext, fassung: Fassung) -> Component:
    """The day of its release, Beschluss and reason, and each thing it changed with its cell."""
    beschluss = fassung.beschluss or "ohne Angabe eines Beschlusses"
    return html.Li(
        [
            html.P(
                [
                    html.Strong(format_date(fassung.lieferung.freigegeben_am), className="zahl"),
                    " (rückwirkend)" if fassung.lieferung.rueckwirkend else "",
                    f" · {beschluss}",
                    *([f" · {fassung.grund}"] if fassung.grund else []),
                ]
            ),
            html.Ul(
                [
                    html.Li(
                        [
                            *marked(cause_text(kontext.stand, ursache, with_name=False)),
                            *beispiel_tag(ursache.satz.herkunft),
                            " ",
                            html.Small(draw_fundstelle(kontext, ursache.fundstelle)),
                        ]
                    )
                    for ursache in fassung.ursachen
                ]
            ),
        ]
    )
