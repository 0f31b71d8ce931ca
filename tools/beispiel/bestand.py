"""Bestand: writes all of data/ or checks that it is still what would be written."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .haushaltsplan import write_haushaltsplaene
from .haushaltssatzung import write_haushaltssatzungen
from .lieferplan import write_lieferplan
from .lieferungen import write_lieferungen
from .massnahmen import write_massnahmen
from .nachtrag import write_nachtrag
from .quellen import DATA
from .sitzungen import write_sitzungen
from .stammdaten import write_stammdaten
from .vergleich import first_difference
from .vergleichswerte import write_vergleichswerte
from .vollzug import write_vollzug
from .vorschlaege import write_vorschlaege
from .ziele import write_zielsystem
from .zielsystem_2024 import write_zielsystem_2024
from .zuordnung import write_zuordnungen

ORDNER = ("zielsystem", "beispiel")


def write_bestand(data: Path) -> None:
    """Write zielsystem/ and beispiel/ below ``data``."""
    zielsystem, beispiel = (data / name for name in ORDNER)
    for folder in (zielsystem, beispiel):
        folder.mkdir(parents=True, exist_ok=True)
    write_zielsystem(zielsystem)
    write_stammdaten(beispiel)
    write_massnahmen(beispiel)
    write_sitzungen(beispiel)
    write_vergleichswerte(beispiel)
    write_haushaltsplaene(beispiel)
    write_nachtrag(beispiel)
    write_haushaltssatzungen(beispiel)
    write_vollzug(beispiel)
    write_zuordnungen(beispiel)
    write_lieferungen(beispiel)
    write_zielsystem_2024(beispiel)
    write_vorschlaege(beispiel)
    write_lieferplan(beispiel)


def check_bestand(data: Path) -> str | None:
    """Return the first difference between ``data`` and what would be written now."""
    with tempfile.TemporaryDirectory() as temporary:
        write_bestand(Path(temporary))
        for name in ORDNER:
            difference = first_difference(Path(temporary) / name, data / name)
            if difference:
                return f"{name}/{difference}"
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; exit code 1 where --check finds a difference."""
    parser = argparse.ArgumentParser(description="Erzeugt Zielsystem und Beispielbestand in data/.")
    parser.add_argument(
        "--check", action="store_true", help="nur vergleichen, Zelle für Zelle; nichts schreiben"
    )
    if parser.parse_args(arguments).check:
        difference = check_bestand(DATA)
        sys.stdout.write(f"{difference}\n" if difference else "data/ ist aktuell.\n")
        return 1 if difference else 0
    write_bestand(DATA)
    sys.stdout.write(f"Geschrieben: {', '.join(f'data/{name}' for name in ORDNER)}\n")
    return 0
