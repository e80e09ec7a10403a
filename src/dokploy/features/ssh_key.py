"""SSH keys for git servers and machines, and the host keys that git servers have shown."""

import asyncio
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field
from sqlalchemy import select

from dokploy.access import owned
from dokploy.context import Context, Units
from dokploy.core import names, sshkeys
from dokploy.core.errors import Invalid, NotFound
from dokploy.core.permissions import USER, may
from dokploy.core.sshkeys import KeyType
from dokploy.features.docker_objects import OPTIONAL
from dokploy.features.usage import refuse_if_used, users_of_key
from dokploy.models import SshHostKey, SshKey
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import TEXT, Computed, Fields, Many, Maybe, Wire, row

ssh_key = Procedures("sshKey")

Name = Annotated[str, Field(min_length=1)]
Host = Annotated[str, AfterValidator(names.ssh_host)]
Port = Annotated[int, AfterValidator(names.ssh_port)]
Fingerprint = Annotated[str, Field(pattern=r"^SHA256:[A-Za-z0-9+/]{43}$")]


class SshKeyCreate(Wire):
    name: Name
    description: str | None = None
    private_key: str
    public_key: str = ""
    organization_id: str = ""


class SshKeyId(Wire):
    ssh_key_id: Name


class SshKeyGenerate(Wire):
    type: KeyType = "ed25519"


class SshKeyUpdate(Wire):
    name: Name = OPTIONAL
    description: str | None = None
    last_used_at: str | None = None
    ssh_key_id: str


class TrustHost(Wire):
    host: Host
    port: Port = names.SSH_PORT
    fingerprint: Fingerprint


class HostKeyId(Wire):
    ssh_host_key_id: Name


def _fingerprint(row: SshKey | SshHostKey) -> str | None:
    try:
        return sshkeys.fingerprint(row.public_key or "")
    except ValueError:  # a row that somebody else's version wrote
        return None


KEY: Final = row(SshKey, fingerprint=Computed(_fingerprint, Maybe(TEXT)))
HOST: Final = row(SshHostKey)


@ssh_key.mutation("create", may("sshKeys:create"), units=True)
async def create(body: SshKeyCreate, units: Units) -> None:
    """Store a key pair; the two must belong together, and the private key opens without a passphrase."""
    if body.organization_id not in ("", units.actor.organization_id):
        raise NotFound("Organization not found")
    try:
        pair = await asyncio.to_thread(sshkeys.pair_of, body.private_key, body.public_key)
    except ValueError as error:
        field = "publicKey" if "does not belong" in str(error) else "privateKey"
        raise Invalid(f"{error}", issues=[{"code": "custom", "path": [field], "message": str(error)}]) from error
    async with units.write() as ctx:
        made = SshKey(
            name=body.name,
            description=body.description,
            private_key=pair.private,
            public_key=pair.public,
            organization_id=ctx.actor.organization_id,
        )
        ctx.db.add(made)


@ssh_key.mutation("remove", may("sshKeys:delete"), gives=KEY)
async def remove(body: SshKeyId, ctx: Context) -> SshKey:
    """Delete a key that nothing uses any more."""
    found = await owned(ctx, SshKey, body.ssh_key_id)
    refuse_if_used(f"The SSH key {found.name}", await users_of_key(ctx, found))
    await ctx.db.delete(found)
    return found


@ssh_key.query("one", may("sshKeys:read"), gives=KEY)
async def one(body: SshKeyId, ctx: Context) -> SshKey:
    """A key pair, with the private key."""
    return await owned(ctx, SshKey, body.ssh_key_id)


@ssh_key.query("all", may("sshKeys:read"), gives=Many(KEY))
async def every(ctx: Context) -> list[SshKey]:
    """The organization's key pairs, newest first, with the private keys."""
    return await _listed(ctx)


@ssh_key.query("allForApps", USER, gives=Many(row(SshKey, "ssh_key_id", "name")))
async def all_for_apps(ctx: Context) -> list[SshKey]:
    """The names of the organization's keys, newest first: what an application may choose from."""
    return await _listed(ctx)


async def _listed(ctx: Context) -> list[SshKey]:
    query = select(SshKey).where(SshKey.organization_id == ctx.actor.organization_id)
    return list(await ctx.db.scalars(query.order_by(SshKey.created_at.desc(), SshKey.ssh_key_id)))


@ssh_key.mutation("generate", may("sshKeys:read"), gives=Fields(privateKey=TEXT, publicKey=TEXT), units=True)
async def generate(body: SshKeyGenerate, units: Units) -> dict[str, Any]:  # noqa: ARG001 - no unit stays open meanwhile
    """A new key pair, which is stored nowhere."""
    pair = await asyncio.to_thread(sshkeys.generate, body.type)
    return {"privateKey": pair.private, "publicKey": pair.public}


@ssh_key.mutation("update", may("sshKeys:create"), gives=KEY)
async def update(body: SshKeyUpdate, ctx: Context) -> SshKey:
    """Rename a key, or describe it anew; the pair itself never changes."""
    found = await owned(ctx, SshKey, body.ssh_key_id)
    for name, value in body.changes("ssh_key_id").items():
        setattr(found, name, value)
    return found


# ------------------------------------------------------------------------------------------------ hosts: ours alone


@ssh_key.query("hosts", may("sshKeys:read"), gives=Many(HOST))
async def hosts(ctx: Context) -> list[SshHostKey]:
    """The git servers that were met over SSH, and the host keys that they must show from now on."""
    query = select(SshHostKey).where(SshHostKey.organization_id == ctx.actor.organization_id)
    return list(await ctx.db.scalars(query.order_by(SshHostKey.host, SshHostKey.port)))


@ssh_key.mutation("trustHost", may("sshKeys:create"), gives=HOST)
async def trust_host(body: TrustHost, ctx: Context) -> SshHostKey:
    """Expect this host key from now on: of a server that was not met yet, or of one whose key has changed."""
    query = select(SshHostKey).where(SshHostKey.organization_id == ctx.actor.organization_id)
    found = await ctx.db.scalar(query.where(SshHostKey.host == body.host, SshHostKey.port == body.port))
    if found is None:
        found = SshHostKey(
            host=body.host,
            port=body.port,
            fingerprint=body.fingerprint,
            organization_id=ctx.actor.organization_id,
        )
        ctx.db.add(found)
    elif found.fingerprint != body.fingerprint:
        found.fingerprint, found.public_key = body.fingerprint, None
    await ctx.db.flush()
    return found


@ssh_key.mutation("forgetHost", may("sshKeys:delete"), gives=HOST)
async def forget_host(body: HostKeyId, ctx: Context) -> SshHostKey:
    """Forget a server's host key; whatever it shows at the next use is pinned."""
    found = await owned(ctx, SshHostKey, body.ssh_host_key_id)
    await ctx.db.delete(found)
    return found
