"""what a release was made from, and who asked for a deployment"""

import sqlalchemy as sa
from alembic import op

revision = "b3f27a6c1d58"
down_revision = "5c0d6f2b9e14"


def upgrade() -> None:
    op.add_column("rollback", sa.Column("recipe", sa.JSON(), nullable=True))
    op.add_column("deployment", sa.Column("triggeredBy", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("deployment", "triggeredBy")
    op.drop_column("rollback", "recipe")
