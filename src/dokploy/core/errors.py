"""What can go wrong, once: every error that a caller may see carries its code and its HTTP status.

Codes, numbers and statuses are those of tRPC v11 (contract: "tRPC wire"); `wire` renders them, nothing else does.
"""

import errno
from typing import Any, Final

_MAKE_ROOM: Final = "Make some on the server (dokploy doctor says where); nothing has to be started again."


class DokployError(Exception):
    """Base of all errors that are answers. `hint` is the next step for the person who meets it."""

    code = "INTERNAL_SERVER_ERROR"
    status = 500
    number = -32603

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        if not self.hint:
            return self.message
        end = "" if self.message.endswith((".", "!", "?", ":")) else "."
        return f"{self.message}{end} {self.hint}"


class ParseError(DokployError):
    code, status, number = "PARSE_ERROR", 400, -32700


class Invalid(DokployError):
    """Input that cannot be accepted; `issues` are `{code, path, message}` in the order of the fields."""

    code, status, number = "BAD_REQUEST", 400, -32600

    def __init__(self, message: str, *, issues: list[dict[str, Any]] | None = None, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.issues = issues or []


class Unauthorized(DokployError):
    """Nobody is signed in. A signed-in caller without the right meets `Forbidden`."""

    code, status, number = "UNAUTHORIZED", 401, -32001


class Forbidden(DokployError):
    code, status, number = "FORBIDDEN", 403, -32003


class NotFound(DokployError):
    """Absent, or of another organization: the caller cannot tell which."""

    code, status, number = "NOT_FOUND", 404, -32004


class MethodNotSupported(DokployError):
    code, status, number = "METHOD_NOT_SUPPORTED", 405, -32005


class TimedOut(DokployError):
    code, status, number = "TIMEOUT", 408, -32008


class Conflict(DokployError):
    code, status, number = "CONFLICT", 409, -32009


class PreconditionFailed(DokployError):
    """Something that the operation needs is not there: no engine, no Swarm, a service that never ran."""

    code, status, number = "PRECONDITION_FAILED", 412, -32012


class TooLarge(DokployError):
    code, status, number = "PAYLOAD_TOO_LARGE", 413, -32013


class UnsupportedMediaType(DokployError):
    code, status, number = "UNSUPPORTED_MEDIA_TYPE", 415, -32015


class TryLater(DokployError):
    """The same call may succeed after `retry_after` whole seconds."""

    def __init__(self, message: str, *, retry_after: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class TooManyRequests(TryLater):
    code, status, number = "TOO_MANY_REQUESTS", 429, -32029


class DatabaseAway(TryLater):
    """The database does not answer, or has broken off; `cause` goes on after "…: "."""

    code, status = "SERVICE_UNAVAILABLE", 503

    def __init__(self, cause: str, *, retry_after: int = 2) -> None:
        super().__init__(f"The database is away: {cause}.", retry_after=retry_after, hint="Try again in a moment.")


class DatabaseBrokeOff(DatabaseAway):
    """It went away in the middle, and nothing of it was written: the same may be asked again at once."""


class DiskFull(TryLater):
    """There is no room for `what`; nothing was changed, and all goes on as soon as there is some."""

    code, status = "INSUFFICIENT_STORAGE", 507

    def __init__(self, what: str, *, retry_after: int = 30) -> None:
        super().__init__(f"The disk is full: no room for {what}.", retry_after=retry_after, hint=_MAKE_ROOM)


class RemoteFailed(DokployError):
    """The engine, a registry, a git host or Traefik refused or broke off; the message quotes its cause."""


class EngineUnavailable(PreconditionFailed):
    """No Docker Engine answers, or it is no Swarm manager."""


def is_disk_full(error: BaseException) -> bool:
    """Whether the system refused to write for want of room; an exceeded quota is that too."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def of_system(error: OSError, path: object = None) -> DokployError:
    """What the system refused, in words for people. `path`: the file of ours, where the error does not say it."""
    where = path or error.filename
    if is_disk_full(error):
        return DiskFull(str(where or "what is written"))
    what = f"The file {where} cannot be changed" if where else "The system refuses what this needs"
    return PreconditionFailed(f"{what}: {error.strerror or str(error) or type(error).__name__}.")
