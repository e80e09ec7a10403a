"""The `dokploy` command: which subcommands there are, and where each one lives.

A subcommand's module is imported when it is called, so that `dokploy version` does not pay for an HTTP client.
"""

import importlib
from typing import Final

import click

from dokploy import __version__

SUBCOMMANDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("dokploy.cli.up", "Run the server in the foreground."),
    "login": ("dokploy.cli.login", "Remember a server and an API key."),
    "deploy": ("dokploy.cli.deploy", "Deploy a folder that holds a Dockerfile."),
    "logs": ("dokploy.cli.logs", "Show the log of an application's newest deployment."),
    "call": ("dokploy.cli.call", "Call any procedure of the API."),
    "contract": ("dokploy.cli.contract", "Say how much of the API exists, and what is absent."),
    "health": ("dokploy.cli.health", "Say whether the server answers."),
    "version": ("dokploy.cli.version", "Print the version."),
}
"""Name: module (its function of the same name is the command) and summary, in the order of a first day."""


class _Subcommands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(SUBCOMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in SUBCOMMANDS.items()])


@click.command(cls=_Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """From a folder or a git repository to a served, health-checked release.

    The server is found through DOKPLOY_URL and DOKPLOY_API_KEY, or through `dokploy login`.
    """
