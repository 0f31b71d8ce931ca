"""Geldtabelle: the heat table of a Geldmatrix: Posten by goal, each figure in its field, sums on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.hitzefeld import step_of
from kek_dashboard.domain.geldmatrix import (
    NICHT_ZUGEORDNET,
    Feld,
    Geldmatrix,
    Gliederung,
    Posten,
    add_fields,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielgliederung import top_number
from kek_dashboard.formats import format_euro, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.euroart import NACH_ALLER
from kek_dashboard.web.pages.haushalt.geldfelder import GLIEDERUNG_WORT, OFFEN_WORT, Worte, share
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.seite import Kontext

# One for all empty fields: there are many, and they are all the same.
_LEER = html.Td(html.Span("kein Geld", className="nur-gelesen"), className="leer")


def geldtabelle(
    kontext: Kontext,
    matrix: Geldmatrix,
    worte: Worte,
    zeilen: tuple[Sequence[Posten], Sequence[Posten]],
    grenzen: Sequence[Decimal],
    titel: str,
    *,
    tags: bool,
) -> Component:
    """The table in a frame that scrolls by itself; ``zeilen`` are the Posten shown and those added up in one row.

    ``tags`` puts the Beispiel label to each figure, where not all of them are made up.
    """
    tabelle = _Tabelle(kontext, matrix, worte, grenzen, tags)
    gezeigt, uebrige = zeilen
    return html.Div(
        html.Table(
            [
                html.Caption(titel, className="nur-gelesen"),
                tabelle.head(),
                html.Tbody([*(tabelle.row(p) for p in gezeigt), *tabelle.others(uebrige)]),
                html.Tfoot(tabelle.sums()),
            ],
            className="tabelle geldmatrix" + (" genau" if kontext.query.get("genau") == "ja" else ""),
        ),
        className="geldmatrix-rahmen",
        tabIndex="0",
        role="region",
        **aria(label=titel),
    )


class _Tabelle:
    """Makes the rows of one table."""

    def __init__(
        self,
        kontext: Kontext,
        matrix: Geldmatrix,
        worte: Worte,
        grenzen: Sequence[Decimal],
        tags: bool,  # noqa: FBT001
    ) -> None:
        self._kontext = kontext
        self._matrix = matrix
        self._worte = worte
        self._grenzen = grenzen
        self._tags = tags
        self._label: dict[str, dict[str, Any]] = {ziel: {"data-l": worte.ziel(ziel)} for ziel in matrix.ziele}
        self._alle: dict[str, Any] = {"data-l": "Summe"}

    def head(self) -> Component:
        """Two rows: the Oberziele, and below them their Unterziele."""
        matrix = self._matrix
        oben: list[Component] = [
            html.Th(GLIEDERUNG_WORT[matrix.gliederung], scope="col", rowSpan=2, className="was")
        ]
        unten: list[Component] = []
        for ober, gruppe in groupby(matrix.ziele[:-1], key=partial(top_number, self._kontext.stand)):
            ziele = list(gruppe)
            if ziele == [ober]:
                oben.append(self._goal_head(ober, rowSpan=2))
                continue
            oben.append(
                html.Th(self._worte.ziel(ober), scope="colgroup", colSpan=len(ziele), className="ober")
            )
            unten += [self._goal_head(nr) for nr in ziele]
        oben.append(html.Th(OFFEN_WORT, scope="col", rowSpan=2, className="n offen"))
        oben.append(html.Th("Summe", scope="col", rowSpan=2, className="n summe"))
        return html.Thead([html.Tr(oben), html.Tr(unten)])

    def _goal_head(self, nr: str, **weit: Any) -> html.Th:  # noqa: ANN401 - an attribute of the cell
        """Number and name of an Unterziel; in a flat list both rows are its own."""
        link = html.A(
            [html.Strong(nr), " ", html.Span(self._worte.ziel_name(nr))],
            href=self._kontext.link_ziel(nr),
            title=self._worte.ziel(nr),
        )
        return html.Th(link, scope="col", className="ziel", **weit)

    def row(self, posten: Posten) -> Component:
        """One Posten: its fields and its sum."""
        matrix, worte = self._matrix, self._worte
        summe = matrix.je_posten[posten.nr]
        zellen: list[Component] = [html.Th(self._heading(posten), scope="row", className="was")]
        for ziel, feld in zip(matrix.ziele, matrix.row(posten), strict=True):
            if feld is None:
                zellen.append(_LEER)
                continue
            inhalt = worte.linked(feld, posten.nr, ziel, worte.title(feld, posten.nr, ziel))
            zellen.append(
                html.Td(self._tagged(inhalt, feld), className=self._class(feld, ziel), **self._label[ziel])
            )
        anteil = f"{worte.posten(posten.nr)}: {format_euro(summe.eur)}, {share(summe.eur, matrix.summe.eur)} der Summe"
        inhalt = worte.linked(summe, posten.nr, None, anteil)
        zellen.append(html.Td(self._tagged(inhalt, summe), className="n summe", **self._alle))
        return html.Tr(zellen)

    def others(self, posten: Sequence[Posten]) -> list[Component]:
        """The Posten that have no row of their own, in one."""
        if not posten:
            return []
        felder = self._matrix.row(*posten)
        summe = add_fields(feld for feld in felder if feld is not None)
        name = f"{format_number(len(posten))} übrige"
        zellen: list[Component] = [html.Th(name, scope="row", className="was")]
        zellen += [
            _LEER if feld is None else html.Td(self._plain(feld), className="n", **self._label[ziel])
            for ziel, feld in zip(self._matrix.ziele, felder, strict=True)
        ]
        return [
            html.Tr(
                [*zellen, html.Td(self._plain(summe), className="n summe", **self._alle)], className="uebrige"
            )
        ]

    def sums(self) -> Component:
        """The last row: each goal's sum with its share, and the whole."""
        matrix, worte = self._matrix, self._worte
        alle = matrix.summe
        zellen: list[Component] = [html.Th("Summe", scope="row", className="was")]
        for ziel in matrix.ziele:
            feld, anteil = matrix.je_ziel[ziel], share(matrix.je_ziel[ziel].eur, alle.eur)
            was = f"{worte.ziel(ziel)}: {format_euro(feld.eur)}, {anteil} aller {NACH_ALLER[matrix.art]}"
            inhalt = [self._sum_link(feld, ziel, was), html.Small(anteil)]
            zellen.append(
                html.Td(self._tagged(inhalt, feld), className="n offen" if ziel == NICHT_ZUGEORDNET else "n",
                        **self._label[ziel])
            )  # fmt: skip
        inhalt = [self._sum_link(alle, None, format_euro(alle.eur)), html.Small(share(alle.eur, alle.eur))]
        zellen.append(html.Td(self._tagged(inhalt, alle), className="n summe", **self._alle))
        return html.Tr(zellen)

    def _heading(self, posten: Posten) -> list[str | Component] | Component:
        name = self._worte.posten_name(posten.nr)
        inhalt: list[str | Component] = (
            [html.Span(posten.nr, className="nr"), " ", name] if posten.nr not in {"", name} else [name]
        )
        if self._matrix.gliederung is Gliederung.PRODUKTBEREICH and posten.nr:
            tiefer = page_link(
                self._kontext, spalten="produkt", bereich=posten.nr, euro=self._kontext.query.get("euro"),
                genau=self._kontext.query.get("genau"),
            )  # fmt: skip
            return html.A(inhalt, href=tiefer, title=f"Die Produkte von {name}")
        return inhalt

    def _sum_link(self, feld: Feld, ziel: str | None, was: str) -> Component:
        """The whole of a goal has lines to show only where the table is not narrowed to a part."""
        if self._kontext.query.get("bereich"):
            return self._plain(feld, was)
        return self._worte.linked(feld, None, ziel, was)

    def _plain(self, feld: Feld, was: str = "") -> Component:
        return html.Span(self._worte.text(feld.eur), title=was or format_euro(feld.eur))

    def _tagged(self, inhalt: Any, feld: Feld) -> Any:  # noqa: ANN401 - what a cell may hold
        if not self._tags or feld.herkunft is not Herkunft.BEISPIEL:
            return inhalt
        return [*(inhalt if isinstance(inhalt, list) else [inhalt]), *beispiel_tag(feld.herkunft)]

    def _class(self, feld: Feld, ziel: str) -> str:
        stufe = f"hitze{step_of(feld.eur, self._grenzen)}" if feld.eur >= 0 else "minus"
        return f"n {stufe} offen" if ziel == NICHT_ZUGEORDNET else f"n {stufe}"
