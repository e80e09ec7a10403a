"""The signed-in person: profile and password, what they may, their bookmarks, and their API keys."""

import json
import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import delete, select, update
from sqlalchemy.orm import selectinload

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core.clock import now
from dokploy.core.errors import Conflict, Forbidden, Invalid, NotFound
from dokploy.core.permissions import ADMIN, PUBLIC, RESOURCES, USER, may
from dokploy.core.secrets import digest
from dokploy.features import invitations, passwords, people
from dokploy.features.limiter import limiter_of
from dokploy.features.people import Email
from dokploy.models import Account, ApiKey, Backup, Deployment, Destination, Member, Passkey, Session, User
from dokploy.wire.allowance import DAY_MS, WINDOW_CALLS
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import FLAG, TEXT, TRUE, Fields, Many, Maybe, Schema, Typed, Wire, row

user = Procedures("user")

KEY_LETTERS: Final = 64
"""Clients refuse a key of any other length; a prefix stands in front of it."""
SHOWN_LETTERS: Final = 6
LIFE_LIMIT_S: Final = 10 * 365 * 86_400
BOOKMARKS_LIMIT: Final = 1000

Count = Annotated[int, Field(ge=1, le=2**31 - 1)]
Words = Annotated[str, Field(max_length=255)]
OPTIONAL: Final[Any] = Field(default=None)
"""May be missing, may not be null."""


class KeyMetadata(Wire):
    organization_id: str | None = None


class ApiKeyCreate(Wire):
    name: Annotated[str, Field(min_length=1, max_length=32)]
    prefix: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,32}$")] | None = None
    expires_in: Annotated[int, Field(ge=1, le=LIFE_LIMIT_S)] | None = None
    """Seconds; unset, the key does not expire."""
    metadata: KeyMetadata | None = None
    rate_limit_enabled: bool | None = None
    rate_limit_time_window: Count | None = None
    rate_limit_max: Count | None = None
    remaining: Count | None = None
    refill_amount: Count | None = None
    refill_interval: Count | None = None


class ApiKeyId(Wire):
    api_key_id: str


@dataclass(frozen=True)
class CreatedKey:
    """A new key's row with the key itself, which nobody sees again."""

    row: ApiKey
    key: str
    organization_id: str


class _CreatedKeyOutput:
    _rows = row(ApiKey, without=("key", "metadata_text"))

    def dump(self, value: CreatedKey) -> dict[str, Any]:
        metadata = {"organizationId": value.organization_id}
        return {**self._rows.dump(value.row), "key": value.key, "metadata": metadata}

    def schema(self) -> Schema:
        schema = self._rows.schema()
        more = {"key": {"type": "string"}, "metadata": {"type": "object", "additionalProperties": True}}
        return {**schema, "properties": schema["properties"] | more, "required": [*schema["required"], *more]}


CREATED_KEY: Final = _CreatedKeyOutput()
_ME = row(
    User,
    "id",
    "first_name",
    "last_name",
    "email",
    "image",
    "allow_impersonation",
    "two_factor_enabled",
    "stripe_customer_id",
    "stripe_subscription_id",
    "servers_quantity",
    "is_enterprise_cloud",
    "send_invoice_notifications",
    api_keys=Many(row(ApiKey, "id", "name", "prefix", "enabled", "expires_at", "created_at")),
)


@user.query("get", USER, gives=row(Member, user=_ME))
async def get(ctx: Context) -> Member:
    """The caller's membership of the active organization, with the person and their API keys."""
    query = (
        select(Member)
        .where(Member.id == ctx.actor.member_id)
        .options(selectinload(Member.user).selectinload(User.api_keys))
    )
    found = (await ctx.db.scalars(query)).one_or_none()
    if found is None:
        raise NotFound("You are not a member of an organization")
    return found


SESSION: Final = Fields(user=Fields(id=TEXT), session=Fields(activeOrganizationId=TEXT))


@user.query("session", PUBLIC, gives=Maybe(SESSION))
async def session(ctx: Context) -> dict[str, dict[str, str]] | None:
    """Who is signed in, and their active organization; null for nobody."""
    if not ctx.actor.is_signed_in:
        return None
    return {
        "user": {"id": ctx.actor.user_id},
        "session": {"activeOrganizationId": ctx.actor.organization_id},
    }


# ------------------------------------------------------------------------------------------------ profile and password

PROFILE: Final = ("first_name", "last_name", "image", "allow_impersonation", "send_invoice_notifications")
"""What people may change about themselves. Clients write back all that they have read: the rest is left as it is."""


