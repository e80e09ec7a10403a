"""What hangs on an application and is no service itself: published ports, redirects, users of the basic-auth gate.

One table, one loop: a row says what is taken and what is answered, the loop declares the four procedures. Redirects and
users are in Traefik when a call returns; ports take effect with the next deployment, because a service that runs cannot
be given another.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field
from sqlalchemy import select

from dokploy.access import owned
from dokploy.adapters import goregex
from dokploy.context import Context, Units
from dokploy.core.errors import Conflict, Invalid
from dokploy.core.permissions import may
from dokploy.features import handmade, published
from dokploy.models import Application, Base, Port, Redirect, Security
from dokploy.models.base import primary_key
from dokploy.models.enums import ProtocolType, PublishModeType
from dokploy.releases import routes
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TRUE, VOID, Output, Rows, Wire, row

TEXT_LENGTH: Final = 2000
PASSWORD_BYTES: Final = 72
"""What bcrypt reads: a longer password would be accepted with any ending."""

# ------------------------------------------------------------------------------------------------ inputs


def _one_line(value: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError("Control characters are not possible here")
    if "{{" in value:
        raise ValueError("{{ begins a template in Traefik's files, and is not possible here")
    return value


def _username(value: str) -> str:
    if ":" in value or value != value.strip():
        raise ValueError("A user name holds no colon, and neither begins nor ends with a blank")
    return _one_line(value)


def _password(value: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError("Control characters are not possible here")
    if len(value.encode()) > PASSWORD_BYTES:
        raise ValueError(f"A password has {PASSWORD_BYTES} bytes at most")
    return value


Id = Annotated[str, Field(min_length=1)]
Line = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH), AfterValidator(_one_line)]
Username = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_username)]
Password = Annotated[str, Field(min_length=1), AfterValidator(_password)]
PortNumber = Annotated[int, Field(ge=1, le=65535)]
OPTIONAL: Any = Field(default=None)


class PortFields(Wire):
    published_port: PortNumber
    publish_mode: PublishModeType = OPTIONAL
    target_port: PortNumber
    protocol: ProtocolType = OPTIONAL


class PortCreate(PortFields):
    application_id: Id


class PortId(Wire):
    port_id: Id


class PortUpdate(PortFields, PortId):
    """What is not sent stays."""


class RedirectFields(Wire):
    regex: Line
    replacement: Line
    permanent: bool


class RedirectCreate(RedirectFields):
    application_id: Id


class RedirectId(Wire):
    redirect_id: Id


class RedirectUpdate(RedirectFields, RedirectId):
    pass


class SecurityCreate(Wire):
    application_id: Id
    username: Username
    password: Password


class SecurityId(Wire):
    security_id: Id


class SecurityUpdate(SecurityId):
    username: Username
    password: Password


# ------------------------------------------------------------------------------------------------ rules


async def _check_redirect(_: Context, found: Redirect) -> None:
    try:
        goregex.check(found.regex, found.replacement)
    except ValueError as error:
        name = "replacement" if str(error).startswith("The replacement") else "regex"
        raise Invalid(str(error), issues=[{"code": "custom", "path": [name], "message": str(error)}]) from error


async def _check_user(ctx: Context, found: Security) -> None:
    same = (Security.username == found.username, Security.application_id == found.application_id)
    if await ctx.db.scalar(select(Security.security_id).where(*same, Security.security_id != found.security_id)):
        raise Conflict(
            f"There is a user {found.username} already.",
            hint="Change the password of that one, or choose another name.",
        )


@dataclass(frozen=True)
class Attachment:
    """A table of rows that belong to an application, and its router."""

    router: str
    word: str
    model: type[Base]
    creates: type[Wire]
    names: type[Wire]
    """The input that is only the id."""
    updates: type[Wire]
    check: Callable[[Context, Any], Awaitable[None]]
    """What one field alone cannot tell; raises `Invalid` or `Conflict` before anything is saved."""
    one: Output
    created: Output
    updated: Output
    defaults: dict[str, Any] = field(default_factory=dict)
    taken_away_by: str = "service:delete"
    """The permission; the contract's words differ."""
    loads: tuple[str, ...] = ()
    """The relations that `one` shows."""
    middleware: Callable[[str, Any], str] | None = None
    """The Traefik middleware that it becomes, by the application's name; None = it is no part of the routes."""

    @property
    def key(self) -> str:
        return primary_key(self.model)


