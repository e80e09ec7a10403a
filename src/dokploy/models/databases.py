"""The six database engines: one shape, six tables."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    Base,
    Owner,
    Sealed,
    SealedRequired,
    SwarmColumns,
    Up,
    parent,
)
from dokploy.models.enums import ApplicationStatus, SqldNode


class DatabaseColumns(SwarmColumns):
    """What all six tables have."""

    name: Mapped[str]
    description: Mapped[str | None]
    command: Mapped[str | None]
    env_sealed: Mapped[str | None] = mapped_column("env", Text)
    env = Sealed("env_sealed")
    external_port: Mapped[int | None] = mapped_column("externalPort")
    application_status: Mapped[ApplicationStatus] = mapped_column("applicationStatus", default="idle")
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    environment_id: Mapped[str] = mapped_column(
        "environmentId", ForeignKey("environment.environmentId", ondelete="CASCADE"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )


class Postgres(DatabaseColumns, Base):
    __tablename__ = "postgres"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    postgres_id: Mapped[str] = mapped_column("postgresId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_name: Mapped[str] = mapped_column("databaseName")
    database_user: Mapped[str] = mapped_column("databaseUser")
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    docker_image: Mapped[str] = mapped_column("dockerImage")
    args: Mapped[list[str] | None]
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)

    server: Mapped[Any] = parent("Server", "Postgres.server_id")


class Mysql(DatabaseColumns, Base):
    __tablename__ = "mysql"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    mysql_id: Mapped[str] = mapped_column("mysqlId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_name: Mapped[str] = mapped_column("databaseName")
    database_user: Mapped[str] = mapped_column("databaseUser")
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    database_root_password_sealed: Mapped[str] = mapped_column("databaseRootPassword", Text)
    database_root_password = SealedRequired("database_root_password_sealed")
    docker_image: Mapped[str] = mapped_column("dockerImage")
    args: Mapped[list[str] | None]
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)

    server: Mapped[Any] = parent("Server", "Mysql.server_id")


class Mariadb(DatabaseColumns, Base):
    __tablename__ = "mariadb"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    mariadb_id: Mapped[str] = mapped_column("mariadbId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_name: Mapped[str] = mapped_column("databaseName")
    database_user: Mapped[str] = mapped_column("databaseUser")
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    database_root_password_sealed: Mapped[str] = mapped_column("databaseRootPassword", Text)
    database_root_password = SealedRequired("database_root_password_sealed")
    docker_image: Mapped[str] = mapped_column("dockerImage")
    args: Mapped[list[str] | None]
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)

    server: Mapped[Any] = parent("Server", "Mariadb.server_id")


class Mongo(DatabaseColumns, Base):
    __tablename__ = "mongo"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    mongo_id: Mapped[str] = mapped_column("mongoId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_user: Mapped[str] = mapped_column("databaseUser")
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    docker_image: Mapped[str] = mapped_column("dockerImage", default="mongo:8")
    args: Mapped[list[str] | None]
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)
    replica_sets: Mapped[bool | None] = mapped_column("replicaSets", default=False)

    server: Mapped[Any] = parent("Server", "Mongo.server_id")


class Redis(DatabaseColumns, Base):
    __tablename__ = "redis"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    redis_id: Mapped[str] = mapped_column("redisId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    docker_image: Mapped[str] = mapped_column("dockerImage")
    args: Mapped[list[str] | None]
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)

    server: Mapped[Any] = parent("Server", "Redis.server_id")


class Libsql(DatabaseColumns, Base):
    __tablename__ = "libsql"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    libsql_id: Mapped[str] = mapped_column("libsqlId", primary_key=True, default=new_id)
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    database_user: Mapped[str] = mapped_column("databaseUser")
    database_password_sealed: Mapped[str] = mapped_column("databasePassword", Text)
    database_password = SealedRequired("database_password_sealed")
    sqld_node: Mapped[SqldNode] = mapped_column("sqldNode", default="primary")
    sqld_primary_url: Mapped[str | None] = mapped_column("sqldPrimaryUrl")
    enable_namespaces: Mapped[bool] = mapped_column("enableNamespaces", default=False)
    docker_image: Mapped[str] = mapped_column("dockerImage")
    external_grpc_port: Mapped[int | None] = mapped_column("externalGRPCPort")
    external_admin_port: Mapped[int | None] = mapped_column("externalAdminPort")

    server: Mapped[Any] = parent("Server", "Libsql.server_id")
