"""The checks of the engine's side: engine, Swarm, IPVS, overlay network, Traefik, its files, and a route end to end."""

import asyncio
import ipaddress
import secrets
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from dokploy.adapters import ports, traefik_report
from dokploy.adapters.engine_api import EngineRefused, Request, filters, quoted
from dokploy.adapters.provision import choices
from dokploy.adapters.swarm import LABEL_INSTANCE
from dokploy.core.errors import RemoteFailed
from dokploy.features.doctor.schemas import Finding, Patient, failed, names, ok, warning
from dokploy.pipeline import routes

SLOW_DRIVERS: Final = frozenset({"vfs", "devicemapper"})
ADDRESSES_FEW: Final = 0.8
"""Share of the network's addresses from which on a warning is due: a release beside the old one needs twice its own."""
RESTARTS_MANY: Final = 3
PROBE_FILE: Final = "dokploy-doctor-"
PROBE_LEFT_S: Final = 60
PROBE_ANSWER_S: Final = 5
PROBE_PORT: Final = 8080
"""Traefik's own entry point inside its container, where `/ping` answers."""
ANSWERED: Final = 200
UNKNOWN_ROUTE: Final = 404
RESTART: Final = "Start the server again: it makes what is missing."

# ------------------------------------------------------------------------------------------------ engine and Swarm


async def engine(patient: Patient) -> Finding:
    connection = patient.tools.engine
    facts = await connection.facts(fresh=True)
    info = await connection.ask(Request("GET", "/info"))
    details = {
        "version": facts.version,
        "apiVersion": facts.api_version,
        "storageDriver": info.get("Driver"),
        "cgroupVersion": info.get("CgroupVersion"),
        "buildKit": facts.has_buildkit,
        "dockerClient": facts.docker_cli or facts.plain_cli,
        "dataRoot": info.get("DockerRootDir"),
        "kernel": info.get("KernelVersion"),
        "system": info.get("OperatingSystem"),
        "cpus": info.get("NCPU"),
        "containersRunning": info.get("ContainersRunning"),
    }
    if facts.plain_cli is None and facts.docker_cli is None:
        cure = "Install one: apt-get install docker-cli docker-buildx"
        return warning("There is no docker client on this machine, so nothing can be built.", cure, **details)
    if info.get("Driver") in SLOW_DRIVERS:
        cure = 'Set "storage-driver": "overlay2" in /etc/docker/daemon.json; images must then be pulled or built again.'
        return warning(f"The storage driver {info['Driver']} copies whole layers: slow, and hungry.", cure, **details)
    if not facts.has_buildkit:
        cure = "Install a docker client with BuildKit: apt-get install docker-cli docker-buildx"
        return warning("Builds run without BuildKit: build secrets cannot be used.", cure, **details)
    return ok(f"Docker {facts.version} answers; storage driver {info.get('Driver')}, BuildKit works.", **details)


async def swarm(patient: Patient) -> Finding:
    connection = patient.tools.engine
    facts = await connection.facts()
    details: dict[str, Any] = {"state": facts.swarm_state, "isManager": facts.is_manager}
    if facts.reason is not None:
        cause, _, cure = facts.reason.partition(". ")
        return failed(f"{cause.rstrip('.')}.", cure or "See: docker info", **details)
    nodes = await connection.ask(Request("GET", "/nodes")) or []
    return _judged(nodes, facts.node_id, details)


def _judged(nodes: list[dict[str, Any]], own_id: str, details: dict[str, Any]) -> Finding:
    managers = [node for node in nodes if node["Spec"]["Role"] == "manager"]
    down = [_host(node) for node in nodes if node["Status"]["State"] != "ready"]
    away = [_host(node) for node in managers if (node.get("ManagerStatus") or {}).get("Reachability") != "reachable"]
    usable = [node for node in nodes if node["Status"]["State"] == "ready" and node["Spec"]["Availability"] == "active"]
    addresses = {node["ID"]: (node.get("ManagerStatus") or {}).get("Addr") for node in nodes}
    details |= {
        "nodes": len(nodes),
        "managers": len(managers),
        "down": down,
        "unreachableManagers": away,
        "address": addresses.get(own_id),
    }
    if not usable:
        cure = "Let this one work again: docker node update --availability active NODE"
        return failed("No node of the Swarm takes tasks: each is drained, paused or down.", cure, **details)
    if down or away:
        cause = f"Of {len(nodes)} nodes these are not well: {names(sorted({*down, *away}))}."
        cure = "Start Docker there; one that is gone for good: docker node rm --force NODE. See: docker node ls"
        return warning(cause, cure, **details)
    if len(managers) == 2:
        cure = "Make it three (docker node promote NODE) or one (docker node demote NODE)."
        return warning("With two managers the Swarm stands still as soon as one of them is away.", cure, **details)
    return ok(f"Active, and this is a manager; {len(nodes)} of {len(nodes)} nodes are ready.", **details)


