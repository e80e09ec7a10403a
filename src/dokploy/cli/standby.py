"""`dokploy standby`: several of a program on one port, of which one answers and the next takes over at once."""

import os
from typing import Final

import click

from dokploy.adapters import standby as shared
from dokploy.cli.failure import Exit, Failed

PRIVILEGED: Final = 1024


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--port", type=click.IntRange(1, 65535), required=True, help="Where it listens, on all addresses.")
@click.option("--name", required=True, metavar="NAME", help="What the program calls it; Traefik's entrypoint.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def standby(port: int, name: str, command: tuple[str, ...]) -> None:
    """Run COMMAND with a listening socket that it shares with others run like this, as the same user.

    The first has all connections; when it ends, the next has them from that instant. COMMAND must take its socket as
    systemd hands it over (LISTEN_FDS): dokploy standby --port 3000 --name panel -- traefik --entrypoints.panel
    """
    try:
        listener = shared.listen(port)
    except OSError as error:
        raise Failed(f"Port {port} cannot be shared: {os.strerror(error.errno or 0)}.", hint=_why(port)) from error
    try:
        shared.become(list(command), listener, name)
    except OSError as error:
        raise Failed(f"{command[0]} cannot be run: {error.strerror}.", code=Exit.NOT_FOUND) from error


def _why(port: int) -> str:
    """What to look at."""
    if port < PRIVILEGED:
        return "Ports below 1024 need the right to bind them, and one that is taken must be shared by the same user."
    return "A program that does not share it has it, or one of another user."
