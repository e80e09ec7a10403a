"""The base image of examples/hello: pulled, or made from Debian's busybox where no registry is reachable."""

import asyncio
import struct
import tempfile
from pathlib import Path
from typing import Final

from dokploy.adapters.images import Images
from dokploy.adapters.provision.choices import Say
from dokploy.adapters.provision.host import run
from dokploy.adapters.tarball import Entry, tar
from dokploy.core.commands import Command
from dokploy.core.errors import DokployError

HELLO_BASE_IMAGE: Final = "busybox:stable"
PULL_S: Final = 30.0
WAIT_S: Final = 120.0
_BUSYBOX: Final = (Path("/bin/busybox"), Path("/usr/bin/busybox"))
_INTERPRETER: Final = 3
"""PT_INTERP: a program header that names a dynamic loader."""


async def ensure_hello_base(images: Images, say: Say) -> str | None:
    """None when the image is there; else a note. Its absence stops nothing but that one example."""
    if await images.find(HELLO_BASE_IMAGE) is not None:
        return None
    try:
        async with asyncio.timeout(PULL_S):
            await images.pull(HELLO_BASE_IMAGE, None, _silent)
    except (DokployError, TimeoutError) as error:
        cause = str(error) or f"no answer within {PULL_S:.0f} seconds"
    else:
        say(f"Pulled {HELLO_BASE_IMAGE}, the base image of examples/hello")
        return None
    try:
        await make(images, HELLO_BASE_IMAGE)
    except (DokployError, OSError, StopIteration) as error:
        return f"{HELLO_BASE_IMAGE}, which examples/hello builds on, is missing. {cause} Making it failed too: {error}"
    say(f"No registry is reachable: made {HELLO_BASE_IMAGE} for examples/hello from Debian's busybox")
    return None


async def make(images: Images, ref: str) -> None:
    """An image that holds a static busybox and its applets, such as sh and httpd."""
    with tempfile.TemporaryDirectory() as folder:
        files = await busybox_files(await static_busybox(Path(folder)))
        await images.make(ref, tar(files), ['CMD ["/bin/sh"]'])


async def static_busybox(folder: Path) -> Path:
    """The machine's own when it is static, else that of Debian's package busybox-static, unpacked into the folder."""
    own = next((path for path in _BUSYBOX if path.is_file() and is_static(path)), None)
    if own:
        return own
    await run(Command(("apt-get", "download", "-o", "APT::Sandbox::User=root", "busybox-static"), cwd=folder), WAIT_S)
    package = str(next(folder.glob("busybox-static_*.deb")))  # noqa: ASYNC240 - one small folder of our own
    await run(Command(("dpkg-deb", "-x", package, str(folder))), WAIT_S)
    return next(path for path in (folder / "bin/busybox", folder / "usr/bin/busybox") if path.is_file())


async def busybox_files(busybox: Path) -> list[Entry]:
    """/bin/busybox and a link for each of its applets: what `busybox --install -s /bin` would make."""
    applets: list[str] = []

    async def remember(lines: str) -> None:
        applets.extend(name for name in lines.split() if name != "busybox")

    await run(Command((str(busybox), "--list")), WAIT_S, remember)
    links = [Entry(f"bin/{name}", link="busybox", mode=0o777) for name in applets]
    accounts = Entry("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n")
    groups = Entry("etc/group", b"root:x:0:\nnogroup:x:65534:\n")
    return [Entry("bin/busybox", busybox, 0o755), *links, accounts, groups]


def is_static(path: Path) -> bool:
    """Whether a 64-bit ELF program runs without a dynamic loader."""
    with path.open("rb") as file:
        head = file.read(64)
        if head[:5] != b"\x7fELF\x02":
            return False
        order = "<" if head[5] == 1 else ">"
        offset = struct.unpack_from(f"{order}Q", head, 32)[0]
        size, count = struct.unpack_from(f"{order}HH", head, 54)
        file.seek(offset)
        table = file.read(size * count)
    kinds = (struct.unpack_from(f"{order}I", table, index * size)[0] for index in range(count))
    return _INTERPRETER not in kinds


async def _silent(_line: str) -> None:
    """The example's base image is not worth a progress report."""
