"""Arguments that several verbs take, completed from the server."""

from collections.abc import Callable
from typing import Any

import click

from dokploy.cli import applications, remembered
from dokploy.cli.api import connect


def _names() -> list[str]:
    return applications.typed(applications.every(connect(remembered.ASK_TIMEOUT_S)))


complete_application = remembered.completer("applications", _names)

app_argument: Callable[[Callable[..., Any]], Callable[..., Any]] = click.argument(
    "app", shell_complete=complete_application, help="PROJECT/ENVIRONMENT/NAME, a name that is unique, or an id."
)
"""`project/environment/app`, a name that is unique, or an id."""
