"""Figure 10: requests by the thousand that fit our own OpenAPI document, nearly fit it, or are hardly requests.

Whatever is sent: never a 5xx, never more than a second, no growth of memory, and afterwards the server serves.

Memory is measured once the server is warm. Until then it grows by what is paid once and kept: the validator of each
procedure's input, built when it is first called, each statement that SQLAlchemy and SQLite compile, a connection and a
thread for each call that goes on beside another one. Chance calls a procedure of 160 with an input that fits it once in
1,300 requests; so the warm-up calls all of them in all moods, then goes on until the caches are full, and what grows
after that is a leak, or nearly one.
"""

import itertools
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
from tests.e2e.instance import Api, Instance
from tests.proofs import belongings, rawhttp
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof
from tests.proofs.shapes import MOODS, Maker, Operation, Verbatim, as_json, operations

MANY: Final = 10_000
FEW: Final = 500
SLOW_S: Final = 1.0
AGAIN: Final = 3
"""A slow answer is asked for so often again: a machine with other work to do is no failure of the server."""
GROWTH_MB: Final = 10.0
"""Over all requests that are measured. A leak of 1 KB per request grows by 10.2 MB in 10,000."""
STEPS: Final = 10
"""Memory is read in every tenth of them, to see whether it goes on growing."""
WARMING: Final = 5_000
"""Requests until every cache that has a bound is full."""
RENEWED: Final = 200
"""After so many requests the rows that ids name are made anew, for the requests delete them."""
OUTSIDE_S: Final = 20.0
PAGE: Final = 4096


@dataclass(frozen=True)
class Said:
    """What one request came to; `words` are for whoever has to find out why."""

    statuses: tuple[int, ...]
    seconds: float
    words: str = ""
    calls: int = 1
    """A batch may take as long as its calls one by one."""


Ask = Callable[[], Coroutine[Any, Any, Said]]


@dataclass(frozen=True)
class Asked:
    """A request, ready to be sent, and whether it waits for somebody outside."""

    ask: Ask
    outside: bool = False


@dataclass
class Toll:
    """What came of all requests so far."""

    instance: Instance
    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_outside: float = 0.0
    """Of the procedures that ask the engine, a registry or a resolver for something, and wait for it."""

    async def take(self, one: Asked) -> None:
        """Ask, judge, remember."""
        said = await one.ask()
        for _ in range(AGAIN):
            if said.seconds <= SLOW_S * said.calls or one.outside:
                break
            said = await one.ask()
        self.asked += 1
        self.statuses.update(said.statuses)
        if one.outside:
            self.slowest_outside = max(self.slowest_outside, said.seconds)
        else:
            self.slowest = max(self.slowest, said.seconds / said.calls)
        failures = [status for status in said.statuses if status >= 500]
        if failures or said.seconds > (OUTSIDE_S if one.outside else SLOW_S) * said.calls:
            self.wrong.append(f"{failures or round(said.seconds, 2)}: {said.words[:600]}")

    def memory(self) -> float:
        """Resident megabytes of the server's process."""
        assert self.instance.process is not None
        return int(Path(f"/proc/{self.instance.process.pid}/statm").read_text().split()[1]) * PAGE / 1e6


async def _measured(api: Api, warming: int, asked: AsyncIterator[Asked], count: int) -> Figures:
    """The first `warming` of what is asked warm the server up; memory is measured over the `count` after them."""
    toll = Toll(api.instance)
    cold = toll.memory()
    step = count // STEPS
    await _trough(toll, asked, warming - step)
    curve = [await _trough(toll, asked, step) for _ in range(1 + STEPS)]
    assert toll.wrong == [], "\n".join([f"{len(toll.wrong)} of {toll.asked}:", *toll.wrong[:20]])
    if count >= MANY:
        check_growth(curve)
    assert await api.get("settings.health") == {"status": "ok"}
    assert (await api.get("project.all")) is not None
    _check_log(api.instance)
    return {
        "requests": count,
        "warm_up_requests": warming,
        "warm_up_mb": round(curve[0] - cold, 1),
        "grown_mb": round(curve[-1] - curve[0], 1),
        "curve_mb": [round(memory - curve[0], 1) for memory in curve[1:]],
        "slowest_s": round(toll.slowest, 3),
        "slowest_outside_s": round(toll.slowest_outside, 3),
        "statuses": {str(status): number for status, number in sorted(toll.statuses.items())},
    }


