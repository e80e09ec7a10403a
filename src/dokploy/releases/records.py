"""Releases as rows: what is live, what was live before, and what each one was made of. Inside the caller's unit."""

import json
from typing import Any

from sqlalchemy import func, select

from dokploy.context import Context
from dokploy.models import Deployment, Rollback
from dokploy.models.base import sealed_json
from dokploy.pipeline.plan import Plan, Release, Workload


async def go_live(ctx: Context, row: Any, deployment: Deployment, plan: Plan, release: Release) -> Rollback:
    """Make this run's release the live one. Repeating it changes nothing."""
    record = await ctx.db.scalar(select(Rollback).where(Rollback.deployment_id == deployment.deployment_id))
    if record is None:
        highest = await ctx.db.scalar(
            select(func.max(Rollback.version)).where(Rollback.application_id == deployment.application_id)
        )
        record = Rollback(
            deployment_id=deployment.deployment_id,
            application_id=deployment.application_id,
            version=(highest or 0) + 1,
        )
        ctx.db.add(record)
    record.image = release.kept or release.digest or release.image
    record.image_id = release.image_id
    record.service_name = release.service_name
    record.commit_sha = release.commit_sha
    record.full_context = sealed_json(plan.workload.to_json())
    record.recipe = None if plan.recipe is None else dict(plan.recipe)
    deployment.rollback_id = record.rollback_id
    _remember_source(deployment, release)
    row.live_rollback_id = record.rollback_id
    await ctx.db.flush()
    return record


async def go_back(ctx: Context, row: Any, deployment: Deployment, plan: Plan) -> None:
    """Make the release that was live before this run the live one; the new one was none after all."""
    if row.live_rollback_id is not None and row.live_rollback_id == deployment.rollback_id:
        row.live_rollback_id = plan.live.rollback_id if plan.live else None
    record = await ctx.db.scalar(select(Rollback).where(Rollback.deployment_id == deployment.deployment_id))
    deployment.rollback_id = None
    await ctx.db.flush()
    if record is not None:
        await ctx.db.delete(record)


async def refreeze(ctx: Context, rollback_id: str, workload: Workload) -> None:
    """The release runs with this configuration from now on."""
    record = await ctx.db.get_one(Rollback, rollback_id)
    record.full_context = sealed_json(workload.to_json())


async def live_release(ctx: Context, row: Any) -> Rollback | None:
    """The release that serves; None when nothing was ever deployed well."""
    return await ctx.db.get(Rollback, row.live_rollback_id) if row.live_rollback_id else None


def workload_of(release: Rollback) -> Workload:
    """The run-time configuration that was frozen with the release."""
    return Workload.from_json(json.loads(release.full_context or "{}"))


def _remember_source(deployment: Deployment, release: Release) -> None:
    deployment.commit_sha = release.commit_sha or deployment.commit_sha
    deployment.commit_message = release.commit_message or deployment.commit_message
    deployment.source_path = release.source_path or deployment.source_path
