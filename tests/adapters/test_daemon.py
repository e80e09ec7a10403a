"""An engine that we start ourselves: in a session of its own, and told when it cannot become a Swarm."""

import asyncio
import os
import signal
import socket
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests import testbed

from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.provision.cluster import default_address, ensure_swarm
from dokploy.adapters.provision.daemon import Daemon, ensure_engine
from dokploy.core.errors import EngineUnavailable


def start_elsewhere(daemon: Daemon) -> tuple[int, socket.socket]:
    """Start it in a network of its own, where port 2377 is taken: two engines in one network take bridges away.

    A thread has its own network namespace, which what it starts inherits.
    """
    address = default_address()

    def start() -> tuple[int, socket.socket]:
        testbed.new_network()
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
        listener = socket.create_server(("0.0.0.0", 2377))
        return daemon.start(), listener

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(start).result()


@pytest.mark.alone
@pytest.mark.engine
async def test_an_engine_of_ours_survives_ctrl_c_and_a_failed_swarm_is_explained(engine: Any) -> None:
    # Sockets lie in it, and the kernel takes 107 bytes for the path of one.
    with tempfile.TemporaryDirectory(prefix="d-", dir="/tmp", ignore_cleanup_errors=True) as short:
        await _start_and_explain(Path(short))


async def _start_and_explain(folder: Path) -> None:
    paths = [f"--{name}={folder}/{name}" for name in ("data-root", "exec-root", "pidfile")]
    daemon = Daemon(f"unix://{folder}/docker.sock", folder / "engine.log", tuple(paths))
    pid, listener = start_elsewhere(daemon)
    second = Engine(daemon.docker_host)
    try:
        for _ in range(200):
            with suppress(EngineUnavailable):
                facts = await second.facts(fresh=True)
                break
            await asyncio.sleep(0.1)
        assert (facts.swarm_state, facts.is_manager) == ("inactive", False)
        assert "in no Swarm" in (facts.reason or "")
        assert os.getsid(pid) == pid != os.getsid(0)

        said: list[str] = []
        assert await ensure_engine(second, DataFolder(folder), said.append) is None
        assert said == []
        why = await ensure_swarm(second, said.append) or ""
        assert "could not start a Swarm" in why
        assert "in use" in why

        listener.close()
        together = [ensure_swarm(second, said.append) for _ in range(4)]
        assert await asyncio.gather(*together) == [None] * 4, "one makes the Swarm, the others find it made"
    finally:
        listener.close()
        await second.close()
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def test_what_the_daemon_died_of_is_found_in_its_log(tmp_path: Path) -> None:
    daemon = Daemon("unix:///x", tmp_path / "engine.log")
    assert "No such file" in daemon.last_error()
    daemon.log.write_text("level=info msg=starting\nlevel=fatal msg=no rights\nlevel=info msg=bye\n")
    assert daemon.last_error() == "level=fatal msg=no rights"
