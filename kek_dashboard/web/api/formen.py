"""Formen: the shape of every answer as a marshmallow schema, made from the tables of the open data.

A table's columns are the members of its rows in JSON, so that a new one is in both at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

import marshmallow as ma

from kek_dashboard.reports.offenedaten.form import Spalte, Tabelle

_ANY_LENGTH = {"description": "Angaben je Parameter"}


class Zahl(ma.fields.Float):
    """An exact number as JSON has it: whole ones without a point, unknown is null."""

    def _serialize(  # marshmallow's own signature
        self,
        value: Any,  # noqa: ANN401
        attr: Any,  # noqa: ANN401, ARG002
        obj: Any,  # noqa: ANN401, ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> int | float | None:
        return None if value is None else plain_number(value)


class Angaben(ma.Schema):
    """What an answer says about all its rows."""

    zielsystem = ma.fields.String(
        required=True, metadata={"description": "Name des Zielsystems; leer, wo seine Datei keinen nennt"}
    )
    wissensstand = ma.fields.Date(
        required=True, metadata={"description": "Tag, dessen Kenntnis die Antwort wiedergibt"}
    )
    datenstand = ma.fields.Integer(
        required=True, metadata={"description": "steigt mit jeder Freigabe und jeder Rücknahme"}
    )
    herausgeber = ma.fields.String(required=True, metadata={"description": "wessen Daten es sind"})
    lizenz = ma.fields.String(required=True, metadata={"description": "Lizenz, unter der sie stehen"})


class Seitenangaben(Angaben):
    """``Angaben`` of a list."""

    anzahl = ma.fields.Integer(required=True, metadata={"description": "Zeilen auf allen Seiten zusammen"})
    page = ma.fields.Integer(required=True, metadata={"description": "diese Seite"})
    page_size = ma.fields.Integer(required=True, metadata={"description": "Zeilen je Seite"})
    seiten = ma.fields.Integer(required=True, metadata={"description": "Zahl der Seiten"})


class Parameterfehler(ma.Schema):
    """What is wrong with one parameter."""

    name = ma.fields.String(required=True)
    detail = ma.fields.String(required=True)


class Problem(ma.Schema):
    """An error (RFC 9457)."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True, metadata={"description": "ein deutscher Satz"})
    parameter = ma.fields.List(ma.fields.Nested(Parameterfehler), metadata=_ANY_LENGTH)


def row_schema(tabelle: Tabelle) -> type[ma.Schema]:
    """The schema of a table's rows: types from the row, meanings from the columns."""
    hints = get_type_hints(tabelle.zeilenart)
    felder = {
        spalte.name: _field(hints[spalte.name], _meaning(spalte, hints[spalte.name]))
        for spalte in tabelle.spalten
    }
    return ma.Schema.from_dict(felder, name=tabelle.zeilenart.__name__)


def list_schema(zeile: type[ma.Schema]) -> type[ma.Schema]:
    """A page of rows with what holds for all of them."""
    felder: dict[str, ma.fields.Field[Any]] = {
        "angaben": ma.fields.Nested(Seitenangaben, required=True),
        "zeilen": ma.fields.List(ma.fields.Nested(zeile), required=True),
    }
    return ma.Schema.from_dict(felder, name=f"Liste{zeile.__name__}")


def single_schema(zeile: type[ma.Schema]) -> type[ma.Schema]:
    """One row with what holds for it."""
    felder: dict[str, ma.fields.Field[Any]] = {
        "angaben": ma.fields.Nested(Angaben, required=True),
        "zeile": ma.fields.Nested(zeile, required=True),
    }
    return ma.Schema.from_dict(felder, name=f"Einzeln{zeile.__name__}")


def plain_number(wert: Decimal) -> int | float:
    """A number as JSON has it; whole ones without a point."""
    return int(wert) if wert == wert.to_integral_value() else float(wert)


def _meaning(spalte: Spalte, art: Any) -> str:  # noqa: ANN401 - a type as annotations have it
    """What the column's own words say; an empty cell that is unknown is null here."""
    text = f"{spalte.titel}. {spalte.beschreibung}".strip()
    if NoneType not in get_args(art):
        return text
    return text.replace("leer =", "null =").replace("Leer =", "null =")


def _field(art: Any, wort: str) -> ma.fields.Field[Any]:  # noqa: ANN401 - a type as annotations have it
    teile = [teil for teil in get_args(art) if teil is not NoneType]
    is_optional = bool(teile)
    kern = teile[0] if is_optional else art
    mehr: dict[str, Any] = {"description": wort}
    if issubclass(kern, StrEnum):
        werte = [glied.value for glied in kern]
        mehr["enum"] = [*werte, None] if is_optional else werte
    feld = _KERNE[str if issubclass(kern, StrEnum) else kern]
    return feld(required=True, allow_none=is_optional, metadata=mehr)


_KERNE: Mapping[type, type[ma.fields.Field[Any]]] = {
    str: ma.fields.String,
    int: ma.fields.Integer,
    bool: ma.fields.Boolean,
    Decimal: Zahl,
    date: ma.fields.Date,
}
