"""Hand-edited Traefik files: kept as differences, merged at each rendering, forgotten when they make no sense."""

import asyncio
import json
from typing import Any

import pytest
import yaml
from sqlalchemy import update
from tests.features.conftest import House
from tests.features.test_domains import created, file_of, goes_live

from dokploy.features.handmade import apply, difference, forget
from dokploy.models import Application, WebServerSettings

APP = "shop-abc123"


def generated(service: str = APP, *keys: int) -> dict[str, Any]:
    return {
        "http": {
            "routers": {
                f"{APP}-router-{key}": {"rule": "Host(`a`)", "service": f"{APP}-service-{key}"} for key in keys
            },
            "services": {
                f"{APP}-service-{key}": {"loadBalancer": {"servers": [{"url": f"http://{service}:3000"}]}}
                for key in keys
            },
        }
    }


def edited(wanted: dict[str, Any], *, before: Any = None, after: Any = None, service: str = APP) -> dict[str, Any]:
    """What a later rendering makes of an edit."""
    before = before or generated(APP, 1)
    return apply(after or before, difference(before, wanted, APP), APP, service)


def test_nothing_changed_is_nothing_kept() -> None:
    assert difference(generated(APP, 1), generated(APP, 1), APP) is None
    assert apply(generated(APP, 1), None, APP, APP) == generated(APP, 1)


def test_what_was_written_is_what_is_rendered() -> None:
    wanted = generated(APP, 1)
    router = wanted["http"]["routers"][f"{APP}-router-1"]
    router["rule"] = "Host(`a`) || Host(`b`)"
    router["priority"] = 5
    wanted["http"]["middlewares"] = {"mine": {"compress": {}}}
    wanted["tls"] = {"options": {"default": {"minVersion": "VersionTLS12"}}}
    assert edited(wanted) == wanted


def test_an_edit_survives_the_next_release_and_follows_it() -> None:
    """Also when the file was read before a deployment and saved after it."""
    old = generated(f"{APP}-0123abcd", 1)
    old["http"]["routers"][f"{APP}-router-1"]["priority"] = 5
    old["http"]["routers"]["mine"] = {"rule": "Host(`b`)", "service": "mine"}
    old["http"]["services"]["mine"] = {"loadBalancer": {"servers": [{"url": f"http://{APP}-0123abcd:9000"}]}}
    before, after = generated(f"{APP}-89abcdef", 1), generated(f"{APP}-fedcba98", 1)
    result = edited(old, before=before, after=after, service=f"{APP}-fedcba98")
    services = result["http"]["services"]
    assert services[f"{APP}-service-1"]["loadBalancer"]["servers"] == [{"url": f"http://{APP}-fedcba98:3000"}]
    assert services["mine"]["loadBalancer"]["servers"] == [{"url": f"http://{APP}-fedcba98:9000"}]
    assert result["http"]["routers"][f"{APP}-router-1"]["priority"] == 5


def test_a_port_that_was_changed_by_hand_stays_changed() -> None:
    wanted = generated(APP, 1)
    wanted["http"]["services"][f"{APP}-service-1"]["loadBalancer"]["servers"] = [{"url": f"http://{APP}:8080"}]
    result = edited(wanted, after=generated(f"{APP}-fedcba98", 1), service=f"{APP}-fedcba98")
    balancer = result["http"]["services"][f"{APP}-service-1"]["loadBalancer"]
    assert balancer["servers"] == [{"url": f"http://{APP}-fedcba98:8080"}]


def test_an_edit_of_a_domain_that_is_gone_is_left_out() -> None:
    wanted = generated(APP, 1, 2)
    wanted["http"]["routers"][f"{APP}-router-2"]["priority"] = 5
    assert edited(wanted, before=generated(APP, 1, 2), after=generated(APP, 1)) == generated(APP, 1)


def test_a_router_whose_service_is_gone_is_left_out() -> None:
    wanted = generated(APP, 1, 2)
    wanted["http"]["routers"]["mine"] = {"rule": "Host(`b`)", "service": f"{APP}-service-2"}
    before = generated(APP, 1, 2)
    assert "mine" in edited(wanted, before=before)["http"]["routers"]
    assert "mine" not in edited(wanted, before=before, after=generated(APP, 1))["http"]["routers"]


