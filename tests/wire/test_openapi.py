"""The document: valid, complete, in order, and what document-driven clients look for."""

import importlib
import pkgutil
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.wire.procedures import TOYS

import dokploy.features
from dokploy import __version__
from dokploy.wire.openapi import describe, document
from dokploy.wire.procedure import REGISTRY

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def toys() -> Schema:
    return {**describe(TOYS.values()), "servers": [{"url": "https://panel.example/api"}]}


@pytest.fixture(scope="module")
def whole() -> Schema:
    for module in pkgutil.walk_packages(dokploy.features.__path__, "dokploy.features."):
        importlib.import_module(module.name)
    return document("https://panel.example/api")


def operation(document: Schema, name: str) -> Schema:
    (found,) = document["paths"][f"/{name}"].values()
    return found


def test_the_toys_are_described_validly(toys: Schema) -> None:
    OpenAPIV31SpecValidator(toys).validate()


def test_the_real_procedures_are_described_validly(whole: Schema) -> None:
    OpenAPIV31SpecValidator(whole).validate()


def test_every_procedure_stands_in_its_place_with_one_method(whole: Schema) -> None:
    assert list(whole["paths"]) == [f"/{name}" for name in REGISTRY]
    for name, procedure in REGISTRY.items():
        assert list(whole["paths"][f"/{name}"]) == ["get" if procedure.kind == "query" else "post"]
        described = operation(whole, name)
        assert described["operationId"] == name.replace(".", "-")
        assert described["tags"] == [procedure.router]
        assert described["x-access"] == str(procedure.access)
        assert sorted(described["responses"]) == ["200", "400", "401", "403", "404", "500"]
        assert "application/json" in described["responses"]["200"]["content"]


def test_clients_learn_where_and_how_to_call(whole: Schema) -> None:
    assert whole["openapi"].startswith("3.1")
    assert whole["info"]["title"] == "Dokploy API"
    assert whole["info"]["version"] == __version__
    assert whole["servers"] == [{"url": "https://panel.example/api"}]
    assert whole["security"] == [{"apiKey": []}]
    assert whole["components"]["securitySchemes"] == {"apiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"}}


def test_query_inputs_are_parameters_in_the_order_of_the_shape(toys: Schema) -> None:
    parameters = operation(toys, "wiretest.echo")["parameters"]
    assert [parameter["name"] for parameter in parameters][:4] == ["text", "count", "ratio", "isOn"]
    assert parameters[1] == {"name": "count", "in": "query", "required": False, "schema": {"type": "integer"}}
    assert operation(toys, "wiretest.one")["parameters"][0]["required"] is True
    assert all("type" in parameter["schema"] or "anyOf" in parameter["schema"] for parameter in parameters)


def test_mutation_inputs_are_inline_objects(toys: Schema) -> None:
    body = operation(toys, "wiretest.create")["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert body["required"] is True
    assert (schema["type"], list(schema["properties"]), schema["required"]) == (
        "object",
        ["name", "size", "note"],
        ["name", "size"],
    )
    assert schema["properties"]["note"]["anyOf"] == [{"type": "string"}, {"type": "null"}]
    assert schema["properties"]["size"] == {"type": "integer", "minimum": 1, "maximum": 10}


def test_nested_shapes_are_inline_and_a_field_may_be_called_title(whole: Schema, toys: Schema) -> None:
    part = operation(toys, "wiretest.tell")["requestBody"]["content"]["application/json"]["schema"]["properties"][
        "part"
    ]
    assert part["anyOf"][0]["required"] == ["name"]
    assert "$defs" not in str(whole)
    deployments = operation(whole, "deployment.all")["responses"]["200"]["content"]["application/json"]["schema"]
    assert "title" in deployments["items"]["properties"]


def test_files_are_form_parts(toys: Schema) -> None:
    content = operation(toys, "wiretest.drop")["requestBody"]["content"]
    assert content["multipart/form-data"]["schema"]["properties"]["zip"] == {"type": "string", "format": "binary"}


def test_answers_are_described_as_the_plain_form_gives_them(toys: Schema) -> None:
    def answer(name: str) -> Schema:
        content: Schema = operation(toys, name)["responses"]["200"]["content"]
        return content

    assert answer("wiretest.clean")["application/json"]["schema"]["required"] == ["success"]
    assert answer("wiretest.reload")["application/json"]["schema"]["required"] == ["success"]
    assert answer("wiretest.isOn")["application/json"]["schema"] == {"type": "boolean"}
    assert set(answer("wiretest.config")) == {"application/json", "application/yaml"}
    project = answer("wiretest.store")["application/json"]["schema"]
    assert project["properties"]["description"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}


def test_errors_are_described(toys: Schema) -> None:
    for response in toys["components"]["responses"].values():
        assert response["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}
    assert toys["components"]["schemas"]["Error"]["required"] == ["message", "code"]


def test_it_is_built_once() -> None:
    assert document("http://a/api")["paths"] is document("http://b/api")["paths"]
