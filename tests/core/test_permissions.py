"""The permission table and what an actor makes of it."""

import pytest

from dokploy.core.actor import ANONYMOUS, Actor
from dokploy.core.errors import Forbidden, Unauthorized
from dokploy.core.permissions import ADMIN, EVERYTHING, OWNER, PUBLIC, RESOURCES, ROLES, USER, may


def an_actor(role: str) -> Actor:
    return Actor(user_id="u", organization_id="o", role=role, grants=ROLES[role])


def test_the_table_has_the_33_resources_of_the_contract() -> None:
    assert len(RESOURCES) == 33


def test_an_admin_may_all_but_delete_the_organization() -> None:
    assert EVERYTHING - ROLES["admin"] == {"organization:delete"}


def test_a_member_may_deploy_but_not_create_projects() -> None:
    member = an_actor("member")
    assert member.may("deployment:create", "domain:create")
    assert not member.may("project:create")


def test_a_permission_that_is_not_in_the_table_fails_at_import() -> None:
    with pytest.raises(LookupError):
        may("service:fly")


@pytest.mark.parametrize(
    ("access", "admitted"),
    [
        (PUBLIC, {"anonymous", "member", "admin", "owner"}),
        (USER, {"member", "admin", "owner"}),
        (ADMIN, {"admin", "owner"}),
        (OWNER, {"owner"}),
        (may("service:read"), {"member", "admin", "owner"}),
        (may("service:create"), {"admin", "owner"}),
        (may("organization:delete"), {"owner"}),
    ],
)
def test_who_is_admitted(access, admitted: set[str]) -> None:
    for role in ("anonymous", "member", "admin", "owner"):
        actor = ANONYMOUS if role == "anonymous" else an_actor(role)
        if role in admitted:
            actor.check(access)
        else:
            with pytest.raises(Unauthorized if role == "anonymous" else Forbidden):
                actor.check(access)
