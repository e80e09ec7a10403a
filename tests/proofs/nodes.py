"""A Swarm of two engines: replicas on both, the cable between them taken out, one of them lost, and its return."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import httpx
import websockets
from tests import registry
from tests.e2e import sources
from tests.e2e.instance import Api, Instance, administrator
from tests.hosts import Hosts, two_hosts
from tests.pipeline.githttp import GitServer, Repository
from tests.proofs.place import SHORT_WAITS, Place
from tests.proofs.proof import Case, Figures, Proof

HOST = "nodes.example.com"
REPLICAS = 4
LOST_SECONDS = 90
"""Swarm waits for some heartbeats before it gives a node up, and each new task for its restart delay."""
SERVING = "mkdir /www; echo $0 on $(hostname) > /www/index.html; echo serving on $(hostname); trap 'exit 0' TERM"


@dataclass
class Nodes:
    """Two hosts, a registry that both reach, a control plane on the first, and one application on both."""

    hosts: Hosts
    api: Api
    repository: Repository
    application_id: str
    app_name: str
    version: int = 0

    async def deploy(self) -> dict[str, Any]:
        """The next version; fails where it does not go live."""
        self.version += 1
        program = f"{SERVING}; httpd -f -p 3000 -h /www & wait"
        argv = json.dumps(["/bin/sh", "-c", program, f"v{self.version}"])
        self.repository.commit({"Dockerfile": f"FROM {sources.BASE}\nCMD {argv}\n"}, f"Version {self.version}")
        row = await self.api.deploy(self.application_id)
        assert row["state"] == "done", await self.api.log(row["deploymentId"])
        return row

    def tasks(self) -> dict[str, list[str]]:
        """Containers of running tasks that Swarm wants, by the name of their host."""
        with self.hosts.first.engine.client() as client:
            names = {node["ID"]: node["Description"]["Hostname"] for node in client.nodes()}
            found: dict[str, list[str]] = {name: [] for name in names.values()}
            for task in client.tasks({"label": f"dokploy.app={self.app_name}"}):
                if task["DesiredState"] == "running" and task["Status"]["State"] == "running":
                    found[names[task["NodeID"]]].append(task["Status"]["ContainerStatus"]["ContainerID"])
        return found

    def states(self) -> list[str]:
        with self.hosts.first.engine.client() as client:
            return sorted(node["Status"]["State"] for node in client.nodes())

    async def pages(self, count: int = 40) -> set[str]:
        """What as many visitors get to see."""
        async with httpx.AsyncClient(timeout=20) as client:
            seen = set()
            for _ in range(count):
                answer = await client.get(self.api.instance.web, headers={"host": HOST, "connection": "close"})
                assert answer.status_code == 200, answer.text
                seen.add(answer.text.strip())
            return seen

    async def is_on_both(self) -> bool:
        return [len(found) for found in self.tasks().values()] == [REPLICAS // 2] * 2

    async def check_swarm(self) -> dict[str, Any]:
        """What the doctor says of the Swarm."""
        report = await self.api.get("settings.doctor")
        return next(check for check in report["checks"] if check["name"] == "swarm")


@asynccontextmanager
async def nodes(place: Place) -> AsyncIterator[Nodes]:
    folder = place.folder / "nodes"
    (folder / "registry").mkdir(parents=True)
    with contextlib.ExitStack() as stack:
        hosts = await asyncio.to_thread(stack.enter_context, two_hosts("--insecure-registry", "10.213.0.0/16"))
        first = hosts.first
        images = stack.enter_context(registry.running_registry(folder / "registry", first.address, first.within))
        git = stack.enter_context(GitServer(folder / "git", hosts.here))
        instance = Instance(
            folder / "data",
            first.engine.docker_host,
            environment=dict(SHORT_WAITS),
            address=hosts.outside,
            within=first.within,
        )
        stack.callback(lambda: instance.stop() if instance.process is not None else 0)
        await asyncio.to_thread(instance.start)
        api = await administrator(instance)
        yield await an_application(api, hosts, images, git.create_repo("nodes"))
        await api.http.aclose()


async def an_application(api: Api, hosts: Hosts, images: registry.Registry, repository: Repository) -> Nodes:
    """From the repository, with a domain, pushed to the registry, in four replicas."""
    created = await api.post("project.create", name="Nodes")
    made = await api.post("application.create", name="nodes", environmentId=created["environment"]["environmentId"])
    application_id = made["applicationId"]
    server, username, password = images.login
    login = {"registryUrl": server, "username": username, "password": password}
    kept = await api.post("registry.create", registryName="ours", registryType="cloud", imagePrefix="", **login)
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    source = {"customGitUrl": repository.url, "customGitBranch": "main", "customGitBuildPath": "/"}
    await api.post("application.saveGitProvider", applicationId=application_id, **source)
    await api.post("application.update", applicationId=application_id, registryId=kept["registryId"], replicas=REPLICAS)
    await api.post("domain.create", applicationId=application_id, host=HOST, port=3000)
    return Nodes(hosts, api, repository, application_id, made["appName"])


@dataclass
class Visitor:
    """Asks ten times a second, and keeps when it was not answered well."""

    api: Api
    asked: int = 0
    failures: list[str] = field(default_factory=list)
    slowest_s: float = 0.0

    def figures(self) -> Figures:
        said = {"failures": self.failures[:3]} if self.failures else {}
        return {"asked": self.asked, "failed": len(self.failures), "slowest_s": round(self.slowest_s, 1)} | said

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        watch = asyncio.ensure_future(self._watch())
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _watch(self) -> None:
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._ask())
                await asyncio.sleep(0.1)

    async def _ask(self) -> None:
        self.asked += 1
        begun = monotonic()
        try:
            async with httpx.AsyncClient(timeout=30) as client:
                answer = await client.get(self.api.instance.web, headers={"host": HOST})
        except httpx.HTTPError as error:
            self.failures.append(repr(error))
            return
        self.slowest_s = max(self.slowest_s, monotonic() - begun)
        if answer.status_code != 200:
            self.failures.append(f"{answer.status_code} {answer.text[:60]}")


async def within(seconds: float, claim: Callable[[], Awaitable[bool]]) -> float:
    """Wait until it holds; how long that took."""
    begun = monotonic()
    while not await claim():
        assert monotonic() - begun < seconds, f"not within {seconds} s: {claim.__qualname__}"
        await asyncio.sleep(0.2)
    return round(monotonic() - begun, 1)


# ------------------------------------------------------------------------------------------------ cases


async def replicas_are_spread(place: Place) -> Figures:
    """Pulled by digest, answered by every replica, and the logs of all are one log."""
    here = await place.shared(nodes)
    row = await here.deploy()
    assert await here.is_on_both(), here.tasks()
    with here.hosts.second.engine.client() as client:
        used = {container["Image"] for container in client.containers()}
    assert all("@sha256:" in image for image in used), used
    seen = await here.pages()
    assert len(seen) == REPLICAS, seen
    served = {page.rpartition(" ")[2] for page in seen}
    said = await the_log(here, served)
    listed = await here.api.get("docker.getServiceContainersByAppName", appName=here.app_name)
    running = [task["node"] for task in listed if task["currentState"].startswith("Running")]
    assert sorted(running) == sorted([here.hosts.first.name, here.hosts.second.name] * 2), listed
    assert row["stages"][2]["outcome"] == "done", row["stages"]  # pushed
    return {"replicas": REPLICAS, "nodes": 2, "answering": len(seen), "in_the_log": len(said)}


async def the_log(here: Nodes, served: set[str]) -> set[str]:
    """The hosts whose lines the application's log has."""
    url = f"{here.api.instance.url.replace('http', 'ws', 1)}/docker-container-logs"
    query = f"containerId={here.app_name}&serviceId={here.application_id}&tail=100"
    text = ""
    async with websockets.connect(f"{url}?{query}", additional_headers={"x-api-key": here.api.key}) as socket:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(15):
                while not all(host in text for host in served):
                    text += str(await socket.recv())
    found = {host for host in served if f"serving on {host}" in text}
    assert found == served, text
    return found


