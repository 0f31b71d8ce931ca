"""Bench: the figures the program promises, each as a ratio or CPU time from one run on one machine.

Machines differ and are noisy: a ratio compares two things done in turn, and of several runs the best
counts. Nothing here fails a build; the table says what was promised and what was measured.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from openpyxl import Workbook, load_workbook

from kek_dashboard.charts.verlauf import draw_verlauf
from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Messwert,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.zeitraum import Periode, Zeitraum
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.settings import read_settings
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.save import compare
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.data import Daten, StoreQuelle
from tools.bench_bericht import bericht
from tools.bench_browser import browser
from tools.bench_haushalt import haushalt
from tools.bench_zeile import RUNS, Line, best, new_store, put
from tools.live import fill

PAGE_RUNS = 20
MESSWERTE = 50_000
MONATE = 96
KENNZAHLEN, JAHRE = 1_000, 9
#: Kennzahlen that count, of which every tenth counts persons.
GEZAEHLTE = 300
PAGES = ("/", "/unterziel/1.2", "/kennzahlen", "/kennzahl/2.2-02", "/haushalt", "/lieferungen")


def main() -> None:
    """Measure everything, or the parts that are named, and print the table."""
    with tempfile.TemporaryDirectory() as ordner:
        folder = Path(ordner)
        parts = {
            "einlesen": (preview, import_ratio),
            "datenstand": (datenstand, geheimhaltung),
            "seiten": (pages,),
            "haushalt": (haushalt,),
            "bericht": (bericht,),
            "browser": (browser,),
        }
        chosen = sys.argv[1:] or list(parts)
        lines = [line for name in chosen for part in parts[name] for line in part(folder)]
    for line in lines:
        promise = "" if line.promised is None else f"≤ {line.promised:g} {line.unit}"
        print(f"{line.what:<66}{line.measured:>10.2f} {line.unit:<8}{promise}")


# ------------------------------------------------------------------------------------------ preview


def preview(folder: Path) -> list[Line]:
    """What a person waits for after an upload of 50,000 rows: read, interpreted, compared; nothing stored."""
    inhalt = workbook_of_messwerte()
    store = new_store(folder / "vorschau.sqlite")
    put(store, stammdaten(MESSWERTE // MONATE + 1, Frequenz.MONATLICH))
    stand = load_datenstand(store)
    load, read, whole = [], [], []
    for _ in range(RUNS - 2):
        load.append(best(lambda: load_workbook(io.BytesIO(inhalt)), runs=1))
        started = time.perf_counter()
        mappe = read_workbook(inhalt, "messwerte.xlsx")
        read.append(time.perf_counter() - started)
        ergebnis = read_delivery(mappe, Vorgabe(), stand)
        with store.reading() as connection:
            vergleich = compare(connection, ergebnis.inhalt)
        whole.append(time.perf_counter() - started)
        if vergleich.neu != MESSWERTE:
            raise RuntimeError(ergebnis.befunde[:3])
    store.close()
    return [
        Line(f"workbook of {MESSWERTE:,} rows: openpyxl.load_workbook", min(load), None, "s"),
        Line("  read by the child and built", min(read), None, "s"),
        Line("  read, interpreted, compared (preview)", min(whole), None, "s"),
        Line("preview : load_workbook", min(b / a for a, b in zip(load, whole, strict=True)), 3, "×"),
        Line("largest child that read a workbook", child_peak_mib(inhalt), 1024, "MiB"),
    ]


#: A small process reads the file, because a child counts the memory of the one that started it as its own.
PEAK = """
import resource, sys
from kek_dashboard.importers.workbook import read_lines
read_lines(sys.stdin.buffer.read(), "messwerte.xlsx")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def child_peak_mib(inhalt: bytes) -> float:
    """Peak memory of the child process that reads this workbook (Linux counts it in KiB)."""
    root = Path(__file__).resolve().parents[1]
    said = subprocess.run(
        [sys.executable, "-c", PEAK], input=inhalt, capture_output=True, check=True, cwd=root
    )
    return int(said.stdout) / 1024


# ------------------------------------------------------------------------------------------- import


