"""`make bench`: start, seed, measure, write down. Leave the machine alone meanwhile."""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import postgres, valkey

from benchmarks import deployments, report, seed, viewers
from benchmarks.server import ROOT, Api, Server
from dokploy.adapters.docker_client import knock
from dokploy.core.errors import EngineUnavailable
from dokploy.settings import Settings

STARTS = 5
IDLE_SECONDS = 15
SETTLE_SECONDS = 3
SECONDS = 5.0
CONNECTIONS = (1, 16, 64)
VIEWERS = (200, 500)
GROWN_PROJECTS = 2_000
"""Of five applications each."""
RESULTS = ROOT / "benchmarks/results"


def load(server: Server, api: Api, path: str, connections: int, seconds: float) -> dict[str, Any]:
    """Requests a second and latencies, from a process of its own."""
    given = {
        "port": server.port,
        "path": path,
        "connections": connections,
        "seconds": seconds,
        "headers": {"x-api-key": api.key},
    }
    command = [sys.executable, "-m", "benchmarks.load", json.dumps(given)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def starts(server: Server) -> dict[str, float]:
    """The very first start, which makes key and database, and the median of those that follow."""
    first = server.start()
    server.stop()
    again = []
    for _ in range(STARTS):
        again.append(server.start())
        server.stop()
    return {"first_s": round(first, 2), "again_s": round(statistics.median(again), 2)}


def at_rest(server: Server) -> dict[str, Any]:
    """Memory and processor time of the server and all it started, a moment after its start."""
    cpu = server.cpu_percent(SETTLE_SECONDS) and server.cpu_percent(IDLE_SECONDS)
    return {**server.memory_mb(), "processes": len(server.processes()), "cpu_percent": cpu}


def rates(server: Server, api: Api, seconds: float) -> list[dict[str, Any]]:
    """Every list that clients ask for, small and large, at one connection, at sixteen and at sixty-four."""
    small = seed.projects(api, 1, 1)
    application = seed.deployments(server, small, 100)
    rows: list[dict[str, Any]] = []

    def ask(name: str, path: str) -> None:
        for connections in CONNECTIONS:
            rows.append({"name": name, "connections": connections, **load(server, api, path, connections, seconds)})
            print(report.line(rows[-1]), flush=True)

    ask("settings.health", "/api/settings.health")
    ask("project.all, 1 project", "/api/project.all")
    ask("application.one, 100 deployments", f"/api/application.one?applicationId={application}")
    seed.projects(api, 199, 5)
    ask("project.all, 200 projects × 5 applications", "/api/project.all")
    return rows


def grown(server: Server, seconds: float) -> dict[str, Any]:
    """The same questions where there are ten thousand applications."""
    server.start()
    api = Api(server)
    application = seed.deployments(server, seed.projects(api, 1, 1), 100)
    seed.many(server, GROWN_PROJECTS, 5)
    server.stop()
    again = server.start()
    idle = at_rest(server)
    asked = {
        "settings.health": "/api/settings.health",
        "application.one, 100 deployments": f"/api/application.one?applicationId={application}",
        "application.search": "/api/application.search?q=web&limit=20",
        "project.all, 2,000 projects × 5 applications": "/api/project.all",
    }
    rows = [{"name": name, "connections": 1, **load(server, api, path, 1, seconds)} for name, path in asked.items()]
    for row in rows:
        print(report.line(row), flush=True)
    after = server.memory_mb()
    server.stop()
    return {"start_s": round(again, 2), "idle": idle, "rates": rows, "after": after}


def larger_size(place: Path, seconds: float) -> dict[str, Any]:
    """The same on PostgreSQL and a Valkey of its own, which are not counted in its memory."""
    with postgres.running() as database, valkey.running(place / "valkey") as doorbell:
        server = Server(place / "server" / "data", database_url=database.url, redis_url=doorbell.url)
        try:
            server.start()
            idle = at_rest(server)
            print(f"on PostgreSQL, idle: {idle}", flush=True)
            api = Api(server)
            found = {"idle": idle, "rates": rates(server, api, seconds)}
            application = seed.projects(api, 1, 1)
            found["viewers"] = [viewers.measure(server, api, application, count) for count in VIEWERS]
            print(f"viewers of one log: {found['viewers']}", flush=True)
            return found
        finally:
            server.stop()


def has_engine() -> bool:
    """Deployments are measured where an engine answers; nothing is installed for a benchmark."""
    try:
        knock(Settings().docker_host)
    except EngineUnavailable as missing:
        print(f"deployments are left out: {missing}", flush=True)
        return False
    return True


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--seconds", type=float, default=SECONDS, help="of load for each figure")
    options.add_argument("--no-engine", action="store_true", help="leave deployments out, also where an engine answers")
    options.add_argument("--dry", action="store_true", help="print, but do not write docs/benchmarks.md")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="dokploy-bench-") as place:
        server = Server(Path(place) / "data")
        try:
            result: dict[str, Any] = {
                "measured": datetime.now(UTC).isoformat(timespec="seconds"),
                "machine": f"{platform.system()} {platform.machine()}, {report.cores()} cores",
                "python": platform.python_version(),
                "commit": report.commit(ROOT),
                "start": starts(server),
            }
            print(f"start: {result['start']}", flush=True)
            server.start()
            result["idle"] = at_rest(server)
            print(f"idle: {result['idle']}", flush=True)
            result["rates"] = rates(server, Api(server), wanted.seconds)
            result["after_load"] = server.memory_mb()
            server.stop()
            result["grown"] = grown(Server(Path(place) / "grown" / "data"), wanted.seconds)
            if postgres.is_here():
                result["postgresql"] = larger_size(Path(place) / "larger", wanted.seconds)
            else:
                print("the larger size is left out: PostgreSQL is not installed", flush=True)
            if not wanted.no_engine and has_engine():
                result["deployment"] = deployments.measure(Server(Path(place) / "engine", with_engine=True))
                print(f"deployment: {result['deployment']}", flush=True)
        finally:
            server.stop()
    if not wanted.dry:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "latest.json").write_text(json.dumps(result, indent=2) + "\n")
        report.write(ROOT / "docs/benchmarks.md", result)
        print("written: benchmarks/results/latest.json, docs/benchmarks.md")


if __name__ == "__main__":
    main()
