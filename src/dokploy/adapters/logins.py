"""Credentials of image registries, opened on their way to the engine or to a docker client."""

import asyncio
import base64
import json
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from dokploy.adapters.swarm import Login
from dokploy.core.guard import outside_write_unit
from dokploy.core.secrets import Secret

FILE: Final = "config.json"
_STORES: Final = ("credsStore", "credHelpers")
"""Programs that a docker client would ask instead of the file."""


def opened(server: str, username: str, password: Secret) -> Login:
    return server, username, password.reveal()


@asynccontextmanager
async def for_client(beside: Path, logins: Iterable[Login]) -> AsyncIterator[Path | None]:
    """A configuration folder for one run of a docker client, gone afterwards; None when there is nothing to sign in to.

    It is this machine's own configuration (proxies, for example) with our logins in it: nothing is ever written there.
    The first of several logins to one registry holds.
    """
    auths: dict[str, dict[str, str]] = {}
    for server, username, password in logins:
        auths.setdefault(server, {"auth": base64.b64encode(f"{username}:{password}".encode()).decode()})
    if not auths:
        yield None
        return
    outside_write_unit("logins on disk")
    folder = beside.with_name(f".{beside.name}.{secrets.token_hex(4)}.docker")
    await asyncio.to_thread(_lay_out, folder, beside, auths)
    try:
        yield folder
    finally:
        await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))


def _lay_out(folder: Path, beside: Path, auths: dict[str, dict[str, str]]) -> None:
    """What an earlier attempt had to leave behind goes first."""
    for left in folder.parent.glob(f".{beside.name}.*.docker"):
        shutil.rmtree(left, ignore_errors=True)
    home = Path(os.path.expanduser("~")) / ".docker"  # noqa: PTH111 - Path.home raises where there is none
    own = {name: value for name, value in _configuration(home / FILE).items() if name not in _STORES}
    plugins = [*(own.get("cliPluginsExtraDirs") or []), str(home / "cli-plugins")]
    known = own.get("auths") if isinstance(own.get("auths"), dict) else {}
    folder.mkdir(parents=True, mode=0o700)
    (folder / FILE).touch(mode=0o600)
    text = json.dumps(own | {"auths": {**(known or {}), **auths}, "cliPluginsExtraDirs": plugins})
    (folder / FILE).write_text(text)


def _configuration(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
