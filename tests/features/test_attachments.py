"""Ports, redirects and users of the basic-auth gate: what is accepted, and what comes of it in Traefik's file."""

import asyncio
import json
from typing import Any

import bcrypt
import pytest
import yaml
from tests import factories
from tests.features.conftest import House
from tests.features.test_domains import created as a_domain
from tests.features.test_domains import file_of, goes_live
from tests.features.test_traefik_edits import read, save

from dokploy.core.names import new_id
from dokploy.features import attachment
from dokploy.features.application import jobs
from dokploy.models import Application, Port, Postgres, Redirect, Security
from dokploy.releases import routes

assert attachment
GOOD: dict[str, dict[str, Any]] = {
    "port": {"publishedPort": 18080, "targetPort": 80},
    "redirects": {"regex": "^https?://www\\.(.*)", "replacement": "https://${1}", "permanent": True},
    "security": {"username": "ada", "password": "correct horse"},
}
CHANGED: dict[str, dict[str, Any]] = {
    "port": {"publishedPort": 18081, "targetPort": 81},
    "redirects": {"regex": "^https?://old\\.(.*)", "replacement": "https://new.$1", "permanent": False},
    "security": {"username": "eve", "password": "battery staple"},
}
TABLES: dict[str, tuple[Any, str]] = {
    "port": (Port, "portId"),
    "redirects": (Redirect, "redirectId"),
    "security": (Security, "securityId"),
}
ROUTERS = pytest.mark.parametrize("router", TABLES)


async def created(house: House, router: str, who: str = "owner", **body: Any) -> Any:
    given = {"applicationId": house.application.application_id, **GOOD[router]}
    return await house.call(who, f"{router}.create", **{**given, **body})


async def rows(house: House, router: str) -> list[dict[str, Any]]:
    """As the application shows them."""
    shown = await house.owner("application.one", applicationId=house.application.application_id)
    return list(shown["ports" if router == "port" else router])


async def a_row(house: House, router: str, **body: Any) -> dict[str, Any]:
    answer = await created(house, router, **body)
    assert answer.status == 200, answer
    return (await rows(house, router))[-1]


async def routed(house: House) -> dict[str, Any]:
    """The HTTP part of the application's Traefik file."""
    text = file_of(house)
    assert text is not None
    return dict(yaml.safe_load(text)["http"])


# ------------------------------------------------------------------------------------------------ what all three share


@ROUTERS
async def test_made_seen_changed_and_taken_away(house: House, router: str) -> None:
    model, key = TABLES[router]
    answer = await created(house, router)
    (row,) = await rows(house, router)
    assert answer.body == (row if router == "port" else {"success": True})
    assert {name: row[name] for name in GOOD[router]} == GOOD[router]
    shown = await house.owner(f"{router}.one", **{key: row[key]})
    application = {"application": {"applicationId": house.application.application_id}} if router == "port" else {}
    assert shown == row | application
    updated = await house.owner(f"{router}.update", **{key: row[key]}, **CHANGED[router])
    assert updated == ({"success": True} if router == "security" else row | CHANGED[router])
    assert await house.owner(f"{router}.delete", **{key: row[key]}) == row | CHANGED[router]
    assert await house.seen(model, row[key]) is None


@ROUTERS
async def test_out_of_reach_for_others(house: House, router: str) -> None:
    _, key = TABLES[router]
    row = await a_row(house, router)
    await house.change(house.members["member"], can_create_services=True, can_delete_services=True)
    for procedure, body in (("one", {}), ("update", CHANGED[router]), ("delete", {})):
        full = {key: row[key], **body}
        assert (await house.call("stranger", f"{router}.{procedure}", **full)).status == 404
        assert (await house.call("member", f"{router}.{procedure}", **full)).status == 403
        assert (await house.call("owner", f"{router}.{procedure}", **{**full, key: new_id()})).status == 404
    assert (await created(house, router, "stranger")).status == 404
    assert (await created(house, router, "member")).status == 403
    assert await rows(house, router) == [row]


@ROUTERS
async def test_a_member_needs_the_permission_as_well(house: House, router: str) -> None:
    _, key = TABLES[router]
    row = await a_row(house, router)
    member = house.members["member"]
    await house.change(member, accessed_services=[house.application.application_id])
    assert (await house.call("member", f"{router}.one", **{key: row[key]})).status == 200
    for procedure, body in (("update", CHANGED[router]), ("delete", {})):
        assert (await house.call("member", f"{router}.{procedure}", **{key: row[key]}, **body)).status == 403
    await house.change(member, can_create_services=True, can_delete_services=True)
    for procedure, body in (("update", CHANGED[router]), ("delete", {})):
        assert (await house.call("member", f"{router}.{procedure}", **{key: row[key]}, **body)).status == 200


