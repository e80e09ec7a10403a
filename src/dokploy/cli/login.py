"""`dokploy login URL`: by API key, by e-mail and password, or as the first administrator with the setup token."""

import sys
from typing import Any

import click

from dokploy.cli import profile
from dokploy.cli.api import Api
from dokploy.cli.failure import Failed
from dokploy.cli.profile import Profile
from dokploy.core.secrets import Secret


@click.command()
@click.argument("url", default="http://127.0.0.1:3000")
@click.option("--email", help="Sign in with a password and make an API key, instead of asking for a key.")
@click.option(
    "--setup-token", help="With --email: create the first administrator. The server prints the token at start."
)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the key, or the password, from standard input.")
def login(*, url: str, email: str | None, setup_token: str | None, from_stdin: bool) -> None:
    """Remember the server at URL and a key for it, readable by you alone."""
    if setup_token and not email:
        raise Failed("--setup-token creates an account.", hint="Give its address as well: --email you@example.com")
    server = profile.base_url(url)
    wanted = "Password" if email else "API key"
    prompt_twice = bool(setup_token)
    given = (
        sys.stdin.readline().rstrip("\n")
        if from_stdin
        else click.prompt(wanted, hide_input=True, confirmation_prompt=prompt_twice)
    )
    key = key_for(server, email, given, setup_token) if email else given.strip()
    person = Api(Profile(server, Secret(key))).query("user.get")
    place = profile.save(server, key)
    click.echo(f"Signed in at {server} as {person['user']['email']} ({person['role']}); kept in {place}")


def key_for(server: str, email: str, password: str, setup_token: str | None) -> str:
    """An API key of the person's own, made with a session that is closed at once."""
    api = Api(Profile(server, None))
    account = {"email": email, "password": password}
    if setup_token:
        body = {**account, "name": email.partition("@")[0]}
        api.send("POST", "/api/auth/sign-up/email", json=body, headers={"x-dokploy-token": setup_token})
    api.send("POST", "/api/auth/sign-in/email", json=account)
    person: dict[str, Any] = api.query("user.get")
    wanted = {"name": "dokploy command line", "metadata": {"organizationId": person["organizationId"]}}
    key: str = api.mutate("user.createApiKey", **wanted)["key"]
    api.send("POST", "/api/auth/sign-out", json={})
    return key
