"""The command line hands out everything open, and nothing else, as files that others can read and check."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

from kek_dashboard.cli.main import main
from tests.cli.conftest import Ausgang, Run
from tests.cli.mappen import write_kennzahlen, write_workbook
from tests.domain.worked_cases import kennzahl

JAHRE = range(2018, 2027)
DATEIEN = {
    "LIESMICH.txt", "datapackage.json", "dcat-ap-de.ttl", "dcat-ap-de.jsonld", "kennzahlen.csv", "messwerte.csv",
    "reihenbrueche.csv", "ziele.csv", "zielerreichung-kennzahlen.csv", "zielerreichung-ziele.csv", "zielsysteme.csv",
    "zielnachfolge.csv", "zielwerte.csv", "zuordnungen.csv",
}  # fmt: skip


def runner(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> Ausgang:
        capsys.readouterr()
        environ = {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "x" * 32}
        code = main([str(word) for word in words], lambda _store, _settings: None, environ)
        said = capsys.readouterr()
        return Ausgang(code, said.out, said.err)

    return run


@pytest.fixture
def call(beispiel_url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command over a copy of the Beispielbestand."""
    return runner(beispiel_url, capsys)


def validate(ordner: Path) -> list[list[Any]]:
    """What the Frictionless library finds wrong."""
    bericht = frictionless.validate(str(ordner / "datapackage.json"))
    return [] if bericht.valid else bericht.flatten(["rowNumber", "fieldName", "type", "message"])


def table(ordner: Path, name: str) -> pd.DataFrame:
    nummern = dict.fromkeys(("nr", "kennzahl", "ziel", "unterziel", "ueber"), "str")
    return pd.read_csv(ordner / f"{name}.csv", dtype=nummern)


