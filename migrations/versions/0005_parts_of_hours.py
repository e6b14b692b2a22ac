"""parts of hours

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-28 18:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.alter_column('hours',
               existing_type=sa.INTEGER(),
               type_=sa.Numeric(precision=4, scale=2, asdecimal=False),
               existing_nullable=True)


def downgrade():
    with op.batch_alter_table('reviews', schema=None) as batch_op:
        batch_op.alter_column('hours',
               existing_type=sa.Numeric(precision=4, scale=2, asdecimal=False),
               type_=sa.INTEGER(),
               existing_nullable=True)
