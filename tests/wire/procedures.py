"""Procedures that exist for these tests alone: one for each way in which a call can differ.

They are taken out of the process-wide registry again, so that no other test meets them.
"""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import Field, field_validator

from dokploy.context import Context, Units
from dokploy.core.errors import Conflict, NotFound, RemoteFailed
from dokploy.core.permissions import ADMIN, OWNER, PUBLIC, USER, may
from dokploy.models import Environment, Project
from dokploy.wire.procedure import REGISTRY, Procedure, Procedures
from dokploy.wire.shapes import ANYTHING, FLAG, TEXT, TRUE, Fields, Many, Upload, Wire, row

MOMENT: Final = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)

wiretest = Procedures("wiretest")


class Part(Wire):
    name: str
    size: int = 1


class Everything(Wire):
    text: str | None = None
    count: int | None = None
    ratio: float | None = None
    is_on: bool | None = None
    tags: list[str] | None = None
    sizes: list[int] | None = None
    when: datetime | None = None
    kind: Literal["web", "worker"] | None = None
    part: Part | None = None
    labels: dict[str, str] | None = None
    limit: int | str | None = None

    @field_validator("text")
    @classmethod
    def _polite(cls, value: str | None) -> str | None:
        if value == "rude":
            raise ValueError("Say it politely")
        return value


class ThingId(Wire):
    thing_id: Annotated[str, Field(min_length=1)]


class ThingCreate(Wire):
    name: Annotated[str, Field(min_length=1, max_length=20)]
    size: Annotated[int, Field(ge=1, le=10)]
    note: str | None = None


class Drop(Wire):
    application_id: str
    zip: Upload
    drop_build_path: str | None = None
    count: int | None = None


@wiretest.query("health", PUBLIC, gives=Fields(status=TEXT))
async def health(ctx: Context) -> dict[str, Any]:
    """Says that it is there."""
    return {"status": "ok"}


@wiretest.query("echo", USER, gives=ANYTHING)
async def echo(body: Everything, ctx: Context) -> dict[str, Any]:
    return body.model_dump(by_alias=True, exclude_unset=True)


@wiretest.mutation("tell", USER, gives=ANYTHING)
async def tell(body: Everything, ctx: Context) -> dict[str, Any]:
    return body.model_dump(by_alias=True, exclude_unset=True)


@wiretest.query("one", USER, gives=ANYTHING)
async def one(body: ThingId, ctx: Context) -> dict[str, Any]:
    raise NotFound("Thing not found")


@wiretest.mutation("create", USER, gives=ANYTHING)
async def create(body: ThingCreate, ctx: Context) -> dict[str, Any]:
    return {"name": body.name, "size": body.size, "by": ctx.actor.user_id, "changes": sorted(body.changes())}


@wiretest.mutation("clean", USER)
async def clean(ctx: Context) -> None:
    return None


@wiretest.mutation("reload", USER, gives=TRUE)
async def reload(ctx: Context) -> bool:
    return True


@wiretest.query("isOn", USER, gives=FLAG)
async def is_on(ctx: Context) -> bool:
    return True


@wiretest.mutation("toggle", USER, gives=FLAG)
async def toggle(ctx: Context) -> bool:
    return True


@wiretest.query("nobody", USER, gives=ANYTHING)
async def nobody(ctx: Context) -> None:
    return None


@wiretest.query("config", USER, gives=TEXT, text="application/yaml")
async def config(ctx: Context) -> str:
    return "http:\n  routers: {}\n"


@wiretest.query("dates", USER, gives=ANYTHING)
async def dates(ctx: Context) -> dict[str, Any]:
    return {"at": MOMENT, "none": None, "rows": [{"a.b": MOMENT, "text": "2026"}], "a\\b": MOMENT}


@wiretest.query("guarded", may("service:delete"), gives=FLAG)
async def guarded(ctx: Context) -> bool:
    return True


@wiretest.mutation("administer", ADMIN, gives=TRUE)
async def administer(body: ThingId, ctx: Context) -> bool:
    return True


