"""The `dokploy` command: which subcommands there are, and where each one lives.

A subcommand's module is imported when it is called, so that `dokploy version` does not pay for an HTTP client.
"""

import importlib
import os
import sys
from contextlib import suppress
from typing import Final

import click
from click.shell_completion import CompletionItem

from dokploy import __version__
from dokploy.cli.failure import Exit, Failed
from dokploy.cli.options import color_option, format_options, server_options

SUBCOMMANDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("dokploy.cli.up", "Run the server in the foreground."),
    "api": ("dokploy.cli.up", "Run an API process of the larger size."),
    "worker": ("dokploy.cli.up", "Run a worker process of the larger size."),
    "standby": ("dokploy.cli.standby", "Run a program on a port that another one takes over at once."),
    "login": ("dokploy.cli.login", "Remember a server and an API key."),
    "logout": ("dokploy.cli.login", "Forget a server, and end the key made for it."),
    "whoami": ("dokploy.cli.login", "Say who you are at which server."),
    "profiles": ("dokploy.cli.servers", "List the remembered servers, or choose one."),
    "projects": ("dokploy.cli.projects", "List the projects."),
    "apps": ("dokploy.cli.apps", "List the applications."),
    "deploy": ("dokploy.cli.deploy", "Deploy a folder, or an application from its own source."),
    "logs": ("dokploy.cli.logs", "Show what an application, or its deployment, writes."),
    "env": ("dokploy.cli.env", "Pull, push or list an application's variables."),
    "domains": ("dokploy.cli.domains", "List, add or remove an application's host names."),
    "rollback": ("dokploy.cli.rollback", "List releases, or bring one back."),
    "open": ("dokploy.cli.browse", "Open an application in the browser."),
    "call": ("dokploy.cli.call", "Call, list or describe any procedure of the API."),
    "contract": ("dokploy.cli.contract", "Say how much of the API exists, and what is absent."),
    "health": ("dokploy.cli.health", "Say whether the server answers."),
    "doctor": ("dokploy.cli.doctor", "Examine the installation: what is well, what is not, and what to do."),
    "completion": ("dokploy.cli.completion", "Print the completion script of a shell."),
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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        format_options(self, ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in SUBCOMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """From the table: importing every subcommand to ask for its summary would import the server.

        Fish splits at commas.
        """
        found = [(name, summary) for name, (_, summary) in SUBCOMMANDS.items() if name.startswith(incomplete)]
        items = [CompletionItem(name, help=summary.replace(",", "")) for name, summary in found]
        return items + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> object:
        """Ctrl-C and a reader that has seen enough are ends like any other: no trace, and exit codes as shells have."""
        try:
            return super().invoke(ctx)
        except Failed as failure:  # shown here, where it is still known whether colours are wanted
            failure.show()
            raise click.exceptions.Exit(failure.exit_code) from None
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)
            raise click.exceptions.Exit(Exit.INTERRUPTED) from None
        except BrokenPipeError:
            with suppress(OSError):  # what is still buffered goes nowhere, without a complaint at exit
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(Exit.PIPE_CLOSED) from None


@click.command(
    cls=_Subcommands,
    params=[*server_options(), color_option()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """From a folder or a git repository to a served, health-checked release.

    The server is found through DOKPLOY_URL and DOKPLOY_API_KEY, or through `dokploy login`. Exit codes: 0 done, 1
    failed, 2 wrong usage, 3 not signed in or not allowed, 4 not found, 5 no server answers, 6 the deployment failed.
    """
