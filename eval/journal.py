"""JSON Lines that survive being killed: a row is written at once, and a torn last one is dropped."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from eval.errors import BadRun


class Journal:
    """A file of rows that grows; each row is there whole, or not at all once the file is opened again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        os.close(self._file)

    def append(self, row: object) -> None:
        """The row behind the others, in one write."""
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        written = os.write(self._file, line)
        while written < len(line):  # a full disk raises; a signal may cut a large write short
            written += os.write(self._file, line[written:])

    def keep(self, rows: int) -> None:
        """The first `rows` rows, what lies behind them dropped."""
        os.ftruncate(self._file, _end_of(self._path, rows))


def whole_rows(path: Path) -> int:
    """How many rows are whole; 0 where there is no file."""
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        return sum(line.endswith(b"\n") for line in lines)


def rows_in(path: Path) -> Iterator[Any]:
    """The rows of a file that is complete; BadRun where one is none."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadRun(f"{path}:{number}: not JSON, expected a row that crosscheck eval run wrote") from error


def _end_of(path: Path, rows: int) -> int:
    with path.open("rb") as lines:
        return sum(len(line) for _, line in zip(range(rows), lines, strict=False))
