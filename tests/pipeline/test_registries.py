"""Registries as values: names, logins, tags."""

import pytest

from dokploy.core.secrets import Secret
from dokploy.pipeline import registries
from dokploy.pipeline.plan import RegistryLogin


def login(server: str, prefix: str = "", user: str = "u") -> RegistryLogin:
    return RegistryLogin(server, user, Secret("p"), prefix)


@pytest.mark.parametrize(
    ("image", "host"),
    [
        ("nginx", "docker.io"),
        ("acme/shop:1", "docker.io"),
        ("docker.io/acme/shop", "docker.io"),
        ("ghcr.io/acme/shop@sha256:0", "ghcr.io"),
        ("localhost/shop", "localhost"),
        ("reg:5000/shop:1", "reg:5000"),
    ],
)
def test_the_registry_that_a_name_means(image: str, host: str) -> None:
    assert registries.host_of(image) == host


@pytest.mark.parametrize(
    ("image", "repository"),
    [
        ("nginx:1.27", "nginx"),
        ("docker.io/library/nginx@sha256:0", "nginx"),
        ("index.docker.io/acme/shop:1", "acme/shop"),
        ("reg:5000/shop", "reg:5000/shop"),
        ("reg:5000/shop:1@sha256:0", "reg:5000/shop"),
    ],
)
def test_the_repository_as_the_engine_shows_it(image: str, repository: str) -> None:
    assert registries.familiar(image) == repository


@pytest.mark.parametrize(
    "server", ["", "docker.io", "index.docker.io", "https://index.docker.io/v1/", "registry-1.docker.io"]
)
def test_the_many_names_of_docker_hub(server: str) -> None:
    assert registries.canonical(server) == "docker.io"
    assert registries.login_for("acme/shop", [login(server)]) == login(server)


def test_of_several_logins_the_one_whose_prefix_fits() -> None:
    first, team = login("reg.io", "other"), login("https://Reg.io", "acme")
    assert registries.login_for("reg.io/acme/shop:1", [first, team]) == team
    assert registries.login_for("reg.io/acme-2/shop:1", [first, team]) == first
    assert registries.login_for("ghcr.io/acme/shop:1", [first, team]) is None


@pytest.mark.parametrize(
    ("where", "app", "tag"),
    [
        (login("reg.io", "team"), "Shop", "reg.io/team/shop:a1"),
        (login("", "acme"), "shop", "acme/shop:a1"),
        (login("docker.io", "acme"), "shop", "acme/shop:a1"),
        (login("reg.io:5000", "a/b"), "shop._x", "reg.io:5000/a/b/shop-x:a1"),
    ],
)
def test_where_an_image_is_pushed(where: RegistryLogin, app: str, tag: str) -> None:
    assert registries.target(where, app, "a1") == tag


def test_a_user_that_cannot_stand_in_a_name() -> None:
    with pytest.raises(ValueError, match="Invalid image name"):
        registries.target(login("reg.io", "robot$ci"), "shop", "a1")
