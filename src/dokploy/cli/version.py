"""`dokploy version`."""

import click

from dokploy import __version__


@click.command()
def version() -> None:
    """Print the version of this command."""
    click.echo(__version__)
