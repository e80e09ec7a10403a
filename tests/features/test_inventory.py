"""Lists that clients read at start: empty ones are lists, full ones tell what the tables hold, to those who may."""

from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.core.clock import now_iso
from dokploy.features import inventory
from dokploy.models import (
    Bitbucket,
    Certificate,
    Compose,
    Destination,
    Github,
    GitProvider,
    Member,
    Notification,
    Server,
    Slack,
    SshKey,
    Tag,
    Telegram,
    WebServerSettings,
)

LISTS = {
    "server.all": 403,
    "server.withSSHKey": 403,
    "server.buildServers": 403,
    "certificates.all": 403,
    "destination.all": 403,
    "notification.all": 403,
    "gitProvider.getAll": 200,
    "tag.all": 200,
}
"""Every list, with the status that a plain member gets."""


def a_server(house: House, name: str, **values: Any) -> Server:
    defaults = {"organization_id": house.organization.id, "ip_address": "192.0.2.7", "port": 22, "app_name": name}
    return Server(**{"name": name, "created_at": now_iso(), **defaults, **values})


@pytest.mark.parametrize("procedure", LISTS)
async def test_a_list_of_nothing_is_an_empty_list(house: House, procedure: str) -> None:
    assert await house.owner(procedure) == []
    member = await house.call("member", procedure)
    assert member.status == LISTS[procedure]
    assert (await house.call("", procedure)).status == 401


async def test_services_on_a_server_are_counted_once(house: House) -> None:
    """The reference joins the kinds, so that two applications and three composes make twelve."""
    full = await house.add(a_server(house, "full", created_at="2020-01-01T00:00:00.000Z"))
    await house.add(a_server(house, "empty", created_at="2021-01-01T00:00:00.000Z"))
    async with house.runtime.database.write() as db:
        for _ in range(2):
            await factories.an_application(db, house.environment, server_id=full.server_id)
        for number in range(3):
            environment_id = house.environment.environment_id
            db.add(Compose(name="c", app_name=f"c{number}", environment_id=environment_id, server_id=full.server_id))
    found = await house.owner("server.all")
    assert [(one["name"], one["totalSum"]) for one in found] == [("empty", 0), ("full", 5)]
    assert found[0].keys() >= {"serverId", "ipAddress", "port", "username", "sshKeyId", "serverType", "metricsConfig"}
    assert (await house.call("stranger", "server.all")).body == []
    assert await house.owner("server.count") == 2
    assert (await house.call("stranger", "server.count")).body == 0


async def test_servers_for_work_are_those_with_a_key(house: House) -> None:
    key = await house.add(
        SshKey(name="k", public_key="ssh-ed25519 A", private_key="p", organization_id=house.organization.id)
    )
    await house.add(a_server(house, "keyless"))
    await house.add(a_server(house, "deploys", ssh_key_id=key.ssh_key_id))
    await house.add(a_server(house, "builds", ssh_key_id=key.ssh_key_id, server_type="build"))
    assert [one["name"] for one in await house.owner("server.withSSHKey")] == ["deploys"]
    assert [one["name"] for one in await house.owner("server.buildServers")] == ["builds"]


async def test_certificates_come_with_their_server_destinations_with_their_keys(house: House) -> None:
    here = house.organization.id
    server = await house.add(a_server(house, "edge"))
    for name, server_id in (("b", None), ("a", server.server_id)):
        await house.add(
            Certificate(name=name, certificate_data="PEM", private_key="secret", certificate_path=name,
                        organization_id=here, server_id=server_id)
        )  # fmt: skip
    first, second = await house.owner("certificates.all")
    assert (first["name"], first["privateKey"], first["server"]["name"]) == ("a", "secret", "edge")
    assert second["server"] is None
    await house.add(
        Destination(name="s3", bucket="b", region="r", endpoint="e", access_key="AK", secret_access_key="SK",
                    organization_id=here)
    )  # fmt: skip
    (found,) = await house.owner("destination.all")
    assert (found["name"], found["accessKey"], found["secretAccessKey"]) == ("s3", "AK", "SK")
    for procedure in ("certificates.all", "destination.all"):
        assert (await house.call("stranger", procedure)).body == []


async def test_a_notification_comes_with_its_channel(house: House) -> None:
    here = house.organization.id
    slack = await house.add(Slack(webhook_url="https://hooks.example.org/x", channel="#ops"))
    telegram = await house.add(Telegram(bot_token="t0k", chat_id="7"))
    for name, values in (("s", {"slack_id": slack.slack_id}), ("t", {"telegram_id": telegram.telegram_id})):
        kind = "slack" if name == "s" else "telegram"
        await house.add(
            Notification(name=name, notification_type=kind, organization_id=here,
                         created_at=f"202{name == 't':d}", **values)
        )  # fmt: skip
    by_telegram, by_slack = await house.owner("notification.all")
    assert by_slack["slack"]["webhookUrl"] == "https://hooks.example.org/x"
    assert by_telegram["telegram"]["botToken"] == "t0k"
    others = set(inventory.CHANNELS) - {"slack"}
    assert {name: by_slack[name] for name in others} == dict.fromkeys(others)
    assert (await house.call("stranger", "notification.all")).body == []


