import json
from itertools import combinations
from pathlib import Path

import pytest

from eval.judged import EVERY, JUDGEMENTS, Judgement, read_judgements, shares_of, still_shown

RIGHT = Judgement("s", frozenset({("a", 0, 1), ("b", 2, 3)}), "contradiction", True, True, "right")
MISTYPED = Judgement("s", frozenset({("a", 4, 5), ("b", 6, 7)}), "contradiction", True, False, "not the same time")
ANOTHER = Judgement("t", frozenset({("a", 8, 9), ("b", 8, 9)}), "change_over_time", False, False, "another measure")


def test_a_conflict_of_the_wrong_type_is_of_the_same_measure_and_no_right_contradiction() -> None:
    shares = shares_of([RIGHT, MISTYPED, ANOTHER])
    assert (shares.same_measure, shares.judged) == (2, 3)
    assert (shares.contradictions_right, shares.contradictions) == (1, 2)
    assert shares.wrong == (("another measure", 1), ("not the same time", 1))


def test_a_judgement_holds_only_for_the_two_values_and_the_type_that_were_judged() -> None:
    shown = {(RIGHT.key, "contradiction"), (ANOTHER.key, "contradiction")}
    assert still_shown([RIGHT, MISTYPED, ANOTHER], shown) == [RIGHT]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_at_least_fifty_conflicts_of_each_part_are_judged_each_once(path: Path) -> None:
    judgements = read_judgements(path)
    assert len({each.key for each in judgements}) == len(judgements)
    assert len(judgements) >= 50 or path.stem.endswith("_rest")


def test_no_article_is_among_the_judgements() -> None:
    fields = {"commit", "story", "sides", "type", "same_measure", "type_right", "class", "why"}
    for path in EVERY:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert all(set(row) == fields and len(row["why"]) <= 120 for row in rows)


def test_the_last_judgement_is_of_stories_of_which_nothing_was_judged_before() -> None:
    development, final = (
        {each.story for each in read_judgements(JUDGEMENTS / f"wild_{part}.jsonl")} for part in ("development", "final")
    )
    assert development
    assert final
    assert not development & final


def test_every_judgement_of_the_newswire_is_of_articles_that_none_before_had_come_near() -> None:
    parts = [f"newswire_{part}" for part in ("development", "second", "third", "briefs", "early_briefs")]
    parts += [f"papers_{part}" for part in ("first", "second", "third", "fourth")]
    named = [
        {name for each in read_judgements(JUDGEMENTS / f"{part}.jsonl") for name, _, _ in each.key} for part in parts
    ]
    assert all(named)
    assert all(not first & second for first, second in combinations(named, 2))
