"""Forms with files: streamed to the data folder while they come in, and never left behind."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from io import BufferedWriter
from pathlib import Path
from typing import Final

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from dokploy.core.errors import Invalid, ParseError
from dokploy.wire.http import Request
from dokploy.wire.inputs import Pairs
from dokploy.wire.shapes import Upload

FIELD_LIMIT: Final = 1024**2
"""Bytes of all text fields together."""
PART_LIMIT: Final = 200
BLOCK: Final = 1024**2
"""Bytes that are gathered before a thread is asked to take them apart and write them."""
STALE_AFTER: Final = 24 * 3600.0
_PREFIX: Final = "upload-"


@dataclass
class Form:
    fields: Pairs = field(default_factory=list)
    files: dict[str, Upload] = field(default_factory=dict)


@asynccontextmanager
async def received_form(request: Request, folder: Path, file_keys: frozenset[str], limit: int) -> AsyncIterator[Form]:
    """The form of a request; its files exist until the block ends, however it ends."""
    reader = _Reader(_boundary(request.headers.get("content-type", "")), folder, file_keys)
    try:
        block = bytearray()
        async for chunk in request.chunks(limit):
            block += chunk
            if len(block) >= BLOCK:
                await asyncio.to_thread(reader.feed, bytes(block))
                block.clear()
        await asyncio.to_thread(reader.feed, bytes(block))
        yield reader.finished()
    finally:
        await asyncio.to_thread(reader.discard)


def sweep(folder: Path) -> None:
    """Remove what a killed process left; called at start."""
    for path in folder.glob(f"{_PREFIX}*"):
        if time.time() - path.stat().st_mtime > STALE_AFTER:
            path.unlink(missing_ok=True)


def _boundary(content_type: str) -> bytes:
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not boundary:
        raise Invalid("The content-type multipart/form-data names no boundary")
    return boundary


class _Reader:
    """Takes a form apart: text fields are kept, the wanted files written to the folder, other files passed over."""

    def __init__(self, boundary: bytes, folder: Path, file_keys: frozenset[str]) -> None:
        self._form = Form()
        self._folder = folder
        self._file_keys = file_keys
        self._created: list[Path] = []
        self._file: BufferedWriter | None = None
        self._text: bytearray | None = None
        self._name = ""
        self._parts = self._text_size = 0
        self._header_name, self._header_value = b"", b""
        self._disposition = b""
        self._is_complete = False
        with _broken_forms_are_refused():
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin_part,
                    "on_header_field": self._on_header_name,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._open_part,
                    "on_part_data": self._on_data,
                    "on_part_end": self._close_part,
                    "on_end": self._end,
                },
            )

    def feed(self, block: bytes) -> None:
        with _broken_forms_are_refused():
            self._parser.write(block)

    def finished(self) -> Form:
        if not self._is_complete:
            raise ParseError("The form ends before its closing boundary")
        return self._form

    def discard(self) -> None:
        if self._file is not None:
            self._file.close()
        for path in self._created:
            path.unlink(missing_ok=True)

    def _begin_part(self) -> None:
        self._parts += 1
        if self._parts > PART_LIMIT:
            raise Invalid(f"The form has more than {PART_LIMIT} parts")
        self._disposition = b""

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header_name.lower() == b"content-disposition":
            self._disposition = self._header_value
        self._header_name, self._header_value = b"", b""

    def _open_part(self) -> None:
        options = parse_options_header(self._disposition)[1]
        self._name = options.get(b"name", b"").decode(errors="replace")
        if self._name in self._file_keys:
            given = options.get(b"filename", b"").decode(errors="replace")
            self._open_file(given.replace("\0", "").replace("\\", "/").rpartition("/")[2])
        elif b"filename" not in options:
            self._text = bytearray()

    def _open_file(self, filename: str) -> None:
        if self._name in self._form.files:
            raise Invalid(f"The form has more than one file {self._name}")
        path = self._folder / f"{_PREFIX}{secrets.token_hex(16)}"
        path.touch(mode=0o600, exist_ok=False)
        self._created.append(path)
        self._file = path.open("wb")
        self._form.files[self._name] = Upload(filename=filename, path=path)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(memoryview(data)[start:end])
        elif self._text is not None:
            self._text_size += end - start
            if self._text_size > FIELD_LIMIT:
                raise Invalid("The text fields of the form are larger than 1 MB")
            self._text += data[start:end]

    def _close_part(self) -> None:
        if self._file is not None:
            self._file.close()
        elif self._text is not None:
            self._form.fields.append((self._name, self._text.decode(errors="replace")))
        self._file = self._text = None

    def _end(self) -> None:
        self._is_complete = True


@contextmanager
def _broken_forms_are_refused() -> Iterator[None]:
    try:
        yield
    except FormParserError as error:
        raise ParseError(f"The form is not valid multipart/form-data: {error}") from error
