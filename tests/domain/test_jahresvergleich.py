"""What a Berichtsjahr says differently from the one before: whatever moved is told, with the values of the year."""

from __future__ import annotations

from hypothesis import given, settings

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.jahresvergleich import compare_jahre
from kek_dashboard.domain.neuigkeit import find_neuigkeiten
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from tests.domain.test_unterschied import AKTE, UNTERZIELE, stand, with_value, zwei_staende


@settings(max_examples=60)
@given(zwei_staende())
def test_whatever_stands_otherwise_is_told_and_nothing_else(fall: tuple[Datenstand, Datenstand, int]) -> None:
    _, wissen, jahr = fall
    unterschied = compare_jahre(wissen, jahr)
    vorher, nachher = bewerte_alles(wissen, jahr - 1), bewerte_alles(wissen, jahr)
    anders = {
        nr
        for nr, b in nachher.kennzahlen.items()
        if (b.stand, b.zielerreichung, b.ausblick, b.bilanz)
        != (a := vorher.kennzahlen[nr], a.stand, a.zielerreichung, a.ausblick, a.bilanz)[1:]
    }
    gesagt = {k.nr for k in unterschied.kennzahlen}
    assert anders <= gesagt
    ohne_neuen = {nr for nr in gesagt - anders if nachher.kennzahlen[nr].ist == vorher.kennzahlen[nr].ist}
    assert not ohne_neuen
    assert {z.nr for z in unterschied.unterziele} == {
        nr for nr in UNTERZIELE if vorher.unterziele[nr] != nachher.unterziele[nr]
    }


def test_the_value_of_the_year_is_the_cause() -> None:
    unterschied = compare_jahre(stand([with_value(AKTE, 2023, "90")]), 2023)
    neuigkeiten = {n.nr: n for n in find_neuigkeiten(unterschied)}
    (grund,) = neuigkeiten["1.1-01"].gruende
    assert grund.art is Ursachenart.NEUER_WERT and grund.fundstelle.zelle == "E9"
    assert neuigkeiten["1.1"].teile == ("1.1-01",) and neuigkeiten["1"].teile == ("1.1",)


def test_where_only_time_has_passed_there_is_no_cause() -> None:
    (kennzahl,) = compare_jahre(stand([AKTE]), 2025).kennzahlen  # the value of 2022 is too old now
    assert kennzahl.ursachen == ()