@pytest.mark.parametrize(
    ("router", "body", "field"),
    [
        ("port", {"publishedPort": 0}, "publishedPort"),
        ("port", {"publishedPort": 65536}, "publishedPort"),
        ("port", {"publishedPort": "80"}, "publishedPort"),
        ("port", {"publishedPort": 80.5}, "publishedPort"),
        ("port", {"targetPort": -1}, "targetPort"),
        ("port", {"protocol": "sctp"}, "protocol"),
        ("port", {"publishMode": "vip"}, "publishMode"),
        ("redirects", {"regex": ""}, "regex"),
        ("redirects", {"regex": "("}, "regex"),
        ("redirects", {"regex": "(?=look)ahead"}, "regex"),
        ("redirects", {"regex": "(?<!look)behind"}, "regex"),
        ("redirects", {"regex": r"(back)\1"}, "regex"),
        ("redirects", {"regex": "(?>atomic)"}, "regex"),
        ("redirects", {"regex": r"\C"}, "regex"),
        ("redirects", {"regex": "a{1001}"}, "regex"),
        ("redirects", {"regex": "two\nlines"}, "regex"),
        ("redirects", {"regex": '{{ env "HOME" }}'}, "regex"),
        ("redirects", {"replacement": '{{ env "HOME" }}'}, "replacement"),
        ("redirects", {"replacement": "https://$2"}, "replacement"),
        ("redirects", {"replacement": "https://$1example"}, "replacement"),
        ("redirects", {"replacement": "https://${host}"}, "replacement"),
        ("redirects", {"replacement": ""}, "replacement"),
        ("redirects", {"permanent": "yes"}, "permanent"),
        ("security", {"username": "a:b"}, "username"),
        ("security", {"username": ""}, "username"),
        ("security", {"username": " ada"}, "username"),
        ("security", {"username": "a\nroot:x"}, "username"),
        ("security", {"username": "{{ . }}"}, "username"),
        ("security", {"password": ""}, "password"),
        ("security", {"password": "a\x00b"}, "password"),
        ("security", {"password": "ü" * 37}, "password"),
    ],
    ids=str,
)
async def test_what_is_refused_names_the_field(house: House, router: str, body: dict[str, Any], field: str) -> None:
    answer = await created(house, router, **body)
    assert (answer.status, answer.fields) == (400, [field]), answer
    assert await rows(house, router) == []
    _, key = TABLES[router]
    row = await a_row(house, router)
    changed = await house.call("owner", f"{router}.update", **{key: row[key]}, **{**GOOD[router], **body})
    assert (changed.status, changed.fields) == (400, [field])
    assert await rows(house, router) == [row]


# ------------------------------------------------------------------------------------------------ ports


async def test_the_defaults_of_a_port(house: House) -> None:
    row = await a_row(house, "port")
    assert (row["publishMode"], row["protocol"]) == ("ingress", "tcp")
    host = await house.owner("port.update", portId=row["portId"], publishedPort=1, targetPort=2, publishMode="host")
    kept = await house.owner("port.update", portId=row["portId"], publishedPort=1, targetPort=3)
    assert (host["publishMode"], kept["publishMode"], kept["targetPort"]) == ("host", "host", 3)


async def test_a_port_has_one_holder(house: House) -> None:
    row = await a_row(house, "port")
    twice = await created(house, "port")
    assert (twice.status, "web" in twice.message) == (409, True)
    theirs = await created(house, "port", "stranger", applicationId=house.foreign.application_id)
    assert (theirs.status, "web" in theirs.message) == (409, False)
    other = await a_row(house, "port", publishedPort=18090)
    answer = await house.call("owner", "port.update", portId=other["portId"], publishedPort=18080, targetPort=1)
    assert answer.status == 409
    await house.owner("port.update", portId=row["portId"], publishedPort=18080, targetPort=8080)
    assert (await created(house, "port", protocol="udp")).status == 200


async def test_a_port_that_a_database_publishes_is_taken(house: House) -> None:
    await house.add(Postgres(
        name="ledger", app_name="pg-1", environment_id=house.environment.environment_id, database_name="d",
        database_user="u", database_password="p", docker_image="postgres:16", external_port=15432))  # fmt: skip
    answer = await created(house, "port", publishedPort=15432)
    assert (answer.status, "ledger" in answer.message) == (409, True)


