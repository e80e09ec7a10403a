"""An application under proof: deployed once, asked for all the time, deployed again while something goes wrong."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import websockets
from tests.e2e import sources
from tests.e2e.instance import Api, Steady
from tests.pipeline.githttp import Repository
from tests.proofs.place import Place
from tests.registry import PASSWORD, USER, Registry

FINAL = ("done", "error", "cancelled")
MARK = "shop of proofs"
PUSH_AGAIN_SECONDS = 0.1


async def _asked(url: str, statement: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(url)
    try:
        for number in range(len(values)):
            statement = statement.replace("?", f"${number + 1}", 1)
        return [dict(row) for row in await connection.fetch(statement, *values)]
    finally:
        await connection.close()


def serving(text: str) -> dict[str, str]:
    """A page on port 3000 by a server that ends as soon as it is asked to, so that nobody waits for its grace."""
    program = "trap 'exit 0' TERM; httpd -f -p 3000 -h /www & wait"
    return {
        "Dockerfile": f'FROM {sources.BASE}\nCOPY index.html /www/index.html\nCMD ["/bin/sh", "-c", "{program}"]\n',
        "index.html": f"<h1>{text}</h1>\n",
    }


@dataclass
class Shop:
    """`version` is the number of the commit that the branch has; its page says so."""

    api: Api
    repository: Repository
    application_id: str
    app_name: str
    host: str
    version: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    """Commit → the page that it serves."""

    def publish(self, files: dict[str, str] | None = None) -> str:
        """The next commit; a good one where no files are given."""
        self.version += 1
        page = f"{MARK} {self.version}"
        commit = self.repository.commit(files or serving(page), f"Version {self.version}")
        self.pages[commit] = page
        return commit

    async def ask(self, **more: Any) -> str:
        """Ask for a deployment; its id, which the database knows even if the server dies over its answer."""
        with contextlib.suppress(httpx.TransportError):
            await self.api.post("application.deploy", applicationId=self.application_id, **more)
        statement = 'SELECT "deploymentId" FROM deployment WHERE "applicationId" = ? ORDER BY sequence DESC LIMIT 1'
        return str(self.query(statement, self.application_id)[0]["deploymentId"])

    def query(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """From the database itself, past the server. `?` is a value, `"camelCase"` a column."""
        url = self.api.instance.environment.get("DATABASE_URL")
        if url is not None:
            with ThreadPoolExecutor(1) as pool:  # a loop runs in this thread already
                return pool.submit(asyncio.run, _asked(url, statement, values)).result()
        path = self.api.instance.data / "dokploy.db"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(statement, values)]

    async def rows(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.api.get("deployment.all", applicationId=self.application_id)
        return found

    async def row(self, deployment_id: str) -> dict[str, Any]:
        return next(row for row in await self.rows() if row["deploymentId"] == deployment_id)

    async def finished(self, deployment_id: str, seconds: float = 90) -> dict[str, Any]:
        """Also over times when nobody answers, because the server is being started again."""
        async with asyncio.timeout(seconds):
            while True:
                with contextlib.suppress(httpx.TransportError):
                    row = await self.row(deployment_id)
                    if row["state"] in FINAL:
                        return row
                await asyncio.sleep(0.05)

    async def application(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.api.get("application.one", applicationId=self.application_id)
        return found

    def watching(self) -> contextlib.AbstractAsyncContextManager[Steady]:
        """Every answer must be a page of one of its releases."""
        return Steady(self.api, self.host, MARK).watching()


async def open_shop(place: Place, api: Api, name: str, *, in_place: bool = False) -> Shop:
    """An application from git with a domain and one release that serves.

    `in_place`: it has a volume, so that no two of its releases may run at a time.
    """
    git = await place.git()
    await place.images()
    repository = git.create_repo(name)
    environment = (await api.post("project.create", name=name))["environment"]["environmentId"]
    row = await api.post("application.create", name=name, environmentId=environment)
    shop = Shop(api, repository, row["applicationId"], row["appName"], f"{name}.localhost")
    of = {"applicationId": shop.application_id}
    await api.post("application.saveBuildType", **of, buildType="dockerfile")
    await api.post("application.saveGitProvider", **of, customGitUrl=repository.url, customGitBranch="main")
    await api.post("domain.create", **of, host=shop.host, port=3000)
    if in_place:
        volume = {"type": "volume", "volumeName": f"{row['appName']}-data", "mountPath": "/data"}
        await api.post("mounts.create", serviceId=shop.application_id, serviceType="application", **volume)
    shop.publish()
    first = await shop.finished(await shop.ask())
    assert first["state"] == "done", await api.log(first["deploymentId"])
    return shop


async def made_known(api: Api, registry: Registry) -> str:
    """A registry that images can be pushed to; the id of its row."""
    login = {"username": USER, "password": PASSWORD, "registryUrl": registry.host, "imagePrefix": "kept"}
    created = await api.post("registry.create", registryName="kept", registryType="cloud", **login)
    return str(created["registryId"])


@contextlib.asynccontextmanager
async def reading(shop: Shop, deployment_id: str) -> AsyncIterator[list[bytes]]:
    """Follow the log over the WebSocket as the dashboard does: after every break it goes on where it was."""
    pieces: list[bytes] = []
    task = asyncio.create_task(_read(shop, deployment_id, pieces))
    try:
        yield pieces
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read(shop: Shop, deployment_id: str, pieces: list[bytes]) -> None:
    base = shop.api.instance.url.replace("http", "ws", 1)
    while True:
        url = f"{base}/listen-deployment?deploymentId={deployment_id}&offset={sum(map(len, pieces))}"
        with contextlib.suppress(OSError, websockets.WebSocketException):
            async with websockets.connect(url, additional_headers={"x-api-key": shop.api.key}) as socket:
                async for frame in socket:
                    pieces.append(frame.encode() if isinstance(frame, str) else frame)  # noqa: PERF401 - at once
                if socket.close_code == websockets.CloseCode.NORMAL_CLOSURE:
                    return
        await asyncio.sleep(PUSH_AGAIN_SECONDS)
