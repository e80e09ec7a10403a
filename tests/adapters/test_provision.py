"""From an engine to Traefik that answers, on the real engine: twice the same, side by side, with ports taken."""

import asyncio
import json
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.adapters.test_swarm import spec, until
from tests.images import HelloImages

from dokploy.adapters import ports as host_ports
from dokploy.adapters.containers import Containers
from dokploy.adapters.docker_cli import choose
from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.provision import HELLO_BASE_IMAGE, Provisioned, ensure_hello_base, network_name, provision
from dokploy.adapters.provision.base_image import is_static
from dokploy.adapters.provision.daemon import ensure_engine
from dokploy.adapters.swarm import LABEL_INSTANCE, Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.core.errors import Conflict, Invalid, RemoteFailed
from dokploy.core.guard import write_unit
from dokploy.settings import Settings


class Plane:
    """One instance: its folder, its settings and what provisioning said."""

    def __init__(self, root: Path, docker_host: str, web: int, websecure: int) -> None:
        self.settings = Settings(
            _env_file=None, data=root, docker_host=docker_host, traefik_port=web, traefik_ssl_port=websecure
        )
        self.folder = DataFolder(self.settings.data)
        self.folder.prepare()
        self.engine = Engine(docker_host)
        self.containers = Containers(self.engine, self.folder.instance_id)
        self.images = Images(self.engine, self.folder.instance_id)
        self.swarm = Swarm(self.engine, self.folder.instance_id)
        self.traefik = Traefik(self.folder)
        self.said: list[str] = []

    async def provision(self) -> Provisioned:
        self.said.clear()
        return await provision(self.settings, self.folder, self.engine, self.said.append)

    async def sweep(self) -> None:
        for service in await self.swarm.labelled():
            await self.swarm.remove(service.name)
        for container in await self.containers.labelled():
            await self.containers.remove(container.name)
        ours = filters(label=[f"{LABEL_INSTANCE}={self.folder.instance_id}"])
        for network in await self.engine.ask(Request("GET", "/networks", ours)):
            for _ in range(100):  # Swarm lets go of a network a little later
                with suppress(EngineRefused):
                    await self.engine.ask(Request("DELETE", f"/networks/{network['Id']}"))
                    break
                await asyncio.sleep(0.1)
        await self.traefik.close()
        await self.engine.close()


def free_port() -> int:
    """Below the range from which outgoing connections take theirs."""
    return next(port for port in range(8100, 9000) if host_ports.is_free(port))


@pytest.fixture
async def plane(engine: Any, tmp_path: Path) -> AsyncIterator[Callable[..., Plane]]:
    made: list[Plane] = []

    def make(name: str = "one", web: int | None = None, websecure: int | None = None) -> Plane:
        first = web or free_port()
        made.append(Plane(tmp_path / name, engine.docker_host, first, websecure or first + 20))
        return made[-1]

    yield make
    for one in made:
        await one.sweep()


def served(plane: Plane, host: str, port: int | None = None) -> tuple[int, str]:
    url = f"http://127.0.0.1:{port or plane.settings.traefik_port}/"
    answer = httpx.get(url, headers={"Host": host}, timeout=5, trust_env=False)
    return answer.status_code, answer.text


def routed(app: str, service: str, host: str) -> dict[str, Any]:
    return {
        "http": {
            "routers": {app: {"rule": f"Host(`{host}`)", "entryPoints": ["web"], "service": app}},
            "services": {app: {"loadBalancer": {"servers": [{"url": f"http://{service}:3000"}]}}},
        }
    }


@pytest.mark.alone
@pytest.mark.engine
async def test_a_second_start_changes_nothing_and_is_quick(plane: Callable[..., Plane]) -> None:
    one = plane()
    first = await one.provision()
    assert first.reason is None
    assert any("Traefik" in line for line in one.said)
    container = await one.containers.find((await one.containers.labelled())[0].name)

    began = time.monotonic()
    second = await one.provision()
    took = time.monotonic() - began

    assert (second, one.said) == (first, [])
    assert await one.containers.find((await one.containers.labelled())[0].name) == container
    assert took < 1


