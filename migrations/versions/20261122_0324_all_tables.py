"""all tables"""

import sqlalchemy as sa
from alembic import op

revision = "01bdfc292d71"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "custom",
        sa.Column("customId", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("customId", name=op.f("pk_custom")),
    )
    op.create_table(
        "discord",
        sa.Column("discordId", sa.Text(), nullable=False),
        sa.Column("webhookUrl", sa.Text(), nullable=False),
        sa.Column("decoration", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("discordId", name=op.f("pk_discord")),
    )
    op.create_table(
        "email",
        sa.Column("emailId", sa.Text(), nullable=False),
        sa.Column("smtpServer", sa.Text(), nullable=False),
        sa.Column("smtpPort", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("fromAddress", sa.Text(), nullable=False),
        sa.Column("toAddresses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("emailId", name=op.f("pk_email")),
    )
    op.create_table(
        "gotify",
        sa.Column("gotifyId", sa.Text(), nullable=False),
        sa.Column("serverUrl", sa.Text(), nullable=False),
        sa.Column("appToken", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("decoration", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("gotifyId", name=op.f("pk_gotify")),
    )
    op.create_table(
        "lark",
        sa.Column("larkId", sa.Text(), nullable=False),
        sa.Column("webhookUrl", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("larkId", name=op.f("pk_lark")),
    )
    op.create_table(
        "mattermost",
        sa.Column("mattermostId", sa.Text(), nullable=False),
        sa.Column("webhookUrl", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("mattermostId", name=op.f("pk_mattermost")),
    )
    op.create_table(
        "ntfy",
        sa.Column("ntfyId", sa.Text(), nullable=False),
        sa.Column("serverUrl", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("accessToken", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ntfyId", name=op.f("pk_ntfy")),
    )
    op.create_table(
        "pushover",
        sa.Column("pushoverId", sa.Text(), nullable=False),
        sa.Column("userKey", sa.Text(), nullable=False),
        sa.Column("apiToken", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("retry", sa.Integer(), nullable=True),
        sa.Column("expire", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("pushoverId", name=op.f("pk_pushover")),
    )
    op.create_table(
        "resend",
        sa.Column("resendId", sa.Text(), nullable=False),
        sa.Column("apiKey", sa.Text(), nullable=False),
        sa.Column("fromAddress", sa.Text(), nullable=False),
        sa.Column("toAddresses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("resendId", name=op.f("pk_resend")),
    )
    op.create_table(
        "slack",
        sa.Column("slackId", sa.Text(), nullable=False),
        sa.Column("webhookUrl", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("slackId", name=op.f("pk_slack")),
    )
    op.create_table(
        "teams",
        sa.Column("teamsId", sa.Text(), nullable=False),
        sa.Column("webhookUrl", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("teamsId", name=op.f("pk_teams")),
    )
    op.create_table(
        "telegram",
        sa.Column("telegramId", sa.Text(), nullable=False),
        sa.Column("botToken", sa.Text(), nullable=False),
        sa.Column("chatId", sa.Text(), nullable=False),
        sa.Column("messageThreadId", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("telegramId", name=op.f("pk_telegram")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("firstName", sa.Text(), nullable=False),
        sa.Column("lastName", sa.Text(), nullable=False),
        sa.Column("isRegistered", sa.Boolean(), nullable=False),
        sa.Column("expirationDate", sa.Text(), nullable=False),
        sa.Column("createdAt2", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("twoFactorEnabled", sa.Boolean(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("emailVerified", sa.Boolean(), nullable=False),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("banned", sa.Boolean(), nullable=True),
        sa.Column("banReason", sa.Text(), nullable=True),
        sa.Column("banExpires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("enablePaidFeatures", sa.Boolean(), nullable=False),
        sa.Column("allowImpersonation", sa.Boolean(), nullable=False),
        sa.Column("enableEnterpriseFeatures", sa.Boolean(), nullable=False),
        sa.Column("licenseKey", sa.Text(), nullable=True),
        sa.Column("isValidEnterpriseLicense", sa.Boolean(), nullable=False),
        sa.Column("stripeCustomerId", sa.Text(), nullable=True),
        sa.Column("stripeSubscriptionId", sa.Text(), nullable=True),
        sa.Column("serversQuantity", sa.Integer(), nullable=False),
        sa.Column("sendInvoiceNotifications", sa.Boolean(), nullable=False),
        sa.Column("isEnterpriseCloud", sa.Boolean(), nullable=False),
        sa.Column("trustedOrigins", sa.JSON(), nullable=True),
        sa.Column("bookmarkedTemplates", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "verification",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_table(
        "webServerSettings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("serverIp", sa.Text(), nullable=True),
        sa.Column(
            "certificateType", sa.Enum("letsencrypt", "none", "custom", native_enum=False, length=32), nullable=False
        ),
        sa.Column("https", sa.Boolean(), nullable=False),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("letsEncryptEmail", sa.Text(), nullable=True),
        sa.Column("sshPrivateKey", sa.Text(), nullable=True),
        sa.Column("enableDockerCleanup", sa.Boolean(), nullable=False),
        sa.Column("logCleanupCron", sa.Text(), nullable=True),
        sa.Column("metricsConfig", sa.JSON(), nullable=False),
        sa.Column("whitelabelingConfig", sa.JSON(), nullable=True),
        sa.Column("remoteServersOnly", sa.Boolean(), nullable=False),
        sa.Column("buildsConcurrency", sa.Integer(), nullable=False),
        sa.Column("enforceSSO", sa.Boolean(), nullable=False),
        sa.Column("cleanupCacheApplications", sa.Boolean(), nullable=False),
        sa.Column("cleanupCacheOnPreviews", sa.Boolean(), nullable=False),
        sa.Column("cleanupCacheOnCompose", sa.Boolean(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keyCheck", sa.Text(), nullable=True),
        sa.Column("setupTokenDigest", sa.Text(), nullable=True),
        sa.Column("setupClosedAt", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webServerSettings")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("accountId", sa.Text(), nullable=False),
        sa.Column("providerId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("accessToken", sa.Text(), nullable=True),
        sa.Column("refreshToken", sa.Text(), nullable=True),
        sa.Column("idToken", sa.Text(), nullable=True),
        sa.Column("accessTokenExpiresAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refreshTokenExpiresAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("is2FAEnabled", sa.Boolean(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resetPasswordToken", sa.Text(), nullable=True),
        sa.Column("resetPasswordExpiresAt", sa.Text(), nullable=True),
        sa.Column("confirmationToken", sa.Text(), nullable=True),
        sa.Column("confirmationExpiresAt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_account_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_userId"), ["userId"], unique=False)

    op.create_table(
        "apikey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("configId", sa.Text(), nullable=False),
        sa.Column("referenceId", sa.Text(), nullable=False),
        sa.Column("refillInterval", sa.Integer(), nullable=True),
        sa.Column("refillAmount", sa.Integer(), nullable=True),
        sa.Column("lastRefillAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=True),
        sa.Column("rateLimitEnabled", sa.Boolean(), nullable=True),
        sa.Column("rateLimitTimeWindow", sa.Integer(), nullable=True),
        sa.Column("rateLimitMax", sa.Integer(), nullable=True),
        sa.Column("requestCount", sa.Integer(), nullable=True),
        sa.Column("remaining", sa.Integer(), nullable=True),
        sa.Column("lastRequest", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expiresAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("permissions", sa.Text(), nullable=True),
        sa.Column("metadata", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["referenceId"], ["user.id"], name=op.f("fk_apikey_referenceId_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apikey")),
        sa.UniqueConstraint("key", name=op.f("uq_apikey_key")),
    )
    with op.batch_alter_table("apikey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_apikey_referenceId"), ["referenceId"], unique=False)

    op.create_table(
        "organization",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("logo", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=True),
        sa.Column("defaultRole", sa.Text(), nullable=True),
        sa.Column("ownerId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ownerId"], ["user.id"], name=op.f("fk_organization_ownerId_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("slug", name=op.f("uq_organization_slug")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_ownerId"), ["ownerId"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("publicKey", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("credentialID", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("deviceType", sa.Text(), nullable=False),
        sa.Column("backedUp", sa.Boolean(), nullable=False),
        sa.Column("transports", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("aaguid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_passkey_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_userId"), ["userId"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ipAddress", sa.Text(), nullable=True),
        sa.Column("userAgent", sa.Text(), nullable=True),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("impersonatedBy", sa.Text(), nullable=True),
        sa.Column("activeOrganizationId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_session_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token", name=op.f("uq_session_token")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_userId"), ["userId"], unique=False)

    op.create_table(
        "two_factor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("backupCodes", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("failedVerificationCount", sa.Integer(), nullable=False),
        sa.Column("lockedUntil", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_two_factor_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_two_factor")),
    )
    with op.batch_alter_table("two_factor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_two_factor_userId"), ["userId"], unique=False)

    op.create_table(
        "ai",
        sa.Column("aiId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("apiUrl", sa.Text(), nullable=False),
        sa.Column("apiKey", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("isEnabled", sa.Boolean(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"], ["organization.id"], name=op.f("fk_ai_organizationId_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("aiId", name=op.f("pk_ai")),
    )
    with op.batch_alter_table("ai", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ai_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "audit_log",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=True),
        sa.Column("userId", sa.Text(), nullable=True),
        sa.Column("userEmail", sa.Text(), nullable=False),
        sa.Column("userRole", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("resourceType", sa.Text(), nullable=False),
        sa.Column("resourceId", sa.Text(), nullable=True),
        sa.Column("resourceName", sa.Text(), nullable=True),
        sa.Column("metadata", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_audit_log_organizationId_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_audit_log_userId_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_log_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_log_userId"), ["userId"], unique=False)

    op.create_table(
        "destination",
        sa.Column("destinationId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("accessKey", sa.Text(), nullable=False),
        sa.Column("secretAccessKey", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("additionalFlags", sa.JSON(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_destination_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("destinationId", name=op.f("pk_destination")),
    )
    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_destination_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "dns_provider",
        sa.Column("dnsProviderId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("providerType", sa.Enum("cloudflare", "route53", native_enum=False, length=32), nullable=False),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_dns_provider_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("dnsProviderId", name=op.f("pk_dns_provider")),
    )
    with op.batch_alter_table("dns_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dns_provider_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "git_provider",
        sa.Column("gitProviderId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "providerType",
            sa.Enum("github", "gitlab", "bitbucket", "gitea", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("sharedWithOrganization", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_git_provider_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_git_provider_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("gitProviderId", name=op.f("pk_git_provider")),
    )
    with op.batch_alter_table("git_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_git_provider_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_git_provider_userId"), ["userId"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inviterId", sa.Text(), nullable=False),
        sa.Column("teamId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["inviterId"], ["user.id"], name=op.f("fk_invitation_inviterId_user"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_invitation_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_inviterId"), ["inviterId"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("teamId", sa.Text(), nullable=True),
        sa.Column("isDefault", sa.Boolean(), nullable=False),
        sa.Column("canCreateProjects", sa.Boolean(), nullable=False),
        sa.Column("canAccessToSSHKeys", sa.Boolean(), nullable=False),
        sa.Column("canCreateServices", sa.Boolean(), nullable=False),
        sa.Column("canDeleteProjects", sa.Boolean(), nullable=False),
        sa.Column("canDeleteServices", sa.Boolean(), nullable=False),
        sa.Column("canAccessToDocker", sa.Boolean(), nullable=False),
        sa.Column("canAccessToAPI", sa.Boolean(), nullable=False),
        sa.Column("canAccessToGitProviders", sa.Boolean(), nullable=False),
        sa.Column("canAccessToTraefikFiles", sa.Boolean(), nullable=False),
        sa.Column("canDeleteEnvironments", sa.Boolean(), nullable=False),
        sa.Column("canCreateEnvironments", sa.Boolean(), nullable=False),
        sa.Column("accessedProjects", sa.JSON(), nullable=False),
        sa.Column("accessedEnvironments", sa.JSON(), nullable=False),
        sa.Column("accessedServices", sa.JSON(), nullable=False),
        sa.Column("accessedGitProviders", sa.JSON(), nullable=False),
        sa.Column("accessedServers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_member_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_member_userId_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_userId"), ["userId"], unique=False)

    op.create_table(
        "notification",
        sa.Column("notificationId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("appDeploy", sa.Boolean(), nullable=False),
        sa.Column("appBuildError", sa.Boolean(), nullable=False),
        sa.Column("databaseBackup", sa.Boolean(), nullable=False),
        sa.Column("volumeBackup", sa.Boolean(), nullable=False),
        sa.Column("dokployRestart", sa.Boolean(), nullable=False),
        sa.Column("dokployBackup", sa.Boolean(), nullable=False),
        sa.Column("dockerCleanup", sa.Boolean(), nullable=False),
        sa.Column("serverThreshold", sa.Boolean(), nullable=False),
        sa.Column(
            "notificationType",
            sa.Enum(
                "slack",
                "telegram",
                "discord",
                "email",
                "resend",
                "gotify",
                "ntfy",
                "mattermost",
                "pushover",
                "custom",
                "lark",
                "teams",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("slackId", sa.Text(), nullable=True),
        sa.Column("telegramId", sa.Text(), nullable=True),
        sa.Column("discordId", sa.Text(), nullable=True),
        sa.Column("emailId", sa.Text(), nullable=True),
        sa.Column("resendId", sa.Text(), nullable=True),
        sa.Column("gotifyId", sa.Text(), nullable=True),
        sa.Column("ntfyId", sa.Text(), nullable=True),
        sa.Column("mattermostId", sa.Text(), nullable=True),
        sa.Column("customId", sa.Text(), nullable=True),
        sa.Column("larkId", sa.Text(), nullable=True),
        sa.Column("pushoverId", sa.Text(), nullable=True),
        sa.Column("teamsId", sa.Text(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customId"], ["custom.customId"], name=op.f("fk_notification_customId_custom"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["discordId"], ["discord.discordId"], name=op.f("fk_notification_discordId_discord"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["emailId"], ["email.emailId"], name=op.f("fk_notification_emailId_email"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["gotifyId"], ["gotify.gotifyId"], name=op.f("fk_notification_gotifyId_gotify"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["larkId"], ["lark.larkId"], name=op.f("fk_notification_larkId_lark"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mattermostId"],
            ["mattermost.mattermostId"],
            name=op.f("fk_notification_mattermostId_mattermost"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ntfyId"], ["ntfy.ntfyId"], name=op.f("fk_notification_ntfyId_ntfy"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_notification_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pushoverId"],
            ["pushover.pushoverId"],
            name=op.f("fk_notification_pushoverId_pushover"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["resendId"], ["resend.resendId"], name=op.f("fk_notification_resendId_resend"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slackId"], ["slack.slackId"], name=op.f("fk_notification_slackId_slack"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["teamsId"], ["teams.teamsId"], name=op.f("fk_notification_teamsId_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["telegramId"],
            ["telegram.telegramId"],
            name=op.f("fk_notification_telegramId_telegram"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notificationId", name=op.f("pk_notification")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_customId"), ["customId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_discordId"), ["discordId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_emailId"), ["emailId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_gotifyId"), ["gotifyId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_larkId"), ["larkId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_mattermostId"), ["mattermostId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_ntfyId"), ["ntfyId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_pushoverId"), ["pushoverId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_resendId"), ["resendId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_slackId"), ["slackId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_teamsId"), ["teamsId"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_telegramId"), ["telegramId"], unique=False)

    op.create_table(
        "organization_role",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_organization_role_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_role")),
    )
    with op.batch_alter_table("organization_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_role_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "project",
        sa.Column("projectId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("env", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_project_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("projectId", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "registry",
        sa.Column("registryId", sa.Text(), nullable=False),
        sa.Column("registryName", sa.Text(), nullable=False),
        sa.Column("imagePrefix", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("registryUrl", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("registryType", sa.Enum("selfHosted", "cloud", native_enum=False, length=32), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_registry_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registryId", name=op.f("pk_registry")),
    )
    with op.batch_alter_table("registry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registry_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "scim_provider",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("providerId", sa.Text(), nullable=False),
        sa.Column("scimToken", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_scim_provider_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scim_provider")),
        sa.UniqueConstraint("providerId", name=op.f("uq_scim_provider_providerId")),
        sa.UniqueConstraint("scimToken", name=op.f("uq_scim_provider_scimToken")),
    )
    with op.batch_alter_table("scim_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scim_provider_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "ssh-key",
        sa.Column("sshKeyId", sa.Text(), nullable=False),
        sa.Column("privateKey", sa.Text(), nullable=False),
        sa.Column("publicKey", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("lastUsedAt", sa.Text(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_ssh-key_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sshKeyId", name=op.f("pk_ssh-key")),
    )
    with op.batch_alter_table("ssh-key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ssh-key_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "sso_provider",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("oidcConfig", sa.Text(), nullable=True),
        sa.Column("samlConfig", sa.Text(), nullable=True),
        sa.Column("providerId", sa.Text(), nullable=False),
        sa.Column("userId", sa.Text(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_sso_provider_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_sso_provider_userId_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sso_provider")),
        sa.UniqueConstraint("providerId", name=op.f("uq_sso_provider_providerId")),
    )
    with op.batch_alter_table("sso_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sso_provider_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_sso_provider_userId"), ["userId"], unique=False)

    op.create_table(
        "tag",
        sa.Column("tagId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"], ["organization.id"], name=op.f("fk_tag_organizationId_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tagId", name=op.f("pk_tag")),
        sa.UniqueConstraint("organizationId", "name", name=op.f("uq_tag_organizationId_name")),
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "vault_provider",
        sa.Column("vaultProviderId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "providerType",
            sa.Enum("hashicorp", "infisical", "aws", "doppler", "azure", "scaleway", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("assignments", sa.JSON(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_vault_provider_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vaultProviderId", name=op.f("pk_vault_provider")),
    )
    with op.batch_alter_table("vault_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vault_provider_organizationId"), ["organizationId"], unique=False)

    op.create_table(
        "bitbucket",
        sa.Column("bitbucketId", sa.Text(), nullable=False),
        sa.Column("bitbucketUsername", sa.Text(), nullable=True),
        sa.Column("bitbucketEmail", sa.Text(), nullable=True),
        sa.Column("appPassword", sa.Text(), nullable=True),
        sa.Column("apiToken", sa.Text(), nullable=True),
        sa.Column("bitbucketWorkspaceName", sa.Text(), nullable=True),
        sa.Column("gitProviderId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gitProviderId"],
            ["git_provider.gitProviderId"],
            name=op.f("fk_bitbucket_gitProviderId_git_provider"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bitbucketId", name=op.f("pk_bitbucket")),
    )
    with op.batch_alter_table("bitbucket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bitbucket_gitProviderId"), ["gitProviderId"], unique=False)

    op.create_table(
        "environment",
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("env", sa.Text(), nullable=False),
        sa.Column("projectId", sa.Text(), nullable=False),
        sa.Column("isDefault", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["projectId"], ["project.projectId"], name=op.f("fk_environment_projectId_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("environmentId", name=op.f("pk_environment")),
    )
    with op.batch_alter_table("environment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_environment_projectId"), ["projectId"], unique=False)

    op.create_table(
        "gitea",
        sa.Column("giteaId", sa.Text(), nullable=False),
        sa.Column("giteaUrl", sa.Text(), nullable=False),
        sa.Column("giteaInternalUrl", sa.Text(), nullable=True),
        sa.Column("redirectUri", sa.Text(), nullable=True),
        sa.Column("clientId", sa.Text(), nullable=True),
        sa.Column("clientSecret", sa.Text(), nullable=True),
        sa.Column("gitProviderId", sa.Text(), nullable=False),
        sa.Column("accessToken", sa.Text(), nullable=True),
        sa.Column("refreshToken", sa.Text(), nullable=True),
        sa.Column("expiresAt", sa.Integer(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=True),
        sa.Column("lastAuthenticatedAt", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gitProviderId"],
            ["git_provider.gitProviderId"],
            name=op.f("fk_gitea_gitProviderId_git_provider"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("giteaId", name=op.f("pk_gitea")),
    )
    with op.batch_alter_table("gitea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gitea_gitProviderId"), ["gitProviderId"], unique=False)

    op.create_table(
        "github",
        sa.Column("githubId", sa.Text(), nullable=False),
        sa.Column("githubAppName", sa.Text(), nullable=True),
        sa.Column("githubAppId", sa.Integer(), nullable=True),
        sa.Column("githubClientId", sa.Text(), nullable=True),
        sa.Column("githubClientSecret", sa.Text(), nullable=True),
        sa.Column("githubInstallationId", sa.Text(), nullable=True),
        sa.Column("githubPrivateKey", sa.Text(), nullable=True),
        sa.Column("githubWebhookSecret", sa.Text(), nullable=True),
        sa.Column("githubUrl", sa.Text(), nullable=False),
        sa.Column("gitProviderId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gitProviderId"],
            ["git_provider.gitProviderId"],
            name=op.f("fk_github_gitProviderId_git_provider"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("githubId", name=op.f("pk_github")),
    )
    with op.batch_alter_table("github", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_github_gitProviderId"), ["gitProviderId"], unique=False)

    op.create_table(
        "gitlab",
        sa.Column("gitlabId", sa.Text(), nullable=False),
        sa.Column("gitlabUrl", sa.Text(), nullable=False),
        sa.Column("gitlabInternalUrl", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("redirectUri", sa.Text(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("accessToken", sa.Text(), nullable=True),
        sa.Column("refreshToken", sa.Text(), nullable=True),
        sa.Column("groupName", sa.Text(), nullable=True),
        sa.Column("expiresAt", sa.Integer(), nullable=True),
        sa.Column("gitProviderId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gitProviderId"],
            ["git_provider.gitProviderId"],
            name=op.f("fk_gitlab_gitProviderId_git_provider"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gitlabId", name=op.f("pk_gitlab")),
    )
    with op.batch_alter_table("gitlab", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gitlab_gitProviderId"), ["gitProviderId"], unique=False)

    op.create_table(
        "project_tag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("projectId", sa.Text(), nullable=False),
        sa.Column("tagId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["projectId"], ["project.projectId"], name=op.f("fk_project_tag_projectId_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tagId"], ["tag.tagId"], name=op.f("fk_project_tag_tagId_tag"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_tag")),
        sa.UniqueConstraint("projectId", "tagId", name=op.f("uq_project_tag_projectId_tagId")),
    )
    with op.batch_alter_table("project_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_tag_projectId"), ["projectId"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_tag_tagId"), ["tagId"], unique=False)

    op.create_table(
        "server",
        sa.Column("serverId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("ipAddress", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("enableDockerCleanup", sa.Boolean(), nullable=False),
        sa.Column("buildsConcurrency", sa.Integer(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("serverStatus", sa.Enum("active", "inactive", native_enum=False, length=32), nullable=False),
        sa.Column("serverType", sa.Enum("deploy", "build", native_enum=False, length=32), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("sshKeyId", sa.Text(), nullable=True),
        sa.Column("metricsConfig", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_server_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sshKeyId"], ["ssh-key.sshKeyId"], name=op.f("fk_server_sshKeyId_ssh-key"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("serverId", name=op.f("pk_server")),
    )
    with op.batch_alter_table("server", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_server_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_server_sshKeyId"), ["sshKeyId"], unique=False)

    op.create_table(
        "application",
        sa.Column("applicationId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("previewEnv", sa.Text(), nullable=True),
        sa.Column("watchPaths", sa.JSON(), nullable=True),
        sa.Column("previewBuildArgs", sa.Text(), nullable=True),
        sa.Column("previewBuildSecrets", sa.Text(), nullable=True),
        sa.Column("previewLabels", sa.JSON(), nullable=True),
        sa.Column("previewWildcard", sa.Text(), nullable=True),
        sa.Column("previewPort", sa.Integer(), nullable=True),
        sa.Column("previewHttps", sa.Boolean(), nullable=False),
        sa.Column("previewPath", sa.Text(), nullable=True),
        sa.Column(
            "previewCertificateType",
            sa.Enum("letsencrypt", "none", "custom", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("previewCustomCertResolver", sa.Text(), nullable=True),
        sa.Column("previewLimit", sa.Integer(), nullable=True),
        sa.Column("isPreviewDeploymentsActive", sa.Boolean(), nullable=True),
        sa.Column("previewRequireCollaboratorPermissions", sa.Boolean(), nullable=True),
        sa.Column("rollbackActive", sa.Boolean(), nullable=True),
        sa.Column("buildArgs", sa.Text(), nullable=True),
        sa.Column("buildSecrets", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=True),
        sa.Column("subtitle", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("icon", sa.Text(), nullable=True),
        sa.Column("refreshToken", sa.Text(), nullable=True),
        sa.Column(
            "sourceType",
            sa.Enum("docker", "git", "github", "gitlab", "bitbucket", "gitea", "drop", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("cleanCache", sa.Boolean(), nullable=True),
        sa.Column("repository", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("buildPath", sa.Text(), nullable=True),
        sa.Column("triggerType", sa.Enum("push", "tag", native_enum=False, length=32), nullable=True),
        sa.Column("autoDeploy", sa.Boolean(), nullable=True),
        sa.Column("gitlabProjectId", sa.Integer(), nullable=True),
        sa.Column("gitlabRepository", sa.Text(), nullable=True),
        sa.Column("gitlabOwner", sa.Text(), nullable=True),
        sa.Column("gitlabBranch", sa.Text(), nullable=True),
        sa.Column("gitlabBuildPath", sa.Text(), nullable=True),
        sa.Column("gitlabPathNamespace", sa.Text(), nullable=True),
        sa.Column("giteaRepository", sa.Text(), nullable=True),
        sa.Column("giteaOwner", sa.Text(), nullable=True),
        sa.Column("giteaBranch", sa.Text(), nullable=True),
        sa.Column("giteaBuildPath", sa.Text(), nullable=True),
        sa.Column("bitbucketRepository", sa.Text(), nullable=True),
        sa.Column("bitbucketRepositorySlug", sa.Text(), nullable=True),
        sa.Column("bitbucketOwner", sa.Text(), nullable=True),
        sa.Column("bitbucketBranch", sa.Text(), nullable=True),
        sa.Column("bitbucketBuildPath", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("dockerImage", sa.Text(), nullable=True),
        sa.Column("registryUrl", sa.Text(), nullable=True),
        sa.Column("customGitUrl", sa.Text(), nullable=True),
        sa.Column("customGitBranch", sa.Text(), nullable=True),
        sa.Column("customGitBuildPath", sa.Text(), nullable=True),
        sa.Column("customGitSSHKeyId", sa.Text(), nullable=True),
        sa.Column("enableSubmodules", sa.Boolean(), nullable=False),
        sa.Column("dockerfile", sa.Text(), nullable=True),
        sa.Column("dockerContextPath", sa.Text(), nullable=True),
        sa.Column("dockerBuildStage", sa.Text(), nullable=True),
        sa.Column("dropBuildPath", sa.Text(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "buildType",
            sa.Enum(
                "dockerfile",
                "heroku_buildpacks",
                "paketo_buildpacks",
                "nixpacks",
                "static",
                "railpack",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("railpackVersion", sa.Text(), nullable=True),
        sa.Column("herokuVersion", sa.Text(), nullable=True),
        sa.Column("publishDirectory", sa.Text(), nullable=True),
        sa.Column("isStaticSpa", sa.Boolean(), nullable=True),
        sa.Column("createEnvFile", sa.Boolean(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("registryId", sa.Text(), nullable=True),
        sa.Column("rollbackRegistryId", sa.Text(), nullable=True),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("githubId", sa.Text(), nullable=True),
        sa.Column("gitlabId", sa.Text(), nullable=True),
        sa.Column("giteaId", sa.Text(), nullable=True),
        sa.Column("bitbucketId", sa.Text(), nullable=True),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("buildServerId", sa.Text(), nullable=True),
        sa.Column("buildRegistryId", sa.Text(), nullable=True),
        sa.Column("refreshTokenIndex", sa.Text(), nullable=True),
        sa.Column("liveRollbackId", sa.Text(), nullable=True),
        sa.Column("runtime", sa.JSON(), nullable=True),
        sa.Column("customTraefik", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bitbucketId"],
            ["bitbucket.bitbucketId"],
            name=op.f("fk_application_bitbucketId_bitbucket"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["buildRegistryId"],
            ["registry.registryId"],
            name=op.f("fk_application_buildRegistryId_registry"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["buildServerId"],
            ["server.serverId"],
            name=op.f("fk_application_buildServerId_server"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["customGitSSHKeyId"],
            ["ssh-key.sshKeyId"],
            name=op.f("fk_application_customGitSSHKeyId_ssh-key"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_application_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["giteaId"], ["gitea.giteaId"], name=op.f("fk_application_giteaId_gitea"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["githubId"], ["github.githubId"], name=op.f("fk_application_githubId_github"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["gitlabId"], ["gitlab.gitlabId"], name=op.f("fk_application_gitlabId_gitlab"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["registryId"],
            ["registry.registryId"],
            name=op.f("fk_application_registryId_registry"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["rollbackRegistryId"],
            ["registry.registryId"],
            name=op.f("fk_application_rollbackRegistryId_registry"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_application_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("applicationId", name=op.f("pk_application")),
        sa.UniqueConstraint("appName", name=op.f("uq_application_appName")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_bitbucketId"), ["bitbucketId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_buildRegistryId"), ["buildRegistryId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_buildServerId"), ["buildServerId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_customGitSSHKeyId"), ["customGitSSHKeyId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_giteaId"), ["giteaId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_githubId"), ["githubId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_gitlabId"), ["gitlabId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_refreshTokenIndex"), ["refreshTokenIndex"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_registryId"), ["registryId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_rollbackRegistryId"), ["rollbackRegistryId"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_serverId"), ["serverId"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("certificateId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("certificateData", sa.Text(), nullable=False),
        sa.Column("privateKey", sa.Text(), nullable=False),
        sa.Column("certificatePath", sa.Text(), nullable=False),
        sa.Column("autoRenew", sa.Boolean(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_certificate_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_certificate_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("certificateId", name=op.f("pk_certificate")),
        sa.UniqueConstraint("certificatePath", name=op.f("uq_certificate_certificatePath")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificate_serverId"), ["serverId"], unique=False)

    op.create_table(
        "compose",
        sa.Column("composeId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("composeFile", sa.Text(), nullable=False),
        sa.Column("refreshToken", sa.Text(), nullable=True),
        sa.Column(
            "sourceType",
            sa.Enum("git", "github", "gitlab", "bitbucket", "gitea", "raw", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("composeType", sa.Enum("docker-compose", "stack", native_enum=False, length=32), nullable=False),
        sa.Column("repository", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("autoDeploy", sa.Boolean(), nullable=True),
        sa.Column("gitlabProjectId", sa.Integer(), nullable=True),
        sa.Column("gitlabRepository", sa.Text(), nullable=True),
        sa.Column("gitlabOwner", sa.Text(), nullable=True),
        sa.Column("gitlabBranch", sa.Text(), nullable=True),
        sa.Column("gitlabPathNamespace", sa.Text(), nullable=True),
        sa.Column("bitbucketRepository", sa.Text(), nullable=True),
        sa.Column("bitbucketRepositorySlug", sa.Text(), nullable=True),
        sa.Column("bitbucketOwner", sa.Text(), nullable=True),
        sa.Column("bitbucketBranch", sa.Text(), nullable=True),
        sa.Column("giteaRepository", sa.Text(), nullable=True),
        sa.Column("giteaOwner", sa.Text(), nullable=True),
        sa.Column("giteaBranch", sa.Text(), nullable=True),
        sa.Column("customGitUrl", sa.Text(), nullable=True),
        sa.Column("customGitBranch", sa.Text(), nullable=True),
        sa.Column("customGitSSHKeyId", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("createEnvFile", sa.Boolean(), nullable=False),
        sa.Column("enableSubmodules", sa.Boolean(), nullable=False),
        sa.Column("composePath", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("randomize", sa.Boolean(), nullable=False),
        sa.Column("isolatedDeployment", sa.Boolean(), nullable=False),
        sa.Column("isolatedDeploymentsVolume", sa.Boolean(), nullable=False),
        sa.Column("triggerType", sa.Enum("push", "tag", native_enum=False, length=32), nullable=True),
        sa.Column(
            "composeStatus", sa.Enum("idle", "running", "done", "error", native_enum=False, length=32), nullable=False
        ),
        sa.Column("icon", sa.Text(), nullable=True),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("watchPaths", sa.JSON(), nullable=True),
        sa.Column("githubId", sa.Text(), nullable=True),
        sa.Column("gitlabId", sa.Text(), nullable=True),
        sa.Column("bitbucketId", sa.Text(), nullable=True),
        sa.Column("giteaId", sa.Text(), nullable=True),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("serviceNetworks", sa.JSON(), nullable=True),
        sa.Column("refreshTokenIndex", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bitbucketId"],
            ["bitbucket.bitbucketId"],
            name=op.f("fk_compose_bitbucketId_bitbucket"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["customGitSSHKeyId"],
            ["ssh-key.sshKeyId"],
            name=op.f("fk_compose_customGitSSHKeyId_ssh-key"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_compose_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["giteaId"], ["gitea.giteaId"], name=op.f("fk_compose_giteaId_gitea"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["githubId"], ["github.githubId"], name=op.f("fk_compose_githubId_github"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["gitlabId"], ["gitlab.gitlabId"], name=op.f("fk_compose_gitlabId_gitlab"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_compose_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("composeId", name=op.f("pk_compose")),
        sa.UniqueConstraint("appName", name=op.f("uq_compose_appName")),
    )
    with op.batch_alter_table("compose", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_compose_bitbucketId"), ["bitbucketId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_customGitSSHKeyId"), ["customGitSSHKeyId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_giteaId"), ["giteaId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_githubId"), ["githubId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_gitlabId"), ["gitlabId"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_refreshTokenIndex"), ["refreshTokenIndex"], unique=False)
        batch_op.create_index(batch_op.f("ix_compose_serverId"), ["serverId"], unique=False)

    op.create_table(
        "forward_auth_settings",
        sa.Column("forwardAuthSettingsId", sa.Text(), nullable=False),
        sa.Column("authDomain", sa.Text(), nullable=False),
        sa.Column("baseDomain", sa.Text(), nullable=False),
        sa.Column("https", sa.Boolean(), nullable=False),
        sa.Column(
            "certificateType", sa.Enum("letsencrypt", "none", "custom", native_enum=False, length=32), nullable=False
        ),
        sa.Column("customCertResolver", sa.Text(), nullable=True),
        sa.Column("providerId", sa.Text(), nullable=True),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["providerId"],
            ["sso_provider.providerId"],
            name=op.f("fk_forward_auth_settings_providerId_sso_provider"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_forward_auth_settings_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("forwardAuthSettingsId", name=op.f("pk_forward_auth_settings")),
    )
    with op.batch_alter_table("forward_auth_settings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forward_auth_settings_providerId"), ["providerId"], unique=False)
        batch_op.create_index(batch_op.f("ix_forward_auth_settings_serverId"), ["serverId"], unique=True)

    op.create_table(
        "libsql",
        sa.Column("libsqlId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databaseUser", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("sqldNode", sa.Enum("primary", "replica", native_enum=False, length=32), nullable=False),
        sa.Column("sqldPrimaryUrl", sa.Text(), nullable=True),
        sa.Column("enableNamespaces", sa.Boolean(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("externalGRPCPort", sa.Integer(), nullable=True),
        sa.Column("externalAdminPort", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_libsql_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_libsql_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("libsqlId", name=op.f("pk_libsql")),
        sa.UniqueConstraint("appName", name=op.f("uq_libsql_appName")),
    )
    with op.batch_alter_table("libsql", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_libsql_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_libsql_serverId"), ["serverId"], unique=False)

    op.create_table(
        "mariadb",
        sa.Column("mariadbId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databaseName", sa.Text(), nullable=False),
        sa.Column("databaseUser", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("databaseRootPassword", sa.Text(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_mariadb_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_mariadb_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mariadbId", name=op.f("pk_mariadb")),
        sa.UniqueConstraint("appName", name=op.f("uq_mariadb_appName")),
    )
    with op.batch_alter_table("mariadb", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mariadb_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mariadb_serverId"), ["serverId"], unique=False)

    op.create_table(
        "mongo",
        sa.Column("mongoId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databaseUser", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column("replicaSets", sa.Boolean(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_mongo_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_mongo_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mongoId", name=op.f("pk_mongo")),
        sa.UniqueConstraint("appName", name=op.f("uq_mongo_appName")),
    )
    with op.batch_alter_table("mongo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mongo_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mongo_serverId"), ["serverId"], unique=False)

    op.create_table(
        "mysql",
        sa.Column("mysqlId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databaseName", sa.Text(), nullable=False),
        sa.Column("databaseUser", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("databaseRootPassword", sa.Text(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_mysql_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_mysql_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mysqlId", name=op.f("pk_mysql")),
        sa.UniqueConstraint("appName", name=op.f("uq_mysql_appName")),
    )
    with op.batch_alter_table("mysql", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mysql_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mysql_serverId"), ["serverId"], unique=False)

    op.create_table(
        "network",
        sa.Column("networkId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("driver", sa.Enum("bridge", "overlay", native_enum=False, length=32), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("attachable", sa.Boolean(), nullable=False),
        sa.Column("enableIPv4", sa.Boolean(), nullable=False),
        sa.Column("enableIPv6", sa.Boolean(), nullable=False),
        sa.Column("mtu", sa.Integer(), nullable=True),
        sa.Column("ipam", sa.JSON(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("organizationId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_network_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_network_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("networkId", name=op.f("pk_network")),
    )
    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_network_serverId"), ["serverId"], unique=False)

    op.create_table(
        "postgres",
        sa.Column("postgresId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databaseName", sa.Text(), nullable=False),
        sa.Column("databaseUser", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_postgres_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_postgres_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("postgresId", name=op.f("pk_postgres")),
        sa.UniqueConstraint("appName", name=op.f("uq_postgres_appName")),
    )
    with op.batch_alter_table("postgres", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postgres_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_postgres_serverId"), ["serverId"], unique=False)

    op.create_table(
        "redis",
        sa.Column("redisId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("databasePassword", sa.Text(), nullable=False),
        sa.Column("dockerImage", sa.Text(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=True),
        sa.Column("ulimitsSwarm", sa.JSON(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=True),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("externalPort", sa.Integer(), nullable=True),
        sa.Column(
            "applicationStatus",
            sa.Enum("idle", "running", "done", "error", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("environmentId", sa.Text(), nullable=False),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("memoryReservation", sa.Text(), nullable=True),
        sa.Column("memoryLimit", sa.Text(), nullable=True),
        sa.Column("cpuReservation", sa.Text(), nullable=True),
        sa.Column("cpuLimit", sa.Text(), nullable=True),
        sa.Column("healthCheckSwarm", sa.JSON(), nullable=True),
        sa.Column("restartPolicySwarm", sa.JSON(), nullable=True),
        sa.Column("placementSwarm", sa.JSON(), nullable=True),
        sa.Column("updateConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("rollbackConfigSwarm", sa.JSON(), nullable=True),
        sa.Column("modeSwarm", sa.JSON(), nullable=True),
        sa.Column("labelsSwarm", sa.JSON(), nullable=True),
        sa.Column("networkSwarm", sa.JSON(), nullable=True),
        sa.Column("stopGracePeriodSwarm", sa.BigInteger(), nullable=True),
        sa.Column("endpointSpecSwarm", sa.JSON(), nullable=True),
        sa.Column("replicas", sa.Integer(), nullable=False),
        sa.Column("networkIds", sa.JSON(), nullable=True),
        sa.Column("detachDokployNetwork", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["environmentId"],
            ["environment.environmentId"],
            name=op.f("fk_redis_environmentId_environment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_redis_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("redisId", name=op.f("pk_redis")),
        sa.UniqueConstraint("appName", name=op.f("uq_redis_appName")),
    )
    with op.batch_alter_table("redis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redis_environmentId"), ["environmentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_redis_serverId"), ["serverId"], unique=False)

    op.create_table(
        "backup",
        sa.Column("backupId", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=True),
        sa.Column("database", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("serviceName", sa.Text(), nullable=True),
        sa.Column("destinationId", sa.Text(), nullable=False),
        sa.Column("keepLatestCount", sa.Integer(), nullable=True),
        sa.Column("includeEncryptionKey", sa.Boolean(), nullable=False),
        sa.Column("backupType", sa.Enum("database", "compose", native_enum=False, length=32), nullable=False),
        sa.Column(
            "databaseType",
            sa.Enum("postgres", "mariadb", "mysql", "mongo", "web-server", "libsql", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("postgresId", sa.Text(), nullable=True),
        sa.Column("mariadbId", sa.Text(), nullable=True),
        sa.Column("mysqlId", sa.Text(), nullable=True),
        sa.Column("mongoId", sa.Text(), nullable=True),
        sa.Column("libsqlId", sa.Text(), nullable=True),
        sa.Column("userId", sa.Text(), nullable=True),
        sa.Column("metadata", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_backup_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["destinationId"],
            ["destination.destinationId"],
            name=op.f("fk_backup_destinationId_destination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["libsqlId"], ["libsql.libsqlId"], name=op.f("fk_backup_libsqlId_libsql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mariadbId"], ["mariadb.mariadbId"], name=op.f("fk_backup_mariadbId_mariadb"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mongoId"], ["mongo.mongoId"], name=op.f("fk_backup_mongoId_mongo"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mysqlId"], ["mysql.mysqlId"], name=op.f("fk_backup_mysqlId_mysql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["postgresId"], ["postgres.postgresId"], name=op.f("fk_backup_postgresId_postgres"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["userId"], ["user.id"], name=op.f("fk_backup_userId_user")),
        sa.PrimaryKeyConstraint("backupId", name=op.f("pk_backup")),
        sa.UniqueConstraint("appName", name=op.f("uq_backup_appName")),
    )
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_destinationId"), ["destinationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_libsqlId"), ["libsqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_mariadbId"), ["mariadbId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_mongoId"), ["mongoId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_mysqlId"), ["mysqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_postgresId"), ["postgresId"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_userId"), ["userId"], unique=False)

    op.create_table(
        "mount",
        sa.Column("mountId", sa.Text(), nullable=False),
        sa.Column("type", sa.Enum("bind", "volume", "file", native_enum=False, length=32), nullable=False),
        sa.Column("hostPath", sa.Text(), nullable=True),
        sa.Column("volumeName", sa.Text(), nullable=True),
        sa.Column("filePath", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column(
            "serviceType",
            sa.Enum(
                "application",
                "postgres",
                "mysql",
                "mariadb",
                "mongo",
                "redis",
                "compose",
                "libsql",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("mountPath", sa.Text(), nullable=False),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("libsqlId", sa.Text(), nullable=True),
        sa.Column("mariadbId", sa.Text(), nullable=True),
        sa.Column("mongoId", sa.Text(), nullable=True),
        sa.Column("mysqlId", sa.Text(), nullable=True),
        sa.Column("postgresId", sa.Text(), nullable=True),
        sa.Column("redisId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_mount_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_mount_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["libsqlId"], ["libsql.libsqlId"], name=op.f("fk_mount_libsqlId_libsql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mariadbId"], ["mariadb.mariadbId"], name=op.f("fk_mount_mariadbId_mariadb"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mongoId"], ["mongo.mongoId"], name=op.f("fk_mount_mongoId_mongo"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mysqlId"], ["mysql.mysqlId"], name=op.f("fk_mount_mysqlId_mysql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["postgresId"], ["postgres.postgresId"], name=op.f("fk_mount_postgresId_postgres"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["redisId"], ["redis.redisId"], name=op.f("fk_mount_redisId_redis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mountId", name=op.f("pk_mount")),
    )
    with op.batch_alter_table("mount", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mount_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_libsqlId"), ["libsqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_mariadbId"), ["mariadbId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_mongoId"), ["mongoId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_mysqlId"), ["mysqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_postgresId"), ["postgresId"], unique=False)
        batch_op.create_index(batch_op.f("ix_mount_redisId"), ["redisId"], unique=False)

    op.create_table(
        "patch",
        sa.Column("patchId", sa.Text(), nullable=False),
        sa.Column("type", sa.Enum("create", "update", "delete", native_enum=False, length=32), nullable=False),
        sa.Column("filePath", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("updatedAt", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_patch_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_patch_composeId_compose"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("patchId", name=op.f("pk_patch")),
        sa.UniqueConstraint("filePath", "applicationId", name=op.f("uq_patch_filePath_applicationId")),
        sa.UniqueConstraint("filePath", "composeId", name=op.f("uq_patch_filePath_composeId")),
    )
    with op.batch_alter_table("patch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patch_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_patch_composeId"), ["composeId"], unique=False)

    op.create_table(
        "port",
        sa.Column("portId", sa.Text(), nullable=False),
        sa.Column("publishedPort", sa.Integer(), nullable=False),
        sa.Column("publishMode", sa.Enum("ingress", "host", native_enum=False, length=32), nullable=False),
        sa.Column("targetPort", sa.Integer(), nullable=False),
        sa.Column("protocol", sa.Enum("tcp", "udp", native_enum=False, length=32), nullable=False),
        sa.Column("applicationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_port_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("portId", name=op.f("pk_port")),
    )
    with op.batch_alter_table("port", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_port_applicationId"), ["applicationId"], unique=False)

    op.create_table(
        "preview_deployments",
        sa.Column("previewDeploymentId", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("pullRequestId", sa.Text(), nullable=False),
        sa.Column("pullRequestNumber", sa.Text(), nullable=False),
        sa.Column("pullRequestURL", sa.Text(), nullable=False),
        sa.Column("pullRequestTitle", sa.Text(), nullable=False),
        sa.Column("pullRequestCommentId", sa.Text(), nullable=False),
        sa.Column(
            "previewStatus", sa.Enum("idle", "running", "done", "error", native_enum=False, length=32), nullable=False
        ),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("applicationId", sa.Text(), nullable=False),
        sa.Column("domainId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("expiresAt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_preview_deployments_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("previewDeploymentId", name=op.f("pk_preview_deployments")),
        sa.UniqueConstraint("appName", name=op.f("uq_preview_deployments_appName")),
    )
    with op.batch_alter_table("preview_deployments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preview_deployments_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_preview_deployments_domainId"), ["domainId"], unique=False)

    op.create_table(
        "redirect",
        sa.Column("redirectId", sa.Text(), nullable=False),
        sa.Column("regex", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("uniqueConfigKey", sa.Integer(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("applicationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_redirect_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("redirectId", name=op.f("pk_redirect")),
    )
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redirect_applicationId"), ["applicationId"], unique=False)

    op.create_table(
        "schedule",
        sa.Column("scheduleId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("cronExpression", sa.Text(), nullable=False),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("serviceName", sa.Text(), nullable=True),
        sa.Column("shellType", sa.Enum("bash", "sh", native_enum=False, length=32), nullable=False),
        sa.Column(
            "scheduleType",
            sa.Enum("application", "compose", "server", "dokploy-server", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("script", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("organizationId", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_schedule_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_schedule_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizationId"],
            ["organization.id"],
            name=op.f("fk_schedule_organizationId_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_schedule_serverId_server"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scheduleId", name=op.f("pk_schedule")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schedule_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_schedule_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_schedule_organizationId"), ["organizationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_schedule_serverId"), ["serverId"], unique=False)

    op.create_table(
        "security",
        sa.Column("securityId", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("applicationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_security_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("securityId", name=op.f("pk_security")),
        sa.UniqueConstraint("username", "applicationId", name=op.f("uq_security_username_applicationId")),
    )
    with op.batch_alter_table("security", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_security_applicationId"), ["applicationId"], unique=False)

    op.create_table(
        "volume_backup",
        sa.Column("volumeBackupId", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("volumeName", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column(
            "serviceType",
            sa.Enum(
                "application",
                "postgres",
                "mysql",
                "mariadb",
                "mongo",
                "redis",
                "compose",
                "libsql",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("appName", sa.Text(), nullable=False),
        sa.Column("serviceName", sa.Text(), nullable=True),
        sa.Column("turnOff", sa.Boolean(), nullable=False),
        sa.Column("cronExpression", sa.Text(), nullable=False),
        sa.Column("keepLatestCount", sa.Integer(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("postgresId", sa.Text(), nullable=True),
        sa.Column("mariadbId", sa.Text(), nullable=True),
        sa.Column("mongoId", sa.Text(), nullable=True),
        sa.Column("mysqlId", sa.Text(), nullable=True),
        sa.Column("redisId", sa.Text(), nullable=True),
        sa.Column("libsqlId", sa.Text(), nullable=True),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("destinationId", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_volume_backup_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_volume_backup_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["destinationId"],
            ["destination.destinationId"],
            name=op.f("fk_volume_backup_destinationId_destination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["libsqlId"], ["libsql.libsqlId"], name=op.f("fk_volume_backup_libsqlId_libsql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mariadbId"], ["mariadb.mariadbId"], name=op.f("fk_volume_backup_mariadbId_mariadb"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mongoId"], ["mongo.mongoId"], name=op.f("fk_volume_backup_mongoId_mongo"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mysqlId"], ["mysql.mysqlId"], name=op.f("fk_volume_backup_mysqlId_mysql"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["postgresId"],
            ["postgres.postgresId"],
            name=op.f("fk_volume_backup_postgresId_postgres"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["redisId"], ["redis.redisId"], name=op.f("fk_volume_backup_redisId_redis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("volumeBackupId", name=op.f("pk_volume_backup")),
    )
    with op.batch_alter_table("volume_backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_volume_backup_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_destinationId"), ["destinationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_libsqlId"), ["libsqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_mariadbId"), ["mariadbId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_mongoId"), ["mongoId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_mysqlId"), ["mysqlId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_postgresId"), ["postgresId"], unique=False)
        batch_op.create_index(batch_op.f("ix_volume_backup_redisId"), ["redisId"], unique=False)

    op.create_table(
        "deployment",
        sa.Column("deploymentId", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "status", sa.Enum("running", "done", "error", "cancelled", native_enum=False, length=32), nullable=True
        ),
        sa.Column("logPath", sa.Text(), nullable=False),
        sa.Column("pid", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("serverId", sa.Text(), nullable=True),
        sa.Column("isPreviewDeployment", sa.Boolean(), nullable=True),
        sa.Column("previewDeploymentId", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("startedAt", sa.Text(), nullable=True),
        sa.Column("finishedAt", sa.Text(), nullable=True),
        sa.Column("errorMessage", sa.Text(), nullable=True),
        sa.Column("scheduleId", sa.Text(), nullable=True),
        sa.Column("backupId", sa.Text(), nullable=True),
        sa.Column("rollbackId", sa.Text(), nullable=True),
        sa.Column("volumeBackupId", sa.Text(), nullable=True),
        sa.Column("buildServerId", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("queued", "running", "done", "error", "cancelled", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("action", sa.Enum("deploy", "redeploy", "rollback", native_enum=False, length=32), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("requestedBy", sa.Text(), nullable=True),
        sa.Column("wantedCommit", sa.Text(), nullable=True),
        sa.Column("commitSha", sa.Text(), nullable=True),
        sa.Column("commitMessage", sa.Text(), nullable=True),
        sa.Column("sourcePath", sa.Text(), nullable=True),
        sa.Column("restoresId", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stopRequested", sa.Enum("cancel", "kill", "shutdown", native_enum=False, length=32), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("leaseOwner", sa.Text(), nullable=True),
        sa.Column("leaseUntil", sa.DateTime(timezone=True), nullable=True),
        sa.Column("processGroup", sa.Integer(), nullable=True),
        sa.Column("processStarted", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_deployment_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["backupId"], ["backup.backupId"], name=op.f("fk_deployment_backupId_backup"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["buildServerId"], ["server.serverId"], name=op.f("fk_deployment_buildServerId_server"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_deployment_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["previewDeploymentId"],
            ["preview_deployments.previewDeploymentId"],
            name=op.f("fk_deployment_previewDeploymentId_preview_deployments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scheduleId"], ["schedule.scheduleId"], name=op.f("fk_deployment_scheduleId_schedule"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["serverId"], ["server.serverId"], name=op.f("fk_deployment_serverId_server"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["volumeBackupId"],
            ["volume_backup.volumeBackupId"],
            name=op.f("fk_deployment_volumeBackupId_volume_backup"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deploymentId", name=op.f("pk_deployment")),
    )
    with op.batch_alter_table("deployment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deployment_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_backupId"), ["backupId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_buildServerId"), ["buildServerId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_previewDeploymentId"), ["previewDeploymentId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_rollbackId"), ["rollbackId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_scheduleId"), ["scheduleId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_sequence"), ["sequence"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_serverId"), ["serverId"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_deployment_volumeBackupId"), ["volumeBackupId"], unique=False)

    op.create_table(
        "domain",
        sa.Column("domainId", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("https", sa.Boolean(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("customEntrypoint", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("serviceName", sa.Text(), nullable=True),
        sa.Column(
            "domainType", sa.Enum("compose", "application", "preview", native_enum=False, length=32), nullable=True
        ),
        sa.Column("uniqueConfigKey", sa.Integer(), nullable=False),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("composeId", sa.Text(), nullable=True),
        sa.Column("customCertResolver", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("previewDeploymentId", sa.Text(), nullable=True),
        sa.Column(
            "certificateType", sa.Enum("letsencrypt", "none", "custom", native_enum=False, length=32), nullable=False
        ),
        sa.Column("internalPath", sa.Text(), nullable=True),
        sa.Column("stripPath", sa.Boolean(), nullable=False),
        sa.Column("middlewares", sa.JSON(), nullable=True),
        sa.Column("forwardAuthEnabled", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_domain_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["composeId"], ["compose.composeId"], name=op.f("fk_domain_composeId_compose"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["previewDeploymentId"],
            ["preview_deployments.previewDeploymentId"],
            name=op.f("fk_domain_previewDeploymentId_preview_deployments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("domainId", name=op.f("pk_domain")),
    )
    with op.batch_alter_table("domain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_domain_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_domain_composeId"), ["composeId"], unique=False)
        batch_op.create_index(batch_op.f("ix_domain_previewDeploymentId"), ["previewDeploymentId"], unique=False)

    op.create_table(
        "rollback",
        sa.Column("rollbackId", sa.Text(), nullable=False),
        sa.Column("deploymentId", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("createdAt", sa.Text(), nullable=False),
        sa.Column("fullContext", sa.Text(), nullable=True),
        sa.Column("applicationId", sa.Text(), nullable=True),
        sa.Column("imageId", sa.Text(), nullable=True),
        sa.Column("serviceName", sa.Text(), nullable=True),
        sa.Column("commitSha", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["applicationId"],
            ["application.applicationId"],
            name=op.f("fk_rollback_applicationId_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["deploymentId"],
            ["deployment.deploymentId"],
            name=op.f("fk_rollback_deploymentId_deployment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("rollbackId", name=op.f("pk_rollback")),
    )
    with op.batch_alter_table("rollback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rollback_applicationId"), ["applicationId"], unique=False)
        batch_op.create_index(batch_op.f("ix_rollback_deploymentId"), ["deploymentId"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("rollback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rollback_deploymentId"))
        batch_op.drop_index(batch_op.f("ix_rollback_applicationId"))

    op.drop_table("rollback")
    with op.batch_alter_table("domain", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_domain_previewDeploymentId"))
        batch_op.drop_index(batch_op.f("ix_domain_composeId"))
        batch_op.drop_index(batch_op.f("ix_domain_applicationId"))

    op.drop_table("domain")
    with op.batch_alter_table("deployment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deployment_volumeBackupId"))
        batch_op.drop_index(batch_op.f("ix_deployment_state"))
        batch_op.drop_index(batch_op.f("ix_deployment_serverId"))
        batch_op.drop_index(batch_op.f("ix_deployment_sequence"))
        batch_op.drop_index(batch_op.f("ix_deployment_scheduleId"))
        batch_op.drop_index(batch_op.f("ix_deployment_rollbackId"))
        batch_op.drop_index(batch_op.f("ix_deployment_previewDeploymentId"))
        batch_op.drop_index(batch_op.f("ix_deployment_composeId"))
        batch_op.drop_index(batch_op.f("ix_deployment_buildServerId"))
        batch_op.drop_index(batch_op.f("ix_deployment_backupId"))
        batch_op.drop_index(batch_op.f("ix_deployment_applicationId"))

    op.drop_table("deployment")
    with op.batch_alter_table("volume_backup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_volume_backup_redisId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_postgresId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_mysqlId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_mongoId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_mariadbId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_libsqlId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_destinationId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_composeId"))
        batch_op.drop_index(batch_op.f("ix_volume_backup_applicationId"))

    op.drop_table("volume_backup")
    with op.batch_alter_table("security", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_security_applicationId"))

    op.drop_table("security")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_serverId"))
        batch_op.drop_index(batch_op.f("ix_schedule_organizationId"))
        batch_op.drop_index(batch_op.f("ix_schedule_composeId"))
        batch_op.drop_index(batch_op.f("ix_schedule_applicationId"))

    op.drop_table("schedule")
    with op.batch_alter_table("redirect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redirect_applicationId"))

    op.drop_table("redirect")
    with op.batch_alter_table("preview_deployments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preview_deployments_domainId"))
        batch_op.drop_index(batch_op.f("ix_preview_deployments_applicationId"))

    op.drop_table("preview_deployments")
    with op.batch_alter_table("port", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_port_applicationId"))

    op.drop_table("port")
    with op.batch_alter_table("patch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patch_composeId"))
        batch_op.drop_index(batch_op.f("ix_patch_applicationId"))

    op.drop_table("patch")
    with op.batch_alter_table("mount", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mount_redisId"))
        batch_op.drop_index(batch_op.f("ix_mount_postgresId"))
        batch_op.drop_index(batch_op.f("ix_mount_mysqlId"))
        batch_op.drop_index(batch_op.f("ix_mount_mongoId"))
        batch_op.drop_index(batch_op.f("ix_mount_mariadbId"))
        batch_op.drop_index(batch_op.f("ix_mount_libsqlId"))
        batch_op.drop_index(batch_op.f("ix_mount_composeId"))
        batch_op.drop_index(batch_op.f("ix_mount_applicationId"))

    op.drop_table("mount")
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backup_userId"))
        batch_op.drop_index(batch_op.f("ix_backup_postgresId"))
        batch_op.drop_index(batch_op.f("ix_backup_mysqlId"))
        batch_op.drop_index(batch_op.f("ix_backup_mongoId"))
        batch_op.drop_index(batch_op.f("ix_backup_mariadbId"))
        batch_op.drop_index(batch_op.f("ix_backup_libsqlId"))
        batch_op.drop_index(batch_op.f("ix_backup_destinationId"))
        batch_op.drop_index(batch_op.f("ix_backup_composeId"))

    op.drop_table("backup")
    with op.batch_alter_table("redis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redis_serverId"))
        batch_op.drop_index(batch_op.f("ix_redis_environmentId"))

    op.drop_table("redis")
    with op.batch_alter_table("postgres", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postgres_serverId"))
        batch_op.drop_index(batch_op.f("ix_postgres_environmentId"))

    op.drop_table("postgres")
    with op.batch_alter_table("network", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_serverId"))
        batch_op.drop_index(batch_op.f("ix_network_organizationId"))

    op.drop_table("network")
    with op.batch_alter_table("mysql", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mysql_serverId"))
        batch_op.drop_index(batch_op.f("ix_mysql_environmentId"))

    op.drop_table("mysql")
    with op.batch_alter_table("mongo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mongo_serverId"))
        batch_op.drop_index(batch_op.f("ix_mongo_environmentId"))

    op.drop_table("mongo")
    with op.batch_alter_table("mariadb", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mariadb_serverId"))
        batch_op.drop_index(batch_op.f("ix_mariadb_environmentId"))

    op.drop_table("mariadb")
    with op.batch_alter_table("libsql", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_libsql_serverId"))
        batch_op.drop_index(batch_op.f("ix_libsql_environmentId"))

    op.drop_table("libsql")
    with op.batch_alter_table("forward_auth_settings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forward_auth_settings_serverId"))
        batch_op.drop_index(batch_op.f("ix_forward_auth_settings_providerId"))

    op.drop_table("forward_auth_settings")
    with op.batch_alter_table("compose", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_compose_serverId"))
        batch_op.drop_index(batch_op.f("ix_compose_refreshTokenIndex"))
        batch_op.drop_index(batch_op.f("ix_compose_gitlabId"))
        batch_op.drop_index(batch_op.f("ix_compose_githubId"))
        batch_op.drop_index(batch_op.f("ix_compose_giteaId"))
        batch_op.drop_index(batch_op.f("ix_compose_environmentId"))
        batch_op.drop_index(batch_op.f("ix_compose_customGitSSHKeyId"))
        batch_op.drop_index(batch_op.f("ix_compose_bitbucketId"))

    op.drop_table("compose")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_serverId"))
        batch_op.drop_index(batch_op.f("ix_certificate_organizationId"))

    op.drop_table("certificate")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_serverId"))
        batch_op.drop_index(batch_op.f("ix_application_rollbackRegistryId"))
        batch_op.drop_index(batch_op.f("ix_application_registryId"))
        batch_op.drop_index(batch_op.f("ix_application_refreshTokenIndex"))
        batch_op.drop_index(batch_op.f("ix_application_gitlabId"))
        batch_op.drop_index(batch_op.f("ix_application_githubId"))
        batch_op.drop_index(batch_op.f("ix_application_giteaId"))
        batch_op.drop_index(batch_op.f("ix_application_environmentId"))
        batch_op.drop_index(batch_op.f("ix_application_customGitSSHKeyId"))
        batch_op.drop_index(batch_op.f("ix_application_buildServerId"))
        batch_op.drop_index(batch_op.f("ix_application_buildRegistryId"))
        batch_op.drop_index(batch_op.f("ix_application_bitbucketId"))

    op.drop_table("application")
    with op.batch_alter_table("server", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_server_sshKeyId"))
        batch_op.drop_index(batch_op.f("ix_server_organizationId"))

    op.drop_table("server")
    with op.batch_alter_table("project_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_tag_tagId"))
        batch_op.drop_index(batch_op.f("ix_project_tag_projectId"))

    op.drop_table("project_tag")
    with op.batch_alter_table("gitlab", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gitlab_gitProviderId"))

    op.drop_table("gitlab")
    with op.batch_alter_table("github", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_github_gitProviderId"))

    op.drop_table("github")
    with op.batch_alter_table("gitea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gitea_gitProviderId"))

    op.drop_table("gitea")
    with op.batch_alter_table("environment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_environment_projectId"))

    op.drop_table("environment")
    with op.batch_alter_table("bitbucket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bitbucket_gitProviderId"))

    op.drop_table("bitbucket")
    with op.batch_alter_table("vault_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vault_provider_organizationId"))

    op.drop_table("vault_provider")
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tag_organizationId"))

    op.drop_table("tag")
    with op.batch_alter_table("sso_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sso_provider_userId"))
        batch_op.drop_index(batch_op.f("ix_sso_provider_organizationId"))

    op.drop_table("sso_provider")
    with op.batch_alter_table("ssh-key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ssh-key_organizationId"))

    op.drop_table("ssh-key")
    with op.batch_alter_table("scim_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scim_provider_organizationId"))

    op.drop_table("scim_provider")
    with op.batch_alter_table("registry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registry_organizationId"))

    op.drop_table("registry")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_organizationId"))

    op.drop_table("project")
    with op.batch_alter_table("organization_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_role_organizationId"))

    op.drop_table("organization_role")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notification_telegramId"))
        batch_op.drop_index(batch_op.f("ix_notification_teamsId"))
        batch_op.drop_index(batch_op.f("ix_notification_slackId"))
        batch_op.drop_index(batch_op.f("ix_notification_resendId"))
        batch_op.drop_index(batch_op.f("ix_notification_pushoverId"))
        batch_op.drop_index(batch_op.f("ix_notification_organizationId"))
        batch_op.drop_index(batch_op.f("ix_notification_ntfyId"))
        batch_op.drop_index(batch_op.f("ix_notification_mattermostId"))
        batch_op.drop_index(batch_op.f("ix_notification_larkId"))
        batch_op.drop_index(batch_op.f("ix_notification_gotifyId"))
        batch_op.drop_index(batch_op.f("ix_notification_emailId"))
        batch_op.drop_index(batch_op.f("ix_notification_discordId"))
        batch_op.drop_index(batch_op.f("ix_notification_customId"))

    op.drop_table("notification")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_userId"))
        batch_op.drop_index(batch_op.f("ix_member_organizationId"))

    op.drop_table("member")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_organizationId"))
        batch_op.drop_index(batch_op.f("ix_invitation_inviterId"))

    op.drop_table("invitation")
    with op.batch_alter_table("git_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_git_provider_userId"))
        batch_op.drop_index(batch_op.f("ix_git_provider_organizationId"))

    op.drop_table("git_provider")
    with op.batch_alter_table("dns_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dns_provider_organizationId"))

    op.drop_table("dns_provider")
    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_destination_organizationId"))

    op.drop_table("destination")
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_log_userId"))
        batch_op.drop_index(batch_op.f("ix_audit_log_organizationId"))

    op.drop_table("audit_log")
    with op.batch_alter_table("ai", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ai_organizationId"))

    op.drop_table("ai")
    with op.batch_alter_table("two_factor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_two_factor_userId"))

    op.drop_table("two_factor")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_userId"))

    op.drop_table("session")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_userId"))

    op.drop_table("passkey")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_ownerId"))

    op.drop_table("organization")
    with op.batch_alter_table("apikey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_apikey_referenceId"))

    op.drop_table("apikey")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_userId"))

    op.drop_table("account")
    op.drop_table("webServerSettings")
    op.drop_table("verification")
    op.drop_table("user")
    op.drop_table("telegram")
    op.drop_table("teams")
    op.drop_table("slack")
    op.drop_table("resend")
    op.drop_table("pushover")
    op.drop_table("ntfy")
    op.drop_table("mattermost")
    op.drop_table("lark")
    op.drop_table("gotify")
    op.drop_table("email")
    op.drop_table("discord")
    op.drop_table("custom")
