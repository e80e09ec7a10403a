"""Notifications and their twelve channels."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from dokploy.core.clock import now_iso
from dokploy.core.names import new_id
from dokploy.models.base import Base, Direct, Owner, Reverse, Sealed, SealedRequired
from dokploy.models.enums import NotificationType


class Slack(Base):
    __tablename__ = "slack"
    belongs: ClassVar[Owner] = Reverse("notification", "slack_id")

    slack_id: Mapped[str] = mapped_column("slackId", primary_key=True, default=new_id)
    webhook_url_sealed: Mapped[str] = mapped_column("webhookUrl", Text)
    webhook_url = SealedRequired("webhook_url_sealed")
    channel: Mapped[str | None]


class Telegram(Base):
    __tablename__ = "telegram"
    belongs: ClassVar[Owner] = Reverse("notification", "telegram_id")

    telegram_id: Mapped[str] = mapped_column("telegramId", primary_key=True, default=new_id)
    bot_token_sealed: Mapped[str] = mapped_column("botToken", Text)
    bot_token = SealedRequired("bot_token_sealed")
    chat_id: Mapped[str] = mapped_column("chatId")
    message_thread_id: Mapped[str | None] = mapped_column("messageThreadId")


class Discord(Base):
    __tablename__ = "discord"
    belongs: ClassVar[Owner] = Reverse("notification", "discord_id")

    discord_id: Mapped[str] = mapped_column("discordId", primary_key=True, default=new_id)
    webhook_url_sealed: Mapped[str] = mapped_column("webhookUrl", Text)
    webhook_url = SealedRequired("webhook_url_sealed")
    decoration: Mapped[bool | None]


class Email(Base):
    __tablename__ = "email"
    belongs: ClassVar[Owner] = Reverse("notification", "email_id")

    email_id: Mapped[str] = mapped_column("emailId", primary_key=True, default=new_id)
    smtp_server: Mapped[str] = mapped_column("smtpServer")
    smtp_port: Mapped[int] = mapped_column("smtpPort")
    username: Mapped[str]
    password_sealed: Mapped[str] = mapped_column("password", Text)
    password = SealedRequired("password_sealed")
    from_address: Mapped[str] = mapped_column("fromAddress")
    to_addresses: Mapped[list[str]] = mapped_column("toAddresses")


class Resend(Base):
    __tablename__ = "resend"
    belongs: ClassVar[Owner] = Reverse("notification", "resend_id")

    resend_id: Mapped[str] = mapped_column("resendId", primary_key=True, default=new_id)
    api_key_sealed: Mapped[str] = mapped_column("apiKey", Text)
    api_key = SealedRequired("api_key_sealed")
    from_address: Mapped[str] = mapped_column("fromAddress")
    to_addresses: Mapped[list[str]] = mapped_column("toAddresses")


class Gotify(Base):
    __tablename__ = "gotify"
    belongs: ClassVar[Owner] = Reverse("notification", "gotify_id")

    gotify_id: Mapped[str] = mapped_column("gotifyId", primary_key=True, default=new_id)
    server_url: Mapped[str] = mapped_column("serverUrl")
    app_token_sealed: Mapped[str] = mapped_column("appToken", Text)
    app_token = SealedRequired("app_token_sealed")
    priority: Mapped[int] = mapped_column(default=5)
    decoration: Mapped[bool | None]


class Ntfy(Base):
    __tablename__ = "ntfy"
    belongs: ClassVar[Owner] = Reverse("notification", "ntfy_id")

    ntfy_id: Mapped[str] = mapped_column("ntfyId", primary_key=True, default=new_id)
    server_url: Mapped[str] = mapped_column("serverUrl")
    topic: Mapped[str]
    access_token_sealed: Mapped[str | None] = mapped_column("accessToken", Text)
    access_token = Sealed("access_token_sealed")
    priority: Mapped[int] = mapped_column(default=3)


class Mattermost(Base):
    __tablename__ = "mattermost"
    belongs: ClassVar[Owner] = Reverse("notification", "mattermost_id")

    mattermost_id: Mapped[str] = mapped_column("mattermostId", primary_key=True, default=new_id)
    webhook_url_sealed: Mapped[str] = mapped_column("webhookUrl", Text)
    webhook_url = SealedRequired("webhook_url_sealed")
    channel: Mapped[str | None]
    username: Mapped[str | None]


class CustomWebhook(Base):
    __tablename__ = "custom"
    belongs: ClassVar[Owner] = Reverse("notification", "custom_id")

    custom_id: Mapped[str] = mapped_column("customId", primary_key=True, default=new_id)
    endpoint: Mapped[str]
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Lark(Base):
    __tablename__ = "lark"
    belongs: ClassVar[Owner] = Reverse("notification", "lark_id")

    lark_id: Mapped[str] = mapped_column("larkId", primary_key=True, default=new_id)
    webhook_url_sealed: Mapped[str] = mapped_column("webhookUrl", Text)
    webhook_url = SealedRequired("webhook_url_sealed")


class Pushover(Base):
    __tablename__ = "pushover"
    belongs: ClassVar[Owner] = Reverse("notification", "pushover_id")

    pushover_id: Mapped[str] = mapped_column("pushoverId", primary_key=True, default=new_id)
    user_key_sealed: Mapped[str] = mapped_column("userKey", Text)
    user_key = SealedRequired("user_key_sealed")
    api_token_sealed: Mapped[str] = mapped_column("apiToken", Text)
    api_token = SealedRequired("api_token_sealed")
    priority: Mapped[int] = mapped_column(default=0)
    retry: Mapped[int | None]
    expire: Mapped[int | None]


class Teams(Base):
    __tablename__ = "teams"
    belongs: ClassVar[Owner] = Reverse("notification", "teams_id")

    teams_id: Mapped[str] = mapped_column("teamsId", primary_key=True, default=new_id)
    webhook_url_sealed: Mapped[str] = mapped_column("webhookUrl", Text)
    webhook_url = SealedRequired("webhook_url_sealed")


class Notification(Base):
    __tablename__ = "notification"
    belongs: ClassVar[Owner] = Direct("organization_id")

    notification_id: Mapped[str] = mapped_column("notificationId", primary_key=True, default=new_id)
    name: Mapped[str]
    app_deploy: Mapped[bool] = mapped_column("appDeploy", default=False)
    app_build_error: Mapped[bool] = mapped_column("appBuildError", default=False)
    database_backup: Mapped[bool] = mapped_column("databaseBackup", default=False)
    volume_backup: Mapped[bool] = mapped_column("volumeBackup", default=False)
    dokploy_restart: Mapped[bool] = mapped_column("dokployRestart", default=False)
    dokploy_backup: Mapped[bool] = mapped_column("dokployBackup", default=False)
    docker_cleanup: Mapped[bool] = mapped_column("dockerCleanup", default=False)
    server_threshold: Mapped[bool] = mapped_column("serverThreshold", default=False)
    notification_type: Mapped[NotificationType] = mapped_column("notificationType")
    created_at: Mapped[str] = mapped_column("createdAt", default=now_iso)
    slack_id: Mapped[str | None] = mapped_column("slackId", ForeignKey("slack.slackId", ondelete="CASCADE"), index=True)
    telegram_id: Mapped[str | None] = mapped_column(
        "telegramId", ForeignKey("telegram.telegramId", ondelete="CASCADE"), index=True
    )
    discord_id: Mapped[str | None] = mapped_column(
        "discordId", ForeignKey("discord.discordId", ondelete="CASCADE"), index=True
    )
    email_id: Mapped[str | None] = mapped_column("emailId", ForeignKey("email.emailId", ondelete="CASCADE"), index=True)
    resend_id: Mapped[str | None] = mapped_column(
        "resendId", ForeignKey("resend.resendId", ondelete="CASCADE"), index=True
    )
    gotify_id: Mapped[str | None] = mapped_column(
        "gotifyId", ForeignKey("gotify.gotifyId", ondelete="CASCADE"), index=True
    )
    ntfy_id: Mapped[str | None] = mapped_column("ntfyId", ForeignKey("ntfy.ntfyId", ondelete="CASCADE"), index=True)
    mattermost_id: Mapped[str | None] = mapped_column(
        "mattermostId", ForeignKey("mattermost.mattermostId", ondelete="CASCADE"), index=True
    )
    custom_id: Mapped[str | None] = mapped_column(
        "customId", ForeignKey("custom.customId", ondelete="CASCADE"), index=True
    )
    lark_id: Mapped[str | None] = mapped_column("larkId", ForeignKey("lark.larkId", ondelete="CASCADE"), index=True)
    pushover_id: Mapped[str | None] = mapped_column(
        "pushoverId", ForeignKey("pushover.pushoverId", ondelete="CASCADE"), index=True
    )
    teams_id: Mapped[str | None] = mapped_column("teamsId", ForeignKey("teams.teamsId", ondelete="CASCADE"), index=True)
    organization_id: Mapped[str] = mapped_column(
        "organizationId", ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
