"""Nachtrag: one made-up Nachtragshaushalt that names only the lines it changes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from . import haushalt
from .arbeitsmappe import GANZ, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushalt import NACHTRAGSJAHR, Betraege
from .haushaltsplan import SCHLUESSEL_SPALTEN, key_cells
from .quellen import read_table

DATEI = f"Haushaltsplan-{NACHTRAGSJAHR}-Nachtrag-1.xlsx"
_STAND = date(2021, 7, 14)


@cache
def veraenderungen(jahr: int) -> Betraege:
    """Return by how much the Nachtrag of a year changes which lines, in euros."""
    gesucht = {
        (z["produkt"], z["konto"]): Decimal(z["veraenderung_eur"])
        for z in read_table("nachtrag")
        if z["haushaltsjahr"] == str(jahr)
    }
    gefunden = {
        p: gesucht[p.produkt, p.konto] for p in haushalt.positionen() if (p.produkt, p.konto) in gesucht
    }
    assert len(gefunden) == len(gesucht)
    return MappingProxyType(gefunden)


@cache
def after_nachtrag(jahr: int) -> Betraege:
    """Return the Ansatz of every line once the Nachtrag holds."""
    mehr = veraenderungen(jahr)
    return MappingProxyType({p: b + mehr.get(p, Decimal(0)) for p, b in haushalt.ansatz(jahr).items()})


def write_nachtrag(folder: Path) -> None:
    """Write the workbook of the Nachtrag."""
    jahr = NACHTRAGSJAHR
    vorher, nachher = haushalt.ansatz(jahr), after_nachtrag(jahr)
    zeilen: list[Sequence[Zelle]] = [
        [*key_cells(p), vorher[p], mehr, nachher[p]] for p, mehr in veraenderungen(jahr).items()
    ]
    blatt = Blatt(
        name=f"1. Nachtrag {jahr}",
        titel=f"Landkreis Helmstedt – 1. Nachtragshaushaltsplan {jahr} (Beispiel, keine echten Ansätze)",
        stand=_STAND,
        spalten=(
            *SCHLUESSEL_SPALTEN,
            Spalte(f"Ansatz {jahr}", 17, GANZ),
            Spalte(f"Nachtrag {jahr}", 17, GANZ),
            Spalte(f"neuer Ansatz {jahr}", 17, GANZ),
        ),
        zeilen=zeilen,
        hinweise=(
            "Beträge in EUR. Alle Beträge sind erfunden und als Beispiel gekennzeichnet.",
            "Genannt sind nur die Zeilen, die sich ändern; alle übrigen behalten ihren Ansatz.",
        ),
    )
    write_arbeitsmappe(folder / DATEI, [blatt])
