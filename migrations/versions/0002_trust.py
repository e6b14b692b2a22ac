"""trust

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 03:20:20.236966

"""
from alembic import op
import sqlalchemy as sa

from netevent.operations.suppressions import hash_of


# revision identifiers, used by Alembic.
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('erasures',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasures')),
    sa.UniqueConstraint('subject', name=op.f('uq_erasures_subject'))
    )
    op.create_table('audits',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('via', sa.String(length=20), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('verb', sa.String(length=20), nullable=False),
    sa.Column('noun', sa.String(length=20), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("via IN ('web', 'command', 'worker')", name=op.f('ck_audits_known_via')),
    sa.ForeignKeyConstraint(['actor_id'], ['people.id'], name=op.f('fk_audits_actor_id_people'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_audits_event_id_events'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audits'))
    )
    with op.batch_alter_table('audits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audits_event_id'), ['event_id'], unique=False)

    op.create_table('blocks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('blocker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('blocked_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('blocker_id <> blocked_id', name=op.f('ck_blocks_not_oneself')),
    sa.ForeignKeyConstraint(['blocked_id'], ['people.id'], name=op.f('fk_blocks_blocked_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['blocker_id'], ['people.id'], name=op.f('fk_blocks_blocker_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blocks')),
    sa.UniqueConstraint('blocker_id', 'blocked_id', name=op.f('uq_blocks_blocker_id_blocked_id'))
    )
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blocks_blocked_id'), ['blocked_id'], unique=False)

    op.create_table('concerns',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('teller_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('about_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.String(length=1000), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['about_id'], ['people.id'], name=op.f('fk_concerns_about_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_concerns_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by_id'], ['people.id'], name=op.f('fk_concerns_settled_by_id_people'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['teller_id'], ['people.id'], name=op.f('fk_concerns_teller_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concerns'))
    )
    with op.batch_alter_table('concerns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concerns_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concerns_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_concerns_teller_id'), ['teller_id'], unique=False)

    op.create_table('consents',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('email', 'phone')", name=op.f('ck_consents_known_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_consents_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consents_person_id'), ['person_id'], unique=False)

    op.create_table('disclosures',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_disclosures_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosures'))
    )
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disclosures_person_id'), ['person_id'], unique=False)

    op.create_table('guesses',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_guesses_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_guesses_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guesses'))
    )
    with op.batch_alter_table('guesses', schema=None) as batch_op:
        batch_op.create_index('ix_guesses_event_id_at', ['event_id', 'at'], unique=False)
        batch_op.create_index('ix_guesses_person_id_at', ['person_id', 'at'], unique=False)

    op.create_table('knocks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=20), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('', 'yes', 'no')", name=op.f('ck_knocks_known_answer')),
    sa.CheckConstraint('asker_id <> asked_id', name=op.f('ck_knocks_not_oneself')),
    sa.ForeignKeyConstraint(['asked_id'], ['people.id'], name=op.f('fk_knocks_asked_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asker_id'], ['people.id'], name=op.f('fk_knocks_asker_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_knocks_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knocks')),
    sa.UniqueConstraint('event_id', 'asker_id', 'asked_id', name=op.f('uq_knocks_event_id_asker_id_asked_id'))
    )
    with op.batch_alter_table('knocks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_knocks_asked_id'), ['asked_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knocks_asker_id'), ['asker_id'], unique=False)

    op.create_table('passkeys',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('credential_id', sa.String(length=1400), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('device', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_passkeys_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkeys')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkeys_credential_id'))
    )
    with op.batch_alter_table('passkeys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkeys_person_id'), ['person_id'], unique=False)

    op.create_table('address_changes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('signin_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('challenge', sa.String(length=32), nullable=False),
    sa.Column('wrong_tries', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_address_changes_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signin_id'], ['signins.id'], name=op.f('fk_address_changes_signin_id_signins'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_address_changes'))
    )
    with op.batch_alter_table('address_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_address_changes_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_address_changes_signin_id'), ['signin_id'], unique=False)

    op.create_table('badges',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('registration_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('code', sa.String(length=26), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_badges_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_badges_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_badges_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badges')),
    sa.UniqueConstraint('code', name=op.f('uq_badges_code'))
    )
    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_badges_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_badges_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_badges_registration_id'), ['registration_id'], unique=False)

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_people_active_at'), ['active_at'], unique=False)

    op.execute("UPDATE people SET active_at = coalesce(proved_at, created_at)")

    op.drop_table('replays')  # answers to forms of the last days: nobody waits for them across a change of versions
    op.create_table('replays',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('location', sa.String(length=500), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_replays_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_replays'))
    )
    with op.batch_alter_table('replays', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replays_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('signins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('proved_by', sa.String(length=20), nullable=False, server_default=''))
    with op.batch_alter_table('signins', schema=None) as batch_op:  # rows are filled; the models fill new ones
        batch_op.alter_column('device', existing_type=sa.String(length=60), server_default=None)
        batch_op.alter_column('proved_by', existing_type=sa.String(length=20), server_default=None)

    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_suppressions_address_scope'), type_='unique')
        batch_op.alter_column('address', new_column_name='address_hash', existing_type=sa.String(length=254))
    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f('uq_suppressions_address_hash_scope'), ['address_hash', 'scope'])
    _hash_addresses()
    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.alter_column('address_hash', existing_type=sa.String(length=254), type_=sa.String(length=64))


def _hash_addresses():
    """The list names nobody from now on. What is a hash already (after a downgrade) stays one."""
    rows = sa.table('suppressions', sa.column('id', sa.Integer), sa.column('address_hash', sa.String))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows).where(rows.c.address_hash.contains('@'))).all():
        connection.execute(rows.update().where(rows.c.id == row.id).values(address_hash=hash_of(row.address_hash)))


