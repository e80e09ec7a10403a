"""`dokploy up`, `dokploy api`, `dokploy worker`: the server in the foreground, whole or in its two parts."""

import sys

import click
from pydantic import ValidationError

from dokploy import main
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
    sys.exit(main.up(_settings(), with_engine=not no_engine))


@click.command()
def api() -> None:
    """Run one API process: several may share DATABASE_URL, REDIS_URL and the data folder, on a port each."""
    sys.exit(main.api(_settings()))


@click.command()
@NO_ENGINE
def worker(*, no_engine: bool) -> None:
    """Run one worker process: it prepares the engine and carries out deployments. Several share the queue."""
    sys.exit(main.worker(_settings(), with_engine=not no_engine))


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            cause = problem["msg"].removeprefix("Value error, ")
            sys.stderr.write(f"dokploy: {'.'.join(map(str, problem['loc']))}: {cause}\n")
        sys.exit(1)
