"""A socket before the engine's own, for a story in which the engine is away while others go on using it."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CHUNK = 65536


class Doorway:
    """Forwards to the engine. Closed, it is as if that had ended: no socket, and everything that was open is cut."""

    def __init__(self, path: Path, engine: str) -> None:
        self.path = path
        self._engine = engine.removeprefix("unix://")
        self._listener: socket.socket | None = None
        self._threads: set[threading.Thread] = set()
        self._open: set[socket.socket] = set()
        self._changing = threading.Lock()

    @property
    def docker_host(self) -> str:
        return f"unix://{self.path}"

    def open(self) -> None:
        if self._listener is None:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(self.path))
            self._listener.listen(128)
            self._start(self._let_in, self._listener)

    def close(self) -> None:
        if self._listener is None:
            return
        self.path.unlink()
        _cut(self._listener)
        self._listener = None
        with self._changing:
            for one in self._open:
                _cut(one)
        for thread in list(self._threads):
            thread.join()

    def _start(self, work: Callable[[socket.socket], None], about: socket.socket) -> None:
        def run() -> None:
            try:
                work(about)
            finally:
                self._threads.discard(threading.current_thread())

        thread = threading.Thread(target=run, daemon=True)
        self._threads.add(thread)
        thread.start()

    def _let_in(self, listener: socket.socket) -> None:
        with listener, suppress(OSError):  # cut
            while True:
                guest, _ = listener.accept()
                self._start(self._forward, guest)

    def _forward(self, guest: socket.socket) -> None:
        with guest, socket.socket(socket.AF_UNIX) as host, suppress(OSError):
            host.connect(self._engine)
            with self._changing:
                self._open |= {guest, host}
            try:
                answering = threading.Thread(target=_copy, args=(host, guest), daemon=True)
                answering.start()
                _copy(guest, host)
                answering.join()
            finally:
                with self._changing:
                    self._open -= {guest, host}


def _copy(source: socket.socket, target: socket.socket) -> None:
    """Until the source says no more; the other direction may go on."""
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            target.sendall(chunk)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _cut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
