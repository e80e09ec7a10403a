"""docker-compose.yml as it stands: set up, deployed to, and every one of its processes killed in turn."""

import asyncio
import contextlib
import os
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from tests import compose
from tests.compose import Installation
from tests.e2e.instance import SETUP_TOKEN, Api, Instance, Steady, administrator
from tests.hosts import one_host
from tests.images import make_images
from tests.pipeline.githttp import GitServer
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof

PORT = 3000
SITE = "hello.example.com"
KILLED = ("api-1", "api-2", "worker-1", "worker-2", "valkey", "postgres", "panel-1", "panel-2")
IMAGES = {"POSTGRES_IMAGE": "postgres", "VALKEY_IMAGE": "valkey"}


@dataclass
class Site:
    """The installation with one application, its page, and the administrator's client by way of the panel."""

    installation: Installation
    api: Api
    application_id: str
    engine_host: str


@dataclass
class Calls:
    """Asks the API for the application ten times a second, each time on a new connection."""

    site: Site
    asked: int = 0
    answers: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator["Calls"]:
        task = asyncio.ensure_future(self._watch())
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _watch(self) -> None:
        url = f"{self.site.api.instance.url}/api/application.one?applicationId={self.site.application_id}"
        while True:
            self.asked += 1
            async with httpx.AsyncClient(timeout=20, headers={"x-api-key": self.site.api.key}) as client:
                try:
                    self.answers[str((await client.get(url)).status_code)] += 1
                except httpx.HTTPError as error:
                    self.answers[type(error).__name__] += 1
            await asyncio.sleep(0.1)

    @property
    def bad(self) -> dict[str, int]:
        return {answer: count for answer, count in self.answers.items() if answer != "200"}


@asynccontextmanager
async def site(place: Place) -> AsyncIterator[Site]:
    folder, source = place.folder / "compose", place.engine.docker_host
    folder.mkdir()
    await make_images(place.engine, folder)
    program, more = await asyncio.to_thread(compose.docker, folder)
    await asyncio.to_thread(compose.make_images, source, folder)
    with contextlib.ExitStack() as stack:
        alone = await asyncio.to_thread(stack.enter_context, one_host())
        target = alone.host.engine.docker_host
        wanted = (compose.SERVER, "busybox:stable", *(f"{compose.LOCAL}/{name}" for name in IMAGES.values()))
        await asyncio.to_thread(compose.carry, wanted, source, target)
        data = folder / "data"
        data.mkdir(mode=0o700)
        _give_away(data, 10001)
        installation = Installation(program, {**compose.engine_of(target), **more, **_given(data, alone.host.folder)})
        stack.callback(installation.say, "down", "--volumes", "--timeout", "20")
        await asyncio.to_thread(installation.up)
        git = stack.enter_context(GitServer(folder / "git", alone.here))
        instance = Instance(data, target, port=PORT, address=alone.outside)
        api = await administrator(instance)
        yield await _deployed(installation, api, git, target)
        await api.http.aclose()


def _given(data: Path, engine_folder: Path) -> dict[str, str]:
    """What docker-compose.yml asks for."""
    socket = engine_folder / "docker.sock"
    return {
        **{variable: f"{compose.LOCAL}/{name}" for variable, name in IMAGES.items()},
        "DOKPLOY_IMAGE": compose.SERVER,
        "DOKPLOY_DATA": str(data),
        "DOCKER_SOCKET": str(socket),
        "DOCKER_GID": str(socket.stat().st_gid),
        "POSTGRES_PASSWORD": secrets.token_hex(24),
        "REDIS_PASSWORD": secrets.token_hex(24),
        "DOKPLOY_SECRET_KEY": secrets.token_hex(32),
        "DOKPLOY_SETUP_TOKEN": SETUP_TOKEN,
        "PORT": str(PORT),
    }


def _give_away(folder: Path, user: int) -> None:
    """To the user of the image; folders above it must let that user through."""
    os.chown(folder, user, user)
    for above in (folder.parent, folder.parent.parent):
        above.chmod(0o755)


