"""How a command ends badly: one sentence of cause, one of what to do, exit code 1."""

import click


class Failed(click.ClickException):
    """Printed on standard error; `hint` is the next step."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        click.secho(f"Error: {self.message}", err=True, fg="red")
        if self.hint:
            click.echo(self.hint, err=True)


def say(text: str) -> None:
    """A step of ours, told apart from the log that it stands in; never on standard output, which is for results."""
    click.secho(f"==> {text}", err=True, bold=True)
