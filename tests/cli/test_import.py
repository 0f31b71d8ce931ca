"""Importing files on the command line: all or nothing, with Befunde by cell and an exit code."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.mappen import write_kennzahlen, write_workbook
from tests.domain.worked_cases import KENNZAHL_CASES

NR = "1.1-01"


def stammdaten(folder: Path) -> Path:
    return write_kennzahlen(folder, [KENNZAHL_CASES[0].kennzahl | {"nr": NR, "messwerte": []}])[0]


def lieferung(folder: Path, *rows: tuple[object, ...], name: str = "Werte.xlsx") -> Path:
    return write_workbook(folder / name, {"Kennzahlen": [("Kennzahl-Nr.", "Zeitraum", "Ist"), *rows]})


def content(run: Run) -> str:
    sha: str = run("check", "--format", "json").json["inhalt_sha256"]
    return sha


def test_one_bad_cell_refuses_the_whole_workbook_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("import", stammdaten(tmp_path), "--freigeben").code == 0
    before = content(run)
    bad = lieferung(tmp_path, (NR, 2019, 64), (NR, 2020, "viel"), (NR, 2021, 73))
    ausgang = run("import", bad, "--freigeben", "--format", "json")
    assert ausgang.code == 1
    (antwort,) = ausgang.json
    assert (antwort["angenommen"], antwort["lieferung"], antwort["freigegeben"]) == (False, None, False)
    fehler = [b for b in antwort["befunde"] if b["schwere"] == "fehler"]
    assert [(b["blatt"], b["zelle"]) for b in fehler] == [("Kennzahlen", "C3")]
    assert "viel" in fehler[0]["text"]
    assert content(run) == before


def test_a_file_that_is_no_workbook_is_unreadable(run: Run, tmp_path: Path) -> None:
    before = content(run)
    datei = tmp_path / "kaputt.xlsx"
    datei.write_bytes(b"PK\x03\x04 und dann nichts")
    ausgang = run("import", datei, "--format", "json")
    assert ausgang.code == 3
    assert ausgang.json[0]["befunde"][0]["code"] == "unlesbar"
    assert run("import", tmp_path / "gibt-es-nicht.xlsx").code == 3
    assert content(run) == before


def test_the_same_file_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    datei = lieferung(tmp_path, (NR, 2019, 64))
    erste = run("import", datei, "--freigeben", "--format", "json").json[0]
    before = content(run)
    zweite = run("import", datei, "--freigeben", "--format", "json")
    assert zweite.code == 0
    assert zweite.json[0]["lieferung"] == erste["lieferung"]
    assert [zweite.json[0][k] for k in ("gelesen", "neu", "geaendert", "unveraendert")] == [1, 0, 0, 1]
    assert content(run) == before


def test_new_changed_and_unchanged_figures_are_counted(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    run("import", lieferung(tmp_path, (NR, 2019, 64), (NR, 2020, 69)), "--freigeben")
    zweite = lieferung(
        tmp_path, (NR, 2019, 65), (NR, 2020, 69), (NR, 2021, 73), (NR, 2022, "k. A."), name="zwei.xlsx"
    )
    antwort = run("import", zweite, "--freigeben", "--format", "json").json[0]
    assert [antwort[k] for k in ("gelesen", "neu", "geaendert", "unveraendert")] == [3, 1, 1, 1]


def test_a_trial_stores_nothing(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    before = content(run)
    antwort = run("import", lieferung(tmp_path, (NR, 2019, 64)), "--probe", "--format", "json").json[0]
    assert (antwort["angenommen"], antwort["lieferung"], antwort["neu"]) == (True, None, 1)
    assert content(run) == before


def test_a_lieferung_waits_is_released_and_withdrawn(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    nr = run("import", lieferung(tmp_path, (NR, 2019, 64)), "--format", "json").json[0]["lieferung"]

    def ist() -> object:
        return run("zielerreichung", "--jahr", 2023, "--format", "json").json["kennzahlen"][0]["ist"]

    assert ist() is None
    assert run("freigeben", nr).code == 0
    assert ist() == 64
    assert run("freigeben", nr).code == 1
    assert run("zurueckziehen", nr, "--grund", "falsches Blatt").code == 0
    assert ist() is None


def test_a_release_day_needs_the_release_and_may_not_go_back(run: Run, tmp_path: Path) -> None:
    datei = stammdaten(tmp_path)
    assert run("import", datei, "--stichtag", "2020-01-01").code == 2
    assert run("import", datei, "--freigeben", "--stichtag", "2020-01-01").code == 0
    werte = lieferung(tmp_path, (NR, 2019, 64))
    before = content(run)
    ausgang = run("import", werte, "--freigeben", "--stichtag", "2019-12-31", "--format", "json")
    assert (ausgang.code, ausgang.json[0]["befunde"][-1]["code"]) == (1, "freigabe_abgelehnt")
    assert content(run) == before


def test_shares_above_100_percent_are_refused(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    kopf = ("Haushaltsjahr", "Produkt", "Unterziel", "Anteil in %")
    erste = write_workbook(tmp_path / "z1.xlsx", {"Zuordnung Haushalt": [kopf, (2019, "365100", "1.1", 60)]})
    zweite = write_workbook(tmp_path / "z2.xlsx", {"Zuordnung Haushalt": [kopf, (2019, "365100", "1.2", 50)]})
    assert run("import", erste, "--freigeben").code == 0
    ausgang = run("import", zweite, "--freigeben", "--format", "json")
    assert ausgang.code == 1
    assert "100" in ausgang.json[0]["befunde"][0]["text"]


def test_wrong_words_are_wrong_usage(run: Run) -> None:
    assert run("zielerreichung", "--jahr", "zweitausend").code == 2
    assert run("importiere").code == 2
    assert run("haushalt", "--haushaltsjahr", "2019", "--fassung", "final").code == 2


def test_a_haushalt_nobody_released_is_said_so(run: Run) -> None:
    ausgang = run("haushalt", "--haushaltsjahr", "2019", "--format", "json")
    assert (ausgang.code, ausgang.out) == (1, "")
    assert "2019" in ausgang.err


def test_a_vollzug_is_said_on_the_command_line_and_leaves_the_plan_alone(run: Run, tmp_path: Path) -> None:
    plan = [("Produkt", "Konto", "Ansatz 2019"), ("111100", "4011000", 100)]
    assert run("import", write_workbook(tmp_path / "plan.xlsx", {"Plan": plan}), "--freigeben").code == 0
    bericht = [
        ("Produkt", "Konto", "Ansatz 2019", "Prognose 2019 (Stand 30.06.2019)"),
        ("111100", "4011000", 90, 95),
    ]
    datei = write_workbook(tmp_path / "bericht.xlsx", {"Bericht": bericht})
    ausgang = run("import", datei, "--fassung", "vollzug", "--freigeben", "--format", "json")
    assert ausgang.code == 0
    assert "ansatz_im_vollzug" in {b["code"] for b in ausgang.json[0]["befunde"]}
    assert (
        run("haushalt", "--haushaltsjahr", 2019, "--format", "json").json["summen"]["aufwendungen"]
        == "100.00"
    )
    assert run("import", datei, "--fassung", "vollzogen").code == 2
    gefragt = run("haushalt", "--haushaltsjahr", 2019, "--fassung", "vollzug", "--format", "json")
    assert (gefragt.code, gefragt.out) == (1, "") and "kein Plan" in gefragt.err
