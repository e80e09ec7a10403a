"""Bad releases of five kinds never serve; each of the last five good ones comes back exactly, also after a prune."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.e2e import sources
from tests.proofs import invariants
from tests.proofs.invariants import Seen
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import Shop, made_known, open_shop, serving
from tests.registry import running_registry

DEADLINE_SECONDS = 30.0
"""The gate's limit for an answer is 5 s here, and so is its least for tasks that come up."""
KEPT = 5


def unhealthy() -> dict[str, str]:
    """Serves, and its health check always fails."""
    files = serving("sick")
    files["Dockerfile"] += 'HEALTHCHECK --interval=1s --timeout=1s --retries=2 CMD ["/bin/false"]\n'
    return files


def elsewhere() -> dict[str, str]:
    """Listens on another port than its domain says."""
    files = serving("elsewhere")
    files["Dockerfile"] = files["Dockerfile"].replace("-p 3000", "-p 4000")
    return files


@dataclass(frozen=True)
class Bad:
    """`files` for the repository, or `break_` and `mend` around the deployment; `words` must stand in the cause."""

    words: tuple[str, ...]
    files: Callable[[], dict[str, str]] | None = None
    image: str | None = None
    bind: str | None = None


KINDS = {
    "crashes": Bad(("exit code 3",), sources.crashes),
    "never healthy": Bad(("health",), unhealthy),
    "wrong port": Bad(("3000",), elsewhere),
    "missing image": Bad(("no-such-image",), image="127.0.0.1:9/no-such-image:1"),
    "bad mount": Bad(("/nowhere/at/all",), bind="/nowhere/at/all"),
}


@asynccontextmanager
async def target(place: Place) -> AsyncIterator[Shop]:
    yield await open_shop(place, await place.api(), "releases")


@asynccontextmanager
async def broken(shop: Shop, bad: Bad) -> AsyncIterator[None]:
    """The application as somebody gets it wrong, and as it was afterwards."""
    of = {"applicationId": shop.application_id}
    if bad.image:
        await shop.api.post("application.saveDockerProvider", **of, dockerImage=bad.image)
        yield
        git = {"customGitUrl": shop.repository.url, "customGitBranch": "main"}
        await shop.api.post("application.saveGitProvider", **of, **git)
    elif bad.bind:
        mount = {"type": "bind", "hostPath": bad.bind, "mountPath": "/data", "serviceType": "application"}
        created = await shop.api.post("mounts.create", serviceId=shop.application_id, **mount)
        yield
        await shop.api.post("mounts.remove", mountId=created["mountId"])
    else:
        shop.publish(bad.files and bad.files())
        yield


async def bad_release(kind: str, place: Place) -> Figures:
    shop, bad = await place.shared(target), KINDS[kind]
    async with broken(shop, bad), shop.watching() as steady:
        begun = time.monotonic()
        deployment_id = await shop.ask()
        row = await shop.finished(deployment_id)
        took = time.monotonic() - begun
        log = await shop.api.log(deployment_id)
        assert row["state"] == "error", log
        assert [word for word in bad.words if word not in row["errorMessage"]] == [], row["errorMessage"]
        assert [word for word in bad.words if word not in log] == [], log
        await invariants.check(shop, deployment_id, Seen(steady))
    assert took <= DEADLINE_SECONDS, f"it took {took:.1f} s"
    return {"failed_after_s": round(took, 1), "asked": steady.asked}


@asynccontextmanager
async def with_history(place: Place) -> AsyncIterator[tuple[Shop, list[dict[str, Any]]]]:
    """Six releases, each with an image and variables of its own, kept in a registry; the five before the live one."""
    folder = place.folder / "registry"
    folder.mkdir()
    with running_registry(folder) as registry:
        api = await place.api()
        shop = await open_shop(place, api, "history")
        of = {"applicationId": shop.application_id}
        kept = await made_known(api, registry)
        await api.post("application.update", **of, rollbackActive=True, rollbackRegistryId=kept)
        found = []
        for number in range(KEPT + 1):
            shop.publish()
            await api.post("application.saveEnvironment", **of, env=f"NUMBER={number}\nQUOTED='a $b {number}'")
            row = await shop.finished(await shop.ask())
            assert row["state"] == "done", await api.log(row["deploymentId"])
            (release,) = shop.query('SELECT * FROM rollback WHERE "deploymentId" = ?', row["deploymentId"])
            found.append({**release, "env": running(shop)[1], "page": (await api.page(shop.host)).text})
        yield shop, found[:-1]


def running(shop: Shop) -> tuple[str, list[str]]:
    """Image and variables of the one container that serves."""
    with contextlib.closing(invariants.client_of(shop)) as client:
        of = {"label": f"com.docker.swarm.service.name={invariants.live_release(shop)['serviceName']}"}
        (container,) = client.containers(filters=of)
        known = client.inspect_container(container["Id"])
        return known["Image"], sorted(known["Config"]["Env"])


def prune(shop: Shop) -> int:
    """What `docker image prune --all` does to this application: every image of it that no container uses."""
    removed = 0
    with contextlib.closing(invariants.client_of(shop)) as client:
        used = {container["ImageID"] for container in client.containers(all=True)}
        for image in client.images(filters={"label": f"dokploy.app={shop.app_name}"}, all=False):
            if image["Id"] not in used:
                client.remove_image(image["Id"], force=True)
                removed += 1
    return removed


async def brought_back(number: int, place: Place) -> Figures:
    """By one call; image, variables and page are those that were recorded."""
    shop, history = await place.shared(with_history)
    wanted, pruned = history[number], prune(shop)
    async with shop.watching() as steady:
        begun = time.monotonic()
        await shop.api.post("rollback.rollback", rollbackId=wanted["rollbackId"])
        row = await shop.finished((await shop.rows())[0]["deploymentId"])
        took = time.monotonic() - begun
        log = await shop.api.log(row["deploymentId"])
        assert row["state"] == "done", log
        await invariants.check(shop, row["deploymentId"], Seen(steady))
    image, env = running(shop)
    assert image == wanted["imageId"], "another image"
    assert env == wanted["env"]
    assert (await shop.api.page(shop.host)).text == wanted["page"]
    return {"seconds": round(took, 1), "images_pruned": pruned, "pulled": "pulling it from" in log}


def slowest(figures: Sequence[Mapping[str, Any]], name: str) -> Figures:
    return {f"{name}_max": max(one[name] for one in figures)} if figures else {}


BAD = Proof(
    "bad-releases",
    figure="17",
    target="a release that crashes, is never healthy, listens elsewhere, has no image or a mount of nothing fails "
    "within its deadline with its cause, and the one before serves throughout",
    cases=lambda: [Case(kind, partial(bad_release, kind)) for kind in KINDS],
    short=("crashes", "missing image"),
    measured=lambda figures: slowest(figures, "failed_after_s"),
)
ROLLBACKS = Proof(
    "rollbacks",
    figure="18",
    target="each of the last five releases comes back after a prune: image and variables equal what was recorded",
    cases=lambda: [Case(f"{KEPT - number} back", partial(brought_back, number)) for number in range(KEPT)],
    measured=lambda figures: slowest(figures, "seconds"),
)
