"""Odd ways to a door that is closed: hosts, paths, forwarded headers, tokens, ranges, preambles, frames and crowds.

Below HTTP libraries, which would tidy these requests up. Figure 11's second half: what is guarded stays so.
"""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import websockets
from tests.e2e.instance import Api
from tests.proofs import rawhttp
from tests.proofs.fuzz import PAGE, target
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof

SECRET_NAME: Final = "nobody-else-may-read-this-name"
PATHS: Final = (
    "/api/project.all", "//api/project.all", "/api//project.all", "/api/project.all/", "/API/PROJECT.ALL",
    "/api%2fproject.all", "/api%2e/project.all", "/api/./project.all", "/api/x/../project.all", "/api/project%2eall",
    "/api/project.all%00", "/api/project.all;x", "/api/project.all%3fx", "/api/docs/../project.all",
    "/assets/../api/project.all", "/api/project.all#x", "/api/trpc/project.all",
    "/api/trpc/settings.health,project.all?batch=1", "/api/auth/../project.all", "/\\api\\project.all",
    "http://panel/api/project.all", "http://settings.health/api/project.all", "http://panel@evil/api/project.all",
    "/api/settings.health?x=/api/project.all", "/api/settings.health/../project.all", "/api/deploy/../project.all",
)  # fmt: skip
HOSTS: Final = (
    "panel", "a/b?x", "panel/api/settings.health?", "[", "panel#", "panel:80@evil", "", "127.0.0.1, panel",
    "panel\\..",
)  # fmt: skip
CLAIMS: Final = (
    "", "x-forwarded-for: 127.0.0.1", "x-forwarded-prefix: /api/settings.health", "x_forwarded_proto: https",
    "x-original-url: /api/settings.health", "x-rewrite-url: /api/settings.health",
    "x-forwarded-user: ada@example.org", "forwarded: for=127.0.0.1;host=panel", "x-real-ip: 127.0.0.1",
    "x-http-method-override: GET", "remote-user: ada",
)  # fmt: skip
GATE_PATHS: Final = (
    "/", "//", "/./", "/../", "/%2e%2e/", "/;/", "/..;/", "/%2f", "/private", "/private/", "/private/../",
    "/private%2f..%2f", "/private../", "/private%2e%2e/", "/Private/", "/private;x", "/private//",
    "/private/%2e%2e/", "/private\\..\\", "/private%00",
)  # fmt: skip
GATE_S: Final = 10.0
"""Whoever says that there is no more before he has his answer is gone for Traefik."""
RANGE_S: Final = 0.05
PREAMBLE: Final = 50 * 1024**2
PREAMBLE_MB: Final = 20.0
PREAMBLE_S: Final = 10.0
FRAME: Final = 1024**2 + 1
SOCKETS: Final = (
    "/drawer-logs", "/events", "/listen-deployment?deploymentId=x", "/docker-container-terminal?containerId=x",
)  # fmt: skip
MOST_SOCKETS: Final = 100
TOO_MANY: Final = 50
KEY_IDS: Final = 1000

# ------------------------------------------------------------------------------------------------ our own doors


async def hosts_and_paths(place: Place) -> Figures:
    """Every path × every host × every claim, by nobody: the guarded answer never comes, and nothing fails."""
    api = await place.shared(target)
    made = await api.post("project.create", name=SECRET_NAME)
    seen = await rawhttp.exchange("127.0.0.1", api.instance.port, _get(PATHS[0], "panel", f"x-api-key: {api.key}"))
    assert SECRET_NAME.encode() in seen.text  # it is there to be seen
    asked, wrong, gate = 0, [], asyncio.Semaphore(8)

    async def ask(path: str, host: str, claim: str) -> None:
        nonlocal asked
        async with gate:
            heard = await rawhttp.exchange("127.0.0.1", api.instance.port, _get(path, host, claim))
        asked += 1
        if SECRET_NAME.encode() in heard.text or any(status >= 500 for status in heard.statuses):
            wrong.append(f"{path} {host!r} {claim}: {heard.statuses}")

    await asyncio.gather(*(ask(path, host, claim) for path in PATHS for host in HOSTS for claim in CLAIMS))
    assert wrong == [], "\n".join(wrong[:20])
    await api.post("project.remove", projectId=made["project"]["projectId"])
    return {"requests": asked}


