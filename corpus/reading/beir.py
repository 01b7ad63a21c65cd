"""BEIR's corpus.jsonl: one document a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from corpus.errors import UnreadableDocument
from corpus.reading.decoding import storable
from corpus.reading.reading import Reading, described

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GIVEN_UP_AFTER = 10
"""A file that begins with more records than this and no document is of another kind: it is named once."""

Record = tuple[int, Reading | UnreadableDocument]


def read_beir(lines: BinaryIO, max_bytes: int) -> Iterator[Record]:
    """Each line's number, from 1, with its document or the reason why it is none; blank lines are passed over.

    A line is `{"_id", "title"?, "text", "metadata"?: {"publisher"?, "published"?, "url"?}}`. Only one line is held at a
    time, so `max_bytes` limits a line, not the file. A file that begins with many lines of another kind is given up.
    """
    unread: list[Record] = []
    records = _records(lines, max_bytes)
    for number, reading in records:
        if isinstance(reading, UnreadableDocument) and len(unread) < GIVEN_UP_AFTER:
            unread.append((number, reading))
            continue
        if isinstance(reading, UnreadableDocument):
            first, reason = unread[0]
            yield first, UnreadableDocument(f"{reason}; as in the next {GIVEN_UP_AFTER} records: the file is left out")
            return
        yield from (*unread, (number, reading))
        yield from records
        return
    yield from unread


def _records(lines: BinaryIO, max_bytes: int) -> Iterator[Record]:
    for number, line in enumerate(_lines(lines, max_bytes), start=1):
        content = (line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line).rstrip(b"\r\n")
        try:
            if content.strip():
                yield number, _reading(content, max_bytes)
        except UnreadableDocument as reason:
            yield number, reason


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    while line := file.readline(max_bytes + 1):
        rest = line
        while len(rest) > max_bytes and not rest.endswith(b"\n"):
            rest = file.readline(max_bytes + 1)
        yield line


def _reading(line: bytes, max_bytes: int) -> Reading:
    if len(line) > max_bytes:
        raise UnreadableDocument(
            f"a line of more than {max_bytes:,} bytes, the limit: split it, or raise the setting file_bytes"
        )
    row = _object(line)
    identifier, text, title = row.get("_id"), row.get("text"), row.get("title")
    metadata = row.get("metadata") or {}
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not isinstance(identifier, str) or not identifier.strip():
        raise UnreadableDocument(f"_id: met {json.dumps(identifier)}, expected a name that is not empty")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableDocument(f"text: met {_shortened(text)}, expected text that is not empty")
    if not isinstance(metadata, dict):
        raise UnreadableDocument(f"metadata: met {_shortened(metadata)}, expected an object")
    return described(storable(text), {"title": title, **metadata, "id": identifier}, "BEIR record")


def _object(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as exc:
        raise UnreadableDocument(f"not UTF-8 (byte {exc.start} of the line): expected JSON in UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise UnreadableDocument(f"broken JSON at column {exc.colno} ({exc.msg}): expected one object a line") from exc
    except RecursionError as exc:
        raise UnreadableDocument("JSON nested too deeply: expected one object a line") from exc
    except ValueError as exc:  # a number of thousands of digits
        raise UnreadableDocument(f"JSON that cannot be read ({exc}): expected one object a line") from exc
    if not isinstance(row, dict):
        raise UnreadableDocument(f"met {_shortened(row)}, expected an object with _id and text")
    return row


def _shortened(value: object) -> str:
    written = json.dumps(value)
    return written if len(written) <= 60 else f"{written[:60]}…"
