"""Reading deliveries: one value for every host, whatever is sent."""

from typing import Any

import pytest
from tests.webhooks import payloads
from tests.webhooks.payloads import NEW, ZERO, Sent

from dokploy.webhooks.push import Delivery, Push, PushedImage, read, same_image, split_image

FILES = ("src/a.py", "README.md")


def one(sent: Sent) -> Push:
    (push,) = read(*sent).pushes
    return push


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea"])
def test_a_push_with_the_paths_that_changed(host: str) -> None:
    sent = getattr(payloads, host)()
    push = one(sent)
    assert push == Push("Second", branch="main", commit=NEW, files=FILES, names_a_ref=True)
    assert read(*sent).provider == host
    assert read(*sent).delivery_id


@pytest.mark.parametrize("host", ["bitbucket", "softserve"])
def test_a_push_of_a_host_that_lists_no_paths(host: str) -> None:
    assert one(getattr(payloads, host)()) == Push("Second", branch="main", commit=NEW, files=None, names_a_ref=True)


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "softserve"])
def test_a_branch_may_hold_slashes(host: str) -> None:
    assert one(getattr(payloads, host)("refs/heads/feature/a")).branch == "feature/a"


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "softserve"])
def test_a_tag_is_no_branch(host: str) -> None:
    push = one(getattr(payloads, host)("refs/tags/v1"))
    assert (push.branch, push.tag, push.commit) == (None, "v1", NEW)


def test_a_tag_of_bitbucket() -> None:
    push = one(payloads.bitbucket("v1", kind="tag"))
    assert (push.branch, push.tag) == (None, "v1")


@pytest.mark.parametrize(
    "sent",
    [
        payloads.github(deleted=True, after=ZERO, head_commit=None),
        payloads.gitlab(after=ZERO, checkout_sha=None, commits=[]),
        payloads.gitea(after=ZERO, commits=[]),
        payloads.softserve(after=ZERO, commits=[]),
        payloads.bitbucket(new=None),
    ],
    ids=["github", "gitlab", "gitea", "softserve", "bitbucket"],
)
def test_a_branch_that_was_deleted(sent: Sent) -> None:
    push = one(sent)
    assert (push.is_deletion, push.branch, push.commit) == (True, "main", None)


def test_every_change_of_a_bitbucket_push_is_read() -> None:
    headers, body = payloads.bitbucket()
    body["push"]["changes"].append(
        {"new": {"type": "branch", "name": "dev", "target": {"hash": "3" * 40, "message": "x"}}}
    )
    assert [push.branch for push in read(headers, body).pushes] == ["main", "dev"]


def test_a_list_of_commits_that_is_cut_off_tells_nothing_about_paths() -> None:
    assert one(payloads.gitlab(total_commits_count=50)).files is None


@pytest.mark.parametrize(
    ("sent", "event"),
    [
        (({"x-github-event": "pull_request"}, {"action": "opened"}), "pull_request"),
        (({"x-github-event": "create"}, {"ref": "main", "ref_type": "branch"}), "create"),
        (({"x-gitlab-event": "Job Hook"}, {"ref": "main"}), "Job Hook"),
        (({"x-gitea-event": "issues"}, {}), "issues"),
        (({"x-event-key": "pullrequest:created"}, {}), "pullrequest:created"),
    ],
)
def test_other_events_are_no_pushes(sent: Sent, event: str) -> None:
    delivery = read(*sent)
    assert (delivery.other_event, delivery.pushes) == (event, ())


def test_a_bare_call_is_a_push_of_the_head() -> None:
    assert read({}, {}) == Delivery("none", (Push(),))
    assert one(({}, {"ref": "refs/heads/main", "after": NEW})).branch == "main"


@pytest.mark.parametrize(
    ("sent", "image"),
    [
        (payloads.docker_hub(), PushedImage("acme/shop", "1.2")),
        (payloads.ghcr(), PushedImage("ghcr.io/acme/shop", "1.2")),
        (payloads.ghcr(tag=""), PushedImage("ghcr.io/acme/shop", "1.2")),
        (payloads.ghcr(tag="sha256:abc"), PushedImage("ghcr.io/acme/shop", "1.2")),
        (payloads.ghcr(url=""), None),
    ],
)
def test_an_image_that_was_pushed(sent: Sent, image: PushedImage | None) -> None:
    assert one(sent).image == image


def test_titles_of_images() -> None:
    assert one(payloads.docker_hub()).title == "DockerHub image pushed: acme/shop:1.2 by ada"
    assert one(payloads.ghcr()).title == "Docker GHCR image pushed: ghcr.io/acme/shop:1.2"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("nginx", ("nginx", "latest")),
        ("nginx:1.27", ("nginx", "1.27")),
        ("nginx:25", ("nginx", "25")),
        ("h:5000/a/b:v1", ("h:5000/a/b", "v1")),
        ("h:5000/a/b", ("h:5000/a/b", "latest")),
        ("a/b:1@sha256:" + "0" * 64, ("a/b", "1")),
    ],
)
def test_name_and_tag(image: str, expected: tuple[str, str]) -> None:
    assert split_image(image) == expected


@pytest.mark.parametrize("name", ["nginx", "library/nginx", "docker.io/library/nginx", "docker.io/nginx"])
def test_docker_hub_has_several_spellings(name: str) -> None:
    assert same_image("nginx", name)
    assert not same_image("nginx", f"ghcr.io/{name}")


STRANGE: list[Any] = [None, 7, "text", [], {}, [None], {"id": 7}, [[]], True]


@pytest.mark.parametrize("value", STRANGE, ids=repr)
@pytest.mark.parametrize(
    "key", ["ref", "after", "commits", "head_commit", "deleted", "push", "registry_package", "push_data"]
)
@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "softserve", "bitbucket", "docker_hub", "ghcr"])
def test_no_shape_is_trusted(host: str, key: str, value: Any) -> None:
    headers, body = getattr(payloads, host)()
    delivery = read(headers, {**body, key: value})
    assert all(isinstance(push.title, str) for push in delivery.pushes)


@pytest.mark.parametrize("commit", ["main", "a" * 39, "-" * 40, "a" * 40 + "\n", ""])
def test_only_full_ids_are_commits(commit: str) -> None:
    assert one(payloads.github(head_commit={"id": commit, "message": "x"}, after=commit)).commit is None


def test_a_title_has_an_end() -> None:
    assert len(one(payloads.github(head_commit={"id": NEW, "message": "x" * 100_000})).title) == 5000
