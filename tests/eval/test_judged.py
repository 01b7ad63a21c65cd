import json
from pathlib import Path

import pytest

from eval.judged import JUDGEMENTS, Judgement, read_judgements, shares_of, still_shown

RIGHT = Judgement(frozenset({("a", 0, 1), ("b", 2, 3)}), "contradiction", True, True, "right")
MISTYPED = Judgement(frozenset({("a", 4, 5), ("b", 6, 7)}), "contradiction", True, False, "not the same time")
ANOTHER = Judgement(frozenset({("a", 8, 9), ("b", 8, 9)}), "change_over_time", False, False, "another measure")


def test_a_conflict_of_the_wrong_type_is_of_the_same_measure_and_no_right_contradiction() -> None:
    shares = shares_of([RIGHT, MISTYPED, ANOTHER])
    assert (shares.same_measure, shares.judged) == (2, 3)
    assert (shares.contradictions_right, shares.contradictions) == (1, 2)
    assert shares.wrong == (("another measure", 1), ("not the same time", 1))


def test_a_judgement_holds_only_for_the_two_values_and_the_type_that_were_judged() -> None:
    shown = {(RIGHT.key, "contradiction"), (ANOTHER.key, "contradiction")}
    assert still_shown([RIGHT, MISTYPED, ANOTHER], shown) == [RIGHT]


@pytest.mark.parametrize("half", ["development", "final"])
def test_fifty_conflicts_of_each_half_are_judged_each_once(half: str) -> None:
    judgements = read_judgements(JUDGEMENTS / f"wild_{half}.jsonl")
    assert len({each.key for each in judgements}) == len(judgements) == 50


def test_no_article_is_among_the_judgements() -> None:
    fields = {"commit", "story", "sides", "type", "same_measure", "type_right", "class", "why"}
    for path in sorted(Path(JUDGEMENTS).glob("wild_*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert all(set(row) == fields and len(row["why"]) <= 120 for row in rows)


def test_the_halves_share_no_story() -> None:
    halves = []
    for half in ("development", "final"):
        lines = (JUDGEMENTS / f"wild_{half}.jsonl").read_text("utf-8").splitlines()
        halves.append({json.loads(line)["story"] for line in lines})
    assert not halves[0] & halves[1]
