"""Where an application's image comes from and where it goes, frozen: source, build, registries.

What was saved is checked again: no row is trusted to be well formed.
"""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import select

from dokploy.context import Context
from dokploy.core import names, sshkeys
from dokploy.core.secrets import Secret
from dokploy.core.sshkeys import PinnedHost
from dokploy.features.workload import Texts, sound, variables
from dokploy.models import (
    Application,
    Deployment,
    Environment,
    Project,
    Registry,
    Rollback,
    SshHostKey,
    SshKey,
)
from dokploy.pipeline.plan import (
    Build,
    DockerfileBuild,
    FolderSource,
    GitSource,
    ImageSource,
    Push,
    RegistryLogin,
    ReleasedImage,
    Source,
    SshAccess,
    StageFailed,
    StaticBuild,
    UnsupportedBuild,
)
from dokploy.pipeline.registries import DOCKER_HUB, host_of, login_for, target

BUILD_PATH: Final = {"git": "custom_git_build_path", "drop": "drop_build_path"}
"""The column that says where in the source the application lies, for the sources that are connected."""

Logins = tuple[RegistryLogin, ...]

# ------------------------------------------------------------------------------------------------ the source


async def source_of(
    ctx: Context, application: Application, deployment: Deployment, before: Rollback | None, logins: Logins
) -> Source:
    """`before` is the release that serves now."""
    if deployment.action == "rollback":
        release = await restored(ctx, deployment)
        image = release.image or ""
        return ReleasedImage(image, release.image_id, release.commit_sha, login_for(image, logins))
    match application.source_type:
        case "docker":
            return _image(application, logins)
        case "git":
            return await _git(ctx, application, deployment, before)
        case "drop":
            return await _upload(ctx, application, deployment)
        case other:
            raise StageFailed(
                f"The source {other} is not connected yet.",
                hint="Use the repository's own URL (application.saveGitProvider), an image, or an upload.",
            )


async def restored(ctx: Context, deployment: Deployment) -> Rollback:
    """The release that a rollback brings back."""
    release = await ctx.db.get(Rollback, deployment.restores_id) if deployment.restores_id else None
    if release is None or not release.image:
        raise StageFailed("The release that was to come back has been deleted.", hint="Choose another one.")
    return release


def _image(application: Application, logins: Logins) -> ImageSource:
    """The login is the application's own, else one that the organization has for that registry."""
    if not application.docker_image:
        raise StageFailed("No image is set.", hint="Save one first (application.saveDockerProvider).")
    image = sound("dockerImage", names.image_ref, application.docker_image)
    return ImageSource(image, _own_login(application) or login_for(image, logins))


def _own_login(application: Application) -> RegistryLogin | None:
    if not (application.username and application.password):
        return None
    server = application.registry_url or host_of(application.docker_image or "")
    return RegistryLogin(server, application.username, Secret(application.password))


async def _git(ctx: Context, application: Application, deployment: Deployment, before: Rollback | None) -> Source:
    if not application.custom_git_url or not application.custom_git_branch:
        raise StageFailed("No repository and branch are set.", hint="Save them first (application.saveGitProvider).")
    commit = deployment.wanted_commit
    if deployment.action == "redeploy" and commit is None:
        last = await _last_checkout(ctx, application, before)
        if last is not None and last.source_path and await _is_folder(last.source_path):
            return FolderSource(Path(last.source_path), last.commit_sha, last.commit_message)
        commit = last.commit_sha if last is not None else None
    return GitSource(
        url=Secret(sound("customGitUrl", names.git_url, application.custom_git_url)),
        branch=sound("customGitBranch", names.git_ref, application.custom_git_branch),
        commit=None if commit is None else sound("commit", names.commit_sha, commit),
        submodules=application.enable_submodules,
        ssh=await _ssh(ctx, application.custom_git_ssh_key_id),
    )


