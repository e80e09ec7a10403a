"""How much of the past is kept for each service: releases with their images, deployments with their logs, sources."""

import asyncio
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any, Final

from sqlalchemy import select

from dokploy.adapters.swarm import LABEL_APP
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
class _Kept:
    """What must stay outside the database, and what is known to go."""

    app_name: str
    source_root: Path
    files_root: Path
    images: set[str] = field(default_factory=set)
    """Ids of the images of releases that are kept."""
    running: set[str] = field(default_factory=set)
    """Release ids of runs that wait or go on: their images and sources are theirs."""
    sources: set[str] = field(default_factory=set)
    sources_dropped: set[str] = field(default_factory=set)
    releases: set[str] = field(default_factory=set)
    """Release ids whose mounted files are kept: a task that Swarm restarts mounts them again."""
    logs_dropped: list[Path] = field(default_factory=list)


async def sweep(units: Units, kind: Kind, row_id: str) -> None:
    """Drop what is beyond the limits; never the live release, nor anything of a run that waits or goes on."""
    async with units.write() as ctx:
        row: Any = await ctx.db.get(kind.model, row_id)
        if row is None:
            return
        kept = await _drop_rows(ctx, kind, row, row_id)
    await asyncio.to_thread(_remove_files, kept)
    await remove_images(units, kept.app_name, kept.images, kept.running)


async def remove_images(units: Units, app_name: str, kept: Collection[str] = (), running: Collection[str] = ()) -> None:
    """Remove what was built here for the application, except these ids and the images of these releases.

    Only images that carry our label: one that was pulled, or that lay here before, may be somebody else's too.
    """
    images = units.tools.images
    for image in await images.labelled(**{LABEL_APP: app_name}):
        if image.image_id in kept or any(tag.rpartition(":")[2] in running for tag in image.tags):
            continue
        for tag in image.tags:
            await images.remove(tag)
        await images.remove(image.image_id)


async def _drop_rows(ctx: Context, kind: Kind, row: Any, row_id: str) -> _Kept:
    of_service = getattr(Deployment, kind.column) == row_id
    query = select(Rollback).join(Deployment, Deployment.deployment_id == Rollback.deployment_id).where(of_service)
    releases = (await ctx.db.scalars(query.order_by(Rollback.version.desc()))).all()
    runs = (await ctx.db.scalars(select(Deployment).where(of_service).order_by(Deployment.sequence.desc()))).all()
    folder = ctx.tools.folder
    kept = _Kept(row.app_name, folder.application(row.app_name) / "releases", folder.released_files(row.app_name))
    kept.running = {release_id(run.deployment_id) for run in runs if run.state in ACTIVE}
    by_id = {run.deployment_id: run for run in runs}
    for number, release in enumerate(releases):
        if number < RELEASES_KEPT or release.rollback_id == row.live_rollback_id:
            kept.images.add(release.image_id or "")
            kept.releases.add(release_id(release.deployment_id))
        else:
            by_id[release.deployment_id].rollback_id = None
            await ctx.db.delete(release)
    await ctx.db.flush()
    kept.sources, kept.sources_dropped = _sources(row, runs, kept.running)
    finished = [run for run in runs if run.state not in ACTIVE]
    for run in finished[DEPLOYMENTS_KEPT:]:
        if run.rollback_id is None:
            kept.logs_dropped.append(Path(run.log_path))
            await ctx.db.delete(run)
    return kept


def _sources(row: Any, runs: Sequence[Deployment], running: set[str]) -> tuple[set[str], set[str]]:
    """Names of source folders to keep (of the live release, the newest, and runs that are not over), and to drop."""
    with_source = [run for run in runs if run.source_path]
    live = [run for run in with_source if run.rollback_id and run.rollback_id == row.live_rollback_id]
    waiting = [run for run in with_source if run.state in ACTIVE]  # an upload's folder is named before its run
    kept = {Path(run.source_path or "").name for run in (*live, *waiting, *with_source[:SOURCES_KEPT])}
    kept |= running
    dropped = {release_id(run.deployment_id) for run in runs}
    for run in with_source:
        name = Path(run.source_path or "").name
        dropped.add(name)
        if name not in kept:
            run.source_path = None
    return kept, dropped - kept


def _remove_files(kept: _Kept) -> None:
    for path in kept.logs_dropped:
        path.unlink(missing_ok=True)
    for folder in kept.files_root.iterdir() if kept.files_root.is_dir() else ():
        if folder.name not in kept.releases | kept.running:
            shutil.rmtree(folder, ignore_errors=True)
    if not kept.source_root.is_dir():
        return
    for folder in kept.source_root.iterdir():
        # What no row names may be an upload that is being unpacked; after an hour it is a leftover.
        is_orphan = folder.name not in kept.sources and time() - folder.stat().st_mtime > ORPHAN_SECONDS
        if folder.name in kept.sources_dropped or is_orphan:
            shutil.rmtree(folder, ignore_errors=True)
