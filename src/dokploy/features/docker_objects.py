"""Docker's own objects in our columns: key names, units and limits as the Engine API has them."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal

INT32: Final = 2**31 - 1
INT64: Final = 2**63 - 1
MILLISECOND: Final = 1_000_000
"""In nanoseconds, Docker's unit of time."""
REPLICAS_MAXIMUM: Final = 100
RESERVED_LABELS: Final = ("dokploy.", "com.docker.")

Count = Annotated[int, Field(ge=0, le=INT32)]
Nanoseconds = Annotated[int, Field(ge=0, le=INT64)]


def _a_millisecond_or_none(value: int) -> int:
    if 0 < value < MILLISECOND:
        raise ValueError("Durations are nanoseconds: 0, or 1000000 (one millisecond) and more")
    return value


Probe = Annotated[Nanoseconds, AfterValidator(_a_millisecond_or_none)]
OPTIONAL: Any = Field(default=None)
"""May be missing, may not be null. What a missing key means is told by `model_fields_set`, never by this value."""


def own_labels(value: dict[str, str] | None) -> dict[str, str] | None:
    for name in value or {}:
        if not name or name.startswith(RESERVED_LABELS):
            raise ValueError(f"Labels may not be empty or begin with {' or '.join(RESERVED_LABELS)}: {name!r}")
    return value


class Docker(BaseModel):
    """An object in Docker's own words and units. Unknown keys are refused: a misspelt one would silently do nothing."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="forbid", strict=True, frozen=True, defer_build=True)


class HealthCheck(Docker):
    test: list[str] = OPTIONAL
    interval: Probe = OPTIONAL
    timeout: Probe = OPTIONAL
    start_period: Probe = OPTIONAL
    retries: Count = OPTIONAL


class RestartPolicy(Docker):
    condition: Literal["none", "on-failure", "any", ""] = OPTIONAL
    delay: Nanoseconds = OPTIONAL
    max_attempts: Count = OPTIONAL
    window: Nanoseconds = OPTIONAL


class Spread(Docker):
    spread_descriptor: str


class Preference(Docker):
    spread: Spread


class Platform(Docker):
    architecture: str
    os: str = Field(alias="OS")


class Placement(Docker):
    constraints: list[str] = OPTIONAL
    preferences: list[Preference] = OPTIONAL
    max_replicas: Count = OPTIONAL
    platforms: list[Platform] = OPTIONAL


class _Rollout(Docker):
    parallelism: Count
    delay: Nanoseconds = OPTIONAL
    failure_action: str = OPTIONAL
    monitor: Nanoseconds = OPTIONAL
    max_failure_ratio: Annotated[float, Field(ge=0, le=1)] = OPTIONAL
    order: Literal["start-first", "stop-first"]


class UpdateConfig(_Rollout):
    failure_action: Literal["pause", "continue", "rollback", ""] = OPTIONAL


class RollbackConfig(_Rollout):
    failure_action: Literal["pause", "continue", ""] = OPTIONAL


class Replicated(Docker):
    replicas: Annotated[int, Field(ge=0, le=REPLICAS_MAXIMUM)] = OPTIONAL


class ReplicatedJob(Docker):
    max_concurrent: Count = OPTIONAL
    total_completions: Count = OPTIONAL


class Nothing(Docker):
    """`{}`: the presence of the key says it all."""


class Mode(Docker):
    replicated: Replicated = OPTIONAL
    global_: Annotated[Nothing, Field(alias="Global")] = OPTIONAL
    replicated_job: ReplicatedJob = OPTIONAL
    global_job: Nothing = OPTIONAL


def one_mode(value: Mode | None) -> Mode | None:
    if value is not None and len(value.model_fields_set) > 1:
        raise ValueError("A service has one mode: Replicated, Global, ReplicatedJob or GlobalJob")
    return value


class NetworkAttachment(Docker):
    target: str = OPTIONAL
    aliases: list[str] = OPTIONAL
    driver_opts: dict[str, str] = OPTIONAL


class EndpointPort(Docker):
    protocol: Literal["tcp", "udp", "sctp"] = OPTIONAL
    target_port: Annotated[int, Field(ge=0, le=65535)] = OPTIONAL
    published_port: Annotated[int, Field(ge=0, le=65535)] = OPTIONAL
    publish_mode: Literal["ingress", "host"] = OPTIONAL


class EndpointSpec(Docker):
    mode: Literal["vip", "dnsrr", ""] = OPTIONAL
    ports: list[EndpointPort] = OPTIONAL


class Ulimit(Docker):
    name: Annotated[str, Field(min_length=1)]
    soft: Annotated[int, Field(ge=-1, le=INT64)]
    hard: Annotated[int, Field(ge=-1, le=INT64)]


SWARM: Final[dict[str, Any]] = {
    "health_check_swarm": HealthCheck,
    "restart_policy_swarm": RestartPolicy,
    "placement_swarm": Placement,
    "update_config_swarm": UpdateConfig,
    "rollback_config_swarm": RollbackConfig,
    "mode_swarm": Annotated[Mode, AfterValidator(one_mode)],
    "labels_swarm": Annotated[dict[str, str], AfterValidator(own_labels)],
    "network_swarm": list[NetworkAttachment],
    "endpoint_spec_swarm": EndpointSpec,
    "ulimits_swarm": list[Ulimit],
}
"""The shape of each JSON column; what is saved is checked by it, and what is run is checked again."""
