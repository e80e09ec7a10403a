"""docker-compose.yml and Dockerfile as they stand, on an engine of their own; base images made without a registry.

Images are built on an engine with a way out to Debian, PyPI and npm, kept there for the next time, and carried over.
"""

import io
import json
import os
import shutil
import subprocess
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
DEBIAN: Final = "trixie"
LOCAL: Final = "dokploy-local"
SERVER: Final = "dokploy-server:proof"
PACKAGES: Final = ("docker-cli", "docker-buildx", "docker-compose")
POSTGRES: Final = """#!/bin/sh
# As much of the official image's start as docker-compose.yml relies on.
set -e
export PATH=/usr/lib/postgresql/17/bin:$PATH PGDATA=/var/lib/postgresql/data
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
if [ ! -s $PGDATA/PG_VERSION ]; then
    install -d -o postgres -m 700 $PGDATA
    printf '%s' "$POSTGRES_PASSWORD" | install -o postgres -m 600 /dev/stdin /tmp/password
    as_postgres initdb -U "$POSTGRES_USER" --pwfile=/tmp/password -A scram-sha-256
    rm /tmp/password
    echo "host all all all scram-sha-256" >> $PGDATA/pg_hba.conf
    echo "CREATE DATABASE \\"$POSTGRES_DB\\"" | as_postgres postgres --single -D $PGDATA postgres
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -c 'listen_addresses=*'
"""
APT: Final = "apt-get update && apt-get install -y --no-install-recommends"
"""Before the names of packages."""
IMAGES: Final = {
    "base": """FROM {local}/debian
COPY local.crt /usr/local/share/ca-certificates/
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt""",
    "postgres": """FROM {local}/debian
RUN {apt} postgresql && ln -s /usr/lib/postgresql/17/bin/pg_isready /usr/local/bin/
COPY start /usr/local/bin/start
CMD ["/bin/sh", "/usr/local/bin/start"]""",
    "valkey": "FROM {local}/debian\nRUN {apt} valkey-server valkey-tools\nUSER valkey",
}
"""By name: how the image is made that stands for the one of that name in a registry."""


def engine_of(docker_host: str) -> dict[str, str]:
    return {**os.environ, "DOCKER_HOST": docker_host, "DOCKER_BUILDKIT": "0"}


def docker(folder: Path) -> tuple[str, dict[str, str]]:
    """A docker client that has `docker compose`, and what its environment needs; fetched from Debian where none is."""
    ours = shutil.which("docker") or ""
    if ours and subprocess.run([ours, "compose", "version"], check=False, capture_output=True).returncode == 0:
        return ours, {}
    apt = folder / "apt"
    for name in ("lists/partial", "cache/archives/partial", "debs", "tools"):
        (apt / name).mkdir(parents=True, exist_ok=True)
    key = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (apt / "sources").write_text(f"deb [signed-by={key}] http://deb.debian.org/debian {DEBIAN} main\n")
    options = {"Dir::Etc::sourcelist": "sources", "Dir::State::lists": "lists", "Dir::Cache": "cache"}
    words = [word for name, path in options.items() for word in ("-o", f"{name}={apt / path}")]
    words += ["-o", "Dir::Etc::sourceparts=/dev/null", "-qq"]
    subprocess.run(["apt-get", *words, "update"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["apt-get", *words, "download", *PACKAGES], check=True, stdout=subprocess.DEVNULL, cwd=apt / "debs")
    for package in (apt / "debs").glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(package), str(apt / "tools")], check=True)
    plugins = apt / "config/cli-plugins"
    plugins.parent.mkdir(exist_ok=True)
    if not plugins.exists():
        plugins.symlink_to(apt / "tools/usr/libexec/docker/cli-plugins")
    return str(apt / "tools/usr/bin/docker"), {"DOCKER_CONFIG": str(plugins.parent)}


def make_images(docker_host: str, folder: Path) -> None:
    """The base, what stands for the images of others, and ours, by the real Dockerfile."""
    known = {name for name in _names(docker_host) if name.startswith(LOCAL)}
    if f"{LOCAL}/debian:latest" not in known:
        _debian(docker_host, folder)
    for name, lines in IMAGES.items():
        if f"{LOCAL}/{name}:latest" not in known:
            _build(docker_host, f"{LOCAL}/{name}", lines.format(local=LOCAL, apt=APT))
    arguments = ["build", "--quiet", "--tag", SERVER, "--build-arg", f"BASE={LOCAL}/base", str(ROOT)]
    subprocess.run(["docker", *arguments], check=True, env=engine_of(docker_host), stdout=subprocess.DEVNULL)


