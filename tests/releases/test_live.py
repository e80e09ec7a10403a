"""What serves, on a real Swarm behind a real Traefik: deployed by the real pipeline, then stopped, changed, removed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.database import migrated
from tests.images import PORT, HelloImages
from tests.releases.runtime import KIND, make_runtime
from tests.testbed import RunningEngine

from dokploy.adapters.engine_api import Request, filters
from dokploy.adapters.provision import provision
from dokploy.adapters.swarm import LABEL_APP, LABEL_DEPLOYMENT, LABEL_INSTANCE, LABEL_SERVICE, LABEL_SWARM_SERVICE
from dokploy.context import Context, Runtime
from dokploy.core.actor import SYSTEM
from dokploy.core.errors import PreconditionFailed, RemoteFailed
from dokploy.core.names import new_app_name
from dokploy.core.secrets import Secret
from dokploy.models import Application, Deployment
from dokploy.pipeline.plan import Gate, ImageSource, LiveRelease, Plan, Workload
from dokploy.releases import claims, live, records, requests
from dokploy.releases.kinds import KINDS, Kind
from dokploy.releases.reconcile import Reconciler
from dokploy.releases.runs import run_claim
from dokploy.releases.watch import watch

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
async def runtime(
    engine: RunningEngine, hello_images: HelloImages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Runtime]:
    data = tmp_path_factory.mktemp("live") / "data"
    database = await migrated(data)
    settings: dict[str, Any] = {"traefik_port": 18090, "traefik_ssl_port": 18453, "drain_seconds": 0}
    runtime = make_runtime(database, data, docker_host=engine.docker_host, **settings)
    tools = runtime.tools
    said: list[str] = []
    provisioned = await provision(tools.settings, tools.folder, tools.engine, said.append)
    assert provisioned.reason is None, said
    yield runtime
    for service in await tools.swarm.labelled():
        await tools.swarm.remove(service.name)
    for container in await tools.containers.labelled():
        await tools.containers.remove(container.name)
    ours = filters(label=[f"{LABEL_INSTANCE}={tools.folder.instance_id}"])
    for network in await tools.engine.ask(Request("GET", "/networks", ours)):
        await tools.engine.ask(Request("DELETE", f"/networks/{network['Id']}"))
    await tools.traefik.close()
    await tools.engine.close()
    await database.close()


async def freeze(ctx: Context, row: Application, deployment: Deployment) -> Plan:
    """The image of the row, with its variables; a `command` stands for a program that does not start."""
    before = await records.live_release(ctx, row)
    made = await KIND.freeze(ctx, row, deployment)
    env = tuple((name, Secret(value)) for name, _, value in (line.partition("=") for line in (row.env or "").split()))
    command = ("/bin/false",) if row.command else ()
    return replace(
        made,
        source=ImageSource(row.docker_image or ""),
        workload=Workload(row.app_name, env=env, command=command, replicas=row.replicas),
        gate=Gate(stable_s=0.5, drain_s=0, probe_port=PORT),
        live=LiveRelease(before.rollback_id, before.service_name or "", before.image or "") if before else None,
    )


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Kind:
    kind = replace(KIND, freeze=freeze)
    for name in list(KINDS):
        monkeypatch.delitem(KINDS, name)
    monkeypatch.setitem(KINDS, "application", kind)
    return kind


@dataclass
class App:
    runtime: Runtime
    kind: Kind
    id: str
    name: str

    async def row(self) -> Application:
        async with self.runtime.database.read() as db:
            return await db.get_one(Application, self.id)

    async def change(self, **values: Any) -> None:
        async with self.runtime.database.write() as db:
            row = await db.get_one(Application, self.id)
            for name, value in values.items():
                setattr(row, name, value)

    async def request(self) -> str:
        async with self.runtime.acting(SYSTEM).write() as ctx:
            row = await ctx.db.get_one(Application, self.id)
            return (await requests.request(ctx, self.kind, row)).deployment_id

    async def deploy(self) -> Deployment:
        deployment_id = await self.request()
        claim = await claims.claim(self.runtime, "me")
        assert claim is not None
        await run_claim(self.runtime, claim)
        async with self.runtime.database.read() as db:
            run = await db.get_one(Deployment, deployment_id)
        assert run.state == "done", Path(run.log_path).read_text()
        return run

    async def runtime_says(self, state: str, *, running: int) -> None:
        async with asyncio.timeout(20):
            while True:
                seen = (await self.row()).runtime or {}
                if (seen.get("state"), seen.get("running")) == (state, running):
                    return
                await asyncio.sleep(0.05)

    async def services(self) -> list[str]:
        found = await self.runtime.tools.swarm.labelled(**{LABEL_APP: self.name})
        return sorted(service.name for service in found)

    async def live(self) -> str:
        async with self.runtime.acting(SYSTEM).read() as ctx:
            release = await records.live_release(ctx, await self.row())
        assert release is not None
        return release.service_name or ""

    async def status(self) -> int:
        return await self.runtime.tools.traefik.probe(f"{self.name}.localhost")

    async def page_comes(self, status: int = 200) -> None:
        async with asyncio.timeout(10):
            while await self.status() != status:
                await asyncio.sleep(0.1)


NewApp = Callable[..., Awaitable[App]]


@pytest.fixture
async def app(runtime: Runtime, kind: Kind, hello_images: HelloImages) -> AsyncIterator[App]:
    async with runtime.database.write() as db:
        environment = await factories.an_environment(
            db, await factories.a_project(db, await factories.an_organization(db))
        )
        row = await factories.an_application(
            db, environment, app_name=new_app_name("shop"), docker_image=hello_images.good
        )
    app = App(runtime, kind, row.application_id, row.app_name)
    yield app
    await live.remove(runtime.acting(SYSTEM), kind, row)
    async with runtime.database.write() as db:
        await db.delete(await db.get_one(Application, app.id))


async def test_what_runs_is_told_apart_from_how_the_deployment_ended(app: App, hello_images: HelloImages) -> None:
    await app.deploy()
    first = await app.live()
    row = await app.row()
    assert (row.application_status, row.runtime and row.runtime["state"]) == ("done", "running")
    assert row.runtime
    assert (row.runtime["service"], row.runtime["replicas"], row.runtime["running"]) == (first, 1, 1)
    await app.change(docker_image=hello_images.better)
    await app.deploy()
    assert await app.services() == [await app.live()] != [first]
    await app.page_comes()


async def test_stop_and_start(app: App) -> None:
    units = app.runtime.acting(SYSTEM)
    await app.change(replicas=2)
    await app.deploy()
    await live.stop(units, app.kind, await app.row())
    row = await app.row()
    assert (row.application_status, row.runtime and row.runtime["state"]) == ("idle", "stopped")
    await live.stop(units, app.kind, row)
    await live.start(units, app.kind, row)
    row = await app.row()
    assert row.application_status == "done"
    assert row.runtime
    assert (row.runtime["state"], row.runtime["running"]) == ("running", 2)
    await app.page_comes()


@pytest.mark.parametrize("action", [live.start, live.reload])
async def test_what_was_never_deployed_cannot_be_started(app: App, action: Callable[..., Awaitable[None]]) -> None:
    with pytest.raises(PreconditionFailed, match="has not been deployed yet"):
        await action(app.runtime.acting(SYSTEM), app.kind, await app.row())


async def test_a_stop_ends_the_deployment_in_progress(app: App) -> None:
    await app.request()
    await live.stop(app.runtime.acting(SYSTEM), app.kind, await app.row())
    assert (await app.row()).application_status == "idle"
    assert await claims.claim(app.runtime, "me") is None


async def test_reload_takes_the_configuration_of_today_with_the_same_image(app: App) -> None:
    units = app.runtime.acting(SYSTEM)
    await app.deploy()
    service = await app.live()
    before = await app.runtime.tools.swarm.find(service)
    await app.change(env="COLOUR=green")
    await live.reload(units, app.kind, await app.row())
    after = await app.runtime.tools.swarm.find(service)
    assert before is not None
    assert after is not None
    assert (after.name, after.image) == (before.name, before.image)
    assert after.spec_version > before.spec_version
    inspected = await app.runtime.tools.engine.ask(Request("GET", f"/services/{service}"))
    assert "COLOUR=green" in inspected["Spec"]["TaskTemplate"]["ContainerSpec"]["Env"]
    assert (await app.row()).application_status == "done"
    async with units.read() as ctx:
        release = await records.live_release(ctx, await app.row())
    assert release is not None
    assert records.workload_of(release).env == (("COLOUR", Secret("green")),)
    await app.page_comes()


async def test_a_reload_that_does_not_start_says_so(app: App) -> None:
    await app.deploy()
    await app.change(command="broken")
    with pytest.raises(RemoteFailed, match="does not run"):
        await live.reload(app.runtime.acting(SYSTEM), app.kind, await app.row())
    assert (await app.row()).application_status == "error"


async def test_remove_leaves_nothing(app: App, runtime: Runtime) -> None:
    await app.deploy()
    await app.request()  # one still waits
    folder = runtime.tools.folder
    folder.source(app.name, "abc").mkdir(parents=True)
    assert await live.remove(runtime.acting(SYSTEM), app.kind, await app.row()) == []
    assert await app.services() == []
    assert await runtime.tools.traefik.read(app.name) is None
    assert not folder.application(app.name).exists()
    assert not folder.logs(app.name).exists()
    assert await claims.claim(runtime, "me") is None
    assert await live.remove(runtime.acting(SYSTEM), app.kind, await app.row()) == []


async def a_leftover(app: App, name: str, **labels: str) -> None:
    """A copy of the live service under another name."""
    live_name = await app.live()
    engine = app.runtime.tools.engine
    spec = (await engine.ask(Request("GET", f"/services/{live_name}")))["Spec"]
    spec["Name"] = name
    spec["Labels"] |= labels
    await engine.ask(Request("POST", "/services/create", body=spec))


async def until_reconciled(reconciler: Reconciler, app: App, services: list[str]) -> None:
    async with asyncio.timeout(40):
        while await app.services() != services:
            await reconciler.once()
            await asyncio.sleep(0.5)


async def test_a_service_that_nothing_refers_to_goes_and_the_live_one_stays(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 1)
    await app.deploy()
    kept = await app.live()
    reconciler = Reconciler(runtime)
    await a_leftover(app, f"{app.name}-gone", **{LABEL_DEPLOYMENT: "a-run-that-is-gone"})
    foreign = await _foreign_service(app)
    await reconciler.once()
    assert len(await app.services()) == 2  # not at first sight
    await until_reconciled(reconciler, app, [kept])
    engine = runtime.tools.engine
    assert await engine.ask(Request("GET", f"/services/{foreign}"))
    await engine.ask(Request("DELETE", f"/services/{foreign}"))
    await app.page_comes()


async def test_a_reconciler_that_is_wanted_does_not_wait_for_its_minute(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 0.5)
    await app.deploy()
    reconciler = Reconciler(runtime)
    running = asyncio.create_task(reconciler.run())
    await asyncio.sleep(1)  # its first round is over
    await a_leftover(app, f"{app.name}-gone", **{LABEL_DEPLOYMENT: "a-run-that-is-gone"})
    reconciler.soon()
    async with asyncio.timeout(20):
        while await app.services() != [await app.live()]:
            await asyncio.sleep(0.2)
    running.cancel()


async def test_what_stops_running_and_runs_again_is_written_down_without_the_minutes_pass(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.watch.LOOK_SECONDS", 0.3)  # Swarm starts it again after five seconds
    await app.deploy()
    engine, service = runtime.tools.engine, await app.live()
    watching = asyncio.create_task(watch(runtime))
    try:
        (container,) = await engine.ask(
            Request("GET", "/containers/json", filters(label=[f"com.docker.swarm.service.name={service}"]))
        )
        await engine.ask(Request("POST", f"/containers/{container['Id']}/kill"))
        await app.runtime_says("failing", running=0)
        await app.runtime_says("running", running=1)
        await engine.ask(Request("DELETE", f"/services/{service}"))
        await app.runtime_says("absent", running=0)
    finally:
        watching.cancel()


async def _foreign_service(app: App) -> str:
    """Somebody else's, with every label of ours but the instance."""
    await a_leftover(app, f"{app.name}-foreign", **{LABEL_INSTANCE: "somebody-else", LABEL_DEPLOYMENT: "gone"})
    return f"{app.name}-foreign"


