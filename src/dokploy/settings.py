"""What the environment says to the server, read in one place; the command line's variables are those of its options.

Names that scripts rely on are kept as they are: PORT, HOST, DOKPLOY_DATA, DATABASE_URL, REDIS_URL,
DOKPLOY_SETUP_TOKEN, DOKPLOY_SECRET_KEY, DOCKER_HOST, TRAEFIK_PORT, TRAEFIK_SSL_PORT.
"""

import os
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dokploy.core import failpoints
from dokploy.core.logging import Format

POSTGRESQL: Final = ("postgresql://", "postgres://", "postgresql+asyncpg://")
REDIS: Final = ("redis://", "rediss://", "unix://", "valkey://", "valkeys://")


def default_data_folder() -> Path:
    return Path("/etc/dokploy") if os.geteuid() == 0 else Path.home() / ".local/share/dokploy"


class Settings(BaseSettings):
    """Frozen after start; every field says its environment name."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    host: str = Field("0.0.0.0", validation_alias="HOST")  # noqa: S104 - a server that others reach is the purpose
    port: int = Field(3000, validation_alias="PORT", ge=0, le=65535)
    data: Path = Field(default_factory=default_data_folder, validation_alias="DOKPLOY_DATA")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    redis_url: str = Field("", validation_alias="REDIS_URL")
    setup_token: SecretStr | None = Field(None, validation_alias="DOKPLOY_SETUP_TOKEN")
    secret_key: SecretStr | None = Field(None, validation_alias="DOKPLOY_SECRET_KEY")
    docker_host: str = Field("unix:///var/run/docker.sock", validation_alias="DOCKER_HOST")
    traefik_port: int = Field(80, validation_alias="TRAEFIK_PORT", ge=1, le=65535)
    traefik_ssl_port: int = Field(443, validation_alias="TRAEFIK_SSL_PORT", ge=1, le=65535)
    builds_concurrency: int = Field(2, validation_alias="DOKPLOY_BUILDS_CONCURRENCY", ge=1, le=100)
    trusted_origins: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias="DOKPLOY_TRUSTED_ORIGINS")
    rate_limit_per_minute: int = Field(0, validation_alias="DOKPLOY_RATE_LIMIT", ge=0)
    """Procedure calls a minute for one caller; 0 = unlimited (API keys honour their own fields in any case)."""
    sockets_per_user: int = Field(100, validation_alias="DOKPLOY_SOCKETS_PER_USER", ge=1)
    """WebSockets that one user may have open in one process: twenty tabs take some forty."""
    private_git_hosts: bool = Field(True, validation_alias="DOKPLOY_ALLOW_PRIVATE_GIT_HOSTS")
    upload_limit_bytes: int = Field(1024**3, validation_alias="DOKPLOY_UPLOAD_LIMIT", ge=1)
    gate_answer_seconds: float = Field(60, validation_alias="DOKPLOY_GATE_ANSWER_SECONDS", gt=0)
    """How long a started release may take until it answers through the router."""
    gate_stable_seconds: float | None = Field(None, validation_alias="DOKPLOY_GATE_STABLE_SECONDS", ge=0)
    """How long the same tasks must stay up; unset = 5 s with a health check, 10 s without (rollout §4)."""
    drain_seconds: float = Field(10, validation_alias="DOKPLOY_DRAIN_SECONDS", ge=0)
    """How long the old release keeps serving what it had accepted."""
    log_level: str = Field("info", validation_alias="LOG_LEVEL")
    failpoints: str = Field("", validation_alias="DOKPLOY_FAILPOINTS")
    """For tests alone: where this process dies or fails on purpose; see `core/failpoints.py`."""
    log_format: Format = Field("auto", validation_alias="LOG_FORMAT")
    metrics_token: SecretStr | None = Field(None, validation_alias="DOKPLOY_METRICS_TOKEN", min_length=16)
    """Whoever presents it may read /metrics."""
    worker_port: int = Field(0, validation_alias="DOKPLOY_WORKER_PORT", ge=0, le=65535)
    """Where a process that only works answers /metrics and /api/health; 0 = nowhere."""

    @field_validator("trusted_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        if value and not value.startswith(POSTGRESQL):
            raise ValueError("must begin with postgresql:// (SQLite needs no URL: it lies in the data folder)")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        """Valkey speaks the same protocol, under a scheme of its own."""
        for scheme, redis in (("valkey://", "redis://"), ("valkeys://", "rediss://")):
            if value.startswith(scheme):
                return redis + value.removeprefix(scheme)
        if value and not value.startswith(REDIS):
            raise ValueError(f"must begin with one of {', '.join(REDIS)}")
        return value

    @field_validator("failpoints")
    @classmethod
    def _failpoints(cls, value: str) -> str:
        failpoints.read(value)
        return value

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @property
    def is_embedded(self) -> bool:
        """One process with SQLite; a server database makes API and worker separate processes."""
        return not self.database_url

    @property
    def database(self) -> str:
        """The SQLAlchemy URL, with the async driver."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.data / 'dokploy.db'}"
        return "postgresql+asyncpg://" + self.database_url.partition("://")[2]
