"""What Traefik says of itself, and which of its dynamic files cannot be read. For looking only: nothing is changed."""

import asyncio
import time
from pathlib import Path
from typing import Any, Final

from dokploy.adapters import traefik_document
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.traefik import POLL_S, Traefik
from dokploy.core.errors import Invalid, RemoteFailed

SECTIONS: Final = ("routers", "services", "middlewares")
TROUBLE: Final = ("disabled", "warning")
"""The states in which Traefik shows what it could not build."""

_REFERRED: Final = tuple(
    f"{protocol}.{section}"
    for protocol in ("http", "tcp", "udp")
    for section in ("services", "middlewares", "serversTransports")
)


class _EveryName(frozenset[str]):
    """A name that nothing defines costs Traefik one router, not the file: its own API says so."""

    def __contains__(self, name: object) -> bool:
        return True


_ANY_NAME: Final = _EveryName()


async def overview(traefik: Traefik, *, timeout_s: float = 3) -> dict[str, Any]:
    """How many routers, services and middlewares Traefik has; raises `RemoteFailed` when its API does not answer.

    One that has just started gets a moment: until it has read its files, its API is closed.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            found: dict[str, Any] = await _asked(traefik, "/api/overview")
        except RemoteFailed:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(POLL_S)
        else:
            return found


async def refused(traefik: Traefik) -> dict[str, str]:
    """What Traefik has read and cannot use: its name, and Traefik's own words."""
    found: dict[str, str] = {}
    for section in SECTIONS:
        for state in TROUBLE:
            for one in await _asked(traefik, f"/api/http/{section}?status={state}&per_page=100"):
                words = one.get("error") or [f"it is {one.get('status')}"]
                found[f"{section[:-1]} {one.get('name')}"] = "; ".join(map(str, words))
    return found


async def unreadable(folder: DataFolder) -> tuple[int, dict[str, str]]:
    """How many dynamic files there are, and those that stop Traefik from loading any: file name and cause."""
    return await asyncio.to_thread(_unreadable, folder.traefik_dynamic)


async def _asked(traefik: Traefik, path: str) -> Any:
    found: Any = await traefik._ask_api(path)  # noqa: SLF001 - the same adapter, in a second file
    if isinstance(found, str):
        raise RemoteFailed(f"Traefik does not say how it is: {found}.")
    return found


def _unreadable(folder: Path) -> tuple[int, dict[str, str]]:
    paths = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml"), *folder.glob("*.toml")])
    broken: dict[str, str] = {}
    for path in paths:
        if path.suffix == ".toml":
            continue  # a person's own; Traefik's word alone says whether it is good
        try:
            document = traefik_document.parse(path.read_text())
            traefik_document.validate(document, lambda: dict.fromkeys(_REFERRED, _ANY_NAME))
        except Invalid as error:
            broken[path.name] = str(error)
        except FileNotFoundError:
            continue  # removed while we looked
        except (OSError, UnicodeDecodeError) as error:
            broken[path.name] = f"it cannot be read: {error}"
    return len(paths), broken
