"""What goes back: the plain form and the tRPC form of a value, and of an error."""

from typing import Any, Final

from dokploy.core.errors import DokployError, Invalid, TryLater
from dokploy.wire.http import Answer, Headers
from dokploy.wire.issues import zod_error
from dokploy.wire.procedure import Procedure
from dokploy.wire.ratelimit import RateLimited
from dokploy.wire.shapes import TRUE, VOID, Beside
from dokploy.wire.superjson import ABSENT, dumps, encode

SUCCESS: Final = b'{"success":true}'


def plain_value(procedure: Procedure, value: Any, *, wants_json: bool) -> Answer:
    """The bare value; what a mutation declared without a value, or as `true`, says is `{"success": true}`."""
    if procedure.gives is VOID or (procedure.gives is TRUE and procedure.kind == "mutation"):
        return Answer(200, SUCCESS)
    if procedure.text and isinstance(value, str) and not wants_json:
        return Answer(200, value.encode(), f"{procedure.text}; charset=utf-8")
    return Answer(200, dumps(value))


def plain_error(error: DokployError, path: str | None) -> Answer:
    content: dict[str, Any] = {"message": str(error), "code": error.code, "data": _details(error, path)}
    if issues := _issues(error):
        content["issues"] = issues
    return Answer(error.status, dumps(content), headers=_headers(error))


def trpc_value(procedure: Procedure, value: Any) -> Answer:
    return Answer(200, b'{"result":{"data":' + encode(trpc_said(procedure, value)) + b"}}")


def trpc_said(procedure: Procedure, value: Any) -> Any:
    """The value as tRPC clients expect it; ABSENT where the contract has none."""
    gives = procedure.gives
    if isinstance(gives, Beside):
        return ABSENT if gives.bare is VOID else True
    return ABSENT if gives is VOID else value


def trpc_error(error: DokployError, path: str | None) -> Answer:
    """The message of an input error is the list of its issues as text, which is what tRPC clients parse."""
    return Answer(error.status, b'{"error":{"json":' + dumps(_said(error, path)) + b"}}", headers=_headers(error))


def trpc_stream_head(count: int) -> bytes:
    """The first line of a stream: one promise for each call, kept by a line of the same number."""
    return dumps({"json": {str(index): [[0], [None, 0, index]] for index in range(count)}}) + b"\n"


def trpc_stream_value(index: int, procedure: Procedure, value: Any) -> bytes:
    said = trpc_said(procedure, value)
    result = {} if said is ABSENT else {"data": said}
    return encode([index, 0, [[{"result": result}]]]) + b"\n"


def trpc_stream_error(index: int, error: DokployError, path: str | None) -> bytes:
    return encode([index, 0, [[{"error": _said(error, path)}]]]) + b"\n"


def trpc_batch(answers: list[Answer]) -> Answer:
    """One answer for all: their common status, or 207."""
    statuses = {answer.status for answer in answers}
    body = b"[" + b",".join(answer.body for answer in answers) + b"]"
    headers = {header for answer in answers for header in answer.headers}
    return Answer(statuses.pop() if len(statuses) == 1 else 207, body, headers=sorted(headers))


def _said(error: DokployError, path: str | None) -> dict[str, Any]:
    issues = _issues(error)
    message = dumps(issues).decode() if issues else str(error)
    return {"message": message, "code": error.number, "data": _details(error, path)}


def _details(error: DokployError, path: str | None) -> dict[str, Any]:
    issues = _issues(error)
    zod = zod_error(issues) if issues else None
    return {"code": error.code, "httpStatus": error.status, "path": path, "zodError": zod}


def _issues(error: DokployError) -> list[dict[str, Any]]:
    return error.issues if isinstance(error, Invalid) else []


def _headers(error: DokployError) -> Headers:
    if not isinstance(error, TryLater):
        return []
    where = error.standing.headers() if isinstance(error, RateLimited) else []
    return [(b"retry-after", b"%d" % error.retry_after), *where]
