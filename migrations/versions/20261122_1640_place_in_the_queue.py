"""a run that replaces a waiting one takes over its place in the queue"""

import sqlalchemy as sa
from alembic import op

revision = "5c1d8e0b7a93"
down_revision = "e7a90c4d1f26"


def upgrade() -> None:
    op.add_column("deployment", sa.Column("place", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("deployment", "place")
