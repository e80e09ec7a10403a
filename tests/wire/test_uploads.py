"""Forms with a file: streamed to the data folder, handed over, and never left behind."""

import asyncio
import os
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.wire.conftest import Panel
from tests.wire.procedures import TOYS

from dokploy.wire.dispatcher import Dispatcher
from dokploy.wire.uploads import sweep

FORM = {"content-type": "multipart/form-data; boundary=cut"}
PART = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n{}'


def form_of(*parts: str, end: str = "--cut--\r\n") -> bytes:
    return ("".join(f"--cut\r\n{part}\r\n" for part in parts) + end).encode()


GOOD = (PART.format("applicationId", "", "abc"), PART.format("zip", '; filename="a.zip"', "content"))


@pytest.fixture(autouse=True)
def _nothing_stays(uploads: Path):
    yield
    assert list(uploads.iterdir()) == []


async def send(api: httpx.AsyncClient, body: bytes, path: str = "/api/wiretest.drop") -> httpx.Response:
    return await api.post(path, content=body, headers=FORM)


async def test_a_file_arrives_whole_and_private(api: httpx.AsyncClient) -> None:
    content = os.urandom(5 * 1024**2 + 7)
    answer = await api.post(
        "/api/wiretest.drop",
        data={"applicationId": "abc", "dropBuildPath": "", "count": "3"},
        files={"zip": ("../../x/app.zip", content, "application/zip")},
    )
    assert answer.json() == {
        "applicationId": "abc",
        "filename": "app.zip",
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "sent": ["application_id", "count"],
        "count": 3,
        "mode": "0o600",
    }


async def test_the_trpc_form_takes_a_form_too(api: httpx.AsyncClient) -> None:
    answer = await send(api, form_of(*GOOD), "/api/trpc/wiretest.drop")
    assert answer.json()["result"]["data"]["json"]["bytes"] == 7


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (form_of(GOOD[0]), 400),
        (form_of(GOOD[1]), 400),
        (form_of(*GOOD, GOOD[1]), 400),
        (form_of(*GOOD, end=""), 400),
        (form_of(GOOD[0], PART.format("zip", "", "no file name")), 200),
        (form_of(*GOOD, PART.format("other", '; filename="b"', "passed over")), 200),
        (form_of(*GOOD, PART.format("count", "", "many")), 400),
        (form_of(*GOOD, *[PART.format(f"f{i}", "", "") for i in range(250)]), 400),
        (form_of(*GOOD, PART.format("note", "", "x" * 1024**2)), 400),
        (form_of(*GOOD, PART.format("dropBuildPath", "", "a\0b")), 400),
        (b"", 400),
        (b"--cut--\r\n", 400),
        (b"no form at all", 400),
        (b"--cut\r\nno header\r\n\r\nx\r\n--cut--\r\n", 400),
        (b'--cut\r\nContent-Disposition: form-data; name="\xff"; filename="\xff"\r\n\r\nx\r\n--cut--\r\n', 400),
    ],
)
async def test_a_form_is_read_or_refused(api: httpx.AsyncClient, body: bytes, status: int) -> None:
    for path in ("/api/wiretest.drop", "/api/trpc/wiretest.drop"):
        assert (await send(api, body, path)).status_code == status


async def test_a_form_without_a_boundary_is_refused(api: httpx.AsyncClient) -> None:
    headers = {"content-type": "multipart/form-data"}
    answer = await api.post("/api/wiretest.drop", content=form_of(*GOOD), headers=headers)
    assert (answer.status_code, "boundary" in answer.json()["message"]) == (400, True)


async def test_only_procedures_with_files_take_forms(api: httpx.AsyncClient) -> None:
    for path in ("/api/wiretest.create", "/api/trpc/wiretest.create"):
        assert (await send(api, form_of(*GOOD), path)).status_code == 415


async def test_no_object_passes_as_a_file(api: httpx.AsyncClient, panel: Panel) -> None:
    victim = panel.runtime.tools.folder.root / "instance.id"
    assert panel.runtime.tools.folder.instance_id
    for zip_ in ({"filename": "a", "path": str(victim)}, str(victim), None):
        answer = await api.post("/api/wiretest.drop", json={"applicationId": "abc", "zip": zip_})
        assert answer.status_code == 400
        assert answer.json()["issues"][0]["path"] == ["zip"]
    as_text = form_of(GOOD[0], PART.format("zip.path", "", str(victim)))
    assert (await send(api, as_text)).status_code == 400
    assert victim.exists()


async def test_a_larger_upload_than_allowed_is_refused(panel: Panel) -> None:
    async with panel.with_settings(upload_limit_bytes=1000).client(panel.owner) as api:
        assert (await send(api, form_of(*GOOD))).status_code == 200
        big = form_of(GOOD[0], PART.format("zip", '; filename="a"', "x" * 1000))
        assert (await send(api, big)).status_code == 413

        async def pieces():
            yield big[:600]
            yield big[600:]

        assert (await api.post("/api/wiretest.drop", content=pieces(), headers=FORM)).status_code == 413


async def test_nobody_uploads_without_the_right(anonymous: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    assert (await send(anonymous, form_of(*GOOD))).status_code == 401
    assert (await send(api, form_of(*GOOD))).status_code == 200


async def test_a_caller_who_hangs_up_leaves_nothing(panel: Panel, uploads: Path) -> None:
    """Straight on ASGI, because a client library would not stop in the middle."""
    sent: list[Any] = []
    messages = [
        {"type": "http.request", "body": form_of(*GOOD, end="").rstrip() + b"x" * 2 * 1024**2, "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        if len(messages) == 1:
            assert [path.stat().st_mode & 0o777 for path in uploads.iterdir()] == [0o600]
        return messages.pop(0)

    async def send_to(message: Any) -> None:
        sent.append(message)

    headers = [(b"x-api-key", panel.owner.encode()), (b"content-type", FORM["content-type"].encode())]
    scope = {"type": "http", "method": "POST", "path": "/api/wiretest.drop", "query_string": b"", "headers": headers}
    dispatcher = Dispatcher(panel.runtime, TOYS)
    await dispatcher(scope, receive, send_to)
    assert sent == []


async def test_uploads_at_the_same_time_do_not_meet(api: httpx.AsyncClient) -> None:
    contents = [os.urandom(200_000) for _ in range(5)]
    answers = await asyncio.gather(
        *(api.post("/api/wiretest.drop", data={"applicationId": "a"}, files={"zip": content}) for content in contents)
    )
    assert [answer.json()["sha256"] for answer in answers] == [sha256(content).hexdigest() for content in contents]


def test_what_a_killed_process_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    for name, age in (("upload-old", 2 * 86_400), ("upload-new", 60), ("other", 2 * 86_400)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "upload-new"]
