"""A run from its plan to its outcome: source → build → push → start → verify → route → drain.

Every step has a deadline, every end is an `Outcome`, and a release that fails never touches the one that serves.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, Final, Literal

import structlog

from dokploy.adapters.swarm import LABEL_DEPLOYMENT, Fenced
from dokploy.context import Tools
from dokploy.core.errors import DokployError, of_system
from dokploy.core.waiting import to_the_end
from dokploy.pipeline import builders, rollout, services, sources
from dokploy.pipeline.plan import (
    GitSource,
    Outcome,
    Plan,
    Push,
    Release,
    RunControl,
    StageFailed,
    Stopped,
)
from dokploy.pipeline.rollout import Rollout
from dokploy.pipeline.sources import Image, Source

MINUTE: Final = 60.0
DEADLINES: Final = {
    "source": 20 * MINUTE,
    "build": 90 * MINUTE,
    "push": 60 * MINUTE,
    "start": 3 * MINUTE,
    "verify": 60 * MINUTE,
    "route": 2 * MINUTE,
    "drain": 30 * MINUTE,
}
"""In seconds. `verify` has its own limits for each of its states; this one only bounds their sum."""
LEAVING_OVER: Final = 30.0
"""Tools get this much less than their stage, so that their own message comes first."""

logger = structlog.get_logger()


async def run(plan: Plan, tools: Tools, control: RunControl) -> Outcome:
    """Carry the plan out. Cancelled, it ends its processes, leaves the rest to be resumed, and ends cancelled."""
    journey = Journey(plan, tools, control)
    try:
        try:
            return await _until_stopped(journey.go(), control)
        except (Stopped, Fenced) as stop:
            return await to_the_end(journey.stopped(stop if isinstance(stop, Stopped) else Stopped("lost")))
        except StageFailed as failure:
            return await to_the_end(journey.failed(failure.cause, failure.hint))
        except (DokployError, OSError) as error:
            known = error if isinstance(error, DokployError) else of_system(error)
            return await to_the_end(journey.failed(known.message, known.hint))
        except Exception as error:
            logger.exception("pipeline_failed", stage=journey.stage)
            hint = "This is a mistake in Dokploy; its own log has the details."
            return await to_the_end(journey.failed(f"Internal error: {type(error).__name__}: {error}", hint))
    except Stopped as stop:  # the lease was lost while the end was being written
        return Outcome("interrupted", stage=journey.stage, cause=f"Stopped: {stop.reason}")


async def _until_stopped(work: Coroutine[Any, Any, Outcome], control: RunControl) -> Outcome:
    """Race the work against the wish to stop; either way, nothing of it goes on afterwards."""
    doing = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(control.stopped())
    try:
        await asyncio.wait({doing, watching}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        doing.cancel()
        watching.cancel()
        await to_the_end(_ended(doing, watching))
    if not doing.cancelled():
        return doing.result()
    raise watching.result()


async def _ended(*tasks: asyncio.Future[Any]) -> None:
    await asyncio.wait(tasks)


@dataclass
class Journey:
    """One run: where it is, what it has made so far, and how to undo it."""

    plan: Plan
    tools: Tools
    control: RunControl
    stage: str | None = None
    source: Source = field(default_factory=Source)
    rollout: Rollout | None = None
    release: Release | None = None
    begun: float = field(default_factory=monotonic)
    stage_begun: float = 0

    async def go(self) -> Outcome:
        image = await self._made_before() or await self._image()
        await self._start_and_verify(image)
        await self._route_and_drain()
        took = monotonic() - self.begun
        await self.control.write(f"==> done in {took:.1f} s: {services.service_name(self.plan)} is live")
        return self._outcome("done")

    # -------------------------------------------------------------------------------------------- up to the image

    async def _made_before(self) -> Image | None:
        """The image of an earlier attempt at this run, whose process ended after it had started its service."""
        try:
            state = await self.tools.swarm.find(services.service_name(self.plan))
        except DokployError:
            await self._enter("source", sources.heading(self.plan))  # no engine: that ends the run in its first stage
            raise
        if state is None or state.labels.get(LABEL_DEPLOYMENT) != self.plan.deployment_id:
            return None
        found = await self.tools.images.find(state.image)
        if found is None:
            return None
        await self.control.write(f"==> {state.name} was started by an earlier attempt at this run: going on from there")
        for stage in ("source", "build", "push"):
            await self._skip(stage)
        root = self.tools.folder.source(self.plan.app_name, self.plan.release)
        self.source = Source(
            root if isinstance(self.plan.source, GitSource) else None, commit=state.labels.get(services.LABEL_COMMIT)
        )
        return sources.resumed(self.plan, state.image, found)

    async def _image(self) -> Image:
        async with self._stage("source", sources.heading(self.plan)):
            limit = DEADLINES["source"] - LEAVING_OVER
            self.source = await sources.fetch(self.plan, self.tools, self.control, timeout_s=limit)
        image = self.source.image
        if image is not None:
            await self._skip("build")
        else:
            async with self._stage("build", "building the image"):
                image = await self._build()
        if not self.plan.pushes:
            await self._skip("push")
            return image
        async with self._stage("push", f"pushing {', '.join(push.image for push in self.plan.pushes)}"):
            for push in self.plan.pushes:
                image = await self._push(image, push)
            return image

    async def _build(self) -> Image:
        if self.source.root is None:
            raise StageFailed("There is no source to build from.")
        limit = DEADLINES["build"] - LEAVING_OVER
        image_id = await builders.build(self.plan, self.source.root, self.tools, self.control, timeout_s=limit)
        found = await self.tools.images.find(image_id)
        if found is None:
            raise StageFailed(
                "The image was built, but the engine does not have it.",
                hint="The docker client may build with another builder: check `docker buildx ls`.",
            )
        size = builders.human_size(await builders.image_size(self.tools, image_id))
        await self.control.write(f"    image {builders.tags(self.plan)[0]} ({size})")
        return Image(builders.tags(self.plan)[0], found.image_id, None, found.has_health_check)

    async def _push(self, image: Image, push: Push) -> Image:
        """What nodes pull from then on is pinned by its digest; a copy for rollbacks changes nothing of what runs."""
        login = sources.login_of(push.login)
        await self.tools.images.tag(image.image_id, push.image)
        digest = await self.tools.images.push(push.image, login, sources.indented(self.control))
        await self.control.write(f"    {'pushed' if push.runs else 'kept for rollbacks'}: {digest}")
        return replace(image, digest=digest, login=login) if push.runs else replace(image, kept=digest)

    # -------------------------------------------------------------------------------------------- up to the verdict

    async def _start_and_verify(self, image: Image) -> None:
        async with self._stage("start", f"starting {services.service_name(self.plan)}"):
            site = await rollout.site_of(self.tools)
            self.rollout = Rollout(self.plan, self.tools, self.control, image.as_run, site, self.source.commit)
            await self.rollout.start()
        self.release = Release(
            service_name=services.service_name(self.plan),
            image=image.name,
            image_id=image.image_id,
            digest=image.digest,
            kept=image.kept,
            commit_sha=self.source.commit,
            commit_message=self.source.message,
            source_path=str(self.source.root) if self.source.root else None,
        )
        async with self._stage("verify", "waiting until the release is healthy"):
            await self.rollout.verify()

    async def _route_and_drain(self) -> None:
        move = self.rollout
        if move is None or self.release is None:
            raise StageFailed("There is nothing to route to.")
        await self._enter("route", "switching traffic to the new release")
        async with self._limited("route"):
            await move.route(self.release)
        await self._leave("done" if move.is_routed else "skipped")
        old = await rollout.others(self.plan, self.tools)
        if not old:
            await self._skip("drain")
            return
        async with self._stage("drain", f"letting {', '.join(service.name for service in old)} finish"):
            await move.drain(old)

    # -------------------------------------------------------------------------------------------- ends

    async def failed(self, cause: str, hint: str | None) -> Outcome:
        took = monotonic() - self.stage_begun if self.stage else 0.0
        where = f"{self.stage} failed after {took:.1f} s" if self.stage else "failed"
        lines = [f"==> {where}: {cause}", *([f"    Next step: {hint}"] if hint else [])]
        await self.control.write("\n".join(lines))
        if self.stage:
            await self.control.stage_finished(self.stage, "error")
        is_undone = await self._undo()
        if self.plan.live is not None and not (self.rollout and self.rollout.is_settled):
            it = "goes on serving" if is_undone else "is kept, but does not serve as it did"
            await self.control.write(f"    The release before this one {it}.")
        return self._outcome("error", cause)

    async def stopped(self, stop: Stopped) -> Outcome:
        word = {"cancel": "Cancelled", "kill": "Killed"}.get(stop.reason)
        if word is None:
            return self._outcome("interrupted", f"Stopped: {stop.reason}")
        if self.rollout is not None and self.rollout.is_settled:
            return self._outcome("done")  # the old release is going already: what serves is the new one
        await self.control.write(f"==> {word}{f' in stage {self.stage}' if self.stage else ''}")
        if self.stage:
            await self.control.stage_finished(self.stage, "cancelled")
        await self._undo()
        return self._outcome("cancelled", f"{word} in stage {self.stage}" if self.stage else word)

    async def _undo(self) -> bool:
        """Whether all is as it was before."""
        if self.rollout is None or not self.rollout.has_started:
            return True
        try:
            await self.rollout.undo()
        except DokployError as error:
            logger.warning("undo_incomplete", cause=str(error))
            await self.control.write(f"    Not everything could be undone: {error}")
            return False
        await self.control.write("    What this run had begun is undone.")
        return True

    def _outcome(
        self, state: Literal["done", "error", "cancelled", "interrupted"], cause: str | None = None
    ) -> Outcome:
        release = self.release if state == "done" else None
        return Outcome(state, release, self.stage, cause, self.source.commit, self.source.message)

    # -------------------------------------------------------------------------------------------- stages

    @asynccontextmanager
    async def _stage(self, name: str, heading: str) -> AsyncIterator[None]:
        await self._enter(name, heading)
        async with self._limited(name):
            yield
        await self._leave("done")

    @asynccontextmanager
    async def _limited(self, name: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(DEADLINES[name]) as limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise StageFailed(f"The stage {name} did not end within {DEADLINES[name] / MINUTE:.0f} minutes.") from error

    async def _enter(self, name: str, heading: str) -> None:
        await self.control.check()
        self.stage, self.stage_begun = name, monotonic()
        await self.control.stage_started(name)
        await self.control.write(f"==> {name}: {heading}")

    async def _leave(self, outcome: Literal["done", "skipped"]) -> None:
        await self.control.stage_finished(str(self.stage), outcome)
        took = monotonic() - self.stage_begun
        await self.control.write(f"    {self.stage} {outcome} in {took:.1f} s")

    async def _skip(self, name: str) -> None:
        self.stage = name
        await self.control.stage_started(name)
        await self.control.stage_finished(name, "skipped")
