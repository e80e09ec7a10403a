"""The plain form: what curl users and generated clients send and get."""

from typing import Any

import httpx
import pytest
from tests.wire.conftest import JSON, Panel

from dokploy.models import Project


async def post(client: httpx.AsyncClient, name: str, body: Any = None) -> httpx.Response:
    return await client.post(f"/api/{name}", json={} if body is None else body)


async def test_a_query_answers_with_the_bare_value(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/wiretest.health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "//api/wiretest.health",
        "/api//wiretest.health",
        "/api/wiretest.health/",
        "//api///wiretest.health//",
        "/api/WireTest.HEALTH",
        "/API/wiretest.health",
    ],
)
async def test_slashes_and_letter_case_do_not_matter(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(f"http://panel{path}")).json() == {"status": "ok"}


@pytest.mark.parametrize(
    "path", ["/", "/api", "/api/health", "/api/deploy/x.y", "/api/openapi.json", "/wiretest.health"]
)
async def test_other_paths_belong_to_others(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(path)).status_code == 418


async def test_a_get_may_carry_a_content_type(api: httpx.AsyncClient) -> None:
    for content_type in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        assert (await api.get("/api/wiretest.health", headers={"content-type": content_type})).status_code == 200


async def test_query_text_becomes_what_the_shape_needs(api: httpx.AsyncClient) -> None:
    query = "count=50&ratio=0.5&isOn=false&tags=one&sizes=1&sizes=2&kind=web&when=2026-11-22T03:04:05Z&unknown=1&text=7"
    assert (await api.get(f"/api/wiretest.echo?{query}")).json() == {
        "count": 50,
        "ratio": 0.5,
        "isOn": False,
        "tags": ["one"],
        "sizes": [1, 2],
        "kind": "web",
        "when": "2026-11-22T03:04:05.000Z",
        "text": "7",
    }


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("1", True), ("false", False), ("0", False)])
async def test_booleans_in_a_query_are_what_they_say(api: httpx.AsyncClient, text: str, expected: bool) -> None:
    assert (await api.get("/api/wiretest.echo", params={"isOn": text})).json() == {"isOn": expected}


async def test_an_empty_parameter_is_no_filter(api: httpx.AsyncClient) -> None:
    assert (await api.get("/api/wiretest.echo?text=&count=&tags=&kind=")).json() == {}


async def test_a_body_needs_exact_types(api: httpx.AsyncClient) -> None:
    sent = {"text": "a", "count": 3, "isOn": True, "tags": [], "when": "2026-11-22T03:04:05.678Z", "limit": "512m"}
    assert (await post(api, "wiretest.tell", sent)).json() == sent
    refused = await post(api, "wiretest.tell", {"count": "3", "isOn": "true"})
    assert refused.status_code == 400
    assert [issue["path"] for issue in refused.json()["issues"]] == [["count"], ["isOn"]]


