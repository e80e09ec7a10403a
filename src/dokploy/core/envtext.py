"""Variables texts: the dialect of dotenv 16, and the references between service, environment and project."""

import re
from collections.abc import Callable, Mapping
from typing import Final

# JavaScript's idea of blanks differs from Python's `\s` (it has the byte order mark, it lacks \x1c to \x1f).
_LINE_BLANKS: Final = "\\t\\v\\f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
_BLANKS: Final = f"{_LINE_BLANKS}\\n\\r\u2028\u2029"
_TRIMMED: Final = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)

_ASSIGNMENT: Final = re.compile(
    rf"""
    ^[{_LINE_BLANKS}]*
    (?:export[{_LINE_BLANKS}]+)?
    (?P<name>[A-Za-z0-9_.-]+)
    (?:[{_BLANKS}]*=[{_BLANKS}]*?|:[{_BLANKS}]+?)
    (?P<value>
        [{_BLANKS}]*'(?:\\'|[^'])*'
      | [{_BLANKS}]*"(?:\\"|[^"])*"
      | [{_BLANKS}]*`(?:\\`|[^`])*`
      | [^\#\r\n]+
    )?
    [{_BLANKS}]*
    (?:\#[^\n\u2028\u2029]*)?
    $
    """,
    re.MULTILINE | re.VERBOSE,
)
_QUOTED: Final = re.compile(r"""(['"`])(.*)\1""", re.DOTALL)

_SWARM_PLACEHOLDER: Final = re.compile(
    r"""
    \{\{\ *\.(?:
        Service\.(?:ID|Name|Labels)
      | Node\.(?:ID|Hostname|Platform\.(?:OS|Architecture))
      | Task\.(?:ID|Name|Slot)
    )\ *\}\}
    | (?P<braces>\{\{)
    """,
    re.VERBOSE,
)
"""What Docker's documents let a variable say about its task, and any other pair of braces."""

_PROJECT: Final = re.compile(r"\$\{\{project\.(.*?)\}\}")
_ENVIRONMENT: Final = re.compile(r"\$\{\{environment\.(.*?)\}\}")
_SERVICE: Final = re.compile(r"\$\{\{(.*?)\}\}")


def parse(text: str | None) -> list[tuple[str, str]]:
    r"""Name and value in the order of first appearance; the last of several values counts.

    Lines that are no assignment are skipped. `$NAME` is not expanded, and only double quotes turn `\n` and `\r` into
    control characters.
    """
    found: dict[str, str] = {}
    for match in _ASSIGNMENT.finditer(re.sub(r"\r\n?", "\n", text or "")):
        found[match["name"]] = _value(match["value"] or "")
    return list(found.items())


def _value(written: str) -> str:
    value = written.strip(_TRIMMED)
    quote = value[:1]
    if quoted := _QUOTED.fullmatch(value):
        value = quoted[2]
    # Decided by the first character alone, as dotenv does it: also for a quote that is never closed.
    return value.replace("\\n", "\n").replace("\\r", "\r") if quote == '"' else value


def resolve(service: str | None, project: str | None, environment: str | None) -> list[tuple[str, str]]:
    """The service's variables with their references replaced; project and environment are only looked up.

    Three passes, each one replacement that is not repeated: `${{project.X}}`, `${{environment.X}}`, `${{X}}` (the raw
    value of another variable of the same text). Raises `ValueError` for a name that does not exist.
    """
    own = parse(service)
    of_project = _lookup(dict(parse(project)), "Invalid project environment variable: project.")
    of_environment = _lookup(dict(parse(environment)), "Invalid environment variable: environment.")
    of_service = _lookup(dict(own), "Invalid service environment variable: ")

    def replace(value: str) -> str:
        value = _PROJECT.sub(of_project, value)
        value = _ENVIRONMENT.sub(of_environment, value)
        return _SERVICE.sub(of_service, value)

    return [(name, replace(value)) for name, value in own]


def _lookup(values: Mapping[str, str], complaint: str) -> Callable[[re.Match[str]], str]:
    def found(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise ValueError(f"{complaint}{match[1]}")
        return values[match[1]]

    return found


def for_swarm(value: str) -> str:
    """The value as a Swarm service is told it, so that the container gets it as it was written.

    Swarm reads variables as Go templates: braces would be refused, or vanish. Its documented placeholders, such as
    `{{.Node.Hostname}}` and `{{.Task.Slot}}`, keep their meaning.
    """
    return _SWARM_PLACEHOLDER.sub(lambda match: '{{"{{"}}' if match["braces"] else match[0], value)
