"""First schema: deliveries, their records with their cells, and the events that release them.

Revision: 0001. Every table is append-only: triggers refuse to change or delete a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "datei",
    "lieferung",
    "befund",
    "ereignis",
    "erlaeuterung",
    "fachbereich",
    "haushaltsposition",
    "haushaltszuordnung",
    "kennzahl",
    "massnahme",
    "messwert",
    "produkt",
    "reihenbruch",
    "unterzielzuordnung",
    "ziel",
    "zielwert",
    "haushaltsbetrag",
)

# Beyond this no figure of a county is plausible; it also keeps NaN and infinity out (guards of reading).
_LARGEST = 10**12


def _exact(name: str, *, nullable: bool) -> sa.Column[Any]:
    """An exact number: NUMERIC, on SQLite its decimal text; finite in both."""
    if op.get_bind().dialect.name == "sqlite":
        finite = (
            f"({name} GLOB '[0-9]*' OR {name} GLOB '-[0-9]*') AND {name} NOT GLOB '*[^0-9.-]*' "
            f"AND abs(CAST({name} AS REAL)) <= {_LARGEST}"
        )
    else:
        finite = f"{name} <> 'NaN' AND abs({name}) <= {_LARGEST}"
    kind = sa.Numeric().with_variant(sa.Text(), "sqlite")
    return sa.Column(name, kind, sa.CheckConstraint(finite, name=f"{name}_endlich"), nullable=nullable)


def _forbid_changes(tables: Sequence[str]) -> None:
    """Append-only, kept by the database itself: a correction is a new row."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION kek_nur_anhaengen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME; END $$"
        )
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_kein_{verb.lower()}"
            if op.get_bind().dialect.name == "postgresql":
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION kek_nur_anhaengen()"
                )
            else:
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'append-only: {verb} on {table}'); END"
                )


