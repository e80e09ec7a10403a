"""Two organizations with one row of everything, every kind of caller with a real credential, and a door to the API.

What a call changes is undone before the next one, so every cell of the matrix sees the same world.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import Message
from tests import factories
from tests.releases.runtime import make_runtime

from dokploy.adapters import migrations
from dokploy.adapters.database import Database
from dokploy.context import Runtime
from dokploy.core.clock import now
from dokploy.core.permissions import EVERYTHING, MEMBER_SWITCHES, RESOURCES, ROLES
from dokploy.core.secrets import digest
from dokploy.models import ApiKey, Base, Member, Organization, OrganizationRole, Session, User, WebServerSettings
from dokploy.models.base import ByUser, primary_key
from dokploy.wire import tokens
from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.procedure import Procedure

OURS: Final = "acme"
FOREIGN: Final = "rivals"
"""The first word of every text in the other organization: no answer to one of ours may hold it."""
SWITCHES: Final = tuple(MEMBER_SWITCHES)
CUSTOM_ROLES: Final[Mapping[str, frozenset[str]]] = {
    "reader": frozenset(word for word in EVERYTHING if word.endswith(":read")),
    "writer": frozenset(word for word in EVERYTHING if not word.endswith(":read")),
}


@dataclass(frozen=True)
class Caller:
    """Somebody with a credential, and what the rules say of them, worked out here and not by the product."""

    name: str
    headers: tuple[tuple[bytes, bytes], ...] = ()
    role: str = ""
    organization_id: str = ""
    user_id: str = ""
    member_id: str = ""
    grants: frozenset[str] = frozenset()
    has_lists: bool = False
    """The membership's lists name the organization's project, environment and services."""

    @property
    def is_anonymous(self) -> bool:
        return not self.headers

    @property
    def lacks_one_switch(self) -> bool:
        return self.name.startswith("member without ")

    @property
    def is_privileged(self) -> bool:
        return self.role in {"owner", "admin"}


@dataclass
class World:
    runtime: Runtime
    ours: dict[type[Base], Any] = field(default_factory=dict)
    foreign: dict[type[Base], Any] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)
    memberships: dict[str, set[str]] = field(default_factory=dict)
    """The organizations of each person."""
    personal: dict[tuple[type[Base], str], str] = field(default_factory=dict)
    """Ids of rows that belong to a caller's person."""
    _snapshot: Path | None = None
    _watch: sqlite3.Connection | None = None
    _seen: int = 0

    def id_of(self, model: type[Base], caller: Caller, *, foreign: bool) -> str:
        """The id of the row that a caller may mean by its own, or of one that is somebody else's."""
        if not foreign and (model, caller.user_id) in self.personal:
            return self.personal[model, caller.user_id]
        rows = self.foreign if foreign else self.ours
        if model is User:
            return str(rows[Member].user_id)
        return str(getattr(rows[model], primary_key(model)))

    async def call(
        self, caller: Caller, procedure: Procedure, body: Mapping[str, Any], files: Mapping[str, bytes]
    ) -> "Answer":
        """One call in the plain form, and whether it changed anything; what it changed is undone."""
        self._seen = self._version()
        answer = await exchange(Dispatcher(self.runtime), *_request(caller, procedure, body, files))
        if self._version() != self._seen:
            answer.changed = True
            self._undo()
        return answer

    def remember(self, path: Path) -> None:
        """From now on every change is undone."""
        live = Path(str(self.runtime.database.url.database))
        self._snapshot = path
        self._watch = sqlite3.connect(live, isolation_level=None)
        self._watch.execute("PRAGMA synchronous=OFF")
        with closing(sqlite3.connect(path)) as copy:
            self._watch.backup(copy)

    def forget(self) -> None:
        if self._watch is not None:
            self._watch.close()

    def _version(self) -> int:
        """Changes when another connection has committed something."""
        assert self._watch is not None
        (version,) = self._watch.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _undo(self) -> None:
        assert self._snapshot is not None
        assert self._watch is not None
        with closing(sqlite3.connect(self._snapshot)) as saved:
            saved.backup(self._watch)


