"""Progress: Meilensteine of Maßnahmen, days on which a committee met, values of other regions.

Revision: 0005. Going back drops them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("meilenstein", "sitzung", "vergleichswert")

# Beyond this no figure of a county is plausible; it also keeps NaN and infinity out, as in 0001.
_LARGEST = 10**12


def upgrade() -> None:
    op.create_table(
        "meilenstein",
        *_record_head(),
        sa.Column("massnahme", sa.Text(), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        sa.Column("geplant", sa.Date(), nullable=True),
        sa.Column("erreicht", sa.Date(), nullable=True),
        sa.Column("bemerkung", sa.Text(), nullable=False),
        *_record_tail("meilenstein"),
    )
    op.create_table(
        "sitzung",
        *_record_head(),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("gremium", sa.Text(), nullable=False),
        sa.Column("bezeichnung", sa.Text(), nullable=False),
        *_record_tail("sitzung"),
    )
    op.create_table(
        "vergleichswert",
        *_record_head(),
        sa.Column("kennzahl_nr", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("zeitraum", sa.String(length=8), nullable=False),
        _exact("wert"),
        sa.Column("quelle", sa.Text(), nullable=False),
        *_record_tail("vergleichswert"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _exact(name: str) -> sa.Column[object]:
    """An exact number: NUMERIC, on SQLite its decimal text; finite in both, as in 0001."""
    if op.get_bind().dialect.name == "sqlite":
        finite = (
            f"({name} GLOB '[0-9]*' OR {name} GLOB '-[0-9]*') AND {name} NOT GLOB '*[^0-9.-]*' "
            f"AND abs(CAST({name} AS REAL)) <= {_LARGEST}"
        )
    else:
        finite = f"{name} <> 'NaN' AND abs({name}) <= {_LARGEST}"
    kind = sa.Numeric().with_variant(sa.Text(), "sqlite")
    return sa.Column(name, kind, sa.CheckConstraint(finite, name=f"{name}_endlich"), nullable=False)


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
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
