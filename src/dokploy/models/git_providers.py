"""Git hosts that we are connected to."""

from typing import ClassVar

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import Base, Direct, Owner, Sealed, Up
from dokploy.models.enums import GitProviderType


class GitProvider(Base):
    __tablename__ = "git_provider"
    belongs: ClassVar[Owner] = Direct("organization_id")

    git_provider_id: Mapped[str] = mapped_column("gitProviderId", primary_key=True, default=new_id)
    name: Mapped[str]
    provider_type: Mapped[GitProviderType] = mapped_column("providerType", default="github")
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    shared_with_organization: Mapped[bool] = mapped_column("sharedWithOrganization", default=False)


class Github(Base):
    __tablename__ = "github"
    belongs: ClassVar[Owner] = Up("git_provider_id")

    github_id: Mapped[str] = mapped_column("githubId", primary_key=True, default=new_id)
    github_app_name: Mapped[str | None] = mapped_column("githubAppName")
    github_app_id: Mapped[int | None] = mapped_column("githubAppId")
    github_client_id: Mapped[str | None] = mapped_column("githubClientId")
    github_client_secret_sealed: Mapped[str | None] = mapped_column("githubClientSecret", Text)
    github_client_secret = Sealed("github_client_secret_sealed")
    github_installation_id: Mapped[str | None] = mapped_column("githubInstallationId")
    github_private_key_sealed: Mapped[str | None] = mapped_column("githubPrivateKey", Text)
    github_private_key = Sealed("github_private_key_sealed")
    github_webhook_secret_sealed: Mapped[str | None] = mapped_column("githubWebhookSecret", Text)
    github_webhook_secret = Sealed("github_webhook_secret_sealed")
    github_url: Mapped[str] = mapped_column("githubUrl", default="https://github.com")
    git_provider_id: Mapped[str] = mapped_column(
        "gitProviderId", ForeignKey("git_provider.gitProviderId", ondelete="CASCADE"), index=True
    )


class Gitlab(Base):
    __tablename__ = "gitlab"
    belongs: ClassVar[Owner] = Up("git_provider_id")

    gitlab_id: Mapped[str] = mapped_column("gitlabId", primary_key=True, default=new_id)
    gitlab_url: Mapped[str] = mapped_column("gitlabUrl", default="https://gitlab.com")
    gitlab_internal_url: Mapped[str | None] = mapped_column("gitlabInternalUrl")
    application_id: Mapped[str | None] = mapped_column("applicationId")
    redirect_uri: Mapped[str | None] = mapped_column("redirectUri")
    secret_sealed: Mapped[str | None] = mapped_column("secret", Text)
    secret = Sealed("secret_sealed")
    access_token_sealed: Mapped[str | None] = mapped_column("accessToken", Text)
    access_token = Sealed("access_token_sealed")
    refresh_token_sealed: Mapped[str | None] = mapped_column("refreshToken", Text)
    refresh_token = Sealed("refresh_token_sealed")
    group_name: Mapped[str | None] = mapped_column("groupName")
    expires_at: Mapped[int | None] = mapped_column("expiresAt")
    git_provider_id: Mapped[str] = mapped_column(
        "gitProviderId", ForeignKey("git_provider.gitProviderId", ondelete="CASCADE"), index=True
    )


class Gitea(Base):
    __tablename__ = "gitea"
    belongs: ClassVar[Owner] = Up("git_provider_id")

    gitea_id: Mapped[str] = mapped_column("giteaId", primary_key=True, default=new_id)
    gitea_url: Mapped[str] = mapped_column("giteaUrl", default="https://gitea.com")
    gitea_internal_url: Mapped[str | None] = mapped_column("giteaInternalUrl")
    redirect_uri: Mapped[str | None] = mapped_column("redirectUri")
    client_id: Mapped[str | None] = mapped_column("clientId")
    client_secret_sealed: Mapped[str | None] = mapped_column("clientSecret", Text)
    client_secret = Sealed("client_secret_sealed")
    git_provider_id: Mapped[str] = mapped_column(
        "gitProviderId", ForeignKey("git_provider.gitProviderId", ondelete="CASCADE"), index=True
    )
    access_token_sealed: Mapped[str | None] = mapped_column("accessToken", Text)
    access_token = Sealed("access_token_sealed")
    refresh_token_sealed: Mapped[str | None] = mapped_column("refreshToken", Text)
    refresh_token = Sealed("refresh_token_sealed")
    expires_at: Mapped[int | None] = mapped_column("expiresAt")
    scopes: Mapped[str | None] = mapped_column(default="repo,repo:status,read:user,read:org")
    last_authenticated_at: Mapped[int | None] = mapped_column("lastAuthenticatedAt")


class Bitbucket(Base):
    __tablename__ = "bitbucket"
    belongs: ClassVar[Owner] = Up("git_provider_id")

    bitbucket_id: Mapped[str] = mapped_column("bitbucketId", primary_key=True, default=new_id)
    bitbucket_username: Mapped[str | None] = mapped_column("bitbucketUsername")
    bitbucket_email: Mapped[str | None] = mapped_column("bitbucketEmail")
    app_password_sealed: Mapped[str | None] = mapped_column("appPassword", Text)
    app_password = Sealed("app_password_sealed")
    api_token_sealed: Mapped[str | None] = mapped_column("apiToken", Text)
    api_token = Sealed("api_token_sealed")
    bitbucket_workspace_name: Mapped[str | None] = mapped_column("bitbucketWorkspaceName")
    git_provider_id: Mapped[str] = mapped_column(
        "gitProviderId", ForeignKey("git_provider.gitProviderId", ondelete="CASCADE"), index=True
    )
