"""Vectors that are searched by FAISS, exactly. The only file that knows FAISS."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray

from index.nearest import MARGIN
from index.store import Vector, Vectors

library: Any = faiss
"""Without the types that it ships: they lack what its Python layer adds."""

FaissIndex: TypeAlias = Any
Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]
"""Indexed by id."""
Range = tuple[int, int]
"""Ids from the first to before the second."""

_SMALL_SHARD = 1024
_SPARE = 16
_ROWS_IN_CACHE = 512


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """The vectors of one generation, never changed once made, so that searches need no lock.

    Changes make another one that shares what is the same: a few shards, each at least twice its follower or small, so
    that adding one by one copies each vector a few times only. Ids grow from one addition to the next.
    """

    dimension: int
    shards: tuple[FaissIndex, ...] = ()
    dead: Ids = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def total(self) -> int:
        """Rows kept, dead ones included."""
        return sum(shard.ntotal for shard in self.shards)

    @property
    def dead_share(self) -> float:
        """The part of the rows kept that is dead."""
        return len(self.dead) / max(self.total, 1)

    def changed(self, ids: Ids, vectors: Vectors, removed: Sequence[Range] = ()) -> Self:
        """The index with these rows added, whose ids are above all before, and these ids gone."""
        known = self._with(ids, vectors)
        gone = [np.arange(*each) for each in removed]
        dead = np.concatenate([self.dead, *gone]) if gone else self.dead
        return type(self)(self.dimension, known, dead)

    def nearest(self, vector: Vector, limit: int, allowed: Mask | None = None) -> Ids:
        """The ids of the `limit` nearest rows, and of all that are about as near as the last of them."""
        selector = self._selector(allowed)
        asked = min(limit + _SPARE, self.total) if limit > 0 else 0
        while asked > 0:
            ids, scores = self._search(vector, asked, selector)
            reached = scores[limit - 1] - 2 * MARGIN if len(ids) >= limit else -np.inf
            if asked == self.total or len(ids) < asked or scores[-1] < reached:
                return ids[scores >= reached]
            asked = min(asked * 4, self.total)
        return np.empty(0, dtype=np.int64)

    def rows(self) -> tuple[Ids, Vectors]:
        """The ids that live, ascending, and their vectors."""
        ids = np.concatenate([_ids_of(shard) for shard in self.shards] or [self.dead])
        empty = np.empty((0, self.dimension), dtype=np.float32)
        vectors = np.concatenate([empty, *(_vectors_of(shard) for shard in self.shards)])
        alive = np.isin(ids, self.dead, invert=True)
        return ids[alive], vectors[alive]

    def _with(self, ids: Ids, vectors: Vectors) -> tuple[FaissIndex, ...]:
        if not len(ids):
            return self.shards
        shards = list(self.shards)
        while shards and shards[-1].ntotal < max(_SMALL_SHARD, 2 * len(ids)):
            last = shards.pop()
            ids = np.concatenate([_ids_of(last), ids])
            vectors = np.concatenate([_vectors_of(last), vectors])
        return (*shards, _shard(ids, vectors))

    def _selector(self, allowed: Mask | None) -> FaissIndex | None:
        if allowed is None and not len(self.dead):
            return None
        last = int(_ids_of(self.shards[-1])[-1]) if self.shards else -1
        mask = np.ones(last + 1, dtype=np.bool_) if allowed is None else allowed[: last + 1].copy()
        mask[self.dead[self.dead < len(mask)]] = False
        return library.IDSelectorBitmap(np.packbits(mask, bitorder="little"))

    def _search(self, vector: Vector, limit: int, selector: FaissIndex | None) -> tuple[Ids, NDArray[np.float32]]:
        # The number of threads is kept by OpenMP for each thread that calls; requests already run side by side.
        library.omp_set_num_threads(1)
        parameters = None if selector is None else library.SearchParameters(sel=selector)
        query = np.ascontiguousarray(vector, dtype=np.float32)[None]
        found = [shard.search(query, min(limit, shard.ntotal), params=parameters) for shard in self.shards]
        scores = np.concatenate([scores[0] for scores, _ in found])
        ids = np.concatenate([ids[0] for _, ids in found])
        order = np.argsort(-scores[ids >= 0], kind="stable")[:limit]
        return ids[ids >= 0][order], scores[ids >= 0][order]


def inner_products(queries: Vectors, rows: Vectors) -> Vectors:
    """Of every query with every row, shape (queries, rows), on one thread.

    By FAISS and not by numpy's BLAS, whose threads wait for each other in every product: on a busy machine that takes
    twenty times as long. A slice of rows at a time stays in the processor's cache for all queries.
    """
    queries, rows = np.ascontiguousarray(queries, np.float32), np.ascontiguousarray(rows, np.float32)
    products = np.empty((len(queries), len(rows)), np.float32)
    for start in range(0, len(rows), _ROWS_IN_CACHE):
        some = rows[start : start + _ROWS_IN_CACHE]
        for query, found in zip(queries, products[:, start : start + len(some)], strict=True):
            library.fvec_inner_products_ny(
                library.swig_ptr(found), library.swig_ptr(query), library.swig_ptr(some), rows.shape[1], len(some)
            )
    return products


def serialized(ids: Ids, vectors: Vectors) -> bytes:
    """A FAISS index of these rows, as FAISS writes it."""
    return bytes(library.serialize_index(_shard(ids, vectors)).data)


def deserialized(content: bytes) -> tuple[Ids, Vectors]:
    """The rows of `serialized`."""
    index = library.deserialize_index(np.frombuffer(content, dtype=np.uint8))
    return _ids_of(index), _vectors_of(index)


def _shard(ids: Ids, vectors: Vectors) -> FaissIndex:
    index = library.IndexIDMap2(library.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
    return index


def _ids_of(index: FaissIndex) -> Ids:
    ids: Ids = library.vector_to_array(index.id_map)
    return ids


def _vectors_of(index: FaissIndex) -> Vectors:
    flat = library.downcast_index(index.index)
    vectors: Vectors = flat.reconstruct_n(0, flat.ntotal)
    return vectors
