#!/usr/bin/env python3
"""Write `src/dokploy/wire/contract.json`, the API as a list, from the recorded facts about the reference.

    scripts/contract.py FOLDER        # FOLDER holds procedures.json and tables.json

What is carried over: names, kinds, methods, parameters in their order, access words, columns and relations of tables,
and the shapes of results as far as their notation can be read; no sentences. A `?` behind a key means that it may be
missing. What cannot be read is `any`, and nothing is checked there.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src/dokploy/wire/contract.json"
VERSION = "0.30.2"
LIMITS = (
    "type", "nullable", "default", "enum", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength",
    "minItems", "pattern", "format",
)  # fmt: skip
SHARED_FROM = 120
"""Characters from which a shape that occurs more than once is written once, under a name."""
COLUMN_TYPES = {
    "text": "string", "bigint": "integer", "serial": "integer", "text[]": "string[]", "jsonb": "json",
    "timestamp": "date",
}  # fmt: skip
WORDS = {"void", "true", "boolean", "string", "number", "integer", "null", "Date", "false", "object"}
ACCESS = {"user (self-hosted: owner or admin; cloud: any)": "admin", "enterprise (owner only)": "owner"}
SERVICES = ("applications", "compose", "libsql", "mariadb", "mongo", "mysql", "postgres", "redis")


def services(columns: str) -> str:
    """The lists of services in an object, each with its own id and status and these columns."""
    said = []
    for name in SERVICES:
        one = name.removesuffix("s") if name == "applications" else name
        status = "composeStatus" if name == "compose" else "applicationStatus"
        icon = ", icon" if "icon" in columns and name in {"applications", "compose"} else ""
        words = columns.replace(", icon", "").replace("status", status)
        said.append(f"{name}: [{{{one}Id, {words}{icon}}}]")
    return ", ".join(said)


READ_AS = {
    "project.one": "project row + relations [environments, projectTags.tag] + {environments: [{environmentId, name, "
    "description, createdAt, env, projectId, isDefault, "
    + services("name, description, appName, createdAt, serverId, status, server, icon")
    + "}]}",
    "project.all": "project[] + relations [projectTags.tag] + {environments: [{name, environmentId, isDefault, "
    + services("name, status")
    + "}]}",
    "project.allForPermissions": "[{projectId, name, environments: [{environmentId, name, isDefault, "
    + services("appName, name, createdAt, status, description, serverId")
    + "}]}]",
    "project.duplicate": "environment row",
    "environment.one": "{name, description, environmentId, isDefault, projectId, env, project, "
    + services("name, createdAt, description, status, serverId, server, icon")
    + "}",
    "environment.byProjectId": "[{name, description, environmentId, isDefault, project, "
    + services("name, description, appName, createdAt, serverId, status, server")
    + "}]",
    "deployment.allCentralized": "deployment[] + relations [application {applicationId, name, appName, icon, "
    "environment {environmentId, name, project {projectId, name}}, server, buildServer}, compose {composeId, name, "
    "appName, icon, environment {environmentId, name, project {projectId, name}}, server}, "
    "server {serverId, name, serverType}, buildServer {serverId, name, serverType}]",
    "mounts.one": "mount row + relations ["
    + ", ".join(
        f"{name} {{serverId, appName, environment {{project {{organizationId}}}}}}"
        for name in ("application", *SERVICES[1:])
    )
    + "]",
    "user.get": "member row + {user: {id, firstName, lastName, email, image, allowImpersonation, twoFactorEnabled, "
    "stripeCustomerId, stripeSubscriptionId, serversQuantity, isEnterpriseCloud, sendInvoiceNotifications, "
    "apiKeys: [{id, name, prefix, enabled, expiresAt, createdAt}]}}",
    "user.createApiKey": "{id, name, start, prefix, key, referenceId, enabled, rateLimitEnabled, rateLimitTimeWindow, "
    "rateLimitMax, remaining, refillAmount, refillInterval, expiresAt, createdAt}",
    "user.getPermissions": "any",
    "organization.all": "organization[] + relations [members]",
    "application.readAppMonitoring": "{cpu, memory, disk, network, block} or null",
    "deployment.queueList": "[{id, name, data, timestamp, processedOn, finishedOn, failedReason, state, "
    "servicePath: {href: string|null, label}}]",
    "user.getBackups": "user row + relations [backups.destination/deployments, apiKeys]",
    "domain.toggleEnable": "domain row + {requiresRedeploy: boolean}",
    "vaultProvider.all": "vault_provider[]",
    "dnsProvider.all": "dns_provider[]",
}
BACKUPS = ("destination (without accessKey, secretAccessKey)", "deployments")
"""What "with destination without keys, and deployments" means."""
READ_AS["mounts.update"] = READ_AS["mounts.one"]
"""Results whose notation says more to people than to a reader of notation, put plainly."""


# ------------------------------------------------------------------------------------------------ results


class Results:
    """Reads the notation of results: `X row`, `X[]`, `+ relations [..]`, `+ {..}`, `{a, b: string|null}`, `[{..}]`."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables

    def read(self, text: str) -> Any:
        """As `{"row": table, …}`, `{"object": {…}}`, `{"list": …}`, a word, or `any`."""
        text = text.strip()
        if maybe := re.search(r"(\bor null\b|\|null\b|; null when\b|\bor null$).*", text):
            inner = text[: maybe.start()]
            if _balanced(inner):
                return {"maybe": self.read(inner)}
        head, *rest = _split(text, " + ")
        shape = self._head(head)
        if not isinstance(shape, dict):
            return shape
        row = shape.get("list", shape) if isinstance(shape.get("list", shape), dict) else {}
        for part in rest:
            self._add(row, part.strip())
        return shape

    def _head(self, text: str) -> Any:
        without = [
            name.strip()
            for names in re.findall(r"\(?\bwithout ([A-Za-z, ]+)", text)
            for name in re.split(r",| and ", names)
        ]
        plain = re.sub(r"\s*\([^()]*(\([^()]*\)[^()]*)*\)", "", text).strip()
        if found := re.match(r"([\w-]+)( row|\[\])", plain):
            if found[1] in self.tables:
                row: dict[str, Any] = {"row": found[1]}
                if left := [name for name in without if name in self.tables[found[1]]["columns"]]:
                    row["without"] = left
                return {"list": row} if found[2] == "[]" else row
            if found[1] == "string" and found[2] == "[]":
                return {"list": "string"}
        if plain.startswith("[{"):
            return {"list": self._object(_inside(plain[1:]))}
        if plain.startswith("{"):
            return self._object(_inside(plain))
        word = re.match(r"[A-Za-z]+", plain)
        return word[0] if word and word[0] in WORDS and not plain.startswith(("string|", "object")) else "any"

    def _add(self, row: dict[str, Any], part: str) -> None:
        if part.startswith("relations ["):
            for item in _split(_inside(part.removeprefix("relations ")), ","):
                self._relation(row, item.strip())
        elif part.startswith("{"):
            row.setdefault("with", {}).update(self._object(_inside(part)).get("object", {}))

    def _relation(self, row: dict[str, Any], text: str) -> None:
        """`environment.project`, `registry (without password)`, `application {applicationId, name}`, `a/b (…)`."""
        name, _, more = text.partition(" ")
        first, _, deeper = name.partition(".")
        for one in first.split("/"):
            relation = self.tables[row["row"]]["relations"].get(one) if "row" in row else None
            if relation is None:
                row.setdefault("with", {})[one] = "any"
                continue
            inner: Any
            if more.startswith("{"):
                inner = self._object(_inside(more))
            else:
                inner = self._head(f"{relation.rstrip('[]')} row {more}")
                for name_of in [deeper] if deeper else BACKUPS if one == "backups" and "destination" in more else []:
                    self._relation(inner, name_of)
            # A relation to one row is null where there is none; the contract does not say so each time.
            shape = {"list": inner} if relation.endswith("[]") else {"maybe": inner}
            row.setdefault("with", {})[one] = shape

    def _object(self, inside: str) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        for item in _split(inside, ","):
            found = re.match(r"\s*(\w+)(\?)?\s*(\[\])?\s*(:)?\s*(.*)", item, re.DOTALL)
            if not found:
                continue
            name, missing, many, colon, rest = found.groups()
            key = f"{name}{missing or ''}"
            if many:
                keys[key] = {"list": "any"}
            elif rest.startswith(("{", "[{")) or (
                colon and re.match(r"(string|number|boolean|integer)\b|[\w-]+( row|\[\])", rest)
            ):
                keys[key] = self.read(rest)
            else:
                keys[key] = "any"
        return {"object": keys}


