"""Data: what is computed once, what makes it new, and that nothing newer is kept under an older state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import count

import pytest

from kek_dashboard.domain.haushalt import (
    Betrag,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web.data import Daten, StoreQuelle, _Kept
from tests.store.lieferungen import WO, deliver, stammdaten, werte

TAG = date(2020, 1, 1)
JAHR = 2019


class Mitgezaehlt(StoreQuelle):
    """The database, counting how often the lines of a Haushalt are loaded."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.geladen = 0
        self.davor: Callable[[], object] | None = None

    def load_haushalt(
        self, haushaltsjahr: int, fassung: str | None, wissensstand: date | None
    ) -> Haushalt | None:
        if self.davor is not None:
            davor, self.davor = self.davor, None
            davor()
        self.geladen += 1
        return super().load_haushalt(haushaltsjahr, fassung, wissensstand)


def plan(ansatz: str, fassung: str = "beschlossen") -> Inhalt:
    schluessel = Positionsschluessel("01", "", "361000", "4318000")
    betrag = Betrag(Wertart.ANSATZ, JAHR, Decimal(ansatz), WO)
    zeile = Haushaltsposition(
        JAHR, fassung, schluessel, Positionsart.AUFWENDUNGEN, betraege=(betrag,), fundstelle=WO
    )
    return Inhalt(positionen=(zeile,))


def deliver_plan(store: Store, ansatz: str, fassung: str = "beschlossen", tag: date = TAG) -> int:
    return deliver(
        store,
        plan(ansatz, fassung),
        stichtag=tag,
        art=Lieferart.HAUSHALT,
        haushaltsjahr=JAHR,
        fassung=fassung,
    )


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def quelle(store: Store) -> Mitgezaehlt:
    deliver(store, stammdaten("1.1-01"), stichtag=TAG)
    deliver_plan(store, "100.00")
    return Mitgezaehlt(store)


@pytest.fixture
def daten(quelle: Mitgezaehlt) -> Daten:
    return Daten(quelle)


def spent(daten: Daten, wissensstand: date | None = None) -> Decimal | None:
    mittel = daten.mitteleinsatz(daten.datenstand(wissensstand), JAHR)
    return None if mittel is None else mittel.je_unterziel["1.1"][Positionsart.AUFWENDUNGEN]


def test_a_release_that_is_no_haushalt_leaves_its_lines_as_they_are(
    store: Store, quelle: Mitgezaehlt, daten: Daten
) -> None:
    erst = daten.mitteleinsatz(daten.datenstand(), JAHR)
    deliver(store, werte("1.1-01", {2019: "5"}), stichtag=TAG)
    assert daten.mitteleinsatz(daten.datenstand(), JAHR) is erst
    assert quelle.geladen == 1


def test_a_new_mapping_counts_at_once_without_loading_the_lines_again(
    store: Store, quelle: Mitgezaehlt, daten: Daten
) -> None:
    assert spent(daten) == 0
    regel = HaushaltsZuordnung(JAHR, "361000", "", Bezug.UNTERZIEL, "1.1", Decimal(60), fundstelle=WO)
    deliver(store, Inhalt(haushaltszuordnungen=(regel,)), stichtag=TAG)
    assert spent(daten) == Decimal("60.00")
    assert quelle.geladen == 1
    kennzahl = replace(regel, bezug=Bezug.KENNZAHL, bezug_nr="1.1-01", anteil=Decimal(40))
    deliver(store, Inhalt(haushaltszuordnungen=(kennzahl,)), stichtag=TAG)
    assert spent(daten) == Decimal("100.00")


def test_a_new_plan_counts_at_once(store: Store, quelle: Mitgezaehlt, daten: Daten) -> None:
    daten.mitteleinsatz(daten.datenstand(), JAHR)
    deliver_plan(store, "250.00")
    mittel = daten.mitteleinsatz(daten.datenstand(), JAHR)
    assert mittel is not None and mittel.summen[Positionsart.AUFWENDUNGEN] == 250
    assert quelle.geladen == 2


