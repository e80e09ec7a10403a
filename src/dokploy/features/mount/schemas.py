"""What mount procedures take. A value is kept as it was sent; what runs is its canonical form."""

from typing import Annotated, Any

from pydantic import Field

from dokploy.core import names
from dokploy.features.application.schemas import checked
from dokploy.models.enums import MountType, ServiceType
from dokploy.wire.shapes import Wire

Id = Annotated[str, Field(min_length=1)]
HostPath = Annotated[str | None, checked(names.absolute_path)]
Volume = Annotated[str | None, checked(names.volume_name)]
FilePath = Annotated[str | None, checked(names.file_path)]
MountPath = Annotated[str, Field(min_length=1, max_length=names.PATH_LENGTH)]
OPTIONAL: Any = Field(default=None)
"""May be missing, may not be null."""


class MountCreate(Wire):
    type: MountType
    host_path: HostPath = None
    volume_name: Volume = None
    content: str | None = None
    mount_path: MountPath
    file_path: FilePath = None
    service_type: ServiceType = "application"
    service_id: Id


class MountId(Wire):
    mount_id: Id


class MountUpdate(MountId):
    """`serviceType` and the ids of services are what clients send back of what they have read."""

    type: MountType = OPTIONAL
    host_path: HostPath = None
    volume_name: Volume = None
    file_path: FilePath = None
    content: str | None = None
    service_type: ServiceType = OPTIONAL
    mount_path: MountPath = OPTIONAL
    application_id: str | None = None
    compose_id: str | None = None
    libsql_id: str | None = None
    mariadb_id: str | None = None
    mongo_id: str | None = None
    mysql_id: str | None = None
    postgres_id: str | None = None
    redis_id: str | None = None


class MountRemove(Wire):
    mount_id: str


class ByApplication(Wire):
    application_id: Id


class ByService(Wire):
    service_type: ServiceType
    service_id: Id
