"""What a caller carries, as text: session cookies and JWTs, signed with keys derived from the master key."""

import base64
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from dokploy.core.errors import Forbidden, Unauthorized
from dokploy.core.secrets import MasterKey
from dokploy.models.base import key_ring

SESSION_COOKIE: Final = "better-auth.session_token"
JWT_ALGORITHM: Final = "HS256"
JWT_LENGTH_LIMIT: Final = 1024
"""Ours have about 250 characters; nothing longer is parsed."""
COOKIE_LENGTH_LIMIT: Final = 512

_JWT = re.compile(r"eyJ[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+){2}")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=8)
def _key(master: MasterKey, purpose: str) -> bytes:
    return master.derive(purpose)


def signature(token: str, key: bytes) -> str:
    return base64.b64encode(hmac.digest(key, token.encode(), "sha256")).decode()


def session_cookie(token: str) -> str:
    """The cookie's value: the token and its signature, URL-encoded."""
    return quote(f"{token}.{signature(token, _key(key_ring().current, 'session'))}", safe="")


def session_token(headers: Mapping[str, str]) -> str | None:
    """The token of a genuine session cookie; None without one. The first cookie of that name counts."""
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == SESSION_COOKIE:
            return _verified(unquote(value.strip('"'))) if len(value) <= COOKIE_LENGTH_LIMIT else None
    return None


def _verified(value: str) -> str | None:
    token, _, signed = value.rpartition(".")
    expected = signature(token, _key(key_ring().current, "session"))
    return token if token and hmac.compare_digest(signed.encode(), expected.encode()) else None


def looks_like_jwt(bearer: str) -> bool:
    return bearer.startswith("eyJ") and bearer.count(".") == 2


def issue_jwt(user_id: str, session_id: str, expires_at: datetime) -> str:
    """A JWT that stands for a session row: deleting the row ends it before its time."""
    from jose import jwt  # noqa: PLC0415 - half a megabyte that most processes never use

    claims = {"sub": user_id, "sid": session_id, "exp": int(expires_at.timestamp())}
    return str(jwt.encode(claims, _jwt_key(), algorithm=JWT_ALGORITHM))


def read_jwt(token: str) -> tuple[str, str]:
    """User id and session id of a genuine JWT that has not expired."""
    from jose import JWTError, jwt  # noqa: PLC0415

    if len(token) > JWT_LENGTH_LIMIT or not _JWT.fullmatch(token):
        raise Unauthorized("Unauthorized")
    required = {f"require_{claim}": True for claim in ("sub", "exp")}
    try:
        claims = jwt.decode(token, _jwt_key(), algorithms=[JWT_ALGORITHM], options=required)
    except (JWTError, RecursionError) as error:  # a header of nothing but brackets overflows the JSON parser
        raise Unauthorized("Unauthorized") from error
    return str(claims["sub"]), str(claims.get("sid", ""))


def _jwt_key() -> str:
    return _key(key_ring().current, "jwt").hex()


def refuse_foreign_origin(headers: Mapping[str, str], trusted: tuple[str, ...]) -> None:
    """A browser says where a request was made; a cookie counts only for pages of this host and trusted origins.

    Programs (curl, Go, Python) send no Origin and are not exposed to other sites' pages.
    """
    origin = headers.get("origin")
    if origin is None or origin.rstrip("/") in {known.rstrip("/") for known in trusted}:
        return
    asked = {_authority(origin, name) for name in (headers.get("host"), headers.get("x-forwarded-host")) if name}
    if _authority(origin, None) not in asked - {None}:
        raise Forbidden("Invalid origin", hint="Add it to DOKPLOY_TRUSTED_ORIGINS if it is yours.")


def _authority(origin: str, host: str | None) -> tuple[str, int | None] | None:
    """Host and port of the origin, or of a Host header under the origin's scheme; None if it is neither."""
    try:
        scheme = urlsplit(origin).scheme
        parts = urlsplit(origin if host is None else f"{scheme}://{host}")
        port = parts.port or _DEFAULT_PORTS.get(scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and scheme in _DEFAULT_PORTS else None
