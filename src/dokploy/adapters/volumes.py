"""What running containers have mounted, as the engine shows it."""

from typing import Any

from dokploy.adapters.engine import Engine
from dokploy.adapters.engine_api import Request, filters, label_filters
from dokploy.adapters.swarm import LABEL_INSTANCE


async def mounted(engine: Engine, instance_id: str, **labels: str) -> list[dict[str, Any]] | None:
    """The mounts of the newest running container of this instance with these labels, in Docker's words.

    None when none runs on this node.
    """
    wanted = label_filters({**labels, LABEL_INSTANCE: instance_id})
    request = Request("GET", "/containers/json", filters(label=wanted, status=["running"]))
    found = await engine.ask(request)
    if not found:
        return None
    newest = max(found, key=lambda container: container["Created"])
    return list(newest.get("Mounts") or ())
