"""The OpenAPI 3.1 document, built from the registry in the order of declaration: what serves is what is described.

It describes the plain form, because that is what generated clients call.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final

from dokploy import __version__
from dokploy.wire.http import JSON, MULTIPART
from dokploy.wire.inputs import upload_keys
from dokploy.wire.procedure import REGISTRY, Procedure
from dokploy.wire.shapes import TRUE, VOID, Schema, Wire

TITLE: Final = "Dokploy API"
_REF: Final = "#/$defs/"
_VERBATIM: Final = frozenset({"default", "const", "enum", "examples", "required"})
"""Keywords whose values are data, not schemas."""
_NAMED: Final = frozenset({"properties", "patternProperties"})
"""Keywords whose keys are names, not keywords."""
_ERRORS: Final = {
    "400": ("BadRequest", "The input was refused; `issues` says where and why"),
    "401": ("Unauthorized", "Nobody is signed in, or the key does not hold"),
    "403": ("Forbidden", "The caller is known but may not do this"),
    "404": ("NotFound", "The caller's organization has no such object"),
    "500": ("InternalServerError", "The server failed"),
}
_SUCCESS: Final[Schema] = {
    "type": "object",
    "properties": {"success": {"type": "boolean", "const": True}},
    "required": ["success"],
}


def document(server_url: str) -> Schema:
    """The document for a server whose API is at `server_url` (which ends in `/api`)."""
    return {**_described(len(REGISTRY)), "servers": [{"url": server_url}]}


@lru_cache(maxsize=1)
def _described(_procedures: int) -> Schema:
    """Built once; again only if procedures were declared in between."""
    return describe(REGISTRY.values())


def describe(declared: Collection[Procedure]) -> Schema:
    """All that is called over HTTP; subscriptions live on the tRPC socket alone."""
    procedures = [procedure for procedure in declared if procedure.kind != "subscription"]
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": __version__, "description": "Deploy and run services on your own servers."},
        "servers": [],
        "security": [{"apiKey": []}],
        "tags": [{"name": router} for router in dict.fromkeys(procedure.router for procedure in procedures)],
        "paths": {f"/{procedure.name}": _path(procedure) for procedure in procedures},
        "components": {
            "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"}},
            "schemas": {"Error": _error_schema()},
            "responses": {name: _error_response(says) for name, says in _ERRORS.values()},
        },
    }


def _path(procedure: Procedure) -> Schema:
    operation: Schema = {
        "operationId": procedure.name.replace(".", "-"),
        "tags": [procedure.router],
        "x-access": str(procedure.access),
    }
    if procedure.summary:
        operation["summary"] = procedure.summary
    if procedure.takes is not None:
        given = _input_schema(procedure.takes)
        operation |= _parameters(given) if procedure.kind == "query" else _request_body(procedure.takes, given)
    operation["responses"] = {
        "200": {"description": "Successful response", "content": _content(procedure)},
        **{status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in _ERRORS.items()},
    }
    return {"get" if procedure.kind == "query" else "post": operation}


def _parameters(given: Schema) -> Schema:
    required = given.get("required", ())
    return {
        "parameters": [
            {"name": name, "in": "query", "required": name in required, "schema": _without_null(schema)}
            for name, schema in given.get("properties", {}).items()
        ]
    }


def _request_body(takes: type[Wire], given: Schema) -> Schema:
    media_type = MULTIPART if upload_keys(takes) else JSON
    return {"requestBody": {"required": True, "content": {media_type: {"schema": given}}}}


def _content(procedure: Procedure) -> Schema:
    gives = procedure.gives
    if gives is VOID or (gives is TRUE and procedure.kind == "mutation"):
        return {JSON: {"schema": _SUCCESS}}
    content: Schema = {JSON: {"schema": inlined(gives.schema())}}
    if procedure.text:
        content[procedure.text] = {"schema": {"type": "string"}}
    return content


def _input_schema(takes: type[Wire]) -> Schema:
    schema = inlined(takes.model_json_schema(by_alias=True))
    schema.pop("description", None)
    return {"type": "object", "properties": {}, **schema}


def inlined(schema: Schema) -> Schema:
    """One self-contained schema: references are replaced by what they name, and the titles that repeat names go."""
    found: Schema = _inline(schema, schema.get("$defs", {}), ())
    return found


def _inline(node: Any, definitions: Schema, inside: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_inline(item, definitions, inside) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref", "")
    if reference.startswith(_REF):
        name = reference.removeprefix(_REF)
        # A shape that holds itself is described once; below that it is anything.
        target = {} if name in inside else _inline(definitions[name], definitions, (*inside, name))
        return {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    plain: Schema = {}
    for keyword, value in node.items():
        if keyword in _VERBATIM:
            plain[keyword] = value
        elif keyword in _NAMED:
            plain[keyword] = {name: _inline(inner, definitions, inside) for name, inner in value.items()}
        elif keyword not in {"$defs", "title"}:
            plain[keyword] = _inline(value, definitions, inside)
    return plain


def _without_null(schema: Schema) -> Schema:
    """A query string cannot say null: such a parameter is missing instead."""
    members = [member for member in schema.get("anyOf", ()) if member != {"type": "null"}]
    if len(members) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    return {**members[0], **rest}


def _error_schema() -> Schema:
    text = {"type": "string"}
    issue = {"type": "object", "properties": {"code": text, "path": {"type": "array"}, "message": text}}
    return {
        "type": "object",
        "properties": {
            "message": {**text, "description": "What is wrong, and the next step where there is one"},
            "code": {**text, "description": "NOT_FOUND, BAD_REQUEST …"},
            "issues": {"type": "array", "items": issue},
        },
        "required": ["message", "code"],
    }


def _error_response(says: str) -> Schema:
    return {"description": says, "content": {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
