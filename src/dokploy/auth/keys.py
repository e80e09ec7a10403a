"""/api/auth/api-key/*: keys as clients of the auth library make them; the rules are those of `user.createApiKey`."""

import json
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from dokploy.auth.http import Json, LibraryRoute, read, signed_in_caller
from dokploy.context import Runtime
from dokploy.features import user
from dokploy.models import ApiKey
from dokploy.wire.shapes import Wire, row

_KEY = row(ApiKey, without=("key", "metadata_text"))


class KeyCreate(user.ApiKeyCreate):
    name: Annotated[str, Field(min_length=1, max_length=32)] = "API key"


class KeyDelete(Wire):
    key_id: str


def routes(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api-key", route_class=LibraryRoute)

    @router.post("/create")
    async def create(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        body = await read(request, KeyCreate)
        async with runtime.acting(caller).write() as ctx:
            created = user.CREATED_KEY.dump(await user.create_api_key(body, ctx))
        return Json(created)

    @router.get("/list")
    async def list_(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        query = select(ApiKey).where(ApiKey.reference_id == caller.user_id).order_by(ApiKey.created_at.desc())
        async with runtime.database.read() as db:
            found = [_described(key) for key in (await db.scalars(query)).all()]
        return Json({"apiKeys": found, "total": len(found), "limit": None, "offset": None})

    @router.post("/delete")
    async def delete(request: Request) -> Response:
        caller = await signed_in_caller(runtime, request)
        body = await read(request, KeyDelete)
        async with runtime.acting(caller).write() as ctx:
            await user.delete_api_key(user.ApiKeyId(api_key_id=body.key_id), ctx)
        return Json({"success": True})

    return router


def _described(key: ApiKey) -> dict[str, Any]:
    return {**_KEY.dump(key), "metadata": json.loads(key.metadata_text or "null")}
