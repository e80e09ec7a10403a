"""Signed cookies and the origins from which a cookie counts."""

from urllib.parse import quote

import pytest

from dokploy.core.errors import Forbidden
from dokploy.core.secrets import KeyRing, MasterKey, Secret
from dokploy.models.base import use_key_ring
from dokploy.wire import tokens

HOST = {"host": "panel.example:3000"}


@pytest.fixture(autouse=True)
def _keys() -> None:
    use_key_ring(KeyRing(MasterKey(Secret("a master key for this test"))))


def test_the_signature_is_that_of_published_clients() -> None:
    """The vector of the platform's specification, with the raw secret as key."""
    signed = f"tok123.{tokens.signature('tok123', b'test-secret')}"
    assert quote(signed, safe="") == "tok123.4fWUilqbetBTRKeFjhem44jdALrMnWQWq4ERRS1tno0%3D"


def test_a_cookie_of_ours_gives_its_token_back() -> None:
    cookie = tokens.session_cookie("tok.with.dots")
    for header in (
        f"{tokens.SESSION_COOKIE}={cookie}",
        f'a=b; {tokens.SESSION_COOKIE}="{cookie}"; c',
        f";;{tokens.SESSION_COOKIE}={cookie};{tokens.SESSION_COOKIE}=second",
    ):
        assert tokens.session_token({"cookie": header}) == "tok.with.dots"


@pytest.mark.parametrize("header", ["", ";", "=", "better-auth.session_token", "better-auth.session_token=", "x=y"])
def test_no_cookie_is_nobody(header: str) -> None:
    assert tokens.session_token({"cookie": header}) is None


def test_a_cookie_of_another_instance_is_nobodys() -> None:
    cookie = tokens.session_cookie("token")
    use_key_ring(KeyRing(MasterKey(Secret("another master key"))))
    assert tokens.session_token({"cookie": f"{tokens.SESSION_COOKIE}={cookie}"}) is None


@pytest.mark.parametrize(
    ("headers", "trusted"),
    [
        ({}, ()),
        ({"origin": "http://panel.example:3000"}, ()),
        ({"origin": "http://PANEL.example:3000"}, ()),
        ({"origin": "https://panel.example", "host": "panel.example"}, ()),
        ({"origin": "https://panel.example", "host": "panel.example:443"}, ()),
        ({"origin": "https://deploy.example.org", "x-forwarded-host": "deploy.example.org"}, ()),
        ({"origin": "http://[::1]:3000", "host": "[::1]:3000"}, ()),
        ({"origin": "http://localhost:5173"}, ("http://localhost:5173/",)),
    ],
)
def test_own_pages_are_trusted(headers: dict[str, str], trusted: tuple[str, ...]) -> None:
    tokens.refuse_foreign_origin({**HOST, **headers}, trusted)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://panel.example",
        "http://panel.example:3001",
        "http://panel.example.evil:3000",
        "http://evil.example/panel.example:3000",
        "http://panel.example:3000@evil.example",
        "http://[broken",
        "http://panel.example:99999",
        "file://panel.example:3000",
        "//panel.example:3000",
    ],
)
def test_other_pages_are_not(origin: str) -> None:
    with pytest.raises(Forbidden, match="DOKPLOY_TRUSTED_ORIGINS"):
        tokens.refuse_foreign_origin({**HOST, "origin": origin}, ("http://localhost:5173",))
