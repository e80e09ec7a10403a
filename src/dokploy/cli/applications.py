"""Projects and applications by the names people use: `project/environment/app`, a name that is unique, or an id."""

from dataclasses import dataclass
from typing import Any

from dokploy.cli import remembered
from dokploy.cli.api import Api
from dokploy.cli.failure import Exit, Failed, unknown


@dataclass(frozen=True)
class Found:
    """An application and where it stands."""

    application_id: str
    name: str
    project: str
    environment: str
    status: str = "idle"

    @property
    def path(self) -> str:
        return f"{self.project}/{self.environment}/{self.name}"

    @property
    def spellings(self) -> set[str]:
        """Everything that may be typed for it."""
        return {self.application_id, self.name, f"{self.project}/{self.name}", self.path}


def every(api: Api) -> list[Found]:
    """All that the caller may see, in the order of their paths."""
    found = [
        Found(
            application["applicationId"],
            application["name"],
            project["name"],
            environment["name"],
            application.get("applicationStatus") or "idle",
        )
        for project in api.query("project.all")
        for environment in project["environments"]
        for application in environment["applications"]
    ]
    found.sort(key=lambda each: (each.path, each.application_id))
    remembered.keep(api.profile, "applications", typed(found))
    return found


def typed(found: list[Found]) -> list[str]:
    """What completion offers: the shortest spelling that is unique, and always the path."""
    names = [each.name for each in found]
    short = {name for name in names if names.count(name) == 1}
    return sorted({*short, *(each.path for each in found)})


def one(api: Api, wanted: str) -> Found:
    """By path, name or id; a name that stands for several is not guessed."""
    known = every(api)
    found = [each for each in known if wanted in each.spellings]
    if not found:
        raise unknown("application", wanted, typed(known))
    if len(found) > 1:
        candidates = "\n".join(f"  {each.path}  {each.application_id}" for each in found)
        raise Failed(
            f"{wanted} stands for {len(found)} applications.",
            hint=f"Say which, by its path or its id:\n{candidates}",
            code=Exit.NOT_FOUND,
        )
    return found[0]


def environment_of(api: Api, project: str, name: str | None) -> tuple[dict[str, Any], bool]:
    """The environment of this name (or the default one) in the project of this name, and whether it had to be made."""
    row = next((each for each in api.query("project.all") if project in {each["name"], each["projectId"]}), None)
    if row is None:
        made = api.mutate("project.create", name=project)
        if name in {None, made["environment"]["name"]}:
            return made["environment"], True
        project_id, environments = made["project"]["projectId"], []
    else:
        project_id, environments = row["projectId"], row["environments"]
    if name is None:
        return next((each for each in environments if each.get("isDefault")), environments[0]), False
    present = next((each for each in environments if name in {each["name"], each["environmentId"]}), None)
    return (present, False) if present else (api.mutate("environment.create", name=name, projectId=project_id), True)