ATTACHMENTS: Final = (
    Attachment(
        "port", "published port", Port, PortCreate, PortId, PortUpdate, published.check,
        one=row(Port, application=row(Application, "application_id")), created=row(Port), updated=row(Port),
        loads=("application",), defaults={"publish_mode": "ingress", "protocol": "tcp"},
    ),
    Attachment(
        "redirects", "redirect", Redirect, RedirectCreate, RedirectId, RedirectUpdate, _check_redirect,
        one=row(Redirect), created=TRUE, updated=row(Redirect),
        middleware=lambda app_name, found: f"redirect-{app_name}-{found.unique_config_key}",
    ),
    Attachment(
        "security", "user of the basic-auth gate", Security, SecurityCreate, SecurityId, SecurityUpdate, _check_user,
        one=row(Security), created=TRUE, updated=VOID, taken_away_by="service:create",
        middleware=lambda app_name, _: f"auth-{app_name}",
    ),
)  # fmt: skip

# ------------------------------------------------------------------------------------------------ procedures


def _declare(kind: Attachment) -> None:
    procedures = Procedures(kind.router)

    async def create(body: Any, units: Units) -> Any:
        async with units.write() as ctx:
            await owned(ctx, Application, body.application_id)
            found = kind.model(**kind.defaults | body.changes())
            await kind.check(ctx, found)
            ctx.db.add(found)
            await ctx.db.flush()
            await ctx.db.refresh(found)
            await _forget_edits(ctx, kind, found)
        await _publish(units, kind, found)
        return _answer(kind.created, found)

    async def one(body: Any, ctx: Context) -> Any:
        found: Any = await owned(ctx, kind.model, getattr(body, kind.key))
        if kind.loads:
            await ctx.db.refresh(found, kind.loads)
        return found

    async def update(body: Any, units: Units) -> Any:
        async with units.write() as ctx:
            found = await owned(ctx, kind.model, getattr(body, kind.key))
            for name, value in body.changes(kind.key).items():
                setattr(found, name, value)
            with ctx.db.no_autoflush:
                await kind.check(ctx, found)
            await _forget_edits(ctx, kind, found)
        await _publish(units, kind, found)
        return _answer(kind.updated, found)

    async def delete(body: Any, units: Units) -> Any:
        async with units.write() as ctx:
            found = await owned(ctx, kind.model, getattr(body, kind.key))
            await _forget_edits(ctx, kind, found)
            await ctx.db.delete(found)
        await _publish(units, kind, found)
        return found

    _described(create, kind.creates, f"Give an application a {kind.word}.")
    _described(one, kind.names, f"A {kind.word} of an application.")
    _described(update, kind.updates, f"Change a {kind.word}.")
    _described(delete, kind.names, f"Take a {kind.word} away.")
    procedures.mutation("create", may("service:create"), gives=kind.created, units=True)(create)
    procedures.query("one", may("service:read"), gives=kind.one)(one)
    procedures.mutation("update", may("service:create"), gives=kind.updated, units=True)(update)
    procedures.mutation("delete", may(kind.taken_away_by), gives=row(kind.model), units=True)(delete)


def _described(handler: Any, takes: type[Wire], summary: str) -> None:
    """What the registry reads from a handler that is written out."""
    handler.__annotations__["body"] = takes
    handler.__doc__ = summary


def _answer(output: Output, found: Base) -> Any:
    return found if isinstance(output, Rows) else (True if output is TRUE else None)


async def _forget_edits(ctx: Context, kind: Attachment, found: Any) -> None:
    """Saving it makes its middleware anew: what was edited in it by hand does not outlive it."""
    if kind.middleware is not None:
        application = await ctx.db.get_one(Application, found.application_id)
        name = kind.middleware(application.app_name, found)
        application.custom_traefik = handmade.forget_middleware(application.custom_traefik, name)


async def _publish(units: Units, kind: Attachment, found: Any) -> None:
    if kind.middleware is not None:
        await routes.publish(units, KINDS["application"], found.application_id)


for _kind in ATTACHMENTS:
    _declare(_kind)
