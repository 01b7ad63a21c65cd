"""Documents into the store: figures, passages and their vectors, one transaction a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from index.embedding import Embedder
from index.passages import Passage, embedded_text, passages_of
from index.store import IndexedDocument, PassageStore, Vector, Vectors
from service.ahead import made_ahead
from service.documents import Outcome

Embedded: TypeAlias = Mapping[str, Vector]
"""The vector of each text."""

VALUE = "[value]"
"""What stands for every value of a sentence whose vector says what was measured, not how much."""
TEXTS_AT_ONCE = 32
"""How many texts are gathered before they are embedded together, while those of the documents behind are read: enough
to keep all cores busy, few enough that not much is read before the first is embedded."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with all that its text says, before anything is embedded."""

    document: Document
    passages: Sequence[Passage]
    passage_texts: Sequence[str]
    figures: Sequence[Figure]
    figure_texts: Sequence[str]

    @property
    def texts(self) -> list[str]:
        """All that has to be embedded for it."""
        return [*self.passage_texts, *self.figure_texts]


class Adder:
    """Adds documents to a store, whole or not at all, each under the id it has."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def add(self, document: Document) -> Outcome:
        """What became of it; on disk when this returns. A document that the store holds as it is costs one read."""
        ((_, outcome),) = self.add_all([document])
        return outcome

    def add_all(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Outcome]]:
        """Each document and what became of it, in order; each is on disk when it is yielded.

        Some documents are read while those before are embedded and those before these are stored, so that no core
        waits; texts of several are embedded together, so results may come several at a time.
        """
        for batch, vectors in made_ahead(self._embedded(made_ahead(self._batches(documents)))):
            yield from self._stored(batch, vectors)

    def _batches(self, documents: Iterable[Document]) -> Iterator[list[Document | Read]]:
        """Runs of documents with no id twice: what the store holds as it is, and what has to be embedded.

        Those before are on their way to the store meanwhile: a document that comes again is not looked for there.
        """
        batch: list[Document | Read] = []
        met: set[DocumentId] = set()
        ids: set[DocumentId] = set()
        texts = 0
        for document in documents:
            if document.id in ids or texts >= TEXTS_AT_ONCE or len(batch) >= TEXTS_AT_ONCE:
                yield batch
                batch, ids, texts = [], set(), 0
            held = document.id not in met and self._holds(document)
            ids.add(document.id)
            met.add(document.id)
            batch.append(document if held else read(document, self._embedder.token_count))
            texts += len(batch[-1].texts) if isinstance(batch[-1], Read) else 0
        yield batch

    def _holds(self, document: Document) -> bool:
        with self._store.snapshot() as snapshot:
            return snapshot.fetch([document.id]).get(document.id) == document

    def _embedded(self, batches: Iterable[list[Document | Read]]) -> Iterator[tuple[list[Document | Read], Embedded]]:
        """Each batch with the vectors of its texts."""
        for batch in batches:
            yield batch, self._vectors([text for item in batch if isinstance(item, Read) for text in item.texts])

    def _stored(self, batch: Sequence[Document | Read], vectors: Embedded) -> Iterator[tuple[Document, Outcome]]:
        for item in batch:
            if isinstance(item, Read):
                yield item.document, self._store.upsert(indexed(item, vectors, self._embedder.dimension))
            else:
                yield item, "unchanged"

    def _vectors(self, texts: Sequence[str]) -> Embedded:
        """The vector of every distinct text."""
        distinct = list(dict.fromkeys(texts))
        return dict(zip(distinct, self._embedder.embed(distinct), strict=True)) if distinct else {}


def read(document: Document, token_count: Callable[[str], int]) -> Read:
    """The document's passages and figures, each with the text that its vector is made of."""
    passages, figures = passages_of(document, token_count), figures_of(document)
    return Read(
        document=document,
        passages=passages,
        passage_texts=[embedded_text(document, passage) for passage in passages],
        figures=figures,
        figure_texts=masked_sentences(document, figures),
    )


def masked_sentences(document: Document, figures: Sequence[Figure]) -> list[str]:
    """Each figure's sentence with the values of ALL figures in it replaced by `VALUE`."""
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for figure in figures:
        sentence = (figure.sentence_start, figure.sentence_end)
        spans.setdefault(sentence, []).append((figure.value.start, figure.value.end))
    masked = {sentence: _masked(document.text, sentence, values) for sentence, values in spans.items()}
    return [masked[figure.sentence_start, figure.sentence_end] for figure in figures]


def _masked(text: str, sentence: tuple[int, int], values: Sequence[tuple[int, int]]) -> str:
    """The sentence with each value replaced; values that overlap are replaced as one."""
    parts: list[str] = []
    at, last = sentence
    for start, end in sorted(values):
        if start >= at:
            parts += [text[at:start], VALUE]
        at = max(at, end)
    return "".join([*parts, text[at:last]])


def indexed(item: Read, vectors: Embedded, dimension: int) -> IndexedDocument:
    """What is stored of it, with the vector of each of its texts."""
    return IndexedDocument(
        document=item.document,
        passages=item.passages,
        passage_vectors=_rows(item.passage_texts, vectors, dimension),
        figures=item.figures,
        figure_vectors=_rows(item.figure_texts, vectors, dimension),
    )


def _rows(texts: Sequence[str], vectors: Embedded, dimension: int) -> Vectors:
    rows = np.empty((len(texts), dimension), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[:] = vectors[text]
    return rows
