"""devices

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-28 21:20:00.000000

"""

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RESULTS = "result IN ('welcome', 'already')"


def big():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def to(table, column, target, ondelete):
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=ondelete
    )


def number_checkins(*, once):
    """On SQLite, whether the number of a row that is gone may be given to another; PostgreSQL never does."""
    if op.get_bind().dialect.name == "sqlite":
        # a reflected table carries its AUTOINCREMENT along in no way; what is asked here is all there is
        with op.batch_alter_table(
            "checkins", schema=None, recreate="always", table_kwargs={"sqlite_autoincrement": once}
        ):
            pass


def upgrade():
    number_checkins(once=True)
    op.create_table(
        "devices",
        sa.Column("id", big(), nullable=False),
        sa.Column("event_id", big(), nullable=False),
        sa.Column("door", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", big(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        to("devices", "event_id", "events", "CASCADE"),
        to("devices", "made_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    op.create_table(
        "scans",
        sa.Column("id", big(), nullable=False),
        sa.Column("event_id", big(), nullable=False),
        sa.Column("device_id", big(), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("checkin_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", big(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.String(length=120), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_door", sa.String(length=120), nullable=False),
        sa.CheckConstraint(RESULTS, name=op.f("ck_scans_known_result")),
        to("scans", "event_id", "events", "CASCADE"),
        to("scans", "device_id", "devices", "SET NULL"),
        to("scans", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
        sa.UniqueConstraint("nonce", name=op.f("uq_scans_nonce")),
    )
    op.create_table(
        "undos",
        sa.Column("id", big(), nullable=False),
        sa.Column("event_id", big(), nullable=False),
        sa.Column("person_id", big(), nullable=False),
        sa.Column("registration_id", big(), nullable=True),
        sa.Column("checkin_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.String(length=120), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", big(), nullable=True),
        sa.Column("by_id", big(), nullable=True),
        to("undos", "event_id", "events", "CASCADE"),
        to("undos", "person_id", "people", "CASCADE"),
        to("undos", "registration_id", "registrations", "SET NULL"),
        to("undos", "device_id", "devices", "SET NULL"),
        to("undos", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undos")),
        sa.UniqueConstraint("checkin_id", name=op.f("uq_undos_checkin_id")),
    )
    op.create_table(
        "matches",
        sa.Column("id", big(), nullable=False),
        sa.Column("event_id", big(), nullable=False),
        sa.Column("checkin_id", sa.BigInteger(), nullable=False),
        sa.Column("registration_id", big(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", big(), nullable=True),
        sa.Column("by_id", big(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        to("matches", "event_id", "events", "CASCADE"),
        to("matches", "registration_id", "registrations", "CASCADE"),
        to("matches", "device_id", "devices", "SET NULL"),
        to("matches", "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
    )
    for table, columns in {
        "devices": ("event_id", "made_by_id"),
        "matches": ("by_id", "checkin_id", "device_id", "event_id", "registration_id"),
        "scans": ("checkin_id", "device_id", "person_id"),
        "undos": ("by_id", "device_id", "person_id", "registration_id"),
    }.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
    op.create_index("ix_scans_event_id_received_at", "scans", ["event_id", "received_at"], unique=False)
    op.create_index("ix_undos_event_id_undone_at", "undos", ["event_id", "undone_at"], unique=False)


def downgrade():
    op.drop_table("matches")
    op.drop_table("undos")
    op.drop_table("scans")
    op.drop_table("devices")
    number_checkins(once=False)
