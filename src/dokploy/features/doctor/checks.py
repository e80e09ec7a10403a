"""The checks of our own side: database, queue, disk, memory, clock, and what lies open in the data folder."""

import asyncio
import contextlib
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from dokploy.adapters import migrations, vitals
from dokploy.adapters.bell import Heard
from dokploy.adapters.engine_api import Request
from dokploy.core.clock import now
from dokploy.core.errors import DokployError
from dokploy.features.doctor.schemas import Finding, Patient, failed, names, ok, size, warning
from dokploy.models import Deployment
from dokploy.releases.claims import is_expired
from dokploy.releases.requests import service_columns

MIB: Final = 1024**2
GIB: Final = 1024**3

SLOW_DATABASE_MS: Final = 250
CHANGES_NOTHING: Final = "UPDATE alembic_version SET version_num = version_num"
"""It is written to the disk all the same: a transaction that only begins finds out nothing."""
WAL_LARGE: Final = 256 * MIB
"""Checkpoints keep it at some megabytes; more means that a reader stands in their way."""
FREE_PAGES_LARGE: Final = 256 * MIB
CONNECTIONS_MANY: Final = 0.8

TAKEN_UP_S: Final = 20.0
"""A run that could begin waits two seconds at most when nobody rings; nobody is at work after ten times as long."""
BELL_S: Final = 4.0

SPACE_FEW: Final = (2 * GIB, 0.10)
SPACE_GONE: Final = (256 * MIB, 0.01)
"""Free bytes, and share of the whole: few below the first or, on a disk under 50 GiB, below the second."""
SMALL_DISK: Final = 50 * GIB
INODES_FEW: Final = 0.05

MEMORY_FEW: Final = (256 * MIB, 0.05)
MEMORY_GONE: Final = (64 * MIB, 0.01)

CLOCK_APART_S: Final = 5.0
CLOCK_SAMPLE_S: Final = 0.25
CLOCK_STEP_S: Final = 0.1

SECRETS: Final = ("secret.key", "setup-token", "traefik/ports.json", "traefik/acme/acme.json")
"""Files of the data folder that nobody but their owner may read."""
OPEN_TO_OTHERS: Final = 0o077

# ------------------------------------------------------------------------------------------------ database


async def database(patient: Patient) -> Finding:
    if _is_missing(patient):  # before a connection makes an empty one
        cause = f"The database file {patient.database.url.database} is gone."
        return failed(cause, "Restore it from your backup before the server is started again.")
    try:
        return await _database(patient)
    except SQLAlchemyError as error:
        cause = f"The database does not work: {getattr(error, 'orig', None) or error}"
        return failed(cause, "Look at its log, its disk and its owner; then start the server again.")


def _is_missing(patient: Patient) -> bool:
    return patient.database.is_sqlite and not Path(patient.database.url.database or "").exists()


async def _database(patient: Patient) -> Finding:
    is_sqlite = patient.database.is_sqlite
    begun = time.monotonic()
    async with patient.database.read() as db:
        read_ms = await _ms(db)
        revision = await db.scalar(text("SELECT version_num FROM alembic_version"))
        facts = await (_sqlite(db, patient) if is_sqlite else _postgresql(db))
    async with patient.database.write() as db:
        write_ms = await _ms(db, CHANGES_NOTHING)
    details = {
        "engine": "sqlite" if is_sqlite else "postgresql",
        "readMs": read_ms,
        "writeMs": write_ms,
        "totalMs": round((time.monotonic() - begun) * 1000, 1),
        "revision": revision,
        "wantedRevision": migrations.head(),
        **facts,
    }
    if revision != details["wantedRevision"]:
        cause = f"The tables are at revision {revision}; this version wants {details['wantedRevision']}."
        return failed(cause, "Start the server of this version: it migrates. Never start an older one.", **details)
    if max(read_ms, write_ms) > SLOW_DATABASE_MS:
        cause = f"The database is slow: {read_ms:g} ms to read one value, {write_ms:g} ms to begin a change."
        return warning(cause, "Look at the load of its disk and machine (iostat -x 1, top).", **details)
    return (_sqlite_judged if is_sqlite else _postgresql_judged)(details)


async def _ms(db: AsyncSession, statement: str = "SELECT 1") -> float:
    begun = time.monotonic()
    await db.execute(text(statement))
    return round((time.monotonic() - begun) * 1000, 1)


