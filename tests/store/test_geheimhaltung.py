"""Small counts are taken out as records are read: where the way of a further Zielsystem begins as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.zielsystem import Ausgangswert, Zielsystemsatz
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten

NR, NEU = "1.1-01", "Ziele 2025"


@pytest.mark.parametrize(("klein", "is_weg"), [("1", True), ("2", True), ("0", False), ("3", False)])
def test_a_small_base_of_a_further_zielsystem_is_withheld_there_and_told_as_withheld(
    store: Store, klein: str, is_weg: bool
) -> None:
    inhalt = stammdaten(NR)
    kennzahl = replace(inhalt.kennzahlen[0], einheit="Personen", personenbezogen=True)
    system = Zielsystemsatz(NEU, 2025, 2034, date(2024, 9, 18), fundstelle=WO)
    ausgang = Ausgangswert(NR, NEU, 2024, Decimal(klein), fundstelle=replace(WO, roh=klein))
    neu = replace(inhalt, kennzahlen=(kennzahl,), zielsysteme=(system,), ausgangswerte=(ausgang,))
    deliver(store, neu, stichtag=date(2025, 1, 1))
    stand = load_datenstand(store)
    dort = stand.fuer(NEU).akte(NR).kennzahl
    assert dort.basisjahr == 2024
    assert (dort.basiswert is None, dort.is_basis_withheld) == (is_weg, is_weg)
    assert stand.gesamt is not None
    satz = stand.gesamt.ausgangswerte[NR, NEU]
    assert (satz.basiswert is None, satz.fundstelle.roh == "") == (is_weg, is_weg)
    hier = stand.fuer(stand.zielsysteme[0].name).akte(NR).kennzahl
    assert (hier.basiswert, hier.is_basis_withheld) == (Decimal(10), False)
