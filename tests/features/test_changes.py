"""What changed: between the live release and the next deployment, and between two releases, by real rows."""

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.features.conftest import House
from tests.features.test_plans import GIT

from dokploy.context import Context, Outbox
from dokploy.core.actor import SYSTEM
from dokploy.core.names import release_id, release_name
from dokploy.core.secrets import Secret
from dokploy.features import changes, recipe
from dokploy.features.application.jobs import freeze
from dokploy.features.changes import AREAS, Made, differences
from dokploy.models import Application, Deployment, Domain, Mount, Port, Rollback
from dokploy.models.enums import BuildType, SourceType
from dokploy.pipeline.plan import Release, Workload
from dokploy.releases import records

assert changes.COMPARISON


async def a_release(house: House, commit: str = "a", **run: Any) -> Rollback:
    """A run that is frozen as a worker does it, and goes live with an image of its own."""
    values = {"title": "t", "log_path": "", "application_id": house.application.application_id, **run}
    deployment = await house.add(Deployment(**values))
    async with house.runtime.database.write() as db:
        row = await db.get_one(Application, house.application.application_id)
        mine = await db.get_one(Deployment, deployment.deployment_id)
        ctx = Context(db, Outbox(), house.runtime.tools, SYSTEM)
        plan = await freeze(ctx, row, mine)
        name = release_name(row.app_name, mine.deployment_id)
        image = f"{row.app_name}:{release_id(mine.deployment_id)}"
        record = await records.go_live(ctx, row, mine, plan, Release(name, image, "sha256:1", commit_sha=commit * 40))
        mine.state, mine.status = "done", "done"
        return record


async def compared(house: House, **sides: str) -> dict[str, Any]:
    answer: dict[str, Any] = await house.owner(
        "application.changes", applicationId=house.application.application_id, **sides
    )
    return answer


def told(answer: dict[str, Any]) -> list[str]:
    """`area name change`, in the order of the answer."""
    return [f"{one['area']} {one['name']} {one['change']}" for one in answer["changes"]]


@pytest.fixture
async def released(house: House) -> Rollback:
    await house.change(
        house.application,
        **GIT,
        env="COLOUR=green\nSIZE=9\nTOKEN=abc-old-secret",
        build_args="STAGE=one\nLEVEL=1",
        build_secrets="NPM=npm-old-secret",
        memory_limit="512m",
    )
    return await a_release(house)


# ------------------------------------------------------------------------------------------------ the next deployment


async def test_an_application_without_a_release_has_nothing_to_compare_with(house: House) -> None:
    answer = await compared(house)
    assert (answer["from"], answer["changes"], answer["isNext"]) == (None, [], True)


async def test_nothing_has_changed(house: House, released: Rollback) -> None:
    answer = await compared(house)
    assert (told(answer), answer["unknown"]) == ([], [])
    assert answer["from"]["rollbackId"] == released.rollback_id
    assert answer["from"]["commitSha"] == "a" * 40
    assert answer["to"] == dict.fromkeys(answer["to"])


async def test_variables_are_named_and_never_shown(house: House, released: Rollback) -> None:
    await house.change(
        house.application,
        env="COLOUR=green\nTOKEN=abc-new-secret\nADDED=added-secret",
        build_args="STAGE=two\nNEW=3",
        build_secrets="NPM=npm-new-secret",
    )
    answer = await compared(house)
    assert told(answer) == [
        "buildArgument LEVEL removed",
        "buildArgument NEW added",
        "buildArgument STAGE changed",
        "buildSecret NPM changed",
        "environment ADDED added",
        "environment SIZE removed",
        "environment TOKEN changed",
    ]
    assert all(one["isSecret"] and one["before"] is None and one["after"] is None for one in answer["changes"])
    assert "secret" not in json.dumps([(one["before"], one["after"], one["name"]) for one in answer["changes"]])


async def test_a_variable_of_the_project_counts_as_the_service_uses_it(house: House) -> None:
    await house.change(house.project, env="HOST=one.example.com\nUNUSED=1")
    await house.change(house.application, **GIT, env="URL=https://${{project.HOST}}/")
    await a_release(house)
    await house.change(house.project, env="HOST=two.example.com\nUNUSED=2")
    assert told(await compared(house)) == ["environment URL changed"]


