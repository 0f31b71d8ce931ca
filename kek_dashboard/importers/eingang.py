"""Eingang: the way of a file from being handed in to the preview and on to a Lieferung."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.annahme import Annahme, accept_in, try_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.speicher import give_back_memory
from kek_dashboard.importers.workbook import UnreadableWorkbookError, build_workbook, read_lines
from kek_dashboard.store.eingang import (
    Eingang,
    Eingangszustand,
    UnknownEingangError,
    change_vorgabe,
    claim,
    drop_eingang,
    keep_file,
    keep_lines,
    keep_refusal,
    load_eingang,
    read_eingang,
    read_inhalt,
    tell_progress,
)
from kek_dashboard.store.load import read_version
from kek_dashboard.store.session import Store

log = logging.getLogger(__name__)

#: Between two signs of life of a reader.
_MELDE_SEKUNDEN = 0.5
_VORSCHAUEN = 2
_LESER = 2


class ChangedPreviewError(DomainError):
    """What would be delivered is no longer what the person was shown."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Inzwischen hat sich geändert, was diese Datei bewirken würde. Bitte die Vorschau noch einmal ansehen."
        )


class UnconfirmedError(DomainError):
    """Warnings are not confirmed with a reason."""

    def __init__(self, anzahl: int) -> None:
        """Say how many."""
        wort = "eine Warnung" if anzahl == 1 else f"{anzahl} Warnungen"
        super().__init__(f"Noch nicht abgegeben: Für {wort} fehlt die Begründung.")


class NotReadyError(DomainError):
    """The file is not read yet or cannot be delivered."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Diese Datei lässt sich so nicht abgeben. Bitte die Vorschau ansehen.")


@dataclass(frozen=True, slots=True)
class Vorschau:
    """What would happen with a file. ``merkmal`` changes with everything the person has to look at again.

    ``mappe`` is the file as it was read: the very cells that would be delivered.
    """

    eingang: Eingang
    vorgabe: Vorgabe
    annahme: Annahme
    mappe: Arbeitsmappe
    merkmal: str

    @property
    def warnungen(self) -> tuple[tuple[int, Befund], ...]:
        """The warnings to confirm, each with its place among the Befunde."""
        befunde = enumerate(self.annahme.befunde)
        return tuple((nr, befund) for nr, befund in befunde if befund.schwere is Schwere.WARNUNG)


def hand_in(store: Store, dateiname: str, inhalt: bytes, vorgabe: Vorgabe, akteur: Akteur) -> str:
    """Keeps a file for its sender to look at; returns its id. Raises ``TooManyEingaengeError``."""
    sha = hashlib.sha256(inhalt).hexdigest()
    with store.writing() as connection:
        return keep_file(connection, akteur, dateiname, sha, inhalt, write_vorgabe(vorgabe))


def read_in(store: Store, kennung: str) -> None:
    """Reads a file in its guarded process and keeps what was read, or why it cannot be; once only."""
    if not claim(store, kennung):
        return
    zuletzt = time.monotonic()

    def melde(anteil: float, stufe: str) -> None:
        nonlocal zuletzt
        if time.monotonic() - zuletzt >= _MELDE_SEKUNDEN:
            zuletzt = time.monotonic()
            tell_progress(store, kennung, anteil, stufe)

    with store.reading() as connection:
        name, inhalt, _ = read_inhalt(connection, kennung)
    try:
        keep_lines(store, kennung, read_lines(inhalt, name, melde))
    except UnreadableWorkbookError as error:
        keep_refusal(store, kennung, str(error))


class Lesedienst:
    """Reads handed-in files in the background; what another process left halfway is taken up again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(_LESER, thread_name_prefix="eingang")
        self._laufend: set[str] = set()
        self._schloss = threading.Lock()

    def start(self, kennung: str) -> None:
        """Begins to read a file unless that is going on here already."""
        with self._schloss:
            if kennung in self._laufend:
                return
            self._laufend.add(kennung)
        self._pool.submit(self._run, kennung)

    def _run(self, kennung: str) -> None:
        try:
            read_in(self._store, kennung)
        except UnknownEingangError:
            log.info("Eingang vor dem Lesen verworfen")
        except Exception:
            # Nobody awaits this thread; the page takes the file up again once the reader is silent.
            log.exception("Eingang nicht gelesen")
        finally:
            with self._schloss:
                self._laufend.discard(kennung)
            give_back_memory()


