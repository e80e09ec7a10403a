"""The engine itself: the running one, or the distribution's own, installed and started when we are allowed to."""

import asyncio
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.provision.choices import Say
from dokploy.adapters.provision.host import run
from dokploy.adapters.shell import SEARCH_PATH
from dokploy.core.commands import Command
from dokploy.core.errors import DokployError, EngineUnavailable

PACKAGES: Final = ("docker.io", "iptables")
DEFAULT_SOCKETS: Final = ("unix:///var/run/docker.sock", "unix:///run/docker.sock")
START_S: Final = 45.0
APT_S: Final = 900.0
_ENV: Final = {"PATH": SEARCH_PATH, "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Daemon:
    """A dockerd in a session of its own: Ctrl-C in our terminal leaves it, and the services that it runs, alone."""

    docker_host: str
    log: Path
    options: tuple[str, ...] = field(default=())

    def start(self) -> int:
        """Start it and return its process id; whether it came up is found out by asking it."""
        program = shutil.which("dockerd", path=SEARCH_PATH) or "dockerd"
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - argv of our own
                [program, "--host", self.docker_host, *self.options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=_ENV,
                cwd="/",
            )
        # It outlives us on purpose: a handle that is garbage-collected unwaited would only warn about that.
        process.returncode = 0
        return process.pid

    def last_error(self) -> str:
        """The last thing of weight that it wrote."""
        try:
            lines = self.log.read_text(errors="replace").splitlines()[-200:]
        except OSError as error:
            return str(error)
        weighty = [line for line in lines if "level=fatal" in line or "failed to start daemon" in line]
        return (weighty or lines or ["it wrote nothing"])[-1][-500:]


async def ensure_engine(engine: Engine, folder: DataFolder, say: Say) -> str | None:
    """None when an engine answers; else why none does, and the cure. Raises nothing for a missing engine."""
    missing = await _missing(engine)
    if missing is None:
        return None
    if engine.docker_host not in DEFAULT_SOCKETS or not missing.can_be_started:
        return str(missing.error)
    if os.geteuid() != 0:
        return f"{missing.error.message} Install and start Docker, or run `make up` as root, which does both."
    if shutil.which("dockerd", path=SEARCH_PATH) is None:
        failed = await _install(folder, say)
        if failed:
            return failed
    return await start(engine, Daemon(engine.docker_host, folder.root / "engine.log"), say)


async def start(engine: Engine, daemon: Daemon, say: Say) -> str | None:
    """Start the installed engine: by systemd where that runs, else in a session of its own."""
    if await _missing(engine) is None:
        return None  # the package has started it already
    if _has_systemd():
        say("Starting the Docker Engine by systemd")
        command, error = Command(("systemctl", "enable", "--now", "docker")), ""
        try:
            await run(command, 60)
        except DokployError as failed:
            error = str(failed)
        by = str(command)
    else:
        say(f"Starting the Docker Engine (it goes on after we end; its log is {daemon.log})")
        await asyncio.to_thread(daemon.start)
        by, error = "dockerd", ""
    deadline = time.monotonic() + START_S
    while (missing := await _missing(engine)) is not None:
        if time.monotonic() > deadline:
            return (
                f"The Docker Engine was started ({by}) but does not answer: {error or daemon.last_error()} "
                "Privileged rights are needed; inside a container, mount the host's socket instead."
            )
        await asyncio.sleep(0.1)
    return None if missing is None else str(missing.error)


def _has_systemd() -> bool:
    return Path("/run/systemd/system").is_dir()


@dataclass(frozen=True)
class _Missing:
    error: EngineUnavailable

    @property
    def can_be_started(self) -> bool:
        """Nothing is there, as opposed to an engine that is there and closed to us, or stuck."""
        return any(sign in self.error.message for sign in ("does not exist", "nothing listens"))


async def _missing(engine: Engine) -> _Missing | None:
    try:
        await engine.facts(fresh=True)
    except EngineUnavailable as error:
        return _Missing(error)
    return None


async def _install(folder: DataFolder, say: Say) -> str | None:
    if not _is_debian():
        return "No Docker Engine is installed. Install Docker for this system and run `make up` again."
    say(f"Installing the Docker Engine: apt-get install {' '.join(PACKAGES)}")
    log = folder.root / "engine-install.log"

    async def keep(lines: str) -> None:
        with log.open("a") as file:
            file.write(f"{lines}\n")

    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (("update",), ("install", "-y", "--no-install-recommends", *PACKAGES)):
        try:
            await run(Command(("apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments), env=quiet), APT_S, keep)
        except DokployError as error:
            return f"{error} The whole output is in {log}."
    return None


def _is_debian() -> bool:
    try:
        text = Path("/etc/os-release").read_text()
    except OSError:
        return False
    values = dict(line.partition("=")[::2] for line in text.splitlines())
    family = f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".replace('"', " ").split()
    return bool({"debian", "ubuntu"} & set(family)) and shutil.which("apt-get") is not None
