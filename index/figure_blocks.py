"""The figures of one generation as arrays: which are candidates for a figure, and how near they are."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.blocking import SAME_TALK, blocking_keys, comparable_class
from index.nearest import MARGIN, cosines
from index.store import Vector, Vectors
from index.vectors import Ids, Mask, Range, inner_products

Positions = NDArray[np.int64]


class Growing:
    """An array that grows at its end. Rows once written stay as they are, so that a reader who remembers how many
    there were when it came needs no lock.
    """

    __slots__ = ("_buffer", "_used")

    def __init__(self, empty: NDArray[Any]) -> None:
        self._buffer, self._used = empty, len(empty)

    def extend(self, rows: NDArray[Any]) -> None:
        end = self._used + len(rows)
        if end > len(self._buffer):
            larger = np.empty((max(end, 2 * len(self._buffer)), *self._buffer.shape[1:]), self._buffer.dtype)
            larger[: self._used] = self._buffer[: self._used]
            self._buffer = larger
        self._buffer[self._used : end] = rows
        self._used = end

    def rows(self) -> NDArray[Any]:
        used = self._used  # before the buffer: a buffer that comes later holds at least as many
        return self._buffer[:used]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What blocking needs of a kept figure."""

    row: int
    block: str
    keys: frozenset[str]

    @classmethod
    def of(cls, row: int, kind: str, dimension: str | None, head: str | None, event: str | None, names: str) -> Self:
        """From the columns of the table."""
        return cls(row, comparable_class(kind, dimension), blocking_keys(head, event, json.loads(names)))


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of one comparable kind at one generation. Later generations share its arrays, which only grow."""

    ids: Growing
    vectors: Growing
    postings: dict[str, Growing]
    size: int
    alive: Mask | None = None
    """By position; None while all live."""

    @classmethod
    def empty(cls, dimension: int) -> Self:
        return cls(Growing(np.empty(0, np.int64)), Growing(np.empty((0, dimension), np.float32)), {}, 0)

    def row_numbers(self) -> Ids:
        """Of each position; ascending."""
        return self.ids.rows()[: self.size]

    def vector_rows(self) -> Vectors:
        """Of each position."""
        return self.vectors.rows()[: self.size]

    def extended(self, rows: Sequence[FigureRow], vectors: Vectors) -> "Block":
        """The block with these rows, whose numbers are above all before."""
        self.ids.extend(np.array([each.row for each in rows], np.int64))
        self.vectors.extend(vectors)
        positions: dict[str, list[int]] = {}
        for position, each in enumerate(rows, start=self.size):
            for key in each.keys:
                positions.setdefault(key, []).append(position)
        for key, found in positions.items():
            self.postings.setdefault(key, Growing(np.empty(0, np.int64))).extend(np.array(found, np.int64))
        more = np.ones(len(rows), np.bool_)
        alive = None if self.alive is None else np.concatenate([self.alive, more])
        return Block(self.ids, self.vectors, self.postings, self.size + len(rows), alive)

    def without(self, removed: Iterable[Range]) -> "Block":
        """The block in which these row numbers no longer live."""
        alive = np.ones(self.size, np.bool_) if self.alive is None else self.alive.copy()
        for each in removed:
            alive[self.positions(each)] = False
        return Block(self.ids, self.vectors, self.postings, self.size, None if alive.all() else alive)

    def positions(self, numbers: Range) -> slice:
        """Where the rows of this range of numbers stand."""
        start, end = np.searchsorted(self.row_numbers(), numbers)
        return slice(int(start), int(end))

    def position(self, number: int) -> int | None:
        """Where the row of this number stands, if it lives."""
        found = self.positions((number, number + 1))
        lives = found.stop > found.start and (self.alive is None or bool(self.alive[found.start]))
        return found.start if lives else None

    def sharing(self, keys: frozenset[str]) -> list[Positions]:
        """The positions that share a key, a list for each key; a position may be in several."""
        found = [self.postings[key].rows() for key in sorted(keys) if key in self.postings]
        return [positions[: np.searchsorted(positions, self.size)] for positions in found]


@dataclass(frozen=True, slots=True)
class FigureBlocks:
    """All figures of one generation, by their comparable kind."""

    dimension: int
    blocks: dict[str, Block] = field(default_factory=dict)

    def changed(self, rows: Sequence[FigureRow], vectors: Vectors, removed: Sequence[Range] = ()) -> Self:
        """These figures added, whose row numbers are above all before, and those gone."""
        blocks = dict(self.blocks)
        if removed:
            blocks = {name: block.without(removed) for name, block in blocks.items()}
        places: dict[str, list[int]] = {}
        for place, each in enumerate(rows):
            places.setdefault(each.block, []).append(place)
        for name, found in places.items():
            block = blocks.get(name) or Block.empty(self.dimension)
            blocks[name] = block.extended([rows[place] for place in found], vectors[found])
        return type(self)(self.dimension, blocks)

    @property
    def dead_share(self) -> float:
        """The part of the rows kept that is dead."""
        total = sum(block.size for block in self.blocks.values())
        alive = sum(block.size if block.alive is None else int(block.alive.sum()) for block in self.blocks.values())
        return 0.0 if total == 0 else 1 - alive / total

    def rows(self) -> tuple[Ids, Vectors]:
        """The row numbers that live, ascending, and their vectors."""
        ids, vectors = [np.empty(0, np.int64)], [np.empty((0, self.dimension), np.float32)]
        for block in self.blocks.values():
            alive = slice(None) if block.alive is None else block.alive
            ids.append(block.row_numbers()[alive])
            vectors.append(block.vector_rows()[alive])
        order = np.argsort(np.concatenate(ids))
        return np.concatenate(ids)[order], np.concatenate(vectors)[order]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kept figure whose likes are looked for: its own row and the rows of its document, which are left out."""

    figure: FigureRow
    document: Range


