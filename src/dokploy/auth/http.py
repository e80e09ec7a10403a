"""How /api/auth speaks HTTP: bodies as JSON or form, times as ISO text, errors in the shape of either source."""

import json
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dokploy.context import Runtime
from dokploy.core.actor import Actor
from dokploy.core.clock import iso, now_iso
from dokploy.core.errors import DokployError, Invalid, TooLarge, TryLater, Unauthorized, UnsupportedMediaType
from dokploy.wire.credentials import authenticate
from dokploy.wire.http import read_headers, request_id
from dokploy.wire.shapes import Wire

BODY_LIMIT: Final = 64 * 1024
FORM: Final = "application/x-www-form-urlencoded"
_FORM_WORDS: Final[dict[str, bool]] = {"true": True, "on": True, "false": False}
_REST_CODES: Final = {
    400: "VALIDATION_ERROR",
    403: "FORBIDDEN",
    404: "RESOURCE_NOT_FOUND",
    409: "CONFLICT",
    413: "INVALID_INPUT",
    415: "INVALID_INPUT",
    429: "RATE_LIMIT_EXCEEDED",
}

Shape = TypeVar("Shape", bound=Wire)
Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(DokployError):
    """An answer with a code of its own, as clients of the auth library know it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Json(JSONResponse):
    """Times as ISO 8601 with `Z`; what it says about a person stays out of caches."""

    def __init__(self, content: Any, status_code: int = 200, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(content, status_code, {"cache-control": "no-store", **(headers or {})})

    def render(self, content: Any) -> bytes:
        return json.dumps(content, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


class _AuthRoute(APIRoute):
    """Turns our errors into answers; the subclasses say in which shape."""

    @staticmethod
    @abstractmethod
    def body(error: DokployError, request: Request) -> dict[str, Any]: ...

    def get_route_handler(self) -> Callable[[Request], Any]:
        endpoint: Endpoint = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except DokployError as error:
                return Json(self.body(error, request), error.status, _headers(error))

        return answer


class LibraryRoute(_AuthRoute):
    """`{code, message}`, as the auth library's clients read it."""

    @staticmethod
    def body(error: DokployError, request: Request) -> dict[str, Any]:  # noqa: ARG004 - the other shape needs it
        return {"code": error.code, "message": str(error)}


class RestRoute(_AuthRoute):
    """`{error: {code, message, details, timestamp, requestId}}`, the envelope of the REST v1 document."""

    @staticmethod
    def body(error: DokployError, request: Request) -> dict[str, Any]:
        code = "INVALID_TOKEN" if "authorization" in request.headers else "UNAUTHORIZED"
        code = _REST_CODES.get(error.status, code if error.status == 401 else error.code)
        described: dict[str, Any] = {"code": code, "message": str(error)}
        if isinstance(error, Invalid) and error.issues:
            described["details"] = {
                "errors": [{"field": ".".join(map(str, i["path"])), "message": i["message"]} for i in error.issues]
            }
        return {"error": {**described, "timestamp": now_iso(), "requestId": request_id(request.scope)}}


def _headers(error: DokployError) -> dict[str, str]:
    if not isinstance(error, TryLater):
        return {}
    return {"Retry-After": str(error.retry_after), "X-Retry-After": str(error.retry_after)}


async def read(request: Request, shape: type[Shape]) -> Shape:
    """The body as a value of `shape`; a problem names its field."""
    data = await body_of(request)
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        issues = [{"code": e["type"], "path": list(e["loc"]), "message": e["msg"]} for e in error.errors()]
        first = issues[0]
        where = ".".join(["body", *map(str, first["path"])])
        invalid = Invalid(f"[{where}] {first['message']}", issues=issues)
        invalid.code = "VALIDATION_ERROR"
        raise invalid from error


async def body_of(request: Request) -> dict[str, Any]:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_LIMIT:
            raise TooLarge("Body too large")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == FORM:
        return _of_form(bytes(raw))
    if media_type and not media_type.endswith("json") and raw:
        raise UnsupportedMediaType(f"Send JSON or {FORM}")
    return _of_json(bytes(raw))


def _of_json(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise Invalid("The body is not JSON") from error
    if not isinstance(data, dict):
        raise Invalid("The body is not a JSON object")
    return data


def _of_form(raw: bytes) -> dict[str, Any]:
    try:
        pairs = dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError as error:
        raise Invalid("The body is not a form") from error
    return {name: _FORM_WORDS.get(value, value) if name == "rememberMe" else value for name, value in pairs.items()}


@dataclass(frozen=True)
class Visitor:
    """Where a sign-in comes from."""

    address: str
    user_agent: str | None


def visitor_of(request: Request) -> Visitor:
    return Visitor(_address_of(request), request.headers.get("user-agent"))


def _address_of(request: Request) -> str:
    return request.client.host if request.client else ""


async def caller_of(runtime: Runtime, request: Request) -> Actor:
    headers = read_headers(request.scope)
    return await authenticate(runtime, headers, address=_address_of(request), request_id=request_id(request.scope))


async def signed_in_caller(runtime: Runtime, request: Request) -> Actor:
    caller = await caller_of(runtime, request)
    if not caller.is_signed_in:
        raise Unauthorized("Unauthorized")
    return caller