async def test_a_service_of_a_run_that_waits_is_no_leftover(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 0)
    await app.deploy()
    waiting = await app.request()
    await a_leftover(app, f"{app.name}-begun", **{LABEL_DEPLOYMENT: waiting})
    reconciler = Reconciler(runtime)
    for _ in range(2):
        await reconciler.once()
    assert f"{app.name}-begun" in await app.services()


async def test_services_of_an_application_that_is_gone_go(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 0)
    await app.deploy()
    gone = {LABEL_DEPLOYMENT: "gone", LABEL_SERVICE: "application:gone"}
    await a_leftover(app, f"{app.name}-orphan", **gone)
    await until_reconciled(Reconciler(runtime), app, [await app.live()])


async def test_containers_whose_service_is_gone_go_once_they_have_ended(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 0.2)
    await app.deploy()
    engine, containers = runtime.tools.engine, runtime.tools.containers
    (live_one,) = await containers.labelled(**{LABEL_APP: app.name})
    labels = {**live_one.labels, LABEL_SWARM_SERVICE: f"{app.name}-gone"}
    ended, running = f"{app.name}-ended", f"{app.name}-ending"
    for name in (ended, running):
        await containers.run(name, live_one.image, Labels=labels)
    await engine.ask(Request("POST", f"/containers/{ended}/kill"))
    reconciler = Reconciler(runtime)
    async with asyncio.timeout(20):
        while await containers.find(ended) is not None:
            await reconciler.once()
            await asyncio.sleep(0.1)
    assert await containers.find(running) is not None, "it may be ending yet"
    assert await containers.find(live_one.container_id) is not None
    monkeypatch.setattr("dokploy.releases.reconcile.ENDING_SECONDS", 0.0)
    await reconciler.once()
    assert await containers.find(running) is None


