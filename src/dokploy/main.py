"""The ASGI application, and how a process starts, prepares its machine, serves and ends."""

import asyncio
import gc
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from typing import Any, Final

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from dokploy import __version__, metrics
from dokploy.adapters import heap, migrations, ports, provision
from dokploy.adapters.bus import Bus, SharedBus
from dokploy.adapters.containers import Containers
from dokploy.adapters.database import Database, Lock
from dokploy.adapters.engine import Engine
from dokploy.adapters.folder import STALE_SECONDS, DataFolder
from dokploy.adapters.images import Images
from dokploy.adapters.shell import Shell
from dokploy.adapters.swarm import Swarm
from dokploy.adapters.traefik import Traefik
from dokploy.adapters.valkey import Bell, embedded_valkey
from dokploy.auth import routes as auth
from dokploy.auth import setup
from dokploy.context import Runtime, Tools
from dokploy.core import failpoints
from dokploy.core.errors import DatabaseAway, DokployError, PreconditionFailed
from dokploy.core.logging import Unfailing, configure
from dokploy.features import (
    attachment,
    changes,
    deployment,
    docker,
    domain,
    environment,
    figures,
    glance,
    instance,
    inventory,
    invitations,
    members,
    monitoring,
    observe,
    organization,
    project,
    registry,
    rollback,
    search,
    sessions,
    ssh_key,
    usage,
    user,
)
from dokploy.features.application import procedures as application
from dokploy.features.doctor import procedures as doctor
from dokploy.features.mount import procedures as mount
from dokploy.settings import Settings
from dokploy.sockets import routes as sockets
from dokploy.webhooks import routes as webhooks
from dokploy.wire import dashboard, pages, uploads
from dokploy.wire.calls import JSON_LIMIT
from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.headers import SecurityHeaders
from dokploy.worker import Worker

logger = structlog.get_logger()

Say = Callable[[str], None]
LOOK_AGAIN_SECONDS: Final = 5
"""How often a missing engine, or a Traefik that does not run, is looked for."""
SHUTDOWN_SECONDS: Final = 3
"""How long open connections may take to end; log sockets would otherwise hold a shutdown for ever."""
KEEP_ALIVE_SECONDS: Final = 75
"""Longer than clients keep an idle connection: one that we closed just as they used it again would be a lost call."""
STARTED_SECONDS: Final = 2
"""After which what the start needed is there, and what it dropped can be looked for: until then nobody looks."""
COLLECT_AFTER: Final = 10_000
"""New objects, beyond those that have died, between two looks of the garbage collector."""
COLLECT_SECONDS: Final = 60
"""Between two looks at all that has been made since the start, which take 10 to 20 ms."""

FEATURES: Final = (
    application,
    attachment,
    changes,
    deployment,
    docker,
    doctor,
    domain,
    environment,
    glance,
    instance,
    inventory,
    invitations,
    members,
    mount,
    observe,
    organization,
    project,
    registry,
    rollback,
    search,
    sessions,
    ssh_key,
    usage,
    user,
)
"""Importing a feature declares its procedures; this is the list of what the server offers."""


def build_tools(settings: Settings, bus: Bus, bell: Bell) -> Tools:
    """The adapters. Nothing connects here: an engine that is missing is found out when it is used."""
    folder = DataFolder(settings.data)
    engine = Engine(settings.docker_host)
    return Tools(
        settings=settings,
        folder=folder,
        bus=bus,
        bell=bell,
        engine=engine,
        swarm=Swarm(engine, folder.instance_id),
        images=Images(engine, folder.instance_id),
        containers=Containers(engine, folder.instance_id),
        traefik=Traefik(folder),
        shell=Shell(),
    )


@asynccontextmanager
async def open_runtime(settings: Settings) -> AsyncIterator[Runtime]:
    """Folder, keys, database and doorbell: all that is needed before anything may be asked."""
    folder = DataFolder(settings.data)
    async with AsyncExitStack() as stack:
        folder.prepare()
        stack.enter_context(folder.lock(shared=not settings.is_embedded))
        setup.open_keys(settings, folder)
        database = Database(settings.database)
        stack.push_async_callback(database.close)
        await migrations.upgrade(database)
        bus, bell = await _links(settings, folder, stack)
        runtime = Runtime(database, build_tools(settings, bus, bell))
        stack.push_async_callback(runtime.tools.engine.close)
        stack.push_async_callback(runtime.tools.traefik.close)
        async with database.alone(Lock.START):
            await setup.check_key(runtime)
        await asyncio.to_thread(uploads.sweep, folder.uploads)
        await asyncio.to_thread(folder.sweep, 0 if settings.is_embedded else STALE_SECONDS)
        yield runtime


