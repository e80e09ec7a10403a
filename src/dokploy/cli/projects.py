"""`dokploy projects`."""

import click

from dokploy.cli import show
from dokploy.cli.api import connect
from dokploy.cli.failure import say
from dokploy.cli.options import Verb, json_option


@click.command(cls=Verb)
@json_option
def projects(*, as_json: bool) -> None:
    """List the projects within your reach, with their environments."""
    rows = connect().query("project.all")
    if as_json:
        show.document(rows)
        return
    if not rows:
        say("No project yet: dokploy deploy FOLDER makes one")
        return
    lines = [
        (
            row["name"],
            ", ".join(environment["name"] for environment in row["environments"]),
            sum(len(environment["applications"]) for environment in row["environments"]),
            show.moment(row["createdAt"]),
            row["projectId"],
        )
        for row in sorted(rows, key=lambda row: row["name"])
    ]
    show.table(("PROJECT", "ENVIRONMENTS", "APPS", "CREATED", "ID"), lines)
