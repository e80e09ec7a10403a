"""A JSON body sent to an address that somebody gave: never to a cloud's metadata, never where a redirect leads."""

from typing import Any, Final
from urllib.parse import urlsplit

from dokploy.adapters.addresses import resolve
from dokploy.core.errors import Invalid, RemoteFailed
from dokploy.core.guard import outside_write_unit

TIMEOUT_S: Final = 10
_PORTS: Final = {"http": 80, "https": 443}


def checked(url: str) -> str:
    """The address, if it is one of http or https with a host and without credentials; raises `Invalid`."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise Invalid(f"{url!r} is no address") from error
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc or port == 0:
        raise Invalid("An address begins with http:// or https:// and a host, and holds no credentials")
    if any(sign <= " " or sign == "\x7f" for sign in url):
        raise Invalid("An address holds no blanks and no control characters")
    return url


async def post(url: str, body: dict[str, Any]) -> None:
    """Send it. The name is looked up once and that very address is spoken to. Raises `RemoteFailed` or `Forbidden`."""
    import httpx  # noqa: PLC0415 - costs memory, and most installations never call anybody

    outside_write_unit("call back")
    parts = urlsplit(checked(url))
    port = parts.port or _PORTS[parts.scheme]
    host = str(parts.hostname)
    (address, *_) = await resolve(host, port, private=True)
    place = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{place}:{port}", fragment="").geturl()
    headers, extensions = {"host": parts.netloc}, {"sni_hostname": host}
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, trust_env=False) as client:
            answer = await client.post(target, json=body, headers=headers, extensions=extensions)
    except httpx.HTTPError as error:
        raise RemoteFailed(f"{host} does not answer: {error or type(error).__name__}") from error
    if not answer.is_success:
        raise RemoteFailed(f"{host} answers {answer.status_code}")
