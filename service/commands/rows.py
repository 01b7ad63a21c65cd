"""Rows of JSON Lines from a file or a pipe: what comes of each, and what was wrong with those that are none."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from corpus.documents import Document, DocumentId, Known
from corpus.errors import CrosscheckError, UnreadableDocument
from corpus.reading.dates import published_date
from corpus.reading.decoding import storable
from service.commands.terminal import messages, print_json, safe

Row = Mapping[str, object]
PIPE = Path("-")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SHOWN = 60
"""Characters of a value that a message repeats."""


class UnreadableRow(CrosscheckError):
    """A line that is not the row that was expected; the others go on without it."""


class UnreadableRows(CrosscheckError):
    """A file of rows that is not there or may not be read."""


def print_each(source: Path, result_of: Callable[[Row], object]) -> None:
    """Prints what comes of each row as soon as it is read; a bad line is named and the rest goes on.

    Exit code 1 where a line was bad.
    """
    complete = True
    with _opened(source) as lines:
        for number, line in enumerate(lines, start=1):
            content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
            if not content.strip():
                continue
            try:
                result = result_of(_row(content))
            except UnreadableRow as reason:
                complete = False
                messages().print(f"line {number}: {safe(str(reason))}", markup=False, soft_wrap=True)
            else:
                print_json(result)
    if not complete:
        raise typer.Exit(1)


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    """The file's lines, or those of standard input for "-"."""
    if source == PIPE:
        yield sys.stdin.buffer
        return
    try:
        file = source.open("rb")
    except OSError as exc:
        raise UnreadableRows(f"{source}: {exc.strerror}: expected a file of JSON Lines, or - for a pipe") from exc
    with file:
        yield file


def _row(line: bytes) -> Row:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as exc:
        raise UnreadableRow(f"not UTF-8 (byte {exc.start} of the line): expected JSON in UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise UnreadableRow(f"broken JSON at column {exc.colno} ({exc.msg}): expected one object a line") from exc
    except (RecursionError, ValueError) as exc:  # nested too deeply; a bare number of thousands of digits
        raise UnreadableRow(f"JSON that cannot be read ({exc}): expected one object a line") from exc
    if not isinstance(row, dict):
        raise UnreadableRow(f"met {_shortened(row)}, expected an object")
    return row


def id_of(row: Row) -> str | int:
    """The row's id as it was given, which may be a number; UnreadableRow where it is missing or blank."""
    given = row.get("id")
    if isinstance(given, str) and given.strip():
        return storable(given)
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise UnreadableRow(f"id: met {_shortened(given)}, expected a name that is not empty")


def document_in(row: Row, identifier: str, text: str, published: str) -> Document:
    """The document whose text and publication date stand in these fields; a date that is not given is not inferred."""
    written = row.get(text)
    if not isinstance(written, str):
        raise UnreadableRow(f"{text}: met {_shortened(written)}, expected text")
    given = row.get(published)
    try:
        date = Known(published_date(str(given)), "given", "row") if given is not None else None
    except UnreadableDocument as exc:
        raise UnreadableRow(
            f"{published}: met {_shortened(given)}, expected a date such as 2024-08-18 or 2024"
        ) from exc
    return Document(DocumentId(identifier), storable(written), published=date)


def _shortened(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return storable(written if len(written) <= SHOWN else f"{written[:SHOWN]}…")
