"""Every number of every report stands a second time on the command line, and on paper as it stands in the report."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag, Berichtsformat, last_day_of_quarter
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.bezug import Befehl
from kek_dashboard.reports.bericht.form import Bericht, Gremium
from kek_dashboard.reports.bericht.quelle import Berichtskopf, Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.session import Store, open_store
from tests.cli.conftest import Run
from tests.cli.mappen import write_kennzahlen, write_workbook
from tests.domain.worked_cases import KENNZAHL_CASES, series
from tests.reports.bezugspruefung import Kommandozeile, all_befehle, check_bericht, own_names
from tests.reports.papierpruefung import check_docx, check_haushaltsmappe, check_pdf, check_xlsx

pytestmark = pytest.mark.slow

KOPF = Berichtskopf(
    absender="Der Landrat · Referat A",
    adresse="https://kek.kreis.example",
    drucksache="84/2026",
    gremien=(Gremium("Ausschuss für Wirtschaft", date(2026, 9, 15)), Gremium("Kreistag")),
)


def _briefing(jahr: int, quartal: int) -> Berichtsauftrag:
    return Berichtsauftrag(Berichtsart.BRIEFING, jahr, last_day_of_quarter(jahr, quartal), quartal)


#: A year with much in it, one with little, one before anything is known, one that ends it all.
AUFTRAEGE = (
    Berichtsauftrag(Berichtsart.FORTSCHRITT, 2024, date(2026, 6, 30)),
    Berichtsauftrag(Berichtsart.FORTSCHRITT, 2021, date(2022, 9, 30)),
    Berichtsauftrag(Berichtsart.FORTSCHRITT, 2018, date(2019, 3, 31)),
    _briefing(2026, 2),
    _briefing(2024, 4),
    _briefing(2019, 1),
    Berichtsauftrag(Berichtsart.BRIEFING, 2025, date(2026, 2, 10)),
    Berichtsauftrag(Berichtsart.HAUSHALT, 2024, date(2026, 6, 30)),
    Berichtsauftrag(Berichtsart.HAUSHALT, 2021, date(2021, 12, 31)),
    Berichtsauftrag(Berichtsart.HAUSHALT, 2018, date(2019, 12, 31)),
    Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, date(2026, 10, 31)),
    Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2023, date(2024, 6, 30)),
)
JE_ART = tuple({auftrag.art: auftrag for auftrag in reversed(AUFTRAEGE)}.values())


def _name(auftrag: Berichtsauftrag) -> str:
    quartal = "" if auftrag.quartal is None else f"-q{auftrag.quartal}"
    return f"{auftrag.art}-{auftrag.jahr}{quartal}-{auftrag.wissensstand}"


@pytest.fixture(scope="module")
def url(beispiel_datei: Path) -> str:
    """Address of the Beispielbestand, which is only read here."""
    return f"sqlite:///{beispiel_datei.as_posix()}"


@pytest.fixture(scope="module")
def bestand(url: str):
    """The Beispielbestand."""
    store = open_store(url)
    yield store
    store.close()


def quelle_of(store: Store, auftrag: Berichtsauftrag) -> Berichtsquelle:
    return Berichtsquelle(store, auftrag, KOPF)


def make(store: Store, auftrag: Berichtsauftrag) -> Bericht:
    return BERICHTE[auftrag.art].make(quelle_of(store, auftrag))


def names_of(store: Store, auftrag: Berichtsauftrag) -> tuple[str, ...]:
    """What the county calls its things, and the numbers of its Lieferungen."""
    quelle = quelle_of(store, auftrag)
    lieferungen = [str(nr) for nr in quelle.stand.lieferungen]
    return own_names(quelle.stand, quelle.haushalt(auftrag.jahr), lieferungen)


@pytest.mark.parametrize("auftrag", AUFTRAEGE, ids=_name)
def test_every_number_is_the_one_of_the_command_line(
    bestand: Store, url: str, auftrag: Berichtsauftrag
) -> None:
    pruefung = check_bericht(
        make(bestand, auftrag), Kommandozeile(url, auftrag.wissensstand), names_of(bestand, auftrag)
    )
    if pruefung.funde:
        pytest.fail(str(pruefung), pytrace=False)
    assert pruefung.zahlen


@pytest.mark.parametrize("auftrag", AUFTRAEGE, ids=_name)
def test_paper_has_every_digit_of_the_report_and_no_other(bestand: Store, auftrag: Berichtsauftrag) -> None:
    bericht, quelle = make(bestand, auftrag), quelle_of(bestand, auftrag)
    faults = check_pdf(bericht, write_bericht(quelle, Berichtsformat.PDF))
    faults += check_docx(bericht, write_bericht(quelle, Berichtsformat.DOCX))
    if BERICHTE[auftrag.art].write_xlsx is None:
        faults += check_xlsx(bericht, write_bericht(quelle, Berichtsformat.XLSX))
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


HAUSHALTE = tuple(auftrag for auftrag in AUFTRAEGE if auftrag.art is Berichtsart.HAUSHALT)


@pytest.mark.parametrize("auftrag", HAUSHALTE, ids=_name)
def test_the_workbook_of_the_haushalt_has_the_euros_of_the_command_line(
    bestand: Store, url: str, auftrag: Berichtsauftrag
) -> None:
    inhalt = write_bericht(quelle_of(bestand, auftrag), Berichtsformat.XLSX)
    befehl = Befehl("haushalt", (("haushaltsjahr", str(auftrag.jahr)),))
    antwort = Kommandozeile(url, auftrag.wissensstand).answer(befehl)
    faults = check_haushaltsmappe(inhalt, antwort)
    if faults:
        pytest.fail("\n".join(faults[:40]), pytrace=False)


def test_every_report_of_the_contract_is_there() -> None:
    assert set(BERICHTE) == set(Berichtsart)


def test_every_command_that_a_report_names_is_in_the_help(bestand: Store, capsys) -> None:
    namen = {name for auftrag in JE_ART for name in all_befehle(make(bestand, auftrag))}
    main(["--help"], lambda _store, _settings: None, {})
    worte = set(re.findall(r"[a-z-]+", capsys.readouterr().out))
    assert namen and namen <= worte


_ALLES = """
import hashlib, socket, sys
from kek_dashboard.domain.bericht import Berichtsformat
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.store.session import open_store
from tests.reports.bericht.test_jede_zahl import JE_ART, KOPF

