"""Round trip: files looked at before they are delivered, confirmed warnings, remembered columns, due dates.

Revision: 0003. Going back drops files that wait to be looked at, the confirmations, the remembered columns,
and what the Stammdaten say about due dates and checks.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LARGEST = 10**12
EXACT = ("plausibel_von", "plausibel_bis", "sprung_ab")
WORDS = ("pruefungen_aus", "summe_aus")
APPEND_ONLY = ("bestaetigung", "spaltenprofil")


def upgrade() -> None:
    # Not in batch mode: that would make the table anew and lose its triggers.
    op.add_column("kennzahl", sa.Column("lieferfrist", sa.Integer(), nullable=True))
    for name in EXACT:
        _add_exact(name)
    for name in WORDS:
        op.add_column("kennzahl", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_table(
        "bestaetigung",
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("befund", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grund", sa.Text(), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("zeitpunkt", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f("fk_bestaetigung_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "befund", name=op.f("pk_bestaetigung")),
    )
    op.create_table(
        "eingang",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("dateiname", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        sa.Column("vorgabe", sa.Text(), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("anteil", sa.Integer(), nullable=False),
        sa.Column("stufe", sa.Text(), nullable=False),
        sa.Column("satz", sa.Text(), nullable=False),
        sa.Column("puls", sa.String(length=20), nullable=False),
        sa.Column("zeilen", sa.LargeBinary(), nullable=True),
        sa.Column("angelegt", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eingang")),
    )
    op.create_index("ix_eingang_wer", "eingang", ["wer"])
    op.create_table(
        "spaltenprofil",
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fachbereich", sa.Text(), nullable=False),
        sa.Column("merkmal", sa.String(length=64), nullable=False),
        sa.Column("inhalt", sa.Text(), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("zeitpunkt", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_spaltenprofil")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _add_exact(name: str) -> None:
    """An exact, finite number as in 0001; the check stands at the column, so that it goes with it."""
    if op.get_bind().dialect.name == "sqlite":
        kind = "TEXT"
        finite = (
            f"({name} GLOB '[0-9]*' OR {name} GLOB '-[0-9]*') AND {name} NOT GLOB '*[^0-9.-]*' "
            f"AND abs(CAST({name} AS REAL)) <= {LARGEST}"
        )
    else:
        kind = "NUMERIC"
        finite = f"{name} <> 'NaN' AND abs({name}) <= {LARGEST}"
    op.execute(
        f"ALTER TABLE kennzahl ADD COLUMN {name} {kind} CONSTRAINT ck_kennzahl_{name}_endlich CHECK ({finite})"
    )


def _guard_postgresql() -> None:
    """What was confirmed and remembered is only ever appended; the function is that of 0001."""
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
    for table in ("spaltenprofil", "eingang", "bestaetigung"):
        op.drop_table(table)
    for name in (*WORDS, *EXACT, "lieferfrist"):
        op.drop_column("kennzahl", name)
