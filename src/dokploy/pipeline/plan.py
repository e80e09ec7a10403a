"""The values of a run: what to build, what to run, how to verify it, and what came out.

A `Plan` is frozen when the worker claims the deployment and carries everything that the run needs; secrets in it are
`Secret` values. `Workload` is the part that a rollback restores: it has a JSON form (`to_json`, `from_json`) which is
stored encrypted beside the image of each release.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from dokploy.core.secrets import Secret
from dokploy.core.sshkeys import PinnedHost

# ------------------------------------------------------------------------------------------------ where it comes from


@dataclass(frozen=True)
class SshAccess:
    """The key that a repository is fetched with, and the hosts that the organization has met."""

    ssh_key_id: str
    private_key: Secret
    fingerprint: str
    hosts: tuple[PinnedHost, ...] = ()


@dataclass(frozen=True)
class GitSource:
    """`commit`, when given, is built exactly; otherwise the head of `branch` at the time of the run."""

    url: Secret
    branch: str
    commit: str | None = None
    submodules: bool = False
    ssh: SshAccess | None = None


@dataclass(frozen=True)
class RegistryLogin:
    """`prefix` is what stands before the names of images there, in lower case; empty when that is not known."""

    server: str
    username: str
    password: Secret
    prefix: str = ""


@dataclass(frozen=True)
class ImageSource:
    image: str
    login: RegistryLogin | None = None


@dataclass(frozen=True)
class FolderSource:
    """Source that already lies on this machine: an upload that was unpacked, or the tree of the last good build."""

    path: Path
    commit: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class ReleasedImage:
    """The image of an earlier release: nothing to fetch, nothing to build. `commit` is what it was built from."""

    image: str
    image_id: str | None
    commit: str | None = None
    login: RegistryLogin | None = None


Source = GitSource | ImageSource | FolderSource | ReleasedImage

# ------------------------------------------------------------------------------------------------ how it is built


@dataclass(frozen=True)
class DockerfileBuild:
    """Paths are relative to the source's root, already validated; `.` is the root.

    `context` is the Dockerfile's folder when None. `env_file` is written as `.env` beside the Dockerfile.
    """

    dockerfile: str
    context: str | None = None
    stage: str | None = None
    arguments: tuple[tuple[str, Secret], ...] = ()
    secrets: tuple[tuple[str, Secret], ...] = ()
    env_file: tuple[tuple[str, Secret], ...] | None = None
    no_cache: bool = False


@dataclass(frozen=True)
class StaticBuild:
    """Files that are served as they are. Both folders are relative to their parent, already validated.

    `is_spa`: what is not there is answered with index.html, for applications that route in the browser.
    """

    folder: str = "."
    publish: str = "."
    is_spa: bool = False


@dataclass(frozen=True)
class UnsupportedBuild:
    """A build type that this version cannot run; the build stage says so and how to go on."""

    build_type: str


Build = DockerfileBuild | StaticBuild | UnsupportedBuild


@dataclass(frozen=True)
class Push:
    """A tag in a registry that the image is pushed to.

    `runs`: nodes pull the release from there; otherwise it is a copy that rollbacks can come back to.
    """

    image: str
    login: RegistryLogin
    runs: bool = True


# ------------------------------------------------------------------------------------------------ how it runs


@dataclass(frozen=True)
class MountPoint:
    kind: Literal["bind", "volume", "file"]
    source: str
    """A host path, a volume's name, or a file's path within the service's files."""
    target: str
    content: Secret | None = None
    """Of a file: written for each release anew, so that no release reads what another one was given."""


@dataclass(frozen=True)
class PublishedPort:
    published: int
    target: int
    protocol: Literal["tcp", "udp"] = "tcp"
    mode: Literal["ingress", "host"] = "ingress"


@dataclass(frozen=True)
class Workload:
    """The run-time configuration of a service, in the units of Docker's API (bytes, nano-CPUs, nanoseconds).

    The `*_swarm` objects are the row's, verbatim: Docker's own key names. None = not set by the user.
    """

    app_name: str
    env: tuple[tuple[str, Secret], ...] = ()
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    replicas: int = 1
    mounts: tuple[MountPoint, ...] = ()
    ports: tuple[PublishedPort, ...] = ()
    memory_limit: int | None = None
    memory_reservation: int | None = None
    cpu_limit: int | None = None
    cpu_reservation: int | None = None
    health_check: dict[str, Any] | None = None
    restart_policy: dict[str, Any] | None = None
    placement: dict[str, Any] | None = None
    update_config: dict[str, Any] | None = None
    rollback_config: dict[str, Any] | None = None
    mode: dict[str, Any] | None = None
    labels: dict[str, str] | None = None
    networks: tuple[dict[str, Any], ...] | None = None
    """`networkSwarm` verbatim; None = the platform's overlay (unless `detached`) and `extra_networks`."""
    extra_networks: tuple[str, ...] = ()
    detached: bool = False
    stop_grace_ns: int | None = None
    endpoint_spec: dict[str, Any] | None = None
    ulimits: tuple[dict[str, Any], ...] = ()

    @property
    def is_exclusive(self) -> bool:
        """May not run twice at a time, so it is replaced in place, stop-first (rollout §5)."""
        host_ports = any(port.mode == "host" for port in self.ports) or bool((self.endpoint_spec or {}).get("Ports"))
        volumes = any(mount.kind == "volume" for mount in self.mounts)
        return host_ports or bool(self.ports) or volumes or bool(self.mode and "Replicated" not in self.mode)

    def to_json(self) -> dict[str, Any]:
        """Plain data with every secret in clear: the caller encrypts it."""
        data = asdict(self)
        data["env"] = [[name, value.reveal()] for name, value in self.env]
        data["mounts"] = [_mount_to_json(mount) for mount in self.mounts]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Workload":
        given = dict(data)
        given["env"] = tuple((name, Secret(value)) for name, value in data["env"])
        given["mounts"] = tuple(_mount_from_json(mount) for mount in data["mounts"])
        given["ports"] = tuple(PublishedPort(**port) for port in data["ports"])
        for name in ("command", "args", "extra_networks", "ulimits"):
            given[name] = tuple(data[name])
        given["networks"] = None if data["networks"] is None else tuple(data["networks"])
        return cls(**given)


