"""The command that makes a report: which order it is, where the file goes, what is said where it cannot be."""

from __future__ import annotations

import hashlib
import re
import shlex
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.cli import bericht as befehl
from kek_dashboard.cli.main import make_parser
from kek_dashboard.domain.bericht import (
    Berichtsart,
    Berichtsauftrag,
    Berichtsformat,
    last_day_of_quarter,
    last_quarter_over,
)
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
HEUTE = date(2026, 5, 4)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: no order asks it anything."""
    return sqlite_url


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Berichtsquelle]:
    """What the command asks the reports for, on 4 May 2026; the file is one line."""
    gefragt: list[Berichtsquelle] = []

    def write(quelle: Berichtsquelle, form: Berichtsformat, melde: Any) -> bytes:
        melde(0.5, "wird geschrieben")
        gefragt.append(quelle)
        return f"{quelle.auftrag} {form}".encode()

    monkeypatch.setattr(befehl, "write_bericht", write)
    monkeypatch.setattr(befehl, "today", lambda: HEUTE)
    return gefragt


@pytest.mark.parametrize(
    ("words", "auftrag"),
    [
        (
            ("briefing", "--jahr", 2025, "--quartal", 3),
            Berichtsauftrag(Berichtsart.BRIEFING, 2025, date(2025, 9, 30), 3),
        ),
        (
            ("briefing", "--jahr", 2025, "--quartal", 3, "--wissensstand", "2025-10-20"),
            Berichtsauftrag(Berichtsart.BRIEFING, 2025, date(2025, 10, 20), 3),
        ),
        (
            ("briefing", "--quartal", "letztes"),
            Berichtsauftrag(Berichtsart.BRIEFING, 2026, date(2026, 3, 31), 1),
        ),
        (
            ("briefing", "--quartal", "letztes", "--jahr", 2024),
            Berichtsauftrag(Berichtsart.BRIEFING, 2024, date(2024, 12, 31), 4),
        ),
        (("briefing", "--jahr", 2025), Berichtsauftrag(Berichtsart.BRIEFING, 2025, HEUTE)),
        (("fortschritt", "--jahr", 2025), Berichtsauftrag(Berichtsart.FORTSCHRITT, 2025, HEUTE)),
        (
            ("haushalt", "--jahr", 2024, "--wissensstand", "2025-06-30"),
            Berichtsauftrag(Berichtsart.HAUSHALT, 2024, date(2025, 6, 30)),
        ),
        (("schlussbilanz", "--jahr", 2026), Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, HEUTE)),
    ],
)
def test_the_words_say_which_report_it_is(
    run: Run, orders: list[Berichtsquelle], tmp_path: Path, words, auftrag: Berichtsauftrag
) -> None:
    ausgang = run("bericht", *words, "--out", tmp_path / "b.pdf")
    assert (ausgang.code, ausgang.err) == (0, "")
    assert [quelle.auftrag for quelle in orders] == [auftrag]


@pytest.mark.parametrize("form", list(Berichtsformat))
def test_the_ending_decides_the_kind_and_the_json_says_what_was_written(
    run: Run, orders: list[Berichtsquelle], tmp_path: Path, form: Berichtsformat
) -> None:
    ziel = tmp_path / f"Bericht.{form.upper()}"
    answer = run(
        "bericht", "briefing", "--jahr", 2025, "--quartal", 1, "--out", ziel, "--format", "json"
    ).json
    inhalt = ziel.read_bytes()
    assert inhalt.decode().endswith(form)
    assert answer == {
        "datei": str(ziel), "art": "briefing", "jahr": 2025, "quartal": 1, "wissensstand": "2025-03-31",
        "format": form.value, "sha256": hashlib.sha256(inhalt).hexdigest(), "bytes": len(inhalt),
    }  # fmt: skip
    assert [pfad.name for pfad in tmp_path.iterdir() if "Bericht" in pfad.name] == [ziel.name]


def test_the_name_of_the_file_takes_the_words_of_the_order(
    run: Run, orders: list[Berichtsquelle], tmp_path: Path
) -> None:
    name = "briefing-{jahr}-q{quartal}-{wissensstand}.docx"
    ausgang = run("bericht", "briefing", "--quartal", "letztes", "--out", tmp_path / name)
    assert (tmp_path / "briefing-2026-q1-2026-03-31.docx").exists(), ausgang.err
    assert "1. Quartal 2026, Wissensstand 31.03.2026" in ausgang.out
    noch = run("bericht", "briefing", "--quartal", "letztes", "--out", tmp_path / name)
    assert "die frühere Datei wurde ersetzt" in noch.out


@pytest.mark.parametrize(
    ("words", "satz"),
    [
        (("briefing", "--jahr", 2025, "--out", "b.txt"), "muss auf .pdf oder .docx oder .xlsx enden"),
        (("briefing", "--jahr", 2025, "--out", "pdf"), "muss auf .pdf oder .docx oder .xlsx enden"),
        (("briefing", "--jahr", 2025, "--out", "fehlt/b.pdf"), "Den Ordner fehlt gibt es nicht"),
        (("briefing", "--jahr", 2025, "--out", "ordner.pdf"), "ist ein Ordner"),
        (("briefing", "--jahr", 2025, "--out", "b-{quartal}.pdf"), "braucht --quartal"),
        (("briefing", "--out", "b.pdf"), "Es fehlt --jahr"),
        (("briefing", "--jahr", 2017, "--out", "b.pdf"), "eines von 2018 bis 2026"),
        (("fortschritt", "--jahr", 2027, "--out", "b.pdf"), "eines von 2018 bis 2026"),
        (("fortschritt", "--jahr", 2025, "--quartal", 1, "--out", "b.pdf"), "nur beim Briefing"),
        (("briefing", "--jahr", 2026, "--quartal", 2, "--out", "b.pdf"), "endet erst am 30.06.2026"),
        (("briefing", "--jahr", 2026, "--quartal", 5, "--out", "b.pdf"), "ist kein Quartal"),
        (("briefing", "--jahr", 2027, "--quartal", "letztes", "--out", "b.pdf"), "noch kein Quartal des Jahres 2027"),
        (("briefing", "--jahr", 2026, "--wissensstand", "2026-05-05", "--out", "b.pdf"), "liegt in der Zukunft"),
        (("quartalsbericht", "--jahr", 2026, "--out", "b.pdf"), "ist kein Bericht (erwartet fortschritt, briefing"),
        (("fortschritt", "--jahr", 2025, "--gremium", "Kreistag:2026-12-01", "--out", "b.pdf"), "erwartet NAME oder"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_says_why_and_writes_nothing(
    run: Run, orders: list[Berichtsquelle], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words, satz: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ordner.pdf").mkdir()
    ausgang = run("bericht", *words)
    assert (ausgang.code, ausgang.out, orders) == (2, "", [])
    assert satz in ausgang.err
    assert list(tmp_path.glob("b*.pdf")) == []


def test_a_file_that_cannot_be_written_leaves_the_earlier_one(
    run: Run, orders: list[Berichtsquelle], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ziel = tmp_path / "b.pdf"
    ziel.write_bytes(b"frueher")

    def fail(_pfad: Path, _inhalt: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    ausgang = run("bericht", "fortschritt", "--jahr", 2025, "--out", ziel)
    assert (ausgang.code, ausgang.out) == (3, "")
    assert "lässt sich nicht schreiben" in ausgang.err
    assert ziel.read_bytes() == b"frueher"


def test_a_year_without_a_haushalt_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    run("migrate")
    ziel = tmp_path / "h.pdf"
    ausgang = run("bericht", "haushalt", "--jahr", 2025, "--out", ziel)
    assert (ausgang.code, ausgang.out) == (1, "")
    assert "2025" in ausgang.err and not ziel.exists()


def test_the_cover_is_as_typed_else_as_set(run: Run, orders: list[Berichtsquelle], tmp_path: Path) -> None:
    words = ("bericht", "fortschritt", "--jahr", 2025, "--out", tmp_path / "b.pdf")
    run(*words)
    run(
        *words, "--drucksache", "84/2026", "--datum", "2026-05-02", "--gremium", "Ausschuss: Wirtschaft:12.05.2026",
        "--gremium", "Kreistag",
    )  # fmt: skip
    gesetzt, getippt = (quelle.kopf for quelle in orders)
    assert (gesetzt.koerperschaft, gesetzt.drucksache, gesetzt.gremien) == ("Landkreis Helmstedt", "", ())
    assert (getippt.drucksache, getippt.datum) == ("84/2026", date(2026, 5, 2))
    assert getippt.gremien == (Gremium("Ausschuss: Wirtschaft", date(2026, 5, 12)), Gremium("Kreistag"))


@given(st.dates(date(2019, 1, 1), date(2040, 12, 31)))
def test_the_last_quarter_is_the_one_that_ended_last(tag: date) -> None:
    gefunden = last_quarter_over(tag)
    assert gefunden is not None
    ende = last_day_of_quarter(*gefunden)
    assert ende < tag <= ende + timedelta(days=92)
    assert last_quarter_over(tag, tag.year + 1) is None


def test_every_call_of_the_time_table_can_be_made() -> None:
    texte = [
        (ROOT / "docs" / name).read_text(encoding="utf-8")
        for name in ("zeitplan.md", "betrieb/kek-briefing.service")
    ]
    aufrufe = [a for text in texte for a in re.findall(r"python -m kek_dashboard (bericht [^`\n]+)", text)]
    assert len(aufrufe) >= 6
    for aufruf in aufrufe:
        args = make_parser().parse_args(shlex.split(aufruf.replace("\\", "/")))
        assert args.run is befehl.run_bericht, aufruf
