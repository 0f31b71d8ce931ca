"""Bench of the reports: the Fortschrittsbericht as a PDF, from the command to its file: computing time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, UnterzielZuordnung, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.importers.erststart import load_bestand
from kek_dashboard.store.load import load_datenstand
from tools.bench_zeile import Line, new_store, put
from tools.live import fill

_KENNZAHLEN, _JAHRE = 300, 8
_JAHR, _WISSENSSTAND = 2025, "2026-11-23"
#: Runs a command and tells its computing time and its largest memory; Linux counts in KiB.
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def bericht(folder: Path) -> Iterator[Line]:
    """Time and memory for the Beispielbestand, and the time for many more Kennzahlen."""
    sekunden, mib = _measure(fill(folder), folder)
    yield Line("Fortschrittsbericht of the Beispielbestand as PDF: CPU", sekunden, 10, "s")
    yield Line("  largest memory of the command", mib, 400, "MiB")
    sekunden, mib = _measure(_many(folder / "viele.sqlite"), folder)
    yield Line(
        f"Fortschrittsbericht of {_KENNZAHLEN} Kennzahlen × {_JAHRE} years as PDF: CPU", sekunden, 30, "s"
    )
    yield Line("  largest memory of the command", mib, None, "MiB")


def _measure(database: Path, folder: Path) -> tuple[float, float]:
    """CPU seconds and MiB of one command, its start among them."""
    ziel = folder / "bericht.pdf"
    befehl = [
        sys.executable, "-m", "kek_dashboard", "bericht", "fortschritt", "--jahr", str(_JAHR),
        "--wissensstand", _WISSENSSTAND, "--out", str(ziel),
    ]  # fmt: skip
    umgebung = {**os.environ, "KEK_DATABASE_URL": f"sqlite:///{database.as_posix()}"}
    said = subprocess.run(
        [sys.executable, "-c", _PEAK, *befehl], capture_output=True, check=True, env=umgebung
    )
    ziel.unlink()
    sekunden, kib = said.stdout.split()
    return float(sekunden), int(kib) / 1024


def _many(path: Path) -> Path:
    """A database with the Zielsystem and as many Kennzahlen for each of its Unterziele, some well, some badly."""
    store = new_store(path)
    load_bestand(store, beispiel=False)
    unterziele = [ziel.nr for ziel in load_datenstand(store).ziele_der_ebene(Ebene.UNTERZIEL)]
    wo = Fundstelle("Bench", "A1", "")
    nummern = [(f"{unterziele[i % len(unterziele)]}-{i + 1:03d}", i) for i in range(_KENNZAHLEN)]
    kennzahlen = Inhalt(
        kennzahlen=tuple(
            Kennzahl(
                nr, f"Anteil der erledigten Fälle am Jahresende, Gruppe {i + 1}", "%", Zieltyp.STEIGERN,
                basisjahr=2018, basiswert=Decimal(40), fachbereich="GB Jugend", fundstelle=wo,
            )
            for nr, i in nummern
        ),
        zielwerte=tuple(Zielwert(nr, 2026, Decimal(80), fundstelle=wo) for nr, _ in nummern),
        zuordnungen=tuple(UnterzielZuordnung(nr, nr.partition("-")[0], fundstelle=wo) for nr, _ in nummern),
    )  # fmt: skip
    put(store, kennzahlen)
    werte = tuple(
        Messwert(nr, Zeitraum(2018 + j), Decimal(40 + j * (i % 9) - i % 4), fundstelle=wo)
        for nr, i in nummern
        for j in range(_JAHRE)
    )
    put(store, Inhalt(messwerte=werte))
    store.close()
    return path
