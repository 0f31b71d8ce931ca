"""Vorschläge: the command that tells what is proposed, by whom, and where each proposal stands on its way."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from rich.table import Table

from kek_dashboard import formats
from kek_dashboard.cli.umgebung import DONE, Umgebung
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.verfahren import Vorschlag
from kek_dashboard.store.load import load_datenstand


def add_vorschlaege_words(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """What the command takes."""
    parser.add_argument("--wissensstand", type=day, help="Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen")


def show_vorschlaege(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``vorschlaege``: every proposal with its steps, oldest first."""
    daten = vorschlaege_json(load_datenstand(umgebung.store, args.wissensstand))
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    umgebung.say(f"Vorschläge, Wissensstand {formats.format_date(date.fromisoformat(daten['wissensstand']))}")
    tabelle = Table()
    for kopf in ("Nr.", "Bezeichnung", "von", "steht bei", "seit", "Beschluss"):
        tabelle.add_column(kopf)
    for v in daten["vorschlaege"]:
        letzter = v["weg"][-1]
        tag = formats.format_date(date.fromisoformat(letzter["am"]))
        tabelle.add_row(
            v["nr"],
            v["bezeichnung"],
            v["vorschlag_von"] or formats.UNKNOWN,
            v["schritt"],
            tag,
            letzter["beschluss"],
        )
    umgebung.console().print(tabelle)
    return DONE


def vorschlaege_json(stand: Datenstand) -> dict[str, Any]:
    """All proposals in the shape of the command line's JSON."""
    return {
        "wissensstand": stand.wissensstand.isoformat(),
        "vorschlaege": [_one(vorschlag) for vorschlag in stand.vorschlaege],
    }


def _one(v: Vorschlag) -> dict[str, Any]:
    return {
        "art": v.bezug,
        "nr": v.nr,
        "bezeichnung": v.gegenstand.bezeichnung,
        "unterziele": list(v.unterziele),
        "vorschlag_von": v.vorschlag_von,
        "schritt": v.schritt.value,
        "zaehlt": v.is_in_force,
        "herkunft": v.gegenstand.herkunft.value,
        "weg": [
            {
                "schritt": s.schritt.value,
                "am": s.am.isoformat(),
                "gremium": s.gremium,
                "beschluss": s.beschluss,
                "bemerkung": s.bemerkung,
                "herkunft": s.herkunft.value,
            }
            for s in v.schritte
        ],
    }
