"""Figure 7: a machine with many services loses its power and is switched on again; nobody does anything by hand.

The machine is a network of its own with an engine in it: all processes end at once, mounts and network are gone, the
disk stays. What is not shown is a kernel that starts, and a disk that loses what was not written to it yet.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, Final

import httpx
from tests.e2e.instance import Api, Instance, administrator
from tests.hosts import Alone, one_host
from tests.images import make_images
from tests.proofs.place import SHORT_WAITS, Place
from tests.proofs.proof import Case, Figures, Proof

BACK_WITHIN_S: Final = 120.0
ENDED_WITHIN_S: Final = 120.0
PATIENCE_S: Final = 2.0
"""A request that came before its service was there may wait for long, and says nothing of those after it."""
AT_A_TIME: Final = 4
FINAL: Final = ("done", "error", "cancelled")


@dataclass
class Machine:
    """A host with the control plane on it, and an administrator's client from outside."""

    alone: Alone
    instance: Instance
    api: Api
    image: str

    def lose_power(self) -> None:
        assert self.instance.process is not None
        os.killpg(self.instance.process.pid, signal.SIGKILL)
        self.instance.process.wait()
        self.instance.process = None
        self.alone.lose_power()

    def switch_on(self) -> None:
        """As an init system does: the control plane is started while the engine still comes up."""
        self.alone.switch_on()
        self.instance.launch()
        self.alone.host.start_engine()


@asynccontextmanager
async def machine(place: Place) -> AsyncIterator[Machine]:
    folder = place.folder / "machine"
    folder.mkdir()
    with ExitStack() as stack:
        alone = await asyncio.to_thread(stack.enter_context, one_host())
        images = await make_images(alone.host.engine, folder)
        environment = {**SHORT_WAITS, "DOKPLOY_BUILDS_CONCURRENCY": str(AT_A_TIME)}
        host = alone.host
        instance = Instance(
            folder / "data", host.engine.docker_host, environment=environment, address=alone.outside, within=host.within
        )
        stack.callback(lambda: instance.stop() if instance.process is not None else 0)
        await asyncio.to_thread(instance.start)
        api = await administrator(instance)
        yield Machine(alone, instance, api, images.good)
        await api.http.aclose()


async def services(machine: Machine, count: int) -> list[dict[str, Any]]:
    """So many applications that serve, each at a host of its own."""
    api = machine.api
    environment = (await api.post("project.create", name="Many"))["environment"]["environmentId"]
    slots = asyncio.Semaphore(AT_A_TIME)

    async def one(number: int) -> dict[str, Any]:
        async with slots:
            row = await api.post("application.create", name=f"s{number}", environmentId=environment)
            of = {"applicationId": row["applicationId"]}
            await api.post("application.saveDockerProvider", **of, dockerImage=machine.image)
            await api.post("domain.create", **of, host=f"s{number}.example.com", port=3000)
            run = await api.deploy(row["applicationId"])
            assert run["state"] == "done", run["errorMessage"]
            return {**of, "host": f"s{number}.example.com"}

    return list(await asyncio.gather(*map(one, range(count))))


async def seconds_until_all_answer(machine: Machine, hosts: Sequence[str], since: float) -> float:
    left = set(hosts)
    async with httpx.AsyncClient(base_url=machine.instance.web, timeout=PATIENCE_S) as client:
        while left:
            assert monotonic() - since < BACK_WITHIN_S, f"{len(left)} of {len(hosts)} do not answer: {sorted(left)}"
            for host in sorted(left):
                with suppress(httpx.TransportError):
                    if (await client.get("/", headers={"host": host})).status_code == 200:
                        left.remove(host)
            await asyncio.sleep(0.1)
    return round(monotonic() - since, 1)


async def run_that_was_cut(machine: Machine, application_id: str) -> dict[str, Any]:
    """The end that it came to by itself; the control plane may still be starting."""
    async with asyncio.timeout(ENDED_WITHIN_S):
        while True:
            with suppress(httpx.TransportError):
                rows: list[dict[str, Any]] = await machine.api.get("deployment.all", applicationId=application_id)
                if rows[0]["state"] in FINAL:
                    return rows[0]
            await asyncio.sleep(0.5)


async def power_is_lost(place: Place, *, count: int) -> Figures:
    """Also in the middle of a deployment; then all serve again, that run has an end, and another one goes live."""
    ours = await place.shared(machine)
    found = await services(ours, count)
    await ours.api.post("application.deploy", applicationId=found[0]["applicationId"])
    await asyncio.sleep(place.dice("reboot").uniform(0.2, 2.5))
    await asyncio.to_thread(ours.lose_power)
    switched_on = monotonic()
    await asyncio.to_thread(ours.switch_on)
    engine_after = round(monotonic() - switched_on, 1)
    all_after = await seconds_until_all_answer(ours, [one["host"] for one in found], switched_on)
    await asyncio.to_thread(ours.instance.ready)
    run = await run_that_was_cut(ours, found[0]["applicationId"])
    assert run["state"] == "done" or run["errorMessage"], run
    again = await ours.api.deploy(found[1]["applicationId"])
    assert again["state"] == "done", again["errorMessage"]
    for project in await ours.api.get("project.all"):
        await ours.api.http.post("/api/project.remove", json={"projectId": project["projectId"]}, timeout=300)
    return {"services": count, "engine_answers_after_s": engine_after, "all_answer_after_s": all_after,
            "run_in_the_middle": run["state"]}  # fmt: skip


PROOF = Proof(
    "reboot",
    figure="7",
    target="a machine with 30 services loses its power in the middle of a deployment and is switched on again: all "
    "answer within 120 s, the run has a true end, the next one goes live; nobody does anything by hand",
    cases=lambda: [Case("30 services", partial(power_is_lost, count=30), timeout_s=900),
                   Case("3 services", partial(power_is_lost, count=3))],
    short=("3 services",),
)  # fmt: skip
