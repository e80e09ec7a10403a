"""`dokploy deploy FOLDER`: pack, make what is missing, upload, follow, and say where it answers."""

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dokploy.cli import applications
from dokploy.cli.api import Api, connect
from dokploy.cli.failure import Failed, say
from dokploy.cli.follow import ending_of, log_of
from dokploy.cli.pack import pack

EXIT_INTERRUPTED = 130


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    folder: Path
    name: str
    project: str
    domain: str | None
    port: int | None


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--domain", metavar="HOST", help="Host name to answer on, such as hello.localhost.")
@click.option("--name", help="The application's name; the folder's when not given.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port that the application listens on.  [default: 3000]")
@click.option("--project", default="default", show_default=True, help="Project by name; made when it is missing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object at the end, the log on standard error.")
def deploy(*, folder: Path, as_json: bool, name: str | None, project: str, **place: Any) -> None:
    """Deploy FOLDER, which holds a Dockerfile. Exit code 0 when the release is live, 1 when it is not."""
    if not (folder / "Dockerfile").is_file():
        raise Failed(
            f"There is no Dockerfile in {folder}.", hint="Add one; examples/hello has the smallest that works."
        )
    wish = Wish(folder, name or application_name(folder), project, place["domain"], place["port"])
    api = connect()
    begun = time.monotonic()
    application_id, hosts = prepare(api, wish)
    deployment_id = upload(api, wish, application_id)
    try:
        for text in log_of(api, deployment_id):
            click.echo(text, nl=False, err=as_json)
    except KeyboardInterrupt:
        say(f"The deployment goes on at the server; follow it again: dokploy logs -f {wish.name}")
        sys.exit(EXIT_INTERRUPTED)
    ending = ending_of(api, application_id, deployment_id)
    result = {
        "applicationId": application_id,
        "deploymentId": deployment_id,
        "status": ending["status"],
        "error": ending.get("errorMessage"),
        "urls": addresses(api, hosts),
        "seconds": round(time.monotonic() - begun, 1),
    }
    report(result, as_json=as_json)


def application_name(folder: Path) -> str:
    """The folder's name as an application may be called."""
    cleaned = re.sub(r"[^a-zA-Z0-9._-]+", "-", folder.resolve().name).strip("-._")
    return cleaned[:50] or "app"


def prepare(api: Api, wish: Wish) -> tuple[str, list[dict[str, Any]]]:
    """The application's id and its domains, both made when they are missing."""
    environment, is_new = applications.environment_of(api, wish.project)
    say(f"Project {wish.project}, environment {environment['name']}{' (new)' if is_new else ''}")
    rows = environment.get("applications") or []
    application_id = next((row["applicationId"] for row in rows if row["name"] == wish.name), None)
    if application_id is None:
        application_id = create(api, wish, environment["environmentId"])
    else:
        refuse_another_source(api, wish, application_id)
    domains: list[dict[str, Any]] = api.query("domain.byApplicationId", applicationId=application_id)
    present = next((row for row in domains if row["host"] == wish.domain), None)
    if wish.domain and present is None:
        port = wish.port or 3000
        domains.append(api.mutate("domain.create", applicationId=application_id, host=wish.domain, port=port))
        say(f"Domain {wish.domain} to port {port} (new)")
    elif present and wish.port and present["port"] != wish.port:
        api.mutate("domain.update", domainId=present["domainId"], host=present["host"], port=wish.port)
        say(f"Domain {wish.domain} now to port {wish.port}")
    return application_id, domains


def create(api: Api, wish: Wish, environment_id: str) -> str:
    row = api.mutate("application.create", name=wish.name, appName=wish.name, environmentId=environment_id)
    application_id: str = row["applicationId"]
    api.mutate(
        "application.saveBuildType",
        applicationId=application_id,
        buildType="dockerfile",
        dockerfile="Dockerfile",
        dockerContextPath=None,
        dockerBuildStage=None,
        herokuVersion=None,
        railpackVersion=None,
    )
    say(f"Application {wish.name} (new)")
    return application_id


def refuse_another_source(api: Api, wish: Wish, application_id: str) -> None:
    """An upload replaces the source; whoever deploys from git would lose that without having asked for it."""
    row = api.query("application.one", applicationId=application_id)
    if row["sourceType"] != "drop" and row["deployments"]:
        raise Failed(
            f"{wish.name} deploys from {row['sourceType']}; an upload would replace that.",
            hint="Choose another --name, or delete the application first.",
        )
    say(f"Application {wish.name}")


def upload(api: Api, wish: Wish, application_id: str) -> str:
    """Send the folder; returns the id of the deployment that this made."""
    packed = pack(wish.folder)
    for link in packed.links:
        say(f"Left out {link}: a link that leads out of the folder, to a folder, or nowhere")
    say(f"Packed {packed.files} files, {packed.size / 1024:.1f} kB")
    before = {row["deploymentId"] for row in api.query("deployment.all", applicationId=application_id)}
    with packed.archive as archive:
        api.upload("application.dropDeployment", f"{wish.name}.tar.gz", archive, applicationId=application_id)
    rows = api.query("deployment.all", applicationId=application_id)
    made = [row["deploymentId"] for row in rows if row["deploymentId"] not in before]
    if not made:
        raise Failed("The server took the upload but shows no deployment.", hint="Look at the server's own log.")
    return str(made[-1])


def addresses(api: Api, domains: list[dict[str, Any]]) -> list[str]:
    """Where the application answers, with the ports that Traefik really has."""
    ports = api.send("GET", "/api/health").json().get("ports") or {}
    urls = []
    for domain in domains:
        scheme = "https" if domain["https"] else "http"
        port = ports.get(scheme, 443 if domain["https"] else 80)
        usual = port == (443 if domain["https"] else 80)
        urls.append(f"{scheme}://{domain['host']}{'' if usual else f':{port}'}{domain['path'] or '/'}")
    return urls


def report(result: dict[str, Any], *, as_json: bool) -> None:
    """The last word, and the exit code."""
    if as_json:
        click.echo(json.dumps(result))
    if result["status"] != "done":
        why = f": {result['error']}" if result["error"] else ""
        raise Failed(f"The deployment ended with status {result['status']}{why}")
    if not as_json:
        say(
            f"Live after {result['seconds']} s" + ("" if result["urls"] else " (no domain yet: --domain HOST adds one)")
        )
        for url in result["urls"]:
            click.echo(url)
