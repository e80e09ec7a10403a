"""A deployment from the command line: started, followed to its end, cancelled on Ctrl-C if that is wanted, reported."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click

from dokploy.cli import show
from dokploy.cli.api import Api
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.follow import ending_of, log_of


@dataclass(frozen=True)
class Wanted:
    """How a run is to be shown."""

    follow: bool
    as_json: bool


@dataclass(frozen=True)
class Run:
    api: Api
    application_id: str
    name: str
    deployment_id: str
    begun: float = field(default_factory=time.monotonic)


def start(api: Api, application_id: str, name: str, begin: Callable[[], object]) -> Run:
    """Let `begin` queue a deployment, and find it: the calls that queue one do not answer with its id."""
    begun = time.monotonic()
    before = {row["deploymentId"] for row in api.query("deployment.all", applicationId=application_id)}
    begin()
    rows = api.query("deployment.all", applicationId=application_id)
    made = [row["deploymentId"] for row in rows if row["deploymentId"] not in before]
    if not made:
        raise Failed("The server took the call but shows no deployment.", hint="Look at the server's own log.")
    return Run(api, application_id, name, str(made[-1]), begun)


def finish(run: Run, wanted: Wanted) -> None:
    """Follow the run to its end, print the outcome, and leave by it: exit code 0 when the release is live."""
    if not wanted.follow:
        _queued(run, as_json=wanted.as_json)
        return
    try:
        for text in log_of(run.api, run.deployment_id):
            click.echo(text, nl=False, err=wanted.as_json)
        ending = ending_of(run.api, run.application_id, run.deployment_id)
    except KeyboardInterrupt:
        ending = _interrupted(run)
    _report(run, ending, as_json=wanted.as_json)


def _queued(run: Run, *, as_json: bool) -> None:
    row = {"applicationId": run.application_id, "deploymentId": run.deployment_id, "status": "running"}
    if as_json:
        show.document(row)
        return
    say(f"Queued; follow it: dokploy logs {run.name} --build -f")
    click.echo(run.deployment_id)


def _interrupted(run: Run) -> dict[str, Any]:
    """Ctrl-C: the deployment goes on, unless somebody at a terminal wants it cancelled. A second Ctrl-C means no."""
    click.echo(err=True)
    try:
        wants_cancel = sys.stdin.isatty() and click.confirm("Cancel the deployment at the server?", err=True)
    except (KeyboardInterrupt, click.Abort):
        wants_cancel = False
        click.echo(err=True)
    if not wants_cancel:
        say(f"The deployment goes on at the server; follow it again: dokploy logs {run.name} --build -f")
        raise click.exceptions.Exit(Exit.INTERRUPTED)
    rows = run.api.query("deployment.all", applicationId=run.application_id)
    if any(row["status"] == "running" and row["deploymentId"] != run.deployment_id for row in rows):
        # Somebody else's deployment of this application waits too: only this one ends.
        run.api.mutate("deployment.killProcess", deploymentId=run.deployment_id)
    else:
        run.api.mutate("application.cancelDeployment", applicationId=run.application_id)
    return ending_of(run.api, run.application_id, run.deployment_id)


def _report(run: Run, ending: dict[str, Any], *, as_json: bool) -> None:
    is_live = ending["status"] == "done"
    seconds = round(time.monotonic() - run.begun, 1)
    urls = addresses(run.api, run.application_id) if is_live or as_json else []
    if as_json:
        show.document(
            {
                "applicationId": run.application_id,
                "deploymentId": run.deployment_id,
                "status": ending["status"],
                "error": ending.get("errorMessage"),
                "urls": urls,
                "seconds": seconds,
            }
        )
    if not is_live:
        why = f": {ending['errorMessage']}" if ending.get("errorMessage") else ""
        raise Failed(f"The deployment ended with status {ending['status']}{why}", code=Exit.DEPLOYMENT)
    if not as_json:
        say(f"Live after {seconds} s" + ("" if urls else f" (no domain yet: dokploy domains add {run.name} HOST)"))
        for url in urls:
            click.echo(url)


def addresses(api: Api, application_id: str) -> list[str]:
    """Where the application answers, with the ports that Traefik really has."""
    ports = api.send("GET", "/api/health").json().get("ports") or {}
    domains = api.query("domain.byApplicationId", applicationId=application_id)
    return [address(domain, ports) for domain in domains if domain.get("enabled", True)]


def address(domain: dict[str, Any], ports: dict[str, int]) -> str:
    scheme, usual = ("https", 443) if domain["https"] else ("http", 80)
    port = ports.get(scheme, usual)
    return f"{scheme}://{domain['host']}{'' if port == usual else f':{port}'}{domain['path'] or '/'}"
