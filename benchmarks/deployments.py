"""What a deployment costs beyond git, build and Swarm: the same folder, deployed again and again on a real engine."""

import io
import statistics
import tarfile
import time
from datetime import datetime
from typing import Any

from benchmarks.server import ROOT, Api, Server

RUNS = 7
PUSHES = 20
READY_SECONDS = 180
SETTLED_SECONDS = 5
"""The first seconds are not measured: the server imports the rest of itself, and sorts out once what it will keep."""


def measure(server: Server) -> dict[str, Any]:
    server.start()
    try:
        _wait_until_ready(server)
        api = Api(server)
        made = api.post("project.create", name="Bench")
        row = api.post("application.create", name="hello", environmentId=made["environment"]["environmentId"])
        application_id = row["applicationId"]
        api.post("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
        api.post("domain.create", applicationId=application_id, host="bench.localhost", port=3000)
        pushed = _pushed(api, made["environment"]["environmentId"])
        runs = [_run(api, application_id) for _ in range(RUNS + 1)][1:]  # the first one fills the build cache
        api.post("application.delete", applicationId=application_id)
    finally:
        server.stop()
    waits = sorted(run["queue"] for run in runs)
    hooks = sorted(pushed)
    return {
        "runs": len(runs),
        "total_s": round(statistics.median(run["total"] for run in runs), 2),
        "own_s": round(statistics.median(run["own"] for run in runs), 3),
        "queue_p95_ms": round(waits[int(len(waits) * 0.95)] * 1000, 1),
        "pushes": len(hooks),
        "webhook_p50_ms": round(statistics.median(hooks) * 1000, 1),
        "webhook_p95_ms": round(hooks[int(len(hooks) * 0.95)] * 1000, 1),
        "stages_s": {
            name: round(statistics.median(run["stages"][name] for run in runs), 2) for name in runs[0]["stages"]
        },
    }


def _wait_until_ready(server: Server) -> None:
    log = server.data.parent / "server.log"
    deadline = time.monotonic() + READY_SECONDS
    while "is ready at" not in log.read_text().rpartition("Listening on")[2]:
        if time.monotonic() > deadline:
            raise SystemExit(f"the engine was not prepared:\n{log.read_text()}")
        time.sleep(0.2)
    time.sleep(SETTLED_SECONDS)


def _run(api: Api, application_id: str) -> dict[str, Any]:
    before = {row["deploymentId"] for row in api.get("deployment.all", applicationId=application_id)}
    files = {"zip": ("hello.tar.gz", _folder(), "application/gzip")}
    api.http.post(
        "/api/application.dropDeployment", data={"applicationId": application_id}, files=files
    ).raise_for_status()
    while True:
        rows = api.get("deployment.all", applicationId=application_id)
        row = next(row for row in rows if row["deploymentId"] not in before)
        if row["state"] not in {"queued", "running"}:
            break
        time.sleep(0.05)
    if row["state"] != "done":
        raise SystemExit(f"the deployment ended {row['state']}: {row['errorMessage']}")
    stages = {
        stage["name"]: _between(stage["startedAt"], stage["finishedAt"])
        for stage in row["stages"]
        if stage["outcome"] == "done"
    }
    total = _between(row["createdAt"], row["finishedAt"])
    return {
        "total": total,
        "queue": _between(row["createdAt"], row["startedAt"]),
        "own": total - sum(stages.values()),
        "stages": stages,
    }


def _pushed(api: Api, environment_id: str) -> list[float]:
    """Seconds from the call of a git webhook to the worker's start. There is nothing to fetch: each ends at once."""
    row = api.post("application.create", name="pushed", environmentId=environment_id)
    of = {"applicationId": row["applicationId"]}
    api.post("application.saveGitProvider", **of, customGitUrl="http://127.0.0.1:9/none.git", customGitBranch="main")
    token = api.get("application.one", **of)["refreshToken"]
    taken = []
    for number in range(PUSHES):
        commit = f"{number + 1:040x}"
        push = {"ref": "refs/heads/main", "after": commit, "head_commit": {"id": commit, "message": "Push"}}
        begun = time.time()
        headers = {"x-github-event": "push", "x-github-delivery": str(number)}
        api.http.post(f"/api/deploy/{token}", json=push, headers=headers).raise_for_status()
        while (newest := api.get("deployment.all", **of)[0])["state"] in {"queued", "running"}:
            time.sleep(0.05)
        taken.append(datetime.fromisoformat(newest["startedAt"]).timestamp() - begun)
    api.post("application.delete", **of)
    return taken


def _between(begun: str, ended: str) -> float:
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(begun)).total_seconds()


def _folder() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.add(ROOT / "examples/hello", arcname=".")
    return packed.getvalue()
