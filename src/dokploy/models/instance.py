"""What exists once per instance, and AI providers."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now, now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    HIDDEN,
    INSTANCE,
    Base,
    Direct,
    Owner,
    Sealed,
    SealedRequired,
)
from dokploy.models.enums import CertificateType


class WebServerSettings(Base):
    __tablename__ = "webServerSettings"
    belongs: ClassVar[Owner] = INSTANCE

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    server_ip: Mapped[str | None] = mapped_column("serverIp")
    certificate_type: Mapped[CertificateType] = mapped_column("certificateType", default="none")
    https: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str | None]
    lets_encrypt_email: Mapped[str | None] = mapped_column("letsEncryptEmail")
    ssh_private_key_sealed: Mapped[str | None] = mapped_column("sshPrivateKey", Text)
    ssh_private_key = Sealed("ssh_private_key_sealed")
    enable_docker_cleanup: Mapped[bool] = mapped_column("enableDockerCleanup", default=True)
    log_cleanup_cron: Mapped[str | None] = mapped_column("logCleanupCron", default="0 0 * * *")
    metrics_config: Mapped[dict[str, Any]] = mapped_column("metricsConfig", JSON, default=dict)
    whitelabeling_config: Mapped[dict[str, Any] | None] = mapped_column("whitelabelingConfig", JSON, default=dict)
    remote_servers_only: Mapped[bool] = mapped_column("remoteServersOnly", default=False)
    builds_concurrency: Mapped[int] = mapped_column("buildsConcurrency", default=1)
    enforce_sso: Mapped[bool] = mapped_column("enforceSSO", default=False)
    cleanup_cache_applications: Mapped[bool] = mapped_column("cleanupCacheApplications", default=False)
    cleanup_cache_on_previews: Mapped[bool] = mapped_column("cleanupCacheOnPreviews", default=False)
    cleanup_cache_on_compose: Mapped[bool] = mapped_column("cleanupCacheOnCompose", default=False)
    created_at: Mapped[datetime | None] = mapped_column("createdAt", default=now)
    updated_at: Mapped[datetime] = mapped_column("updatedAt", default=now, onupdate=now)

    # Ours: the check value of the master key, and the digest of the one-time set-up token until it is used.
    key_check: Mapped[str | None] = mapped_column("keyCheck", info=HIDDEN)
    setup_token_digest: Mapped[str | None] = mapped_column("setupTokenDigest", info=HIDDEN)
    setup_closed_at: Mapped[datetime | None] = mapped_column("setupClosedAt", info=HIDDEN)
    # The token of `metricsConfig`, which the reference keeps readable inside it.
    metrics_token_sealed: Mapped[str | None] = mapped_column("metricsToken", Text, info=HIDDEN)
    metrics_token = Sealed("metrics_token_sealed")


class Ai(Base):
    __tablename__ = "ai"
    belongs: ClassVar[Owner] = Direct("organization_id")

    ai_id: Mapped[str] = mapped_column("aiId", primary_key=True, default=new_id)
    name: Mapped[str]
    api_url: Mapped[str] = mapped_column("apiUrl")
    api_key_sealed: Mapped[str] = mapped_column("apiKey", Text)
    api_key = SealedRequired("api_key_sealed")
    model: Mapped[str]
    is_enabled: Mapped[bool] = mapped_column("isEnabled", default=True)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
