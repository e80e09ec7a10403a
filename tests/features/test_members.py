"""Members: who sees them, who may change whom, and what goes with a membership."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests import factories
from tests.features.conftest import House, key_of

from dokploy.core.clock import now
from dokploy.core.secrets import digest
from dokploy.features import invitations, members, user
from dokploy.models import (
    Account,
    ApiKey,
    Application,
    GitProvider,
    Invitation,
    Member,
    OrganizationRole,
    Session,
    User,
)

assert invitations, "imported for their procedures"
assert members
assert user

GRANTS_OF_A_LEAD = {"member": ["read", "create", "update"], "service": ["read"], "docker": ["read"]}


async def hire(house: House, name: str, role: str = "member", **values: Any) -> Member:
    """One more member of the organization, with a key under this name."""
    async with house.runtime.database.write() as db:
        member = await factories.a_member(db, house.organization, role, **values)
        bound = json.dumps({"organizationId": house.organization.id})
        db.add(ApiKey(name=name, key=digest(key_of(name)), reference_id=member.user_id, metadata_text=bound))
    house.members[name] = member
    return member


async def a_lead(house: House) -> Member:
    """Somebody with a role of the organization's own, who may look after members and little else."""
    await house.add(
        OrganizationRole(organization_id=house.organization.id, role="lead", permission=json.dumps(GRANTS_OF_A_LEAD))
    )
    return await hire(house, "lead", "lead")


def everything(house: House, who: str, **changed: Any) -> dict[str, Any]:
    """A whole `assignPermissions`, as clients send it."""
    lists = ("accessedProjects", "accessedEnvironments", "accessedServices", "accessedGitProviders", "accessedServers")
    switches = (
        "canCreateProjects", "canCreateServices", "canDeleteProjects", "canDeleteServices", "canAccessToDocker",
        "canAccessToTraefikFiles", "canAccessToAPI", "canAccessToSSHKeys", "canAccessToGitProviders",
        "canDeleteEnvironments", "canCreateEnvironments",
    )  # fmt: skip
    whole: dict[str, Any] = {"id": house.members[who].user_id, **dict.fromkeys(switches, False)}
    return whole | {name: [] for name in lists} | changed


# ------------------------------------------------------------------------------------------------ reading


async def test_members_are_shown_with_the_person_oldest_first(house: House) -> None:
    await house.change(house.members["owner"], created_at=now() - timedelta(days=1))
    found = await house.owner("user.all")
    assert found[0]["userId"] == house.members["owner"].user_id
    assert {one["userId"] for one in found} == {house.members[who].user_id for who in ("owner", "admin", "member")}
    assert found[0].keys() >= {"role", "isDefault", "canAccessToAPI", "canAccessToSSHKeys", "accessedServices", "user"}
    assert found[0]["user"]["email"].endswith("@example.org")
    assert (await house.call("member", "user.all")).status == 403


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("member", "member", 200),
        ("member", "owner", 403),
        ("admin", "member", 200),
        ("owner", "stranger", 404),
        ("stranger", "member", 404),
    ],
)
async def test_one_person_sees_another_by_right(house: House, who: str, whom: str, status: int) -> None:
    answer = await house.call(who, "user.one", userId=house.members[whom].user_id)
    assert answer.status == status
    if status == 200:
        assert answer.body["user"]["id"] == house.members[whom].user_id


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [("member", "member", 200), ("member", "owner", 403), ("owner", "member", 200), ("owner", "stranger", 404)],
)
async def test_memberships_are_counted_for_those_who_may_ask(house: House, who: str, whom: str, status: int) -> None:
    answer = await house.call(who, "user.checkUserOrganizations", userId=house.members[whom].user_id)
    assert (answer.status, answer.body if status == 200 else 1) == (status, 1)


