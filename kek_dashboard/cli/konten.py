"""Konten: commands on accounts; a password never stands in the command itself."""

from __future__ import annotations

import argparse
import getpass
import sys

from rich.table import Table

from kek_dashboard.cli.umgebung import DONE, Umgebung
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.errors import KontoError
from kek_dashboard.store.konten import (
    Konto,
    create_konto,
    list_konten,
    lock,
    set_password,
    set_rights,
    unlock,
)
from kek_dashboard.store.passwort import make_password


class KeinPasswortError(Exception):
    """No password was given where one is needed."""

    def __init__(self) -> None:
        """Say how to give one."""
        super().__init__(
            "Hier kann nicht nach dem Passwort gefragt werden. Bitte --passwort-stdin (eine Zeile auf der "
            "Standardeingabe) oder --passwort-erzeugen angeben."
        )


def add_user_words(parser: argparse.ArgumentParser, gemeinsam: argparse.ArgumentParser) -> None:
    """The commands below ``user``."""
    befehle = parser.add_subparsers(dest="konto_befehl", required=True, metavar="WAS")

    def add(name: str, hilfe: str) -> argparse.ArgumentParser:
        return befehle.add_parser(name, help=hilfe, description=hilfe, parents=[gemeinsam])

    neu = add("add", "legt ein Konto an")
    neu.add_argument("name")
    neu.add_argument("--anzeigename", default="", help="wie die Person heißt")
    _rights_words(neu)
    _password_words(neu)
    neu.set_defaults(run=run_add)
    add("list", "zeigt alle Konten").set_defaults(run=run_list)
    rolle = add("rolle", "gibt einem Konto andere Rollen und Fachbereiche; es wird überall abgemeldet")
    rolle.add_argument("name")
    _rights_words(rolle)
    rolle.set_defaults(run=run_rolle)
    passwort = add("passwort", "setzt ein neues Passwort; das Konto wird überall abgemeldet")
    passwort.add_argument("name")
    _password_words(passwort)
    passwort.set_defaults(run=run_passwort)
    for name, hilfe, run in (
        ("sperren", "sperrt ein Konto und meldet es überall ab; gelöscht wird nichts", run_sperren),
        ("entsperren", "öffnet ein gesperrtes Konto wieder", run_entsperren),
    ):
        befehl = add(name, hilfe)
        befehl.add_argument("name")
        befehl.set_defaults(run=run)


def _rights_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rolle", action="append", required=True, type=Rolle, choices=list(Rolle), help="mehrfach möglich"
    )
    parser.add_argument(
        "--fachbereich",
        action="append",
        default=[],
        help="für wen die Rolle fachbereich liefert; mehrfach möglich",
    )


def _password_words(parser: argparse.ArgumentParser) -> None:
    wahl = parser.add_mutually_exclusive_group()
    wahl.add_argument("--passwort-stdin", action="store_true", help="liest eine Zeile der Standardeingabe")
    wahl.add_argument(
        "--passwort-erzeugen", action="store_true", help="zeigt ein Passwort für die erste Anmeldung"
    )


def run_add(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``user add``: a new account."""
    passwort = _read_password(args)
    konto = create_konto(
        umgebung.store,
        umgebung.akteur,
        args.name,
        args.rolle,
        fachbereiche=args.fachbereich,
        passwort=passwort,
        einmalig=args.passwort_erzeugen,
        anzeigename=args.anzeigename,
    )
    return _told(umgebung, konto, "angelegt", passwort if args.passwort_erzeugen else "")


def run_passwort(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``user passwort``: a new password."""
    passwort = _read_password(args)
    konto = set_password(
        umgebung.store, umgebung.akteur, args.name, passwort, einmalig=args.passwort_erzeugen
    )
    return _told(umgebung, konto, "Passwort gesetzt", passwort if args.passwort_erzeugen else "")


def run_rolle(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``user rolle``: other roles and units."""
    konto = set_rights(umgebung.store, umgebung.akteur, args.name, args.rolle, args.fachbereich)
    return _told(umgebung, konto, "geändert")


def run_sperren(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``user sperren``: nobody signs in with it any more."""
    return _told(umgebung, lock(umgebung.store, umgebung.akteur, args.name), "gesperrt")


def run_entsperren(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``user entsperren``: it may sign in again."""
    return _told(umgebung, unlock(umgebung.store, umgebung.akteur, args.name), "entsperrt")


def run_list(umgebung: Umgebung, _args: argparse.Namespace) -> int:
    """``user list``: all accounts."""
    konten = list_konten(umgebung.store)
    if umgebung.is_json:
        umgebung.print_json([konto.as_json() for konto in konten])
        return DONE
    tabelle = Table(box=None, padding=(0, 2, 0, 0))
    for kopf in ("Name", "Anzeigename", "Rollen", "Fachbereiche", "Stand"):
        tabelle.add_column(kopf)
    for konto in konten:
        tabelle.add_row(
            konto.name,
            konto.anzeigename,
            ", ".join(sorted(konto.rollen)),
            ", ".join(konto.fachbereiche),
            "aktiv" if konto.aktiv else "gesperrt",
        )
    umgebung.console().print(tabelle)
    return DONE


def _read_password(args: argparse.Namespace) -> str:
    """The password as asked for; never from the command itself, which others on the machine can read."""
    if args.passwort_erzeugen:
        return make_password()
    if args.passwort_stdin:
        passwort = sys.stdin.readline().rstrip("\r\n")
        if not passwort:
            raise KeinPasswortError
        return passwort
    if not sys.stdin.isatty():
        raise KeinPasswortError
    passwort = getpass.getpass("Passwort: ")
    if passwort != getpass.getpass("Noch einmal: "):
        raise KontoError("Die beiden Eingaben sind nicht gleich.")
    if not passwort:
        raise KeinPasswortError
    return passwort


def _told(umgebung: Umgebung, konto: Konto, was: str, passwort: str = "") -> int:
    if umgebung.is_json:
        umgebung.print_json(konto.as_json() | ({"passwort": passwort} if passwort else {}))
        return DONE
    umgebung.say(f"{konto.name}: {was}. Rollen: {', '.join(sorted(konto.rollen))}.")
    if passwort:
        umgebung.say(f"Passwort für die erste Anmeldung: {passwort}")
    return DONE