def test_what_was_taken_away_stays_away_until_its_domain_is_saved() -> None:
    wanted = generated(APP, 1, 2)
    del wanted["http"]["routers"][f"{APP}-router-2"]
    edit = difference(generated(APP, 1, 2), wanted, APP)
    assert f"{APP}-router-2" not in apply(generated(APP, 1, 2), edit, APP, APP)["http"]["routers"]
    assert forget(edit, 1) == edit
    assert forget(edit, 2) is None
    assert forget(None, 1) is None


def chained(*middlewares: str) -> dict[str, Any]:
    document = generated(APP, 1)
    document["http"]["routers"][f"{APP}-router-1"]["middlewares"] = list(middlewares)
    return document


@pytest.mark.parametrize(
    ("before", "wanted", "after", "result"),
    [
        (["r"], ["x", "r"], ["a", "r"], ["a", "x", "r"]),
        (["a", "r"], ["a", "x", "r"], ["r"], ["x", "r"]),
        (["r"], ["r", "x"], ["r", "a"], ["r", "a", "x"]),
        (["a", "r"], ["r"], ["a", "b", "r"], ["b", "r"]),
        (["a", "r"], [], ["a", "r", "b"], ["b"]),
        (["a"], ["a", "x"], [], ["x"]),
    ],
    ids=["added since", "gone since", "at its place", "taken away by hand stays away", "all taken away", "none left"],
)
def test_an_edited_list_takes_part_in_what_is_added_and_taken_away_since(
    before: list[str], wanted: list[str], after: list[str], result: list[str]
) -> None:
    merged = edited(chained(*wanted), before=chained(*before), after=chained(*after))
    assert merged["http"]["routers"][f"{APP}-router-1"]["middlewares"] == result


def test_a_list_that_was_kept_whole_by_an_earlier_version_is_still_read() -> None:
    kept = {"own": {}, "changed": {"http": {"routers": {f"{APP}-router-1": {"middlewares": ["x"]}}}}}
    merged = apply(chained("r"), json.dumps(kept), APP, APP)
    assert merged["http"]["routers"][f"{APP}-router-1"]["middlewares"] == ["x"]


def test_a_router_may_name_the_application_itself() -> None:
    wanted = {"http": {"routers": {APP: {"rule": "Host(`app.example.com`)", "service": APP}}}}
    result = edited(wanted, after=generated(f"{APP}-fedcba98", 1), service=f"{APP}-fedcba98")
    assert result["http"]["services"][APP]["loadBalancer"]["servers"] == [{"url": f"http://{APP}-fedcba98:3000"}]
    alone = apply({}, difference({}, wanted, APP), APP, None)
    assert alone["http"]["services"][APP]["loadBalancer"]["servers"] == [{"url": f"http://{APP}:80"}]


# ------------------------------------------------------------------------------------------------ through the wire


async def read(house: House, accept: str = "*/*") -> Any:
    async with house.client("owner") as client:
        answer = await client.get(
            f"/api/application.readTraefikConfig?applicationId={house.application.application_id}",
            headers={"accept": accept},
        )
    assert answer.status_code == 200
    return answer.json() if "json" in answer.headers["content-type"] else answer.text


async def save(house: House, text: str) -> Any:
    return await house.call(
        "owner", "application.updateTraefikConfig", applicationId=house.application.application_id, traefikConfig=text
    )


async def test_there_is_no_file_without_a_domain(house: House) -> None:
    assert await read(house, "application/json") is None


async def test_what_will_be_routed_can_be_read_before_the_first_deployment(house: House) -> None:
    await created(house)
    text = await read(house)
    assert "Host(`shop.example.com`)" in text
    assert f"http://{house.application.app_name}:3000" in text
    assert await read(house, "application/json") == text
    assert file_of(house) is None


