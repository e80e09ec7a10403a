"""What Traefik would choke on is refused before a file gets its name; tried against Traefik 3.7 itself."""

from typing import Any

import pytest

from dokploy.adapters import traefik_document
from dokploy.core.errors import Invalid

SERVERS = {"loadBalancer": {"servers": [{"url": "http://shop-1:3000"}]}}
ROUTER = {"rule": "Host(`shop.example.com`)", "service": "shop"}


def document(**changes: Any) -> dict[str, Any]:
    http = {"routers": {"shop": ROUTER}, "services": {"shop": SERVERS}} | changes
    return {"http": {key: value for key, value in http.items() if value is not None}}


def check(written: dict[str, Any], **known: str) -> None:
    elsewhere = {section.replace("_", "."): frozenset({name}) for section, name in known.items()}
    traefik_document.validate(written, lambda: elsewhere)


@pytest.mark.parametrize(
    "accepted",
    [
        document(),
        document(routers={"a": ROUTER | {"rule": "Host(`a.b`) && (PathPrefix(`/x`) || !Method(`GET`))"}}),
        document(routers={"a": ROUTER | {"tls": {}, "entryPoints": ["websecure"], "middlewares": [], "priority": 3}}),
        document(routers={"a": ROUTER | {"service": "api@internal"}}),
        document(routers={"a": ROUTER | {"service": "shop@file"}}),
        document(middlewares={"m": {"compress": {}}}, routers={"a": ROUTER | {"middlewares": ["m"]}}),
        document(middlewares={"m": {"retry": {"attempts": 4, "initialInterval": "100ms"}}}),
        document(serversTransports={"t": {"forwardingTimeouts": {"dialTimeout": "3s"}}}),
        document(
            services={
                "shop": {"weighted": {"services": [{"name": "old", "weight": 9}, {"name": "new", "weight": 1}]}},
                "old": SERVERS,
                "new": {"loadBalancer": {"servers": [{"url": "h2c://new:3000"}], "passHostHeader": True}},
            }
        ),
        {"tcp": {"routers": {"db": {"rule": "HostSNI(`*`)", "service": "db"}},
                 "services": {"db": {"loadBalancer": {"servers": [{"address": "db:5432"}]}}}}},
        {"udp": {"routers": {"dns": {"service": "dns"}},
                 "services": {"dns": {"loadBalancer": {"servers": [{"address": "dns:53"}]}}}}},
        {"tls": {"options": {"default": {"minVersion": "VersionTLS12"}}}},
    ],
)  # fmt: skip
def test_what_traefik_reads_is_accepted(accepted: dict[str, Any]) -> None:
    check(accepted)
    assert traefik_document.parse(traefik_document.render(accepted)) == accepted


