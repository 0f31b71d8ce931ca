"""Schema: the tables. Everything hangs on a Lieferung, is only ever appended, and keeps its cell.

A record's identity is (lieferung, lfd): the number of its Lieferung and its place in it. Which
version of a key counts on a Wissensstand follows from the release events alone (see ``load``).
Migrations in ``migrations/`` make these tables; a test holds both together.
"""

from __future__ import annotations

import sqlalchemy as sa

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.store.satzarten import (
    SATZARTEN,
    Satzart,
    betrag,
    haushaltsstatus,
    kennzahl,
    messwert,
    position,
    satzungssumme,
    stichtagsbetrag,
)
from kek_dashboard.store.tabellen import metadata, optional, required, text_column
from kek_dashboard.store.types import Word

#: One door for the store: what a Lieferung brings beside everything around it.
__all__ = [
    "APPEND_ONLY",
    "FREIGEGEBEN",
    "KEPT",
    "SATZARTEN",
    "ZURUECKGEZOGEN",
    "Satzart",
    "anmeldeversuch",
    "arbeitsstand",
    "befund",
    "bericht",
    "bestaetigung",
    "betrag",
    "datei",
    "eingang",
    "ereignis",
    "haushaltsstatus",
    "kennzahl",
    "konto",
    "lieferung",
    "messwert",
    "metadata",
    "position",
    "protokoll",
    "protokollstand",
    "satzungssumme",
    "spaltenprofil",
    "stichtagsbetrag",
]

datei = sa.Table(
    "datei",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    required("groesse", sa.Integer),
    required("inhalt", sa.LargeBinary),
)

lieferung = sa.Table(
    "lieferung",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    required("art", Word(Lieferart)),
    required("dateiname", sa.Text),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("datei.sha256"), nullable=False, index=True),
    required("eingegangen", sa.String(20)),
    text_column("fachbereich"),
    optional("haushaltsjahr", sa.Integer),
    text_column("fassung"),
    text_column("profil"),
    required("gelesen", sa.Integer),
    required("neu", sa.Integer),
    required("geaendert", sa.Integer),
    required("unveraendert", sa.Integer),
    text_column("absender"),
)

befund = sa.Table(
    "befund",
    metadata,
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
    sa.Column("lfd", sa.Integer, primary_key=True, autoincrement=False),
    required("schwere", Word(Schwere)),
    required("code", sa.String(60)),
    text_column("text"),
    text_column("blatt"),
    text_column("zelle"),
)

# Why the sender stands by a value that a warning asked about; one row for each confirmed warning.
bestaetigung = sa.Table(
    "bestaetigung",
    metadata,
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
    sa.Column("befund", sa.Integer, primary_key=True, autoincrement=False),
    text_column("grund"),
    text_column("wer"),
    required("zeitpunkt", sa.String(20)),
)

# A file that was handed in and is looked at before it becomes a Lieferung, or is thrown away. Only its
# sender sees it. ``zeilen`` are the lines of the safe reader, compressed: exactly they are delivered.
eingang = sa.Table(
    "eingang",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    required("wer", sa.Text),
    required("dateiname", sa.Text),
    required("sha256", sa.String(64)),
    required("inhalt", sa.LargeBinary),
    text_column("vorgabe"),
    required("zustand", sa.String(20)),
    required("anteil", sa.Integer),
    text_column("stufe"),
    text_column("satz"),
    required("puls", sa.String(20)),
    optional("zeilen", sa.LargeBinary),
    required("angelegt", sa.String(20)),
    sa.Index("ix_eingang_wer", "wer"),
)

# What a person once said about the columns of a layout that is not ours; the newest of a ``merkmal`` counts.
spaltenprofil = sa.Table(
    "spaltenprofil",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    text_column("name"),
    text_column("fachbereich"),
    required("merkmal", sa.String(64)),
    required("inhalt", sa.Text),
    text_column("wer"),
    required("zeitpunkt", sa.String(20)),
)

