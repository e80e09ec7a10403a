"""Domains: what is accepted, who has an address, and what DNS says."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete
from tests.features.conftest import House

from dokploy.adapters.traefik import Traefik
from dokploy.core.actor import SYSTEM
from dokploy.features import domain as feature
from dokploy.models import Application, Compose, Deployment, Domain, Rollback, Server, WebServerSettings
from dokploy.releases import routes
from dokploy.releases.kinds import KINDS


async def created(house: House, **body: Any) -> dict[str, Any]:
    given = {"applicationId": house.application.application_id, "host": "shop.example.com", **body}
    return dict(await house.owner("domain.create", **given))


async def goes_live(house: House) -> None:
    run = await house.add(
        Deployment(title="t", log_path="", application_id=house.application.application_id, state="done")
    )
    release = await house.add(
        Rollback(deployment_id=run.deployment_id, application_id=house.application.application_id,
                 service_name=f"{house.application.app_name}-0123abcd")
    )  # fmt: skip
    await house.change(house.application, live_rollback_id=release.rollback_id)


def file_of(house: House) -> str | None:
    path = house.runtime.tools.folder.traefik_dynamic / f"{house.application.app_name}.yml"
    return path.read_text() if path.exists() else None


async def test_the_defaults_that_clients_expect(house: House) -> None:
    row = await created(house)
    assert {name: row[name] for name in ("path", "port", "https", "certificateType", "domainType", "enabled")} == {
        "path": "/", "port": 3000, "https": False, "certificateType": "none", "domainType": "application",
        "enabled": True,
    }  # fmt: skip
    assert isinstance(row["uniqueConfigKey"], int)
    assert (row["internalPath"], row["stripPath"], row["middlewares"]) == ("/", False, [])


async def test_the_type_follows_from_the_parent(house: House) -> None:
    compose = await house.add(Compose(name="c", app_name="c-1", environment_id=house.environment.environment_id))
    row = await house.owner(
        "domain.create", host="c.example.com", composeId=compose.compose_id, domainType="application", serviceName="web"
    )
    assert (row["domainType"], row["applicationId"]) == ("compose", None)
    (listed,) = await house.owner("domain.byComposeId", composeId=compose.compose_id)
    assert listed["compose"]["appName"] == "c-1"
    assert (await house.owner("domain.toggleEnable", domainId=row["domainId"]))["requiresRedeploy"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"host": ""}, "host"),
        ({"host": "a`)||PathPrefix(`/"}, "host"),
        ({"host": "under_score.example.com"}, "host"),
        ({"host": "*.example.com"}, "host"),
        ({"host": "example.com:80"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 65536}, "port"),
        ({"port": "80"}, "port"),
        ({"path": "no-slash"}, "path"),
        ({"path": "/a`)"}, "path"),
        ({"internalPath": "/../x"}, "internalPath"),
        ({"customEntrypoint": "a b"}, "customEntrypoint"),
        ({"middlewares": ["a`b"]}, "middlewares"),
        ({"https": None}, "https"),
        ({"certificateType": "magic"}, "certificateType"),
        ({"https": True, "certificateType": "custom"}, "customCertResolver"),
        ({"forwardAuthEnabled": True}, "forwardAuthEnabled"),
        ({"applicationId": None}, "applicationId"),
        ({"composeId": "also"}, "applicationId"),
        ({"middlewares": ["m"] * 101}, "middlewares"),
    ],
    ids=str,
)
async def test_what_is_refused_names_the_field(house: House, body: dict[str, Any], field: str) -> None:
    given = {"applicationId": house.application.application_id, "host": "shop.example.com", **body}
    answer = await house.call("owner", "domain.create", **given)
    assert (answer.status, answer.fields[0].split(".")[0]) == (400, field), answer
    assert await house.owner("domain.byApplicationId", applicationId=house.application.application_id) == []


@pytest.mark.parametrize("spelling", ["shop.example.com", "SHOP.example.com", " shop.example.com "])
async def test_an_address_has_one_owner(house: House, spelling: str) -> None:
    await created(house)
    twice = await house.call("owner", "domain.create", applicationId=house.application.application_id, host=spelling)
    assert twice.status == 409
    assert "web" in twice.message
    theirs = await house.call("stranger", "domain.create", applicationId=house.foreign.application_id, host=spelling)
    assert theirs.status == 409
    assert "web" not in theirs.message
    beside = await house.call(
        "stranger", "domain.create", applicationId=house.foreign.application_id, host=spelling, path="/api"
    )
    assert beside.status == 200


async def test_a_name_in_its_own_script_is_the_same_address(house: House) -> None:
    assert (await created(house, host="Bücher.example"))["host"] == "bücher.example"
    answer = await house.call(
        "owner", "domain.create", applicationId=house.application.application_id, host="xn--bcher-kva.example"
    )
    assert answer.status == 409


async def test_the_address_of_the_panel_is_taken(house: House) -> None:
    await house.add(WebServerSettings(host="panel.example.com"))
    answer = await house.call(
        "owner", "domain.create", applicationId=house.application.application_id, host="panel.example.com"
    )
    assert answer.status == 409


async def test_routes_follow_every_change_while_a_release_is_live(house: House) -> None:
    row = await created(house)
    assert file_of(house) is None
    await goes_live(house)
    await house.owner("domain.update", domainId=row["domainId"], port=8080)
    text = file_of(house)
    assert text is not None
    assert "Host(`shop.example.com`)" in text
    assert f"http://{house.application.app_name}-0123abcd:8080" in text
    toggled = await house.owner("domain.toggleEnable", domainId=row["domainId"])
    assert (toggled["enabled"], toggled["requiresRedeploy"]) == (False, False)
    assert file_of(house) is None
    await house.owner("domain.toggleEnable", domainId=row["domainId"])
    assert file_of(house) is not None
    await house.owner("domain.delete", domainId=row["domainId"])
    assert file_of(house) is None


class MeetsTheReconciler(Traefik):
    """Somebody renders all files between the removal of this one and that of its row."""

    house: House

    async def remove(self, name: str) -> None:
        await super().remove(name)
        units = self.house.runtime.acting(SYSTEM)
        await routes.render(units, KINDS["application"], self.house.application.application_id)


class MeetsADeletion(Traefik):
    """The application is deleted while its file is written."""

    house: House

    async def write(self, name: str, document: Any) -> None:
        await super().write(name, document)
        async with self.house.runtime.database.write() as db:
            await db.execute(delete(Application))


def meeting(house: House, traefik: type[MeetsTheReconciler] | type[MeetsADeletion]) -> None:
    met = traefik(house.runtime.tools.folder)
    met.house = house
    house.runtime.tools = replace(house.runtime.tools, traefik=met)


@pytest.mark.parametrize("procedure", ["application.delete", "project.remove"])
async def test_no_route_outlives_its_service(house: House, procedure: str) -> None:
    await created(house)
    await goes_live(house)
    meeting(house, MeetsTheReconciler)
    ids = {"applicationId": house.application.application_id, "projectId": house.project.project_id}
    key = {"application.delete": "applicationId", "project.remove": "projectId"}[procedure]
    await house.owner(procedure, **{key: ids[key]})
    assert file_of(house) is None


async def test_a_route_that_is_written_while_its_service_is_deleted_is_taken_away(house: House) -> None:
    await created(house)
    await goes_live(house)
    meeting(house, MeetsADeletion)
    await routes.render(house.runtime.acting(SYSTEM), KINDS["application"], house.application.application_id)
    assert file_of(house) is None


async def test_a_middleware_that_nobody_defines_would_break_the_file(house: House) -> None:
    application_id = house.application.application_id
    body = {"applicationId": application_id, "host": "shop.example.com", "middlewares": ["nowhere"]}
    answer = await house.call("owner", "domain.create", **body)
    assert (answer.status, "nowhere" in answer.message) == (400, True)
    assert await house.owner("domain.byApplicationId", applicationId=application_id) == []
    shared = house.runtime.tools.folder.traefik_dynamic / "shared.yml"
    shared.write_text("http:\n  middlewares:\n    nowhere:\n      compress: {}\n")
    row = await house.owner("domain.create", **body)
    shared.unlink()
    enabled = await house.call("owner", "domain.update", domainId=row["domainId"], port=81)
    assert enabled.status == 400


async def test_update_leaves_what_is_not_sent(house: House) -> None:
    row = await created(house, path="/api", https=True, certificateType="letsencrypt")
    updated = await house.owner("domain.update", domainId=row["domainId"], host="new.example.com", stripPath=True)
    assert updated == row | {"host": "new.example.com", "stripPath": True}


async def test_update_cannot_take_an_address_either(house: House) -> None:
    await created(house)
    other = await created(house, host="other.example.com")
    answer = await house.call("owner", "domain.update", domainId=other["domainId"], host="shop.example.com")
    assert answer.status == 409


@pytest.mark.parametrize("procedure", ["one", "update", "toggleEnable", "delete"])
async def test_a_domain_is_out_of_reach_for_others(house: House, procedure: str) -> None:
    row = await created(house)
    body = {"domainId": row["domainId"]} | ({"host": "x.example.com"} if procedure == "update" else {})
    assert (await house.call("stranger", f"domain.{procedure}", **body)).status == 404
    assert (await house.call("member", f"domain.{procedure}", **body)).status == 403
    assert (await house.seen(Domain, row["domainId"])).host == "shop.example.com"


async def test_one_shows_its_application(house: House) -> None:
    row = await created(house)
    shown = await house.owner("domain.one", domainId=row["domainId"])
    assert shown["application"] == {
        "applicationId": house.application.application_id, "appName": house.application.app_name, "name": "web"
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ names and DNS


async def test_a_generated_name_is_one_label_that_holds_the_address(house: House) -> None:
    name = await house.owner("domain.generateDomain", appName="Shop_" + "x" * 60)
    label, rest = name.split(".", 1)
    assert rest == "sslip.io"
    assert label.endswith("-127-0-0-1")
    assert len(label) <= 63
    await house.add(WebServerSettings(server_ip="192.0.2.17"))
    assert (await house.owner("domain.generateDomain", appName="shop")).endswith("-192-0-2-17.sslip.io")
    assert await house.owner("domain.canGenerateTraefikMeDomains", serverId="") == "192.0.2.17"


async def test_a_server_gives_its_own_address(house: House) -> None:
    server = await house.add(
        Server(
            name="s",
            ip_address="2001:db8::1",
            port=22,
            app_name="s",
            created_at="",
            organization_id=house.organization.id,
        )
    )
    name = await house.owner("domain.generateDomain", appName="shop", serverId=server.server_id)
    assert name.endswith("-2001-db8--1.sslip.io")
    theirs = await house.call("stranger", "domain.generateDomain", appName="shop", serverId=server.server_id)
    assert theirs.status == 404


@pytest.mark.parametrize(
    ("addresses", "expected", "answer"),
    [
        (["192.0.2.1"], "192.0.2.1", {"isValid": True, "resolvedIp": "192.0.2.1"}),
        (["192.0.2.1"], None, {"isValid": True, "resolvedIp": "192.0.2.1"}),
        (["192.0.2.2"], "192.0.2.1", {"isValid": False, "resolvedIp": "192.0.2.2"}),
        (["104.16.1.1"], "192.0.2.1", {"isValid": True, "cdnProvider": "Cloudflare"}),
    ],
)
async def test_what_dns_says_is_compared(
    house: House, monkeypatch: pytest.MonkeyPatch, addresses: list[str], expected: str | None, answer: dict[str, Any]
) -> None:
    async def resolve(_: str) -> list[str]:
        return addresses

    monkeypatch.setattr(feature, "_resolve", resolve)
    body = {"domain": "shop.example.com"} | ({"serverIp": expected} if expected else {})
    assert answer.items() <= (await house.owner("domain.validateDomain", **body)).items()


async def test_the_resolver_of_this_machine_is_asked(house: House) -> None:
    assert (await house.owner("domain.validateDomain", domain="localhost"))["resolvedIp"] == "127.0.0.1"


@pytest.mark.parametrize("name", ["not a name", "", "x" * 300])
async def test_what_is_no_name_is_not_valid(house: House, name: str) -> None:
    said = await house.owner("domain.validateDomain", domain=name)
    assert (said["isValid"], bool(said["error"])) == (False, True)


async def test_of_many_who_want_one_address_at_once_one_gets_it(house: House) -> None:
    """Also where each writes it in another way: what is looked up is still free when it is taken."""
    ways = [{}, {"path": "/"}, {"host": "Race.Example.com"}, {"host": "race.example.com "}] * 3
    wanted = [{"host": "race.example.com", "applicationId": house.application.application_id, **way} for way in ways]
    answers = await asyncio.gather(*(house.call("owner", "domain.create", **one) for one in wanted))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 11
