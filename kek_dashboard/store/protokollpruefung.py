"""Protokollpruefung: proves the audit trail whole, and that things and entries say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.protokoll import Eintrag, Ereignisart, Gegenstand, canonical_json, chain_faults
from kek_dashboard.store import schema
from kek_dashboard.store.protokoll import (
    content_hashes,
    konto_state,
    lieferung_state_of,
    read_entries,
    read_stand,
    row_state,
)

#: Number and hash of an entry, written down outside the database.
Siegel = tuple[int, str]

_NAMEN = {
    Gegenstand.LIEFERUNG: "Lieferung",
    Gegenstand.EREIGNIS: "Freigabe oder Rückzug",
    Gegenstand.KONTO: "Konto",
}
# Acts that make or change a thing; its state must be what the last of them left.
_AKTE = {
    Gegenstand.LIEFERUNG: {Ereignisart.GELIEFERT, Ereignisart.UEBERNOMMEN},
    Gegenstand.EREIGNIS: {Ereignisart.FREIGEGEBEN, Ereignisart.ZURUECKGEZOGEN, Ereignisart.UEBERNOMMEN},
    Gegenstand.KONTO: {
        Ereignisart.KONTO_ANGELEGT,
        Ereignisart.KONTO_GEAENDERT,
        Ereignisart.KONTO_GESPERRT,
        Ereignisart.KONTO_ENTSPERRT,
        Ereignisart.PASSWORT_GEAENDERT,
    },
}


def audit_faults(connection: Connection, siegel: Siegel | None = None) -> Iterator[str]:
    """All that is wrong with the audit trail and with what it tells of.

    ``siegel`` is compared too: it alone finds a trail that was rewritten whole, from an entry to its end.
    """
    eintraege = list(read_entries(connection))
    yield from chain_faults(eintraege, read_stand(connection))
    if siegel is not None:
        nr, summe = siegel
        if not any(e.nr == nr and e.hash == summe for e in eintraege):
            yield f"Protokolleintrag {nr} trägt nicht die Prüfsumme, die aufgeschrieben wurde."
    for art, vorhanden in _states(connection).items():
        yield from _thing_faults(art, eintraege, vorhanden)
    yield from _guard_faults(connection)


def _states(connection: Connection) -> dict[Gegenstand, dict[str, str]]:
    """Per kind of thing and its number or name: how it stands now, as canonical text."""

    def rows(tabelle: sa.Table) -> list[Mapping[str, Any]]:
        return [dict(row) for row in connection.execute(sa.select(tabelle)).mappings()]

    hashes = content_hashes(connection)
    return {
        Gegenstand.LIEFERUNG: {
            str(row["nr"]): canonical_json(lieferung_state_of(row, hashes)) for row in rows(schema.lieferung)
        },
        Gegenstand.EREIGNIS: {
            str(row["nr"]): canonical_json(row_state(row)) for row in rows(schema.ereignis)
        },
        Gegenstand.KONTO: {row["name"]: canonical_json(konto_state(row)) for row in rows(schema.konto)},
    }


def _thing_faults(art: Gegenstand, eintraege: list[Eintrag], vorhanden: dict[str, str]) -> Iterator[str]:
    """Each thing has its entry and each entry its thing; a thing stands as its last entry left it."""
    akte = {aktion.value for aktion in _AKTE[art]}
    zuletzt: dict[str, Eintrag] = {}
    for eintrag in eintraege:
        if eintrag.gegenstand_art != art or eintrag.aktion not in akte:
            continue
        if eintrag.gegenstand in zuletzt and art is not Gegenstand.KONTO:
            yield f"{_NAMEN[art]} {eintrag.gegenstand} steht zweimal im Protokoll."
        zuletzt[eintrag.gegenstand] = eintrag
    for name in vorhanden.keys() - zuletzt.keys():
        yield f"{_NAMEN[art]} {name} steht nicht im Protokoll."
    for name, eintrag in zuletzt.items():
        if name not in vorhanden:
            yield f"{_NAMEN[art]} {name} steht im Protokoll (Eintrag {eintrag.nr}), ist aber nicht mehr da."
        elif vorhanden[name] != eintrag.nachher:
            yield f"{_NAMEN[art]} {name} ist nicht mehr so, wie Protokolleintrag {eintrag.nr} es festhält."


def _guard_faults(connection: Connection) -> Iterator[str]:
    """The database's own rules against changing and deleting are all in force."""
    verben = ("update", "delete") if connection.dialect.name == "sqlite" else ("update", "delete", "truncate")
    erwartet = {f"{tabelle}_kein_{verb}" for tabelle in schema.APPEND_ONLY for verb in verben}
    erwartet |= {f"{tabelle}_kein_{verb}" for tabelle in schema.KEPT for verb in verben if verb != "update"}
    erwartet |= {"protokoll_reihe", "protokollstand_nur_vorwaerts"}
    if connection.dialect.name == "sqlite":
        frage = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
    else:
        frage = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal AND p.prosrc LIKE '%RAISE EXCEPTION%' "
            "AND t.tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
        )
    fehlend = sorted(
        erwartet
        - set(
            connection.exec_driver_sql(
                frage.replace("%", "%%") if connection.dialect.name == "postgresql" else frage
            ).scalars()
        )
    )
    if fehlend:
        weitere = f" und {len(fehlend) - 1} weitere" if len(fehlend) > 1 else ""
        yield f"Eine Sperre der Datenbank gegen nachträgliches Ändern fehlt: {fehlend[0]}{weitere}."