async def test_git_providers_are_shown_to_whom_they_serve(house: House) -> None:
    owner, member = house.members["owner"], house.members["member"]
    here = house.organization.id
    for number, (name, user_id, shared) in enumerate(
        (("own", member.user_id, False), ("shared", owner.user_id, True), ("private", owner.user_id, False))
    ):
        provider = await house.add(
            GitProvider(name=name, provider_type="github", organization_id=here, user_id=user_id,
                        shared_with_organization=shared, created_at=f"202{number}")
        )  # fmt: skip
        values = {"github_app_id": 1, "github_installation_id": "2", "github_private_key": "KEY"} if shared else {}
        await house.add(Github(git_provider_id=provider.git_provider_id, github_client_secret="hush", **values))
    private = provider
    found = await house.owner("gitProvider.getAll")
    assert [(one["name"], one["isOwner"], one["github"]["isConfigured"]) for one in found] == [
        ("private", True, False), ("shared", True, True), ("own", False, False)
    ]  # fmt: skip
    assert found[0]["gitlab"] is None
    assert "hush" not in str(found)
    assert "KEY" not in str(found)
    assert [one["name"] for one in (await house.call("member", "gitProvider.getAll")).body] == ["shared", "own"]
    await house.change(member, accessed_git_providers=[private.git_provider_id])
    assert len((await house.call("member", "gitProvider.getAll")).body) == 3
    assert (await house.call("stranger", "gitProvider.getAll")).body == []


async def test_an_old_bitbucket_connection_says_that_it_is_old(house: House) -> None:
    provider = await house.add(
        GitProvider(name="b", provider_type="bitbucket", organization_id=house.organization.id,
                    user_id=house.organization.owner_id)
    )  # fmt: skip
    connection = await house.add(Bitbucket(git_provider_id=provider.git_provider_id, app_password="old"))
    for values, is_deprecated in (({}, True), ({"api_token": "new"}, False)):
        await house.change(connection, **values)
        (found,) = await house.owner("gitProvider.getAll")
        assert found["bitbucket"]["isDeprecated"] is is_deprecated


async def test_tags_are_listed_by_name(house: House) -> None:
    for name in ("b", "a"):
        await house.add(Tag(name=name, organization_id=house.organization.id))
    assert [one["name"] for one in (await house.call("member", "tag.all")).body] == ["a", "b"]
    assert (await house.call("stranger", "tag.all")).body == []


# ------------------------------------------------------------------------------------------------ the installation


async def test_settings_are_told_and_their_secrets_to_owner_and_admins_alone(house: House) -> None:
    assert await house.owner("settings.getWebServerSettings") is None
    assert await house.owner("settings.getIp") == ""
    await house.add(WebServerSettings(server_ip="192.0.2.1", ssh_private_key="KEY", metrics_token="t0k"))
    for who, key, token in (("owner", "KEY", "t0k"), ("admin", "KEY", "t0k"), ("member", None, "")):
        found = (await house.call(who, "settings.getWebServerSettings")).body
        assert (found["serverIp"], found["sshPrivateKey"]) == ("192.0.2.1", key)
        assert found["metricsConfig"]["server"]["token"] == token
        assert found["metricsConfig"]["containers"]["refreshRate"] == 60
        assert not {"keyCheck", "setupTokenDigest"} & found.keys()
        monitoring = (await house.call(who, "user.getMetricsToken")).body
        assert (monitoring["serverIp"], monitoring["enabledFeatures"]) == ("192.0.2.1", False)
        assert monitoring["metricsConfig"]["server"]["token"] == token
    assert (await house.call("member", "settings.getIp")).body == "192.0.2.1"


async def test_anybody_may_ask_whether_this_is_the_cloud(house: House) -> None:
    async with house.client("") as client:
        answer = await client.get("/api/trpc/settings.isCloud")
    assert answer.json()["result"]["data"]["json"] is False


async def test_an_organization_is_in_use_once_it_has_something(house: House) -> None:
    assert await house.owner("settings.isUserSubscribed") is True
    await house.owner("project.remove", projectId=house.project.project_id)
    assert await house.owner("settings.isUserSubscribed") is False
    await house.add(a_server(house, "s"))
    assert await house.owner("settings.isUserSubscribed") is True
    assert isinstance(await house.seen(Member, house.members["owner"].id), Member)
