"""Server: serves the screen for production use; gunicorn, on Windows waitress.

The workers share nothing but the database: each opens it and makes its app for itself, and asks it at each
request which data are the newest. So a release made through one is seen by all, on this machine or another.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

from flask import Flask

from kek_dashboard.settings import Settings
from kek_dashboard.store.migrate import ensure_schema
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.metriken import FOLDER_VARIABLE
from kek_dashboard.web.oidc import is_oidc_on
from kek_dashboard.web.protokollierung import configure_logging

THREADS = 4
# What is being answered when the server is told to stop may take so long yet.
GRACE_SECONDS = 30
# A request that takes longer is given up and its worker made anew; an import takes seconds.
TIMEOUT_SECONDS = 120


def serve(store: Store, settings: Settings) -> None:
    """Serves until it is stopped.

    Raises ``InvalidSettingError`` for settings that cannot be served, ``StaleSchemaError`` for a database
    that ``migrate`` must bring up to date first.
    """
    settings.require_loopback()
    is_oidc_on(settings)
    ensure_schema(store)
    store.close()
    configure_logging(settings, as_json=True)
    if sys.platform == "win32":
        from waitress import serve as waitress_serve  # noqa: PLC0415 - installed on Windows alone

        waitress_serve(make_server_app(settings), host=settings.host, port=settings.port, threads=THREADS)
        return
    folder = tempfile.mkdtemp(prefix="kek-metriken-")
    os.environ[FOLDER_VARIABLE] = folder  # before any worker counts
    try:
        _run_gunicorn(settings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_server_app(settings: Settings) -> Flask:
    """The app of one process: its own connections, its own Datenstand, its own pages drawn ahead."""
    app = create_app(open_store(settings.database_url), settings)
    server: Flask = app.server
    app.vorlauf.start(server)
    return server


def _run_gunicorn(settings: Settings) -> None:
    """Masters the workers until a signal comes."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not to be had on Windows
    from gunicorn.glogging import Logger  # noqa: PLC0415

    class Log(Logger):  # type: ignore[misc]  # gunicorn ships no types
        """What gunicorn says goes where everything goes."""

        def setup(self, cfg: Any) -> None:  # noqa: ANN401 - gunicorn's own
            """Its handlers are dropped; the root's one writes."""
            super().setup(cfg)
            for log in (self.error_log, self.access_log):
                log.handlers.clear()
            self.error_log.propagate = True

    class Application(BaseApplication):  # type: ignore[misc]
        """This program as gunicorn wants it."""

        def load_config(self) -> None:
            """Address, workers and threads; nothing is read from files or the environment."""
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            for name, value in {
                "bind": f"{host}:{settings.port}",
                "workers": settings.workers,
                "threads": THREADS,
                "worker_class": "gthread",
                "graceful_timeout": GRACE_SECONDS,
                "timeout": TIMEOUT_SECONDS,
                "control_socket_disable": True,
                "forwarded_allow_ips": "",  # ``proxy`` decides, in one place for every server
                "logger_class": Log,
                "child_exit": _forget_worker,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """The app of one worker."""
            return make_server_app(settings)

    Application(prog="kek_dashboard").run()


def _forget_worker(_server: object, worker: Any) -> None:  # noqa: ANN401 - gunicorn's own
    """What a worker counted stays; what it alone was does not."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - see ``metriken``

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
