"""Turning a source tree into an image: the command line as a value, and what its failures mean."""

import asyncio
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dokploy.adapters import logins, static_base, tree
from dokploy.adapters.engine import EngineFacts
from dokploy.adapters.engine_api import Request, quoted
from dokploy.adapters.swarm import LABEL_INSTANCE
from dokploy.context import Tools
from dokploy.core import names
from dokploy.core.commands import Command
from dokploy.core.secrets import Secret
from dokploy.pipeline import registries, services, static_site
from dokploy.pipeline.plan import DockerfileBuild, Plan, RunControl, StageFailed, StaticBuild, UnsupportedBuild

SECRET_VARIABLE: Final = "DOKPLOY_SECRET_"  # noqa: S105 - a name
_STEERS_THE_CLIENT: Final = re.compile(r"(PATH|HOME|GODEBUG|(LD|DOCKER|BUILDX|OTEL|DOKPLOY)_.*)", re.IGNORECASE)
"""Names of build arguments whose values, standing in the environment, the docker client itself would obey."""
_NOISE: Final = re.compile(r"#\d+ (sha256:[0-9a-f]{64}|\.\.\.)\s*$|\s*$")
_SIZES: Final = ((1024**3, "GiB"), (1024**2, "MiB"), (1024, "KiB"))

_HINTS: Final[tuple[tuple[str, str], ...]] = (
    ("target stage .* could not be found|reach build target", "Check the build stage of the application."),
    ("dockerfile parse error|unknown instruction", "Check the Dockerfile's syntax."),
    ("no space left on device", "The disk is full: remove unused images, then deploy again."),
    (
        "source metadata|access denied|manifest unknown|do request|dial tcp|i/o timeout|no such host",
        "A base image could not be had: check its name in the FROM line, and that this server reaches its registry.",
    ),
    (
        "compute cache key|not found: not found|no such file or directory|COPY failed",
        "A file that the Dockerfile uses is not in the build context: check the context path and .dockerignore.",
    ),
    ("exit code: 137|signal: killed|cannot allocate memory", "The build ran out of memory."),
    ("executor failed|did not complete|non-zero code", "What the failed step said stands above."),
)


@dataclass(frozen=True)
class DockerfileRequest:
    """Everything that the docker client is told; paths are real and inside the source."""

    client: str
    docker_host: str
    dockerfile: Path
    context: Path
    tags: tuple[str, ...]
    labels: Mapping[str, str]
    id_file: Path
    build: DockerfileBuild
    has_buildkit: bool = True
    logins: Path | None = None
    """The folder with the client's logins to registries."""


def dockerfile_command(request: DockerfileRequest) -> Command:
    """Values of arguments and secrets stand in the client's environment; its argv has names alone.

    Secrets travel under names of ours, so that none can steer the client; an argument's name is fixed by the
    Dockerfile, so the few that could are refused.
    """
    build = request.build
    env: dict[str, str | Secret] = {
        "DOCKER_HOST": request.docker_host,
        "DOCKER_BUILDKIT": "1" if request.has_buildkit else "0",
        "DOCKER_CLI_HINTS": "false",
        "BUILDX_NO_DEFAULT_ATTESTATIONS": "1",
    }
    if request.logins is not None:
        env["DOCKER_CONFIG"] = str(request.logins)
    words = [request.client, "build", "--file", str(request.dockerfile), "--iidfile", str(request.id_file)]
    words += ["--progress=plain"] if request.has_buildkit else []
    for tag in request.tags:
        words += ["--tag", tag]
    for label, value in request.labels.items():
        words += ["--label", f"{label}={value}"]
    for name, secret in build.arguments:
        words += ["--build-arg", _argument(name)]
        env[name] = secret
    for number, (name, secret) in enumerate((name, secret) for name, secret in build.secrets if secret):
        words += ["--secret", f"id={names.env_name(name)},env={SECRET_VARIABLE}{number}"]
        env[f"{SECRET_VARIABLE}{number}"] = secret
    if build.stage:
        words += ["--target", names.build_stage(build.stage)]
    if build.no_cache:
        words.append("--no-cache")
    return Command((*words, "--", str(request.context)), env, cwd=request.context)


def _argument(name: str) -> str:
    if _STEERS_THE_CLIENT.fullmatch(names.env_name(name)):
        raise StageFailed(
            f"The build argument {name} cannot be used: the docker client itself obeys a variable of that name.",
            hint="Give the argument another name, in the Dockerfile as well.",
        )
    return name


def tags(plan: Plan) -> tuple[str, str]:
    """The release's own tag, and `latest` for people and tools that look for it."""
    repository = registries.repository(plan.app_name)
    return f"{repository}:{plan.release}", f"{repository}:latest"


def client_for(facts: EngineFacts, build: DockerfileBuild) -> tuple[str, bool]:
    """The docker client to build with, and whether it has BuildKit."""
    if facts.docker_cli and facts.has_buildkit:
        return facts.docker_cli, True
    if any(value for _, value in build.secrets):
        raise StageFailed(
            "Build secrets need BuildKit, and no docker client with BuildKit was found on this server.",
            hint="Install docker-buildx (or docker.io 20.10), or remove the build secrets.",
        )
    if facts.plain_cli:
        return facts.plain_cli, False
    raise StageFailed(
        "No docker client was found on this server; images are built with it.",
        hint="Install one: apt-get install docker.io (or docker-cli and docker-buildx).",
    )


