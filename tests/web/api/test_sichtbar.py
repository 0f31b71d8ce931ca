"""Sichtbar: nothing that is not marked „Öffentlich“ or not released is in any answer, nor can it be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.store.session import Store
from kek_dashboard.web import build_app, create_app
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Umgebung
from tests.store.lieferungen import deliver, werte
from tests.web import factories as f
from tests.web.api.conftest import OFFEN, settings_of
from tests.web.personen import copied_store

ZU = "1.2-03"
LISTEN = (
    "zielsysteme", "ziele", "zielerreichung", "kennzahlen", "werte", "zielwerte", "bewertungen", "zuordnungen",
    "reihenbrueche", "nachfolgen",
)  # fmt: skip


class Buch(f.Buch):
    """The small county, in which every Kennzahl but one is open."""

    def __init__(self, wert: str) -> None:
        super().__init__()
        self._wert = Decimal(wert)

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:
        stand = super().load_datenstand(wissensstand)
        return replace(stand, akten=MappingProxyType({nr: self._akte(a) for nr, a in stand.akten.items()}))

    def _akte(self, akte: Kennzahlakte) -> Kennzahlakte:
        if akte.nr != ZU:
            return replace(akte, kennzahl=replace(akte.kennzahl, oeffentlich=True))
        return replace(akte, messwerte=tuple(replace(m, wert=self._wert) for m in akte.messwerte))


def make(folder: Path, wert: str) -> Any:
    buch = Buch(wert)
    app = build_app(Umgebung(Daten(buch), None, settings_of("sqlite://", folder)), buch)
    return app.server.test_client()


def bodies(client: Any, **frage: Any) -> Iterator[tuple[str, bytes]]:
    for liste in LISTEN:
        yield liste, client.get(f"/api/v1/{liste}", query_string={"page_size": 1000} | frage).data
        yield f"{liste}.csv", client.get(f"/api/v1/{liste}.csv", query_string=frage or None).data
    for einzeln in ("ziele/1.2", f"kennzahlen/{ZU}", f"kennzahlen/{ZU}/werte", "kennzahlen/1.2-01"):
        yield einzeln, client.get(f"/api/v1/{einzeln}", query_string=frage or None).data


def test_a_kennzahl_that_is_not_open_is_in_no_answer(tmp_path: Path) -> None:
    client = make(tmp_path, "70")
    for name, text in bodies(client):
        if ZU not in name:
            assert ZU.encode() not in text, name
        assert b"Kinder unter 3" not in text, name
    assert client.get(f"/api/v1/kennzahlen/{ZU}").status_code == 404
    assert client.get(f"/api/v1/werte?kennzahl={ZU}").status_code == 404
    assert b"1.2-01" in client.get("/api/v1/kennzahlen").data


def test_no_answer_depends_on_a_value_that_is_not_open(tmp_path: Path) -> None:
    """Not only is the value absent: whatever it is, every answer is the same, sums included."""
    erste = dict(bodies(make(tmp_path, "61")))
    assert erste == dict(bodies(make(tmp_path, "94")))
    assert len(erste) == 2 * len(LISTEN) + 4


def test_a_goal_in_which_it_counts_says_why_there_is_no_figure(tmp_path: Path) -> None:
    zeilen = make(tmp_path, "70").get("/api/v1/zielerreichung?jahr=2023").get_json()["zeilen"]
    zu = {zeile["ziel"] for zeile in zeilen if zeile["verschluss"]}
    assert zu == {"1", "1.2"}
    for zeile in zeilen:
        if zeile["ziel"] in zu:
            assert zeile["verschluss"] == "nicht_oeffentlich"
            assert {
                zeile[n] for n in ("zielerreichung", "soll_zielerreichung", "abdeckung", "stand", "anzahl")
            } == {None}
    assert any(zeile["zielerreichung"] is not None for zeile in zeilen)


@pytest.fixture
def store(beispiel_datei: Path, tmp_path: Path) -> Iterator[Store]:
    with copied_store(beispiel_datei, tmp_path) as offen:
        yield offen


def test_what_waits_for_release_changes_no_answer(store: Store, tmp_path: Path) -> None:
    client = create_app(store, settings_of("sqlite://", tmp_path, **OFFEN)).server.test_client()
    vorher = dict(bodies(client))
    deliver(store, werte(ZU, {2019: "1234567", 2026: "7654321"}))
    client = create_app(store, settings_of("sqlite://", tmp_path, **OFFEN)).server.test_client()
    assert dict(bodies(client)) == vorher
    deliver(store, werte(ZU, {2019: "1234567"}), stichtag=date.today())
    assert dict(bodies(client)) != vorher