async def test_permissions_are_told_for_every_resource_and_action(house: House) -> None:
    owner = await house.owner("user.getPermissions")
    assert len(owner) == 33
    assert all(all(actions.values()) for actions in owner.values())
    await house.change(house.members["member"], can_create_projects=True)
    member = (await house.call("member", "user.getPermissions")).body
    assert member["project"] == {"create": True, "delete": False}
    assert member["envVars"] == {"read": True, "write": True}
    assert not any(member["organization"].values())


# ------------------------------------------------------------------------------------------------ roles


async def test_a_role_counts_from_the_next_call_on(house: House) -> None:
    body = {"memberId": house.members["member"].id, "role": "admin"}
    assert (await house.call("member", "user.all")).status == 403
    assert await house.owner("organization.updateMemberRole", **body) == {"success": True}
    assert (await house.call("member", "user.all")).status == 200


@pytest.mark.parametrize(
    ("who", "whom", "role", "status"),
    [
        ("owner", "admin", "member", 200),
        ("admin", "member", "admin", 200),
        ("owner", "owner", "member", 403),
        ("admin", "owner", "member", 403),
        ("admin", "admin", "member", 403),
        ("admin", "second admin", "member", 403),
        ("owner", "member", "owner", 403),
        ("admin", "member", "owner", 403),
        ("owner", "member", "nothing", 404),
        ("owner", "stranger", "member", 404),
        ("member", "admin", "member", 403),
        ("lead", "member", "admin", 403),
        ("lead", "admin", "member", 403),
        ("lead", "member", "lead", 403),
        ("lead", "helper", "lead", 200),
    ],
)
async def test_nobody_reaches_above_themselves(house: House, who: str, whom: str, role: str, status: int) -> None:
    """A lead may not touch a plain member either: a member may more in other places."""
    await a_lead(house)
    await hire(house, "second admin", "admin")
    await house.add(OrganizationRole(organization_id=house.organization.id, role="helper", permission="{}"))
    await hire(house, "helper", "helper")
    body = {"memberId": house.members[whom].id, "role": role}
    assert (await house.call(who, "organization.updateMemberRole", **body)).status == status
    now_has = (await house.seen(Member, house.members[whom].id)).role
    assert now_has == (role if status == 200 else house.members[whom].role)


async def test_roles_of_an_organization_count_in_it_alone(house: House) -> None:
    other = house.members["stranger"].organization_id
    await house.add(OrganizationRole(organization_id=other, role="theirs", permission="{}"))
    body = {"memberId": house.members["member"].id, "role": "theirs"}
    assert (await house.call("owner", "organization.updateMemberRole", **body)).status == 404


# ------------------------------------------------------------------------------------------------ switches and reach


async def test_reach_and_switches_count_from_the_next_call_on(house: House) -> None:
    one = {"applicationId": house.application.application_id}
    assert (await house.call("member", "application.one", **one)).status == 403
    given = everything(
        house,
        "member",
        accessedProjects=[house.project.project_id],
        accessedEnvironments=[house.environment.environment_id],
        accessedServices=[house.application.application_id],
        canAccessToSSHKeys=True,
        canAccessToAPI=True,
    )
    assert await house.owner("user.assignPermissions", **given) == {"success": True}
    assert (await house.call("member", "application.one", **one)).status == 200
    member = (await house.call("member", "user.get")).body
    assert (member["canAccessToSSHKeys"], member["canAccessToAPI"], member["canAccessToDocker"]) == (True, True, False)
    await house.owner("user.assignPermissions", **everything(house, "member"))
    assert (await house.call("member", "application.one", **one)).status == 403


