"""How much of the past is kept for each service: releases with their images, deployments with their logs, sources."""

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any, Final

from sqlalchemy import select

from dokploy.context import Context, Units
from dokploy.core.names import release_id
from dokploy.models import Deployment, Rollback
from dokploy.releases.kinds import Kind
from dokploy.releases.requests import ACTIVE

RELEASES_KEPT: Final = 10
DEPLOYMENTS_KEPT: Final = 10
SOURCES_KEPT: Final = 2
ORPHAN_SECONDS: Final = 3600


@dataclass
class _Left:
    """What lies outside the database, to be removed once the rows are gone."""

    images: set[str] = field(default_factory=set)
    logs: list[Path] = field(default_factory=list)
    source_root: Path = Path()
    sources_kept: set[str] = field(default_factory=set)
    sources_dropped: set[str] = field(default_factory=set)


async def sweep(units: Units, kind: Kind, row_id: str) -> None:
    """Drop what is beyond the limits; never the live release, nor anything of a run that waits or goes on."""
    async with units.write() as ctx:
        row: Any = await ctx.db.get(kind.model, row_id)
        if row is None:
            return
        left = await _drop_rows(ctx, kind, row, row_id)
    for image in sorted(left.images, key=lambda ref: ref.startswith("sha256:")):  # names first, then what they named
        await units.tools.images.remove(image)
    await asyncio.to_thread(_remove_files, left)


async def _drop_rows(ctx: Context, kind: Kind, row: Any, row_id: str) -> _Left:
    left = _Left(source_root=ctx.tools.folder.application(row.app_name) / "releases")
    of_service = getattr(Deployment, kind.column) == row_id
    query = select(Rollback).join(Deployment, Deployment.deployment_id == Rollback.deployment_id).where(of_service)
    releases = (await ctx.db.scalars(query.order_by(Rollback.version.desc()))).all()
    runs = (await ctx.db.scalars(select(Deployment).where(of_service).order_by(Deployment.sequence.desc()))).all()
    kept = {r.rollback_id for r in releases[:RELEASES_KEPT]} | {row.live_rollback_id}
    left.images = await _drop_releases(ctx, [r for r in releases if r.rollback_id not in kept], runs)
    left.sources_kept, left.sources_dropped = _sources(row, runs)
    finished = [run for run in runs if run.state not in ACTIVE]
    for run in finished[DEPLOYMENTS_KEPT:]:
        if run.rollback_id is None:
            left.logs.append(Path(run.log_path))
            await ctx.db.delete(run)
    return left


async def _drop_releases(ctx: Context, dropped: Iterable[Rollback], runs: Sequence[Deployment]) -> set[str]:
    """Delete the rows; the images that no other release names are answered."""
    by_id = {run.deployment_id: run for run in runs}
    images = set()
    for release in dropped:
        by_id[release.deployment_id].rollback_id = None
        images |= {ref for ref in (release.image, release.image_id) if ref}
        await ctx.db.delete(release)
    await ctx.db.flush()
    used = set(await ctx.db.scalars(select(Rollback.image).where(Rollback.image.in_(images))))
    used |= set(await ctx.db.scalars(select(Rollback.image_id).where(Rollback.image_id.in_(images))))
    return images - used


def _sources(row: Any, runs: Sequence[Deployment]) -> tuple[set[str], set[str]]:
    """Names of source folders to keep (of the live release, the newest, and runs that are not over), and to drop."""
    with_source = [run for run in runs if run.source_path]
    live = [run for run in with_source if run.rollback_id and run.rollback_id == row.live_rollback_id]
    kept = {Path(run.source_path or "").name for run in (*live, *with_source[:SOURCES_KEPT])}
    kept |= {release_id(run.deployment_id) for run in runs if run.state in ACTIVE}
    dropped = {release_id(run.deployment_id) for run in runs}
    for run in with_source:
        name = Path(run.source_path or "").name
        dropped.add(name)
        if name not in kept:
            run.source_path = None
    return kept, dropped - kept


def _remove_files(left: _Left) -> None:
    for path in left.logs:
        path.unlink(missing_ok=True)
    if not left.source_root.is_dir():
        return
    for folder in left.source_root.iterdir():
        # What no row names may be an upload that is being unpacked; after an hour it is a leftover.
        is_orphan = folder.name not in left.sources_kept and time() - folder.stat().st_mtime > ORPHAN_SECONDS
        if folder.name in left.sources_dropped or is_orphan:
            shutil.rmtree(folder, ignore_errors=True)
