"""The published @trpc/client with superjson, unchanged, against our server. Needs node and npm."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.wire.conftest import Panel, output_of

FOLDER = Path(__file__).parent / "trpc"


@pytest.fixture(scope="module")
async def seen(panel: Panel, address: str) -> dict[str, Any]:
    if not (FOLDER / "node_modules").exists():
        await output_of("npm", "ci", "--no-audit", "--no-fund", folder=FOLDER)
    found: dict[str, Any] = json.loads(
        await output_of("node", "client.mjs", f"{address}/api/trpc", panel.owner, folder=FOLDER)
    )
    return found


@pytest.mark.parametrize("link", ["single", "batched"])
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