@pytest.mark.alone
@pytest.mark.engine
async def test_a_stopped_traefik_is_started_and_a_changed_one_made_anew(plane: Callable[..., Plane]) -> None:
    one = plane()
    ports = (await one.provision()).ports
    [before] = await one.containers.labelled()
    await one.engine.ask(Request("POST", f"/containers/{before.container_id}/stop", {"t": 1}))

    again = await one.provision()
    [same] = await one.containers.labelled()
    assert (same.container_id, same.state, again.ports) == (before.container_id, "running", ports)

    moved = one.settings.model_copy(update={"traefik_port": one.settings.traefik_port + 7})
    one.settings = moved
    changed = await one.provision()
    [new] = await one.containers.labelled()
    assert changed.ports is not None
    assert (new.container_id != before.container_id, changed.ports.web) == (True, moved.traefik_port)


@pytest.mark.alone
@pytest.mark.engine
async def test_two_instances_live_side_by_side_and_a_taken_port_is_told(plane: Callable[..., Plane]) -> None:
    one = plane("one")
    await one.provision()
    two = plane("two", one.settings.traefik_port, one.settings.traefik_ssl_port)
    result = await two.provision()

    assert result.reason is None
    assert result.ports is not None
    assert result.ports.web > one.settings.traefik_port
    assert any(f"Port {one.settings.traefik_port} was taken" in note for note in result.notes)
    assert any(f"http on port {result.ports.web}" in line for line in two.said)
    assert network_name(one.folder) != network_name(two.folder)
    assert [c.state for c in (*await one.containers.labelled(), *await two.containers.labelled())] == ["running"] * 2
    [theirs] = await one.containers.labelled()
    with pytest.raises(Conflict, match="left alone"):
        await two.containers.remove(theirs.name)
    await one.traefik.loaded()
    await two.traefik.loaded()


@pytest.mark.alone
@pytest.mark.engine
async def test_a_port_that_was_taken_while_traefik_was_down_does_not_stop_it(plane: Callable[..., Plane]) -> None:
    one = plane()
    await one.provision()
    [before] = await one.containers.labelled()
    await one.engine.ask(Request("POST", f"/containers/{before.container_id}/stop", {"t": 1}))
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("0.0.0.0", one.settings.traefik_port))
        listener.listen()
        result = await one.provision()

    assert result.ports is not None
    assert (result.ports.web, len(result.notes)) == (one.settings.traefik_port + 1, 1)
    await one.traefik.loaded()


@pytest.mark.alone
@pytest.mark.engine
async def test_instances_that_start_at_the_same_time_do_not_meet(plane: Callable[..., Plane]) -> None:
    port = free_port()
    planes = [plane(name, port, port + 20) for name in ("one", "two", "three")]
    results = await asyncio.gather(*(one.provision() for one in planes))

    assert [result.reason for result in results] == [None] * 3
    assert len({result.network for result in results}) == 3
    assert len({result.ports.web for result in results if result.ports}) == 3
    await asyncio.gather(*(one.traefik.loaded() for one in planes))


@pytest.mark.alone
@pytest.mark.engine
async def test_a_route_reaches_both_replicas_and_can_be_moved(
    plane: Callable[..., Plane], hello_images: HelloImages
) -> None:
    one = plane()
    await one.provision()
    network = {"Networks": [{"Target": network_name(one.folder), "Aliases": ["shop"]}]}
    for name, image in (("shop-old", hello_images.good), ("shop-new", hello_images.better)):
        wanted = spec(image, name=name)
        object.__setattr__(wanted, "task_template", {**wanted.task_template, **network})
        object.__setattr__(wanted, "mode", {"Replicated": {"Replicas": 2}})
        await one.swarm.create(wanted)
        await until(one.swarm, name, "running")

    await one.traefik.write("shop", routed("shop", "shop-old", "shop.example.com"))
    await one.traefik.confirm({"shop": ("http://shop-old:3000",)})
    assert await eventually(one.traefik, "shop.example.com") == 200
    assert served(one, "shop.example.com") == (200, "hello from good\n")
    assert await one.traefik.probe("other.example.com") == 404

    began = time.monotonic()
    await one.traefik.write("shop", routed("shop", "shop-new", "shop.example.com"))
    await one.traefik.confirm({"shop": ("http://shop-new:3000",)})
    assert time.monotonic() - began < 2
    assert served(one, "shop.example.com") == (200, "hello from better\n")

    await one.traefik.remove("shop")
    await one.traefik.loaded()
    assert await one.traefik.probe("shop.example.com") == 404


