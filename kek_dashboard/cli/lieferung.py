"""Lieferung: commands that take files in, release them and take them back."""

from __future__ import annotations

import argparse
import hashlib
import sys
from functools import partial
from pathlib import Path

from rich.table import Table

from kek_dashboard.cli.umgebung import DONE, REJECTED, UNREADABLE, USAGE, Fortschrittsbalken, Umgebung
from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.annahme import Annahme, Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.protokoll import Fortschritt
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.lieferungen import release, withdraw
from kek_dashboard.store.save import Vergleich

_NICHTS = Vergleich(0, 0, 0, ())


def run_import(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``import``: each file becomes one Lieferung or nothing; the gravest outcome is the exit code."""
    if args.stichtag is not None and not args.freigeben:
        print("Fehler: --stichtag geht nur zusammen mit --freigeben.", file=sys.stderr)
        return USAGE
    code, annahmen = DONE, []
    with umgebung.progress("Dateien", len(args.datei)) as balken:
        for fertig, pfad in enumerate(args.datei):
            balken.told(fertig, len(args.datei), f"{pfad.name} wird gelesen")
            annahme, ausgang = _import_one(umgebung, pfad, args, partial(_tell, balken, fertig, pfad, args))
            annahmen.append(annahme)
            code = max(code, ausgang)
    if umgebung.is_json:
        umgebung.print_json([annahme.as_json() for annahme in annahmen])
    else:
        for annahme in annahmen:
            _print_annahme(umgebung, annahme, probe=args.probe)
    return code


def _tell(
    balken: Fortschrittsbalken, fertig: int, pfad: Path, args: argparse.Namespace, anteil: float, was: str
) -> None:
    """How far the reading of one file is, inside the bar of all files."""
    balken.told(fertig + anteil, len(args.datei), f"{pfad.name}: {was}")


def _import_one(
    umgebung: Umgebung, pfad: Path, args: argparse.Namespace, fortschritt: Fortschritt
) -> tuple[Annahme, int]:
    try:
        inhalt = pfad.read_bytes()
    except OSError as grund:
        return _unreadable(
            pfad, b"", f"Die Datei {pfad} lässt sich nicht öffnen: {grund.strerror}."
        ), UNREADABLE
    vorgabe = Vorgabe(args.art, args.haushaltsjahr, args.fassung or "", args.profil, args.fachbereich)
    try:
        annahme = accept_file(
            umgebung.store,
            pfad.name,
            inhalt,
            vorgabe,
            probe=args.probe,
            freigabe=Freigabe(args.stichtag) if args.freigeben else None,
            profil_ordner=umgebung.settings.profil_ordner,
            akteur=umgebung.akteur,
            fortschritt=fortschritt,
        )
    except UnreadableWorkbookError as grund:
        return _unreadable(pfad, inhalt, str(grund)), UNREADABLE
    return annahme, DONE if annahme.angenommen else REJECTED


def _unreadable(pfad: Path, inhalt: bytes, text: str) -> Annahme:
    befund = Befund(Schwere.FEHLER, "unlesbar", text)
    sha = hashlib.sha256(inhalt).hexdigest() if inhalt else ""
    return Annahme(pfad.name, sha, None, angenommen=False, vergleich=_NICHTS, befunde=(befund,))


def _print_annahme(umgebung: Umgebung, annahme: Annahme, *, probe: bool) -> None:
    v = annahme.vergleich
    if not annahme.angenommen:
        ausgang = "abgelehnt, nichts gespeichert"
    elif probe:
        ausgang = "in Ordnung (Probe, nichts gespeichert)"
    else:
        ausgang = f"Lieferung {annahme.lieferung}, " + (
            "freigegeben" if annahme.freigegeben else "wartet auf Freigabe"
        )
    umgebung.say(f"{annahme.dateiname}: {ausgang}")
    umgebung.say(
        f"  gelesen {v.gelesen} · neu {v.neu} · geändert {v.geaendert} · unverändert {v.unveraendert}"
    )
    if annahme.befunde:
        tabelle = Table(box=None, padding=(0, 2, 0, 0))
        for kopf in ("Schwere", "Blatt", "Zelle", "Befund"):
            tabelle.add_column(kopf, no_wrap=kopf != "Befund")
        for b in annahme.befunde:
            tabelle.add_row(b.schwere.value, b.blatt, b.zelle, b.text)
        umgebung.console().print(tabelle)


def run_freigeben(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``freigeben``: releases waiting Lieferungen, all named ones or none."""
    release(umgebung.store, args.lieferung, akteur=umgebung.akteur)
    return _told(umgebung, args.lieferung, "freigegeben")


def run_zurueckziehen(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``zurueckziehen``: takes Lieferungen back; their figures step back to earlier versions."""
    withdraw(umgebung.store, args.lieferung, args.grund, umgebung.akteur)
    return _told(umgebung, args.lieferung, "zurückgezogen")


def _told(umgebung: Umgebung, nummern: list[int], wort: str) -> int:
    if umgebung.is_json:
        umgebung.print_json([{"lieferung": nr, "stand": wort.replace("ü", "ue")} for nr in nummern])
    else:
        for nr in nummern:
            umgebung.say(f"Lieferung {nr}: {wort}.")
    return DONE
