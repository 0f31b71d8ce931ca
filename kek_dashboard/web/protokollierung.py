"""Protokollierung: what the running server tells about itself; one JSON object a line, never a secret.

Into a line go the route's template, never the address; a pseudonym and roles, never a name; of an error
its kind, where it happened and its first line without what stood in quotes there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from flask import Flask, Response, g, has_request_context, request

from kek_dashboard.domain.rechte import Akteur, fold
from kek_dashboard.settings import Settings

log = logging.getLogger(__name__)

#: What carries the number of a request to the person and back into the log.
ANFRAGE_HEADER = "X-Request-ID"
#: Stands where something was left out.
GESCHWAERZT = "…"

_START, _NUMMER = "kek_start", "kek_anfrage"
_FOREIGN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# What a browser or a monitor asks all the time; told only where it fails.
_QUIET = ("/assets/", "/buendel/", "/_dash-component-suites/", "/_favicon", "/healthz", "/metrics")
_FAILURE = 400
_MOST_FRAMES = 25
_LONGEST_TEXT = 500
_SHORTEST_SECRET = 6

_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
_URL_PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s@]+@")
_NAMED = re.compile(
    r"(?i)\b(passwor[dt]|secret|token|cookie|set-cookie|authorization|bearer|basic|code|code_verifier|nonce|state"
    r"|session|id_token|access_token|client_secret)(['\"]?\s*[=:]\s*['\"]?|\s+)(bearer\s+|basic\s+)?[^\s'\",;&]+"
)
_NAMED_BY_BLANK = {"bearer", "basic"}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|„[^“]*“|\([^()]*\)=\([^()]*\)")
_ERROR_NUMBER = re.compile(r"\bFehler ([0-9A-F]{8})\b")


class Redactor:
    """Takes out of a text what must not stand in a log."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """``known``: the secrets of this installation, by their very letters."""
        self._known = sorted({text for text in known if len(text) >= _SHORTEST_SECRET}, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text in one line without secrets, queries and passwords in addresses."""
        for secret in self._known:
            text = text.replace(secret, GESCHWAERZT)
        text = _URL_PASSWORD.sub(rf"\1:{GESCHWAERZT}@", text)
        text = _QUERY.sub(rf"\1?{GESCHWAERZT}", text)
        text = _NAMED.sub(_hide_value, text)
        return " ".join(text.split())[:_LONGEST_TEXT]

    def first_line(self, error: BaseException) -> str:
        """What an error says, without the values it quotes: those may be somebody's words."""
        lines = str(error).strip().splitlines()
        return self.clean(_QUOTED.sub(f"'{GESCHWAERZT}'", lines[0])) if lines else ""


def _hide_value(found: re.Match[str]) -> str:
    by_blank = not found[2].strip()
    if by_blank and found[1].lower() not in _NAMED_BY_BLANK:
        return found[0]  # "das Token fehlt" names no value
    return f"{found[1]}{found[2]}{GESCHWAERZT}"


def known_secrets(settings: Settings) -> set[str]:
    """The secrets of an installation: every setting that is not told by ``repr``, and the database's password."""
    fields = type(settings).__dataclass_fields__
    secret = {str(getattr(settings, name)) for name, field in fields.items() if not field.repr}
    password = urlsplit(settings.database_url).password
    return secret | ({password, unquote(password)} if password else set())