async def _ssh(ctx: Context, ssh_key_id: str | None) -> SshAccess | None:
    key = await ctx.db.get(SshKey, ssh_key_id) if ssh_key_id else None
    if key is None:
        return None
    query = select(SshHostKey).where(SshHostKey.organization_id == key.organization_id)
    hosts = (await ctx.db.scalars(query.order_by(SshHostKey.host, SshHostKey.port))).all()
    return SshAccess(
        key.ssh_key_id,
        Secret(key.private_key),
        sound("publicKey", sshkeys.fingerprint, key.public_key),
        tuple(PinnedHost(row.host, row.port, row.fingerprint, row.public_key) for row in hosts),
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
    if path is None or not await _is_folder(path):
        raise StageFailed("There is no upload to deploy.", hint="Upload the source again (application.dropDeployment).")
    return FolderSource(Path(path))


async def _is_folder(path: str) -> bool:
    return await asyncio.to_thread(Path(path).is_dir)


# ------------------------------------------------------------------------------------------------ the build


def build_of(application: Application, texts: Texts) -> Build:
    """How the source becomes an image; a build type without a row in the table is named as one that cannot be run."""
    freeze = BUILDS.get(application.build_type)
    if freeze is None:
        return UnsupportedBuild(application.build_type)
    folder: str = getattr(application, BUILD_PATH[application.source_type]) or "."
    return freeze(application, folder, texts)


def _dockerfile(application: Application, folder: str, texts: Texts) -> DockerfileBuild:
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


def _static(application: Application, folder: str, _texts: Texts) -> StaticBuild:
    return StaticBuild(
        folder=sound("buildPath", names.relative_path, folder),
        publish=sound("publishDirectory", names.relative_path, application.publish_directory or "."),
        is_spa=bool(application.is_static_spa),
    )


BUILDS: Final[Mapping[str, Callable[[Application, str, Texts], Build]]] = {
    "dockerfile": _dockerfile,
    "static": _static,
}

# ------------------------------------------------------------------------------------------------ registries


async def logins_of(ctx: Context, application: Application) -> Logins:
    """What the application may sign in to: its own login, the registries it names, the others of its organization."""
    named = (application.registry_id, application.build_registry_id, application.rollback_registry_id)
    query = select(Registry).join(Project, Project.organization_id == Registry.organization_id)
    query = query.join(Environment, Environment.project_id == Project.project_id)
    query = query.where(Environment.environment_id == application.environment_id).order_by(Registry.created_at)
    rows = sorted(await ctx.db.scalars(query), key=lambda row: row.registry_id not in named)
    own = _own_login(application) if application.source_type == "docker" else None
    return (*filter(None, (own,)), *(login_of(row) for row in rows))


async def pushes_of(ctx: Context, application: Application, source: Source, tag: str) -> tuple[Push, ...]:
    """Where the image goes: what was built to the cluster's registry, or the build's; a copy to the one for rollbacks.

    With the last alone, the nodes pull from there as well. What comes back from a release is pushed nowhere.
    """
    if isinstance(source, ReleasedImage):
        return ()
    is_built = not isinstance(source, ImageSource)
    runs = (application.registry_id or application.build_registry_id) if is_built else None
    keeps = application.rollback_registry_id if application.rollback_active else None
    wanted = [(runs, True), (keeps, is_built and runs is None)] if keeps != runs else [(runs, True)]
    found = [(await ctx.db.get(Registry, row_id), is_run) for row_id, is_run in wanted if row_id]
    return tuple(_push(row, application.app_name, tag, is_run) for row, is_run in found if row is not None)


def _push(row: Registry, app_name: str, tag: str, is_run: bool) -> Push:
    login = login_of(row)
    try:
        return Push(target(login, app_name, tag), login, is_run)
    except ValueError as error:
        raise StageFailed(
            f"{login.prefix} cannot stand in the name of an image, and so the registry {row.registry_name} cannot be "
            "pushed to.",
            hint="Give the registry an image prefix of lower case letters and digits (registry.update).",
        ) from error


def login_of(row: Registry) -> RegistryLogin:
    prefix = (row.image_prefix or row.username).lower()
    return RegistryLogin(row.registry_url or DOCKER_HUB, row.username, Secret(row.password), prefix)
