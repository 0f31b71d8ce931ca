"""Kennzahl-CSV: every input of a Kennzahl's calculation, a row each, as a German Excel opens it by a double click.

UTF-8 with its mark, semicolons, decimal commas without points between thousands. After the inputs follow rows of
the kind „Angabe“: name, unit, source, licence, as of when, and what was judged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kek_dashboard.charts.quellenangabe import herausgeber_of, lizenz_of
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.runden import optional_decimal
from kek_dashboard.reports.kennzahlauszug import BEISPIEL, Eingabe, Kennzahlauszug, eingaben

KOPF: Final = (
    "Art", "Zeitraum", "Wert", "Einheit", "Status", "Soll", "Beschluss", "Gilt", "Herkunft", "Datei", "Blatt", "Zelle",
    "Dort stand", "Bemerkung",
)  # fmt: skip
# What a spreadsheet program would take for a formula.
_HEIKEL = ("=", "+", "-", "@", "\t", "\r")


def write_csv(auszug: Kennzahlauszug) -> bytes:
    """The file as bytes."""
    ziel = io.StringIO()
    schreiber = csv.writer(ziel, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(KOPF)
    kennzahl = auszug.akte.kennzahl
    schreiber.writerows(_row(auszug, eingabe, kennzahl) for eingabe in eingaben(auszug))
    leer = [""] * (len(KOPF) - 3)
    schreiber.writerows(["Angabe", name, _text(wert), *leer] for name, wert in _notes(auszug) if wert)
    return ziel.getvalue().encode("utf-8-sig")


def _row(auszug: Kennzahlauszug, e: Eingabe, kennzahl: Kennzahl) -> list[str]:
    stelle = e.fundstelle
    lieferung = auszug.lieferung(stelle)
    return [
        e.art,
        e.zeit,
        _number(e.wert),
        _text(kennzahl.einheit) if e.wert is not None else "",
        e.status,
        _number(e.soll),
        _text(e.beschluss),
        e.gilt,
        e.herkunft.value if e.herkunft is not None else "",
        _text("" if lieferung is None else lieferung.dateiname),
        _text(stelle.blatt),
        stelle.zelle,
        _text(stelle.roh),
        _text(e.bemerkung),
    ]


def _notes(auszug: Kennzahlauszug) -> Iterator[tuple[str, str]]:
    kennzahl, b = auszug.akte.kennzahl, auszug.bewertung
    stand, ausblick, bilanz = auszug.urteil
    yield "Kennzahl", auszug.titel
    yield "Definition", kennzahl.definition
    yield "Unterziele", ", ".join(auszug.unterziele)
    yield "Fachbereich", kennzahl.fachbereich
    yield "Berichtsjahr", str(b.berichtsjahr)
    yield "Wissensstand", auszug.wissensstand.isoformat()
    yield "Stand", stand
    yield "Zielerreichung (1 = 100 %)", _number(optional_decimal(b.zielerreichung))
    yield "Soll-Zielerreichung (1 = 100 %)", _number(optional_decimal(b.soll_zielerreichung))
    yield "Ausblick", ausblick
    yield "Prognose", _number(optional_decimal(b.prognose))
    yield "Bilanz", bilanz
    yield "Quelle", kennzahl.quelle
    yield "Herausgeber", herausgeber_of(auszug.koerperschaft)
    yield "Datenstand", "" if auszug.datenstand is None else auszug.datenstand.isoformat()
    yield "Lizenz", lizenz_of(kennzahl)
    if b.herkunft is Herkunft.BEISPIEL:
        yield "Hinweis", BEISPIEL


def _number(wert: Decimal | None) -> str:
    """A number as German programs read it; delivered ones with the decimals they came with."""
    return "" if wert is None else f"{wert:f}".replace(".", ",")


def _text(text: str) -> str:
    """Text from a file: an apostrophe keeps a program from taking it for a formula; one line.

    >>> _text("=1+1"), _text("Kita-Bericht")
    ("'=1+1", 'Kita-Bericht')
    """
    eine = " ".join(text.split())
    return f"'{eine}" if eine.startswith(_HEIKEL) else eine
