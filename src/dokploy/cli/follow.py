"""A log, live, across broken connections."""

import time
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from dokploy.cli.api import Api
from dokploy.cli.failure import Exit, Failed

GIVE_UP_AFTER: Final = 20
"""Attempts in a row without a byte; with a second between them, a restart of the server fits in."""
SETTLE_ATTEMPTS: Final = 50
NOT_AUTHORIZED: Final = 4003


def log_of(api: Api, deployment_id: str) -> Iterator[str]:
    """Pieces of a deployment's log from its first byte; ends when the deployment has ended.

    A lost connection goes on where it broke.
    """
    offset, failures = 0, 0
    while True:
        try:
            for text in frames(api, "/listen-deployment", {"deploymentId": deployment_id, "offset": str(offset)}):
                offset, failures = offset + len(text.encode()), 0
                yield text
        except Lost as lost:
            failures += 1
            if failures > GIVE_UP_AFTER:
                raise Failed(
                    f"The log cannot be followed: {lost}.",
                    hint="The deployment itself goes on at the server.",
                    code=Exit.UNREACHABLE,
                ) from lost
            time.sleep(min(failures, 4) / 4)
        else:
            return


class Lost(Exception):
    """The connection broke, or could not be made; trying again may help."""


def frames(api: Api, path: str, query: Mapping[str, str]) -> Iterator[str]:
    """The text frames of a socket until the server ends it in order. Raises `Lost`, and `Failed` for a refusal."""
    # Late: only what follows needs this library, which takes a tenth of a second.
    from websockets.exceptions import ConnectionClosed, InvalidHandshake  # noqa: PLC0415 - as above
    from websockets.sync.client import connect  # noqa: PLC0415 - as above

    url = f"ws{api.profile.url.removeprefix('http')}{path}?{urlencode(query)}"
    try:
        with connect(url, additional_headers=api.credentials, max_size=None) as socket:
            for frame in socket:
                yield frame if isinstance(frame, str) else frame.decode(errors="replace")
    except ConnectionClosed as closed:
        code = closed.rcvd.code if closed.rcvd else None
        if code is not None and 4000 <= code < 5000:
            reason = closed.rcvd.reason if closed.rcvd else ""
            exit_code = Exit.NOT_ALLOWED if code == NOT_AUTHORIZED else Exit.FAILED
            raise Failed(f"The server refuses the log: {reason or code}.", code=exit_code) from closed
        raise Lost(f"connection lost ({code or 'without a word'})") from closed
    except (OSError, InvalidHandshake, TimeoutError) as error:
        raise Lost(str(error)) from error


def ending_of(api: Api, application_id: str, deployment_id: str) -> dict[str, Any]:
    """The deployment's row in its final state. The log ends a moment before the row is written."""
    for _ in range(SETTLE_ATTEMPTS):
        rows = api.query("deployment.all", applicationId=application_id)
        row: dict[str, Any] = next((each for each in rows if each["deploymentId"] == deployment_id), {})
        if not row:
            raise Failed(
                "The deployment is no longer there.",
                hint="Somebody removed it, or the application.",
                code=Exit.NOT_FOUND,
            )
        if row["status"] != "running":
            return row
        time.sleep(0.2)
    raise Failed("The deployment has not ended yet.", hint="Look again: dokploy logs APP --build -f")
