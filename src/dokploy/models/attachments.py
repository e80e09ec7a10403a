"""What hangs on a service: domains, mounts, ports, redirects, basic auth, networks."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    Base,
    Direct,
    Owner,
    Sealed,
    SealedRequired,
    Up,
    next_number,
    parent,
)
from dokploy.models.enums import (
    CertificateType,
    DomainType,
    MountType,
    NetworkDriver,
    ProtocolType,
    PublishModeType,
    ServiceType,
)


class Domain(Base):
    __tablename__ = "domain"
    belongs: ClassVar[Owner] = Up("application_id", "compose_id", "preview_deployment_id")

    domain_id: Mapped[str] = mapped_column("domainId", primary_key=True, default=new_id)
    host: Mapped[str]
    https: Mapped[bool] = mapped_column(default=False)
    port: Mapped[int | None] = mapped_column(default=3000)
    custom_entrypoint: Mapped[str | None] = mapped_column("customEntrypoint")
    path: Mapped[str | None] = mapped_column(default="/")
    service_name: Mapped[str | None] = mapped_column("serviceName")
    domain_type: Mapped[DomainType | None] = mapped_column("domainType", default="application")
    unique_config_key: Mapped[int] = mapped_column("uniqueConfigKey", default=next_number("domain", "uniqueConfigKey"))
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    custom_cert_resolver: Mapped[str | None] = mapped_column("customCertResolver")
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    preview_deployment_id: Mapped[str | None] = mapped_column(
        "previewDeploymentId", ForeignKey("preview_deployments.previewDeploymentId", ondelete="CASCADE"), index=True
    )
    certificate_type: Mapped[CertificateType] = mapped_column("certificateType", default="none")
    internal_path: Mapped[str | None] = mapped_column("internalPath", default="/")
    strip_path: Mapped[bool] = mapped_column("stripPath", default=False)
    middlewares: Mapped[list[str] | None] = mapped_column(default=list)
    forward_auth_enabled: Mapped[bool] = mapped_column("forwardAuthEnabled", default=False)
    enabled: Mapped[bool] = mapped_column(default=True)

    application: Mapped[Any] = parent("Application", "Domain.application_id")
    compose: Mapped[Any] = parent("Compose", "Domain.compose_id")
    preview_deployment: Mapped[Any] = parent("PreviewDeployment", "Domain.preview_deployment_id")


class Mount(Base):
    __tablename__ = "mount"
    belongs: ClassVar[Owner] = Up(
        "application_id", "compose_id", "postgres_id", "mysql_id", "mariadb_id", "mongo_id", "redis_id", "libsql_id"
    )

    mount_id: Mapped[str] = mapped_column("mountId", primary_key=True, default=new_id)
    type: Mapped[MountType]
    host_path: Mapped[str | None] = mapped_column("hostPath")
    volume_name: Mapped[str | None] = mapped_column("volumeName")
    file_path: Mapped[str | None] = mapped_column("filePath")
    content_sealed: Mapped[str | None] = mapped_column("content", Text)
    content = Sealed("content_sealed")
    service_type: Mapped[ServiceType] = mapped_column("serviceType", default="application")
    mount_path: Mapped[str] = mapped_column("mountPath")
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    libsql_id: Mapped[str | None] = mapped_column(
        "libsqlId", ForeignKey("libsql.libsqlId", ondelete="CASCADE"), index=True
    )
    mariadb_id: Mapped[str | None] = mapped_column(
        "mariadbId", ForeignKey("mariadb.mariadbId", ondelete="CASCADE"), index=True
    )
    mongo_id: Mapped[str | None] = mapped_column("mongoId", ForeignKey("mongo.mongoId", ondelete="CASCADE"), index=True)
    mysql_id: Mapped[str | None] = mapped_column("mysqlId", ForeignKey("mysql.mysqlId", ondelete="CASCADE"), index=True)
    postgres_id: Mapped[str | None] = mapped_column(
        "postgresId", ForeignKey("postgres.postgresId", ondelete="CASCADE"), index=True
    )
    redis_id: Mapped[str | None] = mapped_column("redisId", ForeignKey("redis.redisId", ondelete="CASCADE"), index=True)


class Port(Base):
    __tablename__ = "port"
    belongs: ClassVar[Owner] = Up("application_id")

    port_id: Mapped[str] = mapped_column("portId", primary_key=True, default=new_id)
    published_port: Mapped[int] = mapped_column("publishedPort")
    publish_mode: Mapped[PublishModeType] = mapped_column("publishMode", default="host")
    target_port: Mapped[int] = mapped_column("targetPort")
    protocol: Mapped[ProtocolType]
    application_id: Mapped[str] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )

    application: Mapped[Any] = parent("Application", "Port.application_id")


class Redirect(Base):
    __tablename__ = "redirect"
    belongs: ClassVar[Owner] = Up("application_id")

    redirect_id: Mapped[str] = mapped_column("redirectId", primary_key=True, default=new_id)
    regex: Mapped[str]
    replacement: Mapped[str]
    permanent: Mapped[bool] = mapped_column(default=False)
    unique_config_key: Mapped[int] = mapped_column(
        "uniqueConfigKey", default=next_number("redirect", "uniqueConfigKey")
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    application_id: Mapped[str] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )


class Security(Base):
    __tablename__ = "security"
    __table_args__ = (UniqueConstraint("username", "applicationId"),)
    belongs: ClassVar[Owner] = Up("application_id")

    security_id: Mapped[str] = mapped_column("securityId", primary_key=True, default=new_id)
    username: Mapped[str]
    password_sealed: Mapped[str] = mapped_column("password", Text)
    password = SealedRequired("password_sealed")
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    application_id: Mapped[str] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )


class Network(Base):
    __tablename__ = "network"
    belongs: ClassVar[Owner] = Direct("organization_id")

    network_id: Mapped[str] = mapped_column("networkId", primary_key=True, default=new_id)
    name: Mapped[str]
    driver: Mapped[NetworkDriver] = mapped_column(default="bridge")
    internal: Mapped[bool] = mapped_column(default=False)
    attachable: Mapped[bool] = mapped_column(default=False)
    enable_ipv4: Mapped[bool] = mapped_column("enableIPv4", default=True)
    enable_ipv6: Mapped[bool] = mapped_column("enableIPv6", default=False)
    mtu: Mapped[int | None]
    ipam: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=dict)
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )
