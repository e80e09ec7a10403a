"""Image registries: where built images are pushed, and whose private images may be pulled."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints
from sqlalchemy import select

from dokploy.access import owned
from dokploy.adapters import logins
from dokploy.context import Context, Units
from dokploy.core import names
from dokploy.core.errors import DokployError, EngineUnavailable, Invalid, NotFound
from dokploy.core.permissions import may
from dokploy.core.secrets import Secret
from dokploy.features.docker_objects import OPTIONAL
from dokploy.features.usage import refuse_if_used, users_of_registry
from dokploy.models import Registry, Server
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TRUE, Many, Wire, row

registry = Procedures("registry")

NO_SERVER: Final = ("", "none")
"""What a form sends for this machine."""


def _url(value: str) -> str:
    """Nothing for Docker Hub, or a host with its port."""
    if value and not re.fullmatch(r"[A-Za-z0-9._-]+(:\d{1,5})?", value):
        raise ValueError("A registry is a host name, with :port where it needs one, and without https://")
    return value


def _prefix(value: str) -> str:
    """What stands before the names of images; case does not matter, and an empty one counts as none."""
    if value:
        try:
            names.image_ref(f"registry.invalid/{value.lower()}/x")
        except ValueError as error:
            raise ValueError("An image prefix holds lower case letters, digits, dots, hyphens and slashes") from error
        if ":" in value or "@" in value:
            raise ValueError("An image prefix holds neither a tag nor a digest")
    return value


Id = Annotated[str, Field(min_length=1)]
Username = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Password = Annotated[str, Field(min_length=1)]
Url = Annotated[str, AfterValidator(_url)]
Prefix = Annotated[str, AfterValidator(_prefix)] | None
Type = Literal["cloud"]


class RegistryId(Wire):
    registry_id: Id


class RegistryCreate(Wire):
    registry_name: Id
    username: Username
    password: Password
    registry_url: Url
    registry_type: Type = "cloud"
    image_prefix: Prefix = None
    server_id: str | None = None


class RegistryUpdate(Wire):
    registry_id: Id
    registry_name: Id = OPTIONAL
    image_prefix: Prefix = None
    username: Username = OPTIONAL
    password: Password = OPTIONAL
    registry_url: Url = OPTIONAL
    created_at: str = OPTIONAL
    registry_type: Type = OPTIONAL
    organization_id: Id = OPTIONAL
    server_id: str | None = None


class RegistryTest(Wire):
    registry_name: str | None = None
    username: Username
    password: Password
    registry_url: Url
    registry_type: Type = "cloud"
    image_prefix: Prefix = None
    server_id: str | None = None


class RegistryTestById(Wire):
    registry_id: Id
    server_id: str | None = None


@dataclass(frozen=True)
class Credentials:
    url: str
    username: str
    password: Secret


@registry.mutation("create", may("registry:create"), gives=row(Registry), units=True)
async def create(body: RegistryCreate, units: Units) -> Registry:
    """Store a registry whose login works."""
    await _refuse_server(units, body.server_id)
    await _sign_in(units, Credentials(body.registry_url, body.username, Secret(body.password)))
    async with units.write() as ctx:
        made = Registry(
            registry_name=body.registry_name,
            username=body.username,
            password=body.password,
            registry_url=body.registry_url,
            registry_type=body.registry_type,
            image_prefix=body.image_prefix or None,
            organization_id=ctx.actor.organization_id,
        )
        ctx.db.add(made)
        await ctx.db.flush()
        return made


@registry.mutation("remove", may("registry:delete"), gives=row(Registry))
async def remove(body: RegistryId, ctx: Context) -> Registry:
    """Delete a registry that nothing uses any more. There is no login on this host to end."""
    found = await owned(ctx, Registry, body.registry_id)
    refuse_if_used(f"The registry {found.registry_name}", await users_of_registry(ctx, found))
    await ctx.db.delete(found)
    return found


@registry.mutation("update", may("registry:create"), gives=TRUE, units=True)
async def update(body: RegistryUpdate, units: Units) -> bool:
    """Change a registry; what it will be is signed in to first."""
    await _refuse_server(units, body.server_id)
    changes = body.changes("registry_id", "created_at", "organization_id", "server_id")
    if "image_prefix" in changes:
        changes["image_prefix"] = changes["image_prefix"] or None
    async with units.read() as ctx:
        found = await owned(ctx, Registry, body.registry_id)
        if "organization_id" in body.model_fields_set and body.organization_id != found.organization_id:
            raise NotFound("Organization not found")
        wanted = Credentials(
            changes.get("registry_url", found.registry_url),
            changes.get("username", found.username),
            Secret(changes.get("password", found.password)),
        )
    await _sign_in(units, wanted)
    async with units.write() as ctx:
        found = await owned(ctx, Registry, body.registry_id)
        for name, value in changes.items():
            setattr(found, name, value)
    return True


@registry.query("all", may("registry:read"), gives=Many(row(Registry)))
async def every(ctx: Context) -> list[Registry]:
    """The organization's registries, newest first, with their passwords."""
    query = select(Registry).where(Registry.organization_id == ctx.actor.organization_id)
    return list(await ctx.db.scalars(query.order_by(Registry.created_at.desc(), Registry.registry_id)))


@registry.query("one", may("registry:read"), gives=row(Registry, without=("password",)))
async def one(body: RegistryId, ctx: Context) -> Registry:
    """A registry without its password."""
    return await owned(ctx, Registry, body.registry_id)


@registry.mutation("testRegistry", may("registry:read"), gives=TRUE, units=True)
async def test_registry(body: RegistryTest, units: Units) -> bool:
    """Sign in with the given credentials."""
    await _refuse_server(units, body.server_id)
    await _sign_in(units, Credentials(body.registry_url, body.username, Secret(body.password)))
    return True


@registry.mutation("testRegistryById", may("registry:read"), gives=TRUE, units=True)
async def test_registry_by_id(body: RegistryTestById, units: Units) -> bool:
    """Sign in with the stored credentials."""
    await _refuse_server(units, body.server_id)
    async with units.read() as ctx:
        found = await owned(ctx, Registry, body.registry_id)
        stored = Credentials(found.registry_url, found.username, Secret(found.password))
    await _sign_in(units, stored)
    return True


async def _refuse_server(units: Units, server_id: str | None) -> None:
    """Signing in happens on this machine; another one must be the organization's own, and is not connected yet."""
    if server_id is None or server_id in NO_SERVER:
        return
    async with units.read() as ctx:
        await owned(ctx, Server, server_id)
    raise Invalid("Remote servers are not connected yet.", hint="Leave serverId away: the login holds everywhere.")


async def _sign_in(units: Units, given: Credentials) -> None:
    """Ask the engine whether the registry takes these credentials; whatever it says against them is bad input."""
    try:
        await units.tools.images.sign_in(logins.opened(given.url, given.username, given.password))
    except EngineUnavailable:
        raise
    except DokployError as error:
        raise Invalid(error.message, hint=error.hint) from error
