"""Lists that clients read when they start: servers, certificates, destinations, channels, git providers, tags.

They read the tables as they are. What makes such rows comes with the features themselves.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from dokploy.context import Context
from dokploy.core.permissions import USER, may
from dokploy.features.environment import SERVICES
from dokploy.features.listing import Columns, Plain, a_list, an_object, or_null
from dokploy.models import (
    Base,
    Bitbucket,
    Certificate,
    CustomWebhook,
    Destination,
    Discord,
    Email,
    Gitea,
    Github,
    Gitlab,
    GitProvider,
    Gotify,
    Lark,
    Mattermost,
    Member,
    Notification,
    Ntfy,
    Organization,
    Pushover,
    Resend,
    Server,
    Slack,
    Tag,
    Teams,
    Telegram,
)
from dokploy.models.base import primary_key
from dokploy.models.enums import ServerType
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import FLAG, Computed, Rows, Schema, Typed, row

server = Procedures("server")
certificates = Procedures("certificates")
destination = Procedures("destination")
notification = Procedures("notification")
git_provider = Procedures("gitProvider")
tag = Procedures("tag")

_FLAG: Final[Schema] = {"type": "boolean"}
_INTEGER: Final[Schema] = {"type": "integer"}


async def _read(ctx: Context, query: Select[Any], columns: Columns) -> list[dict[str, Any]]:
    return [columns.plain(one) for one in (await ctx.db.execute(query)).all()]


# ------------------------------------------------------------------------------------------------ servers

SERVER: Final = Columns(Server)


@cache
def _load() -> ColumnElement[int]:
    """How many services a server carries: counted by kind, so that one kind does not multiply another."""
    counts = [
        select(func.count()).where(getattr(table.model, "server_id") == Server.server_id).scalar_subquery()  # noqa: B009
        for table in SERVICES
    ]
    return sum(counts[1:], start=counts[0]).label("total")


def _servers(ctx: Context) -> Select[Any]:
    own = Server.organization_id == ctx.actor.organization_id
    return SERVER.select().where(own).order_by(Server.created_at.desc(), Server.server_id)


@server.query("all", may("server:read"), gives=Plain(a_list(SERVER.schema(totalSum=_INTEGER))))
async def all_servers(ctx: Context) -> list[dict[str, Any]]:
    """The servers of the organization, the newest first, each with the number of services on it."""
    rows = (await ctx.db.execute(_servers(ctx).add_columns(_load()))).all()
    return [{**SERVER.plain(one), "totalSum": one[-1]} for one in rows]


@server.query("withSSHKey", may("server:read"), gives=Plain(a_list(SERVER.schema())))
async def with_ssh_key(ctx: Context) -> list[dict[str, Any]]:
    """Servers that services can be deployed to: those with a key to get in."""
    return await _reachable(ctx, "deploy")


@server.query("buildServers", may("server:read"), gives=Plain(a_list(SERVER.schema())))
async def build_servers(ctx: Context) -> list[dict[str, Any]]:
    """Servers that images can be built on: those with a key to get in."""
    return await _reachable(ctx, "build")


async def _reachable(ctx: Context, server_type: ServerType) -> list[dict[str, Any]]:
    fitting = and_(Server.server_type == server_type, Server.ssh_key_id.is_not(None))
    return await _read(ctx, _servers(ctx).where(fitting), SERVER)


@server.query("count", USER, gives=Typed(int))
async def count(ctx: Context) -> int:
    """How many servers there are in the organizations that the caller owns."""
    query = select(func.count()).select_from(Server).join(Organization, Organization.id == Server.organization_id)
    return await ctx.db.scalar(query.where(Organization.owner_id == ctx.actor.user_id)) or 0


# ------------------------------------------------------------------------------------------------ certificates, places

CERTIFICATE: Final = Columns(Certificate)
DESTINATION: Final = Columns(Destination)
TAG: Final = Columns(Tag)


@certificates.query(
    "all", may("certificate:read"), gives=Plain(a_list(CERTIFICATE.schema(server=or_null(SERVER.schema()))))
)
async def all_certificates(ctx: Context) -> list[dict[str, Any]]:
    """The certificates of the organization, by name, each with its server."""
    query = CERTIFICATE.select().add_columns(*SERVER.attributes)
    query = query.outerjoin(Server, Server.server_id == Certificate.server_id)
    query = query.where(Certificate.organization_id == ctx.actor.organization_id)
    rows = (await ctx.db.execute(query.order_by(Certificate.name, Certificate.certificate_id))).all()
    return [{**CERTIFICATE.plain(one), "server": _part(SERVER, one, CERTIFICATE.width)} for one in rows]


@destination.query("all", may("destination:read"), gives=Plain(a_list(DESTINATION.schema())))
async def all_destinations(ctx: Context) -> list[dict[str, Any]]:
    """The places for backups, the newest first."""
    query = DESTINATION.select().where(Destination.organization_id == ctx.actor.organization_id)
    query = query.order_by(Destination.created_at.desc(), Destination.destination_id)
    return await _read(ctx, query, DESTINATION)


@tag.query("all", USER, gives=Plain(a_list(TAG.schema())))
async def all_tags(ctx: Context) -> list[dict[str, Any]]:
    """The tags of the organization, by name."""
    return await _read(
        ctx, TAG.select().where(Tag.organization_id == ctx.actor.organization_id).order_by(Tag.name), TAG
    )


def _part(columns: Columns, found: Any, start: int) -> dict[str, Any] | None:
    """An outer-joined row that begins at this place of the tuple; None where there is none."""
    part = columns.plain(found[start:])
    key = columns.described.columns[0][0]
    return part if part[key] is not None else None


# ------------------------------------------------------------------------------------------------ notifications

NOTIFICATION: Final = Columns(Notification)
CHANNELS: Final[Mapping[str, Columns]] = {
    name: Columns(model)
    for name, model in {
        "slack": Slack,
        "telegram": Telegram,
        "discord": Discord,
        "email": Email,
        "resend": Resend,
        "gotify": Gotify,
        "ntfy": Ntfy,
        "mattermost": Mattermost,
        "custom": CustomWebhook,
        "lark": Lark,
        "pushover": Pushover,
        "teams": Teams,
    }.items()
}


@notification.query(
    "all",
    may("notification:read"),
    gives=Plain(a_list(NOTIFICATION.schema(**{name: or_null(one.schema()) for name, one in CHANNELS.items()}))),
)
async def all_notifications(ctx: Context) -> list[dict[str, Any]]:
    """The notifications of the organization, the newest first, each with the channel that it uses."""
    query = NOTIFICATION.select()
    for name, channel in CHANNELS.items():
        model: type[Base] = channel.model
        key = getattr(model, primary_key(model))
        query = query.add_columns(*channel.attributes).outerjoin(model, key == getattr(Notification, f"{name}_id"))
    query = query.where(Notification.organization_id == ctx.actor.organization_id)
    newest = query.order_by(Notification.created_at.desc(), Notification.notification_id)
    return [_with_channels(one) for one in (await ctx.db.execute(newest)).all()]


def _with_channels(found: Any) -> dict[str, Any]:
    data = NOTIFICATION.plain(found)
    start = NOTIFICATION.width
    for name, channel in CHANNELS.items():
        data[name] = _part(channel, found, start)
        start += channel.width
    return data


# ------------------------------------------------------------------------------------------------ git providers


def _has_all(*attributes: str) -> Computed:
    """True when each of these columns is set; secrets are not opened for that."""
    return Computed(lambda one: all(getattr(one, name) is not None for name in attributes), FLAG)


HOSTS: Final[Mapping[str, tuple[type[Base], Rows]]] = {
    "github": (
        Github,
        row(
            Github,
            "github_id",
            "github_app_name",
            "github_app_id",
            "github_installation_id",
            "github_url",
            is_configured=_has_all("github_app_id", "github_private_key_sealed", "github_installation_id"),
        ),
    ),
    "gitlab": (
        Gitlab,
        row(
            Gitlab,
            "gitlab_id",
            "application_id",
            "gitlab_url",
            is_configured=_has_all("access_token_sealed", "refresh_token_sealed"),
        ),
    ),
    "bitbucket": (
        Bitbucket,
        row(
            Bitbucket,
            "bitbucket_id",
            "bitbucket_username",
            is_configured=Computed(lambda _: False, FLAG),  # there is no step of setting up: clients ask for the others
            is_deprecated=Computed(lambda one: bool(one.app_password_sealed and not one.api_token_sealed), FLAG),
        ),
    ),
    "gitea": (
        Gitea,
        row(
            Gitea,
            "gitea_id",
            "gitea_url",
            "client_id",
            is_configured=_has_all("client_id", "access_token_sealed"),
        ),
    ),
}
"""The git hosts by their words, and what is told about a connection: never a secret."""
GIT_PROVIDER: Final = row(GitProvider)


def _git_provider_schema() -> Schema:
    schema = GIT_PROVIDER.schema()
    more = {"isOwner": _FLAG, **{name: or_null(told.schema()) for name, (_, told) in HOSTS.items()}}
    return an_object(**schema["properties"], **more)


@git_provider.query("getAll", USER, gives=Plain(a_list(_git_provider_schema())))
async def get_all(ctx: Context) -> list[dict[str, Any]]:
    """The git providers that the caller may use, the newest first: own, shared, assigned; for owner and admins all."""
    models: list[Any] = [model for model, _ in HOSTS.values()]
    query: Select[Any] = select(GitProvider, *models)
    for model in models:
        query = query.outerjoin(model, model.git_provider_id == GitProvider.git_provider_id)
    query = query.where(GitProvider.organization_id == ctx.actor.organization_id)
    if not ctx.actor.is_privileged:
        member = await ctx.db.get(Member, ctx.actor.member_id)
        assigned = GitProvider.git_provider_id.in_((member and member.accessed_git_providers) or ())
        shared = GitProvider.shared_with_organization.is_(True)
        query = query.where(or_(GitProvider.user_id == ctx.actor.user_id, shared, assigned))
    newest = query.order_by(GitProvider.created_at.desc(), GitProvider.git_provider_id)
    return [_with_hosts(ctx, one) for one in (await ctx.db.execute(newest)).all()]


def _with_hosts(ctx: Context, found: Any) -> dict[str, Any]:
    provider, *connected = found
    data = GIT_PROVIDER.dump(provider) | {"isOwner": provider.user_id == ctx.actor.user_id}
    for (name, (_, told)), one in zip(HOSTS.items(), connected, strict=True):
        data[name] = None if one is None else told.dump(one)
    return data
