"""Traefik files from domains, redirects and users: every shape of the specification, and what must never get in."""

from typing import Any

import pytest

from dokploy.adapters import traefik_document
from dokploy.pipeline import routes
from dokploy.pipeline.plan import Routing
from dokploy.pipeline.routes import RouteDomain, RouteRedirect, RouteSet, RouteUser

APP = "shop-k3v9qa"
LIVE = "shop-k3v9qa-0a1b2c3d"


def http(*domains: RouteDomain, **rules: Any) -> dict[str, Any]:
    document, _ = routes.render(RouteSet(APP, domains, **rules), LIVE)
    assert document is not None
    traefik_document.validate(document, lambda: {"http.middlewares": frozenset({"limit"})})
    found: dict[str, Any] = document["http"]
    return found


def domain(key: int = 7, host: str = "shop.example.org", **fields: Any) -> RouteDomain:
    return RouteDomain(key, host, **fields)


def test_plain_http() -> None:
    """The first example of the specification, to the release instead of the application's name."""
    document, routing = routes.render(RouteSet(APP, (domain(),)), LIVE)
    assert document == {
        "http": {
            "routers": {
                f"{APP}-router-7": {
                    "rule": "Host(`shop.example.org`)",
                    "service": f"{APP}-service-7",
                    "middlewares": [f"{APP}-retry"],
                    "entryPoints": ["web"],
                }
            },
            "middlewares": {f"{APP}-retry": {"retry": {"attempts": 4, "initialInterval": "100ms"}}},
            "services": {
                f"{APP}-service-7": {
                    "loadBalancer": {
                        "servers": [{"url": f"http://{LIVE}:3000"}],
                        "passHostHeader": True,
                        "serversTransport": APP,
                    }
                }
            },
            "serversTransports": {APP: {"forwardingTimeouts": {"dialTimeout": "3s", "idleConnTimeout": "30s"}}},
        }
    }
    assert routing == Routing({f"{APP}-service-7": (f"http://{LIVE}:3000",)})


def test_https_with_every_middleware() -> None:
    """The second example: http only redirects, https has the whole chain in its order."""
    found = http(
        domain(8, port=8080, https=True, certificate_type="letsencrypt", path="/api", strip_path=True,
               internal_path="/v1", middlewares=("limit@file",)),
        redirects=(RouteRedirect(4, r"^https?://www\.shop\.example\.org/(.*)", "https://shop.example.org/${1}", True),),
        users=(RouteUser("admin", "$2b$10$example"),),
    )  # fmt: skip
    rule = "Host(`shop.example.org`) && PathPrefix(`/api`)"
    assert found["routers"] == {
        f"{APP}-router-8": {
            "rule": rule,
            "service": f"{APP}-service-8",
            "middlewares": [f"{APP}-redirect-to-https"],
            "entryPoints": ["web"],
        },
        f"{APP}-router-websecure-8": {
            "rule": rule,
            "service": f"{APP}-service-8",
            "middlewares": [
                f"stripprefix-{APP}-8",
                f"addprefix-{APP}-8",
                f"redirect-{APP}-4",
                f"auth-{APP}",
                "limit@file",
                f"{APP}-retry",
            ],
            "entryPoints": ["websecure"],
            "tls": {"certResolver": "letsencrypt"},
        },
    }
    assert found["middlewares"] == {
        f"{APP}-retry": {"retry": {"attempts": 4, "initialInterval": "100ms"}},
        f"{APP}-redirect-to-https": {"redirectScheme": {"scheme": "https", "permanent": True}},
        f"stripprefix-{APP}-8": {"stripPrefix": {"prefixes": ["/api"]}},
        f"addprefix-{APP}-8": {"addPrefix": {"prefix": "/v1"}},
        f"redirect-{APP}-4": {
            "redirectRegex": {
                "regex": r"^https?://www\.shop\.example\.org/(.*)",
                "replacement": "https://shop.example.org/${1}",
                "permanent": True,
            }
        },
        f"auth-{APP}": {"basicAuth": {"removeHeader": True, "users": ["admin:$2b$10$example"]}},
    }
    assert found["services"][f"{APP}-service-8"]["loadBalancer"]["servers"] == [{"url": f"http://{LIVE}:8080"}]


def test_a_custom_entrypoint_has_one_router_with_everything() -> None:
    found = http(domain(9, https=True, custom_entrypoint="internal", certificate_type="custom", cert_resolver="own"))
    assert list(found["routers"]) == [f"{APP}-router-9"]
    router = found["routers"][f"{APP}-router-9"]
    assert (router["entryPoints"], router["tls"]) == (["internal"], {"certResolver": "own"})
    assert router["middlewares"] == [f"{APP}-retry"]
    assert f"{APP}-redirect-to-https" not in found["middlewares"]