async def test_so_is_one_of_somebodys_endpoint_object(house: House) -> None:
    spec = {"Ports": [{"PublishedPort": 17000, "TargetPort": 80}]}
    await house.add(factories.Application(
        name="second", app_name="second-1", environment_id=house.environment.environment_id,
        endpoint_spec_swarm=spec))  # fmt: skip
    answer = await created(house, "port", publishedPort=17000)
    assert (answer.status, "second" in answer.message) == (409, True)
    assert (await created(house, "port", publishedPort=17000, protocol="udp")).status == 200


async def test_traefiks_ports_and_our_own_are_named(house: House) -> None:
    ports = {"web": 18000, "websecure": 18443, "api": 18888, "key": "k"}
    house.runtime.tools.folder.traefik_ports.write_text(json.dumps(ports))
    for number in (18000, 18443, 18888):
        answer = await created(house, "port", publishedPort=number)
        assert (answer.status, "Traefik" in answer.message) == (409, True)
    answer = await created(house, "port", publishedPort=house.runtime.settings.port)
    assert (answer.status, "control plane" in answer.message) == (409, True)


# ------------------------------------------------------------------------------------------------ routes


async def test_a_redirect_is_routed_at_once(house: House) -> None:
    await a_domain(house)
    await goes_live(house)
    row = await a_row(house, "redirects")
    name = f"redirect-{house.application.app_name}-{row['uniqueConfigKey']}"
    assert (await routed(house))["middlewares"][name] == {"redirectRegex": GOOD["redirects"]}
    (router,) = (await routed(house))["routers"].values()
    assert router["middlewares"][0] == name
    await house.owner("redirects.update", redirectId=row["redirectId"], **CHANGED["redirects"])
    assert (await routed(house))["middlewares"][name] == {"redirectRegex": CHANGED["redirects"]}
    await house.owner("redirects.delete", redirectId=row["redirectId"])
    assert "redirect-" not in (file_of(house) or "")


async def test_users_stand_in_the_file_by_their_hashes_alone(house: House) -> None:
    await a_domain(house)
    await goes_live(house)
    first = await a_row(house, "security")
    await created(house, "security", username="bob", password="correct horse")
    gate = f"auth-{house.application.app_name}"
    users = (await routed(house))["middlewares"][gate]["basicAuth"]["users"]
    hashes = dict(user.split(":", 1) for user in users)
    assert sorted(hashes) == ["ada", "bob"]
    assert all(bcrypt.checkpw(b"correct horse", hashed.encode()) for hashed in hashes.values())
    assert hashes["ada"] != hashes["bob"]
    assert "correct horse" not in (file_of(house) or "")
    await house.owner("security.update", securityId=first["securityId"], **CHANGED["security"])
    assert "ada:" not in (file_of(house) or "")
    for row in await rows(house, "security"):
        await house.owner("security.delete", securityId=row["securityId"])
    assert "auth-" not in (file_of(house) or "")


async def test_a_traefik_that_does_not_follow_is_told_and_nothing_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "SHOWN_SECONDS", 0.3)
    await a_domain(house)
    await goes_live(house)
    house.runtime.tools.folder.traefik_ports.write_text(json.dumps({"web": 1, "websecure": 2, "api": 3, "key": "k"}))
    answer = await created(house, "security")
    assert answer.status == 500
    assert "Saved and written, but not in force yet" in answer.message
    assert "does not answer" in answer.message
    assert [row["username"] for row in await rows(house, "security")] == ["ada"]
    assert "ada:$2b$" in (file_of(house) or "")


async def test_a_user_name_is_taken_once_per_application(house: House) -> None:
    await a_row(house, "security")
    assert (await created(house, "security", password="other")).status == 409
    other = await a_row(house, "security", username="bob")
    body = {"securityId": other["securityId"], "username": "ada", "password": "x"}
    assert (await house.call("owner", "security.update", **body)).status == 409
    foreign = await created(house, "security", "stranger", applicationId=house.foreign.application_id)
    assert foreign.status == 200


async def test_passwords_are_sealed_at_rest(house: House) -> None:
    row = await a_row(house, "security")
    assert row["password"] == "correct horse"
    assert (await house.seen(Security, row["securityId"])).password_sealed.startswith("v2:")


