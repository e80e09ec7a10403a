"""Projects and environments: what they are born with, what lists show to whom, and how they go."""

from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.models import Application, Environment, Member, Postgres, Project, ProjectTag, Tag

EIGHT = {"applications", "compose", "libsql", "mariadb", "mongo", "mysql", "postgres", "redis"}


async def test_a_project_is_born_with_production(house: House) -> None:
    created = await house.owner("project.create", name="Blog", description=None)
    project, environment = created["project"], created["environment"]
    assert (project["name"], project["env"], project["organizationId"]) == ("Blog", "", house.organization.id)
    assert (environment["name"], environment["isDefault"], environment["env"]) == ("production", True, "")
    assert environment["projectId"] == project["projectId"]
    creator = await house.seen(Member, house.members["owner"].id)
    assert creator.accessed_projects == [project["projectId"]]
    assert creator.accessed_environments == [environment["environmentId"]]


async def test_lists_have_all_eight_kinds_and_the_newest_project_first(house: House) -> None:
    await house.owner("project.create", name="Newer")
    projects = await house.owner("project.all")
    assert [one["name"] for one in projects] == ["Newer", "Shop"]
    for environment in (projects[0]["environments"][0], projects[1]["environments"][0]):
        assert environment.keys() >= EIGHT | {"environmentId", "name", "isDefault"}
    assert projects[1]["environments"][0]["applications"] == [
        {"applicationId": house.application.application_id, "name": "web", "applicationStatus": "idle"}
    ]


async def test_one_project_tells_all_about_its_services(house: House) -> None:
    await house.change(house.project, env="A=1")
    await house.change(house.environment, env="B=2")
    database = await house.add(
        Postgres(name="db", app_name="db-1", environment_id=house.environment.environment_id, docker_image="pg",
                 database_name="a", database_user="b", database_password="c")
    )  # fmt: skip
    tag = await house.add(Tag(name="web", organization_id=house.organization.id))
    await house.add(ProjectTag(project_id=house.project.project_id, tag_id=tag.tag_id))
    one = await house.owner("project.one", projectId=house.project.project_id)
    assert one["env"] == "A=1"
    assert [link["tag"]["name"] for link in one["projectTags"]] == ["web"]
    (environment,) = one["environments"]
    assert environment["env"] == "B=2"
    (application,) = environment["applications"]
    assert application["appName"] == house.application.app_name
    assert application.keys() >= {"applicationId", "name", "description", "createdAt", "serverId", "server", "icon"}
    assert environment["postgres"][0]["postgresId"] == database.postgres_id


@pytest.mark.parametrize("extra", [0, 5])
async def test_the_list_costs_the_same_number_of_queries_for_any_number_of_rows(
    house: House, statements: Any, extra: int
) -> None:
    async with house.runtime.database.write() as db:
        for number in range(extra):
            project = await factories.a_project(db, house.organization, name=f"p{number}")
            for name in ("production", "staging"):
                environment = await factories.an_environment(db, project, name=name)
                await factories.an_application(db, environment)
    from dokploy.features.project import every

    async with house.context() as ctx:
        with statements() as said:
            assert len(await every(ctx)) == 1 + extra
    assert len([one for one in said if one.startswith("SELECT")]) == 3


async def test_a_member_sees_what_the_lists_name(house: House) -> None:
    async with house.runtime.database.write() as db:
        staging = await factories.an_environment(db, house.project, name="staging", is_default=False)
        hidden = await factories.an_application(db, house.environment, name="hidden")
    assert (await house.call("member", "project.all")).body == []
    await house.change(
        house.members["member"],
        accessed_projects=[house.project.project_id],
        accessed_environments=[house.environment.environment_id],
        accessed_services=[house.application.application_id],
    )
    (project,) = (await house.call("member", "project.all")).body
    assert [one["name"] for one in project["environments"]] == ["production"]
    assert [one["name"] for one in project["environments"][0]["applications"]] == ["web"]
    shown = (await house.call("member", "environment.byProjectId", projectId=house.project.project_id)).body
    assert [one["environmentId"] for one in shown] == [house.environment.environment_id]
    assert (await house.call("member", "environment.one", environmentId=staging.environment_id)).status == 403
    assert (await house.call("member", "application.one", applicationId=hidden.application_id)).status == 403


async def test_the_other_organization_finds_nothing(house: House) -> None:
    for procedure, body in (
        ("project.one", {"projectId": house.project.project_id}),
        ("project.update", {"projectId": house.project.project_id, "name": "mine now"}),
        ("project.remove", {"projectId": house.project.project_id}),
        ("environment.one", {"environmentId": house.environment.environment_id}),
        ("environment.byProjectId", {"projectId": house.project.project_id}),
        ("environment.create", {"projectId": house.project.project_id, "name": "x"}),
        ("environment.update", {"environmentId": house.environment.environment_id, "name": "x"}),
        ("environment.remove", {"environmentId": house.environment.environment_id}),
    ):
        assert (await house.call("stranger", procedure, **body)).status == 404, procedure
    assert (await house.seen(Project, house.project.project_id)).name == "Shop"


