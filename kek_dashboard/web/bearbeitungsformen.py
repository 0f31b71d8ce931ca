"""Bearbeitungsformen: a draft with what it is about, what stands between it and its Lieferung, why it cannot go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kek_dashboard.domain.bearbeitung.abgleich import Abgleich
from kek_dashboard.domain.bearbeitung.aenderung import Mangel, changes
from kek_dashboard.domain.bearbeitung.entwurf import Entwurf
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.importers.annahme import Annahme
from kek_dashboard.store.arbeitsstand import Arbeitsstand
from kek_dashboard.store.ueberholt import Mitbewerber


class UnknownGegenstandError(DomainError):
    """There is no such thing to edit."""

    def __init__(self, nr: str) -> None:
        """Keep what was asked for."""
        super().__init__(f"„{nr}“ gibt es hier nicht. Begonnen wurde nichts.")


class TakenNumberError(DomainError):
    """Something new was to have a number that is somebody else's."""

    def __init__(self, wort: str, nr: str) -> None:
        """Name it."""
        super().__init__(
            f"{wort} {nr} gibt es schon. Bitte eine andere Nummer wählen oder die vorhandene bearbeiten."
        )


class NotDeliverableError(DomainError):
    """A draft cannot be delivered as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Arbeit:
    """A draft with what it is about."""

    kept: Arbeitsstand
    entwurf: Entwurf
    gegenstand: Gegenstand

    @property
    def geaendert(self) -> int:
        """How many fields are different."""
        return len(changes(self.gegenstand, self.entwurf))


@dataclass(frozen=True, slots=True)
class Pruefung:
    """What stands between a draft and its Lieferung, and what it would do.

    ``annahme`` is ``None`` as long as something is missing; ``nachher`` where it would not be accepted. Both
    Datenstände are of ``tag``: today, or the day from which a Beschluss of later holds.
    """

    maengel: tuple[Mangel, ...]
    abgleich: Abgleich
    annahme: Annahme | None
    vorher: Datenstand
    nachher: Datenstand | None
    andere: tuple[Mitbewerber, ...]
    tag: date

    @property
    def is_ready(self) -> bool:
        """Whether it may be delivered."""
        return (
            not self.maengel
            and not self.abgleich.streit
            and self.annahme is not None
            and self.annahme.angenommen
        )
