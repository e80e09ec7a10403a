"""`dokploy logs NAME`: what the newest deployment wrote."""

import sys

import click

from dokploy.cli import applications
from dokploy.cli.api import connect
from dokploy.cli.failure import Failed, say
from dokploy.cli.follow import ending_of, log_of

MOST_LINES = 10_000


@click.command()
@click.argument("name")
@click.option("-f", "--follow", is_flag=True, help="Go on until the deployment ends; exit code 1 when it fails.")
@click.option(
    "-n", "--lines", type=click.IntRange(1, MOST_LINES), default=MOST_LINES, help="Without -f: only the last."
)
@click.option("--project", help="Which project, when several have an application of this name.")
@click.option("--deployment", metavar="ID", help="Another deployment than the newest.")
def logs(*, name: str, follow: bool, lines: int, project: str | None, deployment: str | None) -> None:
    """Show the deployment log of the application NAME (a name or an id)."""
    api = connect()
    found = applications.one(api, name, project)
    rows = api.query("deployment.all", applicationId=found.application_id)
    ids = [row["deploymentId"] for row in rows]
    if not ids:
        raise Failed(f"{found.name} has never been deployed.", hint="dokploy deploy FOLDER deploys one.")
    if deployment and deployment not in ids:
        raise Failed(f"{found.name} has no deployment {deployment}.", hint=f"The newest is {ids[0]}.")
    wanted = deployment or ids[0]
    if not follow:
        click.echo(api.query("deployment.readLogs", deploymentId=wanted, tail=lines), nl=False)
        return
    for text in log_of(api, wanted):
        click.echo(text, nl=False)
    ending = ending_of(api, found.application_id, wanted)
    say(f"Deployment {wanted}: {ending['status']}")
    sys.exit(ending["status"] != "done")