def downgrade():
    """A hash cannot be turned back: addresses on the list stay there unread, and are asked again."""
    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_suppressions_address_hash_scope'), type_='unique')
        batch_op.alter_column('address_hash', new_column_name='address', existing_type=sa.String(length=64), type_=sa.String(length=254))
    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f('uq_suppressions_address_scope'), ['address', 'scope'])

    with op.batch_alter_table('signins', schema=None) as batch_op:
        batch_op.drop_column('proved_by')
        batch_op.drop_column('device')

    op.drop_table('replays')
    op.create_table('replays',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('noun', sa.String(length=20), nullable=False),
    sa.Column('row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_replays_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key', 'person_id', name=op.f('pk_replays'))
    )

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_active_at'))
        batch_op.drop_column('active_at')

    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_badges_registration_id'))
        batch_op.drop_index(batch_op.f('ix_badges_person_id'))
        batch_op.drop_index(batch_op.f('ix_badges_event_id'))

    op.drop_table('badges')
    with op.batch_alter_table('address_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_address_changes_signin_id'))
        batch_op.drop_index(batch_op.f('ix_address_changes_person_id'))

    op.drop_table('address_changes')
    with op.batch_alter_table('passkeys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkeys_person_id'))

    op.drop_table('passkeys')
    with op.batch_alter_table('knocks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_knocks_asker_id'))
        batch_op.drop_index(batch_op.f('ix_knocks_asked_id'))

    op.drop_table('knocks')
    with op.batch_alter_table('guesses', schema=None) as batch_op:
        batch_op.drop_index('ix_guesses_person_id_at')
        batch_op.drop_index('ix_guesses_event_id_at')

    op.drop_table('guesses')
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disclosures_person_id'))

    op.drop_table('disclosures')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consents_person_id'))

    op.drop_table('consents')
    with op.batch_alter_table('concerns', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concerns_teller_id'))
        batch_op.drop_index(batch_op.f('ix_concerns_event_id'))
        batch_op.drop_index(batch_op.f('ix_concerns_about_id'))

    op.drop_table('concerns')
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blocks_blocked_id'))

    op.drop_table('blocks')
    with op.batch_alter_table('audits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audits_event_id'))

    op.drop_table('audits')
    op.drop_table('erasures')
