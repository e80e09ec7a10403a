"""Where a release comes from: a repository, a folder, a registry's image, or the image of an earlier release."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from dokploy.adapters import git, logins, ssh
from dokploy.adapters.images import AccessRefused, ImageInfo
from dokploy.adapters.shell import OnLine
from dokploy.adapters.swarm import Login
from dokploy.context import Tools
from dokploy.core import names
from dokploy.core.errors import Invalid, RemoteFailed, TimedOut
from dokploy.core.sshkeys import PinnedHost
from dokploy.pipeline import builders, registries
from dokploy.pipeline.plan import (
    FolderSource,
    GitSource,
    ImageSource,
    Plan,
    RegistryLogin,
    ReleasedImage,
    RunControl,
    SshAccess,
    StageFailed,
)
from dokploy.pipeline.services import RunImage

COMMIT_SHOWN: Final = 12


@dataclass(frozen=True)
class Image:
    """An image that is ready to run: what the user calls it, its local id, and the digest that any node can pull."""

    name: str
    image_id: str
    digest: str | None = None
    has_health_check: bool = False
    login: Login | None = None
    kept: str | None = None
    """The digest of its copy in the registry for rollbacks."""

    @property
    def as_run(self) -> RunImage:
        ref = self.digest or self.image_id
        return RunImage(ref, self.digest is None, self.has_health_check, self.login)


@dataclass(frozen=True)
class Source:
    """Either a tree to build from, or an image."""

    root: Path | None = None
    image: Image | None = None
    commit: str | None = None
    message: str | None = None


def heading(plan: Plan) -> str:
    """What the source stage is about to do, in one line without credentials."""
    source = plan.source
    if isinstance(source, GitSource):
        what = f"commit {source.commit[:COMMIT_SHOWN]}" if source.commit else f"branch {source.branch}"
        return f"cloning {_shown(source)} ({what})"
    if isinstance(source, ImageSource):
        return f"pulling {source.image}"
    if isinstance(source, FolderSource):
        return "using the source that is here already"
    return f"using the image of an earlier release, {source.image}"


async def fetch(plan: Plan, tools: Tools, control: RunControl, *, timeout_s: float) -> Source:
    source = plan.source
    if isinstance(source, GitSource):
        return await _clone(source, plan, tools, control, timeout_s)
    if isinstance(source, FolderSource):
        if not source.path.is_dir():
            raise StageFailed(
                "The source of the last build is not on this server any more.",
                hint="Deploy instead of rebuilding, or upload the source again.",
            )
        return Source(source.path, commit=source.commit, message=source.message)
    if isinstance(source, ImageSource):
        return Source(image=await pull(source.image, source.login, tools, control))
    if isinstance(source, ReleasedImage):
        return Source(image=await _released(source, tools, control), commit=source.commit)
    assert_never(source)


def login_of(login: RegistryLogin | None) -> Login | None:
    return logins.opened(login.server, login.username, login.password) if login else None


async def pull(ref: str, login: RegistryLogin | None, tools: Tools, control: RunControl) -> Image:
    """Pull; where that fails and the engine has the image, use it and say so."""
    try:
        names.image_ref(ref)
    except ValueError as error:
        raise Invalid(f"{error}: {ref}", hint="Correct the Docker image of the application.") from error
    try:
        found = await tools.images.pull(ref, login_of(login), indented(control))
    except (RemoteFailed, TimedOut) as error:
        known = await tools.images.find(ref)
        if known is None:
            hint = _next_step(ref, login) if isinstance(error, AccessRefused) else error.hint
            raise StageFailed(error.message, hint=hint) from error
        await control.write(f"    {error.message}\n    The engine has this image already; it is used as it is.")
        found = known
    return image_of(ref, found, login_of(login))


def _next_step(ref: str, login: RegistryLogin | None) -> str:
    host = registries.host_of(ref)
    if login is None:
        return f"If the image is private, give the application a login for {host}, or add that registry."
    return f"The login for {host} was that of {login.username}: check that it may read this image."


def image_of(ref: str, found: ImageInfo, login: Login | None = None) -> Image:
    """By the digest of its own repository; one that it has elsewhere would be pulled from there by other nodes."""
    wanted = registries.familiar(ref)
    digest = next((digest for digest in found.digests if registries.familiar(digest) == wanted), None)
    return Image(ref, found.image_id, digest, found.has_health_check, login)


def resumed(plan: Plan, ref: str, found: ImageInfo) -> Image:
    """The image that a service of this run has already; `ref` as it stands in the service."""
    source = plan.source
    if isinstance(source, ImageSource | ReleasedImage):
        name, login = source.image, source.login
    else:
        name, login = builders.tags(plan)[0], next((push.login for push in plan.pushes if push.runs), None)
    digest = ref if "@" in ref else None
    copies = (push.image.rpartition(":")[0] for push in plan.pushes if not push.runs)
    kept = next((known for copy in copies for known in found.digests if known.startswith(f"{copy}@")), None)
    return Image(name, found.image_id, digest, found.has_health_check, login_of(login), kept)


async def _clone(source: GitSource, plan: Plan, tools: Tools, control: RunControl, timeout_s: float) -> Source:
    wanted = git.Wanted(source.url, source.branch, source.commit, source.submodules)
    root = tools.folder.source(plan.app_name, plan.release)
    private = tools.settings.private_git_hosts
    runner = git.Runner(
        tools.shell,
        private,
        timeout_s,
        on_line=indented(control),
        on_start=control.process_started,
        access=await _access(source.ssh, control),
    )
    try:
        checkout = await git.fetch(runner, wanted, root)
    except ValueError as error:
        raise StageFailed(f"{error}.", hint="Correct the branch of the application.") from error
    finally:
        await control.process_ended()
    subject = checkout.message.partition("\n")[0]
    await control.write(f"    commit {checkout.commit} {subject}")
    return Source(root, commit=checkout.commit, message=checkout.message)


async def _access(given: SshAccess | None, control: RunControl) -> ssh.Access | None:
    if given is None:
        return None

    async def pin(host: PinnedHost) -> None:
        await control.ssh_used(given.ssh_key_id, host)

    await control.ssh_used(given.ssh_key_id)
    return ssh.Access(given.private_key, given.fingerprint, given.hosts, pin)


async def _released(source: ReleasedImage, tools: Tools, control: RunControl) -> Image:
    for ref in filter(None, (source.image_id, source.image)):
        found = await tools.images.find(ref)
        if found is not None:
            digest = source.image if "@" in source.image else None
            return Image(source.image, found.image_id, digest, found.has_health_check, login_of(source.login))
    if "@" in source.image:
        await control.write(
            f"    The image is not on this server any more; pulling it from {registries.host_of(source.image)}."
        )
        return await pull(source.image, source.login, tools, control)
    raise StageFailed(
        f"The image of this release, {source.image}, is not on this server any more.",
        hint="Deploy the commit of that release instead.",
    )


def _shown(source: GitSource) -> str:
    """Host and path: the whole URL is a secret, and would be hidden."""
    try:
        return git.remote(source.url).url.partition("://")[2]
    except Invalid:
        return "the repository"


def indented(control: RunControl) -> OnLine:
    async def tell(text: str) -> None:
        await control.write("\n".join(f"    {line}" for line in text.split("\n")))

    return tell