async def test_what_is_not_sent_stays_and_strangers_ids_are_left_out(house: House) -> None:
    own, foreign = house.application.application_id, house.foreign.application_id
    member_id = house.members["member"].id
    await house.owner("user.assignPermissions", id=member_id, canAccessToDocker=True)
    await house.owner("user.assignPermissions", id=member_id, accessedServices=[own, foreign, "gone", own])
    seen = await house.seen(Member, member_id)
    assert (seen.can_access_to_docker, seen.accessed_services) == (True, [own])


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("owner", "admin", 200),
        ("admin", "member", 200),
        ("admin", "owner", 403),
        ("owner", "owner", 403),
        ("owner", "stranger", 404),
        ("stranger", "member", 404),
        ("member", "member", 403),
    ],
)
async def test_permissions_are_given_by_right(house: House, who: str, whom: str, status: int) -> None:
    answer = await house.call(who, "user.assignPermissions", **everything(house, whom, canCreateProjects=True))
    assert answer.status == status
    assert (await house.seen(Member, house.members[whom].id)).can_create_projects == (status == 200)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"canAccessToDocker": True}, 200),
        ({"canCreateProjects": True}, 403),
        ({"accessedServices": ["mine"]}, 200),
        ({"accessedServices": ["other"]}, 403),
        ({"accessedServices": ["kept"]}, 200),
    ],
    ids=["a permission that one has", "one that one lacks", "within reach", "beyond reach", "had already"],
)
async def test_only_what_is_ones_own_can_be_given(house: House, changed: dict[str, Any], status: int) -> None:
    async with house.runtime.database.write() as db:
        ids = {
            name: (await factories.an_application(db, house.environment, name=name)).application_id
            for name in ("mine", "other", "kept")
        }
    await a_lead(house)
    await house.add(OrganizationRole(organization_id=house.organization.id, role="helper", permission="{}"))
    await hire(house, "helper", "helper", accessed_services=[ids["kept"]])
    await house.change(house.members["lead"], accessed_services=[ids["mine"]])
    sent = {name: [ids[one] for one in value] if isinstance(value, list) else value for name, value in changed.items()}
    answer = await house.call("lead", "user.assignPermissions", id=house.members["helper"].user_id, **sent)
    assert answer.status == status


@pytest.mark.parametrize(
    "changed", [{"id": ""}, {"canAccessToAPI": "yes"}, {"accessedServices": "all"}, {"accessedServices": [1]}]
)
async def test_permissions_have_a_shape(house: House, changed: dict[str, Any]) -> None:
    answer = await house.call("owner", "user.assignPermissions", **everything(house, "member", **changed))
    assert (answer.status, answer.fields[0].split(".")[0]) == (400, next(iter(changed)))


async def test_what_is_made_at_the_same_time_all_comes_within_reach(house: House) -> None:
    await house.change(house.members["member"], can_create_projects=True)
    made = await asyncio.gather(*(house.call("member", "project.create", name=f"p{n}") for n in range(8)))
    expected = {answer.body["project"]["projectId"] for answer in made}
    assert set((await house.seen(Member, house.members["member"].id)).accessed_projects) == expected
    assert len(expected) == 8


# ------------------------------------------------------------------------------------------------ coming and going


async def test_a_member_is_made_with_a_password(house: House) -> None:
    await house.add(
        Invitation(
            organization_id=house.organization.id,
            email="Bob@example.org",
            role="admin",
            status="pending",
            expires_at=now() + timedelta(hours=1),
            inviter_id=house.organization.owner_id,
        )
    )
    body = {"email": "BOB@example.org", "password": "correct horse", "role": "member"}
    made = await house.owner("user.createUserWithCredentials", **body)
    assert made == {"userId": made["userId"], "email": "bob@example.org", "role": "member"}
    async with house.runtime.database.read() as db:
        account = (await db.scalars(select(Account).where(Account.user_id == made["userId"]))).one()
        member = (await db.scalars(select(Member).where(Member.user_id == made["userId"]))).one()
        assert (await db.get_one(User, made["userId"])).email_verified
        assert (await db.scalars(select(Invitation.status))).one() == "canceled"
    assert str(account.password).startswith("$argon2id$")
    assert (member.role, member.is_default, member.organization_id) == ("member", True, house.organization.id)
    again = await house.call("owner", "user.createUserWithCredentials", **body)
    assert again.status == 409