def _host(node: Mapping[str, Any]) -> str:
    return str((node.get("Description") or {}).get("Hostname") or node["ID"])


async def ipvs(patient: Patient) -> Finding:
    """Without IPVS a virtual address and the routing mesh do not answer; new services do without both."""
    connection, folder = patient.tools.engine, patient.tools.folder
    if (await connection.facts()).has_ipvs:
        return ok("The kernel has IPVS: virtual addresses and the routing mesh answer.", present=True, mode="vip")
    mine = filters(label=[f"{LABEL_INSTANCE}={folder.instance_id}"])
    services = await connection.ask(Request("GET", "/services", mine)) or []
    stranded = sorted(service["Spec"]["Name"] for service in services if _wants_ipvs(service))
    details = {"present": False, "mode": "dnsrr", "publishMode": "host", "stranded": stranded}
    if stranded:
        cause = f"The kernel has no IPVS, and these services were made when it had: {names(stranded)}."
        return failed(cause, "Load it (modprobe ip_vs), or deploy these services again.", **details)
    return ok(
        "The kernel has no IPVS, and nothing here needs it: services are found by DNS (dnsrr), and a published port "
        "answers on the nodes that run a task of its service.",
        **details,
    )


def _wants_ipvs(service: Mapping[str, Any]) -> bool:
    endpoint = service["Spec"].get("EndpointSpec") or {}
    is_mesh = any(port.get("PublishMode", "ingress") == "ingress" for port in endpoint.get("Ports") or ())
    return is_mesh or endpoint.get("Mode", "vip") == "vip"


# ------------------------------------------------------------------------------------------------ overlay network


async def overlay(patient: Patient) -> Finding:
    connection, folder = patient.tools.engine, patient.tools.folder
    name = await asyncio.to_thread(choices.network_name, folder)
    listed = await connection.ask(Request("GET", "/networks", filters(name=[name]))) or []
    found = next((one for one in listed if one["Name"] == name), None)
    if found is None:
        return failed(f"There is no network {name}, so no service can start.", RESTART, name=name)
    network = await connection.ask(Request("GET", f"/networks/{quoted(found['Id'])}"))
    subnets = [one["Subnet"] for one in (network.get("IPAM") or {}).get("Config") or () if one.get("Subnet")]
    details = {"name": name, "subnets": subnets, "driver": network["Driver"], "attachable": network["Attachable"]}
    if network["Driver"] != "overlay" or not network["Attachable"]:
        cause = f"The network {name} is not an attachable overlay, so Traefik and services cannot meet in it."
        return failed(cause, f"Remove it (docker network rm {name}). {RESTART}", **details)
    return _with_room(name, subnets, await _addresses(patient, network), details)


async def _addresses(patient: Patient, network: Mapping[str, Any]) -> set[str]:
    """Every address that is in use in the network, on any node: tasks, virtual addresses, containers, balancers."""
    connection, network_id = patient.tools.engine, network["Id"]
    running = Request("GET", "/tasks", filters(**{"desired-state": ["running", "ready"]}))
    tasks, services = await asyncio.gather(connection.ask(running), connection.ask(Request("GET", "/services")))
    used = {one["IPv4Address"] for one in (network.get("Containers") or {}).values() if one.get("IPv4Address")}
    for task in tasks or ():
        for attachment in task.get("NetworksAttachments") or ():
            if attachment["Network"]["ID"] == network_id:
                used.update(attachment.get("Addresses") or ())
    for service in services or ():
        for one in (service.get("Endpoint") or {}).get("VirtualIPs") or ():
            if one.get("NetworkID") == network_id and one.get("Addr"):
                used.add(one["Addr"])
    balancers = {f"balancer {peer.get('Name')}" for peer in (network.get("Peers") or ())[1:]}  # one a node; ours is in
    return {address.partition("/")[0] for address in used} | balancers