class UserUpdate(Wire):
    """Every column, in the order of the contract; only the profile, the address and the password take effect."""

    id: Annotated[str, Field(min_length=1)] = OPTIONAL
    first_name: Words = OPTIONAL
    last_name: Words = OPTIONAL
    is_registered: bool = OPTIONAL
    expiration_date: str = OPTIONAL
    created_at2: str = OPTIONAL
    created_at: str | None = None
    two_factor_enabled: bool | None = None
    email: Email = OPTIONAL
    email_verified: bool = OPTIONAL
    image: str | None = None
    banned: bool | None = None
    ban_reason: str | None = None
    ban_expires: str | None = None
    updated_at: str = OPTIONAL
    enable_paid_features: bool = OPTIONAL
    allow_impersonation: bool = OPTIONAL
    enable_enterprise_features: bool = OPTIONAL
    license_key: str | None = None
    stripe_customer_id: str | None = None
    stripe_subscription_id: str | None = None
    servers_quantity: float = OPTIONAL
    send_invoice_notifications: bool = OPTIONAL
    password: str = OPTIONAL
    current_password: str = OPTIONAL


@user.mutation("update", USER, gives=row(User), units=True)
async def update_(body: UserUpdate, units: Units) -> User:
    """Change the profile, and the password for who knows the current one: that ends all other sessions."""
    actor = units.actor
    if body.id not in (None, actor.user_id):
        raise Forbidden("You can change your own profile only")
    if body.current_password and not body.password:
        raise Invalid("New password is required")
    changed = await _new_password(units, body) if body.password else None
    async with units.write() as ctx:
        person = await ctx.db.get_one(User, actor.user_id)
        if changed is not None:
            await _store_password(ctx, *changed)
        if body.email is not None and body.email != person.email:
            await _check_free(ctx, body.email)
            person.email = body.email
            ctx.outbox.event(CHANGED)
        for name in PROFILE:
            if name in body.model_fields_set and (getattr(body, name) is not None or name == "image"):
                setattr(person, name, getattr(body, name))
        await ctx.db.flush()
    return person


async def _new_password(units: Units, body: UserUpdate) -> tuple[Account, str]:
    """The account and its new hash; guesses at the current password count like failed sign-ins."""
    passwords.check(body.password)
    async with units.read() as ctx:
        person = await ctx.db.get_one(User, units.actor.user_id)
        own = (Account.user_id == person.id, Account.provider_id == people.CREDENTIAL)
        account = (await ctx.db.scalars(select(Account).where(*own).limit(1))).first()
    if account is None:
        raise Invalid("This account signs in without a password of its own")
    attempt = limiter_of(units.runtime).attempt(person.email, units.actor.address)
    verdict = await passwords.verify(body.current_password or "", account.password)
    if not verdict.is_right:
        raise Invalid("Current password is incorrect")
    attempt.succeeded()
    return account, await passwords.hash_password(body.password)


async def _store_password(ctx: Context, account: Account, hashed: str) -> None:
    unchanged = (Account.id == account.id, Account.password == account.password)
    stored = await ctx.db.execute(update(Account).where(*unchanged).values(password=hashed).returning(Account.id))
    if stored.first() is None:
        raise Conflict("The password has been changed by somebody else in the meantime")
    others = Session.user_id == ctx.actor.user_id
    if ctx.actor.session_id:
        others &= Session.id != ctx.actor.session_id
    await ctx.db.execute(delete(Session).where(others))
    ctx.outbox.event(CHANGED)


async def _check_free(ctx: Context, email: str) -> None:
    """An address that awaits an invitation is somebody's: who took it could accept what was meant for them."""
    if await people.by_email(ctx.db, email) is not None:
        raise Conflict("This e-mail address has an account already")
    if await invitations.is_awaited(ctx, email):
        raise Conflict("An invitation waits for this e-mail address", hint="Whoever has it signs up with it.")


# ------------------------------------------------------------------------------------------------ what belongs to them


@user.query("getPermissions", USER, gives=Typed(dict[str, dict[str, bool]]))
async def get_permissions(ctx: Context) -> dict[str, dict[str, bool]]:
    """Whether the caller may do each action on each resource."""
    grants = ctx.actor.grants
    return {
        resource: {action: f"{resource}:{action}" in grants for action in sorted(actions)}
        for resource, actions in RESOURCES.items()
    }


@user.query("haveRootAccess", USER, gives=FLAG)
async def have_root_access(ctx: Context) -> bool:  # noqa: ARG001 - every handler is called with its context
    """Whether the caller administers a cloud of many installations; here, nobody does."""
    return False


_PASSKEYS: Final = row(Passkey, "id", "name", "device_type", "backed_up", "created_at", "aaguid")


@user.query("listPasskeys", USER, gives=Many(_PASSKEYS))
async def list_passkeys(ctx: Context) -> list[Passkey]:
    """The caller's passkeys, the newest first, without their keys."""
    query = select(Passkey).where(Passkey.user_id == ctx.actor.user_id)
    return list((await ctx.db.scalars(query.order_by(Passkey.created_at.desc(), Passkey.id))).all())


