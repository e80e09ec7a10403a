"""The tRPC form: single calls, batches, superjson, and errors as tRPC clients read them."""

import json
import time
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from tests.wire.conftest import JSON

UNDEFINED = {"json": None, "meta": {"values": ["undefined"], "v": 1}}


def given(value: Any) -> str:
    return quote(json.dumps(value))


def error_of(answer: httpx.Response) -> dict[str, Any]:
    error: dict[str, Any] = answer.json()["error"]["json"]
    return error


async def test_a_query_takes_and_gives_superjson(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"/api/trpc/wiretest.echo?input={given({'json': {'text': 'a', 'count': 3}})}")
    assert answer.json() == {"result": {"data": {"json": {"text": "a", "count": 3}}}}
    assert answer.headers["content-type"] == "application/json"


async def test_the_bare_input_of_the_vendor_cli_is_understood(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"/api/trpc/wiretest.echo?input={given({'text': 'a'})}")
    assert answer.json()["result"]["data"]["json"] == {"text": "a"}
    assert (await api.get("/api/trpc/wiretest.health?input={}")).status_code == 200


async def test_a_mutation_takes_a_body_in_either_wrapping(api: httpx.AsyncClient) -> None:
    for body in ({"json": {"text": "a"}}, {"text": "a"}):
        answer = await api.post("/api/trpc/wiretest.tell", json=body)
        assert answer.json()["result"]["data"]["json"] == {"text": "a"}


async def test_a_post_with_nothing_at_all_is_accepted(api: httpx.AsyncClient) -> None:
    assert (await api.post("/api/trpc/wiretest.reload")).json() == {"result": {"data": {"json": True}}}


