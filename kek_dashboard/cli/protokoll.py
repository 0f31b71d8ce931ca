"""Protokoll: the command that shows the audit trail."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from rich.table import Table

from kek_dashboard.cli.umgebung import DONE, Umgebung
from kek_dashboard.domain.protokoll import Ereignisart
from kek_dashboard.store.protokoll import list_protokoll

_MOST = 1_000_000


def add_protokoll_words(parser: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The filters."""
    parser.add_argument("--seit", type=day, help="Tag (JJJJ-MM-TT), ab dem Einträge gezeigt werden")
    parser.add_argument("--wer", default="", help="Kontoname, oder kommandozeile:NAME")
    parser.add_argument("--aktion", type=Ereignisart, choices=list(Ereignisart))


def show_protokoll(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``protokoll``: who did what when, the newest last."""
    eintraege = tuple(
        reversed(
            list_protokoll(
                umgebung.store, seit=args.seit, wer=args.wer, aktion=args.aktion or "", anzahl=_MOST
            )
        )
    )
    if umgebung.is_json:
        umgebung.print_json(
            [asdict(e) | {"vorher": _value(e.vorher), "nachher": _value(e.nachher)} for e in eintraege]
        )
        return DONE
    tabelle = Table(box=None, padding=(0, 2, 0, 0))
    for kopf in ("Nr.", "Zeitpunkt (UTC)", "Wer", "Aktion", "Woran"):
        tabelle.add_column(kopf, no_wrap=True)
    for e in eintraege:
        tabelle.add_row(str(e.nr), e.zeitpunkt, e.wer, e.aktion, f"{e.gegenstand_art} {e.gegenstand}")
    umgebung.console().print(tabelle)
    return DONE


def _value(text: str) -> object:
    """What was or is, as JSON; ``null`` where there was nothing."""
    return json.loads(text) if text else None
