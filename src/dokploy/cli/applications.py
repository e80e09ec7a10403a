"""Projects and applications by the names that people use."""

from dataclasses import dataclass
from typing import Any

from dokploy.cli.api import Api
from dokploy.cli.failure import Failed


@dataclass(frozen=True)
class Found:
    """An application and where it stands."""

    application_id: str
    name: str
    project: str
    environment: str


def every(api: Api) -> list[Found]:
    """All that the caller may see."""
    return [
        Found(application["applicationId"], application["name"], project["name"], environment["name"])
        for project in api.query("project.all")
        for environment in project["environments"]
        for application in environment["applications"]
    ]


def one(api: Api, name: str, project: str | None) -> Found:
    """By name or id; a name that stands for several is not guessed."""
    known = every(api)
    found = [each for each in known if name in {each.name, each.application_id} and project in {None, each.project}]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(f"{each.project}/{each.environment}" for each in found)
        raise Failed(
            f"{name} is the name of {len(found)} applications ({places}).", hint="Say --project, or use its id."
        )
    names = ", ".join(sorted({each.name for each in known})) or "none yet"
    raise Failed(f"There is no application {name}.", hint=f"Applications: {names}.")


def environment_of(api: Api, project: str) -> tuple[dict[str, Any], bool]:
    """The default environment of the project of this name, and whether the project had to be made."""
    for each in api.query("project.all"):
        if each["name"] == project:
            environments: list[dict[str, Any]] = each["environments"]
            return next((env for env in environments if env.get("isDefault")), environments[0]), False
    made: dict[str, Any] = api.mutate("project.create", name=project)["environment"]
    return made, True
