"""follow_up

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 06:42:43.015478

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# Columns no row may be without, and what the rows of today get.
NEW = {
    'acts': (
        ('channel', sa.String(length=20), ''),
        ('light', sa.Boolean(), sa.false()),
        ('negative', sa.Boolean(), sa.false()),
    ),
    'contacts': (('state', sa.String(length=20), 'met'), ('state_before', sa.String(length=20), '')),
    'intentions': (('topics', sa.JSON(), '[]'), ('reason', sa.String(length=20), '')),
    'people': (
        ('budget', sa.Integer(), '12'),
        ('capacity', sa.Integer(), '6'),
        ('ask', sa.String(length=140), ''),
        ('ask_topics', sa.JSON(), '[]'),
    ),
}


def upgrade():
    op.create_table('series',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series'))
    )
    op.create_table('pauses',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('mails', 'too_much')", name=op.f('ck_pauses_known_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_pauses_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pauses'))
    )
    with op.batch_alter_table('pauses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pauses_person_id'), ['person_id'], unique=False)

    op.create_table('remarks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('text', sa.String(length=140), nullable=False),
    sa.Column('topic', sa.String(length=140), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('work', 'news', 'saved', 'sensitive', 'eased', 'solved')", name=op.f('ck_remarks_known_kind')),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_remarks_contact_id_contacts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_remarks_owner_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remarks'))
    )
    with op.batch_alter_table('remarks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remarks_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remarks_owner_id'), ['owner_id'], unique=False)

    op.create_table('reviews',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('met', sa.String(length=20), nullable=False),
    sa.Column('learned', sa.String(length=140), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=True),
    sa.Column('cost', sa.String(length=140), nullable=False),
    sa.Column('choice', sa.String(length=20), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("choice IN ('', 'again', 'less', 'stop')", name=op.f('ck_reviews_known_choice')),
    sa.CheckConstraint("met IN ('', 'yes', 'partly', 'no')", name=op.f('ck_reviews_known_met')),
    sa.CheckConstraint('day IN (90, 180)', name=op.f('ck_reviews_known_day')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_reviews_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_reviews_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    sa.UniqueConstraint('person_id', 'event_id', 'day', name=op.f('uq_reviews_person_id_event_id_day'))
    )
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reviews_event_id'), ['event_id'], unique=False)

    for table, columns in NEW.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind, first in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=first))
        with op.batch_alter_table(table, schema=None) as batch_op:  # rows are filled; the models fill new ones
            for name, kind, _ in columns:
                batch_op.alter_column(name, existing_type=kind, server_default=None)

    with op.batch_alter_table('acts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f('ck_acts_known_channel'), "channel IN ('', 'mail', 'message', 'phone', 'in_person')"
        )

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state_since', sa.Date(), nullable=True))

    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_events_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_events_series_id_series'), 'series', ['series_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('prompts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('other_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_prompts_other_id_contacts'), 'contacts', ['other_id'], ['id'], ondelete='SET NULL')


def downgrade():
    with op.batch_alter_table('prompts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_prompts_other_id_contacts'), type_='foreignkey')
        batch_op.drop_column('other_id')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('ask_topics')
        batch_op.drop_column('ask')
        batch_op.drop_column('capacity')
        batch_op.drop_column('budget')

    with op.batch_alter_table('intentions', schema=None) as batch_op:
        batch_op.drop_column('reason')
        batch_op.drop_column('topics')

    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_events_series_id_series'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_events_series_id'))
        batch_op.drop_column('series_id')

    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_column('state_before')
        batch_op.drop_column('state_since')
        batch_op.drop_column('state')

    with op.batch_alter_table('acts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_acts_known_channel'), type_='check')
        batch_op.drop_column('undone_at')
        batch_op.drop_column('negative')
        batch_op.drop_column('light')
        batch_op.drop_column('channel')

    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reviews_event_id'))

    op.drop_table('reviews')
    with op.batch_alter_table('remarks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remarks_owner_id'))
        batch_op.drop_index(batch_op.f('ix_remarks_contact_id'))

    op.drop_table('remarks')
    with op.batch_alter_table('pauses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pauses_person_id'))

    op.drop_table('pauses')
    op.drop_table('series')
