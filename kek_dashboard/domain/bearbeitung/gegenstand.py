"""Gegenstand: what can be edited on the screen: its parts, their fields, and the sheet each of them becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart, join_ziel, to_text
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielsystemsicht import first_system

HERKUNFT = "herkunft"
GUELTIG_AB, GUELTIG_BIS, BESCHLUSS = "gueltig_ab", "gueltig_bis", "beschluss"
#: The one row of a part that is no list.
HAUPT = "haupt"
_LAENGE = 12


@dataclass(frozen=True, slots=True)
class Sache:
    """Which thing is edited: its kind, its number, the Zielsystem it belongs to (empty: none or the first).

    ``zusatz`` tells what else it takes to know it: of an explanation what it is about and its Zeitraum.
    """

    art: str
    nr: str
    zielsystem: str = ""
    zusatz: str = ""


@dataclass(frozen=True, slots=True)
class Zeile:
    """One record as texts of a form. ``is_new``: it was added here and is not known yet."""

    kennung: str
    werte: Mapping[str, str]
    is_new: bool = False


#: All rows of all parts, by the name of the part.
Formular = Mapping[str, tuple[Zeile, ...]]


@dataclass(frozen=True, slots=True)
class Teil:
    """A part of a Gegenstand: the record itself, or the rows that belong to it (``is_liste``).

    ``lesen`` gives its records out of a Datenstand. ``fest`` are columns that are the same in every row, from the
    Sache. ``ganz``: a row is written with all of its columns, for it replaces the record it is a version of.
    ``blattherkunft``: the sheet says the Herkunft above the table, for it has no column for it. ``loest_ab``: where
    a Beschluss begins a new version, the one before ends on the day before.
    """

    name: str
    titel: str
    einzahl: str
    blatt: str
    felder: tuple[Feld, ...]
    lesen: Callable[[Datenstand, Sache], Sequence[Any]]
    fest: Callable[[Sache], Mapping[str, str]] = lambda _: MappingProxyType({})
    is_liste: bool = False
    hilfe: str = ""
    blattherkunft: str = ""
    loest_ab: bool = False

    def feld(self, name: str) -> Feld:
        """A field by its name."""
        return next(feld_ for feld_ in self.felder if feld_.name == name)

    @property
    def getippt(self) -> tuple[Feld, ...]:
        """The fields a person fills in."""
        return tuple(feld_ for feld_ in self.felder if not feld_.getragen)

    @property
    def schluessel(self) -> tuple[Feld, ...]:
        """The fields that tell one row from another."""
        return tuple(feld_ for feld_ in self.felder if feld_.schluessel)

    @property
    def takes_beschluss(self) -> bool:
        """Whether a change of it may take a Beschluss."""
        return any(feld_.beschluss for feld_ in self.felder)


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Fields of the main record that belong together, under one question."""

    titel: str
    felder: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Gegenstand:
    """Something that can be edited. ``teile`` begins with the record itself.

    ``name_von`` tells a thing of this kind by name, ``None`` where there is none; ``alle`` lists those there are.
    ``pfad`` is the page on which it is seen. ``kann_neu``: a new one may be made here; ``neu_hilfe`` says what its
    number looks like, ``vorgabe`` what it begins with. ``zuerst``: the part that people change most.
    """

    art: str
    wort: str
    teile: tuple[Teil, ...]
    gruppen: tuple[Gruppe, ...]
    name_von: Callable[[Datenstand, Sache], str | None]
    alle: Callable[[Datenstand], Iterable[Sache]]
    pfad: Callable[[Datenstand, Sache], str]
    kann_neu: bool = False
    neu_hilfe: str = ""
    zuerst: str = ""
    vorgabe: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def haupt(self) -> Teil:
        """The part that is the record itself."""
        return self.teile[0]

    def teil(self, name: str) -> Teil | None:
        """A part by its name."""
        return next((teil for teil in self.teile if teil.name == name), None)


def row_id(*texte: str) -> str:
    """A short name of a row that is the same wherever its key is the same.

    >>> row_id("2026", "") == row_id("2026", "") != row_id("2027", "")
    True
    """
    return hashlib.sha256("\x1f".join(texte).encode("utf-8", "surrogatepass")).hexdigest()[:_LAENGE]


def key_of(teil: Teil, werte: Mapping[str, str]) -> str:
    """The row id that these values have in a list."""
    return row_id(*(werte.get(feld_.name, "") for feld_ in teil.schluessel))


def read_formular(gegenstand: Gegenstand, stand: Datenstand, sache: Sache) -> Formular:
    """The present record and its rows as a form begins with them; a new one has an empty main row."""
    teile: dict[str, tuple[Zeile, ...]] = {}
    for teil in gegenstand.teile:
        zeilen = [_row(teil, satz, stand) for satz in teil.lesen(stand, sache)]
        if not teil.is_liste and not zeilen:
            leer = {feld_.name: gegenstand.vorgabe.get(feld_.name, "") for feld_ in teil.felder}
            leer |= {feld_.name: sache.nr for feld_ in teil.schluessel if feld_.name == "nr"}
            zeilen = [Zeile(HAUPT, MappingProxyType(leer), is_new=True)]
        teile[teil.name] = tuple(zeilen)
    return MappingProxyType(teile)


def _row(teil: Teil, satz: object, stand: Datenstand) -> Zeile:
    werte = {feld_.name: value_text(feld_, satz, stand) for feld_ in teil.felder}
    werte[HERKUNFT] = to_text(getattr(satz, HERKUNFT, ""))
    if teil.blattherkunft:
        werte[teil.blattherkunft] = to_text(getattr(satz, teil.blattherkunft, ""))
    return Zeile(key_of(teil, werte) if teil.is_liste else HAUPT, MappingProxyType(werte))


def value_text(feld_: Feld, satz: object, stand: Datenstand) -> str:
    """What a record says in a field, as text of the form."""
    if feld_.art is Feldart.ZIEL:
        system = getattr(satz, "zielsystem", "") or first_system(stand.zielsysteme)
        return join_ziel(system, getattr(satz, feld_.name))
    return to_text(getattr(satz, feld_.name))


def whole_akte(stand: Datenstand, nr: str) -> Kennzahlakte | None:
    """A Kennzahl with the targets and mappings of all Zielsysteme and its own base."""
    akten = stand.akten if stand.gesamt is None else stand.gesamt.akten
    return akten.get(nr)
