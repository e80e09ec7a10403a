"""The health gate: what Swarm's tasks and the router say, turned into one verdict before any traffic moves.

placing → preparing → starting → running → answering → stable → passed. `advance` decides, from values alone; `Watch`
asks the engine and tells the log.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from dokploy.adapters.swarm import TaskState
from dokploy.context import Tools
from dokploy.pipeline.plan import RunControl, StageFailed

Phase = Literal["placing", "preparing", "starting", "running", "answering", "stable", "passed"]

PLACING_S: Final = 30.0
PREPARING_S: Final = 600.0
STARTING_S: Final = 30.0
RUNNING_S: Final = 3.0
STABLE_S: Final = {True: 5.0, False: 10.0}
"""With a health check, and without one."""
ANSWERS: Final = 3
LOOK_S: Final = 0.3
ANSWER_PAUSE_S: Final = 0.1
ROUTER_ERRORS: Final = frozenset({0, 502, 503, 504})
"""What Traefik says in the place of a server that is not there; 0 = not even Traefik said something."""
LOG_LINES: Final = 30

_PHASE_OF: Final[dict[str, Phase]] = {
    "new": "placing",
    "pending": "placing",
    "assigned": "placing",
    "accepted": "preparing",
    "preparing": "preparing",
    "ready": "starting",
    "starting": "starting",
    "running": "running",
    "complete": "running",
}
_ORDER: Final[tuple[Phase, ...]] = ("placing", "preparing", "starting", "running", "answering", "stable", "passed")
_ENDED: Final = frozenset({"failed", "rejected", "complete", "orphaned", "shutdown", "remove"})


@dataclass(frozen=True)
class Expectation:
    """What must come true. `known` are tasks of the past, which count for nothing."""

    replicas: int | None = 1
    """None = one on every node that qualifies."""
    is_job: bool = False
    place_s: float | None = None
    """How long it may take until nodes have taken the tasks; None = as usual."""
    start_s: float | None = None
    """The health check's own limit; None = there is no check."""
    answer_s: float = 60
    stable_s: float | None = None
    port: int | None = None
    """The port that must answer through the router; None = nothing is asked."""
    spec_version: int | None = None
    known: frozenset[str] = frozenset()

    @property
    def stable(self) -> float:
        return STABLE_S[self.start_s is not None] if self.stable_s is None else self.stable_s

    def limit(self, phase: Phase) -> float | None:
        placing = PLACING_S if self.place_s is None else self.place_s
        starting = STARTING_S if self.start_s is None else self.start_s
        limits: dict[Phase, float] = {"placing": placing, "preparing": PREPARING_S, "starting": starting}
        return limits.get(phase)


@dataclass(frozen=True)
class Failure:
    cause: str
    hint: str | None = None
    task_id: str | None = None


@dataclass(frozen=True)
class Seen:
    """One look: the tasks, and what the router answered, if it was asked."""

    at: float
    tasks: tuple[TaskState, ...]
    status: int | None = None
    rolled_back: str | None = None
    """Swarm's message when it has turned an update back by itself."""


@dataclass(frozen=True)
class Progress:
    """How far it is; `since` is the time of entry into the phase, `up_since` that at which all tasks were running."""

    phase: Phase = "placing"
    since: float = 0
    up_since: float | None = None
    tasks: frozenset[str] = frozenset()
    answers: int = 0
    status: int | None = None
    first_answer: float | None = None
    failure: Failure | None = field(default=None)


# ------------------------------------------------------------------------------------------------ deciding: values only


def advance(progress: Progress, expected: Expectation, seen: Seen) -> Progress:
    """The next state. Once it has passed or failed, nothing changes any more."""
    if progress.failure or progress.phase == "passed":
        return progress
    ours = [task for task in seen.tasks if is_ours(task, expected)]
    failure = first_failure(ours, expected, progress.tasks)
    if failure is None and seen.rolled_back is not None:
        failure = Failure(f"Swarm has turned the update back: {seen.rolled_back}")
    if failure:
        return replace(progress, failure=failure)
    wanted = [task for task in ours if task.desired == "running" or (expected.is_job and task.state == "complete")]
    phase = _phase_of(wanted, expected)
    if phase != "running":
        return _waiting(progress, expected, seen, phase, wanted)
    return _up(progress, expected, seen, frozenset(task.task_id for task in wanted))


