"""`dokploy env pull|push|list`: an application's variables, byte for byte, without ever printing a value."""

import sys
from pathlib import Path
from typing import Any

import click

from dokploy.cli import applications, show
from dokploy.cli.api import Api, connect
from dokploy.cli.applications import Found
from dokploy.cli.arguments import app_argument
from dokploy.cli.failure import Exit, Failed, confirm, say
from dokploy.cli.options import VerbGroup, json_option, yes_option
from dokploy.cli.profile import write_private
from dokploy.core import envtext

PIPE = Path("-")
file_argument = click.argument(
    "file",
    default=".env",
    help="A file, or - for a pipe.  [default: .env]",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
)


@click.group(cls=VerbGroup, default="list")
def env() -> None:
    """Carry the variables of an application from the server to a file and back. FILE is .env unless given; - is a pipe.

    What changes is shown by name; values are never printed.
    """


@env.command("list")
@app_argument
@json_option
def list_(app: str, *, as_json: bool) -> None:
    """List the names of the variables of APP."""
    api = connect()
    found = applications.one(api, app)
    names = [name for name, _ in envtext.parse(stored(api, found))]
    if as_json:
        show.document(names)
    elif names:
        show.table(("NAME", "VALUE"), [(name, "(hidden)") for name in names])
    else:
        say(f"{found.path} has no variables")


@env.command()
@app_argument
@file_argument
@yes_option
@json_option
def pull(app: str, file: Path, *, yes: bool, as_json: bool) -> None:
    """Write the variables of APP to FILE, readable by you alone."""
    if file == PIPE and as_json:
        raise click.UsageError("--json and - would both write to standard output.")
    api = connect()
    found = applications.one(api, app)
    text = stored(api, found)
    if file == PIPE:
        out = sys.stdout.buffer
        out.write(text.encode())
        out.flush()
        return
    before = read(file) if file.exists() else ""
    change = difference(before, text)
    if file.exists() and before != text:
        _show(change)
        confirm(f"Overwrite {file}?", is_agreed=yes)
    _write(file, text)
    if as_json:
        show.document({"applicationId": found.application_id, "file": str(file), **change})
    else:
        say(f"{file}: {len(envtext.parse(text))} variables of {found.path}")


@env.command()
@app_argument
@file_argument
@yes_option
@json_option
def push(app: str, file: Path, *, yes: bool, as_json: bool) -> None:
    """Replace the variables of APP by FILE, after showing what changes. They take effect at the next deployment."""
    text = read(file)
    api = connect()
    found = applications.one(api, app)
    before = stored(api, found)
    change = difference(before, text)
    is_new = before != text
    if is_new:
        _show(change)
        confirm(f"Push to {found.path}?", is_agreed=yes)
        api.mutate("application.saveEnvironment", applicationId=found.application_id, env=text)
    if as_json:
        show.document({"applicationId": found.application_id, "pushed": is_new, **change})
    elif is_new:
        say(f"Pushed; takes effect with: dokploy deploy {found.path}")
    else:
        say(f"{found.path} has these variables already")


def stored(api: Api, found: Found) -> str:
    row: dict[str, Any] = api.query("application.one", applicationId=found.application_id)
    if "env" not in row:
        raise Failed("The server does not show you these variables.", code=Exit.NOT_ALLOWED)
    return row["env"] or ""


def read(file: Path) -> str:
    """The text of the file, with its line endings as they are."""
    try:
        content = sys.stdin.buffer.read() if file == PIPE else file.read_bytes()
        return content.decode()
    except OSError as error:
        raise Failed(f"{file} cannot be read: {error.strerror}.", code=Exit.USAGE) from error
    except UnicodeDecodeError as error:
        raise Failed(f"{file} is no text in UTF-8 (byte {error.start}).", code=Exit.USAGE) from error


def _write(file: Path, text: str) -> None:
    place = file.resolve()  # a link goes on leading where it leads
    if not place.parent.is_dir():
        raise Failed(f"There is no folder {file.parent}.", code=Exit.USAGE)
    try:
        write_private(place, text)
    except OSError as error:
        raise Failed(f"{file} cannot be written: {error.strerror}.") from error


def difference(before: str, after: str) -> dict[str, list[str]]:
    """The names of variables that come, change and go."""
    old, new = dict(envtext.parse(before)), dict(envtext.parse(after))
    return {
        "added": [name for name in new if name not in old],
        "changed": [name for name in new if name in old and new[name] != old[name]],
        "removed": [name for name in old if name not in new],
    }


def _show(change: dict[str, list[str]]) -> None:
    marks = {"added": ("+", "green"), "changed": ("~", "yellow"), "removed": ("-", "red")}
    for what, names in change.items():
        mark, color = marks[what]
        for name in names:
            click.secho(f"{mark} {name}", err=True, fg=color)
    if not any(change.values()):
        click.echo("Only comments, order or spelling change.", err=True)