@pytest.mark.parametrize(
    ("refused", "because"),
    [
        ({"htttp": {}}, "Unknown key 'htttp'"),
        ({"http": []}, "http must be a map"),
        ({"http": {"routes": {}}}, "Unknown key http.routes"),
        (document(routers=[]), "http.routers must be a map"),
        (document(routers={"a": "x"}), "http.routers.a must be a map"),
        (document(routers={"a": ROUTER | {"midlewares": ["x"]}}), "Unknown key http.routers.a.midlewares"),
        (document(routers={"a": {"rule": "Host(`a`)"}}), "names no service"),
        (document(routers={"a": {"service": "shop"}}), "has no rule"),
        (document(routers={"a": ROUTER | {"rule": "Host(`a`"}}), "not closed"),
        (document(routers={"a": ROUTER | {"rule": "Host(`a)"}}), "not closed"),
        (document(routers={"a": ROUTER | {"rule": "Hots(`a`)"}}), "Hots is no matcher"),
        (document(routers={"a": ROUTER | {"rule": "example.com"}}), "is no matcher"),
        (document(routers={"a": ROUTER | {"entryPoints": "web"}}), "must be a list"),
        (document(routers={"a": ROUTER | {"middlewares": [1]}}), "must be a list"),
        (document(routers={"a": ROUTER | {"priority": "high"}}), "whole number"),
        (document(routers={"a": ROUTER | {"tls": True}}), "must be a map"),
        (document(routers={"a": ROUTER | {"service": "gone"}}), "refers to gone, which http.services does not define"),
        (document(routers={"a": ROUTER | {"middlewares": ["gone@file"]}}), "refers to gone@file"),
        (document(services={"shop": {}}, routers=None), "must be one of"),
        (document(services={"shop": {"loadBalancer": {}}}), "is empty"),
        (document(services={"shop": {"loadBalancer": {"servers": []}}}), "list of servers"),
        (document(services={"shop": {"loadBalancer": {"servers": [{"url": "shop:3000"}]}}}), "no address of a server"),
        (document(services={"shop": {"loadBalancer": {"servers": [{"uri": "http://a"}]}}}), "Unknown key"),
        (document(services={"shop": {**SERVERS, "weighted": {"services": []}}}), "must be one of"),
        (document(services={"shop": {"weighted": {"services": [{"name": "gone"}]}}}), "refers to gone"),
        (document(middlewares={"m": {"redirect": {"to": "https"}}}), "Unknown key http.middlewares.m.redirect"),
        (document(middlewares={"m": {"headers": {}}}), "is empty"),
        (document(middlewares={"m": {"headers": {"customRequestHeaders": {}}}}), "is empty"),
        (document(middlewares={"m": {"chain": {"middlewares": ["gone"]}}}), "refers to gone"),
        (
            document(services={"shop": {"loadBalancer": {**SERVERS["loadBalancer"], "serversTransport": "gone"}}}),
            "gone",
        ),
    ],
)
def test_what_would_stop_every_reload_is_refused(refused: dict[str, Any], because: str) -> None:
    with pytest.raises(Invalid) as error:
        check(refused)
    assert because in str(error.value)


def test_names_may_be_defined_in_another_file() -> None:
    check(document(routers={"a": ROUTER | {"middlewares": ["redirect"]}}), http_middlewares="redirect")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("http: [", "Line 2, column 1"),
        ("http:\n  routers:\n a: 1", "Line 3, column 2"),
        ("a: &x 1\nb: *x", "Line 1, column 4: anchors and aliases"),
        ("a: &x [1]", "anchors and aliases"),
        ("http: {}\nhttp: {}", "Line 2, column 1: the key 'http' occurs twice"),
        ("- http", "a Traefik configuration is a map"),
        ("http: !!python/object:os.system {}", "Line 1, column 7"),
        ("x" * (1024 * 1024 + 1), "larger than 1 MB"),
        ("[" * 10_000 + "]" * 10_000, "Line 1, column 51: nested too deeply"),
        ("\x01", "Not YAML"),
        ("{{.}}", "Line 1, column 2: keys are texts"),
        ("? [a]\n: b", "Line 1, column 3: keys are texts"),
        ("http: {routers: {1: {}}}", "Line 1, column 18: keys are texts"),
        ("http: 2026-01-01", "Line 1, column 7: keys are texts, and values"),
        ("http: !!binary aGk=", "Line 1, column 7"),
        ("http: {<<: {routers: {}}}", "Line 1, column 8"),
    ],
)
def test_bad_yaml_names_its_place(text: str, because: str) -> None:
    with pytest.raises(Invalid) as error:
        traefik_document.parse(text)
    assert because in str(error.value)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_text_defines_nothing(text: str) -> None:
    assert traefik_document.parse(text) == {}


def test_sections_that_hold_nothing_are_left_out() -> None:
    emptied = {"http": {"routers": {}, "services": None}, "tcp": {}, "udp": None}
    assert traefik_document.without_empty_sections(emptied) == {}
    assert traefik_document.without_empty_sections(document(middlewares={})) == document()


def test_a_value_that_is_used_twice_is_written_twice() -> None:
    shared = {"servers": [{"url": "http://a:1"}]}
    text = traefik_document.render(document(services={"shop": {"loadBalancer": shared}, "b": {"loadBalancer": shared}}))
    assert "&" not in text
    assert text.count("http://a:1") == 2
