"""A runtime on a real database and data folder, without an engine, and a pipeline that a test can hold still."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.database import settings_for

from dokploy.adapters.bell import Bell
from dokploy.adapters.bus import Bus
from dokploy.adapters.containers import Containers
from dokploy.adapters.database import Database
from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.shell import Shell
from dokploy.adapters.swarm import Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.context import Context, Runtime, Tools
from dokploy.core.names import release_id, release_name
from dokploy.core.secrets import KeyRing, MasterKey, Secret
from dokploy.models import Application, Deployment
from dokploy.models.base import use_key_ring
from dokploy.pipeline.plan import (
    Gate,
    GitSource,
    LiveRelease,
    Outcome,
    Plan,
    Release,
    Routing,
    RunControl,
    Stopped,
    Workload,
)
from dokploy.releases.kinds import Kind, Routes
from dokploy.releases.records import live_release
from dokploy.settings import Settings

TOKEN = "s3cret-token-of-the-repository"


def make_runtime(database: Database, data: Path, bell: Bell | None = None, **settings: Any) -> Runtime:
    use_key_ring(KeyRing(MasterKey(Secret("a key for tests"))))
    folder = DataFolder(data)
    folder.prepare()
    given = {"docker_host": f"unix://{data}/no-engine.sock", **settings_for(database), **settings}
    chosen = Settings(data=data, _env_file=None, **given)
    engine = Engine(chosen.docker_host)
    instance = folder.instance_id
    return Runtime(
        database,
        Tools(
            settings=chosen,
            folder=folder,
            bus=Bus(),
            bell=bell or Bell(),
            engine=engine,
            swarm=Swarm(engine, instance),
            images=Images(engine, instance),
            containers=Containers(engine, instance),
            traefik=Traefik(folder),
            shell=Shell(),
        ),
    )


async def freeze(ctx: Context, row: Application, deployment: Deployment) -> Plan:
    live = await live_release(ctx, row)
    return Plan(
        deployment_id=deployment.deployment_id,
        app_name=row.app_name,
        release=release_id(deployment.deployment_id),
        fence=deployment.fence,
        source=GitSource(Secret(f"https://robot:{TOKEN}@git.example.com/shop.git"), "main"),
        build=None,
        workload=Workload(row.app_name, env=(("PASSWORD", Secret("correct horse battery staple")),)),
        gate=Gate(),
        service=f"application:{row.application_id}",
        live=LiveRelease(live.rollback_id, live.service_name or "", live.image or "") if live else None,
    )


async def routes(_: Context, row: Application, service: str | None) -> Routes:
    if service is None:
        return Routes(None, Routing())
    url = f"http://{service}:3000"
    router = {"rule": f"Host(`{row.app_name}.localhost`)", "service": row.app_name, "entryPoints": ["web"]}
    balancer = {"loadBalancer": {"servers": [{"url": url}]}}
    document = {"http": {"routers": {row.app_name: router}, "services": {row.app_name: balancer}}}
    return Routes(document, Routing({row.app_name: (url,)}))


KIND = Kind("application", Application, "application_id", "application_status", freeze, routes)

Step = Callable[[Plan, Tools, RunControl], Awaitable[None]]


def release_of(plan: Plan) -> Release:
    name = release_name(plan.app_name, plan.deployment_id)
    return Release(
        name,
        f"{plan.app_name}:{plan.release}",
        f"sha256:{plan.release}",
        commit_sha="a" * 40,
        source_path=f"/somewhere/{plan.release}",
    )


@dataclass
class Work:
    """A pipeline that follows a test's word: it goes live at once, or when `may_end` is set."""

    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    started: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    before_live: Step | None = None
    after_live: Step | None = None

    async def __call__(self, plan: Plan, tools: Tools, control: RunControl) -> Outcome:
        self.started.append(plan.deployment_id)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return await self._work(plan, tools, control)
        except Stopped as stop:
            return Outcome("interrupted" if stop.reason in ("shutdown", "lost") else "cancelled")
        finally:
            self.at_once -= 1

    async def _work(self, plan: Plan, tools: Tools, control: RunControl) -> Outcome:
        await control.stage_started("build")
        await control.write(f"Building {plan.app_name} from {TOKEN}")
        if self.before_live is not None:
            await self.before_live(plan, tools, control)
        await self._pause(control)
        await control.stage_finished("build", "done")
        await control.check()
        release = release_of(plan)
        await control.stage_started("route")
        await control.go_live(release)
        if self.after_live is not None:
            await self.after_live(plan, tools, control)
        await control.stage_finished("route", "done")
        return Outcome("done", release, commit_sha=release.commit_sha, commit_message="Add a shop")

    async def _pause(self, control: RunControl) -> None:
        waiting = asyncio.ensure_future(self.may_end.wait())
        stopping = asyncio.ensure_future(control.stopped())
        await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if stopping.done():
            raise stopping.result()
        stopping.cancel()


def at_once() -> Work:
    work = Work()
    work.may_end.set()
    return work
