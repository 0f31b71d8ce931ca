"""Annahme: takes one file in: reads it, checks it, compares it, stores it as a Lieferung or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.protokoll import Fortschritt, ignore_progress
from kek_dashboard.importers.rechte import rechte_befunde
from kek_dashboard.importers.spaltenanwendung import read_with_columns
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.haushalt import read_planprodukte
from kek_dashboard.store.lieferungen import read_lieferung, release_in
from kek_dashboard.store.load import read_datenstand
from kek_dashboard.store.planpruefung import plan_befunde
from kek_dashboard.store.save import Abgabe, Aenderung, Vergleich, compare, find_same, save_delivery
from kek_dashboard.store.session import Reading, Store, Writing

#: Share of the whole work after which a file is read, and after which it is understood (a large plan).
_GELESEN, _GEDEUTET = 0.4, 0.75


@dataclass(frozen=True, slots=True)
class Freigabe:
    """Release at once; ``stichtag`` sets the release day when older data are taken over."""

    stichtag: date | None = None


@dataclass(frozen=True, slots=True)
class Annahme:
    """What became of one file. ``lieferung`` is ``None`` where nothing was stored.

    ``vorgabe`` is what was said about the file, with what was recognised filled in.
    """

    dateiname: str
    sha256: str
    art: Lieferart | None
    angenommen: bool
    vergleich: Vergleich
    befunde: tuple[Befund, ...]
    lieferung: int | None = None
    freigegeben: bool = False
    vorgabe: Vorgabe = field(default_factory=Vorgabe)

    @property
    def aenderungen(self) -> tuple[Aenderung, ...]:
        """What is new or changed, record by record."""
        return self.vergleich.aenderungen

    def as_json(self) -> dict[str, object]:
        """In the shape of the command line's JSON."""
        return {
            "datei": self.dateiname,
            "art": None if self.art is None else self.art.value,
            "sha256": self.sha256,
            "angenommen": self.angenommen,
            "lieferung": self.lieferung,
            "freigegeben": self.freigegeben,
            "gelesen": self.vergleich.gelesen,
            "neu": self.vergleich.neu,
            "geaendert": self.vergleich.geaendert,
            "unveraendert": self.vergleich.unveraendert,
            "befunde": [befund.as_json() for befund in self.befunde],
        }


def accept_file(  # noqa: PLR0913 - the choices of one command
    store: Store,
    dateiname: str,
    inhalt: bytes,
    vorgabe: Vorgabe,
    *,
    probe: bool = False,
    freigabe: Freigabe | None = None,
    profil_ordner: Path | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
    fortschritt: Fortschritt = ignore_progress,
) -> Annahme:
    """Reads a file and stores it as one Lieferung, or not at all.

    ``probe`` stores nothing and tells what would happen. With ``freigabe`` it is released in the same
    step; where that is refused, nothing is stored. ``fortschritt`` is told how far it is. Raises
    ``UnreadableWorkbookError`` for a file that cannot or must not be opened.
    """
    mappe = read_workbook(inhalt, dateiname, lambda anteil, was: fortschritt(anteil * _GELESEN, was))
    fortschritt(_GELESEN, "Inhalt wird gedeutet und verglichen")
    if probe:
        with store.reading() as connection:
            return _try(connection, mappe, inhalt, vorgabe, profil_ordner, akteur)[0]
    with store.writing() as connection:
        return accept_in(
            connection,
            mappe,
            inhalt,
            vorgabe,
            freigabe=freigabe,
            profil_ordner=profil_ordner,
            akteur=akteur,
            fortschritt=fortschritt,
        )


def accept_in(  # noqa: PLR0913 - ``accept_file`` and the reasons
    connection: Writing,
    mappe: Arbeitsmappe,
    inhalt: bytes,
    vorgabe: Vorgabe,
    *,
    freigabe: Freigabe | None = None,
    profil_ordner: Path | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
    gruende: Callable[[Annahme], Mapping[int, str]] | None = None,
    fortschritt: Fortschritt = ignore_progress,
) -> Annahme:
    """``accept_file`` of an opened file inside a writing transaction.

    ``gruende`` gives, for an accepted file, why the sender stands by which of its warnings; what it raises
    undoes everything.
    """
    annahme, abgabe, ergebnis = _try(connection, mappe, inhalt, vorgabe, profil_ordner, akteur)
    if not annahme.angenommen or abgabe is None:
        return annahme
    gleiche = find_same(connection, abgabe)
    if gleiche is not None:
        return _known_file(connection, annahme, gleiche, freigabe, akteur)
    fortschritt(_GEDEUTET, "wird gespeichert")
    with connection.begin_nested() as rueckweg:
        nr = save_delivery(
            connection,
            abgabe,
            ergebnis.inhalt,
            annahme.befunde,
            annahme.vergleich,
            akteur,
            None if gruende is None else gruende(annahme),
        )
        if freigabe is not None:
            try:
                release_in(connection, nr, freigabe.stichtag, akteur)
            except StoreError as grund:
                rueckweg.rollback()
                befund = Befund(Schwere.FEHLER, "freigabe_abgelehnt", str(grund))
                return replace(annahme, angenommen=False, befunde=(*annahme.befunde, befund))
    return replace(annahme, lieferung=nr, freigegeben=freigabe is not None)