def _with_room(name: str, subnets: Iterable[str], used: set[str], details: dict[str, Any]) -> Finding:
    room = sum(max(ipaddress.ip_network(subnet).num_addresses - 3, 0) for subnet in subnets)  # net, gateway, broadcast
    details |= {"addressesUsed": len(used), "addresses": room}
    cause = f"{len(used)} of {room} addresses of the network {name} are in use."
    cure = (
        "Run fewer replicas, or give applications networks of their own; a larger network must be made anew: "
        "docker network create --driver overlay --attachable --subnet 10.200.0.0/16 NAME"
    )
    if room and len(used) >= room:
        return failed(f"{cause} No further task can start.", cure, **details)
    if room and len(used) >= room * ADDRESSES_FEW:
        return warning(cause, cure, **details)
    return ok(f"{name} exists and is attachable; {len(used)} of {room} addresses are in use.", **details)


# ------------------------------------------------------------------------------------------------ Traefik


async def traefik(patient: Patient) -> Finding:
    name, network = await asyncio.to_thread(_names, patient)
    found = await _inspected(patient, name)
    if found is None:
        return failed(f"There is no container {name}: no application can be reached.", RESTART, container=name)
    details = _described(found) | {"container": name}
    is_ours = (found["Config"].get("Labels") or {}).get(LABEL_INSTANCE) == patient.tools.folder.instance_id
    if not is_ours:
        return failed(f"The container {name} belongs to somebody else.", RESTART, **details)
    if not found["State"]["Running"]:
        return _ended(name, found["State"], details)
    if network not in details["networks"]:
        cause = f"Traefik is not in the network {network}, so it reaches no service."
        return failed(cause, f"Connect it: docker network connect {network} {name}", **details)
    told = await traefik_report.overview(patient.tools.traefik)
    details |= {part: (told.get("http") or {}).get(part, {}).get("total") for part in traefik_report.SECTIONS}
    return _running(patient, network, details)


def _described(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "image": found["Config"]["Image"],
        "state": found["State"]["Status"],
        "startedAt": found["State"]["StartedAt"],
        "restarts": found.get("RestartCount", 0),
        "ports": _published(found),
        "networks": sorted(found["NetworkSettings"]["Networks"]),
    }


def _ended(name: str, state: Mapping[str, Any], details: dict[str, Any]) -> Finding:
    why = f": {state['Error']}" if state.get("Error") else f", exit code {state.get('ExitCode')}"
    cause = f"Traefik does not run ({state['Status']}{why}): no application can be reached."
    return failed(cause, f"Start it: docker start {name}. Its log says more: docker logs {name}", **details)


def _running(patient: Patient, network: str, details: dict[str, Any]) -> Finding:
    settings, published = patient.tools.settings, details["ports"]
    if details["restarts"] > RESTARTS_MANY:
        cause = f"Traefik runs, but has ended by itself {details['restarts']} times."
        return warning(cause, f"Its log says why: docker logs --tail 100 {details['container']}", **details)
    wanted = {"80/tcp": settings.traefik_port, "443/tcp": settings.traefik_ssl_port}
    others = [f"{port} (it has {has})" for inside, port in wanted.items() if (has := published.get(inside)) != port]
    if others:
        cause = f"Traefik runs, but without the wanted port {' and '.join(others)}: another program had it."
        return warning(cause, "End that program (ss -ltnp shows it), then start the server again.", **details)
    return ok(f"Runs, in the network {network}; http on port {published['80/tcp']}, and its API answers.", **details)


def _names(patient: Patient) -> tuple[str, str]:
    """Of Traefik's container and of the network, as they were chosen for this instance."""
    chosen = choices.load(patient.tools.folder)
    return chosen.traefik, chosen.network


