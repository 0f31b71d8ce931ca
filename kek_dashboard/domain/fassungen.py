"""Fassungen: every released version of what is laid down for a Kennzahl, and what each Lieferung changed in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.unterschied import Ursache

#: Inside one Kennzahl: which records are versions of the same thing.
_DASSELBE: dict[str, Callable[[Any], Hashable]] = {
    "kennzahlen": lambda _: (),
    "zielwerte": lambda z: (z.jahr, z.zielsystem),
    "zuordnungen": lambda z: (z.unterziel, z.zielsystem),
    "ausgangswerte": lambda a: a.zielsystem,
}
# Where a record stands, and until when a version held, is no change of what it says.
_KEINE_AENDERUNG = {"fundstelle"}


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
    bisher: dict[Hashable, Any] = {}
    je_lieferung: dict[int, list[Ursache]] = {}
    for feld, satz in stand.kennzahlfassungen.get(nr, ()):
        key = (feld, _DASSELBE[feld](satz))
        alt = bisher.get(key)
        anders = () if alt is None else _differing(alt, satz)
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


def _differing(alt: Any, neu: Any) -> tuple[str, ...]:  # noqa: ANN401 - records of one kind
    return tuple(
        feld.name
        for feld in fields(neu)
        if feld.name not in _KEINE_AENDERUNG and getattr(alt, feld.name) != getattr(neu, feld.name)
    )
