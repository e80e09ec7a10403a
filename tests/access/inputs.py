"""A valid input for every procedure, made from its declared shape, with a real row behind each id that it names.

An id field that these tables do not know fails the tests: whoever adds a procedure says here what its ids mean.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dokploy.models import (
    ApiKey,
    Application,
    Backup,
    Base,
    Compose,
    Environment,
    GitProvider,
    Invitation,
    Libsql,
    Mariadb,
    Member,
    Mongo,
    Mysql,
    Network,
    Organization,
    Postgres,
    PreviewDeployment,
    Project,
    Redis,
    Schedule,
    Server,
    Session,
    SshKey,
    User,
    VolumeBackup,
)
from dokploy.wire.openapi import inlined
from dokploy.wire.procedure import Procedure
from dokploy.wire.shapes import Schema, Wire

Model = type[Base]
Fill = Callable[[str, Model], Any]
"""What stands for the id of such a row in this field."""

# ------------------------------------------------------------------------------------------------ which ids

NAMED: Final[Mapping[str, Model]] = {
    "organizationId": Organization,
    "userId": User,
    "memberId": Member,
    "apiKeyId": ApiKey,
    "sessionId": Session,
    "invitationId": Invitation,
    "networkIds": Network,
    "accessedProjects": Project,
    "accessedEnvironments": Environment,
    "accessedServices": Application,
    "accessedServers": Server,
    "accessedGitProviders": GitProvider,
    "customGitSSHKeyId": SshKey,
    "targetEnvironmentId": Environment,
}
"""Fields whose name is no column of a primary or foreign key, and those where that would mislead."""
NO_ROWS: Final = frozenset(
    {
        "gitlabProjectId",
        "containerId",
        "templateId",
        "stripeCustomerId",
        "stripeSubscriptionId",
    }
)
"""They look like ids and name nothing in our tables: a git host's projects, the engine's containers, templates."""
SELF: Final = frozenset({"user.update:id"})
"""Ids that may only be the caller's own."""
BY_NAME: Final = frozenset(
    f"{procedure}:appName"
    for procedure in (
        "docker.getContainersByAppNameMatch", "docker.getContainersByAppLabel", "docker.getServiceContainersByAppName",
        "docker.getStackContainersByAppName", "application.readAppMonitoring",
    )
)  # fmt: skip
"""Fields that name an application by its appName instead of its id."""
ALSO: Final[Mapping[str, Model]] = {"user.update:id": User, **dict.fromkeys(BY_NAME, Application)}
"""Id fields whose name does not say what they name, by procedure."""
SERVICES: Final[Mapping[str, Model]] = {
    "application": Application,
    "compose": Compose,
    "postgres": Postgres,
    "mysql": Mysql,
    "mariadb": Mariadb,
    "mongo": Mongo,
    "redis": Redis,
    "libsql": Libsql,
}


def _model_by_column() -> dict[str, Model]:
    """From the wire names of primary keys, then of foreign keys, to the table that they lead to."""
    by_table = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
    found: dict[str, Model] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                found.setdefault(str(column.name), by_table[key.column.table.name])
    for table, model in by_table.items():
        (key_column,) = Base.metadata.tables[table].primary_key
        if key_column.name != "id":
            found[str(key_column.name)] = model
    return found


COLUMNS: Final = _model_by_column() | dict(NAMED)


@dataclass(frozen=True)
class Variant:
    """One way to call a procedure: values that are fixed, and ids that must be there."""

    ids: Mapping[str, Model] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    alone: bool = False
    """No optional id beside these: they would exclude each other."""


def _by_type(id_field: str, type_field: str, kinds: Mapping[str, Model], **fixed: Any) -> tuple[Variant, ...]:
    return tuple(Variant({id_field: model}, {type_field: word, **fixed}) for word, model in kinds.items())


VARIANTS: Final[Mapping[str, tuple[Variant, ...]]] = {
    "deployment.allByType": _by_type(
        "id",
        "type",
        {
            "application": Application,
            "compose": Compose,
            "server": Server,
            "schedule": Schedule,
            "previewDeployment": PreviewDeployment,
            "backup": Backup,
            "volumeBackup": VolumeBackup,
        },
    ),
    "mounts.create": _by_type("serviceId", "serviceType", SERVICES, type="bind", hostPath="/srv/data"),
    "mounts.listByServiceId": _by_type("serviceId", "serviceType", SERVICES),
    "user.assignPermissions": (Variant({"id": User}), Variant({"id": Member})),
    "domain.create": (
        Variant({"applicationId": Application}, alone=True),
        Variant({"composeId": Compose}, alone=True),
        Variant({"previewDeploymentId": PreviewDeployment}, alone=True),
    ),
}
"""Procedures with more than one way, or with ids that are optional in the shape and not in the rules."""

