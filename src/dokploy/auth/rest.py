"""/api/auth/login, logout and register: the sign-in of REST v1, with a JWT that lives a week and ends at logout."""

from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from dokploy.auth.accounts import Accounts, Person, SignedIn
from dokploy.auth.http import Json, RestRoute, read, signed_in_caller, visitor_of
from dokploy.context import Runtime
from dokploy.wire.shapes import Wire
from dokploy.wire.tokens import issue_jwt

JWT_LIFE: Final = timedelta(days=7)

Text = Annotated[str, Field(max_length=255)]


class Login(Wire):
    username: Text = Field(validation_alias=AliasChoices("username", "email"))
    """An e-mail address, or a user name."""
    password: str


class Register(Wire):
    email: Text
    password: str
    username: Text = Field("", validation_alias=AliasChoices("username", "name"))
    setup_token: Text | None = None


def routes(runtime: Runtime, accounts: Accounts) -> APIRouter:
    router = APIRouter(route_class=RestRoute)

    @router.post("/login")
    async def login(request: Request) -> Response:
        body = await read(request, Login)
        return Json(_answer(await accounts.sign_in(body.username, body.password, visitor_of(request), JWT_LIFE)))

    @router.post("/register")
    async def register(request: Request) -> Response:
        body = await read(request, Register)
        token = request.headers.get("x-dokploy-token", "").strip() or body.setup_token or ""
        person = Person(body.email, body.password, token, name=body.username)
        return Json(_answer(await accounts.sign_up(person, visitor_of(request), JWT_LIFE)), 201)

    @router.post("/logout")
    async def logout(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        if caller.session_id is not None:
            await accounts.sign_out(caller.session_id)
        return Response(status_code=204)

    return router


def _answer(signed_in: SignedIn) -> dict[str, Any]:
    user = signed_in.user
    return {
        "token": issue_jwt(user.id, signed_in.session.id, signed_in.session.expires_at),
        "expiresIn": int(JWT_LIFE.total_seconds()),
        "user": {
            "id": user.id,
            "username": user.first_name or user.email,
            "email": user.email,
            "roles": [signed_in.role],
        },
    }
