"""ssh host keys"""

import sqlalchemy as sa
from alembic import op

revision = "5c0d6f2b9e14"
down_revision = "01bdfc292d71"


def upgrade() -> None:
    op.create_table(
        "ssh_host_key",
        sa.Column("sshHostKeyId", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("publicKey", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_ssh_host_key_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sshHostKeyId", name=op.f("pk_ssh_host_key")),
        sa.UniqueConstraint("organizationId", "host", "port", name=op.f("uq_ssh_host_key_organizationId_host_port")),
    )
    op.create_index(op.f("ix_ssh_host_key_organizationId"), "ssh_host_key", ["organizationId"])


def downgrade() -> None:
    op.drop_table("ssh_host_key")
