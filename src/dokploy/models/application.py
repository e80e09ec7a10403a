"""Applications, their previews and patches."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    HIDDEN,
    Base,
    Owner,
    Sealed,
    SwarmColumns,
    Up,
    children,
    parent,
)
from dokploy.models.enums import (
    ApplicationStatus,
    BuildType,
    CertificateType,
    PatchType,
    SourceType,
    TriggerType,
)


class Application(SwarmColumns, Base):
    __tablename__ = "application"
    belongs: ClassVar[Owner] = Up("environment_id")
    is_service = True

    application_id: Mapped[str] = mapped_column("applicationId", primary_key=True, default=new_id)
    name: Mapped[str]
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    description: Mapped[str | None]
    env_sealed: Mapped[str | None] = mapped_column("env", Text)
    env = Sealed("env_sealed")
    preview_env_sealed: Mapped[str | None] = mapped_column("previewEnv", Text)
    preview_env = Sealed("preview_env_sealed")
    watch_paths: Mapped[list[str] | None] = mapped_column("watchPaths")
    preview_build_args_sealed: Mapped[str | None] = mapped_column("previewBuildArgs", Text)
    preview_build_args = Sealed("preview_build_args_sealed")
    preview_build_secrets_sealed: Mapped[str | None] = mapped_column("previewBuildSecrets", Text)
    preview_build_secrets = Sealed("preview_build_secrets_sealed")
    preview_labels: Mapped[list[str] | None] = mapped_column("previewLabels")
    preview_wildcard: Mapped[str | None] = mapped_column("previewWildcard")
    preview_port: Mapped[int | None] = mapped_column("previewPort", default=3000)
    preview_https: Mapped[bool] = mapped_column("previewHttps", default=False)
    preview_path: Mapped[str | None] = mapped_column("previewPath", default="/")
    preview_certificate_type: Mapped[CertificateType] = mapped_column("previewCertificateType", default="none")
    preview_custom_cert_resolver: Mapped[str | None] = mapped_column("previewCustomCertResolver")
    preview_limit: Mapped[int | None] = mapped_column("previewLimit", default=3)
    is_preview_deployments_active: Mapped[bool | None] = mapped_column("isPreviewDeploymentsActive", default=False)
    preview_require_collaborator_permissions: Mapped[bool | None] = mapped_column(
        "previewRequireCollaboratorPermissions", default=True
    )
    rollback_active: Mapped[bool | None] = mapped_column("rollbackActive", default=False)
    build_args_sealed: Mapped[str | None] = mapped_column("buildArgs", Text)
    build_args = Sealed("build_args_sealed")
    build_secrets_sealed: Mapped[str | None] = mapped_column("buildSecrets", Text)
    build_secrets = Sealed("build_secrets_sealed")
    title: Mapped[str | None]
    enabled: Mapped[bool | None]
    subtitle: Mapped[str | None]
    command: Mapped[str | None]
    args: Mapped[list[str] | None]
    icon: Mapped[str | None]
    refresh_token_sealed: Mapped[str | None] = mapped_column("refreshToken", Text)
    refresh_token = Sealed("refresh_token_sealed")
    source_type: Mapped[SourceType] = mapped_column("sourceType", default="github")
    clean_cache: Mapped[bool | None] = mapped_column("cleanCache", default=False)
    repository: Mapped[str | None]
    owner: Mapped[str | None]
    branch: Mapped[str | None]
    build_path: Mapped[str | None] = mapped_column("buildPath", default="/")
    trigger_type: Mapped[TriggerType | None] = mapped_column("triggerType", default="push")
    auto_deploy: Mapped[bool | None] = mapped_column("autoDeploy", default=True)
    gitlab_project_id: Mapped[int | None] = mapped_column("gitlabProjectId")
    gitlab_repository: Mapped[str | None] = mapped_column("gitlabRepository")
    gitlab_owner: Mapped[str | None] = mapped_column("gitlabOwner")
    gitlab_branch: Mapped[str | None] = mapped_column("gitlabBranch")
    gitlab_build_path: Mapped[str | None] = mapped_column("gitlabBuildPath", default="/")
    gitlab_path_namespace: Mapped[str | None] = mapped_column("gitlabPathNamespace")
    gitea_repository: Mapped[str | None] = mapped_column("giteaRepository")
    gitea_owner: Mapped[str | None] = mapped_column("giteaOwner")
    gitea_branch: Mapped[str | None] = mapped_column("giteaBranch")
    gitea_build_path: Mapped[str | None] = mapped_column("giteaBuildPath", default="/")
    bitbucket_repository: Mapped[str | None] = mapped_column("bitbucketRepository")
    bitbucket_repository_slug: Mapped[str | None] = mapped_column("bitbucketRepositorySlug")
    bitbucket_owner: Mapped[str | None] = mapped_column("bitbucketOwner")
    bitbucket_branch: Mapped[str | None] = mapped_column("bitbucketBranch")
    bitbucket_build_path: Mapped[str | None] = mapped_column("bitbucketBuildPath", default="/")
    username: Mapped[str | None]
    password_sealed: Mapped[str | None] = mapped_column("password", Text)
    password = Sealed("password_sealed")
    docker_image: Mapped[str | None] = mapped_column("dockerImage")
    registry_url: Mapped[str | None] = mapped_column("registryUrl")
    custom_git_url_sealed: Mapped[str | None] = mapped_column("customGitUrl", Text)
    custom_git_url = Sealed("custom_git_url_sealed")
    custom_git_branch: Mapped[str | None] = mapped_column("customGitBranch")
    custom_git_build_path: Mapped[str | None] = mapped_column("customGitBuildPath")
    custom_git_ssh_key_id: Mapped[str | None] = mapped_column(
        "customGitSSHKeyId", ForeignKey("ssh-key.sshKeyId", ondelete="SET NULL"), index=True
    )
    enable_submodules: Mapped[bool] = mapped_column("enableSubmodules", default=False)
    dockerfile: Mapped[str | None] = mapped_column(default="Dockerfile")
    docker_context_path: Mapped[str | None] = mapped_column("dockerContextPath")
    docker_build_stage: Mapped[str | None] = mapped_column("dockerBuildStage")
    drop_build_path: Mapped[str | None] = mapped_column("dropBuildPath")
    ulimits_swarm: Mapped[list[dict[str, Any]] | None] = mapped_column("ulimitsSwarm", JSON)
    application_status: Mapped[ApplicationStatus] = mapped_column("applicationStatus", default="idle")
    build_type: Mapped[BuildType] = mapped_column("buildType", default="nixpacks")
    railpack_version: Mapped[str | None] = mapped_column("railpackVersion", default="0.15.4")
    heroku_version: Mapped[str | None] = mapped_column("herokuVersion", default="24")
    publish_directory: Mapped[str | None] = mapped_column("publishDirectory")
    is_static_spa: Mapped[bool | None] = mapped_column("isStaticSpa")
    create_env_file: Mapped[bool] = mapped_column("createEnvFile", default=True)
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    registry_id: Mapped[str | None] = mapped_column(
        "registryId", ForeignKey("registry.registryId", ondelete="SET NULL"), index=True
    )
    rollback_registry_id: Mapped[str | None] = mapped_column(
        "rollbackRegistryId", ForeignKey("registry.registryId", ondelete="SET NULL"), index=True
    )
    environment_id: Mapped[str] = mapped_column(
        "environmentId", ForeignKey("environment.environmentId", ondelete="CASCADE"), index=True
    )
    github_id: Mapped[str | None] = mapped_column(
        "githubId", ForeignKey("github.githubId", ondelete="SET NULL"), index=True
    )
    gitlab_id: Mapped[str | None] = mapped_column(
        "gitlabId", ForeignKey("gitlab.gitlabId", ondelete="SET NULL"), index=True
    )
    gitea_id: Mapped[str | None] = mapped_column(
        "giteaId", ForeignKey("gitea.giteaId", ondelete="SET NULL"), index=True
    )
    bitbucket_id: Mapped[str | None] = mapped_column(
        "bitbucketId", ForeignKey("bitbucket.bitbucketId", ondelete="SET NULL"), index=True
    )
    server_id: Mapped[str | None] = mapped_column(
        "serverId", ForeignKey("server.serverId", ondelete="CASCADE"), index=True
    )
    build_server_id: Mapped[str | None] = mapped_column(
        "buildServerId", ForeignKey("server.serverId", ondelete="SET NULL"), index=True
    )
    build_registry_id: Mapped[str | None] = mapped_column(
        "buildRegistryId", ForeignKey("registry.registryId", ondelete="SET NULL"), index=True
    )

    # Ours, beyond the reference: what is live, what was seen, and the look-up of the sealed webhook token.
    refresh_token_index: Mapped[str | None] = mapped_column("refreshTokenIndex", index=True, info=HIDDEN)
    live_rollback_id: Mapped[str | None] = mapped_column("liveRollbackId")
    runtime: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    custom_traefik: Mapped[str | None] = mapped_column("customTraefik", Text, info=HIDDEN)

    environment: Mapped[Any] = parent("Environment", "Application.environment_id")
    domains: Mapped[list[Any]] = children("Domain.application_id", "Domain.created_at")
    deployments: Mapped[list[Any]] = children("Deployment.application_id", "Deployment.sequence.desc()")
    mounts: Mapped[list[Any]] = children("Mount.application_id", "Mount.mount_path")
    redirects: Mapped[list[Any]] = children("Redirect.application_id", "Redirect.created_at")
    security: Mapped[list[Any]] = children("Security.application_id", "Security.created_at")
    ports: Mapped[list[Any]] = children("Port.application_id", "Port.published_port")
    preview_deployments: Mapped[list[Any]] = children(
        "PreviewDeployment.application_id", "PreviewDeployment.created_at"
    )
    gitlab: Mapped[Any] = parent("Gitlab", "Application.gitlab_id")
    github: Mapped[Any] = parent("Github", "Application.github_id")
    bitbucket: Mapped[Any] = parent("Bitbucket", "Application.bitbucket_id")
    gitea: Mapped[Any] = parent("Gitea", "Application.gitea_id")
    server: Mapped[Any] = parent("Server", "Application.server_id")
    cluster_registry: Mapped[Any] = parent("Registry", "Application.registry_id")
    build_registry: Mapped[Any] = parent("Registry", "Application.build_registry_id")
    rollback_registry: Mapped[Any] = parent("Registry", "Application.rollback_registry_id")


class PreviewDeployment(Base):
    __tablename__ = "preview_deployments"
    belongs: ClassVar[Owner] = Up("application_id")

    preview_deployment_id: Mapped[str] = mapped_column("previewDeploymentId", primary_key=True, default=new_id)
    branch: Mapped[str]
    pull_request_id: Mapped[str] = mapped_column("pullRequestId")
    pull_request_number: Mapped[str] = mapped_column("pullRequestNumber")
    pull_request_url: Mapped[str] = mapped_column("pullRequestURL")
    pull_request_title: Mapped[str] = mapped_column("pullRequestTitle")
    pull_request_comment_id: Mapped[str] = mapped_column("pullRequestCommentId")
    preview_status: Mapped[ApplicationStatus] = mapped_column("previewStatus", default="idle")
    app_name: Mapped[str] = mapped_column("appName", unique=True)
    application_id: Mapped[str] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    domain_id: Mapped[str | None] = mapped_column("domainId", index=True)
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    expires_at: Mapped[str | None] = mapped_column("expiresAt")


class Patch(Base):
    __tablename__ = "patch"
    __table_args__ = (
        UniqueConstraint("filePath", "applicationId"),
        UniqueConstraint("filePath", "composeId"),
    )
    belongs: ClassVar[Owner] = Up("application_id", "compose_id")

    patch_id: Mapped[str] = mapped_column("patchId", primary_key=True, default=new_id)
    type: Mapped[PatchType] = mapped_column(default="update")
    file_path: Mapped[str] = mapped_column("filePath")
    enabled: Mapped[bool] = mapped_column(default=True)
    content: Mapped[str]
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    updated_at: Mapped[str | None] = mapped_column("updatedAt", default=now_iso)
    application_id: Mapped[str | None] = mapped_column(
        "applicationId", ForeignKey("application.applicationId", ondelete="CASCADE"), index=True
    )
    compose_id: Mapped[str | None] = mapped_column(
        "composeId", ForeignKey("compose.composeId", ondelete="CASCADE"), index=True
    )
