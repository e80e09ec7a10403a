"""A full disk under the data folder, the logs or the sources: said, never torn, and over as soon as there is room."""

import asyncio
import os
import secrets
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
from tests import postgres
from tests.e2e.instance import PASSWORD, Api, eventually
from tests.proofs import invariants
from tests.proofs.crowd import publish_slow
from tests.proofs.invariants import Seen
from tests.proofs.place import Place, empty_database
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop, open_shop

SIZE: Final = "24m"
PAGE: Final = 4096
FULL: Final = 507
LARGE: Final = "x" * 400_000
"""More than what a write-ahead log that has been there for a while has free inside."""
READS: Final = (
    "/api/project.all",
    "/api/settings.health",
    "/api/auth/get-session",
    "/api/application.one?applicationId={application}",
    "/api/deployment.all?applicationId={application}",
    "/api/application.readTraefikConfig?applicationId={application}",
    "/api/trpc/project.all,user.get?batch=1",
)


@contextmanager
def small_disk(folder: Path, size: str = SIZE) -> Iterator[None]:
    """A file system of its own at this folder, which must be empty."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Not one byte is left in the file system of this folder."""
    ballast = folder / "ballast"
    try:
        fill(ballast)
        yield
    finally:
        ballast.unlink()


def fill(ballast: Path) -> None:
    """Take what is left; again, if somebody has given something back."""
    with ballast.open("ab", buffering=0) as file:
        for step in (PAGE * 256, PAGE):
            try:
                while file.write(b"\0" * step):
                    continue
            except OSError:
                continue


@asynccontextmanager
async def panel(place: Place) -> AsyncIterator[Api]:
    """A control plane without an engine, its data folder on a small disk."""
    with small_disk(place.folder / "panel" / "data"):
        async with place.plane_without_engine("panel") as api:
            yield api


async def an_application(api: Api) -> dict[str, Any]:
    environment = (await api.post("project.create", name="Shop"))["environment"]["environmentId"]
    row: dict[str, Any] = await api.post("application.create", name="web", environmentId=environment)
    await api.post("application.saveDockerProvider", applicationId=row["applicationId"], dockerImage="nginx:1.27")
    return row


