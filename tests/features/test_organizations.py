"""Organizations: made by owners and admins, changed and deleted by their owner, with all that they run."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from tests import factories
from tests.features.conftest import House, key_of
from tests.images import HelloImages
from tests.releases.runtime import make_runtime
from tests.testbed import RunningEngine

from dokploy.adapters.swarm import LABEL_APP, LABEL_DEPLOYMENT, LABEL_SERVICE, ServiceSpec
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Application, Base, Member, Organization, OrganizationRole, Project, User


async def a_second(house: House, who: str = "owner", role: str = "owner") -> Organization:
    """Another organization in which this person has a role; who owns it has a key for it, under `second`."""
    member = house.members[who]
    async with house.runtime.database.write() as db:
        owner_id = member.user_id if role == "owner" else None
        made = await factories.an_organization(db, name="Second", owner_id=owner_id)
        house.members["second"] = await factories.a_member(db, made, role, user_id=member.user_id)
        bound = json.dumps({"organizationId": made.id})
        db.add(ApiKey(name="second", key=digest(key_of("second")), reference_id=member.user_id, metadata_text=bound))
    return made


# ------------------------------------------------------------------------------------------------ making, changing


async def test_who_makes_an_organization_owns_it_and_stays_where_they_are(house: House) -> None:
    made = await house.owner("organization.create", name="Second", logo="/l.png")
    assert (made["name"], made["logo"], made["ownerId"]) == ("Second", "/l.png", house.members["owner"].user_id)
    assert len(made["slug"]) == 21
    assert (await house.owner("organization.active"))["id"] == house.organization.id
    found = {one["name"]: one["members"] for one in await house.owner("organization.all")}
    assert [(one["role"], one["isDefault"]) for one in found["Second"]] == [("owner", False)]
    assert (await house.call("member", "organization.create", name="x")).status == 403
    assert (await house.call("owner", "organization.create")).fields == ["name"]


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("admin", 403), ("member", 403), ("stranger", 404)])
async def test_an_organization_is_changed_by_its_owner(house: House, who: str, status: int) -> None:
    body = {"organizationId": house.organization.id, "name": "Acme 2", "logo": "/l.png", "defaultRole": "admin"}
    answer = await house.call(who, "organization.update", **body)
    assert answer.status == status
    seen = await house.seen(Organization, house.organization.id)
    assert seen.name == ("Acme 2" if status == 200 else "Acme")
    if status == 200:
        assert (answer.body["logo"], answer.body["defaultRole"]) == ("/l.png", "admin")


async def test_what_is_not_sent_stays_and_null_takes_back(house: House) -> None:
    body = {"organizationId": house.organization.id}
    await house.owner("organization.update", **body, name="A", logo="/l.png", defaultRole="member")
    kept = await house.owner("organization.update", **body, name="B")
    assert (kept["logo"], kept["defaultRole"]) == ("/l.png", "member")
    assert (await house.owner("organization.update", **body, defaultRole=None))["defaultRole"] is None


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 403), ("nothing", 404), ("", 400), ("own", 200), ("theirs", 404)]
)
async def test_a_default_role_is_one_that_can_be_given(house: House, role: str, status: int) -> None:
    for name, place in (("own", house.organization.id), ("theirs", house.members["stranger"].organization_id)):
        await house.add(OrganizationRole(organization_id=place, role=name, permission="{}"))
    body = {"organizationId": house.organization.id, "defaultRole": role}
    assert (await house.call("owner", "organization.update", **body)).status == status


async def test_a_key_of_one_organization_changes_no_other(house: House) -> None:
    second = await a_second(house)
    for procedure in ("organization.update", "organization.delete"):
        answer = await house.call("owner", procedure, organizationId=second.id, name="x")
        assert answer.status == 404, procedure


async def test_one_membership_is_the_default(house: House) -> None:
    second = await a_second(house)
    assert await house.owner("organization.setDefault", organizationId=second.id) == {"success": True}
    async with house.runtime.database.read() as db:
        own = Member.user_id == house.members["owner"].user_id
        chosen = list(await db.scalars(select(Member.organization_id).where(own, Member.is_default)))
    assert chosen == [second.id]
    assert (await house.call("stranger", "organization.setDefault", organizationId=second.id)).status == 404


# ------------------------------------------------------------------------------------------------ deleting


async def test_the_last_organization_of_an_owner_stays(house: House) -> None:
    answer = await house.call("owner", "organization.delete", organizationId=house.organization.id)
    assert (answer.status, "at least one" in answer.message) == (403, True)
    assert await house.seen(Application, house.application.application_id) is not None


@pytest.mark.parametrize(("who", "status"), [("admin", 403), ("member", 403), ("stranger", 404), ("", 401)])
async def test_only_the_owner_deletes(house: House, who: str, status: int) -> None:
    await a_second(house)
    body = {"organizationId": house.organization.id}
    assert (await house.call(who, "organization.delete", **body)).status == status
    assert await house.seen(Organization, house.organization.id) is not None


async def test_being_owner_here_says_nothing_about_elsewhere(house: House) -> None:
    second = await a_second(house, "stranger", "admin")
    assert (await house.call("second", "organization.delete", organizationId=second.id)).status == 403


async def test_all_rows_of_an_organization_go_and_no_other(house: House) -> None:
    """Every table that belongs to an organization, by its own declaration; keys that were bound to it as well."""
    await a_second(house)
    await house.add(OrganizationRole(organization_id=house.organization.id, role="lead", permission="{}"))
    assert await house.owner("organization.delete", organizationId=house.organization.id) == {"success": True}
    for model, row_id in (
        (Organization, house.organization.id),
        (Project, house.project.project_id),
        (Application, house.application.application_id),
        (Member, house.members["member"].id),
    ):
        assert await house.seen(model, row_id) is None, model
    async with house.runtime.database.read() as db:
        for table in Base.metadata.tables.values():
            if "organizationId" in table.c:
                left = await db.scalar(
                    select(func.count()).select_from(table).where(table.c["organizationId"] == house.organization.id)
                )
                assert left == 0, table.name
        assert set(await db.scalars(select(ApiKey.name))) == {"second", "stranger"}
    assert (await house.call("owner", "organization.all")).status == 401, "the key was bound to what is gone"
    assert (await house.call("second", "user.get")).body["role"] == "owner"
    assert await house.seen(User, house.members["member"].user_id) is not None, "people keep their accounts"
    assert await house.seen(Application, house.foreign.application_id) is not None


async def test_of_two_that_delete_the_last_two_one_fails(house: House) -> None:
    second = await a_second(house)
    answers = await asyncio.gather(
        house.call("owner", "organization.delete", organizationId=house.organization.id),
        house.call("second", "organization.delete", organizationId=second.id),
    )
    assert sorted(answer.status for answer in answers) == [200, 403]
    async with house.runtime.database.read() as db:
        own = Organization.owner_id == house.members["owner"].user_id
        assert await db.scalar(select(func.count()).select_from(Organization).where(own)) == 1


# ------------------------------------------------------------------------------------------------ with an engine


@pytest.fixture
async def swarming(house: House, engine: RunningEngine, tmp_path: Path) -> AsyncIterator[House]:
    """The house on the real engine."""
    without = house.runtime
    house.runtime = make_runtime(without.database, tmp_path / "data", docker_host=engine.docker_host)
    yield house
    for service in await house.runtime.tools.swarm.labelled():
        await house.runtime.tools.swarm.remove(service.name)
    await house.runtime.tools.engine.close()
    house.runtime = without


async def run(house: House, application: Application, image: str) -> str:
    """What a deployment of this application would leave in the Swarm."""
    labels = {
        LABEL_APP: application.app_name,
        LABEL_SERVICE: f"application:{application.application_id}",
        LABEL_DEPLOYMENT: "d1",
    }
    spec = ServiceSpec(
        name=application.app_name,
        labels=labels,
        task_template={"ContainerSpec": {"Image": image}},
        mode={"Replicated": {"Replicas": 1}},
        endpoint_spec={"Mode": "dnsrr"},
    )
    await house.runtime.tools.swarm.create(spec)
    return application.app_name


@pytest.mark.engine
@pytest.mark.parametrize("what", ["organization", "project"])
async def test_what_runs_is_removed_with_it_and_the_neighbours_run_on(
    swarming: House, hello_images: HelloImages, what: str
) -> None:
    """The reference deletes the rows and leaves the containers running."""
    house, swarm = swarming, swarming.runtime.tools.swarm
    await a_second(house)
    own, foreign = (
        await run(house, house.application, hello_images.good),
        await run(house, house.foreign, hello_images.good),
    )
    target: dict[str, Any] = {
        "organization": {"organizationId": house.organization.id},
        "project": {"projectId": house.project.project_id},
    }[what]
    procedure = "organization.delete" if what == "organization" else "project.remove"
    await house.owner(procedure, **target)
    assert await swarm.find(own) is None
    assert await swarm.find(foreign) is not None
    async with house.runtime.database.write() as db:
        await db.execute(delete(Application).where(Application.application_id == house.foreign.application_id))
