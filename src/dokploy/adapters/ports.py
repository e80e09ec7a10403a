"""TCP ports of this host: bind one, or say who has it."""

import socket
from pathlib import Path

from dokploy.core.errors import PreconditionFailed

LISTEN = "0A"
"""The state of a listening socket in /proc/net/tcp."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; a port that is taken is refused with the name of the process that has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        holder = holder_of(port)
        raise PreconditionFailed(
            f"Port {port} on {host} cannot be used: {error.strerror or error}{f' by {holder}' if holder else ''}.",
            hint=f"End that process, or choose another port: PORT={port + 1} make up",
        ) from error
    listener.listen(2048)
    listener.setblocking(False)
    return listener


def is_free(port: int) -> bool:
    """Whether nothing listens on the port, on any address."""
    return _inode(port) is None


def holder_of(port: int) -> str | None:
    """`name (pid N)` of the process that listens on the port, as far as we may see it."""
    inode = _inode(port)
    if inode is None:
        return None
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if any(f"socket:[{inode}]" == str(link.readlink()) for link in (folder / "fd").iterdir()):
                return f"{(folder / 'comm').read_text().strip()} (pid {folder.name})"
        except OSError:
            continue  # another user's process, or one that has just ended
    return None


def _inode(port: int) -> str | None:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            rows = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            fields = row.split()
            if fields[3] == LISTEN and int(fields[1].rsplit(":", 1)[1], 16) == port:
                return fields[9]
    return None
