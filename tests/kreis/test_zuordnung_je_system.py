"""The draft of a mapping belongs to the Zielsystem in whose view it was made; a rule counts where its row says."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Bezug, Haushalt
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.domain.zuordnungsprodukte import collect_produkte
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.reports.zuordnung_xlsx import KOPFZEILE, write_zuordnung
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web.pages.haushalt.zuordnung_arbeit import change_arbeit, load_arbeit
from tests.kreis.zweisysteme import ALT, JAHR, NEU, write_zwei

WER = Akteur("probe", frozenset({Rolle.CONTROLLING}))


@pytest.fixture
def store(database_url):
    store = open_store(database_url)
    migrate(store)
    yield store
    store.close()


def test_two_views_of_a_year_have_two_drafts(store):
    change_arbeit(store, WER, JAHR, 0, lambda entwurf: entwurf, NEU)
    assert load_arbeit(store, JAHR, NEU).fortschreibung == 1
    assert load_arbeit(store, JAHR).fortschreibung == 0


def test_a_rule_counts_in_the_view_it_names_and_in_no_other(store, database_url, tmp_path):
    environ = {"KEK_DATABASE_URL": database_url, "KEK_SECRET_KEY": "x" * 32}
    for datei in write_zwei(tmp_path):
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    stand = load_datenstand(store)
    for system, anteil in ((ALT, 60), (NEU, 30)):
        (regel,) = stand.fuer(system).haushaltszuordnungen[JAHR]
        assert (regel.bezug, regel.bezug_nr, regel.anteil) == (Bezug.UNTERZIEL, "1.1", Decimal(anteil))


def test_a_day_that_knew_another_system_alone_is_seen_without_a_ziel(store, database_url, tmp_path):
    environ = {"KEK_DATABASE_URL": database_url, "KEK_SECRET_KEY": "x" * 32}
    assert main(["import", str(write_zwei(tmp_path)[0]), "--freigeben"], lambda *_: None, environ) == 0
    stand = load_datenstand(store)
    damals = stand.as_seen_by(Zielsystem("Ziele 2030", 2030, 2038))
    assert not damals.is_system_known and not damals.ziele and not damals.massnahmen
    assert all(not akte.zuordnungen for akte in damals.akten.values())
    assert stand.as_seen_by(stand.zielsysteme[1]).is_system_known


def plan(store: Store) -> Haushalt:
    haushalt = load_haushalt(store, JAHR)
    assert haushalt is not None
    return haushalt


@pytest.mark.parametrize("system", [ALT, NEU])
def test_the_workbook_of_a_view_is_read_back_into_that_view_without_a_question(
    store, database_url, tmp_path, system
):
    environ = {"KEK_DATABASE_URL": database_url, "KEK_SECRET_KEY": "x" * 32}
    for datei in write_zwei(tmp_path):
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    stand = load_datenstand(store).fuer(system)
    regeln = stand.haushaltszuordnungen[JAHR]
    produkte = collect_produkte(plan(store))[0]
    bekannt = replace(load_datenstand(store), planprodukte=frozenset({"511000"}))
    geschrieben = write_zuordnung(stand, JAHR, produkte, regeln)
    ergebnis = read_delivery(read_workbook(geschrieben, "Zuordnung.xlsx"), Vorgabe(), bekannt)
    assert not [b.text for b in ergebnis.befunde if b.schwere is not Schwere.HINWEIS]
    (zurueck,) = ergebnis.inhalt.haushaltszuordnungen
    assert replace(zurueck, fundstelle=OHNE_FUNDSTELLE) == replace(regeln[0], fundstelle=OHNE_FUNDSTELLE)


def test_a_row_filled_in_counts_in_the_view_the_workbook_is_of(store, database_url, tmp_path):
    environ = {"KEK_DATABASE_URL": database_url, "KEK_SECRET_KEY": "x" * 32}
    for datei in write_zwei(tmp_path)[:3]:
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    stand = load_datenstand(store).fuer(NEU)
    produkte = collect_produkte(plan(store))[0]
    mappe = openpyxl.load_workbook(io.BytesIO(write_zuordnung(stand, JAHR, produkte, ())))
    blatt = mappe.worksheets[0]
    blatt.cell(KOPFZEILE + 1, 4).value, blatt.cell(KOPFZEILE + 1, 7).value = "1.1", 45
    mappe.save(tmp_path / "gefuellt.xlsx")
    assert main(["import", str(tmp_path / "gefuellt.xlsx"), "--freigeben"], lambda *_: None, environ) == 0
    stand = load_datenstand(store)
    assert [r.anteil for r in stand.fuer(NEU).haushaltszuordnungen[JAHR]] == [Decimal(45)]
    assert not stand.fuer(ALT).haushaltszuordnungen.get(JAHR, ())
