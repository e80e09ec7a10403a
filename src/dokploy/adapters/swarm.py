"""Swarm services and their tasks, in the field's terms: frozen specs in, observed states out."""

import asyncio
import base64
import copy
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters, label_filters, quoted
from dokploy.core.envtext import for_swarm
from dokploy.core.errors import Conflict, NotFound, RemoteFailed, TimedOut
from dokploy.core.secrets import Secret

Login = tuple[str, str, str]
"""Registry server, user and password."""
Change = Callable[[dict[str, Any]], dict[str, Any]]

LABEL_INSTANCE = "dokploy.instance"
LABEL_APP = "dokploy.app"
LABEL_SERVICE = "dokploy.service"
"""`<kind>:<id>`, for example `application:V1StGXR8_Z5jdHi6B-myT`."""
LABEL_DEPLOYMENT = "dokploy.deployment"
LABEL_RELEASE = "dokploy.release"
LABEL_FENCE = "dokploy.fence"
LABEL_ROLE = "dokploy.role"
LABEL_SWARM_SERVICE = "com.docker.swarm.service.name"
"""Set by Swarm itself on every container of a task."""

OUT_OF_SEQUENCE: Final = "out of sequence"
SYSTEM_ERROR: Final = 3
"""The stream in which the engine says why it has no log: not the task's words."""
UPDATE_TRIES: Final = 10
REMOVE_EXTRA_S: Final = 30.0


@dataclass(frozen=True)
class ServiceSpec:
    """A service as the Engine API takes it (`POST /services/create`); keys are Docker's."""

    name: str
    labels: Mapping[str, str]
    task_template: Mapping[str, Any]
    mode: Mapping[str, Any]
    endpoint_spec: Mapping[str, Any]
    update_config: Mapping[str, Any] = field(default_factory=dict)
    rollback_config: Mapping[str, Any] = field(default_factory=dict)
    login: tuple[str, str, str] | None = None
    """Registry server, user and password that the engine needs to pull the image."""
    env: tuple[tuple[str, Secret], ...] = ()
    """The containers' environment, opened only on its way to the engine; it stands in no `task_template`."""


@dataclass(frozen=True)
class ServiceState:
    service_id: str
    name: str
    version: int
    labels: Mapping[str, str]
    image: str
    replicas: int | None
    """None = global mode."""
    update_state: str | None = None
    update_message: str | None = None
    spec_version: int = 0
    """Counts forced updates: tasks of the present spec have the same number."""


@dataclass(frozen=True)
class TaskState:
    """One task; `state` and `desired` are Swarm's words (rollout §4)."""

    task_id: str
    state: str
    desired: str
    error: str | None = None
    exit_code: int | None = None
    container_id: str | None = None
    node_id: str | None = None
    spec_version: int = 0
    """`ServiceState.spec_version` at the time when the task was made."""
    created: str = ""


class Fenced(Conflict):
    """A younger run has changed this service: whoever meets this gives up."""