def is_ours(task: TaskState, expected: Expectation) -> bool:
    is_of_this_spec = expected.spec_version is None or task.spec_version == expected.spec_version
    return is_of_this_spec and task.task_id not in expected.known


def first_failure(tasks: Iterable[TaskState], expected: Expectation, running: frozenset[str]) -> Failure | None:
    """One failed task is enough: its successor would fail in the same way.

    A task that was shut down counts only when it was among those that ran: an update replaces others of the same spec.
    """
    for task in tasks:
        if task.state == "complete" and expected.is_job:
            continue
        if task.state == "shutdown" and task.task_id not in running:
            continue
        if task.state in _ENDED:
            return _explain(task, was_healthy=expected.start_s is None or task.task_id in running)
    return None


def _explain(task: TaskState, *, was_healthy: bool) -> Failure:
    said = f" ({task.error})" if task.error else ""
    code = task.exit_code
    if task.state == "rejected":
        return Failure(f"The engine could not run the task: {task.error or 'it gives no reason'}", None, task.task_id)
    if task.state == "orphaned":
        return Failure(f"The node of the task is lost{said}.", "Check the node: docker node ls", task.task_id)
    if task.state in ("shutdown", "remove"):
        return Failure(f"The task was shut down by somebody else{said}.", None, task.task_id)
    # A program that ends well when Swarm stops it for its health leaves no other trace than this.
    if "unhealthy" in (task.error or "") or (code == 0 and not was_healthy):
        said = said or " (or the program ended by itself, with exit code 0)" if code == 0 else said
        hint = "Check that the health check's command exists in the image and asks the right port."
        return Failure(f"The health check failed{said}.", hint, task.task_id)
    if code == 0:
        hint = "A service must go on running: its command may not end, nor put itself into the background."
        return Failure("The program ended by itself, with exit code 0.", hint, task.task_id)
    hint = {
        127: "Its command was not found in the image.",
        126: "Its command is not executable.",
        137: "It was killed: perhaps the memory limit is too low.",
    }.get(code or 0, "Its last words stand above.")
    return Failure(f"The program ended with exit code {code}{said}.", hint, task.task_id)


def _phase_of(wanted: list[TaskState], expected: Expectation) -> Phase:
    if expected.replicas == 0:
        return "running"
    if len(wanted) < (1 if expected.replicas is None else expected.replicas):
        return "placing"
    return min((_PHASE_OF.get(task.state, "placing") for task in wanted), key=_ORDER.index)


def _waiting(progress: Progress, expected: Expectation, seen: Seen, phase: Phase, wanted: list[TaskState]) -> Progress:
    if phase != progress.phase:
        return Progress(phase, seen.at)
    limit = expected.limit(phase)
    if limit is None or seen.at - progress.since <= limit:
        return progress
    quoted = next((f": {task.error}" for task in wanted if task.error), ".")
    causes: dict[Phase, Failure] = {
        "placing": Failure(
            f"No node took the task within {limit:.0f} seconds{quoted}",
            "Check resources, constraints and published ports of the application, and the nodes: docker node ls",
        ),
        "preparing": Failure(f"The image was not ready on its node within {limit / 60:.0f} minutes{quoted}"),
        "starting": Failure(
            f"The program was not {'healthy' if expected.start_s is not None else 'started'} within {limit:.0f} "
            f"seconds{quoted}",
            task_id=next((task.task_id for task in wanted), None),
        ),
    }
    return replace(progress, failure=causes[phase])


def _up(progress: Progress, expected: Expectation, seen: Seen, tasks: frozenset[str]) -> Progress:
    if progress.up_since is None or tasks != progress.tasks:
        return Progress("running", seen.at, seen.at, tasks)
    up_s = seen.at - progress.up_since
    progress = _count_answer(progress, seen)
    has_answered = expected.port is None or expected.replicas == 0 or progress.answers >= ANSWERS
    if not has_answered and up_s > expected.answer_s:
        return replace(progress, failure=_silence(progress, expected, next(iter(tasks), None)))
    if has_answered and (up_s >= expected.stable or expected.is_job or expected.replicas == 0):
        return replace(progress, phase="passed", since=seen.at)
    phase: Phase = "stable" if has_answered else "answering"
    if up_s < min(RUNNING_S, expected.stable) and not has_answered:
        phase = "running"
    return progress if phase == progress.phase else replace(progress, phase=phase, since=seen.at)


