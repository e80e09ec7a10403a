"""Plain containers of ours: Traefik, and what a run may have left behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ContainerState:
    container_id: str
    name: str
    image: str
    state: str
    labels: Mapping[str, str]


class Containers:
    async def find(self, name: str) -> ContainerState | None:
        raise NotImplementedError

    async def run(self, name: str, image: str, **config: Any) -> str:
        raise NotImplementedError

    async def remove(self, name: str) -> None:
        raise NotImplementedError

    async def labelled(self, **labels: str) -> list[ContainerState]:
        raise NotImplementedError
