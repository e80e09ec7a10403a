"""Every secret that a plan carries, however deep, so that the log can hide it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dokploy.adapters.redaction import carries_credentials
from dokploy.core.secrets import Secret
from dokploy.pipeline.plan import GitSource, MountPoint


def secrets_in(value: Any) -> Iterator[Secret]:
    if isinstance(value, Secret):
        yield value
    elif isinstance(value, GitSource):
        # The address of a repository is a secret only for the credentials in it; without any, the log should name it.
        if carries_credentials(value.url):
            yield value.url
        yield from secrets_in(value.ssh)
    elif is_dataclass(value) and not isinstance(value, MountPoint):
        # A mounted file's content is left out: no stage prints it, and most of its lines are everyday words.
        for part in fields(value):
            yield from secrets_in(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from secrets_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from secrets_in(item)