class JsonFormatter(logging.Formatter):
    """A record as one JSON object; the fields are listed in ``docs/betrieb.md``."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        text = _without_path(record.getMessage())
        line: dict[str, Any] = {
            "zeit": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "stufe": record.levelname.lower(),
            "quelle": record.name,
            "text": self._redactor.clean(text),
            "prozess": record.process,
        }
        line |= _request_fields()
        line |= getattr(record, "felder", {})
        number = _ERROR_NUMBER.search(text)
        if number:
            line["nummer"] = number[1]
        if record.exc_info and record.exc_info[1] is not None:
            line["fehler"] = [self._tell(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False, default=str)

    def _tell(self, error: BaseException) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
        return {
            "art": f"{type(error).__module__}.{type(error).__qualname__}",
            "text": self._redactor.first_line(error),
            "stapel": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
        }


class TextFormatter(logging.Formatter):
    """A record as text for whoever sits at the program; known secrets are left out there too."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """Some lines."""
        return "\n".join(
            "  " * (number > 0) + self._redactor.clean(line)
            for number, line in enumerate(super().format(record).splitlines())
        )


def configure_logging(settings: Settings, *, as_json: bool, stream: TextIO | None = None) -> None:
    """Sends everything that is logged in this process to standard output; JSON where a server runs."""
    redactor = Redactor(known_secrets(settings))
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonFormatter(redactor) if as_json else TextFormatter(redactor))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if as_json else logging.WARNING)
    # Libraries that tell addresses with all their values at these levels.
    for name in ("urllib3", "requests", "authlib", "werkzeug", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def observe_requests(server: Flask, key: str, who: Callable[[], Akteur | None]) -> None:
    """Numbers every request and tells it when it is answered; before and after all that others do.

    ``key`` makes the pseudonyms; ``who`` says who asks, ``None`` = nobody signed in.
    """

    def begin() -> None:
        g.setdefault(_START, time.perf_counter())
        g.setdefault(_NUMMER, _request_number())

    def end(response: Response) -> Response:
        begin()  # where something refused before us
        response.headers[ANFRAGE_HEADER] = g.get(_NUMMER)
        fields: dict[str, Any] = {
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get(_START)) * 1000, 1),
        }
        akteur = _nobody_on_error(who)
        if akteur is not None:
            fields |= {"wer": pseudonym(key, akteur.name), "rollen": sorted(akteur.rollen)}
        quiet = request.path.startswith(_QUIET) and response.status_code < _FAILURE
        log.log(logging.DEBUG if quiet else logging.INFO, "Anfrage", extra={"felder": fields})
        return response

    server.before_request_funcs.setdefault(None, []).insert(0, begin)
    server.after_request_funcs.setdefault(None, []).insert(0, end)


def pseudonym(key: str, name: str) -> str:
    """The same twelve signs for the same account; without the key nobody finds the name."""
    return hmac.new(key.encode(), b"log:" + fold(name).encode(), hashlib.sha256).hexdigest()[:12]


def route_template() -> str:
    """The pattern of the route that answers, never the address itself; empty where none does."""
    return "" if request.url_rule is None else request.url_rule.rule


def _request_number() -> str:
    """The number the proxy gave, if it looks like one, else a new one."""
    given = request.headers.get(ANFRAGE_HEADER, "")
    return given if _FOREIGN_ID.fullmatch(given) else secrets.token_hex(8)


def _request_fields() -> dict[str, Any]:
    if not has_request_context():
        return {}
    fields = {"anfrage": g.get(_NUMMER), "methode": request.method, "route": route_template()}
    return {name: value for name, value in fields.items() if value}


def _without_path(text: str) -> str:
    """The text with the address of this request replaced by its template: it may hold somebody's words."""
    if not has_request_context() or len(request.path) <= 1:
        return text
    return text.replace(request.path, route_template() or GESCHWAERZT)


def _nobody_on_error(who: Callable[[], Akteur | None]) -> Akteur | None:
    """Who asks; nobody where that cannot be found out, for a log must not break an answer."""
    try:
        return who()
    except Exception:  # noqa: BLE001 - the database may be what fails
        return None


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, the newest first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain


def _short(filename: str) -> str:
    """The part of a file's path that says which module it is."""
    path = filename.replace("\\", "/")
    for start, kept in (("/site-packages/", ""), ("/kek_dashboard/", "kek_dashboard/")):
        if start in path:
            return kept + path.rpartition(start)[2]
    return path.rpartition("/")[2]
