"""/api/auth/organization/*: the caller's organizations, and which of them a session acts in."""

from fastapi import APIRouter
from sqlalchemy import select, update
from starlette.requests import Request
from starlette.responses import Response

from dokploy.auth import answers
from dokploy.auth.http import Json, LibraryRoute, Refused, read, signed_in_caller
from dokploy.context import Context, Runtime
from dokploy.core.errors import Forbidden
from dokploy.core.permissions import PRIVILEGED
from dokploy.features import organization
from dokploy.models import Invitation, Member, Organization, Session, User
from dokploy.wire.credentials import CHANGED
from dokploy.wire.shapes import Wire


class SetActive(Wire):
    organization_id: str | None = None
    organization_slug: str | None = None


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/organization", route_class=LibraryRoute)

    @router.get("/list")
    async def list_(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        async with runtime.acting(caller).read() as ctx:
            found = [answers.ORGANIZATION.dump(one) for one in await organization.all_(ctx)]
        return Json(found)

    @router.post("/set-active")
    async def set_active(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        if caller.session_id is None:
            raise Forbidden("An API key acts in its own organization only")
        body = await read(request, SetActive)
        async with runtime.acting(caller).write() as ctx:
            chosen = await _chosen(ctx, body)
            active = update(Session).where(Session.id == caller.session_id)
            await ctx.db.execute(active.values(active_organization_id=chosen.id if chosen else None))
            ctx.outbox.event(CHANGED)
            answer = await _in_full(ctx, chosen) if chosen else None
        return Json(answer)

    return router


async def _chosen(ctx: Context, body: SetActive) -> Organization | None:
    """None: the caller asks for no particular one, so the default membership counts."""
    if body.organization_id is None and body.organization_slug is None:
        return None
    wanted = body.organization_id
    if wanted is None:
        query = select(Organization.id).where(Organization.slug == body.organization_slug)
        wanted = (await ctx.db.scalars(query)).first() or ""
    found = await organization.own_organization(ctx, wanted)
    if found is None:
        raise Refused(403, "USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION", "You are not a member of this organization")
    return found


async def _in_full(ctx: Context, chosen: Organization) -> dict[str, object]:
    """With its members; invitations are for owner and admins."""
    members = select(Member, User).join(User, User.id == Member.user_id).where(Member.organization_id == chosen.id)
    people = [(member, user) for member, user in (await ctx.db.execute(members.order_by(Member.created_at))).all()]
    invitations: list[Invitation] = []
    if any(member.user_id == ctx.actor.user_id and member.role in PRIVILEGED for member, _ in people):
        query = select(Invitation).where(Invitation.organization_id == chosen.id)
        invitations = list((await ctx.db.scalars(query)).all())
    return answers.full_organization(chosen, people, invitations)
