"""Fassungen: every released version of what is laid down for a Kennzahl, a Ziel or a Maßnahme, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.unterschied import Ursache

#: Inside one Kennzahl, Ziel or Maßnahme: which records are versions of the same thing.
_DASSELBE: dict[str, Callable[[Any], Hashable]] = {
    "kennzahlen": lambda _: (),
    "zielwerte": lambda z: (z.jahr, z.zielsystem),
    "zuordnungen": lambda z: (z.unterziel, z.zielsystem),
    "ausgangswerte": lambda a: a.zielsystem,
    "ziele": lambda f: (f.beschluss, f.gueltig_ab),
    "massnahmen": lambda m: m.zielsystem,
}
# Where a record stands is no change of what it says; how far a Maßnahme has come is reported, not laid down.
_KEINE_AENDERUNG = frozenset({"fundstelle"})
_GEMELDET = {"massnahmen": frozenset({"status", "fortschritt"})}


@dataclass(frozen=True, slots=True)
class Fassung:
    """What one Lieferung laid down or changed. ``beschluss`` and ``grund`` are empty where nobody said them.

    The Beschluss of a changed record goes before that of its whole Lieferung.
    """

    lieferung: Lieferung
    ursachen: tuple[Ursache, ...]
    beschluss: str = ""
    grund: str = ""


def fassungen_of(stand: Datenstand, nr: str) -> tuple[Fassung, ...]:
    """All versions of a Kennzahl's master record, targets, mappings and bases, newest first.

    A Lieferung that repeats what was known is no version.
    """
    return _versions(stand, stand.kennzahlfassungen.get(nr, ()))


def fassungen_of_ziel(stand: Datenstand, nr: str) -> tuple[Fassung, ...]:
    """All wordings of a Ziel of this Zielsystem, newest first; those no longer valid too."""
    return _versions(stand, (("ziele", fassung) for fassung in stand.zielfassungen.get(nr, ())))


def fassungen_of_massnahme(stand: Datenstand, massnahme: Massnahme) -> tuple[Fassung, ...]:
    """All versions of what a Maßnahme is, newest first; status and progress are no part of that."""
    alle = (*stand.fruehere_massnahmen.get(massnahme.nr, ()), massnahme)
    return _versions(stand, (("massnahmen", m) for m in alle))


def _versions(stand: Datenstand, saetze: Iterable[tuple[str, Any]]) -> tuple[Fassung, ...]:
    """What each Lieferung changed, from records with their kind in the order of their release."""
    bisher: dict[Hashable, Any] = {}
    je_lieferung: dict[int, list[Ursache]] = {}
    for feld, satz in saetze:
        key = (feld, _DASSELBE[feld](satz))
        alt = bisher.get(key)
        anders = () if alt is None else _differing(alt, satz, _GEMELDET.get(feld, frozenset()))
        bisher[key] = satz
        if alt is None or anders:
            je_lieferung.setdefault(satz.fundstelle.lieferung, []).append(Ursache(feld, alt, satz, anders))
    gefunden = [
        _make(stand, stand.lieferungen[lieferung], tuple(ursachen))
        for lieferung, ursachen in je_lieferung.items()
        if lieferung in stand.lieferungen
    ]
    gefunden.sort(key=lambda f: (f.lieferung.freigegeben_am or date.min, f.lieferung.nr), reverse=True)
    return tuple(gefunden)


def _make(stand: Datenstand, lieferung: Lieferung, ursachen: tuple[Ursache, ...]) -> Fassung:
    grund = stand.gruende.get(lieferung.nr)
    eigene = dict.fromkeys(b for u in ursachen if (b := str(getattr(u.neu, "beschluss", "")).strip()))
    beschluss = ", ".join(eigene) or ("" if grund is None else grund.beschluss)
    return Fassung(lieferung, ursachen, beschluss, "" if grund is None else grund.grund)


def _differing(alt: Any, neu: Any, ohne: frozenset[str]) -> tuple[str, ...]:  # noqa: ANN401 - records of one kind
    return tuple(
        feld.name
        for feld in fields(neu)
        if feld.name not in _KEINE_AENDERUNG | ohne and getattr(alt, feld.name) != getattr(neu, feld.name)
    )
