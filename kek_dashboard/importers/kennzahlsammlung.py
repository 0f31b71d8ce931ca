"""Kennzahlsammlung: what has been read of a Kennzahlen-Lieferung so far, and what was found wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Messwert, Wertstatus
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname
from kek_dashboard.importers.namensabgleich import Vorschlag, name_key, suggest
from kek_dashboard.importers.sheet import cell_befund

_AUFGEZAEHLT = 12


@dataclass(frozen=True, slots=True)
class Beiwerk:
    """What stands beside a value in its row."""

    status: Wertstatus
    bemerkung: str
    herkunft: Herkunft | None


@dataclass(slots=True)
class _Name:
    """A name without a number: where it stands first, what it may mean, how many rows have it."""

    blatt: Blatt
    zelle: Zelle
    vorschlaege: tuple[Vorschlag, ...]
    zeilen: set[tuple[str, int]]


@dataclass(slots=True)
class Sammlung:
    """What has been read so far, and the day after which a Zeitraum lies in the future."""

    stand: Datenstand
    heute: date
    messwerte: dict[tuple[str, Zeitraum], Messwert] = field(default_factory=dict)
    befunde: list[Befund] = field(default_factory=list)
    erlaeuterungen: list[Erlaeuterung] = field(default_factory=list)
    #: (sheet, row, column) of notes at cells that were taken over or spoken of.
    kommentare: set[tuple[str, int, int]] = field(default_factory=set)
    #: (sheet, Kennzahl-Nr.) of keys that came as numbers and were looked at.
    zahlschluessel: set[tuple[str, str]] = field(default_factory=set)
    _namen: dict[str, _Name] = field(default_factory=dict)

    def add(self, schwere: Schwere, code: str, blatt: Blatt, zelle: Zelle | str, text: str) -> None:
        """Note a Befund at a cell."""
        self.befunde.append(cell_befund(schwere, code, blatt, zelle, text))

    def ask_name(self, blatt: Blatt, zelle: Zelle) -> bool:
        """Remember a name that stands where a number is missing; ``False`` where it fits no Kennzahl.

        Each name is asked about once, at its first cell, however many rows it has.
        """
        schluessel = name_key(zelle.roh)
        name = self._namen.get(schluessel)
        if name is None:
            vorschlaege = suggest(zelle.roh, self.stand.akten)
            name = self._namen[schluessel] = _Name(blatt, zelle, vorschlaege, set())
        name.zeilen.add((blatt.name, zelle.zeile))
        return bool(name.vorschlaege)

    def name_befunde(self) -> list[Befund]:
        """One ``fehler`` for each name that a person has to confirm."""
        befunde = []
        for name in self._namen.values():
            if not name.vorschlaege:
                continue
            erster = name.vorschlaege[0]
            text = f"hier fehlt die Kennzahl-Nr.; dem Namen nach am nächsten ist {erster.nr} „{erster.bezeichnung}“"
            text += f" ({erster.grund})"
            if weitere := name.vorschlaege[1:]:
                text += ", möglich ist auch " + ", ".join(f"{v.nr} „{v.bezeichnung}“" for v in weitere)
            if len(name.zeilen) > 1:
                text += f". Der Name steht in {len(name.zeilen)} Zeilen"
            text += ". Bitte die Zuordnung bestätigen oder die Nummer eintragen"
            befunde.append(cell_befund(Schwere.FEHLER, "kennzahl_bestaetigen", name.blatt, name.zelle, text))
        return befunde


def list_numbers(nummern: Iterable[int]) -> str:
    """Row numbers for a sentence, neighbours as a span: ``3–7, 9``; a long list is cut short."""
    return _spans(sorted(set(nummern)), str)


def list_columns(spalten: Iterable[int]) -> str:
    """Column letters for a sentence: ``C–E, H``."""
    return _spans(sorted(set(spalten)), spaltenname)


def _spans(zahlen: list[int], nenne: Callable[[int], str]) -> str:
    """Neighbours joined to spans."""
    spannen: list[list[int]] = []
    for zahl in zahlen:
        if spannen and zahl == spannen[-1][1] + 1:
            spannen[-1][1] = zahl
        else:
            spannen.append([zahl, zahl])
    texte = [
        nenne(von) if von == bis else f"{nenne(von)}–{nenne(bis)}" for von, bis in spannen[:_AUFGEZAEHLT]
    ]
    return ", ".join(texte) + (" und weitere" if len(spannen) > _AUFGEZAEHLT else "")
