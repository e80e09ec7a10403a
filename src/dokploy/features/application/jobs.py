"""How an application takes part in deployments: its row frozen into a plan, and its routes as a document."""

import asyncio
import base64
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import bcrypt
from sqlalchemy import select

from dokploy.adapters.traefik import Document
from dokploy.context import Context
from dokploy.core import envtext, names
from dokploy.core.errors import Invalid
from dokploy.core.secrets import Secret
from dokploy.features import handmade
from dokploy.features.workload import Texts, children, sound, texts_of, variables, workload
from dokploy.models import (
    Application,
    Deployment,
    Domain,
    Redirect,
    Registry,
    Rollback,
    Security,
)
from dokploy.models.base import key_ring
from dokploy.pipeline.plan import (
    Build,
    DockerfileBuild,
    FolderSource,
    Gate,
    GitSource,
    ImageSource,
    LiveRelease,
    Plan,
    RegistryLogin,
    ReleasedImage,
    Routing,
    Source,
    StageFailed,
    UnsupportedBuild,
)
from dokploy.pipeline.routes import RouteDomain, RouteRedirect, RouteSet, RouteUser, render
from dokploy.releases import records
from dokploy.releases.kinds import Kind, Routes, register

BUILD_PATH: Final = {"git": "custom_git_build_path", "drop": "drop_build_path"}
"""The column that says where in the source the application lies, for the sources that are connected."""
BCRYPT_COST: Final = 10
BCRYPT_BYTES: Final = 72
"""What bcrypt reads of a password."""
BCRYPT_SALT_BYTES: Final = 16
TO_BCRYPT: Final = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
)
"""bcrypt writes base64 with an alphabet of its own."""
DOCKER_HUB: Final = "docker.io"

# ------------------------------------------------------------------------------------------------ the plan


async def freeze(ctx: Context, application: Application, deployment: Deployment) -> Plan:
    """Everything that this run needs. What was saved is checked again: no row is trusted to be well formed."""
    _refuse_other_machines(application)
    before = await _release_before(ctx, application, deployment)
    source = await _source(ctx, application, deployment, before)
    texts = await texts_of(ctx, application)
    if deployment.action == "rollback":
        build, run = None, records.workload_of(await _restored(ctx, deployment))
    else:
        build = None if isinstance(source, ImageSource) else _build(application, texts)
        run = await workload(ctx, application, texts)
    release = names.release_id(deployment.deployment_id)
    login, image = await _push(ctx, application, release) if build is not None else (None, None)
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
        push=login,
        push_image=image,
        redact=tuple(_hidden(application)),
        files=ctx.tools.folder.release_files(application.app_name, release),
        service=f"{APPLICATION.name}:{application.application_id}",
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


async def _restored(ctx: Context, deployment: Deployment) -> Rollback:
    release = await ctx.db.get(Rollback, deployment.restores_id) if deployment.restores_id else None
    if release is None or not release.image:
        raise StageFailed("The release that was to come back has been deleted.", hint="Choose another one.")
    return release


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


async def _push(ctx: Context, application: Application, release: str) -> tuple[RegistryLogin | None, str | None]:
    """Where the image is pushed: the cluster's registry, else the build's, else the one for rollbacks if wanted."""
    for_rollback = application.rollback_registry_id if application.rollback_active else None
    chosen = application.registry_id or application.build_registry_id or for_rollback
    registry = await ctx.db.get(Registry, chosen) if chosen else None
    if registry is None:
        return None, None
    prefix = (registry.image_prefix or registry.username).lower()
    image = "/".join(part for part in (registry.registry_url, prefix, application.app_name) if part)
    login = RegistryLogin(registry.registry_url or DOCKER_HUB, registry.username, Secret(registry.password))
    return login, sound("registryId", names.image_ref, f"{image}:{release}")


def _hidden(application: Application) -> list[Secret]:
    """What must not appear in the log, beyond the secrets that the plan carries in their places."""
    texts = [application.password, application.refresh_token]
    for text in (application.env, application.build_args, application.build_secrets):
        texts += [value for _, value in envtext.parse(text)]
    if application.custom_git_url:
        parts = urlsplit(application.custom_git_url) if "://" in application.custom_git_url else None
        secret = (parts.password or parts.username) if parts else None
        texts += [secret, unquote(secret)] if secret else []
    return [Secret(text) for text in dict.fromkeys(texts) if text]


# ------------------------------------------------------------------------------------------------ source and build


