"""The access matrix: every procedure × every caller × own and foreign organization × every id field of its input.

What must come of each call is worked out from the access that the procedure declares (`rules.py`). Beside the status:
a refused call changes nothing, and no answer to one organization holds a text of the other.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.access.inputs import BY_NAME, COLUMNS, SELF, Case, Model, cases, id_fields, is_id, schema_of
from tests.access.rules import BUSINESS, FORBIDDEN, NO_ENGINE, NOT_FOUND, REFUSALS, UNAUTHORIZED, expected
from tests.access.world import FOREIGN, Caller, World, built, exchange

from dokploy.main import FEATURES
from dokploy.models import Application, Organization
from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.procedure import REGISTRY, Procedure

ALL = pytest.mark.parametrize("procedure", REGISTRY.values(), ids=lambda procedure: procedure.name)


@pytest.fixture(scope="module")
async def world() -> AsyncIterator[World]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="dokploy-world-") as folder:
        async with built(Path(folder)) as made:
            yield made


@ALL
async def test_everybody_gets_what_the_declaration_says(world: World, procedure: Procedure) -> None:
    wrong: list[str] = []
    for case in cases(procedure):
        for caller in askers(world, case):
            for foreign in (False, True) if case.field else (False,):
                wrong += await complaints(world, caller, case, foreign=foreign)
    assert wrong == [], "\n".join(["", *wrong])


def askers(world: World, case: Case) -> Iterator[Caller]:
    """Everybody; for an id beside those that must be there without the members who lack one switch.

    Switches are permissions, and what they decide is decided before any id is read: the case with nothing but the
    required ids shows it.
    """
    for caller in world.callers.values():
        if not (case.is_optional and caller.lacks_one_switch):
            yield caller


async def complaints(world: World, caller: Caller, case: Case, *, foreign: bool) -> list[str]:
    """What is wrong with one cell."""

    def own(name: str, model: Model) -> str:
        if f"{case.procedure.name}:{name}" in SELF:
            return caller.user_id
        if f"{case.procedure.name}:{name}" in BY_NAME:
            return str(world.ours[model].app_name)
        return world.id_of(model, caller, foreign=False)

    def other(name: str, model: Model) -> str:
        if f"{case.procedure.name}:{name}" in BY_NAME:
            return str(world.foreign[model].app_name)
        return world.id_of(model, caller, foreign=True)

    body = case.body(own, other if foreign else None)
    answer = await world.call(caller, case.procedure, body, case.files)
    wanted = expected(world, caller, case, foreign=foreign)
    cell = f"{case} by {caller.name}, {'foreign' if foreign else 'own'} {case.field or 'organization'}"
    got = f"{answer.status} {answer.message!r}" if answer.status >= 400 else str(answer.status)
    return [f"{cell}: {what} (got {got})" for what in _wrong(world, caller, case, answer, wanted)]


def _wrong(world: World, caller: Caller, case: Case, answer: Any, wanted: set[int]) -> Iterator[str]:
    if wanted:
        if answer.status not in wanted:
            yield f"must be refused with {sorted(wanted)}"
        if answer.changed:
            yield "was refused and changed something all the same"
    elif not _is_let_through(case, answer.status):
        yield "must be let through"
    is_ours = caller.organization_id == world.ours[Organization].id and caller.name != "key of another organization"
    sent = world.foreign[Application].app_name.encode()  # an error may repeat the name that was asked for
    if is_ours and FOREIGN.encode() in answer.body.replace(sent, b""):
        yield "tells something of the other organization"


def _is_let_through(case: Case, status: int) -> bool:
    allowed, _ = BUSINESS.get(case.procedure.name, (0, ""))
    return status < 300 or status in {NO_ENGINE, allowed}


# ------------------------------------------------------------------------------------------------ that it can fail


def test_every_id_field_is_known() -> None:
    assert FEATURES
    assert {name for procedure in REGISTRY.values() for name in id_fields(procedure)} <= {
        *COLUMNS,
        "id",
        "serviceId",
        "appName",
    }


def test_no_id_hides_inside_an_object() -> None:
    """The matrix looks at the fields of an input itself; what is nested must not name rows."""
    hidden = [
        f"{procedure.name}: {path}"
        for procedure in REGISTRY.values()
        for path in _nested(schema_of(procedure))
        if is_id(path.rpartition(".")[2]) and f"{procedure.name}:{path}" not in LOOKED_AT_ELSEWHERE
    ]
    assert hidden == []


LOOKED_AT_ELSEWHERE = {"user.createApiKey:metadata.organizationId": "tests/auth/test_keys.py"}


def _nested(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if path:
            yield here
        for one in (inner, *inner.get("anyOf", ()), inner.get("items") or {}):
            yield from _nested(one, here)


async def test_the_matrix_sees_a_missing_check(world: World) -> None:
    """A handler that loads without `owned` is found by the cells of the other organization."""
    from dataclasses import replace

    from dokploy.context import Context

    async def careless(body: Any, ctx: Context) -> Application:
        return await ctx.db.get_one(Application, body.application_id)

    sound = REGISTRY["application.one"]
    from dokploy.wire.shapes import row

    broken = replace(sound, handler=careless, gives=row(Application))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(REGISTRY, sound.name, broken)
        (case,) = cases(broken)
        said = await complaints(world, world.callers["owner"], case, foreign=True)
        assert [line.partition(": ")[2].partition(" (")[0] for line in said] == [
            "must be refused with [404]",
            "tells something of the other organization",
        ]
        said = await complaints(world, world.callers["member with nothing"], case, foreign=False)
        assert "must be refused with [403]" in said[0]


async def test_the_matrix_sees_a_wider_declaration(world: World) -> None:
    """And a declaration that admits more people than before is another expectation, held by the contract test."""
    case = next(cases(REGISTRY["application.delete"]))
    assert expected(world, world.callers["member with lists"], case, foreign=False) == {FORBIDDEN}
    assert expected(world, world.callers["member with all"], case, foreign=False) == set()
    assert expected(world, world.callers["member without can_delete_services"], case, foreign=False) == {FORBIDDEN}
    assert expected(world, world.callers["owner"], case, foreign=True) == {NOT_FOUND}
    assert expected(world, world.callers["stranger"], case, foreign=False) == {NOT_FOUND}
    assert expected(world, world.callers["key of another organization"], case, foreign=False) == {NOT_FOUND}
    assert expected(world, world.callers["JWT of owner"], case, foreign=False) == set()
    assert expected(world, world.callers["anonymous"], case, foreign=False) == {UNAUTHORIZED}
    assert {401, 403, 404} == REFUSALS


@ALL
async def test_the_tRPC_form_asks_as_well(world: World, procedure: Procedure) -> None:  # noqa: N802 - its name
    """Nobody passes by the other door; what is public is so there."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET" if procedure.kind == "query" else "POST",
        "path": f"/api/trpc/{procedure.name}",
        "query_string": b"input=%7B%22json%22%3A%7B%7D%7D" if procedure.kind == "query" else b"",
        "headers": [(b"host", b"panel"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    answer = await exchange(Dispatcher(world.runtime), scope, b'{"json":{}}')
    is_public = procedure.access.who == "public"
    assert answer.status != UNAUTHORIZED if is_public else answer.status == UNAUTHORIZED
