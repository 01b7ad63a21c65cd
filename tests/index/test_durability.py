"""What was acknowledged is there whatever happens, and what is only a cache may be lost."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep

import pytest

from corpus.documents import DocumentId
from index.cache_files import CacheKey, StaleCache, load_cache, save_cache
from index.embedded import EmbeddedStore
from index.errors import StoreUnavailable, UnstorableDocument
from index.store import FigureMatch, IndexedDocument, Match
from tests.index.adding_until_killed import DOCUMENTS, MODEL, document
from tests.index.corpus_of_tests import DIMENSION, counting, document_of, indexed_of, vector_of

AT_MOST = 48
"""Documents that a process adds before it only waits to be killed: twenty processes are not to add all."""

ROOT = Path(__file__).parents[2]


def opened(folder: Path) -> EmbeddedStore:
    return EmbeddedStore.open(folder, MODEL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of thirty documents, closed, its caches on disk."""
    store = opened(tmp_path / "data")
    for number in range(30):
        store.upsert(document(number))
    store.close()
    return tmp_path / "data"


Answers = tuple[list[Match], list[list[FigureMatch]], list[Match]]


def answers(store: EmbeddedStore) -> Answers:
    with store.snapshot() as snapshot:
        documents = [document.id for document in snapshot.scan()]
        figures = [figure for found in snapshot.figures_of(documents).values() for figure in found]
        return (
            snapshot.search_dense(vector_of("the circus"), 1000),
            snapshot.figures_like_all(figures, 1000),
            snapshot.search_lexical("circus tickets knew", 1000),
        )


def answers_of(folder: Path) -> Answers:
    store = opened(folder)
    found = answers(store)
    store.close()
    return found


def reasons_to_rebuild(folder: Path) -> list[str]:
    store = opened(folder)
    reasons = store.rebuilt
    store.close()
    return reasons


# Processes that are killed


def adding(folder: Path, first: int, count: int) -> subprocess.Popen[bytes]:
    """A process that adds so many documents from that number on and prints each id once it is acknowledged."""
    command = [sys.executable, "-m", "tests.index.adding_until_killed", str(first), str(count), str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def added_until_killed(folder: Path, first: int, documents: int, pause_s: float) -> set[str]:
    """The ids that such a process printed before it was killed, so long after having printed so many."""
    process = adding(folder, first, AT_MOST)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(documents)]
    sleep(pause_s)
    process.kill()
    lines += process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    assert process.wait() == -9
    return {line.decode().strip() for line in lines if line.endswith(b"\n")}


@cache
def all_documents() -> dict[DocumentId, IndexedDocument]:
    return {indexed.document.id: indexed for indexed in map(document, range(DOCUMENTS))}


def check_whole(store: EmbeddedStore, folder: Path, acknowledged: set[str]) -> int:
    """How many documents there are; each with all that belongs to it, in the truth and in the caches."""
    expected = all_documents()
    with store.snapshot() as snapshot:
        kept = {each.id: each for each in snapshot.scan()}
        assert acknowledged <= set(kept)
        figures = snapshot.figures_of(list(kept))
        for name, found in kept.items():
            assert found == expected[name].document
            assert snapshot.passages_of(name) == expected[name].passages
            assert figures[name] == list(expected[name].figures)
        matches = snapshot.search_dense(vector_of("circus"), 10_000)
        assert {match.passage.id for match in matches} == {each.id for name in kept for each in expected[name].passages}
        words = snapshot.search_lexical("town knew", 10_000)  # a word of either passage
        assert {match.passage.id for match in words} == {match.passage.id for match in matches}
        likes = snapshot.figures_like_all([figures[name][0] for name in sorted(kept)[:3]], 10_000)
        assert all(len(like) == len(kept) - 1 for like in likes)
    check_rows(folder, len(kept))
    return len(kept)


