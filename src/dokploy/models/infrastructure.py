"""Servers, keys, registries, destinations, certificates and outside providers."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now, now_iso
from dokploy.core.names import new_id
from dokploy.models.base import INSTANCE, Base, Direct, Owner, SealedRequired
from dokploy.models.enums import (
    CertificateType,
    DnsProviderType,
    RegistryType,
    ServerStatus,
    ServerType,
    VaultProviderType,
)


class Server(Base):
    __tablename__ = "server"
    belongs: ClassVar[Owner] = Direct("organization_id")

    server_id: Mapped[str] = mapped_column("serverId", primary_key=True, default=new_id)
    name: Mapped[str]
    description: Mapped[str | None]
    ip_address: Mapped[str] = mapped_column("ipAddress")
    port: Mapped[int]
    username: Mapped[str] = mapped_column(default="root")
    app_name: Mapped[str] = mapped_column("appName")
    enable_docker_cleanup: Mapped[bool] = mapped_column("enableDockerCleanup", default=False)
    builds_concurrency: Mapped[int] = mapped_column("buildsConcurrency", default=1)
    created_at: Mapped[str] = mapped_column("createdAt")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    server_status: Mapped[ServerStatus] = mapped_column("serverStatus", default="active")
    server_type: Mapped[ServerType] = mapped_column("serverType", default="deploy")
    command: Mapped[str] = mapped_column(default="")
    ssh_key_id: Mapped[str | None] = mapped_column(
        "sshKeyId", ForeignKey("ssh-key.sshKeyId", ondelete="SET NULL"), index=True
    )
    metrics_config: Mapped[dict[str, Any]] = mapped_column("metricsConfig", JSON, default=dict)


class SshKey(Base):
    __tablename__ = "ssh-key"
    belongs: ClassVar[Owner] = Direct("organization_id")

    ssh_key_id: Mapped[str] = mapped_column("sshKeyId", primary_key=True, default=new_id)
    private_key_sealed: Mapped[str] = mapped_column("privateKey", Text)
    private_key = SealedRequired("private_key_sealed")
    public_key: Mapped[str] = mapped_column("publicKey")
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    last_used_at: Mapped[str | None] = mapped_column("lastUsedAt")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )


class SshHostKey(Base):
    """Ours, beyond the reference: the key that a git server must show, pinned when it was first met."""

    __tablename__ = "ssh_host_key"
    __table_args__ = (UniqueConstraint("organizationId", "host", "port"),)
    belongs: ClassVar[Owner] = Direct("organization_id")

    ssh_host_key_id: Mapped[str] = mapped_column("sshHostKeyId", primary_key=True, default=new_id)
    host: Mapped[str]
    port: Mapped[int]
    fingerprint: Mapped[str]
    public_key: Mapped[str | None] = mapped_column("publicKey")
    """`ssh-ed25519 AAAA…`; null while the host was announced by its fingerprint alone."""
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )


class Registry(Base):
    __tablename__ = "registry"
    belongs: ClassVar[Owner] = Direct("organization_id")

    registry_id: Mapped[str] = mapped_column("registryId", primary_key=True, default=new_id)
    registry_name: Mapped[str] = mapped_column("registryName")
    image_prefix: Mapped[str | None] = mapped_column("imagePrefix")
    username: Mapped[str]
    password_sealed: Mapped[str] = mapped_column("password", Text)
    password = SealedRequired("password_sealed")
    registry_url: Mapped[str] = mapped_column("registryUrl", default="")
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    registry_type: Mapped[RegistryType] = mapped_column("registryType", default="cloud")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )


class Destination(Base):
    __tablename__ = "destination"
    belongs: ClassVar[Owner] = Direct("organization_id")

    destination_id: Mapped[str] = mapped_column("destinationId", primary_key=True, default=new_id)
    name: Mapped[str]
    provider: Mapped[str | None]
    access_key_sealed: Mapped[str] = mapped_column("accessKey", Text)
    access_key = SealedRequired("access_key_sealed")
    secret_access_key_sealed: Mapped[str] = mapped_column("secretAccessKey", Text)
    secret_access_key = SealedRequired("secret_access_key_sealed")
    bucket: Mapped[str]
    region: Mapped[str]
    endpoint: Mapped[str]
    additional_flags: Mapped[list[str] | None] = mapped_column("additionalFlags")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)


class Certificate(Base):
    __tablename__ = "certificate"
    belongs: ClassVar[Owner] = Direct("organization_id")

    certificate_id: Mapped[str] = mapped_column("certificateId", primary_key=True, default=new_id)
    name: Mapped[str]
    certificate_data: Mapped[str] = mapped_column("certificateData")
    private_key_sealed: Mapped[str] = mapped_column("privateKey", Text)
    private_key = SealedRequired("private_key_sealed")
    certificate_path: Mapped[str] = mapped_column("certificatePath", unique=True)
    auto_renew: Mapped[bool | None] = mapped_column("autoRenew")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )


class DnsProvider(Base):
    __tablename__ = "dns_provider"
    belongs: ClassVar[Owner] = Direct("organization_id")

    dns_provider_id: Mapped[str] = mapped_column("dnsProviderId", primary_key=True, default=new_id)
    name: Mapped[str]
    provider_type: Mapped[DnsProviderType] = mapped_column("providerType")
    config_sealed: Mapped[str] = mapped_column("config", Text)
    config = SealedRequired("config_sealed")
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)


class VaultProvider(Base):
    __tablename__ = "vault_provider"
    belongs: ClassVar[Owner] = Direct("organization_id")

    vault_provider_id: Mapped[str] = mapped_column("vaultProviderId", primary_key=True, default=new_id)
    name: Mapped[str]
    provider_type: Mapped[VaultProviderType] = mapped_column("providerType")
    config_sealed: Mapped[str] = mapped_column("config", Text)
    config = SealedRequired("config_sealed")
    assignments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)


class ForwardAuthSettings(Base):
    __tablename__ = "forward_auth_settings"
    belongs: ClassVar[Owner] = INSTANCE

    forward_auth_settings_id: Mapped[str] = mapped_column("forwardAuthSettingsId", primary_key=True, default=new_id)
    auth_domain: Mapped[str] = mapped_column("authDomain")
    base_domain: Mapped[str] = mapped_column("baseDomain")
    https: Mapped[bool] = mapped_column(default=True)
    certificate_type: Mapped[CertificateType] = mapped_column("certificateType", default="letsencrypt")
    custom_cert_resolver: Mapped[str | None] = mapped_column("customCertResolver")
    provider_id: Mapped[str | None] = mapped_column(
        "providerId", ForeignKey("sso_provider.providerId", ondelete="SET NULL"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True, unique=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
