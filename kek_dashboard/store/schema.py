"""Schema: the tables. Everything hangs on a Lieferung, is only ever appended, and keeps its cell.

A record's identity is (lieferung, lfd): the number of its Lieferung and its place in it. Which
version of a key counts on a Wissensstand follows from the release events alone (see ``load``).
Migrations in ``migrations/`` make these tables; a test holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Positionsart, Produkt, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Wertstatus,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.store.types import Cents, ExactDecimal, Word, ZeitraumText

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, default="")


def _optional(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _required(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


datei = sa.Table(
    "datei",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    _required("groesse", sa.Integer),
    _required("inhalt", sa.LargeBinary),
)

lieferung = sa.Table(
    "lieferung",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    _required("art", Word(Lieferart)),
    _required("dateiname", sa.Text),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("datei.sha256"), nullable=False, index=True),
    _required("eingegangen", sa.String(20)),
    _text("fachbereich"),
    _optional("haushaltsjahr", sa.Integer),
    _text("fassung"),
    _text("profil"),
    _required("gelesen", sa.Integer),
    _required("neu", sa.Integer),
    _required("geaendert", sa.Integer),
    _required("unveraendert", sa.Integer),
    _text("absender"),
)

befund = sa.Table(
    "befund",
    metadata,
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
    sa.Column("lfd", sa.Integer, primary_key=True, autoincrement=False),
    _required("schwere", Word(Schwere)),
    _required("code", sa.String(60)),
    _text("text"),
    _text("blatt"),
    _text("zelle"),
)

# Why the sender stands by a value that a warning asked about; one row for each confirmed warning.
bestaetigung = sa.Table(
    "bestaetigung",
    metadata,
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
    sa.Column("befund", sa.Integer, primary_key=True, autoincrement=False),
    _text("grund"),
    _text("wer"),
    _required("zeitpunkt", sa.String(20)),
)

# A file that was handed in and is looked at before it becomes a Lieferung, or is thrown away. Only its
# sender sees it. ``zeilen`` are the lines of the safe reader, compressed: exactly they are delivered.
eingang = sa.Table(
    "eingang",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _required("wer", sa.Text),
    _required("dateiname", sa.Text),
    _required("sha256", sa.String(64)),
    _required("inhalt", sa.LargeBinary),
    _text("vorgabe"),
    _required("zustand", sa.String(20)),
    _required("anteil", sa.Integer),
    _text("stufe"),
    _text("satz"),
    _required("puls", sa.String(20)),
    _optional("zeilen", sa.LargeBinary),
    _required("angelegt", sa.String(20)),
    sa.Index("ix_eingang_wer", "wer"),
)

# What a person once said about the columns of a layout that is not ours; the newest of a ``merkmal`` counts.
spaltenprofil = sa.Table(
    "spaltenprofil",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    _text("name"),
    _text("fachbereich"),
    _required("merkmal", sa.String(64)),
    _required("inhalt", sa.Text),
    _text("wer"),
    _required("zeitpunkt", sa.String(20)),
)

# The only thing that changes what counts: a release or a withdrawal. Its number is the data version.
ereignis = sa.Table(
    "ereignis",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), nullable=False),
    sa.Column("art", sa.String(20), nullable=False),
    _required("am", sa.Date),
    _required("zeitpunkt", sa.String(20)),
    sa.Column("rueckwirkend", sa.Boolean, nullable=False, default=False),
    _text("grund"),
    _text("wer"),
    sa.UniqueConstraint("lieferung", "art", name="uq_ereignis_einmal"),
)
FREIGEGEBEN = "freigegeben"
ZURUECKGEZOGEN = "zurueckgezogen"


def _record_table(name: str, *columns: sa.Column[Any], herkunft_nullable: bool = False) -> sa.Table:
    """A table of one kind of record: where it came from, which version it replaces, its fields."""
    return sa.Table(
        name,
        metadata,
        sa.Column("lieferung", sa.ForeignKey("lieferung.nr"), primary_key=True, autoincrement=False),
        sa.Column("lfd", sa.Integer, primary_key=True, autoincrement=False),
        _optional("ersetzt_lieferung", sa.Integer),
        _optional("ersetzt_lfd", sa.Integer),
        *columns,
        sa.Column("herkunft", Word(Herkunft), nullable=herkunft_nullable),
        _text("blatt"),
        _text("zelle"),
        _text("roh"),
    )


def _amount_table(name: str, *key: sa.Column[Any]) -> sa.Table:
    """Amounts of plan lines; ``key`` is what tells two of one line, kind and year apart."""
    return sa.Table(
        name,
        metadata,
        sa.Column("lieferung", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("wertart", Word(Wertart), primary_key=True),
        sa.Column("jahr", sa.Integer, primary_key=True, autoincrement=False),
        *key,
        _required("eur", Cents),
        _text("zelle"),
        _text("roh"),
        sa.ForeignKeyConstraint(
            ["lieferung", "position"],
            ["haushaltsposition.lieferung", "haushaltsposition.lfd"],
            name=f"fk_{name}_position",
        ),
    )


ziel = _record_table(
    "ziel",
    _text("zielsystem"),
    _text("nr"),
    _required("ebene", Word(Ebene)),
    _text("kurztitel"),
    _text("wortlaut"),
    _text("beschluss"),
    _optional("gueltig_ab", sa.Date),
    _optional("gueltig_bis", sa.Date),
)
kennzahl = _record_table(
    "kennzahl",
    _text("nr"),
    _text("bezeichnung"),
    _text("einheit"),
    _required("zieltyp", Word(Zieltyp)),
    _text("definition"),
    _optional("nachkommastellen", sa.Integer),
    _optional("basisjahr", sa.Integer),
    _optional("basiswert", ExactDecimal),
    _optional("untergrenze", ExactDecimal),
    _optional("obergrenze", ExactDecimal),
    _optional("toleranz", ExactDecimal),
    _optional("rauschband", ExactDecimal),
    _required("frequenz", Word(Frequenz)),
    _required("aggregation", Word(Aggregation)),
    _required("max_alter", sa.Integer),
    _text("fachbereich"),
    _text("quelle"),
    _required("personenbezogen", sa.Boolean),
    _required("oeffentlich", sa.Boolean),
    _required("ziel_herkunft", Word(Herkunft)),
    _optional("lieferfrist", sa.Integer),
    _optional("plausibel_von", ExactDecimal),
    _optional("plausibel_bis", ExactDecimal),
    _optional("sprung_ab", ExactDecimal),
    _text("pruefungen_aus"),
    _text("summe_aus"),
)
zielwert = _record_table(
    "zielwert",
    _text("kennzahl_nr"),
    _required("jahr", sa.Integer),
    _required("wert", ExactDecimal),
    _optional("gueltig_ab", sa.Date),
    _optional("gueltig_bis", sa.Date),
    _text("beschluss"),
)
reihenbruch = _record_table(
    "reihenbruch",
    _text("kennzahl_nr"),
    _required("ab", ZeitraumText),
    _text("grund"),
    _optional("basiswert_neu", ExactDecimal),
)
zuordnung = _record_table(
    "unterzielzuordnung",
    _text("kennzahl_nr"),
    _text("unterziel"),
    _required("gewicht", ExactDecimal),
    _optional("geldanteil", ExactDecimal),
)
fachbereich = _record_table(
    "fachbereich",
    _text("name"),
    _text("kuerzel"),
    _text("uebergeordnet"),
    _text("leitung"),
    _text("email"),
)
produkt = _record_table(
    "produkt",
    _text("produkt"),
    _text("bezeichnung"),
    _text("teilhaushalt"),
    _required("wesentlich", sa.Boolean),
    _text("ziele"),
    _text("fachbereich"),
    _text("kennzahlen"),
    _optional("gueltig_ab", sa.Integer),
    _optional("gueltig_bis", sa.Integer),
)
erlaeuterung = _record_table(
    "erlaeuterung",
    _text("bezug"),
    _text("bezug_nr"),
    _text("zeitraum"),
    _text("text"),
    _text("umfeld"),
    _text("beurteilung"),
    _text("verfasser"),
)
massnahme = _record_table(
    "massnahme",
    _text("nr"),
    _text("unterziel"),
    _text("bezeichnung"),
    _text("handlungsschwerpunkt"),
    _text("fachbereich"),
    _optional("beginn", sa.Date),
    _optional("ende", sa.Date),
    _text("status"),
    _optional("fortschritt", ExactDecimal),
    _text("vorschlag_von"),
)
haushaltszuordnung = _record_table(
    "haushaltszuordnung",
    _required("haushaltsjahr", sa.Integer),
    _text("produkt"),
    _text("konto"),
    _required("bezug", Word(Bezug)),
    _text("bezug_nr"),
    _required("anteil", ExactDecimal),
)
satzungssumme = _record_table(
    "satzungssumme",
    _required("haushaltsjahr", sa.Integer),
    _text("fassung"),
    _required("festsetzung", Word(Festsetzung)),
    _required("eur", Cents),
    _text("beschluss"),
)
haushaltsstatus = _record_table(
    "haushaltsstatus",
    _required("haushaltsjahr", sa.Integer),
    _text("fassung"),
    _required("status", Word(Planstatus)),
    _required("am", sa.Date),
    _text("beschluss"),
    _text("bemerkung"),
)
messwert = _record_table(
    "messwert",
    _text("kennzahl_nr"),
    _required("zeitraum", ZeitraumText),
    _optional("wert", ExactDecimal),
    _required("status", Word(Wertstatus)),
    _optional("stichtag", sa.Date),
    _text("bemerkung"),
    herkunft_nullable=True,
)
position = _record_table(
    "haushaltsposition",
    _required("haushaltsjahr", sa.Integer),
    _text("fassung"),
    _text("teilhaushalt"),
    _text("amt"),
    _text("produkt"),
    _text("konto"),
    _text("investition"),
    _required("gleiche", sa.Integer),
    _required("art", Word(Positionsart)),
    _text("bezeichnung"),
    _text("produktbezeichnung"),
    _text("teilhaushaltbezeichnung"),
)
betrag = _amount_table("haushaltsbetrag")
# An amount that says nothing without its day: a Buchungsstand, a Prognose.
stichtagsbetrag = _amount_table("stichtagsbetrag", sa.Column("stichtag", sa.Date, primary_key=True))

# What somebody works on before it is anything: a mapping not yet delivered, a what-if. It never enters a
# figure. ``fortschreibung`` rises with each change, so that two people do not undo one another unseen.
arbeitsstand = sa.Table(
    "arbeitsstand",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _required("art", sa.String(20)),
    _required("name", sa.Text),
    _required("wer", sa.Text),
    _required("haushaltsjahr", sa.Integer),
    _text("fassung"),
    _required("inhalt", sa.Text),
    _required("fortschreibung", sa.Integer),
    _required("angelegt", sa.String(20)),
    _required("geaendert", sa.String(20)),
)


@dataclass(frozen=True, slots=True)
class Satzart:
    """One kind of record: its table, its class in the domain, its field in ``Inhalt``, its key."""

    feld: str
    tabelle: sa.Table
    klasse: type[Any]
    schluessel: tuple[str, ...]


#: All kinds of records but the plan lines, which carry amounts of their own.
SATZARTEN = (
    Satzart("ziele", ziel, Zielfassung, ("zielsystem", "nr", "beschluss", "gueltig_ab")),
    Satzart("kennzahlen", kennzahl, Kennzahl, ("nr",)),
    Satzart("zielwerte", zielwert, Zielwert, ("kennzahl_nr", "jahr", "gueltig_ab")),
    Satzart("reihenbrueche", reihenbruch, Reihenbruch, ("kennzahl_nr", "ab")),
    Satzart("zuordnungen", zuordnung, UnterzielZuordnung, ("kennzahl_nr", "unterziel")),
    Satzart("organisation", fachbereich, Fachbereich, ("name",)),
    Satzart("produkte", produkt, Produkt, ("produkt", "gueltig_ab")),
    Satzart("erlaeuterungen", erlaeuterung, Erlaeuterung, ("bezug", "bezug_nr", "zeitraum")),
    Satzart("massnahmen", massnahme, Massnahme, ("nr",)),
    Satzart(
        "haushaltszuordnungen",
        haushaltszuordnung,
        HaushaltsZuordnung,
        ("haushaltsjahr", "produkt", "konto", "bezug", "bezug_nr"),
    ),
    Satzart("satzungssummen", satzungssumme, Satzungssumme, ("haushaltsjahr", "fassung", "festsetzung")),
    Satzart("haushaltsstaende", haushaltsstatus, Haushaltsstatus, ("haushaltsjahr", "fassung", "status")),
    Satzart("messwerte", messwert, Messwert, ("kennzahl_nr", "zeitraum")),
)

# The audit trail: one entry for each act, chained by hash; ``protokollstand`` keeps number and hash of
# the newest one, so that a cut-off end is found.
protokoll = sa.Table(
    "protokoll",
    metadata,
    sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    _required("zeitpunkt", sa.String(20)),
    _text("wer"),
    _text("rollen"),
    _text("herkunft"),
    _required("aktion", sa.String(40)),
    _required("gegenstand_art", sa.String(40)),
    _text("gegenstand"),
    _text("vorher"),
    _text("nachher"),
    _required("hash_vorher", sa.String(64)),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Index("ix_protokoll_gegenstand", "gegenstand_art", "gegenstand"),
)
protokollstand = sa.Table(
    "protokollstand",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    _required("nr", sa.Integer),
    _required("hash", sa.String(64)),
)

# An account. ``sitzungsstand`` rises where all its sessions must end; without a hash no password opens it.
konto = sa.Table(
    "konto",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    _text("anzeigename"),
    _text("rollen"),
    _text("fachbereiche"),
    _text("passwort_hash"),
    sa.Column("passwort_einmalig", sa.Boolean, nullable=False, default=False),
    sa.Column("aktiv", sa.Boolean, nullable=False, default=True),
    sa.Column("sitzungsstand", sa.Integer, nullable=False, default=1),
    sa.Column("oidc_sub", sa.Text, nullable=True, unique=True),
    _required("angelegt", sa.String(20)),
)
# Failed sign-ins by account and by address, for throttling across processes; keys are hashes.
anmeldeversuch = sa.Table(
    "anmeldeversuch",
    metadata,
    sa.Column("schluessel", sa.String(64), primary_key=True),
    _required("fehler", sa.Integer),
    _required("zuletzt", sa.BigInteger),
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
