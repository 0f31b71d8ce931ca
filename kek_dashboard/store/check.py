"""Check: the proof that what is stored is whole, traceable and adds up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kek_dashboard.domain.bruecke import bruecken
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.satzung import compare_satzung
from kek_dashboard.domain.stimmigkeit import faults
from kek_dashboard.store import schema
from kek_dashboard.store.haushalt import read_haushalt
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.load import read_datenstand, today
from kek_dashboard.store.protokoll import read_stand
from kek_dashboard.store.protokollpruefung import Siegel, audit_faults
from kek_dashboard.store.session import Store

# From this SQLite on the loss of a WAL reset is mended; older ones can lose a commit after a crash.
SOUND_SQLITE = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Pruefung:
    """Result of ``check_store``: ``fehler`` must be mended, ``hinweise`` are worth knowing.

    ``siegel``: number and hash of the newest entry of the audit trail, ``None`` where there is none yet.
    """

    fehler: tuple[str, ...]
    hinweise: tuple[str, ...]
    inhalt_sha256: str
    siegel: Siegel | None = None

    def as_json(self) -> dict[str, object]:
        """In the shape of the command line's JSON."""
        return {
            "fehler": list(self.fehler),
            "hinweise": list(self.hinweise),
            "inhalt_sha256": self.inhalt_sha256,
        }


def check_store(store: Store, siegel: Siegel | None = None) -> Pruefung:
    """Looks at everything stored: files against hashes, figures against files and audit trail, euros, mappings.

    ``siegel`` of an earlier check, kept outside the database, must still be in the audit trail.
    """
    with store.reading() as connection:
        fehler = (
            *_file_faults(connection),
            *_number_faults(connection),
            *_trace_faults(connection),
            *audit_faults(connection, siegel),
            *_state_faults(connection),
        )
        hinweise = (
            *_engine_hints(connection),
            *_waiting_hints(connection),
            *_satzung_hints(connection),
            *_bridge_hints(connection),
        )
        return Pruefung(fehler, hinweise, content_sha256(connection), read_stand(connection))


def _file_faults(connection: Connection) -> Iterator[str]:
    """Each stored file still has the hash it came with."""
    d = schema.datei.c
    for sha, groesse, inhalt in connection.execute(sa.select(d.sha256, d.groesse, d.inhalt)):
        if len(inhalt) != groesse or hashlib.sha256(inhalt).hexdigest() != sha:
            yield f"Die gespeicherte Datei {sha[:12]}… ist nicht mehr die, die geliefert wurde."


def _number_faults(connection: Connection) -> Iterator[str]:
    """Numbers of Lieferungen and events run without a gap: nothing was taken away."""
    for tabelle, name in ((schema.lieferung, "Lieferungen"), (schema.ereignis, "Freigaben und Rückzüge")):
        nummern = sorted(connection.execute(sa.select(tabelle.c.nr)).scalars())
        if nummern != list(range(1, len(nummern) + 1)):
            yield f"Die Nummern der {name} haben Lücken."
    e = schema.ereignis.c
    tage = [row.am for row in connection.execute(sa.select(e.am).order_by(e.nr))]
    if tage != sorted(tage):
        yield "Die Tage der Freigaben und Rückzüge laufen nicht in der Zeit vorwärts."


def _trace_faults(connection: Connection) -> Iterator[str]:
    """Each figure names the sheet and cell of a stored file, and stands once in its Lieferung."""
    for satzart in schema.SATZARTEN:
        t = satzart.tabelle.c
        ohne = connection.execute(
            sa.select(sa.func.count())
            .select_from(satzart.tabelle)
            .where(sa.or_(t.zelle == "", t.blatt == ""))
        ).scalar_one()
        if ohne:
            yield f"{ohne} Einträge in „{satzart.tabelle.name}“ nennen keine Zelle, aus der sie stammen."
        spalten = [satzart.tabelle.c[name] for name in satzart.schluessel]
        doppelt = connection.execute(
            sa.select(t.lieferung).group_by(t.lieferung, *spalten).having(sa.func.count() > 1).limit(1)
        ).first()
        if doppelt is not None:
            yield f"Lieferung {doppelt.lieferung} enthält in „{satzart.tabelle.name}“ einen Schlüssel doppelt."
    ohne = sum(
        connection.execute(
            sa.select(sa.func.count()).select_from(tabelle).where(tabelle.c.zelle == "")
        ).scalar_one()
        for tabelle in (schema.betrag, schema.stichtagsbetrag)
    )
    if ohne:
        yield f"{ohne} Haushaltsbeträge nennen keine Zelle, aus der sie stammen."


