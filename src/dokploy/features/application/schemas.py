"""What application procedures take. The checks are the types: every way to save a field shares them."""

import re
import shlex
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from dokploy.core import names, units
from dokploy.features.docker_objects import (
    INT64,
    OPTIONAL,
    REPLICAS_MAXIMUM,
    Count,
    EndpointSpec,
    HealthCheck,
    Mode,
    Nanoseconds,
    NetworkAttachment,
    Placement,
    RestartPolicy,
    RollbackConfig,
    Ulimit,
    UpdateConfig,
    one_mode,
    own_labels,
)
from dokploy.features.search import PAGE, Limit, Offset, Sought
from dokploy.models.enums import ApplicationStatus, BuildType, CertificateType, SourceType, TriggerType
from dokploy.wire.shapes import Upload, Wire

ICON_BYTES: Final = 2 * 1024**2

# ------------------------------------------------------------------------------------------------ checks


def checked(check: Callable[[str], object]) -> AfterValidator:
    """Refuse a text that does not pass; keep it as it was sent: clients compare what they read with what they wrote.

    An empty text is a form field that was left empty; it counts as not set.
    """

    def validate(value: str | None) -> str | None:
        if value:
            check(value)
        return value

    return AfterValidator(validate)


def _number_as_text(value: object) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


def _within_engine(read: Callable[[str], int]) -> Callable[[str], None]:
    def check(value: str) -> None:
        if read(value) > INT64:
            raise ValueError("More than Docker can count")

    return check


def _command(value: str) -> None:
    try:
        shlex.split(value)
    except ValueError as error:
        raise ValueError(f"The command cannot be split into words: {error}") from error


def _registry_url(value: str) -> None:
    if not re.fullmatch(r"(https?://)?[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._/-]*)?", value) or len(value) > 500:
        raise ValueError("A registry is a host name, with :port where it needs one")


def _version(value: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}", value):
        raise ValueError("A version holds letters, digits, dots, hyphens and underscores")


def _token(value: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,200}", value):
        raise ValueError("A webhook token is 16 to 200 letters, digits, hyphens and underscores: nobody may guess it")


def wanted_name(value: str) -> None:
    names.app_name(value.strip().replace(" ", "-"))


Id = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]
Text = str | None
Flag = bool | None
AppName = Annotated[str, Field(min_length=1, max_length=names.APP_NAME_LENGTH), checked(wanted_name)]
GitRef = Annotated[str | None, checked(names.git_ref)]
GitUrl = Annotated[str | None, checked(names.git_url)]
RelativePath = Annotated[str | None, checked(names.relative_path)]
UrlPath = Annotated[str | None, checked(names.url_path)]
Image = Annotated[str | None, checked(names.image_ref)]
Stage = Annotated[str | None, checked(names.build_stage)]
RegistryUrl = Annotated[str | None, checked(_registry_url)]
Version = Annotated[str | None, checked(_version)]
Token = Annotated[str | None, checked(_token)]
Command = Annotated[str | None, checked(_command)]
Wildcard = Annotated[str | None, checked(lambda value: names.host_name(value.removeprefix("*.")))]
Memory = Annotated[str | None, BeforeValidator(_number_as_text), checked(_within_engine(units.memory_bytes))]
Cpu = Annotated[str | None, BeforeValidator(_number_as_text), checked(_within_engine(units.nano_cpus))]
PortNumber = Annotated[int, Field(ge=1, le=65535)]
Patterns = Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=200)] | None
Words = list[str] | None
# ------------------------------------------------------------------------------------------------ inputs


class ApplicationId(Wire):
    application_id: Id


class ApplicationCreate(Wire):
    name: Name
    app_name: AppName = OPTIONAL
    description: Text = None
    environment_id: str
    server_id: Text = None
    source_type: SourceType = OPTIONAL


class Move(Wire):
    application_id: Id
    target_environment_id: Id


class Search(Wire):
    q: Sought = None
    name: Sought = None
    app_name: Sought = None
    description: Sought = None
    repository: Sought = None
    owner: Sought = None
    docker_image: Sought = None
    project_id: Text = None
    environment_id: Text = None
    limit: Limit = PAGE
    offset: Offset = 0


class Deploy(Wire):
    application_id: Id
    title: Text = None
    description: Text = None


class Reload(Wire):
    app_name: AppName | None = None
    application_id: Id


class SaveEnvironment(Wire):
    application_id: Id
    env: Text = None
    build_args: Text = None
    build_secrets: Text = None
    create_env_file: bool = OPTIONAL


class SaveBuildType(Wire):
    application_id: Id
    build_type: BuildType
    dockerfile: RelativePath = None
    docker_context_path: RelativePath = None
    docker_build_stage: Stage = None
    heroku_version: Version = None
    railpack_version: Version = None
    publish_directory: RelativePath = None
    is_static_spa: Flag = None


