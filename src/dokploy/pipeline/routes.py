"""One service's Traefik file as a value: routers, middlewares and services of its own, from its domains and rules.

Everything that a user wrote and that ends up in a rule or a name passes `core.names` or one of the patterns here first:
a host or path cannot close the backticks that it stands between.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from dokploy.adapters.traefik import Document
from dokploy.core import names
from dokploy.pipeline.plan import Routing

DEFAULT_PORT: Final = 80
RETRY: Final = {"attempts": 4, "initialInterval": "100ms"}
"""Repeats only what never reached a server: a request that was sent is never sent twice."""
HOLD: Final = {"attempts": 40, "initialInterval": "250ms"}
"""About fifteen seconds of patience while the one copy of a service is replaced (rollout §5)."""
TIMEOUTS: Final = {"dialTimeout": "3s", "idleConnTimeout": "30s"}
PROBE_SUFFIX: Final = ".probe"

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}(@[a-z]+)?")


@dataclass(frozen=True)
class RouteDomain:
    """A domain; `key` is its `uniqueConfigKey`. Names of middlewares are other files' or a hand-edited one's."""

    key: int
    host: str
    port: int | None = 3000
    path: str | None = "/"
    internal_path: str | None = "/"
    strip_path: bool = False
    https: bool = False
    certificate_type: Literal["letsencrypt", "none", "custom"] = "none"
    cert_resolver: str | None = None
    custom_entrypoint: str | None = None
    middlewares: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True)
class RouteRedirect:
    key: int
    regex: str
    replacement: str
    permanent: bool = False


@dataclass(frozen=True)
class RouteUser:
    """A user of the basic-auth gate; `password_hash` in a form that Traefik reads (bcrypt, apr1, SHA-1)."""

    username: str
    password_hash: str


@dataclass(frozen=True)
class RouteSet:
    """Everything that decides a service's file, but for the release that is live."""

    app_name: str
    domains: tuple[RouteDomain, ...] = ()
    redirects: tuple[RouteRedirect, ...] = ()
    users: tuple[RouteUser, ...] = ()


def render(routes: RouteSet, service_name: str | None) -> tuple[Document | None, Routing]:
    """The file, and what Traefik must show of it; `None` when nothing is live or no domain is enabled.

    Raises `ValueError` for a value that must not stand in a rule or a name.
    """
    domains = [domain for domain in routes.domains if domain.enabled]
    if service_name is None or not domains:
        return None, Routing()
    app = names.app_name(routes.app_name)
    routers: dict[str, Any] = {}
    middlewares: dict[str, Any] = {f"{app}-retry": {"retry": RETRY}, **_shared(routes)}
    urls: dict[str, tuple[str, ...]] = {}
    for domain in domains:
        routers |= _routers(routes, domain)
        middlewares |= _path_middlewares(app, domain)
        urls[f"{app}-service-{domain.key}"] = (_url(service_name, domain.port),)
    if any(_redirects_to_https(domain) for domain in domains):
        middlewares[f"{app}-redirect-to-https"] = {"redirectScheme": {"scheme": "https", "permanent": True}}
    document = {
        "http": {
            "routers": routers,
            "middlewares": middlewares,
            "services": {name: _balancer(app, servers) for name, servers in urls.items()},
            "serversTransports": {app: {"forwardingTimeouts": TIMEOUTS}},
        }
    }
    return document, Routing(urls)


def probe_file(app_name: str) -> str:
    """The name of the file that holds an application's probe router while a release is verified."""
    return names.app_name(app_name)[: names.APP_NAME_LENGTH - len(PROBE_SUFFIX)].rstrip("._-") + PROBE_SUFFIX


def probe(token: str, service_name: str, port: int) -> tuple[str, Document, Routing]:
    """A router of its own, under a host that nobody can guess, straight to the release that is not live yet.

    The token is new each time: what Traefik shows under a name of an earlier attempt would prove nothing.
    """
    name, host = f"probe-{token}", f"{token}.probe.invalid"
    url = _url(service_name, port)
    document = {
        "http": {
            "routers": {
                name: {
                    "rule": f"Host(`{names.host_name(host)}`)",
                    "service": name,
                    "entryPoints": ["web"],
                    "priority": 1_000_000,
                }
            },
            "services": {name: _balancer(name, (url,))},
            "serversTransports": {name: {"forwardingTimeouts": TIMEOUTS}},
        }
    }
    return host, document, Routing({name: (url,)})


