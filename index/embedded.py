"""The embedded store: SQLite is the truth, what is kept in memory for searching follows it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from logging import getLogger
from pathlib import Path
from threading import Lock
from typing import Literal, Self

from corpus.documents import DocumentId
from index.caches import CACHE_FOLDER, Caches
from index.database import Database
from index.deadline import check_patience
from index.errors import StoreUnavailable
from index.kept_figures import KeptFigures
from index.lexical_cache import RECENT, LexicalCache
from index.lock import WriterLock
from index.manifest import ModelIdentity, ensure_manifest
from index.reading import EmbeddedSnapshot
from index.records import digest_of
from index.schema import DATABASE_FILE, SCHEMA
from index.storage import storage_errors
from index.store import IndexedDocument, Snapshot
from index.validation import check_parts
from index.writing import insert, kept, next_generation, remove, trim

_log = getLogger(__name__)

_TRIES = 100
"""A transaction may be overtaken by another thread's, which is newer; a hundred times in a row is another trouble."""


class EmbeddedStore:
    """A data folder of one machine. Safe to use from many threads; one process may write, any number may read."""

    save_every = 20_000
    """After so many added passages and figures the caches are written to disk, so that a start need not replay them."""

    lexical_every = RECENT
    """After so many added passages the lexical index is written to disk: more would make searches slow."""

    def __init__(self, folder: Path, model: ModelIdentity, database: Database, lock: WriterLock | None) -> None:
        """Made by `open`."""
        self._dimension = model.dimension
        self._database = database
        self._lock = lock
        self._caches = Caches(folder, model.name, model.dimension)
        self._lexical = LexicalCache(folder / CACHE_FOLDER, self._caches.rebuilt)
        self._kept = KeptFigures()
        self._unsaved = 0
        self._unsaved_words = 0
        self._saving = Lock()
        self._closed = False

    @classmethod
    def open(cls, folder: Path, model: ModelIdentity, *, write: bool = True, address: str | None = None) -> Self:
        """The store of the folder, made if we may write and there is none. A service says at which address it serves.

        Raises IndexMismatch where another model built it, StoreLocked where another process writes to it, and
        StoreUnavailable where it cannot be read or written, or where there is none to read.
        """
        with ExitStack() as undo:
            lock = None
            if write:
                with storage_errors(folder):
                    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # documents are nobody else's to read
                lock = WriterLock(folder, address)
                undo.callback(lock.release)
            ensure_manifest(folder, model, write=write)
            database = Database(folder / DATABASE_FILE, SCHEMA, write=write)
            undo.callback(database.close)
            store = cls(folder, model, database, lock)
            with store.snapshot() as snapshot:  # the caches are opened now: the first ask need not wait for them
                snapshot.search_lexical("", 0)
                undo.pop_all()
        return store

    @property
    def rebuilt(self) -> list[str]:
        """Why caches were made anew from the truth since the store was opened; empty if none was."""
        return list(self._caches.rebuilt)

    def upsert(self, document: IndexedDocument) -> Literal["added", "changed", "unchanged"]:
        check_patience()
        check_parts(document, self._dimension)
        digest = digest_of(document)
        with self._database.writing() as transaction:
            before = kept(transaction, document.document.id)
            if before is not None and before.digest == digest:
                return "unchanged"
            generation = next_generation(transaction)
            if before is not None:
                remove(transaction, generation, before)
            insert(transaction, generation, document, digest)
        if before is not None:
            self._kept.forget(range(before.figures_start, before.figures_end), generation)
        self._count(len(document.passages), len(document.figures))
        return "added" if before is None else "changed"

    def delete(self, document: DocumentId) -> bool:
        with self._database.writing() as transaction:
            before = kept(transaction, document)
            if before is None:
                return False
            generation = next_generation(transaction)
            remove(transaction, generation, before)
        self._kept.forget(range(before.figures_start, before.figures_end), generation)
        return True

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        for _ in range(_TRIES):
            with self._database.reading() as transaction:
                state, words = self._caches.at(transaction), self._lexical.state
                if state is not None and (words is None or words.generation <= state.generation):
                    lexical = partial(self._lexical.at, transaction, words)
                    yield EmbeddedSnapshot(transaction, state, lexical, self._kept)
                    return
        raise StoreUnavailable("the database is of an older generation than what was read from it: start again")

    def close(self) -> None:
        """The caches are on disk and the folder is free for another writer when it returns."""
        if self._closed:
            return
        self._closed = True
        try:
            self._save()
        finally:
            self._database.close()
            if self._lock is not None:
                self._lock.release()

    def _count(self, passages: int, figures: int) -> None:
        self._unsaved += passages + figures
        self._unsaved_words += passages
        if self._unsaved >= self.save_every:
            self._save()
        elif self._unsaved_words >= self.lexical_every:
            self._save_words()

    def _save_words(self) -> None:
        """The lexical index on disk, which costs no more than what was added."""
        self._unsaved_words = 0
        try:
            with self._saving, self._database.reading() as transaction:
                self._lexical.save(transaction)
        except StoreUnavailable as exc:
            _log.warning("the lexical index was not saved, searches will be slower: %s", exc)

    def _save(self) -> None:
        """Caches on disk, and the log of changes cut down to what is newer than those before: a reader who is one
        save behind still finds its way. No harm comes where they cannot be written, only a slower start.
        """
        if self._lock is None:
            return
        self._unsaved = self._unsaved_words = 0
        try:
            with self._saving, self._database.reading() as transaction:
                self._lexical.save(transaction)
                before = self._caches.save(transaction)
            if before is not None:
                with self._database.writing() as transaction:
                    trim(transaction, before)
        except StoreUnavailable as exc:
            _log.warning("the caches were not saved, the next start will be slower: %s", exc)
