"""Sicherungsdatei: one zip that holds a whole state: lines of each table, stored files, a hash for each part.

``manifest.json`` names the format, the schema and each part with its rows and SHA-256;
``tabellen/NAME.jsonl`` has one JSON array a row, its columns and rows in a fixed order;
``dateien/SHA256`` is a stored file. Nothing in it depends on the database or the day: the same state
gives the same file. A foreign zip is checked before anything of it is believed.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import orjson

from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.sicherungszeilen import Zeile

FORMAT, FASSUNG = "kek-sicherung", 1
_MANIFEST = "manifest.json"
_MITGLIED = re.compile(r"manifest\.json|tabellen/[a-z0-9_]{1,60}\.jsonl|dateien/[0-9a-f]{64}")
_ALTE_ZEIT = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
# Far above anything a county can collect; they keep a hostile file from filling memory or disk.
MAX_MITGLIEDER = 100_000
MAX_MANIFEST = 1 << 20
MAX_ZEILE = 16 << 20
MAX_DATEI = 64 << 20
MAX_MITGLIED = 16 << 30
MAX_GESAMT = 64 << 30
MAX_VERHAELTNIS, VERHAELTNIS_AB = 200, 1 << 20


class SicherungError(StoreError):
    """A backup cannot be written, or a file is none that may be restored; nothing was changed."""

    def __init__(self, pfad: Path, grund: str) -> None:
        """Name the file and say what is wrong with it."""
        super().__init__(f"{pfad.name}: {grund}")


@dataclass(frozen=True, slots=True)
class Teil:
    """One table: its columns in the order of the lines, how many lines, SHA-256 over them."""

    tabelle: str
    spalten: tuple[str, ...]
    zeilen: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says about itself. ``inhalt_sha256`` is ``None`` for an older schema."""

    revision: str
    programm: str
    inhalt_sha256: str | None
    teile: tuple[Teil, ...]
    dateien: int


def line_of(zeile: Zeile) -> bytes:
    """The one way a row is written; everything about hashes of parts hangs on it."""
    return orjson.dumps(zeile) + b"\n"


@dataclass
class Schreiber:
    """Writes the parts one after the other into an open file; ``finish`` makes it a Sicherungsdatei."""

    ziel: IO[bytes]
    ordner: Path
    teile: list[Teil] = field(default_factory=list)
    dateien: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.ziel, "w")

    def add_datei(self, inhalt: bytes) -> str:
        """Keeps a stored file once, whoever names it; returns its SHA-256."""
        sha = hashlib.sha256(inhalt).hexdigest()
        if sha not in self.dateien:
            self.dateien.add(sha)
            self._zip.writestr(_info(f"dateien/{sha}"), inhalt)
        return sha

    def add_teil(self, tabelle: str, spalten: tuple[str, ...], zeilen: Iterable[Zeile]) -> None:
        """Writes a table; ``zeilen`` may call ``add_datei`` while it runs, so lines wait in a side file."""
        summe, anzahl, gepackt = hashlib.sha256(), 0, 0
        versuch = zlib.compressobj(1)
        with tempfile.SpooledTemporaryFile(8 << 20, dir=str(self.ordner)) as warten:
            for zeile in zeilen:
                text = line_of(zeile)
                summe.update(text)
                gepackt += len(versuch.compress(text))
                warten.write(text)
                anzahl += 1
            gepackt += len(versuch.flush())
            info = _info(f"tabellen/{tabelle}.jsonl")
            info.file_size = warten.tell()
            # Lines so alike that the reader would take them for a zip bomb are kept as they are.
            if info.file_size < gepackt * MAX_VERHAELTNIS / 4:
                info.compress_type = zipfile.ZIP_DEFLATED
            warten.seek(0)
            with self._zip.open(info, "w") as mitglied:
                while block := warten.read(_BLOCK):
                    mitglied.write(block)
        self.teile.append(Teil(tabelle, spalten, anzahl, summe.hexdigest()))

    def finish(self, revision: str, programm: str, inhalt_sha256: str | None) -> Manifest:
        """Writes the manifest and closes the zip; the open file stays the caller's."""
        manifest = Manifest(revision, programm, inhalt_sha256, tuple(self.teile), len(self.dateien))
        text = orjson.dumps(
            {"format": FORMAT, "fassung": FASSUNG, **asdict(manifest)}, option=orjson.OPT_INDENT_2
        )
        self._zip.writestr(_info(_MANIFEST), text)
        self._zip.close()
        return manifest

    def abandon(self) -> None:
        """Lets go of a zip that will never be whole."""
        self._zip.fp = None


def _info(name: str) -> zipfile.ZipInfo:
    """A member with a fixed date and mode."""
    info = zipfile.ZipInfo(name, _ALTE_ZEIT)
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info


