"""`dokploy call`: any procedure, from the shell."""

import json
from typing import Any

import click

from dokploy.cli.api import connect
from dokploy.cli.failure import Failed


@click.command()
@click.argument("procedure")
@click.argument("pairs", nargs=-1, metavar="[KEY=VALUE]…")
def call(procedure: str, pairs: tuple[str, ...]) -> None:
    """Call PROCEDURE, for example `project.one projectId=abc`, and print its result as JSON.

    KEY=VALUE is a text; KEY:=VALUE is JSON: `port:=8080 https:=true serverId:=null`.
    """
    if "." not in procedure:
        raise Failed(f"{procedure} is no procedure.", hint="Procedures are written router.name, such as project.all")
    click.echo(json.dumps(connect().call(procedure, parse(pairs)), indent=2, ensure_ascii=False))


def parse(pairs: tuple[str, ...]) -> dict[str, Any]:
    """`a=text` and `a:=json` to an input object."""
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or not key.removesuffix(":"):
            raise Failed(f"{pair} is not KEY=VALUE.", hint="Texts are name=web, JSON is port:=8080")
        if not key.endswith(":"):
            values[key] = text
            continue
        try:
            values[key[:-1]] = json.loads(text)
        except ValueError as error:
            raise Failed(
                f"{pair}: what follows := must be JSON ({error}).", hint="For a text, write = alone."
            ) from error
    return values
