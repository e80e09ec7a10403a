"""`dokploy doctor` on a whole installation: well, then with Traefik stopped, then without its server."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.instance import Api, Instance, administrator
from tests.testbed import RunningEngine

from dokploy.adapters.swarm import LABEL_INSTANCE

pytestmark = pytest.mark.engine


def doctor(instance: Instance, key: str, *options: str, expect: int | None = 0) -> dict[str, Any]:
    """The report, as somebody on the server's own machine gets it."""
    environment = instance.variables() | {
        "PATH": os.environ["PATH"],
        "HOME": str(instance.data.parent),
        "DOKPLOY_URL": instance.url,
        **({"DOKPLOY_API_KEY": key} if key else {}),
    }
    program = str(Path(sys.executable).with_name("dokploy"))
    ran = subprocess.run(
        [program, "doctor", "--json", *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert expect in (None, ran.returncode), ran.stdout + ran.stderr
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def troubles(report: dict[str, Any]) -> dict[str, str]:
    return {check["name"]: check["cause"] for check in report["checks"] if check["status"] != "ok"}


def of_stopped(traefik: str, instance: Instance, api: Api, engine: RunningEngine) -> dict[str, str]:
    """What the doctor says of a Traefik that somebody stopped; it is started again within seconds, perhaps too soon."""
    found: dict[str, str] = {}
    for _ in range(5):
        with engine.client() as client:
            client.stop(traefik, timeout=1)
        found = troubles(doctor(instance, api.key, expect=None))
        if len(found) == 3:
            break
    return found


async def test_a_whole_installation(tmp_path: Path, engine: RunningEngine) -> None:
    instance = Instance(tmp_path / "data", engine.docker_host).start()
    try:
        api: Api = await administrator(instance)
        asked = doctor(instance, api.key)
        assert (troubles(asked), asked["source"]) == ({}, instance.url)
        from_here = doctor(instance, api.key, "--local")
        assert (troubles(from_here), from_here["source"]) == ({}, str(instance.data))
        traefik = asked["checks"][4]["details"]["container"]
        assert list(of_stopped(traefik, instance, api, engine)) == ["traefik", "files", "probe"]
        async with asyncio.timeout(30):
            while troubles(doctor(instance, api.key, expect=None)):  # each look takes a second
                await asyncio.sleep(0.1)
        await api.http.aclose()
    finally:
        instance.stop()
    try:
        alone = doctor(instance, api.key)
        assert alone["source"] == str(instance.data)
        assert list(troubles(alone)) == ["queue"]
        assert "No server runs here" in troubles(alone)["queue"]
    finally:
        clean(instance, engine)


def clean(instance: Instance, engine: RunningEngine) -> None:
    """What the installation made on the engine, which other tests use as well."""
    ours = {"label": f"{LABEL_INSTANCE}={(instance.data / 'instance.id').read_text().strip()}"}
    with engine.client() as client:
        for container in client.containers(all=True, filters=ours):
            client.remove_container(container["Id"], force=True)
        for network in client.networks(filters=ours):
            client.remove_network(network["Id"])
