"""Vorschlagsabgaben: numbers that are taken, and steps of proposals that wait for their release."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import KENNZAHL, Verfahrensschritt
from kek_dashboard.store import schema
from kek_dashboard.store.lieferungen import list_wartende
from kek_dashboard.store.session import Store

_MASSNAHME, _SCHRITT = (
    next(s.tabelle for s in schema.SATZARTEN if s.klasse is klasse)
    for klasse in (Massnahme, Verfahrensschritt)
)


def used_numbers(store: Store, bezug: str) -> frozenset[str]:
    """Every number of a Kennzahl or Maßnahme that any Lieferung ever named, waiting and withdrawn ones too.

    A new proposal must take none of them: released together, two would become one.
    """
    tabelle = schema.kennzahl if bezug == KENNZAHL else _MASSNAHME
    with store.reading() as connection:
        return frozenset(connection.execute(sa.select(tabelle.c.nr).distinct()).scalars())


def waiting_proposals(store: Store) -> Mapping[int, tuple[str, ...]]:
    """Lieferungen that wait for their release with a step of a proposal: number → what they are about."""
    wartende = {lieferung.nr for lieferung in list_wartende(store)}
    c = _SCHRITT.c
    gefunden: dict[int, list[str]] = {}
    with store.reading() as connection:
        frage = (
            sa.select(c.lieferung, c.bezug_nr, c.schritt)
            .where(c.lieferung.in_(wartende))
            .order_by(c.lieferung, c.lfd)
        )
        for nr, bezug_nr, schritt in connection.execute(frage):
            gefunden.setdefault(nr, []).append(f"{bezug_nr} „{schritt}“")
    return {nr: tuple(worte) for nr, worte in gefunden.items()}
