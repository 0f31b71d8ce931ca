"""Datenpaket: ``datapackage.json`` of the open data. Source: Frictionless Data Package 1, Table Schema 1."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_date
from kek_dashboard.reports.offenedaten.form import Spalte, Tabelle
from kek_dashboard.reports.offenedaten.herausgabe import PFAD, Herausgabe
from kek_dashboard.reports.offenedaten.tabellen import KENNZAHLEN, TABELLEN
from kek_dashboard.reports.offenedaten.zeilen import Zeilen

NAME: Final = "kek-offene-daten"
BEISPIEL: Final = (
    "Herkunft „beispiel“ heißt: erfunden oder daraus gerechnet. Das sagt nichts über den Landkreis."
)


def title_of(herausgabe: Herausgabe) -> str:
    """What the data are called."""
    return f"Ziele, Kennzahlen und Zielerreichung: {herausgabe.herausgeber}"


def description_of(herausgabe: Herausgabe, zeilen: Zeilen) -> str:
    """What they are, in a few sentences."""
    text = (
        "Freigegebene Zahlen der Kennzahlen zu den Zielen des Kreises, die als „Öffentlich“ gekennzeichnet sind: "
        "Messwerte, Ziele und die Zielerreichung je Berichtsjahr, dazu die Ziele im Wortlaut. "
        f"Wissensstand {format_date(herausgabe.wissensstand)}. Ein leeres Feld heißt unbekannt und nie 0."
    )
    return f"{text} {BEISPIEL}" if has_beispiel(zeilen) else text


def has_beispiel(zeilen: Zeilen) -> bool:
    """Whether anything in it is made up."""
    return any(
        getattr(zeile, "herkunft", None) is Herkunft.BEISPIEL for alle in zeilen.values() for zeile in alle
    )


def write_datenpaket(herausgabe: Herausgabe, zeilen: Zeilen, dateien: Mapping[str, bytes]) -> bytes:
    """The descriptor as bytes; ``dateien`` are the CSV by name."""
    lizenz = herausgabe.lizenz
    paket: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": title_of(herausgabe),
        "description": description_of(herausgabe, zeilen),
        "created": f"{herausgabe.geaendert_am.isoformat()}T00:00:00Z",
        "version": herausgabe.wissensstand.isoformat(),
        "licenses": [{"name": lizenz.kennung, "path": lizenz.adresse, "title": lizenz.bezeichnung}],
        "contributors": [{"title": herausgabe.herausgeber, "role": "publisher"}],
        "keywords": ["Kreisentwicklung", "Kennzahlen", "Zielerreichung", "Landkreis"],
        "resources": [_resource(tabelle, dateien[tabelle.datei]) for tabelle in TABELLEN],
    }
    quellen = sorted({k.quelle for k in zeilen[KENNZAHLEN.name] if k.quelle})
    if quellen:
        paket["sources"] = [{"title": quelle} for quelle in quellen]
    if herausgabe.adresse:
        paket["homepage"] = herausgabe.adresse + PFAD
    return (json.dumps(paket, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(tabelle: Tabelle, inhalt: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": tabelle.name,
        "path": tabelle.datei,
        "title": tabelle.titel,
        "description": tabelle.beschreibung,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(inhalt),
        "hash": f"sha256:{hashlib.sha256(inhalt).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(tabelle),
    }


def _schema(tabelle: Tabelle) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(spalte) for spalte in tabelle.spalten],
        "missingValues": [""],
    }
    if tabelle.schluessel:
        schema["primaryKey"] = list(tabelle.schluessel)
    if tabelle.verweise:
        schema["foreignKeys"] = [
            {"fields": list(v.spalten), "reference": {"resource": v.tabelle, "fields": list(v.ziel)}}
            for v in tabelle.verweise
        ]
    return schema


def _field(spalte: Spalte) -> dict[str, Any]:
    feld: dict[str, Any] = {"name": spalte.name, "type": spalte.art.value, "title": spalte.titel}
    if spalte.beschreibung:
        feld["description"] = spalte.beschreibung
    grenzen: dict[str, Any] = {}
    if spalte.pflicht:
        grenzen["required"] = True
    if spalte.werte:
        grenzen["enum"] = list(spalte.werte)
    if spalte.muster:
        grenzen["pattern"] = spalte.muster
    if grenzen:
        feld["constraints"] = grenzen
    return feld