def writes(row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Calls that need room, each in another part of the server."""
    of = {"applicationId": row["applicationId"]}
    mount = {"type": "file", "mountPath": "/a", "filePath": "a", "serviceType": "application"}
    zipped = {"data": of, "files": {"zip": ("a.zip", b"PK\3\4" + os.urandom(len(LARGE)))}}
    return [
        ("/api/project.create", {"json": {"name": "P", "description": LARGE}}),
        ("/api/trpc/project.create", {"json": {"json": {"name": "P", "description": LARGE}}}),
        ("/api/trpc/project.create?batch=1", {"json": {"0": {"json": {"name": "P", "description": LARGE}}}}),
        ("/api/application.saveEnvironment", {"json": {**of, "env": f"A={LARGE}"}}),
        ("/api/mounts.create", {"json": {**mount, "serviceId": row["applicationId"], "content": LARGE}}),
        ("/api/application.dropDeployment", zipped),
    ]


async def check_reads(clients: tuple[httpx.AsyncClient, ...], row: dict[str, Any]) -> int:
    for client in clients:
        for path in READS:
            answer = await client.get(path.format(application=row["applicationId"]))
            assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
    return len(clients) * len(READS)


async def check_refused(client: httpx.AsyncClient, row: dict[str, Any]) -> int:
    calls = writes(row)
    for path, sent in calls:
        answer = await client.post(path, **sent)
        assert (answer.status_code, "disk is full" in answer.text) == (FULL, True), f"{path}: {answer.text}"
        assert int(answer.headers["retry-after"]) > 0, path
    return len(calls)


async def diagnosis(api: Api) -> dict[str, str]:
    """What `dokploy doctor` finds wrong."""
    report = await api.get("settings.doctor")
    return {check["name"]: check["cause"] for check in report["checks"] if check["status"] in ("failed", "warning")}


async def data_folder(place: Place) -> Figures:
    """Reading goes on, writing is refused in every form, the doctor says why, and room is all that it takes."""
    api = await place.shared(panel)
    row = await an_application(api)
    instance = api.instance
    async with httpx.AsyncClient(base_url=instance.url, timeout=60) as person:
        who = {"email": "ada@example.org", "password": PASSWORD}
        assert (await person.post("/api/auth/sign-in/email", json=who)).status_code == 200
        with full(instance.data):
            asked = await check_reads((api.http, person), row)
            refused = await check_refused(api.http, row) + await check_refused(person, row)
            fill(instance.data / "ballast")
            assert "No space left on device" in (await diagnosis(api))["disk"]
            webhook = await person.post(f"/api/deploy/{row['refreshToken']}", json={"ref": "refs/heads/main"})
            assert webhook.status_code in (200, FULL), webhook.text
            instance.kill()
            await asyncio.to_thread(instance.start)  # it begins also without room, and shows what there is
            asked += await check_reads((api.http, person), row)
    assert "No space left" not in (await diagnosis(api))["disk"]  # a disk so small never has enough of it
    await api.post("project.create", name="P", description=LARGE)
    check_database(instance.data / "dokploy.db")
    assert "Traceback" not in instance.output.read_text()
    return {"reads": asked, "refused": refused}


def check_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


async def disk_of_postgresql(place: Place) -> Figures:
    """The same where the database is a server of its own, which has no room."""
    folder = place.folder / "postgresql"
    with small_disk(folder, "100m"):
        folder.chmod(0o755)
        place.folder.chmod(0o755)
        database = postgres.Server(str(folder))
        database.make()
        database.start()
        try:
            return await _disk_of_postgresql(place, database)
        finally:
            database.stop()


async def _disk_of_postgresql(place: Place, database: postgres.Server) -> Figures:
    refused, url = 0, await empty_database(database)
    async with place.plane_without_engine("on-postgresql", DATABASE_URL=url) as api:
        row = await an_application(api)
        with full(Path(database.folder)):
            for number in range(20):
                answer = await api.http.post("/api/project.create", json={"name": "P", "description": noise()})
                assert answer.status_code in (200, FULL), f"{number}: {answer.text}"
                refused += answer.status_code == FULL
            asked = await check_reads((api.http,), row)
        assert refused > 0
        await api.post("project.create", name="P", description=noise())
    return {"reads": asked, "refused": refused}


def noise() -> str:
    """Text that cannot be made smaller."""
    return secrets.token_hex(len(LARGE) // 2)


@asynccontextmanager
async def shop_on_small_disks(place: Place) -> AsyncIterator[Shop]:
    """The data folder on one, in it the logs and the sources on one each."""
    data = place.folder / "small" / "data"
    with small_disk(data, "48m"), small_disk(data / "logs", "1m"), small_disk(data / "applications", "1m"):
        async with place.plane("small") as api:
            yield await open_shop(place, api, "small-disks")


async def building(shop: Shop, seconds: int) -> str:
    """A deployment that is in the middle of its build; its id."""
    publish_slow(shop, seconds)
    deployment_id = await shop.ask()

    async def is_building() -> bool:
        return bool((await shop.row(deployment_id))["stage"] == "build")

    await eventually(is_building, 30, every=0.05)
    await asyncio.sleep(0.5)
    return deployment_id


async def database_while_deploying(place: Place) -> Figures:
    """The run waits for room to write down how far it is; what serves goes on serving."""
    shop = await place.shared(shop_on_small_disks)
    async with shop.watching() as steady:
        deployment_id = await building(shop, 2)
        with full(shop.api.instance.data):
            await asyncio.sleep(6)
            assert (await shop.row(deployment_id))["state"] == "running"
            await shop.application()
        row = await shop.finished(deployment_id)
    assert row["state"] == "done", await shop.api.log(deployment_id)
    await invariants.check(shop, deployment_id, Seen(steady))
    check_database(shop.api.instance.data / "dokploy.db")
    return {"requests_served": steady.asked}


async def log_while_deploying(place: Place) -> Figures:
    """A run needs no log to end; the log has its end as soon as there is room, and a cancellation needs none either."""
    shop = await place.shared(shop_on_small_disks)
    folder = shop.api.instance.data / "logs"
    async with shop.watching() as steady:
        deployment_id = await building(shop, 2)
        with full(folder):
            waiting = await shop.ask()
            await asyncio.sleep(0.3)
            stopped = await shop.api.post("application.cleanQueues", applicationId=shop.application_id)
            assert stopped is not None
            assert (await shop.finished(waiting, 10))["state"] == "cancelled"
            await asyncio.sleep(1)
        row = await shop.finished(deployment_id)
        assert row["state"] == "done"
        await invariants.check(shop, deployment_id, Seen(steady))
        with full(folder):
            without_log = await shop.finished(await shop.ask())
    assert without_log["state"] == "done", without_log
    return {"requests_served": steady.asked}


async def sources_while_deploying(place: Place) -> Figures:
    """No room for the source: the deployment fails and says so; with room, the next one does not."""
    shop = await place.shared(shop_on_small_disks)
    async with shop.watching() as steady:
        with full(shop.api.instance.data / "applications"):
            shop.publish()
            failed = await shop.finished(await shop.ask())
            said = await shop.api.log(failed["deploymentId"])
            assert (failed["state"], failed["stage"]) == ("error", "source"), said
            assert "No space left on device" in said or "disk is full" in said, said
        await invariants.check(shop, failed["deploymentId"], Seen(steady))
        row = await shop.finished(await shop.ask())
    assert row["state"] == "done", await shop.api.log(row["deploymentId"])
    await invariants.check(shop, row["deploymentId"], Seen(steady))
    return {"requests_served": steady.asked, "cause": failed["errorMessage"]}


PROOF = Proof(
    "disk",
    figure="8",
    target="a full disk on data, logs or sources: writes are refused (507), reading goes on, no database is harmed, "
    "and all goes on without a restart once there is room",
    cases=lambda: [
        Case("data folder", data_folder),
        Case("disk of PostgreSQL", disk_of_postgresql),
        Case("database while deploying", database_while_deploying),
        Case("log while deploying", log_while_deploying),
        Case("sources while deploying", sources_while_deploying),
    ],
    short=("data folder",),
)
