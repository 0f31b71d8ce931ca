"""Verzeichnis: everything that can be edited on the screen; a new kind is one file and one line here."""

from __future__ import annotations

from kek_dashboard.domain.bearbeitung import erlaeuterung, kennzahl, massnahme, ziel, zielsystem
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Sache
from kek_dashboard.domain.datenstand import Datenstand

#: In the order in which a page offers them.
GEGENSTAENDE: tuple[Gegenstand, ...] = (
    kennzahl.GEGENSTAND,
    massnahme.GEGENSTAND,
    ziel.GEGENSTAND,
    erlaeuterung.GEGENSTAND,
    zielsystem.GEGENSTAND,
)


def find_gegenstand(art: str) -> Gegenstand | None:
    """The kind of this name; ``None`` where there is none."""
    return next((gegenstand for gegenstand in GEGENSTAENDE if gegenstand.art == art), None)


def title_of(stand: Datenstand, sache: Sache) -> str:
    """A thing in words: its kind, its number, its name as far as it has one."""
    gegenstand = find_gegenstand(sache.art)
    if gegenstand is None:
        return sache.nr
    name = gegenstand.name_von(stand, sache)
    return f"{gegenstand.wort} {sache.nr}" + (f": {name}" if name and name != sache.nr else "")