async def test_a_void_result_is_undefined(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/trpc/wiretest.clean", json={"json": None, "meta": {"values": ["undefined"]}})
    assert answer.json() == {"result": {"data": UNDEFINED}}


async def test_dates_are_named_in_the_meta(api: httpx.AsyncClient) -> None:
    data = (await api.get("/api/trpc/wiretest.dates")).json()["result"]["data"]
    assert data["json"]["at"] == "2026-11-22T03:04:05.678Z"
    assert data["meta"] == {"values": {"at": ["Date"], "rows.0.a\\.b": ["Date"], "a\\\\b": ["Date"]}, "v": 1}


async def test_undefined_in_an_input_is_absent_and_a_date_is_read(api: httpx.AsyncClient) -> None:
    sent = {
        "json": {"text": None, "count": None, "when": "2026-11-22T03:04:05.678Z"},
        "meta": {"values": {"text": ["undefined"], "when": ["Date"]}, "v": 1},
    }
    answer = await api.post("/api/trpc/wiretest.tell", json=sent)
    assert answer.json()["result"]["data"] == {
        "json": {"count": None, "when": "2026-11-22T03:04:05.678Z"},
        "meta": {"values": {"when": ["Date"]}, "v": 1},
    }


async def test_a_text_answer_stays_json_here(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/trpc/wiretest.config", headers={"accept": "*/*"})
    assert answer.json()["result"]["data"]["json"].startswith("http:")


async def test_public_procedures_are_for_everybody_and_others_are_not(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/api/trpc/wiretest.health")).status_code == 200
    refused = await anonymous.get("/api/trpc/wiretest.isOn")
    assert (refused.status_code, error_of(refused)["code"]) == (401, -32001)
    bad_key = await anonymous.get("/api/trpc/wiretest.health", headers={"x-api-key": "z" * 64})
    assert (bad_key.status_code, error_of(bad_key)["data"]["code"]) == (401, "UNAUTHORIZED")


async def test_slashes_and_letter_case_do_not_matter(api: httpx.AsyncClient) -> None:
    assert (await api.get("http://panel//api/TRPC/wiretest.HEALTH/")).status_code == 200


# -- errors


async def test_an_input_error_carries_its_issues_as_text_and_by_field(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/trpc/wiretest.create", json={"json": {"size": "1"}})
    error = error_of(answer)
    assert (answer.status_code, error["code"]) == (400, -32600)
    assert [issue["path"] for issue in json.loads(error["message"])] == [["name"], ["size"]]
    assert error["data"] == {
        "code": "BAD_REQUEST",
        "httpStatus": 400,
        "path": "wiretest.create",
        "zodError": {
            "formErrors": [],
            "fieldErrors": {"name": ["Required"], "size": ["Must be a whole number, but string was sent"]},
        },
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "number"),
    [
        ("GET", "no.such", 404, "NOT_FOUND", -32004),
        ("GET", "wiretest.one?input=%7B%22thingId%22%3A%22x%22%7D", 404, "NOT_FOUND", -32004),
        ("GET", "wiretest.create", 405, "METHOD_NOT_SUPPORTED", -32005),
        ("POST", "wiretest.health", 405, "METHOD_NOT_SUPPORTED", -32005),
        ("PUT", "wiretest.create", 405, "METHOD_NOT_SUPPORTED", -32005),
        ("POST", "wiretest.conflict", 409, "CONFLICT", -32009),
        ("GET", "wiretest.crash", 500, "INTERNAL_SERVER_ERROR", -32603),
        ("GET", "", 404, "NOT_FOUND", -32004),
    ],
)
async def test_errors_have_their_number_and_status(
    api: httpx.AsyncClient, method: str, path: str, status: int, code: str, number: int
) -> None:
    answer = await api.request(method, f"/api/trpc/{path}")
    error = error_of(answer)
    assert (answer.status_code, error["code"]) == (status, number)
    assert (error["data"]["code"], error["data"]["httpStatus"], error["data"]["zodError"]) == (code, status, None)
    assert error["data"]["path"] == path.partition("?")[0]


async def test_missing_rights_are_forbidden(member: httpx.AsyncClient) -> None:
    assert error_of(await member.get("/api/trpc/wiretest.guarded"))["code"] == -32003


async def test_a_body_that_is_not_json_is_a_parse_error(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/trpc/wiretest.tell", content=b"{", headers=JSON)
    assert (answer.status_code, error_of(answer)["code"]) == (400, -32700)
    answer = await api.get("/api/trpc/wiretest.echo?input={")
    assert (answer.status_code, error_of(answer)["data"]["code"]) == (400, "PARSE_ERROR")


@pytest.mark.parametrize(
    ("headers", "words"), [({}, "Missing content-type"), ({"content-type": "text/plain"}, "text/")]
)
async def test_a_body_needs_the_json_content_type(api: httpx.AsyncClient, headers: dict[str, str], words: str) -> None:
    answer = await api.post("/api/trpc/wiretest.tell", content=b'{"json":{}}', headers=headers)
    assert (answer.status_code, error_of(answer)["code"]) == (415, -32015)
    assert words in error_of(answer)["message"]


async def test_head_is_no_content(api: httpx.AsyncClient) -> None:
    assert (await api.head("/api/trpc/wiretest.health")).status_code == 204


# -- batches


async def test_a_batch_answers_in_order(api: httpx.AsyncClient) -> None:
    sent = given({"1": {"json": {"text": "b"}}})
    answer = await api.get(f"/api/trpc/wiretest.health,wiretest.echo,wiretest.isOn?batch=1&input={sent}")
    assert answer.status_code == 200
    assert [one["result"]["data"]["json"] for one in answer.json()] == [{"status": "ok"}, {"text": "b"}, True]


async def test_a_batch_with_different_outcomes_is_multi_status(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/trpc/wiretest.health,no.such,wiretest.create,wiretest.crash?batch=1")
    assert answer.status_code == 207
    assert "result" in answer.json()[0]
    statuses = [one["error"]["json"]["data"]["httpStatus"] for one in answer.json()[1:]]
    assert statuses == [404, 405, 500]


async def test_a_batch_with_one_outcome_has_its_status(api: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    assert (await api.get("/api/trpc/no.such,nor.this?batch=1")).status_code == 404
    nobody = await anonymous.get("/api/trpc/wiretest.isOn,wiretest.isOn?batch=1")
    assert (nobody.status_code, len(nobody.json())) == (401, 2)


async def test_a_batch_of_one_is_still_a_list(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/trpc/wiretest.tell?batch=1", json={"0": {"json": {"text": "a"}}})
    assert answer.json() == [{"result": {"data": {"json": {"text": "a"}}}}]


async def test_each_mutation_of_a_batch_has_a_unit_of_its_own(api: httpx.AsyncClient) -> None:
    body = {"0": {"json": {"thingId": "kept"}}, "1": {"json": {"thingId": "undone"}}}
    answer = await api.post("/api/trpc/wiretest.store,wiretest.storeAndFail?batch=1", json=body)
    assert answer.status_code == 207
    stored = answer.json()[0]["result"]["data"]["json"]["projectId"]
    found = await api.get("/api/wiretest.at", params={"text": stored})
    assert found.json()["found"] is True


async def test_queries_of_a_batch_wait_beside_each_other(api: httpx.AsyncClient) -> None:
    sent = given({str(i): {"json": {"thingId": str(i)}} for i in range(5)})
    begun = time.monotonic()
    answer = await api.get(f"/api/trpc/{','.join(['wiretest.slow'] * 5)}?batch=1&input={sent}")
    assert [one["result"]["data"]["json"] for one in answer.json()] == list("01234")
    assert time.monotonic() - begun < 0.8


@pytest.mark.parametrize("sent", ["[]", "1", '"x"', "[1,2]"])
async def test_the_input_of_a_batch_is_an_object(api: httpx.AsyncClient, sent: str) -> None:
    answer = await api.get(f"/api/trpc/wiretest.health,wiretest.isOn?batch=1&input={quote(sent)}")
    assert answer.status_code == 400
    assert len(answer.json()) == 2


async def test_a_batch_has_an_end(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"/api/trpc/{','.join(['wiretest.health'] * 201)}?batch=1")
    assert answer.status_code == 400


async def test_without_the_batch_flag_a_comma_is_part_of_the_name(api: httpx.AsyncClient) -> None:
    assert (await api.get("/api/trpc/wiretest.health,wiretest.isOn")).status_code == 404
