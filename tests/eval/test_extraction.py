from collections.abc import Iterator

import pytest

from eval.extraction import (
    Tally,
    matched,
    measure,
    row,
    same_span,
    same_value,
    same_value_and_unit,
    sentences_per_second,
)
from eval.extraction_sets import SETS, Case, Stated
from eval.shared import SHARED, missing


def one(value: float, unit: str | None = None, start: int = 0) -> Stated:
    return Stated((value, value), unit, start, start + 1)


def test_each_found_value_serves_one_expected_value() -> None:
    assert matched([one(5), one(5)], [one(5)], same_value) == 1
    assert matched([one(5)], [one(6), one(5)], same_value) == 1


def test_values_agree_to_a_millionth_and_open_ends_only_with_open_ends() -> None:
    assert same_value(one(2 / 3), one(0.6666667))
    assert not same_value(Stated((5, None), None, 0, 1), one(5))
    assert not same_value_and_unit(one(5, "mile"), one(5, "kilometre"))
    assert not same_span(one(5), one(5, start=3))


def test_precision_recall_and_their_mean_are_counted_over_all_cases() -> None:
    tally = Tally()
    tally.add(right=1, expected=2, found=1)
    tally.add(right=1, expected=2, found=3)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)


def test_a_case_that_is_left_out_is_counted_with_its_reason_and_not_scored() -> None:
    cases: Iterator[Case | tuple[str, str]] = iter([Case("5", [one(5)], [one(5)]), ("2^3", "arithmetic")])
    result = measure("numbers", cases)
    assert (result.cases, result.left_out, result.value.expected) == (2, [("2^3", "arithmetic")], 1)
    assert row(result).split()[:6] == ["numbers", "2", "1", "1.000", "1.000", "1.000"]


@pytest.mark.skipif(missing("data") is not None, reason=missing("data") or "")
@pytest.mark.parametrize(
    ("name", "value_f1", "unit_f1"),
    [
        ("numbers", 0.90, 0.90),
        ("percentages", 0.90, 0.90),
        ("ranges", 0.90, 0.90),
        ("currency", 0.85, 0.85),
        ("dimensions", 0.85, 0.85),
        ("temperatures", 0.85, 0.85),
        ("quantulum3", 0.75, 0.75),
    ],
)
def test_the_extractor_keeps_what_it_reached_on_public_sets(name: str, value_f1: float, unit_f1: float) -> None:
    result = measure(name, SETS[name](SHARED))
    assert len(result.left_out) <= 0.15 * result.cases
    assert result.value.f1 >= value_f1
    assert result.unit.f1 >= unit_f1


def test_two_thousand_sentences_a_second_are_read_on_one_core() -> None:
    assert sentences_per_second(0.2) > 2000
