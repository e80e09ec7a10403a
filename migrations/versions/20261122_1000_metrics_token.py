"""the token of monitoring, sealed, apart from the rest of its set-up"""

import sqlalchemy as sa
from alembic import op

revision = "e7a90c4d1f26"
down_revision = "b3f27a6c1d58"


def upgrade() -> None:
    op.add_column("webServerSettings", sa.Column("metricsToken", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("webServerSettings", "metricsToken")
