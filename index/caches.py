"""What is kept in memory of the truth, at the generation of whoever asks, and its snapshots on disk."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias

import numpy as np

from index.cache_files import CacheKey, StaleCache, load_cache, save_cache
from index.database import Transaction
from index.figure_blocks import FigureBlocks, FigureRow
from index.lock import WriterLock
from index.storage import storage_errors
from index.store import Vectors
from index.vectors import Ids, VectorIndex, deserialized, serialized

CACHE_FOLDER = "caches"
_PASSAGES = "passages.faiss"
_FIGURES = "figures.faiss"
_MANY_DEAD = 0.5
_NO_ROW = 2**62

IdsAndVectors: TypeAlias = tuple[Ids, Vectors]


@dataclass(frozen=True, slots=True)
class CacheState:
    """The caches of one generation, never changed once made: a snapshot holds it as long as it likes."""

    generation: int
    passages: VectorIndex
    figures: FigureBlocks


class Caches:
    """The state of the newest generation that anyone asked for; it follows the truth through the log of changes."""

    def __init__(self, folder: Path, model: str, dimension: int) -> None:
        self._folder = folder / CACHE_FOLDER
        self._model = model
        self._dimension = dimension
        self._lock = Lock()
        self._state: CacheState | None = None
        self._saved = 0
        """The generation on disk; 0 where there is none that can be used."""
        self.rebuilt: list[str] = []
        """Why caches were made anew from the truth, one reason a time."""

    def at(self, transaction: Transaction) -> CacheState | None:
        """The caches of the transaction's generation; None if they are already of a later one: begin another."""
        generation = int(transaction.meta("generation"))
        state = self._state
        if state is not None and state.generation == generation:
            return state
        with self._lock:
            if self._state is not None and self._state.generation > generation:
                return None
            known, self._state = self._state, None  # so that what fails halfway is not built upon
            self._state = self._caught_up(transaction, known, generation)
            return self._state

    def save(self, transaction: Transaction) -> int | None:
        """The generation of the snapshots that were on disk before; None if they are as new, and stay."""
        state = self.at(transaction) or self._state
        before = self._saved
        if state is None or state.generation <= before:
            return None
        key = self._key(transaction)
        save_cache(self._folder / _PASSAGES, key, state.generation, serialized(*state.passages.rows()))
        save_cache(self._folder / _FIGURES, key, state.generation, serialized(*state.figures.rows()))
        self._saved = state.generation
        return before

    def _caught_up(self, transaction: Transaction, known: CacheState | None, generation: int) -> CacheState:
        if known is None:
            known = self._loaded(transaction, generation)
        elif known.generation < transaction.meta("trimmed_to"):
            self.rebuilt.append(f"generation {known.generation}: the log of changes no longer reaches back to it")
            known = self._from_truth(transaction, generation)
        state = self._replayed(transaction, known, generation)
        if max(state.passages.dead_share, state.figures.dead_share) > _MANY_DEAD:
            return self._from_truth(transaction, generation)
        return state

    def _loaded(self, transaction: Transaction, generation: int) -> CacheState:
        """From the snapshots, at their generation; from the truth where they cannot be used."""
        if generation == 0:
            return self._from_truth(transaction, generation)
        try:
            saved, passages, figures = self._snapshots(transaction, generation)
        except StaleCache as stale:
            self.rebuilt.append(str(stale))
            return self._from_truth(transaction, generation)
        self._saved = saved
        return self._state_of(transaction, saved, deserialized(passages), deserialized(figures))

    def _snapshots(self, transaction: Transaction, generation: int) -> tuple[int, bytes, bytes]:
        key = self._key(transaction)
        saved, passages = load_cache(self._folder / _PASSAGES, key)
        of_figures, figures = load_cache(self._folder / _FIGURES, key)
        if saved != of_figures:
            raise StaleCache(f"{_FIGURES}: of generation {of_figures}, but {_PASSAGES} of {saved}")
        if not transaction.meta("trimmed_to") <= saved <= generation:
            raise StaleCache(f"{_PASSAGES}: of generation {saved}, which the log of changes does not reach")
        return saved, passages, figures

    def _from_truth(self, transaction: Transaction, generation: int) -> CacheState:
        passages = self._vectors(transaction, "passage_vectors", 0)
        figures = self._vectors(transaction, "figure_vectors", 0)
        return self._state_of(transaction, generation, passages, figures)

    def _state_of(
        self, transaction: Transaction, generation: int, passages: IdsAndVectors, figures: IdsAndVectors
    ) -> CacheState:
        """The state of these vectors; figures that the truth no longer has are left out already now."""
        ids, vectors = figures
        rows = _figure_rows(transaction, 0, int(ids[-1]) if len(ids) else 0)
        kept = np.isin(ids, [each.row for each in rows])
        return CacheState(
            generation,
            VectorIndex(self._dimension).changed(*passages),
            FigureBlocks(self._dimension).changed(rows, vectors[kept]),
        )

    def _replayed(self, transaction: Transaction, known: CacheState, generation: int) -> CacheState:
        """The state with what was added and removed since. What was added first of all is above all that was there."""
        log = transaction.rows(
            "SELECT change, passages_start, passages_end, figures_start, figures_end FROM changes WHERE generation > ?",
            (known.generation,),
        )
        first_passage = min((row[1] for row in log if row[0] == "added"), default=_NO_ROW)
        first_figure = min((row[3] for row in log if row[0] == "added"), default=_NO_ROW)
        gone = [row for row in log if row[0] == "removed"]
        passages, figures = known.passages, known.figures
        return CacheState(
            generation,
            passages.changed(
                *self._vectors(transaction, "passage_vectors", first_passage),
                [(row[1], row[2]) for row in gone if row[1] < first_passage],
            ),
            figures.changed(
                _figure_rows(transaction, first_figure, _NO_ROW),
                self._vectors(transaction, "figure_vectors", first_figure)[1],
                [(row[3], row[4]) for row in gone if row[3] < first_figure],
            ),
        )

    def _vectors(self, transaction: Transaction, table: str, first: int) -> IdsAndVectors:
        rows = transaction.rows(
            f"SELECT row, vector FROM {table} WHERE row >= ? ORDER BY row",  # noqa: S608 - a table of ours
            (first,),
        )
        ids = np.array([row for row, _ in rows], np.int64)
        content = b"".join(vector for _, vector in rows)
        return ids, np.frombuffer(content, np.float32).reshape(len(rows), self._dimension)

    def _key(self, transaction: Transaction) -> CacheKey:
        return CacheKey(database=str(transaction.meta("identity")), model=self._model)


def remove_caches(folder: Path) -> None:
    """None of the data folder's caches; the next who writes makes them anew. StoreLocked while one does."""
    lock = WriterLock(folder)
    try:
        with storage_errors(folder / CACHE_FOLDER):
            if (folder / CACHE_FOLDER).exists():
                shutil.rmtree(folder / CACHE_FOLDER)
            for left in folder.glob("*.new"):
                left.unlink()
    finally:
        lock.release()


def _figure_rows(transaction: Transaction, first: int, last: int) -> list[FigureRow]:
    rows = transaction.rows(
        "SELECT row, kind, dimension, head, event, names FROM figures WHERE row BETWEEN ? AND ? ORDER BY row",
        (first, last),
    )
    return [FigureRow.of(*row) for row in rows]