def test_what_is_released_while_the_lines_are_read_is_not_kept_under_the_older_day(
    store: Store, quelle: Mitgezaehlt, daten: Daten
) -> None:
    stand = daten.datenstand()
    quelle.davor = lambda: deliver_plan(store, "250.00", tag=date(2021, 1, 1))
    daten.mitteleinsatz(stand, JAHR)
    damals = daten.mitteleinsatz(daten.datenstand(date(2020, 6, 30)), JAHR)
    assert damals is not None and damals.summen[Positionsart.AUFWENDUNGEN] == 100
    heute = daten.mitteleinsatz(daten.datenstand(), JAHR)
    assert heute is not None and heute.summen[Positionsart.AUFWENDUNGEN] == 250


def test_the_newest_fassung_is_shown_as_soon_as_it_is_there(store: Store, daten: Daten) -> None:
    deliver_plan(store, "90.00", "entwurf")
    erst = daten.haushalt(daten.datenstand(), JAHR)
    assert erst is not None and erst.fassungen == ("entwurf", "beschlossen")
    assert daten.haushalt(daten.datenstand(), JAHR, "nachtrag-1") is None
    assert daten.haushalt(daten.datenstand(), JAHR, "beschlossen") is daten.haushalt(daten.datenstand(), JAHR)


def test_sums_of_a_plan_are_made_anew_by_a_new_plan_or_rule_and_by_nothing_else(
    store: Store, quelle: Mitgezaehlt, daten: Daten
) -> None:
    def lines() -> int | None:
        return daten.from_haushalt(
            daten.datenstand(), JAHR, None, ("zahl",), lambda haushalt: len(haushalt.zeilen)
        )

    assert [lines(), lines()] == [1, 1]
    deliver(store, werte("1.1-01", {2019: "5"}), stichtag=TAG)
    assert (lines(), quelle.geladen) == (1, 1)
    regel = HaushaltsZuordnung(JAHR - 1, "361000", "", Bezug.UNTERZIEL, "1.1", Decimal(60), fundstelle=WO)
    deliver(store, Inhalt(haushaltszuordnungen=(regel,)), stichtag=TAG)
    assert (lines(), quelle.geladen) == (1, 2)
    deliver_plan(store, "250.00")
    assert (lines(), quelle.geladen) == (1, 3)
    assert (
        daten.from_haushalt(
            daten.datenstand(), JAHR + 1, None, ("zahl",), lambda haushalt: len(haushalt.zeilen)
        )
        is None
    )


def test_the_sums_by_goal_are_those_of_the_lines_and_ask_for_no_line_that_is_here(
    quelle: Mitgezaehlt, daten: Daten
) -> None:
    mittel, summen = daten.mitteleinsatz(daten.datenstand(), JAHR), daten.zielmittel(daten.datenstand(), JAHR)
    assert mittel is not None and summen is not None and quelle.geladen == 1
    assert (summen.haushaltsjahr, summen.fassung) == (JAHR, mittel.haushalt.fassung)
    for name in ("summen", "je_unterziel", "nicht_zugeordnet", "herkunft_je_unterziel", "herkunft"):
        assert getattr(summen, name) == getattr(mittel, name)
    assert daten.zielmittel(daten.datenstand(), JAHR + 1) is None


def test_a_new_mapping_counts_in_the_sums_at_once(store: Store, daten: Daten) -> None:
    erst = daten.zielmittel(daten.datenstand(), JAHR)
    regel = HaushaltsZuordnung(JAHR, "361000", "", Bezug.UNTERZIEL, "1.1", Decimal(10), fundstelle=WO)
    deliver(store, Inhalt(haushaltszuordnungen=(regel,)), stichtag=TAG)
    dann = daten.zielmittel(daten.datenstand(), JAHR)
    assert erst is not None and dann is not None and erst.je_unterziel != dann.je_unterziel


def test_what_holds_the_lines_goes_with_them(daten: Daten) -> None:
    mittel = daten.mitteleinsatz(daten.datenstand(), JAHR)
    assert mittel is not None
    number = count()
    assert [daten.derived(mittel, ("verzeichnis",), lambda: next(number)) for _ in range(2)] == [0, 0]


def test_kept_results_stay_within_their_weight_and_the_newest_is_always_there() -> None:
    kept = _Kept(10, lambda value: len(str(value)))
    for name in ("aaaa", "bbbb", "cccc"):
        kept.get(name, partial(str, name))
    assert kept.get("cccc", partial(str, "neu")) == "cccc"
    assert kept.get("aaaa", partial(str, "neu")) == "neu"
    kept.get("groß", partial(str, "x" * 50))
    assert kept.get("groß", partial(str, "neu")) == "x" * 50
