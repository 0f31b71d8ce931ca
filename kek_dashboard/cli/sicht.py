"""Sicht: what is known on a day, as the Zielsystem asked for on the command line sees it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from kek_dashboard.cli.umgebung import Umgebung
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.zielsystem import find_system
from kek_dashboard.store.load import load_datenstand


class UnusableZielsystemError(DomainError):
    """There is no such Zielsystem on the Wissensstand; the message names those there are."""

    def __init__(self, name: str, stand: Datenstand) -> None:
        """Say what there is."""
        namen = ", ".join(f"„{system.name}“ ({system.kurzname})" for system in stand.zielsysteme)
        super().__init__(
            f"Das Zielsystem „{name}“ ist am {stand.wissensstand:%d.%m.%Y} nicht bekannt; bekannt: {namen or 'keines'}."
        )


def add_zielsystem_word(parser: argparse.ArgumentParser) -> None:
    """``--zielsystem``: of which one to speak where there are several."""
    parser.add_argument(
        "--zielsystem",
        default="",
        metavar="NAME",
        help="Name oder Kurzname des Zielsystems; sonst das älteste, das am Wissensstand gilt",
    )


def load_sicht(umgebung: Umgebung, args: argparse.Namespace) -> Datenstand:
    """What is known on ``--wissensstand``, seen by ``--zielsystem``; raises ``UnusableZielsystemError``."""
    return choose_sicht(load_datenstand(umgebung.store, args.wissensstand), args.zielsystem)


def load_two(
    umgebung: Umgebung, args: argparse.Namespace, damals: date, heute: date
) -> tuple[Datenstand, Datenstand]:
    """Two days seen by the same Zielsystem, the one that the later day shows; the earlier one may not know it yet."""
    jetzt = choose_sicht(load_datenstand(umgebung.store, heute), args.zielsystem)
    return load_datenstand(umgebung.store, damals).as_seen_by(jetzt.zielsystem), jetzt


def choose_sicht(stand: Datenstand, name: str) -> Datenstand:
    """The Zielsystem of this name or short name, without one the one that the day shows."""
    if not name:
        return stand
    system = find_system(stand.zielsysteme, name)
    if system is None:
        raise UnusableZielsystemError(name, stand)
    return stand.fuer(system.name)


def with_system(daten: dict[str, Any], stand: Datenstand) -> dict[str, Any]:
    """An answer for programs with the Zielsystem it speaks of."""
    return {**daten, "zielsystem": stand.zielsystem.name}