class SaveGitProvider(Wire):
    application_id: Id
    custom_git_build_path: RelativePath = None
    custom_git_url: GitUrl = None
    watch_paths: Patterns = None
    enable_submodules: bool = OPTIONAL
    custom_git_branch: Annotated[str, Field(min_length=1), checked(names.git_ref)]
    custom_git_ssh_key_id: Annotated[Text, Field(alias="customGitSSHKeyId")] = None


class SaveDockerProvider(Wire):
    docker_image: Image = None
    application_id: Id
    username: Text = None
    password: Text = None
    registry_url: RegistryUrl = None


class Drop(Wire):
    application_id: Id
    zip: Upload
    drop_build_path: RelativePath = None


class TraefikConfig(Wire):
    application_id: Id
    traefik_config: Annotated[str, Field(max_length=1024 * 1024)]


class ApplicationUpdate(Wire):
    """Every column that a caller may set, in the order of the contract."""

    application_id: Id
    name: Name = OPTIONAL
    app_name: AppName = OPTIONAL
    description: Text = None
    env: Text = None
    preview_env: Text = None
    watch_paths: Patterns = None
    preview_build_args: Text = None
    preview_build_secrets: Text = None
    preview_labels: Words = None
    preview_wildcard: Wildcard = None
    preview_port: PortNumber | None = None
    preview_https: bool = OPTIONAL
    preview_path: UrlPath = None
    preview_certificate_type: CertificateType = OPTIONAL
    preview_custom_cert_resolver: Text = None
    preview_limit: Count | None = None
    is_preview_deployments_active: Flag = None
    preview_require_collaborator_permissions: Flag = None
    rollback_active: Flag = None
    build_args: Text = None
    build_secrets: Text = None
    memory_reservation: Memory = None
    memory_limit: Memory = None
    cpu_reservation: Cpu = None
    cpu_limit: Cpu = None
    title: Text = None
    enabled: Flag = None
    subtitle: Text = None
    command: Command = None
    args: Words = None
    icon: Annotated[str | None, Field(max_length=ICON_BYTES)] = None
    refresh_token: Token = None
    source_type: SourceType = OPTIONAL
    clean_cache: Flag = None
    repository: Text = None
    owner: Text = None
    branch: GitRef = None
    build_path: RelativePath = None
    trigger_type: TriggerType | None = None
    auto_deploy: Flag = None
    gitlab_project_id: Count | None = None
    gitlab_repository: Text = None
    gitlab_owner: Text = None
    gitlab_branch: GitRef = None
    gitlab_build_path: RelativePath = None
    gitlab_path_namespace: Text = None
    gitea_repository: Text = None
    gitea_owner: Text = None
    gitea_branch: GitRef = None
    gitea_build_path: RelativePath = None
    bitbucket_repository: Text = None
    bitbucket_repository_slug: Text = None
    bitbucket_owner: Text = None
    bitbucket_branch: GitRef = None
    bitbucket_build_path: RelativePath = None
    username: Text = None
    password: Text = None
    docker_image: Image = None
    registry_url: RegistryUrl = None
    custom_git_url: GitUrl = None
    custom_git_branch: GitRef = None
    custom_git_build_path: RelativePath = None
    custom_git_ssh_key_id: Annotated[Text, Field(alias="customGitSSHKeyId")] = None
    enable_submodules: bool = OPTIONAL
    dockerfile: RelativePath = None
    docker_context_path: RelativePath = None
    docker_build_stage: Stage = None
    drop_build_path: RelativePath = None
    health_check_swarm: HealthCheck | None = None
    restart_policy_swarm: RestartPolicy | None = None
    placement_swarm: Placement | None = None
    update_config_swarm: UpdateConfig | None = None
    rollback_config_swarm: RollbackConfig | None = None
    mode_swarm: Annotated[Mode | None, AfterValidator(one_mode)] = None
    labels_swarm: Annotated[dict[str, str] | None, AfterValidator(own_labels)] = None
    network_swarm: list[NetworkAttachment] | None = None
    stop_grace_period_swarm: Nanoseconds | None = None
    endpoint_spec_swarm: EndpointSpec | None = None
    ulimits_swarm: list[Ulimit] | None = None
    replicas: Annotated[int, Field(ge=0, le=REPLICAS_MAXIMUM)] = OPTIONAL
    application_status: ApplicationStatus = OPTIONAL
    build_type: BuildType = OPTIONAL
    railpack_version: Version = None
    heroku_version: Version = None
    publish_directory: RelativePath = None
    is_static_spa: Flag = None
    create_env_file: bool = OPTIONAL
    created_at: str = OPTIONAL
    registry_id: Text = None
    rollback_registry_id: Text = None
    environment_id: str = OPTIONAL
    github_id: Text = None
    gitlab_id: Text = None
    gitea_id: Text = None
    bitbucket_id: Text = None
    build_server_id: Text = None
    build_registry_id: Text = None
    network_ids: Words = None
    detach_dokploy_network: bool = OPTIONAL
