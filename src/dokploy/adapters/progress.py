"""A pull's or push's stream of progress messages as a few lines that a person can read in a log."""

from collections.abc import Iterator
from typing import Any

EVERY_S = 10.0
_LAYER_DONE = ("Pull complete", "Already exists", "Pushed", "Layer already exists", "Mounted from")
_LAYER_NOISE = ("Pulling fs layer", "Waiting", "Downloading", "Extracting", "Preparing", "Pushing")
_LAYER_SILENT = ("Verifying Checksum", "Download complete")


class Progress:
    """One line per layer that is done, the statements without a layer, and how far it is every ten seconds."""

    def __init__(self) -> None:
        self.digest: str | None = None
        self._layers: dict[str, tuple[int, int]] = {}
        self._done: set[str] = set()
        self._spoke: float | None = None

    def lines(self, event: dict[str, Any], now: float) -> Iterator[str]:
        self._spoke = now if self._spoke is None else self._spoke
        status = str(event.get("status", ""))
        layer = event.get("id")
        self.digest = (event.get("aux") or {}).get("Digest") or self.digest
        if status.startswith(_LAYER_DONE):
            self._done.add(str(layer))
            yield f"{layer}: {status}"
        elif layer and status.startswith(_LAYER_NOISE):
            detail = event.get("progressDetail") or {}
            self._layers[str(layer)] = (detail.get("current", 0), detail.get("total", 0))
            if now - self._spoke >= EVERY_S:
                yield self._so_far()
            else:
                return
        elif status and not status.startswith(_LAYER_SILENT):
            yield f"{layer}: {status}" if layer else status
        else:
            return
        self._spoke = now

    def _so_far(self) -> str:
        moving = [amounts for layer, amounts in self._layers.items() if layer not in self._done and amounts[1]]
        current, total = (sum(column) / 1e6 for column in zip(*moving, strict=True)) if moving else (0.0, 0.0)
        return f"{len(self._done)} of {len(self._layers)} layers done; {current:.0f} of {total:.0f} MB in transfer"
