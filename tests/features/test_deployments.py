"""Deployments and rollbacks: lists, the queue, logs, and what may be removed."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests import factories
from tests.features.conftest import House

from dokploy.core.secrets import Secret
from dokploy.models import Application, Deployment, Rollback, Schedule, Server
from dokploy.pipeline.plan import Workload


async def deploy(house: House, application: Application | None = None, **body: Any) -> Deployment:
    """A waiting deployment."""
    application = application or house.application
    await house.owner("application.deploy", applicationId=application.application_id, **body)
    async with house.runtime.database.read() as db:
        query = select(Deployment).where(Deployment.application_id == application.application_id)
        return (await db.scalars(query.order_by(Deployment.sequence.desc()).limit(1))).one()


async def released(house: House, *, is_live: bool = False, **values: Any) -> tuple[Deployment, Rollback]:
    """A deployment that ended well, with its release."""
    run = await deploy(house)
    await house.change(run, state="done", status="done")
    context = json.dumps(Workload(house.application.app_name, env=(("A", Secret("1")),)).to_json())
    release = await house.add(
        Rollback(
            deployment_id=run.deployment_id,
            application_id=house.application.application_id,
            image=f"{house.application.app_name}:abc",
            image_id="sha256:abc",
            service_name=f"{house.application.app_name}-abc",
            full_context=context,
            **values,
        )
    )
    await house.change(run, rollback_id=release.rollback_id)
    if is_live:
        await house.change(house.application, live_rollback_id=release.rollback_id)
    return run, release


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["deploymentId"] for row in rows]


# ------------------------------------------------------------------------------------------------ lists


async def test_the_newest_comes_first_with_its_place_in_the_queue(house: House) -> None:
    first, second = await deploy(house, title="one"), await deploy(house, title="two")
    rows = await house.owner("deployment.all", applicationId=house.application.application_id)
    assert ids(rows) == [second.deployment_id, first.deployment_id]
    newest, oldest = rows
    assert (oldest["queuePosition"], newest["queuePosition"]) == (1, 2)
    assert newest["waitingFor"] == "an earlier deployment of this service"
    assert (newest["status"], newest["state"], newest["title"]) == ("running", "queued", "two")
    assert newest.keys() >= {
        "deploymentId", "title", "description", "status", "logPath", "createdAt", "startedAt", "finishedAt",
        "errorMessage", "pid", "applicationId", "composeId", "serverId", "stage", "stages", "commitSha",
    }  # fmt: skip
    assert not newest.keys() & {"leaseOwner", "fence", "processGroup", "sourcePath"}


async def test_by_type_shows_the_release_without_its_variables(house: House) -> None:
    run, release = await released(house)
    waiting = await deploy(house)
    rows = await house.owner("deployment.allByType", id=house.application.application_id, type="application")
    assert ids(rows) == [waiting.deployment_id, run.deployment_id]
    assert rows[0]["rollback"] is None
    assert (rows[1]["rollback"]["rollbackId"], rows[1]["rollback"]["version"]) == (release.rollback_id, 1)
    assert "fullContext" not in rows[1]["rollback"]


@pytest.mark.parametrize(
    "kind", ["application", "compose", "server", "schedule", "previewDeployment", "backup", "volumeBackup"]
)
async def test_an_owner_of_another_organization_is_not_found(house: House, kind: str) -> None:
    answer = await house.call("owner", "deployment.allByType", id=house.foreign.application_id, type=kind)
    assert answer.status == 404


async def test_runs_of_a_server_and_of_a_schedule(house: House) -> None:
    server = await house.add(
        Server(
            name="s",
            ip_address="192.0.2.1",
            port=22,
            app_name="s",
            created_at="",
            organization_id=house.organization.id,
        )
    )
    schedule = await house.add(
        Schedule(name="nightly", cron_expression="0 0 * * *", app_name="s", command="true", server_id=server.server_id)
    )
    of_server = await house.add(Deployment(title="set-up", log_path="", server_id=server.server_id))
    of_schedule = await house.add(Deployment(title="run", log_path="", schedule_id=schedule.schedule_id))
    assert ids(await house.owner("deployment.allByServer", serverId=server.server_id)) == [of_server.deployment_id]
    rows = await house.owner("deployment.allByType", id=schedule.schedule_id, type="schedule")
    assert ids(rows) == [of_schedule.deployment_id]
    assert (await house.call("stranger", "deployment.allByServer", serverId=server.server_id)).status == 404
    assert (await house.call("owner", "deployment.killProcess", deploymentId=of_server.deployment_id)).status == 400


async def test_the_organization_sees_its_own_runs_only(house: House) -> None:
    mine = await deploy(house)
    await house.add(Deployment(title="theirs", log_path="", application_id=house.foreign.application_id))
    (row,) = await house.owner("deployment.allCentralized")
    assert row["deploymentId"] == mine.deployment_id
    assert row["application"]["environment"]["project"]["name"] == "Shop"
    assert (row["compose"], row["server"], row["buildServer"]) == (None, None, None)
    (job,) = await house.owner("deployment.queueList")
    assert (job["id"], job["state"], job["data"]["type"]) == (mine.deployment_id, "waiting", "deploy")
    assert job["servicePath"]["href"].endswith(f"/services/application/{house.application.application_id}")
    assert (await house.call("member", "deployment.queueList")).body == []
    assert (await house.call("member", "deployment.allCentralized")).body == []


async def test_the_newest_runs_of_the_organization_are_a_short_list(house: House) -> None:
    _, second, third = [await deploy(house) for _ in range(3)]
    rows = await house.owner("deployment.allCentralized", limit=2)
    assert ids(rows) == [third.deployment_id, second.deployment_id]
    assert rows[0]["application"]["environment"]["project"]["name"] == "Shop"
    assert len(await house.owner("deployment.allCentralized")) == 3
    for limit in (0, 1001, "many"):
        assert (await house.call("owner", "deployment.allCentralized", limit=limit)).status == 400


async def test_the_newest_runs_of_a_member_are_those_within_reach(house: House) -> None:
    """The limit counts what the member may see: runs of others do not push the own ones out."""
    other = await house.add(
        Application(name="other", app_name="other", environment_id=house.environment.environment_id)
    )
    mine = await deploy(house)
    await house.add(Deployment(title="theirs", log_path="", application_id=other.application_id))
    await house.change(house.members["member"], accessed_services=[house.application.application_id])
    (row,) = (await house.call("member", "deployment.allCentralized", limit=1)).body
    assert row["deploymentId"] == mine.deployment_id


async def test_a_run_that_is_over_leaves_the_queue(house: House) -> None:
    await house.change(await deploy(house), state="done")
    assert await house.owner("deployment.queueList") == []


# ------------------------------------------------------------------------------------------------ one run


async def test_logs_are_read_from_the_end(house: House) -> None:
    run = await deploy(house)
    read = {"deploymentId": run.deployment_id}
    assert (await house.owner("deployment.readLogs", **read)) == ""
    path = Path(run.log_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"line {number}\n" for number in range(300)))
    assert (await house.owner("deployment.readLogs", **read)).splitlines()[0] == "line 200"
    assert await house.owner("deployment.readLogs", **read, tail=2) == "line 298\nline 299\n"
    for tail in (0, 10_001):
        assert (await house.call("owner", "deployment.readLogs", **read, tail=tail)).status == 400
    assert (await house.call("stranger", "deployment.readLogs", **read)).status == 404
    assert (await house.call("member", "deployment.readLogs", **read)).status == 403


async def test_a_waiting_run_is_killed(house: House) -> None:
    run = await deploy(house)
    await house.owner("deployment.killProcess", deploymentId=run.deployment_id)
    assert (await house.seen(Deployment, run.deployment_id)).state == "error"
    again = await house.call("owner", "deployment.killProcess", deploymentId=run.deployment_id)
    assert (again.status, again.message) == (400, "Deployment is not running")


async def test_one_of_several_runs_is_cancelled(house: House) -> None:
    run, other = await deploy(house), await deploy(house)
    assert (await house.call("member", "deployment.cancel", deploymentId=run.deployment_id)).status == 403
    await house.owner("deployment.cancel", deploymentId=run.deployment_id)
    assert (await house.seen(Deployment, run.deployment_id)).state == "cancelled"
    assert (await house.seen(Deployment, other.deployment_id)).state == "queued"
    again = await house.call("owner", "deployment.cancel", deploymentId=run.deployment_id)
    assert (again.status, again.message) == (400, "Deployment is not running")


async def test_an_ended_run_is_removed_with_its_log(house: House) -> None:
    run = await deploy(house)
    assert (await house.call("owner", "deployment.removeDeployment", deploymentId=run.deployment_id)).status == 409
    await house.change(run, state="error")
    Path(run.log_path).parent.mkdir(parents=True, exist_ok=True)
    Path(run.log_path).write_text("x")
    removed = await house.owner("deployment.removeDeployment", deploymentId=run.deployment_id)
    assert removed["deploymentId"] == run.deployment_id
    assert await house.seen(Deployment, run.deployment_id) is None
    assert not Path(run.log_path).exists()


async def test_the_record_of_what_serves_is_kept(house: House) -> None:
    run, release = await released(house, is_live=True)
    assert (await house.call("owner", "deployment.removeDeployment", deploymentId=run.deployment_id)).status == 409
    assert (await house.call("owner", "rollback.delete", rollbackId=release.rollback_id)).status == 409
    assert await house.seen(Rollback, release.rollback_id) is not None


@pytest.mark.parametrize("procedure", ["killProcess", "cancel", "removeDeployment", "readLogs"])
async def test_a_foreign_run_is_not_found(house: House, procedure: str) -> None:
    async with house.runtime.database.write() as db:
        foreign = await factories.saved(
            db, Deployment(title="theirs", log_path="", application_id=house.foreign.application_id)
        )
    answer = await house.call("owner", f"deployment.{procedure}", deploymentId=foreign.deployment_id)
    assert answer.status == 404


# ------------------------------------------------------------------------------------------------ rollback


async def test_a_release_comes_back_as_a_deployment(house: House) -> None:
    _, release = await released(house, commit_sha="a" * 40)
    assert await house.owner("rollback.rollback", rollbackId=release.rollback_id) == {"success": True}
    newest = (await house.owner("deployment.all", applicationId=house.application.application_id))[0]
    assert (newest["action"], newest["restoresId"]) == ("rollback", release.rollback_id)
    assert (newest["title"], newest["description"]) == ("Rollback to version 1", f"Hash: {'a' * 40}")
    assert newest["trigger"] == "rollback"


async def test_a_release_without_configuration_cannot_come_back(house: House) -> None:
    _, release = await released(house)
    await house.change(release, full_context_sealed=None)
    assert (await house.call("owner", "rollback.rollback", rollbackId=release.rollback_id)).status == 400


async def test_an_old_release_is_forgotten(house: House) -> None:
    run, release = await released(house)
    deleted = await house.owner("rollback.delete", rollbackId=release.rollback_id)
    assert deleted["deployment"]["deploymentId"] == run.deployment_id
    assert "fullContext" not in deleted
    assert await house.seen(Rollback, release.rollback_id) is None
    assert await house.seen(Deployment, run.deployment_id) is not None


@pytest.mark.parametrize("procedure", ["rollback.rollback", "rollback.delete"])
async def test_a_release_is_out_of_reach_for_others(house: House, procedure: str) -> None:
    _, release = await released(house)
    assert (await house.call("stranger", procedure, rollbackId=release.rollback_id)).status == 404
    assert (await house.call("member", procedure, rollbackId=release.rollback_id)).status == 403
