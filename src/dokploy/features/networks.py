"""Which networks of the engine a service may join by name."""

from collections.abc import Iterable

from sqlalchemy import select

from dokploy.adapters.provision.choices import network_name
from dokploy.context import Context
from dokploy.core.errors import Forbidden
from dokploy.models import Network


async def check_named(ctx: Context, wanted: Iterable[str], joined: Iterable[str]) -> None:
    """Owners and admins name any. Members name ours and their organization's, and what is `joined` already.

    `host` is the machine with everything that listens on its loopback, and another network is somebody else's services.
    """
    named = set(wanted) - set(joined)
    if not named or ctx.actor.is_privileged:
        return
    query = select(Network.name).where(Network.organization_id == ctx.actor.organization_id, Network.name.in_(named))
    refused = named - {network_name(ctx.tools.folder), *await ctx.db.scalars(query)}
    if refused:
        raise Forbidden(f"Only an owner or admin may join a service to the network {', '.join(sorted(refused))}.")
