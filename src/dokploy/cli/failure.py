"""How a command ends badly: one sentence of cause, one of what to do, and an exit code that says which kind it was."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from enum import IntEnum

import click


class Exit(IntEnum):
    """What scripts can tell apart; `docs/cli.md` has the table."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_ALLOWED = 3
    NOT_FOUND = 4
    UNREACHABLE = 5
    DEPLOYMENT = 6
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Failed(click.ClickException):
    """Printed on standard error; `hint` is the next step."""

    def __init__(self, message: str, *, hint: str | None = None, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = int(code)  # type: ignore[misc]  # click declares it for the class only

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        click.secho(f"Error: {self.message}", err=True, fg="red")
        if self.hint:
            click.echo(self.hint, err=True)


def say(text: str) -> None:
    """A step of ours, told apart from the log that it stands in; never on standard output, which is for results."""
    click.secho(f"==> {text}", err=True, bold=True)


def unknown(what: str, name: str, known: Iterable[str], *, of: str = "") -> Failed:
    """There is none of this name; the hint has the nearest names, or else all of them. `of` is who has none."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    else:
        hint = f"There is: {', '.join(names)}." if names else "There is none yet."
    message = f"{of} has no {what} {name}." if of else f"There is no {what} {name}."
    return Failed(message, hint=hint, code=Exit.NOT_FOUND)


def confirm(question: str, *, is_agreed: bool) -> None:
    """Go on only with a yes: by `--yes`, or by a person at a terminal."""
    if is_agreed:
        return
    if not sys.stdin.isatty():
        raise Failed("This wants a yes, and nobody is here to ask.", hint="Say --yes.", code=Exit.USAGE)
    if not click.confirm(question, err=True):
        raise Failed("Nothing was changed.")