async def _source(ctx: Context, application: Application, deployment: Deployment, before: Rollback | None) -> Source:
    if deployment.action == "rollback":
        release = await _restored(ctx, deployment)
        return ReleasedImage(release.image or "", release.image_id, release.commit_sha)
    match application.source_type:
        case "docker":
            return _image(application)
        case "git":
            return await _git(ctx, application, deployment, before)
        case "drop":
            return await _upload(ctx, application, deployment)
        case other:
            raise StageFailed(
                f"The source {other} is not connected yet.",
                hint="Use the repository's https:// URL (application.saveGitProvider), an image, or an upload.",
            )


def _image(application: Application) -> ImageSource:
    if not application.docker_image:
        raise StageFailed("No image is set.", hint="Save one first (application.saveDockerProvider).")
    image = sound("dockerImage", names.image_ref, application.docker_image)
    login = None
    if application.username and application.password:
        server = application.registry_url or _registry_of(image)
        login = RegistryLogin(server, application.username, Secret(application.password))
    return ImageSource(image, login)


def _registry_of(image: str) -> str:
    """The registry that a bare image name means, as Docker reads it."""
    host, slash, _ = image.partition("/")
    return host if slash and (host == "localhost" or "." in host or ":" in host) else DOCKER_HUB


async def _git(ctx: Context, application: Application, deployment: Deployment, before: Rollback | None) -> Source:
    if not application.custom_git_url or not application.custom_git_branch:
        raise StageFailed("No repository and branch are set.", hint="Save them first (application.saveGitProvider).")
    commit = deployment.wanted_commit
    if deployment.action == "redeploy" and commit is None:
        last = await _last_checkout(ctx, application, before)
        if last is not None and last.source_path and _is_folder(last.source_path):
            return FolderSource(Path(last.source_path), last.commit_sha, last.commit_message)
        commit = last.commit_sha if last is not None else None
    return GitSource(
        url=Secret(sound("customGitUrl", names.git_url, application.custom_git_url)),
        branch=sound("customGitBranch", names.git_ref, application.custom_git_branch),
        commit=None if commit is None else sound("commit", names.commit_sha, commit),
        submodules=application.enable_submodules,
    )


async def _last_checkout(ctx: Context, application: Application, live: Rollback | None) -> Deployment | None:
    """The run whose source is deployed now: that of the live release, else the last one that ended well."""
    mine = select(Deployment).where(
        Deployment.application_id == application.application_id, Deployment.commit_sha.is_not(None)
    )
    if live is not None:
        of_live = mine.where(Deployment.deployment_id == live.deployment_id)
        if (found := (await ctx.db.scalars(of_live)).one_or_none()) is not None:
            return found
    done = mine.where(Deployment.state == "done").order_by(Deployment.sequence.desc()).limit(1)
    return (await ctx.db.scalars(done)).one_or_none()


async def _upload(ctx: Context, application: Application, deployment: Deployment) -> FolderSource:
    """The upload of this run, else the newest one."""
    path = deployment.source_path
    if path is None:
        query = select(Deployment.source_path).where(
            Deployment.application_id == application.application_id,
            Deployment.source_path.is_not(None),
            Deployment.commit_sha.is_(None),
        )
        path = (await ctx.db.scalars(query.order_by(Deployment.sequence.desc()).limit(1))).one_or_none()
    if path is None or not _is_folder(path):
        raise StageFailed("There is no upload to deploy.", hint="Upload the source again (application.dropDeployment).")
    return FolderSource(Path(path))


def _is_folder(path: str) -> bool:
    return Path(path).is_dir()


def _build(application: Application, texts: Texts) -> Build:
    if application.build_type != "dockerfile":
        return UnsupportedBuild(application.build_type)
    folder = getattr(application, BUILD_PATH[application.source_type]) or "."
    dockerfile = f"{folder}/{application.dockerfile or 'Dockerfile'}"
    context, stage = application.docker_context_path, application.docker_build_stage
    wants_env_file = application.create_env_file and not application.publish_directory
    return DockerfileBuild(
        dockerfile=sound("dockerfile", names.relative_path, dockerfile),
        context=sound("dockerContextPath", names.relative_path, context) if context else None,
        stage=sound("dockerBuildStage", names.build_stage, stage) if stage else None,
        arguments=variables("buildArgs", application.build_args, texts),
        secrets=tuple(pair for pair in variables("buildSecrets", application.build_secrets, texts) if pair[1]),
        env_file=(variables("env", application.env, texts) or None) if wants_env_file else None,
        no_cache=bool(application.clean_cache),
    )


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
