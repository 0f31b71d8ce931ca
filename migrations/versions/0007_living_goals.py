"""Living goals: Zielsysteme with their words and years, the bridge between them, proposals, reasons of a change.

Revision: 0007. Going back drops them; it is refused as long as a record belongs to a second Zielsystem, for it
would then be taken for one of the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "zielsystem",
    "zielebene",
    "zielnachfolge",
    "ausgangswert",
    "verfahrensschritt",
    "aenderungsgrund",
)
#: Tables whose records now say for which Zielsystem they speak.
WITH_SYSTEM = ("zielwert", "unterzielzuordnung", "erlaeuterung", "massnahme", "haushaltszuordnung")

# Beyond this no figure of a county is plausible; it also keeps NaN and infinity out, as in 0001.
_LARGEST = 10**12


def upgrade() -> None:
    # Not in batch mode: that would make the tables anew and lose their triggers.
    for table in WITH_SYSTEM:
        op.add_column(table, sa.Column("zielsystem", sa.Text(), server_default="", nullable=False))
    for column in ("ebenenwort", "ueber"):
        op.add_column("ziel", sa.Column(column, sa.Text(), server_default="", nullable=False))
    for column in ("gueltig_ab", "gueltig_bis"):
        op.add_column("unterzielzuordnung", sa.Column(column, sa.Date(), nullable=True))
    _create(
        "zielsystem",
        _text("name"),
        sa.Column("erstes_jahr", sa.Integer(), nullable=True),
        sa.Column("letztes_jahr", sa.Integer(), nullable=True),
        sa.Column("gueltig_ab", sa.Date(), nullable=True),
        sa.Column("gueltig_bis", sa.Date(), nullable=True),
        _text("beschluss"),
        _text("bemerkung"),
    )
    _create("zielebene", _text("zielsystem"), _text("wort"), _word("art"), _text("mehrzahl"))
    _create(
        "zielnachfolge",
        _text("altes_system"),
        _text("altes_ziel"),
        _word("art"),
        _text("neues_system"),
        _text("neues_ziel"),
        _text("beschluss"),
        _text("bilanz"),
    )
    _create(
        "ausgangswert",
        _text("kennzahl_nr"),
        _text("zielsystem"),
        sa.Column("basisjahr", sa.Integer(), nullable=False),
        _exact("basiswert"),
        _text("beschluss"),
    )
    _create(
        "verfahrensschritt",
        _text("bezug"),
        _text("bezug_nr"),
        _word("schritt"),
        sa.Column("am", sa.Date(), nullable=False),
        _text("gremium"),
        _text("vorschlag_von"),
        _text("beschluss"),
        _text("bemerkung"),
    )
    _create("aenderungsgrund", _text("beschluss"), sa.Column("am", sa.Date(), nullable=True), _text("grund"))
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=False)


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


def _create(table: str, *columns: sa.Column[object]) -> None:
    """A table of records: where each came from and which version it replaces, as in 0001."""
    op.create_table(
        table,
        sa.Column("lieferung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ersetzt_lieferung", sa.Integer(), nullable=True),
        sa.Column("ersetzt_lfd", sa.Integer(), nullable=True),
        *columns,
        sa.Column("herkunft", sa.String(length=40), nullable=False),
        _text("blatt"),
        _text("zelle"),
        _text("roh"),
        sa.ForeignKeyConstraint(["lieferung"], ["lieferung.nr"], name=op.f(f"fk_{table}_lieferung")),
        sa.PrimaryKeyConstraint("lieferung", "lfd", name=op.f(f"pk_{table}")),
    )


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
    for table in WITH_SYSTEM:
        rows = sa.table(table, sa.column("zielsystem"))
        count = sa.select(sa.func.count()).select_from(rows).where(rows.c.zielsystem != "")
        kept = op.get_bind().execute(count).scalar_one()
        if kept:
            raise RuntimeError(
                f"{kept} rows of {table} belong to a second Zielsystem, which 0006 does not know"
            )
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
    for column in ("gueltig_bis", "gueltig_ab"):
        op.drop_column("unterzielzuordnung", column)
    for column in ("ueber", "ebenenwort"):
        op.drop_column("ziel", column)
    for table in reversed(WITH_SYSTEM):
        op.drop_column(table, "zielsystem")
