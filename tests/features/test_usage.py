"""`sshKey.usedBy` and `registry.usedBy`: what must change before a key or a registry can go."""

import pytest
from tests.features.conftest import House

from dokploy.models import Registry, SshKey


async def a_key(house: House) -> SshKey:
    return await house.add(
        SshKey(name="deploy", private_key="x", public_key="x", organization_id=house.organization.id)
    )


async def a_registry(house: House) -> Registry:
    given = {"registry_name": "r", "registry_url": "reg.example.com", "username": "team", "password": "sesame-1"}
    return await house.add(Registry(organization_id=house.organization.id, **given))


async def test_a_key_names_the_services_that_fetch_with_it(house: House) -> None:
    key = await a_key(house)
    assert await house.owner("sshKey.usedBy", sshKeyId=key.ssh_key_id) == {"services": [], "others": 0}
    await house.change(house.application, custom_git_ssh_key_id=key.ssh_key_id)
    found = await house.owner("sshKey.usedBy", sshKeyId=key.ssh_key_id)
    (service,) = found["services"]
    assert (service["kind"], service["id"]) == ("application", house.application.application_id)
    assert service["name"] == house.application.name
    assert service["environment"]["environmentId"] == house.application.environment_id


@pytest.mark.parametrize("column", ["registry_id", "build_registry_id", "rollback_registry_id"])
async def test_a_registry_names_the_services_that_use_it_in_any_way(house: House, column: str) -> None:
    registry = await a_registry(house)
    await house.change(house.application, **{column: registry.registry_id})
    found = await house.owner("registry.usedBy", registryId=registry.registry_id)
    assert [one["id"] for one in found["services"]] == [house.application.application_id]


async def test_services_out_of_reach_are_counted_and_not_named(house: House) -> None:
    key = await a_key(house)
    await house.change(house.application, custom_git_ssh_key_id=key.ssh_key_id)
    await house.change(house.members["member"], can_access_to_ssh_keys=True, accessed_services=[])
    answer = await house.call("member", "sshKey.usedBy", sshKeyId=key.ssh_key_id)
    assert answer.body == {"services": [], "others": 1}


async def test_a_refusal_counts_what_the_caller_may_not_see(house: House) -> None:
    key = await a_key(house)
    await house.change(house.application, custom_git_ssh_key_id=key.ssh_key_id)
    await house.change(house.members["member"], can_access_to_ssh_keys=True, accessed_services=[])
    refused = await house.call("member", "sshKey.remove", sshKeyId=key.ssh_key_id)
    assert (refused.status, "is used by 1 more" in refused.message) == (409, True), refused
    assert house.application.name not in refused.message


async def test_who_may_not_read_keys_or_registries_learns_nothing(house: House) -> None:
    key, registry = await a_key(house), await a_registry(house)
    calls = {"sshKey.usedBy": {"sshKeyId": key.ssh_key_id}, "registry.usedBy": {"registryId": registry.registry_id}}
    for procedure, body in calls.items():
        assert (await house.call("member", procedure, **body)).status == 403
        assert (await house.call("stranger", procedure, **body)).status == 404
