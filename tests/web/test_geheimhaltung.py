"""Geheimhaltung at every door: two counties that differ in a hidden 1 or 2 alone look the same to a reader."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.rechte import Aktion, Rolle
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.store.load import load_datenstand, today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from tests.store.lieferungen import WO, deliver, stammdaten
from tests.web.personen import add_person, screen, server_settings, signed_in
from tests.web.test_rechte import ROUTEN, SEITEN_RECHT

NR = "1.1-01"
JAHR = 2023
_HASH = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{16}")
_UHR = re.compile(r"\d\d:\d\d(:\d\d)?|v=\d+|[\w-]+\.[\w-]{6}\.[\w-]{27}")


def county(folder: Path, klein: int) -> Any:
    """A personal Kennzahl with one hidden count, a larger one, and a correction of both."""
    folder.mkdir()
    store = open_store(f"sqlite:///{(folder / 'kek.sqlite').as_posix()}")
    migrate(store)
    add_person(store, "leser", Rolle.LESER)
    inhalt = stammdaten(NR)
    kennzahl = replace(inhalt.kennzahlen[0], einheit="Personen", personenbezogen=True, oeffentlich=True)
    deliver(store, replace(inhalt, kennzahlen=(kennzahl,)), stichtag=today(), name="stamm.xlsx")

    def werte(*paare: tuple[int, int]) -> Inhalt:
        return Inhalt(
            messwerte=tuple(
                Messwert(
                    NR,
                    Zeitraum(jahr),
                    Decimal(wert),
                    fundstelle=replace(WO, zelle=f"B{jahr - 2000}", roh=str(wert)),
                )
                for jahr, wert in paare
            )
        )

    deliver(store, werte((JAHR - 1, 7), (JAHR, klein)), stichtag=today(), name="werte.xlsx")
    deliver(store, werte((JAHR - 2, 9), (JAHR, 3 - klein)), stichtag=today(), name="berichtigt.xlsx")
    return create_app(store, server_settings(folder)), store


@pytest.fixture(scope="module")
def zwei(tmp_path_factory):
    ordner = tmp_path_factory.mktemp("zwei")
    beide = [county(ordner / str(klein), klein) for klein in (1, 2)]
    yield beide
    for _, store in beide:
        store.close()


def masked(text: str) -> str:
    return _UHR.sub("·", _HASH.sub("·", text))


def seen(app: Any, store: Any, pfad: str) -> str:
    antwort = signed_in(app, store, "leser").get(pfad)
    return masked(f"{antwort.status_code} {antwort.get_data(as_text=True)}")


def _paths() -> list[tuple[str, str]]:
    eigene = {
        "/unterziel/1.2": ("/unterziel/1.1", ""),
        "/kennzahl/1.2-03": (f"/kennzahl/{NR}", f"?jahr={JAHR}"),
    }
    pfade = [pfad for pfad, aktion in SEITEN_RECHT.values() if aktion is Aktion.LESEN]
    return [eigene.get(pfad, (pfad, f"?jahr={JAHR}")) for pfad in pfade] + [
        (f"/beleg/{nr}", f"?blatt=Blatt&zelle=B{JAHR - 2000}") for nr in (2, 3)
    ]


@pytest.mark.parametrize(("pfad", "search"), _paths())
def test_a_page_is_the_same_whichever_the_hidden_count_is(zwei, pfad, search):
    eins, zwo = (masked(screen(signed_in(app, store, "leser"), pfad, search)) for app, store in zwei)
    assert eins == zwo


def test_the_open_figures_are_the_same_whichever_the_hidden_count_is(zwei):
    app = zwei[0][0]
    wege = [
        str(r)
        for r in app.server.url_map.iter_rules()
        if r.endpoint.startswith("api-") and "GET" in r.methods
    ]
    assert "/api/v1/werte.csv" in wege
    for weg in wege:
        pfad = weg.replace("<string:nr>", NR)
        eins, zwo = (seen(app, store, pfad) for app, store in zwei)
        assert eins == zwo, pfad


@pytest.mark.parametrize(
    "pfad",
    [f"/kennzahl/{NR}/export.csv?jahr={JAHR}"]
    + [r[1] for r in ROUTEN.values() if r[0] == "GET" and r[2] == {Aktion.LESEN}],
)
def test_what_is_handed_out_is_the_same_whichever_the_hidden_count_is(zwei, pfad):
    eins, zwo = (seen(app, store, pfad) for app, store in zwei)
    assert eins == zwo


def test_the_words_stand_where_the_value_would(zwei):
    app, store = zwei[0]
    assert GESPERRT in screen(signed_in(app, store, "leser"), f"/kennzahl/{NR}", f"?jahr={JAHR}")


def test_nobody_downstream_is_handed_the_value(zwei):
    for _, store in zwei:
        akte = load_datenstand(store).akte(NR)
        alle = [m for m in (*akte.messwerte, *akte.fruehere) if m.zeitraum.jahr == JAHR]
        assert len(alle) == 2
        assert all(m.wert is None and m.is_withheld and not m.fundstelle.roh for m in alle)