def try_in(
    connection: Reading,
    mappe: Arbeitsmappe,
    inhalt: bytes,
    vorgabe: Vorgabe,
    *,
    profil_ordner: Path | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
) -> Annahme:
    """What ``accept_in`` would make of an opened file; stores nothing."""
    annahme, abgabe, _ = _try(connection, mappe, inhalt, vorgabe, profil_ordner, akteur)
    gleiche = None if abgabe is None else find_same(connection, abgabe)
    return annahme if gleiche is None else _known_file(connection, annahme, gleiche, None, akteur)


def _try(
    connection: Reading,
    mappe: Arbeitsmappe,
    inhalt: bytes,
    vorgabe: Vorgabe,
    profil_ordner: Path | None,
    akteur: Akteur,
) -> tuple[Annahme, Abgabe | None, Leseergebnis]:
    """Reads and compares without storing; no ``Abgabe`` where the file is refused."""
    stand = replace(read_datenstand(connection, pruefer=akteur), planprodukte=read_planprodukte(connection))
    sha = hashlib.sha256(inhalt).hexdigest()
    ergebnis = read_with_columns(connection, mappe, vorgabe, stand, profil_ordner, akteur, sha)
    art = ergebnis.vorgabe.art
    vergleich = compare(connection, ergebnis.inhalt, akteur)
    befunde = (
        *ergebnis.befunde,
        *plan_befunde(connection, ergebnis.inhalt.positionen),
        *rechte_befunde(akteur, ergebnis.vorgabe, ergebnis.inhalt, stand),
    )
    annahme = Annahme(
        dateiname=mappe.dateiname,
        sha256=sha,
        art=art,
        angenommen=all(befund.schwere is not Schwere.FEHLER for befund in befunde),
        vergleich=vergleich,
        befunde=befunde,
        vorgabe=ergebnis.vorgabe,
    )
    if not annahme.angenommen or art is None:
        return annahme, None, ergebnis
    abgabe = Abgabe(
        dateiname=mappe.dateiname,
        inhalt=inhalt,
        art=art,
        fachbereich=ergebnis.vorgabe.fachbereich,
        haushaltsjahr=ergebnis.vorgabe.haushaltsjahr,
        fassung=ergebnis.vorgabe.fassung,
        profil=ergebnis.vorgabe.profil,
    )
    return annahme, abgabe, ergebnis


def _known_file(
    connection: Reading, annahme: Annahme, nr: int, freigabe: Freigabe | None, akteur: Akteur
) -> Annahme:
    """The very same file was delivered before: nothing changes, but a waiting one may be released now."""
    lieferung = read_lieferung(connection, nr)
    frei = lieferung.stand is Lieferstand.FREIGEGEBEN
    hinweis = Befund(
        Schwere.HINWEIS,
        "schon_geliefert",
        f"Diese Datei liegt schon als Lieferung {nr} vor"
        + (
            f", freigegeben am {lieferung.freigegeben_am:%d.%m.%Y}"
            if lieferung.freigegeben_am
            else ", sie wartet"
        )
        + ". Es wurde nichts geändert.",
    )
    if freigabe is not None and not frei:
        try:
            release_in(connection, nr, freigabe.stichtag, akteur)
        except StoreError as grund:
            befund = Befund(Schwere.FEHLER, "freigabe_abgelehnt", str(grund))
            return replace(annahme, angenommen=False, befunde=(*annahme.befunde, befund))
        frei = True
    gelesen = annahme.vergleich.gelesen
    return replace(
        annahme,
        lieferung=nr,
        freigegeben=frei,
        befunde=(*annahme.befunde, hinweis),
        vergleich=Vergleich(0, 0, gelesen, ()),
    )
