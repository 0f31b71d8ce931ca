"""The command line writes the return workbook, and says in one sentence why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kek_dashboard.cli.main import main
from tests.cli.conftest import Ausgang, Run


@pytest.fixture
def call(beispiel_url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command over a copy of the Beispielbestand."""

    def run(*words: object) -> Ausgang:
        capsys.readouterr()
        environ = {"KEK_DATABASE_URL": beispiel_url, "KEK_SECRET_KEY": "x" * 32}
        code = main([str(word) for word in words], lambda _store, _settings: None, environ)
        said = capsys.readouterr()
        return Ausgang(code, said.out, said.err)

    return run


def test_what_is_written_is_read_back_without_a_befund(call: Run, tmp_path: Path) -> None:
    datei = tmp_path / "jugend.xlsx"
    ausgang = call("vorlage", "--fachbereich", "GB Jugend", "--jahr", 2025, "--out", datei)
    assert ausgang.code == 0 and "GB Jugend, 2025" in ausgang.out and datei.exists()
    (gelesen,) = call("import", datei, "--probe", "--format", "json").json
    assert gelesen["angenommen"] and gelesen["befunde"] == []
    assert (gelesen["art"], gelesen["neu"], gelesen["geaendert"]) == ("kennzahlen", 0, 0)
    assert gelesen["unveraendert"] > 0


def test_the_kuerzel_names_the_fachbereich_too_and_json_stands_alone(call: Run, tmp_path: Path) -> None:
    datei = tmp_path / "jugend.xlsx"
    ausgang = call("vorlage", "--fachbereich", "jug", "--jahr", 2026, "--out", datei, "--format", "json")
    assert (ausgang.code, ausgang.err) == (0, "")
    assert ausgang.json["fachbereich"] == "GB Jugend" and ausgang.json["jahr"] == 2026
    assert ausgang.json["offen"] > 0


def test_an_earlier_file_is_replaced_and_that_is_said(call: Run, tmp_path: Path) -> None:
    datei = tmp_path / "jugend.xlsx"
    datei.write_bytes(b"alt")
    ausgang = call("vorlage", "--fachbereich", "JUG", "--jahr", 2025, "--out", datei)
    assert ausgang.code == 0 and "ersetzt" in ausgang.out
    assert datei.read_bytes().startswith(b"PK") and list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("words", "code", "satz"),
    [
        (("--fachbereich", "Gibtsnicht", "--jahr", 2025, "--out", "x.xlsx"), 2, "„GB Jugend“"),
        (("--fachbereich", "RPA", "--jahr", 2025, "--out", "x.xlsx"), 1, "Eine Vorlage wäre leer"),
        (("--fachbereich", "JUG", "--jahr", 2025, "--out", "x.ods"), 2, ".xlsx enden"),
        (
            ("--fachbereich", "JUG", "--jahr", 2025, "--out", "fehlt/x.xlsx"),
            2,
            "Den Ordner fehlt gibt es nicht",
        ),
    ],
    ids=["unknown Fachbereich", "nothing due", "another ending", "no such folder"],
)
def test_what_cannot_be_written_says_why_and_writes_nothing(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words, code, satz
) -> None:
    monkeypatch.chdir(tmp_path)
    ausgang = call("vorlage", *words)
    assert (ausgang.code, ausgang.out) == (code, "") and satz in ausgang.err
    assert list(tmp_path.glob("*.xlsx")) == []
