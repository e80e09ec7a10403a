"""The gate's decisions, state by state: what it waits for, when it loses patience, and what it says then."""

from dataclasses import replace
from typing import Any

import pytest

from dokploy.adapters.swarm import TaskState
from dokploy.pipeline import gate
from dokploy.pipeline.gate import Expectation, Progress, Seen, advance


def task(task_id: str = "t1", state: str = "running", desired: str = "running", **fields: Any) -> TaskState:
    return TaskState(task_id, state, desired, **fields)


def play(expected: Expectation, *looks: tuple[float, list[TaskState]] | tuple[float, list[TaskState], int]) -> Progress:
    """Let the gate see a story: (second, tasks, what the router answered)."""
    progress = Progress(since=0)
    for look in looks:
        status = look[2] if len(look) > 2 else None
        progress = advance(progress, expected, Seen(look[0], tuple(look[1]), status))
    return progress


def cause(progress: Progress) -> str:
    return progress.failure.cause if progress.failure else ""


PLAIN = Expectation(stable_s=None)
CHECKED = Expectation(start_s=20)
ROUTED = Expectation(port=3000, answer_s=60, stable_s=2)


@pytest.mark.parametrize(
    ("states", "phase"),
    [
        ([], "placing"),
        (["new"], "placing"),
        (["pending"], "placing"),
        (["assigned"], "placing"),
        (["accepted"], "preparing"),
        (["preparing"], "preparing"),
        (["ready"], "starting"),
        (["starting"], "starting"),
        (["running"], "running"),
        (["running", "starting"], "starting"),
        (["running", "pending"], "placing"),
        (["running"] * 3, "running"),
    ],
)
def test_the_slowest_task_decides(states: list[str], phase: str) -> None:
    tasks = [task(f"t{number}", state) for number, state in enumerate(states)]
    assert play(Expectation(replicas=max(1, len(states))), (1, tasks)).phase == phase


def test_a_replica_that_is_missing_is_not_placed_yet() -> None:
    assert play(Expectation(replicas=2), (1, [task()])).phase == "placing"


@pytest.mark.parametrize(("expected", "passes_at"), [(PLAIN, 10), (CHECKED, 5), (replace(PLAIN, stable_s=2), 2)])
def test_how_long_it_must_stay_up(expected: Expectation, passes_at: float) -> None:
    up = [task()]
    assert play(expected, (100, up), (100 + passes_at - 0.1, up)).phase == "stable"
    assert play(expected, (100, up), (100 + passes_at, up)).phase == "passed"


def test_it_passes_once_and_for_all() -> None:
    passed = play(replace(PLAIN, stable_s=1), (0, [task()]), (1, [task()]))
    assert passed.phase == "passed"
    assert advance(passed, PLAIN, Seen(2, (task(state="failed"),))) == passed


def test_three_answers_in_a_row() -> None:
    up = [task()]
    assert (
        play(ROUTED, (0, up), (1, up, 200), (2, up, 200), (3, up, 502), (4, up, 200), (5, up, 200)).phase == "answering"
    )
    assert play(ROUTED, (0, up), (3, up, 200), (4, up, 404), (5, up, 500)).phase == "passed"


@pytest.mark.parametrize("status", [0, 502, 503, 504])
def test_the_routers_own_errors_are_no_answers(status: int) -> None:
    up = [task()]
    assert play(ROUTED, (0, up), *((n, up, status) for n in range(1, 20))).phase == "answering"


@pytest.mark.parametrize("status", [200, 204, 301, 400, 401, 403, 404, 418, 500, 501, 505])
def test_whatever_the_program_itself_says_is_an_answer(status: int) -> None:
    up = [task()]
    assert play(ROUTED, (0, up), *((n, up, status) for n in range(1, 5))).phase == "passed"


def test_answers_alone_are_not_enough() -> None:
    up = [task()]
    quick = play(replace(ROUTED, stable_s=10), (0, up), (0.1, up, 200), (0.2, up, 200), (0.3, up, 200))
    assert quick.phase == "stable"


def test_a_task_that_was_replaced_starts_the_clock_again() -> None:
    story = (0, [task("a")], 200), (3, [task("a")], 200), (4, [task("b")], 200), (5, [task("b")], 200)
    progress = play(ROUTED, *story)
    assert (progress.up_since, progress.answers, progress.phase) == (4, 1, "running")


# ------------------------------------------------------------------------------------------------ patience


@pytest.mark.parametrize(
    ("state", "limit", "words"),
    [
        ("pending", gate.PLACING_S, "No node took the task within 30 seconds: no suitable node (x)"),
        ("preparing", gate.PREPARING_S, "The image was not ready on its node within 10 minutes: no suitable node (x)"),
        ("starting", gate.STARTING_S, "The program was not started within 30 seconds: no suitable node (x)"),
    ],
)
def test_limits_of_the_first_states(state: str, limit: float, words: str) -> None:
    waiting = [task(state=state, error="no suitable node (x)")]
    assert cause(play(PLAIN, (0, waiting), (limit, waiting))) == ""
    assert cause(play(PLAIN, (0, waiting), (limit + 0.1, waiting))) == words


def test_no_task_at_all() -> None:
    assert cause(play(PLAIN, (1, []), (31.1, []))) == "No node took the task within 30 seconds."


def test_with_a_health_check_starting_lasts_until_swarm_decides() -> None:
    starting = [task(state="starting")]
    assert play(CHECKED, (0, starting), (20, starting)).failure is None
    assert cause(play(CHECKED, (0, starting), (20.1, starting))) == "The program was not healthy within 20 seconds."


def test_each_state_has_its_own_clock() -> None:
    story = [(0, [task(state="pending")]), (29, [task(state="preparing")]), (600, [task(state="starting")])]
    assert play(PLAIN, *story, (629, [task(state="running")])).failure is None


