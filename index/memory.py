"""The exact store: brute force over what is kept in memory. It defines what the others must answer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import MappingProxyType
from typing import Literal

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from index.analysis import query_terms, term_counts
from index.blocking import SAME_TALK, blocking_keys, comparable_class
from index.bm25 import Bag, Scorer, containing_of
from index.deadline import Deadline
from index.errors import UnknownFigure
from index.filters import passes
from index.nearest import cosines
from index.passages import Passage, embedded_text
from index.records import digest_of
from index.store import FigureMatch, Filters, IndexedDocument, LexicalStats, Match, Snapshot, Stats, Vector
from index.validation import check_parts


@dataclass(frozen=True, slots=True)
class MemorySnapshot:
    """One generation; never changed once made."""

    generation: int
    kept: Mapping[DocumentId, IndexedDocument]

    def search_dense(
        self, vector: Vector, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[Match]:
        deadline = Deadline.after(deadline_s)
        matches = []
        for indexed in self._passing(filters):
            deadline.check()
            scores = cosines(indexed.passage_vectors, vector).tolist()
            matches += [Match(*pair, why="dense") for pair in zip(indexed.passages, scores, strict=True)]
        matches.sort(key=lambda match: (-match.score, match.passage.id))
        return matches[: max(limit, 0)]

    def search_lexical(
        self,
        query: str | Mapping[str, float],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[Match]:
        deadline, terms = Deadline.after(deadline_s), query_terms(query)
        bags = {passage: _bag(indexed, passage) for indexed in self.kept.values() for passage in indexed.passages}
        deadline.check()
        containing = containing_of(terms, bags.values())
        scorer = Scorer.of(terms, containing, len(bags), sum(bag.length for bag in bags.values()))
        passages = (passage for indexed in self._passing(filters) for passage in indexed.passages)
        matches = [Match(passage, scorer.score(bags[passage]), why="lexical") for passage in passages]
        deadline.check()
        matches.sort(key=lambda match: (-match.score, match.passage.id))
        return [match for match in matches[: max(limit, 0)] if match.score > 0]

    def cosines_with(self, vector: Vector, passages: Sequence[Passage]) -> list[float]:
        found: dict[Passage, float] = {}
        for name in {passage.document for passage in passages}:
            indexed = self.kept[name]
            found.update(zip(indexed.passages, cosines(indexed.passage_vectors, vector).tolist(), strict=True))
        return [found[passage] for passage in passages]

    def figures_like(
        self, figure: Figure, limit: int, filters: Filters | None = None, deadline_s: float | None = None
    ) -> list[FigureMatch]:
        deadline = Deadline.after(deadline_s)
        kept, vector = self._kept(figure)
        matches = []
        for indexed in self._passing(filters):
            deadline.check()
            if indexed.document.id != figure.document:
                matches += _alike(kept, vector, indexed)
        matches.sort(key=lambda match: (-match.score, match.figure.id))
        return matches[: max(limit, 0)]

    def figures_like_all(
        self,
        figures: Sequence[Figure],
        limit: int,
        filters: Filters | None = None,
        deadline_s: float | None = None,
    ) -> list[list[FigureMatch]]:
        return [self.figures_like(figure, limit, filters, deadline_s) for figure in figures]

    def figures_of(self, documents: Sequence[DocumentId]) -> dict[DocumentId, list[Figure]]:
        return {
            name: sorted(self.kept[name].figures, key=lambda figure: (figure.value.start, figure.value.end))
            for name in documents
            if name in self.kept
        }

    def passages_of(self, document: DocumentId) -> list[Passage]:
        if document not in self.kept:
            return []
        return sorted(self.kept[document].passages, key=lambda passage: (passage.start, passage.end))

    def fetch(self, documents: Sequence[DocumentId]) -> dict[DocumentId, Document]:
        return {name: self.kept[name].document for name in documents if name in self.kept}

    def scan(self, after: DocumentId | None = None, limit: int | None = None) -> Iterator[Document]:
        names = sorted(name for name in self.kept if after is None or name > after)
        return (self.kept[name].document for name in names[:limit])

    def without_figures(self) -> Iterator[Document]:
        return (document for document in self.scan() if not self.kept[document.id].figures)

    def stats(self) -> Stats:
        passages = sum(len(indexed.passages) for indexed in self.kept.values())
        return Stats(
            documents=len(self.kept),
            passages=passages,
            figures=sum(len(indexed.figures) for indexed in self.kept.values()),
            generation=self.generation,
            lexical=LexicalStats(indexed=0, recent=passages),
        )

    def _passing(self, filters: Filters | None) -> Iterator[IndexedDocument]:
        return (indexed for indexed in self.kept.values() if passes(indexed.document, filters))

    def _kept(self, figure: Figure) -> tuple[Figure, Vector]:
        indexed = self.kept.get(figure.document)
        places = [] if indexed is None else [at for at, kept in enumerate(indexed.figures) if kept.id == figure.id]
        if indexed is None or not places:
            raise UnknownFigure(f"figure {figure.id} is not in the store: ask about one that the store returned")
        same = [at for at in places if indexed.figures[at] == figure]
        at = (same or places)[0]
        return indexed.figures[at], indexed.figure_vectors[at]


def _bag(indexed: IndexedDocument, passage: Passage) -> Bag:
    return _bag_of(embedded_text(indexed.document, passage))


@lru_cache(maxsize=4_096)
def _bag_of(text: str) -> Bag:
    return Bag.of(term_counts(text))


def _alike(figure: Figure, vector: Vector, indexed: IndexedDocument) -> list[FigureMatch]:
    """The figures of one other document that may state the same measure."""
    kind, keys = _class_of(figure), _keys_of(figure)
    scores = cosines(indexed.figure_vectors, vector).tolist()
    return [
        FigureMatch(other, score)
        for other, score in zip(indexed.figures, scores, strict=True)
        if _class_of(other) == kind and (score >= SAME_TALK or keys & _keys_of(other))
    ]


def _class_of(figure: Figure) -> str:
    return comparable_class(figure.value.kind, figure.value.dimension)


def _keys_of(figure: Figure) -> frozenset[str]:
    return blocking_keys(figure.head, figure.event, figure.names)


class MemoryStore:
    """Documents kept in this process only; every write makes a new generation beside those that are being read."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._latest = MemorySnapshot(0, MappingProxyType({}))
        self._writing = Lock()

    def upsert(self, document: IndexedDocument) -> Literal["added", "changed", "unchanged"]:
        check_parts(document, self._dimension)
        name = document.document.id
        with self._writing:
            before = self._latest.kept.get(name)
            if before is not None and digest_of(before) == digest_of(document):
                return "unchanged"
            self._advance({**self._latest.kept, name: document})
        return "added" if before is None else "changed"

    def delete(self, document: DocumentId) -> bool:
        with self._writing:
            if document not in self._latest.kept:
                return False
            self._advance({name: kept for name, kept in self._latest.kept.items() if name != document})
        return True

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        yield self._latest

    def close(self) -> None:
        """Nothing: what is in memory goes with the process."""

    def _advance(self, kept: dict[DocumentId, IndexedDocument]) -> None:
        self._latest = MemorySnapshot(self._latest.generation + 1, MappingProxyType(kept))
