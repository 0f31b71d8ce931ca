"""The bridge in the store: the Lieferung released last says what becomes of an Unterziel, and check tells its gaps."""

from __future__ import annotations

from datetime import date

from kek_dashboard.domain.bruecke import bruecken
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge, Zielsystemsatz
from kek_dashboard.store.check import check_store
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten

NEU = "Neu"
TAGE = tuple(date(2025, monat, 1) for monat in range(1, 5))


def goal(nr: str) -> Zielfassung:
    return Zielfassung(
        nr, Ebene.UNTERZIEL, nr, nr, gueltig_ab=date(2024, 9, 18), zielsystem=NEU, fundstelle=WO
    )


def say(store: Store, tag: date, *schritte: tuple[str, Nachfolgeart, str]) -> None:
    saetze = (
        Zielnachfolge("", alt, art, NEU if neu else "", neu, fundstelle=WO) for alt, art, neu in schritte
    )
    deliver(store, Inhalt(nachfolgen=tuple(saetze)), stichtag=tag)


def fates(store: Store, tag: date) -> dict[str, tuple[str | None, list[str]]]:
    (bruecke,) = bruecken(load_datenstand(store, tag))
    return {s.ziel.nr: (s.art, [z.nr for z in s.neue]) for s in bruecke.schicksale}


def two_goals(store: Store) -> None:
    unten = Zielfassung("1.2", Ebene.UNTERZIEL, "Eins zwei", "Eins zwei", fundstelle=WO)
    deliver(store, stammdaten("1.1-01"), stichtag=TAGE[0])
    neu = (Zielsystemsatz(NEU, 2025, 2034, date(2024, 9, 18), fundstelle=WO),)
    deliver(store, Inhalt(ziele=(unten,)), stichtag=TAGE[0])
    deliver(store, Inhalt(zielsysteme=neu, ziele=(goal("A.1"), goal("A.2"))), stichtag=TAGE[0])


def test_what_is_said_anew_takes_the_place_of_all_that_was_said_before(store: Store) -> None:
    two_goals(store)
    split = [("1.1", Nachfolgeart.AUFGETEILT, "A.1"), ("1.1", Nachfolgeart.AUFGETEILT, "A.2")]
    say(store, TAGE[1], *split)
    say(store, TAGE[2], ("1.1", Nachfolgeart.BEENDET, ""))
    assert fates(store, TAGE[1])["1.1"] == ("aufgeteilt", ["A.1", "A.2"])
    assert fates(store, TAGE[2])["1.1"] == ("beendet", [])
    assert load_datenstand(store, TAGE[2]).nachfolgen[0].neues_ziel == ""


def test_check_tells_where_a_bridge_is_begun_and_leaves_an_unterziel_out(store: Store) -> None:
    two_goals(store)
    assert not [h for h in check_store(store).hinweise if "Brücke" in h]
    say(store, TAGE[1], ("1.1", Nachfolgeart.ZUSAMMENGEFUEHRT, "A.1"))
    hinweise = [h for h in check_store(store).hinweise if h.startswith("Brücke")]
    assert any("in A.1 führt aber kein anderes" in h for h in hinweise)
    assert any("Was aus 1.2 wird, ist noch nicht festgelegt" in h for h in hinweise)
    say(store, TAGE[2], ("1.2", Nachfolgeart.ZUSAMMENGEFUEHRT, "A.1"))
    assert not [h for h in check_store(store).hinweise if h.startswith("Brücke")]
