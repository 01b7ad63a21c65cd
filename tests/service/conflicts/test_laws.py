"""What must hold of conflicts whatever the documents: order, copies and the way texts are cut do not matter."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.documents import Document, DocumentId
from corpus.loading import read_documents
from eval.sample import SAMPLE
from index.compiled import CompiledEmbedder
from index.memory import MemoryStore
from service.adding import Adder
from service.answer import Ask, ConflictView
from service.asking import Asker

QUESTION = "What did the Kestrel Line cost and when did it open?"


@pytest.fixture(scope="module")
def embedder() -> CompiledEmbedder:
    return CompiledEmbedder()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [found for found in read_documents([SAMPLE / "documents" / "kestrel-line"]) if isinstance(found, Document)]


def conflicts_of(documents: Sequence[Document], embedder: CompiledEmbedder) -> tuple[ConflictView, ...]:
    store = MemoryStore(embedder.dimension)
    list(Adder(store, embedder).add_all(documents))
    return Asker(store, embedder).ask(Ask(QUESTION, limit=50)).conflicts


def values_of(conflicts: Sequence[ConflictView]) -> set[tuple[str, frozenset[str]]]:
    """Each conflict's type with its sides' values as written."""
    return {(row.type, frozenset(source.text for side in row.sides for source in side.sources)) for row in conflicts}


def test_the_order_in_which_documents_are_added_does_not_matter(
    documents: list[Document], embedder: CompiledEmbedder
) -> None:
    forwards = conflicts_of(documents, embedder)
    assert len(forwards) >= 8
    assert conflicts_of(documents[::-1], embedder) == forwards


def test_a_copied_document_adds_no_conflict_and_no_origin(
    documents: list[Document], embedder: CompiledEmbedder
) -> None:
    copy = replace(documents[0], id=DocumentId("zz-copy.md"))
    alone, beside = conflicts_of(documents, embedder), conflicts_of([*documents, copy], embedder)
    assert values_of(beside) == values_of(alone)
    assert [row.origins for row in sorted(beside, key=lambda row: row.measure)] == [
        row.origins for row in sorted(alone, key=lambda row: row.measure)
    ]


def test_every_side_is_the_text_at_its_offsets_and_stands_in_another_document_than_its_opposite(
    documents: list[Document], embedder: CompiledEmbedder
) -> None:
    texts = {document.id: document.text for document in documents}
    for row in conflicts_of(documents, embedder):
        assert len({source.document for side in row.sides for source in side.sources}) > 1
        for source in (source for side in row.sides for source in side.sources):
            assert texts[DocumentId(source.document)][source.start : source.end] == source.text
            assert source.sentence.start <= source.start < source.end <= source.sentence.end
