"""`dokploy health`: is there a server, does it answer, does it know us."""

import json

import click

from dokploy.cli.api import Refused, connect


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def health(*, as_json: bool) -> None:
    """Say whether the server answers, and whether our key is accepted. Exit code 1 if it does not answer."""
    api = connect()
    answer = api.send("GET", "/api/health").json()
    try:
        person = (api.query("user.get") or {}).get("user", {}).get("email")
    except Refused:
        person = None
    facts = {"url": api.profile.url, "signedInAs": person, **answer}
    if as_json:
        click.echo(json.dumps(facts))
    else:
        click.echo(f"{api.profile.url} answers; {f'signed in as {person}' if person else 'not signed in'}.")
