"""The names that were chosen for this instance on its engine, kept in the data folder."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from dokploy.adapters.folder import DataFolder
from dokploy.core.errors import PreconditionFailed

Say = Callable[[str], None]
"""Tells the person at the terminal what is being done; nothing is said when nothing is done."""

DEFAULT_NETWORK: Final = "dokploy-network"
DEFAULT_TRAEFIK: Final = "dokploy-traefik"


@dataclass(frozen=True)
class Choices:
    """The plain names where they were free, else with the instance id behind them."""

    network: str = DEFAULT_NETWORK
    traefik: str = DEFAULT_TRAEFIK


def network_name(folder: DataFolder) -> str:
    """The overlay network that this instance's services and its Traefik share."""
    return load(folder).network


def load(folder: DataFolder) -> Choices:
    path = _path(folder)
    try:
        return Choices(**json.loads(path.read_text()))
    except FileNotFoundError:
        return Choices()
    except (OSError, ValueError, TypeError) as error:
        raise PreconditionFailed(
            f"{path} cannot be read: {error}", hint="Remove it: the names are found again."
        ) from error


def remember(folder: DataFolder, **changes: str) -> None:
    before = load(folder)
    after = replace(before, **changes)
    if after != before or not _path(folder).exists():
        _path(folder).write_text(json.dumps(asdict(after), indent=2) + "\n")


def _path(folder: DataFolder) -> Path:
    return folder.root / "engine.json"