def check_rows(folder: Path, documents: int) -> None:
    connection = sqlite3.connect(folder / "crosscheck.db")
    for table in ("passages", "passage_vectors"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (2 * documents,)
    for table in ("documents", "figures", "figure_vectors"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (documents,)
    sizes = "SELECT DISTINCT length(vector) FROM (SELECT * FROM passage_vectors UNION ALL SELECT * FROM figure_vectors)"
    assert connection.execute(sizes).fetchall() in ([], [(4 * DIMENSION,)])
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_twenty_kills_while_a_thousand_documents_are_added_lose_none_and_leave_none_half_there(tmp_path: Path) -> None:
    folder, random = tmp_path / "data", Random(20)
    acknowledged: set[str] = set()
    there = 0
    for kill in range(20):
        if kill % 5 == 0:  # while it starts, or soon after
            acknowledged |= added_until_killed(folder, there, 0, random.uniform(0.1, 0.5))
        else:  # some are added once more, which changes nothing
            some = random.randrange(1, AT_MOST)
            acknowledged |= added_until_killed(folder, max(there - 5, 0), some, random.uniform(0, 0.005))
        store = opened(folder)
        there = check_whole(store, folder, acknowledged)
        if random.random() < 0.5:
            store.close()
        else:  # the next process finds the caches as the killed one left them
            store._database.close()
            assert store._lock is not None
            store._lock.release()
    assert 100 < there < DOCUMENTS
    with adding(folder, there, DOCUMENTS) as process:
        process.communicate()
    assert process.returncode == 0
    store = opened(folder)
    assert check_whole(store, folder, acknowledged) == DOCUMENTS
    assert store.rebuilt == []
    store.close()


# Starting again


def test_a_start_opens_the_caches_and_gives_the_same_answers(folder: Path) -> None:
    store = opened(folder)
    first = answers(store)
    assert store.rebuilt == []
    store.close()
    assert answers_of(folder) == first
    assert len(first[0]) == 60


def test_what_was_deleted_is_gone_after_a_restart(folder: Path) -> None:
    store = opened(folder)
    assert store.delete(DocumentId("d0003"))
    store.close()
    store = opened(folder)
    matches, likes, words = answers(store)
    assert (len(matches), len(words)) == (58, 58)
    assert "d0003" not in {match.passage.document for match in words}
    assert "d0003" not in {match.passage.document for match in matches}
    assert "d0003" not in {match.figure.document for like in likes for match in like}
    assert store.delete(DocumentId("d0003")) is False
    assert store.rebuilt == []
    store.close()


def test_changes_after_the_last_caches_are_replayed_at_the_start(folder: Path, tmp_path: Path) -> None:
    store = opened(folder)
    store.delete(DocumentId("d0003"))
    store.upsert(counting("d0004", "theatre", 7))
    store.upsert(counting("new", "theatre", 8))
    store.upsert(counting("passing", "theatre", 9))
    store.delete(DocumentId("passing"))
    expected = answers(store)
    shutil.copytree(folder, tmp_path / "as after a loss of power")
    store.close()
    copy = opened(tmp_path / "as after a loss of power")
    assert copy.rebuilt == []
    assert answers(copy) == expected
    copy.close()


def test_a_start_without_changes_writes_no_caches_again(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "caches").iterdir()}
    opened(folder).close()
    assert {path: path.stat().st_mtime_ns for path in (folder / "caches").iterdir()} == before
    assert {path.name for path in before} == {"passages.faiss", "figures.faiss", "passages.lexical", "lexical-30"}


@pytest.mark.parametrize("cache", ["passages.faiss", "figures.faiss", "passages.lexical"])
@pytest.mark.parametrize("place", [0.0, 0.02, 0.1, 0.5, 0.999])
def test_one_flipped_byte_in_a_cache_is_noticed_and_mended(folder: Path, cache: str, place: float) -> None:
    expected = answers_of(folder)
    path = folder / "caches" / cache
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 0x10
    path.write_bytes(content)
    store = opened(folder)
    assert store.rebuilt == [f"{cache}: damaged, its checksum differs"]
    assert answers(store) == expected
    store.close()
    assert reasons_to_rebuild(folder) == []


@pytest.mark.parametrize("cache", ["passages.faiss", "figures.faiss", "passages.lexical"])
def test_a_missing_or_empty_cache_is_made_again(folder: Path, cache: str) -> None:
    expected = answers_of(folder)
    (folder / "caches" / cache).unlink()
    assert reasons_to_rebuild(folder) == [f"{cache}: missing"]
    (folder / "caches" / cache).write_bytes(b"")
    assert reasons_to_rebuild(folder) == [f"{cache}: damaged, its checksum differs"]
    (folder / "caches" / cache).unlink()
    (folder / "caches" / cache).mkdir()
    (reason,) = reasons_to_rebuild(folder)
    assert reason.startswith(f"{cache}: unreadable")
    (folder / "caches" / cache).rmdir()
    assert reasons_to_rebuild(folder) == [f"{cache}: missing"]
    assert reasons_to_rebuild(folder) == []
    assert answers_of(folder) == expected


def files_of_the_lexical_index(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "caches" / "lexical-30").iterdir() if path.suffix != ".lock")


