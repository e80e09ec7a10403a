"""`dokploy rollback APP [RELEASE]`."""

from typing import Any

import click

from dokploy.cli import applications, runs, show
from dokploy.cli.api import Api, connect
from dokploy.cli.applications import Found
from dokploy.cli.arguments import app_argument
from dokploy.cli.failure import Exit, Failed, say, unknown
from dokploy.cli.options import Verb, json_option
from dokploy.cli.runs import Wanted

PREVIOUS = "previous"


@click.command(cls=Verb)
@app_argument
@click.argument("release", required=False, help="A version such as 3, an id, or `previous`.")
@click.option("--no-follow", is_flag=True, help="Do not wait: print the deployment's id.")
@json_option
def rollback(app: str, release: str | None, *, no_follow: bool, as_json: bool) -> None:
    """List the releases of APP, or bring one back: image and configuration.

    `previous` is the one before the release that is live.
    """
    api = connect()
    found = applications.one(api, app)
    known = releases(api, found)
    if release is None:
        _list(found, known, as_json=as_json)
        return
    wanted = choose(found, known, release)
    say(f"Release {wanted['version']} of {found.path}, from {show.moment(wanted['createdAt'])}")
    rollback_id = wanted["rollbackId"]
    run = runs.start(
        api, found.application_id, found.path, lambda: api.mutate("rollback.rollback", rollbackId=rollback_id)
    )
    runs.finish(run, Wanted(follow=not no_follow, as_json=as_json))


def releases(api: Api, found: Found) -> list[dict[str, Any]]:
    """Newest first; `live` marks the one that serves."""
    live = api.query("application.one", applicationId=found.application_id).get("liveRollbackId")
    rows = api.query("deployment.allByType", id=found.application_id, type="application")
    made = [
        row["rollback"] | {"title": row["title"], "live": row["rollback"]["rollbackId"] == live}
        for row in rows
        if row["rollback"]
    ]
    return sorted(made, key=lambda row: int(row["version"]), reverse=True)


def choose(found: Found, known: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    if wanted == PREVIOUS:
        live = next((row["version"] for row in known if row["live"]), None)
        older = [row for row in known if live is None or row["version"] < live]
        if not older:
            raise Failed(f"{found.path} has no release before the one that is live.", code=Exit.NOT_FOUND)
        return older[0]
    for row in known:
        if wanted == row["rollbackId"] or wanted.removeprefix("v") == str(row["version"]):
            return row
    raise unknown("release", wanted, [str(row["version"]) for row in known], of=found.path)


def _list(found: Found, known: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        show.document(known)
    elif known:
        lines = [
            (
                row["version"],
                "live" if row["live"] else "",
                show.moment(row["createdAt"]),
                (row.get("commitSha") or "")[:10],
                row["title"],
                row["rollbackId"],
            )
            for row in known
        ]
        show.table(("RELEASE", "", "MADE", "COMMIT", "TITLE", "ID"), lines)
    else:
        say(f"{found.path} has no release yet: dokploy deploy {found.path}")
