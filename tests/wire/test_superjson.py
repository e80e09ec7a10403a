"""superjson as a value: what is written, and what clients may mean."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from dokploy.core.errors import Invalid
from dokploy.wire.superjson import ABSENT, decode, dumps, encode

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOON_TEXT = "2026-11-22T12:00:00.000Z"


@pytest.mark.parametrize(
    "value", [None, True, 0, 1.5, "a", [], {}, {"a": [1, {"b": None}]}, ["2026-11-22T12:00:00.000Z"]]
)
def test_plain_data_needs_no_meta(value: Any) -> None:
    assert json.loads(encode(value)) == {"json": value}


@pytest.mark.parametrize(
    ("value", "written", "values"),
    [
        (NOON, NOON_TEXT, ["Date"]),
        ({"a": NOON}, {"a": NOON_TEXT}, {"a": ["Date"]}),
        ([1, NOON], [1, NOON_TEXT], {"1": ["Date"]}),
        ({"a": [{"b": NOON}]}, {"a": [{"b": NOON_TEXT}]}, {"a.0.b": ["Date"]}),
        ({"a.b": {"c\\d": NOON}}, {"a.b": {"c\\d": NOON_TEXT}}, {"a\\.b.c\\\\d": ["Date"]}),
        ({"a": (NOON,)}, {"a": [NOON_TEXT]}, {"a.0": ["Date"]}),
    ],
)
def test_dates_are_text_with_a_note(value: Any, written: Any, values: Any) -> None:
    assert json.loads(encode(value)) == {"json": written, "meta": {"values": values, "v": 1}}


def test_nothing_is_undefined() -> None:
    assert json.loads(encode(ABSENT)) == {"json": None, "meta": {"values": ["undefined"], "v": 1}}


def test_dates_are_written_in_utc_with_milliseconds() -> None:
    elsewhere = datetime(2026, 11, 22, 13, 0, 0, 999999, tzinfo=timezone(timedelta(hours=1)))
    assert dumps(elsewhere) == b'"2026-11-22T12:00:00.999Z"'


def test_what_is_no_data_is_not_written() -> None:
    with pytest.raises(TypeError):
        encode({"a": object()})
    with pytest.raises(TypeError):
        encode({7: "a"})


@pytest.mark.parametrize(
    ("data", "meta", "meant"),
    [
        ({"a": 1}, None, {"a": 1}),
        (None, {"values": ["undefined"]}, ABSENT),
        ({"a": None, "b": None}, {"values": {"a": ["undefined"]}, "v": 1}, {"b": None}),
        ({"a": {"b": None, "c": 1}}, {"values": {"a.b": ["undefined"]}, "v": 1}, {"a": {"c": 1}}),
        ({"a.b": None, "c": 1}, {"values": {"a\\.b": ["undefined"]}, "v": 1}, {"c": 1}),
        ({"a\\": None, "c": 1}, {"values": {"a\\\\": ["undefined"]}, "v": 1}, {"c": 1}),
        ({"a\\\\": None, "c": 1}, {"values": {"a\\\\": ["undefined"]}}, {"c": 1}),
        ([1, None], {"values": {"1": ["undefined"]}, "v": 1}, [1, None]),
        ({"a": NOON_TEXT}, {"values": {"a": ["Date"]}, "v": 1}, {"a": NOON_TEXT}),
        ({"a": ["x"]}, {"values": {"a": ["set"]}, "v": 1}, {"a": ["x"]}),
        ({"a": "12345678901"}, {"values": {"a": ["bigint"]}, "v": 1}, {"a": 12345678901}),
        ({"a": ["1", "2"]}, {"values": {"a.1": ["bigint"]}, "v": 1}, {"a": ["1", 2]}),
        ({"a": 1}, {"values": {"b": ["undefined"], "a.x": ["undefined"], "a.0": ["Date"]}, "v": 1}, {"a": 1}),
        ([1], {"values": {"99999999999999999999": ["undefined"], "-1": ["undefined"], "x": ["undefined"]}}, [1]),
    ],
)
def test_meta_says_what_json_cannot(data: Any, meta: Any, meant: Any) -> None:
    assert decode(data, meta) == meant


@pytest.mark.parametrize("kind", ["map", "regexp", "number", "Error", "symbol", "bigint", ["custom", "X"], 7, None])
def test_types_that_no_input_has_are_refused(kind: Any) -> None:
    with pytest.raises(Invalid):
        decode({"a": "x"}, {"values": {"a": [kind]}, "v": 1})
