"""What must come of a call, worked out from what the procedure declares and who asks: the other opinion.

Nothing here calls `access.py` or `Actor`: the words of an access rule, a caller's grants and the way from a row to its
service are read once more.
"""

from collections.abc import Mapping
from typing import Any, Final

from tests.access.inputs import BY_NAME, SELF, Case, Model
from tests.access.world import Caller, World

from dokploy.core.permissions import ROLES, Access
from dokploy.models import Application, Base, Environment, Organization, Project
from dokploy.models.base import ByUser, Reverse, Up, primary_key

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 400, 401, 403, 404
REFUSALS: Final = frozenset({UNAUTHORIZED, FORBIDDEN, NOT_FOUND})

ALSO_NEEDS: Final[Mapping[str, frozenset[str]]] = {
    "user.one": frozenset({"member:update"}),
    "organization.inviteMember": ROLES["member"],
    "organization.updateMemberRole": ROLES["member"],
    "user.assignPermissions": ROLES["member"],
    "user.createUserWithCredentials": ROLES["member"],
}
"""Permissions that a rule asks for beside the declared ones: to look at others, and to give no more than one has."""
ALSO_WHO: Final[Mapping[str, str]] = {
    "user.checkUserOrganizations": "admin",
    "organization.update": "owner",
    "organization.delete": "owner",
}
"""Narrower than declared, in the rule itself: the contract's word there is `user`."""
MEMBERSHIP: Final = frozenset({"organization.one", "organization.setDefault"})
"""Procedures about organizations that ask whose member the person is, not which organization is active."""
FILTERS: Final = frozenset({"application.search", "environment.search", "project.search"})
"""Their ids only narrow a list that is the caller's own anyway: another's leaves it empty."""
LEFT_OUT: Final = frozenset(
    {f"accessed{what}" for what in ("Projects", "Environments", "Services", "Servers", "GitProviders")}
)
"""Lists from which another's ids are dropped without a word."""
EMPTY: Final = frozenset(key for key in BY_NAME if key.startswith("docker."))
"""Names that find nothing instead of failing: clients expect an empty list."""
STAYS: Final[Mapping[str, str]] = {"mounts.update": "mountId", "project.update": "projectId"}
"""Procedures whose row stays where it is, and the id of that row: the other ids may only repeat what holds already."""
UNSERVED: Final = frozenset(
    {"registry.create:serverId", "registry.update:serverId", "registry.testRegistry:serverId",
     "registry.testRegistryById:serverId"}
)  # fmt: skip
"""Ids that are refused whatever they name: remote servers are not connected yet."""
KEPT: Final[Mapping[str, Model]] = {"mounts.update": Application, "project.update": Organization}
"""What those rows hang on in this world."""
BUSINESS: Final[Mapping[str, tuple[int, str]]] = {
    "deployment.cancel": (400, "a deployment that has ended cannot be cancelled"),
    "deployment.killProcess": (400, "a deployment that has ended cannot be killed"),
    "user.getUserByToken": (404, "a token that nobody has given out"),
    "user.generateToken": (403, "a key has no session; with a session it is let through"),
    "environment.remove": (400, "an environment with services is not removed"),
}
"""What a permitted call may answer beside success, because of the rows and not of the caller."""
NO_ENGINE: Final = 412
"""Permitted, and then no engine answered: these tests run without one."""


def expected(world: World, caller: Caller, case: Case, *, foreign: bool) -> set[int]:
    """The statuses with which the call may be refused; empty when it must be let through."""
    if caller.is_anonymous:
        return {UNAUTHORIZED}
    if not admits(caller, case.procedure.access):
        return {FORBIDDEN}
    name = case.procedure.name
    narrower = Access(ALSO_WHO.get(name, "user"), ALSO_NEEDS.get(name, frozenset()))
    refused: set[int] = set() if admits(caller, narrower) else {FORBIDDEN}
    for key, model in case.ids.items():
        refused |= _refused_for(world, caller, case, (key, model, foreign and key == case.field))
    # Of a server of one's own `docker.*` says that it is not connected yet, before it looks for any service.
    is_told = name.startswith("docker.") and case.field == "serverId" and not foreign and refused == {FORBIDDEN}
    return refused | {NO_ENGINE} if is_told else refused


def _refused_for(  # noqa: PLR0911 - one line per kind of id
    world: World, caller: Caller, case: Case, named: tuple[str, Model, bool]
) -> set[int]:
    """What one id of the input costs the caller."""
    key, model, is_foreign = named
    name = case.procedure.name
    if name in FILTERS or key in LEFT_OUT:
        return set()
    if f"{name}:{key}" in SELF:
        return {FORBIDDEN} if is_foreign else set()
    if f"{name}:{key}" in UNSERVED:
        return {BAD_REQUEST, NOT_FOUND}
    if not _is_of(world, caller, case, model, foreign=is_foreign) and f"{name}:{key}" in EMPTY:
        return set()
    if not _is_of(world, caller, case, model, foreign=is_foreign):
        return {NOT_FOUND, BAD_REQUEST} if STAYS.get(name, key) != key else {NOT_FOUND}
    if STAYS.get(name, key) != key and (is_foreign or model is not KEPT[name]):
        return {BAD_REQUEST}
    return set() if within_lists(world, caller, model) else {FORBIDDEN}


def admits(caller: Caller, access: Access) -> bool:
    """The declared rule, by its words."""
    if access.who == "owner" and caller.role != "owner":
        return False
    if access.who == "admin" and not caller.is_privileged:
        return False
    return access.needs <= caller.grants


def _is_of(world: World, caller: Caller, case: Case, model: Model, *, foreign: bool) -> bool:
    if isinstance(model.belongs, ByUser):
        return not foreign
    if case.procedure.name in MEMBERSHIP and model is Organization:
        named = (world.foreign if foreign else world.ours)[Organization].id
        return named in world.memberships[caller.user_id]
    return is_of_caller(world, caller, foreign=foreign)


def is_of_caller(world: World, caller: Caller, *, foreign: bool) -> bool:
    """Whether a row of ours, or of the other organization, is the caller's organization's."""
    return (caller.organization_id == world.ours[Organization].id) is not foreign


def within_lists(world: World, caller: Caller, model: Model) -> bool:
    """Owners and admins reach everything; others what hangs on a service, environment or project of their lists."""
    return caller.is_privileged or caller.has_lists or not hangs_on_a_listed_row(world, model)


def hangs_on_a_listed_row(world: World, model: Model) -> bool:
    """Whether the way from this world's row to its organization passes a service, an environment or a project."""
    row: Any = world.ours[model]
    while True:
        if type(row).is_service or isinstance(row, Environment | Project):
            return True
        parent = _parent(world, row)
        if parent is None:
            return False
        row = parent


def _parent(world: World, row: Base) -> Base | None:
    belongs = type(row).belongs
    if isinstance(belongs, Reverse):
        return next(one for one in world.ours.values() if one.__tablename__ == belongs.table)
    if not isinstance(belongs, Up):
        return None
    for name in belongs.columns:
        key = getattr(row, name)
        if key is not None and name != "organization_id":
            return next(one for one in world.ours.values() if getattr(one, primary_key(type(one))) == key)
    return None
