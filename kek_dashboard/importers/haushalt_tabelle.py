"""Haushaltstabelle: finds the table of a plan on a sheet and its amount columns, before any row is read."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.haushalt_spalten import (
    Betragsspalte,
    find_betragsspalten,
    sheet_titles,
    titles_above,
)
from kek_dashboard.importers.mappe import Blatt
from kek_dashboard.importers.profil import SCHLUESSELFELDER, Profil
from kek_dashboard.importers.sheet import Spalte, Tabelle, Tabellenart, find_table


def make_tabellenart(profil: Profil) -> Tabellenart:
    """The table a profile expects; a required column that has a substitute may be missing."""
    return Tabellenart(
        "Haushaltsplan",
        tuple(
            Spalte(
                feld,
                woerter[0],
                woerter[1:],
                pflicht=(feld in profil.pflicht and feld not in profil.ersatz) or feld == profil.zeilennummer,
            )
            for feld, woerter in profil.spalten.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Blattfund:
    """What one sheet is: its table with its amount columns (``None`` without one), titles, and Befunde."""

    tabelle: Tabelle | None
    spalten: tuple[Betragsspalte, ...]
    titel: tuple[str, ...]
    befunde: tuple[Befund, ...]


def find_plantabelle(blatt: Blatt, profil: Profil) -> Blattfund:
    """The table of one sheet by one profile; hidden sheets and those without lines are told and left out."""
    titel = tuple(sheet_titles(blatt))
    if any(fnmatchcase(blatt.name.casefold(), muster.casefold()) for muster in profil.blaetter_auslassen):
        return Blattfund(None, (), titel, ())
    art = make_tabellenart(profil)
    tabelle = find_table(blatt, art)
    if blatt.verborgen:
        befund = _blatt_befund(blatt, "blatt_verborgen", "ist ausgeblendet und wird nicht gelesen")
        return Blattfund(None, (), (), (befund,) if tabelle else ())
    if tabelle is None:
        befund = _blatt_befund(
            blatt, "blatt_ohne_tabelle", "enthält keine Haushaltszeilen und wird nicht gelesen"
        )
        return Blattfund(None, (), titel, (befund,) if blatt.zeilen else ())
    befunde = [
        Befund(
            Schwere.FEHLER,
            "spalte_doppelt",
            f"Blatt „{blatt.name}“: Zwei Spalten heißen wie „{art.spaltenname(feld)}“; erwartet wird eine.",
            blatt.name,
        )
        for feld in tabelle.doppelt
        if feld in SCHLUESSELFELDER
    ]
    spalten = tuple(find_betragsspalten(tabelle, profil, befunde))
    return Blattfund(tabelle, spalten, tuple(titles_above(tabelle)), tuple(befunde))


def _blatt_befund(blatt: Blatt, code: str, text: str) -> Befund:
    return Befund(Schwere.HINWEIS, code, f"Das Blatt „{blatt.name}“ {text}.", blatt.name)
