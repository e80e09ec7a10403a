"""From a row to a plan: what a run is told, compared as values."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.core import sshkeys
from dokploy.core.names import release_id
from dokploy.core.secrets import Secret
from dokploy.core.sshkeys import PinnedHost
from dokploy.features.application.jobs import freeze
from dokploy.models import (
    Application,
    Deployment,
    Domain,
    Mount,
    Network,
    Port,
    Registry,
    Rollback,
    SshHostKey,
    SshKey,
)
from dokploy.pipeline.plan import (
    DockerfileBuild,
    FolderSource,
    Gate,
    GitSource,
    ImageSource,
    LiveRelease,
    MountPoint,
    Plan,
    PublishedPort,
    Push,
    RegistryLogin,
    ReleasedImage,
    SshAccess,
    StageFailed,
    StaticBuild,
    UnsupportedBuild,
    Workload,
)

GIT = {
    "source_type": "git",
    "custom_git_url": "https://robot:t0ken%21x@git.example.com/shop.git",
    "custom_git_branch": "main",
    "build_type": "dockerfile",
}
COMMIT = "a" * 40


async def a_run(house: House, **values: Any) -> Deployment:
    given = {"title": "t", "log_path": "", "application_id": house.application.application_id, **values}
    return await house.add(Deployment(**given))


async def frozen(house: House, run: Deployment | None = None, **values: Any) -> Plan:
    """The plan of a run of the application with these values."""
    await house.change(house.application, **values)
    run = run or await a_run(house, fence=7)
    async with house.context() as ctx:
        row = await ctx.db.get_one(Application, house.application.application_id)
        return await freeze(ctx, row, run)


async def refused(house: House, run: Deployment | None = None, **values: Any) -> str:
    with pytest.raises(StageFailed) as failure:
        await frozen(house, run, **values)
    return failure.value.cause


def text(pairs: tuple[tuple[str, Secret], ...] | None) -> dict[str, str]:
    return {name: value.reveal() for name, value in pairs or ()}


# ------------------------------------------------------------------------------------------------ source and build


async def test_a_git_application_with_a_dockerfile(house: House) -> None:
    run = await a_run(house, fence=7)
    plan = await frozen(house, run, **GIT, enable_submodules=True)
    assert plan.source == GitSource(Secret(GIT["custom_git_url"]), "main", None, True)
    assert plan.build == DockerfileBuild("Dockerfile")
    assert plan.workload == Workload(house.application.app_name)
    assert plan.gate == Gate(answer_s=60, stable_s=None, drain_s=10, probe_port=None)
    assert (plan.fence, plan.release, plan.live) == (7, release_id(run.deployment_id), None)
    assert plan.service == f"application:{house.application.application_id}"
    assert (plan.pushes, plan.logins) == ((), ())


async def test_the_pushed_commit_is_built_exactly(house: House) -> None:
    plan = await frozen(house, await a_run(house, wanted_commit=COMMIT), **GIT)
    assert isinstance(plan.source, GitSource)
    assert plan.source.commit == COMMIT


@pytest.mark.parametrize(
    ("values", "build"),
    [
        ({"custom_git_build_path": "/"}, DockerfileBuild("Dockerfile")),
        ({"custom_git_build_path": "/services/api"}, DockerfileBuild("services/api/Dockerfile")),
        ({"dockerfile": "./docker/web.Dockerfile"}, DockerfileBuild("docker/web.Dockerfile")),
        ({"dockerfile": ""}, DockerfileBuild("Dockerfile")),
        ({"docker_context_path": "", "docker_build_stage": ""}, DockerfileBuild("Dockerfile")),
        ({"docker_context_path": "./"}, DockerfileBuild("Dockerfile", context=".")),
        ({"docker_context_path": "api"}, DockerfileBuild("Dockerfile", context="api")),
        ({"docker_build_stage": "prod"}, DockerfileBuild("Dockerfile", stage="prod")),
        ({"clean_cache": True}, DockerfileBuild("Dockerfile", no_cache=True)),
        ({"build_type": "nixpacks"}, UnsupportedBuild("nixpacks")),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_paths_are_relative_to_the_source(house: House, values: dict[str, Any], build: Any) -> None:
    assert (await frozen(house, **{**GIT, **values})).build == build


async def test_variables_are_resolved_with_those_of_project_and_environment(house: House) -> None:
    await house.change(house.project, env="HOST=db.example.com")
    await house.change(house.environment, env="STAGE=prod")
    plan = await frozen(
        house,
        **GIT,
        env="DB=postgres://${{project.HOST}}/${{environment.STAGE}}\nCOPY=${{NAME}}\nNAME=shop",
        build_args="STAGE=${{environment.STAGE}}",
        build_secrets="NPM=s3cret\nEMPTY=",
    )
    env = {"DB": "postgres://db.example.com/prod", "COPY": "shop", "NAME": "shop"}
    assert text(plan.workload.env) == env
    assert isinstance(plan.build, DockerfileBuild)
    assert text(plan.build.env_file) == env
    assert text(plan.build.arguments) == {"STAGE": "prod"}
    assert text(plan.build.secrets) == {"NPM": "s3cret"}
    assert "s3cret" not in repr(plan)


@pytest.mark.parametrize("values", [{"create_env_file": False}, {"publish_directory": "dist"}, {"env": ""}])
async def test_no_env_file_when_none_is_wanted(house: House, values: dict[str, Any]) -> None:
    build = (await frozen(house, **{**GIT, "env": "A=1", **values})).build
    assert isinstance(build, DockerfileBuild)
    assert build.env_file is None


async def test_what_the_log_must_hide(house: House) -> None:
    plan = await frozen(house, **GIT, env="A=value-of-a", password="registry-pass")
    house.runtime.tools.folder.prepare()
    hidden = {secret.reveal() for secret in plan.redact}
    assert {"value-of-a", "registry-pass", "t0ken%21x", "t0ken!x"} <= hidden


@pytest.mark.parametrize(
    ("values", "source"),
    [
        ({"docker_image": "nginx:1.27"}, ImageSource("nginx:1.27")),
        ({"docker_image": "nginx", "username": "", "password": ""}, ImageSource("nginx")),
        (
            {"docker_image": "reg.example.com:5000/a/b:1", "username": "u", "password": "p", "registry_url": ""},
            ImageSource("reg.example.com:5000/a/b:1", RegistryLogin("reg.example.com:5000", "u", Secret("p"))),
        ),
        (
            {"docker_image": "acme/shop", "username": "u", "password": "p"},
            ImageSource("acme/shop", RegistryLogin("docker.io", "u", Secret("p"))),
        ),
    ],
    ids=["public", "empty form fields are no login", "login of the image's registry", "login of Docker Hub"],
)
async def test_an_image_is_pulled_and_nothing_is_built(house: House, values: dict[str, Any], source: Any) -> None:
    plan = await frozen(house, source_type="docker", **values)
    assert (plan.source, plan.build) == (source, None)


async def test_an_upload_is_built_from_its_folder(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "upload"
    folder.mkdir()
    values = {"source_type": "drop", "build_type": "dockerfile", "drop_build_path": "src"}
    plan = await frozen(house, await a_run(house, source_path=str(folder)), **values)
    assert (plan.source, plan.build) == (FolderSource(folder), DockerfileBuild("src/Dockerfile"))
    again = await frozen(house, await a_run(house), **values)
    assert again.source == FolderSource(folder)
    folder.rmdir()
    assert await refused(house) == "There is no upload to deploy."


async def test_redeploying_builds_the_source_of_the_live_release(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    live = await goes_live(house, source_path=str(folder), commit_sha=COMMIT, commit_message="Add a shop")
    await a_run(house, state="done", commit_sha="b" * 40)
    run = await a_run(house, action="redeploy")
    plan = await frozen(house, run, **GIT)
    assert plan.source == FolderSource(folder, COMMIT, "Add a shop")
    assert plan.live == LiveRelease(live.rollback_id, live.service_name or "", live.image or "")
    folder.rmdir()
    gone = await frozen(house, run)
    assert isinstance(gone.source, GitSource)
    assert gone.source.commit == COMMIT


async def test_redeploying_what_was_never_deployed_is_a_deployment(house: House) -> None:
    plan = await frozen(house, await a_run(house, action="redeploy"), **GIT)
    assert isinstance(plan.source, GitSource)
    assert plan.source.commit is None


async def goes_live(house: House, **values: Any) -> Rollback:
    run = await a_run(house, state="done", **values)
    workload = Workload("old-name", env=(("A", Secret("old")),), replicas=3)
    release = await house.add(
        Rollback(
            deployment_id=run.deployment_id,
            application_id=house.application.application_id,
            version=len(values) + 1,
            image="shop:0123abcd",
            image_id="sha256:0123",
            service_name=f"{house.application.app_name}-0123abcd",
            full_context=json.dumps(workload.to_json()),
        )
    )
    await house.change(house.application, live_rollback_id=release.rollback_id)
    return release


async def test_a_rollback_restores_image_and_configuration(house: House) -> None:
    release = await goes_live(house)
    run = await a_run(house, action="rollback", restores_id=release.rollback_id)
    plan = await frozen(house, run, source_type="github", env="A=new", replicas=1)
    assert plan.source == ReleasedImage("shop:0123abcd", "sha256:0123")
    assert plan.build is None
    assert plan.workload == Workload("old-name", env=(("A", Secret("old")),), replicas=3)


async def test_a_rollback_to_a_release_that_is_gone_says_so(house: House) -> None:
    assert "deleted" in await refused(house, await a_run(house, action="rollback", restores_id="gone"))


async def test_a_run_that_is_repeated_after_it_went_live_does_not_take_itself_for_the_old_one(house: House) -> None:
    first = await goes_live(house)
    second = await goes_live(house, trigger="webhook")
    run = await house.seen(Deployment, second.deployment_id)
    plan = await frozen(house, run, **GIT)
    assert plan.live is not None
    assert plan.live.rollback_id == first.rollback_id


# ------------------------------------------------------------------------------------------------ the workload


async def test_everything_that_a_service_can_be(house: House) -> None:
    async with house.runtime.database.write() as db:
        mine = {"application_id": house.application.application_id}
        await factories.saved(
            db, Mount(type="file", file_path="/etc/a.conf", content="level=debug", mount_path="/etc/a.conf", **mine)
        )
        await factories.saved(db, Mount(type="bind", host_path="/srv/a", mount_path="/a", **mine))
        await factories.saved(db, Mount(type="volume", volume_name="data", mount_path="/data", **mine))
        await factories.saved(
            db, Port(published_port=8080, target_port=80, protocol="tcp", publish_mode="host", **mine)
        )
        overlay = await factories.saved(
            db, Network(name="net", driver="overlay", organization_id=house.organization.id)
        )
        bridge = await factories.saved(db, Network(name="br", driver="bridge", organization_id=house.organization.id))
        await factories.saved(db, Domain(host="off.example.com", port=1, enabled=False, **mine))
        await factories.saved(db, Domain(host="on.example.com", port=8080, **mine))
    health = {"Test": ["CMD", "true"], "Interval": 1_000_000_000}
    plan = await frozen(
        house,
        **GIT,
        command="sh -c 'serve --all'",
        args=["--port", "80"],
        replicas=2,
        memory_limit="1g",
        memory_reservation="536870912",
        cpu_limit="2",
        cpu_reservation="500000000",
        health_check_swarm=health,
        mode_swarm={},
        labels_swarm={"team": "shop"},
        network_ids=[overlay.network_id, bridge.network_id],
        detach_dokploy_network=True,
        stop_grace_period_swarm=0,
        ulimits_swarm=[{"Name": "nofile", "Soft": 1, "Hard": 2}],
    )
    assert plan.workload == Workload(
        house.application.app_name,
        command=("sh", "-c", "serve --all"),
        args=("--port", "80"),
        replicas=2,
        mounts=(
            MountPoint("volume", "data", "/data"),
            MountPoint("bind", "/srv/a", "/a"),
            MountPoint("file", "etc/a.conf", "/etc/a.conf", Secret("level=debug")),
        ),
        ports=(PublishedPort(8080, 80, "tcp", "host"),),
        memory_limit=1024**3,
        memory_reservation=512 * 1024**2,
        cpu_limit=2_000_000_000,
        cpu_reservation=500_000_000,
        health_check=health,
        labels={"team": "shop"},
        extra_networks=("net",),
        detached=True,
        stop_grace_ns=0,
        ulimits=({"Name": "nofile", "Soft": 1, "Hard": 2},),
    )
    assert plan.gate.probe_port == 8080
    assert plan.files == house.runtime.tools.folder.release_files(house.application.app_name, plan.release)
    assert Workload.from_json(json.loads(json.dumps(plan.workload.to_json()))) == plan.workload
    assert "level=debug" not in repr(plan)


# ------------------------------------------------------------------------------------------------ registries


async def a_registry(house: House, **values: Any) -> Registry:
    given = {"registry_name": "r", "registry_url": "reg.example.com", "username": "Team", "password": "p"} | values
    return await house.add(Registry(**{"organization_id": house.organization.id, **given}))


LOGIN = RegistryLogin("reg.example.com", "Team", Secret("p"), "team")


async def test_an_image_is_pushed_where_the_application_says(house: House) -> None:
    registry, run = await a_registry(house), await a_run(house)
    plan = await frozen(house, run, **GIT, registry_id=registry.registry_id)
    tag = f"reg.example.com/team/{house.application.app_name}:{release_id(run.deployment_id)}"
    assert plan.pushes == (Push(tag, LOGIN),)
    only_rollback = {"registry_id": None, "rollback_registry_id": registry.registry_id}
    assert (await frozen(house, run, **only_rollback)).pushes == ()
    assert (await frozen(house, run, **only_rollback, rollback_active=True)).pushes == (Push(tag, LOGIN),)


async def test_a_copy_for_rollbacks_goes_to_its_own_registry(house: House) -> None:
    cluster, safe = (
        await a_registry(house),
        await a_registry(house, registry_url="safe.example.com", image_prefix="Keep/it"),
    )
    both = {"registry_id": cluster.registry_id, "rollback_registry_id": safe.registry_id, "rollback_active": True}
    plan = await frozen(house, **GIT, **both)
    assert [(push.image.rpartition(":")[0], push.runs) for push in plan.pushes] == [
        (f"reg.example.com/team/{house.application.app_name}", True),
        (f"safe.example.com/keep/it/{house.application.app_name}", False),
    ]
    image = await frozen(house, source_type="docker", docker_image="ghcr.io/acme/shop:1")
    assert [(push.image.partition("/")[0], push.runs) for push in image.pushes] == [("safe.example.com", False)]


async def test_a_registry_whose_user_is_no_image_name_wants_a_prefix(house: House) -> None:
    registry = await a_registry(house, username="robot$ci")
    with pytest.raises(StageFailed, match=r"robot\$ci cannot stand in the name") as failure:
        await frozen(house, **GIT, registry_id=registry.registry_id)
    assert "image prefix" in str(failure.value.hint)


async def test_a_private_image_is_pulled_with_the_organizations_login(house: House) -> None:
    await a_registry(house)
    await a_registry(house, registry_url="other.example.com", username="x")
    foreign = (await frozen(house, source_type="docker", docker_image="ghcr.io/acme/shop:1")).source
    assert foreign == ImageSource("ghcr.io/acme/shop:1", None)
    own = (await frozen(house, source_type="docker", docker_image="reg.example.com/team/shop:1")).source
    assert own == ImageSource("reg.example.com/team/shop:1", LOGIN)


async def test_the_applications_own_login_comes_first(house: House) -> None:
    await a_registry(house)
    mine = {"docker_image": "reg.example.com/team/shop:1", "username": "me", "password": "mine"}
    plan = await frozen(house, source_type="docker", **mine)
    assert plan.source == ImageSource(mine["docker_image"], RegistryLogin("reg.example.com", "me", Secret("mine")))
    assert [login.username for login in plan.logins] == ["me", "Team"]


async def test_a_registry_of_another_organization_is_not_for_us(house: House) -> None:
    foreign = house.members["stranger"].organization_id
    await a_registry(house, organization_id=foreign)
    assert (await frozen(house, **GIT)).logins == ()


# ------------------------------------------------------------------------------------------------ over SSH


async def test_the_key_and_the_hosts_of_the_organization_travel_with_the_plan(house: House) -> None:
    pair, organization_id = sshkeys.generate("ed25519"), house.organization.id
    key = await house.add(
        SshKey(name="k", private_key=pair.private, public_key=pair.public, organization_id=organization_id)
    )
    pin = {"port": 22, "fingerprint": "SHA256:x", "public_key": "ssh-ed25519 AAAA"}
    await house.add(SshHostKey(host="git.example.org", organization_id=organization_id, **pin))
    stranger = house.members["stranger"].organization_id
    await house.add(SshHostKey(host="git.example.org", organization_id=stranger, **pin | {"fingerprint": "SHA256:y"}))
    url = {"custom_git_url": "git@git.example.org:acme/shop.git", "custom_git_ssh_key_id": key.ssh_key_id}
    source = (await frozen(house, **GIT | url)).source
    assert isinstance(source, GitSource)
    assert source.ssh == SshAccess(
        key.ssh_key_id,
        Secret(pair.private),
        sshkeys.fingerprint(pair.public),
        (PinnedHost("git.example.org", 22, "SHA256:x", "ssh-ed25519 AAAA"),),
    )


@pytest.mark.parametrize(
    ("columns", "build"),
    [
        ({}, StaticBuild()),
        ({"publish_directory": "dist/", "is_static_spa": True}, StaticBuild(".", "dist", True)),
        ({"custom_git_build_path": "/web", "publish_directory": "out"}, StaticBuild("web", "out", False)),
    ],
    ids=["the whole source", "a single-page application", "below a build path"],
)
async def test_a_static_site(house: House, columns: dict[str, Any], build: StaticBuild) -> None:
    assert (await frozen(house, **GIT | columns | {"build_type": "static"})).build == build


async def test_the_application_tells_when_it_differs_from_what_serves(house: House) -> None:
    async def differs() -> bool:
        shown = await house.owner("application.one", applicationId=house.application.application_id)
        return bool(shown["differsFromRelease"])

    release = await goes_live(house)
    assert await differs()
    plan = await frozen(house, **GIT)
    await house.change(release, full_context=json.dumps(plan.workload.to_json()))
    assert not await differs()
    await house.change(house.application, env="A=1")
    assert await differs()


# ------------------------------------------------------------------------------------------------ never trust a row


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"source_type": "github"}, "github is not connected"),
        ({"custom_git_url": None}, "No repository"),
        ({"custom_git_branch": ""}, "No repository"),
        ({"custom_git_url": "ext::sh -c id"}, "customGitUrl"),
        ({"custom_git_branch": "--upload-pack=x"}, "customGitBranch"),
        ({"custom_git_build_path": "../.."}, "dockerfile"),
        ({"dockerfile": "../../etc/passwd"}, "dockerfile"),
        ({"docker_context_path": "../x"}, "dockerContextPath"),
        ({"docker_build_stage": "--x"}, "dockerBuildStage"),
        ({"env": "A=${{project.NOPE}}"}, "Invalid project environment variable: project.NOPE"),
        ({"build_args": "A=${{NOPE}}"}, "buildArgs"),
        ({"memory_limit": "1m"}, "memory_limit"),
        ({"cpu_limit": "1", "cpu_reservation": "2"}, "cpuReservation"),
        ({"replicas": 1000}, "replicas"),
        ({"command": "'open"}, "command"),
        ({"health_check_swarm": {"Interval": 1}}, "health_check_swarm"),
        ({"mode_swarm": {"Nope": {}}}, "mode_swarm"),
        ({"server_id": None, "build_server_id": None, "docker_image": None, "source_type": "docker"}, "No image"),
        ({"source_type": "docker", "docker_image": "--privileged"}, "dockerImage"),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_row_that_no_validator_would_let_pass_is_not_run(
    house: House, values: dict[str, Any], word: str
) -> None:
    assert word in await refused(house, **{**GIT, **values})
