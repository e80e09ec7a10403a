"""A folder becomes a deployment: project, environment, application and domain are made when they are missing."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dokploy.cli import applications, runs
from dokploy.cli.api import Api
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.pack import pack
from dokploy.cli.runs import Run


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    folder: Path
    name: str
    project: str
    environment: str | None
    domain: str | None
    port: int | None


def check(folder: Path) -> None:
    if not (folder / "Dockerfile").is_file():
        raise Failed(
            f"There is no Dockerfile in {folder}.",
            hint="Add one; examples/hello has the smallest that works.",
            code=Exit.USAGE,
        )


def application_name(folder: Path) -> str:
    """The folder's name as an application may be called."""
    cleaned = re.sub(r"[^a-zA-Z0-9._-]+", "-", folder.resolve().name).strip("-._")
    return cleaned[:50] or "app"


def deploy(api: Api, wish: Wish) -> Run:
    """Make what is missing, send the folder, and start its deployment."""
    application_id = prepare(api, wish)
    packed = pack(wish.folder)
    for link in packed.links:
        say(f"Left out {link}: a link that leads out of the folder, to a folder, or nowhere")
    say(f"Packed {packed.files} files, {packed.size / 1024:.1f} kB")
    file_name = f"{wish.name}.tar.gz"
    with packed.archive as archive:
        return runs.start(
            api,
            application_id,
            wish.name,
            lambda: api.upload("application.dropDeployment", file_name, archive, applicationId=application_id),
        )


def prepare(api: Api, wish: Wish) -> str:
    """The application's id; it and its domain are made when they are missing."""
    environment, is_new = applications.environment_of(api, wish.project, wish.environment)
    say(f"Project {wish.project}, environment {environment['name']}{' (new)' if is_new else ''}")
    rows = environment.get("applications") or []
    application_id = next((row["applicationId"] for row in rows if row["name"] == wish.name), None)
    if application_id is None:
        application_id = create(api, wish, environment["environmentId"])
    else:
        refuse_another_source(api, wish, application_id)
    if wish.domain or wish.port:
        route(api, wish, application_id)
    return application_id


def route(api: Api, wish: Wish, application_id: str) -> None:
    domains: list[dict[str, Any]] = api.query("domain.byApplicationId", applicationId=application_id)
    present = next((row for row in domains if row["host"] == (wish.domain or "").lower()), None)
    if wish.domain and present is None:
        port = wish.port or 3000
        api.mutate("domain.create", applicationId=application_id, host=wish.domain, port=port)
        say(f"Domain {wish.domain} to port {port} (new)")
    elif present and wish.port and present["port"] != wish.port:
        api.mutate("domain.update", domainId=present["domainId"], host=present["host"], port=wish.port)
        say(f"Domain {wish.domain} now to port {wish.port}")


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
