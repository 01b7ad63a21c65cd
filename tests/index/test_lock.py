"""One writer at a time, and everyone can learn who it is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from index.errors import StoreLocked, StoreUnavailable
from index.lock import LOCK_FILE, Holder, WriterLock, lock_holder

ROOT = Path(__file__).parents[2]

HOLDING = """
import sys
from pathlib import Path
from index.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the lock until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


def test_nobody_writes_to_a_folder_that_is_new_or_not_there(tmp_path: Path) -> None:
    assert lock_holder(tmp_path) is None
    assert lock_holder(tmp_path / "nothing") is None


def test_the_holder_is_this_process_while_it_holds_the_lock(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, "http://127.0.0.1:8000")
    holder = lock_holder(tmp_path)
    lock.release()
    assert holder is not None
    assert holder.pid == os.getpid()
    assert holder.address == "http://127.0.0.1:8000"
    assert lock_holder(tmp_path) is None


def test_a_second_writer_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    with pytest.raises(StoreLocked, match=f"process {os.getpid()}"):
        WriterLock(tmp_path)
    lock.release()
    WriterLock(tmp_path).release()


def test_a_refusal_names_the_process_and_what_to_do(tmp_path: Path) -> None:
    with holding(str(tmp_path)) as process, pytest.raises(StoreLocked) as refusal:
        WriterLock(tmp_path)
    started = r"since 2\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
    assert refusal.match(rf"is being written to by -c \(process {process.pid}, {started}\), and takes one writer at a")
    assert refusal.match("wait until it is done, or end it$")


def test_a_refusal_by_a_service_names_its_address(tmp_path: Path) -> None:
    with holding(str(tmp_path), "http://127.0.0.1:8123"), pytest.raises(StoreLocked) as refusal:
        WriterLock(tmp_path)
    assert refusal.match(r"serving at http://127\.0\.0\.1:8123\).*: add and remove documents through it$")


def test_a_killed_holder_holds_no_longer(tmp_path: Path) -> None:
    with holding(str(tmp_path)) as process:
        process.kill()
        process.wait()
        assert lock_holder(tmp_path) is None
        WriterLock(tmp_path).release()


def test_a_shorter_name_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    WriterLock(tmp_path, "http://" + "long." * 100).release()
    lock = WriterLock(tmp_path, "http://short")
    holder = lock_holder(tmp_path)
    lock.release()
    assert holder is not None
    assert holder.address == "http://short"


def test_a_holder_that_has_not_written_its_name_is_still_one(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    (tmp_path / LOCK_FILE).write_text("{")
    holder = lock_holder(tmp_path)
    lock.release()
    assert holder == Holder(0, "a process that has not yet written its name", "just now")


def test_asking_who_holds_the_lock_never_keeps_a_writer_out(tmp_path: Path) -> None:
    done = False

    def ask() -> None:
        while not done:
            lock_holder(tmp_path)

    asking = Thread(target=ask)
    asking.start()
    try:
        for _ in range(200):
            WriterLock(tmp_path).release()
    finally:
        done = True
        asking.join()


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="nothing: No such file or directory"):
        WriterLock(tmp_path / "nothing")
