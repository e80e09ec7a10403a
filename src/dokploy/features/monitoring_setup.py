"""How monitoring is set up: what is measured, and when somebody is called.

The reference starts an agent of its own for this. Here the control plane takes the samples itself
(`features/monitoring.py`), so that setting it up stores the wishes, which hold from the next sample on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import Field
from sqlalchemy import select

from dokploy.adapters.callback import checked
from dokploy.adapters.usage_history import Sample
from dokploy.context import Context
from dokploy.models import WebServerSettings
from dokploy.wire.shapes import Wire

DEFAULTS: Final[Mapping[str, Any]] = {
    "server": {
        "type": "Dokploy",
        "refreshRate": 60,
        "port": 4500,
        "token": "",
        "urlCallback": "",
        "retentionDays": 2,
        "cronJob": "",
        "thresholds": {"cpu": 0, "memory": 0},
    },
    "containers": {"refreshRate": 60, "services": {"include": [], "exclude": []}},
}
"""What clients read where monitoring was never set up: everything is measured, and nobody is called."""


class Thresholds(Wire):
    cpu: float = Field(ge=0)
    memory: float = Field(ge=0)


class ServerMetrics(Wire):
    refresh_rate: float = Field(ge=2)
    port: float = Field(ge=1)
    token: str
    url_callback: Annotated[str, Field(json_schema_extra={"format": "uri"})]
    retention_days: float = Field(ge=1)
    cron_job: str = Field(min_length=1)
    thresholds: Thresholds


class ServicesChosen(Wire):
    include: list[str] = Field(default_factory=list)
    exclude: list[str] = Field(default_factory=list)


class ContainerMetrics(Wire):
    refresh_rate: float = Field(ge=2)
    services: ServicesChosen


class MetricsConfig(Wire):
    server: ServerMetrics
    containers: ContainerMetrics


async def settings_row(ctx: Context) -> WebServerSettings | None:
    """The one row of the installation; it is there from the first start on."""
    return (await ctx.db.scalars(select(WebServerSettings).order_by(WebServerSettings.created_at).limit(1))).first()


def config_of(found: WebServerSettings | None) -> dict[str, Any]:
    """As clients know it, the token among the rest."""
    stored = {**DEFAULTS, **((found and found.metrics_config) or {})}
    token = (found and found.metrics_token) or ""
    return {**stored, "server": {**stored["server"], "token": token}}


def store(found: WebServerSettings, wanted: MetricsConfig) -> None:
    """Raises `Invalid` for a callback that is no http(s) address. The token is sealed, apart from the rest."""
    checked(wanted.server.url_callback)
    plain = wanted.model_dump(by_alias=True)
    found.metrics_token = plain["server"]["token"]
    plain["server"] = {"type": "Dokploy", **plain["server"], "token": ""}
    found.metrics_config = plain


# ------------------------------------------------------------------------------------------------ what they mean


@dataclass(frozen=True)
class Chosen:
    """Which services are measured: parts of app names. What is excluded stays out; an empty `include` means all."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, app_name: str) -> bool:
        if any(part in app_name for part in self.exclude if part):
            return False
        return not self.include or any(part in app_name for part in self.include)


@dataclass(frozen=True)
class Wishes:
    """The part of the set-up that sampling obeys."""

    chosen: Chosen = Chosen()
    limits: Mapping[str, float] = field(default_factory=dict)
    callback: str = ""
    token: str = ""


async def wishes(ctx: Context) -> Wishes:
    """What holds now."""
    config = config_of(await settings_row(ctx))
    services, server = config["containers"]["services"], config["server"]
    chosen = Chosen(tuple(services["include"]), tuple(services["exclude"]))
    limits = {"CPU": server["thresholds"]["cpu"], "Memory": server["thresholds"]["memory"]}
    limits = {name: limit for name, limit in limits.items() if limit > 0}
    return Wishes(chosen, limits, server["urlCallback"], server["token"])


@dataclass(frozen=True)
class Alert:
    """A figure of the machine that has just risen above its limit, in per cent."""

    name: str
    value: float
    limit: float

    def body(self, at: str, token: str) -> dict[str, Any]:
        """What the receiver of the reference's agent understands."""
        words = f"{self.name} usage ({self.value:.2f}%) exceeded threshold ({self.limit:.2f}%)"
        return {
            "json": {
                "ServerType": "Dokploy",
                "Type": self.name,
                "Value": round(self.value, 2),
                "Threshold": self.limit,
                "Message": words,
                "Timestamp": at,
                "Token": token,
            }
        }


def above(limits: Mapping[str, float], sample: Sample) -> list[Alert]:
    """What is over its limit in this sample of the machine."""
    share = 100 * sample.memory / sample.memory_limit if sample.memory_limit else 0.0
    values = {"CPU": sample.cpu, "Memory": share}
    return [Alert(name, values[name], limit) for name, limit in limits.items() if values[name] > limit]


def news(before: Iterable[str], now: Iterable[Alert]) -> list[Alert]:
    """Those that were not above at the sample before: a machine that stays busy calls once, not every minute."""
    known = set(before)
    return [alert for alert in now if alert.name not in known]
