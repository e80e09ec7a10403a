"""`application.changes`: what the next deployment would change, or how two releases differ; of secrets, the names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from pydantic import Field
from sqlalchemy import or_, select

from dokploy.access import owned
from dokploy.context import Context
from dokploy.core.errors import Invalid, NotFound, PreconditionFailed
from dokploy.core.permissions import may
from dokploy.features.recipe import Recipe, recipe_of
from dokploy.features.workload import texts_of, workload
from dokploy.models import Application, Deployment, Rollback
from dokploy.pipeline.plan import MountPoint, StageFailed, Workload
from dokploy.releases import records
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import Typed, Wire

application = Procedures("application")


class Compared(Wire):
    """Each side is the id of a release or of its deployment.

    Neither: the live release with the next deployment. `to` alone: with the release before it. `from` alone: with the
    next deployment.
    """

    application_id: str = Field(min_length=1)
    from_: str | None = Field(None, alias="from")
    to: str | None = None


class Change(Wire):
    """One difference. `before` and `after` are null where the value is a secret, or is not there on that side."""

    area: str
    name: str
    change: Literal["added", "removed", "changed"]
    before: Any = None
    after: Any = None
    is_secret: bool = False
    needs_deployment: bool = False
    """Whether it waits for the next deployment; domains, for one, apply at once."""


class Side(Wire):
    """A release; all null for the next deployment."""

    rollback_id: str | None = None
    deployment_id: str | None = None
    version: int | None = None
    created_at: str | None = None
    commit_sha: str | None = None
    image: str | None = None


class Comparison(Wire):
    from_: Side | None = Field(alias="from")
    """Null when nothing was ever released: then all is new, and nothing is listed."""
    to: Side
    is_next: bool
    found: list[Change] = Field(alias="changes")
    unknown: list[str]
    """Areas that cannot be compared, since a release of an earlier version of this server did not keep them."""


COMPARISON: Final = Typed(Comparison)


@application.query("changes", may("service:read"), gives=COMPARISON)
async def changes(body: Compared, ctx: Context) -> Comparison:
    """What the next deployment would change, or how two releases differ."""
    row = await owned(ctx, Application, body.application_id)
    before, after = await _sides(ctx, row, body)
    if before is None:
        return _comparison(None, after, [], [])
    old = _made(before)
    new = await _next(ctx, row, old) if after is None else _made(after)
    unknown = [area.name for area in AREAS if area.read(old) is None or area.read(new) is None]
    return _comparison(before, after, list(differences(old, new, is_next=after is None)), unknown)


async def _sides(ctx: Context, row: Application, body: Compared) -> tuple[Rollback | None, Rollback | None]:
    """None as the second: the next deployment. None as the first: there is no release to compare with."""
    after = await _release(ctx, row, body.to) if body.to else None
    if body.from_:
        return await _release(ctx, row, body.from_), after
    if after is None:
        return await records.live_release(ctx, row), None
    query = select(Rollback).where(Rollback.application_id == row.application_id, Rollback.version < after.version)
    return (await ctx.db.scalars(query.order_by(Rollback.version.desc()).limit(1))).one_or_none(), after


async def _release(ctx: Context, row: Application, given: str) -> Rollback:
    query = select(Rollback).where(
        Rollback.application_id == row.application_id,
        or_(Rollback.rollback_id == given, Rollback.deployment_id == given),
    )
    if (found := (await ctx.db.scalars(query)).one_or_none()) is not None:
        return found
    run = await ctx.db.get(Deployment, given)
    if run is None or run.application_id != row.application_id:
        raise NotFound("Release not found")
    raise Invalid("This deployment has no release: it failed, or the release is no longer kept.")


def _comparison(before: Rollback | None, after: Rollback | None, found: list[Change], unknown: list[str]) -> Comparison:
    left = _side(before) if before is not None else None
    return Comparison(from_=left, to=_side(after), is_next=after is None, found=found, unknown=unknown)


def _side(release: Rollback | None) -> Side:
    if release is None:
        return Side()
    return Side(
        rollback_id=release.rollback_id,
        deployment_id=release.deployment_id,
        version=release.version,
        created_at=release.created_at,
        commit_sha=release.commit_sha,
        image=release.image,
    )


# ------------------------------------------------------------------------------------------------ what is compared


@dataclass(frozen=True)
class Made:
    """All that is known of a release, or of one to come. None = it was not kept."""

    commit: str | None
    image: str | None
    workload: Workload | None
    recipe: Recipe | None


def _made(release: Rollback) -> Made:
    kept = records.workload_of(release) if release.full_context_sealed else None
    return Made(release.commit_sha, release.image, kept, release.recipe)


async def _next(ctx: Context, row: Application, before: Made) -> Made:
    """What the row says now. Which commit and image come of it is only known when it has run."""
    texts = await texts_of(ctx, row)
    try:
        coming = await workload(ctx, row, texts)
    except StageFailed as error:
        raise PreconditionFailed(f"The next deployment would fail: {error.cause}", hint=error.hint) from error
    return Made(before.commit, before.image, coming, await recipe_of(ctx, row, texts))


Values = Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """A part of a release as values by name; what is None or absent is not set. A secret's values are never shown."""

    name: str
    read: Callable[[Made], Values | None]
    is_secret: bool = False
    is_routed: bool = False
    """It is Traefik's, and applies without a deployment."""