async def _trough(toll: Toll, asked: AsyncIterator[Asked], count: int) -> float:
    """Megabytes at the lowest point of so many requests: between two looks of the garbage collector memory swells."""
    lowest = toll.memory()
    for _ in range(count):
        await toll.take(await anext(asked))
        lowest = min(lowest, toll.memory())
    return lowest


def check_growth(curve: Sequence[float]) -> None:
    """Megabytes at the beginning and after each step: little more at the end, and no more in the second half.

    What is still paid once comes early; a leak is as large in the second half as in the first.
    """
    grown, late = curve[-1] - curve[0], curve[-1] - curve[len(curve) // 2]
    shown = " ".join(f"{memory - curve[0]:+.1f}" for memory in curve[1:])
    assert grown < GROWTH_MB, f"{grown:.1f} MB more: {shown}"
    assert late < GROWTH_MB / 2, f"{late:.1f} MB more in the second half, it goes on: {shown}"


def _check_log(instance: Instance) -> None:
    """Nothing was answered politely and crashed behind the door."""
    log = instance.output.read_text()
    crashes = [line[:500] for line in log.splitlines() if "Traceback" in line or "call_crashed" in line]
    assert crashes == [], "\n".join(crashes[:10])


# ------------------------------------------------------------------------------------------------ by the document


def target(place: Place) -> AbstractAsyncContextManager[Api]:
    """A control plane of its own: what is fuzzed, nobody else should meet."""
    return place.plane("fuzzed", DOKPLOY_RATE_LIMIT="0")


async def by_document(place: Place, count: int) -> Figures:
    api = await place.shared(target)
    known = operations((await api.http.get("/api/openapi.json")).json())
    moods = MOODS if count >= MANY else MOODS[:1]
    asked = _by_document(api, place.dice("fuzz by document"), known, moods)
    return await _measured(api, WARMING if count >= MANY else len(known), asked, count)


async def _by_document(
    api: Api, dice: random.Random, known: Sequence[Operation], moods: Sequence[str]
) -> AsyncIterator[Asked]:
    """Each operation in each of the moods, then any in any; it does not end."""
    first = ((operation, mood) for mood in moods for operation in known)
    by_chance = ((dice.choice(known), dice.choice(MOODS)) for _ in itertools.count())
    for index, (operation, mood) in enumerate(itertools.chain(first, by_chance)):
        if index % RENEWED == 0:
            maker = Maker(dice, await belongings.make(api))
        sent = maker.body(operation.schema, mood)
        ask = dice.choice(FORMS[operation.is_query, operation.is_form])(api, operation, sent, dice)
        yield Asked(ask, outside=operation.name in OUTSIDE)


def _request(api: Api, operation: Operation, method: str, url: str, calls: int = 1, **more: Any) -> Ask:
    async def ask() -> Said:
        try:
            answer = await api.http.request(method, url, **more)
        except httpx.HTTPError as error:
            return Said((599,), 0, f"{operation.name}: {error!r}")
        words = f"{method} {url[:200]} {str(more)[:300]} -> {answer.status_code} {answer.text[:200]}"
        return Said((answer.status_code,), answer.elapsed.total_seconds(), words, calls)

    return ask


def _plain(api: Api, operation: Operation, sent: Any, _: random.Random) -> Ask:
    headers = {"content-type": "application/json"}
    return _request(api, operation, "POST", f"/api/{operation.name}", content=as_json(sent), headers=headers)


def _wrapped(api: Api, operation: Operation, sent: Any, dice: random.Random) -> Ask:
    meta = dice.choice((b"", b',"meta":{"values":{}}', b',"meta":{"values":{"name":["undefined"]}}', b',"meta":7'))
    content, headers = b'{"json":' + as_json(sent) + meta + b"}", {"content-type": "application/json"}
    path = dice.choice((f"/api/{operation.name}", f"/api/trpc/{operation.name}"))
    return _request(api, operation, "POST", path, content=content, headers=headers)


def _batch(api: Api, operation: Operation, sent: Any, dice: random.Random) -> Ask:
    times = dice.randrange(1, 4)
    parts = (b'"%d":{"json":%b}' % (number, as_json(sent)) for number in range(times))
    headers = {"content-type": "application/json"} | dice.choice(({}, {"trpc-accept": "application/jsonl"}))
    path = f"/api/trpc/{','.join([operation.name] * times)}?batch=1"
    return _request(api, operation, "POST", path, times, content=b"{" + b",".join(parts) + b"}", headers=headers)


def _query(api: Api, operation: Operation, sent: Any, _: random.Random) -> Ask:
    values = {} if isinstance(sent, Verbatim) or not isinstance(sent, dict) else sent
    texts = {name.encode(errors="replace"): _as_text(value) for name, value in values.items()}
    return _request(api, operation, "GET", f"/api/{operation.name}?{urlencode(texts, doseq=True)[:60_000]}")


def _as_text(value: Any) -> Any:
    return [_one_text(one) for one in value[:100]] if isinstance(value, list) else _one_text(value)


def _one_text(value: Any) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return text[:60_000].encode(errors="replace")


def _trpc_query(api: Api, operation: Operation, sent: Any, dice: random.Random) -> Ask:
    given = quote(b'{"json":' + as_json(sent)[:20_000] + b"}")
    batch = f"?batch=1&input={quote(b'{')}%220%22:{given}{quote(b'}')}"
    path = dice.choice((f"?input={given}", batch))
    return _request(api, operation, "GET", f"/api/trpc/{operation.name}{path}")


def _form(api: Api, operation: Operation, sent: Any, dice: random.Random) -> Ask:
    values = {} if isinstance(sent, Verbatim) or not isinstance(sent, dict) else sent
    fields = {name: _as_text(value) for name, value in values.items() if name and "\0" not in name}
    file = dice.choice((b"", b"PK\x03\x04", dice.randbytes(2000), b"\x1f\x8b" + dice.randbytes(50)))
    # Written whole before it is sent: what is measured is the server, not how a client puts forms together.
    form = httpx.Request("POST", api.instance.url, data=fields, files={"zip": ("a.zip", file)})
    headers = {"content-type": form.headers["content-type"]}
    return _request(api, operation, "POST", f"/api/{operation.name}", content=form.read(), headers=headers)


FORMS: Final = {
    (True, False): (_query, _query, _trpc_query),
    (False, False): (_plain, _plain, _wrapped, _batch),
    (False, True): (_form, _plain),
}
"""Ways to ask, by whether it is a query and whether it takes a file."""
OUTSIDE: Final = frozenset(
    {"registry.create", "registry.update", "registry.testRegistry", "registry.testRegistryById", "settings.doctor",
     "domain.validateDomain", "application.delete", "project.remove", "application.updateTraefikConfig",
     "redirects.create", "redirects.update", "redirects.delete", "security.create", "security.update",
     "security.delete", "sshKey.generate", "user.update", "user.createUserWithCredentials"}
)  # fmt: skip
"""They wait for a registry, a resolver, the engine or Traefik; or seek large primes, or hash passwords as is right."""

# ------------------------------------------------------------------------------------------------ below HTTP


async def by_bytes(place: Place, count: int) -> Figures:
    api = await place.shared(target)
    names = tuple(operation.name for operation in operations((await api.http.get("/api/openapi.json")).json()))
    scribe = rawhttp.Scribe(place.dice("fuzz by bytes"), api.key, names)
    return await _measured(api, count // 2, _by_bytes(api.instance.port, scribe), count)


async def _by_bytes(port: int, scribe: rawhttp.Scribe) -> AsyncIterator[Asked]:
    while True:
        yield Asked(_bytes(port, scribe.request()))


def _bytes(port: int, sent: bytes) -> Ask:
    async def ask() -> Said:
        heard = await rawhttp.exchange("127.0.0.1", port, sent)
        # Neither an answer nor an end is as wrong as a failure: somebody waits there for ever.
        statuses = heard.statuses if heard.statuses or heard.ended else (599,)
        return Said(statuses, heard.seconds, f"{sent[:300]!r} -> {heard.text[:200]!r}")

    return ask


# ------------------------------------------------------------------------------------------------ the proof


def _case(name: str, run: Callable[[Place, int], Coroutine[Any, Any, Figures]], count: int) -> Case:
    return Case(name, lambda place: run(place, count), timeout_s=3600)


def cases() -> list[Case]:
    return [
        _case("500 by the document", by_document, FEW),
        _case("500 by bytes", by_bytes, FEW),
        _case("10,000 by the document", by_document, MANY),
        _case("10,000 by bytes", by_bytes, MANY),
    ]


PROOF: Final = Proof(
    name="fuzz",
    figure="10",
    target="10,000 requests by the document and 10,000 raw ones: no 5xx, none over a second, memory grows < 10 MB",
    cases=cases,
    short=("500 by the document", "500 by bytes"),
)