@dataclass(frozen=True)
class Leser:
    """An opened Sicherungsdatei; what it gives back has been compared with its hash or fails."""

    pfad: Path
    paket: zipfile.ZipFile
    manifest: Manifest

    def verify(self) -> None:
        """Reads everything once; raises ``SicherungError`` unless each part is what the manifest says."""
        genannt: set[str] = set()
        for teil in self.manifest.teile:
            for zeile in self.rows(teil):
                genannt |= {wert["sha256"] for wert in zeile if isinstance(wert, dict)}
        vorhanden = {name.partition("/")[2] for name in self.paket.namelist() if name.startswith("dateien/")}
        if genannt != vorhanden or len(vorhanden) != self.manifest.dateien:
            raise SicherungError(self.pfad, "Es fehlen gespeicherte Dateien, oder es sind zu viele.")
        for sha in sorted(vorhanden):
            self.datei(sha)

    def rows(self, teil: Teil) -> Iterator[Zeile]:
        """The rows of a table; raises at their end if they are not those of the manifest."""
        summe, anzahl = hashlib.sha256(), 0
        with _faults_named(self.pfad), self.paket.open(f"tabellen/{teil.tabelle}.jsonl") as mitglied:
            while text := mitglied.readline(MAX_ZEILE):
                zeile = orjson.loads(text)
                if not text.endswith(b"\n") or not _is_row(zeile, len(teil.spalten)):
                    raise SicherungError(self.pfad, f"Die Tabelle „{teil.tabelle}“ ist beschädigt.")
                summe.update(text)
                anzahl += 1
                yield zeile
        if (anzahl, summe.hexdigest()) != (teil.zeilen, teil.sha256):
            raise SicherungError(
                self.pfad, f"Die Tabelle „{teil.tabelle}“ wurde nach der Sicherung verändert."
            )

    def datei(self, sha: str) -> bytes:
        """A stored file of this SHA-256."""
        with _faults_named(self.pfad), self.paket.open(f"dateien/{sha}") as mitglied:
            inhalt = mitglied.read(MAX_DATEI + 1)
        if hashlib.sha256(inhalt).hexdigest() != sha:
            raise SicherungError(self.pfad, f"Die gespeicherte Datei {sha[:12]}… wurde verändert.")
        return inhalt


def _is_row(zeile: object, breite: int) -> bool:
    """Whether a line is an array of plain values, a stored file being ``{"sha256": …}``."""
    return (
        isinstance(zeile, list)
        and len(zeile) == breite
        and all(
            wert is None
            or isinstance(wert, str | int)
            or (isinstance(wert, dict) and set(wert) == {"sha256"} and isinstance(wert["sha256"], str))
            for wert in zeile
        )
    )


@contextmanager
def open_sicherung(pfad: Path) -> Iterator[Leser]:
    """Opens a backup for reading; raises ``SicherungError`` for a file that is none or may be hostile."""
    try:
        datei = pfad.open("rb")
    except OSError as grund:
        raise SicherungError(pfad, f"Die Datei lässt sich nicht öffnen: {grund.strerror}.") from grund
    with datei:
        with _faults_named(pfad):
            paket = zipfile.ZipFile(datei)
            _refuse_hostile(pfad, paket.infolist())
            manifest = _read_manifest(pfad, paket)
        yield Leser(pfad, paket, manifest)


def _refuse_hostile(pfad: Path, mitglieder: list[zipfile.ZipInfo]) -> None:
    """Nothing is inflated before its name, size and ratio are what a backup has."""
    namen = [info.filename for info in mitglieder]
    if len(namen) > MAX_MITGLIEDER or len(set(namen)) != len(namen):
        raise SicherungError(pfad, "Die Datei enthält zu viele oder doppelte Teile.")
    if not all(_MITGLIED.fullmatch(name) for name in namen) or _MANIFEST not in namen:
        raise SicherungError(pfad, "Das ist keine Sicherung des KEK-Monitors.")
    for info in mitglieder:
        if info.flag_bits & 0x1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise SicherungError(pfad, "Die Datei ist verschlüsselt oder auf fremde Weise gepackt.")
        if info.file_size > _limit(info.filename) or (
            info.file_size > VERHAELTNIS_AB and info.file_size > info.compress_size * MAX_VERHAELTNIS
        ):
            raise SicherungError(pfad, f"Der Teil {info.filename} ist unglaubhaft groß.")
    if sum(info.file_size for info in mitglieder) > MAX_GESAMT:
        raise SicherungError(pfad, "Die Datei ist ausgepackt zu groß.")


def _limit(name: str) -> int:
    if name == _MANIFEST:
        return MAX_MANIFEST
    return MAX_DATEI if name.startswith("dateien/") else MAX_MITGLIED


def _read_manifest(pfad: Path, paket: zipfile.ZipFile) -> Manifest:
    """The manifest, its shape checked and its parts compared with the members of the zip."""
    daten = orjson.loads(paket.read(_MANIFEST))
    if not isinstance(daten, dict) or daten.get("format") != FORMAT:
        raise SicherungError(pfad, "Das ist keine Sicherung des KEK-Monitors.")
    if daten.get("fassung") != FASSUNG:
        raise SicherungError(
            pfad, f"Das Format {daten.get('fassung')} kennt dieses Programm nicht (bekannt ist {FASSUNG})."
        )
    teile = tuple(
        Teil(_text(t["tabelle"]), tuple(_text(s) for s in t["spalten"]), int(t["zeilen"]), _text(t["sha256"]))
        for t in daten["teile"]
    )
    sha = daten["inhalt_sha256"]
    manifest = Manifest(
        _text(daten["revision"]),
        _text(daten["programm"]),
        None if sha is None else _text(sha),
        teile,
        int(daten["dateien"]),
    )
    tabellen = sorted(name for name in paket.namelist() if name.startswith("tabellen/"))
    if tabellen != sorted(f"tabellen/{teil.tabelle}.jsonl" for teil in teile):
        raise SicherungError(pfad, "Das Inhaltsverzeichnis passt nicht zu den Teilen der Datei.")
    return manifest


def _text(wert: object) -> str:
    if not isinstance(wert, str):
        raise TypeError
    return wert


@contextmanager
def _faults_named(pfad: Path) -> Iterator[None]:
    """Whatever a broken zip makes its reader throw becomes one sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
    ) as grund:
        raise SicherungError(
            pfad, "Die Datei ist beschädigt, abgeschnitten oder keine Sicherung des KEK-Monitors."
        ) from grund
