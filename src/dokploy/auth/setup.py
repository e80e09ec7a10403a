"""Before anybody can sign in: the master key and its check value, and the one-time set-up token."""

import secrets
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.adapters.folder import DataFolder, read_or_create
from dokploy.context import Runtime
from dokploy.core.clock import now
from dokploy.core.errors import PreconditionFailed
from dokploy.core.secrets import CannotOpen, KeyRing, MasterKey, Secret, digest
from dokploy.models import Member, WebServerSettings
from dokploy.models.base import key_ring, use_key_ring
from dokploy.settings import Settings

KEY_LENGTH_MINIMUM: Final = 16
_SAMPLE: Final = "dokploy"


def open_keys(settings: Settings, folder: DataFolder) -> None:
    """Read or make the master key and give this process its key ring. `folder` is prepared."""
    given = settings.secret_key
    key = folder.secret_key(Secret(given.get_secret_value().strip()) if given else None)
    if len(key.reveal()) < KEY_LENGTH_MINIMUM:
        raise PreconditionFailed(
            f"The master key is shorter than {KEY_LENGTH_MINIMUM} characters.",
            hint="Set DOKPLOY_SECRET_KEY to a long random text and keep a copy of it.",
        )
    use_key_ring(KeyRing(MasterKey(key)))


async def check_key(runtime: Runtime) -> None:
    """Refuse to start when the database was sealed with another master key than the one at hand."""
    async with runtime.database.read() as db:
        row = await instance_row(db)
    if row is not None and row.key_check is not None:
        _open_sample(row, runtime.tools.folder)
        return
    async with runtime.database.write() as db:
        row = await instance_row(db)
        if row is None:
            row = WebServerSettings()
            db.add(row)
        row.key_check = key_ring().seal(_SAMPLE, _place(row))


def _open_sample(row: WebServerSettings, folder: DataFolder) -> None:
    try:
        opened = key_ring().open(row.key_check or "", _place(row))
    except CannotOpen as error:
        raise PreconditionFailed(
            "The secrets in this database were sealed with another master key than the one at hand.",
            hint=f"Put the right key back into {folder.root / 'secret.key'}, or set DOKPLOY_SECRET_KEY to it.",
        ) from error
    if opened != _SAMPLE:
        raise PreconditionFailed("The check value of the master key is damaged.", hint="Restore the database.")


def _place(row: WebServerSettings) -> str:
    return f"webServerSettings.keyCheck.{row.id}"


async def instance_row(db: AsyncSession, *, locked: bool = False) -> WebServerSettings | None:
    """The one row of the installation; `locked` serialises set-ups (SQLite's write unit does so by itself)."""
    query = select(WebServerSettings).order_by(WebServerSettings.created_at).limit(1)
    return (await db.scalars(query.with_for_update() if locked else query)).first()


async def is_open(db: AsyncSession) -> bool:
    """Nobody has ever owned this installation."""
    row = await instance_row(db)
    if row is not None and row.setup_closed_at is not None:
        return False
    return (await db.scalars(select(Member.id).where(Member.role == "owner").limit(1))).first() is None


async def ensure_setup_token(runtime: Runtime) -> str | None:
    """The token for the first administrator, to be printed; None once set-up is closed. The database has its digest."""
    folder = runtime.tools.folder
    async with runtime.database.read() as db:
        open_now, row = await is_open(db), await instance_row(db)
    if not open_now:
        await _close(runtime, row)
        return None
    preset = runtime.settings.setup_token
    token = preset.get_secret_value().strip() if preset else ""
    token = token or read_or_create(folder.setup_token_file, secrets.token_urlsafe(24))
    if row is None or row.setup_token_digest != digest(token):
        async with runtime.database.write() as db:
            row = await instance_row(db, locked=True) or WebServerSettings()
            db.add(row)
            row.setup_token_digest = digest(token)
    return token


async def _close(runtime: Runtime, row: WebServerSettings | None) -> None:
    """Remember that there has been an owner, also if all members are deleted later."""
    runtime.tools.folder.setup_token_file.unlink(missing_ok=True)
    if row is not None and row.setup_closed_at is None:
        async with runtime.database.write() as db:
            stored = await instance_row(db, locked=True)
            if stored is not None:
                stored.setup_closed_at, stored.setup_token_digest = now(), None
