"""What the learning of confidence makes of some judged conflicts."""

import json
from itertools import product
from pathlib import Path

import pytest

from eval import calibration
from eval.calibration import Known, as_judged, foretold, known_of_articles, known_of_planted, learned_from, reliability
from eval.judged import Judgement
from eval.logistic import Example
from eval.sample import SAMPLE
from index.embedders import embedder_named

TYPES = dict.fromkeys(("contradiction", "different_scope", "small", "common", "ratio", "event", "one_time"), 0.0) | {
    "change_over_time": 1.0
}


def known(case: str, strength: float, *, right: bool) -> Known:
    return Known(
        case, "articles", "change_over_time", Example({"strength": strength, "chances": 1.0, **TYPES}, right, 1.0)
    )


STORIES = [known(name, strength, right=strength > 0.6) for name, strength in product("abcd", (0.45, 0.5, 0.7, 0.8))]


def test_what_was_right_where_strong_and_wrong_where_weak_is_learned() -> None:
    model = learned_from(STORIES)
    assert model.weights["strength"] > 0
    weak, strong = ({"strength": strength, "chances": 1.0, **TYPES} for strength in (0.45, 0.8))
    assert model.likely(weak) < 0.5 < model.likely(strong)


def test_a_pair_still_shown_counts_for_all_that_were_judged_as_it_was() -> None:
    judged = [
        Judgement(str(number), frozenset(), kind, same_measure=right, type_right=right, what="-")
        for number, (kind, right) in enumerate([("change_over_time", False)] * 20 + [("contradiction", False)] * 5)
    ]
    planted = Known("p", "planted", "change_over_time", Example(STORIES[0].example.signs, same=False, weight=0.1))
    weights = [each.example.weight for each in as_judged([*STORIES, planted], judged)]
    assert weights == [2.5 if not each.example.same else 1.0 for each in STORIES] + [
        0.1
    ]  # 20 for the eight still shown


def test_a_story_is_foretold_by_the_others_only() -> None:
    odd = [known("odd", 0.8, right=False), known("odd", 0.45, right=True)]
    told = foretold([*STORIES, *odd])
    of_others = learned_from(STORIES)
    assert told[-2:] == [pytest.approx(of_others.likely(each.example.signs)) for each in odd]


def test_the_table_counts_each_band_and_each_source_apart() -> None:
    planted = Known("p", "planted", "contradiction", STORIES[0].example)
    head, low, high = reliability([planted, *STORIES[1:4]], [0.05, 0.06, 0.95, 0.97])
    assert head.split() == ["foretold", "mean", "right", "of", "articles", "of", "planted"]
    assert low.split() == ["0.0", "to", "0.1", "0.06", "0.00", "(of", "2)", "0.00", "(of", "1)", "0.00", "(of", "1)"]
    assert high.split() == ["0.9", "to", "1.0", "0.96", "1.00", "(of", "2)", "1.00", "(of", "2)", "-"]


def test_the_planted_conflicts_of_the_sample_are_known_to_be_right() -> None:
    found = list(known_of_planted(SAMPLE, embedder_named()))
    assert len(found) > 20
    assert [each for each in found if not each.example.same] == []


ARTICLES = (
    "The bridge of Ardelve opened on Monday after years of delay. The bridge of Ardelve cost $40 million, he said.",
    "Ardelve has its bridge at last, years late. The bridge of Ardelve cost $55 million, an auditor wrote.",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        {"_id": name, "title": "The bridge of Ardelve", "text": text, "metadata": {"published": "2021-05-0" + day}}
        for name, text, day in zip("ab", ARTICLES, "45", strict=True)
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "same", "right", "known"),
    [
        ("change_over_time", True, True, [True]),
        ("change_over_time", True, False, [False]),
        ("contradiction", False, False, [False]),  # wrong whatever its type
        ("contradiction", True, True, []),  # typed anew since: nobody judged that
    ],
)
def test_a_judgement_holds_for_the_values_that_were_judged_and_their_type(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, kind: str, same: bool, right: bool, known: list[bool]
) -> None:
    sides = [
        {"document": name, "start": text.index("$"), "end": text.index("million") + len("million")}
        for name, text in zip("ab", ARTICLES, strict=True)
    ]
    row = {"story": "s", "sides": sides, "type": kind, "same_measure": same, "type_right": right, "class": "-"}
    judged = corpus.with_name("judged.jsonl")
    judged.write_text(json.dumps(row), "utf-8")
    monkeypatch.setattr(calibration, "JUDGED", (judged,))
    assert [each.example.same for each in known_of_articles(corpus, embedder_named())] == known