async def eventually(traefik: Traefik, host: str) -> int:
    for _ in range(100):
        if (status := await traefik.probe(host)) == 200:
            return status
        await asyncio.sleep(0.1)
    return status


@pytest.mark.alone
@pytest.mark.engine
async def test_traefik_is_asked_and_quoted_when_it_does_not_follow(plane: Callable[..., Plane]) -> None:
    one = plane()
    await one.provision()

    with pytest.raises(RemoteFailed, match=r"service ghost as written after 0\.5 seconds: its API answers 404"):
        await one.traefik.confirm({"ghost": ("http://a:1",)}, timeout_s=0.5)
    await one.traefik.write("shop", routed("shop", "shop-old", "shop.example.com"))
    with pytest.raises(RemoteFailed, match="servers http://shop-old:3000"):
        await one.traefik.confirm({"shop": ("http://shop-new:3000",)}, timeout_s=1)


@pytest.mark.alone
@pytest.mark.engine
async def test_a_file_that_traefik_cannot_decode_is_taken_back(plane: Callable[..., Plane]) -> None:
    one = plane()
    await one.provision()
    good = routed("shop", "shop-old", "shop.example.com")
    await one.traefik.write_checked("shop", good)
    bad = {"http": {**good["http"], "middlewares": {"m": {"headers": {"stsSeconds": "many"}}}}}

    with pytest.raises(Invalid, match="the one before is in place again"):
        await one.traefik.write_checked("shop", bad, timeout_s=1)

    assert one.traefik.parse(await one.traefik.read("shop") or "") == good
    await one.traefik.loaded()


