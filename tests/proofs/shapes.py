"""Inputs for every procedure, made from our own OpenAPI document: what fits it, nearly fits it, and does not at all."""

import json
import random
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Schema = Mapping[str, Any]
Ids = Mapping[str, Sequence[str]]
"""Ids of rows that exist, by the name of the field that may name one."""

MOODS: Final = ("fits", "edge", "edge", "wrong type", "missing", "extra", "deep", "huge")
"""What is done to an input; one place of it, or the whole."""
NUMBERS: Final = (0, -1, 1, 65535, 65536, 2**31, 2**53 - 1, 2**53, 2**63, 2**64, -(2**63) - 1, 0.5, 1e308, 10**40)
TEXTS: Final = (
    "", " ", "\t\n", "\0", "a\0b", "null", "-", "--help", "../../etc/passwd", "'", '"', "`id`", "$(id)", "%00",
    "%s%n", "{{.}}", "\ud7ff\ue000", "\u202e\u200d", "İ", "ß" * 40, "🚀" * 20, "a" * 300, "A" * 70_000, "1e400",
    "NaN", "0x7f000001", "9" * 400, "2026-13-45T25:61:61Z", "<script>alert(1)</script>", "a@b", "x.example.com",
    "main",
)  # fmt: skip
STRANGE: Final = (None, True, False, 0, 1.5, "text", [], {}, [None], [[]], {"": None}, {"a": {"b": []}}, [{}] * 3)
TRAEFIK: Final = """
{"http": {"routers": {"web-router-1": {"rule": "Host(`a.example.org`) && PathPrefix(`/x`)", "service": "web-service-1",
 "entryPoints": ["web"], "middlewares": ["m"], "priority": 7, "tls": {"certResolver": "letsencrypt"}}},
 "services": {"web-service-1": {"loadBalancer": {"servers": [{"url": "http://web:80"}], "passHostHeader": true}}},
 "middlewares": {"m": {"headers": {"customRequestHeaders": {"X-A": "b"}}}, "n": {"chain": {"middlewares": ["m"]}}}},
 "tcp": {"routers": {"db": {"rule": "HostSNI(`*`)", "service": "db"}},
 "services": {"db": {"loadBalancer": {"servers": [{"address": "db:5432"}]}}}}}
"""
YAML: Final = (
    "{{.}}", "? [a]\n: b", "1: 2", "~: x", "a: 2026-01-01", "!!set {a}", "!!binary aGk=", "<<: {a: b}", "=: =",
    "a: .nan", "a: &b [*b]", "http:\n  routers:\n    x: 0x10", "[" * 999, "a: " * 999,
    "http: !!python/object:os.system {}", "%YAML 9.9", "--- a\n--- b",
    "http: {routers: {x: {rule: 'Host(`' , service: s}}}", "http: {services: {x: {weighted: {services: x}}}}",
    "http: ''", "http: {middlewares: {m: [chain]}}", "tls: {certificates: [{certFile: /etc/shadow}]}", "tls: []",
)  # fmt: skip
DEPTHS: Final = (50, 99, 101, 5000)


@dataclass(frozen=True)
class Operation:
    """One procedure as the document describes it."""

    name: str
    is_query: bool
    schema: Schema
    is_form: bool = False


def operations(document: Schema) -> list[Operation]:
    """Every procedure of an OpenAPI document."""
    return list(_operations(document))


def _operations(document: Schema) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        ((method, told),) = methods.items()
        if method == "get":
            given = told.get("parameters", ())
            schema: Schema = {
                "type": "object",
                "properties": {one["name"]: one["schema"] for one in given},
                "required": [one["name"] for one in given if one["required"]],
            }
            yield Operation(path[1:], is_query=True, schema=schema)
        else:
            content = told.get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
            ((media_type, body),) = content.items()
            yield Operation(path[1:], is_query=False, schema=body["schema"], is_form="multipart" in media_type)


