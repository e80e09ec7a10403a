"""Putting a release in the place of the one before: beside it, or in place where no two may run.

Names follow from the deployment's id, so a run that begins again after its process was killed finds what it had made.
Until `is_settled`, everything can be undone, and the release before this one is what serves afterwards.
"""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Final

from dokploy.adapters.engine_api import Request
from dokploy.adapters.provision.choices import network_name
from dokploy.adapters.swarm import (
    LABEL_APP,
    LABEL_DEPLOYMENT,
    LABEL_ROLE,
    ServiceSpec,
    ServiceState,
)
from dokploy.context import Tools
from dokploy.core.errors import DokployError, PreconditionFailed
from dokploy.core.waiting import to_the_end
from dokploy.pipeline import routes, services
from dokploy.pipeline.gate import Expectation, Watch
from dokploy.pipeline.plan import Plan, Release, Routing, RunControl, StageFailed
from dokploy.pipeline.services import RunImage, Site

SHORTEST_DRAIN_S: Final = 3.0
LET_GO_S: Final = 0.5
TURN_BACK_S: Final = 1.0
"""What a release that is taken back had accepted meanwhile may end in this time."""
KILL_AFTER_S: Final = 1.5
"""A release that is taken back may be one that hears no signal: process 1 before it has a handler, for example."""
GONE_S: Final = 2.0
"""Who cancels waits so long for its containers to be gone; a busy engine takes longer, and does it all the same."""
RETURN_S: Final = 120.0
"""How long the old spec may take to run again after an update in place was turned back."""
ANSWERS_AGAIN_S: Final = 30.0
"""And to answer through the router: requests are held for it until then."""


async def site_of(tools: Tools) -> Site:
    """What a service needs to know of the engine; raises when nothing can be deployed there."""
    facts = await tools.engine.facts()
    if facts.reason is not None:
        raise PreconditionFailed(facts.reason)
    nodes = await tools.engine.ask(Request("GET", "/nodes"))
    network = await asyncio.to_thread(network_name, tools.folder)
    return Site(tools.folder.instance_id, network, facts.node_id, facts.has_ipvs, len(nodes or ()))


async def others(plan: Plan, tools: Tools) -> list[ServiceState]:
    """Services of other releases of the same application."""
    found = await tools.swarm.labelled(**{LABEL_APP: plan.app_name, LABEL_ROLE: services.ROLE})
    return [service for service in found if service.name != services.service_name(plan)]


