"""The signed-in person: who they are, and their API keys."""

import json
import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dokploy.access import owned
from dokploy.context import Context
from dokploy.core.clock import now
from dokploy.core.errors import Forbidden, Invalid, NotFound
from dokploy.core.permissions import PUBLIC, USER
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Member, User
from dokploy.wire.allowance import DAY_MS, WINDOW_CALLS
from dokploy.wire.credentials import CHANGED
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, TRUE, Fields, Many, Maybe, Schema, Wire, row

user = Procedures("user")

KEY_LETTERS: Final = 64
"""Clients refuse a key of any other length; a prefix stands in front of it."""
SHOWN_LETTERS: Final = 6
LIFE_LIMIT_S: Final = 10 * 365 * 86_400

Count = Annotated[int, Field(ge=1, le=2**31 - 1)]


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
