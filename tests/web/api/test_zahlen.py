"""Zahlen: the API says what the command line says, in JSON and in CSV, and in README's three lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kek_dashboard.cli.form import zielerreichung_json
from kek_dashboard.domain.offenlegung import is_open_ziel, offene_akten, offene_jahre
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store

README = Path(__file__).resolve().parents[3] / "README.md"
LISTEN = (
    "zielsysteme", "ziele", "zielerreichung", "kennzahlen", "werte", "zielwerte", "bewertungen", "zuordnungen",
    "reihenbrueche", "nachfolgen", "kennzahlen/1.2-03/werte",
)  # fmt: skip
_FIGUREN = ("zielerreichung", "soll_zielerreichung", "abdeckung", "stand", "herkunft")


def all_rows(client: FlaskClient, liste: str, **frage: Any) -> list[dict[str, Any]]:
    """Every page, by the links that lead on."""
    weg: str | None = f"/api/v1/{liste}"
    gefunden: list[dict[str, Any]] = []
    while weg is not None:
        antwort = client.get(weg, query_string=frage or None)
        assert antwort.status_code == 200, antwort.get_data(as_text=True)
        gefunden += antwort.get_json()["zeilen"]
        weiter = re.search(r'<([^>]+)>; rel="next"', antwort.headers.get("Link", ""))
        weg, frage = (weiter[1], {}) if weiter else (None, {})
    return gefunden


def _years(store: Store) -> range:
    return offene_jahre(load_datenstand(store, None))


def _told(store: Store, jahr: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the command line says of the Ziele of a year; of the closed ones nothing."""
    stand = load_datenstand(store, None)
    gesamt = zielerreichung_json(stand, bewerte_alles(stand, jahr))
    for ziel in (*gesamt["oberziele"], *gesamt["unterziele"]):
        offen = is_open_ziel(stand, ziel["nr"])
        yield ziel["nr"], {name: ziel[name] if offen else None for name in _FIGUREN}


def test_goals_have_the_figures_of_the_command_line_in_every_year(
    client: FlaskClient, beispiel_store: Store
) -> None:
    for jahr in _years(beispiel_store):
        zeilen = all_rows(client, "zielerreichung", jahr=jahr)
        assert {z["ziel"]: {n: z[n] for n in _FIGUREN} for z in zeilen} == dict(_told(beispiel_store, jahr))
        assert any(z["zielerreichung"] is not None for z in zeilen) or jahr < 2020


def test_kennzahlen_have_the_figures_of_the_command_line_in_every_year(
    client: FlaskClient, beispiel_store: Store
) -> None:
    stand = load_datenstand(beispiel_store, None)
    offen = {akte.nr for akte in offene_akten(stand) if not stand.is_only_elsewhere(akte.nr)}
    assert offen
    for jahr in _years(beispiel_store):
        gesagt = {
            k.pop("nr"): {n: w for n, w in k.items() if n != "unterziele"}
            for k in zielerreichung_json(stand, bewerte_alles(stand, jahr))["kennzahlen"]
        }
        zeilen = {z["kennzahl"]: z for z in all_rows(client, "bewertungen", jahr=jahr)}
        assert set(zeilen) == offen
        for nr, zeile in zeilen.items():
            assert {n: zeile[n] for n in gesagt[nr]} == gesagt[nr]


@pytest.mark.parametrize("liste", LISTEN)
def test_all_pages_together_are_all_rows_once(client: FlaskClient, liste: str) -> None:
    ganz = all_rows(client, liste, page_size=1000)
    assert all_rows(client, liste, page_size=7 if len(ganz) < 500 else 333) == ganz
    angaben = client.get(f"/api/v1/{liste}").get_json()["angaben"]
    assert angaben["anzahl"] == len(ganz)
    assert len({str(sorted(zeile.items(), key=str)) for zeile in ganz}) == len(ganz)


@pytest.mark.parametrize("liste", LISTEN)
def test_csv_is_the_same_as_json(client: FlaskClient, liste: str) -> None:
    antwort = client.get(f"/api/v1/{liste}.csv")
    assert antwort.content_type == "text/csv; charset=utf-8"
    zeilen = list(csv.DictReader(io.StringIO(antwort.get_data(as_text=True), newline="")))
    ganz = all_rows(client, liste, page_size=1000)
    assert [list(zeile) for zeile in zeilen] == [list(zeile) for zeile in ganz]
    assert [[_same(z[n], w) for n, w in g.items()] for z, g in zip(zeilen, ganz, strict=True)] == [
        [True] * len(g) for g in ganz
    ]
    assert client.get(f"/api/v1/{liste}", headers={"Accept": "text/csv"}).data == antwort.data


def _same(zelle: str, wert: object) -> bool:
    if wert is None:
        return zelle == ""
    if isinstance(wert, bool):
        return zelle == str(wert).lower()
    return float(zelle) == wert if isinstance(wert, int | float) else zelle == wert


def test_an_earlier_day_shows_what_was_known_then(client: FlaskClient, beispiel_store: Store) -> None:
    tag = date(2021, 6, 30)
    stand = load_datenstand(beispiel_store, tag)
    antwort = client.get("/api/v1/werte", query_string={"wissensstand": tag.isoformat(), "page_size": 1000})
    assert antwort.get_json()["angaben"]["wissensstand"] == "2021-06-30"
    damals = all_rows(client, "werte", wissensstand=tag.isoformat())
    assert 0 < len(damals) == sum(len(akte.messwerte) for akte in offene_akten(stand))
    assert max(zeile["freigegeben_am"] for zeile in damals) <= "2021-06-30"
    assert len(damals) < len(all_rows(client, "werte"))


def test_filters_pick_rows(client: FlaskClient) -> None:
    werte = all_rows(client, "werte", kennzahl="1.2-03", von=2020, bis=2022)
    assert {z["jahr"] for z in werte} <= {2020, 2021, 2022}
    assert werte and {z["kennzahl"] for z in werte} == {"1.2-03"}
    assert {z["ebene"] for z in all_rows(client, "ziele", ebene="Unterziel")} == {"Unterziel"}
    assert all_rows(client, "kennzahlen/1.2-03/werte", von=2020, bis=2022) == werte


def test_one_ziel_and_one_kennzahl_are_the_rows_of_their_lists(client: FlaskClient) -> None:
    for liste, nr in (("ziele", "1.2"), ("kennzahlen", "1.2-03")):
        eine = client.get(f"/api/v1/{liste}/{nr}").get_json()
        assert eine["zeile"] in all_rows(client, liste)
        assert eine["zeile"]["nr"] == nr and eine["angaben"]["lizenz"] == "dl-de/by-2-0"


def test_the_three_lines_of_readme_give_the_figures_of_the_ueberblick(
    live_app: str, beispiel_store: Store
) -> None:
    block = re.search(r"```python\n(import pandas.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    zeilen = [zeile for zeile in block[1].splitlines() if zeile]
    assert len(zeilen) == 3
    raum: dict[str, Any] = {}
    exec("\n".join(zeilen).replace("http://127.0.0.1:8050", live_app), raum)
    jahr = int(re.search(r"jahr=(\d{4})", block[1])[1])  # type: ignore[index]
    gefunden = {
        ziel: {n: None if raum["pd"].isna(zeile[n]) else zeile[n] for n in _FIGUREN}
        for ziel, zeile in raum["ziele"].set_index("ziel").iterrows()
    }
    assert gefunden == dict(_told(beispiel_store, jahr))
