"""What every store promises: durable writes, exact deletes, and reads that all see one generation."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Document, DocumentId, PartialDate
from corpus.figures.figure import Figure
from index.passages import Passage

Vectors = NDArray[np.float32]
"""Rows of unit length, shape (n, dimension)."""
Vector = NDArray[np.float32]
"""One row of unit length, shape (dimension,)."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document with all that is kept of it; row i of the vectors belongs to item i."""

    document: Document
    passages: Sequence[Passage]
    passage_vectors: Vectors
    figures: Sequence[Figure]
    figure_vectors: Vectors
    """One row a figure: the vector of its sentence with the values masked."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents a search may return; an empty field lets all pass. Dates are publication dates, both included;
    a date known in part passes if any of its days does, a document without a date passes no range.
    """

    documents: frozenset[DocumentId] = field(default_factory=frozenset)
    publishers: frozenset[str] = field(default_factory=frozenset)
    published_from: PartialDate | None = None
    published_to: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found, its score (a cosine or BM25, higher is nearer) and the side that found it."""

    passage: Passage
    score: float
    why: Literal["dense", "lexical"]


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """A figure like the one asked about, and the cosine of their masked sentences."""

    figure: Figure
    score: float


@dataclass(frozen=True, slots=True)
class LexicalStats:
    """Where passages are found by their words: in the index, or beside it, scored one by one."""

    indexed: int
    recent: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds at one generation."""

    documents: int
    passages: int
    figures: int
    generation: int
    lexical: LexicalStats


class Snapshot(Protocol):
    """One generation of a store: everything read through it belongs together.

    `deadline_s` is how long from now a search may take; DeadlineExceeded where it takes longer.
    """

    @property
    def generation(self) -> int: ...

    def search_dense(
        self, vector: Vector, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[Match]:
        """At most `limit` passages, best first, ties by passage id; at least min(limit, matches) of them."""
        ...

    def search_lexical(
        self,
        query: str | Mapping[str, float],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[Match]:
        """At most `limit` passages that share a term with the query (index.analysis), by exact BM25 of the passages
        with their titles in front, among all that are kept, whatever the filters; best first, ties by passage id.

        The query is plain text, or several texts, each with what its words count for beside those of a text of 1:
        nothing in them is syntax. None are found where they have no telling word.
        """
        ...

    def cosines_with(self, vector: Vector, passages: Sequence[Passage]) -> list[float]:
        """What `search_dense` would score each of these passages, all of which the store holds."""
        ...

    def figures_like(
        self, figure: Figure, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[FigureMatch]:
        """The figures of OTHER documents that may state the same measure: of a comparable kind and dimension, sharing
        the head, the event or a name, then by the cosine of their masked sentences; best first, ties by figure id.
        `figure` must be one that the store holds (by its id), else UnknownFigure.
        """
        ...

    def figures_like_all(
        self,
        figures: Sequence[Figure],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[list[FigureMatch]]:
        """`figures_like` of each figure, in the order given: much quicker than one by one."""
        ...

    def figures_of(self, documents: Sequence[DocumentId]) -> dict[DocumentId, list[Figure]]:
        """All figures of each document, in text order; documents without figures have an empty list."""
        ...

    def passages_of(self, document: DocumentId) -> list[Passage]:
        """All passages of a document, in text order."""
        ...

    def fetch(self, documents: Sequence[DocumentId]) -> dict[DocumentId, Document]:
        """Those of the documents that the store holds."""
        ...

    def scan(self, after: DocumentId | None = None, limit: int | None = None) -> Iterator[Document]:
        """Documents in the order of their ids, those behind `after` only."""
        ...

    def without_figures(self) -> Iterator[Document]:
        """The documents of which no figure is kept, in the order of their ids."""
        ...

    def stats(self) -> Stats: ...


class PassageStore(Protocol):
    """A place that keeps documents with their passages and figures."""

    def upsert(self, document: IndexedDocument) -> Literal["added", "changed", "unchanged"]:
        """Durable when it returns. A document whose text, metadata, passages and figures are those kept changes
        nothing. UnstorableDocument where the parts do not belong together.
        """
        ...

    def delete(self, document: DocumentId) -> bool:
        """Whether it was there. Gone from every later snapshot, and after a restart, when it returns."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A consistent view; writes that were acknowledged before are in it."""
        ...

    def close(self) -> None: ...