@pytest.mark.parametrize(
    ("certificate_type", "resolver", "tls"),
    [
        ("none", None, {}),
        ("none", "ignored", {}),
        ("letsencrypt", None, {"certResolver": "letsencrypt"}),
        ("letsencrypt", "ignored", {"certResolver": "letsencrypt"}),
        ("custom", "own", {"certResolver": "own"}),
        ("custom", None, {}),
    ],
)
def test_certificates(certificate_type: Any, resolver: str | None, tls: dict[str, str]) -> None:
    found = http(domain(https=True, certificate_type=certificate_type, cert_resolver=resolver))
    assert found["routers"][f"{APP}-router-websecure-7"]["tls"] == tls
    assert "tls" not in found["routers"][f"{APP}-router-7"]


@pytest.mark.parametrize("certificate_type", ["none", "letsencrypt", "custom"])
def test_no_tls_without_https(certificate_type: Any) -> None:
    found = http(domain(certificate_type=certificate_type, cert_resolver="x", custom_entrypoint="internal"))
    assert "tls" not in found["routers"][f"{APP}-router-7"]


@pytest.mark.parametrize(
    ("path", "internal", "strip", "middlewares"),
    [
        ("/", "/", False, {}),
        ("/", "/", True, {}),
        (None, None, True, {}),
        ("", "", True, {}),
        ("/a", "/", False, {}),
        ("/a", "/", True, {"stripprefix": "/a"}),
        ("/a", "/b", True, {"stripprefix": "/a", "addprefix": "/b"}),
        ("/a", "/b", False, {"addprefix": "/b"}),
        ("/a", "/a", False, {}),
        ("/a", "/a", True, {"stripprefix": "/a"}),
        ("/", "/b", False, {"addprefix": "/b"}),
        ("/", "/b", True, {"addprefix": "/b"}),
        ("/a/b", "/c/d", True, {"stripprefix": "/a/b", "addprefix": "/c/d"}),
    ],
)
def test_paths(path: str | None, internal: str | None, strip: bool, middlewares: dict[str, str]) -> None:
    found = http(domain(path=path, internal_path=internal, strip_path=strip))
    made = {
        name.split("-")[0]: entry.get("stripPrefix", {}).get("prefixes", [entry.get("addPrefix", {}).get("prefix")])[0]
        for name, entry in found["middlewares"].items()
        if "retry" not in name
    }
    assert made == middlewares
    assert found["routers"][f"{APP}-router-7"]["middlewares"] == [
        *(f"{kind}-{APP}-7" for kind in middlewares), f"{APP}-retry"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ("example.org", "Host(`example.org`)"),
        ("EXAMPLE.org", "Host(`example.org`)"),
        ("a-b.c-d.example.org", "Host(`a-b.c-d.example.org`)"),
        ("bücher.example", "Host(`xn--bcher-kva.example`)"),
        ("xn--bcher-kva.example", "Host(`xn--bcher-kva.example`)"),
        ("localhost", "Host(`localhost`)"),
        ("10.0.0.1", "Host(`10.0.0.1`)"),
    ],
)
def test_hosts(host: str, rule: str) -> None:
    assert http(domain(host=host))["routers"][f"{APP}-router-7"]["rule"] == rule


@pytest.mark.parametrize(("port", "shown"), [(3000, 3000), (None, 80), (80, 80), (65535, 65535)])
def test_ports(port: int | None, shown: int) -> None:
    _, routing = routes.render(RouteSet(APP, (domain(port=port),)), LIVE)
    assert routing.services == {f"{APP}-service-7": (f"http://{LIVE}:{shown}",)}


def test_several_domains_have_one_router_and_one_service_each() -> None:
    found = http(domain(1, "a.example"), domain(2, "b.example", https=True), domain(3, "c.example", port=9000))
    assert list(found["routers"]) == [
        f"{APP}-router-1", f"{APP}-router-2", f"{APP}-router-websecure-2", f"{APP}-router-3"
    ]  # fmt: skip
    assert list(found["services"]) == [f"{APP}-service-{key}" for key in (1, 2, 3)]


def test_a_disabled_domain_leaves_nothing_behind() -> None:
    found = http(domain(1, "a.example"), domain(2, "b.example", enabled=False, https=True, path="/x", strip_path=True))
    assert "b.example" not in str(found)
    assert "-2" not in str(found)


