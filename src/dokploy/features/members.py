"""Members of the organization: who they are, what each may, and how they come and go."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import joinedload

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.errors import Conflict, Forbidden, Invalid, NotFound
from dokploy.core.permissions import ADMIN, MEMBER_SWITCHES, USER, may
from dokploy.features import environment, invitations, passwords, people
from dokploy.features.people import Email
from dokploy.models import Backup, Environment, GitProvider, Member, Organization, Project, Server, User
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TRUE, Fields, Many, Typed, Wire, row

user = Procedures("user")
organization = Procedures("organization")

MEMBER: Final = row(Member, user=row(User))
OPTIONAL: Final[Any] = Field(default=None)
"""May be missing, may not be null."""

Id = Annotated[str, Field(min_length=1)]
Ids = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=10_000)]


class UserId(Wire):
    user_id: str


class NewMember(Wire):
    email: Email
    password: Annotated[str, Field(min_length=passwords.SHORTEST, max_length=passwords.LONGEST)]
    role: Id


class MemberRole(Wire):
    member_id: str
    role: Id


class Permissions(Wire):
    """What is not sent stays as it is."""

    id: Id
    """The user's id, or the membership's."""
    accessed_projects: Ids = OPTIONAL
    accessed_environments: Ids = OPTIONAL
    accessed_services: Ids = OPTIONAL
    accessed_git_providers: Ids = OPTIONAL
    accessed_servers: Ids = OPTIONAL
    can_create_projects: bool = OPTIONAL
    can_create_services: bool = OPTIONAL
    can_delete_projects: bool = OPTIONAL
    can_delete_services: bool = OPTIONAL
    can_access_to_docker: bool = OPTIONAL
    can_access_to_traefik_files: bool = OPTIONAL
    can_access_to_api: Annotated[bool, Field(alias="canAccessToAPI")] = OPTIONAL
    can_access_to_ssh_keys: Annotated[bool, Field(alias="canAccessToSSHKeys")] = OPTIONAL
    can_access_to_git_providers: bool = OPTIONAL
    can_delete_environments: bool = OPTIONAL
    can_create_environments: bool = OPTIONAL


# ------------------------------------------------------------------------------------------------ reading


@user.query("all", may("member:read"), gives=Many(MEMBER))
async def every(ctx: Context) -> list[Member]:
    """The members of the organization, the oldest first."""
    return list((await ctx.db.scalars(_members(ctx).order_by(Member.created_at, Member.id))).all())


@user.query("one", USER, gives=MEMBER)
async def one(body: UserId, ctx: Context) -> Member:
    """A member of the organization; others than oneself for those who look after members."""
    if body.user_id != ctx.actor.user_id and not ctx.actor.is_privileged:
        ctx.actor.require("member:update")
    found = (await ctx.db.scalars(_members(ctx).where(Member.user_id == body.user_id).limit(1))).first()
    if found is None:
        raise NotFound("User not found in this organization")
    return found


@user.query("checkUserOrganizations", USER, gives=Typed(int))
async def check_user_organizations(body: UserId, ctx: Context) -> int:
    """In how many organizations a person is: oneself, or for owner and admins a member."""
    if body.user_id != ctx.actor.user_id:
        if not ctx.actor.is_privileged:
            raise Forbidden("Only an owner or an admin may ask this about others")
        await _of_organization(ctx, body.user_id)
    query = select(func.count()).select_from(Member).where(Member.user_id == body.user_id)
    return await ctx.db.scalar(query) or 0


def _members(ctx: Context) -> Select[Member]:
    own = Member.organization_id == ctx.actor.organization_id
    return select(Member).where(own).options(joinedload(Member.user))


async def _of_organization(ctx: Context, user_id: str) -> Member:
    found = await people.membership(ctx, ctx.actor.organization_id, user_id)
    if found is None:
        raise NotFound("User not found in this organization")
    return found


# ------------------------------------------------------------------------------------------------ coming


@user.mutation(
    "createUserWithCredentials",
    may("member:create"),
    gives=Fields(userId=Typed(str), email=Typed(str), role=Typed(str)),
    units=True,
)
async def create_user_with_credentials(body: NewMember, units: Units) -> dict[str, str]:
    """Make an account with a password, and make it a member at once."""
    async with units.read() as ctx:
        await _check_newcomer(ctx, body)
    hashed = await passwords.hash_password(body.password)
    async with units.write() as ctx:
        await _check_newcomer(ctx, body)
        account = await people.add_account(ctx.db, hashed, email=body.email, email_verified=True)
        await people.join(ctx, account.id, ctx.actor.organization_id, body.role)
        await invitations.cancel_waiting(ctx, body.email)
    return {"userId": account.id, "email": body.email, "role": body.role}


async def _check_newcomer(ctx: Context, body: NewMember) -> None:
    await people.check_assignable(ctx, body.role)
    if await people.by_email(ctx.db, body.email) is not None:
        raise Conflict("This e-mail address has an account already", hint="Invite it instead.")


# ------------------------------------------------------------------------------------------------ what each may


@organization.mutation("updateMemberRole", may("member:update"), gives=TRUE)
async def update_member_role(body: MemberRole, ctx: Context) -> bool:
    """Give a member another role; it counts from the next call on."""
    member = await owned(ctx, Member, body.member_id)
    await people.check_changeable(ctx, member)
    await people.check_assignable(ctx, body.role)
    member.role = body.role
    ctx.outbox.event(CHANGED)
    return True


@user.mutation("assignPermissions", may("member:update"))
async def assign_permissions(body: Permissions, ctx: Context) -> None:
    """Set a member's switches and what is within reach. Ids that are not of this organization are left out."""
    here = Member.organization_id == ctx.actor.organization_id
    query = select(Member).where(here, (Member.user_id == body.id) | (Member.id == body.id)).limit(1)
    member = (await ctx.db.scalars(query.with_for_update())).first()
    if member is None:
        raise NotFound("User not found in this organization")
    await people.check_changeable(ctx, member)
    changes = {name: value for name, value in body.changes("id").items() if value is not None}
    for name, value in changes.items():
        if isinstance(value, list):
            changes[name] = people.without_repeats(value, await _ids_of(ctx, name))
    await _refuse_beyond_own(ctx, member, changes)
    for name, value in changes.items():
        setattr(member, name, value)
    ctx.outbox.event(CHANGED)


