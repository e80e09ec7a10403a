"""The installation itself: whether it is well, which version it is, how it is set up, and what its API offers."""

from typing import Any, Final

from sqlalchemy import exists, or_, select, text

from dokploy import __version__
from dokploy.context import Context
from dokploy.core.errors import NotFound
from dokploy.core.permissions import ADMIN, PUBLIC, USER, may
from dokploy.features import monitoring_setup
from dokploy.models import Organization, Project, Server, User, WebServerSettings
from dokploy.wire.credentials import asked_with
from dokploy.wire.openapi import document
from dokploy.wire.pages import server_url
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import ANYTHING, FLAG, TEXT, Computed, Fields, Maybe, Typed, Wire, row

admin = Procedures("admin")
settings = Procedures("settings")
user = Procedures("user")


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


@settings.query("isCloud", PUBLIC, gives=FLAG)
async def is_cloud(ctx: Context) -> bool:  # noqa: ARG001
    """Whether this is the vendor's cloud. It never is: this server is run by those who use it."""
    return False


@settings.query("getIp", USER, gives=TEXT)
async def get_ip(ctx: Context) -> str:
    """The public address that was noted for this server; empty while none was."""
    found = await monitoring_setup.settings_row(ctx)
    return (found and found.server_ip) or ""


@settings.query("isUserSubscribed", USER, gives=FLAG)
async def is_user_subscribed(ctx: Context) -> bool:
    """Whether the organization is in use: it has a server or a project."""
    here = ctx.actor.organization_id
    servers = exists().where(Server.organization_id == here)
    return bool(await ctx.db.scalar(select(or_(servers, exists().where(Project.organization_id == here)))))


SETTINGS: Final = row(
    WebServerSettings,
    without=("metrics_config",),
    metrics_config=Computed(monitoring_setup.config_of),
)


class _SettingsOutput:
    """The row; its secrets for owner and admins alone."""

    def dump(self, value: tuple[WebServerSettings, bool]) -> dict[str, Any]:
        found, is_told = value
        data = SETTINGS.dump(found)
        return (
            data if is_told else data | {"sshPrivateKey": None, "metricsConfig": _without_token(data["metricsConfig"])}
        )

    def schema(self) -> dict[str, Any]:
        return SETTINGS.schema()


def _without_token(config: dict[str, Any]) -> dict[str, Any]:
    return {**config, "server": {**config["server"], "token": ""}}


@settings.query("getWebServerSettings", USER, gives=Maybe(_SettingsOutput()))
async def get_web_server_settings(ctx: Context) -> tuple[WebServerSettings, bool] | None:
    """How the installation is set up; private key and token for owner and admins alone."""
    found = await monitoring_setup.settings_row(ctx)
    return None if found is None else (found, ctx.actor.is_privileged)


class MetricsSetup(Wire):
    metrics_config: monitoring_setup.MetricsConfig


@admin.mutation("setupMonitoring", ADMIN, gives=SETTINGS)
async def setup_monitoring(body: MetricsSetup, ctx: Context) -> WebServerSettings:
    """Say which services are measured and who is called when the machine is too busy; holds from the next sample on."""
    found = await monitoring_setup.settings_row(ctx)
    if found is None:
        raise NotFound("This installation has no settings yet: its first start writes them")
    monitoring_setup.store(found, body.metrics_config)
    return found


@user.query(
    "getMetricsToken",
    may("monitoring:read"),
    gives=Fields(serverIp=Typed(str | None), enabledFeatures=FLAG, metricsConfig=ANYTHING),
)
async def get_metrics_token(ctx: Context) -> dict[str, Any]:
    """How monitoring is set up, its token for owner and admins alone."""
    query = select(User.enable_paid_features).join(Organization, Organization.owner_id == User.id)
    enabled = await ctx.db.scalar(query.where(Organization.id == ctx.actor.organization_id))
    found = await monitoring_setup.settings_row(ctx)
    config = monitoring_setup.config_of(found)
    return {
        "serverIp": found and found.server_ip,
        "enabledFeatures": bool(enabled),
        "metricsConfig": config if ctx.actor.is_privileged else _without_token(config),
    }
