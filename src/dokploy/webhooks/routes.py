"""POST /api/deploy/<refreshToken>: the token names the application and is the caller's right to deploy it."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from dokploy.context import Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.again import once_more
from dokploy.core.errors import DokployError, Invalid, TooLarge, TryLater
from dokploy.features.application import actions
from dokploy.models import Application
from dokploy.releases.requests import Sender
from dokploy.webhooks import push
from dokploy.webhooks.push import Push
from dokploy.webhooks.rules import Ignored, choose

BODY_MAXIMUM: Final = 25 * 1024**2
"""GitHub's own cap for a payload."""
PARSE_IN_THREAD: Final = 256 * 1024
REMEMBERED: Final = 2000
REMEMBER_SECONDS: Final = 600
OTHER_METHODS: Final = ["GET", "PUT", "PATCH", "DELETE"]


class Deliveries:
    """The ids of recent deliveries: a host that repeats itself after a time-out does not deploy twice."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_new(self, application_id: str, delivery_id: str | None) -> bool:
        """Remember the delivery; False when it is known."""
        if delivery_id is None:
            return True
        now = time.monotonic()
        while self._seen and (now - next(iter(self._seen.values())) > REMEMBER_SECONDS or len(self._seen) > REMEMBERED):
            self._seen.popitem(last=False)
        known = (application_id, delivery_id) in self._seen
        self._seen.setdefault((application_id, delivery_id), now)
        return not known

    def forget(self, application_id: str, delivery_id: str | None) -> None:
        """It came to nothing, so the host may send it again."""
        self._seen.pop((application_id, delivery_id or ""), None)


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter()
    deliveries = Deliveries()

    @router.post("/api/deploy/{refresh_token}")
    async def deploy(refresh_token: str, request: Request) -> JSONResponse:
        if push.is_ping(request.headers):
            return _answer(200, "Ping received, webhook is active")
        try:
            return await _deploy(runtime, deliveries, refresh_token, request)
        except TryLater as error:
            answer = _answer(error.status, error.message)
            answer.headers["retry-after"] = str(error.retry_after)
            return answer
        except TooLarge as error:
            return _answer(error.status, error.message)
        except DokployError as error:
            return _answer(400, "Error deploying Application", error=str(error))

    @router.api_route("/api/deploy/{refresh_token}", methods=OTHER_METHODS)
    async def other_method(refresh_token: str) -> JSONResponse:  # noqa: ARG001 - part of the path
        answer = _answer(405, "Send the webhook with POST")
        answer.headers["allow"] = "POST"
        return answer

    return router


async def _deploy(runtime: Runtime, deliveries: Deliveries, token: str, request: Request) -> JSONResponse:
    found = await once_more(partial(_named_by, runtime, token))
    if found is None:
        return _answer(404, "Application Not Found")
    application, organization_id = found
    if not application.auto_deploy:
        return _answer(400, "Automatic deployments are disabled for this application")
    delivery = push.read(request.headers, await _payload(request))
    chosen = choose(application, delivery)
    if isinstance(chosen, Ignored):
        return _ignored(chosen)
    key = application.application_id, delivery.delivery_id
    if not deliveries.is_new(*key):
        return _ignored(Ignored("duplicate", "This delivery has been dealt with already"))
    try:
        sender = Sender(None if delivery.provider == "none" else delivery.provider, delivery.sender)
        # A git host sends a push once: what can be saved of it is not left to a person who reads its list of failures.
        deployment_id = await once_more(partial(_queue, runtime, application, organization_id, (chosen, sender)))
    except BaseException:
        deliveries.forget(*key)
        raise
    return _answer(200, "Application deployed successfully", deployed=True, deploymentId=deployment_id)


async def _named_by(runtime: Runtime, token: str) -> tuple[Application, str] | None:
    async with runtime.acting(SYSTEM).read() as ctx:
        return await actions.by_refresh_token(ctx, token)


async def _queue(runtime: Runtime, application: Application, organization_id: str, what: tuple[Push, Sender]) -> str:
    chosen, sender = what
    actor = replace(SYSTEM, organization_id=organization_id)
    async with runtime.acting(actor).write() as ctx:
        return await actions.deploy_push(
            ctx,
            application.application_id,
            title=f"Tag created: {chosen.tag}" if chosen.tag else chosen.title,
            commit=chosen.commit,
            sender=sender,
        )


async def _payload(request: Request) -> Mapping[str, Any]:
    """The JSON object in the body, plain or as the form field `payload`; an empty body is an empty object."""
    body = await _body(request)
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        body = _form_field(body)
    if not body.strip():
        return {}
    try:
        parsed = await asyncio.to_thread(orjson.loads, body) if len(body) > PARSE_IN_THREAD else orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"The body is not JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise Invalid("The body is JSON, but not an object")
    return parsed


def _form_field(body: bytes) -> bytes:
    """Scripts that say `curl -d '{…}'` send JSON under a form's content type."""
    if body.lstrip().startswith(b"{"):
        return body
    fields = parse_qs(body.decode(errors="replace"), max_num_fields=100)
    return fields.get("payload", [""])[0].encode()


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_MAXIMUM:
            raise TooLarge(f"A payload may hold {BODY_MAXIMUM // 1024**2} MB")
    return bytes(body)


def _ignored(why: Ignored) -> JSONResponse:
    return _answer(200, why.message, deployed=False, reason=why.reason)


def _answer(status: int, message: str, **more: Any) -> JSONResponse:
    return JSONResponse({"message": message, **more}, status_code=status)
