"""Vorlage: the command that writes the return workbook of a Fachbereich."""

from __future__ import annotations

import argparse
from pathlib import Path

from kek_dashboard.cli.datei import complain, write_whole
from kek_dashboard.cli.sicht import choose_sicht
from kek_dashboard.cli.umgebung import DONE, REJECTED, UNREADABLE, USAGE, Umgebung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.vorlage import (
    NothingDueError,
    UnknownFachbereichError,
    build_vorlage,
    find_fachbereich,
)
from kek_dashboard.reports.vorlage_xlsx import write_vorlage
from kek_dashboard.store.load import load_datenstand, today


def run_vorlage(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``vorlage``: one workbook for a Fachbereich and a year; a file of this name is replaced, and that is said.

    Exit 1 where there is nothing to deliver, 2 for an unknown Fachbereich, folder or ending, 3 where
    the file cannot be written.
    """
    ziel: Path = args.out
    if ziel.suffix.lower() != ".xlsx":
        return complain(f"--out muss auf .xlsx enden, nicht „{ziel.name}“.", USAGE)
    if not ziel.parent.is_dir():
        return complain(f"Den Ordner {ziel.parent} gibt es nicht.", USAGE)
    stand = choose_sicht(load_datenstand(umgebung.store), args.zielsystem)
    try:
        vorlage = build_vorlage(stand, find_fachbereich(stand, args.fachbereich), args.jahr, today())
    except UnknownFachbereichError as grund:
        return complain(str(grund), USAGE)
    except NothingDueError as grund:
        return complain(str(grund), REJECTED)
    gab_es = ziel.exists()
    try:
        write_whole(ziel, write_vorlage(vorlage))
    except OSError as grund:
        return complain(f"{ziel} lässt sich nicht schreiben: {grund.strerror}.", UNREADABLE)
    if umgebung.is_json:
        umgebung.print_json(
            {
                "datei": str(ziel),
                "fachbereich": vorlage.fachbereich.name,
                "jahr": vorlage.jahr,
                "offen": len(vorlage.offen),
                "ueberfaellig": vorlage.ueberfaellig,
                "geliefert": len(vorlage.geliefert),
                "bis": None if vorlage.bis is None else vorlage.bis.isoformat(),
            }
        )
        return DONE
    wie = "neu geschrieben, die frühere Datei wurde ersetzt" if gab_es else "geschrieben"
    bis = f", nächste Frist {format_date(vorlage.bis)}" if vorlage.bis else ""
    umgebung.say(
        f"{ziel}: {wie}. {vorlage.fachbereich.name}, {vorlage.jahr}: offen {len(vorlage.offen)}, davon überfällig "
        f"{vorlage.ueberfaellig}; schon geliefert {len(vorlage.geliefert)}{bis}."
    )
    return DONE
