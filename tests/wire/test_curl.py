"""The calls of the documents, typed as they stand there: curl against a real socket."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.wire.conftest import Panel, output_of


@pytest.fixture
def curl(panel: Panel, address: str):
    async def call(path: str, *options: str, key: str = panel.owner) -> tuple[int, str]:
        out = await output_of(
            "curl", "-s", "-w", "\n%{http_code}", "-H", f"x-api-key: {key}", *options, f"{address}{path}"
        )
        text, _, status = out.rpartition("\n")
        return int(status), text

    return call


async def test_a_query_with_parameters(curl: Any) -> None:
    assert await curl("/api/wiretest.echo?count=50&isOn=false&text=") == (200, '{"count":50,"isOn":false}')


async def test_a_get_with_a_content_type(curl: Any) -> None:
    assert (await curl("/api/wiretest.health", "-H", "Content-Type: application/json"))[0] == 200


async def test_a_double_slash(curl: Any) -> None:
    assert (await curl("//api/wiretest.health"))[0] == 200


async def test_a_plain_and_a_wrapped_mutation(curl: Any) -> None:
    head = ("-X", "POST", "-H", "Content-Type: application/json", "-d")
    assert json.loads((await curl("/api/wiretest.tell", *head, '{"text":"a"}'))[1]) == {"text": "a"}
    wrapped = json.loads((await curl("/api/wiretest.tell", *head, '{"json": {"text": "a"}}'))[1])
    assert wrapped == {"result": {"data": {"json": {"text": "a"}}}}


async def test_a_post_without_a_body(curl: Any) -> None:
    assert (await curl("/api/wiretest.clean", "-X", "POST"))[0] == 415
    assert (await curl("/api/trpc/wiretest.clean", "-X", "POST"))[0] == 200
    assert await curl("/api/wiretest.clean", "-X", "POST", "-H", "Content-Type: application/json") == (
        200,
        '{"success":true}',
    )


async def test_the_default_content_type_of_curl_is_refused_with_words(curl: Any) -> None:
    status, text = await curl("/api/wiretest.tell", "-d", '{"text":"a"}')
    assert status == 415
    assert "application/json" in json.loads(text)["message"]


async def test_yaml_as_it_is(curl: Any) -> None:
    assert (await curl("/api/wiretest.config"))[1] == "http:\n  routers: {}\n"


async def test_an_upload(curl: Any, tmp_path: Path) -> None:
    archive = tmp_path / "app.zip"
    archive.write_bytes(b"content")
    status, text = await curl("/api/wiretest.drop", "-F", "applicationId=abc", "-F", f"zip=@{archive}")
    assert (status, json.loads(text)["filename"]) == (200, "app.zip")


async def test_too_much_is_refused_and_the_connection_survives(curl: Any, address: str, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_text(json.dumps({"text": "x" * 3 * 1024**2}))
    status, text = await curl("/api/wiretest.tell", "-H", "Content-Type: application/json", "-d", f"@{large}")
    assert (status, json.loads(text)["code"]) == (413, "PAYLOAD_TOO_LARGE")
    again = await curl("/api/wiretest.health", f"{address}/api/wiretest.health")
    assert again[0] == 200


async def test_head(curl: Any) -> None:
    assert await curl("/api/no.such", "-I", "-o", "/dev/null") == (204, "")
    assert await curl("/api/wiretest.health", "-I", "-o", "/dev/null") == (200, "")


async def test_a_wrong_key(curl: Any) -> None:
    status, text = await curl("/api/wiretest.health", key="x" * 64)
    assert (status, json.loads(text)["message"]) == (401, "Unauthorized")


@pytest.mark.parametrize("path", ["/api/wiretest.echo?text=ü", "/api/wïretest.health"])
async def test_letters_that_nobody_encoded(curl: Any, path: str) -> None:
    assert (await curl(path))[0] in {200, 400, 404}