async def test_an_edit_is_kept_and_served(house: House) -> None:
    await created(house)
    await goes_live(house)
    document = yaml.safe_load(await read(house))
    (name,) = document["http"]["routers"]
    document["http"]["routers"][name]["priority"] = 77
    assert (await save(house, yaml.safe_dump(document))).body == {"success": True}
    assert yaml.safe_load(await read(house))["http"]["routers"][name]["priority"] == 77
    text = file_of(house)
    assert text is not None
    assert "priority: 77" in text
    await house.owner("domain.create", applicationId=house.application.application_id, host="second.example.com")
    assert "priority: 77" in (file_of(house) or "")


async def test_saving_a_domain_makes_its_router_anew(house: House) -> None:
    row = await created(house)
    await goes_live(house)
    name = f"{house.application.app_name}-router-{row['uniqueConfigKey']}"
    document = yaml.safe_load(await read(house))
    document["http"]["routers"][name]["rule"] = "Host(`other.example.com`)"
    assert (await save(house, yaml.safe_dump(document))).status == 200
    await house.owner("domain.update", domainId=row["domainId"], host="new.example.com")
    assert yaml.safe_load(await read(house))["http"]["routers"][name]["rule"] == "Host(`new.example.com`)"


async def test_the_example_of_the_documentation_is_accepted(house: House) -> None:
    name = house.application.app_name
    text = f'http:\n  routers:\n    {name}:\n      rule: "Host(`app.example.com`)"\n      service: {name}'
    assert (await save(house, text)).body == {"success": True}
    assert "app.example.com" in (file_of(house) or "")


@pytest.mark.parametrize(
    ("text", "line", "path"),
    [
        ("http:\n  routers: [\n", 3, []),
        ("http:\n  routers: {}\n  routers: {}\n", 3, []),
        ("http:\n  routers:\n    a: {}\n", 3, ["http", "routers", "a"]),
        ("http:\n  routers:\n    a.b: {rule: 'Host(`x`', service: a}\n", 3, ["http", "routers", "a.b", "rule"]),
        ("# mine\nhttp:\n  routers:\n    a: {rule: 'Host(`x`)', service: nowhere}\n", 4, ["http", "routers", "a"]),
        (
            "http:\n  routers:\n    a:\n      rule: x\n      service: a\n      oops: 1\n",
            6,
            ["http", "routers", "a", "oops"],
        ),
        ("unknown: {}\n", 1, ["unknown"]),
        ("- a list\n", 1, []),
        ("{{.}}\n", 1, []),
        ("http:\n  routers: [null]\n", 2, ["http", "routers"]),
        ("http:\n  routers:\n    a:\n", 3, ["http", "routers", "a"]),
        ("http:\n  routers:\n    a: 0x10\n", 3, ["http", "routers", "a"]),
        ("tcp: 7\n", 1, ["tcp"]),
    ],
)
async def test_a_mistake_changes_nothing_and_its_place_is_told(
    house: House, text: str, line: int, path: list[str]
) -> None:
    await created(house)
    await goes_live(house)
    before = await read(house)
    answer = await save(house, text)
    assert (answer.status, bool(answer.message)) == (400, True)
    (issue,) = answer.body["issues"]
    assert (issue["line"], issue["path"]) == (line, ["traefikConfig", *path] if path else [])
    assert await read(house) == before


async def test_a_mistake_that_stands_nowhere_in_the_text_has_no_line(house: House) -> None:
    """The generated service is still there, but its router now names another one."""
    await created(house)
    await goes_live(house)
    answer = await save(house, "http:\n  middlewares:\n    m: {addPrefix: {prefix: '{{ env }}'}}\n")
    assert answer.status == 400
    assert "line" not in answer.body["issues"][0]


async def test_an_edit_is_tried_out_without_a_word_to_the_database(house: House) -> None:
    """Somebody writes at this moment: what is refused need not wait for him, and must not hold everybody up."""
    await created(house)
    await goes_live(house)
    async with house.runtime.database.write() as db:
        await db.execute(update(Application).values(name=Application.name))
        async with asyncio.timeout(5):
            answer = await save(house, "http: {routers: {a: {rule: Host(`x`), service: nowhere}}}")
    assert (answer.status, "nowhere" in answer.message) == (400, True)


