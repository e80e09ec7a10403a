"""A deployment's log, live, from its first byte to its end, across broken connections."""

import time
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from dokploy.cli.api import Api
from dokploy.cli.failure import Failed

NORMAL: Final = 1000
GIVE_UP_AFTER: Final = 20
"""Attempts in a row without a byte; with a second between them, a restart of the server fits in."""
SETTLE_ATTEMPTS: Final = 50


def log_of(api: Api, deployment_id: str) -> Iterator[str]:
    """Pieces of the log as they come; ends when the deployment has ended. A lost connection goes on where it broke."""
    offset, failures = 0, 0
    while True:
        query = urlencode({"deploymentId": deployment_id, "offset": offset})
        headers = {"x-api-key": api.profile.key.reveal()} if api.profile.key else {}
        url = f"ws{api.profile.url.removeprefix('http')}/listen-deployment?{query}"
        try:
            with connect(url, additional_headers=headers, max_size=None) as socket:
                for frame in socket:
                    text = frame if isinstance(frame, str) else frame.decode(errors="replace")
                    offset, failures = offset + len(text.encode()), 0
                    yield text
                return
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else None
            if code is not None and 4000 <= code < 5000:
                reason = closed.rcvd.reason if closed.rcvd else ""
                raise Failed(f"The server refuses the log: {reason or code}.") from closed
            cause = f"connection lost ({code or 'without a word'})"
        except (OSError, InvalidHandshake, TimeoutError) as error:
            cause = str(error)
        failures += 1
        if failures > GIVE_UP_AFTER:
            raise Failed(f"The log cannot be followed: {cause}.", hint="The deployment itself goes on at the server.")
        time.sleep(min(failures, 4) / 4)


def ending_of(api: Api, application_id: str, deployment_id: str) -> dict[str, Any]:
    """The deployment's row in its final state. The log ends a moment before the row is written."""
    row: dict[str, Any] = {}
    for _ in range(SETTLE_ATTEMPTS):
        rows = api.query("deployment.all", applicationId=application_id)
        row = next((each for each in rows if each["deploymentId"] == deployment_id), {})
        if not row:
            raise Failed("The deployment is no longer there.", hint="Somebody removed it, or the application.")
        if row["status"] != "running":
            break
        time.sleep(0.2)
    return row
