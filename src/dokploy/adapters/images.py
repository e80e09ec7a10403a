"""Images: pull, push, tag, inspect, remove, and making one from files without any registry."""

import re
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from dokploy.adapters.addresses import refuse_metadata
from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters, label_filters, quoted
from dokploy.adapters.progress import Progress
from dokploy.adapters.swarm import LABEL_INSTANCE, Login, registry_auth
from dokploy.core.errors import RemoteFailed, TimedOut

OnLine = Callable[[str], Awaitable[None]]

SIGN_IN_S = 45.0
SILENCE_S = 300.0
"""A transfer without a single progress message for that long is over."""
_PORT = re.compile(r":\d+$")
_ACCESS = ("unauthorized", "denied", "no basic auth", "authentication required", "incorrect username or password")
_HINTS = (
    (("invalid reference format", "name invalid", "name_invalid"), "Check the registry's image prefix."),
    (("manifest unknown", "not found", "does not exist"), "Check the image name and its tag."),
    (("toomanyrequests", "rate limit"), "The registry limits pulls: sign in to it, or wait."),
    (("no space left",), "Free disk space on this machine."),
    (("http response to https client",), "The registry speaks plain HTTP: list it as insecure in the engine."),
)
_UNREACHABLE = ("no such host", "dial tcp", "i/o timeout", "connection refused", "tls handshake", "deadline exceeded",
                "server misbehaving", "client.timeout", "eof")  # fmt: skip


class AccessRefused(RemoteFailed):
    """The registry wants a login, or another one."""


@dataclass(frozen=True)
class ImageInfo:
    image_id: str
    """`sha256:…`, the local id."""
    digests: tuple[str, ...]
    """`name@sha256:…` for each registry that it was pulled from or pushed to."""
    tags: tuple[str, ...]
    has_health_check: bool
    exposed_ports: tuple[int, ...]
    """TCP ports, in rising order."""


class Images:
    """Images of this engine. What carries no label of this instance can be used, and is removed only by its name."""

    def __init__(self, engine: Engine, instance_id: str) -> None:
        self._engine = engine
        self._instance_id = instance_id

    async def find(self, ref: str) -> ImageInfo | None:
        """By tag, digest or id."""
        try:
            found = await self._engine.ask(Request("GET", f"/images/{quoted(ref)}/json"))
        except EngineRefused as error:
            if error.answered == HTTPStatus.NOT_FOUND:
                return None
            raise
        return _info(found)

    async def pull(self, ref: str, login: Login | None, on_line: OnLine) -> ImageInfo:
        """Raises `RemoteFailed` with the registry's own words."""
        repository, tag = split(ref)
        await _check_host(repository)
        params = {"fromImage": repository, "tag": tag}
        request = Request("POST", "/images/create", params, headers=registry_auth(login))
        await self._transfer(f"Pull of {ref}", request, on_line)
        found = await self.find(ref)
        if found is None:
            raise RemoteFailed(f"Pull of {ref} failed: the engine does not have the image afterwards.")
        return found

    async def push(self, ref: str, login: Login | None, on_line: OnLine) -> str:
        """Push a tagged image; returns `name@sha256:…`."""
        repository, tag = split(ref)
        await _check_host(repository)
        headers = registry_auth(login or ("", "", ""))  # the engine insists on the header
        request = Request("POST", f"/images/{quoted(repository)}/push", {"tag": tag}, headers=headers)
        last = await self._transfer(f"Push of {ref}", request, on_line)
        if last.digest is None:
            raise RemoteFailed(f"Push of {ref} failed: the registry gave no digest.")
        return f"{repository}@{last.digest}"

    async def sign_in(self, login: Login) -> None:
        """Whether the registry takes this login; the engine asks, and keeps nothing. Raises `RemoteFailed`."""
        server, username, password = login
        await _check_host(f"{server}/")
        body = {"serveraddress": server, "username": username, "password": password}
        what = f"The login of {username} to {server or 'Docker Hub'}"
        try:
            await self._engine.ask(Request("POST", "/auth", body=body), timeout_s=SIGN_IN_S)
        except EngineRefused as error:
            raise _failed(what, error.message.replace(password, "[REDACTED]")) from error
        except TimedOut as error:
            raise TimedOut(f"{what} failed: the registry did not answer within {SIGN_IN_S:.0f} seconds.") from error

    async def tag(self, ref: str, target: str) -> None:
        repository, tag = split(target)
        await self._engine.ask(Request("POST", f"/images/{quoted(ref)}/tag", {"repo": repository, "tag": tag}))

    async def remove(self, ref: str) -> None:
        """Absent, or in use, is fine."""
        try:
            await self._engine.ask(Request("DELETE", f"/images/{quoted(ref)}"), timeout_s=120)
        except EngineRefused as error:
            if error.answered not in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
                raise

    async def labelled(self, **labels: str) -> list[ImageInfo]:
        """Images of this instance (its label is always asked for)."""
        wanted = label_filters({**labels, LABEL_INSTANCE: self._instance_id})
        found = await self._engine.ask(Request("GET", "/images/json", filters(label=wanted)))
        infos = [await self.find(image["Id"]) for image in found or ()]
        return [info for info in infos if info is not None]

    async def make(self, ref: str, archive: Iterable[bytes], changes: Iterable[str]) -> ImageInfo:
        """An image of one layer from a tar archive; `changes` are Dockerfile lines such as `ENTRYPOINT ["/x"]`.

        It gets no label of ours: whatever others build on it would inherit that, and be swept as ours.
        """
        repository, tag = split(ref)
        params = {"fromSrc": "-", "repo": repository, "tag": tag, "changes": list(changes)}
        headers = {"Content-Type": "application/x-tar"}
        request = Request("POST", "/images/create", params, iter(archive), headers)
        await self._engine.call(lambda client: client.send_request(request).content, timeout_s=300)
        found = await self.find(ref)
        if found is None:
            raise RemoteFailed(f"Image {ref} was made, but the engine does not have it afterwards.")
        return found

    async def _transfer(self, what: str, request: Request, on_line: OnLine) -> Progress:
        progress = Progress()
        try:
            async with aclosing(self._engine.json_lines(request, idle_s=SILENCE_S)) as events:
                async for event in events:
                    if "error" in event:
                        raise _failed(what, str(event["error"]))
                    for line in progress.lines(event, time.monotonic()):
                        await on_line(line)
        except EngineRefused as error:
            raise _failed(what, error.message) from error
        except TimedOut as error:
            raise TimedOut(f"{what} failed: nothing was transferred for {SILENCE_S:.0f} seconds.") from error
        return progress