@wiretest.query("owners", OWNER, gives=FLAG)
async def owners(ctx: Context) -> bool:
    return True


@wiretest.mutation("conflict", USER)
async def conflict(ctx: Context) -> None:
    raise Conflict("Taken", hint="Choose another name.")


@wiretest.query("crash", USER, gives=ANYTHING)
async def crash(ctx: Context) -> None:
    raise RuntimeError("password=hunter2")


@wiretest.query("unwritable", USER, gives=ANYTHING)
async def unwritable(ctx: Context) -> Any:
    return {"when": object()}


@wiretest.query("remote", USER, gives=ANYTHING)
async def remote(ctx: Context) -> None:
    raise RemoteFailed("The engine said no")


@wiretest.mutation("store", USER, gives=row(Project))
async def store(body: ThingId, ctx: Context) -> Project:
    """Adds a row without flushing it."""
    project = Project(name=body.thing_id, organization_id=ctx.actor.organization_id, env="")
    ctx.db.add(project)
    return project


@wiretest.mutation("storeAndFail", USER)
async def store_and_fail(body: ThingId, ctx: Context) -> None:
    ctx.db.add(Project(name=body.thing_id, organization_id=ctx.actor.organization_id, env=""))
    await ctx.db.flush()
    raise Conflict("Changed my mind")


@wiretest.mutation("refer", USER)
async def refer(body: ThingId, ctx: Context) -> None:
    """Refers to a project that may not exist."""
    ctx.db.add(Environment(name="x", project_id=body.thing_id, env=""))


@wiretest.query("at", USER, gives=ANYTHING)
async def at(body: Everything, ctx: Context) -> Any:
    """Hands a number to the database, whatever its size."""
    return {"found": (await ctx.db.get(Project, body.text or "")) is not None, "n": await _bound(ctx, body.count)}


async def _bound(ctx: Context, number: int | None) -> Any:
    from sqlalchemy import bindparam, select

    return await ctx.db.scalar(select(bindparam("n", number)))


@wiretest.query("slow", USER, gives=TEXT, units=True)
async def slow(body: ThingId, units: Units) -> str:
    """Waits; of several beside each other each takes as long as one."""
    await asyncio.sleep(0.2)
    return body.thing_id


@wiretest.subscription("count", USER, gives=ANYTHING)
async def count(body: Everything, units: Units) -> AsyncGenerator[dict[str, Any], None]:
    """Counts to `count`, then ends; without it, for ever. `text` is what it fails with after the first."""
    number = 0
    COUNTING.append(id(units))
    try:
        while body.count is None or number < body.count:
            number += 1
            yield {"number": number, "at": MOMENT}
            if body.text:
                raise Conflict(body.text)
            await asyncio.sleep(0.01)
    finally:
        COUNTING.remove(id(units))


COUNTING: Final[list[int]] = []
"""Those that count at this moment."""


@wiretest.subscription("secret", may("service:delete"), gives=TEXT)
async def secret(units: Units) -> AsyncGenerator[str, None]:
    yield "of the owner"


@wiretest.query("waits", USER, gives=TEXT, units=True)
async def waits(body: Everything, units: Units) -> str:
    """Answers after `count` milliseconds."""
    await asyncio.sleep((body.count or 0) / 1000)
    return body.text or ""


@wiretest.mutation("drop", may("deployment:create"), gives=ANYTHING, units=True)
async def drop(body: Drop, units: Units) -> dict[str, Any]:
    content = body.zip.path.read_bytes()
    return {
        "applicationId": body.application_id,
        "filename": body.zip.filename,
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "sent": sorted(body.changes("zip")),
        "count": body.count,
        "mode": oct(body.zip.path.stat().st_mode & 0o777),
    }


@wiretest.query("parts", USER, gives=Many(ANYTHING))
async def parts(ctx: Context) -> list[dict[str, Any]]:
    return [{"name": "a"}, {"name": "b"}]


TOYS: Final[dict[str, Procedure]] = {
    name: REGISTRY.pop(name) for name in list(REGISTRY) if name.startswith("wiretest.")
}
