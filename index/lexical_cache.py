"""The lexical index at the generation of whoever asks, and its snapshots on disk."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from index.analysis import ANALYSIS, term_counts
from index.bm25 import Bag
from index.cache_files import CacheKey, StaleCache, load_cache, save_cache
from index.database import Transaction
from index.errors import StoreUnavailable
from index.lexical import ENGINE, Entry, Gone, LexicalIndex, Shard
from index.passages import under_title
from index.storage import storage_errors
from index.vectors import Range

SIDECAR = "passages.lexical"
"""Says which folder holds the shard, of which generation it is, and proves that all of it is whole."""
RECENT = 1_000
"""So many passages are kept beside the shard before a writer writes them into a new one: scoring them one by one takes
a few milliseconds."""
_MOST_GONE = 0.2
_FOLDER = "lexical-{}"
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class LexicalState:
    """The index of one generation."""

    generation: int
    index: LexicalIndex


class LexicalCache:
    """The newest state that anyone searched; it follows the truth through the log of changes, when it is asked."""

    def __init__(self, folder: Path, rebuilt: list[str]) -> None:
        self._folder = folder
        self._rebuilt = rebuilt
        """Where reasons go for which the index was made anew from the truth."""
        self._lock = Lock()
        self._state: LexicalState | None = None
        self._saved = 0
        """The generation on disk; 0 where there is none that can be used."""

    @property
    def state(self) -> LexicalState | None:
        """What is known so far: the start from which a snapshot of the same or a later generation catches up."""
        return self._state

    def at(self, transaction: Transaction, known: LexicalState | None) -> LexicalIndex:
        """The index of the transaction's generation, which is not before that of `known`."""
        generation = int(transaction.meta("generation"))
        if known is not None and known.generation == generation:
            return known.index
        with self._lock:
            newest = self._state
            if newest is not None and newest.generation <= generation:
                known = newest
            caught_up = self._caught_up(transaction, known, generation)
            if newest is None or newest.generation < generation:
                self._state = LexicalState(generation, caught_up)
            return caught_up

    def save(self, transaction: Transaction) -> None:
        """A snapshot of the transaction's generation on disk, unless one as new is there."""
        state = self._state
        generation = int(transaction.meta("generation"))
        if generation <= self._saved or (state is not None and state.generation > generation):
            return
        index = self.at(transaction, state)
        path = self._folder / _FOLDER.format(generation)
        with storage_errors(self._folder):
            self._folder.mkdir(exist_ok=True)
            shutil.rmtree(path, ignore_errors=True)  # of a process that was killed before the sidecar named it
            path.mkdir()
            saved = _written(transaction, index, path)
            save_cache(self._folder / SIDECAR, _key(transaction), generation, _content(saved, path))
            self._saved = generation
            self._remove_others(path)
        with self._lock:
            if self._state is None or self._state.generation <= generation:
                self._state = LexicalState(generation, saved)

    def _remove_others(self, path: Path) -> None:
        """Who searches in one of them goes on: a file that is open outlives its name."""
        for other in self._folder.glob(_FOLDER.format("*")):
            if other != path:
                shutil.rmtree(other, ignore_errors=True)

    def _caught_up(self, transaction: Transaction, known: LexicalState | None, generation: int) -> LexicalIndex:
        if known is None or known.generation < transaction.meta("trimmed_to"):
            known = self._loaded(transaction, generation)
        elif len(known.index.recent) > RECENT:
            known = self._newer(transaction, known, generation)
        index = _replayed(transaction, known)
        return _from_truth(transaction) if index.gone_share > _MOST_GONE else index

    def _loaded(self, transaction: Transaction, generation: int) -> LexicalState:
        """From the snapshot, at its generation; from the truth where it cannot be used."""
        if generation == 0:
            return LexicalState(0, LexicalIndex())
        try:
            loaded = self._snapshot(transaction, generation)
        except StaleCache as stale:
            self._rebuilt.append(str(stale))
            return LexicalState(generation, _from_truth(transaction))
        self._saved = loaded.generation
        return loaded

    def _newer(self, transaction: Transaction, known: LexicalState, generation: int) -> LexicalState:
        """What another process, which writes, has saved since, if it did."""
        try:
            loaded = self._snapshot(transaction, generation)
        except StaleCache:
            return known
        return max(known, loaded, key=lambda state: state.generation)

    def _snapshot(self, transaction: Transaction, generation: int) -> LexicalState:
        saved, content = load_cache(self._folder / SIDECAR, _key(transaction))
        if not transaction.meta("trimmed_to") <= saved <= generation:
            raise StaleCache(f"{SIDECAR}: of generation {saved}, which the log of changes does not reach")
        try:
            return LexicalState(saved, _opened(self._folder, json.loads(content)))
        except (OSError, ValueError) as exc:
            raise StaleCache(f"{_FOLDER.format(saved)}: {exc}") from exc


