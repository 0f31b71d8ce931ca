"""The debts of the Fachbereiche add up, one's own come first, and nobody owes what belongs to nobody."""

from __future__ import annotations

from datetime import date

from kek_dashboard.domain.datenschuld import datenschulden, overdue_first
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand
from kek_dashboard.domain.zeitraum import Zeitraum

U, N, G, V, K = (
    Faelligkeitsstand.UEBERFAELLIG,
    Faelligkeitsstand.OFFEN,
    Faelligkeitsstand.GELIEFERT,
    Faelligkeitsstand.VERSPAETET_GELIEFERT,
    Faelligkeitsstand.OHNE_WERT,
)


def faelligkeit(nr: str, fachbereich: str, jahr: int, stand: Faelligkeitsstand) -> Faelligkeit:
    return Faelligkeit(nr, fachbereich, Zeitraum(jahr), date(jahr + 1, 3, 31), stand)


ALLE = (
    faelligkeit("1.1-01", "Referat A", 2019, U),
    faelligkeit("1.1-01", "Referat A", 2020, G),
    faelligkeit("1.1-02", "referat a", 2018, U),
    faelligkeit("1.1-03", "", 2018, U),
    faelligkeit("1.1-04", "GB Jugend", 2020, V),
    faelligkeit("1.1-04", "GB Jugend", 2021, K),
    faelligkeit("1.1-04", "GB Jugend", 2022, N),
)


def test_one_spelling_is_one_fachbereich_and_what_belongs_to_none_comes_last() -> None:
    assert [s.fachbereich for s in datenschulden(ALLE, lambda _: False)] == ["GB Jugend", "Referat A", ""]


def test_ones_own_fachbereich_comes_first() -> None:
    eigene = datenschulden(ALLE, lambda name: name == "Referat A")
    assert [s.fachbereich for s in eigene] == ["Referat A", "GB Jugend", ""]


def test_what_was_due_is_what_came_what_was_answered_and_what_is_owed() -> None:
    schulden = datenschulden(ALLE, lambda _: False)
    assert sum(len(s.faelligkeiten) for s in schulden) == len(ALLE)
    for s in schulden:
        assert s.faellig == sum(s.count(stand) for stand in Faelligkeitsstand) - s.count(N)
    jugend = schulden[0]
    assert (jugend.faellig, jugend.count(N), jugend.ueberfaellig, jugend.aelteste) == (2, 1, (), None)


def test_what_is_owed_longest_comes_first() -> None:
    referat = datenschulden(ALLE, lambda _: False)[1]
    assert referat.aelteste == ALLE[2]
    assert [f.kennzahl_nr for f in overdue_first(ALLE)] == ["1.1-02", "1.1-03", "1.1-01"]
