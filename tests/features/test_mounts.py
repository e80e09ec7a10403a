"""Mounts: whose they are, what may be mounted by whom, and the files that are kept for them."""

from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.features.conftest import House

from dokploy.core.actor import SYSTEM
from dokploy.core.errors import EngineUnavailable
from dokploy.core.names import new_app_name, new_id, release_id
from dokploy.core.secrets import Secret
from dokploy.features.mount import procedures
from dokploy.features.mount.actions import SERVICES
from dokploy.models import Compose, Deployment, Mount, Postgres, Rollback
from dokploy.models.base import primary_key
from dokploy.releases import retention
from dokploy.releases.kinds import KINDS
from dokploy.releases.retention import RELEASES_KEPT

assert procedures
REQUIRED: dict[str, dict[str, Any]] = {
    "application": {},
    "compose": {},
    "libsql": {"database_user": "u", "database_password": "p", "docker_image": "libsql:1"},
    "mariadb": {"database_name": "d", "database_user": "u", "database_password": "p", "docker_image": "mariadb:11",
                "database_root_password": "r"},
    "mongo": {"database_user": "u", "database_password": "p", "docker_image": "mongo:8"},
    "mysql": {"database_name": "d", "database_user": "u", "database_password": "p", "docker_image": "mysql:8",
              "database_root_password": "r"},
    "postgres": {"database_name": "d", "database_user": "u", "database_password": "p", "docker_image": "postgres:16"},
    "redis": {"database_password": "p", "docker_image": "redis:7"},
}  # fmt: skip
"""What a row of each kind cannot be without."""


async def a_service(house: House, kind: str) -> Any:
    values = {"name": kind, "app_name": new_app_name(kind), "environment_id": house.environment.environment_id}
    return await house.add(SERVICES[kind](**values, **REQUIRED[kind]))


def of(service: Any) -> str:
    return str(getattr(service, primary_key(type(service))))


async def created(house: House, who: str = "owner", **body: Any) -> Any:
    """The answer to `mounts.create`, for the house's application where nothing else is said."""
    given = {"serviceId": house.application.application_id, "mountPath": "/data", "type": "volume"}
    return await house.call(who, "mounts.create", **{**given, **body})


async def a_mount(house: House, **body: Any) -> dict[str, Any]:
    answer = await created(house, **body)
    assert answer.status == 200, answer
    return dict(answer.body)


def files_of(house: House) -> Path:
    return house.runtime.tools.folder.file_mounts(house.application.app_name)


async def admit(house: House) -> None:
    """Let the member reach the house's application."""
    await house.change(house.members["member"], accessed_services=[house.application.application_id])


# ------------------------------------------------------------------------------------------------ whose they are


@pytest.mark.parametrize("kind", sorted(SERVICES))
async def test_every_kind_of_service_has_mounts(house: House, kind: str) -> None:
    service = await a_service(house, kind)
    row = await a_mount(house, serviceType=kind, serviceId=of(service), volumeName="data")
    assert (row["serviceType"], row[f"{kind}Id"]) == (kind, of(service))
    assert [row[f"{other}Id"] for other in SERVICES if other != kind] == [None] * 7
    shown = await house.owner("mounts.one", mountId=row["mountId"])
    assert shown[kind] == {
        "appName": service.app_name,
        "serverId": None,
        "environment": {"project": {"organizationId": house.organization.id}},
    }
    assert [shown[other] for other in SERVICES if other != kind] == [None] * 7
    assert await house.owner("mounts.listByServiceId", serviceType=kind, serviceId=of(service)) == [row]
    assert await house.owner("mounts.remove", mountId=row["mountId"]) == row
    assert await house.seen(Mount, row["mountId"]) is None


@pytest.mark.parametrize("kind", sorted(SERVICES))
async def test_a_service_that_is_not_there_is_not_found(house: House, kind: str) -> None:
    assert (await created(house, serviceType=kind, serviceId=new_id(), volumeName="data")).status == 404
    listing = await house.call("owner", "mounts.listByServiceId", serviceType=kind, serviceId=new_id())
    assert listing.status == 404


async def test_a_kind_of_service_that_does_not_exist_is_bad_input(house: House) -> None:
    assert (await created(house, serviceType="cloud", volumeName="data")).fields == ["serviceType"]
    answer = await house.call("owner", "mounts.listByServiceId", serviceType="cloud", serviceId="x")
    assert (answer.status, answer.fields) == (400, ["serviceType"])


