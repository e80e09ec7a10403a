"""People and their organizations: users, accounts, sessions, keys, members, invitations, roles, single sign-on."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now, now_iso
from dokploy.core.names import new_id
from dokploy.models.base import (
    INSTANCE,
    Base,
    ByUser,
    Direct,
    Owner,
    Sealed,
    SealedRequired,
    children,
    parent,
)


class User(Base):
    __tablename__ = "user"
    belongs: ClassVar[Owner] = INSTANCE

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    first_name: Mapped[str] = mapped_column("firstName", default="")
    last_name: Mapped[str] = mapped_column("lastName", default="")
    is_registered: Mapped[bool] = mapped_column("isRegistered", default=False)
    expiration_date: Mapped[str] = mapped_column("expirationDate", default=now_iso)
    created_at2: Mapped[str] = mapped_column("createdAt2", default=now_iso)
    created_at: Mapped[datetime | None] = mapped_column("createdAt", default=now)
    two_factor_enabled: Mapped[bool | None] = mapped_column("twoFactorEnabled")
    email: Mapped[str] = mapped_column(unique=True)
    email_verified: Mapped[bool] = mapped_column("emailVerified")
    image: Mapped[str | None]
    banned: Mapped[bool | None]
    ban_reason: Mapped[str | None] = mapped_column("banReason")
    ban_expires: Mapped[datetime | None] = mapped_column("banExpires")
    updated_at: Mapped[datetime] = mapped_column("updatedAt", default=now, onupdate=now)
    role: Mapped[str] = mapped_column(default="user")
    enable_paid_features: Mapped[bool] = mapped_column("enablePaidFeatures", default=False)
    allow_impersonation: Mapped[bool] = mapped_column("allowImpersonation", default=False)
    enable_enterprise_features: Mapped[bool] = mapped_column("enableEnterpriseFeatures", default=False)
    license_key: Mapped[str | None] = mapped_column("licenseKey")
    is_valid_enterprise_license: Mapped[bool] = mapped_column("isValidEnterpriseLicense", default=False)
    stripe_customer_id: Mapped[str | None] = mapped_column("stripeCustomerId")
    stripe_subscription_id: Mapped[str | None] = mapped_column("stripeSubscriptionId")
    servers_quantity: Mapped[int] = mapped_column("serversQuantity", default=0)
    send_invoice_notifications: Mapped[bool] = mapped_column("sendInvoiceNotifications", default=False)
    is_enterprise_cloud: Mapped[bool] = mapped_column("isEnterpriseCloud", default=False)
    trusted_origins: Mapped[list[str] | None] = mapped_column("trustedOrigins")
    bookmarked_templates: Mapped[list[str] | None] = mapped_column("bookmarkedTemplates", default=list)

    api_keys: Mapped[list[Any]] = children("ApiKey.reference_id", "ApiKey.created_at")
    backups: Mapped[list[Any]] = children("Backup.user_id", "Backup.backup_id")


class Account(Base):
    __tablename__ = "account"
    belongs: ClassVar[Owner] = ByUser("user_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column("accountId", default=new_id)
    provider_id: Mapped[str] = mapped_column("providerId")
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    access_token_sealed: Mapped[str | None] = mapped_column("accessToken", Text)
    access_token = Sealed("access_token_sealed")
    refresh_token_sealed: Mapped[str | None] = mapped_column("refreshToken", Text)
    refresh_token = Sealed("refresh_token_sealed")
    id_token_sealed: Mapped[str | None] = mapped_column("idToken", Text)
    id_token = Sealed("id_token_sealed")
    access_token_expires_at: Mapped[datetime | None] = mapped_column("accessTokenExpiresAt")
    refresh_token_expires_at: Mapped[datetime | None] = mapped_column("refreshTokenExpiresAt")
    scope: Mapped[str | None]
    password: Mapped[str | None]
    is_two_fa_enabled: Mapped[bool] = mapped_column("is2FAEnabled", default=False)
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    updated_at: Mapped[datetime] = mapped_column("updatedAt", default=now, onupdate=now)
    reset_password_token: Mapped[str | None] = mapped_column("resetPasswordToken")
    reset_password_expires_at: Mapped[str | None] = mapped_column("resetPasswordExpiresAt")
    confirmation_token: Mapped[str | None] = mapped_column("confirmationToken")
    confirmation_expires_at: Mapped[str | None] = mapped_column("confirmationExpiresAt")


class Session(Base):
    __tablename__ = "session"
    belongs: ClassVar[Owner] = ByUser("user_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    expires_at: Mapped[datetime] = mapped_column("expiresAt")
    token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    updated_at: Mapped[datetime] = mapped_column("updatedAt", default=now, onupdate=now)
    ip_address: Mapped[str | None] = mapped_column("ipAddress")
    user_agent: Mapped[str | None] = mapped_column("userAgent")
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    impersonated_by: Mapped[str | None] = mapped_column("impersonatedBy")
    active_organization_id: Mapped[str | None] = mapped_column("activeOrganizationId")


class Verification(Base):
    __tablename__ = "verification"
    belongs: ClassVar[Owner] = INSTANCE

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    identifier: Mapped[str]
    value: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column("expiresAt")
    created_at: Mapped[datetime | None] = mapped_column("createdAt")
    updated_at: Mapped[datetime | None] = mapped_column("updatedAt", onupdate=now)


class TwoFactor(Base):
    __tablename__ = "two_factor"
    belongs: ClassVar[Owner] = ByUser("user_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    secret_sealed: Mapped[str] = mapped_column("secret", Text)
    secret = SealedRequired("secret_sealed")
    backup_codes_sealed: Mapped[str] = mapped_column("backupCodes", Text)
    backup_codes = SealedRequired("backup_codes_sealed")
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    verified: Mapped[bool] = mapped_column(default=True)
    failed_verification_count: Mapped[int] = mapped_column("failedVerificationCount", default=0)
    locked_until: Mapped[datetime | None] = mapped_column("lockedUntil")


class Passkey(Base):
    __tablename__ = "passkey"
    belongs: ClassVar[Owner] = ByUser("user_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str | None]
    public_key: Mapped[str] = mapped_column("publicKey")
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column("credentialID")
    counter: Mapped[int]
    device_type: Mapped[str] = mapped_column("deviceType")
    backed_up: Mapped[bool] = mapped_column("backedUp")
    transports: Mapped[str | None]
    created_at: Mapped[datetime | None] = mapped_column("createdAt")
    aaguid: Mapped[str | None]


class ApiKey(Base):
    __tablename__ = "apikey"
    belongs: ClassVar[Owner] = ByUser("reference_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str | None]
    start: Mapped[str | None]
    prefix: Mapped[str | None]
    key: Mapped[str] = mapped_column(unique=True)
    config_id: Mapped[str] = mapped_column("configId", default="default")
    reference_id: Mapped[str] = mapped_column("referenceId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    refill_interval: Mapped[int | None] = mapped_column("refillInterval")
    refill_amount: Mapped[int | None] = mapped_column("refillAmount")
    last_refill_at: Mapped[datetime | None] = mapped_column("lastRefillAt")
    enabled: Mapped[bool | None]
    rate_limit_enabled: Mapped[bool | None] = mapped_column("rateLimitEnabled")
    rate_limit_time_window: Mapped[int | None] = mapped_column("rateLimitTimeWindow")
    rate_limit_max: Mapped[int | None] = mapped_column("rateLimitMax")
    request_count: Mapped[int | None] = mapped_column("requestCount")
    remaining: Mapped[int | None]
    last_request: Mapped[datetime | None] = mapped_column("lastRequest")
    expires_at: Mapped[datetime | None] = mapped_column("expiresAt")
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    updated_at: Mapped[datetime] = mapped_column("updatedAt", default=now, onupdate=now)
    permissions: Mapped[str | None]
    metadata_text: Mapped[str | None] = mapped_column("metadata")


class Organization(Base):
    __tablename__ = "organization"
    belongs: ClassVar[Owner] = Direct("id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    slug: Mapped[str | None] = mapped_column(unique=True)
    logo: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    metadata_text: Mapped[str | None] = mapped_column("metadata")
    default_role: Mapped[str | None] = mapped_column("defaultRole")
    owner_id: Mapped[str] = mapped_column("ownerId", ForeignKey("user.id", ondelete="CASCADE"), index=True)

    members: Mapped[list[Any]] = children("Member.organization_id", "Member.created_at")


class Member(Base):
    __tablename__ = "member"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    team_id: Mapped[str | None] = mapped_column("teamId")
    is_default: Mapped[bool] = mapped_column("isDefault", default=False)
    can_create_projects: Mapped[bool] = mapped_column("canCreateProjects", default=False)
    can_access_to_ssh_keys: Mapped[bool] = mapped_column("canAccessToSSHKeys", default=False)
    can_create_services: Mapped[bool] = mapped_column("canCreateServices", default=False)
    can_delete_projects: Mapped[bool] = mapped_column("canDeleteProjects", default=False)
    can_delete_services: Mapped[bool] = mapped_column("canDeleteServices", default=False)
    can_access_to_docker: Mapped[bool] = mapped_column("canAccessToDocker", default=False)
    can_access_to_api: Mapped[bool] = mapped_column("canAccessToAPI", default=False)
    can_access_to_git_providers: Mapped[bool] = mapped_column("canAccessToGitProviders", default=False)
    can_access_to_traefik_files: Mapped[bool] = mapped_column("canAccessToTraefikFiles", default=False)
    can_delete_environments: Mapped[bool] = mapped_column("canDeleteEnvironments", default=False)
    can_create_environments: Mapped[bool] = mapped_column("canCreateEnvironments", default=False)
    accessed_projects: Mapped[list[str]] = mapped_column("accessedProjects", default=list)
    accessed_environments: Mapped[list[str]] = mapped_column("accessedEnvironments", default=list)
    accessed_services: Mapped[list[str]] = mapped_column("accessedServices", default=list)
    accessed_git_providers: Mapped[list[str]] = mapped_column("accessedGitProviders", default=list)
    accessed_servers: Mapped[list[str]] = mapped_column("accessedServers", default=list)

    user: Mapped[Any] = parent("User", "Member.user_id")
    organization: Mapped[Any] = parent("Organization", "Member.organization_id")


class Invitation(Base):
    __tablename__ = "invitation"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str]
    role: Mapped[str | None]
    status: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column("expiresAt")
    inviter_id: Mapped[str] = mapped_column("inviterId", ForeignKey("user.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[str | None] = mapped_column("teamId")
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)

    organization: Mapped[Any] = parent("Organization", "Invitation.organization_id")


class OrganizationRole(Base):
    __tablename__ = "organization_role"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str]
    permission: Mapped[str]
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
    updated_at: Mapped[datetime | None] = mapped_column("updatedAt", onupdate=now)


class SsoProvider(Base):
    __tablename__ = "sso_provider"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    issuer: Mapped[str]
    oidc_config_sealed: Mapped[str | None] = mapped_column("oidcConfig", Text)
    oidc_config = Sealed("oidc_config_sealed")
    saml_config_sealed: Mapped[str | None] = mapped_column("samlConfig", Text)
    saml_config = Sealed("saml_config_sealed")
    provider_id: Mapped[str] = mapped_column("providerId", unique=True)
    user_id: Mapped[str | None] = mapped_column("userId", ForeignKey("user.id", ondelete="SET NULL"), index=True)
    organization_id: Mapped[str | None] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    domain: Mapped[str]
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)


class ScimProvider(Base):
    __tablename__ = "scim_provider"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    provider_id: Mapped[str] = mapped_column("providerId", unique=True)
    scim_token: Mapped[str] = mapped_column("scimToken", unique=True)
    organization_id: Mapped[str | None] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )


class AuditLog(Base):
    __tablename__ = "audit_log"
    belongs: ClassVar[Owner] = Direct("organization_id")

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[str | None] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[str | None] = mapped_column("userId", ForeignKey("user.id", ondelete="SET NULL"), index=True)
    user_email: Mapped[str] = mapped_column("userEmail")
    user_role: Mapped[str] = mapped_column("userRole")
    action: Mapped[str]
    resource_type: Mapped[str] = mapped_column("resourceType")
    resource_id: Mapped[str | None] = mapped_column("resourceId")
    resource_name: Mapped[str | None] = mapped_column("resourceName")
    metadata_text: Mapped[str | None] = mapped_column("metadata")
    created_at: Mapped[datetime] = mapped_column("createdAt", default=now)
