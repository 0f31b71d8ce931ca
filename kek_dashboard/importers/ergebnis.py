"""Ergebnis: what the reading of one file brought: records, Befunde, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Inhalt, Lieferart


@dataclass(frozen=True, slots=True)
class Vorgabe:
    """What the person said about the file; ``None`` or empty = to be recognised or defaulted.

    ``profil``: how a Haushaltsplan is written, or ``spalten-<nr>`` for a kept column assignment.
    ``spalten`` is a column assignment that is still being worked on (text of JSON); nothing is read with it.
    """

    art: Lieferart | None = None
    haushaltsjahr: int | None = None
    fassung: str = ""
    profil: str = ""
    fachbereich: str = ""
    spalten: str = ""


@dataclass(frozen=True, slots=True)
class Leseergebnis:
    """Records and Befunde of one file. With a ``fehler`` among the Befunde nothing may be stored.

    ``gelesen`` counts figures or master-data rows (for a Haushaltsplan: its lines), not cells
    without a value. ``vorgabe`` is as it was applied: what was recognised is filled in.
    """

    vorgabe: Vorgabe
    inhalt: Inhalt
    befunde: tuple[Befund, ...]
    gelesen: int

    @property
    def is_accepted(self) -> bool:
        """Whether no Befund refuses the file."""
        return all(befund.schwere is not Schwere.FEHLER for befund in self.befunde)
