"""`dokploy completion SHELL`."""

import click
from click.shell_completion import get_completion_class

PROGRAM = "dokploy"
VARIABLE = "_DOKPLOY_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete verbs, options, applications and procedures.

    \b
    bash:  eval "$(dokploy completion bash)"        in ~/.bashrc
    zsh:   eval "$(dokploy completion zsh)"         in ~/.zshrc, after compinit
    fish:  dokploy completion fish | source         in ~/.config/fish/config.fish
    """  # noqa: D301 - \b is click's mark of a block that keeps its lines
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"{shell} is not known.")
    click.echo(script(ctx.find_root().command, {}, PROGRAM, VARIABLE).source())
