"""The outside world behind small classes; only this room imports docker, httpx, yaml or subprocess."""
