"""Moving an application into another environment, and forgetting its repository."""

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.models import Application, Environment


async def staging(house: House) -> Environment:
    async with house.runtime.database.write() as db:
        project = await factories.a_project(db, house.organization, name="Second")
        return await factories.an_environment(db, project, name="staging")


async def test_an_application_moves_to_another_project(house: House) -> None:
    target = await staging(house)
    application_id = house.application.application_id
    moved = await house.owner(
        "application.move", applicationId=application_id, targetEnvironmentId=target.environment_id
    )
    assert (moved["applicationId"], moved["environmentId"]) == (application_id, target.environment_id)
    shown = await house.owner("application.one", applicationId=application_id)
    assert shown["environment"]["project"]["name"] == "Second"


async def test_it_does_not_move_out_of_the_organization_or_out_of_reach(house: House) -> None:
    """The reference asks nothing about the target."""
    target = await staging(house)
    application_id = house.application.application_id
    for who, environment_id, status in (
        ("owner", house.foreign.environment_id, 404),
        ("owner", "nothing", 404),
        ("stranger", target.environment_id, 404),
        ("member", target.environment_id, 403),
    ):
        body = {"applicationId": application_id, "targetEnvironmentId": environment_id}
        assert (await house.call(who, "application.move", **body)).status == status, (who, status)
    theirs = {"applicationId": house.foreign.application_id, "targetEnvironmentId": target.environment_id}
    assert (await house.call("owner", "application.move", **theirs)).status == 404
    assert (await house.call("owner", "application.move", applicationId=application_id)).fields == [
        "targetEnvironmentId"
    ]
    assert (await house.seen(Application, application_id)).environment_id == house.environment.environment_id


@pytest.mark.parametrize("reaches_target", [True, False])
async def test_a_member_moves_between_what_is_within_reach(house: House, reaches_target: bool) -> None:
    target = await staging(house)
    await house.change(
        house.members["member"],
        can_create_services=True,
        accessed_services=[house.application.application_id],
        accessed_environments=[target.environment_id] if reaches_target else [],
    )
    body = {"applicationId": house.application.application_id, "targetEnvironmentId": target.environment_id}
    answer = await house.call("member", "application.move", **body)
    assert answer.status == (200 if reaches_target else 403)


async def test_disconnecting_forgets_every_trace_of_a_repository(house: House) -> None:
    untouched = await house.owner("application.one", applicationId=house.application.application_id)
    await house.change(
        house.application,
        source_type="gitlab", application_status="done", repository="r", owner="o", branch="b", build_path="/app",
        trigger_type="tag", gitlab_project_id=7, gitlab_repository="r", gitlab_owner="o", gitlab_branch="b",
        gitlab_build_path="/x", gitlab_path_namespace="n", gitea_repository="r", gitea_owner="o", gitea_branch="b",
        gitea_build_path="/x", bitbucket_repository="r", bitbucket_repository_slug="s", bitbucket_owner="o",
        bitbucket_branch="b", bitbucket_build_path="/x", custom_git_url="https://u:p@git.example.org/r.git",
        custom_git_branch="b", custom_git_build_path="/x", watch_paths=["src/**"], enable_submodules=True,
    )  # fmt: skip
    body = {"applicationId": house.application.application_id}
    for who, status in (("stranger", 404), ("member", 403)):
        assert (await house.call(who, "application.disconnectGitProvider", **body)).status == status
    assert await house.owner("application.disconnectGitProvider", **body) == {"success": True}
    shown = await house.owner("application.one", **body)
    paths = {"gitlabBuildPath", "giteaBuildPath", "bitbucketBuildPath"}
    changed = {name for name, value in shown.items() if value != untouched[name]}
    assert changed == paths, "what was born with `/` is empty now, as in the reference"
    assert {shown[name] for name in paths} == {None}
