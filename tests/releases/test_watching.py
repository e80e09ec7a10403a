"""What is counted and logged of a run: its stages, how it ended, and its id on every line."""

from typing import Any

from prometheus_client import REGISTRY
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from tests.releases.conftest import Ask
from tests.releases.runtime import TOKEN, at_once

from dokploy.context import Runtime, Tools
from dokploy.models import Application
from dokploy.pipeline.plan import Outcome, Plan, RunControl, StageFailed
from dokploy.releases import claims
from dokploy.releases.runs import run_claim


async def carry_out(runtime: Runtime, work: Any) -> tuple[str, list[Any]]:
    """The deployment's id, and what was logged while it was carried out."""
    claim = await claims.claim(runtime, "me")
    assert claim is not None
    with capture_logs(processors=[merge_contextvars]) as lines:
        await run_claim(runtime, claim, run=work)
    return claim.deployment_id, list(lines)


async def test_a_run_is_counted_with_its_stages(runtime: Runtime, ask: Ask, application: Application) -> None:
    def counted() -> list[float]:
        asked = [("dokploy_stage_seconds_count", {"stage": name, "outcome": "done"}) for name in ("build", "route")]
        asked.append(("dokploy_run_seconds_count", {"state": "done"}))
        return [REGISTRY.get_sample_value(*figure) or 0 for figure in asked]

    before = counted()
    await ask(application)
    await carry_out(runtime, at_once())
    assert counted() == [count + 1 for count in before]


async def test_every_line_about_a_run_has_its_id(runtime: Runtime, ask: Ask, application: Application) -> None:
    await ask(application)
    deployment_id, lines = await carry_out(runtime, at_once())
    assert [line["event"] for line in lines if line["log_level"] == "info"] == ["run_begun", "run_ended"]
    assert {line["deployment_id"] for line in lines} == {deployment_id}
    (ended,) = [line for line in lines if line["event"] == "run_ended"]
    assert ended["state"] == "done"


async def test_a_failure_is_logged_with_its_cause_and_without_its_secret(
    runtime: Runtime, ask: Ask, application: Application
) -> None:
    async def fail(_: Plan, __: Tools, ___: RunControl) -> Outcome:
        raise StageFailed(f"fatal: https://robot:{TOKEN}@git.example.com/shop.git is not there")

    await ask(application)
    _, lines = await carry_out(runtime, fail)
    (ended,) = [line for line in lines if line["event"] == "run_ended"]
    assert ended["state"] == "error"
    assert ended["cause"] == "fatal: [REDACTED] is not there"
    assert TOKEN not in str(lines)
