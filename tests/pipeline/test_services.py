"""The Swarm service of a workload: every field of the specification, and what this engine cannot do."""

from pathlib import Path
from typing import Any

import pytest
from tests.pipeline.plans import APP, IMAGE, SITE, a_plan, env

from dokploy.adapters.swarm import ServiceSpec
from dokploy.core.names import release_id, release_name
from dokploy.core.secrets import Secret
from dokploy.pipeline import services
from dokploy.pipeline.plan import MountPoint, PublishedPort, Workload
from dokploy.pipeline.services import RunImage, Site

S = 1_000_000_000
WITH_IPVS = Site("0123456789ab", "dokploy-network", "node-1", has_ipvs=True, nodes=3)
PULLED = RunImage("registry.example/shop@sha256:" + "b" * 64, is_local=False, login=("registry.example", "u", "p"))
VOLUME = MountPoint("volume", "data", "/data")
BIND = MountPoint("bind", "/srv/x", "/x")


def spec(site: Site = SITE, image: RunImage = IMAGE, **workload: Any) -> ServiceSpec:
    return services.spec(a_plan(workload=workload), image, site)


def container(**workload: Any) -> Any:
    return spec(**workload).task_template["ContainerSpec"]


def test_a_plain_workload() -> None:
    labels = {
        "dokploy.app": APP,
        "dokploy.deployment": "deployment-1",
        "dokploy.release": release_id("deployment-1"),
        "dokploy.role": "release",
        "dokploy.service": "application:app-1",
        "dokploy.instance": "0123456789ab",
    }
    assert spec() == ServiceSpec(
        name=release_name(APP, "deployment-1"),
        labels={**labels, "dokploy.fence": "1"},
        task_template={
            "ContainerSpec": {"Image": IMAGE.ref, "Mounts": [], "StopGracePeriod": 10 * S, "Labels": labels},
            "Networks": [{"Target": "dokploy-network", "Aliases": [APP]}],
            "RestartPolicy": {"Condition": "any", "Delay": 5 * S},
            "Placement": {"Constraints": ["node.id==node-1"]},
            "Resources": {},
        },
        mode={"Replicated": {"Replicas": 1}},
        endpoint_spec={"Mode": "dnsrr"},
        update_config={"Parallelism": 1, "Order": "start-first", "FailureAction": "rollback"},
        rollback_config={"Parallelism": 1, "Order": "start-first"},
    )


def test_the_containers_do_not_change_with_the_fence_or_the_commit() -> None:
    first = services.spec(a_plan(fence=1), IMAGE, SITE, commit="a" * 40)
    second = services.spec(a_plan(fence=2), IMAGE, SITE)
    assert first.task_template == second.task_template
    assert (first.labels["dokploy.fence"], second.labels["dokploy.fence"]) == ("1", "2")
    assert first.labels["dokploy.commit"] == "a" * 40


def test_environment_values_stand_nowhere_in_the_spec_in_clear() -> None:
    made = spec(env=env(TOKEN="t0ken", EMPTY=""))
    assert made.env == env(TOKEN="t0ken", EMPTY="")
    assert "t0ken" not in repr(made)


@pytest.mark.parametrize(
    ("workload", "key", "value"),
    [
        ({"command": ("sh", "-c", "run it")}, "Command", ["sh", "-c", "run it"]),
        ({"command": ()}, "Command", None),
        ({"args": ("--port", "1")}, "Args", ["--port", "1"]),
        ({"args": ()}, "Args", None),
        (
            {"ulimits": ({"Name": "nofile", "Soft": 1, "Hard": 2},)},
            "Ulimits",
            [{"Name": "nofile", "Soft": 1, "Hard": 2}],
        ),
        ({"ulimits": ()}, "Ulimits", None),
        (
            {"health_check": {"Test": ["CMD", "true"], "Interval": S}},
            "Healthcheck",
            {"Test": ["CMD", "true"], "Interval": S},
        ),
        ({"health_check": None}, "Healthcheck", None),
        ({"stop_grace_ns": 0}, "StopGracePeriod", 0),
        ({"stop_grace_ns": 90 * S}, "StopGracePeriod", 90 * S),
        ({"stop_grace_ns": None}, "StopGracePeriod", 10 * S),
    ],
)
def test_fields_of_the_container(workload: dict[str, Any], key: str, value: Any) -> None:
    assert container(**workload).get(key) == value


def test_labels_of_the_user_are_kept_but_cannot_replace_ours() -> None:
    labels = container(labels={"team": "blue", "dokploy.app": "someone-else", "dokploy.instance": "x"})["Labels"]
    assert (labels["team"], labels["dokploy.app"], labels["dokploy.instance"]) == ("blue", APP, "0123456789ab")