class Swarm:
    """Every service made here carries this instance's label; one without it is never read as ours, nor changed."""

    def __init__(self, engine: Engine, instance_id: str) -> None:
        self._engine = engine
        self._instance_id = instance_id

    async def create(self, spec: ServiceSpec) -> str:
        """Create, or do nothing when a service of this name and fence is there already; returns its id.

        One that an earlier attempt of the same deployment left is brought to the spec. `Fenced`, when a younger
        attempt made it; `Conflict`, when another deployment or somebody else did.
        """
        try:
            return await self._create(spec)
        except EngineRefused as error:
            if error.answered != HTTPStatus.CONFLICT:
                raise
            found = await self._read(spec.name)
            if found is None:
                raise
        self._refuse_foreign(found)
        labels = found["Spec"]["Labels"]
        if labels.get(LABEL_DEPLOYMENT) != spec.labels.get(LABEL_DEPLOYMENT):
            raise Conflict(f"A service named {spec.name} exists already, made by another deployment.")
        if _fence(labels) == _fence(spec.labels):
            return str(found["ID"])
        return await self.update(spec, force=False)

    async def update(self, spec: ServiceSpec, *, force: bool = True) -> str:
        """Bring the service to the spec (create it on 404 only). Refuses when its fence label is newer: `Fenced`.

        `force` restarts the tasks even when nothing else changed; `TaskState.spec_version` tells new tasks from old.
        """

        def change(found: dict[str, Any]) -> dict[str, Any]:
            there, ours = _fence(found["Spec"]["Labels"]), _fence(spec.labels)
            if there > ours:
                raise Fenced(f"Service {spec.name} was changed by a younger run (number {there}, this one is {ours}).")
            body = self._body(spec)
            body["TaskTemplate"]["ForceUpdate"] = _forced(found) + (1 if force else 0)
            return body

        return await self._change(spec.name, change, spec.login) or await self._create(spec)

    async def scale(self, name: str, replicas: int) -> None:
        """Raises `NotFound` when there is no such service, `Conflict` in global mode."""

        def change(found: dict[str, Any]) -> dict[str, Any]:
            body: dict[str, Any] = found["Spec"]
            if "Replicated" not in body["Mode"]:
                raise Conflict(f"Service {name} is not replicated: it runs once on every node.")
            body["Mode"] = {"Replicated": {"Replicas": replicas}}
            return body

        if await self._change(name, change) is None:
            raise NotFound(f"There is no service {name}.")

    async def roll_back(self, name: str) -> None:
        """Return to the spec before the last update, tasks included; does not wait for them."""
        await self._change(name, lambda found: found["Spec"], query={"rollback": "previous"})

    async def find(self, name: str) -> ServiceState | None:
        """Our service of this name or id; None when absent or somebody else's."""
        found = await self._read(name)
        return _state(found) if found and self._is_ours(found) else None

    async def labelled(self, **labels: str) -> list[ServiceState]:
        """Our own services (this instance's label is always asked for)."""
        wanted = label_filters({**labels, LABEL_INSTANCE: self._instance_id})
        found = await self._engine.ask(Request("GET", "/services", filters(label=wanted)))
        return [_state(service) for service in found or ()]

    async def tasks(self, service: str) -> list[TaskState]:
        """The tasks of a service (name or id), oldest first; empty when there is no such service."""
        try:
            found = await self._engine.ask(Request("GET", "/tasks", filters(service=[service])))
        except EngineRefused as error:
            if error.answered == HTTPStatus.NOT_FOUND:
                return []
            raise
        return sorted((_task(task) for task in found or ()), key=lambda task: task.created)

    async def running(self) -> Counter[str]:
        """How many tasks of each of our services (by its id) run, and are meant to."""
        wanted = filters(**{"label": label_filters({LABEL_INSTANCE: self._instance_id}), "desired-state": ["running"]})
        found = await self._engine.ask(Request("GET", "/tasks", wanted))
        return Counter(task["ServiceID"] for task in found or () if task["Status"]["State"] == "running")

    async def task_log(self, task_id: str, tail: int = 30) -> list[str]:
        """The last lines that a task wrote, without timestamps; empty when the engine has none.

        The container of the task is asked first: it answers at once and also after the task has failed, but only on
        its own node; Swarm's own log stream serves the other nodes.
        """
        params = {"stdout": 1, "stderr": 1, "tail": str(tail)}
        container = await self._container_of(task_id)
        paths = ([f"/containers/{quoted(container)}/logs"] if container else []) + [f"/tasks/{quoted(task_id)}/logs"]
        for path in paths:
            request = Request("GET", path, params)
            try:
                raw = await self._engine.call(partial(_content, request), timeout_s=5)
            except (EngineRefused, TimedOut):
                continue  # the container is gone, or its node does not answer
            return demultiplexed(raw)[-tail:]
        return []

    async def remove(self, name: str, *, kill_after_s: float | None = None, patience_s: float | None = None) -> bool:
        """Remove, wait until its containers are gone, and say whether they are; absent is fine.

        `kill_after_s`: what has not ended by then is killed, instead of being waited for as long as its own grace.
        `patience_s`: they are waited for no longer than this, however long the engine took to remove the service.
        Raises `TimedOut` when a container of this node still runs after the grace period and half a minute more.
        """
        found = await self._read(name)
        grace_s = 0.0
        if found is not None:
            self._refuse_foreign(found)
            name = found["Spec"]["Name"]
            grace_s = found["Spec"]["TaskTemplate"].get("ContainerSpec", {}).get("StopGracePeriod", 10**10) / 10**9
            with _absent_is_fine():
                await self._engine.ask(Request("DELETE", f"/services/{quoted(found['ID'])}"))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self._until_gone(name, grace_s + REMOVE_EXTRA_S, kill_after_s)
                return True
        return False

    async def _until_gone(self, name: str, timeout_s: float, kill_after_s: float | None) -> None:
        ours = label_filters({LABEL_INSTANCE: self._instance_id, LABEL_SWARM_SERVICE: name})
        request = Request("GET", "/containers/json", {"all": 1, **filters(label=ours)})
        begun = time.monotonic()
        while left := await self._engine.ask(request):
            if kill_after_s is not None and time.monotonic() > begun + kill_after_s:
                await self._kill(left)
            if time.monotonic() > begun + timeout_s:
                states = ", ".join(f"{container['Id'][:12]} ({container['State']})" for container in left)
                raise TimedOut(
                    f"Service {name} was removed, but after {timeout_s:.0f} seconds the engine still has {states}.",
                    hint=f"See: docker inspect {left[0]['Id'][:12]}",
                )
            await asyncio.sleep(0.1)

    async def _kill(self, containers: list[dict[str, Any]]) -> None:
        for container in containers:
            with suppress(EngineRefused):  # it has ended, or has not begun
                await self._engine.ask(Request("POST", f"/containers/{quoted(container['Id'])}/kill"))

    async def _container_of(self, task_id: str) -> str | None:
        with _absent_is_fine():
            task = await self._engine.ask(Request("GET", f"/tasks/{quoted(task_id)}"))
            return _task(task).container_id
        return None

    async def _read(self, name: str) -> dict[str, Any] | None:
        with _absent_is_fine():
            found: dict[str, Any] = await self._engine.ask(Request("GET", f"/services/{quoted(name)}"))
            return found
        return None

    async def _create(self, spec: ServiceSpec) -> str:
        request = Request("POST", "/services/create", body=self._body(spec), headers=registry_auth(spec.login))
        return str((await self._engine.ask(request))["ID"])

    async def _change(
        self, name: str, change: Change, login: Login | None = None, query: Mapping[str, str] | None = None
    ) -> str | None:
        """Read, let `change` make the new spec, write with the version that was read; None when there is no service."""
        for _ in range(UPDATE_TRIES):
            found = await self._read(name)
            if found is None:
                return None
            self._refuse_foreign(found)
            version = {"version": found["Version"]["Index"], **(query or {})}
            path = f"/services/{quoted(found['ID'])}/update"
            try:
                request = Request("POST", path, version, change(found), registry_auth(login))
                await self._engine.ask(request)
            except EngineRefused as error:
                if OUT_OF_SEQUENCE not in str(error):
                    raise
            else:
                return str(found["ID"])
        raise RemoteFailed(f"Service {name} could not be updated: it is being changed by somebody else all the time.")

    def _body(self, spec: ServiceSpec) -> dict[str, Any]:
        task: dict[str, Any] = copy.deepcopy(dict(spec.task_template))
        container = task.setdefault("ContainerSpec", {})
        container["Labels"] = {**(container.get("Labels") or {}), LABEL_INSTANCE: self._instance_id}
        if spec.env:
            container["Env"] = [f"{name}={for_swarm(value.reveal())}" for name, value in spec.env]
        body = {
            "Name": spec.name,
            "Labels": {**spec.labels, LABEL_INSTANCE: self._instance_id},
            "TaskTemplate": task,
            "Mode": dict(spec.mode),
            "EndpointSpec": dict(spec.endpoint_spec),
        }
        for key, config in (("UpdateConfig", spec.update_config), ("RollbackConfig", spec.rollback_config)):
            if config:
                body[key] = dict(config)
        return body

    def _is_ours(self, found: dict[str, Any]) -> bool:
        return (found["Spec"].get("Labels") or {}).get(LABEL_INSTANCE) == self._instance_id

    def _refuse_foreign(self, found: dict[str, Any]) -> None:
        if not self._is_ours(found):
            raise Conflict(
                f"A service named {found['Spec']['Name']} exists already, and this Dokploy did not make it.",
                hint="Choose another app name, or remove that service.",
            )


