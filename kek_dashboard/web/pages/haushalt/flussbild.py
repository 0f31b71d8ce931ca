"""Flussbild: what the bands and nodes of the drawing of a Geldfluss are called, say, and lead to."""

from __future__ import annotations

from decimal import Decimal

from kek_dashboard.charts.sankey import Bandform, Knoten
from kek_dashboard.domain.geldfluss import Band, Fluss, Geldfluss, total
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Geldmatrix
from kek_dashboard.formats import format_euro, format_euro_short
from kek_dashboard.web.pages.haushalt.geldfelder import GLIEDERUNG_MEHRZAHL, Worte

# Keys of nodes: no number begins like this.
_BUENDEL = "\N{BULLET}"
_UEBRIGE = "„übrige“"


def source_nodes(matrix: Geldmatrix, worte: Worte, fluss: Geldfluss) -> list[Knoten]:
    """The Posten in their order and, last, the small flows of several together."""
    gebuendelt = fluss.gebuendelt
    knoten = [
        Knoten(
            p.nr,
            worte.posten(p.nr),
            _figure(matrix.je_posten[p.nr].eur, _of(gebuendelt, p.nr), _of(fluss.unter_null, p.nr)),
        )
        for p in matrix.posten
    ]
    if gebuendelt:
        name = f"übrige: kleine Beträge mehrerer {GLIEDERUNG_MEHRZAHL[matrix.gliederung]}"
        knoten.append(Knoten(_BUENDEL, name, format_euro_short(total(gebuendelt)), "buendel"))
    return knoten


def target_nodes(matrix: Geldmatrix, worte: Worte, fluss: Geldfluss) -> list[Knoten]:
    """The goals in their order and, last, what serves none."""
    return [
        Knoten(
            ziel,
            worte.ziel(ziel),
            _figure(
                matrix.je_ziel[ziel].eur,
                Decimal(0),
                total([f for f in fluss.unter_null if f.nach == ziel]),
            ),
            "offen" if ziel == NICHT_ZUGEORDNET else "",
        )
        for ziel in matrix.ziele
    ]


def band_forms(worte: Worte, fluss: Geldfluss) -> list[Bandform]:
    """The bands with their sentence and the address of their lines; a bundle leads to all lines of its goal."""
    return [
        Bandform(
            _BUENDEL if band.von is None else band.von,
            band.nach,
            band.feld.eur,
            _sentence(worte, band),
            worte.link(band.von, band.nach) if band.von is not None else None,
        )
        for band in fluss.baender
    ]


def _sentence(worte: Worte, band: Band) -> str:
    if band.von is not None:
        return worte.title(band.feld, band.von, band.nach)
    teile = "; ".join(f"{worte.posten(f.von)} {format_euro(f.feld.eur)}" for f in band.fluesse)
    return f"Übrige → {worte.ziel(band.nach)}: {format_euro(band.feld.eur)} ({teile})"


def _of(fluesse: tuple[Fluss, ...], nr: str) -> Decimal:
    return total([f for f in fluesse if f.von == nr])


def _figure(ganz: Decimal, gebuendelt: Decimal, unter_null: Decimal) -> str:
    """The whole amount of a node, and the parts of it that do not leave it as bands of its own."""
    teile = [format_euro_short(ganz)]
    if gebuendelt:
        teile.append(f"davon {format_euro_short(gebuendelt)} bei {_UEBRIGE}")
    if unter_null:
        teile.append(f"darin {format_euro_short(unter_null)} ohne Band")
    return ", ".join(teile)
