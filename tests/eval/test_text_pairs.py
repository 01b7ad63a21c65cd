import pytest

from eval.pairs import PairCase, is_right, judged_pairs
from eval.rte import RteCase, is_flagged, judged_rte
from eval.texts import compared_texts
from index.hashing import HashingEmbedder


@pytest.mark.parametrize(
    ("expected", "types", "right"),
    [
        ("contradiction", ["contradiction"], True),
        ("contradiction", ["compatible", "contradiction", "contradiction"], True),
        ("contradiction", ["contradiction", "change_over_time"], False),
        ("contradiction", [], False),
        ("compatible", ["compatible"], True),
        ("compatible", [], False),
        ("compatible", ["compatible", "contradiction"], False),
        ("not_comparable", [], True),
        ("not_comparable", ["compatible"], True),
        ("not_comparable", ["different_scope"], False),
    ],
)
def test_a_pair_is_right_where_all_that_differs_has_the_type(expected: str, types: list[str], *, right: bool) -> None:
    assert is_right(expected, types) is right


def test_pairs_are_counted_by_name_and_the_wrong_ones_kept_with_what_was_found() -> None:
    tolls = PairCase("tolls", "12 died.", "9 died.", "contradiction")
    trade = PairCase("trade", "It cost 5 euros.", "It cost 5 dollars.", "contradiction")
    report = judged_pairs([(tolls, ("contradiction",)), (trade, ("compatible",))])
    assert report.right == ("tolls",)
    assert report.wrong == ((trade, ("compatible",)),)


def test_recall_counts_flagged_conflicts_and_all_other_flags_are_false_alarms() -> None:
    conflicts = {"a": True, "b": True, "c": True, "d": False, "e": False}
    flagged = {"a", "b", "d"}
    report = judged_rte((RteCase(name, "", "", real), name in flagged) for name, real in conflicts.items())
    assert (report.found, report.missed) == (("a", "b"), ("c",))
    assert (report.false_alarms, report.passed) == (("d",), ("e",))
    assert report.recall == pytest.approx(2 / 3)


def test_only_a_contradiction_flags_a_pair() -> None:
    assert is_flagged(["compatible", "contradiction"])
    assert not is_flagged(["different_scope", "compatible"])


def test_two_texts_are_compared_with_the_first_as_a() -> None:
    a, b = "The flood in Aldmoor killed 12 people.", "The flood in Aldmoor killed 9 people."
    (pair,) = compared_texts(a, b, HashingEmbedder())
    assert (pair.a.text, pair.b.text, pair.type) == ("12", "9", "contradiction")
