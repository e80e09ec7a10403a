"""Whatever is sent, the answer is a refusal with words, never a failure of the server."""

import json
from urllib.parse import quote

import httpx
import pytest
from tests.wire.conftest import JSON

DEEP = b'{"labels":' + b'{"a":' * 200 + b"1" + b"}" * 200 + b"}"
BODIES = {
    "cut off": b'{"text": "a"',
    "two values": b"{} {}",
    "single quotes": b"{'text': 'a'}",
    "not a number": b'{"ratio": NaN}',
    "infinite": b'{"ratio": 1e999}',
    "beyond 64 bits": b'{"count": 99999999999999999999999}',
    "beyond what JSON readers hold": b'{"count": 9007199254740993}',
    "negative giant": b'{"count": -9223372036854775809}',
    "fraction for a whole number": b'{"count": 1.5}',
    "a giant in a free field": b'{"labels": {"a": 99999999999999999999}}',
    "lone surrogate": b'{"text": "\\ud800"}',
    "surrogate bytes": b'{"text": "\xed\xa0\x80"}',
    "invalid UTF-8": b'{"text": "\xff\xfe"}',
    "NUL": b'{"text": "a\\u0000b"}',
    "NUL in a key": b'{"labels": {"a\\u0000": "b"}}',
    "NUL deep inside": b'{"tags": ["a", "b\\u0000"]}',
    "deep": DEEP,
    "bottomless": b"[" * 100_000,
    "a list": b"[]",
    "a text": b'"text"',
    "a number": b"7",
    "true": b"true",
    "UTF-16": '{"text":"a"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{",
    "wrong types": b'{"text": 1, "count": "1", "tags": "a", "part": [], "labels": 1, "kind": "x", "isOn": 0}',
    "a null where none may be": b'{"tags": [null], "sizes": [1, null]}',
    "a wrong union": b'{"limit": []}',
    "a wrong date": b'{"when": "yesterday"}',
    "a far date": b'{"when": "99999-01-01T00:00:00Z"}',
    "a rude text": b'{"text": "rude"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("path", ["/api/wiretest.tell", "/api/trpc/wiretest.tell"])
async def test_a_bad_body_is_a_bad_request(api: httpx.AsyncClient, path: str, body: bytes) -> None:
    answer = await api.post(path, content=body, headers=JSON)
    assert answer.status_code == 400, answer.text
    error = answer.json() if "trpc" not in path else answer.json()["error"]["json"]
    assert error["message"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_bad_wrapped_body_is_a_bad_request(api: httpx.AsyncClient, body: bytes) -> None:
    answer = await api.post("/api/wiretest.tell", content=b'{"json":' + body + b"}", headers=JSON)
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_bad_input_parameter_is_a_bad_request(api: httpx.AsyncClient, body: bytes) -> None:
    sent = quote(body[:5000])
    for form in (
        f"wiretest.echo?input={sent}",
        f"wiretest.echo?batch=1&input={quote(b'{')}%220%22:{sent}{quote(b'}')}",
    ):
        answer = await api.get(f"/api/trpc/{form}")
        assert answer.status_code == 400, answer.text


@pytest.mark.parametrize(
    "meta",
    [
        {"values": {"text": ["regexp"]}},
        {"values": {"count": ["bigint"]}},
        {"values": {"text": "undefined"}},
        {"values": {"text": {}}},
        {"values": {"text": []}},
        {"values": {"text": [["custom", "x"]]}},
        {"values": {"ratio": ["number"]}},
        {"values": 7},
        {"values": ["map"]},
    ],
)
async def test_a_meta_that_we_cannot_mean_is_a_bad_request(api: httpx.AsyncClient, meta: dict[str, object]) -> None:
    sent = {"json": {"text": "a", "count": "9" * 30, "ratio": "NaN"}, "meta": meta}
    answer = await api.post("/api/trpc/wiretest.tell", json=sent)
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize(
    "meta",
    [
        None,
        7,
        [],
        {},
        {"values": None},
        {"values": {}},
        {"values": {"": ["Date"], "a.b.c": ["Date"], "tags.9": ["Date"]}},
    ],
)
async def test_a_meta_about_nothing_says_nothing(api: httpx.AsyncClient, meta: object) -> None:
    answer = await api.post("/api/trpc/wiretest.tell", json={"json": {"tags": ["a"]}, "meta": meta})
    assert answer.json()["result"]["data"]["json"] == {"tags": ["a"]}


@pytest.mark.parametrize(
    "query",
    [
        "count=99999999999999999999999999999",
        "count=" + "9" * 5000,
        "count=1.5",
        "count=lots",
        "count=NaN",
        "ratio=inf",
        "ratio=1e999",
        "isOn=perhaps",
        "kind=x",
        "text=a&text=b",
        "text=a%00b",
        "count=1&count=2",
        "sizes=1&sizes=x",
        "when=soon",
        "text=%ED%A0%80",
        "text=%FF",
        "%FF=1",
        "part=a",
        "&".join(f"a{i}=1" for i in range(1100)),
    ],
)
async def test_a_bad_query_is_a_bad_request(api: httpx.AsyncClient, query: str) -> None:
    answer = await api.get(f"/api/wiretest.at?{query}")
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"]


@pytest.mark.parametrize("query", ["text=ü", "%00=1", "=", "&&&", "text", "a[b]=1", "text=%", "%"])
async def test_an_odd_query_is_answered(api: httpx.AsyncClient, query: str) -> None:
    assert (await api.get(f"/api/wiretest.echo?{query}")).status_code == 200


async def test_a_number_that_only_the_database_refuses_is_a_bad_request(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"/api/wiretest.at?count={2**63}")
    assert answer.status_code == 400
    assert answer.json()["message"] in ("A number is out of range", "A value is out of range")  # the driver, the server


async def test_an_id_of_nothing_is_a_bad_request(api: httpx.AsyncClient) -> None:
    answer = await api.post("/api/wiretest.refer", json={"thingId": "nothing"})
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")


async def test_a_large_body_is_refused_before_it_is_read(api: httpx.AsyncClient) -> None:
    body = json.dumps({"text": "x" * 1024**2}).encode()
    for path in ("/api/wiretest.tell", "/api/trpc/wiretest.tell"):
        answer = await api.post(path, content=body, headers=JSON)
        assert answer.status_code == 413
        assert "PAYLOAD_TOO_LARGE" in answer.text
        assert "1 MB" in answer.text


async def test_a_large_body_of_unknown_length_is_refused(api: httpx.AsyncClient) -> None:
    async def endless():
        for _ in range(40):
            yield b" " * 65536

    answer = await api.post("/api/wiretest.tell", content=endless(), headers=JSON)
    assert answer.status_code == 413


async def test_a_body_of_just_under_a_megabyte_is_served(api: httpx.AsyncClient) -> None:
    text = "x" * (1024**2 - 20)
    assert (await api.post("/api/wiretest.tell", json={"text": text})).json() == {"text": text}


@pytest.mark.parametrize(
    "path", ["/api/a.b%00c", "/api/%FF.%FE", "/api/..%2f..%2fetc.passwd", "/api/a.b.c.d", "/api/.", "/api/x."]
)
async def test_odd_names_are_not_found(api: httpx.AsyncClient, path: str) -> None:
    assert (await api.get(path)).status_code in {404, 418}


@pytest.mark.parametrize("body", [b"", b"  ", b"null", b"{}", b'{"json":null}', b'{"json":{}}'])
async def test_an_empty_input_is_enough_where_nothing_is_required(api: httpx.AsyncClient, body: bytes) -> None:
    assert (await api.post("/api/wiretest.tell", content=body, headers=JSON)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"null", b"{}"])
async def test_an_empty_input_names_what_is_missing(api: httpx.AsyncClient, body: bytes) -> None:
    answer = await api.post("/api/wiretest.create", content=body, headers=JSON)
    assert [issue["path"] for issue in answer.json()["issues"]] == [["name"], ["size"]]


@pytest.mark.parametrize(
    ("sent", "path", "words"),
    [
        ({"limit": []}, ["limit"], "Must be a whole number, but array was sent; or: Must be a string"),
        ({"kind": "x"}, ["kind"], "Must be 'web' or 'worker'"),
        ({"part": {"size": "1"}}, ["part", "name"], "Required"),
        ({"sizes": [1, "2"]}, ["sizes", 1], "Must be a whole number, but string was sent"),
        ({"labels": {"a": 1}}, ["labels", "a"], "Must be a string, but number was sent"),
        ({"text": "rude"}, ["text"], "Say it politely"),
        ({"when": "soon"}, ["when"], "Must be a date"),
        ({"labels": {"a": "\0"}}, ["labels", "a"], "Must not contain the NUL character"),
        ({"sizes": [1, 2**60]}, ["sizes", 1], "The number is out of range"),
    ],
)
async def test_the_issue_names_the_place_and_the_cause(
    api: httpx.AsyncClient, sent: object, path: list[object], words: str
) -> None:
    issue = (await api.post("/api/wiretest.tell", json=sent)).json()["issues"][0]
    assert issue["path"] == path
    assert words in issue["message"]


async def test_of_very_many_mistakes_the_first_are_told(api: httpx.AsyncClient) -> None:
    labels = {str(number): number for number in range(50_000)}
    answer = await api.post("/api/wiretest.tell", json={"labels": labels})
    assert [issue["path"] for issue in answer.json()["issues"]] == [["labels", str(number)] for number in range(100)]
    assert len(answer.content) < 100_000
