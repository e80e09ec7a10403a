"""What a member creates comes within the member's own reach."""

from dokploy.context import Context
from dokploy.models import Member
from dokploy.wire.credentials import CHANGED


async def extend(ctx: Context, **created: str) -> None:
    """`extend(ctx, accessed_projects=id)`: add ids to the lists of the caller's membership, for every role.

    Owners and admins need no list today; they may be members tomorrow.
    """
    member = await ctx.db.get(Member, ctx.actor.member_id, with_for_update=True)  # of two at once, neither is lost
    if member is None:
        return
    for column, row_id in created.items():
        setattr(member, column, [*(getattr(member, column) or ()), row_id])
    ctx.outbox.event(CHANGED)
