"""What the system refuses, in words for people."""

import errno
import os
from pathlib import Path

import pytest

from dokploy.core.errors import DokployError, of_system


def refused(number: int, *names: object) -> OSError:
    return OSError(number, os.strerror(number), *names)


@pytest.mark.parametrize(
    ("error", "path", "code", "message"),
    [
        (refused(errno.ENOSPC), None, "INSUFFICIENT_STORAGE", "The disk is full: no room for what is written."),
        (refused(errno.EDQUOT, "/data/log"), None, "INSUFFICIENT_STORAGE", "The disk is full: no room for /data/log."),
        (
            refused(errno.EACCES, "/data/log"),
            None,
            "PRECONDITION_FAILED",
            "The file /data/log cannot be changed: Permission denied.",
        ),
        (
            refused(errno.EROFS),
            Path("/data/env"),
            "PRECONDITION_FAILED",
            "The file /data/env cannot be changed: Read-only file system.",
        ),
        (
            refused(errno.EMFILE),
            None,
            "PRECONDITION_FAILED",
            "The system refuses what this needs: Too many open files.",
        ),
        (TimeoutError(), None, "PRECONDITION_FAILED", "The system refuses what this needs: TimeoutError."),
    ],
)
def test_the_cause_and_the_place_are_named(error: OSError, path: Path | None, code: str, message: str) -> None:
    known: DokployError = of_system(error, path)
    assert (known.code, known.message) == (code, message)
