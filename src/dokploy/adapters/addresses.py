"""Which addresses of other hosts a server of ours may speak to, and those that a name stands for right now."""

import asyncio
import ipaddress
import socket
from contextlib import suppress
from typing import Final

from dokploy.core.errors import Forbidden, RemoteFailed

RESOLVE_S: Final = 15
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Answer with the machine's own credentials at cloud providers, without being link-local by their number.
_METADATA: Final = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "100.100.100.200", "168.63.129.16")))
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def meant(address: Address) -> Address:
    """The IPv4 address inside an IPv6 spelling of it (mapped, 6to4, NAT64), or the address itself."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_allowed(address: Address, *, private: bool) -> bool:
    """Link-local, metadata and multicast never; private, loopback and shared ranges only where `private` says so."""
    target = meant(address)
    if target.is_link_local or target.is_multicast or target in _METADATA:
        return False
    return private or target.is_global


async def resolve(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    """The addresses of a host that may be spoken to. A number in any spelling is resolved as the C library does it."""
    addresses = await _looked_up(host, port)
    allowed = tuple(text for text in addresses if is_allowed(ipaddress.ip_address(text), private=private))
    if not allowed:
        closed = None if private else "Private addresses are closed by DOKPLOY_ALLOW_PRIVATE_GIT_HOSTS."
        raise _forbidden(host, addresses, closed)
    return allowed


async def refuse_metadata(host: str) -> None:
    """For a host that the engine will look up and speak to by itself: `Forbidden` if it may stand for a closed address.

    A name that nobody knows here is the engine's to report: its resolver may be another one.
    """
    with suppress(RemoteFailed):
        addresses = await _looked_up(host, 0)
        if not all(is_allowed(ipaddress.ip_address(text), private=True) for text in addresses):
            raise _forbidden(host, addresses)


async def _looked_up(host: str, port: int) -> tuple[str, ...]:
    try:
        async with asyncio.timeout(RESOLVE_S):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RemoteFailed(
            f"The host {host} is not known.", hint="Check its name and this server's resolver."
        ) from error
    return tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _forbidden(host: str, addresses: tuple[str, ...], hint: str | None = None) -> Forbidden:
    found = ", ".join(addresses)
    return Forbidden(f"The host {host} stands for {found}, an address that this server must not speak to.", hint=hint)