async def test_the_file_is_the_same_in_every_process(house: House) -> None:
    """Also after a restart: nothing that is random stands in it."""
    await a_domain(house)
    await goes_live(house)
    await a_row(house, "security")
    before = file_of(house)
    jobs._hash.cache_clear()
    await a_row(house, "redirects")
    await house.owner("redirects.delete", redirectId=(await rows(house, "redirects"))[0]["redirectId"])
    assert file_of(house) == before


# ------------------------------------------------------------------------------------------------ beside edits by hand


async def test_a_router_that_was_edited_before_gets_behind_the_gate_all_the_same(house: House) -> None:
    domain = await a_domain(house)
    await goes_live(house)
    name = f"{house.application.app_name}-router-{domain['uniqueConfigKey']}"
    document = yaml.safe_load(await read(house))
    document["http"]["middlewares"]["squeeze"] = {"compress": {}}
    document["http"]["routers"][name]["middlewares"].insert(0, "squeeze")
    assert (await save(house, yaml.safe_dump(document))).status == 200
    await a_row(house, "security")
    row = await a_row(house, "redirects")
    app = house.application.app_name
    redirect = f"redirect-{app}-{row['uniqueConfigKey']}"
    router = (await routed(house))["routers"][name]
    assert set(router["middlewares"]) == {"squeeze", redirect, f"auth-{app}", f"{app}-retry"}
    assert router["middlewares"].index(redirect) < router["middlewares"].index(f"auth-{app}")
    await house.owner("security.delete", securityId=(await rows(house, "security"))[0]["securityId"])
    assert (await routed(house))["routers"][name]["middlewares"] == [redirect, "squeeze", f"{app}-retry"]


async def test_an_old_password_does_not_live_on_in_an_edit(house: House) -> None:
    await a_domain(house)
    await goes_live(house)
    row = await a_row(house, "security")
    gate = f"auth-{house.application.app_name}"
    document = yaml.safe_load(await read(house))
    document["http"]["middlewares"][gate]["basicAuth"]["users"] = ["ada:$2b$10$" + "a" * 53]
    assert (await save(house, yaml.safe_dump(document))).status == 200
    await house.owner("security.update", securityId=row["securityId"], username="ada", password="new password")
    (user,) = (await routed(house))["middlewares"][gate]["basicAuth"]["users"]
    assert bcrypt.checkpw(b"new password", user.removeprefix("ada:").encode())


async def test_saving_a_domain_leaves_an_edit_of_a_redirect_of_the_same_number(house: House) -> None:
    domain = await a_domain(house)
    await goes_live(house)
    row = await a_row(house, "redirects")
    assert row["uniqueConfigKey"] == domain["uniqueConfigKey"]
    name = f"redirect-{house.application.app_name}-{row['uniqueConfigKey']}"
    document = yaml.safe_load(await read(house))
    document["http"]["middlewares"][name]["redirectRegex"]["permanent"] = False
    await save(house, yaml.safe_dump(document))
    await house.owner("domain.update", domainId=domain["domainId"], port=81)
    assert (await routed(house))["middlewares"][name]["redirectRegex"]["permanent"] is False
    await house.owner("redirects.update", redirectId=row["redirectId"], **GOOD["redirects"])
    assert (await routed(house))["middlewares"][name]["redirectRegex"]["permanent"] is True


async def test_a_template_of_traefik_is_no_configuration(house: House) -> None:
    """Traefik would run it: whoever may edit one route could read its environment, and stop all others."""
    await a_domain(house)
    await goes_live(house)
    document = yaml.safe_load(await read(house))
    document["http"]["middlewares"]["leak"] = {"headers": {"customResponseHeaders": {"x": '{{ env "HOME" }}'}}}
    answer = await save(house, yaml.safe_dump(document))
    assert (answer.status, "{{" in answer.message) == (400, True)


async def test_an_application_of_another_machine_does_not_hold_a_port_of_this_one(house: House) -> None:
    from dokploy.models import Server

    server = await house.add(
        Server(name="s", ip_address="192.0.2.1", port=22, app_name="s", organization_id=house.organization.id,
               server_type="deploy", server_status="active", created_at="now")
    )  # fmt: skip
    await house.change(house.application, server_id=server.server_id)
    await a_row(house, "port")
    second = await house.add(Application(
        name="second", app_name="second-1", environment_id=house.environment.environment_id))  # fmt: skip
    assert (await created(house, "port", applicationId=second.application_id)).status == 200


async def test_of_many_who_want_one_port_at_once_one_gets_it(house: House) -> None:
    wanted = {"applicationId": house.application.application_id, **GOOD["port"]}
    answers = await asyncio.gather(*(house.call("owner", "port.create", **wanted) for _ in range(12)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 11