@pytest.mark.parametrize("procedure", ["one", "update", "remove"])
async def test_a_mount_is_out_of_reach_for_others(house: House, procedure: str) -> None:
    row = await a_mount(house, volumeName="data")
    body = {"mountId": row["mountId"]} | ({"mountPath": "/x"} if procedure == "update" else {})
    assert (await house.call("stranger", f"mounts.{procedure}", **body)).status == 404
    assert (await house.call("member", f"mounts.{procedure}", **body)).status == 403
    assert (await house.seen(Mount, row["mountId"])).mount_path == "/data"
    assert (await house.call("owner", f"mounts.{procedure}", mountId=new_id())).status == 404


@pytest.mark.parametrize("procedure", ["mounts.listByServiceId", "mounts.allNamedByApplicationId"])
async def test_so_are_their_lists(house: House, procedure: str) -> None:
    application_id = house.application.application_id
    body = {"applicationId": application_id} if "Named" in procedure else {
        "serviceType": "application", "serviceId": application_id}  # fmt: skip
    assert (await house.call("stranger", procedure, **body)).status == 404
    assert (await house.call("member", procedure, **body)).status == 403


async def test_nobody_mounts_into_what_is_not_theirs(house: House) -> None:
    assert (await created(house, "stranger", volumeName="data")).status == 404
    assert (await created(house, "member", volumeName="data")).status == 403
    await admit(house)
    assert (await created(house, "member", volumeName="data")).status == 200


async def test_a_role_without_the_permission_may_not(house: House) -> None:
    await admit(house)
    row = await a_mount(house, volumeName="data")
    await house.change(house.members["member"], role="nobody")
    answers = [
        await created(house, "member", volumeName="other", mountPath="/other"),
        await house.call("member", "mounts.update", mountId=row["mountId"], mountPath="/x"),
        await house.call("member", "mounts.remove", mountId=row["mountId"]),
        await house.call("member", "mounts.one", mountId=row["mountId"]),
    ]
    assert [answer.status for answer in answers] == [403] * 4


async def test_a_mount_stays_with_its_service(house: House) -> None:
    row = await a_mount(house, volumeName="data")
    other = await a_service(house, "postgres")
    written_back = {key: row[key] for key in row if key.endswith("Id") and key != "mountId"}
    same = await house.owner("mounts.update", mountId=row["mountId"], **written_back, mountPath="/new")
    assert (same["mountPath"], same["application"]["appName"]) == ("/new", house.application.app_name)
    answer = await house.call("owner", "mounts.update", mountId=row["mountId"], postgresId=of(other))
    assert (answer.status, answer.fields) == (400, ["postgresId"])


# ------------------------------------------------------------------------------------------------ what is accepted


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"type": "volume"}, "volumeName"),
        ({"type": "volume", "volumeName": ""}, "volumeName"),
        ({"type": "bind"}, "hostPath"),
        ({"type": "file"}, "filePath"),
        ({"type": "tmpfs"}, "type"),
        ({"volumeName": "../etc"}, "volumeName"),
        ({"volumeName": "/etc"}, "volumeName"),
        ({"volumeName": "a"}, "volumeName"),
        ({"volumeName": "-o"}, "volumeName"),
        ({"volumeName": "data;touch x"}, "volumeName"),
        ({"volumeName": "data", "mountPath": "relative"}, "mountPath"),
        ({"volumeName": "data", "mountPath": "/"}, "mountPath"),
        ({"volumeName": "data", "mountPath": "//"}, "mountPath"),
        ({"volumeName": "data", "mountPath": "/data/../.."}, "mountPath"),
        ({"volumeName": "data", "mountPath": "/da\nta"}, "mountPath"),
        ({"volumeName": "data", "mountPath": ""}, "mountPath"),
        ({"type": "bind", "hostPath": "srv"}, "hostPath"),
        ({"type": "bind", "hostPath": "/srv/../etc"}, "hostPath"),
        ({"type": "bind", "hostPath": "/srv\x00/x"}, "hostPath"),
        ({"type": "file", "filePath": "../../secret.key"}, "filePath"),
        ({"type": "file", "filePath": "folder/"}, "filePath"),
        ({"type": "file", "filePath": "/"}, "filePath"),
        ({"type": "file", "filePath": ".releases/0123abcd/x"}, "filePath"),
        ({"type": "file", "filePath": "x" * 256}, "filePath"),
    ],
    ids=str,
)
async def test_what_is_refused_names_the_field(house: House, body: dict[str, Any], field: str) -> None:
    answer = await created(house, **body)
    assert (answer.status, answer.fields) == (400, [field]), answer
    service = {"serviceType": "application", "serviceId": house.application.application_id}
    assert await house.owner("mounts.listByServiceId", **service) == []
    assert not files_of(house).exists()


