"""`dokploy up`: the server in the foreground."""

import sys

import click

from dokploy.main import up as serve
from dokploy.settings import Settings


@click.command()
@click.option("--no-engine", is_flag=True, help="Do not look for a Docker Engine: everything but deploying works.")
def up(*, no_engine: bool) -> None:
    """Run API, worker and queue in this terminal. Ctrl-C stops them; deployed services go on serving."""
    sys.exit(serve(Settings(), with_engine=not no_engine))
