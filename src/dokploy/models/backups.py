"""Backups of databases, compose services and volumes."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import Base, Owner, Up, children, parent
from dokploy.models.enums import BackupType, DatabaseType, ServiceType


class Backup(Base):
    __tablename__ = "backup"
    belongs: ClassVar[Owner] = Up("destination_id")

    backup_id: Mapped[str] = mapped_column("backupId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    schedule: Mapped[str]
    enabled: Mapped[bool | None]
    database: Mapped[str]
    prefix: Mapped[str]
    service_name: Mapped[str | None] = mapped_column("serviceName")
    destination_id: Mapped[str] = mapped_column(
        "destinationId", ForeignKey("destination.destinationId", ondelete="CASCADE"), index=True
    )
    keep_latest_count: Mapped[int | None] = mapped_column("keepLatestCount")
    include_encryption_key: Mapped[bool] = mapped_column("includeEncryptionKey", default=True)
    backup_type: Mapped[BackupType] = mapped_column("backupType", default="database")
    database_type: Mapped[DatabaseType] = mapped_column("databaseType")
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    postgres_id: Mapped[str | None] = mapped_column(
        "postgresId", ForeignKey("postgres.postgresId", ondelete="CASCADE"), index=True
    )
    mariadb_id: Mapped[str | None] = mapped_column(
        "mariadbId", ForeignKey("mariadb.mariadbId", ondelete="CASCADE"), index=True
    )
    mysql_id: Mapped[str | None] = mapped_column("mysqlId", ForeignKey("mysql.mysqlId", ondelete="CASCADE"), index=True)
    mongo_id: Mapped[str | None] = mapped_column("mongoId", ForeignKey("mongo.mongoId", ondelete="CASCADE"), index=True)
    libsql_id: Mapped[str | None] = mapped_column(
        "libsqlId", ForeignKey("libsql.libsqlId", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[str | None] = mapped_column("userId", ForeignKey("user.id"), index=True)
    metadata_text: Mapped[dict[str, Any] | None] = mapped_column("metadata", JSON)

    destination: Mapped[Any] = parent("Destination", "Backup.destination_id")
    deployments: Mapped[list[Any]] = children("Deployment.backup_id", "Deployment.created_at.desc()")


class VolumeBackup(Base):
    __tablename__ = "volume_backup"
    belongs: ClassVar[Owner] = Up("destination_id")

    volume_backup_id: Mapped[str] = mapped_column("volumeBackupId", primary_key=True, default=new_id)
    name: Mapped[str]
    volume_name: Mapped[str] = mapped_column("volumeName")
    prefix: Mapped[str]
    service_type: Mapped[ServiceType] = mapped_column("serviceType", default="application")
    app_name: Mapped[str] = mapped_column("appName")
    service_name: Mapped[str | None] = mapped_column("serviceName")
    turn_off: Mapped[bool] = mapped_column("turnOff", default=False)
    cron_expression: Mapped[str] = mapped_column("cronExpression")
    keep_latest_count: Mapped[int | None] = mapped_column("keepLatestCount")
    enabled: Mapped[bool | None]
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    postgres_id: Mapped[str | None] = mapped_column(
        "postgresId", ForeignKey("postgres.postgresId", ondelete="CASCADE"), index=True
    )
    mariadb_id: Mapped[str | None] = mapped_column(
        "mariadbId", ForeignKey("mariadb.mariadbId", ondelete="CASCADE"), index=True
    )
    mongo_id: Mapped[str | None] = mapped_column("mongoId", ForeignKey("mongo.mongoId", ondelete="CASCADE"), index=True)
    mysql_id: Mapped[str | None] = mapped_column("mysqlId", ForeignKey("mysql.mysqlId", ondelete="CASCADE"), index=True)
    redis_id: Mapped[str | None] = mapped_column("redisId", ForeignKey("redis.redisId", ondelete="CASCADE"), index=True)
    libsql_id: Mapped[str | None] = mapped_column(
        "libsqlId", ForeignKey("libsql.libsqlId", ondelete="CASCADE"), index=True
    )
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    destination_id: Mapped[str] = mapped_column(
        "destinationId", ForeignKey("destination.destinationId", ondelete="CASCADE"), index=True
    )