async def the_cable_is_cut(place: Place) -> Figures:
    """The second host lives on by itself: what it had is started on the first, and goes there when it is back."""
    here = await place.shared(nodes)
    await here.deploy()
    visitor = Visitor(here.api)
    async with visitor.watching():
        here.hosts.cut()
        try:
            figures = await lost(here)
        finally:
            here.hosts.join()
        figures |= await back(here)
    return figures | visitor.figures()


async def a_host_is_lost(place: Place) -> Figures:
    """Cut off and without an engine; it comes back with the engine's memory of its old tasks."""
    here = await place.shared(nodes)
    await here.deploy()
    visitor = Visitor(here.api)
    async with visitor.watching():
        here.hosts.cut()
        here.hosts.second.kill_engine()
        try:
            figures = await lost(here)
        finally:
            here.hosts.join()
            await asyncio.to_thread(here.hosts.second.start_engine)
        figures |= await back(here)
    return figures | visitor.figures()


async def stop_and_start(place: Place) -> Figures:
    """While a host is away an application is stopped and started as quickly as ever."""
    here = await place.shared(nodes)
    await here.deploy()
    figures = {}

    async def is_noticed() -> bool:
        return here.states() == ["down", "ready"]

    here.hosts.cut()
    try:
        await within(LOST_SECONDS, is_noticed)
        for verb in ("stop", "start"):
            begun = monotonic()
            answer = await here.api.post(f"application.{verb}", applicationId=here.application_id)
            assert answer["applicationStatus"] == {"stop": "idle", "start": "done"}[verb]
            figures[f"{verb}_s"] = round(monotonic() - begun, 1)

        async def is_served() -> bool:
            async with httpx.AsyncClient(timeout=20) as client:
                answer = await client.get(here.api.instance.web, headers={"host": HOST})
                return answer.status_code == 200

        figures["served_again_s"] = await within(60, is_served)
    finally:
        here.hosts.join()
    return figures | await back(here)