# ------------------------------------------------------------------------------------------------ which values


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Dockerfile", "FROM scratch\n")
    return held.getvalue()


def _private_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()


VALUES: Final[Mapping[str, Any]] = {
    "domain.create:host": "access.example.net",
    "domain.update:host": "access.example.net",
    "domain": "localhost",
    "customGitBranch": "main",
    "appName": "shop",
    "email": "newcomer@example.net",
    "role": "member",
    "privateKey": _private_key(),
    "fingerprint": f"SHA256:{'A' * 43}",
    "mountPath": "/more",
    "traefikConfig": "",
    "urlCallback": "http://127.0.0.1:9/alerts",
}
"""Values by field, or by procedure and field, where a plain text of the right length would be refused."""


def schema_of(procedure: Procedure) -> Schema:
    return _schema(procedure.takes) if procedure.takes else {}


@cache
def _schema(takes: type[Wire]) -> Schema:
    return inlined(takes.model_json_schema(by_alias=True))


def is_id(name: str) -> bool:
    return name in NAMED or (bool(re.search(r"(Id|Ids|ID)$|^id$", name)) and name not in NO_ROWS)


def id_fields(procedure: Procedure) -> dict[str, Model]:
    """Every id field with its table. Raises `LookupError` for one that nobody knows how to fill."""
    told = {name: model for variant in VARIANTS.get(procedure.name, ()) for name, model in variant.ids.items()}
    found: dict[str, Model] = {}
    for name in schema_of(procedure).get("properties", {}):
        if name in told or is_id(name) or f"{procedure.name}:{name}" in ALSO:
            model = told.get(name) or ALSO.get(f"{procedure.name}:{name}") or COLUMNS.get(name)
            if model is None:
                raise LookupError(f"{procedure.name}: what does {name} name? Say it in tests/access/inputs.py")
            found[name] = model
    return found


@dataclass(frozen=True)
class Case:
    """One input of a procedure: which ids it names, and the one that is looked at."""

    procedure: Procedure
    ids: Mapping[str, Model]
    field: str | None
    fixed: Mapping[str, Any]
    is_optional: bool = False
    """The field that is looked at may be missing."""

    def __str__(self) -> str:
        word = next(iter(self.fixed.values()), "") if self.fixed else ""
        return f"{self.procedure.name}({', '.join(self.ids)}{f' {word}' if word else ''})"

    def body(self, own: Fill, foreign: Fill | None = None) -> dict[str, Any]:
        """Everything that is required; with `foreign`, the field that is looked at names a foreign row."""
        schema = schema_of(self.procedure)
        properties = schema.get("properties", {})
        values = {
            name: value_of(self.procedure.name, name, properties[name])
            for name in schema.get("required", ())
            if name not in self.ids and not is_file(properties[name])
        } | dict(self.fixed)
        for name, model in self.ids.items():
            fill = foreign if foreign is not None and name == self.field else own
            found = fill(name, model)
            values[name] = [found] if _is_list(properties[name]) else found
        return values

    @property
    def files(self) -> dict[str, bytes]:
        properties = schema_of(self.procedure).get("properties", {})
        return {name: _zip() for name, schema in properties.items() if is_file(schema)}


def cases(procedure: Procedure) -> Iterator[Case]:
    """Each way to call it, with each id field looked at in turn."""
    known = id_fields(procedure)
    required = schema_of(procedure).get("required", ())
    default = (Variant({name: model for name, model in known.items() if name in required}),)
    for variant in VARIANTS.get(procedure.name, default):
        always = dict(variant.ids)
        if not always:
            yield Case(procedure, {}, None, variant.fixed)
        for name in always:
            yield Case(procedure, always, name, variant.fixed)
        for name, model in known.items():
            if name not in always and not variant.alone:
                yield Case(procedure, {**always, name: model}, name, variant.fixed, is_optional=True)


def is_file(schema: Schema) -> bool:
    return schema.get("format") == "binary"


def _is_list(schema: Schema) -> bool:
    return any(one.get("type") == "array" for one in (schema, *schema.get("anyOf", ())))


def value_of(procedure: str, name: str, schema: Schema) -> Any:  # noqa: PLR0911 - one line per type of JSON
    """The simplest value that the shape accepts."""
    for key in (f"{procedure}:{name}", name):
        if key in VALUES:
            return VALUES[key]
    if "anyOf" in schema:
        return value_of(procedure, name, schema["anyOf"][0])
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return False
        case "array":
            return []
        case "object":
            properties = schema.get("properties", {})
            return {key: value_of(procedure, key, properties[key]) for key in schema.get("required", ())}
        case _:
            return "text".ljust(schema.get("minLength", 1), "x")[: schema.get("maxLength", 100)]
