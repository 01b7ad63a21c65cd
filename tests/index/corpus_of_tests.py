"""Small documents with passages and figures, and a cheap embedding, for the tests of the stores."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.figure import Figure, Kind, Value
from index.passages import Passage
from index.store import IndexedDocument, Vector, Vectors

DIMENSION = 32

Field: TypeAlias = Any
"""Whatever a field of a figure holds."""


def vector_of(text: str) -> Vector:
    """A unit vector that texts with the same words share in part."""
    total = np.zeros(DIMENSION, dtype=np.float32)
    for word in text.lower().split():
        total += _vector_of_word(word.strip(".,"))
    length = float(np.linalg.norm(total))
    return total if length == 0 else total / np.float32(length)


@cache
def _vector_of_word(word: str) -> Vector:
    seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


def vectors_of(texts: Sequence[str]) -> Vectors:
    return np.array([vector_of(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSION)


def document_of(name: str, text: str, publisher: str | None = None, published: str | None = None) -> Document:
    return Document(
        DocumentId(name),
        text,
        title=Known(f"On {name}", "inferred", "first line"),
        publisher=None if publisher is None else Known(publisher, "given", "metadata"),
        published=None if published is None else Known(PartialDate.parse(published), "given", "metadata"),
        url=f"https://example.org/{name}",
    )


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, which end at ". "."""
    spans, start = [], 0
    for part in text.split(". "):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    return [(start, end) for start, end in spans if end > start]


def figure_of(document: Document, surface: str, kind: Kind = "count", **fields: Field) -> Figure:
    """The figure whose surface stands first in the document at that place; further fields as given."""
    start = document.text.index(surface)
    sentence = next(span for span in sentences_of(document.text) if span[0] <= start < span[1])
    low = float("".join(letter for letter in surface if letter.isdigit()) or 0)
    end = start + len(surface)
    value = Value(start, end, start, end, kind, low, low, step=1.0, dimension=fields.pop("dimension", None))
    return Figure(document.id, value, surface, *sentence, **{"head": None, "counted": None, **fields})


def indexed_of(document: Document, figures: Sequence[Figure] = ()) -> IndexedDocument:
    """Every sentence a passage; the figures' vectors are of their sentences with the value masked."""
    text = document.text
    passages = [Passage(document.id, start, end, text[start:end]) for start, end in sentences_of(text)]
    masked = [text[figure.sentence_start : figure.sentence_end].replace(figure.text, "#") for figure in figures]
    return IndexedDocument(
        document, passages, vectors_of([passage.text for passage in passages]), tuple(figures), vectors_of(masked)
    )


def counting(name: str, subject: str, number: int, publisher: str | None = "Gazette") -> IndexedDocument:
    """A document of two sentences with one counted figure about the subject."""
    text = f"The {subject} sold {number} tickets in the town. Nobody knew about {name} before."
    document = document_of(name, text, publisher, "2024")
    return indexed_of(document, [figure_of(document, str(number), head="ticket", names=(subject.title(),))])
