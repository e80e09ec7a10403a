"""/api/auth: sign-up, sign-in, sign-out and who is signed in, as clients of the auth library ask for them."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from dokploy.auth import answers, keys, organizations, rest, setup
from dokploy.auth.accounts import Accounts, Person, SignedIn
from dokploy.auth.http import Json, LibraryRoute, Refused, caller_of, read, visitor_of
from dokploy.context import Runtime
from dokploy.core.secrets import digest
from dokploy.models import Session, User
from dokploy.wire.credentials import SESSION_LIFE, SHORT_SESSION_LIFE
from dokploy.wire.shapes import Wire
from dokploy.wire.tokens import refuse_foreign_origin, session_token

Text = Annotated[str, Field(max_length=255)]


class SignUp(Wire):
    email: Text
    password: str
    name: Text = ""
    last_name: Text | None = None
    image: Annotated[str, Field(max_length=2000)] | None = None
    remember_me: bool | None = None
    setup_token: Text | None = None


class SignIn(Wire):
    email: Text
    password: str
    remember_me: bool | None = None


def routes(runtime: Runtime) -> APIRouter:
    """Everything under /api/auth; what is not there is 404 in the same shape."""
    accounts = Accounts(runtime)
    router = APIRouter(route_class=LibraryRoute)
    _add_sessions(router, runtime, accounts)
    parts = (router, keys.routes(runtime), organizations.routes(runtime), rest.routes(runtime, accounts), _the_rest())
    whole = APIRouter()
    for part in parts:
        whole.include_router(part, prefix="/api/auth", include_in_schema=False)
    return whole


def _add_sessions(router: APIRouter, runtime: Runtime, accounts: Accounts) -> None:
    trusted = runtime.settings.trusted_origins

    @router.post("/sign-up/email")
    async def sign_up(request: Request) -> Response:
        refuse_foreign_origin(request.headers, trusted)
        body = await read(request, SignUp)
        person = Person(
            body.email,
            body.password,
            request.headers.get("x-dokploy-token", "").strip() or body.setup_token or "",
            name=body.name,
            last_name=body.last_name or "",
            image=body.image,
        )
        signed_in = await accounts.sign_up(person, visitor_of(request), _life(body.remember_me))
        return _with_cookie(request, signed_in, {"token": signed_in.token, "user": answers.person(signed_in.user)})

    @router.post("/sign-in/email")
    async def sign_in(request: Request) -> Response:
        refuse_foreign_origin(request.headers, trusted)
        body = await read(request, SignIn)
        signed_in = await accounts.sign_in(body.email, body.password, visitor_of(request), _life(body.remember_me))
        user = answers.person(signed_in.user)
        return _with_cookie(request, signed_in, {"redirect": False, "token": signed_in.token, "user": user})

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        caller = await caller_of(runtime, request)
        if caller.session_id:
            await accounts.sign_out(caller.session_id)
        answer = Json({"success": True})
        answer.headers.append("set-cookie", answers.dead_cookie(secure=is_secure(request)))
        return answer

    @router.get("/setup")
    async def is_set_up(_: Request) -> Response:
        """Whether there is an administrator; until then the only thing to do is to become it."""
        async with runtime.database.read() as db:
            return Json({"isSetUp": not await setup.is_open(db)})

    @router.get("/get-session")
    async def get_session(request: Request) -> Response:
        return await _get_session(runtime, request)


async def _get_session(runtime: Runtime, request: Request) -> Response:
    """The session and the person, or null. The cookie is sent again, so that it lives as long as its session."""
    caller = await caller_of(runtime, request)
    async with runtime.database.read() as db:
        user = await db.get(User, caller.user_id) if caller.is_signed_in else None
        found = await db.get(Session, caller.session_id) if caller.session_id else None
    if user is None:
        return Json(None)
    if found is None:
        return Json({"session": answers.key_session(caller), "user": answers.person(user)})
    carried = session_token(request.headers)  # a JWT names its session without the token
    token = carried if carried and digest(carried) == found.token else None
    data = {"session": answers.session(found, token, caller.organization_id), "user": answers.person(user)}
    return _with_cookie(request, SignedIn(user, found, token, caller.role), data) if token else Json(data)


def _the_rest() -> APIRouter:
    router = APIRouter(route_class=LibraryRoute)

    @router.get("/ok")
    async def ok(request: Request) -> Response:  # noqa: ARG001 - every route is called with the request
        return Json({"ok": True})

    @router.get("/error")
    async def error(request: Request) -> Response:
        code = "".join(c for c in request.query_params.get("error", "unknown")[:64] if c.isalnum() or c in "_- ")
        return Json({"code": code, "message": "Sign-in did not succeed"})

    @router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def unknown(request: Request) -> Response:
        raise Refused(404, "NOT_FOUND", f"No such route: {request.method} {request.url.path[:200]}")

    return router


def is_secure(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"


def _life(remember_me: bool | None) -> timedelta:
    return SHORT_SESSION_LIFE if remember_me is False else SESSION_LIFE


def _with_cookie(request: Request, signed_in: SignedIn, data: dict[str, Any]) -> Response:
    answer = Json(data)
    header = answers.cookie(signed_in.token, signed_in.session, secure=is_secure(request))
    answer.headers.append("set-cookie", header)
    return answer
