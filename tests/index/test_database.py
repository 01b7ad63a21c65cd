import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from index import database
from index.database import Database

SCHEMA = "CREATE TABLE IF NOT EXISTS rows (number INTEGER PRIMARY KEY, content BLOB)"
CONTENT = bytes(40_000)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(database, "LOG_BYTES", 500_000)
    monkeypatch.setattr(database, "LONGEST_LOG_BYTES", 2_000_000)
    opened = Database(tmp_path / "some.db", SCHEMA, write=True)
    yield opened
    opened.close()


def write(opened: Database, times: int) -> None:
    for _ in range(times):
        with opened.writing() as transaction:
            transaction.run("INSERT INTO rows (content) VALUES (?)", (CONTENT,))


def count(opened: Database) -> int:
    with opened.reading() as transaction:
        return int(transaction.rows("SELECT count(*) FROM rows")[0][0])


def log_bytes(folder: Path) -> int:
    return (folder / "some.db-wal").stat().st_size


@contextmanager
def reading_all_the_time(opened: Database) -> Iterator[None]:
    """Readers of a twentieth of a second, of whom there is always one."""
    over = Event()

    def read() -> None:
        while not over.is_set():
            with opened.reading() as transaction:
                transaction.rows("SELECT count(*) FROM rows")
                time.sleep(0.05)

    threads = [Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
        time.sleep(0.01)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_the_log_is_emptied_where_nobody_reads(opened: Database, tmp_path: Path) -> None:
    largest = 0
    for _ in range(40):
        write(opened, 1)
        largest = max(largest, log_bytes(tmp_path))
    assert largest < 500_000
    assert count(opened) == 40


def test_the_log_stays_short_though_there_is_always_a_reader(opened: Database, tmp_path: Path) -> None:
    largest = 0
    with reading_all_the_time(opened):
        for _ in range(150):
            write(opened, 1)
            largest = max(largest, log_bytes(tmp_path))
    assert 1_000_000 < largest < 2_100_000
    assert count(opened) == 150


def test_a_reader_that_stays_holds_up_no_write_for_long_and_still_reads_what_it_read(
    opened: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.1)
    write(opened, 1)
    with opened.reading() as transaction:
        assert transaction.rows("SELECT count(*) FROM rows") == [(1,)]
        begun = time.perf_counter()
        write(opened, 100)
        seconds = time.perf_counter() - begun
        assert transaction.rows("SELECT count(*) FROM rows") == [(1,)]
        assert log_bytes(tmp_path) > 4_000_000
    assert seconds < 100 * 0.1
    write(opened, 1)
    assert log_bytes(tmp_path) == 0
    assert count(opened) == 102
