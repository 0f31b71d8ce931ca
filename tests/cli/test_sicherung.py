"""``backup`` and ``restore`` on the command line: their words, their exit codes, nothing half."""

from __future__ import annotations

from pathlib import Path

from kek_dashboard.cli.main import main
from tests.cli.conftest import Run
from tests.cli.test_import import NR, content, lieferung, stammdaten


def fill(run: Run, folder: Path) -> None:
    assert run("import", stammdaten(folder), "--freigeben").code == 0
    assert run("import", lieferung(folder, (NR, 2019, 64), (NR, 2020, "k. A.")), "--freigeben").code == 0


def other_database(folder: Path) -> dict[str, str]:
    return {
        "KEK_DATABASE_URL": f"sqlite:///{(folder / 'andere.sqlite').as_posix()}",
        "KEK_SECRET_KEY": "x" * 32,
    }


def test_a_saved_state_comes_back_in_another_database(run: Run, tmp_path: Path) -> None:
    fill(run, tmp_path)
    path, before = tmp_path / "stand.kek", content(run)
    saved = run("backup", path, "--format", "json")
    assert (saved.code, saved.json["inhalt_sha256"], saved.json["datei"]) == (0, before, str(path))
    assert (saved.json["zeilen"]["messwert"], saved.json["dateien"]) == (2, 2)
    other = other_database(tmp_path)
    assert main(["restore", str(path)], lambda _store, _settings: None, other) == 0
    assert main(["check"], lambda _store, _settings: None, other) == 0
    newest = run("protokoll", "--format", "json").json
    assert "gesichert" in {entry["aktion"] for entry in newest}


def test_people_read_what_was_saved(run: Run, tmp_path: Path) -> None:
    fill(run, tmp_path)
    told = run("backup", tmp_path / "stand.kek").out
    assert "gesichert und nachgelesen" in told and content(run) in told


def test_a_filled_database_rejects_and_a_bad_file_is_unreadable(run: Run, tmp_path: Path) -> None:
    fill(run, tmp_path)
    path, before = tmp_path / "stand.kek", content(run)
    run("backup", path)
    rejected = run("restore", path, "--format", "json")
    assert (rejected.code, rejected.out) == (1, "")
    assert "nicht leer" in rejected.err
    assert content(run) == before


def test_a_file_that_is_no_backup_changes_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "stand.kek"
    path.write_bytes(b"PK\x03\x04 und dann nichts")
    for bad in (path, tmp_path / "gibt-es-nicht.kek"):
        unreadable = run("restore", bad)
        assert (unreadable.code, unreadable.out) == (3, "")
        assert "Es wurde nichts geändert." in unreadable.err and "Traceback" not in unreadable.err


def test_a_place_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    run("migrate")
    ausgang = run("backup", tmp_path / "kein-ordner" / "stand.kek")
    assert ausgang.code == 3
    assert "nicht schreiben" in ausgang.err


def test_a_database_nobody_migrated_says_what_to_do(run: Run, tmp_path: Path) -> None:
    ausgang = run("backup", tmp_path / "stand.kek")
    assert ausgang.code == 2
    assert "migrate" in ausgang.err