def failure(exit_code: int, lines: Iterable[str]) -> StageFailed:
    """The build's last words as a cause, and what to do about it where that is known."""
    said = [line.strip() for line in lines if line.strip()]
    text = "\n".join(said)
    hint = next((hint for pattern, hint in _HINTS if re.search(pattern, text, re.IGNORECASE)), None)
    ended = f"exit code {exit_code}" if exit_code >= 0 else f"signal {-exit_code}"
    return StageFailed(f"The build failed ({ended}): {said[-1] if said else 'it said nothing'}", hint=hint)


def human_size(count: int) -> str:
    for unit, name in _SIZES:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} B"


# ------------------------------------------------------------------------------------------------ execution


@dataclass(frozen=True)
class Prepared:
    """What the docker client builds from; paths are real."""

    dockerfile: Path
    context: Path
    build: DockerfileBuild


async def build(plan: Plan, root: Path, tools: Tools, control: RunControl, *, timeout_s: float) -> str:
    """Build the plan's image from the tree at `root`; returns the image's id."""
    if isinstance(plan.build, UnsupportedBuild):
        raise StageFailed(
            f"The build type {plan.build.build_type} cannot be built by this version.",
            hint="Use the build type dockerfile, with a Dockerfile in the repository, or static, or a ready image.",
        )
    if plan.build is None:
        raise StageFailed("There is nothing to build, and no image either.", hint="Choose a build type.")
    id_file = root.with_name(f".{root.name}.{secrets.token_hex(4)}.id")
    known = [logins.opened(_server(login.server), login.username, login.password) for login in plan.logins]
    try:
        async with BUILDERS[type(plan.build)](plan.build, root, tools, control) as prepared:
            client, has_buildkit = client_for(await tools.engine.facts(), prepared.build)
            async with logins.for_client(root, known) as folder:
                request = DockerfileRequest(
                    client=client,
                    docker_host=tools.settings.docker_host,
                    dockerfile=prepared.dockerfile,
                    context=prepared.context,
                    tags=tags(plan),
                    labels={**services.labels_of(plan), LABEL_INSTANCE: tools.folder.instance_id},
                    id_file=id_file,
                    build=prepared.build,
                    has_buildkit=has_buildkit,
                    logins=folder,
                )
                return await _run(dockerfile_command(request), id_file, tools, control, timeout_s)
    finally:
        await asyncio.to_thread(id_file.unlink, missing_ok=True)


def _server(server: str) -> str:
    """A registry as the docker client names it in its file."""
    host = registries.canonical(server)
    return registries.DOCKER_HUB_LOGIN if host == registries.DOCKER_HUB else host


@asynccontextmanager
async def _dockerfile(
    build: DockerfileBuild, root: Path, _tools: Tools, _control: RunControl
) -> AsyncIterator[Prepared]:
    dockerfile, context = await asyncio.to_thread(_prepare, build, root)
    yield Prepared(dockerfile, context, build)


@asynccontextmanager
async def _static(build: StaticBuild, root: Path, tools: Tools, control: RunControl) -> AsyncIterator[Prepared]:
    folder = root.with_name(f".{root.name}.{secrets.token_hex(4)}.static")
    try:
        base = await static_base.ensure(tools.images)
        await control.write(f"    served by {static_base.describe()}")
        has_index = await asyncio.to_thread(static_site.lay_out, build, root, folder, base)
        if not has_index:
            await control.write(f"    {build.publish} has no {static_site.INDEX}: / will answer 404")
        yield Prepared(folder / "Dockerfile", folder, DockerfileBuild("Dockerfile"))
    finally:
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))


Prepare = Callable[[Any, Path, Tools, RunControl], AbstractAsyncContextManager[Prepared]]
BUILDERS: Final[Mapping[type, Prepare]] = {DockerfileBuild: _dockerfile, StaticBuild: _static}
"""How each build type becomes something that the docker client builds."""


def _prepare(build: DockerfileBuild, root: Path) -> tuple[Path, Path]:
    dockerfile = tree.file_in(root, build.dockerfile, "Dockerfile")
    beside = str(Path(build.dockerfile).parent)
    context = tree.folder_in(root, beside if build.context is None else build.context, "build context")
    if build.env_file is not None:
        tree.write_env(tree.folder_in(root, beside, "folder"), build.env_file)
    return dockerfile, context


async def _run(command: Command, id_file: Path, tools: Tools, control: RunControl, timeout_s: float) -> str:
    async def tell(text: str) -> None:
        shown = [line for line in text.split("\n") if not _NOISE.match(line)]
        if shown:
            await control.write("\n".join(shown))

    try:
        finished = await tools.shell.run(command, timeout_s=timeout_s, on_line=tell, on_start=control.process_started)
    finally:
        await control.process_ended()
    if finished.exit_code != 0:
        raise failure(finished.exit_code, finished.last_lines)
    return (await asyncio.to_thread(id_file.read_text)).strip()


async def image_size(tools: Tools, image_id: str) -> int:
    found: dict[str, Any] = await tools.engine.ask(Request("GET", f"/images/{quoted(image_id)}/json"))
    return int(found.get("Size", 0))
