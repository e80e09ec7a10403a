"""Traefik's folder as its watcher sees it."""

import ctypes
import os
import struct
from pathlib import Path

from dokploy.adapters.folder import DataFolder
from dokploy.adapters.traefik import Traefik

ALL_CHANGES = (
    0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200
)  # modified, attributes, closed, moved from and to, made, gone
MOVED_TO, GONE = 0x80, 0x200
DOCUMENT = {"http": {"services": {"shop": {"loadBalancer": {"servers": [{"url": "http://shop:3000"}]}}}}}


class Watcher:
    """The kernel's own (inotify), which is what Traefik uses; it reads its whole folder again for every event."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._file = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._file, os.fsencode(folder), ALL_CHANGES) > 0

    def events(self) -> list[tuple[int, str]]:
        """What has happened since the last look, and to which name."""
        found, data = [], os.read(self._file, 65536)
        while data:
            _, mask, _, length = struct.unpack_from("iIII", data)
            found.append((mask, data[16 : 16 + length].rstrip(b"\0").decode()))
            data = data[16 + length :]
        return found


async def test_a_write_and_a_removal_are_one_event_each(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.prepare()
    traefik, watcher = Traefik(folder), Watcher(folder.traefik_dynamic)
    for _ in range(2):
        await traefik.write("shop", DOCUMENT)
        assert watcher.events() == [(MOVED_TO, "shop.yml")]
    await traefik.remove("shop")
    assert watcher.events() == [(GONE, "shop.yml")]
    assert not list(folder.traefik.glob(".*"))