def _get(path: str, host: str, *headers: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", f"host: {host}", *(line for line in headers if line), "connection: close", "", "")
    return "\r\n".join(lines).encode()


async def tokens(place: Place) -> Figures:
    """Tokens that are signed with nothing, with known words, with another algorithm, or are a megabyte long."""
    api = await place.shared(target)
    now = 4_000_000_000
    claims = {"sub": "x", "sid": "x", "exp": now, "role": "owner"}
    words = ("", "secret", "changeme", "better-auth-secret-123456789", "your-secret-key", "dokploy", "none")
    heads: list[dict[str, Any]] = [{"alg": alg} for alg in ("none", "None", "HS256", "HS512", "RS256", "ES256", "")]
    heads += [{"alg": "HS256", "kid": kid} for kid in ("../../dev/null", "' OR 1=1", "http://127.0.0.1:1/k", "0")]
    heads += [{"alg": "HS256", "jku": "http://127.0.0.1:1/keys"}, {"alg": "HS256", "jwk": {"kty": "oct", "k": ""}}]
    sent = [_token(head, claims, word) for head in heads for word in words]
    sent += [_token({"alg": "HS256", "kid": f"k{number}"}, claims, "secret") for number in range(KEY_IDS)]
    statuses = set()
    for token in sent:
        answer = await api.http.get("/api/project.all", headers={"authorization": f"Bearer {token}", "x-api-key": ""})
        statuses.add(answer.status_code)
    megabyte = f"Bearer {_token({'alg': 'HS256', 'x': 'y' * 1024**2}, claims, 'secret')}"
    long = _get("/api/project.all", "panel", f"authorization: {megabyte}")
    heard = await rawhttp.exchange("127.0.0.1", api.instance.port, long)
    assert statuses == {401}, statuses
    assert 200 not in heard.statuses
    assert all(status < 500 for status in heard.statuses), heard.statuses
    return {"tokens": len(sent) + 1}


def _token(head: dict[str, Any], claims: dict[str, Any], key: str) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims)]
    signed = hmac.digest(key.encode(), b".".join(parts), "sha256")
    return b".".join([*parts, base64.urlsafe_b64encode(signed).rstrip(b"=")]).decode()


async def much_of_it(place: Place) -> Figures:
    """A thousand ranges, 50 MB before a form's first part, frames of a megabyte, 150 sockets: cheap to refuse."""
    api = await place.shared(target)
    return {
        "ranges_s": await _ranges(api),
        **await _preamble(api),
        **await _crowd(api),
        "frames": await _frames(api),
    }


async def _ranges(api: Api) -> float:
    """How much longer than the same file without ranges; the quickest of ten each, since others use the machine too."""
    page = (await api.http.get("/")).text
    assets = [word for word in page.split('"') if word.startswith("/assets/")]
    path = next(iter(assets), "/api/docs/swagger-ui-bundle.js")  # where no dashboard was built
    ranges = ",".join(f"{start}-{start + 1}" for start in range(0, 4000, 4))
    plain = min([await _took(api, path, {}) for _ in range(10)])
    cut = min([await _took(api, path, {"range": f"bytes={ranges}"}) for _ in range(10)])
    assert cut - plain < RANGE_S, (plain, cut)
    return round(max(0.0, cut - plain), 4)


async def _took(api: Api, path: str, headers: dict[str, str]) -> float:
    begun = monotonic()
    answer = await api.http.get(path, headers={"accept-encoding": "identity", **headers})
    assert answer.status_code in (200, 206, 400, 416), answer.status_code
    return monotonic() - begun


