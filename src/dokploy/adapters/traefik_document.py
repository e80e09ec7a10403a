"""Traefik's dynamic configuration as data: read YAML, write YAML, and refuse what Traefik would choke on.

One file that Traefik cannot decode (an unknown key, an empty section) stops its file provider from reloading any file
of any service, without a word in its API. So the shape is checked here, before a file gets its name; the keys are those
that Traefik 3.6 and 3.7 accept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from dokploy.core.errors import Invalid

Document = Mapping[str, Any]
"""A dynamic configuration as plain data: `{"http": {"routers": …, "services": …, "middlewares": …}}`."""

SIZE_LIMIT: Final = 1024 * 1024
DEPTH_LIMIT: Final = 50

_SECTIONS: Final[dict[str, frozenset[str]]] = {
    "http": frozenset({"routers", "services", "middlewares", "serversTransports"}),
    "tcp": frozenset({"routers", "services", "middlewares", "serversTransports"}),
    "udp": frozenset({"routers", "services"}),
    "tls": frozenset({"certificates", "options", "stores"}),
}
_ROUTER = frozenset(
    "rule ruleSyntax service priority middlewares entryPoints tls observability parentRefs".split()  # noqa: SIM905
)
_BALANCER = frozenset(
    "servers passHostHeader sticky healthCheck passiveHealthCheck responseForwarding serversTransport strategy "  # noqa: SIM905
    "proxyProtocol terminationDelay".split()
)
_SERVER = frozenset({"url", "address", "weight", "preservePath", "fenced", "scheme", "tls"})
_SERVICE_KINDS: Final[dict[str, str]] = {
    "loadBalancer": "",
    "weighted": "services",
    "highestRandomWeight": "services",
    "mirroring": "mirrors",
    "failover": "",
}
_MIDDLEWARES = frozenset(
    "addPrefix basicAuth buffering chain circuitBreaker compress contentType digestAuth encodedCharacters errors "  # noqa: SIM905
    "forwardAuth grpcWeb headers inFlightConn inFlightReq ipAllowList ipWhiteList passTLSClientCert plugin rateLimit "
    "redirectRegex redirectScheme replacePath replacePathRegex retry stripPrefix stripPrefixRegex".split()
)
_MAY_BE_EMPTY = frozenset({"compress", "contentType", "tls", "sticky", "cookie"})
_MATCHERS = frozenset(
    "ClientIP Header HeaderRegexp Host HostRegexp Method Path PathPrefix PathRegexp Query QueryRegexp HostSNI "  # noqa: SIM905
    "HostSNIRegexp ALPN".split()
)

_KEYS = frozenset({"str"})
_VALUES = frozenset({"str", "int", "float", "bool", "null", "seq", "map"})
_PLAIN: Final = "keys are texts, and values are texts, numbers, true, false, null, lists and maps; quotes make a text"


def parse(text: str) -> Document:
    """YAML text of a user as data; raises `Invalid` with line and cause. Anchors and aliases are refused."""
    import yaml  # noqa: PLC0415 - only who edits routes needs it

    if len(text.encode()) > SIZE_LIMIT:
        raise Invalid("The configuration is larger than 1 MB.")
    try:
        depth = 0
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                raise _refused_at(token.start_mark, "anchors and aliases are not supported")
            name = type(token).__name__
            depth += name.endswith(("SequenceStartToken", "MappingStartToken")) - name.endswith("EndToken")
            if depth > DEPTH_LIMIT:
                raise _refused_at(token.start_mark, "nested too deeply")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        _check_nodes(node)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        raise _refused_at(where, f"{error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Invalid(f"Not YAML: {error}") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        where = node.start_mark if node else None
        raise _refused_at(where, "a Traefik configuration is a map with the keys http, tcp, udp or tls")
    return data


def located(refused: Invalid, text: str, field: str) -> Invalid:
    """The same refusal as an issue of `field`, with path and line of `text` where it speaks of one.

    Refusals name an entry by its keys, `http.routers.shop.rule`; the deepest one that stands in the text is meant.
    """
    import yaml  # noqa: PLC0415 - see parse

    named = [one for one in _keys(yaml.compose(text, Loader=yaml.CSafeLoader)) if _names(refused.message, one[0])]
    path, line = max(named, key=lambda one: len(one[0]), default=((), None))
    issue: dict[str, Any] = {"code": "custom", "path": [field, *path], "message": str(refused)}
    if line is not None:
        issue["line"] = line
    return Invalid(refused.message, issues=[issue], hint=refused.hint)


def _keys(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every key of a map within maps: its path, and the number of its line."""
    for key, value in node.value if node is not None and node.id == "mapping" else ():
        path = (*above, str(key.value))
        yield path, key.start_mark.line + 1
        yield from _keys(value, path)