def candidates(
    block: Block, wanted: Sequence[Wanted], limit: int, allowed: Mask | None
) -> list[tuple[Ids, NDArray[np.float64]]]:
    """For each, the row numbers of its nearest candidates and their cosines, in no order: the `limit` nearest and all
    that are as near as the last of them. `allowed` is by position. The figures wanted must be of this block and live.
    """
    vectors = block.vector_rows()
    places = [block.positions((each.figure.row, each.figure.row + 1)).start for each in wanted]
    products = inner_products(vectors[places], vectors)
    usable = _both(block.alive, allowed)
    found = []
    for each, place, nearness in zip(wanted, places, products, strict=True):
        mask = _candidate_mask(block, each, vectors[place], nearness)
        if usable is not None:
            mask &= usable
        positions = _nearest(np.flatnonzero(mask), nearness, limit)
        found.append((block.row_numbers()[positions], cosines(vectors[positions], vectors[place])))
    return found


def _candidate_mask(block: Block, wanted: Wanted, vector: Vector, nearness: NDArray[np.float32]) -> Mask:
    mask: Mask = nearness >= SAME_TALK - MARGIN
    unsure = np.flatnonzero(mask & (nearness < SAME_TALK + MARGIN))
    if len(unsure):
        mask[unsure] = cosines(block.vector_rows()[unsure], vector) >= SAME_TALK
    for positions in block.sharing(wanted.figure.keys):
        mask[positions] = True
    mask[block.positions(wanted.document)] = False
    return mask


def _nearest(positions: Positions, nearness: NDArray[np.float32], limit: int) -> Positions:
    if len(positions) <= limit:
        return positions
    values = nearness[positions]
    last = np.partition(values, len(values) - limit)[len(values) - limit]
    near: Positions = positions[values >= last - 2 * MARGIN]
    return near


def _both(first: Mask | None, second: Mask | None) -> Mask | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second