@dataclass
class Answer:
    status: int
    body: bytes
    changed: bool = False

    @property
    def message(self) -> str:
        """What an error says, with the fields that were refused."""
        try:
            said = json.loads(self.body)
            fields = [f"{issue['path']}: {issue['message']}" for issue in said.get("issues", ())]
            return " ".join([str(said["message"]), *fields])
        except (ValueError, KeyError, TypeError, AttributeError):
            return self.body[:200].decode(errors="replace")


Sent = tuple[dict[str, Any], bytes]


def _request(caller: Caller, procedure: Procedure, body: Mapping[str, Any], files: Mapping[str, bytes]) -> Sent:
    headers = list(caller.headers)
    query, content, method = "", b"", "POST"
    if procedure.kind == "query":
        method, query = "GET", urlencode(_texts(body), doseq=True)
    elif files:
        content = _form(body, files)
        headers.append((b"content-type", b"multipart/form-data; boundary=border"))
    else:
        content = json.dumps(body).encode()
        headers.append((b"content-type", b"application/json"))
    scope = {
        "type": "http",
        "method": method,
        "path": f"/api/{procedure.name}",
        "query_string": query.encode(),
        "headers": [(b"host", b"panel"), *headers, (b"content-length", b"%d" % len(content))],
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    return scope, content


def _texts(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(value).lower() if isinstance(value, bool) else value for key, value in body.items()}


def _form(body: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in body.items()]
    parts += [f'name="{name}"; filename="{name}.zip"\r\n\r\n'.encode() + data for name, data in files.items()]
    said = b"".join(b"--border\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return said + b"--border--\r\n"


async def exchange(app: Any, scope: dict[str, Any], content: bytes) -> Answer:
    """One request through an ASGI application, with nothing in between."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return Answer(sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]))


# ------------------------------------------------------------------------------------------------ people


@asynccontextmanager
async def built(folder: Path, **settings: Any) -> AsyncIterator[World]:
    """The world on a database file of its own."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'world.db'}")
    await migrations.upgrade(database)
    world = World(make_runtime(database, folder / "data", rate_limit_per_minute=0, **settings))
    async with database.write() as db:
        await factories.saved(db, WebServerSettings())
        for word, rows in ((OURS, world.ours), (FOREIGN, world.foreign)):
            owner = await factories.a_user(db, first_name=f"{word}-owner")
            organization = await factories.an_organization(db, name=f"{word}-organization", owner_id=owner.id)
            rows.update(await factories.one_of_everything(db, organization, word))
        await _people(db, world)
        # Owners have a second organization: nobody may delete their last.
        for user_id in {caller.user_id for caller in world.callers.values() if caller.role == "owner"}:
            second = await factories.an_organization(db, name="second", owner_id=user_id)
            await factories.a_member(db, second, "owner", user_id=user_id)
    world.remember(folder / "snapshot.db")
    yield world
    world.forget()
    await world.runtime.tools.engine.close()
    await database.close()


async def _people(db: AsyncSession, world: World) -> None:
    ours, foreign = world.ours[Organization], world.foreign[Organization]
    add = _Adding(db, world)
    world.callers["anonymous"] = Caller("anonymous")
    await add.owner("owner", ours)
    await add.member("admin", ours, "admin")
    await add.member("member with nothing", ours, "member")
    await add.member("member with lists", ours, "member", lists=True)
    await add.member("member with switches", ours, "member", switches=SWITCHES)
    await add.member("member with all", ours, "member", lists=True, switches=SWITCHES)
    for off in SWITCHES:
        rest = [switch for switch in SWITCHES if switch != off]
        await add.member(f"member without {off}", ours, "member", lists=True, switches=rest)
    for role, permissions in CUSTOM_ROLES.items():
        await _custom_role(db, ours, role, permissions)
        await add.member(f"{role} with lists", ours, role, lists=True)
    await add.member("reader with nothing", ours, "reader")
    await add.member("stranger", foreign, "owner")
    await _key_of_another_organization(add, ours, foreign)
    for name in ("owner", "member with lists"):
        await add.token(name)
        await add.cookie(name)


async def _custom_role(db: AsyncSession, organization: Organization, role: str, permissions: frozenset[str]) -> None:
    granted = {
        resource: [action for action in actions if f"{resource}:{action}" in permissions]
        for resource, actions in RESOURCES.items()
    }
    await factories.saved(
        db, OrganizationRole(organization_id=organization.id, role=role, permission=json.dumps(granted))
    )


async def _key_of_another_organization(add: "_Adding", ours: Organization, foreign: Organization) -> None:
    """An owner of the one, whose key is bound to the other: it opens nothing of the first."""
    member = await factories.a_member(add.db, ours, "owner")
    add.world.memberships[member.user_id] = {ours.id}
    await add.member("key of another organization", foreign, "owner", user_id=member.user_id)


@dataclass
class _Adding:
    db: AsyncSession
    world: World

    async def owner(self, name: str, organization: Organization) -> None:
        await self.member(name, organization, "owner", user_id=organization.owner_id)

    async def member(
        self, name: str, organization: Organization, role: str, *, lists: bool = False, **values: Any
    ) -> None:
        switches = values.pop("switches", ())
        values |= dict.fromkeys(switches, True)
        if lists:
            values |= self._lists()
        member = await factories.a_member(self.db, organization, role, **values)
        key = name.replace(" ", "-").ljust(64, "x")
        await self._key(member, key)
        self.world.memberships.setdefault(member.user_id, set()).add(organization.id)
        grants = ROLES.get(role, CUSTOM_ROLES.get(role, frozenset()))
        if role == "member":
            grants = grants.union(*(MEMBER_SWITCHES[switch] for switch in switches))
        self.world.callers[name] = Caller(
            name, ((b"x-api-key", key.encode()),), role, organization.id, member.user_id, member.id, grants, lists
        )
        user = await self.db.get_one(User, member.user_id)
        for mapper in Base.registry.mappers:
            if isinstance(mapper.class_.belongs, ByUser):
                row = await factories.one_of_the_person(self.db, mapper.class_, user, OURS)
                self.world.personal[mapper.class_, user.id] = getattr(row, primary_key(mapper.class_))

    def _lists(self) -> dict[str, list[str]]:
        ids = {model.__tablename__: [getattr(row, primary_key(model))] for model, row in self.world.ours.items()}
        services = [ids[model.__tablename__][0] for model in factories.SERVICES]
        return {
            "accessed_projects": ids["project"],
            "accessed_environments": ids["environment"],
            "accessed_services": services,
            "accessed_servers": ids["server"],
            "accessed_git_providers": ids["git_provider"],
        }

    async def _key(self, member: Member, key: str) -> None:
        """A key whose use is noted already: a call that is refused then has nothing at all to write."""
        bound, used = json.dumps({"organizationId": member.organization_id}), now() + timedelta(days=1)
        await factories.saved(
            self.db,
            ApiKey(
                key=digest(key),
                reference_id=member.user_id,
                enabled=True,
                metadata_text=bound,
                last_request=used,
            ),
        )

    async def token(self, name: str) -> None:
        caller, session, _ = await self._session(name, "jwt")
        jwt = tokens.issue_jwt(caller.user_id, session.id, session.expires_at)
        self._also(caller, f"JWT of {name}", (b"authorization", f"Bearer {jwt}".encode()))

    async def cookie(self, name: str) -> None:
        caller, _, token = await self._session(name, "cookie")
        value = f"{tokens.SESSION_COOKIE}={tokens.session_cookie(token)}"
        self._also(caller, f"cookie of {name}", (b"cookie", value.encode()))

    async def _session(self, name: str, what: str) -> tuple[Caller, Session, str]:
        caller, token = self.world.callers[name], f"{what}-of-{name}"
        session = Session(
            token=digest(token),
            user_id=caller.user_id,
            expires_at=now() + timedelta(days=3),
            active_organization_id=caller.organization_id,
        )
        return caller, await factories.saved(self.db, session), token

    def _also(self, caller: Caller, name: str, header: tuple[bytes, bytes]) -> None:
        self.world.callers[name] = replace(caller, name=name, headers=(header,))
