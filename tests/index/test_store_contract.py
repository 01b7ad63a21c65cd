"""What every store promises, asked of each of them; the store in memory says what is right."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from corpus.documents import DocumentId, PartialDate
from corpus.figures.figure import Kind
from index.embedded import EmbeddedStore
from index.errors import DeadlineExceeded, UnknownFigure, UnstorableDocument
from index.manifest import ModelIdentity
from index.memory import MemoryStore
from index.store import Filters, IndexedDocument, PassageStore, Snapshot
from tests.index.corpus_of_tests import (
    DIMENSION,
    Field,
    counting,
    document_of,
    figure_of,
    indexed_of,
    vector_of,
)

MODEL = ModelIdentity("hashing of words", DIMENSION, "words", "numpy", 100)

Make = Callable[[], PassageStore]


@contextmanager
def made(kind: str, folder: Path) -> Iterator[PassageStore]:
    store: PassageStore = MemoryStore(DIMENSION) if kind == "memory" else EmbeddedStore.open(folder, MODEL)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(params=["memory", "embedded"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PassageStore]:
    with made(request.param, tmp_path / "data") as store:
        yield store


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[PassageStore, PassageStore]]:
    with made("memory", tmp_path) as right, made("embedded", tmp_path / "data") as asked:
        yield right, asked


@pytest.fixture
def snapshot(store: PassageStore) -> Iterator[Snapshot]:
    store.upsert(counting("a", "circus", 10))
    store.upsert(counting("b", "opera", 20, publisher="Herald"))
    store.upsert(counting("c", "circus", 30))
    with store.snapshot() as snapshot:
        yield snapshot


def name(text: str) -> DocumentId:
    return DocumentId(text)


def ids_found(snapshot: Snapshot, question: str, limit: int = 100, filters: Filters | None = None) -> list[str]:
    return [match.passage.id for match in snapshot.search_dense(vector_of(question), limit, filters)]


def test_what_was_stored_is_read_back_equal(store: PassageStore) -> None:
    indexed = counting("a", "circus", 10)
    assert store.upsert(indexed) == "added"
    with store.snapshot() as snapshot:
        assert snapshot.fetch([name("a"), name("b")]) == {name("a"): indexed.document}
        assert snapshot.passages_of(name("a")) == list(indexed.passages)
        assert snapshot.figures_of([name("a"), name("b")]) == {name("a"): list(indexed.figures)}


def test_an_empty_store_answers_with_nothing(store: PassageStore) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.search_dense(vector_of("anything"), 10) == []
        assert snapshot.figures_like_all([], 10) == []
        assert list(snapshot.scan()) == []
        assert snapshot.passages_of(name("a")) == []
        stats = snapshot.stats()
    assert (stats.documents, stats.passages, stats.figures, stats.generation) == (0, 0, 0, 0)


def test_a_document_without_passages_or_figures_is_kept(store: PassageStore) -> None:
    store.upsert(indexed_of(document_of("empty", "")))
    with store.snapshot() as snapshot:
        assert snapshot.figures_of([name("empty")]) == {name("empty"): []}
        assert snapshot.stats().documents == 1


def test_the_same_document_again_changes_nothing(store: PassageStore) -> None:
    store.upsert(counting("a", "circus", 10))
    assert store.upsert(counting("a", "circus", 10)) == "unchanged"
    with store.snapshot() as snapshot:
        assert snapshot.generation == 1
        assert snapshot.stats().passages == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, document=replace(one.document, url=None)),
        lambda one: replace(one, document=replace(one.document, published=None)),
        lambda one: replace(one, passages=one.passages[:1], passage_vectors=one.passage_vectors[:1]),
        lambda one: replace(one, figures=[replace(one.figures[0], head="seat")]),
    ],
)
def test_other_metadata_passages_or_figures_make_a_changed_document(
    store: PassageStore, change: Callable[[IndexedDocument], IndexedDocument]
) -> None:
    before = counting("a", "circus", 10)
    after = change(before)
    store.upsert(before)
    assert store.upsert(after) == "changed"
    with store.snapshot() as snapshot:
        assert snapshot.generation == 2
        assert snapshot.fetch([name("a")])[name("a")] == after.document
        assert snapshot.figures_of([name("a")])[name("a")] == list(after.figures)
        assert snapshot.stats().passages == len(after.passages)


def test_a_changed_document_leaves_nothing_of_what_it_was(store: PassageStore) -> None:
    store.upsert(counting("other", "circus", 5))
    store.upsert(counting("a", "circus", 10))
    with store.snapshot() as snapshot:
        assert len(ids_found(snapshot, "circus tickets")) == 4
    assert store.upsert(counting("a", "opera", 77)) == "changed"
    with store.snapshot() as snapshot:
        texts = [match.passage.text for match in snapshot.search_dense(vector_of("circus"), 10)]
        figure = snapshot.figures_of([name("other")])[name("other")][0]
        like = [match.figure.text for match in snapshot.figures_like(figure, 10)]
    assert "The circus sold 10 tickets in the town" not in texts
    assert "The opera sold 77 tickets in the town" in texts
    assert like == ["77"]


def test_a_deleted_document_is_gone_and_deleting_it_again_says_so(store: PassageStore) -> None:
    store.upsert(counting("a", "circus", 10))
    store.upsert(counting("b", "circus", 12))
    with store.snapshot():
        pass
    assert store.delete(name("a")) is True
    assert store.delete(name("a")) is False
    with store.snapshot() as snapshot:
        assert {match.passage.document for match in snapshot.search_dense(vector_of("circus"), 10)} == {"b"}
        assert snapshot.figures_like(counting("b", "circus", 12).figures[0], 10) == []
        assert [document.id for document in snapshot.scan()] == ["b"]
        assert snapshot.passages_of(name("a")) == []
        assert snapshot.figures_of([name("a")]) == {}
        assert snapshot.generation == 3


def test_a_deleted_document_can_come_back(store: PassageStore) -> None:
    indexed = counting("a", "circus", 10)
    store.upsert(indexed)
    store.delete(name("a"))
    assert store.upsert(indexed) == "added"
    with store.snapshot() as snapshot:
        assert len(ids_found(snapshot, "circus")) == 2


def test_a_search_gives_the_nearest_first_with_its_cosine(snapshot: Snapshot) -> None:
    text = "The opera sold 20 tickets in the town"
    best, second = snapshot.search_dense(vector_of(text), 2)
    assert best.passage.text == text
    assert best.score == 1.0
    assert best.why == "dense"
    assert second.score == round(
        float(np.dot(vector_of(second.passage.text).astype(float), vector_of(text).astype(float))), 6
    )
    assert type(best.score) is float


@pytest.mark.parametrize(("limit", "found"), [(0, 0), (-1, 0), (1, 1), (6, 6), (7, 6), (10_000, 6)])
def test_a_limit_is_kept_and_may_be_larger_than_the_store(snapshot: Snapshot, limit: int, found: int) -> None:
    assert len(ids_found(snapshot, "circus", limit)) == found


def test_equal_scores_are_ordered_by_passage_id_whatever_the_limit(store: PassageStore) -> None:
    for number in (7, 3, 9, 1, 5, *range(10, 60)):
        store.upsert(indexed_of(document_of(f"d{number}", "The same words everywhere.")))
    with store.snapshot() as snapshot:
        everything = ids_found(snapshot, "words", 100)
        assert everything == sorted(everything)
        assert ids_found(snapshot, "words", 3) == everything[:3]


def test_documents_are_scanned_in_the_order_of_their_ids(store: PassageStore) -> None:
    names = ["b", "a", "z/é", "ä", "Z", "a b", "𝔸", "\uffee"]
    for each in names:
        store.upsert(indexed_of(document_of(each, f"Text of {each}.")))
    with store.snapshot() as snapshot:
        assert [document.id for document in snapshot.scan()] == sorted(names)
        assert [document.id for document in snapshot.scan(after=name("a b"), limit=2)] == ["b", "z/é"]
        assert list(snapshot.scan(limit=0)) == []


def test_documents_without_figures_are_found_in_the_order_of_their_ids(store: PassageStore) -> None:
    for each in (counting("c", "circus", 10), indexed_of(document_of("b", "None.")), indexed_of(document_of("a", ""))):
        store.upsert(each)
    with store.snapshot() as snapshot:
        assert [document.id for document in snapshot.without_figures()] == ["a", "b"]


def test_many_documents_are_scanned_whole(store: PassageStore) -> None:
    names = [f"d{number:03}" for number in range(300)]
    for each in names:
        store.upsert(indexed_of(document_of(each, f"{each}")))
    with store.snapshot() as snapshot:
        assert [document.id for document in snapshot.scan()] == names
        assert len(list(snapshot.scan(limit=280))) == 280


def test_figures_come_in_the_order_of_the_text(store: PassageStore) -> None:
    document = document_of("a", "There were 10 cats and 20 dogs and 30 birds.")
    figures = [figure_of(document, surface) for surface in ("30", "10", "20")]
    store.upsert(indexed_of(document, figures))
    with store.snapshot() as snapshot:
        assert [figure.text for figure in snapshot.figures_of([name("a")])[name("a")]] == ["10", "20", "30"]


def test_stats_count_what_is_there(snapshot: Snapshot) -> None:
    stats = snapshot.stats()
    assert (stats.documents, stats.passages, stats.figures, stats.generation) == (3, 6, 3, 3)


def test_texts_of_any_kind_survive(store: PassageStore) -> None:
    text = "null\x00byte, 😀 emoji, \u2028 separators\r\n, e\u0301. <b>'\"; DROP TABLE documents"
    store.upsert(indexed_of(document_of("it's %_\"; --", text)))
    with store.snapshot() as snapshot:
        (document,) = snapshot.scan()
        assert document.text == text
        assert [passage.text for passage in snapshot.passages_of(document.id)] == text.split(". ")


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (lambda one: replace(one, passage_vectors=one.passage_vectors[:1]), r"shape \(1, 32\), expected \(2, 32\)"),
        (lambda one: replace(one, figure_vectors=one.figure_vectors[:, :8]), r"shape \(1, 8\), expected \(1, 32\)"),
        (lambda one: replace(one, passage_vectors=one.passage_vectors * np.float32("nan")), "not all finite"),
        (lambda one: replace(one, document=replace(one.document, text=one.document.text[1:])), "cut the passages"),
        (lambda one: replace(one, document=replace(one.document, id=DocumentId("z"))), "not of document z"),
        (lambda one: replace(one, figures=[replace(one.figures[0], text="11")]), "a#16-18 is not what the document"),
        (lambda one: replace(one, document=replace(one.document, url="x \ud83d")), "half of a surrogate pair"),
    ],
)
def test_parts_that_do_not_belong_together_are_refused_and_nothing_is_stored(
    store: PassageStore, spoilt: Callable[[IndexedDocument], IndexedDocument], message: str
) -> None:
    with pytest.raises(UnstorableDocument, match=message):
        store.upsert(spoilt(counting("a", "circus", 10)))
    with store.snapshot() as snapshot:
        assert snapshot.stats().generation == 0


def test_a_deadline_that_has_passed_is_an_error(snapshot: Snapshot) -> None:
    figures = snapshot.figures_of([name("a")])[name("a")]
    with pytest.raises(DeadlineExceeded):
        snapshot.search_dense(vector_of("circus"), 5, deadline_s=0.0)
    with pytest.raises(DeadlineExceeded):
        snapshot.figures_like_all(figures, 5, deadline_s=0.0)
    assert len(snapshot.search_dense(vector_of("circus"), 5, deadline_s=60.0)) == 5


# Figures like a figure


def stored(
    store: PassageStore, text_name: str, text: str, surface: str, kind: Kind = "count", **fields: object
) -> None:
    document = document_of(text_name, text)
    store.upsert(indexed_of(document, [figure_of(document, surface, kind, **fields)]))


def like(store: PassageStore, document: str, filters: Filters | None = None) -> list[str]:
    with store.snapshot() as snapshot:
        (figure,) = snapshot.figures_of([name(document)])[name(document)]
        return [match.figure.document for match in snapshot.figures_like(figure, 10, filters)]


@pytest.mark.parametrize(
    ("shared", "other"),
    [
        ({"head": "ticket"}, {"head": "ticket"}),
        ({"event": "visit"}, {"event": "visit"}),
        ({"names": ("Ada Lovelace",)}, {"names": ("LOVELACE",)}),
    ],
)
def test_a_shared_head_event_or_name_makes_a_candidate_whatever_the_wording(
    store: PassageStore, shared: dict[str, Field], other: dict[str, Field]
) -> None:
    stored(store, "a", "alpha beta 10", "10", **shared)
    stored(store, "b", "gamma delta epsilon zeta 20", "20", **other)
    assert like(store, "a") == ["b"]
    assert like(store, "b") == ["a"]


def test_small_words_of_names_and_heads_that_are_events_are_not_shared(store: PassageStore) -> None:
    stored(store, "a", "alpha beta 10", "10", names=("Bank of England",), head="visit")
    stored(store, "b", "gamma delta epsilon zeta 20", "20", names=("House of Lords",), event="visit")
    assert like(store, "a") == []


def test_alike_sentences_make_candidates_without_a_shared_word_of_any_sort(store: PassageStore) -> None:
    stored(store, "a", "the tower is 10 tall", "10", head="metre")
    stored(store, "b", "the tower is 20 tall", "20", head="feet")
    stored(store, "c", "seven ships sank near 30 rocks yesterday night", "30", head="rock")
    assert like(store, "a") == ["b"]


def test_figures_of_the_same_document_are_not_like_it(store: PassageStore) -> None:
    document = document_of("a", "The town has 10 bakers. The town has 20 bakers.")
    store.upsert(indexed_of(document, [figure_of(document, each, head="baker") for each in ("10", "20")]))
    with store.snapshot() as snapshot:
        first, second = snapshot.figures_of([name("a")])[name("a")]
        assert snapshot.figures_like_all([first, second], 10) == [[], []]


@pytest.mark.parametrize(
    ("first", "second", "comparable"),
    [
        (("money", None), ("money", None), True),
        (("money", None), ("count", None), False),
        (("percent", None), ("percentage_points", None), False),
        (("date", None), ("date_range", None), True),
        (("date", None), ("duration", None), False),
        (("duration", None), ("age", None), False),
        (("quantity", "length"), ("quantity", "length"), True),
        (("quantity", "length"), ("quantity", "mass"), False),
        (("ordinal", None), ("count", None), False),
        (("multiple", None), ("multiple", None), True),
    ],
)
def test_only_figures_of_comparable_kind_and_dimension_are_alike(
    store: PassageStore, first: tuple[Kind, str | None], second: tuple[Kind, str | None], comparable: bool
) -> None:
    stored(store, "a", "the thing is 10 here", "10", first[0], dimension=first[1], head="thing")
    stored(store, "b", "the thing is 20 here", "20", second[0], dimension=second[1], head="thing")
    assert like(store, "a") == (["b"] if comparable else [])


def test_the_nearest_sentences_come_first_and_ties_by_figure_id(store: PassageStore) -> None:
    stored(store, "a", "the tower is 10 tall", "10", head="metre")
    stored(store, "near", "the tower is 11 high", "11", head="metre")
    stored(store, "same2", "the tower is 12 tall", "12", head="metre")
    stored(store, "same1", "the tower is 13 tall", "13", head="metre")
    stored(store, "far", "of water flowed 14 past", "14", head="metre")
    assert like(store, "a") == ["same1", "same2", "near", "far"]


def test_filters_hold_for_figures_too(store: PassageStore) -> None:
    for each, publisher in (("a", "Herald"), ("b", "Gazette"), ("c", "Herald"), ("d", None)):
        store.upsert(counting(each, "circus", 10, publisher))
    assert like(store, "a") == ["b", "c", "d"]
    assert like(store, "a", Filters(publishers=frozenset({"Herald"}))) == ["c"]
    assert like(store, "a", Filters(documents=frozenset({name("a"), name("d")}))) == ["d"]


def test_a_figure_that_is_not_kept_has_no_likes(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownFigure, match="z#16-18 is not in the store"):
        snapshot.figures_like(counting("z", "circus", 99).figures[0], 5)


def test_two_figures_of_one_expression_are_told_apart(store: PassageStore) -> None:
    document = document_of("a", "It rose 7 here")
    twins = [figure_of(document, "7", "percent", head="tax"), figure_of(document, "7", "money", head="tax")]
    store.upsert(indexed_of(document, twins))
    stored(store, "b", "It rose 8 here", "8", "percent", head="tax")
    stored(store, "c", "It rose 9 here", "9", "money", head="tax")
    with store.snapshot() as snapshot:
        found = snapshot.figures_like_all(twins, 5)
    assert [[match.figure.document for match in each] for each in found] == [["b"], ["c"]]


# Exactness, against the store in memory


def some_corpus() -> list[IndexedDocument]:
    """Two hundred documents with figures of several kinds, words and names shared in many ways."""
    random = np.random.default_rng(20)
    words = [f"word{number}" for number in range(30)]
    kinds: list[Kind] = ["count", "money", "percent", "date", "date_range"]
    corpus = []
    for number in range(200):
        sentences = [
            f"{' '.join(random.choice(words, 5))} {1000 + sentence} {random.choice(words)}"
            for sentence in range(int(random.integers(1, 5)))
        ]
        publisher = [None, "Herald", "Gazette", "Courier"][int(random.integers(4))]
        published = [None, "2019", "2020-05", "2021-03-04", "2022"][int(random.integers(5))]
        document = document_of(f"d{number}", ". ".join(sentences), publisher, published)
        figures = [
            figure_of(
                document, str(1000 + sentence), kinds[int(random.integers(5))],
                head=str(random.choice(words[:6])), names=(str(random.choice(words[:9])).title(),),
            )
            for sentence in range(len(sentences))
        ]  # fmt: skip
        corpus.append(indexed_of(document, figures))
    return corpus


FILTERS = [
    None,
    Filters(),
    Filters(documents=frozenset({name("d7")})),
    Filters(documents=frozenset(name(f"d{number}") for number in range(0, 200, 10))),
    Filters(documents=frozenset({name("no such")})),
    Filters(publishers=frozenset({"Herald"})),
    Filters(publishers=frozenset({"Herald", "Gazette", "Courier"})),
    Filters(published_from=PartialDate(2020)),
    Filters(published_from=PartialDate(2020, 6), published_to=PartialDate(2021, 3)),
    Filters(published_to=PartialDate(2019, 1, 1)),
    Filters(publishers=frozenset({"Courier"}), published_from=PartialDate(2022, 12, 31)),
]


def test_filters_are_exact_at_every_selectivity(both: tuple[PassageStore, PassageStore]) -> None:
    right, asked = both
    filled(both)
    with right.snapshot() as exact, asked.snapshot() as snapshot:
        for filters in FILTERS:
            for limit in (1, 10, 1000):
                question = vector_of("word1 word2 word3")
                expected = exact.search_dense(question, limit, filters)
                assert snapshot.search_dense(question, limit, filters) == expected


def test_figures_like_is_exact_with_and_without_filters(both: tuple[PassageStore, PassageStore]) -> None:
    right, asked = both
    filled(both)
    with right.snapshot() as exact, asked.snapshot() as snapshot:
        figures = [figure for found in exact.figures_of([d.id for d in exact.scan()]).values() for figure in found]
        for filters in FILTERS:
            for limit in (0, 3, 1000):
                expected = exact.figures_like_all(figures[::7], limit, filters)
                assert snapshot.figures_like_all(figures[::7], limit, filters) == expected
                assert snapshot.figures_like(figures[7], limit, filters) == expected[1]
        everything = exact.figures_like_all(figures, 1000)
    assert len(figures) > 350
    assert sum(map(len, everything)) > 10_000


def filled(both: tuple[PassageStore, PassageStore]) -> None:
    """Both stores with the same history: additions, changes and removals with asks between them."""
    corpus = some_corpus()
    for store in both:
        for indexed in corpus[:120]:
            store.upsert(indexed)
        with store.snapshot() as snapshot:
            snapshot.search_dense(vector_of("word1"), 3)
        for number in range(0, 120, 7):
            store.delete(name(f"d{number}"))
        for old, new in zip(corpus[1:20:3], corpus[101:120:3], strict=True):
            fresh = counting(old.document.id, "circus", len(new.document.text))
            store.upsert(fresh)
        with store.snapshot() as snapshot:
            snapshot.search_dense(vector_of("word1"), 3)
        for indexed in corpus[100:]:
            store.upsert(indexed)


def test_a_date_known_in_part_passes_if_any_of_its_days_is_in_the_range(store: PassageStore) -> None:
    for each, published in (("year", "2024"), ("month", "2024-02"), ("day", "2024-02-29"), ("none", None)):
        store.upsert(indexed_of(document_of(each, "The same words.", published=published)))

    def passing(**bounds: Field) -> set[str]:
        with store.snapshot() as snapshot:
            matches = snapshot.search_dense(vector_of("words"), 10, Filters(**bounds))
        return {match.passage.document for match in matches}

    assert passing(published_from=PartialDate(2024, 2, 29)) == {"year", "month", "day"}
    assert passing(published_from=PartialDate(2024, 3)) == {"year"}
    assert passing(published_to=PartialDate(2024, 2, 28)) == {"year", "month"}
    assert passing(published_from=PartialDate(2025)) == set()
    assert passing(published_from=PartialDate(2020), published_to=PartialDate(2024)) == {"year", "month", "day"}


# One generation at a time


def test_a_snapshot_stays_as_it_was_while_others_write(store: PassageStore) -> None:
    store.upsert(counting("a", "circus", 10))
    store.upsert(counting("b", "circus", 20))
    with store.snapshot() as before:
        store.delete(name("a"))
        store.upsert(counting("b", "circus", 21))
        store.upsert(counting("c", "circus", 30))
        with store.snapshot() as after:
            figure_b = after.figures_of([name("b")])[name("b")][0]
            assert [match.figure.text for match in after.figures_like(figure_b, 10)] == ["30"]
            assert after.generation == 5
        figure_b = before.figures_of([name("b")])[name("b")][0]
        assert figure_b.text == "20"
        assert [match.figure.text for match in before.figures_like(figure_b, 10)] == ["10"]
        assert {match.passage.document for match in before.search_dense(vector_of("circus"), 10)} == {"a", "b"}
        assert before.stats().documents == 2
        assert before.generation == 2


def test_many_threads_each_see_whole_generations_while_a_writer_writes(store: PassageStore) -> None:
    """Every document is in truth, passages and figures, or in none of them; and generations never go back."""
    failures: list[str] = []
    done = False

    def read() -> None:
        last = -1
        while not done and not failures:
            with store.snapshot() as snapshot:
                documents = {document.id for document in snapshot.scan()}
                matches = snapshot.search_dense(vector_of("circus"), 1000)
                figures = [each for found in snapshot.figures_of(sorted(documents)).values() for each in found]
                likes = snapshot.figures_like_all(figures, 1000)
                if {match.passage.document for match in matches} != documents:
                    failures.append("the passages are not those of the documents")
                if any(len(each) != len(documents) - 1 for each in likes):
                    failures.append("the figures are not those of the documents")
                if snapshot.generation < last:
                    failures.append("an older generation after a newer one")
                last = snapshot.generation

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(60):
        store.upsert(counting(f"d{number % 20}", "circus", 100 + number))
        if number % 3 == 0:
            store.delete(name(f"d{(number * 7) % 20}"))
    done = True
    for reader in readers:
        reader.join()
    assert failures == []
