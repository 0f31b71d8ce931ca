"""Main: the command line's words, its exit codes, and where messages go."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from kek_dashboard import __version__
from kek_dashboard.cli.auskunft import add_auskunft_words
from kek_dashboard.cli.auswertung import show_haushalt, show_zielerreichung
from kek_dashboard.cli.bericht import add_bericht_words, run_bericht
from kek_dashboard.cli.bestand import run_check, run_load, run_migrate
from kek_dashboard.cli.export import add_export_words, run_export
from kek_dashboard.cli.konten import KeinPasswortError, add_user_words
from kek_dashboard.cli.lieferung import run_freigeben, run_import, run_zurueckziehen
from kek_dashboard.cli.protokoll import add_protokoll_words, show_protokoll
from kek_dashboard.cli.sicherung import run_backup, run_restore
from kek_dashboard.cli.sicht import UnusableZielsystemError, add_zielsystem_word
from kek_dashboard.cli.umgebung import DONE, REJECTED, USAGE, Umgebung
from kek_dashboard.cli.vorlage import run_vorlage
from kek_dashboard.cli.vorschlaege import add_vorschlaege_words, show_vorschlaege
from kek_dashboard.domain.haushalt import is_deliverable
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers.profil import UnknownProfilError
from kek_dashboard.importers.profil_datei import InvalidProfilError
from kek_dashboard.settings import InvalidSettingError, Settings, read_settings
from kek_dashboard.store.errors import StaleSchemaError, StoreError
from kek_dashboard.store.migrate import ensure_schema
from kek_dashboard.store.session import Store, open_store

#: Serves the web pages until it is stopped; handed in by ``__main__``, for the floors keep web and cli apart.
Serve = Callable[[Store, Settings], None]
Befehl = Callable[[Umgebung, argparse.Namespace], int]
# What a person at the command line must ask for differently.
_USAGE_ERRORS = (
    InvalidSettingError,
    StaleSchemaError,
    InvalidProfilError,
    UnknownProfilError,
    KeinPasswortError,
    UnusableZielsystemError,
)

#: These take the schema as they find it and say themselves what they need.
_OHNE_SCHEMA = {"migrate", "backup", "restore"}


def main(argv: Sequence[str], serve: Serve, environ: Mapping[str, str] = os.environ) -> int:
    """Runs one command; returns its exit code: 0 done, 1 rejected, 2 wrong usage, 3 unreadable file."""
    parser = make_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as ende:
        return USAGE if ende.code else DONE
    is_json = args.format == "json"
    try:
        settings = read_settings(environ)
        store = open_store(settings.database_url)
    except InvalidSettingError as grund:
        return _complain(grund, USAGE)
    umgebung = Umgebung(store, settings, is_json)
    try:
        if args.befehl == "serve":
            settings.require_loopback()
            serve(store, settings)
            return DONE
        if args.befehl not in _OHNE_SCHEMA:
            ensure_schema(store)
        befehl: Befehl = args.run
        return befehl(umgebung, args)
    except _USAGE_ERRORS as grund:
        return _complain(grund, USAGE)
    except StoreError as grund:
        return _complain(grund, REJECTED)
    finally:
        store.close()


def _complain(grund: Exception, code: int) -> int:
    print(f"Fehler: {grund}", file=sys.stderr)
    return code


def make_parser() -> argparse.ArgumentParser:
    """All commands with their German help."""
    gemeinsam = argparse.ArgumentParser(add_help=False)
    gemeinsam.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="Ausgabe für Menschen (text) oder Programme (json)",
    )
    parser = argparse.ArgumentParser(
        prog="python -m kek_dashboard",
        description="KEK-Monitor: Ziele, Kennzahlen und Haushalt des Landkreises.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    befehle = parser.add_subparsers(dest="befehl", required=True, metavar="BEFEHL")

    def add(name: str, hilfe: str, run: Befehl | None = None) -> argparse.ArgumentParser:
        befehl = befehle.add_parser(name, help=hilfe, description=hilfe, parents=[gemeinsam])
        befehl.set_defaults(run=run)
        return befehl

    add("migrate", "bringt die Datenbank auf den neuesten Stand", run_migrate)
    add("load-zielsystem", "lädt das Zielsystem der Drucksache 72/2018 in eine leere Datenbank", run_load)
    add("load-beispiel", "lädt Zielsystem und Beispielbestand in eine leere Datenbank", run_load)
    _import_words(add("import", "liest Dateien, prüft sie und speichert jede als eine Lieferung", run_import))
    frei = add("freigeben", "gibt wartende Lieferungen frei", run_freigeben)
    frei.add_argument("lieferung", nargs="+", type=int)
    zurueck = add("zurueckziehen", "nimmt Lieferungen zurück; nichts wird gelöscht", run_zurueckziehen)
    zurueck.add_argument("lieferung", nargs="+", type=int)
    zurueck.add_argument("--grund", required=True, help="warum zurückgezogen wird")
    ziel = add(
        "zielerreichung", "alle Kennzahlen, Unterziele und Oberziele eines Berichtsjahrs", show_zielerreichung
    )
    ziel.add_argument("--jahr", type=_year, required=True, help="Berichtsjahr")
    ziel.add_argument("--wissensstand", type=_day, help="Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen")
    add_zielsystem_word(ziel)
    haushalt = add("haushalt", "Haushaltszeilen, was sie tragen, Euro je Unterziel", show_haushalt)
    haushalt.add_argument("--haushaltsjahr", type=_year, required=True)
    haushalt.add_argument("--fassung", type=_fassung, help="entwurf, beschlossen, nachtrag-1 …")
    haushalt.add_argument("--wissensstand", type=_day, help="Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen")
    add_zielsystem_word(haushalt)
    add_auskunft_words(add, _year, _day)
    add_bericht_words(
        add("bericht", "erstellt einen Bericht als PDF, DOCX oder XLSX", run_bericht), _year, _day
    )
    add_vorschlaege_words(
        add("vorschlaege", "was vorgeschlagen ist, von wem, und wo es steht", show_vorschlaege), _day
    )
    add_export_words(
        add("export", "schreibt alle offenen Daten in einen Ordner: CSV mit Beschreibung", run_export), _day
    )
    vorlage = add(
        "vorlage", "schreibt die Arbeitsmappe, die ein Fachbereich ausfüllt und zurückgibt", run_vorlage
    )
    vorlage.add_argument("--fachbereich", required=True, help="Name oder Kürzel")
    vorlage.add_argument("--jahr", type=_year, required=True, help="für welches Jahr geliefert wird")
    add_zielsystem_word(vorlage)
    vorlage.add_argument(
        "--out", type=Path, required=True, metavar="DATEI.xlsx", help="wird ersetzt, wenn es sie schon gibt"
    )
    for name, hilfe, run in (
        ("backup", "sichert den ganzen Stand in eine Datei, auch im laufenden Betrieb", run_backup),
        ("restore", "spielt eine Sicherung in eine leere Datenbank zurück", run_restore),
    ):
        add(name, hilfe, run).add_argument("datei", type=Path)
    add_user_words(add("user", "Konten und Rollen: anlegen, ändern, sperren"), gemeinsam)
    add_protokoll_words(add("protokoll", "wer was wann getan hat, neuestes zuletzt", show_protokoll), _day)
    check = add("check", "prüft, ob alles Gespeicherte ganz, belegt und stimmig ist", run_check)
    check.add_argument(
        "--siegel",
        type=_siegel,
        metavar="NR:PRÜFSUMME",
        help="früher aufgeschriebenes Siegel des Protokolls, das noch gelten muss",
    )
    add("serve", "startet den Webserver")
    return parser


def _import_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("datei", nargs="+", type=Path)
    parser.add_argument("--art", type=Lieferart, choices=list(Lieferart), help="wird sonst erkannt")
    parser.add_argument("--haushaltsjahr", type=_year)
    parser.add_argument(
        "--fassung",
        type=_fassung,
        help="entwurf, beschlossen, nachtrag-1 …; vollzug für Buchungsstände, Prognosen, Ergebnisse ohne Plan",
    )
    parser.add_argument(
        "--profil",
        default="",
        help="Profil der Haushaltsdatei (sap-nrw) oder gemerkte Spaltenzuordnung (spalten-1)",
    )
    parser.add_argument("--fachbereich", default="", help="wer liefert")
    parser.add_argument("--stichtag", type=_day, help="Tag der Freigabe bei übernommenen älteren Daten")
    parser.add_argument("--probe", action="store_true", help="nur prüfen, nichts speichern")
    parser.add_argument(
        "--freigeben", action="store_true", help="gleich freigeben; Warnungen gelten als bestätigt"
    )


def _siegel(text: str) -> tuple[int, str]:
    nr, _, summe = text.partition(":")
    if not (nr.isascii() and nr.isdigit() and re.fullmatch("[0-9a-f]{64}", summe)):
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Siegel (erwartet NR:PRÜFSUMME)")
    return int(nr), summe


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):  # noqa: PLR2004 - a year has four digits
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Jahr (erwartet z. B. 2023)")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag (erwartet JJJJ-MM-TT)") from None


def _fassung(text: str) -> str:
    if not is_deliverable(text):
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist keine Fassung (entwurf, beschlossen, nachtrag-1 … oder vollzug)"
        )
    return text
