"""Projects, their environments and tags."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    Base,
    Direct,
    Owner,
    SealedRequired,
    Up,
    children,
    parent,
)


class Project(Base):
    __tablename__ = "project"
    belongs: ClassVar[Owner] = Direct("organization_id")

    project_id: Mapped[str] = mapped_column("projectId", primary_key=True, default=new_id)
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    env_sealed: Mapped[str] = mapped_column("env", Text)
    env = SealedRequired("env_sealed")

    environments: Mapped[list[Any]] = children("Environment.project_id", "Environment.created_at")
    project_tags: Mapped[list[Any]] = children("ProjectTag.project_id")


class Environment(Base):
    __tablename__ = "environment"
    belongs: ClassVar[Owner] = Up("project_id")

    environment_id: Mapped[str] = mapped_column("environmentId", primary_key=True, default=new_id)
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    env_sealed: Mapped[str] = mapped_column("env", Text)
    env = SealedRequired("env_sealed")
    project_id: Mapped[str] = mapped_column(
        "projectId", ForeignKey("project.projectId", ondelete="CASCADE"), index=True
    )
    is_default: Mapped[bool] = mapped_column("isDefault", default=False)

    project: Mapped[Any] = parent("Project", "Environment.project_id")
    applications: Mapped[list[Any]] = children("Application.environment_id", "Application.created_at")
    compose: Mapped[list[Any]] = children("Compose.environment_id", "Compose.created_at")
    postgres: Mapped[list[Any]] = children("Postgres.environment_id", "Postgres.created_at")
    mysql: Mapped[list[Any]] = children("Mysql.environment_id", "Mysql.created_at")
    mariadb: Mapped[list[Any]] = children("Mariadb.environment_id", "Mariadb.created_at")
    mongo: Mapped[list[Any]] = children("Mongo.environment_id", "Mongo.created_at")
    redis: Mapped[list[Any]] = children("Redis.environment_id", "Redis.created_at")
    libsql: Mapped[list[Any]] = children("Libsql.environment_id", "Libsql.created_at")


class Tag(Base):
    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("organizationId", "name"),)
    belongs: ClassVar[Owner] = Direct("organization_id")

    tag_id: Mapped[str] = mapped_column("tagId", primary_key=True, default=new_id)
    name: Mapped[str]
    color: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )


class ProjectTag(Base):
    __tablename__ = "project_tag"
    __table_args__ = (UniqueConstraint("projectId", "tagId"),)
    belongs: ClassVar[Owner] = Up("project_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[str] = mapped_column(
        "projectId", ForeignKey("project.projectId", ondelete="CASCADE"), index=True
    )
    tag_id: Mapped[str] = mapped_column("tagId", ForeignKey("tag.tagId", ondelete="CASCADE"), index=True)

    tag: Mapped[Any] = parent("Tag", "ProjectTag.tag_id")
