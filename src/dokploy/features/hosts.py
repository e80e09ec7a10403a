"""Who has which host name: organizations that share an installation do not take each other's visitors."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import exists, func, select

from dokploy.adapters import traefik_rule
from dokploy.adapters.traefik import Document
from dokploy.context import Context
from dokploy.core import names
from dokploy.core.errors import Conflict, Invalid
from dokploy.features import handmade
from dokploy.models import (
    Application,
    Compose,
    Domain,
    Environment,
    Organization,
    PreviewDeployment,
    Project,
    WebServerSettings,
)


def spellings(host: str) -> set[str]:
    """The same name as typed, in ASCII, and in its own script."""
    ascii_host = names.host_name(host)
    return {host.lower(), ascii_host, ascii_host.encode().decode("idna")}


async def refuse_panel(ctx: Context, hosts: Iterable[str]) -> None:
    """Nothing that is deployed answers for the control plane itself. `hosts`: all spellings."""
    panel = await ctx.db.scalar(select(WebServerSettings.host).limit(1))
    if panel and panel.lower() in set(hosts):
        raise Conflict(f"{panel} is the address of this control plane", hint="Choose another host.")


async def refuse_foreign(ctx: Context, document: Document) -> None:
    """Routes that were written by hand answer for no host of another organization, nor of the control plane.

    Where several organizations share the installation, each rule must name its hosts, and Traefik's own services stay
    out of reach. Raises `Invalid` with the place in the document, or `Conflict`.
    """
    rules = {place: traefik_rule.hosts(str(router["rule"])) for place, router in _routers(document)}
    is_shared = await ctx.db.scalar(select(exists().where(Organization.id != ctx.actor.organization_id)))
    for place, hosts in rules.items() if is_shared else ():
        if hosts is None:
            raise Invalid(f"{place}.rule also answers for hosts that it does not name: && Host(`example.com`) binds it")
    for place, router in _routers(document) if is_shared else ():
        if str(router["service"]).endswith("@internal"):
            raise Invalid(f"{place}.service: {router['service']} is Traefik's own")
    named = {spelling for hosts in rules.values() for host in hosts or () for spelling in _spellings(host)}
    await refuse_panel(ctx, named)
    taken = await ctx.db.scalar(_foreign(ctx.actor.organization_id, named))
    if taken is not None:
        raise Conflict(f"{taken} is in use already", hint="Choose another host.")


async def refuse_handmade(ctx: Context, hosts: Iterable[str]) -> None:
    """No domain for a host that routes written by hand in another organization answer for. `hosts`: all spellings."""
    wanted = set(hosts)
    query = select(Application.custom_traefik).join(Environment).join(Project)
    query = query.where(Project.organization_id != ctx.actor.organization_id, Application.custom_traefik.is_not(None))
    for edit in filter(None, await ctx.db.scalars(query)):
        for host in (host for rule in handmade.rules(edit) for host in _named_by(rule)):
            if not wanted.isdisjoint(_spellings(host)):
                raise Conflict(f"{host} is in use already", hint="Choose another host.")


def _named_by(rule: str) -> Iterable[str]:
    """None by a rule that was kept before rules were read: a stranger's mistake is not the caller's."""
    try:
        return traefik_rule.hosts(rule) or ()
    except Invalid:
        return ()


def _routers(document: Document) -> Iterator[tuple[str, Any]]:
    """Those that have rules, with their places."""
    for protocol in ("http", "tcp"):
        routers = (document.get(protocol) or {}).get("routers") or {}
        yield from ((f"{protocol}.routers.{name}", router) for name, router in routers.items())


def _spellings(host: str) -> set[str]:
    try:
        return spellings(host)
    except ValueError:  # no name that a domain could have
        return {host}


def _foreign(organization_id: str, hosts: set[str]) -> Any:
    """One of these hosts that is a domain of another organization's."""
    preview = PreviewDeployment.preview_deployment_id == Domain.preview_deployment_id
    application = Application.application_id == func.coalesce(Domain.application_id, PreviewDeployment.application_id)
    environment_id = func.coalesce(Application.environment_id, Compose.environment_id)
    query = select(Domain.host).outerjoin(PreviewDeployment, preview).outerjoin(Application, application)
    query = query.outerjoin(Compose, Compose.compose_id == Domain.compose_id)
    query = query.join(Environment, Environment.environment_id == environment_id)
    query = query.join(Project, Project.project_id == Environment.project_id)
    return query.where(Domain.host.in_(hosts), Project.organization_id != organization_id).limit(1)
