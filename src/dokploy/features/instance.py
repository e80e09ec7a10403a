"""The installation itself: whether it is well, which version it is, and what its API offers."""

from typing import Any

from sqlalchemy import text

from dokploy import __version__
from dokploy.context import Context
from dokploy.core.permissions import PUBLIC, USER
from dokploy.wire.credentials import asked_with
from dokploy.wire.openapi import document
from dokploy.wire.pages import server_url
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import ANYTHING, TEXT, Fields

settings = Procedures("settings")


@settings.query("health", PUBLIC, gives=Fields(status=TEXT))
async def health(ctx: Context) -> dict[str, str]:
    """Well, and so is the database: it answered a query just now."""
    await ctx.db.execute(text("SELECT 1"))
    return {"status": "ok"}


@settings.query("getDokployVersion", USER, gives=TEXT)
async def get_dokploy_version(ctx: Context) -> str:  # noqa: ARG001 - every handler is called with its context
    """The version, with a leading `v`."""
    return f"v{__version__}"


@settings.query("getOpenApiDocument", USER, gives=ANYTHING)
async def get_open_api_document(ctx: Context) -> dict[str, Any]:  # noqa: ARG001
    """The OpenAPI document, for the address at which the caller reached this server."""
    return document(server_url(dict(asked_with.get({})), "http"))