async def _preamble(api: Api) -> Figures:
    async def content() -> AsyncIterator[bytes]:
        for _ in range(PREAMBLE // 2**16):
            yield b"x" * 2**16

    before, begun = _memory(api), monotonic()
    headers = {"content-type": "multipart/form-data; boundary=b"}
    with suppress(httpx.WriteError, httpx.RemoteProtocolError):  # it may hang up before it has heard all of it
        answer = await api.http.post("/api/application.dropDeployment", content=content(), headers=headers)
        assert 400 <= answer.status_code < 500, answer.status_code
    took, grown = monotonic() - begun, _memory(api) - before
    assert took < PREAMBLE_S, took
    assert grown < PREAMBLE_MB, grown
    assert list((api.instance.data / "uploads").iterdir()) == []
    return {"preamble_s": round(took, 2), "preamble_mb": round(grown, 1)}


async def _frames(api: Api) -> int:
    """Each socket hears a frame that is too large, and closes, or says so; afterwards the server serves."""
    base, tried = api.instance.url.replace("http", "ws", 1), 0
    for path in SOCKETS:
        for frame in ("x" * FRAME, b"\0" * FRAME, '{"id":' * 170_000, "[" * FRAME):
            with suppress(websockets.ConnectionClosed, TimeoutError):
                async with websockets.connect(f"{base}{path}", additional_headers={"x-api-key": api.key}) as socket:
                    await socket.send(frame)
                    async with asyncio.timeout(0.5):
                        await socket.recv()
            tried += 1
    assert await api.get("settings.health") == {"status": "ok"}
    told = api.instance.output.read_text()
    assert "Traceback" not in told, told[max(0, told.index("Traceback") - 500) :][:8000]
    return tried


async def _crowd(api: Api) -> Figures:
    """Who has as many sockets as one may have gets no other, keeps those, and has room again when they are closed."""
    async with AsyncExitStack() as stack:
        before = _memory(api)
        inside = [await stack.enter_async_context(_drawer(api)) for _ in range(MOST_SOCKETS)]
        assert all([await _is_in(one) for one in inside])
        for _ in range(TOO_MANY):
            async with _drawer(api) as more:
                await more.wait_closed()
            assert (more.close_code, "100 sockets" in (more.close_reason or "")) == (1013, True)
        assert all([await _is_in(one) for one in inside])
        grown = _memory(api) - before
    async with _drawer(api) as again:
        assert await _is_in(again)
    return {"sockets": MOST_SOCKETS, "sockets_refused": TOO_MANY, "sockets_mb": round(grown, 1)}


def _drawer(api: Api) -> websockets.connect:
    return websockets.connect(
        f"{api.instance.url.replace('http', 'ws', 1)}/drawer-logs", additional_headers={"x-api-key": api.key}
    )


async def _is_in(socket: websockets.ClientConnection) -> bool:
    try:
        await socket.send("PING")
        return await socket.recv() == "PONG"
    except websockets.ConnectionClosed:
        return False


def _memory(api: Api) -> float:
    assert api.instance.process is not None
    return int(Path(f"/proc/{api.instance.process.pid}/statm").read_text().split()[1]) * PAGE / 1e6


# ------------------------------------------------------------------------------------------------ Traefik's door


@asynccontextmanager
async def guarded(place: Place) -> AsyncIterator[tuple[Api, str]]:
    """An application with users, behind a path that is stripped and behind none; and its host."""
    api, images = await place.shared(target), await place.images()
    project = await api.post("project.create", name="guarded")
    made = await api.post("application.create", name="guarded", environmentId=project["environment"]["environmentId"])
    app, host = {"applicationId": made["applicationId"]}, f"{made['appName']}.example.org"
    provider = {"dockerImage": images.good, "username": None, "password": None, "registryUrl": None}
    await api.post("application.saveDockerProvider", **provider, **app)
    await api.post("domain.create", host=host, port=3000, **app)
    await api.post("domain.create", host=host, port=3000, path="/private", stripPath=True, **app)
    await api.post("security.create", username="ada", password="let me in", **app)
    row = await api.deploy(app["applicationId"])
    assert row["state"] == "done", await api.log(row["deploymentId"])
    yield api, host
    await api.post("application.delete", **app)


async def the_gate(place: Place) -> Figures:
    """Basic auth of a route, past odd paths, hosts and claims: nobody sees the page without the password."""
    async with guarded(place) as (api, host):
        port = urlsplit(api.instance.web).port or 80
        with_password = f"authorization: Basic {base64.b64encode(b'ada:let me in').decode()}"
        seen = await rawhttp.exchange("127.0.0.1", port, _get("/", host, with_password), GATE_S)
        assert b"hello from good" in seen.text, seen.text[:500]
        asked, wrong = 0, []
        for path in GATE_PATHS:
            for name in (host, f"{host}:80", host.upper(), f"{host}.", f"x@{host}", f"{host}/x"):
                for claim in CLAIMS:
                    heard = await rawhttp.exchange("127.0.0.1", port, _get(path, name, claim), GATE_S)
                    asked += 1
                    if b"hello from good" in heard.text:
                        wrong.append(f"{path} {name} {claim}")
    assert wrong == [], "\n".join(wrong[:20])
    return {"requests": asked}


def cases() -> list[Case]:
    return [
        Case("hosts and paths", hosts_and_paths, timeout_s=600),
        Case("tokens", tokens, timeout_s=600),
        Case("much of it", much_of_it, timeout_s=300),
        Case("the gate of a route", the_gate, timeout_s=900),
    ]


PROOF: Final = Proof(
    name="doors",
    figure="11",
    target="odd hosts, paths, headers, tokens, ranges, preambles, frames and 150 sockets open nothing and cost little",
    cases=cases,
    short=("much of it",),
    measured=lambda figures: {"requests": sum(one.get("requests", 0) + one.get("tokens", 0) for one in figures)},
)
