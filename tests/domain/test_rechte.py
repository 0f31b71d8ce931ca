"""Who may what: the whole matrix written out, and nothing beyond it."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import (
    LOKALER_AKTEUR,
    RECHTE,
    Akteur,
    Aktion,
    Rolle,
    aktion_freigeben,
    aktion_liefern,
    darf,
    fold,
    rollen_fuer,
)

# Columns: leser, fachbereich, controlling, kaemmerei, verwaltung.
MATRIX = """
lesen                 x x x x x
eigenes_konto         x x x x x
lieferungen_sehen     - x x x -
datei_herunterladen   - x x x -
liefern_kennzahlen    - x x - -
liefern_stammdaten    - - x - -
liefern_zuordnung     - - x x -
liefern_haushalt      - - - x -
freigeben_kennzahlen  - - x - -
freigeben_stammdaten  - - x - -
freigeben_zuordnung   - - x x -
freigeben_haushalt    - - - x -
szenarien             - - x x -
berichte              x x x x x
protokoll_lesen       - - - - x
konten_verwalten      - - - - x
sicherung             - - - - x
metriken              - - - - x
"""
ROWS = {name: marks for name, *marks in (line.split() for line in MATRIX.strip().splitlines())}


def test_the_matrix_names_every_action_and_the_table_has_no_other() -> None:
    assert set(ROWS) == {aktion.value for aktion in Aktion} == {aktion.value for aktion in RECHTE}
    assert list(Rolle) == ["leser", "fachbereich", "controlling", "kaemmerei", "verwaltung"]


@pytest.mark.parametrize("aktion", Aktion)
def test_each_role_may_what_the_matrix_says_and_nothing_else(aktion: Aktion) -> None:
    assert ["x" if darf({rolle}, aktion) else "-" for rolle in Rolle] == ROWS[aktion]
    assert [rolle for rolle in Rolle if darf({rolle}, aktion)] == list(rollen_fuer(aktion))


def test_without_a_role_nothing_is_allowed_and_an_unknown_action_nobody_may_do() -> None:
    assert not any(darf((), aktion) for aktion in Aktion)
    assert not darf(set(Rolle), "loeschen")  # type: ignore[arg-type]


def test_several_roles_add_up() -> None:
    beide = {Rolle.CONTROLLING, Rolle.KAEMMEREI}
    assert darf(beide, Aktion.FREIGEBEN_KENNZAHLEN) and darf(beide, Aktion.FREIGEBEN_HAUSHALT)


def test_a_fachbereich_account_delivers_for_its_own_units_alone() -> None:
    jugend = Akteur("jugend", frozenset({Rolle.FACHBEREICH}), ("Jugend und Müll",))
    assert jugend.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, "Jugend und Müll")
    assert jugend.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, " JUGEND und Mu\N{COMBINING DIAERESIS}ll ")
    for fremd in ("Soziales", "", "Jugend"):
        assert not jugend.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, fremd)
        assert not jugend.darf_fuer(Aktion.DATEI_HERUNTERLADEN, fremd)
    assert not jugend.darf_fuer(Aktion.FREIGEBEN_KENNZAHLEN, "Jugend und Müll")
    assert jugend.darf_fuer(Aktion.LESEN, "")


def test_another_role_that_may_deliver_is_not_bound_to_units() -> None:
    beides = Akteur("b", frozenset({Rolle.FACHBEREICH, Rolle.CONTROLLING}), ("Jugend",))
    assert beides.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, "Soziales")


@pytest.mark.parametrize("art", Lieferart)
def test_every_kind_of_workbook_has_its_actions(art: Lieferart) -> None:
    assert aktion_liefern(art).value == f"liefern_{art}"
    assert aktion_freigeben(art).value == f"freigeben_{art}"


def test_a_workbook_with_nothing_but_mappings_of_the_haushalt_is_its_own_right() -> None:
    assert aktion_freigeben(Lieferart.STAMMDATEN, nur_zuordnung=True) is Aktion.FREIGEBEN_ZUORDNUNG
    assert aktion_liefern(Lieferart.STAMMDATEN, nur_zuordnung=True) is Aktion.LIEFERN_ZUORDNUNG
    assert aktion_freigeben(Lieferart.HAUSHALT, nur_zuordnung=True) is Aktion.FREIGEBEN_HAUSHALT


def test_the_local_program_may_everything_and_names_are_folded() -> None:
    assert all(LOKALER_AKTEUR.darf(aktion) for aktion in Aktion)
    assert fold("STRAßE") == fold("strasse")
