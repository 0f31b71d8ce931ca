"""Spaltenanwendung: which kept column assignment a file is read with, said or found again by its headers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.rechte import Akteur, Aktion
from kek_dashboard.formats import format_date
from kek_dashboard.importers.eigene_blaetter import without_own_sheets
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.spaltenkopf import merkmal
from kek_dashboard.importers.spaltenlesung import read_assigned
from kek_dashboard.importers.spaltenprofil import (
    InvalidSpaltenprofilError,
    profile_name,
    profile_number,
    read_profil,
)
from kek_dashboard.store.session import Reading
from kek_dashboard.store.spaltenprofile import (
    Gemerkt,
    UnknownSpaltenprofilError,
    find_spaltenprofil,
    read_spaltenprofil,
)

#: What is said about a file whose columns or rows its words do not tell; a person may point at them.
_UNVERSTANDEN = frozenset({"art_unbekannt", "spalte_fehlt", "kennzahl_bestaetigen"})


def read_with_columns(
    connection: Reading,
    mappe: Arbeitsmappe,
    vorgabe: Vorgabe,
    stand: Datenstand,
    profil_ordner: Path | None,
    akteur: Akteur,
    datei: str,
) -> Leseergebnis:
    """``read_delivery``, or as a kept column assignment says.

    The assignment is the one that ``vorgabe.profil`` names, or, for a file that is not understood by its
    words, the newest of this sender for the same headers; then the result's Vorgabe names it and a
    ``hinweis`` says so. ``datei`` is the SHA-256 of the file.
    """
    nr = profile_number(vorgabe.profil)
    if nr is not None:
        try:
            gemerkt = read_spaltenprofil(connection, nr)
        except UnknownSpaltenprofilError as error:
            return _refused(vorgabe, str(error))
        return _apply(gemerkt, mappe, vorgabe, stand, datei)
    ergebnis = read_delivery(mappe, vorgabe, stand, profil_ordner)
    if vorgabe.profil or vorgabe.art not in {None, Lieferart.KENNZAHLEN} or is_understood(ergebnis):
        return ergebnis
    bekannt = find_remembered(connection, mappe, akteur, vorgabe.fachbereich)
    return ergebnis if bekannt is None else _apply(bekannt, mappe, vorgabe, stand, datei)


def is_understood(ergebnis: Leseergebnis) -> bool:
    """Whether the words of a file were enough to know what its columns and rows are."""
    return not any(befund.code in _UNVERSTANDEN for befund in ergebnis.befunde)


def find_remembered(
    connection: Reading, mappe: Arbeitsmappe, akteur: Akteur, fachbereich: str
) -> Gemerkt | None:
    """The newest assignment of this sender for a file with these headers, or ``None``."""
    zeichen = merkmal(without_own_sheets(mappe))
    if not zeichen:
        return None
    return find_spaltenprofil(connection, zeichen, akteur, own_fachbereich(akteur, fachbereich))


def own_fachbereich(akteur: Akteur, fachbereich: str) -> str:
    """The Fachbereich a file is said to be for, if this person delivers for it; else nobody in particular.

    Whoever says another one must neither get its assignments nor make one for its files.
    """
    return fachbereich if akteur.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, fachbereich) else ""


def _apply(
    gemerkt: Gemerkt, mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand, datei: str
) -> Leseergebnis:
    if vorgabe.art not in {None, Lieferart.KENNZAHLEN}:
        return _refused(vorgabe, "Eine Spaltenzuordnung gilt nur für Kennzahlen.")
    try:
        profil = read_profil(gemerkt.inhalt)
    except InvalidSpaltenprofilError as error:
        return _refused(vorgabe, str(error))
    ergebnis = read_assigned(without_own_sheets(mappe), profil, vorgabe, stand, datei=datei)
    hinweis = Befund(Schwere.HINWEIS, "spalten_zugeordnet", _who_pointed(gemerkt))
    return replace(
        ergebnis,
        vorgabe=replace(ergebnis.vorgabe, profil=profile_name(gemerkt.nr)),
        befunde=(hinweis, *ergebnis.befunde),
    )


def _who_pointed(gemerkt: Gemerkt) -> str:
    tag = format_date(datetime.fromisoformat(gemerkt.zeitpunkt).astimezone())
    return (
        f"Gelesen mit der Spaltenzuordnung {gemerkt.nr} „{gemerkt.name}“, gezeigt von {gemerkt.wer} am {tag}. "
        "Ändern lässt sie sich unter „Spalten zuordnen“."
    )


def _refused(vorgabe: Vorgabe, satz: str) -> Leseergebnis:
    return Leseergebnis(vorgabe, Inhalt(), (Befund(Schwere.FEHLER, "profil_unbekannt", satz),), 0)
