"""Bündel: all scripts of the screen as one file, all styles as another; browsers keep them until they change.

Forty small files are forty requests before anything is drawn. The files stay as they are written; here they
are put one after the other, in Dash's order, under an address that names their content. Of Dash's own scripts
only what every page needs is in it: its component libraries draw hardly a page (``statisch``), and
``assets/10_kek.js`` fetches them with the first component of theirs, and the polyfill that they ask for.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path

import brotli
from dash.fingerprint import check_fingerprint
from flask import Response, request

ASSETS = Path(__file__).parent / "assets"
ORDNER = "/buendel"
#: Dash looks for its own renderer by its name.
SKRIPTE, STILE = "kek-dash-renderer.js", "kek.css"

_TYPES = {SKRIPTE: "text/javascript", STILE: "text/css"}
_END = {SKRIPTE: b"\nvar renderer = new DashRenderer();\n", STILE: b"\n"}
_SOURCE = re.compile(r'src="([^"]+)"')
_SUITE = "/_dash-component-suites/"
_NEVER = ("/dash_table/",)
_ON_DEMAND = ("/deps/polyfill@", "/dcc/", "/html/")
_SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)
_QUALITY = 9  # a few per cent larger than the best, at a fifteenth of its time
_KEEP = "public, max-age=31536000, immutable"


class Buendel:
    """One file made of many, packed once in each encoding that a browser asks for."""

    def __init__(self, name: str, inhalt: bytes) -> None:
        self._name, self.inhalt = name, inhalt
        self.zeichen = hashlib.sha256(inhalt).hexdigest()[:16]

    @property
    def adresse(self) -> str:
        """Where it is; another content has another address."""
        return f"{ORDNER}/{self.zeichen}/{self._name}"

    def answer(self, zeichen: str) -> Response:
        """The file for the request under way; a page older than the program gets it too, to keep no longer."""
        if request.accept_encodings["br"]:
            antwort = self._packed(self._brotli, "br")
        elif request.accept_encodings["gzip"]:
            antwort = self._packed(self._gzip, "gzip")
        else:
            antwort = Response(self.inhalt, mimetype=_TYPES[self._name])
        antwort.vary.add("Accept-Encoding")
        antwort.headers["Cache-Control"] = _KEEP if zeichen == self.zeichen else "no-cache"
        return antwort

    def _packed(self, inhalt: bytes, encoding: str) -> Response:
        return Response(inhalt, mimetype=_TYPES[self._name], headers={"Content-Encoding": encoding})

    @cached_property
    def _brotli(self) -> bytes:
        packed: bytes = brotli.compress(self.inhalt, quality=_QUALITY)
        return packed

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.inhalt, mtime=0)


def styles() -> Buendel:
    """Our style sheets in the order of their names; the sign-in page wears them too."""
    return bundle(STILE, tuple(sorted(ASSETS.glob("*.css"))))


def bundle(name: str, files: tuple[Path, ...]) -> Buendel:
    """These files in this order; made anew where one has changed, so that nobody need start the program anew."""
    return _bundle(name, files, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=8)
def _bundle(name: str, files: tuple[Path, ...], _changed: tuple[int, ...]) -> Buendel:
    parts = (_SOURCE_MAP.sub(b"", file.read_bytes()) for file in files)
    return Buendel(name, b"\n".join(parts) + _END[name])


def read_scripts(tags: str) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Of the script tags Dash writes: the files every page needs, and the addresses of what few pages need."""
    assert "<script>" not in tags, "code of clientside callbacks belongs into an asset file"
    sources = [source for source in _SOURCE.findall(tags) if not any(part in source for part in _NEVER)]
    later = tuple(source for source in sources if any(part in source for part in _ON_DEMAND))
    return tuple(_file(source) for source in sources if source not in later), later


def _file(source: str) -> Path:
    """The file behind an address that Dash writes into a page."""
    path = source.partition("?")[0]
    if path.startswith(_SUITE):
        package, _, name = path.removeprefix(_SUITE).partition("/")
        plain: str = check_fingerprint(name)[0]  # type: ignore[no-untyped-call]  # Dash's own
        return Path(str(import_module(package).__file__)).parent / plain
    return ASSETS / path.removeprefix("/assets/")
