"""Searching: which texts match, which page is given, and to whom. The same answers on both databases."""

from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.features import search
from dokploy.models import Application, Environment, Project

SEARCHES = ("project.search", "environment.search", "application.search")


async def names(house: House, procedure: str, who: str = "owner", **body: Any) -> list[str]:
    answer = await house.call(who, procedure, **body)
    assert answer.status == 200, answer
    found = [one["name"] for one in answer.body["items"]]
    assert answer.body["total"] >= len(found)
    return found


async def add_applications(house: House, *texts: str, **values: Any) -> list[Application]:
    async with house.runtime.database.write() as db:
        return [
            await factories.an_application(db, house.environment, name=text, created_at=f"2030-01-01T{n:04}", **values)
            for n, text in enumerate(texts)
        ]


# ------------------------------------------------------------------------------------------------ how texts match


@pytest.mark.parametrize(
    ("sought", "text", "matches"),
    [
        ("shop", "My Shop", True),
        ("SHOP", "my shop", True),
        ("  shop ", "my shop", True),
        ("100%", "100% sure", True),
        ("100%", "1000 sure", False),
        ("a_b", "a_b", True),
        ("a_b", "axb", False),
        ("a/b", "a/b", True),
        ("a\\b", "a\\b", True),
        ("a\\b", "ab", False),
        ("äpfel", "Äpfel", True),
        ("ÄPFEL", "äpfel und birnen", True),
        ("äPfel", "ÄPFEL", True),
        ("ПРИВЕТ", "привет", True),
        ("привет", "Привет", True),
        ("日本", "日本語", True),
        ("'; DROP", "x", False),
        ("🔑", "the 🔑", True),
    ],
)
async def test_texts_match_whatever_their_case(house: House, sought: str, text: str, matches: bool) -> None:
    await add_applications(house, text)
    assert (text in await names(house, "application.search", q=sought)) is matches
    assert (text in await names(house, "application.search", name=sought)) is matches


def test_a_text_of_plain_letters_is_sought_once() -> None:
    assert search.spellings("My Shop") == ["my shop"]
    assert search.spellings("äb") == ["Äb", "äb"]


@pytest.mark.parametrize("column", ["name", "appName", "description", "repository", "owner", "dockerImage"])
async def test_q_may_stand_in_any_text_and_a_column_in_its_own(house: House, column: str) -> None:
    attribute = {"appName": "app_name", "dockerImage": "docker_image"}.get(column, column)
    await house.change(house.application, **{attribute: "some-Needle-here"})
    for asked in ("q", column):
        answer = await house.owner("application.search", **{asked: "needle"})
        assert [one["applicationId"] for one in answer["items"]] == [house.application.application_id], asked
    other = "description" if column != "description" else "name"
    assert (await house.owner("application.search", **{other: "needle"}))["total"] == 0


async def test_conditions_hold_together(house: House) -> None:
    await add_applications(house, "one", "two", description="both")
    assert await names(house, "application.search", description="both") == ["two", "one"]
    assert await names(house, "application.search", description="both", name="one") == ["one"]
    assert await names(house, "application.search", q="both", name="three") == []


@pytest.mark.parametrize("blank", ["", "   "])
async def test_a_blank_text_is_no_condition(house: House, blank: str) -> None:
    async with house.client("owner") as client:
        for procedure in SEARCHES:
            body = {"q": blank, "name": blank, "projectId": "" if procedure != "project.search" else None}
            sent = {"json": {key: value for key, value in body.items() if value is not None}}
            import orjson

            answer = await client.get(f"/api/trpc/{procedure}", params={"input": orjson.dumps(sent).decode()})
            assert answer.json()["result"]["data"]["json"]["total"] == 1, procedure


# ------------------------------------------------------------------------------------------------ pages


async def test_pages_go_from_the_newest_to_the_oldest(house: House) -> None:
    await add_applications(house, *(f"a{n}" for n in range(5)))
    first = await house.owner("application.search", limit=2)
    assert ([one["name"] for one in first["items"]], first["total"]) == (["a4", "a3"], 6)
    assert await names(house, "application.search", limit=2, offset=4) == ["a0", "web"]
    beyond = await house.owner("application.search", offset=2**31 - 1)
    assert beyond == {"items": [], "total": 6}


@pytest.mark.parametrize("procedure", SEARCHES)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "1.5"),
        ("limit", "-1"),
        ("limit", "many"),
        ("limit", "9" * 30),
        ("limit", "1e3"),
        ("limit", "nan"),
        ("offset", "-1"),
        ("offset", "0.5"),
        ("offset", "9" * 20),
        ("offset", str(2**31)),
        ("q", "x" * 501),
        ("name", "x" * 501),
    ],
)
async def test_odd_input_is_refused_and_never_a_crash(house: House, procedure: str, field: str, value: str) -> None:
    answer = await house.call("owner", procedure, **{field: value})
    assert (answer.status, answer.fields) == (400, [field])


