"""Satzung: the Lieferungen that wait with totals or a Status for one plan."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.store import schema
from kek_dashboard.store.lieferungen import list_wartende
from kek_dashboard.store.session import Store


def list_wartende_satzungen(store: Store, haushaltsjahr: int, fassung: str) -> tuple[Lieferung, ...]:
    """The Lieferungen that wait for their release and say something of this plan's Satzung, oldest first."""
    wartende = {lieferung.nr: lieferung for lieferung in list_wartende(store)}
    if not wartende:
        return ()
    fragen = (
        _deliveries(tabelle, tuple(wartende), haushaltsjahr, fassung)
        for tabelle in (schema.satzungssumme, schema.haushaltsstatus)
    )
    with store.reading() as connection:
        nummern = {nr for frage in fragen for nr in connection.execute(frage).scalars()}
    return tuple(wartende[nr] for nr in sorted(nummern))


def _deliveries(
    tabelle: sa.Table, nummern: tuple[int, ...], haushaltsjahr: int, fassung: str
) -> sa.Select[Any]:
    c = tabelle.c
    return (
        sa.select(c.lieferung)
        .where(c.lieferung.in_(nummern), c.haushaltsjahr == haushaltsjahr, c.fassung == fassung)
        .distinct()
    )