@pytest.mark.parametrize("spelling", ["/data", "/data/", "//data", "/./data"])
async def test_one_place_in_the_container_holds_one_mount(house: House, spelling: str) -> None:
    await a_mount(house, volumeName="data", mountPath="/data")
    twice = await created(house, volumeName="other", mountPath=spelling)
    assert (twice.status, "/data" in twice.message) == (409, True)
    row = await a_mount(house, volumeName="other", mountPath="/elsewhere")
    assert (await house.call("owner", "mounts.update", mountId=row["mountId"], mountPath=spelling)).status == 409


@pytest.mark.parametrize("path", ["etc/app.conf", "/etc/app.conf", "etc", "etc/app.conf/deeper"])
async def test_two_mounts_do_not_share_a_file(house: House, path: str) -> None:
    await a_mount(house, type="file", filePath="etc/app.conf", content="a")
    answer = await created(house, type="file", filePath=path, content="b", mountPath="/b")
    assert answer.status == 409
    assert (files_of(house) / "etc/app.conf").read_text() == "a"


async def test_a_volume_of_another_organization_is_out_of_reach(house: House) -> None:
    theirs = {"serviceId": house.foreign.application_id, "volumeName": "ledger"}
    assert (await created(house, "stranger", **theirs)).status == 200
    answer = await created(house, volumeName="ledger")
    assert (answer.status, house.foreign.app_name in answer.message) == (409, False)
    row = await a_mount(house, volumeName="mine")
    assert (await house.call("owner", "mounts.update", mountId=row["mountId"], volumeName="ledger")).status == 409


async def test_services_within_reach_may_share_a_volume(house: House) -> None:
    second = await house.add(factories.Application(
        name="second", app_name="second-1", environment_id=house.environment.environment_id))  # fmt: skip
    await a_mount(house, volumeName="shared")
    await a_mount(house, volumeName="shared", serviceId=second.application_id)
    await house.change(house.members["member"], accessed_services=[second.application_id])
    answer = await created(house, "member", volumeName="shared", serviceId=second.application_id, mountPath="/other")
    assert answer.status == 403


# ------------------------------------------------------------------------------------------------ paths of the machine


@pytest.mark.parametrize(
    "path",
    ["/", "/etc", "/etc/passwd", "/var", "/var/run/docker.sock", "/run/docker.sock", "/root/.ssh", "/proc/1/root"],
)
async def test_a_member_may_not_mount_the_machine(house: House, path: str) -> None:
    await admit(house)
    answer = await created(house, "member", type="bind", hostPath=path)
    assert (answer.status, "owner or admin" in answer.message) == (403, True)
    assert (await created(house, "admin", type="bind", hostPath=path)).status == 200


async def test_nor_what_is_ours_by_any_way(house: House, tmp_path: Path) -> None:
    await admit(house)
    data = house.runtime.tools.folder.root
    link = tmp_path / "innocent"
    link.symlink_to("/")
    for path in (data, data / "secret.key", data.parent, link, link / "etc", house.runtime.settings.docker_host[7:]):
        assert (await created(house, "member", type="bind", hostPath=str(path))).status == 403, path
    own = tmp_path / "own"
    row = (await created(house, "member", type="bind", hostPath=str(own))).body
    moved = await house.call("member", "mounts.update", mountId=row["mountId"], hostPath=str(data))
    assert moved.status == 403
    turned = await a_mount(house, volumeName="data", mountPath="/v")
    body = {"mountId": turned["mountId"], "type": "bind", "hostPath": "/"}
    assert (await house.call("member", "mounts.update", **body)).status == 403


@pytest.mark.parametrize(
    ("path", "status"), [("/srv/a", 200), ("/srv/a/", 200), ("/srv/ab", 200), ("/srv/a/x", 403), ("/srv", 403)]
)
async def test_nor_what_a_container_could_exchange_for_a_link(house: House, path: str, status: int) -> None:
    await admit(house)
    await a_mount(house, type="bind", hostPath="/srv/a", mountPath="/a")
    assert (await created(house, "member", type="bind", hostPath=path, mountPath="/b")).status == status
    row = (await created(house, "member", type="bind", hostPath="/opt/own", mountPath="/c")).body
    moved = await house.call("member", "mounts.update", mountId=row["mountId"], hostPath=path)
    assert moved.status == status


async def test_what_an_admin_mounted_a_member_may_still_move_within_the_container(house: House) -> None:
    await admit(house)
    row = await a_mount(house, type="bind", hostPath="/etc/ssl", mountPath="/ssl")
    answer = await house.call("member", "mounts.update", mountId=row["mountId"], mountPath="/certs")
    assert (answer.status, answer.body["mountPath"]) == (200, "/certs")


