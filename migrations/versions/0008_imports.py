"""imports

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-28 21:10:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

STATES = "state IN ('draft', 'waiting', 'done', 'failed')"
NEW_TEXTS = {'role': 140, 'ticket_code': 250, 'order_code': 60}


def big():
    return sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('imports',
    sa.Column('id', big(), nullable=False),
    sa.Column('event_id', big(), nullable=False),
    sa.Column('person_id', big(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('filename', sa.String(length=120), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('headings', sa.String(length=64), nullable=False),
    sa.Column('choice', sa.JSON(), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('lease_token', sa.String(length=32), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint(STATES, name=op.f('ck_imports_known_state')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_imports_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_imports_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sa.UniqueConstraint('digest', name=op.f('uq_imports_digest'))
    )
    op.create_table('uploads',
    sa.Column('import_id', big(), nullable=False),
    sa.Column('octets', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_uploads_import_id_imports'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', name=op.f('pk_uploads'))
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        for column in ('created_at', 'event_id', 'person_id', 'state'):
            batch_op.create_index(batch_op.f(f'ix_imports_{column}'), [column], unique=False)
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        for column, length in NEW_TEXTS.items():
            batch_op.add_column(sa.Column(column, sa.String(length=length), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('import_id', big(), nullable=True))
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        for column, length in NEW_TEXTS.items():
            batch_op.alter_column(column, existing_type=sa.String(length=length), existing_nullable=False, server_default=None)
        batch_op.create_foreign_key(batch_op.f('fk_registrations_import_id_imports'), 'imports', ['import_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index(batch_op.f('ix_registrations_event_id_ticket_code'), ['event_id', 'ticket_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_import_id'), ['import_id'], unique=False)


def downgrade():
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registrations_import_id'))
        batch_op.drop_index(batch_op.f('ix_registrations_event_id_ticket_code'))
        batch_op.drop_constraint(batch_op.f('fk_registrations_import_id_imports'), type_='foreignkey')
        batch_op.drop_column('import_id')
        for column in NEW_TEXTS:
            batch_op.drop_column(column)
    op.drop_table('uploads')
    op.drop_table('imports')
