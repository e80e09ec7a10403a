"""Runs and releases: deployments, rollbacks, schedules."""

from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import HIDDEN, Base, Owner, Sealed, Up, child, next_number, parent
from dokploy.models.enums import (
    DeploymentAction,
    DeploymentState,
    DeploymentStatus,
    ScheduleType,
    ShellType,
    StopRequest,
)

_TEXT: Final = {"anyOf": [{"type": "string"}, {"type": "null"}]}
TRIGGERED_BY: Final[dict[str, Any]] = {
    "schema": {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["user", "apiKey", "webhook", "system"]},
            "name": _TEXT,
            "through": _TEXT,
        },
        "required": ["kind", "name", "through"],
    }
}
"""Who asked for a run. `name`: an e-mail address, or the account at a git host; `through`: the key, or the host."""


class Deployment(Base):
    __tablename__ = "deployment"
    belongs: ClassVar[Owner] = Up(
        "application_id",
        "compose_id",
        "preview_deployment_id",
        "schedule_id",
        "backup_id",
        "volume_backup_id",
        "server_id",
    )

    deployment_id: Mapped[str] = mapped_column("deploymentId", primary_key=True, default=new_id)
    title: Mapped[str]
    description: Mapped[str | None]
    status: Mapped[DeploymentStatus | None] = mapped_column(default="running")
    log_path: Mapped[str] = mapped_column("logPath")
    pid: Mapped[str | None]
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )
    is_preview_deployment: Mapped[bool | None] = mapped_column("isPreviewDeployment", default=False)
    preview_deployment_id: Mapped[str | None] = mapped_column(
        "previewDeploymentId", ForeignKey("preview_deployments.previewDeploymentId", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    started_at: Mapped[str | None] = mapped_column("startedAt")
    finished_at: Mapped[str | None] = mapped_column("finishedAt")
    error_message: Mapped[str | None] = mapped_column("errorMessage")
    schedule_id: Mapped[str | None] = mapped_column(
        "scheduleId", ForeignKey("schedule.scheduleId", ondelete="CASCADE"), index=True
    )
    backup_id: Mapped[str | None] = mapped_column(
        "backupId", ForeignKey("backup.backupId", ondelete="CASCADE"), index=True
    )
    rollback_id: Mapped[str | None] = mapped_column("rollbackId", index=True)
    volume_backup_id: Mapped[str | None] = mapped_column(
        "volumeBackupId", ForeignKey("volume_backup.volumeBackupId", ondelete="CASCADE"), index=True
    )
    build_server_id: Mapped[str | None] = mapped_column(
        "buildServerId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )

    # Ours: the row is the queue (state, lease, fence) and the story of the run (stages, cause).
    state: Mapped[DeploymentState] = mapped_column(default="queued", index=True)
    action: Mapped[DeploymentAction] = mapped_column(default="deploy")
    automatic: Mapped[bool] = mapped_column(default=False)
    trigger: Mapped[str] = mapped_column(default="manual")
    requested_by: Mapped[str | None] = mapped_column("requestedBy")
    triggered_by: Mapped[dict[str, str | None] | None] = mapped_column("triggeredBy", JSON, info=TRIGGERED_BY)
    wanted_commit: Mapped[str | None] = mapped_column("wantedCommit")
    commit_sha: Mapped[str | None] = mapped_column("commitSha")
    commit_message: Mapped[str | None] = mapped_column("commitMessage", Text)
    source_path: Mapped[str | None] = mapped_column("sourcePath", info=HIDDEN)
    restores_id: Mapped[str | None] = mapped_column("restoresId")
    stage: Mapped[str | None]
    stages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    sequence: Mapped[int] = mapped_column(default=next_number("deployment", "sequence"), index=True)
    place: Mapped[int | None] = mapped_column(info=HIDDEN)
    """In the queue, when it is not its own number: that of the waiting run that it replaced."""
    stop_requested: Mapped[StopRequest | None] = mapped_column("stopRequested", info=HIDDEN)
    fence: Mapped[int] = mapped_column(default=0, info=HIDDEN)
    lease_owner: Mapped[str | None] = mapped_column("leaseOwner", info=HIDDEN)
    lease_until: Mapped[datetime | None] = mapped_column("leaseUntil", info=HIDDEN)
    process_group: Mapped[int | None] = mapped_column("processGroup", info=HIDDEN)
    process_started: Mapped[str | None] = mapped_column("processStarted", info=HIDDEN)

    application: Mapped[Any] = parent("Application", "Deployment.application_id")
    compose: Mapped[Any] = parent("Compose", "Deployment.compose_id")
    server: Mapped[Any] = parent("Server", "Deployment.server_id")
    build_server: Mapped[Any] = parent("Server", "Deployment.build_server_id")
    rollback: Mapped[Any] = child("Rollback.deployment_id")


class Rollback(Base):
    __tablename__ = "rollback"
    belongs: ClassVar[Owner] = Up("deployment_id")

    rollback_id: Mapped[str] = mapped_column("rollbackId", primary_key=True, default=new_id)
    deployment_id: Mapped[str] = mapped_column(
        "deploymentId", ForeignKey("deployment.deploymentId", ondelete="CASCADE"), index=True
    )
    version: Mapped[int] = mapped_column(default=next_number("rollback", "version"))
    image: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    full_context_sealed: Mapped[str | None] = mapped_column("fullContext", Text)
    full_context = Sealed("full_context_sealed")

    # Ours: every release that went live is a row; image id when built here, digest when pulled or pushed.
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    image_id: Mapped[str | None] = mapped_column("imageId")
    service_name: Mapped[str | None] = mapped_column("serviceName")
    commit_sha: Mapped[str | None] = mapped_column("commitSha")
    recipe: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=HIDDEN)

    deployment: Mapped[Any] = parent("Deployment", "Rollback.deployment_id")


class Schedule(Base):
    __tablename__ = "schedule"
    belongs: ClassVar[Owner] = Up("organization_id", "application_id", "compose_id", "server_id")

    schedule_id: Mapped[str] = mapped_column("scheduleId", primary_key=True, default=new_id)
    name: Mapped[str]
    description: Mapped[str | None]
    cron_expression: Mapped[str] = mapped_column("cronExpression")
    app_name: Mapped[str] = mapped_column("appName")
    service_name: Mapped[str | None] = mapped_column("serviceName")
    shell_type: Mapped[ShellType] = mapped_column("shellType", default="bash")
    schedule_type: Mapped[ScheduleType] = mapped_column("scheduleType", default="application")
    command: Mapped[str]
    script: Mapped[str | None]
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )
    organization_id: Mapped[str | None] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    enabled: Mapped[bool] = mapped_column(default=True)
    timezone: Mapped[str | None]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