@pytest.mark.parametrize(
    ("status", "words"),
    [(0, "the router said nothing"), (502, "the router's last answer was 502"), (504, "last answer was 504")],
)
def test_a_program_that_never_answers(status: int, words: str) -> None:
    up = [task()]
    progress = play(ROUTED, (0, up), (30, up, status), (60, up, status), (60.5, up, status))
    assert "did not answer on port 3000 within 60 seconds" in cause(progress)
    assert words in cause(progress)
    assert progress.failure is not None
    assert progress.failure.task_id == "t1"
    assert "0.0.0.0:3000" in str(progress.failure.hint)


# ------------------------------------------------------------------------------------------------ failures


@pytest.mark.parametrize(
    ("fields", "words", "hint"),
    [
        ({"state": "failed", "exit_code": 3, "error": "task: non-zero exit (3)"},
         "The program ended with exit code 3 (task: non-zero exit (3)).", "last words"),
        ({"state": "failed", "exit_code": 127}, "The program ended with exit code 127.", "not found"),
        ({"state": "failed", "exit_code": 126}, "The program ended with exit code 126.", "not executable"),
        ({"state": "failed", "exit_code": 137, "error": "task: non-zero exit (137)"},
         "The program ended with exit code 137 (task: non-zero exit (137)).", "memory"),
        ({"state": "failed", "exit_code": 137, "error": "task: non-zero exit (137): dockerexec: unhealthy container"},
         "The health check failed (task: non-zero exit (137): dockerexec: unhealthy container).", "health check"),
        ({"state": "complete", "exit_code": 0}, "The program ended by itself, with exit code 0.", "go on running"),
        ({"state": "rejected", "error": "No such image: shop:1"},
         "The engine could not run the task: No such image: shop:1", ""),
        ({"state": "rejected"}, "The engine could not run the task: it gives no reason", ""),
        ({"state": "orphaned"}, "The node of the task is lost.", "docker node ls"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("desired", ["running", "shutdown"])
def test_one_failed_task_is_enough(fields: dict[str, Any], words: str, hint: str, desired: str) -> None:
    replacement = task("t2", "ready", "ready")
    progress = play(PLAIN, (1, [task("t1", desired=desired, **fields), replacement]))
    assert cause(progress) == words
    assert progress.failure is not None
    assert progress.failure.task_id == "t1"
    assert hint in (progress.failure.hint or "")


def test_a_program_that_ends_well_while_it_is_not_healthy() -> None:
    ended = task(state="complete", desired="shutdown", exit_code=0)
    assert "health check failed" in cause(play(CHECKED, (0, [task(state="starting")]), (5, [ended])))
    assert "ended by itself" in cause(play(CHECKED, (0, [task()]), (1, [ended])))


def test_after_the_first_answers_a_failure_still_counts() -> None:
    up = [task()]
    progress = play(ROUTED, (0, up, 200), (0.1, up, 200), (1, [task(state="failed", desired="shutdown", exit_code=1)]))
    assert "exit code 1" in cause(progress)


def test_one_of_several_replicas() -> None:
    tasks = [task("a"), task("b", state="failed", desired="shutdown", exit_code=1), task("c", "ready", "ready")]
    assert "exit code 1" in cause(play(Expectation(replicas=2), (1, tasks)))


def test_tasks_of_the_past_count_for_nothing() -> None:
    old = task("old", "failed", "shutdown", exit_code=1)
    expected = Expectation(known=frozenset({"old"}), stable_s=1)
    assert play(expected, (0, [old, task()]), (1, [old, task()])).phase == "passed"


def test_tasks_of_another_spec_count_for_nothing() -> None:
    old = task("old", "failed", "shutdown", exit_code=1, spec_version=1)
    expected = Expectation(spec_version=2, stable_s=1)
    assert play(expected, (0, [old])).phase == "placing"
    new = task("new", spec_version=2)
    assert play(expected, (0, [old, new]), (1, [old, new])).phase == "passed"


def test_a_task_that_an_update_replaced_is_no_failure_but_one_that_was_taken_away_is() -> None:
    gone = task("a", "shutdown", "shutdown")
    assert play(PLAIN, (0, [gone, task("b")])).failure is None
    assert cause(play(PLAIN, (0, [task("a")]), (1, [gone]))) == "The task was shut down by somebody else."


@pytest.mark.parametrize("message", ["update rolled back due to failure or early termination of task x", "paused"])
def test_swarms_own_way_back_is_a_failure(message: str) -> None:
    progress = advance(Progress(), PLAIN, Seen(1, (task(),), None, message))
    assert cause(progress) == f"Swarm has turned the update back: {message}"


# ------------------------------------------------------------------------------------------------ other modes


def test_no_replicas_is_soon_done() -> None:
    assert play(Expectation(replicas=0, port=3000), (0, []), (0.3, [])).phase == "passed"


def test_global_mode_waits_for_every_task_that_there_is() -> None:
    everywhere = Expectation(replicas=None, stable_s=1)
    assert play(everywhere, (0, [])).phase == "placing"
    assert play(everywhere, (0, [task("a"), task("b", "starting")])).phase == "starting"
    both = [task("a"), task("b")]
    assert play(everywhere, (0, both), (1, both)).phase == "passed"


def test_a_job_may_end() -> None:
    job = Expectation(replicas=2, is_job=True)
    done = [task("a", "complete", "shutdown", exit_code=0), task("b")]
    assert play(job, (0, done), (0.3, done)).phase == "passed"
    assert "exit code 4" in cause(play(job, (0, [task("a", "failed", "shutdown", exit_code=4)])))
