"""Fassungen: each released version of what is laid down for a Kennzahl, with what it changed, its Beschluss and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kek_dashboard.domain.fassungen import fassungen_of
from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.verfahren import Aenderungsgrund
from kek_dashboard.store.lieferungen import withdraw
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten, ziel

NR = "1.1-01"


def test_each_lieferung_that_changed_something_is_a_version_with_its_beschluss_and_reason(
    store: Store,
) -> None:
    stamm = stammdaten(NR)
    erste = deliver(store, stamm, stichtag=date(2020, 1, 1))
    deliver(store, ziel(NR, 2026, "95", beschluss="Drs. 1/2020"), stichtag=date(2020, 2, 1))
    grund = Aenderungsgrund("Drs. 31/2023", date(2023, 3, 1), "Weniger Geld", fundstelle=WO)
    gesenkt = replace(
        ziel(NR, 2026, "90", beschluss="Drs. 31/2023", gueltig_ab=date(2023, 3, 1)),
        aenderungsgruende=(grund,),
    )
    dritte = deliver(store, gesenkt, stichtag=date(2023, 3, 20))
    deliver(store, Inhalt(kennzahlen=stamm.kennzahlen), stichtag=date(2024, 1, 1))  # says nothing new
    wartet = deliver(store, ziel(NR, 2026, "10"))
    neueste, mitte, anlage = fassungen_of(load_datenstand(store), NR)
    assert (neueste.lieferung.nr, neueste.beschluss, neueste.grund) == (
        dritte,
        "Drs. 31/2023",
        "Weniger Geld",
    )
    (ursache,) = neueste.ursachen
    assert isinstance(ursache.alt, Zielwert) and isinstance(ursache.neu, Zielwert)
    assert "wert" in ursache.felder and (str(ursache.alt.wert), str(ursache.neu.wert)) == ("95", "90")
    assert (mitte.beschluss, mitte.grund) == ("Drs. 1/2020", "")
    assert anlage.lieferung.nr == erste and {u.feld for u in anlage.ursachen} == {"kennzahlen", "zuordnungen"}
    assert len(fassungen_of(load_datenstand(store, date(2022, 1, 1)), NR)) == 2
    withdraw(store, [wartet], "falsch")
    withdraw(store, [dritte], "zurück")
    assert len(fassungen_of(load_datenstand(store), NR)) == 2
