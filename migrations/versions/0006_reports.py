"""Reports: what somebody wanted on paper, as of which day, and the file that was made of it.

Revision: 0006. Going back drops the list and its files; every report can be made again from its Wissensstand.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bericht",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("jahr", sa.Integer(), nullable=False),
        sa.Column("quartal", sa.Integer(), nullable=True),
        sa.Column("wissensstand", sa.Date(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("kopf", sa.Text(), nullable=False),
        sa.Column("wer", sa.Text(), nullable=False),
        sa.Column("zustand", sa.String(length=20), nullable=False),
        sa.Column("anteil", sa.Integer(), nullable=False),
        sa.Column("stufe", sa.Text(), nullable=False),
        sa.Column("satz", sa.Text(), nullable=False),
        sa.Column("puls", sa.String(length=20), nullable=False),
        sa.Column("angelegt", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bericht")),
    )
    op.create_index("ix_bericht_angelegt", "bericht", ["angelegt"])


def downgrade() -> None:
    op.drop_index("ix_bericht_angelegt", table_name="bericht")
    op.drop_table("bericht")
