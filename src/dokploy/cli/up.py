"""`dokploy up`, `dokploy api`, `dokploy worker`: the server in the foreground, whole or in its two parts."""

import gc
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dokploy.settings import Settings

NO_ENGINE = click.option(
    "--no-engine", is_flag=True, help="Do not look for a Docker Engine: everything but deploying works."
)


@click.command()
@NO_ENGINE
def up(*, no_engine: bool) -> None:
    """Run API, worker and queue in this terminal. Ctrl-C stops them; deployed services go on serving.

    Without DATABASE_URL this is the whole installation, on SQLite. With it, this process may have others beside it.
    """
    sys.exit(_server().up(_settings(), with_engine=not no_engine))


@click.command()
def api() -> None:
    """Run one API process: several may share DATABASE_URL, REDIS_URL and the data folder, on a port each."""
    sys.exit(_server().api(_settings()))


@click.command()
@NO_ENGINE
def worker(*, no_engine: bool) -> None:
    """Run one worker process: it prepares the engine and carries out deployments. Several share the queue."""
    sys.exit(_server().worker(_settings(), with_engine=not no_engine))


def _server() -> ModuleType:
    """The server's modules. Nothing dies while they load, and looking for it took a sixth of the start.

    The collector is turned on again by the server itself, once it has started.
    """
    gc.disable()
    from dokploy import main  # noqa: PLC0415 - see above

    return main


def _settings() -> "Settings":
    from pydantic import ValidationError  # noqa: PLC0415 - loaded with the server

    from dokploy.settings import Settings  # noqa: PLC0415

    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            cause = problem["msg"].removeprefix("Value error, ")
            sys.stderr.write(f"dokploy: {'.'.join(map(str, problem['loc']))}: {cause}\n")
        sys.exit(1)