async def test_a_whole_number_may_be_written_with_a_point(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/wiretest.tell", content=b'{"count": 3.0, "ratio": 3.0}', headers=JSON)
    assert answer.json() == {"count": 3, "ratio": 3.0}


async def test_missing_and_null_are_told_apart_and_unknown_keys_dropped(api: httpx.AsyncClient) -> None:
    created = await post(api, "wiretest.create", {"name": "a", "size": 1, "note": None, "projectId": "x"})
    assert created.json()["changes"] == ["name", "note", "size"]
    assert (await post(api, "wiretest.create", {"name": "a", "size": 1})).json()["changes"] == ["name", "size"]


@pytest.mark.parametrize("name", ["wiretest.clean", "wiretest.reload"])
async def test_a_mutation_declared_void_or_true_says_success(api: httpx.AsyncClient, name: str) -> None:
    assert (await post(api, name)).json() == {"success": True}


@pytest.mark.parametrize("value", [("GET", "wiretest.isOn"), ("POST", "wiretest.toggle")])
async def test_a_boolean_that_was_worked_out_stays_one(api: httpx.AsyncClient, value: tuple[str, str]) -> None:
    method, name = value
    assert (await api.request(method, f"/api/{name}", headers=JSON)).json() is True


async def test_null_and_lists_are_answered_as_they_are(api: httpx.AsyncClient) -> None:
    assert (await api.get("/api/wiretest.nobody")).text == "null"
    assert (await api.get("/api/wiretest.parts")).json() == [{"name": "a"}, {"name": "b"}]


async def test_dates_are_iso_with_milliseconds(api: httpx.AsyncClient) -> None:
    answer = (await api.get("/api/wiretest.dates")).json()
    assert answer["at"] == "2026-11-22T03:04:05.678Z"
    assert answer["rows"] == [{"a.b": "2026-11-22T03:04:05.678Z", "text": "2026"}]


@pytest.mark.parametrize("accept", ["*/*", "text/*", "application/yaml", ""])
async def test_a_text_is_given_as_text(api: httpx.AsyncClient, accept: str) -> None:
    answer = await api.get("/api/wiretest.config", headers={"accept": accept})
    assert answer.headers["content-type"] == "application/yaml; charset=utf-8"
    assert answer.text == "http:\n  routers: {}\n"


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/plain, */*"])
async def test_a_text_is_given_as_json_to_who_asks(api: httpx.AsyncClient, accept: str) -> None:
    assert (await api.get("/api/wiretest.config", headers={"accept": accept})).json() == "http:\n  routers: {}\n"


# -- the wrapped form


async def test_a_wrapped_body_gets_a_wrapped_answer(api: httpx.AsyncClient) -> None:
    answer = await post(api, "wiretest.create", {"json": {"name": "a", "size": 2}})
    assert answer.json()["result"]["data"]["json"]["size"] == 2
    assert (await post(api, "wiretest.reload", {"json": {}})).json() == {"result": {"data": {"json": True}}}
    assert (await post(api, "wiretest.clean", {"json": None})).json()["result"]["data"]["json"] is None


async def test_a_wrapped_call_that_fails_has_the_trpc_error(api: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    refused = await post(api, "wiretest.create", {"json": {"size": 0}})
    error = refused.json()["error"]["json"]
    assert (refused.status_code, error["code"]) == (400, -32600)
    assert set(error["data"]["zodError"]["fieldErrors"]) == {"name", "size"}
    forbidden = await post(member, "wiretest.administer", {"json": {"thingId": "x"}})
    assert forbidden.json()["error"]["json"]["data"]["code"] == "FORBIDDEN"


# -- errors


async def test_nobody_is_told_unauthorized_before_anything_else(anonymous: httpx.AsyncClient) -> None:
    for method, name in (("GET", "wiretest.health"), ("GET", "no.such"), ("POST", "wiretest.create")):
        answer = await anonymous.request(method, f"/api/{name}")
        assert (answer.status_code, answer.json()["message"]) == (401, "Unauthorized")
        assert answer.json()["code"] == "UNAUTHORIZED"


async def test_a_bad_key_is_unauthorized(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/api/wiretest.isOn", headers={"x-api-key": "z" * 64})
    assert (answer.status_code, answer.json()["message"]) == (401, "Unauthorized")


async def test_a_key_comes_in_either_header(panel: Panel, anonymous: httpx.AsyncClient) -> None:
    for headers in ({"X-API-KEY": panel.owner}, {"authorization": f"Bearer {panel.owner}"}):
        assert (await anonymous.get("/api/wiretest.isOn", headers=headers)).status_code == 200


async def test_missing_rights_are_forbidden(member: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    for name, words in (("wiretest.guarded", "service:delete"), ("wiretest.owners", "owner")):
        refused = await member.get(f"/api/{name}")
        assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")
        assert words in refused.json()["message"]
        assert (await api.get(f"/api/{name}")).json() is True


async def test_an_unknown_name_is_not_found(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/no.such")
    assert answer.status_code == 404
    assert answer.json() == {
        "message": "Not found",
        "code": "NOT_FOUND",
        "data": {"code": "NOT_FOUND", "httpStatus": 404, "path": "no.such", "zodError": None},
    }


@pytest.mark.parametrize(
    ("method", "name", "right"),
    [
        ("POST", "wiretest.health", "GET"),
        ("GET", "wiretest.create", "POST"),
        ("PUT", "wiretest.create", "POST"),
        ("DELETE", "wiretest.one", "GET"),
    ],
)
async def test_the_wrong_method_is_not_found_and_says_which_is_right(
    api: httpx.AsyncClient, method: str, name: str, right: str
) -> None:
    answer = await api.request(method, f"/api/{name}", headers=JSON)
    assert answer.status_code == 404
    assert right in answer.json()["message"]


async def test_head_of_an_unknown_path_is_no_content(api: httpx.AsyncClient) -> None:
    answer = await api.head("/api/no.such")
    assert (answer.status_code, answer.content) == (204, b"")
    known = await api.head("/api/wiretest.health")
    assert (known.status_code, known.content, known.headers["content-length"]) == (200, b"", "15")


async def test_a_post_needs_a_content_type_even_without_input(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/wiretest.clean")
    assert (answer.status_code, answer.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert answer.json()["message"] == "Missing content-type header"
    assert (await api.post("/api/wiretest.clean", headers=JSON)).status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_other_content_types_are_refused(api: httpx.AsyncClient, content_type: str) -> None:
    answer = await api.post("/api/wiretest.create", content=b"x", headers={"content-type": content_type})
    assert answer.status_code == 415
    assert content_type in answer.json()["message"]


async def test_a_charset_beside_the_content_type_is_fine(api: httpx.AsyncClient) -> None:
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert (await api.post("/api/wiretest.reload", content=b"{}", headers=headers)).status_code == 200


async def test_invalid_input_says_where_and_why(api: httpx.AsyncClient) -> None:
    answer = await post(api, "wiretest.create", {"name": "", "size": 11})
    body = answer.json()
    assert (answer.status_code, body["message"], body["code"]) == (400, "Input validation failed", "BAD_REQUEST")
    assert body["issues"] == [
        {"code": "too_small", "path": ["name"], "message": "Must have at least 1 character", "minimum": 1},
        {"code": "too_big", "path": ["size"], "message": "Must be 10 or less", "maximum": 10},
    ]
    assert body["data"]["zodError"] == {
        "formErrors": [],
        "fieldErrors": {"name": ["Must have at least 1 character"], "size": ["Must be 10 or less"]},
    }


async def test_errors_of_handlers_keep_their_words_and_the_next_step(api: httpx.AsyncClient) -> None:
    missing = await api.get("/api/wiretest.one?thingId=x")
    assert (missing.status_code, missing.json()["message"]) == (404, "Thing not found")
    assert "issues" not in missing.json()
    taken = await post(api, "wiretest.conflict")
    assert (taken.status_code, taken.json()["message"]) == (409, "Taken. Choose another name.")
    assert (await api.get("/api/wiretest.remote")).json()["message"] == "The engine said no"


@pytest.mark.parametrize("name", ["wiretest.crash", "wiretest.unwritable"])
async def test_what_nobody_foresaw_is_told_without_details_and_logged_whole(
    api: httpx.AsyncClient, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    answer = await api.get(f"/api/{name}", headers={"x-request-id": "trace-0123456789"})
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL_SERVER_ERROR")
    assert "hunter2" not in answer.text
    assert "object" not in answer.text
    assert "trace-0123456789" in answer.json()["message"]
    logged = "".join(capsys.readouterr())
    assert "trace-0123456789" in logged
    assert name in logged
    assert "hunter2" in logged or "object" in logged


# -- units


async def test_a_new_row_is_answered_with_its_defaults(api: httpx.AsyncClient, panel: Panel) -> None:
    stored = (await post(api, "wiretest.store", {"thingId": "Shop"})).json()
    assert stored["createdAt"]
    async with panel.runtime.database.read() as db:
        assert (await db.get_one(Project, stored["projectId"])).name == "Shop"


async def test_a_mutation_that_fails_leaves_nothing(api: httpx.AsyncClient, panel: Panel) -> None:
    from sqlalchemy import select

    assert (await post(api, "wiretest.storeAndFail", {"thingId": "Gone"})).status_code == 409
    async with panel.runtime.database.read() as db:
        assert (await db.scalars(select(Project).where(Project.name == "Gone"))).all() == []


# -- limits


async def test_calls_are_unlimited_and_unannounced_by_default(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/wiretest.health")
    assert [name for name in answer.headers if name.startswith("x-ratelimit")] == []


async def test_a_limit_is_announced_and_kept_for_each_caller(panel: Panel) -> None:
    limited = panel.with_settings(rate_limit_per_minute=2)
    app = limited.app
    headers = {"x-api-key": panel.owner}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://panel") as client:
        answers = [await client.get("/api/wiretest.health", headers=headers) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["1", "0", "0"]
        assert answers[2].headers["x-ratelimit-limit"] == "2"
        assert 0 < int(answers[2].headers["retry-after"]) <= 30
        assert answers[2].json()["code"] == "TOO_MANY_REQUESTS"
        other = await client.get("/api/wiretest.health", headers={"x-api-key": panel.member})
        assert other.status_code == 200
        batch = await client.get("/api/trpc/wiretest.health,wiretest.isOn?batch=1", headers={"x-api-key": panel.member})
        assert (batch.status_code, batch.headers["x-ratelimit-remaining"]) == (429, "1")