# ------------------------------------------------------------------------------------------------ files


async def test_a_file_is_kept_in_step(house: House) -> None:
    row = await a_mount(house, type="file", filePath="etc/app.conf", content="level=1\n")
    file = files_of(house) / "etc/app.conf"
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("level=1\n", 0o644)
    await house.owner("mounts.update", mountId=row["mountId"], content="level=2\n")
    assert file.read_text() == "level=2\n"
    await house.owner("mounts.update", mountId=row["mountId"], filePath="conf/new.conf")
    assert not file.parent.exists()
    assert (files_of(house) / "conf/new.conf").read_text() == "level=2\n"
    await house.owner("mounts.remove", mountId=row["mountId"])
    assert list(files_of(house).iterdir()) == []


async def test_a_file_goes_when_its_mount_becomes_another_type(house: House) -> None:
    row = await a_mount(house, type="file", filePath=".env", content="A=1")
    assert (files_of(house) / ".env").read_text() == "A=1"
    await house.owner("mounts.update", mountId=row["mountId"], type="volume", volumeName="data")
    assert not (files_of(house) / ".env").exists()


async def test_contents_are_sealed_at_rest_and_open_for_those_who_may(house: House) -> None:
    row = await a_mount(house, type="file", filePath="key.pem", content="s3cret-content")
    assert row["content"] == "s3cret-content"
    stored = (await house.seen(Mount, row["mountId"])).content_sealed
    assert stored.startswith("v2:")
    assert "s3cret" not in stored


async def test_a_composes_files_lie_beside_its_code(house: House) -> None:
    compose = await house.add(Compose(name="c", app_name="c-1", environment_id=house.environment.environment_id))
    await a_mount(house, type="file", serviceType="compose", serviceId=compose.compose_id, filePath="a.conf",
                  content="x", mountPath="anything")  # fmt: skip
    assert (house.runtime.tools.folder.root / "compose/c-1/files/a.conf").read_text() == "x"


async def test_a_mount_shows_that_the_application_is_not_as_it_was_deployed(house: House) -> None:
    """The workload of the next deployment is another one; changed contents alone are enough for that."""
    from tests.features.test_plans import GIT, frozen

    row = await a_mount(house, type="file", filePath="a.conf", content="1")
    before = (await frozen(house, **GIT)).workload
    await house.owner("mounts.update", mountId=row["mountId"], content="2")
    assert (await frozen(house)).workload != before


async def test_deleting_an_application_deletes_its_files(house: House) -> None:
    await a_mount(house, type="file", filePath="a.conf", content="1")
    await house.owner("application.delete", applicationId=house.application.application_id)
    assert not files_of(house).parent.exists()


async def test_the_volumes_of_a_database_count_as_in_use(house: House) -> None:
    database = await a_service(house, "postgres")
    assert isinstance(database, Postgres)
    await a_mount(house, serviceType="postgres", serviceId=database.postgres_id, volumeName="pg-data")
    answer = await created(house, "stranger", serviceId=house.foreign.application_id, volumeName="pg-data")
    assert answer.status == 409


async def test_releases_take_their_files_with_them(house: House, tmp_path: Path) -> None:
    """Those that are kept keep theirs, so does a run in progress, and the present contents are no release's."""
    await a_mount(house, type="file", filePath="a.conf", content="now")
    folder, app_name = house.runtime.tools.folder, house.application.app_name
    mine = {"application_id": house.application.application_id}
    log = {"title": "t", "log_path": str(tmp_path / "log")}
    runs = [await house.add(Deployment(state="done", **log, **mine)) for _ in range(RELEASES_KEPT + 2)]
    for version, run in enumerate(runs, 1):
        await house.add(Rollback(deployment_id=run.deployment_id, version=version, **mine))
    waiting = await house.add(Deployment(state="running", **log, **mine))
    for run in (*runs, waiting):
        file = folder.release_files(app_name, release_id(run.deployment_id)) / "a.conf"
        await folder.write_files([(file, Secret("then"))])
    with pytest.raises(EngineUnavailable):  # files first: images need an engine
        await retention.sweep(house.runtime.acting(SYSTEM), KINDS["application"], house.application.application_id)
    kept = {path.name for path in folder.released_files(app_name).iterdir()}
    assert kept == {release_id(run.deployment_id) for run in (*runs[2:], waiting)}
    assert (files_of(house) / "a.conf").read_text() == "now"