def _names(message: str, path: tuple[str, ...]) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape('.'.join(path))}(?![\w-])", message) is not None


def render(document: Document) -> str:
    import yaml  # noqa: PLC0415 - see parse

    class Plain(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

    return yaml.dump(dict(document), Dumper=Plain, sort_keys=False, allow_unicode=True, width=1_000_000)


def without_empty_sections(document: Document) -> dict[str, Any]:
    """The document without sections that hold nothing: Traefik takes an empty one as a mistake."""
    kept: dict[str, Any] = {}
    for name, sections in document.items():
        if isinstance(sections, Mapping):
            left = {key: value for key, value in sections.items() if value not in ({}, None, [])}
            if left:
                kept[name] = left
        elif sections is not None:
            kept[name] = sections
    return kept


def check_shape(document: Document) -> None:
    """Raise `Invalid` unless it is protocols of sections of entries, all of them maps; what is left empty may be null.

    For what a person wrote, before it is taken apart; whether Traefik would take it is for `validate` to say.
    """
    for protocol, sections in document.items():
        if protocol not in _SECTIONS:
            raise Invalid(f"{protocol}: a Traefik configuration holds the maps {', '.join(_SECTIONS)}")
        _must_be_map_or_null(sections, protocol)
        for section, entries in (sections or {}).items() if protocol != "tls" else ():
            _must_be_map_or_null(entries, f"{protocol}.{section}")
            for name, entry in (entries or {}).items():
                _must_be_map_or_null(entry, f"{protocol}.{section}.{name}")


def validate(document: Document, known: Callable[[], Mapping[str, frozenset[str]]]) -> None:
    """Raise `Invalid` for the first thing that Traefik would not accept.

    `known()` gives the names that other files define, by section (`http.middlewares`); it is asked only when this
    document refers to a name that it does not define itself.
    """
    _refuse_templates(document)
    for protocol, sections in document.items():
        if protocol not in _SECTIONS:
            raise Invalid(f"Unknown key {protocol!r}: a Traefik configuration has http, tcp, udp and tls.")
        _must_be_map(sections, protocol)
        for section, entries in sections.items():
            if section not in _SECTIONS[protocol]:
                raise Invalid(f"Unknown key {protocol}.{section}.")
            if protocol != "tls":
                _check_entries(f"{protocol}.{section}", entries)
    _check_references(document, known)


def _refuse_templates(document: Any) -> None:
    """Traefik runs every file as a template of Go first: `{{ env "NAME" }}` would be carried out, not routed."""
    if isinstance(document, str):
        if "{{" in document:
            raise Invalid("{{ begins a template, which Traefik would carry out: it cannot stand in a configuration.")
    elif isinstance(document, Mapping):
        for key, value in document.items():
            _refuse_templates(key)
            _refuse_templates(value)
    elif isinstance(document, list | tuple):
        for value in document:
            _refuse_templates(value)


def names_of(document: Document) -> Iterator[tuple[str, str]]:
    """`("http.middlewares", "redirect-to-https")` for everything that the document defines."""
    for protocol, sections in document.items():
        if isinstance(sections, Mapping):
            for section, entries in sections.items():
                yield from ((f"{protocol}.{section}", str(name)) for name in entries or ())


_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "redirectRegex": ("regex", "replacement", "permanent"),
    "basicAuth": ("users",),
}


