"""Budget: totals of the Haushaltssatzung, what happened to a Fassung, amounts of a day, drafts and what-ifs.

Revision: 0004. Going back drops them, and of the Produkte their Kennzahlen and the years they hold for.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("satzungssumme", "haushaltsstatus", "stichtagsbetrag")


def upgrade() -> None:
    # Not in batch mode: that would make the table anew and lose its triggers.
    op.add_column("produkt", sa.Column("kennzahlen", sa.Text(), server_default="", nullable=False))
    op.add_column("produkt", sa.Column("gueltig_ab", sa.Integer(), nullable=True))
    op.add_column("produkt", sa.Column("gueltig_bis", sa.Integer(), nullable=True))
    op.create_table(
        "satzungssumme",
        *_record_head(),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=False),
        sa.Column("fassung", sa.Text(), nullable=False),
        sa.Column("festsetzung", sa.String(length=40), nullable=False),
        sa.Column("eur", sa.BigInteger(), nullable=False),
        sa.Column("beschluss", sa.Text(), nullable=False),
        *_record_tail("satzungssumme"),
    )
    op.create_table(
        "haushaltsstatus",
        *_record_head(),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=False),
        sa.Column("fassung", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("am", sa.Date(), nullable=False),
        sa.Column("beschluss", sa.Text(), nullable=False),
        sa.Column("bemerkung", sa.Text(), nullable=False),
        *_record_tail("haushaltsstatus"),
    )
    op.create_table(
        "stichtagsbetrag",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wertart", sa.String(length=40), nullable=False),
        sa.Column("jahr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stichtag", sa.Date(), nullable=False),
        sa.Column("eur", sa.BigInteger(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lieferung", "position"],
            ["haushaltsposition.lieferung", "haushaltsposition.lfd"],
            name="fk_stichtagsbetrag_position",
        ),
        sa.PrimaryKeyConstraint(
            "lieferung", "position", "wertart", "jahr", "stichtag", name=op.f("pk_stichtagsbetrag")
        ),
    )
    op.create_table(
        "arbeitsstand",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("haushaltsjahr", sa.Integer(), nullable=False),
        sa.Column("fassung", sa.Text(), nullable=False),
        sa.Column("inhalt", sa.Text(), nullable=False),
        sa.Column("fortschreibung", sa.Integer(), nullable=False),
        sa.Column("angelegt", sa.String(length=20), nullable=False),
        sa.Column("geaendert", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arbeitsstand")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _record_head() -> list[sa.Column[int]]:
    """Where a record came from and which version it replaces, as in 0001."""
    return [
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
    ]


def _record_tail(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        sa.Column("blatt", sa.Text(), nullable=False),
        sa.Column("zelle", sa.Text(), nullable=False),
        sa.Column("roh", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f(f"fk_{table}_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f(f"pk_{table}")),
    ]


def _guard_postgresql() -> None:
    """What was released is only ever appended; the function is that of 0001."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_kein_{verb.lower()} BEFORE {verb} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION kek_nur_anhaengen()"
            )
        op.execute(
            f"CREATE TRIGGER {table}_kein_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kek_nur_anhaengen()"
        )


def _guard_sqlite() -> None:
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_kein_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only: {verb} on {table}'); END"
            )


def downgrade() -> None:
    for table in ("arbeitsstand", "stichtagsbetrag", "haushaltsstatus", "satzungssumme"):
        op.drop_table(table)
    for name in ("gueltig_bis", "gueltig_ab", "kennzahlen"):
        op.drop_column("produkt", name)
