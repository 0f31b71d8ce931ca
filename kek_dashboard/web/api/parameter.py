"""Parameter: what may stand behind the question mark, and the German sentence for what may not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request, request
from webargs.flaskparser import FlaskParser

from kek_dashboard.web.adresse import read_tag
from kek_dashboard.web.problem import refuse_with

PAGE_SIZE, LARGEST_PAGE = 100, 1000
#: Years that a value or a target can speak about (importers, "Zeitraum").
FRUEHESTES_JAHR, SPAETESTES_JAHR = 1990, 2100
_MOST_PAGES = 1_000_000
_LONGEST_SAID = 40


def _year(was: str) -> ma.fields.Integer:
    return ma.fields.Integer(
        strict=False,
        validate=ma.validate.Range(FRUEHESTES_JAHR, SPAETESTES_JAHR),
        metadata={"description": was, "satz": "eine Jahreszahl wie 2024", "example": 2024},
    )


def _text(was: str, beispiel: str) -> ma.fields.String:
    return ma.fields.String(
        validate=ma.validate.Length(min=1, max=200),
        metadata={"description": was, "satz": f"ein Name wie {beispiel}", "example": beispiel},
    )


class Tag(ma.fields.Date):
    """A day as addresses have it everywhere here: 2024-06-30 and no other way of writing it."""

    def _deserialize(  # marshmallow's own signature
        self,
        value: Any,  # noqa: ANN401
        attr: Any,  # noqa: ANN401, ARG002
        data: Any,  # noqa: ANN401, ARG002
        **kwargs: Any,  # noqa: ANN401, ARG002
    ) -> date:
        tag = read_tag(value) if isinstance(value, str) else None
        if tag is None:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        return tag


class _Abfrage(ma.Schema):
    """What every address takes: the day whose knowledge is asked for, and nothing unknown."""

    class Meta:
        """A misspelt parameter is told, not passed over."""

        unknown = ma.RAISE

    wissensstand = Tag(
        metadata={
            "description": "Antwort so, wie sie an diesem Tag bekannt war; ohne: heute",
            "satz": "ein Tag wie 2024-06-30",
            "example": "2024-06-30",
        },
    )


_ZIELSYSTEM = {
    "zielsystem": _text("Name des Zielsystems; ohne: das am Wissensstand gültige", "KEK 2018–2026")
}
_SEITE = {
    "page": ma.fields.Integer(
        validate=ma.validate.Range(1, _MOST_PAGES),
        metadata={"description": "Seite der Liste, ab 1", "satz": f"eine Zahl von 1 bis {_MOST_PAGES}"},
    ),
    "page_size": ma.fields.Integer(
        validate=ma.validate.Range(1, LARGEST_PAGE),
        metadata={
            "description": f"Zeilen je Seite; in JSON ohne Angabe {PAGE_SIZE}, in CSV alle",
            "satz": f"eine Zahl von 1 bis {LARGEST_PAGE}",
        },
    ),
}
_FILTER: Mapping[str, ma.fields.Field[Any]] = {
    "jahr": _year("nur dieses Jahr"),
    "von": _year("ab diesem Jahr"),
    "bis": _year("bis zu diesem Jahr"),
    "kennzahl": _text("nur diese Kennzahl", "1.2-03"),
    "unterziel": _text("nur was zu diesem Unterziel gehört", "1.2"),
    "ebene": _text("nur Ziele dieser Ebene", "Unterziel"),
}


def query_schema(*filter_namen: str, has_zielsystem: bool, is_list: bool) -> type[ma.Schema]:
    """The parameters of one address."""
    felder: dict[str, ma.fields.Field[Any]] = {name: _FILTER[name] for name in filter_namen}
    felder |= _ZIELSYSTEM if has_zielsystem else {}
    felder |= _SEITE if is_list else {}
    schema: type[ma.Schema] = type("Abfrage", (_Abfrage,), felder)
    return schema


class Leser(FlaskParser):
    """Reads the query by its schema; what it does not know or cannot read ends the request."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"query": None}  # noqa: RUF012 - webargs' own name

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:  # noqa: ANN401 - webargs' own signature
        """The query; a parameter given twice could mean either and is refused."""
        doppelt = sorted(name for name, werte in req.args.lists() if len(werte) > 1)
        if doppelt:
            _refuse(schema, dict.fromkeys(doppelt, "steht mehrmals da, einmal genügt"))
        return super().load_querystring(req, schema)

    def handle_error(
        self,
        error: ma.ValidationError,
        req: Request,  # noqa: ARG002 - webargs' own signature
        schema: ma.Schema,
        *,
        error_status_code: int | None,  # noqa: ARG002 - webargs' own signature
        error_headers: Any,  # noqa: ANN401, ARG002 - webargs' own signature
    ) -> NoReturn:
        """Which parameter cannot be read, and what was expected."""
        gemeldet = error.messages_dict.get("query", {})
        _refuse(schema, {str(name): "" for name in gemeldet})


def _refuse(schema: ma.Schema, namen: Mapping[str, str]) -> NoReturn:
    fehler = [{"name": _short(name), "detail": _sentence(schema, name, satz)} for name, satz in namen.items()]
    refuse_with(422, " ".join(f["detail"] for f in fehler), parameter=fehler)


def _sentence(schema: ma.Schema, name: str, satz: str) -> str:
    feld = schema.fields.get(name)
    if feld is None:
        bekannt = ", ".join(schema.fields)
        return f"Den Parameter „{_short(name)}“ gibt es hier nicht; möglich sind: {bekannt}."
    if satz:
        return f"Der Parameter „{name}“ {satz}."
    gegeben = _short(request.args.get(name, ""))
    return f"Der Parameter „{name}“ ist „{gegeben}“; erwartet wird {feld.metadata['satz']}."


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + " …"
