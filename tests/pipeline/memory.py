"""One application without a database: what `releases` keeps in rows, kept in memory, with the real adapters."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from dokploy.adapters.redaction import Redaction
from dokploy.context import Tools
from dokploy.core.names import release_id
from dokploy.core.sshkeys import PinnedHost
from dokploy.pipeline import routes
from dokploy.pipeline.plan import Gate, LiveRelease, Outcome, Plan, Release, Routing, Stopped, Workload
from dokploy.pipeline.routes import RouteDomain, RouteSet
from dokploy.pipeline.run import run
from dokploy.releases.secrets import secrets_in

PORT = 3000


@dataclass
class App:
    """An application: its domains, what is live, and how its runs are planned."""

    name: str
    tools: Tools
    hosts: tuple[str, ...] = ()
    workload: dict[str, Any] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    live: Release | None = None
    live_deployment: str | None = None
    previous: Release | None = None
    """What was live before the live one: a run that is repeated after its switch is planned against it."""
    port: int = PORT
    fence: int = 0
    runs: int = 0
    hosts_met: list[PinnedHost] = field(default_factory=list)
    """Git servers whose keys are pinned."""

    @property
    def route_set(self) -> RouteSet:
        domains = (RouteDomain(number, host, self.port) for number, host in enumerate(self.hosts, 1))
        return RouteSet(self.name, tuple(domains))

    def plan(self, source: Any, *, deployment_id: str | None = None, **fields: Any) -> Plan:
        """A fresh plan for a new deployment, or for another attempt at one."""
        self.runs += 1
        self.fence += 1
        deployment_id = deployment_id or f"{self.name}-{self.runs}"
        port = self.port if self.hosts else None
        limits = {"answer_s": 4, "stable_s": 0.6, "drain_s": 0, "probe_port": port} | self.gate
        live = self.previous if self.live_deployment == deployment_id else self.live
        return Plan(
            deployment_id=deployment_id,
            app_name=self.name,
            release=release_id(deployment_id),
            fence=self.fence,
            source=source,
            build=fields.pop("build", None),
            workload=Workload(self.name, **{**self.workload, **fields.pop("workload", {})}),
            gate=Gate(**limits),
            live=LiveRelease("live", live.service_name, live.digest or live.image) if live else None,
            service=f"application:{self.name}",
            **fields,
        )

    async def deploy(self, source: Any, **fields: Any) -> "Run":
        return await Run(self, self.plan(source, **fields)).to_its_end()

    async def render(self) -> Routing:
        document, routing = routes.render(self.route_set, self.live.service_name if self.live else None)
        if document is None:
            await self.tools.traefik.remove(self.name)
        else:
            await self.tools.traefik.write(self.name, document)
        return routing

    async def page(self, host: str | None = None) -> int:
        return await self.tools.traefik.probe(host or self.hosts[0])

    async def services(self) -> set[str]:
        return {service.name for service in await self.tools.swarm.labelled(**{"dokploy.app": self.name})}


@dataclass
class Run:
    """One run with its control: a `RunControl` that is asked to stop by `stop`, and keeps everything it was told."""

    app: App
    plan: Plan
    lines: list[str] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)
    processes: list[int] = field(default_factory=list)
    ssh_keys: list[str] = field(default_factory=list)
    is_process_alive: bool = False
    outcome: Outcome | None = None
    linger_s: float = 0
    """How long the switch takes, so that a test can fall into it."""

    def __post_init__(self) -> None:
        self.asked: asyncio.Future[Stopped] = asyncio.get_running_loop().create_future()
        self.redaction = Redaction(secrets_in(self.plan))

    async def to_its_end(self) -> "Run":
        self.outcome = await run(self.plan, self.app.tools, self)
        return self

    @property
    def log(self) -> str:
        return "\n".join(self.lines)

    @property
    def state(self) -> str | None:
        return self.outcome.state if self.outcome else None

    @property
    def done(self) -> list[str]:
        return [name for name, outcome in self.stages.items() if outcome == "done"]

    def stop(self, reason: Literal["cancel", "kill", "shutdown", "lost"]) -> None:
        if not self.asked.done():
            self.asked.set_result(Stopped(reason))

    async def until(self, words: str, timeout_s: float = 30) -> None:
        """Wait until the log holds these words."""
        async with asyncio.timeout(timeout_s):
            while words not in self.log:
                await asyncio.sleep(0.02)

    # ------------------------------------------------------------------------------------------------ RunControl

    async def stage_started(self, name: str) -> None:
        self.stages[name] = "running"

    async def stage_finished(self, name: str, outcome: Literal["done", "error", "skipped", "cancelled"]) -> None:
        assert self.stages[name] == "running"
        self.stages[name] = outcome

    async def check(self) -> None:
        if self.asked.done():
            raise self.asked.result()

    async def stopped(self) -> Stopped:
        return await asyncio.shield(self.asked)

    async def process_started(self, group: int, started: str) -> None:
        assert started
        self.processes.append(group)
        self.is_process_alive = True

    async def process_ended(self) -> None:
        self.is_process_alive = False

    async def ssh_used(self, ssh_key_id: str, met: PinnedHost | None = None) -> None:
        self.ssh_keys.append(ssh_key_id)
        if met is not None:
            self.app.hosts_met.append(met)

    async def write(self, text: str) -> None:
        self.lines.extend(self.redaction(line) for line in text.split("\n"))

    async def go_live(self, release: Release) -> Routing:
        if self.app.live_deployment != self.plan.deployment_id:
            self.app.previous, self.app.live_deployment = self.app.live, self.plan.deployment_id
        self.app.live = release
        await asyncio.sleep(self.linger_s)
        return await self.app.render()

    async def go_back(self) -> Routing:
        if self.app.live_deployment == self.plan.deployment_id:
            self.app.live, self.app.live_deployment = self.app.previous, None
        return await self.app.render()
