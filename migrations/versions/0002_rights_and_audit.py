"""Rights and audit: accounts, failed sign-ins, the audit trail, and who delivered and released.

Revision: 0002. What was stored before keeps its rows and gets no names; ``store.migrate`` writes an
entry "uebernommen" for each of them. From here on PostgreSQL refuses TRUNCATE too.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD_TABLES = (
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


def upgrade() -> None:
    for table, column in (("lieferung", "absender"), ("ereignis", "wer")):
        # Not in batch mode: that would make the table anew and lose its triggers.
        op.add_column(table, sa.Column(column, sa.Text(), server_default="", nullable=False))
    op.create_table(
        "protokoll",
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zeitpunkt", sa.String(length=20), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("rollen", sa.Text(), nullable=False),
        sa.Column("herkunft", sa.Text(), nullable=False),
        sa.Column("aktion", sa.String(length=40), nullable=False),
        sa.Column("gegenstand_art", sa.String(length=40), nullable=False),
        sa.Column("gegenstand", sa.Text(), nullable=False),
        sa.Column("vorher", sa.Text(), nullable=False),
        sa.Column("nachher", sa.Text(), nullable=False),
        sa.Column("hash_vorher", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_protokoll")),
        sa.UniqueConstraint("hash", name=op.f("uq_protokoll_hash")),
    )
    op.create_index("ix_protokoll_gegenstand", "protokoll", ["gegenstand_art", "gegenstand"])
    op.create_table(
        "protokollstand",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name="nur_einer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protokollstand")),
    )
    op.create_table(
        "konto",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("anzeigename", sa.Text(), nullable=False),
        sa.Column("rollen", sa.Text(), nullable=False),
        sa.Column("fachbereiche", sa.Text(), nullable=False),
        sa.Column("passwort_hash", sa.Text(), nullable=False),
        sa.Column("passwort_einmalig", sa.Boolean(), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("sitzungsstand", sa.Integer(), nullable=False),
        sa.Column("oidc_sub", sa.Text(), nullable=True),
        sa.Column("angelegt", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_konto")),
        sa.UniqueConstraint("oidc_sub", name=op.f("uq_konto_oidc_sub")),
    )
    op.create_table(
        "anmeldeversuch",
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("fehler", sa.Integer(), nullable=False),
        sa.Column("zuletzt", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("schluessel", name=op.f("pk_anmeldeversuch")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_postgresql() -> None:
    """The rules of 0001 for the new tables, and for all of them against TRUNCATE."""
    for table, verbs in (
        ("protokoll", ("UPDATE", "DELETE")),
        ("konto", ("DELETE",)),
        ("protokollstand", ("DELETE",)),
    ):
        for verb in verbs:
            op.execute(
                f"CREATE TRIGGER {table}_kein_{verb.lower()} BEFORE {verb} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION kek_nur_anhaengen()"
            )
    for table in (*OLD_TABLES, "protokoll", "konto", "protokollstand"):
        op.execute(
            f"CREATE TRIGGER {table}_kein_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kek_nur_anhaengen()"
        )
    op.execute(
        "CREATE TRIGGER protokollstand_nur_vorwaerts BEFORE UPDATE ON protokollstand FOR EACH ROW "
        "WHEN (NEW.nr <= OLD.nr OR NEW.id <> OLD.id) EXECUTE FUNCTION kek_nur_anhaengen()"
    )
    op.execute(
        "CREATE FUNCTION kek_protokoll_reihe() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE zuletzt record; BEGIN "
        "SELECT nr, hash INTO zuletzt FROM protokoll ORDER BY nr DESC LIMIT 1; "
        "IF NEW.nr <> coalesce(zuletzt.nr, 0) + 1 OR "
        "NEW.hash_vorher <> coalesce(zuletzt.hash, repeat('0', 64)) THEN "
        "RAISE EXCEPTION 'append-only: entry % of protokoll is out of order', NEW.nr; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER protokoll_reihe BEFORE INSERT ON protokoll "
        "FOR EACH ROW EXECUTE FUNCTION kek_protokoll_reihe()"
    )


def _guard_sqlite() -> None:
    """The rules of 0001 for the new tables."""
    for table, verb in (
        ("protokoll", "UPDATE"), ("protokoll", "DELETE"), ("konto", "DELETE"), ("protokollstand", "DELETE"),
    ):  # fmt: skip
        op.execute(
            f"CREATE TRIGGER {table}_kein_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {verb} on {table}'); END"
        )
    op.execute(
        "CREATE TRIGGER protokollstand_nur_vorwaerts BEFORE UPDATE ON protokollstand "
        "WHEN NEW.nr <= OLD.nr OR NEW.id <> OLD.id "
        "BEGIN SELECT RAISE(ABORT, 'append-only: UPDATE on protokollstand'); END"
    )
    op.execute(
        "CREATE TRIGGER protokoll_reihe BEFORE INSERT ON protokoll "
        "WHEN NEW.nr <> (SELECT coalesce(max(nr), 0) + 1 FROM protokoll) OR NEW.hash_vorher <> "
        "coalesce((SELECT hash FROM protokoll ORDER BY nr DESC LIMIT 1), hex(zeroblob(32))) "
        "BEGIN SELECT RAISE(ABORT, 'append-only: entry of protokoll is out of order'); END"
    )


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("anmeldeversuch", "konto", "protokollstand", "protokoll"):
        op.drop_table(table)
    if is_postgresql:
        op.execute("DROP FUNCTION kek_protokoll_reihe()")
        for table in OLD_TABLES:
            op.execute(f"DROP TRIGGER {table}_kein_truncate ON {table}")
    for table, column in (("lieferung", "absender"), ("ereignis", "wer")):
        op.drop_column(table, column)
