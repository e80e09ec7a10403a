"""The tRPC form, `/api/trpc/<name>` and `/api/trpc/<name>,<name>…?batch=1`, with superjson on both sides."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Final

from dokploy.core.actor import Actor
from dokploy.core.errors import Invalid, MethodNotSupported, NotFound, UnsupportedMediaType
from dokploy.wire.calls import JSON_LIMIT, READS, Calls, as_answer, is_form
from dokploy.wire.forms import (
    trpc_batch,
    trpc_error,
    trpc_stream_error,
    trpc_stream_head,
    trpc_stream_value,
    trpc_value,
)
from dokploy.wire.http import JSON, Answer, ClientGone, Headers, Request, Stream
from dokploy.wire.inputs import from_json, parse, query_pairs, unwrap
from dokploy.wire.procedure import Procedure
from dokploy.wire.superjson import ABSENT

BATCH_LIMIT: Final = 200
JSON_LINES: Final = "application/jsonl"
"""In header `trpc-accept`: the batch is answered call by call, a line for each."""
_FORM: Final = object()
"""In an input's place: it is in a form, which is read when the procedure is known."""


async def answer_trpc(calls: Calls, request: Request, names: str) -> Answer | Stream:
    if request.method == "HEAD":
        return Answer(204, b"")
    headers: Headers = []
    paths, is_batch, is_stream = [names], False, request.headers.get("trpc-accept") == JSON_LINES
    try:
        asked = dict(query_pairs(request.query_string))
        if asked.get("batch") == "1":
            paths, is_batch = _batched(names), True
        _check_form(is_batch=is_batch, is_stream=is_stream)
        actor, headers = await calls.admit(request, len(paths))
        inputs = await _inputs(calls, request, paths, asked)
        if is_stream:
            lines = _lines(calls, request, actor, list(zip(paths, inputs, strict=True)))
            return Stream(lines, request.gone, headers)
        answers = await _answers(calls, request, actor, list(zip(paths, inputs, strict=True)))
    except ClientGone:
        raise
    except Exception as error:  # noqa: BLE001 - the edge: what concerns the whole request is told to each of its calls
        answers = [_refused(error, path, request) for path in paths]
    answer = trpc_batch(answers) if is_batch and not is_stream else answers[0]
    answer.headers.extend(headers)
    return answer


def _check_form(*, is_batch: bool, is_stream: bool) -> None:
    if is_stream and not is_batch:
        raise Invalid("What is streamed is a batch, be it of one call")


def _batched(names: str) -> list[str]:
    paths = names.split(",")
    if len(paths) > BATCH_LIMIT:
        raise Invalid(f"A batch holds {BATCH_LIMIT} calls at most")
    return paths


async def _inputs(calls: Calls, request: Request, paths: list[str], asked: dict[str, str]) -> list[Any]:
    """What was sent for each call, still in its envelope."""
    is_batch = "batch" in asked and asked["batch"] == "1"
    if request.method == "POST":
        procedure = None if is_batch else calls.find(paths[0])
        if procedure is not None and is_form(request, procedure):
            return [_FORM]
        sent = await _json(request)
    else:
        text = asked.get("input", "")
        sent = parse(text.encode(), "The input") if text else ABSENT
    if not is_batch:
        return [sent]
    if sent is ABSENT:
        return [ABSENT] * len(paths)
    if not isinstance(sent, dict):
        raise Invalid("The input of a batch is an object with the positions of its calls as keys")
    return [sent.get(str(position), ABSENT) for position in range(len(paths))]


async def _json(request: Request) -> Any:
    """The body; nothing at all may be sent without a content type."""
    body = await request.body(JSON_LIMIT)
    if not body.strip():
        return ABSENT
    if not request.media_type:
        raise UnsupportedMediaType("Missing content-type header")
    if request.media_type != JSON:
        raise UnsupportedMediaType(f'Unsupported content-type "{request.media_type}"', hint=f"Send {JSON}.")
    return parse(body)


async def _answers(calls: Calls, request: Request, actor: Actor, asked: list[tuple[str, Any]]) -> list[Answer]:
    """Reads beside each other; writes in their order, each in a unit of its own."""
    if request.method in READS and len(asked) > 1:
        return await asyncio.gather(*(_answer(calls, request, actor, path, sent) for path, sent in asked))
    return [await _answer(calls, request, actor, path, sent) for path, sent in asked]


async def _lines(
    calls: Calls, request: Request, actor: Actor, asked: list[tuple[str, Any]]
) -> AsyncGenerator[bytes, None]:
    """What each call comes to, as it does: reads in the order in which they end, writes in the order of the batch."""
    yield trpc_stream_head(len(asked))
    works = (_line(calls, request, actor, index, *call) for index, call in enumerate(asked))
    if request.method not in READS:
        for work in works:
            yield await work
        return
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        for ended in asyncio.as_completed(tasks):
            yield await ended
    finally:
        for task in tasks:
            task.cancel()


async def _line(calls: Calls, request: Request, actor: Actor, index: int, path: str, sent: Any) -> bytes:
    try:
        procedure = _procedure(calls, request.method, path)
        path = procedure.name
        return trpc_stream_value(index, procedure, await _value(calls, request, actor, procedure, sent))
    except Exception as error:  # noqa: BLE001 - the edge: a call that fails must not take its batch along
        # A name for it in this frame, which it knows, would keep both, and what was sent, until the collector comes.
        return trpc_stream_error(index, as_answer(error, procedure=path, request_id=request.request_id), path)


async def _value(calls: Calls, request: Request, actor: Actor, procedure: Procedure, sent: Any) -> Any:
    if sent is _FORM:
        return await calls.carry_out_form(procedure, actor, request)
    actor.check(procedure.access)
    body = from_json(procedure.takes, unwrap(sent)) if procedure.takes else None
    return await calls.carry_out(procedure, actor, body)


async def _answer(calls: Calls, request: Request, actor: Actor, path: str, sent: Any) -> Answer:
    try:
        procedure = _procedure(calls, request.method, path)
        path = procedure.name
        return trpc_value(procedure, await _value(calls, request, actor, procedure, sent))
    except ClientGone:
        raise
    except Exception as error:  # noqa: BLE001 - the edge: a call that fails must not take its batch along
        return _refused(error, path, request)


def _procedure(calls: Calls, method: str, path: str) -> Procedure:
    procedure = calls.find(path)
    if procedure is None:
        raise NotFound(f'No procedure found on path "{path[:100]}"')
    wanted = {"query": "GET", "mutation": "POST", "subscription": "the socket /drawer-logs"}[procedure.kind]
    if method != wanted:
        raise MethodNotSupported(
            f'Unsupported {method}-request to {procedure.kind} procedure at path "{procedure.name}"',
            hint=f"Use {wanted}.",
        )
    return procedure


def _refused(error: Exception, path: str, request: Request) -> Answer:
    return trpc_error(as_answer(error, procedure=path, request_id=request.request_id), path)
