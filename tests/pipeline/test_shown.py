"""What Traefik shows of a file that was written: waited for, and quoted when it refuses. On the real router."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from dokploy.adapters.traefik import Document
from dokploy.context import Tools
from dokploy.core.errors import Invalid, RemoteFailed
from dokploy.pipeline.routes import RouteDomain, RouteRedirect, RouteSet, RouteUser, render

pytestmark = pytest.mark.engine
NAME = "shown-abc123"
USER = RouteUser("ada", "$2b$10$abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0")


def document(**parts: Any) -> Document:
    made, _ = render(RouteSet(NAME, (RouteDomain(1, "shown.localhost"),), **parts), NAME)
    assert made is not None
    return made


@pytest.fixture
async def written(tools: Tools) -> AsyncIterator[Tools]:
    yield tools
    await tools.traefik.remove(NAME)


async def test_redirects_and_users_are_waited_for_one_after_the_other(written: Tools) -> None:
    traefik = written.traefik
    redirect = RouteRedirect(4, "^http://[^/]+/old", "https://example.com/new")
    for parts in (
        {},
        {"redirects": (redirect,)},
        {"redirects": (redirect,), "users": (USER,)},
        {"redirects": (RouteRedirect(4, redirect.regex, redirect.replacement, permanent=True),), "users": (USER,)},
        {"users": (USER, RouteUser("bob", USER.password_hash))},
        {"users": (USER,)},
        {},
    ):
        wanted = document(**parts)
        await traefik.write(NAME, wanted)
        await traefik.shows(wanted)
        if "users" in parts:  # nothing answers behind the gate, so only a closed one answers at once
            assert await traefik.probe("shown.localhost") == 401


@pytest.mark.parametrize(
    "change",
    [{"users": (USER,)}, {"redirects": (RouteRedirect(4, "a", "b"),)}, {"redirects": (RouteRedirect(5, "a", "c"),)}],
    ids=["a user", "a redirect", "another text"],
)
async def test_what_is_not_there_is_not_shown(written: Tools, change: dict[str, Any]) -> None:
    before = document(redirects=(RouteRedirect(5, "a", "b"),))
    await written.traefik.write(NAME, before)
    await written.traefik.shows(before)
    with pytest.raises(RemoteFailed, match="does not show"):
        await written.traefik.shows(document(**change), timeout_s=0.5)


async def test_traefik_is_quoted_when_it_refuses(written: Tools) -> None:
    """An expression that no check of ours has seen, as in a row of an older installation."""
    wanted = document(redirects=(RouteRedirect(4, "(?=a)", "b"),))
    await written.traefik.write(NAME, wanted)
    with pytest.raises(RemoteFailed, match="refuses redirect-shown-abc123-4: error parsing regexp"):
        await written.traefik.shows(wanted)


@pytest.mark.parametrize("text", ['{{ env "HOME" }}', "a{{b"])
async def test_a_template_never_reaches_the_folder(written: Tools, text: str) -> None:
    for parts in ({"redirects": (RouteRedirect(4, text, "b"),)}, {"users": (RouteUser(text, USER.password_hash),)}):
        with pytest.raises(Invalid, match="template"):
            await written.traefik.write(NAME, document(**parts))
    assert await written.traefik.read(NAME) is None
