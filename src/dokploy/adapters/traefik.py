"""Traefik's dynamic files and its own API: write atomically, confirm by asking, never by sleeping."""

import asyncio
import json
import secrets
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dokploy.adapters import traefik_document
from dokploy.adapters.folder import PRIVATE_FILE, DataFolder, write_atomically
from dokploy.adapters.traefik_document import Document
from dokploy.core import failpoints
from dokploy.core.errors import DiskFull, Invalid, RemoteFailed, is_disk_full
from dokploy.core.guard import outside_write_unit
from dokploy.core.names import app_name

if TYPE_CHECKING:  # httpx costs 0.1 s: a process that routes nothing does without
    import httpx

__all__ = ["API_FILE", "API_HEADER", "STAMP_FILE", "Document", "Traefik"]

POLL_S = 0.05
CONFIRM_S = 30.0
"""A machine that is busy with a dozen builds has been seen to need more than ten."""
ASK_S = 2.0
PROBE_S = 5.0
API_FILE = "_api"
"""The dynamic file with the router to Traefik's own API; no app name begins with an underscore."""
STAMP_FILE = "_stamp"
API_HEADER = "X-Dokploy-Key"
_STAMP_SERVICE = "dokploy-stamp-"


class Traefik:
    """The dynamic folder, and the router that watches it. Ports and the API's key come from provisioning."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    @cached_property
    def _http(self) -> "httpx.AsyncClient":
        import httpx  # noqa: PLC0415 - see above

        return httpx.AsyncClient(trust_env=False, follow_redirects=False, verify=False)  # noqa: S501 - own loopback only

    async def write(self, name: str, document: Document) -> None:
        """Write `<name>.yml` whole: temporary name, fsync, rename. Validated first: raises `Invalid`.

        A document that defines nothing removes the file.
        """
        outside_write_unit("Traefik's folder")
        await asyncio.to_thread(self._write, name, document)

    async def write_checked(self, name: str, document: Document, *, timeout_s: float = 5) -> None:
        """Write a document that a user edited, and put the old file back when Traefik cannot read it (`Invalid`)."""
        before = await self.read(name)
        await self.write(name, document)
        try:
            await self.loaded(timeout_s=timeout_s)
        except RemoteFailed as error:
            await asyncio.to_thread(self._replace, name, before)
            raise Invalid(
                "Traefik does not accept this configuration; the one before is in place again.",
                hint="Compare names and values of the options with Traefik's reference.",
            ) from error

    async def remove(self, name: str) -> None:
        """Absent is fine."""
        outside_write_unit("Traefik's folder")
        await asyncio.to_thread(self._replace, name, None)

    async def read(self, name: str) -> str | None:
        """The YAML text; None when there is no such file; `RemoteFailed` when it cannot be read."""
        outside_write_unit("Traefik's folder")
        return await asyncio.to_thread(self._read, name)

    async def confirm(self, services: Mapping[str, tuple[str, ...]], *, timeout_s: float = CONFIRM_S) -> None:
        """Wait until Traefik's API shows each service (`name` without `@file`) enabled with exactly these URLs.

        Raises `RemoteFailed` after the time, quoting what Traefik says.
        """
        outside_write_unit("Traefik")
        deadline = time.monotonic() + timeout_s
        for name, urls in services.items():
            while (said := await self._differs(name, urls)) is not None:
                if time.monotonic() > deadline:
                    raise RemoteFailed(
                        f"Traefik does not show service {name} as written after {timeout_s:g} seconds: {said}",
                        hint="Its log says why: docker logs dokploy-traefik",
                    )
                await asyncio.sleep(POLL_S)

    async def shows(self, document: Document, *, timeout_s: float = 10) -> None:
        """Wait until Traefik's API shows the routers of this document, and what they redirect and protect.

        Raises `RemoteFailed` at once when Traefik has read it and refuses it, else after the time, quoting Traefik.
        """
        outside_write_unit("Traefik")
        deadline = time.monotonic() + timeout_s
        for section, name, entry in traefik_document.shown(document):
            while (said := await self._lacks(section, name, entry)) is not None:
                if time.monotonic() > deadline:
                    raise RemoteFailed(
                        f"Traefik does not show {name} as written after {timeout_s:g} seconds: {said}",
                        hint="Its log says why: docker logs dokploy-traefik",
                    )
                await asyncio.sleep(POLL_S)

    async def loaded(self, *, timeout_s: float = 5) -> None:
        """Wait until Traefik has read all files as they are now; `RemoteFailed` when one of them stops it."""
        stamp = f"{_STAMP_SERVICE}{secrets.token_hex(4)}"
        url = "http://127.0.0.1:9"
        await self.write(STAMP_FILE, {"http": {"services": {stamp: {"loadBalancer": {"servers": [{"url": url}]}}}}})
        await self.confirm({stamp: (url,)}, timeout_s=timeout_s)

    async def probe(self, host: str, path: str = "/") -> int:
        """One GET through the published port with this Host header; the status, or 0 when nothing answered."""
        outside_write_unit("Traefik")
        import httpx  # noqa: PLC0415 - see above

        ports = self._ports()
        url = f"http://{ports.get('host', '127.0.0.1')}:{ports['web']}{path}"
        try:
            # The body is of no interest, and may be endless.
            failpoints.reach("router.probe", lambda: httpx.ConnectError("failpoint"))
            async with self._http.stream("GET", url, headers={"Host": host}, timeout=PROBE_S) as response:
                return response.status_code
        except httpx.HTTPError:
            return 0

    def parse(self, text: str) -> Document:
        """YAML text of a user to a document; raises `Invalid` with line and cause."""
        document = traefik_document.without_empty_sections(traefik_document.parse(text))
        traefik_document.validate(document, self._defined_elsewhere)
        return document

    def render(self, document: Document) -> str:
        return traefik_document.render(document)

    async def close(self) -> None:
        if "_http" in self.__dict__:
            await self.__dict__.pop("_http").aclose()

    async def _differs(self, name: str, urls: tuple[str, ...]) -> str | None:
        """What Traefik shows instead; None when it is as wanted."""
        found = await self._ask_api(f"/api/http/services/{quote(name + '@file', safe='')}")
        if isinstance(found, str):
            return found
        servers = (found.get("loadBalancer") or {}).get("servers") or ()
        shown = tuple(server.get("url", "") for server in servers)
        if found.get("status") == "enabled" and sorted(shown) == sorted(urls):
            return None
        errors = f", {'; '.join(found['error'])}" if found.get("error") else ""
        return f"status {found.get('status')}, servers {', '.join(shown) or 'none'}{errors}"

    async def _lacks(self, section: str, name: str, entry: Mapping[str, Any]) -> str | None:
        """What is not as written; None when all is well. Raises `RemoteFailed` when Traefik refuses what is written."""
        found = await self._ask_api(f"/api/http/{section}/{quote(name + '@file', safe='')}")
        if isinstance(found, str):
            return found
        if not traefik_document.is_shown(section, entry, found):
            return "it still shows an earlier version"
        if section == "middlewares" and found.get("error"):
            raise RemoteFailed(f"Traefik refuses {name}: {'; '.join(found['error'])}")
        return None

    async def _ask_api(self, path: str) -> dict[str, Any] | str:
        import httpx  # noqa: PLC0415 - see above

        ports = self._ports()
        url = f"http://{ports.get('host', '127.0.0.1')}:{ports['api']}{path}"
        try:
            failpoints.reach("router.ask", lambda: httpx.ConnectError("failpoint"))
            response = await self._http.get(url, headers={API_HEADER: str(ports.get("key", ""))}, timeout=ASK_S)
        except httpx.HTTPError as error:
            return f"its API at {url} does not answer ({str(error) or type(error).__name__})"
        if response.status_code != httpx.codes.OK:
            return f"its API answers {response.status_code} {response.text.strip()[:200]}"
        found: dict[str, Any] = response.json()
        return found

    def _ports(self) -> dict[str, Any]:
        try:
            ports: dict[str, Any] = json.loads(self._folder.traefik_ports.read_text())
        except (OSError, ValueError) as error:
            raise RemoteFailed(
                f"Traefik is not set up: {self._folder.traefik_ports} cannot be read ({error}).", hint="Run `make up`."
            ) from error
        return ports

    def _path(self, name: str) -> Path:
        if name not in (API_FILE, STAMP_FILE):
            app_name(name)
        return self._folder.traefik_dynamic / f"{name}.yml"

    def _read(self, name: str) -> str | None:
        path = self._path(name)
        try:
            failpoints.reach("files.read")
            return path.read_text()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise RemoteFailed(f"Traefik's file {path} cannot be read: {error}") from error

    def _write(self, name: str, document: Document) -> None:
        clean = traefik_document.without_empty_sections(document)
        path = self._path(name)
        traefik_document.validate(clean, lambda: self._defined_elsewhere(path))
        self._replace(name, traefik_document.render(clean) if clean else None)

    def _replace(self, name: str, text: str | None) -> None:
        path = self._path(name)
        try:
            if text is None:
                failpoints.reach("files.remove")
                path.unlink(missing_ok=True)
                return
            # Traefik reads its whole folder anew for whatever happens in it: of a write it sees the last step alone.
            write_atomically(path, text.encode(), PRIVATE_FILE, drafts=self._folder.traefik)
        except OSError as error:
            if is_disk_full(error):
                raise DiskFull(f"Traefik's file {path}") from error
            raise RemoteFailed(f"Traefik's file {path} cannot be written: {error.strerror}.") from error

    def _defined_elsewhere(self, except_for: Path | None = None) -> dict[str, frozenset[str]]:
        """What the other files define; one that cannot be read defines nothing (Traefik is stuck on it as well)."""
        names: dict[str, set[str]] = {}
        for path in self._folder.traefik_dynamic.glob("*.yml"):
            if path == except_for:
                continue
            try:
                document = traefik_document.parse(path.read_text())
            except (OSError, UnicodeDecodeError, Invalid):
                continue
            for section, name in traefik_document.names_of(document):
                names.setdefault(section, set()).add(name)
        return {section: frozenset(found) for section, found in names.items()}
