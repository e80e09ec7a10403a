"""Who may see a service, but not read variables, sees it without them: a custom role can be that narrow."""

import json

import pytest
from tests.features.conftest import House

from dokploy.models import OrganizationRole

SECRET = "A=very secret"
READS = {
    "envVars": ("application", "env"),
    "environmentEnvVars": ("environment", "env"),
    "projectEnvVars": ("project", "env"),
}


@pytest.fixture
async def narrow(house: House) -> House:
    """The member's role may see everything, and read no variable."""
    for name, field in (("project", "projectId"), ("environment", "environmentId")):
        await house.owner(f"{name}.update", **{field: getattr(getattr(house, name), f"{name}_id")}, env=SECRET)
    await house.owner(
        "application.saveEnvironment", applicationId=house.application.application_id, env=SECRET,
        buildArgs=SECRET, buildSecrets=SECRET, createEnvFile=True,
    )  # fmt: skip
    await _role(house, [])
    await house.change(
        house.members["member"],
        role="viewer",
        accessed_projects=[house.project.project_id],
        accessed_environments=[house.environment.environment_id],
        accessed_services=[house.application.application_id],
    )
    return house


async def _role(house: House, readable: list[str]) -> None:
    granted = {name: ["read"] for name in ("service", "environment", *readable)}
    await house.add(
        OrganizationRole(organization_id=house.organization.id, role="viewer", permission=json.dumps(granted))
    )


async def _everything(house: House) -> str:
    """What the member is told by every read that could hold a variable."""
    project, place = house.project.project_id, house.environment.environment_id
    answers = [
        await house.call("member", "application.one", applicationId=house.application.application_id),
        await house.call("member", "project.one", projectId=project),
        await house.call("member", "project.all"),
        await house.call("member", "environment.one", environmentId=place),
        await house.call("member", "environment.byProjectId", projectId=project),
        await house.call("member", "project.search"),
        await house.call("member", "environment.search"),
    ]
    assert [answer.status for answer in answers] == [200] * len(answers)
    return json.dumps([answer.body for answer in answers])


async def test_no_read_tells_a_variable_to_whom_may_not_read_it(narrow: House) -> None:
    assert "very secret" not in await _everything(narrow)
    told = (await narrow.call("member", "application.one", applicationId=narrow.application.application_id)).body
    assert (told["env"], told["buildArgs"], told["buildSecrets"]) == (None, None, None)
    assert (told["environment"]["env"], told["environment"]["project"]["env"]) == ("", "")


@pytest.mark.parametrize("right", READS)
async def test_each_right_opens_its_own(narrow: House, right: str) -> None:
    await _role(narrow, [right])
    told = (await narrow.call("member", "application.one", applicationId=narrow.application.application_id)).body
    place = told["environment"]
    seen = {"application": told["env"], "environment": place["env"], "project": place["project"]["env"]}
    assert {name for name, value in seen.items() if value == SECRET} == {READS[right][0]}


async def test_the_owner_reads_them_all(narrow: House) -> None:
    told = await narrow.owner("application.one", applicationId=narrow.application.application_id)
    assert (told["env"], told["environment"]["env"], told["environment"]["project"]["env"]) == (SECRET,) * 3
