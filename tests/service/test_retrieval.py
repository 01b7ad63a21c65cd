from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import DocumentId
from index.passages import Passage
from service.answer import Why
from service.retrieval import CUTOFF, OF_ONE_DOCUMENT, Candidate, chosen


def match(document: str, start: int, score: float, length: int = 100) -> Candidate:
    passage = Passage(DocumentId(document), start, start + length, "x" * length)
    return Candidate(passage, score, Why(score, 1, None, None))


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
