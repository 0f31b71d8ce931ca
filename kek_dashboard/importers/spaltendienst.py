"""Spaltendienst: one's own file while its columns are assigned: the draft, its trial reading, and remembering it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import Enum

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.eigene_blaetter import without_own_sheets
from kek_dashboard.importers.eingang import NotReadyError, read_vorgabe, write_vorgabe
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.importers.spaltenanwendung import find_remembered, own_fachbereich
from kek_dashboard.importers.spaltenkopf import merkmal
from kek_dashboard.importers.spaltenlesung import read_assigned
from kek_dashboard.importers.spaltenprofil import (
    Blattzuordnung,
    InvalidSpaltenprofilError,
    Spaltenprofil,
    contradiction,
    profile_name,
    profile_number,
    read_profil,
    write_profil,
)
from kek_dashboard.importers.workbook import build_workbook
from kek_dashboard.store.eingang import Eingang, change_vorgabe, read_eingang, read_inhalt
from kek_dashboard.store.session import Reading, Store
from kek_dashboard.store.spaltenprofile import (
    Gemerkt,
    UnknownSpaltenprofilError,
    keep_spaltenprofil,
    read_spaltenprofil,
)

LAENGSTER_NAME = 80
_MAPPEN = 2


class Ursprung(Enum):
    """Where an assignment comes from: still being worked on, kept earlier, or nowhere yet."""

    ENTWURF = "entwurf"
    GEMERKT = "gemerkt"
    NEU = "neu"


@dataclass(frozen=True, slots=True)
class Arbeitsstand:
    """A file whose columns are being assigned.

    ``profil`` is what was said so far; empty where nothing was. ``gemerkt`` is the kept assignment that
    it began with or that applies now.
    """

    eingang: Eingang
    vorgabe: Vorgabe
    mappe: Arbeitsmappe
    profil: Spaltenprofil
    ursprung: Ursprung
    gemerkt: Gemerkt | None = None

    @property
    def blaetter(self) -> tuple[Blatt, ...]:
        """The sheets a person can point at: visible, with something in them."""
        return tuple(blatt for blatt in self.mappe.blaetter if blatt.zeilen and not blatt.verborgen)

    def try_out(self, stand: Datenstand) -> Leseergebnis:
        """What would be read; stores nothing."""
        return read_assigned(self.mappe, self.profil, self.vorgabe, stand, datei=self.eingang.sha256)


class Spaltendienst:
    """Files of people who assign columns; the last few stay opened."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mappen: OrderedDict[tuple[str, str], Arbeitsmappe] = OrderedDict()
        self._schloss = threading.Lock()

    def load(self, kennung: str, akteur: Akteur) -> Arbeitsstand:
        """One's own file; raises ``UnknownEingangError``, ``NotReadyError``, ``UnreadableWorkbookError``."""
        with self._store.reading() as connection:
            eingang = read_eingang(connection, kennung, akteur)
            mappe = self._open(connection, eingang)
            vorgabe = read_vorgabe(eingang.vorgabe)
            leer = Spaltenprofil(eingang.sha256)
            gemerkt = _kept(connection, mappe, vorgabe, akteur)
            if vorgabe.spalten:
                profil = _readable(vorgabe.spalten, leer)
                return Arbeitsstand(eingang, vorgabe, mappe, profil, Ursprung.ENTWURF, gemerkt)
            if gemerkt is None:
                return Arbeitsstand(eingang, vorgabe, mappe, leer, Ursprung.NEU)
            profil = _readable(gemerkt.inhalt, leer).for_file(eingang.sha256)
            return Arbeitsstand(eingang, vorgabe, mappe, profil, Ursprung.GEMERKT, gemerkt)

    def say(self, arbeit: Arbeitsstand, blatt: Blattzuordnung, akteur: Akteur) -> Arbeitsstand:
        """Keeps what was said about one sheet as the draft; raises ``UnknownEingangError``."""
        return self._keep(arbeit, arbeit.profil.with_sheet(blatt), akteur)

    def begin_anew(self, arbeit: Arbeitsstand, akteur: Akteur) -> Arbeitsstand:
        """Lets go of what was said; raises ``UnknownEingangError``."""
        return self._keep(arbeit, Spaltenprofil(arbeit.eingang.sha256), akteur)

    def remember(self, arbeit: Arbeitsstand, name: str, akteur: Akteur) -> Gemerkt:
        """Keeps the assignment for this file and the next ones of its layout; the file is read with it.

        Raises ``UnknownEingangError``; ``InvalidSpaltenprofilError`` where no column holds values or roles contradict.
        """
        profil = replace(arbeit.profil.with_values, datei=arbeit.eingang.sha256)
        if not profil.blaetter:
            raise InvalidSpaltenprofilError("Noch ist keiner Spalte zugeordnet, dass sie Werte enthält.")
        for blatt in profil.blaetter:
            if grund := contradiction(blatt):
                raise InvalidSpaltenprofilError(f"Blatt „{blatt.blatt}“: {grund}.")
        kurz = " ".join(name.split())[:LAENGSTER_NAME] or arbeit.eingang.dateiname[:LAENGSTER_NAME]
        with self._store.writing() as connection:
            read_eingang(connection, arbeit.eingang.id, akteur)
            fachbereich = own_fachbereich(akteur, arbeit.vorgabe.fachbereich)
            zeichen, inhalt = merkmal(arbeit.mappe), write_profil(profil)
            gemerkt = keep_spaltenprofil(connection, kurz, fachbereich, zeichen, inhalt, akteur)
            vorgabe = replace(
                arbeit.vorgabe, art=Lieferart.KENNZAHLEN, profil=profile_name(gemerkt.nr), spalten=""
            )
            change_vorgabe(connection, arbeit.eingang.id, akteur, write_vorgabe(vorgabe))
        return gemerkt

    def _keep(self, arbeit: Arbeitsstand, profil: Spaltenprofil, akteur: Akteur) -> Arbeitsstand:
        text = write_profil(profil)
        read_profil(text)
        vorgabe = replace(arbeit.vorgabe, spalten=text)
        with self._store.writing() as connection:
            change_vorgabe(connection, arbeit.eingang.id, akteur, write_vorgabe(vorgabe))
        return replace(arbeit, vorgabe=vorgabe, profil=profil, ursprung=Ursprung.ENTWURF)

    def _open(self, connection: Reading, eingang: Eingang) -> Arbeitsmappe:
        key = (eingang.sha256, eingang.dateiname)
        with self._schloss:
            if key in self._mappen:
                self._mappen.move_to_end(key)
                return self._mappen[key]
        zeilen = read_inhalt(connection, eingang.id)[2]
        if zeilen is None:
            raise NotReadyError
        mappe = without_own_sheets(build_workbook(eingang.dateiname, zeilen))
        with self._schloss:
            self._mappen[key] = mappe
            while len(self._mappen) > _MAPPEN:
                self._mappen.popitem(last=False)
        return mappe


def _kept(connection: Reading, mappe: Arbeitsmappe, vorgabe: Vorgabe, akteur: Akteur) -> Gemerkt | None:
    """The kept assignment that a file is read with: the one it names, or the sender's for these headers."""
    nr = profile_number(vorgabe.profil)
    if nr is None:
        return find_remembered(connection, mappe, akteur, vorgabe.fachbereich)
    try:
        return read_spaltenprofil(connection, nr)
    except UnknownSpaltenprofilError:
        return None


def _readable(text: str, sonst: Spaltenprofil) -> Spaltenprofil:
    """A kept text as an assignment; one of an older program is asked anew."""
    try:
        return read_profil(text)
    except InvalidSpaltenprofilError:
        return sonst
