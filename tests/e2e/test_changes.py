"""What changed, told by an installation that deploys for real: a variable, a redeployment, a rollback."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Instance
from tests.e2e.test_doctor import clean
from tests.pipeline.githttp import GitServer
from tests.testbed import RunningEngine

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module", autouse=True)
def tidy(instance: Instance, engine: RunningEngine) -> Iterator[None]:
    yield
    clean(instance, engine)


def told(answer: dict[str, Any]) -> list[str]:
    return [f"{one['area']} {one['name']} {one['change']}" for one in answer["changes"]]


async def test_a_changed_variable_a_redeployment_and_a_rollback(api: Api, git: GitServer, environment_id: str) -> None:
    repository = git.create_repo("colours")
    commit = repository.commit(sources.good("one"), "Say one")
    application_id = (await api.post("application.create", name="colours", environmentId=environment_id))[
        "applicationId"
    ]
    mine = {"applicationId": application_id}
    source = {"customGitUrl": repository.url, "customGitBranch": "main", "customGitBuildPath": "/"}
    await api.post("application.saveGitProvider", **mine, **source, watchPaths=[], enableSubmodules=False)
    await api.post("application.saveBuildType", **mine, buildType="dockerfile", dockerfile="Dockerfile")
    await api.post("application.saveEnvironment", **mine, env="COLOUR=green\nOLD=1", buildArgs="", buildSecrets="")
    first = await api.deploy(application_id)
    assert first["state"] == "done", await api.log(first["deploymentId"])
    assert first["triggeredBy"] == {"kind": "apiKey", "name": "ada@example.org", "through": "test"}
    assert told(await api.get("application.changes", **mine)) == []

    await api.post("application.saveEnvironment", **mine, env="COLOUR=red\nNEW=2", buildArgs="", buildSecrets="")
    variables = ["environment COLOUR changed", "environment NEW added", "environment OLD removed"]
    to_come = await api.get("application.changes", **mine)
    assert told(to_come) == variables
    assert all(one["needsDeployment"] for one in to_come["changes"])

    await api.post("application.redeploy", **mine)
    newest = (await api.get("deployment.all", **mine))[0]
    second = await api.finished(application_id, newest["deploymentId"])
    assert second["state"] == "done", await api.log(second["deploymentId"])
    assert told(await api.get("application.changes", **mine)) == []
    between = await api.get(
        "application.changes", **mine, **{"from": first["deploymentId"], "to": second["deploymentId"]}
    )
    assert told(between) == ["image image changed", *variables]
    assert (between["from"]["commitSha"], between["to"]["commitSha"]) == (commit, commit)

    rows = await api.get("deployment.allByType", id=application_id, type="application")
    release = next(row["rollback"] for row in rows if row["deploymentId"] == first["deploymentId"])
    await api.post("rollback.rollback", rollbackId=release["rollbackId"])
    newest = (await api.get("deployment.all", **mine))[0]
    back = await api.finished(application_id, newest["deploymentId"])
    assert (back["state"], back["trigger"]) == ("done", "rollback"), await api.log(back["deploymentId"])
    assert told(await api.get("application.changes", **mine)) == variables
    since_first = await api.get(
        "application.changes", **mine, **{"from": first["deploymentId"], "to": back["deploymentId"]}
    )
    assert {one["area"] for one in since_first["changes"]} <= {"image"}
    await api.post("application.delete", **mine)