def upgrade() -> None:
    op.create_table(
        "datei",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_datei")),
    )
    op.create_table(
        "lieferung",
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("dateiname", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("eingegangen", sa.String(length=20), nullable=False),
        sa.Column("fachbereich", sa.Text(), nullable=False),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=True),
        sa.Column("fassung", sa.Text(), nullable=False),
        sa.Column("profil", sa.Text(), nullable=False),
        sa.Column("gelesen", sa.Integer(), nullable=False),
        sa.Column("neu", sa.Integer(), nullable=False),
        sa.Column("geaendert", sa.Integer(), nullable=False),
        sa.Column("unveraendert", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["datei.sha256"], name=op.f("fk_lieferung_sha256")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_lieferung")),
    )
    with op.batch_alter_table("lieferung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lieferung_sha256"), ["sha256"], unique=False)

    op.create_table(
        "befund",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("schwere", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_befund_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_befund")),
    )
    op.create_table(
        "ereignis",
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lieferung", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("am", sa.Date(), nullable=False),
        sa.Column("zeitpunkt", sa.String(length=20), nullable=False),
        sa.Column("rueckwirkend", sa.Boolean(), nullable=False),
        sa.Column("grund", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_ereignis_lieferung")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_ereignis")),
        sa.UniqueConstraint("lieferung", "art", name="uq_ereignis_einmal"),
    )
    op.create_table(
        "erlaeuterung",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("bezug", sa.Text(), nullable=False),
        sa.Column("bezug_nr", sa.Text(), nullable=False),
        sa.Column("zeitraum", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("umfeld", sa.Text(), nullable=False),
        sa.Column("beurteilung", sa.Text(), nullable=False),
        sa.Column("verfasser", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_erlaeuterung_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_erlaeuterung")),
    )
    op.create_table(
        "fachbereich",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kuerzel", sa.Text(), nullable=False),
        sa.Column("uebergeordnet", sa.Text(), nullable=False),
        sa.Column("leitung", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_fachbereich_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_fachbereich")),
    )
    op.create_table(
        "haushaltsposition",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=False),
        sa.Column("fassung", sa.Text(), nullable=False),
        sa.Column("teilhaushalt", sa.Text(), nullable=False),
        sa.Column("amt", sa.Text(), nullable=False),
        sa.Column("produkt", sa.Text(), nullable=False),
        sa.Column("konto", sa.Text(), nullable=False),
        sa.Column("investition", sa.Text(), nullable=False),
        sa.Column("gleiche", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        sa.Column("produktbezeichnung", sa.Text(), nullable=False),
        sa.Column("teilhaushaltbezeichnung", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_haushaltsposition_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_haushaltsposition")),
    )
    op.create_table(
        "haushaltszuordnung",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=False),
        sa.Column("produkt", sa.Text(), nullable=False),
        sa.Column("konto", sa.Text(), nullable=False),
        sa.Column("bezug", sa.String(length=40), nullable=False),
        sa.Column("bezug_nr", sa.Text(), nullable=False),
        _exact("anteil", nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lieferung"], ["lieferung.nr"], name=op.f("fk_haushaltszuordnung_lieferung")
        ),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_haushaltszuordnung")),
    )
    op.create_table(
        "kennzahl",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("nr", sa.Text(), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        sa.Column("einheit", sa.Text(), nullable=False),
        sa.Column("zieltyp", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("nachkommastellen", sa.Integer(), nullable=True),
        sa.Column("basisjahr", sa.Integer(), nullable=True),
        _exact("basiswert", nullable=True),
        _exact("untergrenze", nullable=True),
        _exact("obergrenze", nullable=True),
        _exact("toleranz", nullable=True),
        _exact("rauschband", nullable=True),
        sa.Column("frequenz", sa.String(length=40), nullable=False),
        sa.Column("aggregation", sa.String(length=40), nullable=False),
        sa.Column("max_alter", sa.Integer(), nullable=False),
        sa.Column("fachbereich", sa.Text(), nullable=False),
        sa.Column("quelle", sa.Text(), nullable=False),
        sa.Column("personenbezogen", sa.Boolean(), nullable=False),
        sa.Column("oeffentlich", sa.Boolean(), nullable=False),
        sa.Column("ziel_herkunft", sa.String(length=40), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_kennzahl_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_kennzahl")),
    )
    op.create_table(
        "massnahme",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("nr", sa.Text(), nullable=False),
        sa.Column("unterziel", sa.Text(), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        sa.Column("handlungsschwerpunkt", sa.Text(), nullable=False),
        sa.Column("fachbereich", sa.Text(), nullable=False),
        sa.Column("beginn", sa.Date(), nullable=True),
        sa.Column("ende", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        _exact("fortschritt", nullable=True),
        sa.Column("vorschlag_von", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_massnahme_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_massnahme")),
    )
    op.create_table(
        "messwert",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("kennzahl_nr", sa.Text(), nullable=False),
        sa.Column("zeitraum", sa.String(length=8), nullable=False),
        _exact("wert", nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("stichtag", sa.Date(), nullable=True),
        sa.Column("bemerkung", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=True),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_messwert_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_messwert")),
    )
    op.create_table(
        "produkt",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("produkt", sa.Text(), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        sa.Column("teilhaushalt", sa.Text(), nullable=False),
        sa.Column("wesentlich", sa.Boolean(), nullable=False),
        sa.Column("ziele", sa.Text(), nullable=False),
        sa.Column("fachbereich", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_produkt_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_produkt")),
    )
    op.create_table(
        "reihenbruch",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("kennzahl_nr", sa.Text(), nullable=False),
        sa.Column("ab", sa.String(length=8), nullable=False),
        sa.Column("grund", sa.Text(), nullable=False),
        _exact("basiswert_neu", nullable=True),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_reihenbruch_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_reihenbruch")),
    )
    op.create_table(
        "unterzielzuordnung",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("kennzahl_nr", sa.Text(), nullable=False),
        sa.Column("unterziel", sa.Text(), nullable=False),
        _exact("gewicht", nullable=False),
        _exact("geldanteil", nullable=True),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lieferung"], ["lieferung.nr"], name=op.f("fk_unterzielzuordnung_lieferung")
        ),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_unterzielzuordnung")),
    )
    op.create_table(
        "ziel",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("zielsystem", sa.Text(), nullable=False),
        sa.Column("nr", sa.Text(), nullable=False),
        sa.Column("ebene", sa.String(length=40), nullable=False),
        sa.Column("kurztitel", sa.Text(), nullable=False),
        sa.Column("wortlaut", sa.Text(), nullable=False),
        sa.Column("beschluss", sa.Text(), nullable=False),
        sa.Column("gueltig_ab", sa.Date(), nullable=True),
        sa.Column("gueltig_bis", sa.Date(), nullable=True),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_ziel_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_ziel")),
    )
    op.create_table(
        "zielwert",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        sa.Column("kennzahl_nr", sa.Text(), nullable=False),
        sa.Column("jahr", sa.Integer(), nullable=False),
        _exact("wert", nullable=False),
        sa.Column("gueltig_ab", sa.Date(), nullable=True),
        sa.Column("gueltig_bis", sa.Date(), nullable=True),
        sa.Column("beschluss", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_zielwert_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f("pk_zielwert")),
    )
    op.create_table(
        "haushaltsbetrag",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wertart", sa.String(length=40), nullable=False),
        sa.Column("jahr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("eur", sa.BigInteger(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lieferung", "position"],
            ["haushaltsposition.lieferung", "haushaltsposition.lfd"],
            name="fk_haushaltsbetrag_position",
        ),
        sa.PrimaryKeyConstraint("lieferung", "position", "wertart", "jahr", name=op.f("pk_haushaltsbetrag")),
    )
    _forbid_changes(TABLES)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION kek_nur_anhaengen()")
