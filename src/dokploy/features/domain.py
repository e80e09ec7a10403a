"""Domains: the host names of a service, their routes, and what DNS says about them."""

import asyncio
import re
import secrets
import socket
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from dokploy.access import owned
from dokploy.adapters.database import Lock, take_turn
from dokploy.context import Context, Units
from dokploy.core import names
from dokploy.core.errors import Conflict, Invalid
from dokploy.core.permissions import may
from dokploy.features import handmade, hosts
from dokploy.features.listing import STRING, Plain, an_object
from dokploy.models import (
    Application,
    Base,
    Compose,
    Domain,
    Environment,
    PreviewDeployment,
    Project,
    Server,
    WebServerSettings,
)
from dokploy.models.enums import CertificateType, DomainType
from dokploy.releases import records, routes
from dokploy.releases.kinds import KINDS
from dokploy.wire.procedure import Procedures
from dokploy.wire.shapes import FLAG, TEXT, Computed, Many, Wire, row

domain = Procedures("domain")

APP_NAME_CUT: Final = 40
LABEL_LENGTH: Final = 63
RESOLVE_SECONDS: Final = 10
MIDDLEWARES_LIMIT: Final = 100
"""Of one domain; each is looked for in Traefik's files before it is accepted."""
NO_ADDRESS: Final = "127.0.0.1"
CLOUDFLARE: Final = tuple(
    IPv4Network(network)
    for network in (
        "173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22", "141.101.64.0/18",
        "108.162.192.0/18", "190.93.240.0/20", "188.114.96.0/20", "197.234.240.0/22", "198.41.128.0/17",
        "162.158.0.0/15", "104.16.0.0/13", "104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22",
    )
)  # fmt: skip
"""Published by Cloudflare; behind these addresses, the name's own address cannot be seen."""

# ------------------------------------------------------------------------------------------------ inputs


def _host(value: str) -> str:
    """Lower case, as DNS compares; the script stays as it was typed, and routes use its ASCII form."""
    names.host_name(value)
    return value.lower()


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _path(value: str | None) -> str | None:
    return None if value is None else names.url_path(value)


def _word(value: str | None) -> str | None:
    if value and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}", value):
        raise ValueError("Names in Traefik hold letters, digits, dots, hyphens, underscores and @")
    return value


def _few(value: list[str]) -> list[str]:
    if len(value) > MIDDLEWARES_LIMIT:
        raise ValueError(f"A domain has {MIDDLEWARES_LIMIT} middlewares at most")
    return value


Id = Annotated[str, Field(min_length=1)]
Host = Annotated[str, BeforeValidator(_trimmed), Field(min_length=1), AfterValidator(_host)]
Path = Annotated[str | None, AfterValidator(_path)]
Word = Annotated[str | None, AfterValidator(_word)]
PortNumber = Annotated[int, Field(ge=1, le=65535)]
Middlewares = Annotated[list[Annotated[str, AfterValidator(_word)]], AfterValidator(_few)] | None
OPTIONAL: Any = Field(default=None)
"""May be missing, may not be null."""


class DomainCreate(Wire):
    host: Host
    path: Path = None
    port: PortNumber | None = None
    custom_entrypoint: Word = None
    https: bool = OPTIONAL
    application_id: str | None = None
    certificate_type: CertificateType = OPTIONAL
    custom_cert_resolver: Word = None
    compose_id: str | None = None
    service_name: str | None = None
    domain_type: DomainType | None = None
    preview_deployment_id: str | None = None
    internal_path: Path = None
    strip_path: bool = OPTIONAL
    middlewares: Middlewares = None
    forward_auth_enabled: bool = OPTIONAL


class DomainUpdate(Wire):
    host: Host = OPTIONAL
    path: Path = None
    port: PortNumber | None = None
    custom_entrypoint: Word = None
    https: bool = OPTIONAL
    certificate_type: CertificateType = OPTIONAL
    custom_cert_resolver: Word = None
    service_name: str | None = None
    domain_type: DomainType | None = None
    internal_path: Path = None
    strip_path: bool = OPTIONAL
    middlewares: Middlewares = None
    forward_auth_enabled: bool = OPTIONAL
    domain_id: str
    enabled: bool = OPTIONAL


class DomainId(Wire):
    domain_id: Id


class ByApplication(Wire):
    application_id: Id


class ByCompose(Wire):
    compose_id: Id


class GenerateDomain(Wire):
    app_name: str
    server_id: str | None = None


class OfServer(Wire):
    server_id: str = ""


class ValidateDomain(Wire):
    domain: str
    server_ip: str | None = None


# ------------------------------------------------------------------------------------------------ rules

PARENTS: Final[dict[str, tuple[type[Base], DomainType]]] = {
    "application_id": (Application, "application"),
    "compose_id": (Compose, "compose"),
    "preview_deployment_id": (PreviewDeployment, "preview"),
}
"""The columns that can name a domain's service, and what its type is then."""


def _refuse(field: str, message: str) -> Invalid:
    return Invalid(message, issues=[{"code": "custom", "path": [field], "message": message}])


