"""Which server, with which key: the command line first, then the environment, then what `dokploy login` remembered."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import click

from dokploy.cli.failure import Exit, Failed, unknown
from dokploy.core.secrets import Secret

HERE: Final = "http://127.0.0.1:3000"
"""The server to talk to when nobody says anything: one on this machine."""


@dataclass(frozen=True)
class Words:
    """What one place, the command line or the environment, says about the server."""

    server: str | None = None
    key: str | None = None
    profile: str | None = None


@dataclass(frozen=True)
class Said:
    line: Words = Words()
    environment: Words = Words()


@dataclass(frozen=True)
class Profile:
    url: str
    """Scheme, host and port, without a trailing slash and without `/api`."""
    key: Secret | None


@dataclass(frozen=True)
class Entry:
    """A server that is remembered. `key_id` is there when `login` made the key, so that `logout` can end it."""

    url: str
    key: str = field(repr=False)
    key_id: str | None = None


@dataclass(frozen=True)
class Stored:
    """The file: servers by name, and the one that is used when none is named."""

    current: str | None = None
    profiles: dict[str, Entry] = field(default_factory=dict)

    def named(self, name: str) -> Entry:
        if name not in self.profiles:
            raise unknown("profile", name, self.profiles)
        return self.profiles[name]

    @property
    def chosen(self) -> Entry | None:
        return self.profiles.get(self.current or "")

    def key_for(self, url: str) -> str | None:
        """The key of this server, never of another one; the current profile's when several have it."""
        entries = [entry for entry in (self.chosen, *self.profiles.values()) if entry and entry.url == url]
        return entries[0].key if entries else None

    def with_entry(self, name: str, entry: Entry) -> "Stored":
        return Stored(name, {**self.profiles, name: entry})

    def without(self, name: str) -> "Stored":
        rest = {each: entry for each, entry in self.profiles.items() if each != name}
        return Stored(self.current if self.current in rest else next(iter(rest), None), rest)

    def using(self, name: str) -> "Stored":
        self.named(name)
        return replace(self, current=name)


def base_url(text: str) -> str:
    """`localhost:3000`, `https://host/`, `https://host/api` as people and other clients write it."""
    url = text.strip() if "://" in text else f"http://{text.strip()}"
    url = url.rstrip("/").removesuffix("/api").rstrip("/")
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise Failed(f"{text} is not an address.", hint=f"Write it like {HERE}", code=Exit.USAGE)
    return url


def choose(said: Said, stored: Stored) -> Profile:
    """The server to talk to. A key goes to the server that it was given for, never to another one.

    A key of the environment therefore does not go to a profile that the command line names, nor to an address other
    than the environment's own.
    """
    line, environment = said.line, said.environment
    if line.server and line.profile:
        raise Failed("--server and --profile both name a server.", hint="Say one of them.", code=Exit.USAGE)
    if line.profile:
        entry = stored.named(line.profile)
        return _profile(entry.url, line.key, entry.key)
    if line.server:
        url = base_url(line.server)
        is_meant = not environment.server or base_url(environment.server) == url
        return _profile(url, line.key, environment.key if is_meant else None, stored.key_for(url))
    if environment.server:
        url = base_url(environment.server)
        return _profile(url, line.key, environment.key, stored.key_for(url))
    chosen = stored.named(environment.profile) if environment.profile else stored.chosen
    return _profile(chosen.url if chosen else HERE, line.key, environment.key, chosen.key if chosen else None)


def _profile(url: str, *keys: str | None) -> Profile:
    key = next((key for key in keys if key), None)
    return Profile(url, Secret(key) if key else None)


def folder() -> Path:
    """Where the command line keeps what it remembers; by the customs of the platform, such as XDG_CONFIG_HOME."""
    return Path(click.get_app_dir("dokploy"))


def file() -> Path:
    return folder() / "credentials.json"


def load() -> Stored:
    try:
        return _parsed(json.loads(file().read_text()))
    except FileNotFoundError:
        return Stored()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Failed(f"{file()} cannot be read: {error}", hint="Write it again: dokploy login URL") from error


def _parsed(document: dict[str, Any]) -> Stored:
    if "url" in document:  # the first form: one server without a name
        entry = Entry(document["url"], document["key"])
        return Stored().with_entry(name_of(entry.url), entry)
    profiles = {name: Entry(**entry) for name, entry in document["profiles"].items()} if document else {}
    return Stored(document.get("current"), profiles)


def name_of(url: str) -> str:
    """How a server is called when nobody gave it a name."""
    return urlsplit(url).netloc


def save(stored: Stored) -> Path:
    document = {
        "current": stored.current,
        "profiles": {name: asdict(entry) for name, entry in stored.profiles.items()},
    }
    return write_private(file(), json.dumps(document, indent=2) + "\n")


def write_private(place: Path, text: str) -> Path:
    """Write a file in one step, readable by its owner alone."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    return place
