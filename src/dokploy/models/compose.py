"""Compose services."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import HIDDEN, Base, Owner, Sealed, Up, parent
from dokploy.models.enums import (
    ApplicationStatus,
    ComposeType,
    SourceTypeCompose,
    TriggerType,
)


class Compose(Base):
    __tablename__ = "compose"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    compose_id: Mapped[str] = mapped_column("composeId", primary_key=True, default=new_id)
    name: Mapped[str]
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    description: Mapped[str | None]
    env_sealed: Mapped[str | None] = mapped_column("env", Text)
    env = Sealed("env_sealed")
    compose_file: Mapped[str] = mapped_column("composeFile", default="")
    refresh_token_sealed: Mapped[str | None] = mapped_column("refreshToken", Text)
    refresh_token = Sealed("refresh_token_sealed")
    source_type: Mapped[SourceTypeCompose] = mapped_column("sourceType", default="github")
    compose_type: Mapped[ComposeType] = mapped_column("composeType", default="docker-compose")
    repository: Mapped[str | None]
    owner: Mapped[str | None]
    branch: Mapped[str | None]
    auto_deploy: Mapped[bool | None] = mapped_column("autoDeploy", default=True)
    gitlab_project_id: Mapped[int | None] = mapped_column("gitlabProjectId")
    gitlab_repository: Mapped[str | None] = mapped_column("gitlabRepository")
    gitlab_owner: Mapped[str | None] = mapped_column("gitlabOwner")
    gitlab_branch: Mapped[str | None] = mapped_column("gitlabBranch")
    gitlab_path_namespace: Mapped[str | None] = mapped_column("gitlabPathNamespace")
    bitbucket_repository: Mapped[str | None] = mapped_column("bitbucketRepository")
    bitbucket_repository_slug: Mapped[str | None] = mapped_column("bitbucketRepositorySlug")
    bitbucket_owner: Mapped[str | None] = mapped_column("bitbucketOwner")
    bitbucket_branch: Mapped[str | None] = mapped_column("bitbucketBranch")
    gitea_repository: Mapped[str | None] = mapped_column("giteaRepository")
    gitea_owner: Mapped[str | None] = mapped_column("giteaOwner")
    gitea_branch: Mapped[str | None] = mapped_column("giteaBranch")
    custom_git_url_sealed: Mapped[str | None] = mapped_column("customGitUrl", Text)
    custom_git_url = Sealed("custom_git_url_sealed")
    custom_git_branch: Mapped[str | None] = mapped_column("customGitBranch")
    custom_git_ssh_key_id: Mapped[str | None] = mapped_column(
        "customGitSSHKeyId", ForeignKey("ssh-key.sshKeyId", ondelete="SET NULL"), index=True
    )
    command: Mapped[str] = mapped_column(default="")
    create_env_file: Mapped[bool] = mapped_column("createEnvFile", default=True)
    enable_submodules: Mapped[bool] = mapped_column("enableSubmodules", default=False)
    compose_path: Mapped[str] = mapped_column("composePath", default="./docker-compose.yml")
    suffix: Mapped[str] = mapped_column(default="")
    randomize: Mapped[bool] = mapped_column(default=False)
    isolated_deployment: Mapped[bool] = mapped_column("isolatedDeployment", default=False)
    isolated_deployments_volume: Mapped[bool] = mapped_column("isolatedDeploymentsVolume", default=False)
    trigger_type: Mapped[TriggerType | None] = mapped_column("triggerType", default="push")
    compose_status: Mapped[ApplicationStatus] = mapped_column("composeStatus", default="idle")
    icon: Mapped[str | None]
    environment_id: Mapped[str] = mapped_column(
        "environmentId", ForeignKey("environment.environmentId", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    watch_paths: Mapped[list[str] | None] = mapped_column("watchPaths")
    github_id: Mapped[str | None] = mapped_column(
        "githubId", ForeignKey("github.githubId", ondelete="SET NULL"), index=True
    )
    gitlab_id: Mapped[str | None] = mapped_column(
        "gitlabId", ForeignKey("gitlab.gitlabId", ondelete="SET NULL"), index=True
    )
    bitbucket_id: Mapped[str | None] = mapped_column(
        "bitbucketId", ForeignKey("bitbucket.bitbucketId", ondelete="SET NULL"), index=True
    )
    gitea_id: Mapped[str | None] = mapped_column(
        "giteaId", ForeignKey("gitea.giteaId", ondelete="SET NULL"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )
    service_networks: Mapped[dict[str, Any] | None] = mapped_column("serviceNetworks", JSON, default=list)

    refresh_token_index: Mapped[str | None] = mapped_column("refreshTokenIndex", index=True, info=HIDDEN)

    environment: Mapped[Any] = parent("Environment", "Compose.environment_id")
    server: Mapped[Any] = parent("Server", "Compose.server_id")