async def _parent(ctx: Context, body: DomainCreate) -> tuple[str, str]:
    given = [(column, value) for column in PARENTS if (value := getattr(body, column))]
    if len(given) != 1:
        raise _refuse("applicationId", "A domain belongs to one application, one compose or one preview deployment")
    column, row_id = given[0]
    await owned(ctx, PARENTS[column][0], row_id)
    return column, row_id


async def _check(ctx: Context, found: Domain) -> None:
    """What one field alone cannot tell: the certificate's resolver, and that nobody else has this address."""
    if found.certificate_type == "custom" and not found.custom_cert_resolver:
        raise _refuse("customCertResolver", "A custom certificate needs the name of its resolver")
    if found.forward_auth_enabled:
        raise _refuse("forwardAuthEnabled", "Sign-in in front of a domain is not set up on this instance")
    await _refuse_taken(ctx, found)


async def _refuse_taken(ctx: Context, found: Domain) -> None:
    """One look-up at a time, to its commit: no index knows that two spellings are one name, or that no path is `/`."""
    await take_turn(ctx.db, Lock.DOMAINS)
    address = f"{found.host}{'' if (found.path or '/') == '/' else found.path}"
    same = (
        Domain.host.in_(hosts.spellings(found.host)),
        func.coalesce(Domain.path, "/") == (found.path or "/"),
        func.coalesce(Domain.custom_entrypoint, "") == (found.custom_entrypoint or ""),
        Domain.domain_id != found.domain_id,
    )
    taken = (await ctx.db.scalars(select(Domain).where(*same).limit(1))).one_or_none()
    if taken is not None:
        mine = await _is_ours(ctx, taken)
        raise Conflict(
            f"{address} is a domain of {mine} already" if mine else f"{address} is in use already",
            hint="Choose another host or path, or remove the other domain.",
        )
    await hosts.refuse_panel(ctx, hosts.spellings(found.host))
    await hosts.refuse_handmade(ctx, hosts.spellings(found.host))


async def _is_ours(ctx: Context, taken: Domain) -> str | None:
    """The name of the service that has it, if that is in the caller's organization."""
    names_of = _names(taken)
    name, organization_id = (await ctx.db.execute(names_of)).one()
    return f"“{name}”" if organization_id == ctx.actor.organization_id else None


def _names(taken: Domain) -> Select[Any]:
    model: Any = Compose if taken.compose_id else Application
    query = select(model.name, Project.organization_id)
    query = query.join(Environment, Environment.environment_id == model.environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id)
    if taken.preview_deployment_id:
        query = query.join(PreviewDeployment, PreviewDeployment.application_id == Application.application_id)
        return query.where(PreviewDeployment.preview_deployment_id == taken.preview_deployment_id)
    if taken.compose_id:
        return query.where(Compose.compose_id == taken.compose_id)
    return query.where(Application.application_id == taken.application_id)


async def _check_routes(ctx: Context, found: Domain) -> None:
    """Refuse what Traefik would refuse, a middleware that nobody defines for one, before anything is committed."""
    if found.application_id is None:
        return
    application = await ctx.db.get_one(Application, found.application_id)
    live = await records.live_release(ctx, application)
    service = live.service_name if live else None
    wanted = await KINDS["application"].routes(ctx, application, service or application.app_name)
    if wanted.document is not None:
        traefik = ctx.tools.traefik
        await asyncio.to_thread(traefik.parse, traefik.render(wanted.document))


async def _forget_edits(ctx: Context, found: Domain) -> None:
    """Saving a domain makes its routers anew: what was edited in them by hand does not outlive it."""
    if found.application_id is not None:
        application = await ctx.db.get_one(Application, found.application_id)
        application.custom_traefik = handmade.forget(application.custom_traefik, found.unique_config_key)


async def _render(units: Units, found: Domain) -> None:
    """Bring the routes of the domain's application up to date; a compose takes them up at its next deployment."""
    if found.application_id is not None:
        await routes.render(units, KINDS["application"], found.application_id)


# ------------------------------------------------------------------------------------------------ procedures

DOMAIN: Final = row(Domain)
WITH_APPLICATION: Final = row(Domain, application=row(Application, "application_id", "app_name", "name"))
WITH_COMPOSE: Final = row(Domain, compose=row(Compose, "compose_id", "app_name", "name"))
TOGGLED: Final = row(Domain, requires_redeploy=Computed(lambda found: found.compose_id is not None, FLAG))


@domain.mutation("create", may("domain:create"), gives=DOMAIN, units=True)
async def create(body: DomainCreate, units: Units) -> Domain:
    """Give a service a host name; an application is reachable under it at once, if a release of it is live."""
    async with units.write() as ctx:
        column, row_id = await _parent(ctx, body)
        given = body.changes("domain_type", *PARENTS)
        found = Domain(**given, **{column: row_id}, domain_type=PARENTS[column][1])
        await _check(ctx, found)
        ctx.db.add(found)
        await ctx.db.flush()
        await ctx.db.refresh(found)
        await _check_routes(ctx, found)
    await _render(units, found)
    return found