async def _links(settings: Settings, folder: DataFolder, stack: AsyncExitStack) -> tuple[Bus, Bell]:
    """Events and doorbell: to the other processes where there may be some, else inside this one."""
    if settings.redis_url:
        installation = folder.instance_id
        bell = Bell(settings.redis_url, installation=installation)
        stack.push_async_callback(bell.close)
        if settings.is_embedded:
            return Bus(), bell
        shared = SharedBus(settings.redis_url, f"dokploy:{installation}:events")
        return await stack.enter_async_context(shared.connected()), bell
    if settings.is_embedded:
        return Bus(), await stack.enter_async_context(embedded_valkey(folder))
    return Bus(hears_everybody=False), Bell()


def create_app(runtime: Runtime) -> ASGIApp:
    """FastAPI for what is naturally a route; procedures by look-up in front of it; security headers around both."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers={404: dashboard.not_found})
    for part in (auth, sockets, webhooks, metrics, pages):
        app.include_router(part.routes(runtime))
    app.include_router(dashboard.routes(runtime.tools.folder.traefik_ports))  # last: every other address is a page
    dispatcher = Dispatcher(runtime)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await (dispatcher if dispatcher.handles(scope) else app)(scope, receive, send)

    return SecurityHeaders(application)


def create_watch(runtime: Runtime) -> ASGIApp:
    """What a process that only works answers: whether it lives, and its figures."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, exception_handlers={404: dashboard.not_found})
    app.include_router(metrics.routes(runtime))
    app.include_router(dashboard.health(runtime.tools.folder.traefik_ports))
    return SecurityHeaders(app)


async def serve(settings: Settings, *, works: bool = True, with_engine: bool = True) -> None:
    """Answer until a signal comes, and work as well where wanted. Raises `DokployError` when it cannot start."""
    begun = time.monotonic()
    listener = ports.bind(settings.host, settings.port)
    try:
        async with open_runtime(settings) as runtime, AsyncExitStack() as stack:
            worker = await _worker(runtime, stack) if works else None
            server = _Server(_config(create_app(runtime), settings))
            asyncio.get_running_loop().call_later(STARTED_SECONDS, _spare_the_collector)
            serving = asyncio.create_task(server.serve(sockets=[listener]), name="server")
            token = await setup.ensure_setup_token(runtime)
            say(f"Listening on {address(settings)} after {time.monotonic() - begun:.1f} s, data in {settings.data}")
            greeting = [f"Dokploy {__version__} is ready at {address(settings)}"]
            if token is not None:
                greeting.append(f"One-time set-up token for the first administrator: {token}")
            if worker is None:
                _greet(runtime, (*greeting, "Deployments are carried out by worker processes: dokploy worker"))
            else:
                preparing = asyncio.create_task(_prepare(runtime, worker, greeting, with_engine=with_engine))
                stack.callback(preparing.cancel)
            await stack.enter_async_context(monitoring.sampling(runtime))
            await stack.enter_async_context(figures.watching_the_loop())
            await serving
            say("Stopping: what is deployed goes on serving; a run in progress continues at the next start")
    finally:
        listener.close()


async def work(settings: Settings, *, with_engine: bool = True) -> None:
    """Carry out deployments until a signal comes, without answering anybody but who watches it."""
    ended = asyncio.Event()
    async with open_runtime(settings) as runtime, AsyncExitStack() as stack:
        worker = await _worker(runtime, stack)
        asyncio.get_running_loop().call_later(STARTED_SECONDS, _spare_the_collector)
        greeting = [f"A worker of Dokploy {__version__} is ready"]
        preparing = asyncio.create_task(_prepare(runtime, worker, greeting, with_engine=with_engine))
        stack.callback(preparing.cancel)
        await stack.enter_async_context(_watched(runtime))
        with _signals(lambda _: ended.set()):
            await ended.wait()
        say("Stopping: a run in progress goes on in another worker, or at the next start")


@asynccontextmanager
async def _watched(runtime: Runtime) -> AsyncIterator[None]:
    """Figures of a worker, and where wanted a door of its own to them."""
    settings = runtime.settings.model_copy(update={"port": runtime.settings.worker_port})
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(figures.watching_the_loop())
        if settings.port:
            listener = stack.enter_context(ports.bind(settings.host, settings.port))
            server = _Beside(_config(create_watch(runtime), settings))
            serving = asyncio.create_task(server.serve(sockets=[listener]), name="watch")
            stack.push_async_callback(asyncio.wait, [serving])
            stack.callback(setattr, server, "should_exit", True)
        yield


async def _worker(runtime: Runtime, stack: AsyncExitStack) -> Worker:
    """Rows are taken over before anybody is answered; the loops start when the machine is prepared."""
    worker = Worker(runtime)
    await worker.take_over()
    stack.push_async_callback(worker.stop)
    return worker


