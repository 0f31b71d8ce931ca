"""Server: serves the screen for production use; gunicorn, on Windows waitress."""

from __future__ import annotations

import sys

from flask import Flask

from kek_dashboard.settings import Settings
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import create_app

# Two processes with four threads each fill a small machine (docs/architecture.md, "Speed").
WORKERS = 2
THREADS = 4


def serve(store: Store, settings: Settings) -> None:
    """Serves until it is stopped. Raises ``InvalidSettingError`` for any address but this computer's."""
    settings.require_loopback()
    if sys.platform == "win32":
        from waitress import serve as waitress_serve  # noqa: PLC0415 - installed on Windows alone

        waitress_serve(create_app(store, settings).server, host=settings.host, port=settings.port)
        return
    store.close()
    _run_gunicorn(settings)


def _run_gunicorn(settings: Settings) -> None:
    """Workers share nothing but the database: each opens it and makes its app for itself."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not to be had on Windows

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        """This program as gunicorn wants it."""

        def load_config(self) -> None:
            """Address, workers and threads; nothing is read from files or the environment."""
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            self.cfg.set("bind", f"{host}:{settings.port}")
            self.cfg.set("workers", WORKERS)
            self.cfg.set("threads", THREADS)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("control_socket_disable", True)

        def load(self) -> Flask:
            """The app of one worker."""
            server: Flask = create_app(open_store(settings.database_url), settings).server
            return server

    Application(prog="kek_dashboard").run()