def refuse(*_args, **_kwargs):
    print("asked the network", file=sys.stderr)
    raise OSError("no network here")

for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
store = open_store(sys.argv[1])
for auftrag in JE_ART:
    for form in Berichtsformat:
        inhalt = write_bericht(Berichtsquelle(store, auftrag, KOPF), form)
        print(auftrag.art, form, hashlib.sha256(inhalt).hexdigest())
store.close()
"""


@pytest.fixture(scope="module")
def laeufe(url: str) -> list[subprocess.CompletedProcess[str]]:
    """Every report in every format, made by two processes that order sets, tell the time and sort otherwise."""
    return [
        subprocess.run(
            [sys.executable, "-c", _ALLES, url],
            env={**os.environ, "PYTHONHASHSEED": saat, "TZ": zone, "LC_ALL": "C"},
            cwd=Path(__file__).resolve().parents[3],
            capture_output=True,
            text=True,
            check=False,
        )
        for saat, zone in (("1", "UTC"), ("77", "Pacific/Auckland"))
    ]


def test_the_same_order_gives_the_same_bytes_in_another_process(
    laeufe: list[subprocess.CompletedProcess[str]],
) -> None:
    assert [lauf.returncode for lauf in laeufe] == [0, 0], laeufe[0].stderr
    eins, zwei = (lauf.stdout.splitlines() for lauf in laeufe)
    assert eins == zwei
    assert len(eins) == len(JE_ART) * len(Berichtsformat)


def test_nothing_is_fetched_from_outside(laeufe: list[subprocess.CompletedProcess[str]]) -> None:
    assert [lauf.stderr for lauf in laeufe if "asked the network" in lauf.stderr] == []


def test_no_template_asks_for_a_package_or_an_address() -> None:
    ordner = Path(sys.modules["kek_dashboard.reports.bericht"].__path__[0])
    vorlagen = {datei: datei.read_text(encoding="utf-8") for datei in ordner.rglob("*.typ")}
    assert vorlagen
    assert [
        str(d) for d, text in vorlagen.items() if "@preview" in text or re.search(r'"https?://', text)
    ] == []


def test_an_old_wissensstand_gives_the_old_report_after_new_figures(run: Run, tmp_path: Path) -> None:
    def deliver(tag: str, werte: str, ansatz: int) -> None:
        ordner = tmp_path / tag
        ordner.mkdir()
        kennzahl = KENNZAHL_CASES[0].kennzahl | {"nr": "1.1-01", "messwerte": series(2019, werte)}
        plan = [("Produkt", "Konto", "Bezeichnung", "Ansatz 2023"), ("111000", "4011000", "Personal", ansatz)]
        dateien = write_kennzahlen(ordner, [kennzahl])
        assert run("import", *dateien, "--freigeben", "--stichtag", tag).code == 0
        haushalt = write_workbook(ordner / "Haushalt.xlsx", {"Plan": plan})
        angaben = ("--art", "haushalt", "--haushaltsjahr", 2023, "--fassung", "beschlossen")
        assert run("import", haushalt, *angaben, "--freigeben", "--stichtag", tag).code == 0

    def reports(tag: str) -> dict[str, bytes]:
        gemacht = {}
        for art in Berichtsart:
            for form in Berichtsformat:
                ziel = tmp_path / f"{art}.{form}"
                ausgang = run("bericht", art, "--jahr", 2023, "--wissensstand", tag, "--out", ziel)
                assert ausgang.code == 0, ausgang.err
                gemacht[ziel.name] = ziel.read_bytes()
        return gemacht

    deliver("2024-03-01", "70 72 75 78", 100_000)
    vorher = reports("2024-03-31")
    deliver("2024-05-01", "70 72 75 99", 250_000)
    assert reports("2024-03-31") == vorher
    danach = reports("2024-05-31")
    assert {name for name in vorher if danach[name] == vorher[name]} == set()
