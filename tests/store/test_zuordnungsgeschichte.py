"""The history of a mapping on both databases: each version with its Lieferung, what waits, what counts on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kek_dashboard.domain.haushalt import (
    Bezug,
    Haushaltsposition,
    HaushaltsZuordnung,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.store.haushalt import read_planprodukte
from kek_dashboard.store.lieferungen import release, withdraw
from kek_dashboard.store.session import Store
from kek_dashboard.store.zuordnungsgeschichte import load_geschichte, load_waiting
from tests.store.lieferungen import WO, deliver, stammdaten

GESTERN, HEUTE = date.today() - timedelta(days=1), date.today()


def mapping(anteil: int, jahr: int = 2026, produkt: str = "365000") -> Inhalt:
    regel = HaushaltsZuordnung(jahr, produkt, "", Bezug.UNTERZIEL, "1.1", Decimal(anteil), fundstelle=WO)
    return Inhalt(haushaltszuordnungen=(regel,))


def test_each_version_of_a_rule_is_told_with_its_lieferung_and_its_rank(store: Store) -> None:
    deliver(store, stammdaten("K"), stichtag=GESTERN)
    spaeter, frueher = deliver(store, mapping(10)), deliver(store, mapping(20))
    wartet = deliver(store, mapping(30))
    deliver(store, mapping(40, jahr=2025), stichtag=GESTERN)
    deliver(store, mapping(50, produkt="1"), stichtag=GESTERN)
    release(store, [frueher, spaeter])
    versionen = load_geschichte(store, "365000")
    assert [(v.regel.haushaltsjahr, int(v.regel.anteil), v.lieferung.nr) for v in versionen] == [
        (2025, 40, wartet + 1),
        (2026, 10, spaeter),
        (2026, 20, frueher),
        (2026, 30, wartet),
    ]
    rang = {v.lieferung.nr: v.rang for v in versionen}
    assert rang[wartet] is None and (rang[spaeter] or 0) > (rang[frueher] or 0) > 0
    assert [lieferung.nr for lieferung in load_waiting(store, 2026)] == [wartet]
    assert load_waiting(store, 2025) == []
    damals = {v.lieferung.nr: v.rang for v in load_geschichte(store, "365000", GESTERN)}
    assert damals[spaeter] is None and damals[wartet + 1] is not None


def test_what_was_taken_back_stays_in_the_history_and_counts_no_more(store: Store) -> None:
    deliver(store, stammdaten("K"), stichtag=GESTERN)
    nr = deliver(store, mapping(10), stichtag=HEUTE)
    withdraw(store, [nr], "Irrtum")
    (version,) = load_geschichte(store, "365000")
    assert version.rang is None and version.lieferung.grund == "Irrtum"


def test_the_produkte_of_released_plans_are_known(store: Store) -> None:
    def plan(jahr: int, produkt: str) -> Inhalt:
        schluessel = Positionsschluessel(produkt=produkt, konto="4318000")
        return Inhalt(
            positionen=(
                Haushaltsposition(jahr, "entwurf", schluessel, Positionsart.AUFWENDUNGEN, fundstelle=WO),
            )
        )

    angaben: dict[str, Any] = {"art": Lieferart.HAUSHALT, "fassung": "entwurf"}
    deliver(store, plan(2025, "0365"), stichtag=HEUTE, haushaltsjahr=2025, **angaben)
    deliver(store, plan(2026, "0366"), haushaltsjahr=2026, **angaben)
    with store.reading() as connection:
        assert read_planprodukte(connection) == {"0365"}
