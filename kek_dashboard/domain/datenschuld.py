"""Datenschuld: what each Fachbereich was to deliver, what came, and what it owes since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand
from kek_dashboard.domain.rechte import fold


@dataclass(frozen=True, slots=True)
class Datenschuld:
    """The figures of one Fachbereich, by time and number; ``fachbereich`` is empty where none is named.

    Each Faelligkeit is counted once: ``geliefert`` + ``verspaetet`` + ``ohne_wert`` + ``ueberfaellig`` are
    ``faellig``, the rest is ``offen``.
    """

    fachbereich: str
    faelligkeiten: tuple[Faelligkeit, ...]

    def count(self, stand: Faelligkeitsstand) -> int:
        """How many have this Stand."""
        return sum(f.stand is stand for f in self.faelligkeiten)

    @property
    def faellig(self) -> int:
        """How many were due or have been answered."""
        return len(self.faelligkeiten) - self.count(Faelligkeitsstand.OFFEN)

    @property
    def ueberfaellig(self) -> tuple[Faelligkeit, ...]:
        """What is owed, longest first."""
        return overdue_first(self.faelligkeiten)

    @property
    def aelteste(self) -> Faelligkeit | None:
        """What is owed longest; ``None`` where nothing is."""
        return next(iter(self.ueberfaellig), None)


def overdue_first(faelligkeiten: Iterable[Faelligkeit]) -> tuple[Faelligkeit, ...]:
    """The overdue ones, longest owed first."""
    ueberfaellig = [f for f in faelligkeiten if f.stand is Faelligkeitsstand.UEBERFAELLIG]
    return tuple(sorted(ueberfaellig, key=lambda f: f.faellig_am))


def datenschulden(
    faelligkeiten: Iterable[Faelligkeit], is_eigen: Callable[[str], bool]
) -> tuple[Datenschuld, ...]:
    """One a Fachbereich: one's own first, then by name; last what belongs to none."""
    gruppen: dict[str, list[Faelligkeit]] = {}
    namen: dict[str, str] = {}
    for f in faelligkeiten:
        key = fold(f.fachbereich)
        namen.setdefault(key, f.fachbereich)
        gruppen.setdefault(key, []).append(f)
    geordnet = sorted(gruppen, key=lambda key: (not key, not is_eigen(namen[key]), key))
    return tuple(Datenschuld(namen[key], tuple(gruppen[key])) for key in geordnet)