async def _deployed(installation: Installation, api: Api, git: GitServer, engine_host: str) -> Site:
    """`examples/hello` from a repository, with a domain."""
    repository = git.create_repo("hello")
    hello = compose.ROOT / "examples/hello"
    files = {path.relative_to(hello).as_posix(): path.read_text() for path in hello.rglob("*") if path.is_file()}
    repository.commit(files, "Hello")
    created = await api.post("project.create", name="Shop")
    made = await api.post("application.create", name="hello", environmentId=created["environment"]["environmentId"])
    application_id = made["applicationId"]
    await api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    source = {"customGitUrl": repository.url, "customGitBranch": "main", "customGitBuildPath": "/"}
    await api.post("application.saveGitProvider", applicationId=application_id, **source)
    await api.post("domain.create", applicationId=application_id, host=SITE, port=3000)
    row = await api.deploy(application_id)
    assert row["state"] == "done", await api.log(row["deploymentId"])
    return Site(installation, api, application_id, engine_host)


# ------------------------------------------------------------------------------------------------ cases


async def it_is_set_up_and_deploys(place: Place) -> Figures:
    """Nothing runs as root that need not, all are healthy, the page is served; sizes as they are."""
    here = await place.shared(site)
    page = await here.api.page(SITE)
    assert page.status_code == 200, page.text
    services = here.installation.services()
    assert {found["State"] for found in services.values()} == {"running"}
    healthy = {name for name, found in services.items() if found["Health"] == "healthy"}
    assert healthy == {*KILLED}
    report = await here.api.get("settings.doctor")
    assert [check for check in report["checks"] if check["status"] == "failed"] == []
    memory = await asyncio.to_thread(here.installation.memory)
    return {
        "image_mb": here.installation.image_megabytes(),
        "memory_mb": memory,
        "memory_sum_mb": round(sum(memory.values())),
        "doctor": report["status"],
    }


async def one_is_killed(place: Place, service: str) -> Figures:
    """In the middle of a deployment, which ends well; the page does not notice, nor does who calls the API."""
    here = await place.shared(site)
    installation = here.installation
    async with Steady(here.api, SITE).watching() as page, Calls(here).watching() as calls:
        await asyncio.sleep(1)
        deploying = asyncio.ensure_future(_deploy(here))
        await asyncio.sleep(1)
        killed = await asyncio.to_thread(installation.kill, service)
        back = await asyncio.to_thread(installation.wait, service, killed)
        row = await deploying
        await asyncio.sleep(2)
    assert row["state"] == "done", await here.api.log(row["deploymentId"])
    assert page.failures == [], page.failures[:3]
    assert sum(calls.bad.values()) <= 1, calls.bad  # one that was in the hands of the killed process
    return {"back_s": round(back, 1), "pages": page.asked, "calls": calls.asked, "calls_failed": calls.bad}


async def _deploy(here: Site) -> dict[str, Any]:
    """Asked for before anything is killed; then looked at as often as it takes."""
    await here.api.post("application.deploy", applicationId=here.application_id)
    while True:
        with contextlib.suppress(httpx.HTTPError, AssertionError):
            (row, *_) = await here.api.get("deployment.all", applicationId=here.application_id)
            if row["state"] in ("done", "error", "cancelled"):
                return dict(row)
        await asyncio.sleep(0.5)


def measured(results: Sequence[Mapping[str, Any]]) -> Figures:
    kills = [figures for figures in results if "pages" in figures]
    return {
        "killed": len(kills),
        "pages": sum(figures["pages"] for figures in kills),
        "calls": sum(figures["calls"] for figures in kills),
        "slowest_back_s": max((figures["back_s"] for figures in kills), default=None),
    }


def cases() -> list[Case]:
    kills = [Case(f"kill -9 of {name}", partial(one_is_killed, service=name)) for name in KILLED]
    return [Case("set up and deployed to", it_is_set_up_and_deploys, timeout_s=1800), *kills]


PROOF = Proof(
    name="containers",
    figure="the larger size in containers",
    target="any one process killed: no page fails; of the API's calls none but the one in that process's hands",
    cases=cases,
    measured=measured,
)