def import_ratio(folder: Path) -> list[Line]:
    """Importing 50,000 Messwerte beside one normal ``openpyxl.load_workbook`` of the same file, in turn."""
    inhalt = workbook_of_messwerte()
    load, take_in = [], []
    for run in range(RUNS - 2):
        load.append(best(lambda: load_workbook(io.BytesIO(inhalt)), runs=1))
        store = new_store(folder / f"import-{run}.sqlite")
        anzahl = MESSWERTE // MONATE + 1
        put(store, stammdaten(anzahl, Frequenz.MONATLICH))

        def accept(store: Store = store) -> None:
            annahme = accept_file(store, "messwerte.xlsx", inhalt, Vorgabe(), freigabe=Freigabe())
            if annahme.vergleich.neu != MESSWERTE:
                raise RuntimeError(annahme.befunde[:3])

        take_in.append(best(accept, runs=1))
        store.close()
    ratio = min(b / a for a, b in zip(load, take_in, strict=True))
    return [
        Line(f"openpyxl.load_workbook, {MESSWERTE:,} Messwerte (.xlsx)", min(load), None, "s"),
        Line("the same file imported and released (SQLite)", min(take_in), None, "s"),
        Line("import : load_workbook", ratio, 3, "×"),
    ]


def workbook_of_messwerte() -> bytes:
    """A long Lieferung as a Fachbereich sends it: seven columns, 50,000 rows."""
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("Kennzahlen")
    ws.append(["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zeitraum", "Ist", "Status", "Bemerkung"])
    for i in range(MESSWERTE):
        nr, monat = divmod(i, MONATE)
        jahr, nummer = divmod(monat, 12)
        wert = 100 + (i * 7919 % 997) / 100
        ws.append(
            [
                kennzahl_nr(nr),
                f"Kennzahl {nr}",
                "Punkte",
                f"{nummer + 1:02d}/{2018 + jahr}",
                wert,
                "endgültig",
                None,
            ]
        )
    puffer = io.BytesIO()
    wb.save(puffer)
    return puffer.getvalue()


# --------------------------------------------------------------------------------------- Datenstand


def datenstand(folder: Path) -> list[Line]:
    """Loading and judging 1,000 Kennzahlen of 9 years."""
    store = new_store(folder / "datenstand.sqlite")
    put(store, stammdaten(KENNZAHLEN, Frequenz.JAEHRLICH))
    put(
        store,
        Inhalt(
            messwerte=tuple(
                Messwert(
                    kennzahl_nr(i), Zeitraum(2018 + j), Decimal(100 + j * 3 + i % 7), fundstelle=place(i, j)
                )
                for i in range(KENNZAHLEN)
                for j in range(JAHRE)
            )
        ),
    )
    both = best(lambda: bewerte_alles(load_datenstand(store), 2026))
    load = best(lambda: load_datenstand(store))
    stand = load_datenstand(store)
    every_year = best(lambda: [bewerte_alles(stand, jahr) for jahr in range(2018, 2027)], runs=2)
    store.close()
    return [
        Line(f"Datenstand {KENNZAHLEN} Kennzahlen × {JAHRE} Jahre: loaded and judged", both, 1, "s"),
        Line("  of it loading", load, None, "s"),
        Line("  judged at all nine Berichtsjahre", every_year, None, "s"),
    ]


def geheimhaltung(folder: Path) -> list[Line]:
    """What it costs that of 300 Kennzahlen with quarters every tenth counts persons: the same, loaded in turn."""
    stores = []
    for personal in (False, True):
        store = new_store(folder / f"personal-{personal}.sqlite")
        grund = stammdaten(GEZAEHLTE, Frequenz.VIERTELJAEHRLICH)
        kennzahlen = tuple(
            replace(k, einheit="Personen", aggregation=Aggregation.SUMME, personenbezogen=personal and i % 10 == 0)
            for i, k in enumerate(grund.kennzahlen)
        )  # fmt: skip
        put(store, replace(grund, kennzahlen=kennzahlen))
        for jahr in range(2018, 2018 + JAHRE):
            put(store, Inhalt(messwerte=tuple(_quarters(jahr))))
        stores.append(store)
    times = [
        [best(partial(load_datenstand, store), time.process_time, 1) for store in stores] for _ in range(RUNS)
    ]
    ohne, mit = (min(spalte) for spalte in zip(*times, strict=True))
    for store in stores:
        store.close()
    return [Line("loaded with small counts withheld : without", mit / ohne, 1.3, "×")]


