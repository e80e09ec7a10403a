"""Where failpoints meet the database: a statement or a commit fails as it would if the server went away just then."""

import sqlite3
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from dokploy.core import failpoints
from dokploy.core.errors import DatabaseAway

_SQLITE: Final[dict[failpoints.Failure, tuple[int, str]]] = {
    "fail": (sqlite3.SQLITE_IOERR, "disk I/O error"),
    "full": (sqlite3.SQLITE_FULL, "database or disk is full"),
}
UNSURE: Final = "it broke off before it had said that it was done"
"""Of a commit that was asked for nobody knows."""


def listen(engine: Engine) -> None:
    """Only while failpoints are armed: every statement passes here then."""
    for kind in ("do_execute", "do_execute_no_params", "do_executemany"):
        event.listen(engine, kind, _before_statement)
    event.listen(engine, "commit", _before_commit)


def after_commit() -> None:
    """What was written is there, and whoever wrote it does not learn of that."""
    failpoints.reach("database.committed", lambda: DatabaseAway(UNSURE))


def _before_statement(cursor: Any, *_: Any) -> None:
    failure = failpoints.meet("database.statement")
    if failure is not None and not _cut(getattr(cursor, "_connection", None)):
        code, text = _SQLITE[failure]
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = code
        raise error


def _before_commit(connection: Connection) -> None:
    failure = failpoints.meet("database.commit")
    if failure is not None and not _cut(connection.connection.driver_connection):
        raise DatabaseAway(_SQLITE[failure][1])


def _cut(driver: Any) -> bool:
    """PostgreSQL: close the socket, and let the driver find out; False where there is none."""
    if not hasattr(driver, "terminate"):
        return False
    driver.terminate()
    return True
