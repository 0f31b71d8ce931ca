"""Quartalsbriefing: two sheets in any case, three things by the rule, nothing invented, the rest counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from kek_dashboard.domain.bericht import QUARTALE, Berichtsart, Berichtsauftrag, last_day_of_quarter
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.reports.bericht.briefing import make_briefing
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.platz import share_out
from kek_dashboard.reports.bericht.durchgang import all_blocks, plain
from kek_dashboard.reports.bericht.form import Aufzaehlung, Bericht, Tabelle
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.store.session import Store, open_store
from tests.reports.bericht.zielmuster import (
    GUT,
    SCHLECHT,
    a_kennzahl,
    a_stand,
    briefing,
    pages,
    quarterly,
    source,
    words,
)

DAVOR, TAG = date(2023, 9, 30), date(2023, 12, 31)
LANG = "Anteil der außerordentlich langen Bezeichnungen in der Verwaltung des Landkreises " * 3


def lists(bericht: Bericht) -> list[list[str]]:
    """The numbered lists in words."""
    listen = [b for b in all_blocks(bericht) if isinstance(b, Aufzaehlung)]
    return [[plain(punkt).replace("\N{NO-BREAK SPACE}", " ") for punkt in liste.punkte] for liste in listen]


def tables(bericht: Bericht) -> dict[str, Tabelle]:
    return {b.titel: b for b in all_blocks(bericht) if isinstance(b, Tabelle)}


def worse() -> Bericht:
    """In the fourth quarter a Kennzahl fell behind; its Maßnahme is late."""
    massnahme = Massnahme("M-1", "1.1", "Bauen", status="laufend")
    spaet = Meilenstein("M-1", "Grundstein", geplant=date(2023, 6, 30))

    def on(tag: date, werte: str) -> Datenstand:
        return a_stand(tag, a_kennzahl("1.1-01", "1.1", werte), massnahmen=[massnahme], schritte=[spaet])

    return make_briefing(source(briefing(2023, 4, TAG), on(DAVOR, GUT), on(TAG, SCHLECHT)))


# ------------------------------------------------------------------------------------------------ what it says


def test_what_became_worse_is_told_with_both_figures_and_what_set_it_off() -> None:
    (erstes, *_), _ = lists(worse())
    assert erstes.startswith("1.1 Ziel 1.1 steht schlechter da: von auf Kurs zu deutlich hinter Plan")
    assert "(Zielerreichung 62,9 % → 20,0 %)" in erstes
    assert "Auslöser: berichtigter Wert bei 1.1-01" in erstes


def test_a_late_measure_is_put_as_a_question() -> None:
    _, (erstes, *_) = lists(worse())
    assert (
        "1.1-01 Quote 1.1-01: deutlich hinter Plan (Ist 2023: 67 %, Soll: 81,9 %), Ausblick zu langsam"
        in erstes
    )
    assert "1 Maßnahme ist im Verzug, M-1: „Grundstein“, geplant bis 30.06.2023." in erstes
    assert erstes.endswith("Zu entscheiden: Wie wird der Verzug aufgeholt, oder wird das Ziel angepasst?")


def test_fewer_than_three_is_said_and_nothing_is_invented() -> None:
    bericht = worse()
    assert [len(liste) for liste in lists(bericht)] == [1, 2]
    assert "Mehr gibt es in diesem Quartal nach der Regel nicht." in words(bericht)
    assert "Mehr steht nach der Regel nicht zur Entscheidung." in words(bericht)


def test_the_rule_and_both_days_stand_below() -> None:
    text = words(worse())
    assert "Ausgewählt wird nach fester Regel, nicht von Hand" in text
    assert (
        "Verglichen wird der Wissensstand 31.12.2023 mit dem 30.09.2023, beide zum Berichtsjahr 2023." in text
    )


def test_a_moved_stand_is_in_the_table_with_before_and_after() -> None:
    zeilen = tables(worse())["Stände, die sich seit dem Vorquartal bewegt haben"].zeilen
    gelesen = [[plain(zelle) for zelle in zeile.zellen] for zeile in zeilen]  # type: ignore[arg-type]
    assert ["1.1-01 Quote 1.1-01", "auf Kurs", "deutlich hinter Plan", "berichtigter Wert 2023"] in gelesen


def test_the_newest_quarter_stands_beside_the_same_one_of_the_year_before_and_the_jahreswert() -> None:
    akte = quarterly(a_kennzahl("1.1-01", "1.1", GUT), q2022_2="74", q2023_1="79", q2023_2="80")
    stand = a_stand(TAG, akte)
    bericht = make_briefing(source(briefing(2023, 4, TAG), a_stand(DAVOR, akte), stand))
    (zeile,) = tables(bericht)["Neuestes Quartal neben dem Jahreswert"].zeilen
    assert [plain(z) for z in zeile.zellen][1:6] == ["%", "II/2023", "80", "74", "2023: 82"]  # type: ignore[arg-type]


def test_without_an_order_the_quarter_is_that_of_the_wissensstand() -> None:
    tag = date(2024, 5, 10)
    auftrag = Berichtsauftrag(Berichtsart.BRIEFING, 2023, tag)
    quelle = source(auftrag, a_stand(tag), a_stand(date(2024, 3, 31)))
    assert make_briefing(quelle).titel == "Quartalsbriefing II/2024"
    assert Lage(quelle).seit == date(2024, 3, 31)


def test_a_wissensstand_before_the_quarter_is_compared_with_nothing() -> None:
    tag = date(2023, 5, 1)
    bericht = make_briefing(
        source(briefing(2023, 4, tag), a_stand(tag, a_kennzahl("1.1-01", "1.1", SCHLECHT)))
    )
    assert "kein Vergleich mit dem Vorquartal" in words(bericht)
    assert "Vorquartal: " not in words(bericht)
    assert pages(bericht) == 2


def test_nothing_known_gives_two_sheets_that_say_so() -> None:
    bericht = make_briefing(source(briefing(2023, 4, TAG), a_stand(DAVOR, ziele=()), a_stand(TAG, ziele=())))
    text = words(bericht)
    assert text.count("Nach der Regel gibt es hier in diesem Quartal nichts.") == 2
    assert "Für das Haushaltsjahr 2023 liegt keine Prognose vor." in text
    assert pages(bericht) == 2


# ------------------------------------------------------------------------------------------------- two sheets


def test_many_goals_with_long_names_keep_to_two_sheets_and_count_what_is_not_shown() -> None:
    nummern = [f"1.{i}" for i in range(1, 40)]
    tat = [Massnahme(f"M-{nr}", nr, LANG, status="laufend") for nr in nummern]
    schritte = [Meilenstein(m.nr, LANG, geplant=date(2023, 1, 31)) for m in tat]

    def many(tag: date, werte: str) -> Datenstand:
        akten = [quarterly(a_kennzahl(f"{nr}-01", nr, werte, name=LANG), q2023_1="5") for nr in nummern]
        return a_stand(tag, *akten, massnahmen=tat, schritte=schritte, ziele=nummern, kurztitel=LANG)

    bericht = make_briefing(source(briefing(2023, 4, TAG), many(DAVOR, GUT), many(TAG, SCHLECHT)))
    assert pages(bericht) == 2
    assert [len(liste) for liste in lists(bericht)] == [3, 3]
    verzug = tables(bericht)["Maßnahmen mit überfälligen Meilensteinen"]
    assert plain(verzug.fuss).startswith(f"Nicht gezeigt: {len(nummern) - len(verzug.zeilen)}.")


def test_room_is_shared_out_row_by_row_until_the_sheet_is_full() -> None:
    assert share_out([[5.0] * 9, [5.0], [], [5.0, 5.0]], 30.0) == [3, 1, 0, 2]
    assert share_out([[5.0], [90.0, 1.0]], 20.0) == [1, 0]


@pytest.mark.slow
def test_quarters_of_the_beispielbestand_take_two_sheets(beispiel: Store) -> None:
    zahl = {}
    for jahr, quartal in product((2019, 2021, 2023, 2024, 2026), QUARTALE[::2]):
        auftrag = briefing(jahr, quartal, last_day_of_quarter(jahr, quartal))
        zahl[jahr, quartal] = pages(make_briefing(Berichtsquelle(beispiel, auftrag)))
    assert set(zahl.values()) == {2}, zahl


@pytest.fixture(scope="module")
def beispiel(beispiel_datei: Path) -> Iterator[Store]:
    """The Beispielbestand, which is only read here."""
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    yield store
    store.close()


@pytest.mark.slow
def test_the_prognose_of_the_haushalt_stands_beside_the_ansatz_once_it_is_released(beispiel: Store) -> None:
    spaeter = make_briefing(Berichtsquelle(beispiel, briefing(2026, 3, date(2026, 9, 30))))
    frueher = make_briefing(Berichtsquelle(beispiel, briefing(2026, 2, date(2026, 6, 30))))
    tabelle = tables(spaeter)["Prognose neben Ansatz im Haushaltsjahr 2026"]
    assert [plain(zeile.zellen[0]) for zeile in tabelle.zeilen][:2] == ["Aufwendungen", "Erträge"]  # type: ignore[arg-type]
    assert "Prognose vom 30.06.2026" in plain(tabelle.fuss)
    assert "Für das Haushaltsjahr 2026 liegt keine Prognose vor." in words(frueher)