class Vorschauen:
    """Previews, the last few kept: each is made anew when the data or what is said about the file change."""

    def __init__(self, store: Store, profil_ordner: Path | None) -> None:
        self._store, self._profil_ordner = store, profil_ordner
        self._werte: OrderedDict[Hashable, Vorschau] = OrderedDict()
        self._schloss = threading.Lock()

    def load(self, kennung: str, akteur: Akteur) -> Vorschau:
        """The preview of a file that was read; raises ``UnknownEingangError``, ``NotReadyError``."""
        with self._store.reading() as connection:
            eingang = read_eingang(connection, kennung, akteur)
            if eingang.zustand is not Eingangszustand.GELESEN:
                raise NotReadyError
            version = read_version(connection)
            key = (kennung, eingang.vorgabe, version, akteur)
            with self._schloss:
                if key in self._werte:
                    self._werte.move_to_end(key)
                    return self._werte[key]
            _, inhalt, zeilen = read_inhalt(connection, kennung)
            mappe = build_workbook(eingang.dateiname, zeilen or b"")
            vorgabe = read_vorgabe(eingang.vorgabe)
            annahme = try_in(
                connection, mappe, inhalt, vorgabe, profil_ordner=self._profil_ordner, akteur=akteur
            )
        vorschau = Vorschau(eingang, vorgabe, annahme, mappe, fingerprint(annahme))
        with self._schloss:
            self._werte[key] = vorschau
            while len(self._werte) > _VORSCHAUEN:
                self._werte.popitem(last=False)
        return vorschau

    def forget(self, kennung: str) -> None:
        """Lets a preview go."""
        with self._schloss:
            for key in [key for key, wert in self._werte.items() if wert.eingang.id == kennung]:
                del self._werte[key]
        give_back_memory()

    def submit(
        self, kennung: str, akteur: Akteur, merkmal: str, begruendung: Callable[[int, Befund], str]
    ) -> Annahme:
        """Makes a Lieferung of a file, waiting for its release, and lets the file here go.

        ``merkmal`` is that of the preview the person saw; ``begruendung`` gives the reason for each warning.
        Raises ``UnknownEingangError``, ``NotReadyError``, ``ChangedPreviewError``, ``UnconfirmedError``; then
        nothing has changed.
        """

        def gruende(annahme: Annahme) -> Mapping[int, str]:
            if fingerprint(annahme) != merkmal:
                raise ChangedPreviewError
            alle = {
                nr: begruendung(nr, befund).strip()
                for nr, befund in enumerate(annahme.befunde)
                if befund.schwere is Schwere.WARNUNG
            }
            ohne = sum(not grund for grund in alle.values())
            if ohne:
                raise UnconfirmedError(ohne)
            return alle

        with self._store.writing() as connection:
            eingang = read_eingang(connection, kennung, akteur)
            _, inhalt, zeilen = read_inhalt(connection, kennung)
            if zeilen is None:
                raise NotReadyError
            annahme = accept_in(
                connection,
                build_workbook(eingang.dateiname, zeilen),
                inhalt,
                read_vorgabe(eingang.vorgabe),
                profil_ordner=self._profil_ordner,
                akteur=akteur,
                gruende=gruende,
            )
            if annahme.lieferung is None:
                raise NotReadyError
            drop_eingang(connection, kennung, akteur)
        self.forget(kennung)
        return annahme

    def discard(self, kennung: str, akteur: Akteur) -> None:
        """Throws a file away; raises ``UnknownEingangError``."""
        with self._store.writing() as connection:
            drop_eingang(connection, kennung, akteur)
        self.forget(kennung)

    def say(self, kennung: str, akteur: Akteur, vorgabe: Vorgabe) -> None:
        """Says anew what is known about a file: its kind, Fachbereich, columns. Raises ``UnknownEingangError``."""
        with self._store.writing() as connection:
            change_vorgabe(connection, kennung, akteur, write_vorgabe(vorgabe))


def load_file(store: Store, kennung: str, akteur: Akteur) -> tuple[Eingang, bytes]:
    """A handed-in file with its content; raises ``UnknownEingangError``."""
    eingang = load_eingang(store, kennung, akteur)
    with store.reading() as connection:
        return eingang, read_inhalt(connection, kennung)[1]


def fingerprint(annahme: Annahme) -> str:
    """Hash over what the person has to look at: every Befund, and how much is new or changed."""
    v = annahme.vergleich
    teile = [[b.schwere.value, b.code, b.blatt, b.zelle, b.text] for b in annahme.befunde]
    text = json.dumps([annahme.sha256, v.neu, v.geaendert, v.unveraendert, teile], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_vorgabe(vorgabe: Vorgabe) -> str:
    """What was said about a file as text of JSON."""
    return json.dumps({name: wert for name, wert in asdict(vorgabe).items() if wert}, sort_keys=True)


def read_vorgabe(text: str) -> Vorgabe:
    """The way back from ``write_vorgabe``."""
    vorgabe = Vorgabe(**json.loads(text or "{}"))
    return vorgabe if vorgabe.art is None else replace(vorgabe, art=Lieferart(vorgabe.art))
