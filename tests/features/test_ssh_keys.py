"""`sshKey.*` through the wire: pairs that belong together, and the hosts that are believed."""

from dataclasses import replace

import pytest
from tests.features.conftest import House

from dokploy.core import sshkeys
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import Conflict
from dokploy.core.sshkeys import PinnedHost
from dokploy.models import SshHostKey, SshKey
from dokploy.releases import hosts

PAIR = sshkeys.generate("ed25519")
PRINT = "SHA256:" + "a" * 43


async def a_key(house: House, **values: object) -> SshKey:
    given = {"name": "deploy", "private_key": PAIR.private, "public_key": PAIR.public} | values
    return await house.add(SshKey(**{"organization_id": house.organization.id, **given}))


async def test_a_key_is_stored_sealed_and_shown_with_its_fingerprint(house: House) -> None:
    answer = await house.owner(
        "sshKey.create", name="deploy", privateKey=PAIR.private, publicKey=PAIR.public, organizationId=""
    )
    assert answer == {"success": True}
    (listed,) = await house.owner("sshKey.all")
    assert listed == await house.owner("sshKey.one", sshKeyId=listed["sshKeyId"])
    assert (listed["privateKey"], listed["publicKey"]) == (PAIR.private, PAIR.public)
    assert listed["fingerprint"] == sshkeys.fingerprint(PAIR.public)
    assert listed["lastUsedAt"] is None
    row = await house.seen(SshKey, listed["sshKeyId"])
    assert row.private_key_sealed.startswith("v2:")


async def test_the_public_half_is_worked_out_where_it_is_missing(house: House) -> None:
    await house.owner("sshKey.create", name="deploy", privateKey=PAIR.private, publicKey="")
    (listed,) = await house.owner("sshKey.all")
    assert listed["publicKey"] == PAIR.public


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"privateKey": "x"}, "privateKey", "no SSH private key"),
        ({"publicKey": sshkeys.generate("ed25519").public}, "publicKey", "does not belong"),
        ({"name": ""}, "name", ""),
    ],
    ids=["no key", "halves of two pairs", "no name"],
)
async def test_what_is_no_pair_is_refused(house: House, given: dict[str, str], field: str, words: str) -> None:
    body = {"name": "deploy", "privateKey": PAIR.private, "publicKey": PAIR.public} | given
    answer = await house.call("owner", "sshKey.create", **body)
    assert (answer.status, answer.fields) == (400, [field])
    assert words in answer.message
    assert PAIR.private not in str(answer.body)
    assert await house.owner("sshKey.all") == []


@pytest.mark.parametrize("given", [{}, {"type": "rsa"}, {"type": "ed25519"}], ids=["", "rsa", "ed25519"])
async def test_a_generated_pair_belongs_together_and_is_stored_nowhere(house: House, given: dict[str, str]) -> None:
    made = await house.owner("sshKey.generate", **given)
    assert sshkeys.pair_of(made["privateKey"], made["publicKey"]).public == made["publicKey"]
    assert made["publicKey"].startswith(f"ssh-{given.get('type', 'ed25519')} ")
    assert await house.owner("sshKey.all") == []


async def test_an_update_changes_what_it_names(house: House) -> None:
    key = await a_key(house, description="old")
    changed = await house.owner("sshKey.update", sshKeyId=key.ssh_key_id, name="new")
    assert (changed["name"], changed["description"]) == ("new", "old")
    changed = await house.owner("sshKey.update", sshKeyId=key.ssh_key_id, description=None)
    assert (changed["name"], changed["description"], changed["publicKey"]) == ("new", None, PAIR.public)


async def test_a_key_is_removed_once_nothing_fetches_with_it(house: House) -> None:
    key = await a_key(house)
    await house.change(house.application, custom_git_ssh_key_id=key.ssh_key_id)
    refused = await house.call("owner", "sshKey.remove", sshKeyId=key.ssh_key_id)
    users = f"{house.project.name} / {house.application.name}"
    said = f"The SSH key deploy is used by {users}. Choose another one there first."
    assert (refused.status, refused.message) == (409, said)
    await house.change(house.application, custom_git_ssh_key_id=None)
    assert (await house.owner("sshKey.remove", sshKeyId=key.ssh_key_id))["sshKeyId"] == key.ssh_key_id
    assert await house.owner("sshKey.all") == []


async def test_anybody_may_see_the_names_and_nothing_else(house: House) -> None:
    key = await a_key(house)
    answer = await house.call("member", "sshKey.allForApps")
    assert answer.body == [{"sshKeyId": key.ssh_key_id, "name": "deploy"}]


# ------------------------------------------------------------------------------------------------ hosts


async def test_a_host_can_be_announced_and_forgotten(house: House) -> None:
    said = await house.owner("sshKey.trustHost", host="GIT.example.org", fingerprint=PRINT)
    assert (said["host"], said["port"], said["fingerprint"], said["publicKey"]) == ("git.example.org", 22, PRINT, None)
    assert await house.owner("sshKey.hosts") == [said]
    await house.owner("sshKey.forgetHost", sshHostKeyId=said["sshHostKeyId"])
    assert await house.owner("sshKey.hosts") == []


