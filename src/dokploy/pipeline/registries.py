"""Image registries as values: which one a name means, whose login opens it, and where a built image is pushed."""

import re
from collections.abc import Iterable
from typing import Final

from dokploy.core import names
from dokploy.pipeline.plan import RegistryLogin

DOCKER_HUB: Final = "docker.io"
DOCKER_HUB_LOGIN: Final = "https://index.docker.io/v1/"
"""What the docker client calls it in its own file of logins."""
_ALSO_DOCKER_HUB: Final = frozenset({"", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})


def host_of(image: str) -> str:
    """The registry that an image's name means, as Docker reads it."""
    host, slash, _ = image.partition("/")
    is_host = slash and (host == "localhost" or "." in host or ":" in host)
    return canonical(host) if is_host else DOCKER_HUB


def familiar(image: str) -> str:
    """The repository of an image without tag and digest, as the engine shows it: short for what Docker Hub holds."""
    name = image.partition("@")[0]
    name = name.rpartition(":")[0] if ":" in name.rpartition("/")[2] else name
    if host_of(name) != DOCKER_HUB:
        return name
    first, _, rest = name.partition("/")
    path = rest if "." in first else name
    return path.removeprefix("library/")


def canonical(server: str) -> str:
    """A registry as its host alone, whatever people write: with a scheme, with a path, or nothing for Docker Hub."""
    host = re.sub(r"^https?://", "", server).partition("/")[0].lower()
    return DOCKER_HUB if host in _ALSO_DOCKER_HUB else host


def login_for(image: str, logins: Iterable[RegistryLogin]) -> RegistryLogin | None:
    """The login for the registry that holds this image; of several, the one whose prefix the image bears."""
    fitting = [login for login in logins if canonical(login.server) == host_of(image)]
    path = image if host_of(image) == DOCKER_HUB else image.partition("/")[2]
    own = (login for login in fitting if login.prefix and path.startswith(f"{login.prefix}/"))
    return next(own, fitting[0] if fitting else None)


def target(login: RegistryLogin, app_name: str, tag: str) -> str:
    """`<registry>/<prefix>/<appName>:<tag>`. Raises `ValueError` when that is no image's name."""
    host = canonical(login.server)
    parts = ("" if host == DOCKER_HUB else host, login.prefix, repository(app_name))
    return names.image_ref(f"{'/'.join(part for part in parts if part)}:{tag}")


def repository(app_name: str) -> str:
    """The application's name as the last part of an image's name."""
    name = app_name.lower()
    try:
        names.image_ref(name)
    except ValueError:
        name = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    return name
