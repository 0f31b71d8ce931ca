"""Zielsysteme: what hangs on a Zielsystem, of all of them, and what is only proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Verfahrensschritt, Vorschlag, in_order
from kek_dashboard.domain.ziele import Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Zielnachfolge, Zielsystemsatz
from kek_dashboard.domain.zielsystemsicht import Gesamtbestand
from kek_dashboard.store.ordnung import is_valid, zuordnungen_by_year

#: Records of one day by their kind, each in its newest version.
Newest = Mapping[str, list[Any]]


def proposals(newest: Newest) -> tuple[frozenset[tuple[str, str]], tuple[Vorschlag, ...]]:
    """What is proposed and not decided (Bezug, Nr.), and everything that ever was a proposal, by number."""
    wege: dict[tuple[str, str], list[Verfahrensschritt]] = {}
    for schritt in newest["verfahrensschritte"]:
        wege.setdefault((schritt.bezug, schritt.bezug_nr), []).append(schritt)
    sachen: dict[tuple[str, str], Any] = {(MASSNAHME, m.nr): m for m in newest["massnahmen"]}
    sachen |= {(KENNZAHL, k.nr): k for k in newest["kennzahlen"]}
    alle = [Vorschlag(sachen[wen], in_order(wege[wen])) for wen in wege if wen in sachen]
    alle.sort(key=lambda v: (v.bezug, nummer_key(v.nr)))
    return frozenset((v.bezug, v.nr) for v in alle if not v.is_in_force), tuple(alle)


def steps(schritte: Iterable[Zielnachfolge], rang: Mapping[int, int]) -> tuple[Zielnachfolge, ...]:
    """The bridge, by old Unterziel: of each what the Lieferung released last says of it, and nothing older.

    Else an Unterziel that is ended after all would still lead where an earlier file sent it.
    """
    je_ziel: dict[tuple[str, str], list[Zielnachfolge]] = {}
    for schritt in schritte:
        je_ziel.setdefault((schritt.altes_system, schritt.altes_ziel), []).append(schritt)
    gefunden: list[Zielnachfolge] = []
    for _, liste in sorted(je_ziel.items(), key=lambda paar: (paar[0][0], nummer_key(paar[0][1]))):
        zuletzt = max(rang[s.fundstelle.lieferung] for s in liste)
        gilt = [s for s in liste if rang[s.fundstelle.lieferung] == zuletzt]
        gefunden += sorted(gilt, key=lambda s: nummer_key(s.neues_ziel))
    return tuple(gefunden)


def whole(
    newest: Newest,
    massnahmen: Iterable[Sequence[Massnahme]],
    wortlaute: Iterable[Zielfassung],
    offen: frozenset[tuple[str, str]],
    tag: date,
) -> Gesamtbestand:
    """Everything that hangs on a Zielsystem.

    ``massnahmen`` are the versions of each, oldest first; ``wortlaute`` those of all Ziele as they were released.
    """
    geltend = [list(v) for v in massnahmen if (MASSNAHME, v[0].nr) not in offen]
    geltend.sort(key=lambda liste: nummer_key(liste[0].nr))
    erstes = _first_system(newest["ziele"])
    return Gesamtbestand(
        ziele=_ziele(_by_system(newest["ziele"], erstes), newest["zielsysteme"], tag),
        zielfassungen=_by_number(_by_system(wortlaute, erstes)),
        massnahmen=tuple(liste[-1] for liste in geltend),
        massnahmenfassungen=tuple(tuple(liste) for liste in geltend),
        erlaeuterungen=tuple(newest["erlaeuterungen"]),
        haushaltszuordnungen=zuordnungen_by_year(newest["haushaltszuordnungen"]),
        ausgangswerte=MappingProxyType({(a.kennzahl_nr, a.zielsystem): a for a in newest["ausgangswerte"]}),
    )


def _first_system(fassungen: Iterable[Zielfassung]) -> str:
    """Name of the Zielsystem whose wordings were delivered first; empty where none names one."""
    je_system = _by_system(fassungen, "")
    return min(je_system, key=lambda name: _first_delivery(je_system[name]), default="")


def _by_system(fassungen: Iterable[Zielfassung], erstes: str) -> dict[str, list[Zielfassung]]:
    """Wordings by Zielsystem, in their order; one that names none is one of ``erstes``, where there is one.

    So too where it was delivered after that was named: then it stands behind those that name it.
    """
    je_system: dict[str, list[Zielfassung]] = {}
    for fassung in fassungen:
        je_system.setdefault(fassung.zielsystem, []).append(fassung)
    if erstes and "" in je_system:
        je_system.setdefault(erstes, []).extend(je_system.pop(""))
    return je_system


def _by_number(
    je_system: Mapping[str, Iterable[Zielfassung]],
) -> Mapping[str, Mapping[str, tuple[Zielfassung, ...]]]:
    gefunden: dict[str, dict[str, tuple[Zielfassung, ...]]] = {}
    for name, fassungen in je_system.items():
        je_nr = gefunden.setdefault(name, {})
        for fassung in fassungen:
            je_nr[fassung.nr] = (*je_nr.get(fassung.nr, ()), fassung)
    return MappingProxyType({name: MappingProxyType(je_nr) for name, je_nr in gefunden.items()})


def _ziele(
    je_system: Mapping[str, Iterable[Zielfassung]], systeme: Iterable[Zielsystemsatz], tag: date
) -> Mapping[str, Mapping[str, Ziel]]:
    """By Zielsystem its Ziele with all wordings valid on the day; the newest validity leads, then the file's order.

    Of a Zielsystem that has ended by then, the wordings of its last day: its balance still speaks of them.
    """
    ende = {satz.name: satz.gueltig_bis for satz in systeme}
    return MappingProxyType(
        {
            name: _valid_ziele(liste, min(tag, ende.get(name) or _end(liste)))
            for name, liste in je_system.items()
        }
    )


def _first_delivery(fassungen: Iterable[Zielfassung]) -> int:
    return min(f.fundstelle.lieferung or 0 for f in fassungen)


def _end(fassungen: Iterable[Zielfassung]) -> date:
    return max(f.gueltig_bis or date.max for f in fassungen)


def _valid_ziele(fassungen: Iterable[Zielfassung], tag: date) -> Mapping[str, Ziel]:
    nach_nr: dict[str, list[Zielfassung]] = {}
    for fassung in fassungen:
        if is_valid(fassung, tag):
            nach_nr.setdefault(fassung.nr, []).append(fassung)
    for liste in nach_nr.values():
        liste.sort(key=lambda fassung: fassung.gueltig_ab or date.min, reverse=True)
    ziele = {nr: Ziel(tuple(fassungen)) for nr, fassungen in nach_nr.items()}
    return MappingProxyType({nr: ziele[nr] for nr in sorted(ziele, key=lambda nr: _place(ziele, nr))})


def _place(ziele: Mapping[str, Ziel], nr: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Sort key: below the Ziel it belongs to, whatever its own number; by number beside its like."""
    weg: list[str] = []
    while nr in ziele and nr not in weg:
        weg.insert(0, nr)
        nr = ziele[nr].ueber or ""
    return tuple(nummer_key(teil) for teil in weg)
