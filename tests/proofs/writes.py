"""Kill -9 of the server in the middle of many writes: what was acknowledged is there, and nothing is half made."""

import asyncio
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import httpx
from tests import postgres
from tests.e2e.instance import Api
from tests.proofs.place import Place, empty_database
from tests.proofs.proof import Case, Figures, Proof

WRITERS = 8
WRITES = 1000
SHORT_WRITES = 200
KILLS = 10
OF_AN_APPLICATION = 6
"""Changes that are made to each application."""


@dataclass
class Written:
    """What one writer was told, and what it had asked for last without hearing of it."""

    projects: dict[str, str] = field(default_factory=dict)
    applications: dict[str, str] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    """Of each application, the values that its environment may have: the last acknowledged one, and one on its way."""
    hosts: dict[str, str] = field(default_factory=dict)
    mounts: dict[str, str] = field(default_factory=dict)


@dataclass
class Counter:
    acknowledged: int = 0
    unheard: int = 0


def on_sqlite(place: Place) -> AbstractAsyncContextManager[Api]:
    return place.plane_without_engine("writes")


@asynccontextmanager
async def on_postgresql(place: Place) -> AsyncIterator[Api]:
    with postgres.running() as server:
        async with place.plane_without_engine("writes-there", DATABASE_URL=await empty_database(server)) as api:
            yield api


async def write_on(api: Api, number: int, written: Written, counter: Counter) -> None:
    """Projects, in each an application, its variables, a domain and a mounted file, until the server is gone."""

    async def post(procedure: str, **body: Any) -> Any:
        counter.unheard += 1
        answer = await api.post(procedure, **body)
        counter.unheard -= 1
        counter.acknowledged += 1
        return answer

    while True:
        name = f"w{number}-{len(written.projects)}"
        made = await post("project.create", name=name)
        written.projects[made["project"]["projectId"]] = name
        row = await post("application.create", name=name, environmentId=made["environment"]["environmentId"])
        application_id = row["applicationId"]
        written.applications[application_id] = name
        written.texts[application_id] = {""}
        for step in range(OF_AN_APPLICATION):
            text = f"STEP={step}"
            written.texts[application_id].add(text)
            await post("application.saveEnvironment", applicationId=application_id, env=text)
            written.texts[application_id] = {text}
        host = f"{name}.{secrets.token_hex(8)}.example.org"  # an earlier case may have left hosts behind
        await post("domain.create", applicationId=application_id, host=host, port=3000)
        written.hosts[host] = application_id
        mount = {"type": "file", "filePath": "a.conf", "mountPath": "/etc/a.conf", "content": name}
        await post("mounts.create", serviceId=application_id, serviceType="application", **mount)
        written.mounts[application_id] = name


async def until_killed(api: Api, written: Sequence[Written], counter: Counter, kill_at: int) -> None:
    """Everybody writes; after so many acknowledgements the process is killed, in whatever it is doing."""
    writers = [asyncio.ensure_future(write_on(api, n, one, counter)) for n, one in enumerate(written)]
    while counter.acknowledged < kill_at:
        await asyncio.sleep(0.001)
        for writer in writers:
            if writer.done() and (error := writer.exception()):
                raise error
    api.instance.kill()
    for outcome in await asyncio.gather(*writers, return_exceptions=True):
        if isinstance(outcome, BaseException) and not isinstance(outcome, httpx.TransportError):
            raise outcome


async def check_all_there(api: Api, written: Sequence[Written]) -> int:
    """Every acknowledged object with what was acknowledged of it; returns how many."""
    found = 0
    for one in written:
        for project_id, name in one.projects.items():
            project = await api.get("project.one", projectId=project_id)
            assert (project["name"], [e["name"] for e in project["environments"]]) == (name, ["production"])
        for application_id, name in one.applications.items():
            row = await api.get("application.one", applicationId=application_id)
            assert row["name"] == name
            assert (row["env"] or "") in one.texts[application_id], (row["env"], one.texts[application_id])
            hosts = {domain["host"] for domain in row["domains"]}
            assert {host for host, of in one.hosts.items() if of == application_id} <= hosts
            if application_id in one.mounts:
                (mount,) = row["mounts"]
                assert mount["content"] == one.mounts[application_id]
        found += sum(map(len, (one.projects, one.applications, one.hosts, one.mounts)))
    return found


async def check_nothing_half_made(api: Api) -> None:
    """Also among what nobody was told of: each project has its environment, each row its parent."""
    for project in await api.get("project.all"):
        assert project["environments"], f"{project['name']} has no environment"
    if "DATABASE_URL" not in api.instance.environment:
        with closing(sqlite3.connect(api.instance.data / "dokploy.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    else:
        # A process of several leaves what is fresh: it may be another's, who is at work.
        for path in drafts(api):
            os.utime(path, (0, 0))
        await asyncio.to_thread(api.instance.stop)
        await asyncio.to_thread(api.instance.start)
    left = drafts(api)
    assert left == [], left


def drafts(api: Api) -> list[Path]:
    return [path for path in api.instance.data.rglob("*") if path.name.endswith("~draft")]


async def killed_while_writing(place: Place, writes: int, kills: int, on: Any = on_sqlite) -> Figures:
    api = await place.shared(on)
    dice: Random = place.dice("writes")
    counter = Counter()
    written: list[Written] = []
    recoveries = []
    for kill in range(kills):
        written += (now := [Written() for _ in range(WRITERS)])
        share = writes // kills
        at = writes if kill == kills - 1 else share * kill + dice.randint(share // 4, share)
        await until_killed(api, now, counter, at)
        begun = monotonic()
        await asyncio.to_thread(api.instance.start)
        recoveries.append(round(monotonic() - begun, 2))
    objects = await check_all_there(api, written)
    await check_nothing_half_made(api)
    return {
        "acknowledged": counter.acknowledged,
        "objects": objects,
        "unheard": counter.unheard,
        "kills": kills,
        "recovery_max_s": max(recoveries),
    }


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    names = ("acknowledged", "kills")
    slowest = max((one["recovery_max_s"] for one in figures), default=None)
    return {**{name: sum(one[name] for one in figures) for name in names}, "recovery_max_s": slowest}


PROOF = Proof(
    "writes",
    figure="2",
    target="kill -9 of the API during 1,000 writes: no acknowledged write is lost, nothing is half made",
    cases=lambda: [
        Case("one process, 1000 writes, 10 kills", partial(killed_while_writing, writes=WRITES, kills=KILLS)),
        Case("one process, 2 kills", partial(killed_while_writing, writes=SHORT_WRITES, kills=2)),
        Case("PostgreSQL", partial(killed_while_writing, writes=WRITES, kills=KILLS, on=on_postgresql)),
    ],
    short=("one process, 2 kills",),
    needs_engine=False,
    measured=measured,
)
