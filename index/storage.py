"""The one place where errors of the disk and of SQLite become ours, and where files are written so that they last."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreUnavailable, UnstorableDocument

_RESTORE = "put a backup in its place, or delete the folder and add the documents again"
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space and try again",
    sqlite3.SQLITE_READONLY: "it cannot be written: check the rights of the folder and its files",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that the folder exists and may be read and written",
    sqlite3.SQLITE_PERM: "it may not be read: check the rights of the folder and its files",
    sqlite3.SQLITE_BUSY: "another process kept it busy: try again",
    sqlite3.SQLITE_CORRUPT: f"it is damaged: {_RESTORE}",
    sqlite3.SQLITE_NOTADB: f"it is not a database: {_RESTORE}",
    sqlite3.SQLITE_IOERR: "the disk did not read or write: check it and try again",
}


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Errors of SQLite and of the operating system as StoreUnavailable, which names the place and what to do."""
    try:
        yield
    except sqlite3.Error as exc:
        primary_code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        raise StoreUnavailable(f"{place}: {_REASONS.get(primary_code, str(exc))}") from exc
    except UnicodeEncodeError as exc:
        raise UnstorableDocument(f"{exc.object!r} is no text: half of a surrogate pair; decode it again") from exc
    except OSError as exc:
        raise StoreUnavailable(f"{place}: {exc.strerror or exc}: check the folder, its rights and its space") from exc


def write_durably(path: Path, *parts: bytes) -> None:
    """The file, whole and on disk when this returns; never half there, whatever happens meanwhile."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A folder's names on disk: after a rename the new name outlives a loss of power only then."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
