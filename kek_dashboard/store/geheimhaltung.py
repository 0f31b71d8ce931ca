"""Geheimhaltung: takes withheld values out of the records as they are read, before anything is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.geheimhaltung import Schritt, sees_small_counts, withheld_values
from kek_dashboard.domain.geheimtabelle import Wert, is_small, make_regelwerk
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, Reihenbruch, Zieltyp
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielsystem import Ausgangswert
from kek_dashboard.store import satzarten, schema

Stelle = tuple[str, Zeitraum]
#: The kinds of records that say how many; all versions of one key are of one Kennzahl.
_MIT_WERT = ("messwerte", "kennzahlen", "ausgangswerte", "reihenbrueche", "vergleichswerte")
#: So many Kennzahlen are asked for by number; of more, everything is read.
_MEISTE = 500


@dataclass(frozen=True, slots=True)
class Sperre:
    """What is withheld from readers; empty where no Kennzahl is personal. ``fachbereiche``: whose each Kennzahl is."""

    werte: frozenset[Wert] = frozenset()
    personal: frozenset[str] = frozenset()
    fachbereiche: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to take out."""
        return bool(self.personal)

    def masked(self, satz: Any) -> Any:
        """A record without what is withheld: its value, how it was written and what was remarked on it."""
        match satz:
            case Messwert(wert=Decimal() as wert) if (satz.kennzahl_nr, satz.zeitraum, wert) in self.werte:
                return replace(satz, wert=None, bemerkung="", fundstelle=_closed(satz.fundstelle))
            case Kennzahl(basiswert=Decimal() as wert, basisjahr=int() as jahr) if self._has(
                satz.nr, jahr, wert
            ):
                return replace(satz, basiswert=None, fundstelle=_closed(satz.fundstelle))
            case Ausgangswert(basiswert=Decimal() as wert) if self._has(
                satz.kennzahl_nr, satz.basisjahr, wert
            ):
                return replace(satz, basiswert=None, fundstelle=_closed(satz.fundstelle))
            case Reihenbruch(basiswert_neu=Decimal() as wert) if (
                satz.kennzahl_nr,
                satz.ab,
                wert,
            ) in self.werte:
                return replace(satz, basiswert_neu=None, fundstelle=_closed(satz.fundstelle))
            case Vergleichswert() if self.is_small_elsewhere(satz):
                return replace(satz, wert=None, fundstelle=_closed(satz.fundstelle))
        return satz

    def is_small_elsewhere(self, satz: Vergleichswert) -> bool:
        """Whether another region has so few cases of a personal Kennzahl."""
        return satz.kennzahl_nr in self.personal and satz.wert is not None and is_small(satz.wert)

    def _has(self, nr: str, jahr: int, wert: Decimal) -> bool:
        return (nr, Zeitraum(jahr), wert) in self.werte


def _closed(stelle: Fundstelle) -> Fundstelle:
    return replace(stelle, roh="", gesperrt=True)


def withhold(
    connection: Connection, alle: Mapping[str, dict[Any, Any]], pruefer: Akteur | None = None
) -> None:
    """Takes out of the versions of all records what their reader may not see.

    ``pruefer``: whoever a delivery is checked for sees the small counts that are theirs (``sees_small_counts``).
    """
    sperre = read_sperre(connection)
    if not sperre:
        return
    betroffen = {nr for nr, *_ in sperre.werte} | sperre.personal
    for versionen in (v for feld in _MIT_WERT for v in alle.get(feld, {}).values()):
        for stelle, satz in enumerate(versionen.saetze):
            nr = satz.nr if isinstance(satz, Kennzahl) else satz.kennzahl_nr
            if nr not in betroffen:
                break
            if pruefer is None or not sees_small_counts(pruefer, sperre.fachbereiche.get(nr, "")):
                versionen.saetze[stelle] = sperre.masked(satz)
    fremde = alle.get("vergleichswerte", {})
    for key in [k for k, v in fremde.items() if v.saetze[-1].wert is None]:
        del fremde[key]


def read_sperre(connection: Connection) -> Sperre:
    """What is withheld, from everything that was ever released; one short question where nothing is personal."""
    k = satzarten.kennzahl.c
    if connection.execute(sa.select(k.nr).where(k.personenbezogen).limit(1)).first() is None:
        return Sperre()
    ereignisse = _read_events(connection)
    kennzahlen = _read_kennzahlen(connection, ereignisse)
    regelwerk = make_regelwerk(kennzahlen)
    if not regelwerk.personal:
        return Sperre()
    werte = withheld_values(regelwerk, _steps(ereignisse, *_read_values(connection, regelwerk.familie)))
    return Sperre(werte, regelwerk.personal, {satz.nr: satz.fachbereich for satz in kennzahlen})


@dataclass(frozen=True, slots=True)
class _Ereignis:
    """A release or withdrawal, in the order in which they happened."""

    lieferung: int
    is_release: bool
    am: date


def _read_events(connection: Connection) -> list[_Ereignis]:
    e = schema.ereignis.c
    rows = connection.execute(sa.select(e.lieferung, e.art, e.am).order_by(e.nr))
    return [_Ereignis(row.lieferung, row.art == schema.FREIGEGEBEN, row.am) for row in rows]


