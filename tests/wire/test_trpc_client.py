"""The published @trpc/client with superjson, unchanged, against our server. Needs node and npm."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.wire.conftest import Panel, output_of
from tests.wire.procedures import COUNTING

WEBSOCKET = "--experimental-websocket"  # node 20 has one, but does not say so
FOLDER = Path(__file__).parent / "trpc"


@pytest.fixture(scope="module")
async def seen(panel: Panel, address: str) -> dict[str, Any]:
    if not (FOLDER / "node_modules").exists():
        await output_of("npm", "ci", "--no-audit", "--no-fund", folder=FOLDER)
    found: dict[str, Any] = json.loads(
        await output_of("node", WEBSOCKET, "client.mjs", f"{address}/api/trpc", panel.owner, folder=FOLDER)
    )
    return found


@pytest.mark.parametrize("link", ["single", "batched", "streamed", "socketed"])
class TestEachLink:
    def test_values_arrive_as_they_were_meant(self, seen: dict[str, Any], link: str) -> None:
        results = seen[link]
        assert results["health"] == {"status": "ok"}
        assert results["echoed"] == {
            "text": "ü & €",
            "count": 3,
            "tags": ["a"],
            "when": "Date 2026-11-22T03:04:05.678Z",
        }
        assert results["yes"] is True
        assert results["nobody"] is None
        assert results["yaml"].startswith("http:")

    def test_dates_are_dates_and_nothing_is_undefined(self, seen: dict[str, Any], link: str) -> None:
        assert seen[link]["date"] is seen[link]["nestedDate"] is seen[link]["nothing"] is True

    def test_undefined_is_absent_and_null_is_null(self, seen: dict[str, Any], link: str) -> None:
        assert seen[link]["absent"] == ["count", "isOn"]

    def test_an_input_error_names_its_fields(self, seen: dict[str, Any], link: str) -> None:
        invalid = seen[link]["invalid"]
        assert (invalid["code"], invalid["data"]["httpStatus"]) == (-32600, 400)
        assert invalid["data"]["zodError"]["fieldErrors"] == {
            "name": ["Must have at least 1 character"],
            "size": ["Must be 10 or less"],
        }
        assert len(json.loads(invalid["message"])) == 2

    def test_errors_carry_their_code(self, seen: dict[str, Any], link: str) -> None:
        codes = {name: seen[link][name]["data"]["code"] for name in ("missing", "unknown", "crash")}
        assert codes == {"missing": "NOT_FOUND", "unknown": "NOT_FOUND", "crash": "INTERNAL_SERVER_ERROR"}
        assert seen[link]["missing"]["message"] == "Thing not found"


def test_calls_made_together_travel_together_and_fail_alone(seen: dict[str, Any]) -> None:
    assert sorted(seen["together"]["requests"]) == ["GET", "POST"]
    assert seen["together"]["outcomes"] == [
        {"status": "ok"},
        "NOT_FOUND",
        {"text": "third"},
        {"text": "fourth"},
        "CONFLICT",
    ]


def test_a_file_travels_as_a_form(seen: dict[str, Any]) -> None:
    assert (seen["upload"]["applicationId"], seen["upload"]["filename"], seen["upload"]["bytes"]) == (
        "abc",
        "app.zip",
        7,
    )


def test_nobody_may_call_what_is_public(seen: dict[str, Any]) -> None:
    assert seen["anonymous"]["public"] == {"status": "ok"}
    assert seen["anonymous"]["refused"]["data"]["code"] == "UNAUTHORIZED"


def test_a_stream_answers_in_the_order_of_completion_and_fails_alone(seen: dict[str, Any]) -> None:
    assert seen["stream"]["order"] == ["100", "200", "300"]
    outcomes = seen["stream"]["outcomes"]
    assert (outcomes[0], outcomes[1], outcomes[3], outcomes[4]) == ({"status": "ok"}, "NOT_FOUND", None, "CONFLICT")
    assert outcomes[2]["at"] == "2026-11-22T03:04:05.678Z"
    assert seen["stream"]["refused"]["data"]["httpStatus"] == 401


def test_subscriptions_begin_and_end(seen: dict[str, Any]) -> None:
    found = seen["socket"]
    assert found["counted"] == ["started", 1, 2, 3, "complete"]
    assert found["stopped"] == ["started", 1, 2, 3, "complete"]  # the client's own word after it has left
    assert found["failed"] == ["started", 1, "CONFLICT"]
    assert found["unknown"] == ["NOT_FOUND"]
    assert found["noSubscription"] == ["METHOD_NOT_SUPPORTED"]
    assert found["owner"] == ["started", "of the owner", "complete"]
    assert COUNTING == []


def test_a_socket_signs_in_by_its_first_frame_too_and_lives_on_pings(seen: dict[str, Any]) -> None:
    assert seen["socket"]["byParams"] == seen["socket"]["alive"] == {"status": "ok"}
    assert seen["socket"]["slowLast"] is True
    assert seen["socket"]["nobody"] == "no answer" or "answered" not in seen["socket"]["nobody"]
