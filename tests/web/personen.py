"""Personen: an app in server mode with an account for each role, and browsers signed in as them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from kek_dashboard.domain.rechte import KOMMANDOZEILE, Akteur, Rolle
from kek_dashboard.settings import Anmeldung, Settings
from kek_dashboard.store.konten import create_konto, load_konto
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import ADRESSE, RAHMEN, build_app
from kek_dashboard.web.data import Daten
from kek_dashboard.web.formular import FELD
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.sitzung import now
from tests.web import factories as f

PASSWORT = "ein langer Satz als Passwort"
FACHBEREICH = "GB Jugend"
HTML = {"Accept": "text/html,application/xhtml+xml"}
#: Whoever sits at the machine.
ROOT = Akteur("root", frozenset({Rolle.VERWALTUNG}), herkunft=KOMMANDOZEILE)


def server_settings(folder: Path, **anders: Any) -> Settings:
    settings = Settings("sqlite://", "127.0.0.1", 8050, "x" * 20, True, None, folder)
    return replace(settings, **({"anmeldung": Anmeldung.EIN} | anders))


def add_person(store: Store, name: str, *rollen: Rolle, passwort: str = "", einmalig: bool = False) -> None:
    einheiten = [FACHBEREICH] if Rolle.FACHBEREICH in rollen else []
    create_konto(store, ROOT, name, rollen, fachbereiche=einheiten, passwort=passwort, einmalig=einmalig)


def make_vorlage(folder: Path, add: Callable[[Store], None]) -> Path:
    """A database with accounts, made once and copied for each test: hashing takes its time on purpose."""
    datei = folder / "kek.sqlite"
    store = open_store(f"sqlite:///{datei.as_posix()}")
    migrate(store)
    add(store)
    store.close()
    return datei


@contextmanager
def copied_store(vorlage: Path, folder: Path) -> Iterator[Store]:
    """A store of one's own that begins as the template."""
    ziel = folder / "kek.sqlite"
    ziel.write_bytes(vorlage.read_bytes())
    store = open_store(f"sqlite:///{ziel.as_posix()}")
    yield store
    store.close()


def server_app(store: Store, settings: Settings, seiten: Any = None) -> Any:
    """The app over the small county of ``factories`` and the accounts of a real store."""
    quelle = f.Buch()
    umgebung = Umgebung(Daten(quelle), store, settings)
    return build_app(umgebung, quelle) if seiten is None else build_app(umgebung, quelle, seiten)


def signed_in(app: Any, store: Store, name: str | None) -> FlaskClient:
    """A browser with a session as sign-in makes it, without the work of comparing a password."""
    client: FlaskClient = app.server.test_client()
    konto = None if name is None else load_konto(store, name)
    if konto is not None:
        with client.session_transaction() as session:
            jetzt = now()
            session.update(_user_id=konto.name, _fresh=True, seit=jetzt, zuletzt=jetzt)
            session.update(stand=konto.sitzungsstand, herkunft="web", formular="nummer")
    return client


def token(client: FlaskClient) -> str:
    """The token of the form on the sign-in page or, once signed in, on the screen."""
    text = client.get("/anmelden", headers=HTML).get_data(as_text=True)
    if f'name="{FELD}"' not in text:
        text = screen(client, "/")
    found = re.search(rf'name="{FELD}" value="([^"]+)', text)
    assert found is not None
    return found[1]


def call(pfad: str = "/", search: str = "") -> dict[str, Any]:
    """A call of the callback that draws a page."""
    return {
        "output": f"{RAHMEN}.children",
        "outputs": {"id": RAHMEN, "property": "children"},
        "inputs": [
            {"id": ADRESSE, "property": "pathname", "value": pfad},
            {"id": ADRESSE, "property": "search", "value": search},
        ],
        "changedPropIds": [f"{ADRESSE}.pathname"],
    }


def screen(client: FlaskClient, pfad: str, search: str = "") -> str:
    """What the screen shows at an address, as it travels."""
    antwort = client.post("/_dash-update-component", json=call(pfad, search))
    assert antwort.status_code == 200, antwort.get_data(as_text=True)
    return json.dumps(antwort.get_json(), ensure_ascii=False).replace('\\"', '"')


def post(client: FlaskClient, pfad: str, felder: Mapping[str, Any] | None = None, **anders: Any) -> Any:
    """A form sent with its token."""
    daten = {FELD: token(client), **(felder or {})}
    return client.post(pfad, data=daten, headers=HTML, **anders)


def sign_in(client: FlaskClient, name: str, passwort: str = PASSWORT, **felder: str) -> Any:
    return post(client, "/anmelden", {"name": name, "passwort": passwort, **felder})
