from collections.abc import Sequence
from dataclasses import replace
from time import sleep

import numpy as np
import pytest

from corpus.documents import Document, DocumentId
from corpus.errors import CrosscheckError
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure, Value
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from index.store import IndexedDocument, Vectors
from service.adding import VALUE, Adder, masked_sentences, read
from service.documents import Outcome
from tests.service.towns import BRIDGE, FERRY, ORCHARD, TOWNS, document


class CountingEmbedder(HashingEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        return super().embed(texts)


class KeepingStore(MemoryStore):
    """Remembers what was written, in order."""

    def __init__(self) -> None:
        super().__init__(CountingEmbedder().dimension)
        self.written: list[IndexedDocument] = []

    def upsert(self, document: IndexedDocument) -> Outcome:
        self.written.append(document)
        return super().upsert(document)


def kept(store: MemoryStore, name: str) -> Document | None:
    with store.snapshot() as snapshot:
        return snapshot.fetch([DocumentId(name)]).get(DocumentId(name))


def test_a_document_is_added_then_unchanged_then_changed() -> None:
    store, embedder = KeepingStore(), CountingEmbedder()
    adder = Adder(store, embedder)
    later = replace(BRIDGE, text=BRIDGE.text + " It reopened in May.")
    assert [adder.add(each) for each in (BRIDGE, BRIDGE, later)] == ["added", "unchanged", "changed"]
    assert kept(store, "bridge.txt") == later


def test_what_the_store_already_holds_is_not_embedded_again() -> None:
    store, embedder = KeepingStore(), CountingEmbedder()
    adder = Adder(store, embedder)
    adder.add(BRIDGE)
    embedder.calls.clear()
    assert adder.add(BRIDGE) == "unchanged"
    assert embedder.calls == []
    assert len(store.written) == 1


def test_a_new_title_alone_is_a_change() -> None:
    adder = Adder(KeepingStore(), CountingEmbedder())
    adder.add(BRIDGE)
    assert adder.add(replace(BRIDGE, title=FERRY.title)) == "changed"


def test_several_documents_are_embedded_together_and_kept_one_by_one_in_order() -> None:
    store, embedder = KeepingStore(), CountingEmbedder()
    outcomes = [(each.id, outcome) for each, outcome in Adder(store, embedder).add_all(TOWNS)]
    assert outcomes == [("bridge.txt", "added"), ("ferry.txt", "added"), ("orchard.txt", "added")]
    assert len(embedder.calls) == 1
    assert [written.document.id for written in store.written] == ["bridge.txt", "ferry.txt", "orchard.txt"]


def test_two_versions_of_one_document_in_one_run_end_with_the_later_one() -> None:
    store = KeepingStore()
    later = replace(BRIDGE, text="The bridge of Ardelve is open again.")
    outcomes = [outcome for _, outcome in Adder(store, CountingEmbedder()).add_all([BRIDGE, later, BRIDGE])]
    assert outcomes == ["added", "changed", "changed"]
    assert kept(store, "bridge.txt") == BRIDGE


def test_what_is_being_stored_is_not_taken_for_what_the_store_holds() -> None:
    class SlowStore(KeepingStore):
        def upsert(self, document: IndexedDocument) -> Outcome:
            sleep(0.05)
            return super().upsert(document)

    store = SlowStore()
    later = replace(BRIDGE, text="The bridge of Ardelve is open again.")
    outcomes = [outcome for _, outcome in Adder(store, CountingEmbedder()).add_all([BRIDGE, later, BRIDGE])]
    assert outcomes == ["added", "changed", "changed"]
    assert kept(store, "bridge.txt") == BRIDGE


def test_nothing_added_embeds_nothing() -> None:
    embedder = CountingEmbedder()
    assert list(Adder(KeepingStore(), embedder).add_all([])) == []
    assert embedder.calls == []


def test_a_text_that_occurs_twice_is_embedded_once() -> None:
    embedder = CountingEmbedder()
    copy = replace(BRIDGE, id=DocumentId("copy.txt"))
    list(Adder(KeepingStore(), embedder).add_all([BRIDGE, copy]))
    assert len(embedder.calls[0]) == len(set(embedder.calls[0]))


def test_every_passage_and_figure_gets_the_vector_of_its_own_text() -> None:
    store, embedder = KeepingStore(), CountingEmbedder()
    list(Adder(store, embedder).add_all(TOWNS))
    for written in store.written:
        expected = read(written.document, embedder.token_count)
        np.testing.assert_array_equal(written.passage_vectors, embedder.embed(expected.passage_texts))
        np.testing.assert_array_equal(written.figure_vectors, embedder.embed(expected.figure_texts))
        assert list(written.figures) == figures_of(written.document)


def test_passages_are_embedded_with_their_title_in_front() -> None:
    texts = read(ORCHARD, HashingEmbedder().token_count).passage_texts
    assert texts[0].startswith("Pears of Quillan\nPear trees grow slowly")


def figures_at(found: Document, sentence: str, *surfaces: str) -> list[Figure]:
    first = found.text.index(sentence)
    spans = [(found.text.index(surface), found.text.index(surface) + len(surface)) for surface in surfaces]
    return [
        Figure(
            found.id,
            Value(start, end, start, end, "count", 1.0, 1.0),
            found.text[start:end],
            sentence_start=first,
            sentence_end=first + len(sentence),
            head=None,
            counted=None,
        )
        for start, end in spans
    ]


def test_all_values_of_a_sentence_are_masked_whichever_of_them_is_meant() -> None:
    counted = "The ferry carried 61,000 passengers and more than 70 dogs."
    found = document("a.txt", f"It rained. {counted} Nobody was wet.")
    figures = figures_at(found, counted, "61,000", "more than 70")
    assert masked_sentences(found, figures) == [f"The ferry carried {VALUE} passengers and {VALUE} dogs."] * 2


def test_values_that_overlap_are_masked_as_one() -> None:
    counted = "Tickets went from 5 to 8 crowns."
    found = document("a.txt", counted)
    figures = figures_at(found, counted, "from 5 to 8", "8 crowns")
    assert masked_sentences(found, figures) == [f"Tickets went {VALUE}."] * 2


def test_a_document_without_figures_has_no_rows_for_them() -> None:
    store = KeepingStore()
    Adder(store, CountingEmbedder()).add(document("plain.txt", "Nothing is counted here."))
    assert store.written[0].figure_vectors.shape == (0, 384)


def test_a_failure_in_the_middle_leaves_what_was_yielded_and_nothing_else() -> None:
    class FullStore(KeepingStore):
        def upsert(self, document: IndexedDocument) -> Outcome:
            if document.document.id == FERRY.id:
                raise CrosscheckError("the disk is full: make room")
            return super().upsert(document)

    store = FullStore()
    adding = Adder(store, CountingEmbedder()).add_all(TOWNS)
    assert next(adding) == (BRIDGE, "added")
    with pytest.raises(CrosscheckError):
        next(adding)
    assert kept(store, "bridge.txt") == BRIDGE
    assert kept(store, "orchard.txt") is None
