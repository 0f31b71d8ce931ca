"""Meilensteine: the steps of the measures, as each reporting round knew them."""

from collections.abc import Sequence
from datetime import date

from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, Zelle
from .quellen import Zeile, date_or_none, read_table

SPALTEN = (
    Spalte("Maßnahme-Nr.", 13, TEXT),
    Spalte("Meilenstein", 52, TEXT),
    Spalte("geplant", 13, DATUM),
    Spalte("erreicht", 13, DATUM),
    Spalte("Bemerkung", 52, TEXT),
)


def sheet_for(jahr: str, stand: date) -> Blatt:
    """Return the sheet Meilensteine of one round: what was planned and reached by then; 2021 brings new ones."""
    ab = {z["nr"]: z["ab"] for z in read_table("massnahmen")}
    rows = [
        z
        for z in read_table("meilensteine")
        if (ab[z["massnahme"]] == jahr if jahr == "2021" else ab[z["massnahme"]] <= jahr)
    ]
    return Blatt(
        name="Meilensteine",
        titel="Meilensteine der Maßnahmen (Beispiel)",
        spalten=SPALTEN,
        zeilen=[_zeile(z, stand) for z in rows],
        stand=stand,
        hinweise=(
            "Alle Meilensteine und Tage sind Beispiele. „erreicht“ bleibt leer, solange er offen ist.",
        ),
    )


def _zeile(z: Zeile, stand: date) -> Sequence[Zelle]:
    geplant, erreicht = date.fromisoformat(z["geplant"]), date_or_none(z["erreicht"])
    if erreicht is not None and erreicht > stand:
        erreicht = None
    ist_verschoben = bool(z["verschoben_ab"]) and int(z["verschoben_ab"]) <= stand.year
    if ist_verschoben:
        geplant = date.fromisoformat(z["verschoben_auf"])
    ist_bekannt = erreicht is not None or ist_verschoben or (not z["erreicht"] and geplant <= stand)
    bemerkung = z["bemerkung"] if ist_bekannt else ""
    return [z["massnahme"], z["bezeichnung"], geplant, erreicht, bemerkung or None]
