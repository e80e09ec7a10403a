"""`dokploy apps`."""

from dataclasses import asdict

import click

from dokploy.cli import applications, show
from dokploy.cli.api import connect
from dokploy.cli.failure import say, unknown
from dokploy.cli.options import Verb, json_option


@click.command(cls=Verb)
@click.argument("within", required=False, metavar="[PROJECT[/ENVIRONMENT]]")
@json_option
def apps(within: str | None, *, as_json: bool) -> None:
    """List the applications within your reach, all or those of a project or environment."""
    found = applications.every(connect())
    if within:
        places = {each.project for each in found} | {f"{each.project}/{each.environment}" for each in found}
        if within not in places:
            raise unknown("project with an application", within, places)
        found = [each for each in found if within in {each.project, f"{each.project}/{each.environment}"}]
    if as_json:
        show.document([{**_camel(asdict(each)), "path": each.path} for each in found])
    elif found:
        lines = [(each.path, each.status, each.application_id) for each in found]
        show.table(("APPLICATION", "STATUS", "ID"), lines)
    else:
        say("No application yet: dokploy deploy FOLDER makes one")


def _camel(row: dict[str, str]) -> dict[str, str]:
    return {"applicationId": row.pop("application_id"), **row}