@pytest.mark.parametrize(
    ("who", "changed", "status"),
    [
        ("member", {}, 403),
        ("owner", {"role": "owner"}, 403),
        ("owner", {"role": "nothing"}, 404),
        ("owner", {"password": "1234567"}, 400),
        ("owner", {"password": "x" * 129}, 400),
        ("owner", {"email": "bob"}, 400),
        ("owner", {"email": ".bob@example.org"}, 400),
        ("owner", {"email": "bob@example"}, 400),
    ],
)
async def test_a_member_is_made_by_the_rules(house: House, who: str, changed: dict[str, str], status: int) -> None:
    body = {"email": "bob@example.org", "password": "correct horse", "role": "member", **changed}
    assert (await house.call(who, "user.createUserWithCredentials", **body)).status == status


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("owner", "admin", 200),
        ("owner", "member", 200),
        ("admin", "member", 200),
        ("admin", "owner", 403),
        ("owner", "owner", 403),
        ("admin", "admin", 403),
        ("admin", "second admin", 403),
        ("member", "admin", 403),
        ("owner", "stranger", 404),
    ],
)
async def test_people_are_removed_by_right(house: House, who: str, whom: str, status: int) -> None:
    await hire(house, "second admin", "admin")
    assert (await house.call(who, "user.remove", userId=house.members[whom].user_id)).status == status
    assert (await house.seen(Member, house.members[whom].id) is None) == (status == 200)


async def test_what_hangs_on_a_membership_goes_and_what_belongs_to_the_organization_stays(house: House) -> None:
    member, owner = house.members["member"], house.members["owner"]
    provider = await house.add(
        GitProvider(name="git", organization_id=house.organization.id, user_id=member.user_id, provider_type="gitlab")
    )
    invitation = await house.add(
        Invitation(
            organization_id=house.organization.id,
            email="bob@example.org",
            role="member",
            status="pending",
            expires_at=now() + timedelta(hours=1),
            inviter_id=owner.user_id,
        )
    )
    await house.change(invitation, inviter_id=member.user_id)
    await house.owner("user.remove", userId=member.user_id)
    assert (await house.call("member", "user.get")).status == 401
    assert await house.seen(User, member.user_id) is None, "the account went with its last membership"
    assert (await house.seen(GitProvider, provider.git_provider_id)).user_id == owner.user_id
    assert await house.seen(Application, house.application.application_id) is not None


async def test_who_is_a_member_elsewhere_keeps_the_account(house: House) -> None:
    """And a key that was bound to the old membership does not come back to life with a new one."""
    member = house.members["member"]
    async with house.runtime.database.write() as db:
        elsewhere = await factories.an_organization(db, name="Elsewhere")
        await factories.a_member(db, elsewhere, user_id=member.user_id)
        other = ApiKey(
            name="other",
            key=digest(key_of("other")),
            reference_id=member.user_id,
            metadata_text=json.dumps({"organizationId": elsewhere.id}, separators=(",", ":")),
        )
        db.add(other)
        session = Session(
            token="t",
            user_id=member.user_id,
            expires_at=now() + timedelta(hours=1),
            active_organization_id=house.organization.id,
        )
        db.add(session)
    await house.owner("user.remove", userId=member.user_id)
    assert await house.seen(User, member.user_id) is not None
    assert (await house.call("other", "user.get")).body["organizationId"] == elsewhere.id
    assert (await house.seen(Session, session.id)).active_organization_id is None
    async with house.runtime.database.write() as db:
        await factories.a_member(db, house.organization, user_id=member.user_id)
    assert (await house.call("member", "user.get")).status == 401


async def test_a_person_who_owns_an_organization_takes_nothing_along(house: House) -> None:
    """The reference deletes the account, and with it every organization that this person owns."""
    stranger = house.members["stranger"]
    async with house.runtime.database.write() as db:
        guest = await factories.a_member(db, house.organization, user_id=stranger.user_id)
    await house.owner("user.remove", userId=stranger.user_id)
    assert await house.seen(Member, guest.id) is None
    assert await house.seen(Member, stranger.id) is not None
    assert await house.seen(Application, house.foreign.application_id) is not None