_WITHOUT_KEYS: Final = row(Destination, without=("access_key", "secret_access_key"))
_BACKUPS: Final = row(
    User,
    backups=Many(row(Backup, destination=_WITHOUT_KEYS, deployments=Many(row(Deployment)))),
    api_keys=Many(row(ApiKey, without=("key",))),
)


@user.query("getBackups", ADMIN, gives=_BACKUPS)
async def get_backups(ctx: Context) -> User:
    """The caller with the backups of the installation that they have set up, and their API keys."""
    backups = selectinload(User.backups)
    query = select(User).where(User.id == ctx.actor.user_id)
    loads = (
        backups.joinedload(Backup.destination),
        backups.selectinload(Backup.deployments),
        selectinload(User.api_keys),
    )
    return (await ctx.db.scalars(query.options(*loads))).one()


@user.query("getServerMetrics", may("monitoring:read"), gives=row(User))
async def get_server_metrics(ctx: Context) -> User:
    """The caller's own row; the name is older than what it tells."""
    return await ctx.db.get_one(User, ctx.actor.user_id)


class TemplateId(Wire):
    template_id: Annotated[str, Field(min_length=1, max_length=255)]


@user.query("getBookmarkedTemplates", USER, gives=Typed(list[str]))
async def get_bookmarked_templates(ctx: Context) -> list[str]:
    """The ids of the templates that the caller has marked."""
    return list((await ctx.db.get_one(User, ctx.actor.user_id)).bookmarked_templates or ())


@user.mutation("toggleTemplateBookmark", USER, gives=Fields(isBookmarked=FLAG))
async def toggle_template_bookmark(body: TemplateId, ctx: Context) -> dict[str, bool]:
    """Mark a template, or take the mark off."""
    person = await ctx.db.get_one(User, ctx.actor.user_id, with_for_update=True)
    marked = list(person.bookmarked_templates or ())
    is_new = body.template_id not in marked
    if is_new and len(marked) >= BOOKMARKS_LIMIT:
        raise Invalid(f"More than {BOOKMARKS_LIMIT} bookmarks cannot be kept")
    kept = [one for one in marked if one != body.template_id]
    person.bookmarked_templates = [*marked, body.template_id] if is_new else kept
    return {"isBookmarked": is_new}


# ------------------------------------------------------------------------------------------------ API keys


@user.mutation("createApiKey", USER, gives=CREATED_KEY)
async def create_api_key(body: ApiKeyCreate, ctx: Context) -> CreatedKey:
    """A key that acts as the caller in one organization; the answer alone has its text."""
    if (body.refill_amount is None) != (body.refill_interval is None):
        raise Invalid("refillAmount and refillInterval go together")
    organization_id = await _organization_of_new_key(body, ctx)
    letters = "".join(secrets.choice(string.ascii_letters) for _ in range(KEY_LETTERS))
    key = f"{body.prefix or ''}{letters}"
    created = ApiKey(
        name=body.name,
        start=key[:SHOWN_LETTERS],
        prefix=body.prefix or None,
        key=digest(key),
        reference_id=ctx.actor.user_id,
        enabled=True,
        expires_at=now() + timedelta(seconds=body.expires_in) if body.expires_in else None,
        request_count=0,
        remaining=body.remaining,
        refill_amount=body.refill_amount,
        refill_interval=body.refill_interval,
        metadata_text=json.dumps({"organizationId": organization_id}),
        **_rate_limit(body),
    )
    ctx.db.add(created)
    await ctx.db.flush()
    return CreatedKey(created, key, organization_id)


def _rate_limit(body: ApiKeyCreate) -> dict[str, Any]:
    """Unlimited unless asked for: clients poll each second."""
    enabled = body.rate_limit_max is not None if body.rate_limit_enabled is None else body.rate_limit_enabled
    return {
        "rate_limit_enabled": enabled,
        "rate_limit_time_window": body.rate_limit_time_window or (DAY_MS if enabled else None),
        "rate_limit_max": body.rate_limit_max or (WINDOW_CALLS if enabled else None),
    }


async def _organization_of_new_key(body: ApiKeyCreate, ctx: Context) -> str:
    """The wanted organization, else the active one; a key can only make keys for its own."""
    wanted = (body.metadata and body.metadata.organization_id) or ctx.actor.organization_id
    bound_elsewhere = ctx.actor.api_key_id is not None and wanted != ctx.actor.organization_id
    query = select(Member.id).where(Member.organization_id == wanted, Member.user_id == ctx.actor.user_id)
    if bound_elsewhere or (await ctx.db.scalars(query.limit(1))).first() is None:
        raise Forbidden("You are not a member of this organization")
    return wanted


@user.mutation("deleteApiKey", USER, gives=TRUE)
async def delete_api_key(body: ApiKeyId, ctx: Context) -> bool:
    """Delete one of the caller's own keys; it opens nothing from now on."""
    await ctx.db.delete(await owned(ctx, ApiKey, body.api_key_id))
    ctx.outbox.event(CHANGED)
    return True