async def _sqlite(db: AsyncSession, patient: Patient) -> dict[str, Any]:
    page = await db.scalar(text("PRAGMA page_size")) or 0
    file = Path(patient.database.url.database or "")
    return {
        "version": await db.scalar(text("SELECT sqlite_version()")),
        "bytes": page * (await db.scalar(text("PRAGMA page_count")) or 0),
        "freeBytes": page * (await db.scalar(text("PRAGMA freelist_count")) or 0),
        "walBytes": await asyncio.to_thread(_length, file.with_name(f"{file.name}-wal")),
    }


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sqlite_judged(details: dict[str, Any]) -> Finding:
    whole, free, wal = details["bytes"], details["freeBytes"], details["walBytes"]
    if wal > WAL_LARGE:
        cause = f"The write-ahead log has grown to {size(wal)}: a reader keeps it from being folded in."
        return warning(cause, "Start the server again; end other programs that have the file open.", **details)
    if free > FREE_PAGES_LARGE and free > whole / 2:
        cause = f"Of the file's {size(whole)}, {size(free)} are empty."
        return warning(cause, "With the server stopped: sqlite3 dokploy.db VACUUM", **details)
    return ok(f"SQLite {details['version']} answers within {details['readMs']:g} ms; {size(whole)}.", **details)


async def _postgresql(db: AsyncSession) -> dict[str, Any]:
    mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    used = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    return {
        "version": await db.scalar(text("SHOW server_version")),
        "bytes": await db.scalar(text("SELECT pg_database_size(current_database())")),
        "connections": await db.scalar(text(mine)),
        "connectionsOfAll": await db.scalar(text(used)),
        "connectionsMaximum": int(await db.scalar(text("SHOW max_connections")) or 0),
    }


def _postgresql_judged(details: dict[str, Any]) -> Finding:
    used, most = details["connectionsOfAll"], details["connectionsMaximum"]
    if used >= most * CONNECTIONS_MANY:
        cause = f"{used} of {most} connections of PostgreSQL are taken."
        return warning(cause, "Raise max_connections, or run fewer programs on this server.", **details)
    said = f"PostgreSQL {details['version']} answers within {details['readMs']:g} ms"
    return ok(f"{said}; {used} of {most} connections are taken.", **details)


# ------------------------------------------------------------------------------------------------ queue


async def queue(patient: Patient) -> Finding:
    figures = await _figures(patient)
    details = figures | {"slots": patient.runtime.settings.builds_concurrency}
    if not patient.has_worker:
        said = f"No server runs here; {figures['waiting']} deployments wait for one."
        return Finding("skipped", said, "Start it: dokploy up", details)
    heard = await patient.tools.bell.heard(BELL_S)
    details |= {"bell": heard.state, "bellMs": None if heard.seconds is None else round(heard.seconds * 1000)}
    if figures["expiredLeases"]:
        cause = f"{figures['expiredLeases']} runs belong to a worker that is not heard of any more."
        cure = "Another worker takes them over within 20 seconds; if not, start the server again."
        return warning(cause, cure, **details)
    if figures["ready"] and figures["readyOldestS"] > TAKEN_UP_S:
        cause = f"Nobody takes up deployments: one that could begin has waited for {figures['readyOldestS']:.0f} s."
        return failed(cause, "Start the server (or its worker) again, and look at its log.", **details)
    return _bell_judged(heard, patient, details)


def _bell_judged(heard: Heard, patient: Patient, details: dict[str, Any]) -> Finding:
    said = f"Deployments: {details['running']} running, {details['waiting']} waiting."
    later = "Deployments start up to two seconds late; nothing is lost."
    server = "REDIS_URL" if patient.runtime.settings.redis_url else str(patient.tools.folder.root / "valkey.log")
    if heard.state == "away":
        cause = f"The doorbell's server does not answer ({heard.cause}). {later}"
        return warning(cause, f"See {server}; then start the server again.", **details)
    if heard.state == "unheard":
        return warning(f"Nobody hears the doorbell. {later}", "Start the server (or its worker) again.", **details)
    if heard.state == "alone":
        rings = (
            "rings inside this process alone" if patient.runtime.settings.is_embedded else "is not set up (REDIS_URL)"
        )
        return ok(f"{said} The doorbell {rings}.", **details)
    return ok(f"{said} The doorbell is heard within {details['bellMs']} ms.", **details)


