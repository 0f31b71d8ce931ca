"""Grosshaushalt: a county-sized budget far larger than any, to measure against: 20,000 lines, nine years, three kinds.

Goals, Kennzahlen and Maßnahmen are those of the Beispielbestand; the plans and their mapping are made here and
go through the product's own importers as workbooks.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers.annahme import Annahme, Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.erststart import LIEFERPLAN, read_lieferplan
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store

ZEILEN = 20_000
JAHRE = range(2018, 2027)
KONTEN_JE_PRODUKT = 13
_TEILHAUSHALTE = 12
_GRUPPEN = (
    "111", "121", "122", "126", "127", "128", "217", "218", "221", "231", "241", "243", "252", "271", "311", "312",
    "313", "341", "351", "361", "362", "363", "365", "366", "367", "411", "414", "421", "511", "521", "523", "536",
    "537", "542", "547", "551", "554", "561", "571", "573", "575", "611", "612",
)  # fmt: skip
_KONTEN = (
    "3141000", "3321000", "3481000", "4011000", "4012000", "4211000", "4318000", "4331000", "4431000", "4711000",
    "6811000", "7818000", "7871000",
)  # fmt: skip
_ZIELE = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4")


def produkte(zeilen: int = ZEILEN) -> list[str]:
    """Numbers of the Produkte, in order."""
    anzahl = -(-zeilen // KONTEN_JE_PRODUKT)
    return sorted(f"{_GRUPPEN[i % len(_GRUPPEN)]}{i // len(_GRUPPEN):03d}" for i in range(anzahl))


def plan_rows(jahr: int, zeilen: int = ZEILEN) -> Iterator[list[object]]:
    """The lines of a plan: key, names, Ergebnis of two years before, Ansatz, Planung of the next year."""
    zufall = random.Random(jahr)  # noqa: S311 - the same budget each time, no secret
    for i, produkt in enumerate(p for p in produkte(zeilen) for _ in range(KONTEN_JE_PRODUKT)):
        if i >= zeilen:
            return
        konto = _KONTEN[i % KONTEN_JE_PRODUKT]
        teil = f"{1 + int(produkt[:3]) * _TEILHAUSHALTE // 620:02d}"
        betraege = [zufall.randrange(100, 40_000_000) / 100 for _ in range(3)]
        yield [
            teil,
            f"Teilhaushalt {teil}",
            produkt,
            f"Produkt {produkt}",
            konto,
            f"Konto {konto} in {produkt}",
            *betraege,
        ]


def plan_workbook(jahr: int, zeilen: int = ZEILEN) -> bytes:
    """One Haushaltsplan as .xlsx."""
    kopf = [
        "Teilhaushalt",
        "Teilhaushalt Bezeichnung",
        "Produkt",
        "Produktbezeichnung",
        "Konto",
        "Bezeichnung",
    ]
    kopf += [f"Ergebnis {jahr - 2}", f"Ansatz {jahr}", f"Planung {jahr + 1}"]
    return _workbook("Haushaltsplan", ["Herkunft: Beispiel"], kopf, plan_rows(jahr, zeilen))


def mapping_workbook(zeilen: int = ZEILEN) -> bytes:
    """Half of the Produkte mapped in all years, some to two goals."""

    def rows() -> Iterator[list[object]]:
        for jahr in JAHRE:
            for i, produkt in enumerate(produkte(zeilen)):
                if i % 2 == 0:
                    yield [jahr, produkt, _ZIELE[i % len(_ZIELE)], 60 if i % 4 else 100]
                if i % 4 == 2:  # noqa: PLR2004 - each fourth
                    yield [jahr, produkt, _ZIELE[(i + 3) % len(_ZIELE)], 30]

    return _workbook(
        "Zuordnung Haushalt",
        ["Herkunft: Beispiel"],
        ["Haushaltsjahr", "Produkt", "Unterziel", "Anteil in %"],
        rows(),
    )


def _workbook(name: str, oben: list[str], kopf: list[str], zeilen: Iterator[list[object]]) -> bytes:
    wb = Workbook(write_only=True)
    ws = wb.create_sheet(name)
    ws.append(oben)
    ws.append([])
    ws.append(kopf)
    for zeile in zeilen:
        ws.append(zeile)
    puffer = io.BytesIO()
    wb.save(puffer)
    return puffer.getvalue()


def fill_gross(path: Path, zeilen: int = ZEILEN, *, tell: bool = False) -> Path:
    """SQLite file with goals, Kennzahlen, Maßnahmen, nine plans of so many lines each, and their mapping."""
    store = open_store(f"sqlite:///{path.as_posix()}")
    try:
        migrate(store)
        for geplant in read_lieferplan(LIEFERPLAN):
            name = geplant.pfad.name
            if geplant.vorgabe.art is not Lieferart.HAUSHALT and not name.startswith("Zuordnung-Haushalt"):
                _accept(store, name, geplant.pfad.read_bytes(), geplant.vorgabe, geplant.stichtag)
        for jahr in JAHRE:
            inhalt = plan_workbook(jahr, zeilen)
            begonnen = time.perf_counter()
            vorgabe = Vorgabe(Lieferart.HAUSHALT, haushaltsjahr=jahr, fassung="beschlossen")
            _accept(store, f"Haushaltsplan-{jahr}.xlsx", inhalt, vorgabe)
            if tell:
                print(f"plan {jahr}: {time.perf_counter() - begonnen:.1f} s", file=sys.stderr)
        _accept(store, "Zuordnung.xlsx", mapping_workbook(zeilen), Vorgabe(Lieferart.STAMMDATEN))
    finally:
        store.close()
    return path


def _accept(
    store: Store, name: str, inhalt: bytes, vorgabe: Vorgabe, stichtag: date | None = None
) -> Annahme:
    annahme = accept_file(store, name, inhalt, vorgabe, freigabe=Freigabe(stichtag))
    if not annahme.freigegeben:
        raise RuntimeError((name, annahme.befunde[:3]))
    return annahme


if __name__ == "__main__":
    fill_gross(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ZEILEN, tell=True)  # noqa: PLR2004
