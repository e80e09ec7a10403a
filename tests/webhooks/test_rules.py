"""Which deliveries deploy which application."""

from typing import Any

import pytest
from tests.webhooks import payloads
from tests.webhooks.payloads import ZERO, Sent

from dokploy.models import Application
from dokploy.webhooks.push import Push, read
from dokploy.webhooks.rules import Ignored, choose

BRANCHES = {
    "git": "custom_git_branch", "github": "branch", "gitlab": "gitlab_branch", "gitea": "gitea_branch",
    "bitbucket": "bitbucket_branch",
}  # fmt: skip


def an_application(source: str = "git", branch: str = "main", **values: Any) -> Application:
    return Application(
        **{"source_type": source, "name": "a", "app_name": "a", BRANCHES.get(source, "branch"): branch, **values}
    )


def reason(application: Application, sent: Sent) -> str | None:
    chosen = choose(application, read(*sent))
    return chosen.reason if isinstance(chosen, Ignored) else None


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "softserve", "bitbucket"])
@pytest.mark.parametrize("source", BRANCHES)
def test_the_branch_decides_for_every_source_and_host(source: str, host: str) -> None:
    sent = getattr(payloads, host)()
    assert reason(an_application(source), sent) is None
    assert reason(an_application(source, "dev"), sent) == "branch"
    assert reason(an_application(source, None), sent) == "branch"


def test_the_sentences_are_those_that_scripts_look_for() -> None:
    def message(application: Application, sent: Sent) -> str:
        chosen = choose(application, read(*sent))
        assert isinstance(chosen, Ignored)
        return chosen.message

    assert message(an_application(branch="dev"), payloads.github()) == "Branch Not Match"
    assert message(an_application(watch_paths=["docs/**"]), payloads.github()) == "Watch Paths Not Match"
    image = an_application("docker", docker_image="acme/shop:1.1")
    assert message(image, payloads.docker_hub()) == (
        "Application Image Tag (1.1) doesn't match request event payload Image Tag (1.2)."
    )
    other = an_application("docker", docker_image="acme/other:1.2")
    assert message(other, payloads.docker_hub()) == (
        "Application Image Name (acme/other) doesn't match request event payload Image Name (acme/shop)."
    )


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [(None, None), ([], None), (["src/**"], None), (["docs/**"], "watch-paths"), (["docs/**", "*.md"], None)],
)
def test_watch_paths(patterns: list[str] | None, expected: str | None) -> None:
    assert reason(an_application(watch_paths=patterns), payloads.github()) == expected


def test_an_empty_list_of_changes_touches_no_path() -> None:
    assert reason(an_application(watch_paths=["**"]), payloads.github(commits=[])) == "watch-paths"


@pytest.mark.parametrize("sent", [payloads.bitbucket(), payloads.softserve(), payloads.gitlab(total_commits_count=50)])
def test_a_host_that_lists_no_paths_costs_no_deployment(sent: Sent) -> None:
    assert reason(an_application(watch_paths=["docs/**"]), sent) is None


@pytest.mark.parametrize("mark", ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"])
@pytest.mark.parametrize("host", ["github", "gitlab", "gitea"])
def test_marks_that_skip(host: str, mark: str) -> None:
    newest = {"id": payloads.NEW, "message": f"Typo {mark}", "added": ["a"]}
    sent = getattr(payloads, host)(commits=[newest], **({"head_commit": newest} if host == "github" else {}))
    assert reason(an_application(), sent) == "skip-ci"


def test_a_deletion_deploys_nothing() -> None:
    assert reason(an_application(), payloads.github(deleted=True, after=ZERO)) == "deleted"
    assert reason(an_application(), payloads.bitbucket(new=None)) == "deleted"


def test_tags_deploy_only_who_asked_for_tags() -> None:
    tag, branch = payloads.github("refs/tags/v1"), payloads.github()
    assert reason(an_application(), tag) == "branch"
    assert reason(an_application(trigger_type="tag"), tag) is None
    assert reason(an_application(trigger_type="tag"), branch) == "trigger"


def test_the_change_that_fits_is_chosen_among_several() -> None:
    headers, body = payloads.bitbucket("dev")
    main = payloads.bitbucket("main")[1]["push"]["changes"]
    body["push"]["changes"] += main
    chosen = choose(an_application(), read(headers, body))
    assert isinstance(chosen, Push)
    assert chosen.branch == "main"


@pytest.mark.parametrize(
    ("image", "sent", "expected"),
    [
        ("acme/shop:1.2", payloads.docker_hub(), None),
        ("docker.io/acme/shop:1.2", payloads.docker_hub(), None),
        ("acme/shop", payloads.docker_hub(), "tag"),
        ("acme/shop", payloads.docker_hub(tag="latest"), None),
        ("ghcr.io/acme/shop:1.2", payloads.ghcr(), None),
        ("ghcr.io/acme/shop:1.1", payloads.ghcr(), "tag"),
        ("ghcr.io/acme/other:1.2", payloads.ghcr(), "image"),
        (None, payloads.docker_hub(), "image"),
        ("acme/shop:1.2", ({}, {}), None),
    ],
)
def test_images(image: str | None, sent: Sent, expected: str | None) -> None:
    assert reason(an_application("docker", docker_image=image), sent) == expected


def test_a_bare_call_deploys_whatever_the_source() -> None:
    for source in (*BRANCHES, "drop"):
        assert reason(an_application(source, watch_paths=["docs/**"]), ({}, {})) is None


@pytest.mark.parametrize("event", ["pull_request", "issues"])
def test_other_events_deploy_nothing(event: str) -> None:
    assert reason(an_application(), ({"x-github-event": event}, {"ref": "refs/heads/main"})) == "event"
