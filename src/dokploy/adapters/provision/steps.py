"""All steps in their order, and what came out of them."""

from dataclasses import dataclass

from dokploy.adapters.containers import Containers
from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.provision.base_image import ensure_hello_base
from dokploy.adapters.provision.choices import Say
from dokploy.adapters.provision.cluster import ensure_network, ensure_swarm
from dokploy.adapters.provision.daemon import ensure_engine
from dokploy.adapters.provision.router import Ports, ensure_traefik
from dokploy.core.errors import DokployError
from dokploy.settings import Settings


@dataclass(frozen=True)
class Provisioned:
    """`reason` says why nothing can be deployed, with the cure; None when all is well."""

    reason: str | None = None
    network: str | None = None
    ports: Ports | None = None
    notes: tuple[str, ...] = ()
    """What a person should know although it stops nothing: another port than the wanted one, a missing base image."""


async def provision(settings: Settings, folder: DataFolder, engine: Engine, say: Say) -> Provisioned:
    """Bring the engine to where deploying works. Never raises for what is wrong with it: that is the `reason`."""
    images, containers = Images(engine, folder.instance_id), Containers(engine, folder.instance_id)
    try:
        reason = await ensure_engine(engine, folder, say) or await ensure_swarm(engine, say)
        if reason:
            return Provisioned(reason=reason)
        network = await ensure_network(engine, folder, say)
        ports = await ensure_traefik(settings, folder, images, containers, say)
        note = await ensure_hello_base(images, say)
    except DokployError as error:
        return Provisioned(reason=str(error))
    return Provisioned(network=network, ports=ports, notes=tuple(filter(None, (*ports.notes, note))))
