"""Real services on the real engine, their rows in two organizations, and a server whose sockets look at them."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI
from tests import factories
from tests.database import migrated
from tests.images import HelloImages
from tests.releases.runtime import KIND, make_runtime
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dokploy.adapters.swarm import LABEL_APP, LABEL_DEPLOYMENT, LABEL_SERVICE, ServiceSpec
from dokploy.context import Runtime
from dokploy.core.names import new_id, release_name
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Application, Member
from dokploy.releases.kinds import KINDS
from dokploy.sockets.routes import routes

CHATTER = """
trap "exit 0" TERM
n=0
while true; do n=$((n+1)); echo "tick $n $HOSTNAME"; echo "oops $n" >&2; sleep 0.3; done
"""


@dataclass
class Yard:
    runtime: Runtime
    port: int
    application: Application
    foreign: Application
    members: dict[str, Member] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def open(self, path: str, who: str = "owner", headers: dict[str, str] | None = None, **query: Any) -> connect:
        asked = "&".join(f"{name}={quote(str(value), safe='%')}" for name, value in query.items())
        given = {**({"x-api-key": self.keys[who]} if who else {}), **(headers or {})}
        url = f"ws://127.0.0.1:{self.port}/{path}?{asked}"
        return connect(url, additional_headers=given, max_size=None, compression=None)

    def log(self, who: str = "owner", **query: Any) -> connect:
        return self.open("docker-container-logs", who, **query)

    def terminal(self, who: str = "owner", **query: Any) -> connect:
        return self.open("docker-container-terminal", who, **query)

    def usage(self, who: str = "owner", **query: Any) -> connect:
        return self.open("listen-docker-stats-monitoring", who, **query)

    async def run(
        self, application: Application, image: str, script: str, *, count: int = 1, replicas: int = 1, **container: Any
    ) -> str:
        """A release of the application as the pipeline makes it: a service under its own name, found by labels.

        Returns its name once `count` containers of the application run, those of other releases included.
        """
        deployment = new_id()
        labels = {
            LABEL_APP: application.app_name,
            LABEL_DEPLOYMENT: deployment,
            LABEL_SERVICE: f"application:{application.application_id}",
        }
        name = release_name(application.app_name, deployment)
        program = {"Image": image, "Command": ["sh", "-c", script], "StopGracePeriod": 10**9}
        body = {**program, "Labels": labels, **container}
        await self.runtime.tools.swarm.create(
            ServiceSpec(
                name=name,
                labels=labels,
                task_template={"ContainerSpec": body, "RestartPolicy": {"Condition": "any", "Delay": 10**8}},
                mode={"Replicated": {"Replicas": replicas}},
                endpoint_spec={"Mode": "dnsrr"},
            )
        )
        await self.until_running(application, max(count, replicas))
        return name

    async def until_running(self, application: Application, count: int) -> list[str]:
        """The ids of its running containers, once there are so many."""
        wanted = {LABEL_SERVICE: f"application:{application.application_id}"}
        for _ in range(300):
            found = await self.runtime.tools.containers.labelled(**wanted)
            running = [container.container_id for container in found if container.state == "running"]
            if len(running) == count:
                return running
            await asyncio.sleep(0.1)
        raise AssertionError(f"{application.app_name} does not run {count} times: {found}")

    async def new_application(self, like: Application | None = None) -> Application:
        async with self.runtime.database.write() as db:
            made = Application(name="more", app_name=f"more-{new_id()[:6].lower().strip('-_')}x")
            made.environment_id = (like or self.application).environment_id
            return await factories.saved(db, made)

    async def new_key(self, member: Member, **values: Any) -> str:
        key = new_id()
        bound = json.dumps({"organizationId": member.organization_id})
        row = ApiKey(key=digest(key), reference_id=member.user_id, enabled=True, metadata_text=bound, **values)
        async with self.runtime.database.write() as db:
            db.add(row)
        return key


@asynccontextmanager
async def open_yard(folder: Path, docker_host: str, images: HelloImages) -> AsyncIterator[Yard]:
    KINDS.setdefault("application", KIND)
    database = await migrated(folder / "data")
    runtime = make_runtime(database, folder / "data", docker_host=docker_host)
    async with database.write() as db:
        acme, rivals = await factories.an_organization(db), await factories.an_organization(db)
        ours = await factories.an_environment(db, await factories.a_project(db, acme))
        theirs = await factories.an_environment(db, await factories.a_project(db, rivals))
        application = await factories.an_application(db, ours)
        yard = Yard(runtime, 0, application, await factories.an_application(db, theirs))
        mine = [application.application_id]
        yard.members = {
            "owner": await factories.a_member(db, acme, "owner"),
            "member": await factories.a_member(db, acme, "member", accessed_services=mine),
            "docker": await factories.a_member(db, acme, "member", accessed_services=mine, can_access_to_docker=True),
            "outsider": await factories.a_member(db, acme, "member", can_access_to_docker=True),
            "stranger": await factories.a_member(db, rivals, "owner"),
        }
    for who, member in yard.members.items():
        yard.keys[who] = await yard.new_key(member)
    async with _serving(runtime) as yard.port:
        try:
            await yard.run(application, images.base, CHATTER, replicas=2)
            await yard.run(yard.foreign, images.base, CHATTER)
            yield yard
        finally:
            for service in await runtime.tools.swarm.labelled():
                await runtime.tools.swarm.remove(service.name)
    await runtime.tools.engine.close()
    await database.close()


@asynccontextmanager
async def _serving(runtime: Runtime) -> AsyncIterator[int]:
    app = FastAPI()
    app.include_router(routes(runtime))
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, ws="websockets-sansio", lifespan="off", log_config=None, timeout_graceful_shutdown=1, server_header=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve([listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    await serving
    listener.close()


async def until(connection: ClientConnection, wanted: str, seconds: float = 15) -> str:
    """What comes, up to the frame in which the wanted text is complete."""
    text = ""
    async with asyncio.timeout(seconds):
        while wanted not in text:
            frame = await connection.recv()
            text += frame if isinstance(frame, str) else frame.decode()
    return text


async def ending(asked: connect) -> tuple[int | None, str, str]:
    """Close code, reason, and what came before."""
    text = ""
    async with asked as connection:
        try:
            async with asyncio.timeout(15):
                while True:
                    text += str(await connection.recv())
        except ConnectionClosed:
            return connection.close_code, connection.close_reason or "", text
