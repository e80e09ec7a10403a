"""What uses an SSH key or a registry: what to change before one is deleted. The procedures are ours alone."""

from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import ColumnElement, or_, select

from dokploy.access import owned
from dokploy.context import Context
from dokploy.core.errors import Conflict
from dokploy.core.permissions import may
from dokploy.features.listing import STRING, Plain, a_list, an_object
from dokploy.models import Application, Base, Compose, Environment, Project, Registry, Server, SshKey
from dokploy.models.base import primary_key
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Wire

registry = Procedures("registry")
ssh_key = Procedures("sshKey")

_PLACE: Final = an_object(environmentId=STRING, name=STRING, project=an_object(projectId=STRING, name=STRING))
_SERVICE: Final = an_object(
    kind={"type": "string", "enum": ["application", "compose"]}, id=STRING, name=STRING, environment=_PLACE
)
USERS: Final = Plain(an_object(services=a_list(_SERVICE), others={"type": "integer"}))
"""`others` counts what the caller may not see, and machines."""
_NAMED: Final = 5
"""Users that a refusal names; the others it counts."""

Id = Annotated[str, Field(min_length=1)]


class SshKeyId(Wire):
    ssh_key_id: Id


class RegistryId(Wire):
    registry_id: Id


@ssh_key.query("usedBy", may("sshKeys:read"), gives=USERS)
async def used_by_of_key(body: SshKeyId, ctx: Context) -> dict[str, Any]:
    """The services that fetch with this key."""
    return await users_of_key(ctx, await owned(ctx, SshKey, body.ssh_key_id))


@registry.query("usedBy", may("registry:read"), gives=USERS)
async def used_by_of_registry(body: RegistryId, ctx: Context) -> dict[str, Any]:
    """The services that push to this registry, or pull from it."""
    return await users_of_registry(ctx, await owned(ctx, Registry, body.registry_id))


async def users_of_key(ctx: Context, key: SshKey) -> dict[str, Any]:
    """As `USERS` describes it."""
    machines = await ctx.db.scalars(select(Server.server_id).where(Server.ssh_key_id == key.ssh_key_id))
    uses: dict[type[Base], ColumnElement[bool]] = {
        Application: Application.custom_git_ssh_key_id == key.ssh_key_id,
        Compose: Compose.custom_git_ssh_key_id == key.ssh_key_id,
    }
    return await _users(ctx, uses, also=len(machines.all()))


async def users_of_registry(ctx: Context, found: Registry) -> dict[str, Any]:
    """As `USERS` describes it."""
    columns = (Application.registry_id, Application.build_registry_id, Application.rollback_registry_id)
    return await _users(ctx, {Application: or_(*(one == found.registry_id for one in columns))})


def refuse_if_used(what: str, users: dict[str, Any]) -> None:
    """`Conflict` with the names of the first users: what is deleted under a service fails at its next deployment."""
    services, others = users["services"], users["others"]
    if not services and not others:
        return
    named = [f"{one['environment']['project']['name']} / {one['name']}" for one in services[:_NAMED]]
    more = len(services) - len(named) + others
    said = ", ".join(named) + (f"{' and ' if named else ''}{more} more" if more else "")
    raise Conflict(f"{what} is used by {said}.", hint="Choose another one there first.")


async def _users(ctx: Context, uses: dict[type[Base], ColumnElement[bool]], also: int = 0) -> dict[str, Any]:
    services: list[dict[str, Any]] = []
    for model, condition in uses.items():
        services += [_service(model, one) for one in await ctx.db.execute(_placed(model).where(condition))]
    reach = ctx.actor.accessed_services
    seen = [one for one in services if ctx.actor.is_privileged or one["id"] in reach]
    return {"services": seen, "others": len(services) - len(seen) + also}


def _placed(model: Any) -> Any:
    query = select(
        getattr(model, primary_key(model)).label("id"),
        model.name,
        Environment.environment_id,
        Environment.name.label("environment_name"),
        Project.project_id,
        Project.name.label("project_name"),
    )
    query = query.join(Environment, Environment.environment_id == model.environment_id)
    return query.join(Project, Project.project_id == Environment.project_id).order_by(Project.name, model.name)


def _service(model: type[Base], one: Any) -> dict[str, Any]:
    project = {"projectId": one.project_id, "name": one.project_name}
    return {
        "kind": model.__tablename__,
        "id": one.id,
        "name": one.name,
        "environment": {"environmentId": one.environment_id, "name": one.environment_name, "project": project},
    }
