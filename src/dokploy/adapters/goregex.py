"""A redirect's expression as Traefik will read it: Go's regular expressions (RE2), and Go's `$1` in the replacement."""

import re
from typing import Final

_REFERENCE: Final = re.compile(r"\$(?:\$|\{(\w+)\}|(\w+))")
_EVERY_BYTE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\C")
"""RE2 knows it, Go does not."""


def check(regex: str, replacement: str) -> None:
    """Raise `ValueError` for what Traefik would refuse, or what would quietly become an empty text.

    An expression of this kind runs in time linear to its input: none can be slow.
    """
    groups, named = _compiled(regex)
    for match in _REFERENCE.finditer(replacement):
        name = match[1] or match[2]
        if name is None:
            continue
        if int(name) > groups if name.isdecimal() else name not in named:
            known = f"$0 to ${groups}" if groups else "$0"
            hint = " Write ${1} where letters, digits or _ follow." if not match[1] else ""
            raise ValueError(f"The replacement names ${name}, but the expression has {known} only.{hint}")


def _compiled(regex: str) -> tuple[int, frozenset[str]]:
    """How many groups it has, and their names."""
    import re2  # noqa: PLC0415 - C++ that only who saves a redirect needs

    quiet = re2.Options()
    quiet.log_errors = False
    try:
        if _EVERY_BYTE.search(regex):
            raise ValueError(r"The regular expression is not one of Go's: \C is not known there")
        compiled = re2.compile(regex, quiet)
    except re2.error as error:
        cause = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        raise ValueError(
            f"The regular expression is not one of Go's: {cause} (lookaround and back-references do not exist there)"
        ) from error
    return compiled.groups, frozenset(compiled.groupindex)
