"""From a plan and its image to the Swarm service, field by field, in the words of Docker's API."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from dokploy.adapters.swarm import (
    LABEL_APP,
    LABEL_DEPLOYMENT,
    LABEL_FENCE,
    LABEL_INSTANCE,
    LABEL_RELEASE,
    LABEL_ROLE,
    LABEL_SERVICE,
    Login,
    ServiceSpec,
)
from dokploy.core import names
from dokploy.core.secrets import Secret
from dokploy.pipeline.plan import Plan, Workload

SECOND: Final = 1_000_000_000
"""Docker counts nanoseconds."""
STOP_GRACE: Final = 10 * SECOND
RESTART: Final[Mapping[str, Any]] = {"Condition": "any", "Delay": 5 * SECOND}
MONITOR: Final = 5 * SECOND
LABEL_COMMIT: Final = "dokploy.commit"
ROLE: Final = "release"
HEALTH_DEFAULTS: Final = {"Interval": 30 * SECOND, "Timeout": 30 * SECOND, "Retries": 3, "StartPeriod": 0}


@dataclass(frozen=True)
class Site:
    """Where the service will run."""

    instance_id: str
    network: str
    node_id: str
    has_ipvs: bool
    nodes: int = 1


@dataclass(frozen=True)
class RunImage:
    """The image as a task names it: a digest that every node can pull, or the id of one that this node alone has."""

    ref: str
    is_local: bool
    has_health_check: bool = False
    login: Login | None = None


def service_name(plan: Plan) -> str:
    """A service per release; where no two may run, one that bears the application's name (rollout §5)."""
    name = plan.app_name if plan.workload.is_exclusive else names.release_name(plan.app_name, plan.deployment_id)
    return name.replace(".", "-")  # Swarm's names are DNS labels


def spec(plan: Plan, image: RunImage, site: Site, commit: str | None = None) -> ServiceSpec:
    """The whole service; everything that the user set is kept verbatim, except what could not work on this engine."""
    workload, labels = plan.workload, labels_of(plan)
    return ServiceSpec(
        name=service_name(plan),
        labels={
            **labels,
            LABEL_INSTANCE: site.instance_id,
            LABEL_FENCE: str(plan.fence),
            **({LABEL_COMMIT: commit} if commit else {}),
        },
        task_template={
            "ContainerSpec": _container(plan, image, labels | {LABEL_INSTANCE: site.instance_id}),
            "Networks": _networks(workload, site, service_name(plan)),
            "RestartPolicy": workload.restart_policy or dict(RESTART),
            "Placement": _placement(workload, image, site),
            "Resources": _resources(workload),
        },
        mode=workload.mode or {"Replicated": {"Replicas": workload.replicas}},
        endpoint_spec=_endpoint(workload, site),
        update_config=_update_config(workload),
        rollback_config=_rollback_config(workload),
        login=image.login,
        env=workload.env,
    )


def files(plan: Plan) -> list[tuple[Path, Secret]]:
    """What must lie in the files folder before the service starts: path and content."""
    wanted = [mount for mount in plan.workload.mounts if mount.kind == "file"]
    return [(_files(plan) / mount.source, mount.content or Secret("")) for mount in wanted]


def labels_of(plan: Plan) -> dict[str, str]:
    """What a service and its containers are found by. The fence is no part: containers must not change with it."""
    labels = {
        LABEL_APP: plan.app_name,
        LABEL_DEPLOYMENT: plan.deployment_id,
        LABEL_RELEASE: plan.release,
        LABEL_ROLE: ROLE,
    }
    return labels | ({LABEL_SERVICE: plan.service} if plan.service else {})


def notes(workload: Workload, image: RunImage, site: Site) -> list[str]:
    """What the user must be told, because it is not as they wrote it."""
    said = []
    ports = _endpoint(workload, site).get("Ports", ())
    asked = {port["PublishedPort"]: port["PublishMode"] for port in _wanted_ports(workload)}
    moved = [str(port["PublishedPort"]) for port in ports if asked[port["PublishedPort"]] != port["PublishMode"]]
    if moved:
        said.append(
            f"This kernel has no IPVS, so Swarm's routing mesh does not answer: port {', '.join(moved)} is published "
            "in host mode, on the node where the task runs."
        )
    if workload.is_exclusive and (workload.update_config or {}).get("Order") == "start-first":
        said.append("The update order start-first is not possible with volumes or published ports: stop-first is used.")
    if image.is_local and site.nodes > 1:
        said.append("The image is in no registry: the service runs on this node only.")
    return said


def replicas(workload: Workload) -> int | None:
    """How many tasks are wanted; None = one on every node that qualifies."""
    if workload.mode is None:
        return workload.replicas
    if "Replicated" in workload.mode:
        return int((workload.mode["Replicated"] or {}).get("Replicas", 1))
    if "ReplicatedJob" in workload.mode:
        job = workload.mode["ReplicatedJob"] or {}
        return int(job.get("TotalCompletions") or job.get("MaxConcurrent") or 1)
    return None


def is_job(workload: Workload) -> bool:
    """A service whose tasks end by themselves."""
    return bool(workload.mode and any(name.endswith("Job") for name in workload.mode))


def stop_grace_s(workload: Workload) -> float:
    return (STOP_GRACE if workload.stop_grace_ns is None else workload.stop_grace_ns) / SECOND