def _split(text: str, at: str) -> list[str]:
    """Parts between separators that stand outside every bracket."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter in "[{(") - (letter in "]})")
        if depth == 0 and text.startswith(at, index):
            parts.append(text[start:index])
            start = index + len(at)
    return [part for part in (*parts, text[start:]) if part.strip()]


def _inside(text: str) -> str:
    """What the bracket at the beginning holds."""
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter in "[{(") - (letter in "]})")
        if depth == 0:
            return text[1:index]
    return text[1:]


def _balanced(text: str) -> bool:
    return sum(text.count(letter) for letter in "[{(") == sum(text.count(letter) for letter in "]})")


# ------------------------------------------------------------------------------------------------ inputs


def parameter(given: dict[str, Any]) -> dict[str, Any]:
    shape: dict[str, Any] = {name: given[name] for name in LIMITS if name in given}
    if "properties" in given:
        shape["properties"] = parameters(given["properties"])
    for name in ("items", "values"):
        if name in given:
            shape[name] = parameter(given[name])
    if "anyOf" in given:
        shape["anyOf"] = [parameter(one) for one in given["anyOf"]]
    return shape


def parameters(given: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{one['name']}{'' if one.get('required', True) else '?'}": parameter(one) for one in given}


def share(procedures: dict[str, Any]) -> dict[str, Any]:
    """Replace long shapes that repeat by `{"shape": name}`; returns them by name."""
    seen: dict[str, int] = {}
    for one in procedures.values():
        for shape in one["takes"].values():
            text = json.dumps(shape)
            seen[text] = seen.get(text, 0) + 1
    shapes: dict[str, Any] = {}
    named: dict[str, str] = {}
    for one in procedures.values():
        for key, shape in one["takes"].items():
            text = json.dumps(shape)
            if seen[text] < 2 or len(text) < SHARED_FROM:
                continue
            if text not in named:
                wanted = key.rstrip("?")
                named[text] = next(
                    name for name in (wanted, *(f"{wanted}{n}" for n in range(2, 99))) if name not in shapes
                )
                shapes[named[text]] = shape
            one["takes"][key] = {"shape": named[text]}
    return shapes


# ------------------------------------------------------------------------------------------------ tables


def table(given: dict[str, Any]) -> dict[str, Any]:
    columns = {
        column["name"]: COLUMN_TYPES.get(column["type"], column["type"]) + ("?" if column["nullable"] else "")
        for column in given["columns"]
    }
    relations = {
        one["name"]: one["table"] + ("[]" if one["kind"] == "many" else "") for one in given.get("relations", ())
    }
    return {"columns": columns, "relations": relations}


def main(folder: Path) -> None:
    facts = json.loads((folder / "tables.json").read_text())
    tables = {one["table"]: table(one) for one in facts["tables"]}
    results = Results(tables)
    facts_of = {one["name"]: one for one in json.loads((folder / "procedures.json").read_text())}

    def gives(name: str) -> Any:
        """`X row with relations` is what `X.one` gives."""
        text = READ_AS.get(name, facts_of[name]["returns"])
        like = re.match(r"(\w+) row with relations", text)
        return gives(f"{like[1]}.one") if like else results.read(text)

    procedures = {
        one["name"]: {
            "kind": one["kind"],
            "method": one["method"] or one.get("restLive"),
            "access": ACCESS.get(one["access"], one["access"]),
            "takes": parameters(one["params"]),
            "gives": gives(one["name"]),
        }
        for one in facts_of.values()
    }
    parts = {"enums": facts["enums"], "shapes": share(procedures), "tables": tables, "procedures": procedures}
    lines = ["{", f' "version": "{VERSION}",']
    for number, (name, part) in enumerate(parts.items(), 1):
        rows = [f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in part.items()]
        lines += [f' "{name}": {{', ",\n".join(rows), " }" + ("," if number < len(parts) else "")]
    TARGET.write_text("\n".join([*lines, "}", ""]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