def _count_answer(progress: Progress, seen: Seen) -> Progress:
    if seen.status is None:
        return progress
    if seen.status in ROUTER_ERRORS:
        return replace(progress, answers=0, status=seen.status)
    first = seen.at if progress.first_answer is None else progress.first_answer
    return replace(progress, answers=progress.answers + 1, status=seen.status, first_answer=first)


def _silence(progress: Progress, expected: Expectation, task_id: str | None) -> Failure:
    last = f"the router's last answer was {progress.status}" if progress.status else "the router said nothing"
    return Failure(
        f"The program runs, but did not answer on port {expected.port} within {expected.answer_s:g} seconds ({last}).",
        f"It must listen on 0.0.0.0:{expected.port}; check its port, and that of its domains.",
        task_id,
    )


# ------------------------------------------------------------------------------------------------ watching


@dataclass
class Watch:
    """Looks at one service until the verdict. `ask` gives the router's answer for the new release."""

    tools: Tools
    control: RunControl
    service: str
    expected: Expectation
    ask: Callable[[], Awaitable[int]] | None = None
    heeds_update: bool = False
    """In place: Swarm may turn the update back by itself, and that is a failure."""
    progress: Progress = field(default_factory=Progress)

    async def until_passed(self) -> None:
        """Raises `StageFailed` with the cause, after the log has been told the failed task's last words."""
        self.progress = Progress(since=_now())
        while True:
            before, self.progress = self.progress, advance(self.progress, self.expected, await self._look())
            await self._tell(before)
            if self.progress.failure is not None:
                await self._fail(self.progress.failure)
            if self.progress.phase == "passed":
                return
            await asyncio.sleep(self._pause())

    async def keep_watching(self, seconds: float) -> None:
        """While the old release drains: a failing task still turns everything back."""
        deadline = _now() + seconds
        while True:
            tasks = [task for task in await self.tools.swarm.tasks(self.service) if is_ours(task, self.expected)]
            failure = first_failure(tasks, self.expected, self.progress.tasks)
            if failure is not None:
                await self._fail(failure)
            if _now() >= deadline:
                return
            await asyncio.sleep(min(LOOK_S, max(0.0, deadline - _now())))

    async def _look(self) -> Seen:
        is_up = _ORDER.index(self.progress.phase) >= _ORDER.index("running")
        tasks, status, state = await asyncio.gather(
            self.tools.swarm.tasks(self.service),
            self.ask() if self.ask is not None and is_up and self.progress.answers < ANSWERS else _nothing(),
            self.tools.swarm.find(self.service) if self.heeds_update else _nothing(),
        )
        turned = state is not None and (state.update_state or "").startswith(("rollback", "paused"))
        message = (state.update_message or state.update_state) if state is not None and turned else None
        return Seen(_now(), tuple(tasks), status, message)

    def _pause(self) -> float:
        return ANSWER_PAUSE_S if 0 < self.progress.answers < ANSWERS else LOOK_S

    async def _tell(self, before: Progress) -> None:
        after = self.progress
        if after.first_answer is not None and before.first_answer is None and after.up_since is not None:
            took = after.first_answer - after.up_since
            await self.control.write(f"    answers on port {self.expected.port} with {after.status} after {took:.1f} s")
        if after.phase != before.phase and after.failure is None:
            await self.control.write(f"    {after.phase}")

    async def _fail(self, failure: Failure) -> None:
        if failure.task_id is not None:
            lines = await self.tools.swarm.task_log(failure.task_id, LOG_LINES)
            heading = f"    The last lines of the program (task {failure.task_id[:12]}):"
            if lines:
                await self.control.write("\n".join([heading, *(f"    | {line}" for line in lines)]))
            else:
                await self.control.write(f"    The program (task {failure.task_id[:12]}) has written nothing.")
        raise StageFailed(failure.cause, hint=failure.hint)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _nothing() -> None:
    return None
