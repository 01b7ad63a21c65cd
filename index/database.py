"""Connections to a SQLite file: one that writes, and read transactions from a small pool."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, TypeAlias

from index.errors import StoreUnavailable
from index.storage import storage_errors

Row: TypeAlias = tuple[Any, ...]
_KEPT_CONNECTIONS = 8
LOG_BYTES = 16_000_000
"""From this size on the write-ahead log is emptied where no reader is in the way."""
LONGEST_LOG_BYTES = 4 * LOG_BYTES
"""From this size on a write waits until readers are out of the way: under load they never all are by themselves."""
_WAIT_S = 5.0
"""How long it waits; a reader that takes longer is waited for again when the log has grown by another LOG_BYTES."""
_ATTEMPT_S = 0.2
_BUSY_S = 10.0


def json_list(values: Iterable[str] | Iterable[int]) -> str:
    """The values as one parameter, for `IN (SELECT value FROM json_each(?))`: any number of them fits."""
    return json.dumps(list(values))


class Transaction:
    """What is asked within one transaction; of no use once that is over."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._path = path

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of the answer."""
        with storage_errors(self._path):
            return self._open().execute(sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """One statement that writes."""
        with storage_errors(self._path):
            self._open().execute(sql, parameters)

    def run_many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """The statement once for each of the parameters."""
        with storage_errors(self._path):
            self._open().executemany(sql, parameters)

    def meta(self, key: str) -> Any:  # noqa: ANN401 - the table holds numbers and texts
        """The value that `meta` holds under the key."""
        return self.rows("SELECT value FROM meta WHERE key = ?", (key,))[0][0]

    def end(self) -> None:
        """From now on nothing can be asked."""
        self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreUnavailable("this snapshot is over: take another one from the store")
        return self._connection


class Database:
    """One file: WAL, so that readers and the writer do not wait for each other. Opened to be written, its schema is
    brought about first. Not `durable`: a loss of power may undo the last writes, though never a part of one.
    """

    def __init__(self, path: Path, schema: str, *, write: bool, durable: bool = True) -> None:
        self._path = path
        self._schema = schema
        self._idle: list[sqlite3.Connection] = []
        self._pool = Lock()
        self._writing = Lock()
        self._closed = False
        self._waiting_from = LONGEST_LOG_BYTES
        self._writer = self._connected("rwc") if write else None
        if self._writer is not None:
            try:
                with storage_errors(self._path):
                    _prepare(self._writer, self._schema, durable=durable)
            except StoreUnavailable:
                self._writer.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that sees one generation until it is over, whatever is written meanwhile."""
        connection = self._borrow()
        transaction = Transaction(connection, self._path)
        try:
            with storage_errors(self._path):
                connection.execute("BEGIN")
            yield transaction
        finally:
            transaction.end()
            self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that is on disk when it ends well, and did nothing when it does not."""
        with self._writing:
            if self._writer is None:
                raise StoreUnavailable(f"{self._path} is closed or open for reading only: open it for writing")
            transaction = Transaction(self._writer, self._path)
            transaction.run("BEGIN IMMEDIATE")
            try:
                yield transaction
                transaction.run("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._writer.rollback()
                raise
            finally:
                transaction.end()
            self._shorten_log(self._writer)

    def close(self) -> None:
        """No new transactions; connections still in use are closed when they are given back."""
        with self._pool:
            self._closed = True
            idle, self._idle = self._idle, []
        with self._writing, storage_errors(self._path):
            for connection in idle:
                connection.close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _connected(self, mode: str) -> sqlite3.Connection:
        with storage_errors(self._path):
            address = f"{self._path.absolute().as_uri()}?mode={mode}"
            # Transactions move between the threads of a service, one at a time; BEGIN and COMMIT are written out.
            return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None, timeout=_BUSY_S)

    def _shorten_log(self, writer: sqlite3.Connection) -> None:
        """The log emptied where it has grown: SQLite begins it anew only at a moment at which nobody reads.

        Readers are not held up by it, and begin anew in the database itself. What was written stays written, whatever
        comes of this.
        """
        with suppress(OSError, sqlite3.Error):
            size = self._path.with_name(f"{self._path.name}-wal").stat().st_size
            if size > LOG_BYTES:
                waits = size > self._waiting_from
                if _emptied(writer, _WAIT_S if waits else 0.0):
                    self._waiting_from = LONGEST_LOG_BYTES
                elif waits:
                    self._waiting_from = size + LOG_BYTES

    def _borrow(self) -> sqlite3.Connection:
        with self._pool:
            if self._closed:
                raise StoreUnavailable(f"{self._path} is closed: open the store again")
            if self._idle:
                return self._idle.pop()
        return self._connected("ro")

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            connection.rollback()
        with self._pool:
            if not self._closed and len(self._idle) < _KEPT_CONNECTIONS:
                self._idle.append(connection)
                return
        connection.close()


def _emptied(writer: sqlite3.Connection, wait_s: float) -> bool:
    """Whether the write-ahead log is empty now; where readers are in the way they are waited for.

    By many short waits: within one, SQLite waits for what the readers once read, though they have long gone on to what
    is newer, and would wait in vain. What one attempt has written back need not be written by the next.
    """
    until = monotonic() + wait_s
    try:
        writer.execute(f"PRAGMA busy_timeout={1000 * min(_ATTEMPT_S, wait_s):.0f}")
        while writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if monotonic() >= until:
                return False
        return True
    finally:
        writer.execute(f"PRAGMA busy_timeout={1000 * _BUSY_S:.0f}")


def _prepare(writer: sqlite3.Connection, schema: str, *, durable: bool) -> None:
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    writer.executescript(f"BEGIN IMMEDIATE; {schema}; COMMIT")