async def test_a_changed_host_is_accepted_by_its_new_fingerprint(house: House) -> None:
    known = {"host": "git.example.org", "port": 2222, "fingerprint": "SHA256:" + "b" * 43, "public_key": "ssh-rsa AA"}
    row = await house.add(SshHostKey(organization_id=house.organization.id, **known))
    said = await house.owner("sshKey.trustHost", host="git.example.org", port=2222, fingerprint=PRINT)
    assert (said["sshHostKeyId"], said["fingerprint"], said["publicKey"]) == (row.ssh_host_key_id, PRINT, None)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"host": "-oProxyCommand=id"}, "host"), ({"port": 0}, "port"), ({"fingerprint": "MD5:aa"}, "fingerprint")],
    ids=["host", "port", "fingerprint"],
)
async def test_what_is_no_host_is_refused(house: House, given: dict[str, object], field: str) -> None:
    answer = await house.call("owner", "sshKey.trustHost", **{"host": "h.example.org", "fingerprint": PRINT} | given)
    assert (answer.status, answer.fields) == (400, [field])


# ------------------------------------------------------------------------------------------------ who may

CALLS = {
    "sshKey.create": {"name": "k", "privateKey": PAIR.private, "publicKey": PAIR.public},
    "sshKey.all": {},
    "sshKey.one": {"sshKeyId": "x"},
    "sshKey.update": {"sshKeyId": "x", "name": "k"},
    "sshKey.remove": {"sshKeyId": "x"},
    "sshKey.generate": {},
    "sshKey.hosts": {},
    "sshKey.trustHost": {"host": "h.example.org", "fingerprint": PRINT},
    "sshKey.forgetHost": {"sshHostKeyId": "x"},
}


@pytest.mark.parametrize("procedure", CALLS)
async def test_a_member_needs_the_permission(house: House, procedure: str) -> None:
    assert (await house.call("member", procedure, **CALLS[procedure])).status == 403
    await house.change(house.members["member"], can_access_to_ssh_keys=True)
    assert (await house.call("member", procedure, **CALLS[procedure])).status in (200, 404)


@pytest.mark.parametrize("procedure", ["sshKey.one", "sshKey.update", "sshKey.remove"])
async def test_a_key_of_another_organization_is_not_there(house: House, procedure: str) -> None:
    key = await a_key(house)
    assert (await house.call("stranger", procedure, sshKeyId=key.ssh_key_id, name="mine")).status == 404
    assert (await house.seen(SshKey, key.ssh_key_id)).name == "deploy"


async def test_lists_end_at_the_organization(house: House) -> None:
    await a_key(house)
    row = await house.add(SshHostKey(organization_id=house.organization.id, host="h", port=22, fingerprint=PRINT))
    for procedure in ("sshKey.all", "sshKey.allForApps", "sshKey.hosts"):
        assert (await house.call("stranger", procedure)).body == []
    assert (await house.call("stranger", "sshKey.forgetHost", sshHostKeyId=row.ssh_host_key_id)).status == 404
    body = {"name": "k", "privateKey": PAIR.private, "publicKey": ""}
    elsewhere = await house.call("stranger", "sshKey.create", organizationId=house.organization.id, **body)
    assert elsewhere.status == 404


# ------------------------------------------------------------------------------------------------ what runs record


async def test_two_runs_that_meet_a_host_at_once_pin_one_key(house: House) -> None:
    key = await a_key(house)
    first = PinnedHost("git.example.org", 22, PRINT, "ssh-ed25519 AAAA")
    units = house.runtime.acting(SYSTEM)
    for met in (None, first, first):
        async with units.write() as ctx:
            await hosts.ssh_used(ctx, key.ssh_key_id, met)
    with pytest.raises(Conflict, match="Another run has pinned"):
        async with units.write() as ctx:
            await hosts.ssh_used(ctx, key.ssh_key_id, replace(first, fingerprint="SHA256:" + "c" * 43))
    (seen,) = await house.owner("sshKey.hosts")
    assert (seen["fingerprint"], seen["publicKey"]) == (PRINT, "ssh-ed25519 AAAA")
    assert (await house.owner("sshKey.one", sshKeyId=key.ssh_key_id))["lastUsedAt"] is not None


async def test_an_announced_host_keeps_its_fingerprint_and_gets_its_key(house: House) -> None:
    key = await a_key(house)
    await house.owner("sshKey.trustHost", host="git.example.org", fingerprint=PRINT)
    async with house.runtime.acting(SYSTEM).write() as ctx:
        await hosts.ssh_used(ctx, key.ssh_key_id, PinnedHost("git.example.org", 22, PRINT, "ssh-ed25519 AAAA"))
    (seen,) = await house.owner("sshKey.hosts")
    assert seen["publicKey"] == "ssh-ed25519 AAAA"


async def test_a_key_that_was_deleted_meanwhile_ends_no_run(house: House) -> None:
    async with house.runtime.acting(SYSTEM).write() as ctx:
        await hosts.ssh_used(ctx, "gone", PinnedHost("git.example.org", 22, PRINT, "ssh-ed25519 AAAA"))
    assert await house.owner("sshKey.hosts") == []