def start_limit_s(workload: Workload, *, image_has_check: bool) -> float | None:
    """How long Swarm may call a task `starting` before it must have decided (rollout §4); None = no health check."""
    check = workload.health_check
    if check and (check.get("Test") or [""])[0] == "NONE":
        return None
    if not check:
        # The image's own intervals are not known here: Docker's defaults, and a start period that few exceed.
        check = {"StartPeriod": 300 * SECOND} if image_has_check else None
    if check is None:
        return None
    times = {name: check.get(name) or default for name, default in HEALTH_DEFAULTS.items()}
    tries = times["Retries"] * (times["Interval"] + times["Timeout"])
    return float(times["StartPeriod"] + tries) / SECOND + stop_grace_s(workload) + 10


# ------------------------------------------------------------------------------------------------ parts of the spec


def _container(plan: Plan, image: RunImage, labels: dict[str, str]) -> dict[str, Any]:
    workload = plan.workload
    container: dict[str, Any] = {
        "Image": image.ref,
        "Mounts": _mounts(plan, labels),
        "StopGracePeriod": STOP_GRACE if workload.stop_grace_ns is None else workload.stop_grace_ns,
        "Labels": {**(workload.labels or {}), **labels},
    }
    optional: dict[str, Any] = {
        "Command": list(workload.command),
        "Args": list(workload.args),
        "Ulimits": [dict(limit) for limit in workload.ulimits],
        "Healthcheck": workload.health_check,
    }
    return container | {key: value for key, value in optional.items() if value}


def _mounts(plan: Plan, labels: dict[str, str]) -> list[dict[str, Any]]:
    """Volumes first. A volume that Swarm makes for us carries our labels; one that exists is left as it is."""
    made = []
    for mount in sorted(plan.workload.mounts, key=lambda mount: mount.kind != "volume"):
        kind, source = mount.kind, mount.source
        if kind == "file":
            kind, source = "bind", str(_files(plan) / source)
        entry: dict[str, Any] = {"Type": kind, "Source": source, "Target": mount.target}
        if kind == "volume":
            kept = {name: labels[name] for name in (LABEL_INSTANCE, LABEL_APP, LABEL_SERVICE) if name in labels}
            entry["VolumeOptions"] = {"Labels": kept}
        made.append(entry)
    return made


def _files(plan: Plan) -> Path:
    if plan.files is None:
        raise ValueError("A plan with file mounts names the folder that they are written to")
    return plan.files


def _networks(workload: Workload, site: Site, name: str) -> list[dict[str, Any]]:
    """The application's name is an alias, so that `http://<appName>:<port>` means whichever release is there."""
    if workload.networks is not None:
        wanted = [dict(network) for network in workload.networks]
    else:
        own = () if workload.detached else (site.network,)
        wanted = [{"Target": target} for target in (*own, *workload.extra_networks)]
    if name != workload.app_name:
        for network in wanted:
            aliases = network.get("Aliases") or []
            network["Aliases"] = [*aliases, *(() if workload.app_name in aliases else (workload.app_name,))]
    return wanted


def _placement(workload: Workload, image: RunImage, site: Site) -> dict[str, Any]:
    """Files and folders of this machine, and images without a registry, bind a service to where they are."""
    placement = dict(workload.placement or {})
    constraints = list(placement.get("Constraints") or ())
    if workload.placement is None and workload.mounts:
        constraints.append("node.role==manager")
    if image.is_local or any(mount.kind == "file" for mount in workload.mounts):
        constraints.append(f"node.id=={site.node_id}")
    return placement | {"Constraints": constraints}


def _resources(workload: Workload) -> dict[str, Any]:
    limits = {"MemoryBytes": workload.memory_limit, "NanoCPUs": workload.cpu_limit}
    reservations = {"MemoryBytes": workload.memory_reservation, "NanoCPUs": workload.cpu_reservation}
    return {
        name: {key: value for key, value in values.items() if value}
        for name, values in (("Limits", limits), ("Reservations", reservations))
        if any(values.values())
    }


def _endpoint(workload: Workload, site: Site) -> dict[str, Any]:
    wanted = (workload.endpoint_spec or {}).get("Mode")
    mode: Literal["vip", "dnsrr"] = "dnsrr" if not site.has_ipvs or wanted == "dnsrr" else "vip"
    ports = [port if site.has_ipvs else port | {"PublishMode": "host"} for port in _wanted_ports(workload)]
    return {"Mode": mode} | ({"Ports": ports} if ports else {})


def _wanted_ports(workload: Workload) -> list[dict[str, Any]]:
    """The user's own endpoint object, when there is one, instead of the table of ports."""
    if workload.endpoint_spec is not None:
        defaults = {"Protocol": "tcp", "TargetPort": 0, "PublishedPort": 0, "PublishMode": "host"}
        return [defaults | dict(port) for port in workload.endpoint_spec.get("Ports") or ()]
    return [
        {
            "Protocol": port.protocol,
            "TargetPort": port.target,
            "PublishedPort": port.published,
            "PublishMode": port.mode,
        }
        for port in workload.ports
    ]


def _update_config(workload: Workload) -> dict[str, Any]:
    if workload.is_exclusive:
        base = {"Parallelism": 1, "FailureAction": "rollback", "Monitor": MONITOR}
        return base | (workload.update_config or {}) | {"Order": "stop-first"}
    return workload.update_config or {"Parallelism": 1, "Order": "start-first", "FailureAction": "rollback"}


def _rollback_config(workload: Workload) -> dict[str, Any]:
    if workload.is_exclusive:
        return {"Parallelism": 1} | (workload.rollback_config or {}) | {"Order": "stop-first"}
    return workload.rollback_config or {"Parallelism": 1, "Order": "start-first"}
