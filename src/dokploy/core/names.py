"""Identifiers and the value types that may become a path, a flag, a ref, a host or an image name.

Whatever a user writes reaches git, Docker, Traefik or the file system only after passing one of these functions: each
returns the value in its canonical form or raises `ValueError` with a sentence for the person who typed it.
"""

import hashlib
import ipaddress
import re
import secrets
import string
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

ID_ALPHABET = string.ascii_letters + string.digits + "_-"
ID_LENGTH = 21
SUFFIX_ALPHABET = string.ascii_lowercase + string.digits
SUFFIX_LENGTH = 6
APP_NAME_LENGTH = 63
RELEASE_LENGTH = 8

_APP_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]*")
_GIT_REF = re.compile(r"[a-zA-Z0-9._\-/#]+")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_HOST_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_STAGE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")
_IMAGE = re.compile(
    r"(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?/)?"  # registry host
    r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*"  # repository
    r"(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?"  # tag, digest
)
_ENV_NAME = re.compile(r"[\w.-]+")
_VOLUME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
PATH_LENGTH = 1000
RELEASED_FILES = ".releases"
DRAFT = "~draft"
"""How the names of files end that are being written; a service's own files may not."""
PART_LENGTH = 255
"""In bytes: what file systems take as one name."""
_SCP_URL = re.compile(r"(?P<user>[A-Za-z0-9._-]+)@(?P<host>[A-Za-z0-9.-]+):(?P<path>(?!/{2})[^:]+)")
_SSH_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")
SSH_PORT = 22
SSH_USER = "git"

_ADJECTIVES = (
    "agile",
    "amber",
    "brave",
    "bright",
    "calm",
    "clear",
    "clever",
    "cosmic",
    "crisp",
    "daring",
    "eager",
    "fair",
)
_NOUNS = (
    "anchor",
    "badger",
    "beacon",
    "bridge",
    "canyon",
    "cedar",
    "comet",
    "delta",
    "ember",
    "falcon",
    "forest",
    "otter",
)
_VERBS = ("bend", "build", "carry", "chart", "climb", "craft", "drift", "forge", "gather", "glide", "launch", "paint")


def new_id() -> str:
    """A nanoid: 21 URL-safe characters, of which the first is a letter or digit, so that no program reads a flag."""
    first = secrets.choice(ID_ALPHABET.replace("-", "").replace("_", ""))
    return first + "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH - 1))


def suffix() -> str:
    return "".join(secrets.choice(SUFFIX_ALPHABET) for _ in range(SUFFIX_LENGTH))


def new_app_name(wanted: str | None, kind: str = "app") -> str:
    """The wanted name, cleaned, or three words; always with `-` and six random characters, 63 in all at most."""
    if wanted is None:
        words = (secrets.choice(_VERBS), secrets.choice(_ADJECTIVES), secrets.choice(_NOUNS))
        base = "-".join((kind, *words))
    else:
        base = app_name(wanted.strip().replace(" ", "-")).lower()
    return f"{base[: APP_NAME_LENGTH - SUFFIX_LENGTH - 1].rstrip('._-')}-{suffix()}"


def release_name(app: str, deployment_id: str) -> str:
    """The Swarm service of one release: `<appName>-<release>`, a DNS label of 63 characters at most."""
    return f"{app[: APP_NAME_LENGTH - RELEASE_LENGTH - 1].rstrip('._-')}-{release_id(deployment_id)}"


def release_id(deployment_id: str) -> str:
    """Eight characters that follow from the deployment's id, so that a repeated run finds its own service."""
    return hashlib.sha256(deployment_id.encode()).hexdigest()[:RELEASE_LENGTH]


def app_name(value: str) -> str:
    if len(value) > APP_NAME_LENGTH or not _APP_NAME.fullmatch(value) or ".." in value:
        raise ValueError("App name supports only letters, numbers, '.', '_' and '-', 63 characters at most")
    return value


def git_ref(value: str) -> str:
    """A branch or tag name, by git's own rules as far as they matter to a command line."""
    bad = value.startswith(("-", "/", ".")) or value.endswith(("/", ".lock", ".")) or ".." in value or "//" in value
    if bad or len(value) > 250 or not _GIT_REF.fullmatch(value):
        raise ValueError("Invalid branch name")
    return value


def commit_sha(value: str) -> str:
    if not _COMMIT.fullmatch(value):
        raise ValueError("Not a full commit id")
    return value


def relative_path(value: str) -> str:
    """A path inside a checkout, normalised: no leading slash, no `..`, no NUL; `` and `/` are the root, written `.`."""
    if "\0" in value or "\n" in value or len(value) > 1000:
        raise ValueError("Invalid path")
    parts = [part for part in PurePosixPath(value.strip()).parts if part not in ("/", "//", ".")]
    if ".." in parts:
        raise ValueError("The path must stay inside the source folder")
    return str(PurePosixPath(*parts)) if parts else "."


