"""The matching rule, on answers small enough to judge by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.gold import (
    ForbiddenPair,
    Gold,
    GoldAnswer,
    GoldConflict,
    GoldSide,
    GoldSpan,
    answered,
    is_right,
    judged,
    read_gold,
    sets_apart,
    type_found,
    without_repeats,
)

A = "Sales of bread came to more than 500 loaves a day in March."
B = "In March the bakery sold 430 loaves daily, and 90 cakes."


def gold_span(document: str, text: str, surface: str, core: str) -> GoldSpan:
    start = text.index(surface)
    core_start = text.index(core)
    return GoldSpan(document, start, start + len(surface), surface, core_start, core_start + len(core))


def source(document: str, text: str, surface: str) -> dict[str, Any]:
    start = text.index(surface)
    return {"document": document, "start": start, "end": start + len(surface), "text": surface}


def row(*sides: list[dict[str, Any]], kind: str = "contradiction", pairs: list[Any] | None = None) -> dict[str, Any]:
    return {"type": kind, "measure": "loaves", "sides": [{"sources": side} for side in sides], "pairs": pairs or []}


BOUND = gold_span("a", A, "more than 500 loaves", "500")
SOLD = gold_span("b", B, "430 loaves", "430")
CAKES = gold_span("b", B, "90 cakes", "90")
LOAVES = GoldConflict("loaves", ("contradiction",), (GoldSide((BOUND,)), GoldSide((SOLD,))), None, optional=False)
RIGHT = row([source("a", A, "more than 500")], [source("b", B, "430 loaves")])


@pytest.mark.parametrize(
    ("surface", "right"),
    [
        ("500", True),
        ("more than 500 loaves", True),
        ("bread came to more than 500 loaves a day in", True),
        ("of bread came to more than 500 loaves", False),
        ("more than 500 loaves a day in March", False),
        ("more than", False),
        ("more than 50", False),
    ],
)
def test_a_span_is_right_when_it_holds_the_core_and_reaches_at_most_three_words_too_far(
    surface: str, right: bool
) -> None:
    assert is_right(source("a", A, surface), BOUND) is right


def test_a_span_with_the_right_offsets_in_another_document_is_wrong() -> None:
    assert not is_right({**source("a", A, "500"), "document": "b"}, BOUND)


def test_a_row_with_both_sides_has_the_type_of_the_conflict() -> None:
    assert type_found(RIGHT, LOAVES) == "contradiction"


def test_the_order_of_the_sides_does_not_matter() -> None:
    assert type_found({**RIGHT, "sides": RIGHT["sides"][::-1]}, LOAVES) == "contradiction"


def test_a_row_whose_sides_agree_on_both_gold_values_does_not_set_them_against_each_other() -> None:
    together = row([source("a", A, "500"), source("b", B, "430")], [source("b", B, "90 cakes")])
    assert type_found(together, LOAVES) is None


def test_of_three_sides_the_type_is_that_of_the_gold_pair() -> None:
    sides = ([source("b", B, "90 cakes")], [source("a", A, "500")], [source("b", B, "430")])
    pairs = [{"a": 0, "b": 1, "type": "different_scope"}, {"a": 2, "b": 1, "type": "change_over_time"}]
    assert type_found(row(*sides, pairs=pairs), LOAVES) == "change_over_time"


def test_another_place_that_states_the_value_is_as_good() -> None:
    side = GoldSide((gold_span("a", A, "March", "March"), BOUND))
    assert type_found(RIGHT, GoldConflict("x", ("contradiction",), (side, GoldSide((SOLD,))), None, optional=False))


def test_found_mistyped_and_missed_add_up_to_the_gold() -> None:
    other = GoldConflict("cakes", ("contradiction",), (GoldSide((BOUND,)), GoldSide((CAKES,))), None, optional=False)
    judgement = judged([{**RIGHT, "type": "change_over_time"}], Gold((LOAVES, other), (), ()))
    assert judgement.found == ()
    assert judgement.mistyped == (("loaves", "change_over_time"),)
    assert judgement.missed == ("cakes",)
    assert judgement.beyond == ()


def test_a_second_type_of_the_gold_is_right_too() -> None:
    lenient = GoldConflict("loaves", ("different_scope", "contradiction"), LOAVES.sides, None, optional=False)
    assert judged([RIGHT], Gold((lenient,), (), ())).found == ("loaves",)


def test_a_row_that_no_gold_names_is_beyond_it() -> None:
    extra = row([source("a", A, "March")], [source("b", B, "90 cakes")])
    assert judged([RIGHT, extra], Gold((LOAVES,), (), ())).beyond == (extra,)


def test_an_optional_conflict_is_neither_missed_nor_beyond() -> None:
    optional = GoldConflict("loaves", ("contradiction",), LOAVES.sides, None, optional=True)
    assert judged([], Gold((optional,), (), ())).missed == ()
    assert judged([RIGHT], Gold((optional,), (), ())).beyond == ()


def test_a_forbidden_pair_is_met_across_two_sides_only() -> None:
    pair = ForbiddenPair(BOUND, CAKES, "loaves; cakes")
    across = row([source("b", B, "90")], [source("a", A, "500")])
    within = row([source("b", B, "90"), source("a", A, "500")], [source("b", B, "430")])
    assert sets_apart(across, pair)
    assert not sets_apart(within, pair)
    assert judged([across], Gold((), (pair,), ())).forbidden == (pair,)


def test_a_citation_of_half_the_sentence_answers() -> None:
    def answer(start: int, end: int, document: str = "a") -> dict[str, Any]:
        return {"answer": {"citations": [{"document": document, "source_start": start, "source_end": end}]}}

    sentence = GoldAnswer(None, "a", 10, 30)
    assert answered(answer(10, 30), sentence)
    assert answered(answer(20, 60), sentence)
    assert not answered(answer(21, 60), sentence)
    assert not answered(answer(10, 30, "b"), sentence)


def test_a_conflict_that_two_answers_return_counts_once() -> None:
    assert without_repeats([RIGHT, {**RIGHT, "sides": RIGHT["sides"][::-1]}]) == [
        {**RIGHT, "sides": RIGHT["sides"][::-1]}
    ]


def test_gold_files_are_read_with_the_span_as_core_where_none_is_given(tmp_path: Path) -> None:
    span = {"document": "a", "start": 3, "end": 9, "text": "at 500"}
    cored = {**span, "core_start": 6, "core_end": 9, "core": "500", "elsewhere": [span]}
    conflict = {"id": "x", "type": "contradiction", "also": ["different_scope"], "sides": [cored, cored], "why": ""}
    (tmp_path / "c").write_text(json.dumps(conflict) + "\n")
    (tmp_path / "f").write_text(json.dumps({"a": span, "b": cored, "why": "w"}) + "\n\n")
    (tmp_path / "s").write_text(json.dumps({**span, "question": "how many?"}))
    gold = read_gold(tmp_path / "c", tmp_path / "f", tmp_path / "s")
    whole = GoldSpan("a", 3, 9, "at 500", 3, 9)
    core = GoldSpan("a", 3, 9, "at 500", 6, 9)
    assert gold.conflicts[0].types == ("contradiction", "different_scope")
    assert gold.conflicts[0].sides[0].places == (core, whole)
    assert gold.forbidden == (ForbiddenPair(whole, core, "w"),)
    assert gold.answers == (GoldAnswer("how many?", "a", 3, 9),)
