"""Zuordnungsgeschichte: which rules of a Produkt were delivered when, with which Lieferung, and released by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from kek_dashboard.domain.haushalt import HaushaltsZuordnung
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.store import schema
from kek_dashboard.store.load import read_geltung, read_lieferungen, record_builder, today
from kek_dashboard.store.session import Store

_SATZART = next(s for s in schema.SATZARTEN if s.klasse is HaushaltsZuordnung)


@dataclass(frozen=True, slots=True)
class Regelversion:
    """A rule as one Lieferung brought it.

    ``rang`` orders those that count by their release, later = newer; ``None``: waits or was taken back.
    """

    regel: HaushaltsZuordnung
    lieferung: Lieferung
    rang: int | None


def load_geschichte(store: Store, produkt: str, wissensstand: date | None = None) -> tuple[Regelversion, ...]:
    """Every version of every rule of a Produkt as known on a day, by Haushaltsjahr, then in the order of arrival."""
    tabelle = _SATZART.tabelle
    build = record_builder(_SATZART)
    with store.reading() as connection:
        rows = (
            connection.execute(
                sa.select(tabelle)
                .where(tabelle.c.produkt == produkt)
                .order_by(tabelle.c.haushaltsjahr, tabelle.c.lieferung, tabelle.c.lfd)
            )
            .mappings()
            .all()
        )
        lieferungen = read_lieferungen(connection, wissensstand)
        rang = read_geltung(connection, wissensstand or today()).rang
    return tuple(
        Regelversion(build(row), lieferungen[row["lieferung"]], rang.get(row["lieferung"])) for row in rows
    )


def load_waiting(store: Store, haushaltsjahr: int) -> Sequence[Lieferung]:
    """Lieferungen with a mapping of this Haushaltsjahr that nobody has released or taken back yet, oldest first."""
    spalten = _SATZART.tabelle.c
    with store.reading() as connection:
        nummern = connection.execute(
            sa.select(spalten.lieferung).where(spalten.haushaltsjahr == haushaltsjahr).distinct()
        ).scalars()
        mit = set(nummern)
        alle = read_lieferungen(connection)
    return [
        lieferung for nr, lieferung in alle.items() if nr in mit and lieferung.stand is Lieferstand.WARTET
    ]
