"""Whether the parts of a document that is to be stored belong together."""

import numpy as np

from corpus.figures.figure import Figure
from index.errors import UnstorableDocument
from index.passages import Passage
from index.records import document_record
from index.store import IndexedDocument, Vectors


def check_parts(indexed: IndexedDocument, dimension: int) -> None:
    """Nothing for a whole document; UnstorableDocument that says what does not fit."""
    document = indexed.document
    for text in document_record(document):
        _check_text(document.id, text or "")
    parts: list[Passage | Figure] = [*indexed.passages, *indexed.figures]
    for item in parts:
        if item.document != document.id:
            raise UnstorableDocument(f"{item.id} is not of document {document.id}: store it with its own document")
    for passage in indexed.passages:
        if document.text[passage.start : passage.end] != passage.text:
            raise UnstorableDocument(f"{passage.id} is not what the document says there: cut the passages again")
    for figure in indexed.figures:
        if document.text[figure.value.start : figure.value.end] != figure.text:
            raise UnstorableDocument(f"{figure.id} is not what the document says there: extract the figures again")
    _check_vectors(document.id, "passage", indexed.passage_vectors, (len(indexed.passages), dimension))
    _check_vectors(document.id, "figure", indexed.figure_vectors, (len(indexed.figures), dimension))


def _check_text(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise UnstorableDocument(
            f"{name!r}: half of a surrogate pair at character {exc.start}, which is no text: decode the source again"
        ) from exc


def _check_vectors(name: str, what: str, vectors: Vectors, expected: tuple[int, int]) -> None:
    if vectors.shape != expected:
        raise UnstorableDocument(
            f"{name}: {what} vectors of shape {vectors.shape}, expected {expected}: "
            "one row for each, of the dimension that the index was built with"
        )
    if not np.isfinite(vectors).all():
        raise UnstorableDocument(f"{name}: {what} vectors that are not all finite: embed the document again")
