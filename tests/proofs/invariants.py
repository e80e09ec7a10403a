"""What must hold after every fault, checked past the server: in its database, its folder, the engine and /proc."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.instance import Steady
from tests.proofs.shop import FINAL, Shop

VERDICTS = {
    "done": "Deployment done ✅\n",
    "error": "\nError occurred ❌, check the logs for details.\n",
    "cancelled": "Deployment cancelled.\n",
}
NOTED = re.compile(r"(Cancelled|Killed|The control plane was interrupted).*\.\n\Z")
"""The last line where the run's process is gone and another one wrote the end."""
BEGINNINGS = ("Initializing deployment\n", "The control plane was interrupted", "Cancelled while it waited.\n")
STATUS = {"done": "done", "error": "error", "cancelled": "idle"}
DRAFT = re.compile(r"^\..+(~draft|\.[0-9a-f]{8}(\.[a-z]+)?)$")
PATIENCE_SECONDS = 30.0
"""How long what is left over may take to go: a drain, and a look of the reconciler."""


@dataclass(frozen=True)
class Seen:
    """What was observed while the fault happened."""

    steady: Steady | None = None
    pieces: Sequence[bytes] | None = None


async def check(
    shop: Shop, deployment_id: str, seen: Seen | None = None, *, patience_s: float = PATIENCE_SECONDS
) -> dict[str, Any]:
    """Raises `AssertionError` with the first invariant that does not hold; returns the deployment's row."""
    seen = seen or Seen()
    row = await shop.row(deployment_id)
    state = row["state"]
    await _one_final_state(shop, row)
    await _live_release_runs(shop, deployment_id, state, patience_s)
    _old_release_served(seen.steady)
    await _nothing_left(shop, patience_s)
    _log_is_whole(row, seen.pieces)
    status = (await shop.application())["applicationStatus"]
    assert status == STATUS[state], f"the application reads {status} after {state}"
    return row


async def _one_final_state(shop: Shop, row: dict[str, Any]) -> None:
    deployment_id = row["deploymentId"]
    (kept,) = shop.query('SELECT * FROM deployment WHERE "deploymentId" = ?', deployment_id)
    assert kept["state"] in FINAL, kept["state"]
    assert kept["status"] == kept["state"]
    assert kept["finishedAt"], "a final state without its time"
    assert (kept["leaseOwner"], kept["processGroup"]) == (None, None), kept
    assert [stage for stage in row["stages"] if not stage["finishedAt"]] == []
    releases = shop.query('SELECT * FROM rollback WHERE "deploymentId" = ?', deployment_id)
    assert len(releases) == (kept["state"] == "done"), (
        f"{len(releases)} releases of a deployment that is {kept['state']}"
    )
    assert "Internal error" not in (kept["errorMessage"] or ""), kept["errorMessage"]
    assert (kept["errorMessage"] is None) == (kept["state"] == "done"), kept["errorMessage"]


def live_release(shop: Shop) -> dict[str, Any]:
    """The release that is marked live."""
    (live,) = shop.query(
        'SELECT r.* FROM rollback r JOIN application a ON a."liveRollbackId" = r."rollbackId" '
        'WHERE a."applicationId" = ?',
        shop.application_id,
    )
    return live


async def _live_release_runs(shop: Shop, deployment_id: str, state: str, patience_s: float) -> None:
    """One Swarm service: that of the release marked live, from its image, serving its page."""
    live = live_release(shop)
    assert (live["deploymentId"] == deployment_id) == (state == "done"), f"live is {live['deploymentId']} after {state}"
    label = [f"dokploy.app={shop.app_name}"]
    with contextlib.closing(client_of(shop)) as client:

        def running() -> str | None:
            services = client.services(filters={"label": label})
            if [service["Spec"]["Name"] for service in services] != [live["serviceName"]]:
                return f"services {[s['Spec']['Name'] for s in services]} instead of {live['serviceName']} alone"
            labels = services[0]["Spec"]["Labels"]
            if labels["dokploy.deployment"] != live["deploymentId"]:
                return f"the service is of deployment {labels['dokploy.deployment']}"
            of = {"label": f"com.docker.swarm.service.name={live['serviceName']}"}
            images = [container["ImageID"] for container in client.containers(filters=of)]
            return None if images == [live["imageId"]] else f"containers run {images}, live is {live['imageId']}"

        await _until(running, patience_s)
    page = shop.pages.get(live["commitSha"])
    if page is not None:
        answer = await shop.api.page(shop.host)
        assert page in answer.text, f"{shop.host} answers {answer.status_code} {answer.text[:100]!r}, live is {page!r}"


def _old_release_served(steady: Steady | None) -> None:
    if steady is not None:
        assert steady.failures == [], f"{len(steady.failures)} of {steady.asked} failed: {steady.failures[:3]}"
        assert steady.asked > 0


async def _nothing_left(shop: Shop, patience_s: float) -> None:
    """Containers, processes, drafts, folders of releases that nobody knows."""
    with contextlib.closing(client_of(shop)) as client:

        def left() -> str | None:
            service = live_release(shop)["serviceName"]
            containers = [
                names
                for container in client.containers(all=True, filters={"label": "com.docker.swarm.service.name"})
                if (names := container["Names"][0]).startswith(f"/{shop.app_name}-")
                and not names.startswith(f"/{service}.")
            ]
            return _said(containers=containers, processes=processes(shop), files=files(shop))

        await _until(left, patience_s)


def processes(shop: Shop) -> list[str]:
    """Living processes that the server started for this application."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if shop.app_name in command and b"DOKPLOY_CHILD=1" in (entry / "environ").read_bytes().split(b"\0"):
                found.append(command)
    return found


def files(shop: Shop) -> list[str]:
    """Drafts and folders of attempts in the data folder, and probes that nothing asks for any more."""
    data = shop.api.instance.data
    places = [data / "traefik/dynamic", data / "applications" / shop.app_name, data / "logs" / shop.app_name, data]
    found = []
    for place in places:
        for path in place.rglob("*") if place != data else place.iterdir():
            inside = path.relative_to(data)
            if ".git" not in inside.parts and (DRAFT.search(path.name) or path.name == f"{shop.app_name}.probe.yml"):
                found.append(str(inside))
    return found


def _log_is_whole(row: dict[str, Any], pieces: Sequence[bytes] | None) -> None:
    written = Path(row["logPath"]).read_bytes()
    text = written.decode()
    assert text.startswith(BEGINNINGS), text[:100]
    assert text.endswith(VERDICTS[row["state"]]) or NOTED.search(text), text[-300:]
    if pieces is not None:
        assert b"".join(pieces) == written, f"a reader got {len(b''.join(pieces))} bytes of {len(written)}"


async def _until(problem: Callable[[], str | None], seconds: float) -> None:
    """Until there is none any more; the last one is what is raised."""
    deadline = time.monotonic() + seconds
    while (said := await asyncio.to_thread(problem)) is not None:
        assert time.monotonic() < deadline, f"after {seconds:.0f} s: {said}"
        await asyncio.sleep(0.2)


def _said(**found: list[str]) -> str | None:
    return "; ".join(f"{what} left: {there}" for what, there in found.items() if there) or None


def client_of(shop: Shop) -> Any:
    import docker

    return docker.APIClient(base_url=shop.api.instance.docker_host, version="auto", timeout=60)