@domain.query("byApplicationId", may("domain:read"), gives=Many(WITH_APPLICATION))
async def by_application(body: ByApplication, ctx: Context) -> list[Domain]:
    """The domains of an application."""
    await owned(ctx, Application, body.application_id)
    return await _domains(ctx, Domain.application_id == body.application_id)


@domain.query("byComposeId", may("domain:read"), gives=Many(WITH_COMPOSE))
async def by_compose(body: ByCompose, ctx: Context) -> list[Domain]:
    """The domains of a compose."""
    await owned(ctx, Compose, body.compose_id)
    return await _domains(ctx, Domain.compose_id == body.compose_id)


async def _domains(ctx: Context, where: ColumnElement[bool]) -> list[Domain]:
    query = select(Domain).where(where).order_by(Domain.created_at, Domain.domain_id)
    return list(await ctx.db.scalars(query.options(joinedload(Domain.application), joinedload(Domain.compose))))


@domain.mutation("generateDomain", may("domain:create"), gives=TEXT)
async def generate(body: GenerateDomain, ctx: Context) -> str:
    """A host name that resolves to this machine (or the server) without any DNS of one's own."""
    address = await _address(ctx, body.server_id) or NO_ADDRESS
    dashed = re.sub(r"[.:]", "-", address).strip("-")
    word = re.sub(r"[^a-z0-9-]+", "-", body.app_name.lower())[:APP_NAME_CUT].strip("-") or "app"
    label = f"{word[: LABEL_LENGTH - len(dashed) - 8].rstrip('-')}-{secrets.token_hex(3)}-{dashed}"
    return names.host_name(f"{label}.sslip.io")


@domain.query("canGenerateTraefikMeDomains", may("domain:read"), gives=TEXT)
async def can_generate(body: OfServer, ctx: Context) -> str:
    """The address that generated names would point to; empty when it is not known."""
    return await _address(ctx, body.server_id)


async def _address(ctx: Context, server_id: str | None) -> str:
    if server_id:
        return (await owned(ctx, Server, server_id)).ip_address
    return await ctx.db.scalar(select(WebServerSettings.server_ip).limit(1)) or ""


@domain.mutation("update", may("domain:create"), gives=DOMAIN, units=True)
async def update(body: DomainUpdate, units: Units) -> Domain:
    """Change what was sent; the routes of an application follow at once."""
    async with units.write() as ctx:
        found = await owned(ctx, Domain, body.domain_id)
        for name, value in body.changes("domain_id", "domain_type").items():
            setattr(found, name, value)
        await _check(ctx, found)
        await _forget_edits(ctx, found)
        await _check_routes(ctx, found)
    await _render(units, found)
    return found


@domain.mutation("toggleEnable", may("domain:create"), gives=TOGGLED, units=True)
async def toggle(body: DomainId, units: Units) -> Domain:
    """Switch a domain off, or on again."""
    async with units.write() as ctx:
        found = await owned(ctx, Domain, body.domain_id)
        found.enabled = not found.enabled
        await _forget_edits(ctx, found)
        await _check_routes(ctx, found)
    await _render(units, found)
    return found


@domain.query("one", may("domain:read"), gives=WITH_APPLICATION)
async def one(body: DomainId, ctx: Context) -> Domain:
    """A domain with its application."""
    await owned(ctx, Domain, body.domain_id)
    (found,) = await _domains(ctx, Domain.domain_id == body.domain_id)
    return found


@domain.mutation("delete", may("domain:delete"), gives=DOMAIN, units=True)
async def delete(body: DomainId, units: Units) -> Domain:
    """Take a host name away; its routes end at once."""
    async with units.write() as ctx:
        found = await owned(ctx, Domain, body.domain_id)
        await ctx.db.delete(found)
    await _render(units, found)
    return found


VALIDATED: Final = Plain(
    an_object(isValid={"type": "boolean"}, resolvedIp=STRING, error=STRING, isCloudflare={}, cdnProvider=STRING)
    | {"required": ["isValid"]}
)


@domain.mutation("validateDomain", may("domain:read"), gives=VALIDATED, units=True)
async def validate(body: ValidateDomain, units: Units) -> dict[str, Any]:  # noqa: ARG001 - no unit: DNS is asked
    """Ask DNS where a name points, and compare with the address that it should point to."""
    try:
        host = names.host_name(body.domain.strip())
        addresses = await _resolve(host)
    except (ValueError, OSError, TimeoutError) as error:
        return {"isValid": False, "error": f"{body.domain} does not resolve: {error or 'no answer in time'}"}
    behind = next((one for one in addresses if any(IPv4Address(one) in network for network in CLOUDFLARE)), None)
    if behind is not None:
        note = "Behind Cloudflare: the address of the machine itself cannot be seen"
        return {"isValid": True, "resolvedIp": behind, "cdnProvider": "Cloudflare", "isCloudflare": True, "error": note}
    resolved = ", ".join(addresses)
    if body.server_ip and body.server_ip not in addresses:
        message = f"Domain resolves to {resolved} but should point to {body.server_ip}"
        return {"isValid": False, "resolvedIp": resolved, "error": message}
    return {"isValid": True, "resolvedIp": resolved}


async def _resolve(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(RESOLVE_SECONDS):
        found = await loop.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
