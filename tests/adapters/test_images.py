"""Which registries the engine is sent to; what pulls and pushes do is shown with a real one elsewhere."""

import pytest

from dokploy.adapters.engine import Engine
from dokploy.adapters.images import Images
from dokploy.core.errors import EngineUnavailable, Forbidden

NO_ENGINE = "unix:///nowhere/docker.sock"


async def _quiet(_: str) -> None:
    pass


async def _error_of(host: str, how: str) -> type[BaseException]:
    images = Images(Engine(NO_ENGINE), "0" * 12)
    calls = {
        "pull": lambda: images.pull(f"{host}/shop/web:1", None, _quiet),
        "push": lambda: images.push(f"{host}/shop/web:1", None, _quiet),
        "sign in": lambda: images.sign_in((host, "ada", "secret")),
    }
    with pytest.raises((Forbidden, EngineUnavailable)) as error:
        await calls[how]()
    return error.type


@pytest.mark.parametrize("how", ["pull", "push", "sign in"])
@pytest.mark.parametrize("host", ["169.254.169.254", "169.254.169.254:80", "100.100.100.200", "0xa9.0xfe.0xa9.0xfe"])
async def test_the_engine_is_not_sent_to_where_machines_get_their_credentials(host: str, how: str) -> None:
    assert await _error_of(host, how) is Forbidden


@pytest.mark.parametrize("how", ["pull", "push", "sign in"])
@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "10.1.2.3", "no-such-host.invalid"])
async def test_any_other_registry_is_the_engines_own_business(host: str, how: str) -> None:
    assert await _error_of(host, how) is EngineUnavailable
