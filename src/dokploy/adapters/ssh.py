"""SSH as git uses it: a configuration of our own, one key for the life of a fetch, and hosts that are pinned.

Nothing of this machine's SSH takes part: no agent, no configuration, no known hosts. The key lies in a folder that only
we may enter, and is gone with the fetch. A host that is met for the first time is asked for its key, which is pinned
before anything is fetched; from then on ssh itself accepts that key alone.
"""

import asyncio
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dokploy.adapters.shell import OnLine, Shell
from dokploy.core import names, sshkeys
from dokploy.core.commands import Command
from dokploy.core.errors import DokployError, Invalid, RemoteFailed
from dokploy.core.guard import outside_write_unit
from dokploy.core.secrets import Secret
from dokploy.core.sshkeys import PinnedHost

CONNECT_S: Final = 15
CONFIG: Final = "DOKPLOY_SSH_CONFIG"
WITHOUT: Final[Mapping[str, str]] = {"GIT_SSH_COMMAND": "/bin/false", "GIT_SSH_VARIANT": "ssh"}
"""git's environment where SSH has no place."""
_PREFERRED: Final = ("ssh-ed25519", "ecdsa-sha2-", "ssh-rsa")
_SCANNED: Final = re.compile(r"\S+ ((?:ssh-ed25519|ecdsa-sha2-[a-z0-9-]+|ssh-rsa) [A-Za-z0-9+/=]+)")
_FIXED: Final[Mapping[str, str]] = {
    "BatchMode": "yes",
    "CanonicalizeHostname": "no",
    "CheckHostIP": "no",
    "ClearAllForwardings": "yes",
    "ConnectTimeout": str(CONNECT_S),
    "ControlMaster": "no",
    "ControlPath": "none",
    "ForwardAgent": "no",
    "GlobalKnownHostsFile": "/dev/null",
    "IdentitiesOnly": "yes",
    "IdentityAgent": "none",
    "LogLevel": "ERROR",
    "PermitLocalCommand": "no",
    "PreferredAuthentications": "publickey",
    "ServerAliveCountMax": "4",
    "ServerAliveInterval": "15",
    "StrictHostKeyChecking": "yes",
    "UpdateHostKeys": "no",
}


class HostKeyChanged(RemoteFailed):
    """The host shows another key than the one that is pinned."""


@dataclass(frozen=True)
class Access:
    """The key to fetch with, the hosts that are pinned, and who records one that is met for the first time."""

    private_key: Secret
    fingerprint: str
    hosts: tuple[PinnedHost, ...]
    pin: Callable[[PinnedHost], Awaitable[None]]


@dataclass(frozen=True)
class Door:
    """A host as it is entered: the address that its name was checked for, and the configuration with its key."""

    host: str
    port: int
    address: str
    config: Path | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """The command is the same for everybody; what differs stands in a file that it is pointed to."""
        if self.config is None:
            return WITHOUT
        return {"GIT_SSH_COMMAND": f'ssh -F "${CONFIG}"', "GIT_SSH_VARIANT": "ssh", CONFIG: str(self.config)}

    def __str__(self) -> str:
        return _place(self.host, self.port)


