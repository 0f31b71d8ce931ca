"""Auswertung: commands that show goal attainment and the Haushalt."""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction

from rich.table import Table

from kek_dashboard import formats
from kek_dashboard.cli.form import haushalt_json, zielerreichung_json
from kek_dashboard.cli.haushaltsform import haushalt_more_json
from kek_dashboard.cli.sicht import load_sicht, with_system
from kek_dashboard.cli.umgebung import DONE, REJECTED, Umgebung
from kek_dashboard.domain.haushalt import VOLLZUG, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, mitteleinsatz
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles
from kek_dashboard.store.haushalt import load_haushalt


def show_zielerreichung(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``zielerreichung``: every Kennzahl, Unterziel and Oberziel of a Berichtsjahr."""
    stand = load_sicht(umgebung, args)
    gesamt = bewerte_alles(stand, args.jahr)
    if umgebung.is_json:
        umgebung.print_json(with_system(zielerreichung_json(stand, gesamt), stand))
        return DONE
    umgebung.say(f"Zielerreichung {gesamt.jahr}, Wissensstand {formats.format_date(stand.wissensstand)}")
    _print_goals(umgebung, gesamt)
    _print_kennzahlen(umgebung, gesamt)
    return DONE


def _print_goals(umgebung: Umgebung, gesamt: Gesamtbewertung) -> None:
    tabelle = _table("Ziel", "Erreichung", "Soll", "Stand", "bewertet", "Bilanz", "")
    for bewertung in (*gesamt.oberziele.values(), *gesamt.unterziele.values()):
        tabelle.add_row(
            bewertung.nr,
            _percent(bewertung.zielerreichung),
            _percent(bewertung.soll_zielerreichung),
            bewertung.stand.value,
            f"{bewertung.bewertet} von {bewertung.anzahl}",
            "" if bewertung.bilanz is None else bewertung.bilanz.value,
            _label(bewertung.herkunft),
        )
    umgebung.console().print(tabelle)


def _print_kennzahlen(umgebung: Umgebung, gesamt: Gesamtbewertung) -> None:
    tabelle = _table("Kennzahl", "Jahr", "Ist", "Soll", "Erreichung", "Stand", "Ausblick", "")
    for b in gesamt.kennzahlen.values():
        tabelle.add_row(
            b.nr,
            formats.UNKNOWN if b.jahr is None else str(b.jahr),
            _number(b.ist),
            _number(b.soll),
            _percent(b.zielerreichung),
            b.stand.value,
            b.ausblick.value,
            _label(b.herkunft),
        )
    umgebung.console().print(tabelle)


def show_haushalt(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``haushalt``: lines of a Haushaltsjahr, what each serves, euros per Unterziel; exit 1 if unknown."""
    if args.fassung == VOLLZUG:
        print(
            "Fehler: Der Vollzug ist kein Plan; er hat keinen Ansatz, der einem Ziel dient.", file=sys.stderr
        )
        return REJECTED
    haushalt = load_haushalt(umgebung.store, args.haushaltsjahr, args.fassung, args.wissensstand)
    if haushalt is None:
        fassung = f" ({args.fassung})" if args.fassung else ""
        print(f"Fehler: Ein Haushalt {args.haushaltsjahr}{fassung} ist nicht freigegeben.", file=sys.stderr)
        return REJECTED
    stand = load_sicht(umgebung, args)
    einsatz = mitteleinsatz(haushalt, stand)
    if umgebung.is_json:
        umgebung.print_json(with_system(haushalt_json(einsatz) | haushalt_more_json(einsatz, stand), stand))
        return DONE
    umgebung.say(f"Haushalt {haushalt.haushaltsjahr} ({haushalt.fassung}), {len(haushalt.zeilen)} Zeilen")
    tabelle = _table("Unterziel", "Aufwendungen", "Erträge", "inv. Auszahlungen", "inv. Einzahlungen", "")
    zeilen: list[tuple[str, Betraege, Herkunft | None]] = [
        (nr, betraege, einsatz.herkunft_je_unterziel.get(nr)) for nr, betraege in einsatz.je_unterziel.items()
    ]
    zeilen += [
        ("nicht zugeordnet", einsatz.nicht_zugeordnet, None),
        ("Summe", einsatz.summen, einsatz.herkunft),
    ]
    for name, betraege, herkunft in zeilen:
        spalten = (
            Positionsart.AUFWENDUNGEN,
            Positionsart.ERTRAEGE,
            Positionsart.INVESTIVE_AUSZAHLUNGEN,
            Positionsart.INVESTIVE_EINZAHLUNGEN,
        )
        tabelle.add_row(name, *(formats.format_euro(betraege[art]) for art in spalten), _label(herkunft))
    umgebung.console().print(tabelle)
    return DONE


def _table(*koepfe: str) -> Table:
    tabelle = Table(box=None, padding=(0, 2, 0, 0))
    rechts = {
        "Erreichung",
        "Soll",
        "Ist",
        "Aufwendungen",
        "Erträge",
        "inv. Auszahlungen",
        "inv. Einzahlungen",
    }
    for kopf in koepfe:
        tabelle.add_column(kopf, justify="right" if kopf in rechts else "left", no_wrap=True)
    return tabelle


def _percent(wert: Fraction | None) -> str:
    return formats.format_percent(wert)


def _number(wert: Fraction | None) -> str:
    return formats.format_number(wert)


def _label(herkunft: Herkunft | None) -> str:
    return "Beispiel" if herkunft is Herkunft.BEISPIEL else ""