def shown(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Section, name and entry of what can be compared with Traefik's API: redirects, users, and every router."""
    http = document.get("http") or {}
    for name, entry in (http.get("middlewares") or {}).items():
        if entry.keys() & _SHOWN.keys():
            yield "middlewares", name, entry
    yield from (("routers", name, entry) for name, entry in (http.get("routers") or {}).items())


def is_shown(section: str, entry: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether Traefik's API shows it as it is written: of a router rule, service and middlewares."""
    if section == "routers":
        wanted = [name if "@" in name else f"{name}@file" for name in entry.get("middlewares") or ()]
        service = str(entry.get("service", "")).removesuffix("@file")
        shown = (found.get("rule"), str(found.get("service", "")).removesuffix("@file"), found.get("middlewares") or [])
        return shown == (entry.get("rule"), service, wanted)
    return all(
        (entry[kind].get(key) or None) == ((found.get(kind) or {}).get(key) or None)
        for kind, keys in _SHOWN.items()
        if kind in entry
        for key in keys
    )


def _refused_at(mark: Any, says: str) -> Invalid:
    if not mark:
        return Invalid(f"Not YAML: {says}.")
    message = f"Line {mark.line + 1}, column {mark.column + 1}: {says}."
    return Invalid(message, issues=[{"code": "custom", "path": [], "message": message, "line": mark.line + 1}])


def _check_nodes(node: Any) -> None:
    for strange in _strange(node):
        raise _refused_at(strange.start_mark, _PLAIN)
    for key in _repeated_keys(node):
        raise _refused_at(key.start_mark, f"the key {key.value!r} occurs twice")


def _strange(node: Any, *, is_key: bool = False) -> Iterator[Any]:
    """Nodes that JSON has nothing for, and so neither we nor Traefik: dates, sets, keys that are no text."""
    if node is None:
        return
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if kind not in (_KEYS if is_key else _VALUES):
        yield node
    elif not isinstance(node.value, str):
        for entry in node.value:
            key, child = entry if isinstance(entry, tuple) else (None, entry)
            yield from _strange(key, is_key=True)
            yield from _strange(child)


def _repeated_keys(node: Any) -> Iterator[Any]:
    if node is None or isinstance(node.value, str):
        return
    seen: set[str] = set()
    for entry in node.value:
        key, *children = entry if isinstance(entry, tuple) else (None, entry)
        if key is not None:
            if key.value in seen:
                yield key
            seen.add(str(key.value))
        for child in children:
            yield from _repeated_keys(child)


def _must_be_map(value: Any, place: str) -> None:
    if not isinstance(value, Mapping):
        raise Invalid(f"{place} must be a map.")


def _must_be_map_or_null(value: Any, place: str) -> None:
    if value is not None:
        _must_be_map(value, place)


def _only(value: Mapping[str, Any], keys: frozenset[str], place: str) -> None:
    unknown = next((key for key in value if key not in keys), None)
    if unknown is not None:
        raise Invalid(f"Unknown key {place}.{unknown}.")


def _no_empty_maps(value: Any, place: str) -> None:
    if isinstance(value, Mapping):
        for key, child in value.items():
            if child == {} and isinstance(child, Mapping) and key not in _MAY_BE_EMPTY:
                raise Invalid(f"{place}.{key} is empty: Traefik does not accept that.")
            _no_empty_maps(child, f"{place}.{key}")


def _check_entries(place: str, entries: Any) -> None:
    _must_be_map(entries, place)
    checks = {"routers": _check_router, "services": _check_service, "middlewares": _check_middleware}
    check = checks.get(place.split(".")[1])
    for name, entry in entries.items():
        here = f"{place}.{name}"
        _must_be_map(entry, here)
        _no_empty_maps(entry, here)
        if check:
            check(entry, here)


def _check_router(router: Mapping[str, Any], place: str) -> None:
    _only(router, _ROUTER, place)
    if not isinstance(router.get("service"), str) or not router["service"]:
        raise Invalid(f"{place} names no service.")
    if not place.startswith("udp."):
        _check_rule(router.get("rule"), place)
    for key in ("entryPoints", "middlewares"):
        if not _is_list_of_text(router.get(key) or []):
            raise Invalid(f"{place}.{key} must be a list of names.")
    if not isinstance(router.get("priority", 0), int):
        raise Invalid(f"{place}.priority must be a whole number.")
    if "tls" in router and router["tls"] is not None:
        _must_be_map(router["tls"], f"{place}.tls")


def _check_rule(rule: Any, place: str) -> None:
    if not isinstance(rule, str) or not rule.strip():
        raise Invalid(f"{place} has no rule.")
    bare = re.sub(r"`[^`]*`|\"(?:[^\"\\]|\\.)*\"", "", rule)
    if "`" in bare or '"' in bare or bare.count("(") != bare.count(")"):
        raise Invalid(f"{place}.rule is not closed: {rule}")
    names = re.findall(r"(\w+)\s*\(", bare)
    unknown = next((name for name in names if name not in _MATCHERS), None)
    if unknown or not names:
        raise Invalid(f"{place}.rule: {unknown or rule} is no matcher of Traefik, such as Host(`example.com`).")


def _check_service(service: Mapping[str, Any], place: str) -> None:
    _only(service, frozenset({*_SERVICE_KINDS, "middlewares"}), place)
    kinds = [kind for kind in service if kind in _SERVICE_KINDS]
    if len(kinds) != 1:
        raise Invalid(f"{place} must be one of: {', '.join(_SERVICE_KINDS)}.")
    kind, here = kinds[0], f"{place}.{kinds[0]}"
    _must_be_map(service[kind], here)
    listed = _SERVICE_KINDS[kind]
    if listed and not _is_list_of_maps(service[kind].get(listed) or []):
        raise Invalid(f"{here}.{listed} must be a list of maps.")
    if kind == "loadBalancer":
        _check_balancer(service[kind], here)


def _check_balancer(balancer: Mapping[str, Any], place: str) -> None:
    _only(balancer, _BALANCER, place)
    if not isinstance(balancer.get("passHostHeader", True), bool):
        raise Invalid(f"{place}.passHostHeader must be true or false.")
    servers = balancer.get("servers")
    if not _is_list_of_maps(servers) or not servers:
        raise Invalid(f"{place}.servers must be a list of servers.")
    for server in servers:
        _only(server, _SERVER, f"{place}.servers")
        url = server.get("url") if place.startswith("http.") else server.get("address")
        pattern = r"(https?|h2c)://[^\s/]+(/\S*)?" if place.startswith("http.") else r"\S+:\d+"
        if not isinstance(url, str) or not re.fullmatch(pattern, url):
            raise Invalid(f"{place}.servers: {url!r} is no address of a server, such as http://name:3000.")


def _check_middleware(middleware: Mapping[str, Any], place: str) -> None:
    _only(middleware, _MIDDLEWARES, place)
    if len(middleware) != 1:
        raise Invalid(f"{place} must be exactly one middleware, such as redirectScheme.")
    for kind, options in middleware.items():
        _must_be_map(options, f"{place}.{kind}")


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)


def _is_list_of_maps(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, Mapping) for item in value)


