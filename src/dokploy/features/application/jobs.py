"""How an application takes part in deployments: its row frozen into a plan, and its routes as a document."""

import asyncio
import base64
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import bcrypt
from sqlalchemy import select

from dokploy.adapters.traefik import Document
from dokploy.context import Context
from dokploy.core import envtext, names
from dokploy.core.errors import Invalid
from dokploy.core.secrets import Secret
from dokploy.features import handmade, origin, recipe
from dokploy.features.workload import children, texts_of, workload
from dokploy.models import (
    Application,
    Deployment,
    Domain,
    Redirect,
    Rollback,
    Security,
)
from dokploy.models.base import key_ring
from dokploy.pipeline.plan import (
    Gate,
    ImageSource,
    LiveRelease,
    Plan,
    Routing,
    StageFailed,
)
from dokploy.pipeline.routes import RouteDomain, RouteRedirect, RouteSet, RouteUser, render
from dokploy.releases import records
from dokploy.releases.kinds import Kind, Routes, register

BCRYPT_COST: Final = 10
BCRYPT_BYTES: Final = 72
"""What bcrypt reads of a password."""
BCRYPT_SALT_BYTES: Final = 16
TO_BCRYPT: Final = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
)
"""bcrypt writes base64 with an alphabet of its own."""

# ------------------------------------------------------------------------------------------------ the plan


async def freeze(ctx: Context, application: Application, deployment: Deployment) -> Plan:
    """Everything that this run needs. What was saved is checked again: no row is trusted to be well formed."""
    _refuse_other_machines(application)
    before = await _release_before(ctx, application, deployment)
    logins = await origin.logins_of(ctx, application)
    source = await origin.source_of(ctx, application, deployment, before, logins)
    texts = await texts_of(ctx, application)
    if deployment.action == "rollback":
        build, run = None, records.workload_of(await origin.restored(ctx, deployment))
    else:
        build = None if isinstance(source, ImageSource) else origin.build_of(application, texts)
        run = await workload(ctx, application, texts)
    release = names.release_id(deployment.deployment_id)
    return Plan(
        deployment_id=deployment.deployment_id,
        app_name=application.app_name,
        release=release,
        fence=deployment.fence,
        source=source,
        build=build,
        workload=run,
        gate=await _gate(ctx, application),
        live=_live(before),
        pushes=await origin.pushes_of(ctx, application, source, release),
        logins=logins,
        redact=tuple(_hidden(application)),
        files=ctx.tools.folder.release_files(application.app_name, release),
        service=f"{APPLICATION.name}:{application.application_id}",
        recipe=await recipe.of_run(ctx, application, deployment, texts),
    )


def _refuse_other_machines(application: Application) -> None:
    if application.server_id or application.build_server_id:
        raise StageFailed(
            "Remote servers are not connected yet, and this application names one.",
            hint="Take serverId and buildServerId away to deploy on this machine.",
        )


async def _release_before(ctx: Context, application: Application, deployment: Deployment) -> Rollback | None:
    """What serves besides this run: a run that is repeated after it went live meets itself, and looks further back."""
    live = await records.live_release(ctx, application)
    if live is None or live.deployment_id != deployment.deployment_id:
        return live
    query = select(Rollback).where(Rollback.application_id == application.application_id)
    query = query.where(Rollback.version < live.version).order_by(Rollback.version.desc()).limit(1)
    return (await ctx.db.scalars(query)).one_or_none()


def _live(release: Rollback | None) -> LiveRelease | None:
    if release is None or release.service_name is None:
        return None
    return LiveRelease(release.rollback_id, release.service_name, release.image or "")


async def _gate(ctx: Context, application: Application) -> Gate:
    settings = ctx.tools.settings
    domains = await children(ctx, application, "domains", Domain)
    routed = next((domain for domain in domains if domain.enabled), None)
    return Gate(
        answer_s=settings.gate_answer_seconds,
        stable_s=settings.gate_stable_seconds,
        drain_s=settings.drain_seconds,
        probe_port=None if routed is None else routed.port or 80,
    )


def _hidden(application: Application) -> list[Secret]:
    """What must not appear in the log, beyond the secrets that the plan carries in their places."""
    texts = [application.password, application.refresh_token]
    for text in (application.env, application.build_args, application.build_secrets):
        texts += [value for _, value in envtext.parse(text)]
    if application.custom_git_url:
        parts = urlsplit(application.custom_git_url) if "://" in application.custom_git_url else None
        user = parts.username if parts and parts.scheme != "ssh" else None
        secret = (parts.password or user) if parts else None
        texts += [secret, unquote(secret)] if secret else []
    return [Secret(text) for text in dict.fromkeys(texts) if text]