async def _figures(patient: Patient) -> dict[str, Any]:
    """Counts of the queue. `ready` are waiting runs that nothing keeps from beginning: a slot, and no run before it."""
    columns = (Deployment.state, Deployment.created_at, Deployment.lease_owner, is_expired(patient.runtime))
    query = select(*columns, *service_columns()).where(Deployment.state.in_(("queued", "running")))
    async with patient.database.read() as db:
        found = (await db.execute(query.order_by(Deployment.sequence))).all()
    running = [one for one in found if one.state == "running"]
    waiting = [one for one in found if one.state == "queued"]
    busy = {tuple(one[4:]) for one in running}
    has_slot = len(running) < patient.runtime.settings.builds_concurrency
    ready = [one for one in waiting if has_slot and tuple(one[4:]) not in busy]
    return {
        "waiting": len(waiting),
        "running": len(running),
        "oldestWaitS": _oldest(waiting),
        "ready": len(ready),
        "readyOldestS": _oldest(ready),
        "expiredLeases": sum(bool(one[3]) for one in running),
        "workers": len({one.lease_owner for one in running if not one[3]}),
    }


def _oldest(rows: list[Any]) -> float:
    moments = [datetime.fromisoformat(one.created_at) for one in rows]
    return round(max((now() - min(moments)).total_seconds(), 0), 1) if moments else 0.0


# ------------------------------------------------------------------------------------------------ machine


async def disk(patient: Patient) -> Finding:
    folder = patient.tools.folder.root
    spaces = {"data": await asyncio.to_thread(vitals.space, folder)}
    with contextlib.suppress(DokployError, OSError):  # an engine that is away has a check of its own
        info = await patient.tools.engine.ask(Request("GET", "/info"), timeout_s=5)
        spaces["engine"] = await asyncio.to_thread(vitals.space, Path(info["DockerRootDir"]))
    details = {name: _space(space) for name, space in spaces.items()}
    cure = "Make room: docker system prune, then old images (docker image ls) and logs (journalctl --vacuum-size=200M)."
    try:
        await asyncio.to_thread(vitals.try_writing, folder)
    except OSError as error:
        cause = f"Nothing can be written to the data folder {folder}: {error.strerror or error}."
        return failed(cause, cure, **details)
    for judge, limits in ((failed, SPACE_GONE), (warning, SPACE_FEW)):
        for space in spaces.values():
            if _is_below(space.free_bytes, space.total_bytes, limits):
                cause = f"{space.path} has {size(space.free_bytes)} of {size(space.total_bytes)} left."
                return judge(cause, cure, **details)
    for space in spaces.values():
        if space.total_inodes and space.free_inodes < space.total_inodes * INODES_FEW:
            cause = (
                f"{space.path} has {space.free_inodes} of {space.total_inodes} inodes left: room, but not for files."
            )
            return warning(cause, "Find the folder with the most files: du --inodes -xd2 / | sort -n | tail", **details)
    said = " and ".join(f"{size(space.free_bytes)} in {space.path}" for space in spaces.values())
    return ok(f"Free: {said}.", **details)


def _space(space: vitals.Space) -> dict[str, Any]:
    return {
        "path": space.path,
        "freeBytes": space.free_bytes,
        "totalBytes": space.total_bytes,
        "freeInodes": space.free_inodes,
        "totalInodes": space.total_inodes,
    }


def _is_below(free: int, total: int, limits: tuple[int, float]) -> bool:
    least, share = limits
    return free < least or (total < SMALL_DISK and free < total * share)


async def memory(patient: Patient) -> Finding:  # noqa: ARG001 - every check is called with its patient
    found = await asyncio.to_thread(vitals.memory)
    details = {
        "totalBytes": found.total,
        "availableBytes": found.available,
        "swapTotalBytes": found.swap_total,
        "swapFreeBytes": found.swap_free,
        "ownBytes": found.own,
        "limitBytes": found.limit,
    }
    said = f"{size(found.available)} of {size(found.total)} are free"
    cure = "See what takes it: docker stats --no-stream. Give applications a memory limit, or add memory or swap."
    for judge, (least, share) in ((failed, MEMORY_GONE), (warning, MEMORY_FEW)):
        if found.available < max(least, found.total * share):
            return judge(f"Only {said}: the kernel is about to end processes.", cure, **details)
    if found.limit is not None and found.own > found.limit * 0.9:
        cause = f"This server takes {size(found.own)} of the {size(found.limit)} that its control group allows."
        return warning(cause, "Raise the memory limit of its container or unit.", **details)
    return ok(f"{said}; this process takes {size(found.own)}.", **details)


