"""`dokploy doctor`: the installation examined by its server, or from here where no server can be asked."""

import asyncio
import shutil
import textwrap
from contextlib import AsyncExitStack
from typing import Any, Final
from urllib.parse import urlsplit

import click

from dokploy.cli import show
from dokploy.cli.api import Api, connect
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.options import Verb, json_option

TIMEOUT_S: Final = 60.0
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
SIGNS: Final = {
    "ok": ("✓", "green"),
    "warning": ("!", "yellow"),
    "failed": ("✗", "red"),
    "skipped": ("-", "bright_black"),
}
"""A shape for each status, so that it is told without colours as well."""
TITLE_WIDTH: Final = 18


@click.command(cls=Verb)
@click.option("--local", is_flag=True, help="Look at this machine's data folder and engine, without a server.")
@json_option
def doctor(*, local: bool, as_json: bool) -> None:
    """Examine the installation: engine, Swarm, network, Traefik, a route end to end, queue, database, machine.

    The server is asked, with an administrator's key. Where none answers on this machine, or nobody is signed in to it,
    its data folder (DOKPLOY_DATA) and engine are looked at from here. Exit code 1 when a check has failed.
    """
    report = _here() if local else _asked(connect(TIMEOUT_S))
    if as_json:
        show.document(report)
    else:
        _print(report)
    if report["status"] == "failed":
        raise click.exceptions.Exit(Exit.FAILED)


def _asked(api: Api) -> dict[str, Any]:
    try:
        report: dict[str, Any] = api.query("settings.doctor")
    except Failed as refusal:
        is_here = urlsplit(api.profile.url).hostname in LOOPBACK
        is_nobody = refusal.exit_code == Exit.NOT_ALLOWED and api.profile.key is None
        if not is_here or not (is_nobody or refusal.exit_code == Exit.UNREACHABLE):
            raise
        say(f"{refusal.message} Looking from here instead.")
        return _here()
    return {"source": api.profile.url, **report}


def _here() -> dict[str, Any]:
    # Late: all of the server's own code, which only this way of asking needs.
    from dokploy.core.logging import configure  # noqa: PLC0415 - as above
    from dokploy.features.doctor.procedures import REPORT  # noqa: PLC0415 - as above
    from dokploy.settings import Settings  # noqa: PLC0415 - as above

    settings = Settings()
    configure(settings.log_level)
    if not (settings.data / "instance.id").is_file():
        raise Failed(
            f"No server has run on the data folder {settings.data} yet.",
            hint="Start one: dokploy up. Name another folder with DOKPLOY_DATA, or a server with --server URL.",
        )
    report: dict[str, Any] = REPORT.dump(asyncio.run(_examined(settings)))
    return {"source": str(settings.data), **report}


async def _examined(settings: Any) -> Any:
    """What the server would find, by its own checks; nothing is migrated, started or locked."""
    from dokploy.adapters import vitals  # noqa: PLC0415 - see above
    from dokploy.adapters.bell import Bell  # noqa: PLC0415 - see above
    from dokploy.adapters.bus import Bus  # noqa: PLC0415 - see above
    from dokploy.adapters.database import Database  # noqa: PLC0415 - see above
    from dokploy.adapters.folder import DataFolder  # noqa: PLC0415 - see above
    from dokploy.context import Runtime  # noqa: PLC0415 - see above
    from dokploy.features.doctor.actions import examination  # noqa: PLC0415 - see above
    from dokploy.main import build_tools  # noqa: PLC0415 - see above

    folder = DataFolder(settings.data)
    async with AsyncExitStack() as stack:
        database = Database(settings.database)
        stack.push_async_callback(database.close)
        bell = Bell(settings.redis_url) if settings.redis_url else Bell(socket=folder.valkey_socket)
        stack.push_async_callback(bell.close)
        tools = build_tools(settings, Bus(), bell)
        stack.push_async_callback(tools.engine.close)
        stack.push_async_callback(tools.traefik.close)
        runs = not settings.is_embedded or await asyncio.to_thread(vitals.is_locked, folder.root / "dokploy.lock")
        return await examination(Runtime(database, tools), has_worker=runs)


def _print(report: dict[str, Any]) -> None:
    """A line for each check; under one that is not well, the next step."""
    width = max(shutil.get_terminal_size((100, 24)).columns, 60)
    indent = " " * (TITLE_WIDTH + 2)
    for check in report["checks"]:
        sign, color = SIGNS.get(check["status"], ("?", "magenta"))
        took = "" if check["status"] == "skipped" else f"  ({check['durationMs'] / 1000:.2f} s)"
        lines = _wrapped(f"{show.cell(check['cause'])}{took}", width, indent, indent).strip()
        click.echo(f"{click.style(sign, fg=color, bold=True)} {check['title']:{TITLE_WIDTH}}{lines}")
        if check["cure"] and check["status"] != "ok":
            click.echo(_wrapped(f"→ {show.cell(check['cure'])}", width, indent, f"{indent}  "))
    counts = {status: sum(check["status"] == status for check in report["checks"]) for status in SIGNS}
    summary = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    say(f"{report['source']}, Dokploy {report['version']}: {summary}, within {report['durationMs'] / 1000:.1f} s")


def _wrapped(text: str, width: int, first: str, others: str) -> str:
    """Never within a name, a path or a command's word: they are there to be copied."""
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
        break_long_words=False,
    )
