"""attempts

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-28 20:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

OUTCOMES = "outcome IN ('sent', 'later', 'refused', 'ambiguous', 'not started', 'stopped', 'unwritten')"


def upgrade():
    op.create_table('attempts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mail_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.CheckConstraint(OUTCOMES, name=op.f('ck_attempts_known_outcome')),
    sa.ForeignKeyConstraint(['mail_id'], ['outbox.id'], name=op.f('fk_attempts_mail_id_outbox'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts'))
    )
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.create_index('ix_attempts_at', ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempts_mail_id'), ['mail_id'], unique=False)
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_address'), ['address'], unique=False)
    with op.batch_alter_table('digests', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notice', sa.String(length=20), nullable=False, server_default=''))
    with op.batch_alter_table('digests', schema=None) as batch_op:
        batch_op.alter_column('notice', existing_type=sa.String(length=20), existing_nullable=False, server_default=None)


def downgrade():
    with op.batch_alter_table('digests', schema=None) as batch_op:
        batch_op.drop_column('notice')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_address'))
    op.drop_table('attempts')
