"""One generation of the embedded store: a transaction of the truth, and the caches of the same generation."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from index.analysis import query_terms
from index.caches import CacheState
from index.database import Row, Transaction, json_list
from index.deadline import Deadline
from index.errors import IndexMismatch
from index.figure_search import FigureSearch
from index.filters import condition_of
from index.kept_figures import KeptFigures
from index.lexical import LexicalIndex
from index.nearest import cosines
from index.passages import Passage
from index.records import DOCUMENT_COLUMNS, document_from
from index.store import FigureMatch, Filters, LexicalStats, Match, Stats, Vector
from index.vectors import Mask

_DOCUMENTS_AT_ONCE = 256
_DOCUMENTS = f"SELECT {', '.join(DOCUMENT_COLUMNS)} FROM documents"  # noqa: S608 - columns of ours
_OF_IDS = " WHERE id IN (SELECT value FROM json_each(?))"
_BEHIND = " ORDER BY id LIMIT ?"


class EmbeddedSnapshot:
    """What `EmbeddedStore.snapshot` gives; of no use after its `with` block."""

    def __init__(
        self, transaction: Transaction, state: CacheState, lexical: Callable[[], LexicalIndex], kept: KeptFigures
    ) -> None:
        self._transaction = transaction
        self._state = state
        self._lexical = lexical
        self._kept = kept
        self._figures = FigureSearch(transaction, state.figures, kept)

    @property
    def generation(self) -> int:
        return self._state.generation

    def search_dense(
        self, vector: Vector, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[Match]:
        deadline = Deadline.after(deadline_s)
        index = self._state.passages
        if vector.shape != (index.dimension,):
            raise IndexMismatch(f"a vector of shape {vector.shape} asked of an index of {index.dimension} dimensions")
        allowed = self._allowed(filters, "passages")
        deadline.check()
        numbers = index.nearest(vector, limit, allowed)
        deadline.check()
        matches = self._matches(vector, numbers.tolist())
        matches.sort(key=lambda match: (-match.score, match.passage.id))
        return matches[: max(limit, 0)]

    def search_lexical(
        self,
        query: str | Mapping[str, float],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[Match]:
        deadline = Deadline.after(deadline_s)
        allowed = self._allowed(filters, "passages")
        deadline.check()
        scores = dict(self._lexical().best(query_terms(query), limit, allowed, deadline))
        deadline.check()
        rows = self._transaction.rows(
            'SELECT id, start, "end", passages.text, passages.row FROM passages '
            "JOIN documents ON documents.row = passages.document "
            "WHERE passages.row IN (SELECT value FROM json_each(?))",
            (json_list(scores),),
        )
        matches = [Match(_passage(row), scores[row[4]], "lexical") for row in rows]
        matches.sort(key=lambda match: (-match.score, match.passage.id))
        return matches[: max(limit, 0)]

    def cosines_with(self, vector: Vector, passages: Sequence[Passage]) -> list[float]:
        wanted = [[passage.document, passage.start, passage.end] for passage in passages]
        rows = self._transaction.rows(
            'SELECT documents.id, start, "end", passages.text, vector FROM json_each(?) AS wanted '
            "JOIN documents ON documents.id = wanted.value ->> 0 "
            "JOIN passages ON passages.row >= passages_start AND passages.row < passages_end "
            'AND start = wanted.value ->> 1 AND "end" = wanted.value ->> 2 '
            "JOIN passage_vectors ON passage_vectors.row = passages.row",
            (json.dumps(wanted),),
        )
        found = {_passage(row[:4]): row[4] for row in rows}
        content = b"".join(found[passage] for passage in passages)
        vectors = np.frombuffer(content, np.float32).reshape(len(passages), len(vector))
        scores: list[float] = cosines(vectors, vector).tolist()
        return scores

    def figures_like(
        self, figure: Figure, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[FigureMatch]:
        return self.figures_like_all([figure], limit, filters, deadline_s)[0]

    def figures_like_all(
        self,
        figures: Sequence[Figure],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[list[FigureMatch]]:
        deadline = Deadline.after(deadline_s)
        return self._figures.alike(figures, limit, self._allowed(filters, "figures"), deadline)

    def figures_of(self, documents: Sequence[DocumentId]) -> dict[DocumentId, list[Figure]]:
        rows = self._transaction.rows(
            "SELECT id, figures_start, figures_end FROM documents WHERE id IN (SELECT value FROM json_each(?))",
            (json_list(documents),),
        )
        ranges = {document: range(start, end) for document, start, end in rows}
        kept = self._kept.of(self._transaction, [number for numbers in ranges.values() for number in numbers])
        return {
            document: sorted(
                (kept[number] for number in ranges[document]), key=lambda each: (each.value.start, each.value.end)
            )
            for document in documents
            if document in ranges
        }

    def passages_of(self, document: DocumentId) -> list[Passage]:
        rows = self._transaction.rows(
            'SELECT id, start, "end", passages.text FROM documents '
            "JOIN passages ON passages.row >= passages_start AND passages.row < passages_end "
            'WHERE id = ? ORDER BY start, "end", passages.row',
            (document,),
        )
        return [_passage(row) for row in rows]

    def fetch(self, documents: Sequence[DocumentId]) -> dict[DocumentId, Document]:
        rows = self._transaction.rows(_DOCUMENTS + _OF_IDS, (json_list(documents),))
        found = {DocumentId(row[0]): document_from(row) for row in rows}
        return {name: found[name] for name in documents if name in found}

    def scan(self, after: DocumentId | None = None, limit: int | None = None) -> Iterator[Document]:
        return self._scanned(" WHERE id > ?", after, limit)

    def without_figures(self) -> Iterator[Document]:
        return self._scanned(" WHERE id > ? AND figures_start = figures_end", None, None)

    def _scanned(self, condition: str, after: DocumentId | None, limit: int | None) -> Iterator[Document]:
        # every id is above the empty text, and an empty id is no id
        last, left = after or "", limit
        while left is None or left > 0:
            size = _DOCUMENTS_AT_ONCE if left is None else min(left, _DOCUMENTS_AT_ONCE)
            rows = self._transaction.rows(_DOCUMENTS + condition + _BEHIND, (last, size))
            yield from map(document_from, rows)
            if len(rows) < size:
                return
            last, left = rows[-1][0], None if left is None else left - size

    def stats(self) -> Stats:
        documents, passages, figures = self._transaction.rows(
            "SELECT count(*), coalesce(sum(passages_end - passages_start), 0), "
            "coalesce(sum(figures_end - figures_start), 0) FROM documents"
        )[0]
        recent = len(self._lexical().recent)
        return Stats(documents, passages, figures, self.generation, LexicalStats(passages - recent, recent))

    def _matches(self, vector: Vector, numbers: list[int]) -> list[Match]:
        rows = self._transaction.rows(
            'SELECT id, start, "end", passages.text, vector FROM passages '
            "JOIN passage_vectors ON passage_vectors.row = passages.row "
            "JOIN documents ON documents.row = passages.document "
            "WHERE passages.row IN (SELECT value FROM json_each(?))",
            (json_list(numbers),),
        )
        content = b"".join(row[4] for row in rows)
        vectors = np.frombuffer(content, np.float32).reshape(len(rows), len(vector))
        scores = cosines(vectors, vector).tolist()
        return [Match(_passage(row), score, "dense") for row, score in zip(rows, scores, strict=True)]

    def _allowed(self, filters: Filters | None, what: Literal["passages", "figures"]) -> Mask | None:
        """Which row numbers of passages or figures a search may return, None for all."""
        if filters is None or filters == Filters():
            return None
        condition, parameters = condition_of(filters)
        passing = f"SELECT {what}_start, {what}_end FROM documents WHERE {condition}"  # noqa: S608 - words of ours
        rows = self._transaction.rows(passing, parameters)
        ranges = np.array(rows, np.int64).reshape(len(rows), 2)
        steps = np.zeros(int(ranges.max(initial=0)) + 1, np.int32)
        np.add.at(steps, ranges[:, 0], 1)
        np.add.at(steps, ranges[:, 1], -1)
        mask: Mask = np.cumsum(steps) > 0
        return mask


def _passage(row: Row) -> Passage:
    return Passage(DocumentId(row[0]), row[1], row[2], row[3])
