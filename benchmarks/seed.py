"""Data to measure on: projects and applications through the API, past deployments as rows."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from benchmarks.server import Api, Server
from dokploy.adapters.database import Database
from dokploy.core.names import new_id
from dokploy.models import Application, Deployment, Environment, Organization, Project


def projects(api: Api, count: int, applications: int) -> str:
    """So many projects with so many applications each; returns the id of the last application."""
    application_id = ""
    for number in range(count):
        made = api.post("project.create", name=f"Project {number}", description="Made to measure")
        environment_id = made["environment"]["environmentId"]
        for name in ("web", "api", "worker", "mail", "search")[:applications]:
            row = api.post("application.create", name=name, environmentId=environment_id)
            application_id = row["applicationId"]
    return application_id


def many(server: Server, projects: int, applications: int) -> None:
    """So many more projects with so many applications each, written beside the running server."""
    asyncio.run(_many(Database(server.database), projects, applications))


async def _many(database: Database, projects: int, applications: int) -> None:
    async with database.write() as session:
        organization_id = (await session.scalars(select(Organization.id).limit(1))).one()
        for number in range(projects):
            project = Project(
                name=f"Grown {number}", description="Made to measure", organization_id=organization_id, env=""
            )
            environment = Environment(name="production", project_id=project.project_id, is_default=True, env="")
            session.add(project)
            await session.flush()
            session.add(environment)
            await session.flush()
            for place in range(applications):
                app_name = f"grown-{number}-{place}"
                session.add(Application(name="web", app_name=app_name, environment_id=environment.environment_id))
    await database.close()


def deployments(server: Server, application_id: str, count: int) -> str:
    """Past deployments of one application, written beside the running server; returns the application's id."""
    asyncio.run(_deployments(Database(server.database), server, application_id, count))
    return application_id


async def _deployments(database: Database, server: Server, application_id: str, count: int) -> None:
    begun = datetime.now(UTC) - timedelta(days=1)
    async with database.write() as session:
        for number in range(count):
            at = (begun + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            stages = [
                {"name": name, "startedAt": at, "finishedAt": at, "outcome": "done"}
                for name in ("source", "build", "start", "verify", "route", "drain")
            ]
            session.add(
                Deployment(
                    deployment_id=new_id(),
                    application_id=application_id,
                    title=f"Commit number {number}",
                    description="Hash: 0123456789abcdef0123456789abcdef01234567",
                    status="done",
                    state="done",
                    log_path=f"{server.data}/logs/web/{number}.log",
                    created_at=at,
                    started_at=at,
                    finished_at=at,
                    stages=stages,
                )
            )
            await session.flush()  # one by one: each takes the next number of the queue
    await database.close()
