"""Traefik's dynamic files and its own API: write atomically, confirm by asking, never by sleeping."""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
"""A dynamic configuration as plain data: `{"http": {"routers": …, "services": …, "middlewares": …}}`."""


class Traefik:
    async def write(self, name: str, document: Document) -> None:
        """Write `<name>.yml` whole: temporary name, fsync, rename. Validated first: raises `Invalid`."""
        raise NotImplementedError

    async def remove(self, name: str) -> None:
        raise NotImplementedError

    async def read(self, name: str) -> str | None:
        """The YAML text; None when there is no such file; `RemoteFailed` when it cannot be read."""
        raise NotImplementedError

    async def confirm(self, services: Mapping[str, tuple[str, ...]], *, timeout_s: float = 10) -> None:
        """Wait until Traefik's API shows each service (`name` without `@file`) enabled with exactly these URLs.

        Raises `RemoteFailed` after the time, quoting what Traefik says.
        """
        raise NotImplementedError

    async def probe(self, host: str, path: str = "/") -> int:
        """One GET through the published port with this Host header; the status, or 0 when nothing answered."""
        raise NotImplementedError

    def parse(self, text: str) -> Document:
        """YAML text of a user to a document; raises `Invalid` with line and cause."""
        raise NotImplementedError

    def render(self, document: Document) -> str:
        raise NotImplementedError
