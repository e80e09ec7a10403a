"""What a delivery says, as one frozen value: read from the payload of any git host or registry, trusting no shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dokploy.core import names

TITLE_MAXIMUM: Final = 5000
SENDER_MAXIMUM: Final = 200
SENDERS: Final = (
    ("sender", "login"),
    ("sender", "username"),
    ("user_username",),
    ("actor", "nickname"),
    ("actor", "display_name"),
    ("pusher", "login"),
    ("pusher", "name"),
    ("user_name",),
    ("push_data", "pusher"),
)
"""Where GitHub, Gitea, Soft Serve, GitLab, Bitbucket and Docker Hub say which account pushed."""
BRANCHES: Final = "refs/heads/"
TAGS: Final = "refs/tags/"
DELIVERY_HEADERS: Final = (
    "x-gitea-delivery",
    "x-github-delivery",
    "idempotency-key",
    "x-gitlab-event-uuid",
    "x-request-uuid",
    "x-softserve-delivery",
)


@dataclass(frozen=True)
class PushedImage:
    name: str
    tag: str


@dataclass(frozen=True)
class Push:
    """One ref, or one image, that changed. A delivery that says nothing is a push of whatever the head is now."""

    title: str = "NEW CHANGES"
    branch: str | None = None
    tag: str | None = None
    commit: str | None = None
    """The full id, when the host names one."""
    files: tuple[str, ...] | None = None
    """The paths that changed; None = the host does not say."""
    image: PushedImage | None = None
    is_deletion: bool = False
    names_a_ref: bool = False
    """A host told us what was pushed, so it must fit; a bare call does not have to."""


@dataclass(frozen=True)
class Delivery:
    provider: str
    pushes: tuple[Push, ...] = ()
    is_ping: bool = False
    other_event: str | None = None
    """The name of an event that is no push."""
    delivery_id: str | None = None
    sender: str | None = None
    """The account that pushed, when the host says so."""


Headers = Mapping[str, str]
Payload = Mapping[str, Any]


def is_ping(headers: Headers) -> bool:
    return headers.get("x-github-event") == "ping" or headers.get("x-event-key") == "diagnostics:ping"


def read(headers: Headers, payload: Payload) -> Delivery:
    """The first header that names a host decides; Gitea comes before GitHub, whose headers it sends as well."""
    delivery_id = next((headers[name] for name in DELIVERY_HEADERS if headers.get(name)), None)
    for provider, header, reader in (
        ("gitea", "x-gitea-event", _gitea),
        ("github", "x-github-event", _github),
        ("gitlab", "x-gitlab-event", _gitlab),
        ("bitbucket", "x-event-key", _bitbucket),
        ("softserve", "x-softserve-event", _softserve),
    ):
        if event := headers.get(header):
            pushes = reader(event.lower(), payload)
            other = event if pushes is None else None
            return Delivery(provider, pushes or (), False, other, delivery_id, _sender(payload))
    image = _docker_hub(payload)
    provider = "registry" if image else "none"
    return Delivery(provider, image or (_bare(payload),), delivery_id=delivery_id, sender=_sender(payload))


# ------------------------------------------------------------------------------------------------ git hosts


def _github(event: str, payload: Payload) -> tuple[Push, ...] | None:
    if event in ("registry_package", "package"):
        return (_github_package(payload.get(event)),)
    return (_ref_push(payload, _text(payload, "head_commit", "id")),) if event == "push" else None


def _gitea(event: str, payload: Payload) -> tuple[Push, ...] | None:
    return (_ref_push(payload, _text(payload, "after")),) if event == "push" else None


def _softserve(event: str, payload: Payload) -> tuple[Push, ...] | None:
    is_push = "push" in event or event == "branch_tag_delete"
    return (_ref_push(payload, _text(payload, "after")),) if is_push else None


def _gitlab(event: str, payload: Payload) -> tuple[Push, ...] | None:
    if event not in ("push hook", "tag push hook", "system hook"):
        return None
    return (_ref_push(payload, _text(payload, "checkout_sha")),) if _text(payload, "ref") else None


def _bitbucket(event: str, payload: Payload) -> tuple[Push, ...] | None:
    if "repo:push" not in event:
        return None
    changes = _at(payload, "push", "changes")
    return tuple(_bitbucket_change(change) for change in (changes if isinstance(changes, list) else []))


def _bitbucket_change(change: Any) -> Push:
    is_deletion = _at(change, "new") is None
    side = "old" if is_deletion else "new"
    name, kind = _text(change, side, "name"), _text(change, side, "type")
    return Push(
        title=_title(_text(change, "new", "target", "message")),
        branch=None if kind == "tag" else name,
        tag=name if kind == "tag" else None,
        commit=_commit(_text(change, "new", "target", "hash")),
        is_deletion=is_deletion,
        names_a_ref=True,
    )


def _ref_push(payload: Payload, head: str | None) -> Push:
    """The shape that GitHub, GitLab, Gitea and Soft Serve share."""
    ref, after = _text(payload, "ref") or "", _text(payload, "after")
    commit = _commit(head) or _commit(after)
    newest = _newest(payload, commit)
    return Push(
        title=_title(_text(newest, "message")),
        branch=None if ref.startswith(TAGS) else ref.removeprefix(BRANCHES) or None,
        tag=ref.removeprefix(TAGS) if ref.startswith(TAGS) else None,
        commit=commit,
        files=_files(payload),
        is_deletion=payload.get("deleted") is True or _is_zero(after),
        names_a_ref=True,
    )


def _newest(payload: Payload, commit: str | None) -> Any:
    """The commit that the ref points to now. Hosts disagree on the order of the list, so its id decides."""
    if isinstance(head := payload.get("head_commit"), Mapping):
        return head
    commits = _commits(payload)
    return next((one for one in commits if commit and _text(one, "id") == commit), commits[-1] if commits else {})


def _commits(payload: Payload) -> list[Any]:
    commits = payload.get("commits")
    return commits if isinstance(commits, list) else []


def _files(payload: Payload) -> tuple[str, ...] | None:
    """None when the host lists no paths, or not those of all commits."""
    commits = [one for one in _commits(payload) if isinstance(one, Mapping)]
    if not isinstance(payload.get("commits"), list):
        return None
    total = payload.get("total_commits_count")
    is_cut_off = isinstance(total, int) and total > len(commits)
    tells_paths = any(isinstance(one.get(kind), list) for one in commits for kind in ("added", "modified", "removed"))
    if is_cut_off or (commits and not tells_paths):
        return None
    paths = [path for one in commits for kind in ("added", "modified", "removed") for path in one.get(kind) or ()]
    return tuple(dict.fromkeys(path for path in paths if isinstance(path, str)))


def _bare(payload: Payload) -> Push:
    """A call without a host's header: a script's curl. It deploys the head, unless it names a ref as hosts do."""
    return _ref_push(payload, None) if _text(payload, "ref") else Push()


# ------------------------------------------------------------------------------------------------ registries


def _github_package(package: Any) -> Push:
    version = _at(package, "package_version")
    url = _text(version, "package_url")
    title = f"Docker GHCR image pushed: {url}" if url else "Docker GHCR image pushed"
    if not url:
        return Push(title=title)
    name, url_tag = split_image(url)
    tag = _text(version, "container_metadata", "tag", "name") or ""
    is_a_tag = tag and tag != _text(version, "version") and not tag.startswith("sha256:")
    return Push(title=title, image=PushedImage(name, tag if is_a_tag else url_tag))


def _docker_hub(payload: Payload) -> tuple[Push, ...]:
    name, tag = _text(payload, "repository", "repo_name"), _text(payload, "push_data", "tag")
    if not name or not tag:
        return ()
    title = f"DockerHub image pushed: {name}:{tag} by {_text(payload, 'push_data', 'pusher') or 'unknown'}"
    return (Push(title=_title(title), image=PushedImage(name, tag)),)


def split_image(image: str) -> tuple[str, str]:
    """Name and tag; `latest` when there is none. A colon before a slash belongs to a registry's port."""
    name = image.partition("@")[0]
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        return name, "latest"
    return repository, tag or "latest"


def same_image(one: str, other: str) -> bool:
    return _on_docker_hub(one) == _on_docker_hub(other)


def _on_docker_hub(name: str) -> str:
    for prefix in ("docker.io/", "index.docker.io/", "registry-1.docker.io/", "library/"):
        name = name.removeprefix(prefix)
    return name.lower()


# ------------------------------------------------------------------------------------------------ reading


def _sender(payload: Payload) -> str | None:
    """The first place of any host's that names an account."""
    found = next((name for place in SENDERS if (name := _text(payload, *place))), None)
    return found.replace("\0", "").strip()[:SENDER_MAXIMUM] or None if found else None


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value: Any, *keys: str) -> str | None:
    found = _at(value, *keys)
    return found if isinstance(found, str) and found else None


def _title(message: str | None) -> str:
    return (message or "").replace("\0", "").strip()[:TITLE_MAXIMUM] or "NEW COMMIT"


def _commit(value: str | None) -> str | None:
    if value is None or _is_zero(value):
        return None
    try:
        return names.commit_sha(value.lower())
    except ValueError:
        return None


def _is_zero(value: str | None) -> bool:
    return value is not None and set(value) == {"0"}
