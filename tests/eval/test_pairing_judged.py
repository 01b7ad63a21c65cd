import json
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Document, DocumentId
from eval.errors import BadEvalSet
from eval.pairing_cases import Side
from eval.pairing_judged import judged_cases, read_judgements
from eval.pairing_scores import cosine_score, ranking_of, shipped_score, vectors_of
from index.hashing import HashingEmbedder

COURIER = Document(
    DocumentId("courier"), "The flood in Marlow destroyed 347 houses. Engineers sent 125 pumps to the town."
)
LEDGER = Document(
    DocumentId("ledger"),
    "Officials counted 347 houses lost to the river. The choir sang to 347 guests. "
    "By evening 360 houses were lost. Volunteers filled 815 sandbags overnight.",
)
DOCUMENTS = {document.id: document for document in (COURIER, LEDGER)}


def span(document: Document, text: str, after: int = 0) -> list[int]:
    start = document.text.index(text, after)
    return [start, start + len(text)]


HOUSES, GUESTS = span(LEDGER, "347"), span(LEDGER, "347", after=30)
LATER = span(LEDGER, "360")


def row(**changed: object) -> dict[str, Any]:
    start, end = span(COURIER, "347")
    return {
        "story": "flood",
        "target": {"document": "courier", "start": start, "end": end},
        "other": "ledger",
        "labelled": [HOUSES, GUESTS],
        "right": [HOUSES],
        "also_right": [],
        "verdict": "right",
        **changed,
    }


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "judged.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    return path


def values(sides: tuple[Side, ...]) -> list[tuple[int, object]]:
    return [(side.figure.value.start, side.figure.value.low) for side in sides]


def test_an_equal_value_that_was_judged_to_be_of_something_else_is_a_rival(tmp_path: Path) -> None:
    (case,) = judged_cases(read_judgements(written(tmp_path, row())), DOCUMENTS).cases
    assert values(case.equal) == [(HOUSES[0], 347.0)]
    assert [value for _, value in values(case.rivals)] == [347.0, 360.0, 815.0]
    assert [value for _, value in values(case.own)] == [125.0]


def test_a_rival_that_was_judged_to_be_of_the_measure_is_an_equal(tmp_path: Path) -> None:
    (case,) = judged_cases(read_judgements(written(tmp_path, row(also_right=[LATER]))), DOCUMENTS).cases
    assert [value for _, value in values(case.equal)] == [347.0, 360.0]
    assert [value for _, value in values(case.rivals)] == [347.0, 815.0]


def test_a_wrong_label_is_counted_and_is_no_case(tmp_path: Path) -> None:
    judged = judged_cases(read_judgements(written(tmp_path, row(right=[], verdict="wrong"), row())), DOCUMENTS)
    assert (judged.judgements, judged.labels_right, len(judged.cases), judged.not_found) == (2, 1, 1, ())


@pytest.mark.parametrize(
    "gone",
    [
        {"target": {"document": "courier", "start": 4, "end": 9}},
        {"target": {"document": "gazette", "start": 30, "end": 33}},
        {"labelled": [[0, 9]], "right": [[0, 9]]},
        {"other": "gazette"},
    ],
)
def test_a_case_whose_figures_are_no_longer_read_is_counted_as_not_found(tmp_path: Path, gone: dict[str, Any]) -> None:
    judged = judged_cases(read_judgements(written(tmp_path, row(), row(**gone))), DOCUMENTS)
    assert (len(judged.cases), len(judged.not_found)) == (1, 1)
    assert str(judged) == "2 of 2 labels right, of these 1 not found"


def test_a_figure_is_the_same_where_its_comparator_is_read_otherwise(tmp_path: Path) -> None:
    start, end = HOUSES
    wider = [start - 8, end]
    judged = judged_cases(read_judgements(written(tmp_path, row(labelled=[wider], right=[wider]))), DOCUMENTS)
    assert values(judged.cases[0].equal) == [(start, 347.0)]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"verdict": "wrong"}, "does not agree"),
        ({"right": [], "verdict": "right"}, "does not agree"),
        ({"right": [LATER]}, "does not agree"),
        ({"labelled": [[1]]}, "not a judgement"),
        ({"target": None}, "not a judgement"),
    ],
)
def test_a_line_that_is_no_judgement_is_refused_by_its_number(tmp_path: Path, bad: dict[str, Any], said: str) -> None:
    with pytest.raises(BadEvalSet, match=f"line 2: .*{said}"):
        read_judgements(written(tmp_path, row(), row(**bad)))


def test_the_judgements_of_the_project_are_a_hundred_and_fifty_of_many_stories() -> None:
    judgements = read_judgements()
    assert len({(each.document, each.asked, each.other) for each in judgements}) == 150
    assert len({each.story for each in judgements}) >= 25
    assert sum(each.label_is_right for each in judgements) == 104


def test_the_shipped_weights_prefer_the_houses_to_the_guests(tmp_path: Path) -> None:
    cases = judged_cases(read_judgements(written(tmp_path, row(also_right=[LATER]))), DOCUMENTS).cases
    vectors = vectors_of(cases, HashingEmbedder())
    assert ranking_of([(case, shipped_score(vectors)) for case in cases]).accuracy == 1.0
    assert -1 <= cosine_score(vectors)(cases[0].asked, cases[0].equal[0]) <= 1
