"""The figures like those asked about, from the arrays of one generation, as figures again."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from index.blocking import blocking_keys, comparable_class
from index.database import Transaction, json_list
from index.deadline import Deadline
from index.errors import UnknownFigure
from index.figure_blocks import Block, FigureBlocks, FigureRow, Wanted, candidates
from index.kept_figures import KeptFigures
from index.store import FigureMatch
from index.vectors import Ids, Mask, Range

_PRODUCTS_AT_ONCE = 4_000_000

Found = tuple[Ids, NDArray[np.float64]]
Place = tuple[DocumentId, int, int]


class FigureSearch:
    """What figures are compared by, within one transaction."""

    def __init__(self, transaction: Transaction, blocks: FigureBlocks, kept: KeptFigures) -> None:
        self._transaction = transaction
        self._blocks = blocks
        self._kept = kept

    def alike(
        self, figures: Sequence[Figure], limit: int, allowed: Mask | None, deadline: Deadline
    ) -> list[list[FigureMatch]]:
        """As `Snapshot.figures_like_all`; `allowed` is by row number, None lets all pass."""
        wanted = self._wanted(figures)
        if limit <= 0:
            return [[] for _ in figures]
        found: list[Found | None] = [None] * len(figures)
        for block, places in self._batches(wanted):
            deadline.check()
            some = candidates(block, [wanted[place] for place in places], limit, _by_position(block, allowed))
            for place, each in zip(places, some, strict=True):
                found[place] = each
        whole = [each for each in found if each is not None]
        kept = self._kept.of(self._transaction, {number for ids, _ in whole for number in ids.tolist()})
        return [_matches(kept, each, limit) for each in whole]

    def _batches(self, wanted: Sequence[Wanted]) -> Iterator[tuple[Block, list[int]]]:
        """The places of figures that are of one block, few enough for their products to fit in the cache."""
        places: dict[str, list[int]] = {}
        for place, each in enumerate(wanted):
            places.setdefault(each.figure.block, []).append(place)
        for name, found in places.items():
            block = self._blocks.blocks[name]
            size = max(1, _PRODUCTS_AT_ONCE // block.size)
            for start in range(0, len(found), size):
                yield block, found[start : start + size]

    def _wanted(self, figures: Sequence[Figure]) -> list[Wanted]:
        numbers, ranges = self._rows_of({figure.document for figure in figures})
        places = [numbers.get((figure.document, figure.value.start, figure.value.end), []) for figure in figures]
        kept = self._kept.of(self._transaction, {number for found in places for number in found})
        wanted = []
        for figure, found in zip(figures, places, strict=True):
            if not found:
                raise UnknownFigure(f"figure {figure.id} is not in the store: ask about one that the store returned")
            number = next((each for each in found if kept[each] == figure), found[0])
            wanted.append(Wanted(_row_of(number, kept[number]), ranges[figure.document]))
        return wanted

    def _rows_of(self, documents: set[DocumentId]) -> tuple[dict[Place, list[int]], dict[DocumentId, Range]]:
        rows = self._transaction.rows(
            'SELECT id, figures.start, figures."end", figures.row, figures_start, figures_end '
            "FROM documents JOIN figures ON figures.row >= figures_start AND figures.row < figures_end "
            "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY figures.row",
            (json_list(documents),),
        )
        numbers: dict[Place, list[int]] = {}
        for document, start, end, number, _, _ in rows:
            numbers.setdefault((document, start, end), []).append(number)
        return numbers, {row[0]: (row[4], row[5]) for row in rows}


def _row_of(number: int, figure: Figure) -> FigureRow:
    block = comparable_class(figure.value.kind, figure.value.dimension)
    return FigureRow(number, block, blocking_keys(figure.head, figure.event, figure.names))


def _by_position(block: Block, allowed: Mask | None) -> Mask | None:
    if allowed is None:
        return None
    numbers = block.row_numbers()
    mask: Mask = numbers < len(allowed)
    mask[mask] = allowed[numbers[mask]]
    return mask


def _matches(kept: dict[int, Figure], found: Found, limit: int) -> list[FigureMatch]:
    ids, scores = found
    matches = [FigureMatch(kept[number], score) for number, score in zip(ids.tolist(), scores.tolist(), strict=True)]
    matches.sort(key=lambda match: (-match.score, match.figure.id))
    return matches[:limit]