async def test_a_process_that_died_after_the_switch_is_finished_by_the_next(
    app: App, runtime: Runtime, hello_images: HelloImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release is live in the database, the old service still runs: done, and the old one goes after a drain."""
    monkeypatch.setattr("dokploy.releases.reconcile.SHORTEST_GRACE_SECONDS", 1)
    await app.deploy()
    old = await app.live()
    run = await app.deploy()
    new = await app.live()
    await a_leftover(app, old, **{LABEL_DEPLOYMENT: "the run before"})
    async with runtime.database.write() as db:
        row = await db.get_one(Deployment, run.deployment_id)
        row.state, row.lease_owner, row.finished_at = "running", "a process that died", None
    await runtime.tools.traefik.remove(app.name)
    await claims.take_over(runtime, "me")
    async with runtime.database.read() as db:
        assert (await db.get_one(Deployment, run.deployment_id)).state == "done"
    await until_reconciled(Reconciler(runtime), app, [new])
    await app.page_comes()


async def test_files_of_traefik_are_repaired(app: App, runtime: Runtime) -> None:
    await app.deploy()
    traefik, name = runtime.tools.traefik, app.name
    right = await traefik.read(name)
    await traefik.remove(name)
    await Reconciler(runtime).once()
    assert await traefik.read(name) == right
    wrong = {"http": {"services": {name: {"loadBalancer": {"servers": [{"url": "http://elsewhere:1"}]}}}}}
    await traefik.write(name, wrong)
    await traefik.write(f"{name}.probe", wrong)
    await Reconciler(runtime).once()
    assert await traefik.read(name) == right
    assert await traefik.read(f"{name}.probe") is None


async def test_the_truth_is_written_when_a_service_disappears(app: App, runtime: Runtime) -> None:
    await app.deploy()
    await runtime.tools.swarm.remove(await app.live())
    await Reconciler(runtime).once()
    row = await app.row()
    assert (row.application_status, row.runtime and row.runtime["state"]) == ("done", "absent")
