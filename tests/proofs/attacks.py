"""Figure 11: each payload in every string field of every procedure, and then through a whole life of an application.

Nothing of it may be carried out, no answer may be a 5xx, and in the arguments of a process it may only stand whole.
"""

import asyncio
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final

import yaml
from tests.access.inputs import value_of
from tests.e2e.instance import Api, Failed
from tests.e2e.values import written
from tests.pipeline.githttp import GitServer
from tests.proofs import belongings
from tests.proofs.corpus import CORPUS, MARK
from tests.proofs.fuzz import target
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shapes import Operation, Schema, operations

from dokploy.adapters import traefik_rule
from dokploy.core import names

Plant = Callable[[str], Any]
SHORT: Final = ("dollar",)
SHELLS: Final = frozenset({"sh", "bash", "dash", "ash", "zsh"})
WATCH_S: Final = 0.05
YOUNG_S: Final = 10.0
"""A process may become another one by exec soon after it was born; later its arguments stay."""
AT_ONCE: Final = 4

# ------------------------------------------------------------------------------------------------ where it is put


def places(schema: Schema, name: str = "") -> Iterator[tuple[str, Plant]]:
    """Every place of a text in a schema: its path, and what makes a value of the schema with a text there."""
    for member in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from places(member, name)
    match schema.get("type"):
        case "string" if not {"enum", "const"} & schema.keys() and schema.get("format") != "binary":
            yield "", lambda text: text
        case "array":
            for path, plant in places(schema.get("items", {}), name):
                yield f"[]{path}", partial(_in_list, plant)
        case "object":
            yield from _in_object(schema)


def _in_list(plant: Plant, text: str) -> list[Any]:
    return [plant(text)]


def _in_object(schema: Schema) -> Iterator[tuple[str, Plant]]:
    required = schema.get("required", ())
    for key, inner in schema.get("properties", {}).items():
        for path, plant in places(inner, key):
            others = {one: value_of("", one, schema["properties"][one]) for one in required if one != key}
            yield f".{key}{path}", partial(_with, others, key, plant)
    more = schema.get("additionalProperties")
    if isinstance(more, Mapping):
        yield "{key}", lambda text: {text: value_of("", "", more)}
        for path, plant in places(more):
            yield f"{{}}{path}", partial(_with, {}, "key", plant)


def _with(others: dict[str, Any], key: str, plant: Plant, text: str) -> dict[str, Any]:
    return {**others, key: plant(text)}


