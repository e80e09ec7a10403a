"""`dokploy call`: any procedure, from the shell, and what the server says about each of them."""

import json
import sys
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click

from dokploy.cli import procedures, remembered, show
from dokploy.cli.api import Api, Refused, connect
from dokploy.cli.failure import Exit, Failed
from dokploy.cli.options import Verb, json_option
from dokploy.cli.procedures import Procedure


def _names() -> list[str]:
    return [each.name for each in procedures.every(connect(remembered.ASK_TIMEOUT_S))]


@click.command(cls=Verb)
@click.argument(
    "procedure",
    required=False,
    help="Written router.name, such as project.all.",
    shell_complete=remembered.completer("procedures", _names),
)
@click.argument("pairs", nargs=-1, metavar="[KEY=VALUE | KEY:=JSON | @FILE]…")
@click.option("-d", "--data", metavar="JSON", help="The whole input: JSON, @FILE, or - for standard input.")
@click.option("--raw", is_flag=True, help="Print a result that is a text as it is, without quotes.")
@click.option("--list", "is_list", is_flag=True, help="List the procedures; PROCEDURE is a part of their names.")
@click.option("--describe", is_flag=True, help="Show the parameters of PROCEDURE.")
@json_option
def call(procedure: str | None, pairs: tuple[str, ...], *, data: str | None, raw: bool, **wanted: bool) -> None:
    """Call PROCEDURE, for example `project.one projectId=abc`, and print its result as JSON.

    KEY=VALUE is a text; KEY:=JSON is anything else: `port:=8080 https:=true serverId:=null`.
    """
    if wanted["is_list"]:
        _list(connect(), procedure or "", as_json=wanted["as_json"])
        return
    if procedure is None:
        raise click.UsageError("Which procedure? `dokploy call --list` has them all.")
    if "." not in procedure:
        raise Failed(
            f"{procedure} is no procedure.",
            hint=f"Procedures are written router.name; search them: dokploy call --list {procedure}",
            code=Exit.USAGE,
        )
    if wanted["describe"]:
        _describe(procedures.one(connect(), procedure), as_json=wanted["as_json"])
        return
    values = given(data, pairs)
    result = _result(connect(), procedure, values)
    if raw and isinstance(result, str):
        click.echo(result, nl=not result.endswith("\n"))
    else:
        show.document(result)


def _result(api: Api, name: str, values: dict[str, Any]) -> Any:
    try:
        return api.call(name, values)
    except Refused as refusal:
        if refusal.fields:
            advice = f"What it takes: dokploy call {name} --describe"
            raise Failed(refusal.message, hint=f"{refusal.hint}\n{advice}") from refusal
        if refusal.status == HTTPStatus.NOT_FOUND:
            procedures.one(api, name)  # raises with the nearest names, unless it is the object that is not there
        raise


def _list(api: Api, part: str, *, as_json: bool) -> None:
    found = [each for each in procedures.every(api) if part.lower() in each.name.lower()]
    if as_json:
        show.document([_plain(each) for each in found])
    elif found:
        show.table(("PROCEDURE", "KIND", "ACCESS", ""), [(e.name, e.kind, e.access, e.summary) for e in found])
    else:
        raise Failed(f"No procedure has {part} in its name.", code=Exit.NOT_FOUND)


def _describe(found: Procedure, *, as_json: bool) -> None:
    if as_json:
        show.document(_plain(found))
        return
    click.echo(f"{found.name}: {found.kind}, access {found.access}. {found.summary}\n")
    if found.parameters:
        lines = [
            (each.name, each.type, each.required, json.dumps(each.default) if each.default is not None else None)
            for each in found.parameters
        ]
        show.table(("PARAMETER", "TYPE", "REQUIRED", "DEFAULT"), lines)
    else:
        click.echo("It takes no parameters.")
    click.echo(f"\n{found.example}")


def _plain(found: Procedure) -> dict[str, Any]:
    return asdict(found) | {"example": found.example}


def given(data: str | None, pairs: tuple[str, ...]) -> dict[str, Any]:
    """The input: `--data` and `@FILE` are whole objects, in the order of writing; pairs go on top of them."""
    values: dict[str, Any] = {}
    files = [pair for pair in pairs if pair.startswith("@")]
    for text in ([data] if data is not None else []) + files:
        values |= _object(text)
    return values | parse(tuple(pair for pair in pairs if not pair.startswith("@")))


def _object(text: str) -> dict[str, Any]:
    source = text if text.startswith("@") else "standard input" if text == "-" else "--data"
    try:
        if text == "-":
            text = sys.stdin.read()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text()
        values = json.loads(text)
    except OSError as error:
        raise Failed(f"{source[1:]} cannot be read: {error.strerror}.", code=Exit.USAGE) from error
    except ValueError as error:
        raise Failed(f"{source} is no JSON: {error}.", code=Exit.USAGE) from error
    if not isinstance(values, dict):
        raise Failed(f"{source} must be a JSON object, such as {{}}.", code=Exit.USAGE)
    return values


def parse(pairs: tuple[str, ...]) -> dict[str, Any]:
    """`a=text` and `a:=json` to an input object."""
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or not key.removesuffix(":"):
            raise Failed(f"{pair} is not KEY=VALUE.", hint="Texts are name=web, JSON is port:=8080", code=Exit.USAGE)
        if not key.endswith(":"):
            values[key] = text
            continue
        try:
            values[key[:-1]] = json.loads(text)
        except ValueError as error:
            raise Failed(
                f"{pair}: what follows := must be JSON ({error}).",
                hint="For a text, write = alone.",
                code=Exit.USAGE,
            ) from error
    return values