async def test_an_empty_text_takes_the_routes_away(house: House) -> None:
    await created(house)
    await goes_live(house)
    assert (await save(house, "")).status == 200
    assert file_of(house) is None


# ------------------------------------------------------------------------------------------------ other people's hosts


def answering(rule: str, service: str, section: str = "http") -> str:
    return yaml.safe_dump({section: {"routers": {"mine": {"rule": rule, "service": service}}}})


async def test_no_edit_answers_for_a_host_of_another_organization(house: House) -> None:
    foreign = house.foreign.application_id
    taken = await house.call("stranger", "domain.create", applicationId=foreign, host="müller.example.com", port=3000)
    assert taken.status == 200
    for host in ("müller.example.com", "XN--MLLER-KVA.example.com"):
        answer = await save(house, answering(f"Host(`mine.example.com`) || Host(`{host}`)", house.application.app_name))
        assert (answer.status, answer.message) == (409, "müller.example.com is in use already. Choose another host.")
    assert file_of(house) is None


async def test_an_edit_elsewhere_that_cannot_be_read_is_in_nobodys_way(house: House) -> None:
    edit = json.dumps({"own": {"http": {"routers": {"old": {"rule": "Host(`a.example.com`"}}}}, "changed": {}})
    async with house.runtime.database.write() as db:
        mine = update(Application).where(Application.application_id == house.application.application_id)
        await db.execute(mine.values(custom_traefik=edit))
    foreign = house.foreign.application_id
    answer = await house.call("stranger", "domain.create", applicationId=foreign, host="a.example.com", port=3000)
    assert answer.status == 200, answer.message


async def test_no_domain_is_made_for_a_host_that_an_edit_elsewhere_answers_for(house: House) -> None:
    rule = "Host(`first.example.com`) || Host(`Müller.example.com`)"
    assert (await save(house, answering(rule, house.application.app_name))).status == 200
    foreign = {"applicationId": house.foreign.application_id, "port": 3000}
    for host in ("first.example.com", "xn--mller-kva.example.com"):
        answer = await house.call("stranger", "domain.create", **foreign, host=host)
        assert (answer.status, "in use already" in str(answer.message)) == (409, True)
    assert (await house.call("stranger", "domain.create", **foreign, host="second.example.com")).status == 200
    own = {"applicationId": house.application.application_id, "port": 3000}
    assert (await house.call("owner", "domain.create", **own, host="first.example.com")).status == 200


@pytest.mark.parametrize(
    ("rule", "is_taken"),
    [
        ("PathPrefix(`/`)", False),
        ("HostRegexp(`.+`)", False),
        ("!Host(`mine.example.com`)", False),
        ("Host(`mine.example.com`) || PathPrefix(`/x`)", False),
        ("Host(`mine.example.com`) && (PathPrefix(`/x`) || Method(`GET`))", True),
        ("(Host(`mine.example.com`) || Host(`b.example.com`)) && !PathPrefix(`/x`)", True),
    ],
)
async def test_where_organizations_share_a_machine_a_rule_names_its_hosts(
    house: House, rule: str, is_taken: bool
) -> None:
    answer = await save(house, answering(rule, house.application.app_name))
    assert answer.status == (200 if is_taken else 400)
    if not is_taken:
        assert "hosts that it does not name" in str(answer.message)
        assert answer.body["issues"][0]["path"] == ["traefikConfig", "http", "routers", "mine", "rule"]


async def test_where_organizations_share_a_machine_traefik_itself_is_out_of_reach(house: House) -> None:
    answer = await save(house, answering("Host(`mine.example.com`)", "api@internal"))
    assert (answer.status, answer.message) == (400, "http.routers.mine.service: api@internal is Traefik's own")


async def test_no_edit_answers_for_the_control_plane(house: House) -> None:
    await house.add(WebServerSettings(host="panel.example.com"))
    answer = await save(house, answering("Host(`panel.example.com`)", house.application.app_name))
    assert (answer.status, answer.message) == (
        409,
        "panel.example.com is the address of this control plane. Choose another host.",
    )
