"""Small images for tests, made without a registry: one web server in several states of health."""

from dataclasses import dataclass
from pathlib import Path

from tests.testbed import RunningEngine

from dokploy.adapters.engine import Engine
from dokploy.adapters.images import Images
from dokploy.adapters.provision.base_image import HELLO_BASE_IMAGE, busybox_files, make, static_busybox
from dokploy.adapters.tarball import Entry, tar

PORT = 3000
_CHECK = "HEALTHCHECK --interval=1s --timeout=2s --retries=3 CMD"


def _run(command: str) -> str:
    # Process 1 without a handler ignores SIGTERM, and every stop would last its ten seconds of grace.
    return f'CMD ["/bin/sh","-c","trap \'exit 0\' TERM; {command} & wait"]'


_SERVE = _run("httpd -f -p 3000 -h /www")
_KINDS: dict[str, tuple[str, ...]] = {
    "good": (_SERVE,),
    "better": (_SERVE,),
    "crashing": ('CMD ["/bin/sh","-c","echo about to fail; echo no database >&2; exit 3"]',),
    "deaf": (_run("sleep 100000"),),
    "slow": (_run("(sleep 4; exec httpd -f -p 3000 -h /www)"),),
    "checked": (_SERVE, f'{_CHECK} ["/bin/wget","-q","-O","/dev/null","http://127.0.0.1:3000/"]'),
    "sick": (_SERVE, f'{_CHECK} ["/bin/false"]'),
}


@dataclass(frozen=True)
class HelloImages:
    """Tags. All but `crashing` and `deaf` serve `hello from <kind>` on port 3000; all end at once on SIGTERM."""

    base: str = HELLO_BASE_IMAGE
    good: str = "dokploy-test/good:1"
    better: str = "dokploy-test/better:1"
    """The same server with another page."""
    crashing: str = "dokploy-test/crashing:1"
    """Writes two lines and exits with 3."""
    deaf: str = "dokploy-test/deaf:1"
    """Runs and never listens."""
    slow: str = "dokploy-test/slow:1"
    """Listens after four seconds."""
    checked: str = "dokploy-test/checked:1"
    """With a health check, asked every second."""
    sick: str = "dokploy-test/sick:1"
    """Serves, but its health check always fails."""


async def make_images(engine: RunningEngine, folder: Path) -> HelloImages:
    """Make those that are missing; a fraction of a second for all."""
    connection = Engine(engine.docker_host)
    images = Images(connection, "0" * 12)
    if await images.find(HELLO_BASE_IMAGE) is None:
        await make(images, HELLO_BASE_IMAGE)
    files = await busybox_files(await static_busybox(folder))
    for kind, lines in _KINDS.items():
        tag = f"dokploy-test/{kind}:1"
        if await images.find(tag) is None:
            page = Entry("www/index.html", f"hello from {kind}\n".encode())
            await images.make(tag, tar([*files, page]), [*lines, f"EXPOSE {PORT}"])
    await connection.close()
    return HelloImages()