def bodies(operation: Operation, ids: Mapping[str, list[str]], text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The operation's simplest good input, with the text in one place of it, for each place."""
    properties = operation.schema.get("properties", {})
    good = {
        name: ids[name][0] if name in ids else value_of(operation.name, name, properties[name])
        for name in operation.schema.get("required", ())
        if properties[name].get("format") != "binary"
    }
    for path, plant in places(operation.schema):
        yield f"{operation.name}{path}", good | _planted(plant, text)


def _planted(plant: Plant, text: str) -> dict[str, Any]:
    """Only the key that the place is in: the others have better values than the schema alone can give."""
    made: dict[str, Any] = plant(text)
    return {list(made)[-1]: list(made.values())[-1]}


# ------------------------------------------------------------------------------------------------ who looks on


@dataclass
class Watch:
    """Looks at the arguments of all processes for a text that carries the mark."""

    mark: str
    text: str
    born: dict[str, float] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    seen: int = 0

    async def run(self) -> None:
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(WATCH_S)

    def look(self) -> None:
        now = monotonic()
        # Numbers of processes that have ended come again: who is not there now is forgotten.
        with os.scandir("/proc") as entries:
            self.born = {one.name: self.born.get(one.name, now) for one in entries if one.name.isdecimal()}
        for entry, born in self.born.items():
            if now - born < YOUNG_S:
                with suppress(OSError):
                    self._judge(Path("/proc", entry, "cmdline").read_bytes().decode(errors="replace").split("\0"))

    def _judge(self, words: list[str]) -> None:
        carrying = [word for word in words if self.mark in word]
        self.seen += bool(carrying)
        # Whole, or whole behind a name; `sh -c` with it inside would be a command line that it is a part of.
        whole = all(word == self.text or word.endswith(f"={self.text}") for word in carrying)
        is_script = Path(words[0]).name in SHELLS and any(self.mark in word for word in words[2:3])
        if carrying and (not whole or is_script):
            self.wrong.add(" ".join(words)[:500])


# ------------------------------------------------------------------------------------------------ the fields


async def _into_every_field(api: Api, ids: Mapping[str, list[str]], text: str) -> tuple[int, int, list[str]]:
    """Requests, how many were taken, and what was wrong with the others' answers."""
    known = operations((await api.http.get("/api/openapi.json")).json())
    sent = [(op, place, body) for op in known if not op.is_form for place, body in bodies(op, ids, text)]
    taken, wrong, gate = 0, [], asyncio.Semaphore(AT_ONCE)

    async def send(operation: Operation, place: str, body: dict[str, Any]) -> None:
        nonlocal taken
        async with gate:
            if operation.is_query:
                texts = {key: value[:10_000] if isinstance(value, str) else value for key, value in body.items()}
                answer = await api.http.get(f"/api/{operation.name}", params=texts)
            else:
                answer = await api.http.post(f"/api/{operation.name}", json=body)
        taken += answer.status_code == 200
        if answer.status_code >= 500:
            wrong.append(f"{place}: {answer.status_code} {answer.text[:300]}")

    await asyncio.gather(*(send(*one) for one in sent))
    return len(sent), taken, wrong


# ------------------------------------------------------------------------------------------------ a life


@dataclass
class Life:
    """An application that has the text wherever it is taken; what is refused is refused with a 4xx."""

    api: Api
    git: GitServer
    text: str
    mark: str
    name: str = field(default_factory=lambda: f"attacked-{secrets.token_hex(4)}")
    """For what must have a good one, and must not be taken for the text."""
    project: dict[str, Any] = field(default_factory=dict)
    app: dict[str, Any] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    @property
    def id(self) -> dict[str, str]:
        return {"applicationId": str(self.app["applicationId"])}

    async def attempt(self, procedure: str, **body: Any) -> Any:
        """What came of it, or None where it was refused."""
        try:
            answer = await self.api.post(procedure, **body)
        except Failed as failed:
            if failed.response.status_code >= 500:
                raise
            return None
        self.taken.append(procedure)
        return answer

    async def begin(self) -> None:
        self.project = await self.api.post("project.create", name="Attacked")
        environment = self.project["environment"]["environmentId"]
        await self.attempt("project.update", projectId=self.project["project"]["projectId"], description=self.text)
        made = await self.attempt("application.create", name=self.text, environmentId=environment)
        self.app = made or await self.api.post("application.create", name="attacked", environmentId=environment)
        repository = self.git.create_repo(self.name)
        repository.commit(_program(self.text), self.text.replace("\0", "")[:1000] or "x")
        git = {"customGitUrl": repository.url, "enableSubmodules": False, **self.id}
        branch = (
            self.text if await self.attempt("application.saveGitProvider", customGitBranch=self.text, **git) else ""
        )
        if branch:
            repository.commit(_program(self.text), "on a branch", branch=branch)
        else:
            await self.api.post("application.saveGitProvider", customGitBranch="main", **git)
        await self.api.post("application.saveBuildType", buildType="dockerfile", dockerfile="Dockerfile", **self.id)

    async def attach(self) -> None:
        """Everything that takes any text."""
        value = written(self.text) if "{{" not in self.text and "\0" not in self.text else None
        given = f"TEXT={value}\n" if value else ""
        secret = f"SECRET={value}\n" if value else "SECRET=x\n"
        texts = {"env": given, "buildArgs": given, "buildSecrets": secret, "createEnvFile": True}
        await self.attempt("application.saveEnvironment", **texts, **self.id)
        await self.attempt("application.update", labelsSwarm={"note": self.text}, **self.id)
        await self.attempt("application.update", description=self.text, title=self.text, subtitle=self.text, **self.id)
        words = ["httpd", "-f", "-p", "3000", "-h", "/www", "-r", self.text]
        if await self.attempt("application.update", args=words, **self.id):
            self.taken.append("args")
        mount = {"serviceId": self.id["applicationId"], "mountPath": "/etc/attacked", "type": "file"}
        if not await self.attempt("mounts.create", filePath=self.text, content=self.text, **mount):
            await self.attempt("mounts.create", filePath="plain.conf", content=self.text, **mount)
        await self.attempt("security.create", username=self.text, password="secret", **self.id)
        await self.attempt("security.create", username="ada", password=self.text, **self.id)
        await self.attempt("redirects.create", regex=f"^/{self.text}$", replacement="/", permanent=False, **self.id)
        await self.attempt("redirects.create", regex="^/attacked$", replacement=self.text, permanent=False, **self.id)
        host = {"port": 3000, "host": f"{self.name}.example.org", **self.id}
        await self.attempt("domain.create", **host | {"host": f"{self.text}.{host['host']}"})
        await self.attempt("domain.create", **host, path=f"/{self.text}")
        await self.attempt("domain.create", **host)

    async def use(self) -> None:
        """Deploy; it runs, it has what it was given, and its routes are what the rows say."""
        row = await self.api.deploy(self.id["applicationId"], title=self.text[:200].replace("\0", ""), description="x")
        log = await self.api.log(row["deploymentId"])
        assert row["state"] == "done", log
        await self._check_routes()
        for search in (self.text, self.mark):
            with suppress(Failed):
                await self.api.get("application.readLogs", search=search[:500].replace("\0", ""), **self.id)
        await self.attempt("application.redeploy", title=self.text[:200].replace("\0", ""), **self.id)
        await self.attempt("application.cancelDeployment", **self.id)
        await self.attempt("application.stop", **self.id)

    async def _check_routes(self) -> None:
        """The file is YAML, and whatever carries the mark in it is a value that a row has."""
        text = (self.api.instance.data / "traefik/dynamic" / f"{self.app['appName']}.yml").read_text()
        document = yaml.safe_load(text)
        application = await self.api.get("application.one", **self.id)
        rows = json.dumps(application, ensure_ascii=False)
        hosts = {names.host_name(domain["host"]) for domain in application["domains"]}
        for router in document["http"]["routers"].values():
            assert router["rule"].count("Host(") == 1, router
            assert "||" not in router["rule"].replace(self.text, ""), router
            assert (traefik_rule.hosts(router["rule"]) or {""}) <= hosts, router
        assert document.keys() == {"http"}, document
        assert "evil" not in document["http"], document
        for value in _texts(document):
            if self.mark in value:
                assert _is_of(value, rows, self) or value in {f"Host(`{host}`)" for host in hosts}, value

    async def end(self) -> None:
        await self.api.post("application.delete", **self.id)
        await self.api.post("project.remove", projectId=self.project["project"]["projectId"])
        left = self.api.instance.data / "traefik/dynamic" / f"{self.app['appName']}.yml"
        assert not left.exists()


def _is_of(value: str, rows: str, life: Life) -> bool:
    """A value of the file: as it stands in a row, or a rule, a regex or a user made of it."""
    plain = json.dumps(value, ensure_ascii=False)[1:-1]
    return plain in rows or json.dumps(life.text, ensure_ascii=False)[1:-1] in plain


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def _program(text: str) -> dict[str, str]:
    """A page; its build reads the argument and the secret, as people do, and quotes them, as people should."""
    dockerfile = (
        "FROM busybox:stable\nARG TEXT\n"
        'RUN --mount=type=secret,id=SECRET test -e /run/secrets/SECRET && echo "$TEXT" > /argument\n'
        "COPY . /www\n"
        'CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]\n'
    )
    name = "".join(letter for letter in text if letter not in "/\0")[:60].strip(". ")
    return {"Dockerfile": dockerfile, "index.html": text.replace("\0", ""), f"files/{name or 'x'}": "x"}


# ------------------------------------------------------------------------------------------------ the proof


async def attack(place: Place, name: str) -> Figures:
    api, git = await place.shared(target), await place.git()
    await place.images()
    mark = f"canary{secrets.token_hex(6)}"
    text = CORPUS[name].replace(MARK, mark)
    watch = Watch(mark, text)
    async with AsyncExitStack() as stack:
        watching = asyncio.ensure_future(watch.run())
        stack.callback(watching.cancel)
        asked, taken, wrong = await _into_every_field(api, await belongings.make(api), text)
        life = Life(api, git, text, mark)
        await life.begin()
        await life.attach()
        await life.use()
        await life.end()
    assert wrong == [], "\n".join([f"{len(wrong)} of {asked}:", *wrong[:20]])
    assert watch.wrong == set(), watch.wrong
    assert watch.seen or "args" not in life.taken, "the container that has it was not seen"
    left = [str(path) for folder in ("/tmp", "/", "/root") for path in Path(folder).glob(f"*{mark}*")]
    left += [str(path) for path in api.instance.data.parent.rglob(f"*{mark}*") if path.parent.name == "data"]
    assert left == [], left
    assert await api.get("settings.health") == {"status": "ok"}
    return {"fields": asked, "taken": taken, "in_life": len(life.taken), "processes_with_it": watch.seen}


def cases() -> list[Case]:
    return [Case(name, partial(_attack_named, name), timeout_s=300) for name in CORPUS]


async def _attack_named(name: str, place: Place) -> Figures:
    return await attack(place, name)


PROOF: Final = Proof(
    name="attacks",
    figure="11",
    target="every payload in every string field and through a life of an application: nothing carried out, no 5xx",
    cases=cases,
    short=SHORT,
    measured=lambda figures: {
        "requests": sum(one["fields"] for one in figures),
        "lives": len(figures),
    },
)
