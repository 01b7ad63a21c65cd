"""One writer at a time to a data folder, and who it is."""

import fcntl
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from index.errors import StoreLocked
from index.storage import storage_errors

LOCK_FILE = "writer.lock"
_TRIES = 3
"""How often a writer may be met before it is taken for one that stays."""
_PATIENCE = 50
"""How often the lock is asked for while only `lock_holder` of others is met, a second in all."""
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that writes to a data folder; a service says at which address it takes documents."""

    pid: int
    process: str
    started: str
    """ISO 8601, UTC."""
    address: str | None = None

    def __str__(self) -> str:
        where = "" if self.address is None else f", serving at {self.address}"
        return f"{self.process} (process {self.pid}, since {self.started}{where})"


class WriterLock:
    """Held from when it is made until `release` or the end of the process, however that comes."""

    def __init__(self, folder: Path, address: str | None = None) -> None:
        """StoreLocked where another holds it."""
        self._path = folder / LOCK_FILE
        with storage_errors(folder):
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _taken(self._descriptor, folder):
                os.close(self._descriptor)
                raise StoreLocked(_refusal(folder))
            self._write(asdict(_this_process(address)))

    def release(self) -> None:
        """The folder is free for the next writer; the file stays, for removing it would let two in."""
        with storage_errors(self._path):
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)

    def _write(self, holder: dict[str, object]) -> None:
        content = json.dumps(holder).encode()
        os.pwrite(self._descriptor, content, 0)
        os.ftruncate(self._descriptor, len(content))


def lock_holder(folder: Path) -> Holder | None:
    """Who writes to the folder now; None where nobody does, or where there is no such folder."""
    path = folder / LOCK_FILE
    with storage_errors(folder):
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(descriptor)
        finally:
            os.close(descriptor)
    return None


def _taken(descriptor: int, folder: Path) -> bool:
    """Whether this process has the lock now; tried again, for `lock_holder` of others holds it for an instant."""
    writers = 0
    for _ in range(_PATIENCE):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            writers += lock_holder(folder) is not None
            if writers == _TRIES:
                return False
            sleep(_PAUSE_S)
        else:
            return True
    return False


def _read(descriptor: int) -> Holder:
    try:
        content, _ = json.JSONDecoder().raw_decode(os.pread(descriptor, 65536, 0).decode())
        return Holder(**content)
    except (ValueError, TypeError):
        return Holder(0, "a process that has not yet written its name", "just now")


def _this_process(address: str | None) -> Holder:
    name = Path(sys.argv[0] or sys.executable).name
    return Holder(os.getpid(), name, datetime.now(UTC).isoformat(timespec="seconds"), address)


def _refusal(folder: Path) -> str:
    holder = lock_holder(folder)
    if holder is None:
        return f"{folder} was being written to by another process, which has just ended: try again"
    step = "wait until it is done, or end it" if holder.address is None else "add and remove documents through it"
    return f"{folder} is being written to by {holder}, and takes one writer at a time: {step}"
