"""What was known on a day: releases, corrections and withdrawals, nothing ever erased."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.store.errors import ReleaseError, StichtagError, UnknownLieferungError
from kek_dashboard.store.lieferungen import list_lieferungen, release, withdraw
from kek_dashboard.store.load import data_version, load_datenstand, today
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten, values, werte, ziel

NR = "1.1-01"
TAG = date(2020, 1, 1)


def known(store: Store, tag: date | None = None) -> dict[str, Decimal | None]:
    return values(load_datenstand(store, tag).akte(NR).messwerte)


def test_a_waiting_lieferung_changes_nothing_until_it_is_released(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    nr = deliver(store, werte(NR, {2019: "5"}))
    assert known(store) == {}
    version = data_version(store)
    release(store, [nr])
    assert known(store) == {"2019": Decimal(5)}
    assert data_version(store) > version


def test_a_correction_shows_from_its_release_on_and_the_earlier_value_stays_on_record(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    erste = deliver(store, werte(NR, {2019: "5"}), stichtag=date(2020, 3, 1))
    zweite = deliver(store, werte(NR, {2019: "6"}), stichtag=date(2021, 3, 1))
    assert known(store, date(2020, 2, 29)) == {}
    assert known(store, date(2021, 2, 28)) == {"2019": Decimal(5)}
    akte = load_datenstand(store).akte(NR)
    assert values(akte.messwerte) == {"2019": Decimal(6)}
    assert akte.messwerte[0].fundstelle.lieferung == zweite
    assert [(m.wert, m.fundstelle.lieferung, m.fundstelle.zelle) for m in akte.fruehere] == [
        (Decimal(5), erste, "B19")
    ]


def test_a_withdrawn_lieferung_steps_back_to_the_version_before_and_is_still_known_for_the_past(
    store: Store,
) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    deliver(store, werte(NR, {2019: "5"}), stichtag=date(2020, 3, 1))
    zweite = deliver(store, werte(NR, {2019: "6"}), stichtag=date(2021, 3, 1))
    withdraw(store, [zweite], "falsche Tabelle")
    assert known(store) == {"2019": Decimal(5)}
    assert known(store, today() - timedelta(days=1)) == {"2019": Decimal(6)}


def test_a_cell_without_a_value_never_replaces_a_value(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    deliver(store, werte(NR, {2019: "5", 2020: None}), stichtag=TAG)
    deliver(store, werte(NR, {2019: None}), stichtag=TAG)
    akte = load_datenstand(store).akte(NR)
    assert values(akte.messwerte) == {"2019": Decimal(5), "2020": None}
    assert akte.messwerte[1].fundstelle.roh == "k. A."


def test_the_version_released_last_counts_whatever_was_delivered_first(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    erste, zweite = deliver(store, werte(NR, {2019: "5"})), deliver(store, werte(NR, {2019: "6"}))
    release(store, [zweite])
    release(store, [erste])
    assert known(store) == {"2019": Decimal(5)}


def test_a_lowered_target_holds_from_its_day_and_the_old_one_before(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    deliver(store, ziel(NR, 2026, "95"), stichtag=TAG)
    deliver(
        store,
        ziel(NR, 2026, "90", gueltig_ab=date(2023, 1, 1), beschluss="Drs. 31/2023"),
        stichtag=date(2022, 12, 1),
    )
    assert [z.wert for z in load_datenstand(store, date(2022, 12, 31)).akte(NR).zielwerte] == [Decimal(95)]
    akte = load_datenstand(store, date(2023, 1, 1)).akte(NR)
    assert [z.wert for z in akte.zielwerte] == [Decimal(90)]
    assert [z.wert for z in akte.fruehere_zielwerte] == [Decimal(95)]


def test_a_target_is_no_longer_valid_after_its_last_day(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    deliver(store, ziel(NR, 2026, "95", gueltig_bis=date(2022, 12, 31)), stichtag=TAG)
    assert load_datenstand(store, date(2023, 1, 1)).akte(NR).zielwerte == ()


def test_a_release_day_before_the_newest_release_is_refused(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=date(2021, 1, 1))
    with pytest.raises(StichtagError, match=r"01\.01\.2021"):
        deliver(store, werte(NR, {2019: "5"}), stichtag=date(2020, 12, 31))
    assert len(list_lieferungen(store)) == 1


def test_a_release_day_in_the_future_is_refused(store: Store) -> None:
    with pytest.raises(StichtagError, match="Zukunft"):
        deliver(store, stammdaten(NR), stichtag=today() + timedelta(days=1))


def test_a_lieferung_is_released_and_withdrawn_only_once(store: Store) -> None:
    nr = deliver(store, stammdaten(NR), stichtag=TAG)
    with pytest.raises(ReleaseError, match="schon freigegeben"):
        release(store, [nr])
    withdraw(store, [nr], "Probe")
    with pytest.raises(ReleaseError, match="schon zurückgezogen"):
        withdraw(store, [nr], "Probe")
    with pytest.raises(ReleaseError, match="zurückgezogen"):
        release(store, [nr])


def test_an_unknown_lieferung_is_told_apart(store: Store) -> None:
    with pytest.raises(UnknownLieferungError):
        release(store, [7])


def test_of_several_lieferungen_all_are_released_or_none(store: Store) -> None:
    nr = deliver(store, stammdaten(NR))
    with pytest.raises(UnknownLieferungError):
        release(store, [nr, 99])
    assert data_version(store) == 0


def test_goals_that_others_hang_on_cannot_be_withdrawn(store: Store) -> None:
    goals = stammdaten(NR)
    nr = deliver(store, Inhalt(ziele=goals.ziele), stichtag=TAG)
    deliver(store, Inhalt(kennzahlen=goals.kennzahlen, zuordnungen=goals.zuordnungen), stichtag=TAG)
    with pytest.raises(ReleaseError, match=r"Unterziel 1\.1"):
        withdraw(store, [nr], "weg damit")
    assert "1.1" in load_datenstand(store).ziele


def test_two_targets_of_one_year_and_day_keep_the_newest_release(store: Store) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    for wert in ("95", "94"):
        deliver(store, Inhalt(zielwerte=(Zielwert(NR, 2026, Decimal(wert), fundstelle=WO),)), stichtag=TAG)
    assert [z.wert for z in load_datenstand(store).akte(NR).zielwerte] == [Decimal(94)]


def test_what_a_massnahme_was_before_stays_known_from_the_day_of_its_release(store: Store) -> None:
    def state(status: str) -> Inhalt:
        return Inhalt(massnahmen=(Massnahme("M-01", "1.1", "Krippen", status=status, fundstelle=WO),))

    deliver(store, stammdaten(NR), stichtag=TAG)
    deliver(store, state("geplant"), stichtag=date(2024, 3, 1))
    deliver(store, state("laufend"), stichtag=date(2025, 3, 1))
    damals, heute = (load_datenstand(store, tag) for tag in (date(2024, 6, 1), date(2025, 6, 1)))
    assert damals.massnahmen["M-01"].status == "geplant" and not damals.fruehere_massnahmen["M-01"]
    assert heute.massnahmen["M-01"].status == "laufend"
    assert [m.status for m in heute.fruehere_massnahmen["M-01"]] == ["geplant"]