@pytest.mark.parametrize(
    ("procedure", "body"),
    [
        ("project.create", {"name": "x"}),
        ("project.remove", {"projectId": "own"}),
        ("environment.create", {"projectId": "own", "name": "x"}),
    ],
)
async def test_a_member_without_the_switch_may_not(house: House, procedure: str, body: dict[str, str]) -> None:
    body = {name: house.project.project_id if value == "own" else value for name, value in body.items()}
    assert (await house.call("member", procedure, **body)).status == 403


async def test_a_member_with_the_switch_may_and_reaches_what_it_made(house: House) -> None:
    await house.change(house.members["member"], can_create_projects=True)
    created = (await house.call("member", "project.create", name="Mine")).body
    assert (await house.call("member", "project.one", projectId=created["project"]["projectId"])).status == 200


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": 7}, {"name": None}])
async def test_a_project_needs_a_name(house: House, body: dict[str, Any]) -> None:
    answer = await house.call("owner", "project.create", **body)
    assert (answer.status, answer.fields) == (400, ["name"])


async def test_a_project_stays_in_its_organization(house: House) -> None:
    same = await house.owner(
        "project.update", projectId=house.project.project_id, name="Store", organizationId=house.organization.id
    )
    assert same["name"] == "Store"
    moved = await house.call("owner", "project.update", projectId=house.project.project_id, organizationId="elsewhere")
    assert moved.status == 400


async def test_what_is_not_sent_stays(house: House) -> None:
    await house.owner("project.update", projectId=house.project.project_id, description="all of it", env="A=1")
    changed = await house.owner("project.update", projectId=house.project.project_id, name="Store")
    assert (changed["description"], changed["env"]) == ("all of it", "A=1")
    assert (await house.owner("project.update", projectId=house.project.project_id, description=None))[
        "description"
    ] is None


async def test_the_life_of_an_environment(house: House) -> None:
    project_id = house.project.project_id
    created = await house.owner("environment.create", name="staging", projectId=project_id)
    assert (created["isDefault"], created["env"]) == (False, "")
    environment_id = created["environmentId"]
    assert [one["name"] for one in await house.owner("environment.byProjectId", projectId=project_id)] == [
        "production", "staging"
    ]  # fmt: skip
    updated = await house.owner("environment.update", environmentId=environment_id, name="test", env="X=1")
    assert (updated["name"], updated["env"]) == ("test", "X=1")
    one = await house.owner("environment.one", environmentId=environment_id)
    assert one["project"]["projectId"] == project_id
    assert one.keys() >= EIGHT
    await house.owner("environment.remove", environmentId=environment_id)
    assert await house.seen(Environment, environment_id) is None


async def test_the_name_production_is_taken(house: House) -> None:
    answer = await house.call("owner", "environment.create", name="production", projectId=house.project.project_id)
    assert answer.status == 400
    renamed = await house.call(
        "owner", "environment.update", environmentId=house.environment.environment_id, name="live"
    )
    assert renamed.status == 400


async def test_an_environment_moves_only_to_a_project_within_reach(house: House) -> None:
    foreign = await house.seen(Environment, house.foreign.environment_id)
    answer = await house.call(
        "owner", "environment.update", environmentId=house.environment.environment_id, projectId=foreign.project_id
    )
    assert answer.status == 404


async def test_an_environment_with_services_is_not_removed(house: House) -> None:
    async with house.runtime.database.write() as db:
        staging = await factories.an_environment(db, house.project, name="staging", is_default=False)
        await factories.an_application(db, staging)
    answer = await house.call("owner", "environment.remove", environmentId=staging.environment_id)
    assert (answer.status, "active services" in answer.message) == (400, True)
    default = await house.call("owner", "environment.remove", environmentId=house.environment.environment_id)
    assert default.status == 400


async def test_variables_need_a_permission_of_their_own(house: House) -> None:
    from dokploy.core.permissions import ROLES

    assert "projectEnvVars:write" in ROLES["member"]
    await house.change(house.members["member"], accessed_projects=[house.project.project_id])
    allowed = await house.call("member", "project.update", projectId=house.project.project_id, env="A=1")
    assert (allowed.status, allowed.body["env"]) == (200, "A=1")


async def test_a_project_goes_with_its_services(house: House) -> None:
    removed = await house.owner("project.remove", projectId=house.project.project_id)
    assert removed["projectId"] == house.project.project_id
    assert await house.seen(Application, house.application.application_id) is None
    assert (await house.call("owner", "project.remove", projectId=house.project.project_id)).status == 404
