"""A Swarm of one node where there is none, and this instance's overlay network in it."""

import asyncio
import socket
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from dokploy.adapters import ports
from dokploy.adapters.engine import Engine, EngineFacts
from dokploy.adapters.engine_api import EngineRefused, Request, filters
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.provision import choices
from dokploy.adapters.provision.choices import Say
from dokploy.adapters.swarm import LABEL_INSTANCE

SWARM_PORT: Final = 2377
SETTLES_S: Final = 20.0
LOOKS_EVERY_S: Final = 0.2


async def ensure_swarm(engine: Engine, say: Say) -> str | None:
    """None when this engine is a manager, or has become one; else why not. A Swarm is never left."""
    facts = await _settled(engine)
    if facts.swarm_state != "inactive":
        return facts.reason
    address = default_address()
    say(f"Making this engine a Swarm of one node, reachable at {address}")
    body = {"ListenAddr": f"0.0.0.0:{SWARM_PORT}", "AdvertiseAddr": address, "Spec": {}}
    try:
        await engine.ask(Request("POST", "/swarm/init", body=body), timeout_s=60)
    except EngineRefused as error:
        facts = await _settled(engine)
        if facts.swarm_state != "inactive":
            return facts.reason  # somebody else made it in this moment: the other of two that started together
        holder = ports.holder_of(SWARM_PORT) if "in use" in error.message else None
        return (
            f"The engine could not start a Swarm: {error.message}{f' (port {SWARM_PORT}: {holder})' if holder else ''}"
        )
    return (await engine.facts(fresh=True)).reason


async def _settled(engine: Engine) -> EngineFacts:
    """What the engine says of itself once it is no longer between two states, or has been so for too long."""
    facts = await engine.facts(fresh=True)
    until = monotonic() + SETTLES_S
    while facts.swarm_state == "pending" and monotonic() < until:
        await asyncio.sleep(LOOKS_EVERY_S)
        facts = await engine.facts(fresh=True)
    return facts


async def ensure_network(engine: Engine, folder: DataFolder, say: Say) -> str:
    """The attachable overlay of this instance: `dokploy-network` where that name is free or ours, else with our id."""
    wanted = choices.load(folder).network
    for name in dict.fromkeys((wanted, choices.DEFAULT_NETWORK, f"{choices.DEFAULT_NETWORK}-{folder.instance_id}")):
        # A list, since Docker allows several networks of one name and refuses to look such a name up.
        found = [
            one for one in await engine.ask(Request("GET", "/networks", filters(name=[name]))) if one["Name"] == name
        ]
        if found and not any(_is_ours(one, folder) for one in found):
            continue
        if not found:
            say(f"Making the overlay network {name}")
            if not await _create(engine, folder, name):
                continue
        choices.remember(folder, network=name)
        return name
    raise EngineRefused(f"All names for the overlay network are taken, {name} as well.", answered=HTTPStatus.CONFLICT)


def default_address() -> str:
    """The address that the default route uses; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _is_ours(network: dict[str, Any], folder: DataFolder) -> bool:
    return (network.get("Labels") or {}).get(LABEL_INSTANCE) == folder.instance_id


async def _create(engine: Engine, folder: DataFolder, name: str) -> bool:
    """False when another instance has taken the name just now."""
    body = {
        "Name": name,
        "Driver": "overlay",
        "Attachable": True,
        "CheckDuplicate": True,
        "Labels": {LABEL_INSTANCE: folder.instance_id},
    }
    try:
        await engine.ask(Request("POST", "/networks/create", body=body))
    except EngineRefused as error:
        # Swarm's own refusal comes as 500, and only its words tell that the name was taken in between.
        if error.answered != HTTPStatus.CONFLICT and "name conflicts" not in error.message:
            raise
        return False
    return True
