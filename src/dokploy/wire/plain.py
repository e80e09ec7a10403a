"""The plain form, `/api/<router>.<procedure>`, and its wrapped variant: the bare value, or the tRPC envelope around it.

As in the reference it is for signed-in callers alone, public procedures included.
"""

from dataclasses import dataclass, field
from typing import Any

from dokploy.core.actor import Actor
from dokploy.core.errors import NotFound, UnsupportedMediaType
from dokploy.wire.calls import JSON_LIMIT, READS, Calls, as_answer, is_form
from dokploy.wire.forms import plain_error, plain_value, trpc_error, trpc_value
from dokploy.wire.http import JSON, Answer, ClientGone, Headers, Request
from dokploy.wire.inputs import from_json, from_text, is_wrapped, parse, query_pairs, unwrap
from dokploy.wire.procedure import Procedure
from dokploy.wire.superjson import ABSENT


@dataclass
class _Reply:
    """What is known so far about how to answer."""

    request: Request
    name: str
    headers: Headers = field(default_factory=list)
    is_wrapped: bool = False

    def value(self, procedure: Procedure, value: Any) -> Answer:
        wants_json = self.request.wants_json
        return self._with_headers(
            trpc_value(procedure, value) if self.is_wrapped else plain_value(procedure, value, wants_json=wants_json)
        )

    def error(self, error: Exception) -> Answer:
        seen = as_answer(error, procedure=self.name, request_id=self.request.request_id)
        return self._with_headers((trpc_error if self.is_wrapped else plain_error)(seen, self.name))

    def missing(self, procedure: Procedure | None) -> Answer:
        """Nothing of that name answers that method."""
        if self.request.method == "HEAD":
            return self._with_headers(Answer(204, b""))
        if procedure is None or procedure.kind == "subscription":
            return self.error(NotFound("Not found"))
        method = "GET" if procedure.kind == "query" else "POST"
        return self.error(NotFound("Not found", hint=f"({procedure.name} is called with {method})"))

    def _with_headers(self, answer: Answer) -> Answer:
        answer.headers.extend(self.headers)
        return answer


async def answer_plain(calls: Calls, request: Request, name: str) -> Answer:
    reply = _Reply(request, name)
    try:
        actor, reply.headers = await calls.admit_member(request)
        procedure = calls.find(name)
        if procedure is None or not _suits(request.method, procedure):
            return reply.missing(procedure)
        reply.name = procedure.name
        return reply.value(procedure, await _result(calls, procedure, actor, reply))
    except ClientGone:
        raise
    except Exception as error:  # noqa: BLE001 - the edge: whatever went wrong becomes an answer, and is logged there
        return reply.error(error)


def _suits(method: str, procedure: Procedure) -> bool:
    return {"query": method in READS, "mutation": method == "POST", "subscription": False}[procedure.kind]


async def _result(calls: Calls, procedure: Procedure, actor: Actor, reply: _Reply) -> Any:
    request, takes = reply.request, procedure.takes
    if procedure.kind == "query":
        actor.check(procedure.access)
        pairs = query_pairs(request.query_string)
        return await calls.carry_out(procedure, actor, from_text(takes, pairs) if takes else None)
    if is_form(request, procedure):
        return await calls.carry_out_form(procedure, actor, request)
    sent = await _json(request)
    reply.is_wrapped = is_wrapped(sent)
    actor.check(procedure.access)
    body = from_json(takes, unwrap(sent)) if takes else None
    return await calls.carry_out(procedure, actor, body)


async def _json(request: Request) -> Any:
    """The body; the content type is asked for even where there is nothing to send, as the reference does."""
    if not request.media_type:
        raise UnsupportedMediaType("Missing content-type header")
    if request.media_type != JSON:
        raise UnsupportedMediaType(f'Unsupported content-type "{request.media_type}"', hint=f"Send {JSON}.")
    body = await request.body(JSON_LIMIT)
    return parse(body) if body.strip() else ABSENT
