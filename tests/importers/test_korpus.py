"""Korpus: departmental workbooks of every trait, read for real and held against golden files."""

from __future__ import annotations

import json
import shutil
import tomllib

import pytest

from kek_dashboard.importers.workbook import UnreadableWorkbookError, read_workbook
from tests.importers.korpus_macher import sammlung
from tests.importers.korpus_macher.merkmale import MERKMALE
from tests.importers.korpus_stand import KORPUS, korpusstand, open_korpus, read_golden

NAMEN = sorted(datei.name for datei in KORPUS.iterdir() if datei.suffix not in {".json", ".toml", ".md"})
STAND = korpusstand()
HOECHSTENS, ZUSAMMEN = 17_000, 1_200_000
SELBST = sorted(
    name
    for name, datei in sammlung.DATEIEN.items()
    if datei.mittel in {"openpyxl", "xlsxwriter", "xml", "text"}
)


@pytest.mark.parametrize("name", NAMEN)
def test_a_departmental_workbook_gives_its_golden_rows_and_befunde(name):
    golden = json.loads((KORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert read_golden(KORPUS / name, STAND) == golden


def test_every_trait_of_departmental_workbooks_is_shown_by_a_file():
    verzeichnis = tomllib.loads((KORPUS / "korpus.toml").read_text(encoding="utf-8"))
    assert sorted(verzeichnis) == NAMEN and len(NAMEN) >= 60
    gezeigt = {merkmal for eintrag in verzeichnis.values() for merkmal in eintrag["merkmale"]}
    assert gezeigt == set(MERKMALE)
    assert {eintrag["mittel"] for eintrag in verzeichnis.values()} >= {
        "openpyxl",
        "xlsxwriter",
        "xml",
        "text",
        "libreoffice",
    }


def test_the_list_of_the_korpus_is_what_its_makers_say():
    assert (KORPUS / "korpus.toml").read_text(encoding="utf-8") == sammlung.verzeichnis()


def test_every_golden_file_belongs_to_a_workbook_and_all_are_small():
    assert sorted(datei.name for datei in KORPUS.glob("*.json")) == [
        f"{name}.expected.json" for name in NAMEN
    ]
    groessen = {datei.name: datei.stat().st_size for datei in KORPUS.iterdir()}
    assert {name: groesse for name, groesse in groessen.items() if groesse > HOECHSTENS} == {}
    assert sum(groessen.values()) < ZUSAMMEN


@pytest.mark.parametrize("name", SELBST)
def test_a_maker_writes_the_committed_file_again(name):
    assert read_workbook(sammlung.DATEIEN[name].macher(), name) == open_korpus(KORPUS / name)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_writes_a_workbook_that_reads_the_same():
    name = "office-lang.xls"
    neu = read_workbook(sammlung.DATEIEN[name].macher(), name)
    assert neu.blaetter == read_workbook((KORPUS / name).read_bytes(), name).blaetter


@pytest.mark.parametrize("name", ["kennwort.xlsx", "kennwort.ods", "kennwort.xls"])
def test_a_protected_workbook_is_refused_with_what_to_do(name):
    with pytest.raises(UnreadableWorkbookError, match="Kennwort"):
        read_workbook((KORPUS / name).read_bytes(), name)
