"""`dokploy domains list|add|remove`."""

from typing import Any

import click

from dokploy.cli import applications, runs, show
from dokploy.cli.api import Api, connect
from dokploy.cli.applications import Found
from dokploy.cli.arguments import app_argument
from dokploy.cli.failure import Exit, Failed, confirm, say, unknown
from dokploy.cli.options import VerbGroup, json_option, yes_option


@click.group(cls=VerbGroup, default="list")
def domains() -> None:
    """Show the host names of an application, give it one, or take one away."""


def _rows(api: Api, found: Found) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = api.query("domain.byApplicationId", applicationId=found.application_id)
    return rows


@domains.command("list")
@app_argument
@json_option
def list_(app: str, *, as_json: bool) -> None:
    """List the domains of APP with the address of each."""
    api = connect()
    found = applications.one(api, app)
    rows = _rows(api, found)
    ports = api.send("GET", "/api/health").json().get("ports") or {}
    if as_json:
        show.document([row | {"url": runs.address(row, ports)} for row in rows])
    elif rows:
        lines = [
            (runs.address(row, ports), row["port"], row["certificateType"], row["enabled"], row["domainId"])
            for row in rows
        ]
        show.table(("ADDRESS", "TO PORT", "CERTIFICATE", "ENABLED", "ID"), lines)
    else:
        say(f"{found.path} has no domain: dokploy domains add {found.path} HOST")


@domains.command()
@app_argument
@click.argument("host", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Where APP listens.")
@click.option("--path", default="/", show_default=True, help="Only what is below this path.")
@click.option("--https", is_flag=True, help="Serve it on the secure entry point.")
@click.option(
    "--certificate",
    type=click.Choice(["none", "letsencrypt", "custom"]),
    default="none",
    show_default=True,
    help="Where the certificate comes from; any but none means --https.",
)
@click.option("--resolver", help="With --certificate custom: the name of Traefik's resolver.")
@json_option
def add(app: str, host: str | None, *, as_json: bool, resolver: str | None, **place: Any) -> None:
    """Give APP the host name HOST; without HOST, one that resolves to the server by itself."""
    api = connect()
    found = applications.one(api, app)
    host = host or api.mutate("domain.generateDomain", appName=found.name)
    certificate = place["certificate"]
    row = api.mutate(
        "domain.create",
        applicationId=found.application_id,
        host=host,
        port=place["port"],
        path=place["path"],
        https=place["https"] or certificate != "none",
        certificateType=certificate,
        customCertResolver=resolver,
    )
    ports = api.send("GET", "/api/health").json().get("ports") or {}
    url = runs.address(row, ports)
    if as_json:
        show.document(row | {"url": url})
    else:
        click.echo(url)


@domains.command()
@app_argument
@click.argument("host")
@yes_option
@json_option
def remove(app: str, host: str, *, yes: bool, as_json: bool) -> None:
    """Take the domain HOST (as HOST, HOST/PATH or its id) away from APP; its routes end at once."""
    api = connect()
    found = applications.one(api, app)
    row = _one(found, _rows(api, found), host)
    confirm(f"Take {_address(row)} away from {found.path}?", is_agreed=yes)
    removed = api.mutate("domain.delete", domainId=row["domainId"])
    if as_json:
        show.document(removed)
    else:
        say(f"{_address(row)} no longer leads to {found.path}")


def _address(row: dict[str, Any]) -> str:
    return f"{row['host']}{'' if (row['path'] or '/') == '/' else row['path']}"


def _one(found: Found, rows: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    name = wanted.lower() if wanted not in {row["domainId"] for row in rows} else wanted
    exact = [row for row in rows if name in {row["domainId"], _address(row).lower()}]
    matching = exact or [row for row in rows if row["host"] == name]
    if not matching:
        raise unknown("domain", wanted, [_address(row) for row in rows], of=found.path)
    if len(matching) > 1:
        candidates = "\n".join(f"  {_address(row)}  {row['domainId']}" for row in matching)
        raise Failed(
            f"{wanted} stands for {len(matching)} domains.", hint=f"Say which:\n{candidates}", code=Exit.NOT_FOUND
        )
    return matching[0]