def test_one_flipped_byte_in_any_file_of_the_lexical_index_is_noticed_and_mended(folder: Path) -> None:
    expected = answers_of(folder)
    for number in range(len(files_of_the_lexical_index(folder))):
        path = files_of_the_lexical_index(folder)[number]
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0x10
        path.write_bytes(content)
        store = opened(folder)
        assert store.rebuilt == [f"lexical-30: {path.name} is damaged, its checksum differs"]
        assert answers(store) == expected
        store.close()
        assert reasons_to_rebuild(folder) == []


@pytest.mark.parametrize("lost", ["meta.json", ""])
def test_a_lexical_index_of_which_a_part_is_gone_is_made_again(folder: Path, lost: str) -> None:
    expected = answers_of(folder)
    path = folder / "caches" / "lexical-30" / lost
    path.unlink() if lost else shutil.rmtree(path)
    (reason,) = reasons_to_rebuild(folder)
    assert reason.startswith("lexical-30: ")
    assert reasons_to_rebuild(folder) == []
    assert answers_of(folder) == expected


def test_a_reader_goes_on_with_a_lexical_index_that_the_writer_has_replaced(folder: Path) -> None:
    reader = EmbeddedStore.open(folder, MODEL, write=False)
    expected = answers(reader)
    with reader.snapshot() as before:
        for number in range(30, 60):
            writer = opened(folder)
            writer.upsert(document(number))
            writer.close()
        assert [path.name for path in (folder / "caches").glob("lexical-*")] == ["lexical-60"]
        assert before.search_lexical("circus tickets knew", 1000) == expected[2]
    assert answers(reader) == answers_of(folder)
    reader.close()


def test_a_reader_far_behind_opens_what_the_writer_has_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.lexical_cache.RECENT", 10)
    reader = EmbeddedStore.open(folder, MODEL, write=False)
    writer = opened(folder)
    for number in range(30, 50):
        writer.upsert(document(number))
        answers(reader)
    writer.close()
    reader_before = answers(reader)
    writer = opened(folder)
    writer.upsert(document(50))
    writer.close()
    assert answers(reader) == answers_of(folder) != reader_before
    assert reader._lexical._state is not None
    assert len(reader._lexical._state.index.recent) <= 2
    assert reader.rebuilt == []
    reader.close()


def test_caches_of_another_database_or_an_older_backup_of_it_are_not_used(folder: Path, tmp_path: Path) -> None:
    backup = (folder / "crosscheck.db").read_bytes()
    store = opened(folder)
    store.delete(DocumentId("d0001"))
    store.close()
    (folder / "crosscheck.db").write_bytes(backup)
    unreached = "of generation 31, which the log of changes does not reach"
    assert reasons_to_rebuild(folder) == [f"passages.faiss: {unreached}", f"passages.lexical: {unreached}"]
    other = opened(tmp_path / "other")
    other.upsert(document(1))
    other.close()
    shutil.copytree(tmp_path / "other" / "caches", folder / "caches", dirs_exist_ok=True)
    of_another = ["passages.faiss: of another database", "passages.lexical: of another database"]
    assert reasons_to_rebuild(folder) == of_another


def test_a_cache_of_another_model_is_not_used(tmp_path: Path) -> None:
    save_cache(tmp_path / "c", CacheKey("a database", "one model"), 3, b"content\nwith lines")
    assert load_cache(tmp_path / "c", CacheKey("a database", "one model")) == (3, b"content\nwith lines")
    with pytest.raises(StaleCache, match="c: of another model, one model"):
        load_cache(tmp_path / "c", CacheKey("a database", "another model"))


def test_many_removals_make_the_caches_anew_and_change_no_answer(folder: Path) -> None:
    store = opened(folder)
    for number in range(25):
        store.delete(DocumentId(f"d{number:04}"))
    matches, likes, words = answers(store)
    assert (len(matches), len(words)) == (10, 10)
    assert [len(like) for like in likes] == [4] * 5
    with store.snapshot():
        assert store._caches._state is not None
        assert store._caches._state.passages.dead_share == 0
    store.close()


# Readers beside the writer