def holding(document: Document, app_name: str) -> Document:
    """The same file, patient: requests wait for the one copy to come back instead of failing at once."""
    held: dict[str, Any] = copy.deepcopy(dict(document))
    middlewares = held.get("http", {}).get("middlewares", {})
    if f"{app_name}-retry" in middlewares:
        middlewares[f"{app_name}-retry"] = {"retry": HOLD}
    return held


# ------------------------------------------------------------------------------------------------ parts of a file


def _url(service_name: str, port: int | None) -> str:
    return f"http://{names.app_name(service_name)}:{int(port or DEFAULT_PORT)}"


def _balancer(transport: str, servers: Iterable[str]) -> dict[str, Any]:
    return {
        "loadBalancer": {
            "servers": [{"url": url} for url in servers],
            "passHostHeader": True,
            "serversTransport": transport,
        }
    }


def _routers(routes: RouteSet, domain: RouteDomain) -> dict[str, Any]:
    app, service = routes.app_name, f"{routes.app_name}-service-{domain.key}"
    plain = f"{app}-router-{domain.key}"
    middlewares = list(_chain(routes, domain))
    if domain.custom_entrypoint:
        tls = {"tls": _tls(domain)} if domain.https else {}
        entry = _name(domain.custom_entrypoint)
        return {plain: {**_router(domain, service, middlewares, entry), **tls}}
    if not domain.https:
        return {plain: _router(domain, service, middlewares, "web")}
    secure = {**_router(domain, service, middlewares, "websecure"), "tls": _tls(domain)}
    return {
        plain: _router(domain, service, [f"{app}-redirect-to-https"], "web"),
        f"{app}-router-websecure-{domain.key}": secure,
    }


def _router(domain: RouteDomain, service: str, middlewares: list[str], entry_point: str) -> dict[str, Any]:
    rule = f"Host(`{names.host_name(domain.host)}`)"
    path = _path(domain.path)
    if path != "/":
        rule += f" && PathPrefix(`{path}`)"
    return {"rule": rule, "service": service, "middlewares": middlewares, "entryPoints": [entry_point]}


def _tls(domain: RouteDomain) -> dict[str, str]:
    """Without a resolver the certificate is one that was loaded by hand, or Traefik's own."""
    if domain.certificate_type == "letsencrypt":
        return {"certResolver": "letsencrypt"}
    if domain.certificate_type == "custom" and domain.cert_resolver:
        return {"certResolver": _name(domain.cert_resolver)}
    return {}


def _chain(routes: RouteSet, domain: RouteDomain) -> Iterator[str]:
    """In the order in which they act; the retry is last, nearest to the server."""
    app = routes.app_name
    yield from _path_middlewares(app, domain)
    yield from (f"redirect-{app}-{redirect.key}" for redirect in routes.redirects)
    if routes.users:
        yield f"auth-{app}"
    yield from (_name(name) for name in domain.middlewares)
    yield f"{app}-retry"


def _path_middlewares(app: str, domain: RouteDomain) -> dict[str, Any]:
    path, internal = _path(domain.path), _path(domain.internal_path)
    made: dict[str, Any] = {}
    if domain.strip_path and path != "/":
        made[f"stripprefix-{app}-{domain.key}"] = {"stripPrefix": {"prefixes": [path]}}
    if internal not in ("/", path):
        made[f"addprefix-{app}-{domain.key}"] = {"addPrefix": {"prefix": internal}}
    return made


def _shared(routes: RouteSet) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for redirect in routes.redirects:
        rule = {"regex": redirect.regex, "replacement": redirect.replacement, "permanent": redirect.permanent}
        made[f"redirect-{routes.app_name}-{redirect.key}"] = {"redirectRegex": rule}
    if routes.users:
        made[f"auth-{routes.app_name}"] = {"basicAuth": {"removeHeader": True, "users": list(map(_user, routes.users))}}
    return made


def _user(user: RouteUser) -> str:
    if not user.username or re.search(r"[:\x00-\x1f\x7f]", user.username + user.password_hash.replace(":", "")):
        raise ValueError("A user name may not be empty, and holds neither a colon nor control characters")
    return f"{user.username}:{user.password_hash}"


def _redirects_to_https(domain: RouteDomain) -> bool:
    return domain.https and not domain.custom_entrypoint


def _path(path: str | None) -> str:
    return names.url_path(path or "/")


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value[:100]!r} cannot be a name in Traefik")
    return value
