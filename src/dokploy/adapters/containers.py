"""Plain containers of ours: Traefik, and what a run may have left behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import EngineRefused, Request, filters, label_filters, quoted
from dokploy.adapters.swarm import LABEL_INSTANCE, demultiplexed
from dokploy.core.errors import Conflict


@dataclass(frozen=True)
class ContainerState:
    container_id: str
    name: str
    image: str
    state: str
    """created, running, paused, restarting, removing, exited or dead."""
    labels: Mapping[str, str]


class Containers:
    """Everything made here carries this instance's label, and nothing else is started, stopped or removed."""

    def __init__(self, engine: Engine, instance_id: str) -> None:
        self._engine = engine
        self._instance_id = instance_id

    async def find(self, name: str) -> ContainerState | None:
        """Any container of this name or id, also somebody else's: see `is_ours`."""
        try:
            found = await self._engine.ask(Request("GET", f"/containers/{quoted(name)}/json"))
        except EngineRefused as error:
            if error.answered == HTTPStatus.NOT_FOUND:
                return None
            raise
        config = found["Config"]
        name = found["Name"].removeprefix("/")
        return ContainerState(found["Id"], name, config["Image"], found["State"]["Status"], config.get("Labels") or {})

    def is_ours(self, container: ContainerState) -> bool:
        return container.labels.get(LABEL_INSTANCE) == self._instance_id

    async def run(self, name: str, image: str, **config: Any) -> str:
        """Create and start; `config` has the keys of Docker's API (`HostConfig`, `Labels`, …). Returns the id.

        A container that cannot be started is removed again.
        """
        labels = {**config.pop("Labels", {}), LABEL_INSTANCE: self._instance_id}
        body = {"Image": image, "Labels": labels, **config}
        try:
            made = await self._engine.ask(Request("POST", "/containers/create", {"name": name}, body))
        except EngineRefused as error:
            if error.answered == HTTPStatus.CONFLICT:
                raise Conflict(f"A container named {name} exists already.") from error
            raise
        try:
            await self.start(made["Id"])
        except Exception:
            await self.remove(made["Id"])
            raise
        return str(made["Id"])

    async def start(self, name: str) -> None:
        """Running already is fine."""
        await self._engine.ask(Request("POST", f"/containers/{quoted(name)}/start"), timeout_s=60)

    async def remove(self, name: str) -> None:
        """Stop and remove; absent is fine, somebody else's is refused."""
        found = await self.find(name)
        if found is None:
            return
        if not self.is_ours(found):
            raise Conflict(f"Container {found.name} was not made by this Dokploy: it is left alone.")
        params = {"force": 1, "v": 1}
        try:
            await self._engine.ask(Request("DELETE", f"/containers/{found.container_id}", params), timeout_s=60)
        except EngineRefused as error:
            # 409: its removal is going on already.
            if error.answered not in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
                raise

    async def labelled(self, **labels: str) -> list[ContainerState]:
        """Containers of this instance, also ended ones (its label is always asked for)."""
        wanted = label_filters({**labels, LABEL_INSTANCE: self._instance_id})
        request = Request("GET", "/containers/json", {"all": 1, **filters(label=wanted)})
        return [
            ContainerState(
                found["Id"], found["Names"][0].removeprefix("/"), found["Image"], found["State"], found["Labels"] or {}
            )
            for found in await self._engine.ask(request) or ()
        ]

    async def log(self, name: str, tail: int = 30) -> list[str]:
        """The last lines that it wrote; raises `EngineRefused` when there is no such container."""
        request = Request("GET", f"/containers/{quoted(name)}/logs", {"stdout": 1, "stderr": 1, "tail": str(tail)})
        return demultiplexed(await self._engine.call(lambda client: client.send_request(request).content))[-tail:]