async def _inspected(patient: Patient, name: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = await patient.tools.engine.ask(Request("GET", f"/containers/{quoted(name)}/json"))
    except EngineRefused as error:
        if error.answered != UNKNOWN_ROUTE:
            raise
        return None
    return found


def _published(found: Mapping[str, Any]) -> dict[str, int]:
    bindings = (found.get("HostConfig") or {}).get("PortBindings") or {}
    return {inside: int(taken[0]["HostPort"]) for inside, taken in bindings.items() if taken}


async def files(patient: Patient) -> Finding:
    """One file that Traefik cannot read keeps it from loading any change of any other."""
    folder = patient.tools.folder
    count, broken = await traefik_report.unreadable(folder)
    details: dict[str, Any] = {"folder": str(folder.traefik_dynamic), "files": count, "unreadable": broken}
    if broken:
        cause = f"Traefik cannot load {names(sorted(broken))}, nor any other change. {broken[min(broken)]}"
        cure = f"Correct it, or take it away: {folder.traefik_dynamic / min(broken)}"
        return failed(cause, cure, **details)
    refused = await traefik_report.refused(patient.tools.traefik)
    if refused:
        first, why = next(iter(refused.items()))
        cause = f"Traefik has read all files, but cannot use {names(sorted(refused))}. {first}: {why}"
        cure = "Correct the application's domains or its Traefik configuration; names must be defined in some file."
        return warning(cause, cure, **details, refused=refused)
    return ok(f"All loaded: {count}.", **details, refused={})


async def probe(patient: Patient) -> Finding:
    """A route under a host that nobody can guess, to Traefik's own ping by way of the overlay network."""
    tools = patient.tools
    container, _ = await asyncio.to_thread(_names, patient)
    await asyncio.to_thread(_remove_left_probes, tools.folder.traefik_dynamic)
    token = secrets.token_hex(12)
    host, document, routing = routes.probe(token, container, PROBE_PORT)
    name, begun = f"{PROBE_FILE}{token}", time.monotonic()
    try:
        await tools.traefik.write(name, document)
        await tools.traefik.confirm(routing.services)
        seen = time.monotonic()
        status = await _asked(patient, host)
    except RemoteFailed as error:
        cure = f"Its log says why: docker logs --tail 50 {container}"
        return failed(f"A new route does not come into use. {error.message}", cure, container=container)
    finally:
        await asyncio.shield(tools.traefik.remove(name))
    details = {
        "status": status,
        "loadedMs": round((seen - begun) * 1000),
        "answeredMs": round((time.monotonic() - seen) * 1000),
    }
    return await _route_judged(patient, status, details)


async def _asked(patient: Patient, host: str) -> int:
    """The status of the first good answer, else of the last one: API and entry point are not updated in one step."""
    deadline = time.monotonic() + PROBE_ANSWER_S
    while True:
        status = await patient.tools.traefik.probe(host, "/ping")
        if status == ANSWERED or time.monotonic() > deadline:
            return status
        await asyncio.sleep(0.1)


async def _route_judged(patient: Patient, status: int, details: dict[str, Any]) -> Finding:
    container, network = await asyncio.to_thread(_names, patient)
    found = await _inspected(patient, container)
    port = _published(found or {}).get("80/tcp", 0)
    if status == ANSWERED:
        took = details["loadedMs"] + details["answeredMs"]
        return ok(f"A new route was loaded and answered on port {port} within {took} ms.", port=port, **details)
    if status == 0:
        holder = await asyncio.to_thread(ports.holder_of, port)
        cause = f"Nothing answers on port {port} of this machine{f', which {holder} has' if holder else ''}."
        return failed(cause, f"Look for a firewall rule, then: docker restart {container}", port=port, **details)
    if status == UNKNOWN_ROUTE:
        cause = f"Traefik shows the route, but what answers on port {port} does not know it."
        return failed(cause, f"Is that another Traefik? See: docker ps --filter publish={port}", port=port, **details)
    cause = f"Traefik does not reach a container by its name through the network {network} (status {status})."
    cure = f"Start it again: docker restart {container}. If that does not help: systemctl restart docker"
    return failed(cause, cure, port=port, **details)


def _remove_left_probes(folder: Path) -> None:
    """Of an examination whose process was killed."""
    for path in folder.glob(f"{PROBE_FILE}*.yml"):
        if time.time() - path.stat().st_mtime > PROBE_LEFT_S:
            path.unlink(missing_ok=True)
