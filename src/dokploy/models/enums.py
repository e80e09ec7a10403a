"""The closed sets of words that columns and the wire share."""

from typing import Literal

ApplicationStatus = Literal["idle", "running", "done", "error"]
BackupType = Literal["database", "compose"]
BuildType = Literal["dockerfile", "heroku_buildpacks", "paketo_buildpacks", "nixpacks", "static", "railpack"]
CertificateType = Literal["letsencrypt", "none", "custom"]
ComposeType = Literal["docker-compose", "stack"]
DatabaseType = Literal["postgres", "mariadb", "mysql", "mongo", "web-server", "libsql"]
DeploymentStatus = Literal["running", "done", "error", "cancelled"]
DnsProviderType = Literal["cloudflare", "route53"]
DomainType = Literal["compose", "application", "preview"]
GitProviderType = Literal["github", "gitlab", "bitbucket", "gitea"]
MountType = Literal["bind", "volume", "file"]
NetworkDriver = Literal["bridge", "overlay"]
NotificationType = Literal[
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
]
PatchType = Literal["create", "update", "delete"]
ProtocolType = Literal["tcp", "udp"]
PublishModeType = Literal["ingress", "host"]
RegistryType = Literal["selfHosted", "cloud"]
ScheduleType = Literal["application", "compose", "server", "dokploy-server"]
ServerStatus = Literal["active", "inactive"]
ServerType = Literal["deploy", "build"]
ServiceType = Literal["application", "postgres", "mysql", "mariadb", "mongo", "redis", "compose", "libsql"]
ShellType = Literal["bash", "sh"]
SourceType = Literal["docker", "git", "github", "gitlab", "bitbucket", "gitea", "drop"]
SourceTypeCompose = Literal["git", "github", "gitlab", "bitbucket", "gitea", "raw"]
SqldNode = Literal["primary", "replica"]
TriggerType = Literal["push", "tag"]
VaultProviderType = Literal["hashicorp", "infisical", "aws", "doppler", "azure", "scaleway"]

# Ours
DeploymentState = Literal["queued", "running", "done", "error", "cancelled"]
DeploymentAction = Literal["deploy", "redeploy", "rollback"]
StopRequest = Literal["cancel", "kill", "shutdown"]
