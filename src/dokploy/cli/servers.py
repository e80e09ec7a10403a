"""`dokploy profiles`: the servers that `login` remembers."""

import click

from dokploy.cli import profile as stored_profiles
from dokploy.cli import show
from dokploy.cli.failure import say
from dokploy.cli.options import VerbGroup, complete_profile, json_option


@click.group(cls=VerbGroup, default="list")
def profiles() -> None:
    """List the servers that `login` remembers, or choose the one that all verbs talk to."""


@profiles.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the remembered servers; the current one is marked."""
    stored = stored_profiles.load()
    rows = [
        {"name": name, "url": entry.url, "current": name == stored.current} for name, entry in stored.profiles.items()
    ]
    if as_json:
        show.document(rows)
    elif rows:
        show.table(("", "NAME", "URL"), [("*" if row["current"] else " ", row["name"], row["url"]) for row in rows])
    else:
        say("No server is remembered: dokploy login URL")


@profiles.command()
@click.argument("name", shell_complete=complete_profile)
def use(name: str) -> None:
    """Let all verbs talk to the server NAME."""
    stored = stored_profiles.load().using(name)
    stored_profiles.save(stored)
    click.echo(f"{name}: {stored.profiles[name].url}")
