"""Each measure on cases small enough to work by hand."""

from math import log2
from typing import Any

import pytest

from eval.gold import GoldConflict, GoldSide, GoldSpan
from eval.measures.catalogue import MEASURES, summed, value_of
from eval.measures.citations import is_true, of_gold_sources, supported_sentences, true_citations
from eval.measures.conflicts import (
    Outcome,
    beyond_gold,
    both_sides,
    outcome_of,
    precision_of,
    recall_of,
    standing_of,
)
from eval.measures.latency import percentile
from eval.measures.numbers import number_match
from eval.measures.refusal import area_under_curve
from eval.measures.retrieval import average_precision, hit, ndcg, recall, reciprocal_rank
from eval.measures.words import contains, exact, length, token_f1
from eval.ramdocs import Place
from eval.wanted import ValueConflict

RANKED = ["mill", "weir", "lock", "ford"]
GRADES = {"weir": 1, "ford": 1, "bridge": 1}


def test_ndcg_discounts_by_the_rank() -> None:
    best = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(RANKED, GRADES, 10) == pytest.approx((1 / log2(3) + 1 / log2(5)) / best)
    assert ndcg(RANKED, {"mill": 2, "weir": 1}, 10) == pytest.approx(1.0)


def test_recall_counts_what_stands_above_the_cutoff() -> None:
    assert recall(RANKED, GRADES, 10) == pytest.approx(2 / 3)
    assert recall(RANKED, GRADES, 2) == pytest.approx(1 / 3)


def test_the_first_relevant_one_gives_the_reciprocal_rank() -> None:
    assert reciprocal_rank(RANKED, GRADES) == pytest.approx(1 / 2)


def test_average_precision_is_over_all_that_is_relevant() -> None:
    assert average_precision(RANKED, GRADES) == pytest.approx((1 / 2 + 2 / 4) / 3)


def test_a_hit_is_one_relevant_document_above_the_cutoff() -> None:
    assert (hit(RANKED, GRADES, 1), hit(RANKED, GRADES, 5)) == (0.0, 1.0)


def test_a_grade_of_zero_is_not_relevant() -> None:
    assert recall(["mill", "weir"], {"mill": 0, "weir": 1}, 1) == 0.0


def test_an_empty_list_scores_nothing_and_is_scored() -> None:
    assert [ndcg([], GRADES, 10), recall([], GRADES, 10), reciprocal_rank([], GRADES), hit([], GRADES, 5)] == [0.0] * 4
    assert average_precision([], GRADES) == 0.0


def test_exact_ignores_case_articles_and_signs_and_nothing_else() -> None:
    assert exact("The Weir.", ["weir"]) == 1.0
    assert exact("The weir at Alde", ["weir"]) == 0.0


def test_contains_wants_the_gold_in_one_piece() -> None:
    assert contains("The weir cost 1,200 crowns.", ["nothing", "1200 crowns"]) == 1.0
    assert contains("The crowns were 1,200.", ["1200 crowns"]) == 0.0
    assert contains("anything", ["the"]) == 0.0


def test_token_f1_takes_the_gold_that_fits_best() -> None:
    assert token_f1("weir and lock", ["weir and ford", "mill"]) == pytest.approx(2 * 2 / (3 + 3))
    assert token_f1("", ["weir"]) == 0.0


def test_length_counts_words() -> None:
    assert length("It rose 4.5 metres.") == 4.0


@pytest.mark.parametrize(
    ("answer", "gold", "matches"),
    [
        ("The weir is 21 kilometres away.", ["13 miles"], 1.0),
        ("The weir is 25 kilometres away.", ["13 miles"], 0.0),
        ("It cost £2.74bn in all.", ["£2.73bn"], 1.0),
        ("It cost £2.74bn in all.", ["$2.74bn"], 0.0),
        ("They came on 14 June 2026.", ["June 2026"], 1.0),
        ("They came in June 2026.", ["14 June 2026"], 0.0),
        ("Built in 1902, it stood.", ["1902"], 1.0),
        ("Built in 1903, it stood.", ["1902"], 0.0),
        ("Six boats and 40 carts.", ["40 carts and six boats"], 1.0),
        ("Six boats.", ["40 carts and six boats"], 0.0),
        ("Six boats.", ["many boats"], None),
    ],
)
def test_numbers_match_by_value_and_unit(answer: str, gold: list[str], matches: float | None) -> None:
    assert number_match(answer, gold) == matches


def test_the_tolerance_of_numbers_is_a_share() -> None:
    assert number_match("104 tonnes", ["100 tonnes"]) == 0.0
    assert number_match("104 tonnes", ["100 tonnes"], tolerance=0.05) == 1.0


SOURCE = "Rain fell. The weir broke at noon. Nobody was hurt."
TOLD = "The weir broke at noon. All were safe."
TRUE = {
    "start": 0,
    "end": 23,
    "source_start": 11,
    "source_end": 34,
    "quote": "The weir broke at noon.",
    "document": "a",
}
FALSE = {"start": 24, "end": 38, "source_start": 35, "source_end": 51, "quote": "All were safe.", "document": "b"}


