"""Sicherung: commands that save the whole state in one file and put it back."""

from __future__ import annotations

import argparse
import sys

from kek_dashboard.cli.umgebung import DONE, UNREADABLE, Umgebung
from kek_dashboard.store.sicherung import Sicherung, backup, record_backup, restore
from kek_dashboard.store.sicherungsdatei import SicherungError


def run_backup(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``backup``: the state of one moment into one checked file, while others go on working."""
    try:
        with umgebung.progress("Tabellen", 1) as balken:
            sicherung = backup(umgebung.store, args.datei, balken.told)
    except SicherungError as grund:
        return _unsafe(grund)
    record_backup(umgebung.store, sicherung, umgebung.akteur)
    _tell(umgebung, sicherung, "gesichert und nachgelesen")
    return DONE


def run_restore(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``restore``: a saved state into an empty database, all or nothing."""
    try:
        with umgebung.progress("Tabellen", 1) as balken:
            sicherung = restore(umgebung.store, args.datei, balken.told, umgebung.akteur)
    except SicherungError as grund:
        return _unsafe(grund)
    _tell(umgebung, sicherung, "zurückgespielt und verglichen")
    return DONE


def _unsafe(grund: SicherungError) -> int:
    print(f"Fehler: {grund} Es wurde nichts geändert.", file=sys.stderr)
    return UNREADABLE


def _tell(umgebung: Umgebung, sicherung: Sicherung, wort: str) -> None:
    if umgebung.is_json:
        umgebung.print_json(sicherung.as_json())
        return
    zeilen = sum(sicherung.zeilen.values())
    umgebung.say(
        f"{sicherung.pfad}: {wort}. {zeilen} Zeilen aus {len(sicherung.zeilen)} Tabellen, "
        f"{sicherung.dateien} gespeicherte Dateien, {sicherung.groesse} Bytes."
    )
    if sicherung.inhalt_sha256 is not None:
        umgebung.say(f"Inhalt (SHA-256): {sicherung.inhalt_sha256}")
