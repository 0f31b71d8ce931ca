"""Conftest: the API over the Beispielbestand, over an empty database, and what the command line says of the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kek_dashboard.settings import MOST_API_JE_MINUTE, Anmeldung, Settings, read_settings
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import create_app

UNBEGRENZT = {"api_je_minute": MOST_API_JE_MINUTE}
OFFEN = {"anmeldung": Anmeldung.EIN, "offene_daten": True}


def settings_of(url: str, folder: Path, **anders: Any) -> Settings:
    gelesen = read_settings({"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "x" * 20}, folder)
    return replace(gelesen, **(UNBEGRENZT | anders))


@pytest.fixture(scope="module")
def beispiel_store(beispiel_datei: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def beispiel_app(beispiel_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return create_app(beispiel_store, settings_of("sqlite://", tmp_path_factory.mktemp("api")))


@pytest.fixture(scope="module")
def offene_app(beispiel_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """In server mode, with the open data switched on."""
    return create_app(beispiel_store, settings_of("sqlite://", tmp_path_factory.mktemp("offen"), **OFFEN))


@pytest.fixture(scope="module")
def leere_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("leer")
    url = f"sqlite:///{(folder / 'kek.sqlite').as_posix()}"
    store = open_store(url)
    migrate(store)
    yield create_app(store, settings_of(url, folder, **OFFEN))
    store.close()


@pytest.fixture(scope="module")
def client(beispiel_app: Any) -> FlaskClient:
    found: FlaskClient = beispiel_app.server.test_client()
    return found