# The only thing that changes what counts: a release or a withdrawal. Its number is the data version.
ereignis = sa.Table(
    "ereignis",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), nullable=False),
    sa.Column("art", sa.String(20), nullable=False),
    required("am", sa.Date),
    required("zeitpunkt", sa.String(20)),
    sa.Column("rueckwirkend", sa.Boolean, nullable=False, default=False),
    text_column("grund"),
    text_column("wer"),
    sa.UniqueConstraint("lieferung", "art", name="uq_ereignis_einmal"),
)
FREIGEGEBEN = "freigegeben"
ZURUECKGEZOGEN = "zurueckgezogen"

# What somebody works on before it is anything: a mapping not yet delivered, a what-if. It never enters a
# figure. ``fortschreibung`` rises with each change, so that two people do not undo one another unseen.
arbeitsstand = sa.Table(
    "arbeitsstand",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    required("art", sa.String(20)),
    required("name", sa.Text),
    required("wer", sa.Text),
    required("haushaltsjahr", sa.Integer),
    text_column("fassung"),
    required("inhalt", sa.Text),
    required("fortschreibung", sa.Integer),
    required("angelegt", sa.String(20)),
    required("geaendert", sa.String(20)),
)

# A report somebody wanted, and its file once it is made. It is no figure: everything in it can be made again from
# the Wissensstand, so it is neither content nor part of the audit trail. ``kopf`` is what stands on its cover.
bericht = sa.Table(
    "bericht",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    required("art", sa.String(20)),
    required("jahr", sa.Integer),
    optional("quartal", sa.Integer),
    required("wissensstand", sa.Date),
    required("format", sa.String(10)),
    required("kopf", sa.Text),
    required("wer", sa.Text),
    required("zustand", sa.String(20)),
    required("anteil", sa.Integer),
    text_column("stufe"),
    text_column("satz"),
    required("puls", sa.String(20)),
    required("angelegt", sa.String(20)),
    text_column("sha256"),
    required("groesse", sa.Integer),
    optional("inhalt", sa.LargeBinary),
    sa.Index("ix_bericht_angelegt", "angelegt"),
)

# The audit trail: one entry for each act, chained by hash; ``protokollstand`` keeps number and hash of
# the newest one, so that a cut-off end is found.
protokoll = sa.Table(
    "protokoll",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    required("zeitpunkt", sa.String(20)),
    text_column("wer"),
    text_column("rollen"),
    text_column("herkunft"),
    required("aktion", sa.String(40)),
    required("gegenstand_art", sa.String(40)),
    text_column("gegenstand"),
    text_column("vorher"),
    text_column("nachher"),
    required("hash_vorher", sa.String(64)),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Index("ix_protokoll_gegenstand", "gegenstand_art", "gegenstand"),
)
protokollstand = sa.Table(
    "protokollstand",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    required("nr", sa.Integer),
    required("hash", sa.String(64)),
)

# An account. ``sitzungsstand`` rises where all its sessions must end; without a hash no password opens it.
konto = sa.Table(
    "konto",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    text_column("anzeigename"),
    text_column("rollen"),
    text_column("fachbereiche"),
    text_column("passwort_hash"),
    sa.Column("passwort_einmalig", sa.Boolean, nullable=False, default=False),
    sa.Column("aktiv", sa.Boolean, nullable=False, default=True),
    sa.Column("sitzungsstand", sa.Integer, nullable=False, default=1),
    sa.Column("oidc_sub", sa.Text, nullable=True, unique=True),
    required("angelegt", sa.String(20)),
)
# Failed sign-ins by account and by address, for throttling across processes; keys are hashes.
anmeldeversuch = sa.Table(
    "anmeldeversuch",
    metadata,
    sa.Column("schluessel", sa.String(64), primary_key=True),
    required("fehler", sa.Integer),
    required("zuletzt", sa.BigInteger),
)

#: Tables whose rows are never changed, deleted or truncated; the database's own triggers keep it. The
#: program's role on PostgreSQL needs no more than SELECT and INSERT on them.
APPEND_ONLY = (
    "datei",
    "lieferung",
    "befund",
    "ereignis",
    *sorted(satzart.tabelle.name for satzart in SATZARTEN),
    "haushaltsposition",
    "haushaltsbetrag",
    "stichtagsbetrag",
    "bestaetigung",
    "spaltenprofil",
    "protokoll",
)
#: Tables whose rows may change but never go.
KEPT = ("konto", "protokollstand")