async def test_settings_are_shown_before_and_after(house: House, released: Rollback) -> None:
    health = {"Test": ["CMD", "true"], "Interval": 1_000_000_000}
    await house.change(
        house.application,
        custom_git_branch="next",
        custom_git_url="https://robot:other-secret@git.example.com/other.git",
        dockerfile="web.Dockerfile",
        replicas=3,
        memory_limit="1g",
        cpu_limit="0.5",
        command="serve --loud",
        health_check_swarm=health,
        labels_swarm={"team": "shop"},
    )
    answer = await compared(house)
    shown = {f"{one['area']} {one['name']}": (one["before"], one["after"]) for one in answer["changes"]}
    assert shown == {
        "source customGitBranch": ("main", "next"),
        "source customGitUrl": ("https://git.example.com/shop.git", "https://git.example.com/other.git"),
        "builder dockerfile": ("Dockerfile", "web.Dockerfile"),
        "command command": (None, ["serve", "--loud"]),
        "replicas replicas": (1, 3),
        "resources cpuLimit": (None, 500_000_000),
        "resources memoryLimit": (512 * 1024**2, 1024**3),
        "healthCheck healthCheck": (None, health),
        "label team": (None, "shop"),
    }
    assert all(one["needsDeployment"] for one in answer["changes"])
    assert "other-secret" not in json.dumps(answer)


async def test_ports_mounts_and_domains(house: House) -> None:
    mine = {"application_id": house.application.application_id}
    await house.change(house.application, **GIT)
    port = await house.add(Port(**mine, published_port=8080, target_port=80, protocol="tcp"))
    file = Mount(**mine, type="file", file_path="app.conf", mount_path="/etc/app.conf", content="password=one-secret")
    file = await house.add(file)
    domain = await house.add(Domain(**mine, host="shop.example.com", port=3000))
    await a_release(house)
    assert told(await compared(house)) == []
    await house.change(port, target_port=8000)
    await house.change(file, content="password=two-secret")
    await house.change(domain, port=4000)
    await house.add(Mount(**mine, type="volume", volume_name="data", mount_path="/data"))
    await house.add(Domain(**mine, host="www.example.com", port=3000))
    answer = await compared(house)
    assert told(answer) == [
        "port 8080/tcp changed",
        "mount /data added",
        "mount /etc/app.conf changed",
        "domain shop.example.com/ changed",
        "domain www.example.com/ added",
    ]
    by_name = {one["name"]: one for one in answer["changes"]}
    assert by_name["/data"]["after"] == {"type": "volume", "source": "data"}
    assert by_name["/etc/app.conf"]["isSecret"]
    assert "secret" not in json.dumps([by_name["/etc/app.conf"]["before"], by_name["/etc/app.conf"]["after"]])
    assert by_name["shop.example.com/"]["before"]["port"] == 3000
    assert by_name["shop.example.com/"]["needsDeployment"] is False
    assert by_name["/data"]["needsDeployment"] is True


async def test_a_configuration_that_cannot_be_deployed_says_so(house: House, released: Rollback) -> None:
    await house.change(house.application, env="URL=${{project.NOWHERE}}")
    answer = await house.call("owner", "application.changes", applicationId=house.application.application_id)
    assert answer.status == 412
    assert "The next deployment would fail" in answer.message
    assert "NOWHERE" in answer.message


# ------------------------------------------------------------------------------------------------ two releases


async def test_two_releases_by_their_own_ids_and_by_those_of_their_deployments(
    house: House, released: Rollback
) -> None:
    await house.change(house.application, env="COLOUR=red")
    second = await a_release(house, "b")
    wanted = [
        "commit commit changed", "image image changed",
        "environment COLOUR changed", "environment SIZE removed", "environment TOKEN removed",
    ]  # fmt: skip
    for first_id, second_id in (
        (released.rollback_id, second.rollback_id),
        (released.deployment_id, second.deployment_id),
    ):
        answer = await compared(house, **{"from": first_id, "to": second_id})
        assert told(answer) == wanted
        assert (answer["isNext"], answer["from"]["version"], answer["to"]["version"]) == (False, 1, 2)
        assert not any(one["needsDeployment"] for one in answer["changes"])
    assert answer["changes"][0]["before"] == "a" * 40
    assert answer["changes"][0]["after"] == "b" * 40


async def test_one_side_alone(house: House, released: Rollback) -> None:
    await house.change(house.application, replicas=2)
    second = await a_release(house, "b")
    await house.change(house.application, replicas=3)
    before_it = await compared(house, to=second.deployment_id)
    assert before_it["from"]["rollbackId"] == released.rollback_id
    assert told(before_it) == ["commit commit changed", "image image changed", "replicas replicas changed"]
    to_come = await compared(house, **{"from": released.rollback_id})
    assert to_come["isNext"]
    assert [(one["before"], one["after"]) for one in to_come["changes"]] == [(1, 3)]
    assert (await compared(house, to=released.rollback_id))["from"] is None