@pytest.fixture
def reader(folder: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.open(folder, MODEL, write=False)
    yield store
    store.close()


def test_a_reader_sees_what_the_writer_acknowledged(folder: Path, reader: EmbeddedStore) -> None:
    writer = opened(folder)
    writer.upsert(counting("new", "circus", 5))
    writer.delete(DocumentId("d0000"))
    assert answers(reader) == answers(writer)
    with reader.snapshot() as snapshot:
        assert snapshot.generation == 32
    writer.close()


def test_a_reader_too_far_behind_for_the_log_reads_the_truth_again(folder: Path, reader: EmbeddedStore) -> None:
    for number in range(40, 43):
        writer = opened(folder)
        writer.upsert(document(number))
        writer.close()
    expected = answers_of(folder)
    assert answers(reader) == expected
    assert reader.rebuilt == ["generation 30: the log of changes no longer reaches back to it"]


def test_a_reader_may_not_write(reader: EmbeddedStore) -> None:
    with pytest.raises(StoreUnavailable, match="open for reading only"):
        reader.delete(DocumentId("d0000"))


def test_there_is_nothing_to_read_where_nothing_was_written(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"there is no index in .*: add documents to it first"):
        EmbeddedStore.open(tmp_path / "nothing", MODEL, write=False)
    assert not (tmp_path / "nothing").exists()


def test_a_database_that_went_back_in_time_under_an_open_store_is_an_error(folder: Path) -> None:
    store = opened(folder)
    connection = sqlite3.connect(folder / "crosscheck.db", isolation_level=None)
    connection.execute("UPDATE meta SET value = value - 1 WHERE key = 'generation'")
    connection.close()
    with pytest.raises(StoreUnavailable, match="of an older generation"), store.snapshot():
        pass
    store.close()


def test_threads_that_save_and_add_at_once_leave_whole_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmbeddedStore, "save_every", 10)
    store = opened(tmp_path / "data")

    def add(rest: int) -> None:
        for number in range(rest, 80, 4):
            store.upsert(document(number))

    threads = [Thread(target=add, args=(rest,)) for rest in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = answers(store)
    store.close()
    assert reasons_to_rebuild(tmp_path / "data") == []
    assert answers_of(tmp_path / "data") == expected
    assert len(expected[0]) == 160


def test_a_name_that_is_no_text_is_refused_by_reads_and_deletes(folder: Path) -> None:
    store = opened(folder)
    with pytest.raises(UnstorableDocument, match=r"'bad \\udcff' is no text"):
        store.delete(DocumentId("bad \udcff"))
    store.close()


# Disks that fail


def test_a_full_disk_stores_nothing_of_the_document_and_the_store_goes_on(folder: Path) -> None:
    store = opened(folder)
    expected = answers(store)
    writer = store._database._writer
    assert writer is not None
    pages = writer.execute("PRAGMA page_count").fetchone()[0]
    writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable, match=r"crosscheck.db: the disk is full: free some space"):
        store.upsert(indexed_of(document_of("large", "Many words. " * 20_000)))
    assert answers(store) == expected
    writer.execute("PRAGMA max_page_count = 1000000")
    assert store.upsert(counting("large", "circus", 1)) == "added"
    store.close()


def test_a_file_that_is_no_database_is_named_with_what_to_do(folder: Path) -> None:
    (folder / "crosscheck.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(StoreUnavailable, match=r"crosscheck.db: it is not a database: put a backup in its place"):
        opened(folder)


def test_a_damaged_page_of_the_truth_is_named_and_not_answered_from(folder: Path) -> None:
    path = folder / "crosscheck.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"crosscheck.db: it is damaged: put a backup"):
        answers_of(folder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="file"):
        opened(tmp_path / "file")


def test_caches_that_cannot_be_written_do_not_stop_the_adding(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = opened(folder)
    shutil.rmtree(folder / "caches")
    (folder / "caches").write_text("in the way")
    assert store.upsert(counting("new", "circus", 1)) == "added"
    store.close()
    assert "the caches were not saved, the next start will be slower" in caplog.text
    (folder / "caches").unlink()
    assert reasons_to_rebuild(folder) == ["passages.faiss: missing", "passages.lexical: missing"]


def test_a_closed_store_and_a_snapshot_that_is_over_say_so(folder: Path) -> None:
    store = opened(folder)
    with store.snapshot() as snapshot:
        pass
    with pytest.raises(StoreUnavailable, match="this snapshot is over"):
        snapshot.stats()
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="is closed"), store.snapshot():
        pass
    with pytest.raises(StoreUnavailable, match="is closed"):
        store.delete(DocumentId("d0000"))


def test_a_refused_document_leaves_the_store_usable(folder: Path) -> None:
    store = opened(folder)
    with pytest.raises(UnstorableDocument):
        store.upsert(indexed_of(document_of("bad \ud800", "Words.")))
    assert store.upsert(counting("good", "circus", 1)) == "added"
    store.close()
