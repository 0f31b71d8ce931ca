"""Tabelle: a table that becomes a list with the same content on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import Inhalt


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column: heading, what stands before the value on a phone, and its CSS class.

    ``n`` in ``klasse`` sets figures under each other. ``kopf`` makes the cell the row's heading.
    ``sortiert``: what ``aria-sort`` says where the rows stand in the order of this column.
    """

    titel: Inhalt
    klasse: str = ""
    schmal: str = ""
    kopf: bool = False
    sortiert: str = ""


def tabelle(
    spalten: Sequence[Spalte],
    zeilen: Sequence[Sequence[Inhalt]],
    titel: str,
    klasse: str = "",
    darunter: Sequence[Component | None] = (),
) -> html.Table:
    """Semantic table; ``titel`` is read to those who do not see the heading above it.

    ``darunter`` gives a row a second one of its own, over all columns: what unfolds from it.
    """
    kopf = html.Tr([_heading(spalte) for spalte in spalten])
    koerper: list[Component] = []
    for zeile, tiefer in zip_longest(zeilen, darunter):
        koerper.append(html.Tr(_cells(spalten, zeile)))
        if tiefer is not None:
            koerper.append(html.Tr(html.Td(tiefer, colSpan=len(spalten)), className="tiefer"))
    return html.Table(
        [
            html.Caption(titel, className="nur-gelesen"),
            html.Thead(kopf),
            html.Tbody(koerper),
        ],
        className=f"tabelle {klasse}".strip(),
    )


def _heading(spalte: Spalte) -> Component:
    sortiert = aria(sort=spalte.sortiert) if spalte.sortiert else {}
    return html.Th(spalte.titel, scope="col", className=spalte.klasse, **sortiert)


def _cells(spalten: Sequence[Spalte], zeile: Sequence[Inhalt]) -> list[Component]:
    zellen: list[Component] = []
    for spalte, inhalt in zip(spalten, zeile, strict=True):
        if spalte.kopf:
            zellen.append(html.Th(inhalt, scope="row", className=spalte.klasse))
        else:
            label: dict[str, Any] = {"data-l": spalte.schmal} if spalte.schmal else {}
            zellen.append(html.Td(inhalt, className=spalte.klasse, **label))
    return zellen
