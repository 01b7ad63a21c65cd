"""Offsets from words."""

import pytest

from eval.planted import Misplaced, answer_row, conflict_row, span_row

TEXTS = {"a.txt": "Five men came. Five men left. It rained.", "b.txt": "Some 7 men came."}


def test_a_span_has_the_offsets_of_its_words() -> None:
    assert span_row(["b.txt", "Some 7 men", "7"], TEXTS) == {
        "document": "b.txt",
        "start": 0,
        "end": 10,
        "text": "Some 7 men",
    }


def test_a_context_says_which_of_two_is_meant() -> None:
    assert span_row(["a.txt", "Five men", "Five", "Five men left"], TEXTS)["start"] == 15


def test_words_that_stand_twice_are_refused_without_a_context() -> None:
    with pytest.raises(Misplaced, match=r"'Five men' stands more than once in a\.txt"):
        span_row(["a.txt", "Five men"], TEXTS)


def test_words_that_stand_nowhere_are_refused() -> None:
    with pytest.raises(Misplaced, match=r"'Six men' stands not in a\.txt"):
        span_row(["a.txt", "Six men"], TEXTS)


def test_a_document_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Misplaced, match=r"no document 'c\.txt': the folder holds a\.txt, b\.txt"):
        span_row(["c.txt", "Six men"], TEXTS)


def test_an_answer_runs_from_its_opening_to_its_closing_words() -> None:
    assert answer_row(["a.txt", "Five men left", "rained."], TEXTS, "why?") == {
        "question": "why?",
        "document": "a.txt",
        "start": 15,
        "end": 40,
        "text": "Five men left. It rained.",
    }


def test_a_conflict_carries_cores_and_the_other_places_of_a_side() -> None:
    authored = {
        "id": "men",
        "type": "contradiction",
        "sides": [["a.txt", "Five men came", "Five"], ["b.txt", "Some 7", "7"]],
        "elsewhere": {0: [["a.txt", "Five", "Five", "Five men left"]]},
        "why": "men who came",
    }
    row = conflict_row(authored, TEXTS)
    assert [(side["core_start"], side["core_end"]) for side in row["sides"]] == [(0, 4), (5, 6)]
    assert row["sides"][0]["elsewhere"][0]["start"] == 15
    assert row["also"] == []
