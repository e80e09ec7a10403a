"""The data folder: where everything lies, who owns it, and what identifies this installation."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFolder:
    root: Path

    @property
    def instance_id(self) -> str: ...  # type: ignore[empty-body]
    def log_file(self, app_name: str, deployment_id: str) -> Path: ...  # type: ignore[empty-body]
    def application(self, app_name: str) -> Path: ...  # type: ignore[empty-body]
    @property
    def traefik_dynamic(self) -> Path: ...  # type: ignore[empty-body]
