"""Who and what asked for a run: kept with it in words, since people and keys come and go."""

from dataclasses import replace
from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House
from tests.features.test_deployments import released
from tests.webhooks import payloads

from dokploy.core.actor import SYSTEM
from dokploy.features.application.actions import deploy_push
from dokploy.features.application.jobs import APPLICATION
from dokploy.models import Application
from dokploy.releases import requests
from dokploy.releases.requests import Sender
from dokploy.webhooks.push import read


async def newest(house: House) -> dict[str, Any]:
    rows = await house.owner("deployment.allByType", id=house.application.application_id, type="application")
    row: dict[str, Any] = rows[0]
    return row


async def test_an_api_key_and_whose_it_is(house: House) -> None:
    await house.owner("application.deploy", applicationId=house.application.application_id)
    row = await newest(house)
    assert row["trigger"] == "manual"
    assert row["triggeredBy"]["kind"] == "apiKey"
    assert row["triggeredBy"]["through"] == "owner"
    assert "@example.org" in row["triggeredBy"]["name"]
    assert row["requestedBy"] == house.members["owner"].user_id


async def test_a_person_in_a_browser(house: House) -> None:
    actor = replace(factories.acting(house.members["owner"]), email="ada@example.org", session_id="s")
    async with house.runtime.acting(actor).write() as ctx:
        row = await ctx.db.get_one(Application, house.application.application_id)
        await requests.request(ctx, APPLICATION, row)
    assert (await newest(house))["triggeredBy"] == {"kind": "user", "name": "ada@example.org", "through": None}


async def test_a_rollback_is_asked_for_by_somebody(house: House) -> None:
    _, release = await released(house)
    await house.owner("rollback.rollback", rollbackId=release.rollback_id)
    row = await newest(house)
    assert (row["trigger"], row["restoresId"]) == ("rollback", release.rollback_id)
    assert row["triggeredBy"]["through"] == "owner"


async def test_a_webhook_with_its_sender(house: House) -> None:
    async with house.runtime.acting(SYSTEM).write() as ctx:
        application_id = house.application.application_id
        await deploy_push(ctx, application_id, title="Mend it", commit=None, sender=Sender("github", "ada"))
    row = await newest(house)
    assert (row["trigger"], row["requestedBy"]) == ("webhook", None)
    assert row["triggeredBy"] == {"kind": "webhook", "name": "ada", "through": "github"}


async def test_what_the_server_does_by_itself(house: House) -> None:
    async with house.runtime.acting(SYSTEM).write() as ctx:
        row = await ctx.db.get_one(Application, house.application.application_id)
        await requests.request(ctx, APPLICATION, row, automatic=True)
    assert (await newest(house))["triggeredBy"] == {"kind": "system", "name": None, "through": None}


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (payloads.github(sender={"login": "ada"}, pusher={"name": "somebody"}), "ada"),
        (payloads.github(pusher={"name": "ada", "email": "ada@example.org"}), "ada"),
        (payloads.gitlab(user_username="ada", user_name="Ada L."), "ada"),
        (payloads.gitlab(user_name="Ada L."), "Ada L."),
        (payloads.gitea(sender={"login": "ada"}), "ada"),
        (payloads.softserve(sender={"username": "ada"}), "ada"),
        ((payloads.bitbucket()[0], {**payloads.bitbucket()[1], "actor": {"nickname": "ada"}}), "ada"),
        (payloads.docker_hub(), "ada"),
        (payloads.github(), None),
        (payloads.github(sender="ada"), None),
        (payloads.github(sender={"login": " \0 "}), None),
        (payloads.github(sender={"login": "a" * 1000}), "a" * 200),
        (({}, {}), None),
    ],
    ids=[
        "github", "github, pusher", "gitlab", "gitlab, no account", "gitea", "softserve", "bitbucket", "docker hub",
        "nobody", "no object", "nothing but blanks", "too long", "a script's curl",
    ],
)  # fmt: skip
def test_the_sender_of_a_delivery(sent: payloads.Sent, name: str | None) -> None:
    assert read(*sent).sender == name
