"""Which SSH keys were used, and which host keys git servers have shown. Inside the caller's unit."""

from sqlalchemy import select

from dokploy.context import Context
from dokploy.core.clock import now_iso
from dokploy.core.errors import Conflict
from dokploy.core.sshkeys import PinnedHost
from dokploy.models import SshHostKey, SshKey


async def ssh_used(ctx: Context, ssh_key_id: str, met: PinnedHost | None = None) -> None:
    """The key was used now; a host that was met for the first time is pinned for the key's organization."""
    key = await ctx.db.get(SshKey, ssh_key_id)
    if key is None:
        return  # deleted while the run that holds a copy of it goes on
    key.last_used_at = now_iso()
    if met is not None:
        await _pin(ctx, key.organization_id, met)


async def _pin(ctx: Context, organization_id: str, met: PinnedHost) -> None:
    query = select(SshHostKey).where(SshHostKey.organization_id == organization_id)
    query = query.where(SshHostKey.host == met.host, SshHostKey.port == met.port)
    known = await ctx.db.scalar(query.with_for_update())
    if known is None:
        pin = {"host": met.host, "port": met.port, "fingerprint": met.fingerprint, "public_key": met.public_key}
        ctx.db.add(SshHostKey(organization_id=organization_id, **pin))
    elif known.fingerprint == met.fingerprint:
        known.public_key = met.public_key
    else:
        raise Conflict(
            f"Another run has pinned {known.fingerprint} for {met.host} meanwhile; this one met {met.fingerprint}.",
            hint="Deploy again.",
        )
    await ctx.db.flush()