class Session:
    """What one fetch may use. Made by `opened`."""

    def __init__(self, folder: Path, access: Access, shell: Shell, tell: OnLine) -> None:
        self.access = access
        self._folder = folder
        self._shell = shell
        self._tell = tell
        self._pins = {(pin.host, pin.port): pin for pin in access.hosts}

    async def enter(self, door: Door) -> Door:
        """The door with its configuration. A host that is met for the first time gets pinned, and the log says so."""
        pin = self._pins.get((door.host, door.port))
        if pin is None or pin.public_key is None:
            pin = await self._meet(door, pin)
        key = f"{sshkeys.algorithm(pin.public_key or '')} {pin.fingerprint}"
        await self._tell(f"host key of {door}: {key}{', as pinned' if pin in self.access.hosts else ''}")
        return replace(door, config=await asyncio.to_thread(self._write, door, pin))

    async def _meet(self, door: Door, announced: PinnedHost | None) -> PinnedHost:
        shown = await self._scan(door)
        wanted = announced.fingerprint if announced else None
        key = next((key for key in shown if wanted in (None, sshkeys.fingerprint(key))), None)
        if key is None:
            raise changed(door, str(wanted), shown)
        pin = PinnedHost(door.host, door.port, sshkeys.fingerprint(key), key)
        await self.access.pin(pin)
        if announced is None:
            await self._tell(f"{door} is met for the first time: its host key is pinned from now on")
        self._pins[door.host, door.port] = pin
        return pin

    async def _scan(self, door: Door) -> tuple[str, ...]:
        """The host keys that are shown there, the most preferred first."""
        lines: list[str] = []

        async def collect(text: str) -> None:
            lines.extend(text.splitlines())

        argv = (
            "ssh-keyscan",
            "-T",
            str(CONNECT_S),
            "-p",
            str(door.port),
            "-t",
            "ed25519,ecdsa,rsa",
            "--",
            door.address,
        )
        await self._shell.run(Command(argv), timeout_s=4 * CONNECT_S, on_line=collect)
        found = [match[1] for line in lines if (match := _SCANNED.fullmatch(line.strip()))]
        if not found:
            raise RemoteFailed(
                f"The git server {door.host} does not answer over SSH on port {door.port}.",
                hint="Check the repository's URL, and that this server reaches that port; then deploy again.",
            )
        return tuple(sorted(found, key=_rank))

    async def refused(self, door: Door) -> DokployError:
        """What to say when ssh did not accept the host's key."""
        pin = self._pins[door.host, door.port]
        return changed(door, pin.fingerprint, await self._scan(door))

    def _write(self, door: Door, pin: PinnedHost) -> Path:
        stem = secrets.token_hex(4)
        hosts, config = self._folder / f"{stem}.hosts", self._folder / f"{stem}.config"
        hosts.write_text(f"{_alias(door)} {pin.public_key}\n")
        config.write_text(configuration(door, self._folder / "key", hosts))
        return config


@asynccontextmanager
async def opened(access: Access | None, beside: Path, shell: Shell, tell: OnLine) -> AsyncIterator[Session | None]:
    """A session with its key in a folder beside this one, and nothing of either afterwards."""
    if access is None:
        yield None
        return
    outside_write_unit("an SSH key on disk")
    folder = beside.with_name(f".{beside.name}.{secrets.token_hex(4)}.ssh")
    await asyncio.to_thread(_lay_out, folder, beside, access.private_key)
    try:
        yield Session(folder, access, shell, tell)
    finally:
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))


def _lay_out(folder: Path, beside: Path, key: Secret) -> None:
    """The folder with the key in it; what an earlier attempt had to leave behind goes first."""
    for left in folder.parent.glob(f".{beside.name}.*.ssh"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        data = sshkeys.openssh_form(key)
    except ValueError as error:
        raise Invalid(f"The SSH key cannot be used: {error}.", hint="Store another one (sshKey.create).") from error
    folder.mkdir(parents=True, mode=0o700)
    (folder / "key").touch(mode=0o600)
    (folder / "key").write_bytes(data)


def configuration(door: Door, key: Path, hosts: Path) -> str:
    """The whole of what ssh is told. Its values are ours, or went through `core.names`."""
    lines = {
        "HostName": door.address,
        "HostKeyAlias": _alias(door),
        "IdentityFile": _quoted(key),
        "UserKnownHostsFile": _quoted(hosts),
        **_FIXED,
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def changed(door: Door, pinned: str, shown: tuple[str, ...]) -> HostKeyChanged:
    offered = ", ".join(f"{sshkeys.algorithm(key)} {sshkeys.fingerprint(key)}" for key in shown)
    return HostKeyChanged(
        f"The host key of {door} is not the one that is pinned: pinned is {pinned}, shown is {offered}.",
        hint="Somebody may stand in between. If the server's own people confirm the new key, accept it by "
        f"sshKey.trustHost (host {door.host}, port {door.port}, fingerprint as they tell it), and deploy again.",
    )


def _place(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return shown if port == names.SSH_PORT else f"{shown}:{port}"


def _alias(door: Door) -> str:
    """The name in the file of known hosts, whatever the address."""
    return f"pinned-{door.port}-{door.host.replace(':', '-')}"


def _quoted(path: Path) -> str:
    """A `%` in a path would be read as the beginning of a token."""
    return '"' + str(path).replace("%", "%%") + '"'


def _rank(key: str) -> int:
    return next(rank for rank, start in enumerate(_PREFERRED) if key.startswith(start))
