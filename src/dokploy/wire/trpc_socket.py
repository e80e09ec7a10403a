"""tRPC over a WebSocket: `{id, method, params: {path, input}}` in, `{id, result | error}` out, for every procedure.

It knows frames, not sockets: `hear` takes what comes, `say` is given what goes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

from dokploy.core.actor import Actor
from dokploy.core.errors import Conflict, DokployError, Invalid, MethodNotSupported, NotFound
from dokploy.core.names import new_id
from dokploy.wire.calls import Calls, as_answer
from dokploy.wire.forms import trpc_error, trpc_said
from dokploy.wire.inputs import from_json, parse, unwrap
from dokploy.wire.procedure import Procedure
from dokploy.wire.shapes import Wire
from dokploy.wire.superjson import ABSENT, dumps, encode

AT_ONCE: Final = 64
"""Calls and subscriptions of one socket that are in hand; more wait, and with them the client."""
BATCH_LIMIT: Final = 200
METHODS: Final = frozenset({"query", "mutation", "subscription"})
STOP: Final = "subscription.stop"

Id = int | str | None


@dataclass(frozen=True)
class Caller:
    """Who sits at the other end."""

    headers: Mapping[str, str]
    address: str
    request_id: str


@dataclass(frozen=True)
class _Call:
    id: Id
    version: str | None
    """`jsonrpc`, given back as it came."""
    method: str
    path: str
    input: Any


class TrpcSocket:
    """One connection. Leave it by `close`, which lets writes end and ends all else."""

    def __init__(self, calls: Calls, caller: Caller, say: Callable[[str], Awaitable[None]]) -> None:
        self._calls = calls
        self._caller = caller
        self._say = say
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._subscriptions: dict[Id, tuple[asyncio.Task[None], Procedure | None]] = {}

    async def hear(self, frame: str | bytes) -> None:
        """Take one frame; returns when there is room for the next."""
        if frame in ("PING", "PONG"):
            if frame == "PING":
                await self._say("PONG")
            return
        try:
            messages = _messages(frame)
        except DokployError as error:
            await self._tell_error(None, None, error, "")
            return
        for message in messages:
            await self._take(message)

    def check(self, actor: Actor) -> None:
        """Raises when this caller may no longer have what is subscribed to."""
        for _, procedure in self._subscriptions.values():
            if procedure is not None:
                actor.check(procedure.access)

    async def close(self) -> None:
        for task, method in self._tasks.items():
            if method != "mutation":
                task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks))

    async def _take(self, message: Any) -> None:
        try:
            call = _call(message)
        except DokployError as error:
            given = message.get("id") if isinstance(message, dict) else None
            return await self._tell_error(given if isinstance(given, int | str) else None, None, error, "")
        if call.method == STOP:
            running = self._subscriptions.get(call.id)
            if running is not None:
                running[0].cancel()
            return None
        if call.method == "subscription" and call.id in self._subscriptions:
            twice = Conflict(f"There is a subscription {call.id} already")
            return await self._tell_error(call.id, call.version, twice, call.path)
        await self._room.acquire()
        task = asyncio.create_task(self._work(call), name=f"{call.method} {call.path[:50]}")
        self._tasks[task] = call.method
        if call.method == "subscription":
            self._subscriptions[call.id] = task, None
        task.add_done_callback(lambda done: self._ended(done, call))
        return None

    def _ended(self, task: asyncio.Task[None], call: _Call) -> None:
        self._room.release()
        del self._tasks[task]
        if call.method == "subscription":
            del self._subscriptions[call.id]
        if not task.cancelled():
            task.exception()  # who cannot be told any more has gone

    async def _work(self, call: _Call) -> None:
        try:
            actor, _ = await self._calls.admit(self._caller)
            procedure = self._procedure(call)
            actor.check(procedure.access)
            body = from_json(procedure.takes, unwrap(call.input)) if procedure.takes else None
            if call.method == "subscription":
                self._subscriptions[call.id] = self._subscriptions[call.id][0], procedure
                await self._subscribe(call, procedure, actor, body)
            else:
                await self._tell_value(call, procedure, await self._calls.carry_out(procedure, actor, body))
        except asyncio.CancelledError:
            if call.method == "subscription":
                await self._tell(call.id, call.version, b'"result":{"type":"stopped"}')
            raise
        except Exception as error:  # noqa: BLE001 - the edge: a call that fails must not take its socket along
            await self._tell_failure(call, error)

    async def _subscribe(self, call: _Call, procedure: Procedure, actor: Actor, body: Wire | None) -> None:
        await self._tell(call.id, call.version, b'"result":{"type":"started"}')
        async with aclosing(self._calls.carry_on(procedure, actor, body)) as values:
            async for value in values:
                await self._tell_value(call, procedure, value)
        await self._tell(call.id, call.version, b'"result":{"type":"stopped"}')

    def _procedure(self, call: _Call) -> Procedure:
        procedure = self._calls.find(call.path)
        if procedure is None:
            raise NotFound(f'No procedure found on path "{call.path[:100]}"')
        if procedure.kind != call.method:
            raise MethodNotSupported(f"{procedure.name} is a {procedure.kind}, not a {call.method}")
        return procedure

    async def _tell_value(self, call: _Call, procedure: Procedure, value: Any) -> None:
        data = encode(trpc_said(procedure, value))
        await self._tell(call.id, call.version, b'"result":{"type":"data","data":' + data + b"}")

    async def _tell_failure(self, call: _Call, error: Exception) -> None:
        """Apart from `_work`, whose frame it knows: a name for it there would keep both until the collector comes."""
        seen = as_answer(error, procedure=call.path, request_id=self._caller.request_id)
        await self._tell_error(call.id, call.version, seen, call.path)

    async def _tell_error(self, call_id: Id, version: str | None, error: DokployError, path: str) -> None:
        await self._tell(call_id, version, trpc_error(error, path).body[1:-1])

    async def _tell(self, call_id: Id, version: str | None, member: bytes) -> None:
        head = b'{"id":' + dumps(call_id) + (b',"jsonrpc":' + dumps(version) if version else b"")
        await self._say((head + b"," + member + b"}").decode())


def connection_params(frame: str | bytes) -> dict[str, str]:
    """What the first frame of a socket opened with `connectionParams=1` says: texts by their names."""
    message = parse(frame, "The frame")
    if not isinstance(message, dict) or message.get("method") != "connectionParams":
        raise Invalid("The first frame must be the connection's parameters")
    data = message.get("data") or {}
    if not isinstance(data, dict):
        raise Invalid("The connection's parameters are an object")
    return {name.lower(): value for name, value in data.items() if isinstance(value, str)}


def _messages(frame: str | bytes) -> list[Any]:
    data = parse(frame, "The frame")
    messages = data if isinstance(data, list) else [data]
    if len(messages) > BATCH_LIMIT:
        raise Invalid(f"A batch holds {BATCH_LIMIT} calls at most")
    return messages


def _call(message: Any) -> _Call:
    if not isinstance(message, dict):
        raise Invalid("A call is an object")
    call_id, method, params = message.get("id"), message.get("method"), message.get("params")
    if isinstance(call_id, bool) or not isinstance(call_id, int | str):
        raise Invalid("id is required")
    version = "2.0" if message.get("jsonrpc") == "2.0" else None
    if method == STOP:
        return _Call(call_id, version, STOP, "", ABSENT)
    if method not in METHODS or not isinstance(params, dict) or not isinstance(params.get("path"), str):
        raise Invalid("A call has a method (query, mutation, subscription or subscription.stop) and params with a path")
    return _Call(call_id, version, method, params["path"], params.get("input", ABSENT))


def caller(headers: Mapping[str, str], address: str) -> Caller:
    return Caller(headers, address, new_id())
