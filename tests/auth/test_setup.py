"""The master key and the one-time set-up token."""

import stat

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, select

from dokploy.auth import setup
from dokploy.core.errors import PreconditionFailed
from dokploy.models import Member, User, WebServerSettings

from .conftest import PASSWORD, SETUP_TOKEN, Panel, Start


async def test_the_same_key_opens_the_database_again(start: Start) -> None:
    await start()
    await start()


async def test_another_master_key_refuses_to_start(start: Start) -> None:
    await start()
    with pytest.raises(PreconditionFailed, match=r"another master key.*DOKPLOY_SECRET_KEY"):
        await start(secret_key=SecretStr("quite another key of good length"))


async def test_a_lost_key_file_refuses_to_start_until_it_is_back(start: Start) -> None:
    runtime = await start(secret_key=None)
    file = runtime.tools.folder.root / "secret.key"
    kept = file.read_text()
    file.unlink()
    with pytest.raises(PreconditionFailed, match=r"secret\.key"):
        await start(secret_key=None)
    file.write_text(kept)
    await start(secret_key=None)


async def test_a_short_master_key_is_refused(start: Start) -> None:
    with pytest.raises(PreconditionFailed, match="16 characters"):
        await start(secret_key=SecretStr("short"))


async def test_an_altered_check_value_is_another_key(start: Start) -> None:
    runtime = await start()
    async with runtime.database.write() as db:
        row = await setup.instance_row(db)
        assert row is not None
        assert row.key_check is not None
        row.key_check = row.key_check[:-4] + ("AAA=" if row.key_check[-4:] != "AAA=" else "BBB=")
    with pytest.raises(PreconditionFailed):
        await start()


async def test_the_token_is_the_same_at_each_start_until_used(start: Start) -> None:
    runtime = await start(setup_token=None)
    token = await setup.ensure_setup_token(runtime)
    again = await setup.ensure_setup_token(await start(setup_token=None))
    file = runtime.tools.folder.setup_token_file
    assert token
    assert token == again == file.read_text().strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_the_database_holds_only_the_tokens_digest(start: Start) -> None:
    runtime = await start()
    assert await setup.ensure_setup_token(runtime) == SETUP_TOKEN
    async with runtime.database.read() as db:
        (row,) = (await db.scalars(select(WebServerSettings))).all()
    assert row.setup_token_digest
    assert SETUP_TOKEN not in row.setup_token_digest


async def test_set_up_stays_closed_even_without_any_member(panel: Panel, owner: object, start: Start) -> None:
    async with panel.runtime.database.write() as db:
        await db.execute(delete(Member))
        await db.execute(delete(User))
    runtime = await start()
    assert await setup.ensure_setup_token(runtime) is None
    answer = await panel.visitor().post(
        "/api/auth/sign-up/email",
        headers={"x-dokploy-token": SETUP_TOKEN},
        json={"name": "Eve", "email": "eve@example.org", "password": PASSWORD},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INVITATION")


async def test_an_owner_who_came_with_the_database_closes_set_up(panel: Panel, owner: object, start: Start) -> None:
    async with panel.runtime.database.write() as db:
        row = await setup.instance_row(db)
        assert row is not None
        row.setup_closed_at = None
    runtime = await start()
    async with runtime.database.read() as db:
        row = await setup.instance_row(db)
        assert row is not None
        assert row.setup_closed_at is not None


async def test_the_token_file_goes_with_its_use(start: Start) -> None:
    from .conftest import application

    runtime = await start(setup_token=None)
    token = await setup.ensure_setup_token(runtime)
    panel = Panel(runtime, application(runtime), [])
    body = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, "setupToken": token}
    answer = await panel.visitor().post("/api/auth/sign-up/email", json=body)
    assert answer.status_code == 200
    assert not runtime.tools.folder.setup_token_file.exists()
    assert await setup.ensure_setup_token(runtime) is None
