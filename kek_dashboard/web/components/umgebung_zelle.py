"""Umgebung einer Zelle: a cell framed among its neighbours, as a real table with row numbers and column letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname
from kek_dashboard.web.components.aria import aria

#: So many rows above and below, so many columns to each side.
NACHBARZEILEN = NACHBARSPALTEN = 3

_ADRESSE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_FEHLER_WORT = {"formel_ohne_ergebnis": "Formel ohne Ergebnis"}
_LONGEST = 120
_TIME = re.compile(r"(?:\d{1,2}[./])?(?:19|20)\d\d", re.ASCII)
_YEARS = range(1990, 2101)  # a column may be headed by its year


def read_adresse(text: str) -> tuple[int, int] | None:
    """Row and column of a cell's address, counted from 1; ``None`` where it is none.

    >>> read_adresse("E7"), read_adresse("AA10"), read_adresse("7E")
    ((7, 5), (10, 27), None)
    """
    treffer = _ADRESSE.fullmatch(text)
    if treffer is None:
        return None
    spalte = 0
    for buchstabe in treffer[1]:
        spalte = spalte * 26 + ord(buchstabe) - ord("A") + 1
    return int(treffer[2]), spalte


def draw_neighbourhood(
    blatt: Blatt,
    zelle: str,
    *,
    zeilen: int = NACHBARZEILEN,
    spalten: int = NACHBARSPALTEN,
    titel: str = "",
) -> Component:
    """The cell with ``zeilen`` rows above and below, ``spalten`` columns to each side, and the table's header row.

    The cell is marked by a frame, a sign and a word for those who do not see either. What stands there
    is shown as the reader of the file saw it, cut where it is long. An address that is none (a row as
    ``7``, the whole sheet) gives a sentence instead of a table.
    """
    ort = read_adresse(zelle)
    if ort is None:
        return html.P(f"„{zelle}“ ist keine Zelle, deren Umgebung sich zeigen ließe.", className="leise")
    zeile, spalte = ort
    breite = range(max(1, spalte - spalten), spalte + spalten + 1)
    hoehe = range(max(1, zeile - zeilen), zeile + zeilen + 1)
    kopf = find_header_row(blatt, zeile, spalte)
    nummern = [nr for nr in hoehe if nr <= zeile or any(blatt.zeilen.get(n) for n in range(nr, hoehe.stop))]
    rumpf = [_row(blatt, nr, breite, ort, is_kopf=nr == kopf) for nr in nummern]
    if kopf is not None and kopf < hoehe.start:
        luecke = [] if kopf + 1 == hoehe.start else [_gap(breite, spalte)]
        rumpf = [_row(blatt, kopf, breite, ort, is_kopf=True), *luecke, *rumpf]
    name = titel or f"Blatt „{blatt.name}“ um die Zelle {zelle}"
    buchstaben = [
        html.Th(spaltenname(nr), scope="col", className="hier" if nr == spalte else _far(nr, spalte))
        for nr in breite
    ]
    tabelle = html.Table(
        [
            html.Caption(name, className="nur-gelesen"),
            html.Thead(
                html.Tr([html.Th(html.Span("Zeile", className="nur-gelesen"), scope="col"), *buchstaben])
            ),
            html.Tbody(rumpf),
        ],
        className="umgebung",
    )
    return html.Div(tabelle, className="umgebung-rahmen", tabIndex="0", role="region", **aria(label=name))


def find_header_row(blatt: Blatt, zeile: int, spalte: int) -> int | None:
    """The row that heads the table in which a cell stands; ``None`` where none above it looks like one.

    A header is a row with at least two filled cells, one of them over this cell, that are all words,
    years or days. Of the rows down to this cell without a gap the first such row counts, else one further up.
    """
    gefunden: int | None = None
    vorige = zeile
    for nummer in sorted((nr for nr in blatt.zeilen if nr < zeile), reverse=True):
        inhalt = [z for z in blatt.zeilen[nummer].values() if z.roh.strip()]
        if len(inhalt) <= 1:
            continue
        if gefunden is not None and nummer < vorige - 1:
            break
        vorige = nummer
        if _shown(blatt, nummer, spalte) is not None and all(map(_is_heading, inhalt)):
            gefunden = nummer
    return gefunden


def _is_heading(zelle: Zelle) -> bool:
    """Whether a cell may head a column: a word, a year, a month or a day."""
    if isinstance(zelle.wert, date):
        return True
    if isinstance(zelle.wert, Decimal):
        return zelle.wert in _YEARS
    text = zelle.roh.strip()
    return any(z.isalpha() for z in text) or _TIME.fullmatch(text) is not None


def _row(
    blatt: Blatt, nummer: int, breite: Iterable[int], ort: tuple[int, int], *, is_kopf: bool
) -> Component:
    zellen = [
        _cell(_shown(blatt, nummer, nr), _far(nr, ort[1]), is_hier=(nummer, nr) == ort) for nr in breite
    ]
    klasse = " ".join(_row_classes(nummer, ort, is_kopf=is_kopf))
    return html.Tr([html.Th(str(nummer), scope="row"), *zellen], className=klasse or None)


def _row_classes(nummer: int, ort: tuple[int, int], *, is_kopf: bool) -> Iterator[str]:
    if is_kopf:
        yield "kopfzeile"
    if nummer == ort[0]:
        yield "hier"


def _shown(blatt: Blatt, zeile: int, spalte: int) -> Zelle | None:
    """The cell at a place; for one that a merge covers, the merge's first cell."""
    zelle = blatt.zelle(zeile, spalte)
    if zelle is None and blatt.verbunden is not None and (zeile, spalte) in blatt.verbunden:
        return blatt.zelle(*blatt.verbunden[zeile, spalte])
    return zelle


def _far(spalte: int, mitte: int) -> str:
    """Class of a column that a narrow screen leaves out, so that the cell itself is in sight."""
    return "fern" if abs(spalte - mitte) > 1 else ""


def _cell(zelle: Zelle | None, klasse: str, *, is_hier: bool) -> Component:
    text = "" if zelle is None else _text(zelle)
    if zelle is not None and isinstance(zelle.wert, Decimal):
        klasse = f"{klasse} n".strip()
    if not is_hier:
        return html.Td(text, className=klasse)
    marke = html.Span("▸", className="marke-zelle", **aria(hidden="true"))
    wort = html.Span("diese Zelle: ", className="nur-gelesen")
    return html.Td(
        [marke, wort, text or "(leer)"], className=f"{klasse} diese".strip(), **aria(current="true")
    )


def _text(zelle: Zelle) -> str:
    text = zelle.roh or _FEHLER_WORT.get(zelle.fehler, zelle.fehler)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _gap(breite: Iterable[int], mitte: int) -> Component:
    zeichen = [
        html.Span("⋮", **aria(hidden="true")),
        html.Span("ausgelassene Zeilen", className="nur-gelesen"),
    ]
    leere = [html.Td("", className=_far(nr, mitte)) for nr in breite]
    return html.Tr([html.Td(zeichen), *leere], className="luecke")