def _state_faults(connection: Connection) -> Iterator[str]:
    """What is released fits together, and every euro of each Haushalt is counted once."""
    stand = read_datenstand(connection, with_messwerte=False)
    stimmig = faults(stand)
    yield from stimmig
    if stimmig:
        return
    for jahr, fassungen in stand.haushalte.items():
        for fassung in fassungen:
            haushalt = read_haushalt(connection, jahr, fassung, today())
            if haushalt is None:
                yield f"Der Haushalt {jahr} ({fassung}) lässt sich nicht lesen."
                continue
            for system in stand.zielsysteme or (stand.zielsystem,):
                yield from _sharing_faults(haushalt, stand.fuer(system.name))


def _sharing_faults(haushalt: Haushalt, stand: Datenstand) -> Iterator[str]:
    """In the view of one Zielsystem every euro of a Haushalt is counted once."""
    einsatz = mitteleinsatz(haushalt, stand)
    for art in VIER_ARTEN:
        verteilt = sum((b[art] for b in einsatz.je_unterziel.values()), einsatz.nicht_zugeordnet[art])
        if verteilt != einsatz.summen[art] or einsatz.summen[art] != _sum(haushalt, art):
            wo = f"Haushalt {haushalt.haushaltsjahr} ({haushalt.fassung}), {art}"
            yield f"{wo}: Ziele und Rest ergeben nicht die Summe der Zeilen."


def _satzung_hints(connection: Connection) -> Iterator[str]:
    """Where the lines of a plan do not add up to what its Haushaltssatzung fixes."""
    stand = read_datenstand(connection, with_messwerte=False)
    for (jahr, fassung), summen in stand.satzungssummen.items():
        haushalt = read_haushalt(connection, jahr, fassung, today())
        for vergleich in () if haushalt is None else compare_satzung(haushalt, summen):
            if vergleich.weicht_ab:
                summe = vergleich.summe
                yield (
                    f"Haushalt {jahr} ({fassung}), {summe.festsetzung}: Die Satzung sagt {summe.eur} €, "
                    f"die Zeilen ergeben {vergleich.zeilen} €."
                )


def _bridge_hints(connection: Connection) -> Iterator[str]:
    """Where the bridge between two Zielsysteme contradicts itself or leaves an Unterziel out.

    A bridge of which nothing is laid down yet is no fault: the next Zielsystem may well come before it.
    """
    stand = read_datenstand(connection, with_messwerte=False)
    for bruecke in bruecken(stand):
        wo = f"Brücke von „{bruecke.alt.name}“ zu „{bruecke.neu.name}“"
        yield from (f"{wo}: {text}." for text in bruecke.widersprueche)
        offen = [s.ziel.nr for s in bruecke.schicksale if s.art is None]
        if bruecke.is_laid_down and offen:
            yield f"{wo}: Was aus {', '.join(offen)} wird, ist noch nicht festgelegt."


def _sum(haushalt: Haushalt, art: str) -> Decimal:
    return sum(
        (z.ansatz for z in haushalt.zeilen if z.position.art == art and z.ansatz is not None), Decimal(0)
    )


def _engine_hints(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    version = connection.exec_driver_sql("select sqlite_version()").scalar_one()
    if tuple(int(teil) for teil in version.split(".")) < SOUND_SQLITE:
        yield (
            f"SQLite {version}: Vor 3.51.3 kann ein Absturz im falschen Augenblick die letzte Änderung kosten. "
            "Für den gemeinsamen Betrieb PostgreSQL oder eine neuere SQLite-Bibliothek nehmen."
        )


def _waiting_hints(connection: Connection) -> Iterator[str]:
    e = schema.ereignis.c
    wartend = connection.execute(
        sa.select(sa.func.count())
        .select_from(schema.lieferung)
        .where(schema.lieferung.c.nr.not_in(sa.select(e.lieferung)))
    ).scalar_one()
    if wartend:
        yield (
            f"{wartend} Lieferungen warten auf Freigabe."
            if wartend > 1
            else "1 Lieferung wartet auf Freigabe."
        )