@pytest.mark.parametrize("text", ["\x01\x1f", "\u202e", "\ufeff", "%" * 500, "_" * 500, "/" * 500, "ß" * 500])
async def test_odd_texts_find_nothing_and_do_no_harm(house: House, text: str) -> None:
    for procedure in SEARCHES:
        assert await names(house, procedure, q=text) == []


# ------------------------------------------------------------------------------------------------ what is told to whom


async def test_what_an_application_found_tells(house: House) -> None:
    (one,) = (await house.owner("application.search"))["items"]
    assert one.keys() == {
        "applicationId", "name", "appName", "description", "environmentId",
        "applicationStatus", "sourceType", "createdAt",
    }  # fmt: skip


async def test_applications_are_found_by_their_place(house: House) -> None:
    async with house.runtime.database.write() as db:
        staging = await factories.an_environment(db, house.project, name="staging")
        await factories.an_application(db, staging, name="there")
        second = await factories.a_project(db, house.organization, name="Second")
        await factories.an_application(db, await factories.an_environment(db, second), name="elsewhere")
    assert await names(house, "application.search", environmentId=staging.environment_id) == ["there"]
    assert sorted(await names(house, "application.search", projectId=house.project.project_id)) == ["there", "web"]
    foreign = await house.seen(Environment, house.foreign.environment_id)
    assert await names(house, "application.search", projectId=foreign.project_id) == []
    assert await names(house, "environment.search", projectId=second.project_id) == ["production"]


async def test_projects_and_environments_are_found_by_name_and_description(house: House) -> None:
    await house.owner("project.create", name="Blog", description="about gardens")
    assert await names(house, "project.search", q="GARDEN") == ["Blog"]
    assert await names(house, "project.search", name="garden") == []
    assert await names(house, "project.search") == ["Blog", "Shop"]
    await house.change(house.environment, description="what customers see")
    assert await names(house, "environment.search", description="customers") == ["production"]
    (one,) = (await house.owner("environment.search", q="customers"))["items"]
    assert one.keys() == {"environmentId", "name", "description", "createdAt", "env", "projectId", "isDefault"}
    assert one["isDefault"] is True


async def test_a_member_finds_what_the_lists_name_and_a_stranger_the_own(house: House) -> None:
    for procedure in SEARCHES:
        assert (await house.call("member", procedure)).body == {"items": [], "total": 0}
        assert (await house.call("stranger", procedure)).body["total"] == 1
        assert (await house.call("", procedure)).status == 401
    await house.change(
        house.members["member"],
        accessed_projects=[house.project.project_id, "gone"],
        accessed_environments=[house.environment.environment_id],
        accessed_services=[house.application.application_id, house.foreign.application_id],
    )
    assert await names(house, "project.search", "member") == ["Shop"]
    assert await names(house, "environment.search", "member") == ["production"]
    assert await names(house, "application.search", "member") == ["web"]


async def test_variables_are_told_to_those_who_may_read_them(house: House) -> None:
    import json

    from dokploy.models import OrganizationRole

    await house.change(house.project, env="A=1")
    await house.change(house.environment, env="B=2")
    role = OrganizationRole(
        organization_id=house.organization.id, role="viewer", permission=json.dumps({"service": ["read"]})
    )
    await house.add(role)
    reach = {
        "accessed_projects": [house.project.project_id],
        "accessed_environments": [house.environment.environment_id],
    }
    for given, project, environment in (({"role": "member"}, "A=1", "B=2"), ({"role": "viewer"}, "", "")):
        await house.change(house.members["member"], **given, **reach)
        assert (await house.call("member", "project.search")).body["items"][0]["env"] == project
        assert (await house.call("member", "environment.search")).body["items"][0]["env"] == environment


@pytest.mark.parametrize("extra", [0, 30])
async def test_a_search_costs_two_queries(house: House, statements: Any, extra: int) -> None:
    await add_applications(house, *(f"a{n}" for n in range(extra)))
    from dokploy.features.application import actions
    from dokploy.features.application.schemas import Search

    async with house.context() as ctx:
        with statements() as said:
            found = await actions.search(ctx, Search(q="a"))
            await search.search_projects(search.ProjectSearch(q="s"), ctx)
            await search.search_environments(search.EnvironmentSearch(q="p"), ctx)
    assert found["total"] >= extra
    assert len([one for one in said if one.startswith("SELECT")]) == 6
    assert (await house.seen(Project, house.project.project_id)).name == "Shop"