def _content(request: Request, client: Any) -> bytes:
    content: bytes = client.send_request(request).content
    return content


def demultiplexed(raw: bytes) -> list[str]:
    """Lines of Docker's log format (header of 8 bytes per frame); what has no such header (a TTY) as it is."""
    text, position = bytearray(), 0
    while position + 8 <= len(raw):
        stream, zeros, length = raw[position], raw[position + 1 : position + 4], raw[position + 4 : position + 8]
        if stream > SYSTEM_ERROR or zeros != b"\0\0\0":
            return raw.decode(errors="replace").splitlines()
        end = position + 8 + int.from_bytes(length)
        if stream != SYSTEM_ERROR:
            text += raw[position + 8 : end]
        position = end
    return text.decode(errors="replace").splitlines()


def registry_auth(login: Login | None) -> dict[str, str]:
    """The header that lets the engine, and later every node, pull with these credentials."""
    if login is None:
        return {}
    server, username, password = login
    data = json.dumps({"username": username, "password": password, "serveraddress": server})
    return {"X-Registry-Auth": base64.urlsafe_b64encode(data.encode()).decode()}


@contextmanager
def _absent_is_fine() -> Iterator[None]:
    try:
        yield
    except EngineRefused as error:
        if error.answered != HTTPStatus.NOT_FOUND:
            raise