def test_a_citation_is_true_where_its_quote_stands_at_both_its_offsets() -> None:
    assert is_true(TRUE, TOLD, SOURCE)
    assert not is_true(FALSE, TOLD, SOURCE)
    assert not is_true(TRUE, TOLD, None)
    assert not is_true({**TRUE, "source_start": 10}, TOLD, SOURCE)


def test_citations_and_supported_sentences_are_counted() -> None:
    assert true_citations([TRUE, FALSE], [True, False]) == (1, 2)
    assert of_gold_sources([TRUE, FALSE], {"a"}) == (1, 2)
    assert supported_sentences(TOLD, [TRUE, FALSE], [True, False]) == (1, 2)
    assert supported_sentences("", [], []) == (0, 0)


def test_the_curve_counts_pairs_in_the_right_order_and_ties_half() -> None:
    assert area_under_curve([0.9, 0.4], [0.4, 0.1]) == pytest.approx((2 + 1.5) / 4)
    assert area_under_curve([0.9], []) is None


def test_percentiles_are_none_where_nothing_was_answered() -> None:
    assert percentile([10.0, 20.0, 30.0], 0.5) == 20.0
    assert percentile([], 0.5) is None


def place(document: str, start: int, end: int) -> GoldSide:
    return GoldSide((GoldSpan(document, start, end, "x" * (end - start), start, end),))


def side(document: str, start: int, end: int, text: str = "40 boats") -> dict[str, Any]:
    return {"sources": [{"document": document, "start": start, "end": end, "text": text}]}


def row(kind: str, *sides: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "measure": "boats", "sides": list(sides), "pairs": []}


BOATS = GoldConflict(
    "boats", ("contradiction", "different_scope"), (place("a", 5, 13), place("b", 2, 10)), None, optional=False
)
CARTS = GoldConflict("carts", ("change_over_time",), (place("a", 40, 48), place("b", 30, 38)), None, optional=True)
FOUND = row("different_scope", side("a", 5, 13), side("b", 2, 10))
WRONG = row("change_over_time", side("a", 5, 13), side("b", 2, 10))
OPEN = row("change_over_time", side("a", 40, 48), side("b", 30, 38))
STRAY = row("contradiction", side("a", 70, 78), side("b", 60, 68))


def test_a_wanted_conflict_is_found_mistyped_or_not_found() -> None:
    assert outcome_of(BOATS, [STRAY, FOUND]) == Outcome("boats", "contradiction", "contradiction")
    assert outcome_of(BOATS, [WRONG]) == Outcome("boats", "contradiction", "change_over_time")
    assert outcome_of(BOATS, [STRAY]) == Outcome("boats", "contradiction", None)


def test_a_returned_row_is_right_mistyped_beyond_the_gold_or_left_open() -> None:
    shown = [standing_of(one, [BOATS, CARTS]) for one in (FOUND, WRONG, OPEN, STRAY)]
    assert [one.standing for one in shown] == ["right", "mistyped", "neither", "beyond"]
    assert precision_of(shown) == (1, 3)
    assert precision_of(shown, "contradiction") == (0, 1)
    assert beyond_gold(shown) == 1


def test_recall_counts_right_types_and_both_sides_any_type() -> None:
    outcomes = [
        Outcome("a", "contradiction", "contradiction"),
        Outcome("b", "contradiction", "different_scope"),
        Outcome("c", "change_over_time", None),
    ]
    assert recall_of(outcomes) == (1, 3)
    assert recall_of(outcomes, "contradiction") == (1, 2)
    assert both_sides(outcomes) == (2, 3)


def test_conflicts_by_their_values_need_no_offsets() -> None:
    wanted = ValueConflict("v", ("contradiction",), ((Place("a", "40 boats"), Place("b", "50 boats")),))
    assert outcome_of(wanted, [row("contradiction", side("a", 1, 9), side("b", 1, 9, "50 boats"))]).given
    assert outcome_of(wanted, [row("contradiction", side("a", 1, 9), side("b", 1, 9, "60 boats"))]).given is None


def test_shares_add_up_to_ratios_and_harmonic_means() -> None:
    assert value_of(summed([(1.0, 2.0), (0.0, 2.0)])) == pytest.approx(1 / 4)
    assert value_of((0.0, 0.0)) is None
    assert value_of((1.0, 2.0, 1.0, 4.0)) == pytest.approx(2 * 0.5 * 0.25 / 0.75)
    assert value_of((0.0, 0.0, 0.0, 3.0)) == 0.0
    assert value_of((2.0, 3.0, 0.0, 0.0)) is None


def test_every_measure_says_what_it_means_and_why_it_may_be_absent() -> None:
    assert all(measure.means and measure.absent for measure in MEASURES.values())
