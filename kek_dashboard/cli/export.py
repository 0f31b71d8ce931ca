"""Export: the command that writes everything open into a folder: CSV, their description, a text for people."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from kek_dashboard.cli.datei import complain
from kek_dashboard.cli.umgebung import DONE, UNREADABLE, USAGE, Umgebung
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.reports.offenedaten.datenpaket import NAME
from kek_dashboard.reports.offenedaten.herausgabe import (
    DATENPAKET,
    DCAT_JSONLD,
    DCAT_TTL,
    LIESMICH,
    herausgabe_of,
)
from kek_dashboard.reports.offenedaten.paket import open_data
from kek_dashboard.store.load import load_datenstand, today

_KIB: Final = 1024
#: What stands beside the tables in every export.
_BEIWERK: Final = frozenset({DATENPAKET, LIESMICH, DCAT_TTL, DCAT_JSONLD})


def add_export_words(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """What the command takes."""
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="ORDNER",
        help="wird angelegt; ein früherer Export darin wird als Ganzes ersetzt, andere Ordner bleiben unberührt",
    )
    parser.add_argument("--wissensstand", type=day, help="Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen")


def run_export(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``export``: all files or none; an earlier export is replaced, and that is said.

    Exit 2 for a folder that holds anything else or a day to come, 3 where nothing can be written.
    """
    ziel: Path = args.out
    falsch = _objection(ziel, args.wissensstand)
    if falsch:
        return complain(falsch, USAGE)
    stand = load_datenstand(umgebung.store, args.wissensstand)
    herausgabe = herausgabe_of(umgebung.settings, stand)
    dateien = open_data(herausgabe, stand)
    gab_es = ziel.exists() and any(ziel.iterdir())
    try:
        _write_folder(ziel, dateien)
    except OSError as grund:
        return complain(f"{ziel} lässt sich nicht schreiben: {grund.strerror}.", UNREADABLE)
    if umgebung.is_json:
        umgebung.print_json(
            {
                "ordner": str(ziel),
                "wissensstand": stand.wissensstand.isoformat(),
                "lizenz": umgebung.settings.lizenz,
                "dateien": [
                    {"datei": name, "bytes": len(inhalt), "sha256": hashlib.sha256(inhalt).hexdigest()}
                    for name, inhalt in dateien.items()
                ],
            }
        )
        return DONE
    wie = "neu geschrieben, der frühere Export wurde ersetzt" if gab_es else "geschrieben"
    groesse = format_number(-(-sum(map(len, dateien.values())) // _KIB))
    umgebung.say(
        f"{ziel}: {wie}. {len(dateien)} Dateien, {groesse} KiB, Wissensstand {format_date(stand.wissensstand)}, "
        f"{herausgabe.lizenz.bezeichnung}."
    )
    return DONE


def _objection(ziel: Path, wissensstand: date | None) -> str:
    """Why this cannot be, as a sentence; empty where it can."""
    if wissensstand is not None and wissensstand > today():
        return f"Der Wissensstand {format_date(wissensstand)} liegt in der Zukunft."
    if not ziel.name:
        return f"{ziel} ist kein Ordner, der sich ersetzen lässt; bitte einen Namen angeben."
    if ziel.is_symlink() or (ziel.exists() and not ziel.is_dir()):
        return f"{ziel} ist kein Ordner."
    if not ziel.parent.is_dir():
        return f"Den Ordner {ziel.parent} gibt es nicht."
    if ziel.exists() and any(ziel.iterdir()) and not _is_own(ziel):
        return (
            f"In {ziel} liegt etwas anderes als ein früherer Export; es bleibt unberührt. Bitte einen neuen oder "
            "leeren Ordner angeben."
        )
    return ""


def _is_own(ordner: Path) -> bool:
    """Whether a folder holds an earlier export and nothing beside it: its own package lists what may be there."""
    try:
        paket = json.loads((ordner / DATENPAKET).read_bytes())
        if paket["name"] != NAME:
            return False
        genannt = {teil["path"] for teil in paket["resources"]} | _BEIWERK
        return all(datei.is_file() and datei.name in genannt for datei in ordner.iterdir())
    except (OSError, ValueError, TypeError, LookupError):
        return False


def _write_folder(ziel: Path, dateien: Mapping[str, bytes]) -> None:
    """Beside the place first, then by a step under its name; raises ``OSError`` and leaves what was there."""
    neu = ziel.with_name(f".{ziel.name}.{os.getpid()}.neu")
    alt = ziel.with_name(f".{ziel.name}.{os.getpid()}.alt")
    try:
        neu.mkdir()
        for name, inhalt in dateien.items():
            (neu / name).write_bytes(inhalt)
        if ziel.exists():
            ziel.rename(alt)
        try:
            neu.rename(ziel)
        except OSError:
            if alt.exists():
                alt.rename(ziel)
            raise
    finally:
        shutil.rmtree(neu, ignore_errors=True)
        shutil.rmtree(alt, ignore_errors=True)
