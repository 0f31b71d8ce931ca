"""Verfahren: steps of a proposal that cannot have followed each other are told, stored ones included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import MASSNAHME, Schritt, Verfahrensschritt, Vorschlag
from tests.importers.test_stammziele import read_sheets, two_systems

KOPF = ["Maßnahme-Nr.", "Schritt", "Datum", "Gremium", "Beschluss"]


def proposed() -> Datenstand:
    """M-1 counts; M-2 was proposed in March 2024 and agreed in April."""
    schritte = (
        Verfahrensschritt(MASSNAHME, "M-2", Schritt.VORSCHLAG, date(2024, 3, 1)),
        Verfahrensschritt(MASSNAHME, "M-2", Schritt.ABGESTIMMT, date(2024, 4, 1), "Ausschuss"),
    )
    return replace(two_systems(), vorschlaege=(Vorschlag(Massnahme("M-2", "1.1", "Neu"), schritte),))


@pytest.mark.parametrize(
    ("zeile", "befund"),
    [
        (["M-2", "beschlossen", date(2024, 6, 1), "Kreistag", "Drs. 9/2024"], []),
        (["M-2", "abgestimmt", date(2024, 5, 1), "Kreisausschuss", None], []),
        (
            ["M-2", "beschlossen", date(2024, 2, 1), "Kreistag", "Drs. 9/2024"],
            ["weg_vor_vorschlag", "weg_nach_ende"],
        ),
        (["M-2", "beschlossen", date(2024, 3, 15), "Kreistag", "Drs. 9/2024"], ["weg_nach_ende"]),
        (["M-2", "Vorschlag", date(2024, 7, 1), "Kreistag", None], ["weg_noch_einmal"]),
        (["M-1", "Vorschlag", date(2024, 7, 1), "Kreistag", None], ["gilt_schon"]),
        (["M-1", "abgelehnt", date(2024, 7, 1), "Kreistag", None], ["gilt_schon"]),
        (["M-1", "beschlossen", date(2024, 7, 1), "Kreistag", "Drs. 9/2024"], ["weg_ohne_vorschlag"]),
    ],
)
def test_a_step_that_cannot_be_is_told_with_its_cell(zeile: list[object], befund: list[str]) -> None:
    ergebnis = read_sheets(proposed(), Verfahren=[KOPF, zeile])
    assert sorted({b.code for b in ergebnis.befunde}) == sorted(befund)
    assert all(b.zelle == "A2" for b in ergebnis.befunde)
    assert ergebnis.is_accepted is (befund in ([], ["weg_ohne_vorschlag"]))


def test_the_whole_way_may_be_written_down_later_for_what_already_counts() -> None:
    zeilen = [
        ["M-1", "Vorschlag", date(2020, 7, 1), "Fraktion", None],
        ["M-1", "beschlossen", date(2020, 9, 1), "Kreistag", "Drs. 9/2020"],
    ]
    ergebnis = read_sheets(proposed(), Verfahren=[KOPF, *zeilen])
    assert not ergebnis.befunde and len(ergebnis.inhalt.verfahrensschritte) == 2
