"""What the server's own OpenAPI document says about its procedures."""

from dataclasses import dataclass
from typing import Any

from dokploy.cli import remembered
from dokploy.cli.api import Api
from dokploy.cli.failure import unknown

Schema = dict[str, Any]


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    required: bool
    default: Any


@dataclass(frozen=True)
class Procedure:
    name: str
    kind: str
    access: str
    summary: str
    parameters: tuple[Parameter, ...]

    @property
    def example(self) -> str:
        """A call with what is required, ready to be filled in."""
        given = [f"{each.name}{'=' if each.type == 'text' else ':='}…" for each in self.parameters if each.required]
        return " ".join(["dokploy call", self.name, *given])


def every(api: Api) -> list[Procedure]:
    document = api.query("settings.getOpenApiDocument")
    found = [
        _procedure(path.removeprefix("/"), method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    found.sort(key=lambda each: each.name)
    remembered.keep(api.profile, "procedures", [each.name for each in found])
    return found


def one(api: Api, name: str) -> Procedure:
    known = {each.name: each for each in every(api)}
    if name not in known:
        raise unknown("procedure", name, known)
    return known[name]


def _procedure(name: str, method: str, operation: Schema) -> Procedure:
    kind = "query" if method == "get" else "mutation"
    summary = operation.get("summary") or ""
    return Procedure(name, kind, operation.get("x-access", ""), summary, tuple(_parameters(operation)))


def _parameters(operation: Schema) -> list[Parameter]:
    if "parameters" in operation:
        given = {each["name"]: (each["schema"], each["required"]) for each in operation["parameters"]}
    else:
        content: Schema = (operation.get("requestBody") or {}).get("content") or {}
        schema: Schema = next(iter(content.values()), {"schema": {}})["schema"]
        required = schema.get("required", ())
        given = {name: (inner, name in required) for name, inner in schema.get("properties", {}).items()}
    return [
        Parameter(name, type_of(schema), is_required, schema.get("default"))
        for name, (schema, is_required) in given.items()
    ]


def type_of(schema: Schema) -> str:
    """A schema in a few words: `text`, `integer or null`, `none|custom`, `list of text`."""
    if "enum" in schema:
        return "|".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if members := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(type_of(member) for member in members))
    word = schema.get("type", "anything")
    if isinstance(word, list):
        return " or ".join(type_of({**schema, "type": each}) for each in word)
    if word == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return "text" if word == "string" else str(word)