def _fence(labels: Mapping[str, str] | None) -> int:
    return int((labels or {}).get(LABEL_FENCE, "0"))


def _forced(found: dict[str, Any]) -> int:
    return int(found["Spec"]["TaskTemplate"].get("ForceUpdate", 0))


def _state(found: dict[str, Any]) -> ServiceState:
    spec = found["Spec"]
    update = found.get("UpdateStatus") or {}
    return ServiceState(
        service_id=found["ID"],
        name=spec["Name"],
        version=found["Version"]["Index"],
        labels=spec.get("Labels") or {},
        image=spec["TaskTemplate"].get("ContainerSpec", {}).get("Image", ""),
        replicas=spec["Mode"].get("Replicated", {}).get("Replicas"),
        update_state=update.get("State"),
        update_message=update.get("Message"),
        spec_version=_forced(found),
    )


def _task(found: dict[str, Any]) -> TaskState:
    status = found["Status"]
    container = status.get("ContainerStatus") or {}
    has_ended = status["State"] in ("complete", "failed", "shutdown", "rejected")
    return TaskState(
        task_id=found["ID"],
        state=status["State"],
        desired=found["DesiredState"],
        error=status.get("Err"),
        exit_code=container.get("ExitCode") if has_ended else None,
        container_id=container.get("ContainerID") or None,
        node_id=found.get("NodeID") or None,
        spec_version=found["Spec"].get("ForceUpdate", 0),
        created=found["CreatedAt"],
    )
