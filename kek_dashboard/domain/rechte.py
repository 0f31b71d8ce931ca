"""Rechte: who may what; one table role × action, everything else is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kek_dashboard.domain.lieferung import Lieferart


class Rolle(StrEnum):
    """What a person is in the county; one person may be several."""

    LESER = "leser"
    FACHBEREICH = "fachbereich"
    CONTROLLING = "controlling"
    KAEMMEREI = "kaemmerei"
    VERWALTUNG = "verwaltung"


class Aktion(StrEnum):
    """What can be done; each route, callback and command names one of these."""

    LESEN = "lesen"
    EIGENES_KONTO = "eigenes_konto"
    LIEFERUNGEN_SEHEN = "lieferungen_sehen"
    DATEI_HERUNTERLADEN = "datei_herunterladen"
    LIEFERN_KENNZAHLEN = "liefern_kennzahlen"
    LIEFERN_STAMMDATEN = "liefern_stammdaten"
    LIEFERN_ZUORDNUNG = "liefern_zuordnung"
    LIEFERN_HAUSHALT = "liefern_haushalt"
    FREIGEBEN_KENNZAHLEN = "freigeben_kennzahlen"
    FREIGEBEN_STAMMDATEN = "freigeben_stammdaten"
    FREIGEBEN_ZUORDNUNG = "freigeben_zuordnung"
    FREIGEBEN_HAUSHALT = "freigeben_haushalt"
    SZENARIEN = "szenarien"
    BERICHTE = "berichte"
    PROTOKOLL_LESEN = "protokoll_lesen"
    KONTEN_VERWALTEN = "konten_verwalten"
    SICHERUNG = "sicherung"
    METRIKEN = "metriken"


_L, _F, _C, _K, _V = Rolle

#: The whole of it. Who may release a kind of Lieferung may also take it back. „Zuordnung“ is a
#: Stammdaten workbook that holds nothing but what the budget office keeps (``lieferung.HAUSHALTSPFLEGE``).
#: „Szenarien“ are what-ifs: drafts, which a reader of released figures never sees. „Berichte“ hold released
#: figures only, but the list names who wanted them, and making one takes the server seconds: not for strangers.
RECHTE: Mapping[Aktion, frozenset[Rolle]] = MappingProxyType(
    {
        Aktion.LESEN: frozenset({_L, _F, _C, _K, _V}),
        Aktion.EIGENES_KONTO: frozenset({_L, _F, _C, _K, _V}),
        Aktion.LIEFERUNGEN_SEHEN: frozenset({_F, _C, _K}),
        Aktion.DATEI_HERUNTERLADEN: frozenset({_F, _C, _K}),
        Aktion.LIEFERN_KENNZAHLEN: frozenset({_F, _C}),
        Aktion.LIEFERN_STAMMDATEN: frozenset({_C}),
        Aktion.LIEFERN_ZUORDNUNG: frozenset({_C, _K}),
        Aktion.LIEFERN_HAUSHALT: frozenset({_K}),
        Aktion.FREIGEBEN_KENNZAHLEN: frozenset({_C}),
        Aktion.FREIGEBEN_STAMMDATEN: frozenset({_C}),
        Aktion.FREIGEBEN_ZUORDNUNG: frozenset({_C, _K}),
        Aktion.FREIGEBEN_HAUSHALT: frozenset({_K}),
        Aktion.SZENARIEN: frozenset({_C, _K}),
        Aktion.BERICHTE: frozenset({_L, _F, _C, _K, _V}),
        Aktion.PROTOKOLL_LESEN: frozenset({_V}),
        Aktion.KONTEN_VERWALTEN: frozenset({_V}),
        Aktion.SICHERUNG: frozenset({_V}),
        Aktion.METRIKEN: frozenset({_V}),
    }
)

#: Where somebody came in.
WEB, KOMMANDOZEILE, LOKAL, OIDC = "web", "kommandozeile", "lokal", "oidc"

# A fachbereich account may do these for its own units alone.
_NUR_EIGENE = frozenset({Aktion.LIEFERN_KENNZAHLEN, Aktion.LIEFERUNGEN_SEHEN, Aktion.DATEI_HERUNTERLADEN})


def darf(rollen: Collection[Rolle], aktion: Aktion) -> bool:
    """Whether one of these roles may do this at all; an action that is not in the table nobody may do."""
    return not RECHTE.get(aktion, frozenset()).isdisjoint(rollen)


def rollen_fuer(aktion: Aktion) -> tuple[Rolle, ...]:
    """The roles that may do this, in their own order; for the sentence of a refusal."""
    return tuple(rolle for rolle in Rolle if rolle in RECHTE.get(aktion, frozenset()))


@dataclass(frozen=True, slots=True)
class Akteur:
    """Who does something: an account, a person at the command line, or whoever sits at the local program."""

    name: str
    rollen: frozenset[Rolle]
    fachbereiche: tuple[str, ...] = ()
    herkunft: str = WEB

    def darf(self, aktion: Aktion) -> bool:
        """Whether this is allowed for anything at all."""
        return darf(self.rollen, aktion)

    def darf_fuer(self, aktion: Aktion, fachbereich: str) -> bool:
        """Whether this is allowed for one unit: with only the role ``fachbereich`` for its own units alone."""
        if not self.darf(aktion):
            return False
        if aktion not in _NUR_EIGENE or darf(self.rollen - {Rolle.FACHBEREICH}, aktion):
            return True
        return self.is_zustaendig(fachbereich)

    def is_own_delivery(self, absender: str) -> bool:
        """Whether this person delivered what somebody of this name delivered on the screen.

        At the local program and at the command line there is nobody to tell two people apart.
        """
        return self.herkunft not in {LOKAL, KOMMANDOZEILE} and fold(absender) == fold(self.name)

    def is_zustaendig(self, fachbereich: str) -> bool:
        """Whether a unit is one of this account's own; no name is nobody's unit."""
        return bool(fachbereich) and fold(fachbereich) in {fold(name) for name in self.fachbereiche}


#: Whoever sits at the program that serves this computer alone.
LOKALER_AKTEUR = Akteur("lokal", frozenset(Rolle), herkunft=LOKAL)


def aktion_liefern(art: Lieferart, *, nur_zuordnung: bool = False) -> Aktion:
    """What delivering a kind of workbook is."""
    if art is Lieferart.STAMMDATEN and nur_zuordnung:
        return Aktion.LIEFERN_ZUORDNUNG
    return Aktion(f"liefern_{art}")


def aktion_freigeben(art: Lieferart, *, nur_zuordnung: bool = False) -> Aktion:
    """What releasing a kind of workbook, or taking it back, is."""
    if art is Lieferart.STAMMDATEN and nur_zuordnung:
        return Aktion.FREIGEBEN_ZUORDNUNG
    return Aktion(f"freigeben_{art}")


def fold(name: str) -> str:
    """A name as it is compared: composed letters, no difference between large and small, no outer blanks.

    >>> fold(" Müller ") == fold("MU" + chr(0x308) + "LLER")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()