async def clock(patient: Patient) -> Finding:
    """Against the engine's and the database's, against itself, and against the rows that were written before."""
    apart = {"engine": await _engine_apart(patient), "database": await _database_apart(patient)}
    wall, steady = now(), time.monotonic()
    await asyncio.sleep(CLOCK_SAMPLE_S)
    step = (now() - wall).total_seconds() - (time.monotonic() - steady)
    ahead = await _rows_ahead(patient)
    details = {"utc": now().isoformat(), "apartS": apart, "stepS": round(step, 3), "newestRowAheadS": ahead}
    cure = "Let one program keep the time: timedatectl set-ntp true (or chrony); see: timedatectl"
    for who, seconds in apart.items():
        if seconds is not None and abs(seconds) > CLOCK_APART_S:
            cause = f"This machine's clock and that of the {who} are {abs(seconds):.0f} s apart."
            return warning(cause, cure, **details)
    if abs(step) > CLOCK_STEP_S:
        return warning(f"The clock was set by {step:+.1f} s while it was looked at.", cure, **details)
    if ahead > CLOCK_APART_S:
        cause = f"The newest deployment was written {ahead:.0f} s in the future: the clock has gone back since."
        return warning(cause, cure, **details)
    others = [f"the {who}'s" for who, seconds in apart.items() if seconds is not None]
    return ok(f"Steady{f', and one with {names(others)}' if others else ''}.", **details)


async def _engine_apart(patient: Patient) -> float | None:
    """Seconds that the engine is ahead of us; None when it does not say."""
    with contextlib.suppress(DokployError, ValueError):
        info = await patient.tools.engine.ask(Request("GET", "/info"), timeout_s=5)
        moment = datetime.fromisoformat(_microseconds(info["SystemTime"]))
        return round((moment - now()).total_seconds(), 3)
    return None


def _microseconds(moment: str) -> str:
    """Go writes nanoseconds, and leaves zeros at the end away; six digits are what Python reads."""
    whole, dot, rest = moment.partition(".")
    if not dot:
        return moment
    digits = "".join(letter for letter in rest[:9] if letter.isdigit())
    zone = rest.lstrip("0123456789")
    return f"{whole}.{digits[:6].ljust(6, '0')}{zone}"


async def _database_apart(patient: Patient) -> float | None:
    """SQLite has no clock of its own."""
    if patient.database.is_sqlite:
        return None
    with contextlib.suppress(DokployError, SQLAlchemyError):
        async with patient.database.read() as db:
            moment: datetime = (await db.scalars(select(func.clock_timestamp()))).one()
        return round((moment - now()).total_seconds(), 3)
    return None


async def _rows_ahead(patient: Patient) -> float:
    if _is_missing(patient):
        return 0.0
    with contextlib.suppress(DokployError, SQLAlchemyError):
        async with patient.database.read() as db:
            newest = await db.scalar(select(func.max(Deployment.created_at)))
        ahead = datetime.fromisoformat(newest) - now() if newest else timedelta(0)
        return round(max(ahead.total_seconds(), 0), 1)
    return 0.0


async def folder(patient: Patient) -> Finding:
    settings, root = patient.runtime.settings, patient.tools.folder.root
    modes = await asyncio.to_thread(lambda: {name: vitals.mode(root / name) for name in SECRETS})
    details = {
        "folder": str(root),
        "modes": {name: f"{mode:04o}" for name, mode in modes.items() if mode is not None},
        "keyFrom": "DOKPLOY_SECRET_KEY" if settings.secret_key else "secret.key",
    }
    if modes["secret.key"] is None and not settings.secret_key:
        cause = f"{root / 'secret.key'} is gone: after the next start no secret of the database can be opened."
        cure = "Restore it from your backup before the server is started again, or set DOKPLOY_SECRET_KEY."
        return failed(cause, cure, **details)
    is_open = [name for name, mode in modes.items() if mode is not None and mode & OPEN_TO_OTHERS]
    if is_open:
        paths = " ".join(str(root / name) for name in is_open)
        judge = failed if "secret.key" in is_open else warning
        return judge(f"Other users of this machine can read {names(is_open)}.", f"chmod 600 {paths}", **details)
    if not await asyncio.to_thread(vitals.is_ours, root):
        cause = f"The data folder {root} belongs to another user than the one that runs the server."
        return warning(cause, f"chown -R THAT-USER {root}", **details)
    return ok(f"Secrets in {root} can be read by their owner alone.", **details)
