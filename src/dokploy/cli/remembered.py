"""What completion may offer without asking the server again: names, never values, for a short while."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem

from dokploy.cli import profile as profiles
from dokploy.cli.failure import Failed
from dokploy.cli.options import said
from dokploy.cli.profile import Profile
from dokploy.core.secrets import digest

FRESH_S: Final = {"applications": 30.0, "procedures": 3600.0}
ASK_TIMEOUT_S: Final = 2.0
"""Somebody waits with a finger on the tab key."""

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def keep(profile: Profile, what: str, names: list[str]) -> None:
    """Remember the names; where nothing can be written, nothing is remembered."""
    with suppress(OSError):
        text = json.dumps({"at": time.time(), "names": names})
        profiles.write_private(_file(profile, what), text)


def recall(profile: Profile, what: str) -> list[str] | None:
    """The names, if they are fresh."""
    try:
        kept = json.loads(_file(profile, what).read_text())
        is_fresh = 0 <= time.time() - kept["at"] < FRESH_S[what]
        return [str(name) for name in kept["names"]] if is_fresh else None
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _file(profile: Profile, what: str) -> Path:
    """One for each server and caller: what one may see is not another's to complete."""
    key = profile.key.reveal() if profile.key else ""
    return profiles.folder() / "names" / f"{digest(f'{profile.url} {key}')[:32]}.{what}.json"


def completer(what: str, ask: Callable[[], list[str]]) -> Complete:
    """Complete an argument by the names of the server that is meant; `ask` fetches them."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
        with ctx.scope(cleanup=False):
            try:
                names = recall(profiles.choose(said(), profiles.load()), what)
                names = ask() if names is None else names
            except Failed:
                return []  # a shell that completes is no place for messages
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]

    return complete