@dataclass(frozen=True)
class Maker:
    """Makes inputs; the same dice and ids make the same ones."""

    dice: random.Random
    ids: Ids = field(default_factory=dict)

    def body(self, schema: Schema, mood: str) -> Any:
        """An input in one of the moods."""
        made = self._object(schema)  # one that takes nothing is sent something all the same
        return _MOODS[mood](self, made)

    def fitting(self, schema: Schema, name: str = "") -> Any:
        """A value of the described type; of ids mostly one that exists."""
        if name in self.ids and self.dice.random() < 0.8:
            return self.dice.choice(self.ids[name])
        if name == "traefikConfig":
            return self.traefik()
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self.fitting(self.dice.choice(schema[key]), name)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.dice.choice(schema["enum"])
        return self._of_type(schema, name)

    def _of_type(self, schema: Schema, name: str) -> Any:  # noqa: PLR0911 - one line per type of JSON
        match schema.get("type"):
            case "object":
                return self._object(schema)
            case "array":
                return [self.fitting(schema.get("items", {}), name) for _ in range(self.dice.randrange(3))]
            case "integer" | "number":
                low = schema.get("minimum", -5)
                return self.dice.randint(low, max(low, min(schema.get("maximum", 70_000), 70_000)))
            case "boolean":
                return self.dice.random() < 0.5
            case "null":
                return None
            case "string":
                return self.text()[: schema.get("maxLength", 200)]
            case _:
                return self.dice.choice(STRANGE)

    def _object(self, schema: Schema) -> dict[str, Any]:
        required = schema.get("required", ())
        made = {
            name: self.fitting(inner, name)
            for name, inner in schema.get("properties", {}).items()
            if name in required or self.dice.random() < 0.3
        }
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping):
            made |= {self.text()[:20]: self.fitting(more) for _ in range(self.dice.randrange(3))}
        return made

    def traefik(self) -> str:
        """Traefik's YAML, which JSON is as well, with a few places of it changed."""
        made: Any = json.loads(TRAEFIK)
        for _ in range(self.dice.randrange(4)):
            made = self.changed(made, lambda old: self.dice.choice((*STRANGE, {"x": old}, [old], self.text())))
        text = json.dumps(made)
        unquoted = text.replace('"', "", self.dice.randrange(9))
        return self.dice.choice((text, text, text, self.dice.choice(YAML), unquoted))

    def text(self) -> str:
        if self.dice.random() < 0.5:
            return "".join(
                self.dice.choices(string.ascii_lowercase + string.digits + "-", k=self.dice.randrange(1, 20))
            )
        return self.dice.choice(TEXTS)

    def changed(self, value: Any, change: Callable[[Any], Any]) -> Any:
        """The value with one place of it, chosen by chance, changed."""
        if isinstance(value, dict) and value and self.dice.random() < 0.95:
            key = self.dice.choice(list(value))
            return value | {key: self.changed(value[key], change)}
        if isinstance(value, list) and value and self.dice.random() < 0.8:
            place = self.dice.randrange(len(value))
            return [*value[:place], self.changed(value[place], change), *value[place + 1 :]]
        return change(value)


def _edge(maker: Maker, made: Any) -> Any:
    return maker.changed(made, lambda old: maker.dice.choice(TEXTS if isinstance(old, str) else NUMBERS))


def _wrong_type(maker: Maker, made: Any) -> Any:
    return maker.changed(made, lambda _: maker.dice.choice(STRANGE))


def _missing(maker: Maker, made: Any) -> Any:
    gone = maker.dice.choice(list(made)) if made else None
    return {name: value for name, value in made.items() if name != gone}


def _extra(maker: Maker, made: Any) -> Any:
    names = ("__proto__", "constructor", "id", "userId", "organizationId", "", "json", "meta", "\u0000", "a" * 5000)
    return made | {maker.dice.choice(names): maker.dice.choice(STRANGE)}


def _deep(maker: Maker, made: Any) -> Any:
    depth, is_list = maker.dice.choice(DEPTHS), maker.dice.random() < 0.5
    # As text: no encoder of ours may be the one that gives up first.
    nest = "[" * depth + "]" * depth if is_list else '{"a":' * depth + "1" + "}" * depth
    return Verbatim(json.dumps({**made, "deep": "@@"}).replace('"@@"', nest))


def _huge(maker: Maker, made: Any) -> Any:
    long = maker.dice.choice(("x" * 500_000, ["x"] * 50_000, {str(n): n for n in range(20_000)}, "x" * 1_100_000))
    return maker.changed(made, lambda _: long)


_MOODS: Final[Mapping[str, Callable[[Maker, Any], Any]]] = {
    "fits": lambda _, made: made,
    "edge": _edge,
    "wrong type": _wrong_type,
    "missing": _missing,
    "extra": _extra,
    "deep": _deep,
    "huge": _huge,
}


class Verbatim(str):
    """JSON text that is sent as it is."""

    __slots__ = ()


def as_json(value: Any) -> bytes:
    return value.encode() if isinstance(value, Verbatim) else json.dumps(value).encode("utf-8", "surrogatepass")
