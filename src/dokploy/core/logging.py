"""Structured logs: one line per event, the same keys everywhere.

Each is bound in one place, and whatever is logged below it carries it: `request_id` in `wire/headers.py` (in
`sockets/visit.py` for a socket), `user_id` and `organization_id` in `wire/credentials.py`, `deployment_id` in
`releases/runs.py`.
"""

import logging
import sys
from contextlib import suppress
from typing import Final, Literal, TextIO, cast

import structlog

Format = Literal["auto", "json", "text"]

_COMMON: Final[tuple[structlog.typing.Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def configure(level: str, form: Format = "auto") -> None:
    """On standard error, which leaves standard output to the steps. `auto`: readable on a terminal, JSON elsewhere."""
    numeric = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    is_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if is_text else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*_COMMON, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(numeric),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, Unfailing(sys.stderr))),
        cache_logger_on_first_use=True,
    )
    _libraries(renderer)


class Unfailing:
    """Standard output and error, which may lie on a full disk: a line that nobody takes must not fail a call."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def _libraries(renderer: structlog.typing.Processor) -> None:
    """What the libraries say, from warnings on, in the same form: a line that is no JSON is lost to a machine."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_COMMON],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