@dataclass
class Rollout:
    plan: Plan
    tools: Tools
    control: RunControl
    image: RunImage
    site: Site
    commit: str | None = None
    expected: Expectation = field(default_factory=Expectation)
    watch: Watch | None = None
    has_started: bool = False
    is_held: bool = False
    is_switched: bool = False
    is_routed: bool = False
    is_settled: bool = False
    """From here on the release before this one is going: there is no way back."""

    @property
    def spec(self) -> ServiceSpec:
        return services.spec(self.plan, self.image, self.site, self.commit)

    @property
    def name(self) -> str:
        return services.service_name(self.plan)

    @property
    def replaces_itself(self) -> bool:
        """The live release is this very service: it is updated in place, and undone by its previous spec."""
        return self.plan.live is not None and self.plan.live.service_name == self.name

    # -------------------------------------------------------------------------------------------- start

    async def start(self) -> None:
        for note in services.notes(self.plan.workload, self.image, self.site):
            await self.control.write(f"    {note}")
        existing = await self.tools.swarm.find(self.name)
        known = await self._ended_tasks() if existing else frozenset[str]()
        # An earlier attempt may have got as far as the switch: only the database knows, so undoing asks it.
        self.has_started = self.is_switched = existing is not None and self._is_of_this_run(existing)
        await self.tools.folder.write_files(services.files(self.plan))
        await self.control.check()
        self.has_started = True
        if existing is None or not self.plan.workload.is_exclusive:
            await self.tools.swarm.create(self.spec)
        elif not self._is_mine(existing):
            await self._hold()
            await self.tools.swarm.update(self.spec, force=True)
        state = await self.tools.swarm.find(self.name)
        if state is None:
            raise StageFailed(f"The service {self.name} vanished as soon as it was created.")
        self.expected = self._expectation(state, known)

    def _is_mine(self, existing: ServiceState) -> bool:
        """An earlier attempt of this run made this update; repeating it would make it its own previous spec."""
        return self._is_of_this_run(existing) and existing.image == self.image.ref

    def _is_of_this_run(self, existing: ServiceState) -> bool:
        return existing.labels.get(LABEL_DEPLOYMENT) == self.plan.deployment_id

    def _expectation(self, state: ServiceState, known: frozenset[str]) -> Expectation:
        workload, limits = self.plan.workload, self.plan.gate
        return Expectation(
            replicas=services.replicas(workload),
            is_job=services.is_job(workload),
            start_s=services.start_limit_s(workload, image_has_check=self.image.has_health_check),
            answer_s=limits.answer_s,
            stable_s=limits.stable_s,
            port=limits.probe_port,
            spec_version=state.spec_version,
            known=known,
        )

    async def _ended_tasks(self) -> frozenset[str]:
        tasks = await self.tools.swarm.tasks(self.name)
        return frozenset(task.task_id for task in tasks if task.desired not in ("running", "ready"))

    async def _hold(self) -> None:
        """Let the router wait for the one copy, instead of failing requests, for as long as it is replaced."""
        text = await self.tools.traefik.read(self.plan.app_name) if self.replaces_itself else None
        if text is None:
            return
        await self.control.write("    one copy only: it is stopped before the new one starts; requests wait meanwhile")
        document = routes.holding(self.tools.traefik.parse(text), self.plan.app_name)
        await self.control.check()
        self.is_held = True
        await self.tools.traefik.write(self.plan.app_name, document)

    # -------------------------------------------------------------------------------------------- verify

    async def verify(self) -> None:
        self.watch = Watch(
            self.tools, self.control, self.name, self.expected, heeds_update=self.plan.workload.is_exclusive
        )
        await self._until_answered(self.watch)

    async def _until_answered(self, watch: Watch) -> None:
        """Until it has passed, asked through the router where a port of it must answer."""
        port = watch.expected.port
        if port is None or watch.expected.replicas == 0:
            await watch.until_passed()
            return
        file, traefik = routes.probe_file(self.plan.app_name), self.tools.traefik
        host, document, routing = routes.probe(secrets.token_hex(16), self.name, port)
        try:
            await traefik.write(file, document)
            await traefik.confirm(routing.services)
            watch.ask = lambda: traefik.probe(host)
            await watch.until_passed()
        finally:
            await to_the_end(traefik.remove(file))

    # -------------------------------------------------------------------------------------------- route

    async def route(self, release: Release) -> None:
        """Switch. Record and file are not cut short: they are either both written or undone together."""
        await self.control.check()
        self.is_switched = True
        routing = await to_the_end(self.control.go_live(release))
        self.is_routed = bool(routing.services)
        if self.is_routed:
            await self.tools.traefik.confirm(routing.services)

    # -------------------------------------------------------------------------------------------- drain

    async def drain(self, old: list[ServiceState]) -> None:
        """Let the old release finish what it had accepted, then remove it. A task that fails now turns back."""
        seconds = max(SHORTEST_DRAIN_S, self.plan.gate.drain_s) if self.is_routed else 0.0
        watch = self.watch or Watch(self.tools, self.control, self.name, self.expected)
        await watch.keep_watching(seconds)
        await self.control.check()
        self.is_settled = True
        for service in old:
            await self._let_go(service.name)

    async def _let_go(self, name: str) -> None:
        """Removed from Swarm now; its containers have their grace period, and nobody needs to wait for that."""
        try:
            if not await self.tools.swarm.remove(name, patience_s=LET_GO_S):
                await self.control.write(f"    {name} is stopping")
        except DokployError as error:
            await self.control.write(f"    {name} is not gone yet: {error}")

    # -------------------------------------------------------------------------------------------- undo

    async def undo(self) -> None:
        """Back to what was before. Raises what the engine or the router refuse, after having tried everything."""
        if not self.has_started or self.is_settled:
            return
        problems: list[DokployError] = []
        steps = (self._restore_service, self._restore_routes) if self.replaces_itself else (
            self._restore_routes,
            self._restore_service,
        )  # fmt: skip
        for step in steps:
            try:
                await step()
            except DokployError as error:
                problems.append(error)
            except StageFailed as failure:
                problems.append(DokployError(failure.cause, hint=failure.hint))
        if problems:
            raise problems[0]

    async def _restore_routes(self) -> None:
        if not (self.is_switched or self.is_held):
            return
        routing: Routing = await self.control.go_back()
        if routing.services:
            await self.tools.traefik.confirm(routing.services)
            if self.is_switched and not self.replaces_itself:
                await asyncio.sleep(TURN_BACK_S)

    async def _restore_service(self) -> None:
        if not self.replaces_itself:
            patience_s = None if self.plan.workload.is_exclusive else GONE_S
            if not await self.tools.swarm.remove(self.name, kill_after_s=KILL_AFTER_S, patience_s=patience_s):
                await self.control.write(f"    {self.name} is stopping")
            return
        state = await self.tools.swarm.find(self.name)
        if state is None or state.labels.get(LABEL_DEPLOYMENT) != self.plan.deployment_id:
            await self._until_back(state)  # Swarm has turned back by itself, or the update never happened
            return
        await self.tools.swarm.roll_back(self.name)
        await self._until_back(await self.tools.swarm.find(self.name))

    async def _until_back(self, state: ServiceState | None) -> None:
        if state is None or state.replicas is None:
            return
        expected = Expectation(
            replicas=state.replicas,
            place_s=RETURN_S,
            start_s=RETURN_S,
            answer_s=ANSWERS_AGAIN_S,
            stable_s=0,
            port=self.plan.gate.probe_port if self.is_held or self.is_switched else None,
            spec_version=state.spec_version,
            known=await self._ended_tasks(),
        )
        await self._until_answered(Watch(self.tools, self.control, self.name, expected))
