"""Which docker client here can build with BuildKit: an old one by itself, a newer one with its plugin."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PLUGIN_SINCE = 23
"""From this version on the client leaves BuildKit to its buildx plugin."""
BUILDKIT_SINCE = 19
PLACES = ("/usr/bin/docker", "/usr/local/bin/docker", "/snap/bin/docker", "/opt/homebrew/bin/docker")
PLUGIN_FOLDERS = (
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)


@dataclass(frozen=True)
class DockerCli:
    with_buildkit: str | None
    any: str | None


def find_cli() -> DockerCli:
    """The first on PATH wins if it is able; otherwise one that is hidden behind it may be."""
    first = shutil.which("docker")
    homes = (str(Path.home() / ".docker/cli-plugins"), *PLUGIN_FOLDERS)
    return choose((first, *PLACES) if first else PLACES, homes)


def choose(places: tuple[str, ...], plugin_folders: tuple[str, ...]) -> DockerCli:
    candidates = [place for place in dict.fromkeys(places) if os.access(place, os.X_OK)]
    able = next((place for place in candidates if _builds_with_buildkit(_version(place), plugin_folders)), None)
    return DockerCli(able, candidates[0] if candidates else None)


def _builds_with_buildkit(version: int, folders: tuple[str, ...]) -> bool:
    if version >= PLUGIN_SINCE:
        return any(os.access(f"{folder}/docker-buildx", os.X_OK) for folder in folders)
    return version >= BUILDKIT_SINCE


def _version(path: str) -> int:
    """The major version; 0 when the program does not say."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"version v?(\d+)\.", done.stdout)
    return int(found[1]) if found else 0