def _quarters(jahr: int) -> Iterator[Messwert]:
    """Counts of all quarters of a year, some of them small, and the year."""
    for i in range(GEZAEHLTE):
        werte = [(i * 7 + jahr * 3 + n) % 11 for n in range(1, 5)]
        zeiten = [*(Zeitraum(jahr, Periode.QUARTAL, n) for n in range(1, 5)), Zeitraum(jahr)]
        for zeit, wert in zip(zeiten, [*werte, sum(werte)], strict=True):
            yield Messwert(kennzahl_nr(i), zeit, Decimal(wert), fundstelle=place(i, jahr))


# -------------------------------------------------------------------------------------------- pages


def pages(folder: Path) -> list[Line]:
    """Server CPU of each page over the Beispielbestand, drawn ahead or seen by somebody before; of the figure alone."""
    database = fill(folder)
    store = open_store(f"sqlite:///{database.as_posix()}")
    settings = read_settings({"KEK_DATABASE_URL": f"sqlite:///{database.as_posix()}"}, folder)
    app = create_app(store, settings)
    client = app.server.test_client()
    started = time.process_time()
    drawn = app.vorlauf.draw()
    lines = [
        Line(
            f"{drawn} pages drawn ahead: server CPU for each",
            (time.process_time() - started) * 1000 / drawn,
            None,
            "ms",
        )
    ]
    jahr = Daten(StoreQuelle(store)).eroeffnung(load_datenstand(store))[0]
    for path in PAGES:
        body: dict[str, object] = {
            "output": "rahmen.children",
            "outputs": {"id": "rahmen", "property": "children"},
            "inputs": [
                {"id": "adresse", "property": "pathname", "value": path},
                {"id": "adresse", "property": "search", "value": f"?jahr={jahr}"},
            ],
            "changedPropIds": ["adresse.pathname"],
        }

        def ask(body: dict[str, object] = body) -> None:
            answer = client.post(
                "/_dash-update-component", json=body, headers={"Sec-Fetch-Site": "same-origin"}
            )
            if answer.status_code != 200:  # noqa: PLR2004 - OK
                raise RuntimeError(answer.get_data(as_text=True)[:200])

        first = best(ask, time.process_time, 1)
        lines.append(Line(f"page {path}: server CPU for the first who asks", first * 1000, 10, "ms"))
        lines.append(
            Line("  and for who asks after them", best(ask, time.process_time, PAGE_RUNS) * 1000, 10, "ms")
        )
    stand = load_datenstand(store)
    akte = stand.akte("2.2-02")
    bewertung = bewerte_alles(stand, 2024).kennzahlen["2.2-02"]
    figure = best(
        lambda: json.dumps(draw_verlauf(verlauf_of(akte, bewertung, stand.zielsystem))),
        time.process_time,
        PAGE_RUNS,
    )
    lines.append(Line("  of it the figure, drawn and written as JSON", figure * 1000, None, "ms"))
    store.close()
    return lines


# -------------------------------------------------------------------------------------------- stores


def stammdaten(anzahl: int, frequenz: Frequenz) -> Inhalt:
    """An Unterziel and Kennzahlen with a target each."""
    nummern = [kennzahl_nr(i) for i in range(anzahl)]
    wo = Fundstelle("Bench", "A1", "")
    return Inhalt(
        ziele=(
            Zielfassung("1", Ebene.OBERZIEL, "1", "1", fundstelle=wo),
            Zielfassung("1.1", Ebene.UNTERZIEL, "1.1", "1.1", fundstelle=wo),
        ),
        kennzahlen=tuple(
            Kennzahl(
                nr, nr, "Punkte", Zieltyp.STEIGERN,
                basisjahr=2018, basiswert=Decimal(100), frequenz=frequenz, fundstelle=wo,
            )
            for nr in nummern
        ),
        zielwerte=tuple(Zielwert(nr, 2026, Decimal("125.5"), fundstelle=wo) for nr in nummern),
        zuordnungen=tuple(UnterzielZuordnung(nr, "1.1", fundstelle=wo) for nr in nummern),
    )  # fmt: skip


def kennzahl_nr(i: int) -> str:
    """Number of the i-th Kennzahl."""
    return f"1.1-{i + 1:04d}"


def place(i: int, j: int) -> Fundstelle:
    """A made-up cell."""
    return Fundstelle("Bench", f"E{i * JAHRE + j + 2}", "")


if __name__ == "__main__":
    main()