async def lost(here: Nodes) -> Figures:
    """Swarm notices, moves the tasks, the doctor says which host it is, and deploying goes on."""
    name = here.hosts.second.name

    async def is_noticed() -> bool:
        return here.states() == ["down", "ready"]

    async def is_elsewhere() -> bool:
        return len(here.tasks()[here.hosts.first.name]) == REPLICAS

    noticed = await within(LOST_SECONDS, is_noticed)
    moved = await within(LOST_SECONDS, is_elsewhere)
    said = await here.check_swarm()
    assert said["status"] == "warning", said
    assert name in said["cause"], said
    assert said["cure"], said
    begun = monotonic()
    await here.deploy()
    deployed = round(monotonic() - begun, 1)
    seen = await here.pages(20)
    assert {page.split()[0] for page in seen} == {f"v{here.version}"}, seen
    await the_log(here, {page.rpartition(" ")[2] for page in seen})
    return {"noticed_s": noticed, "moved_s": round(noticed + moved, 1), "deployed_without_it_s": deployed}


async def back(here: Nodes) -> Figures:
    async def is_back() -> bool:
        return here.states() == ["ready", "ready"]

    ready = await within(LOST_SECONDS, is_back)
    assert (await here.check_swarm())["status"] == "ok"
    await here.deploy()
    assert await here.is_on_both(), here.tasks()
    seen = await here.pages()
    assert len(seen) == REPLICAS, seen

    async def is_tidy() -> bool:
        with here.hosts.second.engine.client() as client:
            return len(client.containers()) == REPLICAS // 2

    await within(60, is_tidy)
    return {"back_s": ready}


def cases() -> list[Case]:
    return [
        Case("replicas are spread", replicas_are_spread),
        Case("the cable is cut", the_cable_is_cut, timeout_s=420),
        Case("a host is lost", a_host_is_lost, timeout_s=420),
        Case("stopped and started without it", stop_and_start),
    ]


PROOF = Proof(
    name="nodes",
    figure="Swarm of two engines (beyond the table of anchors)",
    target="replicas on both; one host lost: all on the other, and deploying goes on; it comes back by itself",
    cases=cases,
    short=(),
)
