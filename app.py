"""App: ``python app.py`` brings the database up to date, fills an empty one and serves the screen."""

from __future__ import annotations

import sys
import time

from werkzeug.serving import WSGIRequestHandler, make_server

from kek_dashboard.importers.erststart import prepare
from kek_dashboard.settings import InvalidSettingError, read_settings
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.protokollierung import configure_logging


class Handler(WSGIRequestHandler):
    """Keeps a connection for the next request: a browser has many of them."""

    protocol_version = "HTTP/1.1"


def main() -> None:
    """Compose settings, store and screen, and serve until Ctrl+C."""
    started = time.monotonic()
    try:
        settings = read_settings()
        settings.require_loopback()
    except InvalidSettingError as grund:
        sys.exit(f"Fehler: {grund}")
    configure_logging(settings, as_json=False)
    store = open_store(settings.database_url)
    prepare(store, beispiel=settings.beispiel, fortschritt=_tell)
    app = create_app(store, settings)
    server = make_server(settings.host, settings.port, app.server, threaded=True, request_handler=Handler)
    app.vorlauf.start(app.server)
    address = f"[{settings.host}]" if ":" in settings.host else settings.host
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    _say(f"KEK-Monitor: http://{address}:{settings.port} (bereit nach {seconds} s; beenden mit Strg+C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


def _tell(fertig: int, alle: int, datei: str) -> None:
    """Progress of the first start."""
    _say(f"  {fertig:2d}/{alle}  {datei}")


def _say(text: str) -> None:
    """A line for the person at the keyboard, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
