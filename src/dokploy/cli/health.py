"""`dokploy health`: is there a server, does it answer, does it know us."""

import click

from dokploy.cli import show
from dokploy.cli.api import Refused, connect
from dokploy.cli.options import Verb, json_option


@click.command(cls=Verb)
@json_option
def health(*, as_json: bool) -> None:
    """Say whether the server answers, and whether our key is accepted. Exit code 5 if it does not answer."""
    api = connect()
    answer = api.send("GET", "/api/health").json()
    try:
        person = (api.query("user.get") or {}).get("user", {}).get("email")
    except Refused:
        person = None
    if as_json:
        show.document({"url": api.profile.url, "signedInAs": person, **answer})
    else:
        click.echo(f"{api.profile.url} answers; {f'signed in as {person}' if person else 'not signed in'}.")
