"""/api/auth/organization/*: the caller's organizations, which of them a session acts in, how people come and go.

Inviting and changing roles have their procedures (`organization.inviteMember`, `updateMemberRole`) and no second door
here; what is here is bound by the same rules.
"""

from typing import Any

from fastapi import APIRouter
from sqlalchemy import select, update
from starlette.requests import Request
from starlette.responses import Response

from dokploy.auth import answers
from dokploy.auth.http import Json, LibraryRoute, Refused, read, signed_in_caller
from dokploy.context import Context, Runtime
from dokploy.core.actor import Actor
from dokploy.core.errors import Forbidden, NotFound
from dokploy.core.permissions import PRIVILEGED
from dokploy.features import invitations, members, organization, people
from dokploy.models import Invitation, Member, Organization, Session, User
from dokploy.wire.credentials import CHANGED
from dokploy.wire.shapes import Wire


class Chosen(Wire):
    organization_id: str | None = None
    organization_slug: str | None = None


class InvitationId(Wire):
    invitation_id: str


class MemberGone(Wire):
    member_id_or_email: str
    organization_id: str | None = None


class OrganizationId(Wire):
    organization_id: str


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/organization", route_class=LibraryRoute)
    _add_choice(router, runtime)
    _add_reading(router, runtime)
    _add_invitations(router, runtime)
    _add_invitations_seen(router, runtime)
    _add_leaving(router, runtime)
    return router


async def _person_of_session(runtime: Runtime, request: Request) -> Actor:
    """The caller, who came with a session: a key acts in its own organization only."""
    caller = await signed_in_caller(runtime, request)
    if caller.session_id is None:
        raise Forbidden("An API key acts in its own organization only")
    return caller


# ------------------------------------------------------------------------------------------------ which one


def _add_choice(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/list")
    async def list_(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        async with runtime.acting(caller).read() as ctx:
            found = [answers.ORGANIZATION.dump(one) for one in await organization.all_(ctx)]
        return Json(found)

    @router.post("/set-active")
    async def set_active(request: Request) -> Response:
        caller = await _person_of_session(runtime, request)
        body = await read(request, Chosen)
        async with runtime.acting(caller).write() as ctx:
            chosen = await _chosen(ctx, body)
            active = update(Session).where(Session.id == caller.session_id)
            await ctx.db.execute(active.values(active_organization_id=chosen.id if chosen else None))
            ctx.outbox.event(CHANGED)
            answer = await _in_full(ctx, chosen) if chosen else None
        return Json(answer)


async def _chosen(ctx: Context, body: Chosen) -> Organization | None:
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
    query = select(Member, User).join(User, User.id == Member.user_id).where(Member.organization_id == chosen.id)
    found = [(member, user) for member, user in (await ctx.db.execute(query.order_by(Member.created_at))).all()]
    sent: list[Invitation] = []
    if any(member.user_id == ctx.actor.user_id and member.role in PRIVILEGED for member, _ in found):
        of_it = select(Invitation).where(Invitation.organization_id == chosen.id)
        sent = list((await ctx.db.scalars(of_it)).all())
    return answers.full_organization(chosen, found, sent)


def _add_reading(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/get-full-organization")
    async def get_full_organization(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        asked = Chosen(
            organization_id=request.query_params.get("organizationId"),
            organization_slug=request.query_params.get("organizationSlug"),
        )
        async with runtime.acting(caller).read() as ctx:
            chosen = await _chosen(ctx, asked) or await organization.active(ctx)
            answer = await _in_full(ctx, chosen) if chosen else None
        return Json(answer)

    @router.get("/get-active-member")
    async def get_active_member(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        async with runtime.acting(caller).read() as ctx:
            member = await ctx.db.get(Member, caller.member_id)
            person = await ctx.db.get_one(User, caller.user_id)
            if member is None:
                raise Refused(400, "NO_ACTIVE_ORGANIZATION", "No active organization")
            return Json(answers.member_of(member, person))


# ------------------------------------------------------------------------------------------------ invitations


def _add_invitations(router: APIRouter, runtime: Runtime) -> None:
    @router.post("/accept-invitation")
    async def accept(request: Request) -> Response:
        caller = await _person_of_session(runtime, request)
        body = await read(request, InvitationId)
        async with runtime.acting(caller).write() as ctx:
            person = await ctx.db.get_one(User, caller.user_id)
            accepted = await invitations.accept(ctx, person, body.invitation_id)
            await invitations.enter(ctx, accepted)
            answer = _answered(accepted.invitation, accepted.member)
        return Json(answer)

    @router.post("/reject-invitation")
    async def reject(request: Request) -> Response:
        caller = await _person_of_session(runtime, request)
        body = await read(request, InvitationId)
        async with runtime.acting(caller).write() as ctx:
            person = await ctx.db.get_one(User, caller.user_id)
            answer = _answered(await invitations.reject(ctx, person, body.invitation_id), None)
        return Json(answer)

    @router.post("/cancel-invitation")
    async def cancel(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        body = await read(request, InvitationId)
        async with runtime.acting(caller).write() as ctx:
            answer = answers.INVITATION.dump(await invitations.cancel(ctx, body.invitation_id))
        return Json(answer)


def _add_invitations_seen(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/list-user-invitations")
    async def list_user_invitations(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        async with runtime.acting(caller).read() as ctx:
            found = await invitations.get_invitations(ctx)
            answer = [answers.INVITATION.dump(one) | {"organizationName": one.organization.name} for one in found]
        return Json(answer)

    @router.get("/get-invitation")
    async def get_invitation(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        async with runtime.acting(caller).read() as ctx:
            for one in await invitations.get_invitations(ctx):
                if one.id == request.query_params.get("id"):
                    inviter = await ctx.db.get_one(User, one.inviter_id)
                    more = {"organizationName": one.organization.name, "organizationSlug": one.organization.slug}
                    return Json(answers.INVITATION.dump(one) | more | {"inviterEmail": inviter.email})
        raise NotFound("Invitation not found")


def _answered(invitation: Invitation, member: Member | None) -> dict[str, Any]:
    return {
        "invitation": answers.INVITATION.dump(invitation),
        "member": answers.MEMBER.dump(member) if member else None,
    }


# ------------------------------------------------------------------------------------------------ going


def _add_leaving(router: APIRouter, runtime: Runtime) -> None:
    @router.post("/remove-member")
    async def remove_member(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        body = await read(request, MemberGone)
        async with runtime.acting(caller).write() as ctx:
            ctx.actor.require("member:delete")
            member = await _named(ctx, body)
            answer = {"member": answers.MEMBER.dump(member)}
            await members.dismiss(ctx, member)
        return Json(answer)

    @router.post("/leave")
    async def leave(request: Request) -> Response:
        caller = await _person_of_session(runtime, request)
        body = await read(request, OrganizationId)
        async with runtime.acting(caller).write() as ctx:
            answer = answers.MEMBER.dump(await members.leave(ctx, body.organization_id))
        return Json(answer)


async def _named(ctx: Context, body: MemberGone) -> Member:
    """A member of the active organization, by membership or address; rights elsewhere do not count here."""
    wanted, here = body.member_id_or_email, ctx.actor.organization_id
    known = await people.by_email(ctx.db, wanted.strip().lower()) if "@" in wanted else None
    member = await people.membership(ctx, here, known.id) if known else await ctx.db.get(Member, wanted)
    if member is None or member.organization_id != here or body.organization_id not in (None, here):
        raise NotFound("Member not found")
    return member