async def test_a_rollback_is_made_from_what_came_back(house: House, released: Rollback) -> None:
    await house.change(house.application, custom_git_branch="next", env="COLOUR=red")
    await a_release(house, "b")
    back = await a_release(house, "a", action="rollback", restores_id=released.rollback_id)
    answer = await compared(house, **{"from": released.rollback_id, "to": back.rollback_id})
    assert told(answer) == ["image image changed"]
    assert "source customGitBranch changed" in told(await compared(house))


async def test_a_release_of_an_earlier_version_of_the_server(house: House, released: Rollback) -> None:
    await house.change(released, recipe=None)
    await house.change(house.application, env="COLOUR=red", custom_git_branch="next")
    answer = await compared(house)
    assert answer["unknown"] == ["source", "builder", "buildArgument", "buildSecret", "domain"]
    assert "source customGitBranch changed" not in told(answer)
    assert "environment COLOUR changed" in told(answer)


async def test_a_run_that_made_no_release(house: House, released: Rollback) -> None:
    failed = await house.add(
        Deployment(title="t", log_path="", state="error", application_id=house.application.application_id)
    )
    answer = await house.call(
        "owner", "application.changes", applicationId=house.application.application_id, to=failed.deployment_id
    )
    assert (answer.status, "has no release" in answer.message) == (400, True)


# ------------------------------------------------------------------------------------------------ who may


async def test_only_who_may_see_the_application(house: House, released: Rollback) -> None:
    mine = {"applicationId": house.application.application_id}
    assert (await house.call("stranger", "application.changes", **mine)).status == 404
    assert (await house.call("member", "application.changes", **mine)).status == 403
    assert (await house.call("", "application.changes", **mine)).status == 401
    assert (await house.call("owner", "application.changes")).status == 400
    foreign = {"applicationId": house.foreign.application_id, "to": released.rollback_id}
    assert (await house.call("stranger", "application.changes", **foreign)).status == 404


# ------------------------------------------------------------------------------------------------ values


def test_every_type_of_source_and_build_is_in_the_tables() -> None:
    assert set(recipe.SOURCES) == set(SourceType.__args__)
    assert set(recipe.BUILDERS) == set(BuildType.__args__)
    named = {name for table in (recipe.SOURCES, recipe.BUILDERS) for names in table.values() for name in names}
    assert {name for name in named if not hasattr(Application, name)} == set()


def test_every_field_of_a_workload_is_compared() -> None:
    """A field that is added to a workload must not be forgotten here."""
    plain = Workload("shop")
    values: dict[str, Any] = {
        "env": (("A", Secret("1")),), "command": ("x",), "args": ("x",), "replicas": 2, "memory_limit": 1,
        "memory_reservation": 1, "cpu_limit": 1, "cpu_reservation": 1, "health_check": {"a": 1},
        "restart_policy": {"a": 1}, "placement": {"a": 1}, "update_config": {"a": 1}, "rollback_config": {"a": 1},
        "mode": {"a": 1}, "labels": {"a": "1"}, "networks": ({"a": 1},), "extra_networks": ("n",), "detached": True,
        "stop_grace_ns": 1, "endpoint_spec": {"a": 1}, "ulimits": ({"a": 1},),
    }  # fmt: skip
    from_rows = {"app_name", "mounts", "ports"}
    assert set(values) | from_rows == set(Workload.__dataclass_fields__)
    for name, value in values.items():
        other = Made(None, None, replace(plain, **{name: value}), {})
        assert len(list(differences(Made(None, None, plain, {}), other))) == 1, name


def test_areas_have_names_of_their_own() -> None:
    assert len({area.name for area in AREAS}) == len(AREAS)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://robot:pa@ss@git.example.com:8443/a.git", "https://git.example.com:8443/a.git"),
        ("https://git.example.com/a.git", "https://git.example.com/a.git"),
        ("git@git.example.com:a/b.git", "git@git.example.com:a/b.git"),
        ("ssh://git:pass@git.example.com/a.git", "ssh://git@git.example.com/a.git"),
    ],
)
def test_an_address_without_its_credentials(url: str, shown: str) -> None:
    assert recipe.without_credentials(url) == shown
