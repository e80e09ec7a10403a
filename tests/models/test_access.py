"""Loading is authorising: an id leads to a row only inside the caller's organization and reach."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from tests.database import migrated
from tests.factories import a_member, a_project, acting, an_application, an_environment, an_organization, saved

from dokploy.access import owned
from dokploy.context import Context, Outbox, Tools
from dokploy.core.errors import Forbidden, NotFound
from dokploy.core.secrets import KeyRing, MasterKey, Secret
from dokploy.models import ApiKey, Application, Base, Deployment, Domain, Environment, Notification, Project, Slack
from dokploy.models.base import Instance, use_key_ring


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[AsyncSession]:
    use_key_ring(KeyRing(MasterKey(Secret("test"))))
    database = await migrated(tmp_path)
    async with database.write() as session:
        yield session
    await database.close()


@pytest.fixture
async def acme(db: AsyncSession) -> dict[str, Any]:
    """An organization with one of everything on the way down to a deployment."""
    organization = await an_organization(db)
    project = await a_project(db, organization)
    environment = await an_environment(db, project)
    application = await an_application(db, environment)
    domain = await saved(db, Domain(host="a.example", application_id=application.application_id))
    deployment = await saved(db, Deployment(title="x", log_path="x", application_id=application.application_id))
    return {
        "organization": organization,
        "owner": await a_member(db, organization, "owner"),
        Project: project.project_id,
        Environment: environment.environment_id,
        Application: application.application_id,
        Domain: domain.domain_id,
        Deployment: deployment.deployment_id,
    }


def context(db: AsyncSession, member: Any) -> Context:
    return Context(db, Outbox(), cast("Tools", None), acting(member))


LEVELS = [Project, Environment, Application, Domain, Deployment]


@pytest.mark.parametrize("model", LEVELS)
async def test_an_owner_reaches_everything_of_the_organization(
    db: AsyncSession, acme: dict[Any, Any], model: Any
) -> None:
    assert isinstance(await owned(context(db, acme["owner"]), model, acme[model]), model)


@pytest.mark.parametrize("model", LEVELS)
async def test_an_owner_of_another_organization_finds_nothing(
    db: AsyncSession, acme: dict[Any, Any], model: Any
) -> None:
    stranger = await a_member(db, await an_organization(db), "owner")
    with pytest.raises(NotFound):
        await owned(context(db, stranger), model, acme[model])


@pytest.mark.parametrize("model", LEVELS)
async def test_a_member_reaches_what_the_lists_name(db: AsyncSession, acme: dict[Any, Any], model: Any) -> None:
    outside = await a_member(db, acme["organization"])
    with pytest.raises(Forbidden):
        await owned(context(db, outside), model, acme[model])
    inside = await a_member(
        db,
        acme["organization"],
        accessed_projects=[acme[Project]],
        accessed_environments=[acme[Environment]],
        accessed_services=[acme[Application]],
    )
    assert await owned(context(db, inside), model, acme[model])


async def test_a_missing_permission_is_told_before_anything_is_loaded(db: AsyncSession, acme: dict[Any, Any]) -> None:
    member = await a_member(db, acme["organization"], accessed_services=[acme[Application]])
    with pytest.raises(Forbidden, match="service:delete"):
        await owned(context(db, member), Application, acme[Application], "service:delete")


async def test_a_key_belongs_to_a_person(db: AsyncSession, acme: dict[Any, Any]) -> None:
    key = await saved(db, ApiKey(key="x", reference_id=acme["owner"].user_id))
    assert await owned(context(db, acme["owner"]), ApiKey, key.id) is key
    colleague = await a_member(db, acme["organization"], "owner")
    with pytest.raises(NotFound):
        await owned(context(db, colleague), ApiKey, key.id)


async def test_a_channel_is_reached_through_its_notification(db: AsyncSession, acme: dict[Any, Any]) -> None:
    slack = await saved(db, Slack(webhook_url="https://hooks.example/x"))
    with pytest.raises(NotFound):
        await owned(context(db, acme["owner"]), Slack, slack.slack_id)
    await saved(
        db,
        Notification(
            name="n", notification_type="slack", slack_id=slack.slack_id, organization_id=acme["organization"].id
        ),
    )
    assert (await owned(context(db, acme["owner"]), Slack, slack.slack_id)).webhook_url == "https://hooks.example/x"


@pytest.mark.parametrize(
    "model",
    sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: str(model.__name__)),
    ids=lambda model: str(model.__name__),
)
async def test_no_table_lets_an_unknown_id_through(db: AsyncSession, acme: dict[Any, Any], model: Any) -> None:
    """Every model's path compiles and runs on the real database; what is the installation's own has none."""
    with pytest.raises(NotFound):
        await owned(context(db, acme["owner"]), model, "unknown")
    if isinstance(model.belongs, Instance):
        assert model.__name__ in {"User", "Verification", "WebServerSettings", "ForwardAuthSettings"}


async def test_secrets_lie_sealed_in_the_row_and_open_on_it(db: AsyncSession, acme: dict[Any, Any]) -> None:
    application = await owned(context(db, acme["owner"]), Application, acme[Application])
    application.env = "TOKEN=hunter22"
    await db.flush()
    stored = (await db.execute(Application.__table__.select())).mappings().one()
    assert "hunter22" not in str(dict(stored))
    assert stored["env"].startswith("v2:")
    assert application.env == "TOKEN=hunter22"
