"""printings

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-29 09:00:00.000000

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def big():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def to(table, column, target):
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete="CASCADE"
    )


def upgrade():
    op.create_table(
        "printings",
        sa.Column("id", big(), nullable=False),
        sa.Column("event_id", big(), nullable=False),
        sa.Column("person_id", big(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stock", sa.String(length=20), nullable=False),
        sa.Column("both_sides", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("badge_ids", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        to("printings", "event_id", "events"),
        to("printings", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printings")),
    )
    with op.batch_alter_table("printings", schema=None) as batch_op:
        for column in ("ended_at", "event_id", "person_id"):
            batch_op.create_index(batch_op.f(f"ix_printings_{column}"), [column], unique=False)
    op.create_table(
        "sheets",
        sa.Column("printing_id", big(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        to("sheets", "printing_id", "printings"),
        sa.PrimaryKeyConstraint("printing_id", "start", name=op.f("pk_sheets")),
    )


def downgrade():
    op.drop_table("sheets")
    op.drop_table("printings")
