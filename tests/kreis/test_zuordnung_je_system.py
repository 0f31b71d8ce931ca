"""The draft of a mapping belongs to the Zielsystem in whose view it was made; a rule counts where its row says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
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