@pytest.mark.alone
@pytest.mark.engine
async def test_traefiks_api_is_closed_to_those_without_its_key(plane: Callable[..., Plane]) -> None:
    one = plane()
    await one.provision()
    written = json.loads(one.folder.traefik_ports.read_text())
    url = f"http://127.0.0.1:{written['api']}/api/http/routers"

    await one.traefik.loaded()
    assert httpx.get(url, trust_env=False).status_code == 404
    assert httpx.get(url, headers={"X-Dokploy-Key": written["key"]}, trust_env=False).status_code == 200
    assert one.folder.traefik_ports.stat().st_mode & 0o777 == 0o600
    assert (one.folder.traefik / "acme/acme.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.alone
@pytest.mark.engine
async def test_a_foreign_network_and_traefik_are_left_alone(plane: Callable[..., Plane], engine: Any) -> None:
    one = plane()
    foreign = {"Name": "dokploy-network", "Driver": "overlay", "Attachable": True}
    made = await one.engine.ask(Request("POST", "/networks/create", body=foreign))
    try:
        assert (await one.provision()).reason is None
        assert network_name(one.folder) == f"dokploy-network-{one.folder.instance_id}"
    finally:
        await one.engine.ask(Request("DELETE", f"/networks/{made['Id']}"))


@pytest.mark.alone
@pytest.mark.engine
async def test_the_hello_base_can_be_built_upon(plane: Callable[..., Plane], tmp_path: Path) -> None:
    one = plane()
    assert await ensure_hello_base(one.images, one.said.append) is None
    found = await one.images.find(HELLO_BASE_IMAGE)
    assert found is not None
    cli = (await one.engine.facts()).docker_cli
    if cli is None:
        pytest.skip("no docker client that can build with BuildKit")
    (tmp_path / "Dockerfile").write_text(f'FROM {HELLO_BASE_IMAGE}\nRUN echo hello > /page\nCMD ["httpd", "-f"]\n')
    env = {"DOCKER_HOST": one.settings.docker_host, "DOCKER_BUILDKIT": "1", "PATH": "/usr/bin", "HOME": str(tmp_path)}
    tag = "dokploy-test/built:1"
    done = subprocess.run(
        [cli, "build", "-t", tag, "--label", f"{LABEL_INSTANCE}={one.folder.instance_id}", str(tmp_path)],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [image.tags for image in await one.images.labelled()] == [(tag,)]
    await one.images.remove(tag)
    await one.images.remove(tag)  # absent is fine
    assert await one.images.labelled() == []


@pytest.mark.alone
@pytest.mark.engine
async def test_an_engine_that_runs_is_used_as_it_is(plane: Callable[..., Plane]) -> None:
    one = plane()
    assert await ensure_engine(one.engine, one.folder, one.said.append) is None
    assert one.said == []


@pytest.mark.parametrize(
    ("docker_host", "reason"),
    [
        ("tcp://10.0.0.1:2375", "a remote engine cannot be used"),
        ("ssh://root@example.com", "a remote engine cannot be used"),
        ("unix:///nonexistent/docker.sock", "its socket does not exist. Start Docker"),
    ],
)
async def test_without_an_engine_there_is_a_reason_and_no_exception(
    docker_host: str, reason: str, tmp_path: Path
) -> None:
    one = Plane(tmp_path / "data", docker_host, 80, 443)
    result = await one.provision()
    assert result.reason is not None
    assert reason in result.reason
    assert (result.network, result.ports) == (None, None)


async def test_traefiks_folder_is_closed_inside_a_write_unit(tmp_path: Path) -> None:
    one = Plane(tmp_path / "data", "unix:///nonexistent/docker.sock", 80, 443)
    with write_unit(), pytest.raises(RuntimeError, match="inside a write unit"):
        await one.traefik.write("shop", {})
    with pytest.raises(RemoteFailed, match="Traefik is not set up"):
        await one.traefik.probe("a.example.com")


async def test_files_are_whole_private_and_named_safely(tmp_path: Path) -> None:
    one = Plane(tmp_path / "data", "unix:///nonexistent/docker.sock", 80, 443)
    written = routed("shop", "shop-1", "shop.example.com")
    await one.traefik.write("shop", written)

    assert [path.name for path in one.folder.traefik_dynamic.iterdir()] == ["shop.yml"]
    assert (one.folder.traefik_dynamic / "shop.yml").stat().st_mode & 0o777 == 0o600
    assert one.traefik.parse(await one.traefik.read("shop") or "") == written
    for name in ("../shop", "_other", ".hidden", ""):
        with pytest.raises(ValueError, match="App name"):
            await one.traefik.write(name, written)
    await one.traefik.write("shop", {"http": {"routers": {}}})
    assert await one.traefik.read("shop") is None
    (one.folder.traefik_dynamic / "odd.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(RemoteFailed, match="cannot be read"):
        await one.traefik.read("odd")


def test_the_clients_of_this_machine_are_told_apart(tmp_path: Path) -> None:
    def client(name: str, version: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho 'Docker version {version}, build x'\n")
        path.chmod(0o755)
        return str(path)

    old, new = client("old", "20.10.24"), client("new", "28.2.2")
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    assert choose((new, old), (str(plugins),)).with_buildkit == old
    assert choose((new,), (str(plugins),)).with_buildkit is None
    assert choose((new,), (str(plugins),)).any == new
    (plugins / "docker-buildx").write_text("#!/bin/sh\n")
    (plugins / "docker-buildx").chmod(0o755)
    assert choose((new, old), (str(plugins),)).with_buildkit == new
    assert choose((str(tmp_path / "absent"),), ()).any is None


def test_a_dynamic_program_is_told_from_a_static_one(tmp_path: Path) -> None:
    assert not is_static(Path("/bin/ls"))
    text = tmp_path / "script"
    text.write_text("#!/bin/sh\n")
    assert not is_static(text)


def test_a_port_that_is_taken_names_its_holder() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert "pid" in (host_ports.holder_of(listener.getsockname()[1]) or "")
