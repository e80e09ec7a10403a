"""Deliveries as the hosts send them, cut down to what is read and a little of what is not."""

from typing import Any

OLD, NEW, ZERO = "1" * 40, "2" * 40, "0" * 40

Sent = tuple[dict[str, str], dict[str, Any]]


def _commits(*, with_files: bool = True) -> list[dict[str, Any]]:
    files = {"added": ["src/a.py"], "removed": [], "modified": ["README.md"]} if with_files else {}
    return [{"id": OLD, "message": "First", **files}, {"id": NEW, "message": "Second\n", **files}]


def github(ref: str = "refs/heads/main", **changes: Any) -> Sent:
    body = {
        "ref": ref, "before": OLD, "after": NEW, "deleted": False, "repository": {"full_name": "acme/shop"},
        "commits": _commits(), "head_commit": {"id": NEW, "message": "Second\n"}, **changes,
    }  # fmt: skip
    return {"x-github-event": "push", "x-github-delivery": "d-1"}, body


def gitlab(ref: str = "refs/heads/main", **changes: Any) -> Sent:
    body = {
        "object_kind": "push", "ref": ref, "before": OLD, "after": NEW, "checkout_sha": NEW,
        "commits": _commits(), "total_commits_count": 2, **changes,
    }  # fmt: skip
    return {"x-gitlab-event": "Push Hook", "x-gitlab-event-uuid": "u-1"}, body


def gitea(ref: str = "refs/heads/main", **changes: Any) -> Sent:
    """Gitea sends GitHub's headers as well, and its commits newest first."""
    body = {"ref": ref, "before": OLD, "after": NEW, "commits": _commits()[::-1], **changes}
    headers = {"x-gitea-event": "push", "x-github-event": "push", "x-gitea-delivery": "g-1", "x-github-delivery": "g-1"}
    return headers, body


def softserve(ref: str = "refs/heads/main", **changes: Any) -> Sent:
    body = {"event": "push", "ref": ref, "before": OLD, "after": NEW, "commits": _commits(with_files=False), **changes}
    return {"x-softserve-event": "push", "x-softserve-delivery": "s-1"}, body


def bitbucket(branch: str = "main", *, kind: str = "branch", **changes: Any) -> Sent:
    new = {"type": kind, "name": branch, "target": {"hash": NEW, "message": "Second\n"}}
    change = {"old": {"type": kind, "name": branch}, "new": new, **changes}
    body = {"push": {"changes": [change]}, "repository": {"full_name": "acme/shop"}}
    return {"x-event-key": "repo:push", "x-request-uuid": "b-1"}, body


def docker_hub(name: str = "acme/shop", tag: str = "1.2") -> Sent:
    body = {"push_data": {"tag": tag, "pusher": "ada"}, "repository": {"repo_name": name}}
    return {"user-agent": "Go-http-client/1.1"}, body


def ghcr(url: str = "ghcr.io/acme/shop:1.2", tag: str = "1.2", version: str = "sha256:abc") -> Sent:
    package = {"package_url": url, "version": version, "container_metadata": {"tag": {"name": tag}}}
    body = {"action": "published", "registry_package": {"package_version": package}}
    return {"x-github-event": "registry_package", "x-github-delivery": "r-1"}, body
