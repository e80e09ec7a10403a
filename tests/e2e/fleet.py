"""The larger size as real processes: a PostgreSQL, a Valkey, two APIs and two workers on one data folder."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests import postgres, valkey
from tests.database import say, url_of
from tests.e2e.instance import Instance, eventually, free_port

from dokploy.adapters.database import Database

DATABASE = "dokploy"


@dataclass
class Fleet:
    postgresql: postgres.Server
    valkey: valkey.Server
    apis: list[Instance]
    workers: list[Instance]

    @property
    def processes(self) -> list[Instance]:
        return [*self.apis, *self.workers]

    def start(self) -> None:
        """Whatever does not run, all at the same moment."""
        down = [process for process in self.processes if process.process is None]
        for process in down:
            process.launch()
        for process in down:
            process.ready()

    def stop(self) -> None:
        """All at the same moment."""
        up = [process for process in self.processes if process.process is not None]
        with ThreadPoolExecutor() as pool:
            list(pool.map(Instance.stop, up))

    async def ask(self, statement: str, **values: Any) -> list[Any]:
        """What stands in the database, past all processes."""
        database = Database(url_of(self.postgresql.url, DATABASE))
        try:
            async with database.read() as db:
                return list((await db.execute(text(statement), values)).all())
        finally:
            await database.close()

    async def worker_of(self, deployment_id: str) -> Instance:
        """The worker that builds it: the parent of the process group that stands in the row, as soon as one does."""
        group: int | None = None

        async def is_known() -> bool:
            nonlocal group
            query = 'SELECT "processGroup" FROM deployment WHERE "deploymentId" = :id'
            ((group,),) = await self.ask(query, id=deployment_id)
            return bool(group)

        await eventually(is_known)
        stat = Path(f"/proc/{group}/stat").read_text()
        parent = int(stat.rpartition(")")[2].split()[1])
        return next(worker for worker in self.workers if worker.process and worker.process.pid == parent)


@contextmanager
def running(folder: Path, docker_host: str) -> Iterator[Fleet]:
    """Started together on an empty database, as after an installation."""
    with postgres.running() as database, valkey.running(folder / "valkey") as doorbell:
        shared = {
            "DATABASE_URL": url_of(database.url, DATABASE).replace("+asyncpg", ""),
            "REDIS_URL": doorbell.url,
            "DOKPLOY_BUILDS_CONCURRENCY": "2",
        }
        web, websecure = free_port(), free_port()

        def process(verb: str, name: str) -> Instance:
            return Instance(
                folder / "data",
                docker_host,
                traefik_port=web,
                traefik_ssl_port=websecure,
                environment=shared,
                verb=verb,
                name=name,
            )

        fleet = Fleet(
            database,
            doorbell,
            [process("api", "api-1"), process("api", "api-2")],
            [process("worker", "worker-1"), process("worker", "worker-2")],
        )
        try:
            yield fleet
        finally:
            fleet.stop()


async def empty_database(fleet: Fleet) -> None:
    await say(fleet.postgresql.url, f"CREATE DATABASE {DATABASE}")
