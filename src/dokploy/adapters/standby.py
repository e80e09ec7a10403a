"""A port that programs share: the first to listen has all connections, and the other one from the instant it is gone.

Linux spreads connections over the sockets that are bound to a port with SO_REUSEPORT. A filter of one instruction that
those sockets have in common gives all to the first of them (socket(7), SO_ATTACH_REUSEPORT_CBPF, since Linux 4.5); when
it is closed, the last one takes its place. So whoever has just started is asked nothing before he must answer: by then
Traefik knows its routes, which it does not when it opens its port.

The socket is handed over as systemd hands over its own (sd_listen_fds(3)), for Traefik has no option for the filter.
"""

import ctypes
import os
import socket
import struct
from typing import Final, NoReturn

ATTACH: Final = 51
"""SO_ATTACH_REUSEPORT_CBPF, which Python's `socket` does not name."""
_RETURN_THE_FIRST: Final = struct.pack("HBBI", 0x06, 0, 0, 0)  # BPF_RET | BPF_K, 0
FIRST_DESCRIPTOR: Final = 3
BACKLOG: Final = 4096


def listen(port: int) -> socket.socket:
    """On all addresses; `OSError` where a program has the port that does not share it, or that is another user's."""
    both = socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both else socket.AF_INET
    listener = socket.create_server(("", port), family=family, backlog=BACKLOG, reuse_port=True, dualstack_ipv6=both)
    program = ctypes.create_string_buffer(_RETURN_THE_FIRST)
    # Of a group that listens, not before: a socket with a filter of its own is let in to no group.
    listener.setsockopt(socket.SOL_SOCKET, ATTACH, struct.pack("HP", 1, ctypes.addressof(program)))
    return listener


def become(command: list[str], listener: socket.socket, name: str) -> NoReturn:
    """Go on as this program, which finds the socket under this name; `OSError` when there is no such program."""
    if listener.fileno() == FIRST_DESCRIPTOR:
        os.set_inheritable(FIRST_DESCRIPTOR, True)
    else:
        os.dup2(listener.fileno(), FIRST_DESCRIPTOR)
    os.putenv("LISTEN_PID", str(os.getpid()))
    os.putenv("LISTEN_FDS", "1")
    os.putenv("LISTEN_FDNAMES", name)
    os.execvp(command[0], command)  # noqa: S606 - the operator's own words
