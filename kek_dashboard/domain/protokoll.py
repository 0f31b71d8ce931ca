"""Protokoll: the audit trail's entries, each chained to the one before by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from enum import StrEnum

#: What the first entry is chained to.
ANFANG = "0" * 64


class Ereignisart(StrEnum):
    """What happened."""

    GELIEFERT = "geliefert"
    UEBERNOMMEN = "uebernommen"
    FREIGEGEBEN = "freigegeben"
    ZURUECKGEZOGEN = "zurueckgezogen"
    KONTO_ANGELEGT = "konto_angelegt"
    KONTO_GEAENDERT = "konto_geaendert"
    KONTO_GESPERRT = "konto_gesperrt"
    KONTO_ENTSPERRT = "konto_entsperrt"
    PASSWORT_GEAENDERT = "passwort_geaendert"
    ANGEMELDET = "angemeldet"
    ANMELDUNG_ABGEWIESEN = "anmeldung_abgewiesen"
    ABGEMELDET = "abgemeldet"
    SPALTEN_GEMERKT = "spalten_gemerkt"
    MIGRIERT = "migriert"
    GESICHERT = "gesichert"
    WIEDERHERGESTELLT = "wiederhergestellt"


class Gegenstand(StrEnum):
    """What it happened to; ``gegenstand`` of an entry names which one."""

    LIEFERUNG = "lieferung"
    EREIGNIS = "ereignis"
    KONTO = "konto"
    SPALTENPROFIL = "spaltenprofil"
    DATENBANK = "datenbank"


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One entry: who did what to which thing when, what it was before and is after (canonical JSON).

    ``zeitpunkt`` is UTC to the second. ``rollen`` are the roles held at that moment, joined by commas.
    """

    nr: int
    zeitpunkt: str
    wer: str
    rollen: str
    herkunft: str
    aktion: str
    gegenstand_art: str
    gegenstand: str
    vorher: str
    nachher: str
    hash_vorher: str
    hash: str = ""

    def compute_hash(self) -> str:
        """SHA-256 over all fields but the hash itself, the hash of the entry before among them."""
        felder = astuple(self)[:-1]
        return hashlib.sha256(canonical_json(felder).encode()).hexdigest()


def canonical_json(wert: object) -> str:
    """The one text of a value: keys in order, no blanks, letters as they are.

    >>> canonical_json({"b": 1, "a": "ü"})
    '{"a":"ü","b":1}'
    """
    return json.dumps(wert, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chain_faults(eintraege: Iterable[Eintrag], stand: tuple[int, str] | None) -> Iterator[str]:
    """What is wrong with the chain, entry by entry in the order of their numbers.

    ``stand`` is number and hash of the newest entry as kept beside the chain; ``None`` where nothing is
    kept. Tells a gap, a changed entry, one that is not chained to the one before, and a cut-off end.
    """
    nr, zuletzt = 0, ANFANG
    for eintrag in eintraege:
        if eintrag.nr != nr + 1:
            yield f"Im Protokoll folgt auf Eintrag {nr} der Eintrag {eintrag.nr}."
        if eintrag.hash_vorher != zuletzt:
            yield f"Protokolleintrag {eintrag.nr} schließt nicht an den Eintrag davor an."
        if eintrag.compute_hash() != eintrag.hash:
            yield f"Protokolleintrag {eintrag.nr} ist nicht mehr der, der geschrieben wurde."
        nr, zuletzt = eintrag.nr, eintrag.hash
    if (nr, zuletzt) != (stand or (0, ANFANG)):
        erwartet = 0 if stand is None else stand[0]
        yield (
            f"Das Protokoll endet mit Eintrag {nr}, geschrieben wurde zuletzt Eintrag {erwartet}: "
            "sein Ende fehlt oder wurde ersetzt."
        )