async def _prepare(runtime: Runtime, worker: Worker, greeting: Sequence[str], *, with_engine: bool) -> None:
    """What may take longer than a user should wait for the first answer: engine, Swarm, network, Traefik; then work."""
    prepared = await _provision(runtime) if with_engine else provision.Provisioned(reason="Started without an engine.")
    await worker.start()
    ports = prepared.ports
    answer = [f"Applications answer on port {ports.web}, with TLS on {ports.websecure}."] if ports else []
    missing = [f"Nothing can be deployed yet: {prepared.reason}"] if prepared.reason else []
    _greet(runtime, (*greeting, *answer, *prepared.notes, *missing))
    while with_engine:
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        try:
            prepared = await _looked_after(runtime, prepared)
        except DokployError:
            continue  # an engine that is away says so on every page
        except Exception:  # looking outlives whatever befalls one look
            logger.exception("engine_not_looked_after")


async def _looked_after(runtime: Runtime, prepared: provision.Provisioned) -> provision.Provisioned:
    """An engine that was missing may be there now; and one that was started anew may have left Traefik down.

    Docker tries to start it with the others, before the Swarm whose network it needs is there; then never again.
    """
    tools = runtime.tools
    if prepared.reason is None and await provision.routes_requests(tools.folder, tools.containers):
        return prepared
    await tools.engine.facts(fresh=True)  # only a running engine is prepared: installing was tried once
    again = await _provision(runtime)
    if again.reason != prepared.reason:
        say(again.reason or "The engine is there: deployments start now.")
    return again


def _greet(runtime: Runtime, lines: Iterable[str]) -> None:
    alone = not runtime.settings.is_embedded and not runtime.settings.redis_url
    hint = ["REDIS_URL is not set: processes do not hear each other, and look every two seconds."] if alone else []
    say("")
    for line in (*lines, *hint, "Ctrl-C stops it; deployed services go on serving."):
        say(f"  {line}")
    say("")


async def _provision(runtime: Runtime) -> provision.Provisioned:
    """One process at a time, so that several which start together make nothing twice."""
    tools = runtime.tools
    prepared = provision.Provisioned(reason="The database broke off while the engine was being prepared.")
    with suppress(DatabaseAway):  # at the end it is needed for the lock alone
        async with runtime.database.alone(Lock.PROVISION):
            prepared = await provision.provision(tools.settings, tools.folder, tools.engine, say)
    return prepared


def _spare_the_collector() -> None:
    """Look for garbage in cycles less often, and never again among what the start made.

    An answer of a thousand rows makes tens of thousands of objects that die by themselves; at the default of 700 the
    collector looked through them, and through all imported modules, dozens of times for each (`project.all` with
    1,000 services: 7.6 ms of processor time without this, 5.6 with it).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 10, 10)
    gc.enable()
    _look_through_everything()


def _look_through_everything() -> None:
    """And again after a while, in a moment of its own.

    By itself the collector would come to what is old, such as a statement that is kept no longer, once in tens of
    thousands of calls: 3.5 MB of garbage after 5,000.
    """
    gc.collect()
    heap.give_back_holes()
    asyncio.get_running_loop().call_later(COLLECT_SECONDS, _look_through_everything)


class _Server(uvicorn.Server):
    """Uvicorn raises the signal once more when it has stopped, which would cut off the rest of our own end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with _signals(lambda number: self.handle_exit(number, None)):
            yield


class _Beside(uvicorn.Server):
    """Signals are somebody else's business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _signals(stop: Callable[[int], None]) -> Iterator[None]:
    """TERM and Ctrl-C call this instead of ending the process."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=JSON_LIMIT,  # the longest frame of any socket; what is longer is refused before it is read
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )


def address(settings: Settings) -> str:
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def say(text: str) -> None:
    """What the person at the terminal reads; logs go to standard error."""
    out = Unfailing(sys.stdout)
    out.write(f"{text}\n")
    out.flush()


def up(settings: Settings, *, with_engine: bool = True) -> int:
    """`dokploy up`: API and worker in one process, on either database. See `run` for what it returns."""
    return run(settings, serve(settings, with_engine=with_engine))


def api(settings: Settings) -> int:
    """`dokploy api`: answers, and leaves the work to worker processes."""
    return run(settings, serve(settings, works=False), shared=True)


def worker(settings: Settings, *, with_engine: bool = True) -> int:
    """`dokploy worker`: carries out deployments, and answers nobody."""
    return run(settings, work(settings, with_engine=with_engine), shared=True)


def run(settings: Settings, process: Coroutine[Any, Any, None], *, shared: bool = False) -> int:
    """0 after a clean stop, 1 when it could not start, with the cause on standard error."""
    heap.give_back_large_blocks()
    configure(settings.log_level, settings.log_format)
    failpoints.arm(settings.failpoints)
    failpoints.meet("process.started")
    try:
        if shared and settings.is_embedded:
            process.close()
            raise PreconditionFailed(
                "API and worker as processes of their own need a PostgreSQL that they share: DATABASE_URL is not set.",
                hint="Set DATABASE_URL (and REDIS_URL) for all of them, or run everything in one: dokploy up",
            )
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(process)
    except DokployError as error:
        sys.stderr.write(f"dokploy: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    import uvloop  # noqa: PLC0415 - the fast loop is for the server alone; importing this module must stay cheap

    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
