"""What is printed for people and for scripts: aligned tables, or one JSON document."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import click

_COLORS: Final = {"done": "green", "live": "green", "running": "yellow", "error": "red", "cancelled": "magenta"}


def document(value: Any) -> None:
    """The one JSON document on standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns aligned by what the eye sees, wide letters and colours included."""
    # Late: completion and --json do without it, and it takes longer to load than they run.
    import tabulate  # noqa: PLC0415 - as above

    headers = [click.style(title, bold=True) for title in titles]
    cells = [[cell(value) for value in row] for row in rows]
    tabulate.MIN_PADDING = 0  # columns stand two blanks apart, which the format brings
    text = tabulate.tabulate(cells, headers, tablefmt="plain", disable_numparse=True)
    click.echo("\n".join(line.rstrip() for line in text.splitlines()))


def cell(value: object) -> str:
    """One line without control characters, which could move a terminal's cursor."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "-"
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    return click.style(text, fg=_COLORS[text]) if text in _COLORS else text


def moment(iso: str | None) -> str | None:
    """A time of the server's, in the reader's own zone, to the minute."""
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M") if iso else None