def _mount_to_json(mount: MountPoint) -> dict[str, Any]:
    content = None if mount.content is None else mount.content.reveal()
    return {"kind": mount.kind, "source": mount.source, "target": mount.target, "content": content}


def _mount_from_json(data: Mapping[str, Any]) -> MountPoint:
    content = data.get("content")
    return MountPoint(data["kind"], data["source"], data["target"], None if content is None else Secret(content))


# ------------------------------------------------------------------------------------------------ the run


@dataclass(frozen=True)
class Gate:
    """Time limits of the health gate, in seconds (rollout §4)."""

    answer_s: float = 60
    stable_s: float | None = None
    """None = 5 with a health check, 10 without."""
    drain_s: float = 10
    probe_port: int | None = None
    """The port that the domains route to; None = nothing is routed, nothing is asked over HTTP."""


@dataclass(frozen=True)
class LiveRelease:
    """What serves now: the Swarm service and where its image came from."""

    rollback_id: str
    service_name: str
    image: str


@dataclass(frozen=True)
class Plan:
    deployment_id: str
    app_name: str
    release: str
    """Eight characters from the deployment's id: names the service, the image tag and the source folder."""
    fence: int
    source: Source
    build: Build | None
    workload: Workload
    gate: Gate
    live: LiveRelease | None = None
    pushes: tuple[Push, ...] = ()
    logins: tuple[RegistryLogin, ...] = ()
    """Every registry that this application may read: base images of its build, images of its earlier releases."""
    redact: tuple[Secret, ...] = ()
    """Every value that must not appear in the log, beyond those in the fields above."""
    files: Path | None = None
    """The folder that this release's file mounts are written to."""
    service: str = ""
    """`<kind>:<id>`, the label by which procedures and reconcilers find the Swarm services of a row of ours."""
    recipe: Mapping[str, Any] | None = None
    """What the release is made from, kept with it to be compared with others; no stage looks at it."""


@dataclass(frozen=True)
class Release:
    """What a run made: the Swarm service and its image. `image_id` is local, `digest` is a registry's.

    `kept` is the digest of the copy for rollbacks, where there is one.
    """

    service_name: str
    image: str
    image_id: str | None = None
    digest: str | None = None
    commit_sha: str | None = None
    commit_message: str | None = None
    source_path: str | None = None
    kept: str | None = None


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `cause` is one sentence for the row; the log has the whole story."""

    state: Literal["done", "error", "cancelled", "interrupted"]
    release: Release | None = None
    stage: str | None = None
    cause: str | None = None
    commit_sha: str | None = None
    commit_message: str | None = None


class Stopped(Exception):
    """Somebody asked this run to stop, or it lost its lease. `reason`: cancel, kill, shutdown, lost."""

    def __init__(self, reason: Literal["cancel", "kill", "shutdown", "lost"]) -> None:
        super().__init__(reason)
        self.reason = reason


class StageFailed(Exception):
    """A stage ended badly for a reason that the user can act on: cause, and the next step."""

    def __init__(self, cause: str, *, hint: str | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.hint = hint


@dataclass(frozen=True)
class Routing:
    """What Traefik's API must show for the switch to count: its service names, each with the URLs it must have."""

    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class RunControl(Protocol):
    """What a run asks of the one who started it. `releases` implements it on the database; tests in memory."""

    async def stage_started(self, name: str) -> None: ...
    async def stage_finished(self, name: str, outcome: Literal["done", "error", "skipped", "cancelled"]) -> None: ...

    async def check(self) -> None:
        """Raise `Stopped` when the run was asked to stop or its lease is gone. Called between steps."""
        ...

    async def stopped(self) -> Stopped:
        """Wait until the run is asked to stop: raced against long steps."""
        ...

    async def process_started(self, group: int, started: str) -> None:
        """Record the process group and the start time of its leader, so that a successor can kill it."""
        ...

    async def process_ended(self) -> None: ...

    async def ssh_used(self, ssh_key_id: str, met: PinnedHost | None = None) -> None:
        """Record the use of a key, and the host key of a git server that was met for the first time."""
        ...

    async def write(self, text: str) -> None:
        """Append one line (or several) to the deployment's log."""
        ...

    async def go_live(self, release: Release) -> Routing:
        """Record the release as live and render its routes from the database; returns what Traefik must show."""
        ...

    async def go_back(self) -> Routing:
        """Make the release that was live before this run live again, and render its routes."""
        ...
