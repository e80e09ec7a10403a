"""Credentials of image registries, opened on their way to the engine."""

from dokploy.adapters.swarm import Login
from dokploy.core.secrets import Secret


def opened(server: str, username: str, password: Secret) -> Login:
    return server, username, password.reveal()
