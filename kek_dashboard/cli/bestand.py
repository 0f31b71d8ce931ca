"""Bestand: commands on the whole database: migrate, first load, check."""

from __future__ import annotations

import argparse

from kek_dashboard.cli.umgebung import DONE, REJECTED, Umgebung
from kek_dashboard.importers.erststart import load_bestand
from kek_dashboard.store.check import check_store
from kek_dashboard.store.migrate import migrate


def run_migrate(umgebung: Umgebung, _args: argparse.Namespace) -> int:
    """``migrate``: brings the schema up to date; safe to repeat."""
    geaendert = migrate(umgebung.store, akteur=umgebung.akteur)
    if umgebung.is_json:
        umgebung.print_json({"geaendert": geaendert})
    else:
        umgebung.say(
            "Die Datenbank ist jetzt auf dem neuesten Stand." if geaendert else "Es war nichts zu tun."
        )
    return DONE


def run_load(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``load-zielsystem`` and ``load-beispiel``: into an empty database, all files or none."""
    beispiel = args.befehl == "load-beispiel"
    with umgebung.progress("Mitgelieferte Dateien", 1) as balken:
        anzahl = load_bestand(
            umgebung.store, beispiel=beispiel, fortschritt=balken.told, akteur=umgebung.akteur
        )
    if umgebung.is_json:
        umgebung.print_json({"lieferungen": anzahl})
    else:
        was = "Zielsystem und Beispielbestand" if beispiel else "Zielsystem"
        umgebung.say(f"{was} geladen: {anzahl} Lieferungen, alle freigegeben.")
    return DONE


def run_check(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``check``: the proof that everything stored is whole; exit 1 on a fault."""
    pruefung = check_store(umgebung.store, args.siegel)
    if umgebung.is_json:
        umgebung.print_json(pruefung.as_json())
    else:
        for text in pruefung.fehler:
            umgebung.say(f"Fehler: {text}")
        for text in pruefung.hinweise:
            umgebung.say(f"Hinweis: {text}")
        umgebung.say("Alles stimmt." if not pruefung.fehler else f"{len(pruefung.fehler)} Fehler gefunden.")
        umgebung.say(f"Inhalt (SHA-256): {pruefung.inhalt_sha256}")
        if pruefung.siegel is not None:
            nr, summe = pruefung.siegel
            umgebung.say(f"Siegel des Protokolls: {nr}:{summe}")
    return REJECTED if pruefung.fehler else DONE
