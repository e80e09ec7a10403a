"""The organization at a glance: what is counted for whom, and the tree from which a member's reach is chosen."""

from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.features import glance
from dokploy.models import Postgres

NOTHING = {
    "projects": 0,
    "environments": 0,
    "applications": 0,
    "compose": 0,
    "databases": 0,
    "services": 0,
    "status": {"running": 0, "error": 0, "idle": 0},
}


def a_database(house: House, **values: Any) -> Postgres:
    return Postgres(
        name="db",
        app_name="db-1",
        environment_id=house.environment.environment_id,
        docker_image="postgres:17",
        database_name="a",
        database_user="b",
        database_password="c",
        **values,
    )


async def test_all_services_are_counted_by_kind_and_status(house: House) -> None:
    async with house.runtime.database.write() as db:
        staging = await factories.an_environment(db, house.project, name="staging")
        for status in ("done", "running", "error", "done"):
            await factories.an_application(db, staging, application_status=status)
        await factories.a_project(db, house.organization, name="Empty")
    await house.add(a_database(house, application_status="done"))
    assert await house.owner("project.homeStats") == {
        "projects": 2,
        "environments": 2,
        "applications": 5,
        "compose": 0,
        "databases": 1,
        "services": 6,
        "status": {"running": 3, "error": 1, "idle": 2},
    }


async def test_a_member_counts_what_is_within_reach(house: House) -> None:
    assert (await house.call("member", "project.homeStats")).body == NOTHING
    await house.change(
        house.members["member"],
        accessed_projects=[house.project.project_id],
        accessed_services=[house.application.application_id, house.foreign.application_id],
    )
    counted = (await house.call("member", "project.homeStats")).body
    assert (counted["projects"], counted["environments"], counted["services"]) == (1, 0, 1)
    assert (await house.call("", "project.homeStats")).status == 401


@pytest.mark.parametrize("extra", [0, 4])
async def test_neither_costs_more_queries_with_more_rows(house: House, statements: Any, extra: int) -> None:
    async with house.runtime.database.write() as db:
        for number in range(extra):
            project = await factories.a_project(db, house.organization, name=f"p{number}")
            await factories.an_application(db, await factories.an_environment(db, project))
    async with house.context() as ctx:
        with statements() as said:
            assert (await glance.home_stats(ctx))["projects"] == 1 + extra
            assert len(await glance.all_for_permissions(ctx)) == 1 + extra
    assert len([one for one in said if one.startswith("SELECT")]) == 6


async def test_the_tree_for_permissions_has_every_service(house: House) -> None:
    await house.change(house.project, env="SECRET=1")
    await house.owner("project.create", name="Newer")
    newer, shop = await house.owner("project.allForPermissions")
    assert (newer["name"], shop["name"]) == ("Newer", "Shop")
    assert shop.keys() == {"projectId", "name", "environments"}
    (environment,) = shop["environments"]
    assert environment.keys() >= {"environmentId", "name", "isDefault", "applications", "compose", "redis", "libsql"}
    (application,) = environment["applications"]
    assert application.keys() >= {
        "applicationId", "appName", "name", "createdAt", "applicationStatus", "description", "serverId",
    }  # fmt: skip
    assert (await house.call("member", "project.allForPermissions")).status == 403
    assert [one["name"] for one in (await house.call("stranger", "project.allForPermissions")).body] == ["Shop"]