def file_path(value: str) -> str:
    """The path of one file within a service's files, normalised; the place of releases' own copies is kept free."""
    path = relative_path(value)
    parts = path.split("/")
    if path == "." or value.endswith("/") or _CONTROL.search(value):
        raise ValueError("Not the path of a file, such as config/app.conf")
    _refuse_template(value)
    if parts[0] == RELEASED_FILES or any(len(part.encode()) > PART_LENGTH or part.endswith(DRAFT) for part in parts):
        raise ValueError("A part of the path is too long, or reserved")
    return path


def absolute_path(value: str) -> str:
    """A path on a machine or in a container, normalised; no `..`, no control character."""
    if not value.startswith("/") or len(value) > PATH_LENGTH or _CONTROL.search(value):
        raise ValueError("A path starts with /")
    if ".." in value.split("/"):
        raise ValueError("A path may not hold ..")
    _refuse_template(value)
    return str(PurePosixPath("/", *PurePosixPath(value).parts[1:]))


def _refuse_template(path: str) -> None:
    """Swarm carries out templates in paths of mounts: what is mounted would not be what was checked."""
    if "{{" in path:
        raise ValueError("{{ begins a template of Docker, and cannot stand in a path")


def container_path(value: str) -> str:
    """Where something is mounted in a container: anywhere but over its root."""
    path = absolute_path(value)
    if path == "/":
        raise ValueError("Nothing can be mounted over the root of a container")
    return path


def volume_name(value: str) -> str:
    if not _VOLUME.fullmatch(value):
        raise ValueError("A volume name has two letters, digits, '.', '_' or '-' and more, and begins with no sign")
    return value


def host_name(value: str) -> str:
    """RFC 1123 labels, punycode for other scripts; no wildcard, underscore, port or blanks."""
    try:
        ascii_host = value.encode("idna").decode().lower() if not value.isascii() else value.lower()
    except UnicodeError as error:
        raise ValueError("Invalid domain name") from error
    labels = ascii_host.split(".")
    if len(ascii_host) > 253 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        raise ValueError("Invalid domain name: only letters, numbers, hyphens and dots, without surrounding blanks")
    return ascii_host


def url_path(value: str) -> str:
    """An absolute URL path that is safe inside a Traefik rule."""
    if not value.startswith("/") or len(value) > 1000 or not re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]+", value):
        raise ValueError("A path starts with / and holds URL characters only")
    if any(part in (".", "..") for part in value.split("/")):
        raise ValueError("A path may not hold . or .. segments")
    return value


def image_ref(value: str) -> str:
    if len(value) > 500 or not _IMAGE.fullmatch(value):
        raise ValueError("Invalid image name")
    return value


def build_stage(value: str) -> str:
    if len(value) > 128 or not _STAGE.fullmatch(value):
        raise ValueError("Invalid build stage name")
    return value


def git_url(value: str) -> str:
    """http, https or ssh (also `user@host:path`); no option, no local path, no transport helper."""
    if value.startswith("-") or any(ord(c) < 33 or ord(c) == 127 for c in value) or len(value) > 2000:
        raise ValueError("Invalid repository URL")
    if _SCP_URL.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("Invalid repository URL") from error
    if parts.scheme not in ("http", "https", "ssh") or not host or host.startswith("-"):
        raise ValueError("Repository URLs are http://, https:// or ssh://")
    return value


def env_name(value: str) -> str:
    if not _ENV_NAME.fullmatch(value):
        raise ValueError("Invalid variable name")
    return value


class SshUrl(NamedTuple):
    """A repository over SSH, taken apart. `path` as git reads it: in the scp-like form it is relative to the home."""

    user: str
    host: str
    port: int
    path: str
    is_scp_like: bool

    def __str__(self) -> str:
        """As git and ssh are told of it; it has no password."""
        if self.is_scp_like:
            return f"{self.user}@{self.host}:{self.path}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == SSH_PORT else f":{self.port}"
        return f"ssh://{self.user}@{host}{port}{self.path}"


def ssh_url(value: str) -> SshUrl | None:
    """`user@host:path` or `ssh://[user@]host[:port]/path`; None for what is fetched otherwise."""
    value = git_url(value)
    if scp := _SCP_URL.fullmatch(value):
        return SshUrl(
            ssh_user(scp["user"]), ssh_host(scp["host"]), SSH_PORT, _repository(scp["path"]), is_scp_like=True
        )
    parts = urlsplit(value)
    if parts.scheme != "ssh":
        return None
    port = SSH_PORT if parts.port is None else ssh_port(parts.port)
    user, host = ssh_user(parts.username or SSH_USER), ssh_host(parts.hostname or "")
    return SshUrl(user, host, port, _repository(parts.path), is_scp_like=False)


def ssh_user(value: str) -> str:
    if not _SSH_USER.fullmatch(value):
        raise ValueError("Invalid user name in the repository URL")
    return value


def ssh_host(value: str) -> str:
    """A host name, or an address without brackets."""
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        return host_name(value)


def ssh_port(value: int) -> int:
    if not 1 <= value <= 65535:
        raise ValueError("A port is a number from 1 to 65535")
    return value


def _repository(path: str) -> str:
    if path.strip("/") == "" or path.startswith("-"):
        raise ValueError("The repository URL names no repository")
    return path