async def _refuse_beyond_own(ctx: Context, member: Member, changes: dict[str, Any]) -> None:
    """Who is neither owner nor admin gives nothing that is not their own; what the member has already may stay."""
    if ctx.actor.is_privileged:
        return
    own = await ctx.db.get_one(Member, ctx.actor.member_id)
    for name, value in changes.items():
        had = getattr(member, name)
        if isinstance(value, list):
            beyond = not set(value) <= {*(had or ()), *(getattr(own, name) or ())}
        else:
            beyond = value and not had and not MEMBER_SWITCHES[name] <= ctx.actor.grants
        if beyond:
            raise Forbidden(f"You cannot give what you do not have: {name.replace('_', ' ')}")


async def _ids_of(ctx: Context, column: str) -> set[str]:
    """Every id of the active organization that such a list of a member may hold."""
    here = ctx.actor.organization_id
    match column:
        case "accessed_projects":
            query = select(Project.project_id).where(Project.organization_id == here)
        case "accessed_environments":
            query = select(Environment.environment_id).join(Project).where(Project.organization_id == here)
        case "accessed_git_providers":
            query = select(GitProvider.git_provider_id).where(GitProvider.organization_id == here)
        case "accessed_servers":
            query = select(Server.server_id).where(Server.organization_id == here)
        case _:
            return await environment.service_ids(ctx)
    return set((await ctx.db.scalars(query)).all())


# ------------------------------------------------------------------------------------------------ going


@user.mutation("remove", ADMIN)
async def remove(body: UserId, ctx: Context) -> None:
    """Remove a person from the organization; the account goes with its last membership.

    Services belong to the organization and go on running. A person who is a member elsewhere stays that.
    """
    await dismiss(ctx, await _of_organization(ctx, body.user_id))


async def dismiss(ctx: Context, member: Member) -> None:
    """End somebody else's membership, by the rules of who may touch whom."""
    await people.check_changeable(ctx, member)
    await people.end_membership(ctx, member)
    await _end_account(ctx, member.user_id)


async def leave(ctx: Context, organization_id: str) -> Member:
    """End the caller's own membership; an owner cannot."""
    member = await people.membership(ctx, organization_id, ctx.actor.user_id)
    if member is None:
        raise NotFound("Organization not found")
    if member.role == people.OWNER:
        raise Forbidden("The owner cannot leave the organization", hint="Delete it, if nobody needs it any more.")
    await people.end_membership(ctx, member)
    return member


async def _end_account(ctx: Context, user_id: str) -> None:
    """Delete the account of a person who is in no organization and owns none."""
    for column in (Member.user_id, Organization.owner_id):
        if (await ctx.db.scalars(select(column).where(column == user_id).limit(1))).first() is not None:
            return
    account = await ctx.db.get(User, user_id)
    if account is None:
        raise Invalid("This account is gone already")
    heir = await ctx.db.scalar(select(Organization.owner_id).where(Organization.id == ctx.actor.organization_id))
    await ctx.db.execute(update(Backup).where(Backup.user_id == user_id).values(user_id=heir))
    await ctx.db.delete(account)
