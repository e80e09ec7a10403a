"""Images: pull, push, tag, inspect, remove."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

OnLine = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class ImageInfo:
    image_id: str
    """`sha256:…`, the local id."""
    digests: tuple[str, ...]
    """`name@sha256:…` for each registry that it was pulled from or pushed to."""
    tags: tuple[str, ...]
    has_health_check: bool
    exposed_ports: tuple[int, ...]


class Images:
    async def find(self, ref: str) -> ImageInfo | None:
        raise NotImplementedError

    async def pull(self, ref: str, login: tuple[str, str, str] | None, on_line: OnLine) -> ImageInfo:
        """Raises `RemoteFailed` with the registry's own words."""
        raise NotImplementedError

    async def push(self, ref: str, login: tuple[str, str, str] | None, on_line: OnLine) -> str:
        """Push a tagged image; returns `name@sha256:…`."""
        raise NotImplementedError

    async def tag(self, ref: str, target: str) -> None:
        raise NotImplementedError

    async def remove(self, ref: str) -> None:
        """Absent, or in use, is fine."""
        raise NotImplementedError

    async def labelled(self, **labels: str) -> list[ImageInfo]:
        raise NotImplementedError