@pytest.mark.parametrize(
    ("domains", "live"),
    [((), LIVE), ((domain(enabled=False),), LIVE), ((domain(),), None), ((), None)],
)
def test_no_file_where_nothing_is_routed(domains: tuple[RouteDomain, ...], live: str | None) -> None:
    assert routes.render(RouteSet(APP, domains), live) == (None, Routing())


INJECTIONS = [
    "a`)||PathPrefix(`/",
    "a`) || Host(`b",
    "a.example`",
    "a.example\n",
    "a.example b.example",
    "*.example.org",
    "a_b.example",
    "-a.example",
    "a..b",
    "{{ env `X` }}",
    "a.example:80",
    "${X}",
    "",
    "x" * 64 + ".example",
]


@pytest.mark.parametrize("host", INJECTIONS)
def test_hosts_that_would_break_out(host: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(host=host),)), LIVE)


@pytest.mark.parametrize("field", ["path", "internal_path"])
@pytest.mark.parametrize(
    "path", ["/a`)||Host(`b", "/a`", "a", "/a b", "/a\n", '/a"', "/../x", "/a/./b", "/{{ x }}", "/ä"]
)
def test_paths_that_would_break_out(field: str, path: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(**{field: path}),)), LIVE)


@pytest.mark.parametrize("name", ["", "a b", "a`", "a\nb", "-x", "../x", "a@b@c", "x" * 300, "a@B"])
def test_names_that_would_break_out(name: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(middlewares=(name,)),)), LIVE)


@pytest.mark.parametrize("field", ["custom_entrypoint", "cert_resolver"])
@pytest.mark.parametrize("name", ["a b", "a`", "a\nb", "-x", "../x"])
def test_entrypoints_and_resolvers_that_would_break_out(field: str, name: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(https=True, certificate_type="custom", **{field: name}),)), LIVE)


@pytest.mark.parametrize("username", ["", "a:b", "a\nb", "a\x00", "\x7f"])
def test_user_names_that_would_add_users(username: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(),), users=(RouteUser(username, "$2b$10$x"),)), LIVE)


@pytest.mark.parametrize("app", ["a b", "../x", "", "a`b", "a@file"])
def test_app_and_service_names_are_checked_as_well(app: str) -> None:
    with pytest.raises(ValueError):
        routes.render(RouteSet(app, (domain(),)), LIVE)
    with pytest.raises(ValueError):
        routes.render(RouteSet(APP, (domain(),)), app)


def test_the_files_yaml_comes_back_as_it_was() -> None:
    document, _ = routes.render(RouteSet(APP, (domain(https=True, path="/x"),), users=(RouteUser("a", "$2b$x"),)), LIVE)
    assert document is not None
    assert traefik_document.parse(traefik_document.render(document)) == document


# ------------------------------------------------------------------------------------------------ probe and hold


def test_the_probe_goes_straight_to_the_new_release() -> None:
    host, document, routing = routes.probe("f00ba4", LIVE, 3000)
    traefik_document.validate(document, dict)
    router = document["http"]["routers"]["probe-f00ba4"]
    assert (router["rule"], router["entryPoints"]) == (f"Host(`{host}`)", ["web"])
    assert "f00ba4" in host
    assert "middlewares" not in router
    assert routing.services == {"probe-f00ba4": (f"http://{LIVE}:3000",)}


@pytest.mark.parametrize("app", ["shop", "x" * 63, "a" * 56 + "-------", "shop.example"])
def test_the_probes_file_has_a_name_that_traefiks_folder_takes(app: str) -> None:
    from dokploy.core import names

    name = routes.probe_file(app)
    assert names.app_name(name) == name
    assert name.endswith(".probe")
    assert len(name) <= 63


def test_holding_changes_the_retry_alone() -> None:
    document, _ = routes.render(RouteSet(APP, (domain(),)), LIVE)
    assert document is not None
    held = routes.holding(document, APP)
    assert held["http"]["middlewares"][f"{APP}-retry"] == {"retry": {"attempts": 40, "initialInterval": "250ms"}}
    assert document["http"]["middlewares"][f"{APP}-retry"]["retry"]["attempts"] == 4
    assert {key: value for key, value in held["http"].items() if key != "middlewares"} == {
        key: value for key, value in document["http"].items() if key != "middlewares"
    }


@pytest.mark.parametrize(
    "document", [{}, {"http": {}}, {"http": {"middlewares": {"other": {"retry": {}}}}}, {"tcp": {}}]
)
def test_holding_a_file_without_our_retry_changes_nothing(document: dict[str, Any]) -> None:
    assert routes.holding(document, APP) == document
