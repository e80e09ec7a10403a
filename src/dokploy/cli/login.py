"""`dokploy login`, `logout`, `whoami`: by an API key, by e-mail and password, or as the first administrator."""

import sys
from http import HTTPStatus
from typing import Any

import click

from dokploy.cli import profile as profiles
from dokploy.cli import show
from dokploy.cli.api import Api, Refused, connect
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.options import Verb, json_option, said
from dokploy.cli.profile import Entry, Profile
from dokploy.core.secrets import Secret


@click.command(cls=Verb)
@click.argument("url", required=False)
@click.option("--email", help="Sign in with a password and make an API key, instead of asking for a key.")
@click.option(
    "--setup-token", help="With --email: create the first administrator. The server prints the token at start."
)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the key, or the password, from standard input.")
def login(*, url: str | None, email: str | None, setup_token: str | None, from_stdin: bool) -> None:
    """Remember the server at URL and a key for it, readable by you alone.

    The server becomes the one that all verbs talk to; --profile gives it a name, else its host is its name.
    """
    if setup_token and not email:
        raise click.UsageError("--setup-token creates an account: give its address as well, --email you@example.com")
    line = said().line
    server = profiles.base_url(url or line.server or said().environment.server or profiles.HERE)
    if email:
        entry = entry_for(server, email, _ask("Password", from_stdin=from_stdin, twice=bool(setup_token)), setup_token)
    else:
        key = line.key or _ask("API key", from_stdin=from_stdin).strip()
        entry = Entry(server, key)
    person = Api(Profile(server, Secret(entry.key))).query("user.get")
    place = profiles.save(profiles.load().with_entry(line.profile or profiles.name_of(server), entry))
    click.echo(f"Signed in at {server} as {person['user']['email']} ({person['role']}); kept in {place}")


def _ask(wanted: str, *, from_stdin: bool, twice: bool = False) -> str:
    if from_stdin:
        text = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        text = str(click.prompt(wanted, hide_input=True, confirmation_prompt=twice, err=True))
    else:
        raise Failed(f"{wanted}: nobody is here to ask.", hint="Pipe it in with --stdin.", code=Exit.USAGE)
    if not text:
        raise Failed(f"{wanted}: nothing was given.", code=Exit.USAGE)
    return text


def entry_for(server: str, email: str, password: str, setup_token: str | None) -> Entry:
    """An API key of the person's own, made with a session that is closed at once."""
    api = Api(Profile(server, None))
    account = {"email": email, "password": password}
    if setup_token:
        body = {**account, "name": email.partition("@")[0]}
        api.send("POST", "/api/auth/sign-up/email", json=body, headers={"x-dokploy-token": setup_token})
    api.send("POST", "/api/auth/sign-in/email", json=account)
    person: dict[str, Any] = api.query("user.get")
    wanted = {"name": "dokploy command line", "metadata": {"organizationId": person["organizationId"]}}
    made = api.mutate("user.createApiKey", **wanted)
    api.send("POST", "/api/auth/sign-out", json={})
    return Entry(server, made["key"], made["id"])


@click.command(cls=Verb)
def logout() -> None:
    """Forget the current server, or the one of --profile, and end the key that `login` made for it."""
    stored = profiles.load()
    name = said().line.profile or said().environment.profile or stored.current
    if name is None:
        raise Failed("You are not signed in anywhere.", hint="dokploy login URL", code=Exit.NOT_ALLOWED)
    entry = stored.named(name)
    ended = _end_key(entry)
    profiles.save(stored.without(name))
    click.echo(f"Forgot {name}{'' if ended else '; its key is still good at the server'}")


def _end_key(entry: Entry) -> bool:
    """Delete the key at the server if it was made for us; one that was given to us may have other uses."""
    if entry.key_id is None:
        return False
    try:
        Api(Profile(entry.url, Secret(entry.key))).mutate("user.deleteApiKey", apiKeyId=entry.key_id)
    except Refused as refusal:
        return refusal.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}  # it has ended before
    except Failed as failure:
        say(failure.message)
        return False
    return True


@click.command(cls=Verb)
@json_option
def whoami(*, as_json: bool) -> None:
    """Say who you are at which server, with which role in which organization."""
    api = connect()
    member = api.query("user.get")
    names = {row["id"]: row["name"] for row in api.query("organization.all")}
    facts = {
        "url": api.profile.url,
        "email": member["user"]["email"],
        "role": member["role"],
        "organization": names.get(member["organizationId"]),
        "organizationId": member["organizationId"],
        "userId": member["userId"],
    }
    if as_json:
        show.document(facts)
    else:
        click.echo(f"{facts['email']}, {facts['role']} of {facts['organization']}, at {facts['url']}")
