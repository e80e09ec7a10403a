"""What a person changed in a generated Traefik file: kept apart from it, and put back each time it is rendered.

Only the differences are kept, entry by entry (`http.routers.NAME`): entries of the person's own whole, changed ones
leaf by leaf. So a new release still moves every address that means the application, also in what a person wrote, and
an edit of an entry that is generated no longer is left out instead of spoiling the file.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from dokploy.core.names import RELEASE_LENGTH, release_id, release_name

Document = Mapping[str, Any]
BOTH: Final = frozenset({"was", "wanted"})
"""The keys of a kept list: what was generated when it was edited, and what it was edited to."""
OWN: Final = "own"
CHANGED: Final = "changed"


def difference(generated: Document, wanted: Document, app_name: str) -> str | None:
    """What turns the generated document into the wanted one, as text for a column; None = nothing.

    The address of a release is kept as the application's name: whoever edits a file that he read before a deployment
    must not tie the application to a release that is gone.
    """
    own: dict[str, Any] = {}
    changed: dict[str, Any] = {}
    made = dict(_entries(_unreleased(generated, app_name)))
    asked = dict(_entries(_unreleased(wanted, app_name)))
    for place, entry in asked.items():
        if place not in made:
            _put(own, place, entry)
        elif entry != made[place]:
            _put(changed, place, _leaves(made[place], entry))
    for place in made.keys() - asked.keys():
        _put(changed, place, None)
    return json.dumps({OWN: own, CHANGED: changed}) if own or changed else None


def apply(generated: Document, edit: str | None, app_name: str, service: str | None) -> dict[str, Any]:
    """The document with the edit in it, its addresses those of the live `service`.

    What refers to something of this application that is gone is left out.
    """
    document: dict[str, Any] = copy.deepcopy(dict(generated))
    if not edit:
        return document
    kept = json.loads(re.sub(rf'(?<=://){re.escape(app_name)}(?=[:/"])', service or app_name, edit))
    for place, entry in _entries(kept[CHANGED]):
        protocol, section, name = place
        entries = (document.get(protocol) or {}).get(section) or {}
        if name in entries and entry is None:
            del entries[name]
        elif name in entries:
            entries[name] = _with_leaves(entries[name], entry)
    for place, entry in _entries(kept[OWN]):
        _put(document, place, entry)
    _name_the_application(document, generated, app_name)
    _leave_out_dangling(document, app_name)
    return document


def rules(edit: str) -> Iterator[str]:
    """What the routers of a person's own, and those whose rule was changed, answer for."""
    kept = json.loads(edit)
    for (_, section, _), entry in (*_entries(kept[OWN]), *_entries(kept[CHANGED])):
        if section == "routers" and isinstance(entry, Mapping) and entry.get("rule"):
            yield str(entry["rule"])


def forget(edit: str | None, key: int) -> str | None:
    """The edit without changes to the entries of one domain: saving a domain makes its entries anew."""
    return _without(edit, lambda name: name.endswith(f"-{key}") and not name.startswith("redirect-"))


def forget_middleware(edit: str | None, name: str) -> str | None:
    """The edit without changes to this middleware: saving what it is made of makes it anew."""
    return _without(edit, lambda changed: changed == name)


def _without(edit: str | None, is_remade: Callable[[str], bool]) -> str | None:
    if not edit:
        return None
    kept = json.loads(edit)
    changed: dict[str, Any] = {}
    for place, entry in _entries(kept[CHANGED]):
        if not is_remade(place[2]):
            _put(changed, place, entry)
    return json.dumps({OWN: kept[OWN], CHANGED: changed}) if kept[OWN] or changed else None


def _unreleased(document: Document, app_name: str) -> Document:
    prefix = release_name(app_name, "").removesuffix(release_id(""))
    host = rf'(?<=://)(?:{re.escape(app_name)}|{re.escape(prefix)}[0-9a-f]{{{RELEASE_LENGTH}}})(?=[:/"])'
    plain: Document = json.loads(re.sub(host, app_name, json.dumps(document)))
    return plain


def _entries(document: Document) -> Iterator[tuple[tuple[str, str, str], Any]]:
    for protocol, sections in document.items():
        for section, entries in (sections if isinstance(sections, Mapping) else {}).items():
            if isinstance(entries, Mapping):
                yield from (((protocol, section, str(name)), entry) for name, entry in entries.items())
            else:
                yield (protocol, section, ""), entries


def _put(document: dict[str, Any], place: tuple[str, str, str], entry: Any) -> None:
    protocol, section, name = place
    if not name:
        document.setdefault(protocol, {})[section] = entry
        return
    document.setdefault(protocol, {}).setdefault(section, {})[name] = entry


def _leaves(made: Any, wanted: Any) -> Any:
    """The keys that differ; null = taken away. A list of names is kept with the one that it was made from."""
    if _is_names(made) and _is_names(wanted):
        return {"was": made, "wanted": wanted}
    if not isinstance(made, Mapping) or not isinstance(wanted, Mapping):
        return wanted
    differing = {key: _leaves(made.get(key), value) for key, value in wanted.items() if made.get(key) != value}
    return differing | {key: None for key in made if key not in wanted}


def _with_leaves(made: Any, leaves: Any) -> Any:
    if isinstance(leaves, Mapping) and leaves.keys() == BOTH:
        return _merged(leaves["was"], leaves["wanted"], made or [])
    if not isinstance(made, Mapping) or not isinstance(leaves, Mapping):
        return leaves
    result = {key: value for key, value in made.items() if key not in leaves}
    return result | {key: _with_leaves(made.get(key), value) for key, value in leaves.items() if value is not None}


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _merged(was: list[str], wanted: list[str], made: list[str]) -> list[str]:
    """The edited list, without what is generated no longer, and with what is generated since: each at its place.

    A router that was edited before basic auth was switched on must be behind it all the same.
    """
    result = [name for name in wanted if name in made or name not in was]
    for place, name in enumerate(made):
        if name in was or name in result:
            continue
        before = [result.index(earlier) for earlier in made[:place] if earlier in result]
        result.insert(max(before, default=-1) + 1, name)
    return result


def _name_the_application(document: dict[str, Any], generated: Document, app_name: str) -> None:
    """A router may name the application itself as its service, as examples do: it gets where the others go."""
    http = document.get("http") or {}
    services = http.get("services") or {}
    if app_name in services or not any(_plain(r.get("service")) == app_name for r in _routers(document)):
        return
    made = (generated.get("http") or {}).get("services") or {}
    fallback = {"loadBalancer": {"servers": [{"url": f"http://{app_name}:80"}]}}
    target = next(iter(made.values()), fallback)
    http["services"] = services | {app_name: copy.deepcopy(target)}


def _leave_out_dangling(document: dict[str, Any], app_name: str) -> None:
    http = document.get("http") or {}
    services, middlewares = http.get("services") or {}, http.get("middlewares") or {}
    for name, router in list((http.get("routers") or {}).items()):
        if not isinstance(router, Mapping):  # an own entry that says nothing yet; Traefik's rules refuse it by name
            continue
        service = _plain(router.get("service"))
        if app_name in service and service not in services:
            del http["routers"][name]
        elif isinstance(used := router.get("middlewares"), list):
            left = [one for one in used if app_name not in _plain(one) or _plain(one) in middlewares]
            http["routers"][name] = {**router, "middlewares": left}


def _routers(document: Document) -> list[Mapping[str, Any]]:
    routers = (document.get("http") or {}).get("routers") or {}
    return [router for router in routers.values() if isinstance(router, Mapping)]


def _plain(reference: Any) -> str:
    return str(reference or "").partition("@")[0]