def _of_workload(read: Callable[[Workload], Values]) -> Callable[[Made], Values | None]:
    return lambda made: None if made.workload is None else read(made.workload)


def _of_recipe(part: str) -> Callable[[Made], Values | None]:
    return lambda made: None if made.recipe is None else made.recipe.get(part, {})


def _resources(run: Workload) -> Values:
    return {
        "memoryLimit": run.memory_limit,
        "memoryReservation": run.memory_reservation,
        "cpuLimit": run.cpu_limit,
        "cpuReservation": run.cpu_reservation,
        "ulimits": list(run.ulimits) or None,
    }


def _policy(run: Workload) -> Values:
    return {
        "restart": run.restart_policy,
        "placement": run.placement,
        "update": run.update_config,
        "rollback": run.rollback_config,
        "mode": run.mode,
        "stopGracePeriod": run.stop_grace_ns,
    }


def _network(run: Workload) -> Values:
    return {
        "networks": None if run.networks is None else list(run.networks),
        "extraNetworks": list(run.extra_networks) or None,
        "detached": run.detached or None,
        "endpoint": run.endpoint_spec,
    }


AREAS: Final = (
    Area("commit", lambda made: {"commit": made.commit}),
    Area("image", lambda made: {"image": made.image}),
    Area("source", _of_recipe("source")),
    Area("builder", _of_recipe("builder")),
    Area("buildArgument", _of_recipe("buildArgument"), is_secret=True),
    Area("buildSecret", _of_recipe("buildSecret"), is_secret=True),
    Area("environment", _of_workload(lambda run: dict(run.env)), is_secret=True),
    Area("command", _of_workload(lambda run: {"command": list(run.command) or None, "args": list(run.args) or None})),
    Area("replicas", _of_workload(lambda run: {"replicas": run.replicas})),
    Area("resources", _of_workload(_resources)),
    Area("healthCheck", _of_workload(lambda run: {"healthCheck": run.health_check})),
    Area("port", _of_workload(lambda run: {f"{port.published}/{port.protocol}": asdict(port) for port in run.ports})),
    Area("mount", _of_workload(lambda run: {mount.target: mount for mount in run.mounts})),
    Area("policy", _of_workload(_policy)),
    Area("label", _of_workload(lambda run: run.labels or {})),
    Area("network", _of_workload(_network)),
    Area("domain", _of_recipe("domain"), is_routed=True),
)
"""Everything that two releases can differ in, in the order in which it is told."""


def differences(old: Made, new: Made, *, is_next: bool = False) -> Iterator[Change]:
    """Area by area, name by name. An area that one side did not keep says nothing."""
    for area in AREAS:
        before, after = area.read(old), area.read(new)
        if before is None or after is None:
            continue
        for name in sorted(before.keys() | after.keys()):
            one, other = before.get(name), after.get(name)
            if one != other:
                yield _change(area, name, (one, other), needs_deployment=is_next and not area.is_routed)


def _change(area: Area, name: str, values: tuple[Any, Any], *, needs_deployment: bool) -> Change:
    before, after = (_shown(value) for value in values)
    # A file whose content alone has changed looks the same on both sides: the content is not shown.
    is_secret = area.is_secret or before == after
    return Change(
        area=area.name,
        name=name,
        change="added" if values[0] is None else "removed" if values[1] is None else "changed",
        before=None if is_secret else before,
        after=None if is_secret else after,
        is_secret=is_secret,
        needs_deployment=needs_deployment,
    )


def _shown(value: Any) -> Any:
    if isinstance(value, MountPoint):
        return {"type": value.kind, "source": value.source}
    return value
