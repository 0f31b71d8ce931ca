"""Sammlung: all makers of the Korpus together, its list as TOML and the text of its golden files."""

from __future__ import annotations

import json
from typing import Any

from tests.importers.korpus_macher import arten, aufbau, formate, koepfe, libreoffice, zahlen, zeiten
from tests.importers.korpus_macher.kasten import DATEIEN

__all__ = ["DATEIEN", "MODULE", "golden_text", "verzeichnis"]

MODULE = (zahlen, koepfe, zeiten, aufbau, formate, arten, libreoffice)


def verzeichnis() -> str:
    """Which file shows what, and by which means it was written: ``korpus.toml``."""
    teile = [
        "# Written by tests/importers/korpus_macher: which file shows which traits (merkmale.py), by which means.\n"
    ]
    for name, datei in sorted(DATEIEN.items()):
        merkmale = ", ".join(f'"{merkmal}"' for merkmal in datei.merkmale)
        was = json.dumps(datei.was, ensure_ascii=False)
        teile.append(f'["{name}"]\nwas = {was}\nmittel = "{datei.mittel}"\nmerkmale = [{merkmale}]\n')
    return "\n".join(teile)


def golden_text(golden: dict[str, Any]) -> str:
    """A golden file: one line a value and a Befund, so that a change is one line of a diff."""
    zeilen = []
    for name, wert in golden.items():
        if isinstance(wert, list) and wert:
            eintraege = ",\n    ".join(json.dumps(eintrag, ensure_ascii=False) for eintrag in wert)
            zeilen.append(f"  {json.dumps(name)}: [\n    {eintraege}\n  ]")
        else:
            zeilen.append(f"  {json.dumps(name)}: {json.dumps(wert, ensure_ascii=False)}")
    return "{\n" + ",\n".join(zeilen) + "\n}\n"
