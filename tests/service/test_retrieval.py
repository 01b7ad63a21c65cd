import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import DocumentId
from index.passages import Passage
from index.store import Match
from service.answer import Why
from service.retrieval import CUTOFF, OF_ONE_DOCUMENT, WORDS_CUTOFF, Candidate, chosen, fused


def match(document: str, start: int, score: float, length: int = 100) -> Candidate:
    passage = Passage(DocumentId(document), start, start + length, "x" * length)
    return Candidate(passage, score, Why(score, 1, None, None))


def by_meaning(document: str, cosine: float) -> Match:
    return Match(Passage(DocumentId(document), 0, 1, "x"), cosine, "dense")


def by_words(document: str, bm25: float) -> Match:
    return Match(Passage(DocumentId(document), 0, 1, "x"), bm25, "lexical")


def scores_of(candidates: list[Candidate]) -> list[tuple[str, float]]:
    return [(each.passage.document, each.score) for each in candidates]


def test_each_side_counts_half_the_cosines_from_their_least_the_words_from_none_shared() -> None:
    dense = [by_meaning("a", 0.8), by_meaning("b", 0.7), by_meaning("c", 0.4)]
    lexical = [by_words("b", 10.0), by_words("d", 5.0)]
    found = fused(dense, lexical, {by_words("d", 0).passage: 0.3})
    assert scores_of(found) == [("b", pytest.approx(0.5 * 0.75 + 0.5)), ("a", 0.5), ("d", 0.25), ("c", 0.0)]
    assert [each.why for each in found] == [
        Why(0.7, 2, 10.0, 1),
        Why(0.8, 1, None, None),
        Why(0.3, None, 5.0, 2),
        Why(0.4, 3, None, None),
    ]


def test_one_side_alone_ranks_and_equal_scores_are_ordered_by_passage_id() -> None:
    assert scores_of(fused([by_meaning("b", 0.8), by_meaning("a", 0.8)], [], {})) == [("a", 0.5), ("b", 0.5)]
    lexical = [by_words("b", 9.0), by_words("a", 3.0)]
    cosines = {each.passage: 0.1 for each in lexical}
    assert scores_of(fused([], lexical, cosines)) == [("b", 0.5), ("a", pytest.approx(0.5 / 3))]
    assert fused([], [], {}) == []


def test_what_shares_many_words_stays_whatever_its_cosine() -> None:
    near = by_meaning("a", 0.8)
    lexical = [by_words("b", 10.0), by_words("c", 10.0 * WORDS_CUTOFF), by_words("d", 10.0 * WORDS_CUTOFF - 0.1)]
    taken = chosen(fused([near], lexical, {each.passage: 0.05 for each in lexical}), 8)
    assert [each.passage.document for each in taken] == ["a", "b", "c"]


def places(matches: list[Candidate]) -> list[tuple[str, int]]:
    return [(found.passage.document, found.passage.start) for found in matches]


def test_another_document_comes_before_the_second_passage_of_the_first_where_scores_are_near() -> None:
    found = [match("a", 0, 0.80), match("a", 500, 0.78), match("b", 0, 0.72)]
    assert places(chosen(found, 8)) == [("a", 0), ("b", 0), ("a", 500)]


def test_a_much_better_second_passage_of_one_document_stays_before_a_distant_document() -> None:
    found = [match("a", 0, 0.80), match("a", 500, 0.78), match("b", 0, 0.50)]
    assert places(chosen(found, 8)) == [("a", 0), ("a", 500), ("b", 0)]


def test_a_fourth_passage_of_one_document_waits_for_every_other_document() -> None:
    found = [match("a", 200 * place, 0.9 - place / 1000) for place in range(6)] + [match("b", 0, 0.5)]
    assert places(chosen(found, 4)) == [("a", 0), ("a", 200), ("a", 400), ("b", 0)]
    assert places(chosen(found, 5))[4] == ("a", 600)


def test_a_passage_that_mostly_repeats_a_better_one_of_its_document_is_left_out() -> None:
    found = [match("a", 0, 0.8), match("a", 40, 0.7), match("a", 80, 0.6)]
    assert places(chosen(found, 8)) == [("a", 0), ("a", 80)]


def test_what_scores_far_below_the_best_is_left_out() -> None:
    found = [match("a", 0, 0.8), match("b", 0, 0.8 * CUTOFF + 0.01), match("c", 0, 0.8 * CUTOFF - 0.01)]
    assert places(chosen(found, 8)) == [("a", 0), ("b", 0)]


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen([], 8) == []


def test_near_copies_of_one_text_in_two_documents_are_both_kept() -> None:
    assert places(chosen([match("a", 0, 0.9), match("b", 0, 0.9)], 8)) == [("a", 0), ("b", 0)]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 9), st.integers(1, 100)),
        max_size=30,
        unique_by=lambda t: t[:2],
    ),
    st.integers(1, 10),
)
def test_the_choice_keeps_the_limit_the_best_match_and_the_turns(found: list[tuple[str, int, int]], limit: int) -> None:
    matches = sorted(
        (match(name, 100 * place, score / 100) for name, place, score in found),
        key=lambda candidate: (-candidate.score, candidate.passage.id),
    )
    taken = chosen(matches, limit)
    assert len(taken) <= limit
    assert len({candidate.passage.id for candidate in taken}) == len(taken)
    if matches:
        assert taken[0] == matches[0]
    documents = [candidate.passage.document for candidate in taken]
    related = {each.passage.document for each in matches if each.score >= CUTOFF * matches[0].score}
    if any(documents.count(name) > OF_ONE_DOCUMENT for name in documents):
        assert set(documents) == related
