"""Whatever is wrong, the log and the row say which stage, why, and what to do."""

from typing import Any

import pytest
from tests.e2e import sources
from tests.e2e.instance import Api, Failed
from tests.pipeline.githttp import GitServer

pytestmark = pytest.mark.engine


async def an_application(api: Api, environment_id: str, **git: Any) -> str:
    created = await api.post("application.create", name="bad", environmentId=environment_id)
    application_id = str(created["applicationId"])
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    if git:
        await api.post("application.saveGitProvider", applicationId=application_id, **git)
    return application_id


@pytest.mark.parametrize(
    ("case", "stage", "words"),
    [
        ("unreachable repository", "source", ["127.0.0.1"]),
        ("no such repository", "source", ["not found"]),
        ("wrong branch", "source", ["nowhere"]),
        ("missing Dockerfile", "build", ["Dockerfile"]),
        ("failing build", "build", ["no such module: shop"]),
    ],
)
async def test_a_source_or_build_that_cannot_work(
    api: Api, git: GitServer, environment_id: str, case: str, stage: str, words: list[str]
) -> None:
    repository = git.create_repo(case.replace(" ", "-"))
    repository.commit(sources.failing_build() if case == "failing build" else {"README": "nothing to build"}, "Start")
    url = {
        "unreachable repository": "http://127.0.0.1:1/x.git",
        "no such repository": repository.url.replace("no-such-repository", "absent"),
    }.get(case, repository.url)
    branch = "nowhere" if case == "wrong branch" else "main"
    application_id = await an_application(api, environment_id, customGitUrl=url, customGitBranch=branch)
    row = await api.deploy(application_id)
    log = await api.log(row["deploymentId"])
    assert (row["state"], row["stage"]) == ("error", stage), log
    assert [word for word in words if word not in log] == [], log
    assert row["errorMessage"]


async def test_an_image_that_nobody_has(api: Api, environment_id: str) -> None:
    application_id = await an_application(api, environment_id)
    await api.post(
        "application.saveDockerProvider",
        applicationId=application_id,
        dockerImage="no-such-image-anywhere:1",
        username=None,
        password=None,
        registryUrl=None,
    )
    row = await api.deploy(application_id)
    log = await api.log(row["deploymentId"])
    assert (row["state"], row["stage"]) == ("error", "source"), log
    assert "no-such-image-anywhere:1" in log


async def test_a_builder_that_is_not_there_yet_says_so(api: Api, git: GitServer, environment_id: str) -> None:
    repository = git.create_repo("nixpacks")
    repository.commit(sources.good("x"), "Start")
    application_id = await an_application(api, environment_id, customGitUrl=repository.url, customGitBranch="main")
    await api.post("application.saveBuildType", applicationId=application_id, buildType="nixpacks")
    row = await api.deploy(application_id)
    assert row["state"] == "error"
    assert "nixpacks" in row["errorMessage"]


@pytest.mark.parametrize(
    ("procedure", "body", "status"),
    [
        ("application.saveGitProvider", {"customGitUrl": "ext::sh -c id", "customGitBranch": "main"}, 400),
        (
            "application.saveGitProvider",
            {"customGitUrl": "https://x.example/a", "customGitBranch": "--upload-pack=x"},
            400,
        ),
        ("application.update", {"customGitBranch": "main;id"}, 400),
        ("application.update", {"dockerfile": "../../etc/passwd"}, 400),
        ("application.update", {"memoryLimit": "lots"}, 400),
        ("application.update", {"replicas": -1}, 400),
        ("domain.create", {"host": "a`)||PathPrefix(`/"}, 400),
        ("application.deploy", {"applicationId": "V1StGXR8_Z5jdHi6B-myT"}, 404),
    ],
)
async def test_input_that_must_not_pass(
    api: Api, environment_id: str, procedure: str, body: dict[str, Any], status: int
) -> None:
    application_id = await an_application(api, environment_id)
    with pytest.raises(Failed) as failed:
        await api.post(procedure, **{"applicationId": application_id, **body})
    assert failed.value.response.status_code == status
    assert failed.value.response.json()["message"]
