"""Every number is proved over databases nobody has chosen: every Zieltyp, gaps, breaks, quarters, lines by chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag, Berichtsformat
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.session import open_store
from tests.cli.conftest import Run
from tests.cli.mappen import write_kennzahlen, write_workbook
from tests.domain.worked_cases import KENNZAHL_CASES, kennzahl
from tests.reports.bezugspruefung import Kommandozeile, check_bericht, own_names
from tests.reports.papierpruefung import check_docx, check_pdf, check_xlsx

pytestmark = pytest.mark.slow
VIERTEL = ("I", "II", "III", "IV")
BIS = date(2025, 6, 30)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what is read from it is the same on both."""
    return sqlite_url


def by_chance(wuerfel: Random, nr: str) -> dict[str, Any]:
    """A Kennzahl as nobody would think of it."""

    def value() -> Decimal:
        return Decimal(wuerfel.randint(-400_000, 4_000_000)).scaleb(-wuerfel.randint(0, 4))

    zieltyp = wuerfel.choice(("steigern", "senken", "mindestens", "hoechstens", "korridor", "beobachten"))
    quartale = wuerfel.random() < 0.3
    jahre = [jahr for jahr in range(2018, 2025) if wuerfel.random() < 0.7]
    zeiten = (
        [f"{q}/{jahr}" for jahr in jahre for q in VIERTEL[: wuerfel.randint(1, 4)]] if quartale else jahre
    )
    unten, oben = sorted((value(), value()))
    mit_ziel = zieltyp not in {"korridor", "beobachten"}
    ziele = {jahr: value() for jahr in (2022, 2026) if mit_ziel and wuerfel.random() < 0.8}
    return kennzahl(
        nr,
        zieltyp,
        [(str(zeit), value()) for zeit in zeiten],
        basisjahr=2018 if wuerfel.random() < 0.8 else None,
        basiswert=value() if wuerfel.random() < 0.8 else None,
        untergrenze=unten if zieltyp == "korridor" else None,
        obergrenze=oben if zieltyp == "korridor" else None,
        toleranz=abs(value()) if wuerfel.random() < 0.7 else None,
        zielwerte=ziele,
        frequenz="vierteljaehrlich" if quartale else "jaehrlich",
        aggregation=wuerfel.choice(("letzter", "summe", "mittel")),
        reihenbrueche=[("2021", value() if wuerfel.random() < 0.5 else None)]
        if wuerfel.random() < 0.2
        else [],
        zuordnungen={
            z: Decimal(wuerfel.randint(1, 3)) for z in wuerfel.sample(("1.1", "1.2"), wuerfel.randint(0, 2))
        },
    )


def deliver(run: Run, ordner: Path, kennzahlen: list[dict[str, Any]], wuerfel: Random) -> None:
    """Stammdaten, values, Maßnahmen and a Haushalt with its Zuordnung, released on several days."""
    stammdaten, *werte = write_kennzahlen(ordner, kennzahlen)
    produkte = [f"{wuerfel.randint(111, 575)}{i:03}" for i in range(6)]
    konten = ("3141000", "4011000", "4318000", "6811000", "7871000", "4811000")
    zeilen = [
        (
            f"{wuerfel.randint(1, 3):02}",
            produkt,
            konto,
            "Zeile",
            Decimal(wuerfel.randint(-999, 99_999_999)).scaleb(-2),
        )
        for produkt in produkte
        for konto in konten
        if wuerfel.random() < 0.7
    ]
    plan = [("Teilhaushalt", "Produkt", "Konto", "Bezeichnung", "Ansatz 2024"), *zeilen]
    regeln = [
        (2024, produkt, wuerfel.choice(("1.1", "1.2")), wuerfel.choice((10, 33, 100)))
        for produkt in produkte
        if wuerfel.random() < 0.7
    ]
    stamm: dict[str, Iterable[Sequence[Any]]] = {
        "Zuordnung Haushalt": [("Haushaltsjahr", "Produkt", "Unterziel", "Anteil"), *regeln],
        "Maßnahmen": [
            ("Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Status", "Fortschritt"),
            *((f"M-{i}", "1.1", f"Tat {i}", "laufend", wuerfel.randint(0, 100)) for i in range(3)),
        ],
        "Meilensteine": [
            ("Maßnahme-Nr.", "Meilenstein", "Geplant", "Erreicht"),
            *((f"M-{i}", f"Schritt {i}", f"{wuerfel.randint(2023, 2026)}-06-30", None) for i in range(3)),
        ],
    }
    angaben = ("--art", "haushalt", "--haushaltsjahr", 2024, "--fassung", "beschlossen")
    lieferungen: list[tuple[Path, str, tuple[object, ...]]] = [
        (stammdaten, "2024-02-01", ()),
        (write_workbook(ordner / "Plan.xlsx", {"Plan": plan}), "2024-03-01", angaben),
        (write_workbook(ordner / "Regeln.xlsx", stamm), "2024-03-02", ()),
        *((datei, "2025-05-02", ()) for datei in werte),
    ]
    for datei, tag, worte in lieferungen:
        ausgang = run("import", datei, *worte, "--freigeben", "--stichtag", tag)
        assert ausgang.code == 0, ausgang.out


def all_faults(url: str) -> list[str]:
    """Everything wrong with any report of 2024, on the screen's side and on paper."""
    store = open_store(url)
    faults: list[str] = []
    try:
        for art in Berichtsart:
            quelle = Berichtsquelle(
                store, Berichtsauftrag(art, 2024, BIS, 1 if art is Berichtsart.BRIEFING else None)
            )
            bericht = BERICHTE[art].make(quelle)
            namen = own_names(
                quelle.stand, quelle.haushalt(2024), [str(nr) for nr in quelle.stand.lieferungen]
            )
            pruefung = check_bericht(bericht, Kommandozeile(url, BIS), namen)
            faults += [f"{art}: {fund}" for fund in pruefung.funde]
            faults += check_pdf(bericht, write_bericht(quelle, Berichtsformat.PDF))
            faults += check_docx(bericht, write_bericht(quelle, Berichtsformat.DOCX))
            if BERICHTE[art].write_xlsx is None:
                faults += check_xlsx(bericht, write_bericht(quelle, Berichtsformat.XLSX))
    finally:
        store.close()
    return faults


@pytest.mark.parametrize("saat", range(4))
def test_every_number_of_a_database_by_chance_is_proved(
    run: Run,
    tmp_path: Path,
    sqlite_url: str,
    saat: int,
) -> None:
    wuerfel = Random(saat)
    deliver(run, tmp_path, [by_chance(wuerfel, f"1.1-{i:02}") for i in range(1, 13)], wuerfel)
    if faults := all_faults(sqlite_url):
        pytest.fail("\n".join(faults[:40]), pytrace=False)


def test_every_number_of_the_worked_cases_is_proved(run: Run, tmp_path: Path, sqlite_url: str) -> None:
    faelle = [case.kennzahl | {"nr": f"1.1-{i:02}"} for i, case in enumerate(KENNZAHL_CASES, start=1)]
    deliver(run, tmp_path, faelle, Random(0))
    if faults := all_faults(sqlite_url):
        pytest.fail("\n".join(faults[:40]), pytrace=False)
