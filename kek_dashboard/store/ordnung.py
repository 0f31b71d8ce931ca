"""Ordnung: records in the groups and the order in which a Datenstand keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.massnahme import Meilenstein
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert


def is_valid(satz: Any, tag: date) -> bool:
    """Whether the record's own dates cover the day."""
    return (satz.gueltig_ab is None or satz.gueltig_ab <= tag) and (
        satz.gueltig_bis is None or tag <= satz.gueltig_bis
    )


def by_number(saetze: Iterable[Any], nummer: Callable[[Any], str]) -> Mapping[str, Any]:
    """Records by their number, in its order."""
    return MappingProxyType(
        {nummer(satz): satz for satz in sorted(saetze, key=lambda satz: nummer_key(nummer(satz)))}
    )


def by_kennzahl(saetze: Iterable[Any]) -> dict[str, list[Any]]:
    """Records by the Kennzahl they speak about, in the order they came."""
    gruppen: dict[str, list[Any]] = {}
    for satz in saetze:
        gruppen.setdefault(satz.kennzahl_nr, []).append(satz)
    return gruppen


def zuordnungen_by_year(
    zuordnungen: Iterable[HaushaltsZuordnung],
) -> Mapping[int, tuple[HaushaltsZuordnung, ...]]:
    """Mappings of the Haushalt by Haushaltsjahr."""
    nach_jahr: dict[int, list[HaushaltsZuordnung]] = {}
    for zuordnung in zuordnungen:
        nach_jahr.setdefault(zuordnung.haushaltsjahr, []).append(zuordnung)
    return MappingProxyType({jahr: tuple(nach_jahr[jahr]) for jahr in sorted(nach_jahr)})


def produkte_by_number(produkte: Iterable[Produkt]) -> Mapping[str, tuple[Produkt, ...]]:
    """Per number its Produkt of each validity, the latest first."""
    nach_nr: dict[str, list[Produkt]] = {}
    for produkt in produkte:
        nach_nr.setdefault(produkt.produkt, []).append(produkt)
    for liste in nach_nr.values():
        liste.sort(key=lambda p: p.gueltig_ab or 0, reverse=True)
    return MappingProxyType({nr: tuple(nach_nr[nr]) for nr in sorted(nach_nr, key=nummer_key)})


def by_plan(
    saetze: Iterable[Any], ordnung: Callable[[Any], Any]
) -> Mapping[tuple[int, str], tuple[Any, ...]]:
    """Records by Haushaltsjahr and Fassung, within a plan in this order."""
    nach_plan: dict[tuple[int, str], list[Any]] = {}
    for satz in sorted(saetze, key=ordnung):
        nach_plan.setdefault((satz.haushaltsjahr, satz.fassung), []).append(satz)
    return MappingProxyType({plan: tuple(nach_plan[plan]) for plan in sorted(nach_plan)})


def by_massnahme(meilensteine: Iterable[Meilenstein]) -> Mapping[str, tuple[Meilenstein, ...]]:
    """Per Maßnahme its Meilensteine by the day they are planned for; those without a day come last."""
    geordnet = sorted(meilensteine, key=lambda m: (m.geplant or date.max, m.bezeichnung))
    return _in_groups(geordnet, lambda m: m.massnahme)


def by_region(vergleichswerte: Iterable[Vergleichswert]) -> Mapping[str, tuple[Vergleichswert, ...]]:
    """Per Kennzahl the values of other regions, by Region and then by Zeitraum."""
    geordnet = sorted(vergleichswerte, key=lambda v: (v.region, v.zeitraum.sort_key))
    return _in_groups(geordnet, lambda v: v.kennzahl_nr)


def by_day(sitzungen: Iterable[Sitzung]) -> tuple[Sitzung, ...]:
    """Meetings as they followed each other; on one day by Gremium."""
    return tuple(sorted(sitzungen, key=lambda s: (s.datum, s.gremium)))


def _in_groups(saetze: Iterable[Any], nummer: Callable[[Any], str]) -> Mapping[str, tuple[Any, ...]]:
    """Records by a number, the numbers in their order, the records in the order they came."""
    gruppen: dict[str, list[Any]] = {}
    for satz in saetze:
        gruppen.setdefault(nummer(satz), []).append(satz)
    return MappingProxyType({nr: tuple(gruppen[nr]) for nr in sorted(gruppen, key=nummer_key)})
