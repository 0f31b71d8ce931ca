"""Zielsysteme: each is a view of its own, and all together are the package of open data, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.domain.kennzahl import UnterzielZuordnung, Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge, Zielsystemsatz
from kek_dashboard.reports.offenedaten.csvdatei import write_tabelle
from kek_dashboard.reports.offenedaten.zeilen import read_zeilen
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from kek_dashboard.web import create_app
from kek_dashboard.web.api.listen import LISTEN
from tests.store.lieferungen import WO, deliver
from tests.web.api.conftest import settings_of
from tests.web.personen import copied_store

NEU, NR = "Strategie 2025", "1.2-03"
AB = date(2025, 1, 1)


def new_system() -> Inhalt:
    """A second Zielsystem with numbers of another kind, for which one Kennzahl goes on."""
    return Inhalt(
        zielsysteme=(Zielsystemsatz(NEU, 2025, 2034, AB, beschluss="Drs. 1", fundstelle=WO),),
        ziele=(
            Zielfassung(
                "A", Ebene.OBERZIEL, "Familie", "Familie", "Drs. 1", AB, zielsystem=NEU, fundstelle=WO
            ),
            Zielfassung("A.1", Ebene.UNTERZIEL, "Kita", "Kita", "Drs. 1", AB, zielsystem=NEU, fundstelle=WO),
        ),
        zuordnungen=(UnterzielZuordnung(NR, "A.1", Decimal(2), zielsystem=NEU, fundstelle=WO),),
        nachfolgen=(
            Zielnachfolge("", "1.2", Nachfolgeart.FORTGEFUEHRT, NEU, "A.1", "Drs. 1", fundstelle=WO),
        ),
        zielwerte=(Zielwert(NR, 2034, Decimal(99), zielsystem=NEU, fundstelle=WO),),
    )


@pytest.fixture
def store(beispiel_datei: Path, tmp_path: Path) -> Iterator[Store]:
    with copied_store(beispiel_datei, tmp_path) as offen:
        deliver(offen, new_system(), stichtag=date.today())
        yield offen


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Any:
    return create_app(store, settings_of("sqlite://", tmp_path)).server.test_client()


def _names(client: Any) -> list[str]:
    return [zeile["zielsystem"] for zeile in client.get("/api/v1/zielsysteme").get_json()["zeilen"]]


def test_the_views_of_all_zielsysteme_together_are_the_package_of_open_data(
    client: Any, store: Store
) -> None:
    paket = read_zeilen(load_datenstand(store, None))
    namen = _names(client)
    assert NEU in namen and len(namen) > 1
    for liste in LISTEN:
        datei = write_tabelle(liste.tabelle, paket[liste.tabelle.name]).decode().splitlines()
        gefragt: dict[str, None] = {}
        for name in namen if liste.has_zielsystem else (None,):
            frage = None if name is None else {"zielsystem": name}
            text = client.get(f"/api/v1/{liste.name}.csv", query_string=frage).get_data(as_text=True)
            gefragt |= dict.fromkeys(text.splitlines())
        assert sorted(gefragt) == sorted(datei), liste.name


def test_the_bridge_says_what_becomes_of_an_unterziel(client: Any) -> None:
    zeilen = client.get("/api/v1/nachfolgen").get_json()["zeilen"]
    wege = [(z["altes_ziel"], z["art"], z["neues_zielsystem"], z["neues_ziel"]) for z in zeilen]
    assert [weg for weg in wege if weg[0] == "1.2"] == [("1.2", "fortgeführt", NEU, "A.1")]


def test_a_zielsystem_sees_its_own_goals_targets_and_mappings_and_the_same_values(client: Any) -> None:
    alt = _names(client)[0]
    for liste in ("ziele", "zielerreichung", "zielwerte", "zuordnungen"):
        for name, frage in ((alt, {}), (NEU, {"zielsystem": NEU})):
            antwort = client.get(f"/api/v1/{liste}", query_string=frage or None).get_json()
            assert antwort["angaben"]["zielsystem"] == name
            assert {zeile["zielsystem"] for zeile in antwort["zeilen"]} == {name}, liste
    assert client.get("/api/v1/ziele/A.1").status_code == 404
    assert client.get(f"/api/v1/ziele/A.1?zielsystem={NEU}").get_json()["zeile"]["ueber"] == "A"
    assert client.get(f"/api/v1/kennzahlen/1.1-01?zielsystem={NEU}").status_code == 404
    reihen = [
        client.get(f"/api/v1/kennzahlen/{NR}/werte.csv{mehr}").data for mehr in ("", f"?zielsystem={NEU}")
    ]
    assert reihen[0] == reihen[1] and NR.encode() in reihen[0]
    jahre = client.get(f"/api/v1/zielerreichung?zielsystem={NEU}&jahr=2023")
    assert jahre.status_code == 404 and "2025" in jahre.get_json()["detail"]