@pytest.mark.parametrize(
    ("given", "resources"),
    [
        ({}, {}),
        ({"memory_limit": 536870912}, {"Limits": {"MemoryBytes": 536870912}}),
        ({"cpu_limit": S}, {"Limits": {"NanoCPUs": S}}),
        ({"memory_reservation": 1024**3}, {"Reservations": {"MemoryBytes": 1024**3}}),
        ({"cpu_reservation": S // 2}, {"Reservations": {"NanoCPUs": S // 2}}),
        (
            {"memory_limit": 4, "cpu_limit": 3, "memory_reservation": 2, "cpu_reservation": 1},
            {"Limits": {"MemoryBytes": 4, "NanoCPUs": 3}, "Reservations": {"MemoryBytes": 2, "NanoCPUs": 1}},
        ),
    ],
)
def test_resources(given: dict[str, int], resources: dict[str, Any]) -> None:
    assert spec(**given).task_template["Resources"] == resources


def test_mounts_volumes_first_and_labelled() -> None:
    assert container(mounts=(BIND, VOLUME))["Mounts"] == [
        {
            "Type": "volume",
            "Source": "data",
            "Target": "/data",
            "VolumeOptions": {
                "Labels": {
                    "dokploy.instance": "0123456789ab",
                    "dokploy.app": APP,
                    "dokploy.service": "application:app-1",
                }
            },
        },
        {"Type": "bind", "Source": "/srv/x", "Target": "/x"},
    ]


def test_a_file_is_bound_from_the_folder_of_its_release() -> None:
    file = MountPoint("file", "etc/app.conf", "/etc/app.conf", Secret("level=1"))
    plan = a_plan(workload={"mounts": (file,)}, files=Path("/data/files/.releases/0123abcd"))
    made = services.spec(plan, IMAGE, SITE)
    assert made.task_template["ContainerSpec"]["Mounts"] == [
        {"Type": "bind", "Source": "/data/files/.releases/0123abcd/etc/app.conf", "Target": "/etc/app.conf"}
    ]
    assert services.spec(plan, PULLED, WITH_IPVS).task_template["Placement"]["Constraints"] == [
        "node.role==manager",
        "node.id==node-1",  # no other one has the file
    ]
    assert services.files(plan) == [(Path("/data/files/.releases/0123abcd/etc/app.conf"), Secret("level=1"))]
    assert "level=1" not in repr(plan) + repr(made)
    assert not plan.workload.is_exclusive


@pytest.mark.parametrize(
    ("image", "workload", "constraints"),
    [
        (IMAGE, {}, ["node.id==node-1"]),
        (PULLED, {}, []),
        (PULLED, {"mounts": (BIND,)}, ["node.role==manager"]),
        (PULLED, {"mounts": (VOLUME,)}, ["node.role==manager"]),
        (IMAGE, {"mounts": (VOLUME,)}, ["node.role==manager", "node.id==node-1"]),
        (PULLED, {"placement": {"Constraints": ["node.labels.x==y"]}}, ["node.labels.x==y"]),
        (IMAGE, {"placement": {"Constraints": ["node.labels.x==y"]}}, ["node.labels.x==y", "node.id==node-1"]),
        (PULLED, {"placement": {"Constraints": ["a==b"]}, "mounts": (VOLUME,)}, ["a==b"]),
        (PULLED, {"placement": {"Constraints": None}}, []),
    ],
)
def test_placement(image: RunImage, workload: dict[str, Any], constraints: list[str]) -> None:
    assert spec(image=image, **workload).task_template["Placement"]["Constraints"] == constraints


def test_the_rest_of_the_placement_is_kept() -> None:
    placement = {"Preferences": [{"Spread": {"SpreadDescriptor": "node.labels.zone"}}], "MaxReplicas": 2}
    assert spec(placement=placement).task_template["Placement"] == placement | {"Constraints": ["node.id==node-1"]}


@pytest.mark.parametrize(
    ("workload", "networks"),
    [
        ({}, [{"Target": "dokploy-network", "Aliases": [APP]}]),
        ({"extra_networks": ("b",)},
         [{"Target": "dokploy-network", "Aliases": [APP]}, {"Target": "b", "Aliases": [APP]}]),
        ({"detached": True}, []),
        ({"detached": True, "extra_networks": ("backend",)}, [{"Target": "backend", "Aliases": [APP]}]),
        ({"networks": ({"Target": "own"},), "extra_networks": ("ignored",)}, [{"Target": "own", "Aliases": [APP]}]),
        ({"networks": ({"Target": "own", "Aliases": ["web"]},)}, [{"Target": "own", "Aliases": ["web", APP]}]),
        ({"networks": ({"Target": "own", "Aliases": [APP]},)}, [{"Target": "own", "Aliases": [APP]}]),
        ({"networks": ({"Target": "own", "Aliases": None, "DriverOpts": {"a": "b"}},)},
         [{"Target": "own", "Aliases": [APP], "DriverOpts": {"a": "b"}}]),
        ({"networks": ()}, []),
        ({"mounts": (VOLUME,)}, [{"Target": "dokploy-network"}]),
    ],
)  # fmt: skip
def test_networks(workload: dict[str, Any], networks: list[dict[str, Any]]) -> None:
    assert spec(**workload).task_template["Networks"] == networks


@pytest.mark.parametrize(
    ("workload", "replicas"),
    [
        ({}, 1),
        ({"replicas": 3}, 3),
        ({"replicas": 0}, 0),
        ({"mode": {"Replicated": {"Replicas": 5}}, "replicas": 2}, 5),
        ({"mode": {"Replicated": {}}}, 1),
        ({"mode": {"Global": {}}, "replicas": 2}, None),
        ({"mode": {"ReplicatedJob": {"MaxConcurrent": 2, "TotalCompletions": 4}}}, 4),
        ({"mode": {"GlobalJob": {}}}, None),
    ],
)
def test_mode(workload: dict[str, Any], replicas: int | None) -> None:
    made = Workload(app_name=APP, **workload)
    assert services.replicas(made) == replicas
    assert spec(**workload).mode == workload.get("mode", {"Replicated": {"Replicas": made.replicas}})
    assert services.is_job(made) == any("Job" in name for name in workload.get("mode", {}))


PORT = PublishedPort(8080, 3000)
HOST_PORT = PublishedPort(5353, 53, "udp", "host")


def docker_port(published: int, target: int, protocol: str = "tcp", mode: str = "ingress") -> dict[str, Any]:
    return {"Protocol": protocol, "TargetPort": target, "PublishedPort": published, "PublishMode": mode}


@pytest.mark.parametrize(
    ("site", "workload", "endpoint"),
    [
        (SITE, {}, {"Mode": "dnsrr"}),
        (WITH_IPVS, {}, {"Mode": "vip"}),
        (SITE, {"ports": (PORT,)}, {"Mode": "dnsrr", "Ports": [docker_port(8080, 3000, mode="host")]}),
        (WITH_IPVS, {"ports": (PORT,)}, {"Mode": "vip", "Ports": [docker_port(8080, 3000)]}),
        (WITH_IPVS, {"ports": (HOST_PORT,)}, {"Mode": "vip", "Ports": [docker_port(5353, 53, "udp", "host")]}),
        (WITH_IPVS, {"endpoint_spec": {"Mode": "dnsrr"}}, {"Mode": "dnsrr"}),
        (SITE, {"endpoint_spec": {"Mode": "vip"}}, {"Mode": "dnsrr"}),
        (WITH_IPVS, {"endpoint_spec": {"Mode": "vip"}, "ports": (PORT,)}, {"Mode": "vip"}),
        (
            WITH_IPVS,
            {"endpoint_spec": {"Ports": [{"TargetPort": 1, "PublishedPort": 2}]}, "ports": (PORT,)},
            {"Mode": "vip", "Ports": [docker_port(2, 1, mode="host")]},
        ),
        (WITH_IPVS, {"endpoint_spec": {"Ports": [{}]}}, {"Mode": "vip", "Ports": [docker_port(0, 0, mode="host")]}),
        (
            SITE,
            {"endpoint_spec": {"Ports": [docker_port(2, 1, "udp", "ingress")]}},
            {"Mode": "dnsrr", "Ports": [docker_port(2, 1, "udp", "host")]},
        ),
        (SITE, {"endpoint_spec": {"Mode": None, "Ports": None}}, {"Mode": "dnsrr"}),
    ],
)
def test_endpoint(site: Site, workload: dict[str, Any], endpoint: dict[str, Any]) -> None:
    assert spec(site, **workload).endpoint_spec == endpoint


@pytest.mark.parametrize(
    ("workload", "name"),
    [
        ({}, release_name(APP, "deployment-1")),
        ({"mounts": (BIND,)}, release_name(APP, "deployment-1")),
        ({"mounts": (VOLUME,)}, APP),
        ({"ports": (PORT,)}, APP),
        ({"ports": (HOST_PORT,)}, APP),
        ({"mode": {"Global": {}}}, APP),
        ({"mode": {"Replicated": {"Replicas": 2}}}, release_name(APP, "deployment-1")),
        ({"endpoint_spec": {"Ports": [{}]}}, APP),
        ({"endpoint_spec": {"Mode": "vip"}}, release_name(APP, "deployment-1")),
    ],
)
def test_what_may_not_run_twice_bears_the_applications_name(workload: dict[str, Any], name: str) -> None:
    assert spec(**workload).name == name


def test_service_names_are_dns_labels() -> None:
    plan = a_plan(app_name="my.shop.v2-abcdef")
    assert services.service_name(plan) == f"my-shop-v2-abcdef-{plan.release}"
    assert len(services.service_name(a_plan(app_name="x" * 63))) == 63


@pytest.mark.parametrize(
    ("workload", "update"),
    [
        ({}, {"Parallelism": 1, "Order": "start-first", "FailureAction": "rollback"}),
        ({"update_config": {"Parallelism": 2}}, {"Parallelism": 2}),
        (
            {"mounts": (VOLUME,)},
            {"Parallelism": 1, "FailureAction": "rollback", "Monitor": 5 * S, "Order": "stop-first"},
        ),
        (
            {
                "mounts": (VOLUME,),
                "update_config": {"Order": "start-first", "Monitor": 9 * S, "FailureAction": "pause"},
            },
            {"Parallelism": 1, "FailureAction": "pause", "Monitor": 9 * S, "Order": "stop-first"},
        ),
    ],
)
def test_update_config(workload: dict[str, Any], update: dict[str, Any]) -> None:
    assert spec(**workload).update_config == update


@pytest.mark.parametrize(
    ("workload", "rollback"),
    [
        ({}, {"Parallelism": 1, "Order": "start-first"}),
        ({"rollback_config": {"Parallelism": 2}}, {"Parallelism": 2}),
        ({"ports": (PORT,)}, {"Parallelism": 1, "Order": "stop-first"}),
        ({"ports": (PORT,), "rollback_config": {"Order": "start-first"}}, {"Parallelism": 1, "Order": "stop-first"}),
    ],
)
def test_rollback_config(workload: dict[str, Any], rollback: dict[str, Any]) -> None:
    assert spec(**workload).rollback_config == rollback


def test_the_users_restart_policy_is_kept() -> None:
    assert spec(restart_policy={"Condition": "none"}).task_template["RestartPolicy"] == {"Condition": "none"}


def test_the_login_goes_with_the_image() -> None:
    assert spec(image=PULLED).login == PULLED.login
    assert spec().login is None


@pytest.mark.parametrize(
    ("site", "image", "workload", "words"),
    [
        (SITE, IMAGE, {}, []),
        (WITH_IPVS, PULLED, {"ports": (PORT,)}, []),
        (SITE, PULLED, {"ports": (PORT,)}, ["port 8080 is published in host mode"]),
        (SITE, PULLED, {"ports": (HOST_PORT,)}, []),
        (SITE, PULLED, {"ports": (PORT, PublishedPort(81, 1), HOST_PORT)}, ["port 8080, 81 is published"]),
        (SITE, PULLED, {"mounts": (VOLUME,), "update_config": {"Order": "start-first"}}, ["stop-first is used"]),
        (SITE, PULLED, {"update_config": {"Order": "start-first"}}, []),
        (WITH_IPVS, IMAGE, {}, ["this node only"]),
        (SITE, IMAGE, {"replicas": 3}, []),
    ],
)
def test_what_the_user_is_told(site: Site, image: RunImage, workload: dict[str, Any], words: list[str]) -> None:
    said = services.notes(Workload(app_name=APP, **workload), image, site)
    assert len(said) == len(words)
    assert all(word in line for word, line in zip(words, said, strict=True))


@pytest.mark.parametrize(
    ("check", "image_has_check", "limit"),
    [
        (None, False, None),
        (
            {"Test": ["CMD", "x"], "Interval": S, "Timeout": 2 * S, "Retries": 3, "StartPeriod": 4 * S},
            False,
            4 + 9 + 10 + 10,
        ),
        ({"Test": ["CMD", "x"]}, False, 180 + 10 + 10),
        ({"Interval": S, "Timeout": S, "Retries": 1}, True, 2 + 10 + 10),
        ({"Test": ["NONE"]}, True, None),
        (None, True, 300 + 180 + 20),
    ],
)
def test_how_long_swarm_may_take_to_judge_the_health(check: Any, image_has_check: bool, limit: float | None) -> None:
    workload = Workload(app_name=APP, health_check=check)
    assert services.start_limit_s(workload, image_has_check=image_has_check) == limit