async def differs_from_release(ctx: Context, application: Application) -> bool:
    """Whether the configuration has changed since the live release was made, so that a deployment would show it."""
    live = await records.live_release(ctx, application)
    if live is None or not live.full_context_sealed:
        return False
    try:
        return await workload(ctx, application, await texts_of(ctx, application)) != records.workload_of(live)
    except StageFailed:
        return True


# ------------------------------------------------------------------------------------------------ routes


async def routes(ctx: Context, application: Application, service: str | None) -> Routes:
    """The Traefik file while this Swarm service is live; with none, only what a person wrote into it."""
    made = await _rendered(ctx, application, service) if service else None
    document, routing = made or (None, Routing())
    merged = handmade.apply(document or {}, application.custom_traefik, application.app_name, service)
    return Routes(merged or None, _routing(merged, routing))


async def generated(ctx: Context, application: Application) -> Document:
    """What we write by ourselves, for the live release or the one to come."""
    service = await live_service(ctx, application) or application.app_name
    document, _ = await _rendered(ctx, application, service)
    return document or {}


async def planned(ctx: Context, application: Application) -> dict[str, Any]:
    """The same with what a person wrote."""
    service = await live_service(ctx, application) or application.app_name
    document = await generated(ctx, application)
    return handmade.apply(document, application.custom_traefik, application.app_name, service)


async def live_service(ctx: Context, application: Application) -> str | None:
    live = await records.live_release(ctx, application)
    return live.service_name if live else None


async def _rendered(ctx: Context, application: Application, service: str) -> tuple[Document | None, Routing]:
    domains = await children(ctx, application, "domains", Domain)
    redirects = await children(ctx, application, "redirects", Redirect)
    users = await children(ctx, application, "security", Security)
    wanted = RouteSet(
        application.app_name,
        tuple(_route(domain) for domain in domains),
        tuple(RouteRedirect(row.unique_config_key, row.regex, row.replacement, row.permanent) for row in redirects),
        tuple(
            [RouteUser(row.username, await asyncio.to_thread(_hash, row.security_id, row.password)) for row in users]
        ),
    )
    try:
        return render(wanted, service)
    except ValueError as error:
        raise Invalid(f"The routes of {application.name} cannot be written: {error}") from error


def _route(domain: Domain) -> RouteDomain:
    return RouteDomain(
        key=domain.unique_config_key,
        host=domain.host,
        port=domain.port,
        path=domain.path,
        internal_path=domain.internal_path,
        strip_path=domain.strip_path,
        https=domain.https,
        certificate_type=domain.certificate_type,
        cert_resolver=domain.custom_cert_resolver,
        custom_entrypoint=domain.custom_entrypoint or None,
        middlewares=tuple(domain.middlewares or ()),
        enabled=domain.enabled,
    )


@lru_cache(maxsize=1024)
def _hash(security_id: str, password: str) -> str:
    """What Traefik compares a password with. The salt follows from row, password and master key.

    Every process renders the same file, also after a restart: an edit by hand that was begun before one does not keep
    an old password alive, and equal passwords of two users still get two salts.
    """
    digest = bytes.fromhex(key_ring().blind_index(f"{security_id}\0{password}", "security.password"))
    salt = base64.b64encode(digest[:BCRYPT_SALT_BYTES]).rstrip(b"=").translate(TO_BCRYPT)
    return bcrypt.hashpw(password.encode()[:BCRYPT_BYTES], b"$2b$%d$%s" % (BCRYPT_COST, salt)).decode()


def _routing(document: Mapping[str, Any], made: Routing) -> Routing:
    """What Traefik must show of the merged file: the services that we made, with the addresses that they have now."""
    services = (document.get("http") or {}).get("services") or {}
    shown = {name: services[name].get("loadBalancer") for name in made.services if name in services}
    return Routing(
        {name: tuple(server["url"] for server in balancer["servers"]) for name, balancer in shown.items() if balancer}
    )


APPLICATION: Final = register(
    Kind("application", Application, "application_id", "application_status", freeze=freeze, routes=routes)
)