def split(ref: str) -> tuple[str, str]:
    """Repository and tag (or digest) of a reference; without either, `latest`."""
    if "@" in ref:
        repository, digest = ref.split("@", 1)
        return split(repository)[0], digest
    head, slash, last = ref.rpartition("/")
    name, _, tag = last.partition(":")
    return f"{head}{slash}{name}", tag or "latest"


async def _check_host(repository: str) -> None:
    """The engine reaches networks that the caller does not: it is not sent to where machines get their credentials."""
    host, _, _ = repository.partition("/")
    if "." in host or ":" in host:  # else it is an image of Docker Hub, or this machine
        await refuse_metadata(_PORT.sub("", host).strip("[]"))


def _failed(what: str, cause: str) -> RemoteFailed:
    lower = cause.lower()
    if any(sign in lower for sign in _UNREACHABLE):
        return RemoteFailed(f"{what} failed: registry unreachable: {cause}", hint="Check network, DNS and firewall.")
    if any(sign in lower for sign in _ACCESS):
        return AccessRefused(
            f"{what} failed: {cause}", hint="Check the user name and the password, and the image's name."
        )
    hint = next((hint for signs, hint in _HINTS if any(sign in lower for sign in signs)), None)
    return RemoteFailed(f"{what} failed: {cause}", hint=hint)


def _info(found: dict[str, Any]) -> ImageInfo:
    config = found.get("Config") or {}
    check = (config.get("Healthcheck") or {}).get("Test") or ["NONE"]
    ports = (port.partition("/") for port in config.get("ExposedPorts") or ())
    return ImageInfo(
        image_id=found["Id"],
        digests=tuple(found.get("RepoDigests") or ()),
        tags=tuple(found.get("RepoTags") or ()),
        has_health_check=check[0] != "NONE",
        exposed_ports=tuple(sorted(int(number) for number, _, protocol in ports if protocol in ("", "tcp"))),
    )
