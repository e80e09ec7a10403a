"""A storm of webhooks: repeated, wrong and far more than can be built; each application ends on its newest commit."""

import asyncio
import statistics
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import httpx
from tests.e2e import sources
from tests.e2e.instance import Api
from tests.pipeline.githttp import Repository
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.webhooks.payloads import OLD

FINAL: Final = ("done", "error", "cancelled")
BUILDS_MOST: Final = 3
"""The first one, and two beyond it."""
SLOTS: Final = 4
REMOVAL_S: Final = 300
"""Fifty services that each take ten seconds to end, eight at a time, beside whatever else the machine does."""


@dataclass
class Target:
    application_id: str
    token: str
    repository: Repository
    commits: list[str] = field(default_factory=list)


@dataclass
class Heard:
    """How the server took the deliveries, by kind: status, reason, seconds."""

    answers: dict[str, list[tuple[int, str | None, float]]] = field(default_factory=dict)

    def of(self, kind: str) -> list[tuple[int, str | None]]:
        return [(status, reason) for status, reason, _ in self.answers.get(kind, [])]

    def seconds(self) -> list[float]:
        return sorted(seconds for kind in self.answers.values() for *_, seconds in kind)


def server(place: Place) -> AbstractAsyncContextManager[Api]:
    patience = {"DOKPLOY_BUILDS_CONCURRENCY": str(SLOTS), "DOKPLOY_GATE_ANSWER_SECONDS": "30"}
    return place.plane("storm", **patience)


async def targets(place: Place, api: Api, count: int, commits: int) -> list[Target]:
    """Applications without a domain, each with so many commits that are small to build."""
    await place.images()
    git = await place.git()
    environment = (await api.post("project.create", name="Storm"))["environment"]["environmentId"]
    found = []
    for number in range(count):
        name = f"storm-{count}-{number}"
        row = await api.post("application.create", name=name, environmentId=environment)
        of = {"applicationId": row["applicationId"]}
        repository = git.create_repo(name)
        await api.post("application.saveBuildType", **of, buildType="dockerfile")
        await api.post("application.saveGitProvider", **of, customGitUrl=repository.url, customGitBranch="main")
        target = Target(row["applicationId"], row["refreshToken"], repository)
        for n in range(commits):
            target.commits.append(
                await asyncio.to_thread(repository.commit, sources.good(f"{name} {n}"), f"Change {n}")
            )
        found.append(target)
    return found


async def push(http: httpx.AsyncClient, target: Target, number: int, kind: str, heard: Heard) -> None:
    """One delivery as GitHub sends it. `again` repeats one; `wrong token` and `other branch` must come to nothing."""
    commit = target.commits[number]
    ref = "refs/heads/other" if kind == "other branch" else "refs/heads/main"
    token = "x" * len(target.token) if kind == "wrong token" else target.token
    message = {"id": commit, "message": f"Change {number}"}
    body = {"ref": ref, "before": OLD, "after": commit, "deleted": False, "commits": [message], "head_commit": message}
    headers = {"x-github-event": "push", "x-github-delivery": f"{target.application_id}-{number}"}
    if kind == "other branch":
        headers["x-github-delivery"] += "-other"
    begun = time.monotonic()
    answer = await http.post(f"/api/deploy/{token}", json=body, headers=headers)
    said = answer.json()
    reason = None if said.get("deployed") else said.get("reason")
    heard.answers.setdefault(kind, []).append((answer.status_code, reason, time.monotonic() - begun))


async def one_host(http: httpx.AsyncClient, target: Target, seconds: float, heard: Heard, begins: float) -> None:
    """All pushes to one application, in their order, spread over the time; each second one with something beside it.

    `begins`: which part of a pause it lets pass first, because repositories know nothing of each other.
    """
    pause = seconds / len(target.commits)
    await asyncio.sleep(begins * pause)
    for number in range(len(target.commits)):
        await push(http, target, number, "push", heard)
        if number % 2:
            beside = ("again", "wrong token", "other branch")[number // 2 % 3]
            await push(http, target, number, beside, heard)
        await asyncio.sleep(pause)


async def ended(api: Api, target: Target, seconds: float) -> list[dict[str, Any]]:
    async with asyncio.timeout(seconds):
        while True:
            rows: list[dict[str, Any]] = await api.get("deployment.all", applicationId=target.application_id)
            if rows and all(row["state"] in FINAL for row in rows):
                return rows
            await asyncio.sleep(1)


async def storm(place: Place, *, apps: int, pushes: int, seconds: float, limit_s: float) -> Figures:
    api = await place.shared(server)
    calm, *hit = await targets(place, api, apps + 1, pushes // apps)
    # The first push to a server that was just started takes a second; a storm meets one that has deployed before.
    heard = Heard()
    # One client for all: to make one takes 25 ms of this process, which the answers on their way would wait for.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=api.instance.url, timeout=60, limits=limits) as http:
        await push(http, calm, 0, "push", Heard())
        await ended(api, calm, limit_s)
        begun = time.monotonic()
        hosts = (one_host(http, target, seconds, heard, number / apps) for number, target in enumerate(hit))
        await asyncio.gather(*hosts)
        lasted = time.monotonic() - begun
    assert set(heard.of("push")) == {(200, None)}, heard.of("push")
    assert set(heard.of("again")) == {(200, "duplicate")}
    assert set(heard.of("wrong token")) == {(404, None)}
    assert set(heard.of("other branch")) <= {(200, "branch")}
    builds = []
    for target in hit:
        rows = await ended(api, target, limit_s)
        built = [row for row in rows if any(stage["name"] == "build" for stage in row["stages"])]
        assert rows[0]["commitSha"] == target.commits[-1], (rows[0]["state"], rows[0]["errorMessage"])
        assert {row["state"] for row in built} == {"done"}, [row["errorMessage"] for row in built]
        builds.append(len(built))
    assert max(builds) <= BUILDS_MOST, builds
    built_after = time.monotonic() - begun - lasted
    for project in await api.get("project.all"):
        await api.http.post("/api/project.remove", json={"projectId": project["projectId"]}, timeout=REMOVAL_S)
    times = heard.seconds()
    return {
        "deliveries": len(times),
        "in_s": round(lasted, 1),
        "applications": apps,
        "builds": sum(builds),
        "builds_of_one_max": max(builds),
        "ack_p50_ms": round(statistics.median(times) * 1000),
        "ack_p99_ms": round(times[int(len(times) * 0.99)] * 1000),
        "built_after_s": round(built_after, 1),
    }


PROOF = Proof(
    "storm",
    figure="20",
    target="1,000 pushes to 50 applications within 60 s, with repetitions and wrong tokens: each ends on its newest "
    "commit with at most 2 builds beyond the first, nothing wrong is taken, acknowledged within 200 ms (p99)",
    cases=lambda: [
        Case("1000 on 50", partial(storm, apps=50, pushes=1000, seconds=60, limit_s=1500), timeout_s=3000),
        Case("60 on 4", partial(storm, apps=4, pushes=60, seconds=1.5, limit_s=150)),
        Case("24 on 2", partial(storm, apps=2, pushes=24, seconds=1, limit_s=120)),
    ],
    short=("24 on 2",),
)