def _counting(ereignisse: Iterable[_Ereignis]) -> dict[int, int]:
    """Lieferungen that count after these events, with the rank of their release."""
    rang: dict[int, int] = {}
    for nummer, ereignis in enumerate(ereignisse, start=1):
        if ereignis.is_release:
            rang[ereignis.lieferung] = nummer
        else:
            rang.pop(ereignis.lieferung, None)
    return rang


def _read_kennzahlen(connection: Connection, ereignisse: Sequence[_Ereignis]) -> list[Kennzahl]:
    """Every released version, those first that no longer count, then by release: the last of a number holds."""
    jemals = {e.lieferung for e in ereignisse if e.is_release}
    rang = _counting(ereignisse)
    k = satzarten.kennzahl.c
    spalten = (k.nr, k.frequenz, k.aggregation, k.fachbereich, k.personenbezogen, k.summe_aus)
    rows = [r for r in connection.execute(sa.select(*spalten, k.lieferung, k.lfd)) if r.lieferung in jemals]
    rows.sort(key=lambda row: (rang.get(row.lieferung, 0), row.lieferung, row.lfd))
    return [
        Kennzahl(
            row.nr,
            "",
            "",
            Zieltyp.BEOBACHTEN,
            frequenz=row.frequenz,
            aggregation=row.aggregation,
            fachbereich=row.fachbereich,
            personenbezogen=row.personenbezogen,
            summe_aus=row.summe_aus,
        )
        for row in rows
    ]


_Gelesen = dict[int, list[tuple[Stelle, Decimal]]]


def _read_values(connection: Connection, familie: frozenset[str]) -> tuple[_Gelesen, _Gelesen]:
    """By Lieferung the measured values, and those that a way begins with."""
    m, k, a, r = (
        t.c for t in (satzarten.messwert, satzarten.kennzahl, satzarten.ausgangswert, satzarten.reihenbruch)
    )
    gemessen = _collect(
        connection, (m.kennzahl_nr, m.zeitraum, m.wert, m.lieferung, m.lfd), familie, _as_it_is
    )
    beginn: _Gelesen = {}
    for spalten, zeit in (
        ((k.nr, k.basisjahr, k.basiswert, k.lieferung, k.lfd), Zeitraum),
        ((a.kennzahl_nr, a.basisjahr, a.basiswert, a.lieferung, a.lfd), Zeitraum),
        ((r.kennzahl_nr, r.ab, r.basiswert_neu, r.lieferung, r.lfd), _as_it_is),
    ):
        for lieferung, werte in _collect(connection, spalten, familie, zeit).items():
            beginn.setdefault(lieferung, []).extend(werte)
    return gemessen, beginn


def _as_it_is(zeitraum: Zeitraum) -> Zeitraum:
    return zeitraum


def _collect(
    connection: Connection, spalten: tuple[Any, ...], familie: frozenset[str], zeit: Callable[[Any], Zeitraum]
) -> _Gelesen:
    nr, wann, wert, lieferung, lfd = spalten
    gefunden: _Gelesen = {}
    abfrage = sa.select(*spalten).where(wert.is_not(None), wann.is_not(None)).order_by(lieferung, lfd)
    if len(familie) <= _MEISTE:
        abfrage = abfrage.where(nr.in_(sorted(familie)))
    for row in connection.execute(abfrage):
        if row[0] in familie:
            gefunden.setdefault(row[3], []).append(((row[0], zeit(row[1])), row[2]))
    return gefunden


def _steps(ereignisse: Sequence[_Ereignis], gemessen: _Gelesen, beginn: _Gelesen) -> list[Schritt]:
    """What each release brought, and what counted afterwards on the days that can be asked for."""
    schritte = []
    for stelle, ereignis in enumerate(ereignisse):
        if ereignis.lieferung not in gemessen and ereignis.lieferung not in beginn:
            continue
        bisher = ereignisse[: stelle + 1]
        neu = [*gemessen.get(ereignis.lieferung, ()), *beginn.get(ereignis.lieferung, ())]
        tage = sorted({e.am for e in bisher if e.am >= ereignis.am})
        bilder = tuple(_picture([e for e in bisher if e.am <= tag], gemessen, beginn) for tag in tage)
        schritte.append(Schritt(frozenset((*ort, wert) for ort, wert in neu if ereignis.is_release), bilder))
    return schritte


def _picture(ereignisse: Iterable[_Ereignis], gemessen: _Gelesen, beginn: _Gelesen) -> dict[Stelle, Decimal]:
    """What counts after these events: the newest of each; where a way begins only where none was measured."""
    rang = _counting(ereignisse)
    folge = sorted(rang, key=rang.__getitem__)
    return dict(_in_order(beginn, folge)) | dict(_in_order(gemessen, folge))


def _in_order(gelesen: _Gelesen, folge: Iterable[int]) -> Iterator[tuple[Stelle, Decimal]]:
    for lieferung in folge:
        yield from gelesen.get(lieferung, ())
