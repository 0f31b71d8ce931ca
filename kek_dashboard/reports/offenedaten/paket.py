"""Paket: all files of the open data of a Datenstand, and the same as one ZIP; the same state gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.reports.offenedaten.csvdatei import write_tabelle
from kek_dashboard.reports.offenedaten.datenpaket import write_datenpaket
from kek_dashboard.reports.offenedaten.dcat import build_graph, write_jsonld, write_turtle
from kek_dashboard.reports.offenedaten.herausgabe import (
    DATENPAKET,
    DCAT_JSONLD,
    DCAT_TTL,
    LIESMICH,
    Herausgabe,
)
from kek_dashboard.reports.offenedaten.liesmich import write_liesmich
from kek_dashboard.reports.offenedaten.tabellen import TABELLEN
from kek_dashboard.reports.offenedaten.zeilen import Zeilen, read_zeilen

#: The first year a ZIP can tell.
_ZIP_AB = 1980


def build_dateien(herausgabe: Herausgabe, zeilen: Zeilen) -> Mapping[str, bytes]:
    """Every file by name, what a person reads first in front."""
    csv = {tabelle.datei: write_tabelle(tabelle, zeilen[tabelle.name]) for tabelle in TABELLEN}
    paket = {DATENPAKET: write_datenpaket(herausgabe, zeilen, csv)}
    graph = build_graph(herausgabe, zeilen, csv | paket)
    return MappingProxyType(
        {LIESMICH: write_liesmich(herausgabe, zeilen)}
        | paket
        | csv
        | {DCAT_TTL: write_turtle(graph), DCAT_JSONLD: write_jsonld(graph)}
    )


def open_data(herausgabe: Herausgabe, stand: Datenstand) -> Mapping[str, bytes]:
    """Every file of the open data of a Datenstand, by name."""
    return build_dateien(herausgabe, read_zeilen(stand))


def write_zip(herausgabe: Herausgabe, dateien: Mapping[str, bytes]) -> bytes:
    """All files in one; every time in it is the beginning of the day of the newest release."""
    tag = herausgabe.geaendert_am
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as paket:
        for name, inhalt in dateien.items():
            kopf = zipfile.ZipInfo(name, (max(tag.year, _ZIP_AB), tag.month, tag.day, 0, 0, 0))
            kopf.compress_type = zipfile.ZIP_DEFLATED
            kopf.create_system = 3  # Unix, wherever it is written
            kopf.external_attr = 0o644 << 16
            paket.writestr(kopf, inhalt)
    return ziel.getvalue()