def _written(transaction: Transaction, index: LexicalIndex, path: Path) -> LexicalIndex:
    """All of it in one shard on disk; what is on disk already is shared, not copied."""
    before = index.shard
    try:
        if before is None:
            return LexicalIndex(Shard.written(index.recent, path))
        if before.path is None or not before.path.exists():
            return LexicalIndex(Shard.written(_entries(transaction, 0), path))
        _share(before.path, path)
        return LexicalIndex(Shard.written(index.recent, path, before), gone=index.gone)
    except ValueError as exc:
        raise StoreUnavailable(f"{path}: the lexical index cannot be written: {exc}") from exc


def _share(before: Path, path: Path) -> None:
    """The files of one folder in the other; tantivy never changes one, except the two that it replaces."""
    for file in before.iterdir():
        if not file.name.endswith(".lock"):
            try:
                os.link(file, path / file.name)
            except OSError:  # a file system without links
                shutil.copy2(file, path / file.name)


def _content(saved: LexicalIndex, path: Path) -> bytes:
    shard, gone = saved.shard, saved.gone
    assert shard is not None
    return json.dumps(
        {
            "folder": path.name,
            "files": {file.name: _digest(file) for file in sorted(path.iterdir()) if not file.name.endswith(".lock")},
            "shard": {"rows": shard.rows, "length": shard.length, "last": shard.last},
            "gone": {"rows": gone.rows.tolist(), "length": gone.length, "containing": gone.containing},
        }
    ).encode()


def _opened(folder: Path, content: dict[str, Any]) -> LexicalIndex:
    path = folder / content["folder"]
    for name, digest in content["files"].items():
        if _digest(path / name) != digest:
            raise ValueError(f"{name} is damaged, its checksum differs")
    gone = content["gone"]
    return LexicalIndex(
        Shard.opened(path, **content["shard"]),
        gone=Gone(np.array(gone["rows"], np.int64), gone["length"], gone["containing"]),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _key(transaction: Transaction) -> CacheKey:
    return CacheKey(database=str(transaction.meta("identity")), model=f"{ANALYSIS}, {ENGINE}")


def _from_truth(transaction: Transaction) -> LexicalIndex:
    """Few are kept one by one, as they would be had they just been added."""
    entries = _entries(transaction, 0)
    first = tuple(islice(entries, RECENT + 1))
    if len(first) <= RECENT:
        return LexicalIndex(recent=first)
    return LexicalIndex(Shard.written(chain(first, entries), None))


def _replayed(transaction: Transaction, known: LexicalState) -> LexicalIndex:
    """The index with what was added and removed since. What was added first of all is above all that was there."""
    log = transaction.rows(
        "SELECT change, passages_start, passages_end FROM changes WHERE generation > ?", (known.generation,)
    )
    first = min((start for change, start, _ in log if change == "added"), default=None)
    added = () if first is None else tuple(_entries(transaction, first))
    removed: list[Range] = [
        (start, end) for change, start, end in log if change == "removed" and (first is None or start < first)
    ]
    return known.index.changed(added, removed)


def _entries(transaction: Transaction, first: int) -> Iterator[Entry]:
    """The passages from that row on, in the order of their rows, some at a time."""
    while True:
        rows = transaction.rows(
            "SELECT passages.row, title, passages.text FROM passages JOIN documents "
            "ON documents.row = passages.document WHERE passages.row >= ? ORDER BY passages.row LIMIT ?",
            (first, _ROWS_AT_ONCE),
        )
        for row, title, text in rows:
            yield Entry(row, Bag.of(term_counts(under_title(title, text))))
        if len(rows) < _ROWS_AT_ONCE:
            return
        first = rows[-1][0] + 1
