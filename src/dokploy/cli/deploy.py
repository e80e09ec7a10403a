"""`dokploy deploy FOLDER` or `dokploy deploy APP`: start a deployment, follow it, and say where it answers."""

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from dokploy.cli import applications, folder, runs
from dokploy.cli.api import Api, connect
from dokploy.cli.arguments import complete_application
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.options import Verb, json_option
from dokploy.cli.runs import Run, Wanted

OF_FOLDERS = ("domain", "name", "port", "project", "environment")
"""Options that say what becomes of an upload; an application has all of it already."""


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The folders of this machine, which the shell completes (bash: where no application fits), and applications.

    Folders stand first: bash's script forgets what stood before them.
    """
    return [CompletionItem(incomplete, type="dir"), *complete_application(ctx, param, incomplete)]


@click.command(cls=Verb)
@click.argument("target", shell_complete=_complete, help="A folder with a Dockerfile, or an application.")
@click.option("--domain", metavar="HOST", help="Folder: host name to answer on, such as hello.localhost.")
@click.option("--name", help="Folder: the application's name.  [default: the folder's]")
@click.option("--port", type=click.IntRange(1, 65535), help="Folder: port it listens on.  [default: 3000]")
@click.option("--project", help="Folder: project by name, made when missing.  [default: default]")
@click.option("--environment", help="Folder: environment by name, made when missing.  [default: the project's]")
@click.option("--title", help="APP: what the list of deployments shows.")
@click.option("--rebuild", is_flag=True, help="APP: the source that was deployed last, instead of the newest.")
@click.option("--no-follow", is_flag=True, help="Do not wait: print the deployment's id.")
@json_option
def deploy(*, target: str, as_json: bool, no_follow: bool, title: str | None, rebuild: bool, **place: Any) -> None:
    """Deploy TARGET: a folder that holds a Dockerfile, or an application from its own source.

    Exit code 0 when the release is live, 6 when it is not. Ctrl-C asks whether to cancel the deployment.
    """
    path = Path(target)
    if path.is_dir():
        folder.check(path)
        if title or rebuild:
            raise click.UsageError("--title and --rebuild are for applications; TARGET is a folder.")
        say(f"Folder {path.resolve()}")
        run = folder.deploy(connect(), _wish(path, place))
    else:
        given = [f"--{name}" for name in OF_FOLDERS if place[name] is not None]
        if given:
            raise click.UsageError(f"{', '.join(given)}: only for folders, and there is no folder {target}.")
        run = _own_source(connect(), target, title=title, rebuild=rebuild)
    runs.finish(run, Wanted(follow=not no_follow, as_json=as_json))


def _wish(path: Path, place: dict[str, Any]) -> folder.Wish:
    return folder.Wish(
        folder=path,
        name=place["name"] or folder.application_name(path),
        project=place["project"] or "default",
        environment=place["environment"],
        domain=place["domain"],
        port=place["port"],
    )


def _own_source(api: Api, target: str, *, title: str | None, rebuild: bool) -> Run:
    """Deploy an application from the source that it is configured with."""
    found = applications.one(api, target)
    row = api.query("application.one", applicationId=found.application_id)
    if row["sourceType"] == "drop" and not rebuild:
        raise Failed(
            f"{found.path} has no source of its own: it was uploaded.",
            hint="dokploy deploy FOLDER uploads again; --rebuild deploys the last upload.",
            code=Exit.USAGE,
        )
    say(f"Application {found.path}, from {row['sourceType']}")
    verb = "application.redeploy" if rebuild else "application.deploy"
    values = {"applicationId": found.application_id} | ({"title": title} if title else {})
    return runs.start(api, found.application_id, found.path, lambda: api.mutate(verb, **values))