def _references(document: Document) -> Iterator[tuple[str, str, str]]:
    """(who, section of the name, name) for every name that an entry refers to."""
    for protocol in ("http", "tcp", "udp"):
        sections = document.get(protocol) or {}
        for name, router in (sections.get("routers") or {}).items():
            who = f"{protocol}.routers.{name}"
            yield who, f"{protocol}.services", router["service"]
            yield from ((who, f"{protocol}.middlewares", used) for used in router.get("middlewares") or ())
        for name, service in (sections.get("services") or {}).items():
            who = f"{protocol}.services.{name}"
            transport = (service.get("loadBalancer") or {}).get("serversTransport")
            if transport:
                yield who, f"{protocol}.serversTransports", transport
            for part in (service.get("weighted") or {}).get("services") or ():
                yield who, f"{protocol}.services", str(part.get("name"))
        for name, middleware in (sections.get("middlewares") or {}).items():
            for used in (middleware.get("chain") or {}).get("middlewares") or ():
                yield f"{protocol}.middlewares.{name}", f"{protocol}.middlewares", str(used)


def _check_references(document: Document, known: Callable[[], Mapping[str, frozenset[str]]]) -> None:
    own = set(names_of(document))
    others: Mapping[str, frozenset[str]] | None = None
    for who, section, name in _references(document):
        plain, _, provider = name.partition("@")
        if provider not in ("", "file") or (section, plain) in own:
            continue
        others = known() if others is None else others
        if plain not in others.get(section, ()):
            raise Invalid(f"{who} refers to {name}, which {section} does not define.")
