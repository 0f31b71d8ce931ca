"""Numbered lines: the number in a label stands for the Konto; sums between the lines are checked, never counted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from tests.importers.test_haushalt import codes, faults, read, sums

KOPF = [
    "Produktbereich",
    "Produktbereichsbezeichnung",
    "Teilplan",
    "Teilplanbezeichnung",
    "Teilplanzeile",
    "Plan 2012",
]
LABELS = {
    1: "01 - Steuern und ähnliche Abgaben",
    2: "02 - Zuwendungen und allg. Umlagen",
    10: "10 = ordentliche Erträge",
    11: "11 - Personalaufwendungen",
    15: "15 - Transferaufwendungen",
    17: "17 = ordentliche Aufwendungen",
    18: "18 = Ergebnis der lfd. Verwaltungstätigkeit (10 und 17)",
    19: "19 - Finanzerträge",
    20: "20 - Zinsen und sonst. Finanzaufwendungen",
    21: "21 = Finanzergebnis (19 und 20)",
    22: "22 = ordentliches Jahresergebnis (18 und 21)",
    23: "23 - außerordentliche Erträge",
    24: "24 - außerordentliche Aufwendungen",
    25: "25 = außerordentliches Ergebnis (23 und 24)",
    26: "26 = Jahresergebnis vor interner Leistungsver. (22 und 25)",
    27: "27 - Interne Leistungsbeziehung (Aufwand / (-) Ertrag)",
    28: "28 = Jahresergebnis",
}
PLAN = {
    1: 100, 2: 50, 10: 150, 11: 80, 15: 30, 17: 110, 18: 40, 19: 5, 20: 7, 21: -2, 22: 38, 23: 3, 24: 1, 25: 2, 26: 40,
    27: -6, 28: 46,
}  # fmt: skip


def rows(teilplan: str, plan: Mapping[int, int]) -> list[list[object]]:
    return [["01", "Verwaltung", teilplan, f"Plan {teilplan}", LABELS[nr], wert] for nr, wert in plan.items()]


def read_plan(*plaene: Mapping[int, int]) -> Leseergebnis:
    zeilen = [zeile for nr, plan in enumerate(plaene, start=1) for zeile in rows(f"010{nr}", plan)]
    return read(KOPF, *zeilen, vorgabe=Vorgabe(haushaltsjahr=2012, profil="zeilennummern-nrw"))


def test_only_leaf_lines_are_counted_and_the_number_is_the_key():
    ergebnis = read_plan(PLAN, {**PLAN, 27: 6, 28: 34})
    assert ergebnis.is_accepted, ergebnis.befunde
    assert codes(ergebnis, Schwere.WARNUNG) == set()
    assert sums(ergebnis, 2012) == {
        Positionsart.ERTRAEGE: 310,
        Positionsart.AUFWENDUNGEN: 234,
        Positionsart.AUSSERORDENTLICHE_ERTRAEGE: 6,
        Positionsart.AUSSERORDENTLICHE_AUFWENDUNGEN: 2,
        Positionsart.INTERNE_AUFWENDUNGEN: 0,
    }
    erste = ergebnis.inhalt.positionen[0]
    assert (erste.schluessel.teilhaushalt, erste.schluessel.produkt) == ("01", "0101")
    assert (erste.schluessel.konto, erste.bezeichnung) == ("01", "Steuern und ähnliche Abgaben")
    assert erste.fundstelle.roh == LABELS[1]
    konten = {p.schluessel.konto for p in ergebnis.inhalt.positionen}
    assert not konten & {"10", "17", "18", "21", "22", "25", "26", "28"}


def test_net_internal_amounts_keep_their_sign_and_must_come_to_nothing():
    ergebnis = read_plan(PLAN)
    netto = [p for p in ergebnis.inhalt.positionen if p.schluessel.konto == "27"]
    assert [p.betraege[0].eur for p in netto] == [Decimal(-6)]
    assert netto[0].art is Positionsart.INTERNE_AUFWENDUNGEN
    assert "interne_ungleich" in codes(ergebnis, Schwere.WARNUNG)


@pytest.mark.parametrize("nummer", [10, 17, 18, 21, 22, 25, 26, 28])
def test_a_wrong_sum_row_is_told_at_its_cell(nummer):
    falsch = {**PLAN, 27: 0, 28: 40}
    richtig = read_plan(falsch)
    assert codes(richtig, Schwere.WARNUNG) == set()
    falsch[nummer] += 1000
    ergebnis = read_plan(falsch)
    (befund,) = [b for b in ergebnis.befunde if b.code == "summe_weicht_ab"]
    assert LABELS[nummer] in befund.text
    assert befund.zelle == f"F{2 + list(PLAN).index(nummer)}"
    assert sums(ergebnis, 2012) == sums(richtig, 2012)


def test_what_rounding_explains_is_a_hinweis_and_no_warnung():
    plan = {**PLAN, 27: 0, 28: 40}
    ergebnis = read_plan({**plan, 10: plan[10] + 1})
    (befund,) = [b for b in ergebnis.befunde if b.code == "summe_gerundet"]
    assert befund.schwere is Schwere.HINWEIS
    assert "Rundung" in befund.text
    # two amounts of whole euros explain one euro, not two
    assert "summe_weicht_ab" in codes(read_plan({**plan, 10: plan[10] + 2}), Schwere.WARNUNG)


def test_many_sums_that_rounding_explains_are_one_sentence():
    plan = {**PLAN, 27: 0, 28: 40}
    ergebnis = read_plan(*({**plan, 10: plan[10] + 1} for _ in range(8)))
    (befund,) = [b for b in ergebnis.befunde if b.code == "summe_gerundet"]
    assert befund.text.startswith("8 genannte Summen (Ansatz 2012) weichen um höchstens 1,00")
    assert befund.zelle == "F4"


def test_a_numbered_line_the_profile_does_not_know_is_asked_about():
    zeile = ["01", "V", "0101", "P", "29 - Verrechnungen", 5]
    ergebnis = read(KOPF, zeile, vorgabe=Vorgabe(haushaltsjahr=2012, profil="zeilennummern-nrw"))
    assert faults(ergebnis)[0] == ("art_unbekannt", "E2")


def test_a_line_without_a_number_is_not_lost_in_silence():
    zeile = ["01", "V", "0101", "P", "Verrechnungen", 5]
    ergebnis = read(
        KOPF, *rows("0101", PLAN), zeile, vorgabe=Vorgabe(haushaltsjahr=2012, profil="zeilennummern-nrw")
    )
    assert "konto_fehlt" in codes(ergebnis, Schwere.FEHLER)
