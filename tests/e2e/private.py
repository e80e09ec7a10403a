"""An image that lies in a registry with a password, and nowhere else."""

import io
import tarfile

import docker
from tests.registry import PASSWORD, USER, Registry


def private_image(client: docker.APIClient, images: Registry, name: str, files: dict[str, str]) -> str:
    """Build one of these files, push it, and leave none on the engine; returns its full name."""
    context = io.BytesIO()
    with tarfile.open(fileobj=context, mode="w") as tar:
        for path, text in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    context.seek(0)
    ref = f"{images.host}/private/{name}:1"
    login = {"username": USER, "password": PASSWORD}
    assert list(client.build(fileobj=context, custom_context=True, tag=ref, decode=True, rm=True))
    pushed = "".join(map(str, client.push(ref, auth_config=login, stream=True, decode=True)))
    assert "error" not in pushed, pushed
    client.remove_image(ref, force=True)
    return ref
