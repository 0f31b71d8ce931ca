"""Live: the running program over a database of its own, for tests, screenshots and measurements."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from werkzeug.serving import WSGIRequestHandler, make_server

from kek_dashboard.importers.erststart import load_bestand
from kek_dashboard.settings import Anmeldung, read_settings
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app


class Quiet(WSGIRequestHandler):
    """Writes no line for each request; keeps a connection for the next one, as every server in use does."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


def fill(folder: Path) -> Path:
    """SQLite file in ``folder`` with the Zielsystem and the Beispielbestand; takes some seconds."""
    path = folder / "beispiel.sqlite"
    store = open_store(f"sqlite:///{path.as_posix()}")
    try:
        migrate(store)
        load_bestand(store, beispiel=True)
    finally:
        store.close()
    return path


@contextmanager
def running(
    database: Path, anmeldung: Anmeldung = Anmeldung.AUS, umgebung: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Address of the program, served on a free port of this computer as long as the block runs.

    ``anmeldung`` is ``EIN`` for the server mode, in which people sign in; ``umgebung`` are further settings.
    """
    url = f"sqlite:///{database.as_posix()}"
    store = open_store(url)
    settings = read_settings(
        {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "nur-fuer-diesen-lauf", **umgebung},
        database.parent,
        anmeldung=anmeldung,
    )
    server = make_server(
        settings.host, 0, create_app(store, settings).server, threaded=True, request_handler=Quiet
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{settings.host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.close()
