"""The options that every verb has: which server, with which key. They count before the verb and after it.

The environment is read here alone of all the command line: each option names its variable, and click looks it up.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from dokploy.cli import profile
from dokploy.cli.profile import Said, Words

_KEPT: Final = "dokploy.server"
_HELP: Final = {
    "server": ("DOKPLOY_URL", "URL", "Address of the panel."),
    "key": ("DOKPLOY_API_KEY", "KEY", "API key; @FILE reads it from a file, which keeps it out of process lists."),
    "profile": ("DOKPLOY_PROFILE", "NAME", "One of the servers that `dokploy login` remembers."),
}


def said() -> Said:
    """What was said to the command that runs now."""
    kept: dict[ParameterSource, dict[str, str]] = click.get_current_context().meta.get(_KEPT, {})
    return Said(Words(**kept.get(ParameterSource.COMMANDLINE, {})), Words(**kept.get(ParameterSource.ENVIRONMENT, {})))


def _keep(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    name = str(option.name)
    source = ctx.get_parameter_source(name)
    if value and source is not None:
        ctx.meta.setdefault(_KEPT, {}).setdefault(source, {})[name] = value


def _keep_key(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    if value and value.startswith("@"):
        try:
            value = Path(value[1:]).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise click.BadParameter(f"{value[1:]} cannot be read: {error}", ctx, option) from error
    _keep(ctx, option, value)


def complete_profile(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    try:
        return [CompletionItem(name) for name in profile.load().profiles if name.startswith(incomplete)]
    except click.ClickException:
        return []  # a shell that completes is no place for messages


def server_options() -> list[click.Option]:
    return [
        click.Option(
            [f"--{name}"],
            envvar=variable,
            metavar=metavar,
            help=text,
            expose_value=False,
            callback=_keep_key if name == "key" else _keep,
            shell_complete=complete_profile if name == "profile" else None,
        )
        for name, (variable, metavar, text) in _HELP.items()
    ]


class _NoColor(click.Option):
    def value_from_envvar(self, ctx: click.Context) -> str | None:
        """Any text means yes: that is the custom of NO_COLOR."""
        return "yes" if self.resolve_envvar_value(ctx) else None


def _no_color(ctx: click.Context, option: click.Parameter, value: object) -> None:  # noqa: ARG001 - click's signature
    if value:
        ctx.color = False


def color_option() -> click.Option:
    return _NoColor(
        ["--no-color"],
        is_flag=True,
        envvar="NO_COLOR",
        expose_value=False,
        callback=_no_color,
        help="No colours, also on a terminal.",
    )


class Verb(click.Command):
    """A command that talks to a server. Its help shows the options of its own first."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params.extend(server_options())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        format_options(self, ctx, formatter)


def format_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    own: list[tuple[str, str]] = []
    server: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if not isinstance(param, click.Argument) and (record := param.get_help_record(ctx)) is not None:
            (server if param.name in _HELP else own).append(record)
    with formatter.section("Options"):
        formatter.write_dl(own)
    with formatter.section("Server (or DOKPLOY_URL, DOKPLOY_API_KEY, DOKPLOY_PROFILE)"):
        formatter.write_dl(server)


class VerbGroup(click.Group):
    """Verbs of one noun; without one of their names the first argument is for `default`: `domains shop` lists."""

    command_class = Verb

    def __init__(self, *args: Any, default: str, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = args[0] if args else ""
        is_ours = given in self.commands or given in ctx.help_option_names
        if not is_ours and not ctx.resilient_parsing:  # completion asks what may stand here
            args = [self.default, *args]
        return super().parse_args(ctx, args)


json_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document, for scripts."
)
yes_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "-y", "--yes", is_flag=True, help="Do not ask."
)
