"""Applications: made, configured, shown and controlled, through the wire."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests import factories
from tests.features.conftest import House

from dokploy.features.application.actions import by_refresh_token
from dokploy.models import (
    Application,
    Deployment,
    Domain,
    Github,
    GitProvider,
    Member,
    Network,
    Registry,
    Server,
    SshKey,
)

NOWHERE = "V1StGXR8_Z5jdHi6B-myT"


async def made(house: House, **body: Any) -> dict[str, Any]:
    given = {"name": "api", "environmentId": house.environment.environment_id, **body}
    return dict(await house.owner("application.create", **given))


async def one(house: House) -> dict[str, Any]:
    return dict(await house.owner("application.one", applicationId=house.application.application_id))


async def deployments(house: House) -> list[Deployment]:
    async with house.runtime.database.read() as db:
        return list(await db.scalars(select(Deployment).order_by(Deployment.sequence)))


# ------------------------------------------------------------------------------------------------ create, one


async def test_a_new_application_has_the_defaults_that_clients_expect(house: House) -> None:
    created = await made(house, appName="Shop API", projectId="dropped silently")
    assert created["appName"].startswith("shop-api-")
    assert len(created["appName"]) == len("shop-api-") + 6
    assert (created["sourceType"], created["buildType"], created["applicationStatus"]) == ("github", "nixpacks", "idle")
    assert (created["autoDeploy"], created["replicas"], created["createEnvFile"]) == (True, 1, True)
    assert len(created["refreshToken"]) == 21
    assert created["applicationId"] in (await house.seen(Member, house.members["owner"].id)).accessed_services


async def test_a_name_is_made_when_none_is_wanted(house: House) -> None:
    assert (await made(house))["appName"].startswith("app-")


async def test_a_name_that_a_compose_or_database_has_is_taken(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.change(house.application, app_name="web-abc123")
    monkeypatch.setattr("dokploy.core.names.suffix", lambda: "abc123")
    answer = await house.call(
        "owner", "application.create", name="x", appName="web", environmentId=house.environment.environment_id
    )
    assert answer.status == 409


@pytest.mark.parametrize("wanted", ["", "-x", "a/../b", "a" * 64, "ä"])
async def test_names_that_could_become_anything_else_are_refused(house: House, wanted: str) -> None:
    answer = await house.call(
        "owner", "application.create", name="x", appName=wanted, environmentId=house.environment.environment_id
    )
    assert (answer.status, answer.fields) == (400, ["appName"])


async def test_creating_needs_the_project_and_the_permission(house: House) -> None:
    body = {"name": "x", "environmentId": house.environment.environment_id}
    assert (await house.call("member", "application.create", **body)).status == 403
    await house.change(house.members["member"], can_create_services=True)
    assert (await house.call("member", "application.create", **body)).status == 403
    await house.change(house.members["member"], accessed_projects=[house.project.project_id])
    created = await house.call("member", "application.create", **body)
    assert created.status == 200
    shown = await house.call("member", "application.one", applicationId=created.body["applicationId"])
    assert shown.status == 200
    assert (await house.call("stranger", "application.create", **body)).status == 404


async def test_one_shows_the_row_with_everything_that_hangs_on_it(house: House) -> None:
    await house.owner("domain.create", applicationId=house.application.application_id, host="a.example.com")
    await house.owner("application.deploy", applicationId=house.application.application_id)
    shown = await one(house)
    assert shown["environment"]["project"]["projectId"] == house.project.project_id
    assert [domain["host"] for domain in shown["domains"]] == ["a.example.com"]
    assert shown["deployments"][0]["state"] == "queued"
    for name in ("mounts", "ports", "redirects", "security", "previewDeployments"):
        assert shown[name] == []
    for name in ("github", "gitlab", "gitea", "bitbucket", "server", "registry", "buildRegistry", "rollbackRegistry"):
        assert shown[name] is None
    assert (shown["hasGitProviderAccess"], shown["unauthorizedProvider"]) == (True, None)
    assert (shown["runtime"], shown["differsFromRelease"]) == (None, False)
    assert "refreshTokenIndex" not in shown


async def test_one_keeps_the_secrets_of_providers_and_registries(house: House) -> None:
    async with house.runtime.database.write() as db:
        provider = await factories.saved(
            db, GitProvider(name="hub", organization_id=house.organization.id, user_id=house.members["owner"].user_id)
        )
        github = await factories.saved(
            db, Github(git_provider_id=provider.git_provider_id, github_private_key="pem", github_app_name="app")
        )
        registry = await factories.saved(
            db, Registry(registry_name="r", username="u", password="p", organization_id=house.organization.id)
        )
    await house.owner(
        "application.update",
        applicationId=house.application.application_id,
        githubId=github.github_id,
        registryId=registry.registry_id,
    )
    shown = await one(house)
    assert shown["github"]["githubAppName"] == "app"
    assert "githubPrivateKey" not in shown["github"]
    assert shown["registry"]["username"] == "u"
    assert "password" not in shown["registry"]
    as_admin = await house.call("admin", "application.one", applicationId=house.application.application_id)
    assert (as_admin.body["hasGitProviderAccess"], as_admin.body["unauthorizedProvider"]) == (False, "github")


# ------------------------------------------------------------------------------------------------ save


async def test_partial_bodies_leave_the_rest_alone(house: House) -> None:
    application_id = house.application.application_id
    await house.owner("application.saveEnvironment", applicationId=application_id, env="A=1", buildArgs="B=2")
    await house.owner("application.saveEnvironment", applicationId=application_id, env="A=3")
    await house.owner("application.saveBuildType", applicationId=application_id, buildType="dockerfile")
    shown = await one(house)
    assert (shown["env"], shown["buildArgs"], shown["createEnvFile"]) == ("A=3", "B=2", True)
    assert (shown["buildType"], shown["dockerfile"], shown["railpackVersion"]) == ("dockerfile", "Dockerfile", "0.15.4")


async def test_providers_set_the_source_and_an_idle_status(house: House) -> None:
    application_id = house.application.application_id
    await house.change(house.application, application_status="done")
    answer = await house.owner(
        "application.saveGitProvider",
        applicationId=application_id,
        customGitUrl="https://git.example.com/shop.git",
        customGitBranch="main",
        customGitBuildPath="/",
        watchPaths=["src/**"],
        enableSubmodules=False,
    )
    assert answer == {"success": True}
    shown = await one(house)
    assert (shown["sourceType"], shown["applicationStatus"], shown["watchPaths"]) == ("git", "idle", ["src/**"])
    await house.owner(
        "application.saveDockerProvider",
        applicationId=application_id,
        dockerImage="nginx:1.27",
        username="",
        password="",
        registryUrl="",
    )
    shown = await one(house)
    assert (shown["sourceType"], shown["dockerImage"], shown["username"]) == ("docker", "nginx:1.27", "")


async def test_update_takes_what_it_gave(house: House) -> None:
    """Clients read an application, change a field, and send all of it back."""
    shown = await one(house)
    answer = await house.call("owner", "application.update", **(shown | {"name": "renamed", "appName": "other"}))
    assert answer.status == 200, answer
    again = await one(house)
    assert (again["name"], again["appName"]) == ("renamed", house.application.app_name)
    assert {key: again[key] for key in shown if key != "name"} == {key: shown[key] for key in shown if key != "name"}


async def test_swarm_objects_are_kept_as_they_were_sent(house: House) -> None:
    sent = {
        "healthCheckSwarm": {"Test": ["CMD", "true"], "Interval": 1_000_000_000, "Retries": 3},
        "restartPolicySwarm": {"Condition": "on-failure", "MaxAttempts": 3},
        "placementSwarm": {"Constraints": ["node.role==worker"], "Platforms": [{"Architecture": "arm", "OS": "linux"}],
                           "Preferences": [{"Spread": {"SpreadDescriptor": "node.labels.zone"}}]},
        "updateConfigSwarm": {"Parallelism": 1, "Order": "stop-first", "FailureAction": "rollback"},
        "rollbackConfigSwarm": {"Parallelism": 1, "Order": "start-first"},
        "modeSwarm": {"Global": {}},
        "labelsSwarm": {"com.example.team": "shop"},
        "networkSwarm": [{"Target": "net", "Aliases": ["web"], "DriverOpts": {"a": "b"}}],
        "endpointSpecSwarm": {"Mode": "dnsrr", "Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080}]},
        "ulimitsSwarm": [{"Name": "nofile", "Soft": -1, "Hard": 65536}],
        "stopGracePeriodSwarm": 0,
        "memoryLimit": 536870912,
        "cpuLimit": "0.5",
        "args": ["--port", "80"],
    }  # fmt: skip
    await house.owner("application.update", applicationId=house.application.application_id, **sent)
    shown = await one(house)
    assert {key: shown[key] for key in sent} == sent | {"memoryLimit": "536870912"}
    await house.owner("application.update", applicationId=house.application.application_id, modeSwarm=None)
    assert (await one(house))["modeSwarm"] is None


@pytest.mark.parametrize("name", ["host", "none", "theirs", "bridge"])
async def test_a_member_joins_no_network_of_the_machine_or_of_others(house: House, name: str) -> None:
    ours, theirs = house.organization.id, house.members["stranger"].organization_id
    await house.change(
        house.members["member"], can_create_services=True, accessed_services=[house.application.application_id]
    )
    await house.add(Network(name="ours", driver="overlay", organization_id=ours))
    await house.add(Network(name="theirs", driver="overlay", organization_id=theirs))
    sent = {"applicationId": house.application.application_id, "networkSwarm": [{"Target": name}]}
    refused = await house.call("member", "application.update", **sent)
    assert (refused.status, name in refused.message) == (403, True), refused
    for allowed in ("ours", "dokploy-network"):
        answer = await house.call("member", "application.update", **sent | {"networkSwarm": [{"Target": allowed}]})
        assert answer.status == 200, answer
    await house.owner("application.update", **sent)
    unchanged = await house.call("member", "application.update", **sent | {"name": "renamed"})
    assert unchanged.status == 200, "what an admin has joined may be sent back as it was read"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"customGitBranch": "main;id"}, "customGitBranch"),
        ({"customGitBranch": "--upload-pack=x"}, "customGitBranch"),
        ({"customGitUrl": "ext::sh -c id"}, "customGitUrl"),
        ({"customGitUrl": "/etc"}, "customGitUrl"),
        ({"branch": "a..b"}, "branch"),
        ({"dockerfile": "../../etc/passwd"}, "dockerfile"),
        ({"dockerContextPath": "a/../../b"}, "dockerContextPath"),
        ({"customGitBuildPath": "x/../.."}, "customGitBuildPath"),
        ({"dropBuildPath": "../x"}, "dropBuildPath"),
        ({"publishDirectory": "../x"}, "publishDirectory"),
        ({"dockerBuildStage": "--no-cache"}, "dockerBuildStage"),
        ({"dockerImage": "--privileged"}, "dockerImage"),
        ({"registryUrl": "host name"}, "registryUrl"),
        ({"herokuVersion": "24;id"}, "herokuVersion"),
        ({"memoryLimit": "lots"}, "memoryLimit"),
        ({"memoryLimit": "1m"}, "memoryLimit"),
        ({"memoryLimit": "99999999999999999999"}, "memoryLimit"),
        ({"memoryLimit": True}, "memoryLimit"),
        ({"memoryLimit": "1g", "memoryReservation": "2g"}, "memoryReservation"),
        ({"cpuLimit": "one"}, "cpuLimit"),
        ({"cpuLimit": 1, "cpuReservation": 2}, "cpuReservation"),
        ({"replicas": -1}, "replicas"),
        ({"replicas": 101}, "replicas"),
        ({"replicas": "2"}, "replicas"),
        ({"healthCheckSwarm": {"Interval": 1}}, "healthCheckSwarm.Interval"),
        ({"healthCheckSwarm": {"test": []}}, "healthCheckSwarm"),
        ({"restartPolicySwarm": {"Condition": "sometimes"}}, "restartPolicySwarm.Condition"),
        ({"updateConfigSwarm": {"Order": "start-first"}}, "updateConfigSwarm.Parallelism"),
        ({"modeSwarm": {"Global": {}, "Replicated": {"Replicas": 1}}}, "modeSwarm"),
        ({"labelsSwarm": {"dokploy.instance": "x"}}, "labelsSwarm"),
        ({"ulimitsSwarm": [{"Name": "", "Soft": 1, "Hard": 1}]}, "ulimitsSwarm.0.Name"),
        ({"stopGracePeriodSwarm": -1}, "stopGracePeriodSwarm"),
        ({"previewPort": 0}, "previewPort"),
        ({"gitlabProjectId": 2**31}, "gitlabProjectId"),
        ({"command": "sh -c 'open"}, "command"),
        ({"refreshToken": "short"}, "refreshToken"),
        ({"name": None}, "name"),
        ({"sourceType": "ftp"}, "sourceType"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_update_refuses_and_names_the_field(house: House, body: dict[str, Any], field: str) -> None:
    before = await one(house)
    answer = await house.call(
        "owner", "application.update", applicationId=house.application.application_id, description="new", **body
    )
    assert (answer.status, [one.startswith(field) for one in answer.fields]) == (400, [True]), answer
    assert await one(house) == before


async def test_resources_are_compared_with_what_is_stored(house: House) -> None:
    application_id = house.application.application_id
    await house.owner("application.update", applicationId=application_id, memoryLimit="512m")
    answer = await house.call("owner", "application.update", applicationId=application_id, memoryReservation="1Gi")
    assert (answer.status, answer.fields) == (400, ["memoryReservation"])


@pytest.mark.parametrize(
    "column", ["registryId", "rollbackRegistryId", "buildServerId", "customGitSSHKeyId", "githubId", "environmentId"]
)
async def test_nothing_of_another_organization_can_be_named(house: House, column: str) -> None:
    async with house.runtime.database.write() as db:
        foreign = await factories.an_organization(db)
        owner = await factories.a_member(db, foreign, "owner", user_id=foreign.owner_id)
        provider = await factories.saved(db, GitProvider(name="x", organization_id=foreign.id, user_id=owner.user_id))
        registry = Registry(registry_name="r", username="u", password="p", organization_id=foreign.id)
        server = Server(
            name="s", ip_address="192.0.2.1", port=22, app_name="s", created_at="", organization_id=foreign.id
        )
        key = SshKey(private_key="k", public_key="k", name="k", organization_id=foreign.id)
        github = Github(git_provider_id=provider.git_provider_id)
        for row in (registry, server, key, github):
            await factories.saved(db, row)
    value = {
        "registryId": registry.registry_id,
        "rollbackRegistryId": registry.registry_id,
        "buildServerId": server.server_id,
        "customGitSSHKeyId": key.ssh_key_id,
        "githubId": github.github_id,
        "environmentId": house.foreign.environment_id,
    }[column]
    answer = await house.call(
        "owner", "application.update", applicationId=house.application.application_id, **{column: value}
    )
    assert answer.status == 404


async def test_a_network_must_be_ours(house: House) -> None:
    network = await house.add(Network(name="n", organization_id=house.organization.id))
    application_id = house.application.application_id
    await house.owner("application.update", applicationId=application_id, networkIds=[network.network_id])
    answer = await house.call("owner", "application.update", applicationId=application_id, networkIds=[NOWHERE])
    assert answer.status == 404


async def test_the_webhook_token_is_found_by_its_index_and_replaced(house: House) -> None:
    old = (await made(house, name="hooked"))["refreshToken"]
    async with house.context() as ctx:
        found = await by_refresh_token(ctx, old)
        assert found is not None
        application, organization_id = found
        assert organization_id == house.organization.id
    assert await house.owner("application.refreshToken", applicationId=application.application_id) == {"success": True}
    async with house.context() as ctx:
        assert await by_refresh_token(ctx, old) is None
    chosen = "a-token-of-my-own-choice"
    await house.owner("application.update", applicationId=application.application_id, refreshToken=chosen)
    async with house.context() as ctx:
        assert await by_refresh_token(ctx, chosen) is not None
    twice = await house.call(
        "owner", "application.update", applicationId=house.application.application_id, refreshToken=chosen
    )
    assert twice.status == 400
    await house.owner("application.update", applicationId=application.application_id, refreshToken=None)
    async with house.context() as ctx:
        assert await by_refresh_token(ctx, chosen) is None


# ------------------------------------------------------------------------------------------------ access

CALLS = [
    ("application.one", {}),
    ("application.update", {"name": "x"}),
    ("application.delete", {}),
    ("application.saveEnvironment", {"env": ""}),
    ("application.saveBuildType", {"buildType": "static"}),
    ("application.saveGitProvider", {"customGitBranch": "main"}),
    ("application.saveDockerProvider", {"dockerImage": "nginx"}),
    ("application.refreshToken", {}),
    ("application.readTraefikConfig", {}),
    ("application.updateTraefikConfig", {"traefikConfig": ""}),
    ("application.deploy", {}),
    ("application.redeploy", {}),
    ("application.cancelDeployment", {}),
    ("application.killBuild", {}),
    ("application.cleanQueues", {}),
    ("application.clearDeployments", {}),
    ("application.start", {}),
    ("application.stop", {}),
    ("application.reload", {"appName": "x"}),
    ("application.markRunning", {}),
    ("deployment.all", {}),
    ("domain.byApplicationId", {}),
    ("domain.create", {"host": "x.example.com"}),
]


@pytest.mark.parametrize(("procedure", "body"), CALLS, ids=[name for name, _ in CALLS])
async def test_a_foreign_application_is_not_found(house: House, procedure: str, body: dict[str, Any]) -> None:
    for application_id in (house.foreign.application_id, NOWHERE):
        answer = await house.call("owner", procedure, applicationId=application_id, **body)
        assert (answer.status, answer.body["code"]) == (404, "NOT_FOUND")
    assert await deployments(house) == []


@pytest.mark.parametrize(("procedure", "body"), CALLS, ids=[name for name, _ in CALLS])
async def test_a_member_without_access_is_refused(house: House, procedure: str, body: dict[str, Any]) -> None:
    answer = await house.call("member", procedure, applicationId=house.application.application_id, **body)
    assert (answer.status, answer.body["code"]) == (403, "FORBIDDEN")


async def test_nobody_may_do_anything_without_signing_in(house: House) -> None:
    async with house.client("") as client:
        answer = await client.post("/api/application.deploy", json={"applicationId": house.application.application_id})
    assert answer.status_code == 401


# ------------------------------------------------------------------------------------------------ deployments


async def test_deploy_is_queued_and_seen_at_once(house: House) -> None:
    application_id = house.application.application_id
    answer = await house.owner("application.deploy", applicationId=application_id, title="v2", description="new")
    (run,) = await deployments(house)
    assert answer == {"success": True, "deploymentId": run.deployment_id}
    assert (run.title, run.description, run.action, run.automatic) == ("v2", "new", "deploy", False)
    assert (run.state, run.status, run.requested_by) == ("queued", "running", house.members["owner"].user_id)
    assert (await one(house))["applicationStatus"] == "running"


async def test_trpc_clients_hear_of_a_deployment_what_the_contract_says(house: House) -> None:
    async with house.client("owner") as client:
        body = {"json": {"applicationId": house.application.application_id}}
        answer = await client.post("/api/trpc/application.deploy", json=body)
    assert answer.json() == {"result": {"data": {"json": None, "meta": {"values": ["undefined"], "v": 1}}}}


@pytest.mark.parametrize(("procedure", "title"), [("deploy", "Manual deployment"), ("redeploy", "Rebuild deployment")])
async def test_titles_when_none_is_given(house: House, procedure: str, title: str) -> None:
    await house.owner(f"application.{procedure}", applicationId=house.application.application_id)
    (run,) = await deployments(house)
    assert (run.title, run.description, run.action) == (title, "", procedure)


async def test_cancelling_ends_what_waits(house: House) -> None:
    application_id = house.application.application_id
    for _ in range(2):
        await house.owner("application.deploy", applicationId=application_id)
    answer = await house.owner("application.cancelDeployment", applicationId=application_id)
    assert answer == {"success": True, "message": "Deployment cancellation requested"}
    assert {run.state for run in await deployments(house)} == {"cancelled"}
    assert (await one(house))["applicationStatus"] == "idle"
    again = await house.owner("application.cancelDeployment", applicationId=application_id)
    assert again["success"] is True


async def test_killing_ends_in_an_error(house: House) -> None:
    application_id = house.application.application_id
    await house.owner("application.deploy", applicationId=application_id)
    assert await house.owner("application.killBuild", applicationId=application_id) == {"success": True}
    assert [run.state for run in await deployments(house)] == ["error"]
    assert (await one(house))["applicationStatus"] == "error"


async def test_cleaning_the_queue_leaves_what_runs(house: House) -> None:
    application_id = house.application.application_id
    for _ in range(2):
        await house.owner("application.deploy", applicationId=application_id)
    running, _ = await deployments(house)
    await house.change(running, state="running")
    await house.owner("application.cleanQueues", applicationId=application_id)
    assert [run.state for run in await deployments(house)] == ["running", "cancelled"]


async def test_clearing_removes_the_logs_of_ended_runs(house: House) -> None:
    application_id = house.application.application_id
    for _ in range(2):
        await house.owner("application.deploy", applicationId=application_id)
    ended, waiting = await deployments(house)
    await house.change(ended, state="done")
    for run in (ended, waiting):
        Path(run.log_path).parent.mkdir(parents=True, exist_ok=True)
        Path(run.log_path).write_text("line\n")
    assert await house.owner("application.clearDeployments", applicationId=application_id) == {"success": True}
    assert (Path(ended.log_path).exists(), Path(waiting.log_path).exists()) == (False, True)
    assert len(await deployments(house)) == 2


async def test_marking_as_running_changes_the_status_alone(house: House) -> None:
    await house.owner("application.markRunning", applicationId=house.application.application_id)
    assert (await one(house))["applicationStatus"] == "running"
    assert await deployments(house) == []


@pytest.mark.parametrize("procedure", ["start", "reload"])
async def test_what_was_never_deployed_cannot_start(house: House, procedure: str) -> None:
    answer = await house.call("owner", f"application.{procedure}", applicationId=house.application.application_id)
    assert (answer.status, "Deploy it first" in answer.message) == (412, True)


async def test_stop_answers_the_row_after_the_change(house: House) -> None:
    await house.owner("application.deploy", applicationId=house.application.application_id)
    stopped = await house.owner("application.stop", applicationId=house.application.application_id)
    assert (stopped["applicationStatus"], stopped["deployments"][0]["state"]) == ("idle", "cancelled")


async def test_deleting_takes_everything_along(house: House) -> None:
    application_id = house.application.application_id
    await house.owner("domain.create", applicationId=application_id, host="a.example.com")
    await house.owner("application.deploy", applicationId=application_id)
    folder = house.runtime.tools.folder.application(house.application.app_name)
    (folder / "releases").mkdir(parents=True)
    deleted = await house.owner("application.delete", applicationId=application_id)
    assert deleted["appName"] == house.application.app_name
    assert await house.seen(Application, application_id) is None
    async with house.runtime.database.read() as db:
        assert (await db.scalars(select(Domain))).all() == []
    assert await deployments(house) == []
    assert not folder.exists()
    assert (await house.call("owner", "application.delete", applicationId=application_id)).status == 404


# ------------------------------------------------------------------------------------------------ uploads


async def drop(house: House, files: dict[str, str], **fields: str) -> Any:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    async with house.client("owner") as client:
        return await client.post(
            "/api/application.dropDeployment",
            data={"applicationId": house.application.application_id, **fields},
            files={"zip": ("source.zip", packed.getvalue(), "application/zip")},
        )


async def test_an_upload_is_unpacked_and_deployed(house: House) -> None:
    answer = await drop(house, {"shop/Dockerfile": "FROM scratch", "shop/src/a.txt": "a"}, dropBuildPath="src")
    assert answer.status_code == 200
    (run,) = await deployments(house)
    assert answer.json() == {"success": True, "deploymentId": run.deployment_id}
    assert run.source_path is not None
    assert (Path(run.source_path) / "Dockerfile").read_text() == "FROM scratch"
    shown = await one(house)
    assert (shown["sourceType"], shown["dropBuildPath"]) == ("drop", "src")


@pytest.mark.parametrize(
    ("files", "fields"),
    [({"../evil": "x"}, {}), ({}, {}), ({"Dockerfile": ""}, {"dropBuildPath": "../../etc"})],
    ids=["climbs out", "empty", "bad path"],
)
async def test_a_refused_upload_changes_nothing_and_leaves_nothing(
    house: House, files: dict[str, str], fields: dict[str, str]
) -> None:
    answer = await drop(house, files, **fields)
    assert answer.status_code == 400
    assert await deployments(house) == []
    assert (await one(house))["sourceType"] == "github"
    root = house.runtime.tools.folder.root
    left = [path for path in root.rglob("*") if path.is_file() and path.name not in ("dokploy.db", "instance.id")]
    assert [path for path in left if not path.name.startswith("dokploy.db")] == []


async def test_an_upload_for_a_foreign_application_is_not_found(house: House) -> None:
    house.application = house.foreign
    assert (await drop(house, {"Dockerfile": ""})).status_code == 404
