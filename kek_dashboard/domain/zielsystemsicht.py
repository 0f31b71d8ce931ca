"""Zielsystemsicht: what belongs to one Zielsystem out of everything that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Protocol, TypeVar

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zielwert
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme
from kek_dashboard.domain.ziele import ERSTES_ZIELJAHR, LETZTES_ZIELJAHR, Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Ausgangswert, Zielebene, Zielsystem, Zielsystemsatz


class _OfSystem(Protocol):
    @property
    def zielsystem(self) -> str: ...


_T = TypeVar("_T", bound=_OfSystem)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gesamtbestand:
    """What hangs on a Zielsystem, of all of them: Ziele by system and number, and the records that name one.

    ``massnahmenfassungen`` has for each Maßnahme all its versions, oldest first, ``zielfassungen`` by system and
    number all wordings of a Ziel ever released, in that order; ``akten`` have the targets and
    mappings of all systems and the Kennzahl's own base.
    """

    ziele: Mapping[str, Mapping[str, Ziel]] = field(default_factory=lambda: MappingProxyType({}))
    zielfassungen: Mapping[str, Mapping[str, tuple[Zielfassung, ...]]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    akten: Mapping[str, Kennzahlakte] = field(default_factory=lambda: MappingProxyType({}))
    massnahmen: tuple[Massnahme, ...] = ()
    massnahmenfassungen: tuple[tuple[Massnahme, ...], ...] = ()
    erlaeuterungen: tuple[Erlaeuterung, ...] = ()
    haushaltszuordnungen: Mapping[int, tuple[HaushaltsZuordnung, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    ausgangswerte: Mapping[tuple[str, str], Ausgangswert] = field(
        default_factory=lambda: MappingProxyType({})
    )


def make_systems(
    saetze: Iterable[Zielsystemsatz],
    ebenen: Iterable[Zielebene],
    ziele: Mapping[str, Mapping[str, Ziel]],
) -> tuple[Zielsystem, ...]:
    """All Zielsysteme by their beginning: those a file describes, and those that only Ziele name.

    What is left open follows from the Ziele: valid from their first day; its years begin with that day and last as
    long as those of the Kreisentwicklungskonzept, nine years, where nobody says otherwise.
    """
    beschrieben = {satz.name: satz for satz in saetze}
    worte: dict[str, list[Zielebene]] = {}
    for ebene in ebenen:
        worte.setdefault(ebene.zielsystem, []).append(ebene)
    systeme = [
        _make(
            beschrieben.get(name) or Zielsystemsatz(name),
            tuple(worte.get(name, ())),
            ziele.get(name, {}).values(),
        )
        for name in {*beschrieben, *ziele}
    ]
    return tuple(sorted(systeme, key=lambda s: (s.gueltig_ab or date.min, s.name)))


def _make(satz: Zielsystemsatz, ebenen: tuple[Zielebene, ...], ziele: Iterable[Ziel]) -> Zielsystem:
    tage = [f.gueltig_ab for ziel in ziele for f in ziel.fassungen if f.gueltig_ab is not None]
    ab = satz.gueltig_ab or min(tage, default=None)
    dauer = LETZTES_ZIELJAHR - ERSTES_ZIELJAHR
    erstes = satz.erstes_jahr or (ab.year if ab is not None else ERSTES_ZIELJAHR)
    letztes = satz.letztes_jahr or (satz.gueltig_bis.year if satz.gueltig_bis is not None else erstes + dauer)
    return Zielsystem(
        satz.name, erstes, max(erstes, letztes), ab, satz.gueltig_bis, satz.beschluss, satz.bemerkung,
        ebenen, satz.herkunft, satz.fundstelle,
    )  # fmt: skip


def first_system(systeme: Sequence[Zielsystem]) -> str:
    """Name of the county's first Zielsystem: what a record without one belongs to."""
    return systeme[0].name if systeme else ""


def in_system(saetze: Iterable[_T], system: Zielsystem, erstes: str) -> tuple[_T, ...]:
    """The records of one Zielsystem, in their order."""
    eigene = {system.name, ""} if system.name == erstes else {system.name}
    return tuple(satz for satz in saetze if satz.zielsystem in eigene)


def speaks_in(satz: _OfSystem, bezug: str, system: Zielsystem, erstes: str) -> bool:
    """Whether a rule or a text counts in a Zielsystem: one on an Unterziel in its own, one on anything else in all."""
    return bezug.casefold() != Bezug.UNTERZIEL.value.casefold() or bool(in_system((satz,), system, erstes))


def akte_in(
    akte: Kennzahlakte, gesamt: Gesamtbestand, system: Zielsystem, erstes: str, *, allein: bool
) -> Kennzahlakte:
    """A Kennzahl as one Zielsystem sees it: its targets, its mappings, the base from which its way begins.

    ``allein``: there is no other Zielsystem, then every target counts, of whatever year.
    """
    zuordnungen = in_system(akte.zuordnungen, system, erstes)
    zielwerte = _targets(akte.zielwerte, system, erstes, allein=allein)
    fruehere = tuple(z for z in akte.fruehere_zielwerte if z.zielsystem in {"", system.name})
    ausgang = gesamt.ausgangswerte.get((akte.nr, system.name))
    kennzahl = akte.kennzahl
    if ausgang is not None:
        stelle = replace(kennzahl.fundstelle, gesperrt=ausgang.fundstelle.gesperrt)
        kennzahl = replace(
            kennzahl, basisjahr=ausgang.basisjahr, basiswert=ausgang.basiswert, fundstelle=stelle
        )
    return replace(
        akte,
        kennzahl=kennzahl,
        zielwerte=zielwerte,
        zuordnungen=zuordnungen,
        fruehere_zielwerte=fruehere,
    )


def _targets(
    zielwerte: Sequence[Zielwert], system: Zielsystem, erstes: str, *, allein: bool
) -> tuple[Zielwert, ...]:
    """One target a year: that of this Zielsystem, else one that holds in all and lies in its years.

    Where a later Zielsystem has targets of its own, those alone count: what the one before aimed at in a year that
    both have is no station on the new way.
    """
    je_jahr: dict[int, Zielwert] = {}
    eigene = system.name != erstes and any(z.zielsystem == system.name for z in zielwerte)
    for zielwert in zielwerte:
        if zielwert.zielsystem not in {"", system.name} or (eigene and not zielwert.zielsystem):
            continue
        if not zielwert.zielsystem and not allein and not _is_in_years(zielwert.jahr, system, erstes):
            continue
        bisher = je_jahr.get(zielwert.jahr)
        if bisher is None or zielwert.zielsystem:
            je_jahr[zielwert.jahr] = zielwert
    return tuple(je_jahr[jahr] for jahr in sorted(je_jahr))


def _is_in_years(jahr: int, system: Zielsystem, erstes: str) -> bool:
    # What was aimed at before the first Zielsystem began is on its way too.
    return jahr <= system.letztes_jahr and (system.name == erstes or jahr >= system.erstes_jahr)
