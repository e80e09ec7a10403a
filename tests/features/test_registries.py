"""`registry.*` through the wire: what is stored, who may see it, and the login against a real registry."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from tests import registry as stand
from tests.features.conftest import House
from tests.testbed import RunningEngine

from dokploy.adapters.engine import Engine
from dokploy.adapters.images import Images
from dokploy.models import Registry


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stand.Registry]:
    with stand.running_registry(tmp_path_factory.mktemp("registry")) as found:
        yield found


@pytest.fixture
async def signing(house: House, engine: RunningEngine) -> Any:
    """The house, with the engine that asks registries."""
    connection = Engine(engine.docker_host)
    images = Images(connection, house.runtime.tools.folder.instance_id)
    house.runtime.tools = dataclasses.replace(house.runtime.tools, engine=connection, images=images)
    yield house
    await connection.close()


def body(running: stand.Registry, **values: Any) -> dict[str, Any]:
    given = {
        "registryName": "ours",
        "username": f" {stand.USER} ",
        "password": stand.PASSWORD,
        "registryUrl": running.host,
        "registryType": "cloud",
        "imagePrefix": None,
    }
    return given | values


async def a_registry(house: House, **values: Any) -> Registry:
    given = {"registry_name": "r", "registry_url": "reg.example.com", "username": "team", "password": "sesame-1"}
    return await house.add(Registry(**{"organization_id": house.organization.id, **given, **values}))


@pytest.mark.engine
async def test_a_registry_is_stored_once_its_login_works(signing: House, running: stand.Registry) -> None:
    made = await signing.owner("registry.create", **body(running, imagePrefix="Shop"))
    assert (made["username"], made["password"], made["imagePrefix"]) == (stand.USER, stand.PASSWORD, "Shop")
    assert made["organizationId"] == signing.organization.id
    assert await signing.owner("registry.all") == [made]
    shown = await signing.owner("registry.one", registryId=made["registryId"])
    assert shown == {name: value for name, value in made.items() if name != "password"}
    row = await signing.seen(Registry, made["registryId"])
    assert row.password_sealed.startswith("v2:")
    tested = await signing.owner("registry.testRegistryById", registryId=made["registryId"])
    assert tested == {"success": True}
    assert await signing.owner("registry.testRegistry", **body(running)) == {"success": True}


@pytest.mark.engine
@pytest.mark.parametrize(
    ("given", "words"),
    [({"password": "wrong-one"}, "password"), ({"registryUrl": "127.0.0.1:9"}, "unreachable")],
    ids=["a wrong password", "nobody there"],
)
async def test_a_login_that_fails_stores_nothing(
    signing: House, running: stand.Registry, given: dict[str, str], words: str
) -> None:
    for procedure in ("registry.create", "registry.testRegistry"):
        answer = await signing.call("owner", procedure, **body(running, **given))
        assert answer.status == 400, answer
        assert words in answer.message
        assert "wrong-one" not in str(answer.body)
    assert await signing.owner("registry.all") == []


@pytest.mark.engine
async def test_an_update_signs_in_with_what_it_will_be(signing: House, running: stand.Registry) -> None:
    made = await signing.owner("registry.create", **body(running))
    refused = await signing.call("owner", "registry.update", registryId=made["registryId"], password="wrong-one")
    assert refused.status == 400
    assert (await signing.seen(Registry, made["registryId"])).password == stand.PASSWORD
    await signing.owner("registry.update", registryId=made["registryId"], registryName="new", imagePrefix="")
    row = await signing.seen(Registry, made["registryId"])
    assert (row.registry_name, row.image_prefix, row.username) == ("new", None, stand.USER)


async def test_without_an_engine_nobody_can_sign_in(house: House) -> None:
    row = await a_registry(house)
    answer = await house.call("owner", "registry.testRegistryById", registryId=row.registry_id)
    assert answer.status == 412
    assert "Docker" in answer.message


@pytest.mark.parametrize("use", ["registry_id", "build_registry_id", "rollback_registry_id"])
async def test_a_registry_is_removed_once_nothing_uses_it(house: House, use: str) -> None:
    row = await a_registry(house)
    await house.change(house.application, **{use: row.registry_id})
    refused = await house.call("owner", "registry.remove", registryId=row.registry_id)
    assert (refused.status, f"{house.project.name} / {house.application.name}" in refused.message) == (409, True)
    await house.change(house.application, **{use: None})
    assert (await house.owner("registry.remove", registryId=row.registry_id))["registryId"] == row.registry_id
    assert await house.owner("registry.all") == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"registryUrl": "https://reg.example.com"}, "registryUrl"),
        ({"registryUrl": "reg.example.com/team"}, "registryUrl"),
        ({"username": "  "}, "username"),
        ({"password": ""}, "password"),
        ({"registryType": "selfHosted"}, "registryType"),
        ({"imagePrefix": "a b"}, "imagePrefix"),
        ({"imagePrefix": "team:1"}, "imagePrefix"),
    ],
    ids=lambda value: None if isinstance(value, dict) else value,
)
async def test_what_is_no_registry_is_refused(house: House, given: dict[str, str], field: str) -> None:
    answer = await house.call("owner", "registry.create", **body(stand.Registry("reg.example.com"), **given))
    assert (answer.status, answer.fields) == (400, [field])


CALLS: dict[str, dict[str, Any]] = {
    "registry.create": body(stand.Registry("reg.example.com")),
    "registry.all": {},
    "registry.one": {"registryId": "x"},
    "registry.update": {"registryId": "x"},
    "registry.remove": {"registryId": "x"},
    "registry.testRegistry": body(stand.Registry("reg.example.com")),
    "registry.testRegistryById": {"registryId": "x"},
}


@pytest.mark.parametrize("procedure", CALLS)
async def test_a_member_may_not(house: House, procedure: str) -> None:
    assert (await house.call("member", procedure, **CALLS[procedure])).status == 403


@pytest.mark.parametrize(
    "procedure", ["registry.one", "registry.update", "registry.remove", "registry.testRegistryById"]
)
async def test_a_registry_of_another_organization_is_not_there(house: House, procedure: str) -> None:
    row = await a_registry(house)
    assert (await house.call("stranger", procedure, registryId=row.registry_id)).status == 404
    assert (await house.call("stranger", "registry.all")).body == []
    assert await house.seen(Registry, row.registry_id) is not None


async def test_it_cannot_be_given_away(house: House) -> None:
    row, other = await a_registry(house), house.members["stranger"].organization_id
    answer = await house.call("owner", "registry.update", registryId=row.registry_id, organizationId=other)
    assert answer.status == 404