def carry(images: tuple[str, ...], source: str, target: str) -> None:
    """From one engine to another."""
    with subprocess.Popen(["docker", "save", *images], env=engine_of(source), stdout=subprocess.PIPE) as saving:
        load = ["docker", "load", "--quiet"]
        subprocess.run(load, env=engine_of(target), stdin=saving.stdout, check=True, stdout=subprocess.DEVNULL)
    assert saving.returncode == 0, f"not saved: {images}"


def _debian(docker_host: str, folder: Path) -> None:
    root = folder / DEBIAN
    subprocess.run(["debootstrap", "--variant=minbase", DEBIAN, str(root)], check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen(["tar", "-C", str(root), "-c", "."], stdout=subprocess.PIPE) as packing:
        words = ["docker", "import", "-", f"{LOCAL}/debian"]
        subprocess.run(words, env=engine_of(docker_host), stdin=packing.stdout, check=True, stdout=subprocess.DEVNULL)


def _build(docker_host: str, name: str, dockerfile: str) -> None:
    authorities = sorted(Path("/usr/local/share/ca-certificates").glob("*.crt"))
    files = {
        "Dockerfile": f"{dockerfile}\n".encode(),
        "local.crt": b"".join(path.read_bytes() for path in authorities),
        "start": POSTGRES.encode(),
    }
    context = io.BytesIO()
    with tarfile.open(fileobj=context, mode="w") as tar:
        for path, content in files.items():
            if path not in ("Dockerfile", *dockerfile.split()):
                continue
            info = tarfile.TarInfo(path)
            info.size, info.mode = len(content), 0o755
            tar.addfile(info, io.BytesIO(content))
    words = ["docker", "build", "--quiet", "--tag", name, "-"]
    subprocess.run(words, env=engine_of(docker_host), input=context.getvalue(), check=True, stdout=subprocess.DEVNULL)


def _names(docker_host: str) -> list[str]:
    words = ["docker", "images", "--format", "{{.Repository}}:{{.Tag}}"]
    return subprocess.run(words, env=engine_of(docker_host), check=True, capture_output=True, text=True).stdout.split()


@dataclass(frozen=True)
class Installation:
    """The compose file on one engine, run as a person would."""

    program: str
    environment: dict[str, str]

    def say(self, *words: str) -> str:
        done = subprocess.run(
            [self.program, "compose", "--file", str(ROOT / "docker-compose.yml"), *words],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"docker compose {' '.join(words)}: {done.stderr[-2000:]}"
        return done.stdout

    def up(self) -> None:
        """Everything, and wait until all that have a health check are healthy."""
        self.say("up", "--detach", "--no-build", "--pull", "never", "--wait", "--wait-timeout", "180")

    def services(self) -> dict[str, dict[str, Any]]:
        """What `docker compose ps` says of each."""
        lines = self.say("ps", "--all", "--format", "json").splitlines()
        return {found["Service"]: found for found in map(json.loads, lines)}

    def kill(self, service: str) -> int:
        """`kill -9` of its main process, from the host, as the kernel's memory killer does it; returns its number."""
        process = int(self._inspect(service, "{{.State.Pid}}"))
        os.kill(process, 9)
        return process

    def wait(self, service: str, instead_of: int, seconds: float = 90) -> float:
        """Until another process runs, and is healthy where it can tell; how long that took."""
        begun = time.monotonic()
        while True:
            found = self.services()[service]
            is_well = found["State"] == "running" and found["Health"] in ("", "healthy")
            if is_well and int(self._inspect(service, "{{.State.Pid}}")) != instead_of:
                return time.monotonic() - begun
            assert time.monotonic() - begun < seconds, f"{service} is not back: {found}"
            time.sleep(0.3)

    def memory(self) -> dict[str, float]:
        """Megabytes that each container uses."""
        by_id = {found["ID"][:12]: name for name, found in self.services().items()}
        words = [self.program, "stats", "--no-stream", "--format", "{{.ID}} {{.MemUsage}}"]
        said = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True).stdout
        used = (line.split()[:2] for line in said.splitlines())
        return {by_id[found[:12]]: _megabytes(amount) for found, amount in used if found[:12] in by_id}

    def image_megabytes(self) -> int:
        words = [self.program, "image", "inspect", "--format", "{{.Size}}", SERVER]
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True)
        return round(int(done.stdout) / 1e6)

    def _inspect(self, service: str, what: str) -> str:
        container = self.services()[service]["ID"]
        words = [self.program, "inspect", "--format", what, container]
        return subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True).stdout.strip()


def _megabytes(amount: str) -> float:
    for unit, factor in (("GiB", 1073.7), ("MiB", 1.0486), ("KiB", 0.001)):
        if amount.endswith(unit):
            return round(float(amount.removesuffix(unit)) * factor, 1)
    return 0.0
