"""Nachweis: where the figures come from, how they are computed and where each of them can be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kek_dashboard.charts.haushaltsworte import ansatz_text
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Block,
    Spalte,
    Tabelle,
    Ueberschrift,
    Wort,
    Zeile,
)
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage

REGELN: Final = (
    "Eine Zeile des Haushalts dient einem Unterziel mit einem Anteil; die Zuordnung gilt nur für ihr Haushaltsjahr.",
    "Eine Regel für ein Konto ersetzt für diese Zeile die Regeln ihres Produkts.",
    "Ein Anteil für eine Kennzahl geht an ihre Unterziele, ein Anteil für eine Maßnahme an ihr Unterziel.",
    "Was übrig bleibt, ist keinem Ziel zugeordnet.",
    "Jeder Teil wird auf ganze Cent geteilt, ohne dass ein Cent verloren geht oder doppelt zählt.",
    "Geld sagt nicht, ob ein Ziel erreicht wird; es geht nie in die Zielerreichung ein.",
)


def nachweis(lage: Haushaltslage) -> Iterator[Block]:
    """The last section."""
    yield Ueberschrift(1, ("Woher die Zahlen kommen",))
    yield Absatz(
        (
            "Alle Euro dieses Berichts sind der ", Wort(ansatz_text(lage.haushalt)),
            ". Jede Zahl steht noch einmal in der Auskunft der Befehlszeile: ", Wort(command(lage)), ".",
        )
    )  # fmt: skip
    yield Tabelle(
        "Lieferungen, aus denen dieser Haushalt stammt",
        (Spalte("Lieferung"), Spalte("Datei", anteil=1.0), Spalte("freigegeben am")),
        tuple(
            Zeile(
                (
                    (Wort(f"Lieferung {lieferung.nr}"),),
                    (Wort(lieferung.dateiname or UNKNOWN),),
                    (Wort(format_date(lieferung.freigegeben_am)),),
                )
            )
            for lieferung in lage.lieferungen
        ),
    )
    yield Ueberschrift(2, ("Wie gerechnet wird",))
    yield Aufzaehlung(tuple((regel,) for regel in REGELN))


def command(lage: Haushaltslage) -> str:
    """The call that gives the same figures as data."""
    tag = lage.quelle.wissensstand.isoformat()
    return f"{lage.stelle().befehl.zeile} --wissensstand {tag} --format json"
