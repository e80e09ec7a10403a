"""Whether a delivery deploys an application, and the sentence that says why not."""

from dataclasses import dataclass
from typing import Final

from dokploy.models import Application
from dokploy.webhooks.globs import any_match
from dokploy.webhooks.push import Delivery, Push, same_image, split_image

SKIP_MARKS: Final = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]")
BRANCH_OF: Final = {
    "github": "branch",
    "gitlab": "gitlab_branch",
    "bitbucket": "bitbucket_branch",
    "gitea": "gitea_branch",
    "git": "custom_git_branch",
}
"""The column that holds the branch, by source type."""


@dataclass(frozen=True)
class Ignored:
    """`reason` is one word for programs, `message` a sentence for people."""

    reason: str
    message: str


def choose(application: Application, delivery: Delivery) -> Push | Ignored:
    """The push that deploys this application; otherwise why the first one does not."""
    if delivery.other_event is not None:
        return Ignored("event", f"Only pushes deploy, not the event {delivery.other_event}")
    refusals: list[Ignored] = []
    for push in delivery.pushes:
        refusal = _refuse(application, push)
        if refusal is None:
            return push
        refusals.append(refusal)
    return refusals[0] if refusals else Ignored("event", "The delivery names nothing that was pushed")


def _refuse(application: Application, push: Push) -> Ignored | None:
    if push.is_deletion:
        return Ignored("deleted", f"{push.branch or push.tag or 'The ref'} was deleted: nothing to deploy")
    if any(mark in push.title for mark in SKIP_MARKS):
        return Ignored("skip-ci", "Deployment skipped: commit message contains skip keyword")
    if application.source_type == "docker":
        return _refuse_image(application, push)
    if application.source_type == "drop" or not push.names_a_ref:
        return None
    return _refuse_ref(application, push) or _refuse_paths(application, push)


def _refuse_ref(application: Application, push: Push) -> Ignored | None:
    if application.trigger_type == "tag":
        return None if push.tag else Ignored("trigger", "This application deploys on tags, not on branches")
    wanted = getattr(application, BRANCH_OF[application.source_type])
    return None if push.branch and push.branch == wanted else Ignored("branch", "Branch Not Match")


def _refuse_paths(application: Application, push: Push) -> Ignored | None:
    """A host that lists no paths must not cost a deployment: then the push deploys."""
    if not application.watch_paths or push.files is None or any_match(application.watch_paths, push.files):
        return None
    return Ignored("watch-paths", "Watch Paths Not Match")


def _refuse_image(application: Application, push: Push) -> Ignored | None:
    if not application.docker_image:
        return Ignored("image", "Application Docker Image Name Not Found")
    if push.image is None:
        return None
    name, tag = split_image(application.docker_image)
    if not same_image(name, push.image.name):
        ours, theirs = f"({name})", f"({push.image.name})"
        return Ignored(
            "image", f"Application Image Name {ours} doesn't match request event payload Image Name {theirs}."
        )
    if tag != push.image.tag:
        return Ignored(
            "tag", f"Application Image Tag ({tag}) doesn't match request event payload Image Tag ({push.image.tag})."
        )
    return None
