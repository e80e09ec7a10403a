"""What `make up` needs: an engine, a Swarm, a network, Traefik and a base image; nothing is done twice."""

from dokploy.adapters.provision.base_image import HELLO_BASE_IMAGE, ensure_hello_base
from dokploy.adapters.provision.choices import network_name
from dokploy.adapters.provision.cluster import ensure_network, ensure_swarm
from dokploy.adapters.provision.daemon import ensure_engine
from dokploy.adapters.provision.router import TRAEFIK_IMAGE, ensure_traefik, routes_requests
from dokploy.adapters.provision.steps import Provisioned, provision

__all__ = [
    "HELLO_BASE_IMAGE",
    "TRAEFIK_IMAGE",
    "Provisioned",
    "ensure_engine",
    "ensure_hello_base",
    "ensure_network",
    "ensure_swarm",
    "ensure_traefik",
    "network_name",
    "provision",
    "routes_requests",
]
