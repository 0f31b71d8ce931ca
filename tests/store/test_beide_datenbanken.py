"""The whole Beispielbestand gives the same figures and the same content on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kek_dashboard.cli.form import haushalt_json, zielerreichung_json
from kek_dashboard.cli.form_bruecke import bruecke_json
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.importers.erststart import prepare
from kek_dashboard.store.check import check_store
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import open_store

TAGE = (None, date(2020, 12, 31), date(2023, 6, 30))
HAUSHALTSJAHRE = range(2018, 2027)


def everything(url: str, *, load: bool) -> dict[str, Any]:
    """All that the command line would tell of a database, filled first if asked to."""
    store = open_store(url)
    if load:
        assert prepare(store, beispiel=True) > 10
        assert prepare(store, beispiel=True) == 0
    told: dict[str, Any] = {"pruefung": check_store(store).inhalt_sha256}
    assert check_store(store).fehler == ()
    for tag in TAGE:
        stand = load_datenstand(store, tag)
        for jahr in range(2018, 2027):
            told[f"ziele {jahr} {tag}"] = zielerreichung_json(stand, bewerte_alles(stand, jahr))
        told[f"bruecke {tag}"] = bruecke_json(stand)
        for jahr in HAUSHALTSJAHRE:
            haushalt = load_haushalt(store, jahr, None, tag)
            told[f"haushalt {jahr} {tag}"] = haushalt and haushalt_json(mitteleinsatz(haushalt, stand))
    store.close()
    return told


@pytest.mark.slow
def test_both_databases_tell_the_same_of_the_beispielbestand(beispiel_url: str, postgres_url: str) -> None:
    on_sqlite, on_postgres = everything(beispiel_url, load=False), everything(postgres_url, load=True)
    for key, told in on_sqlite.items():
        assert on_postgres[key] == told, key
    (bruecke,) = on_sqlite["bruecke None"]["bruecken"]
    assert len(bruecke["unterziele"]) == 12 and all(u["art"] for u in bruecke["unterziele"])
    assert on_sqlite["haushalt 2019 None"]["summen"]["ertraege"] == "180000000.00"
