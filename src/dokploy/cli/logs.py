"""`dokploy logs APP`: what the application writes, or with --build what its deployment wrote."""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final

import click

from dokploy.cli import applications, show
from dokploy.cli.api import Api, connect
from dokploy.cli.applications import Found
from dokploy.cli.arguments import app_argument
from dokploy.cli.failure import Exit, Failed, say, unknown
from dokploy.cli.follow import GIVE_UP_AFTER, Lost, ending_of, frames, log_of
from dokploy.cli.options import Verb, json_option

MOST_LINES: Final = 10_000
USUAL_LINES: Final = 100
OVERLAP_LINES: Final = 1000
"""How many of the last lines are known again when a connection is made anew."""


@click.command(cls=Verb)
@app_argument
@click.option("-f", "--follow", is_flag=True, help="Go on with what comes; --build ends with the deployment.")
@click.option("-b", "--build", is_flag=True, help="The log of the newest deployment, instead of the containers'.")
@click.option("--deployment", metavar="ID", help="The log of another deployment than the newest.")
@click.option(
    "-n", "--tail", type=click.IntRange(1, MOST_LINES), help="Only the last lines.  [default: 100; --build: all]"
)
@click.option("--since", metavar="TIME", help="Containers: only what is younger, such as 90s, 10m, 2h, 1d.")
@click.option("--search", metavar="TEXT", help="Containers: only lines that hold this.")
@json_option
def logs(*, app: str, build: bool, follow: bool, as_json: bool, deployment: str | None, **filters: Any) -> None:
    """Show the log of APP. Following a deployment ends with exit code 6 when it fails."""
    if follow and as_json:
        raise click.UsageError("--json prints one document, and a log that is followed has no end.")
    is_build = build or deployment is not None
    if is_build and (filters["since"] or filters["search"]):
        raise click.UsageError("--since and --search are for the containers' log.")
    api = connect()
    found = applications.one(api, app)
    wanted = _deployment(api, found, deployment) if is_build else None
    if not follow:
        _print(found, wanted, _text(api, found, wanted, filters), as_json=as_json)
    elif wanted is None:
        _follow_containers(api, found, filters)
    else:
        _follow_build(api, found, wanted)


def _deployment(api: Api, found: Found, wanted: str | None) -> str:
    ids = [row["deploymentId"] for row in api.query("deployment.all", applicationId=found.application_id)]
    if not ids:
        raise Failed(f"{found.path} has never been deployed.", hint=f"dokploy deploy {found.path}", code=Exit.NOT_FOUND)
    if wanted and wanted not in ids:
        raise unknown("deployment", wanted, ids[:5], of=found.path)
    return wanted or str(ids[0])


def _text(api: Api, found: Found, deployment: str | None, filters: Mapping[str, Any]) -> str:
    if deployment:
        return str(api.query("deployment.readLogs", deploymentId=deployment, tail=filters["tail"] or MOST_LINES))
    return str(api.query("application.readLogs", applicationId=found.application_id, **_query(filters)))


def _query(filters: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: filters[name] for name in ("since", "search") if filters[name]}
    return {"tail": filters["tail"] or USUAL_LINES, **given}


def _print(found: Found, deployment: str | None, text: str, *, as_json: bool) -> None:
    if as_json:
        row = {"applicationId": found.application_id, "deploymentId": deployment, "lines": text.splitlines()}
        show.document(row)
    elif text:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        say(f"{found.path}: nothing was written")


def _follow_build(api: Api, found: Found, deployment: str) -> None:
    for text in log_of(api, deployment):
        click.echo(text, nl=False)
    ending = ending_of(api, found.application_id, deployment)
    say(f"Deployment {deployment}: {ending['status']}")
    if ending["status"] != "done":
        raise click.exceptions.Exit(Exit.DEPLOYMENT)


def _follow_containers(api: Api, found: Found, filters: Mapping[str, Any]) -> None:
    """Until Ctrl-C, across restarts of containers and of the server."""
    app_name = api.query("application.one", applicationId=found.application_id)["appName"]
    query = {name: str(value) for name, value in _query(filters).items()}
    query |= {"containerId": app_name, "runType": "swarm", "serviceId": found.application_id}
    for text in _lines(api, query):
        click.echo(text, nl=False)


def _lines(api: Api, query: dict[str, str]) -> Iterator[str]:
    """Whole lines, each once: a lost connection goes on at the time of the last line, and leaves out what was shown."""
    shown: deque[str] = deque(maxlen=OVERLAP_LINES)
    failures = 0
    while True:
        known = set(shown)
        try:
            for text in frames(api, "/docker-container-logs", query):
                failures = 0
                for line in text.splitlines(keepends=True):
                    if line not in known:
                        shown.append(line)
                        yield line
        except Lost as lost:
            failures += 1
            if failures > GIVE_UP_AFTER:
                raise Failed(f"The log cannot be followed: {lost}.", code=Exit.UNREACHABLE) from lost
            time.sleep(min(failures, 4) / 4)
        else:
            return
        if shown:
            query = {**query, "tail": str(MOST_LINES), "since": shown[-1].partition(" ")[0]}
