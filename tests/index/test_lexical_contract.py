"""What every store promises of finding passages by their words; the store in memory says what is right."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import DocumentId, PartialDate
from index import lexical, lexical_cache
from index.embedded import EmbeddedStore
from index.errors import DeadlineExceeded
from index.manifest import ModelIdentity
from index.memory import MemoryStore
from index.store import Filters, Match, PassageStore
from tests.index.corpus_of_tests import DIMENSION, counting, document_of, indexed_of, vector_of

MODEL = ModelIdentity("hashing of words", DIMENSION, "words", "numpy", 100)


@contextmanager
def made(kind: str, folder: Path) -> Iterator[PassageStore]:
    store: PassageStore = MemoryStore(DIMENSION) if kind == "memory" else EmbeddedStore.open(folder, MODEL)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(params=["memory", "embedded, one by one", "embedded, in tantivy"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PassageStore]:
    if "tantivy" in request.param:
        monkeypatch.setattr(EmbeddedStore, "lexical_every", 1)
    with made(request.param, tmp_path / "data") as store:
        yield store


def name(text: str) -> DocumentId:
    return DocumentId(text)


def add(store: PassageStore, **texts: str) -> None:
    for each, text in texts.items():
        store.upsert(indexed_of(document_of(each, text)))


def found(store: PassageStore, query: str, limit: int = 100, filters: Filters | None = None) -> list[Match]:
    with store.snapshot() as snapshot:
        return snapshot.search_lexical(query, limit, filters)


def texts_found(store: PassageStore, query: str, limit: int = 100) -> list[str]:
    return [match.passage.text for match in found(store, query, limit)]


def test_the_passage_with_more_and_rarer_words_of_the_query_comes_first(store: PassageStore) -> None:
    add(store, a="The ferry crosses the river", b="The river is wide", c="The river is deep and the ferry is slow")
    assert texts_found(store, "a slow ferry on the river") == [
        "The river is deep and the ferry is slow",
        "The ferry crosses the river",
        "The river is wide",
    ]


def test_the_score_is_bm25_worked_by_hand(store: PassageStore) -> None:
    add(store, a="Ships sail", b="Ships sink fast sometimes")
    (match,) = found(store, "sailing")
    # idf = ln(1 + (2 - 1 + 0.5) / (1 + 0.5)) = ln 2; lengths: a 2, b "ship sink fast sometim" and its title "b" 5
    norm = 1.2 * (0.25 + 0.75 * 2 / 3.5)
    assert match.score == round(0.69314718 * 2.2 / (1 + norm), 6)
    assert (match.passage.document, match.why) == ("a", "lexical")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("The ministers visited Baku", "visiting minister"),
        ("ERDOĞAN SPOKE", "Erdogan speaks spoke"),
        ("It cost 2,500 crowns", "2500"),
        ("It rose 3.5 points", "3.5"),
        ("Two joined the U.N.", "UN"),
        ("The president’s hat", "president"),
        ("İstanbul", "istanbul"),
        ("The ﬁnal", "final"),
    ],
)
def test_words_are_found_in_other_forms(store: PassageStore, written: str, asked: str) -> None:
    add(store, x=written, other="Nothing of this sort")
    assert texts_found(store, asked) == [written]


def test_the_title_counts_for_every_passage_of_its_document(store: PassageStore) -> None:
    add(store, quillan="It is a town. It has a bridge", ardelve="It is a village")
    assert texts_found(store, "what is Quillan?") == ["It is a town", "It has a bridge"]


@pytest.mark.parametrize("query", ["", " ", "the of and", "?!", "\x00", "\ud800", "what is it and why?", "🙂"])
def test_a_query_without_a_telling_word_finds_nothing(store: PassageStore, query: str) -> None:
    add(store, x="What is it and why is it there")
    assert found(store, query) == []


@pytest.mark.parametrize(
    "query",
    [
        'text:river AND "', "+river -river", "river*", "(river", "river^9 OR [a TO b]", "row:1 river", "river\x00",
        "IN [river", "\ud800 river", "river " * 2000, "/river/", "river~2", "\\river",
    ],
)  # fmt: skip
def test_nothing_in_a_query_is_syntax(store: PassageStore, query: str) -> None:
    add(store, x="The river is wide", y="Sea water is salt")
    assert texts_found(store, query) == ["The river is wide"]


def test_a_very_long_query_is_answered(store: PassageStore) -> None:
    add(store, x="The word700 is here", y="Nothing")
    assert texts_found(store, " ".join(f"word{number}" for number in range(5000))) == ["The word700 is here"]


def test_equal_scores_are_ordered_by_passage_id_whatever_the_limit(store: PassageStore) -> None:
    for number in (7, 3, 9, 1, 5, *range(10, 60)):
        add(store, **{f"d{number}": "The same words everywhere."})
    everything = [match.passage.id for match in found(store, "words")]
    assert everything == sorted(everything)
    assert len(everything) == 55
    assert [match.passage.id for match in found(store, "words", 3)] == everything[:3]


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (-1, 0), (1, 1), (4, 4), (1000, 4)])
def test_a_limit_is_kept(store: PassageStore, limit: int, count: int) -> None:
    add(store, a="A river. Another river", b="River. Rivers", c="Sea")
    assert len(found(store, "river", limit)) == count


def test_what_was_removed_or_changed_is_gone_and_counts_no_more(store: PassageStore) -> None:
    add(store, a="The river", b="The river and the sea", c="The lake")
    add(store, d="The river and the lake")
    before = found(store, "sea")
    store.delete(name("d"))
    add(store, a="The mountain")
    assert texts_found(store, "river") == ["The river and the sea"]
    assert texts_found(store, "mountain") == ["The mountain"]
    right = MemoryStore(DIMENSION)
    add(right, b="The river and the sea", c="The lake", a="The mountain")
    assert found(store, "river sea lake mountain") == found(right, "river sea lake mountain")
    assert found(store, "sea") != before


def test_a_snapshot_stays_as_it_was_while_others_write(store: PassageStore) -> None:
    add(store, a="The river", b="The river and the sea")
    with store.snapshot() as before:
        store.delete(name("a"))
        add(store, c="The river runs")
        assert set(texts_found(store, "river")) == {"The river and the sea", "The river runs"}
        earlier = [match.passage.text for match in before.search_lexical("river", 9)]
        assert set(earlier) == {"The river", "The river and the sea"}


def test_a_deadline_that_has_passed_is_an_error(store: PassageStore) -> None:
    add(store, a="The river")
    with store.snapshot() as snapshot:
        with pytest.raises(DeadlineExceeded):
            snapshot.search_lexical("river", 5, deadline_s=0.0)
        assert len(snapshot.search_lexical("river", 5, deadline_s=60.0)) == 1


def test_cosines_are_those_that_a_dense_search_gives(store: PassageStore) -> None:
    store.upsert(counting("a", "circus", 10))
    store.upsert(counting("b", "opera", 20))
    with store.snapshot() as snapshot:
        matches = snapshot.search_dense(vector_of("the circus"), 10)
        passages = [match.passage for match in reversed(matches)]
        expected = [match.score for match in reversed(matches)]
        assert snapshot.cosines_with(vector_of("the circus"), passages) == expected
        assert snapshot.cosines_with(vector_of("the circus"), []) == []


# Exactness, against the store in memory

WORDS = st.sampled_from("river sea lake ship ferry bridge Baku visits visited 2,500 the of".split())
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3).map(". ".join)
NAMES = st.sampled_from([f"d{number}" for number in range(12)])
PUBLISHERS = st.sampled_from([None, "Herald", "Gazette"])
DATES = st.sampled_from([None, "2019", "2020-05", "2021-03-04"])
CHANGES = st.one_of(
    st.tuples(NAMES, TEXTS, PUBLISHERS, DATES),
    st.tuples(NAMES),  # a removal
    st.just(()),  # an ask in between
)
SOME_DATES = st.none() | st.builds(PartialDate, st.sampled_from([2019, 2020, 2021, 2022]))
FILTERS = st.builds(
    Filters,
    documents=st.frozensets(NAMES.map(DocumentId), max_size=4),
    publishers=st.frozensets(st.sampled_from(["Herald", "Gazette", "no such"]), max_size=2),
    published_from=SOME_DATES,
    published_to=SOME_DATES,
)


@pytest.mark.parametrize("every", [1, 5, 1000])
@pytest.mark.parametrize("few", [0, 2000])
@settings(max_examples=25, deadline=None)
@given(
    changes=st.lists(CHANGES, max_size=25),
    asked=st.lists(st.tuples(TEXTS, st.integers(1, 30), st.none() | FILTERS), min_size=1, max_size=4),
)
def test_both_sides_are_exact_whatever_happened_before_and_whatever_is_let_through(
    every: int, few: int, changes: list[tuple[str, ...]], asked: list[tuple[str, int, Filters | None]]
) -> None:
    """`few` 0: no rows are named one by one, so that hits are looked through even where a filter lets few pass."""
    with (
        TemporaryDirectory() as folder,
        patch.object(EmbeddedStore, "lexical_every", every),
        patch.object(lexical_cache, "RECENT", every),
        patch.object(lexical, "_FEW_ROWS", few),
        made("memory", Path(folder)) as right,
        made("embedded", Path(folder) / "data") as store,
    ):
        for change in changes:
            apply(right, change)
            apply(store, change)
        with right.snapshot() as exact, store.snapshot() as snapshot:
            for query, limit, filters in asked:
                expected = exact.search_lexical(query, limit, filters)
                assert snapshot.search_lexical(query, limit, filters) == expected
                vector = vector_of(query)
                assert snapshot.search_dense(vector, limit, filters) == exact.search_dense(vector, limit, filters)


def apply(store: PassageStore, change: tuple[str, ...]) -> None:
    if len(change) == 4:
        store.upsert(indexed_of(document_of(*change)))
    elif change:
        store.delete(DocumentId(change[0]))
    else:
        found(store, "river")


def test_a_query_of_several_texts_counts_the_words_of_each_as_told(store: PassageStore) -> None:
    add(store, a="ferry harbour", b="ferry bridge", c="orchard")
    alone = {match.passage.text: match.score for match in found(store, "ferry")}
    with store.snapshot() as snapshot:
        weighed = snapshot.search_lexical({"ferry": 1.0, "bridge orchard": 0.5, "bridge": 0.25}, 10)
        once = snapshot.search_lexical({"ferry": 1.0}, 10)
    assert weighed[0].passage.text == "ferry bridge"
    assert {match.passage.text: match.score for match in once} == alone
    bridge = found(store, "bridge")[0].score
    assert weighed[0].score == pytest.approx(alone["ferry bridge"] + 0.75 * bridge, abs=1e-6)
    assert {match.passage.text for match in weighed} == {"ferry harbour", "ferry bridge", "orchard"}
