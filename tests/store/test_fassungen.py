"""Fassungen: each released version of a Kennzahl, Ziel or Maßnahme: what it changed, its Beschluss and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kek_dashboard.domain.fassungen import fassungen_of, fassungen_of_massnahme, fassungen_of_ziel
from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import Aenderungsgrund
from kek_dashboard.domain.ziele import Ebene, Zielfassung
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


def test_a_ziel_keeps_all_its_wordings_also_those_no_longer_valid_and_tells_why_they_changed(
    store: Store,
) -> None:
    alt = Zielfassung(
        "1.2", Ebene.UNTERZIEL, "Kitas", "Es gibt Kitas.", "Drs. 72/2018", date(2018, 9, 12),
        zielsystem="KEK", fundstelle=WO,
    )  # fmt: skip
    neu = replace(alt, wortlaut="Es gibt genug Kitas.", beschluss="Drs. 9/2022", gueltig_ab=date(2022, 4, 1))
    grund = Aenderungsgrund("Drs. 9/2022", date(2022, 4, 1), "Mehr Kinder", fundstelle=WO)
    deliver(store, Inhalt(ziele=(alt, replace(alt, nr="1.3"))), stichtag=date(2019, 1, 1))
    zweite = deliver(store, Inhalt(ziele=(replace(alt, kurztitel="Kita"),)), stichtag=date(2020, 1, 1))
    beide = (replace(alt, kurztitel="Kita", gueltig_bis=date(2022, 3, 31)), neu)
    deliver(store, Inhalt(ziele=beide, aenderungsgruende=(grund,)), stichtag=date(2022, 4, 4))
    stand = load_datenstand(store)
    assert [f.wortlaut for f in stand.ziele["1.2"].fassungen] == ["Es gibt genug Kitas."]
    neueste, mitte, erste = fassungen_of_ziel(stand, "1.2")
    assert [(u.art.value, u.felder) for u in neueste.ursachen] == [
        ("geaendert", ("gueltig_bis",)),
        ("neu", ()),
    ]
    assert (neueste.beschluss, neueste.grund) == ("Drs. 72/2018, Drs. 9/2022", "Mehr Kinder")
    assert mitte.lieferung.nr == zweite and mitte.ursachen[0].felder == ("kurztitel",)
    assert erste.ursachen[0].alt is None and fassungen_of_ziel(stand, "9.9") == ()
    assert len(fassungen_of_ziel(load_datenstand(store, date(2021, 1, 1)), "1.2")) == 2


def test_progress_of_a_massnahme_is_no_version_but_what_it_is(store: Store) -> None:
    m = Massnahme("M-01", "1.2", "Bauen", status="geplant", zielsystem="", fundstelle=WO)
    ziel_1_2 = Zielfassung("1.2", Ebene.UNTERZIEL, "Kitas", "Es gibt Kitas.", fundstelle=WO)
    deliver(store, Inhalt(ziele=(ziel_1_2,), massnahmen=(m,)), stichtag=date(2019, 1, 1))
    deliver(store, Inhalt(massnahmen=(replace(m, status="laufend"),)), stichtag=date(2020, 1, 1))
    grund = Aenderungsgrund("Drs. 9/2022", None, "Zu teuer", fundstelle=WO)
    anders = replace(m, status="laufend", ende=date(2024, 1, 1))
    dritte = deliver(
        store, Inhalt(massnahmen=(anders,), aenderungsgruende=(grund,)), stichtag=date(2022, 1, 1)
    )
    stand = load_datenstand(store)
    neueste, erste = fassungen_of_massnahme(stand, stand.massnahmen["M-01"])
    assert (neueste.lieferung.nr, neueste.beschluss, neueste.grund) == (dritte, "Drs. 9/2022", "Zu teuer")
    assert [u.felder for u in neueste.ursachen] == [("ende",)] and erste.ursachen[0].alt is None