def records(tabelle: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON would have them: what is not there is ``None``."""
    return [
        {str(name): None if pd.isna(wert) else wert for name, wert in zeile.items()}
        for zeile in tabelle.to_dict("records")
    ]


def of_default(ordner: Path, name: str) -> pd.DataFrame:
    """Rows of the Zielsystem that the command line tells of where none is named: the oldest."""
    tabelle = table(ordner, name)
    return tabelle[tabelle["zielsystem"] == table(ordner, "zielsysteme")["zielsystem"].iloc[0]]


def test_the_package_of_the_beispielbestand_is_whole_and_valid(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    ausgang = call("export", "--out", ordner, "--format", "json")
    assert (ausgang.code, ausgang.err) == (0, "")
    assert {datei.name for datei in ordner.iterdir()} == DATEIEN
    told = {teil["datei"]: teil["sha256"] for teil in ausgang.json["dateien"]}
    assert told == {d.name: hashlib.sha256(d.read_bytes()).hexdigest() for d in ordner.iterdir()}
    assert validate(ordner) == []
    assert len(table(ordner, "messwerte")) > 500


def test_a_changed_figure_no_longer_validates(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    assert call("export", "--out", ordner).code == 0
    datei = ordner / "zielwerte.csv"
    datei.write_bytes(datei.read_bytes().replace(b"1.1-01", b"9.9-99"))
    assert {zeile[2] for zeile in validate(ordner)} >= {"hash-count", "foreign-key"}


def test_pandas_reads_what_the_command_line_says_for_every_year(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    assert call("export", "--out", ordner).code == 0
    offen = set(of_default(ordner, "kennzahlen")["nr"])
    ziele = of_default(ordner, "zielerreichung-ziele")
    kennzahlen = of_default(ordner, "zielerreichung-kennzahlen")
    for jahr in JAHRE:
        gesagt = call("zielerreichung", "--jahr", jahr, "--format", "json").json
        gelesen = {z["kennzahl"]: z for z in records(kennzahlen[kennzahlen["berichtsjahr"] == jahr])}
        erwartet = {k["nr"]: k for k in gesagt["kennzahlen"] if k["nr"] in offen}
        assert len(erwartet) > 40 and gelesen.keys() == erwartet.keys()
        for nr, k in erwartet.items():
            felder = k.keys() - {"nr", "unterziele"}
            assert {f: gelesen[nr][f] for f in felder} == {f: k[f] for f in felder}, (nr, jahr)
        je_ziel = {z["ziel"]: z for z in records(ziele[ziele["berichtsjahr"] == jahr])}
        for ziel in (*gesagt["unterziele"], *gesagt["oberziele"]):
            zeile = je_ziel.pop(ziel["nr"])
            if zeile["verschluss"] is None:
                assert {f: zeile[f] for f in ziel if f != "nr"} == {f: ziel[f] for f in ziel if f != "nr"}
            else:
                assert {zeile[f] for f in ziel if f != "nr"} == {None}
        assert je_ziel == {}


def test_pandas_reads_every_released_value(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    assert call("export", "--out", ordner).code == 0
    offen = set(table(ordner, "kennzahlen")["nr"])
    gesagt = call("werte", "--jahr", JAHRE[-1], "--format", "json").json["kennzahlen"]
    erwartet = {
        (k["nr"], m["zeitraum"]): (m["wert"], m["herkunft"])
        for k in gesagt
        for m in k["messwerte"]
        if k["nr"] in offen
    }
    messwerte = pd.read_csv(ordner / "messwerte.csv", dtype={"kennzahl": "str", "zeitraum": "str"})
    assert erwartet == {
        (m["kennzahl"], m["zeitraum"]): (m["wert"], m["herkunft"]) for m in records(messwerte)
    }
    hier = set(of_default(ordner, "kennzahlen")["nr"])
    ziele = {(k["nr"], z["jahr"]): z["wert"] for k in gesagt for z in k["zielwerte"] if k["nr"] in hier}
    assert ziele == {
        (z["kennzahl"], z["jahr"]): z["zielwert"] for z in records(of_default(ordner, "zielwerte"))
    }


def test_an_empty_database_gives_a_valid_package_without_rows(run: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    assert run("migrate").code == run("export", "--out", ordner).code == 0
    assert validate(ordner) == []
    assert all(len(table(ordner, datei.stem)) == 0 for datei in ordner.glob("*.csv"))


SICHTBAR, GEHEIM, WARTET, ZURUECK = "41234.5", "52345.5", "63456.5", "74567.5"


def open_and_closed(ordner: Path) -> list[Path]:
    """1.1-01 is open and alone in 1.1; 1.2-01 (open) and 1.2-02 (not) count in 1.2."""

    def one(nr: str, ziel: str, wert: str, *, offen: bool) -> Mapping[str, Any]:
        k = kennzahl(
            nr,
            "steigern",
            [("2023", Decimal(wert))],
            basisjahr=2018,
            basiswert=1,
            zielwerte={2026: 99999},
            zuordnungen={ziel: 1},
        )
        return k | {"oeffentlich": "ja" if offen else "nein"}

    return write_kennzahlen(
        ordner,
        [
            one("1.1-01", "1.1", SICHTBAR, offen=True),
            one("1.2-01", "1.2", SICHTBAR, offen=True),
            one("1.2-02-verschlossen", "1.2", GEHEIM, offen=False),
        ],
    )


def test_what_is_not_public_or_not_released_is_in_no_byte(run: Run, tmp_path: Path) -> None:
    for datei in open_and_closed(tmp_path):
        assert run("import", datei, "--freigeben").code == 0
    kopf = ("Kennzahl-Nr.", "Zeitraum", "Ist")
    spaeter = write_workbook(
        tmp_path / "Wartet.xlsx", {"Kennzahlen": [kopf, ("1.1-01", "2024", float(WARTET))]}
    )
    falsch = write_workbook(
        tmp_path / "Zurueck.xlsx", {"Kennzahlen": [kopf, ("1.1-01", "2023", float(ZURUECK))]}
    )
    assert run("import", spaeter).code == 0
    nr = run("import", falsch, "--freigeben", "--format", "json").json[0]["lieferung"]
    assert run("zurueckziehen", nr, "--grund", "Zahlendreher").code == 0
    ordner = tmp_path / "offen"
    assert run("export", "--out", ordner).code == 0
    assert validate(ordner) == []
    for datei in ordner.iterdir():
        for wort in (GEHEIM, WARTET, ZURUECK, "verschlossen", "Zahlendreher", ".xlsx"):
            assert wort.encode() not in datei.read_bytes(), (datei.name, wort)
    assert SICHTBAR in (ordner / "messwerte.csv").read_text("utf-8")
    ziele = table(ordner, "zielerreichung-ziele").set_index(["ziel", "berichtsjahr"])
    assert pd.notna(ziele.loc[("1.1", 2023), "zielerreichung"])
    for ziel in ("1.2", "1"):
        zu = ziele.loc[(ziel, 2023)].drop(["zielsystem", "ebene", "kurztitel"]).dropna()
        assert zu.to_dict() == {"verschluss": "nicht_oeffentlich"}


def test_both_databases_give_the_same_bytes_and_so_does_a_second_time(
    sqlite_url: str, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dateien = open_and_closed(tmp_path)
    gefunden = []
    for i, url in enumerate((sqlite_url, postgres_url)):
        run = runner(url, capsys)
        assert all(run("import", datei, "--freigeben").code == 0 for datei in dateien)
        for mal in "ab":
            ordner = tmp_path / f"{i}{mal}"
            assert run("export", "--out", ordner).code == 0
            gefunden.append({datei.name: datei.read_bytes() for datei in ordner.iterdir()})
    assert gefunden[0] == gefunden[1] == gefunden[2] == gefunden[3]


def test_an_earlier_export_is_replaced_as_a_whole_and_that_is_said(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    ordner.mkdir()
    ausgang = call("export", "--out", ordner, "--wissensstand", "2022-01-01")
    assert ausgang.code == 0 and "01.01.2022" in ausgang.out and "ersetzt" not in ausgang.out
    frueher = (ordner / "messwerte.csv").read_bytes()
    ausgang = call("export", "--out", ordner)
    assert ausgang.code == 0 and "der frühere Export wurde ersetzt" in ausgang.out
    assert len((ordner / "messwerte.csv").read_bytes()) > len(frueher)
    assert [ort for ort in tmp_path.iterdir() if ort.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["Notizen.txt", "datapackage.json", "LIESMICH.txt"])
def test_a_folder_with_anything_else_in_it_is_left_alone(call: Run, tmp_path: Path, name: str) -> None:
    ordner = tmp_path / "meins"
    ordner.mkdir()
    (ordner / name).write_text("{}", "utf-8")
    ausgang = call("export", "--out", ordner)
    assert ausgang.code == 2 and "es bleibt unberührt" in ausgang.err
    assert [(d.name, d.read_text("utf-8")) for d in ordner.iterdir()] == [(name, "{}")]


def test_an_export_beside_which_somebody_put_a_file_is_left_alone(call: Run, tmp_path: Path) -> None:
    ordner = tmp_path / "offen"
    assert call("export", "--out", ordner).code == 0
    (ordner / "Notizen.txt").write_text("wichtig", "utf-8")
    assert call("export", "--out", ordner).code == 2
    assert (ordner / "Notizen.txt").read_text("utf-8") == "wichtig"


@pytest.mark.parametrize(
    ("words", "satz"),
    [
        (("--out", "fehlt/offen"), "Den Ordner"),
        (("--out", "datei"), "ist kein Ordner"),
        (("--out", "offen", "--wissensstand", "2999-01-01"), "liegt in der Zukunft"),
        (("--out", "."), "anderes als ein früherer Export"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    call: Run, tmp_path: Path, words: tuple[str, ...], satz: str
) -> None:
    (tmp_path / "datei").write_text("x", "utf-8")
    orte = [
        str(tmp_path / wort) if vor == "--out" else wort
        for vor, wort in zip(("", *words), words, strict=False)
    ]
    ausgang = call("export", *orte)
    assert ausgang.code == 2 and satz in ausgang.err and ausgang.out == ""
    assert not (tmp_path / "offen").exists()
