import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.ramdocs import Place, Question, QuestionReport, measure, read_questions, report_on, states, summed
from index.hashing import HashingEmbedder

RIGHT, WRONG = Place("courier", "14 May 1869"), Place("ledger", "15 January 1955")
NAMESAKE = Place("mirror", "30 July 1953")


ASKED = Question(
    id="q",
    text="When was Ada Holm born?",
    answers=("14 May 1869", "30 July 1953"),
    documents=("courier", "ledger", "mirror"),
    clashes=((RIGHT, WRONG),),
    namesakes=(),
    one_answer_only=False,
)
WITH_NAMESAKE = replace(ASKED, namesakes=(((RIGHT, NAMESAKE),),))


def row(first: Place, second: Place, kind: str = "contradiction") -> dict[str, Any]:
    sides = [{"sources": [{"document": place.document, "text": f"({place.value}"}]} for place in (first, second)]
    return {"type": kind, "measure": "birth", "sides": sides, "pairs": [{"a": 0, "b": 1, "type": kind}]}


def judged(*conflicts: dict[str, Any], of: Question = ASKED) -> QuestionReport:
    return report_on(of, conflicts, figures=3)


@pytest.mark.parametrize(
    ("surface", "value", "held"),
    [
        ("15 May 1885 –", "May 15, 1885", True),
        ("on 15 March 1885", "15 May 1885", False),
        ("3559", "3,559 people", True),
        ("35", "3,559 people", False),
        ("1885", "15 May 1885", False),
        ("anything", "Football", False),
    ],
)
def test_a_surface_states_a_value_if_it_holds_its_numbers_and_months(surface: str, value: str, *, held: bool) -> None:
    assert states(surface, value) is held


def test_a_clash_is_found_where_right_and_wrong_value_contradict_each_other_in_their_documents() -> None:
    assert judged(row(RIGHT, WRONG)).contradicted
    assert judged(row(WRONG, RIGHT)).contradicted
    assert not judged(row(RIGHT, WRONG, "different_scope")).contradicted
    assert not judged(row(RIGHT, Place("mirror", WRONG.value))).contradicted
    assert not judged().contradicted


def test_the_type_is_that_of_the_two_sides_not_of_the_whole_row() -> None:
    three = row(RIGHT, WRONG)
    three["sides"].append({"sources": [{"document": "mirror", "text": "30 July 1953"}]})
    three["pairs"] = [{"a": 0, "b": 1, "type": "different_scope"}, {"a": 0, "b": 2, "type": "contradiction"}]
    assert not judged(three).contradicted


def test_namesakes_are_confused_unless_unpaired_or_of_different_scope() -> None:
    assert not judged(of=WITH_NAMESAKE).confused
    assert not judged(row(RIGHT, NAMESAKE, "different_scope"), of=WITH_NAMESAKE).confused
    assert judged(row(NAMESAKE, RIGHT, "change_over_time"), of=WITH_NAMESAKE).confused == (((RIGHT, NAMESAKE),),)


def test_rows_beyond_the_gold_set_apart_no_right_and_wrong_value_and_no_namesakes_as_such() -> None:
    other = row(Place("courier", "3 daughters"), Place("ledger", "4 daughters"))
    rows = [row(RIGHT, WRONG, "different_scope"), row(RIGHT, NAMESAKE, "different_scope"), other]
    assert judged(*rows, of=WITH_NAMESAKE).beyond == (other,)
    confused = row(RIGHT, NAMESAKE)
    assert judged(confused, of=WITH_NAMESAKE).beyond == (confused,)


def test_an_answer_is_contradicted_by_a_contradiction_of_which_a_side_states_it() -> None:
    assert judged(row(RIGHT, WRONG)).answer_contradicted
    assert not judged(row(RIGHT, WRONG, "change_over_time")).answer_contradicted
    assert not judged(row(Place("courier", "3"), Place("ledger", "4"))).answer_contradicted


def test_each_number_counts_the_questions_that_it_is_about() -> None:
    one_answer = replace(ASKED, clashes=(), one_answer_only=True)
    reports = [
        judged(row(RIGHT, WRONG)),
        judged(),
        judged(row(RIGHT, Place("mirror", "4")), of=one_answer),
        report_on(one_answer, (), figures=0),
        judged(of=WITH_NAMESAKE),
    ]
    counted = summed(reports)
    assert (counted.contradicted, counted.clashes) == (1, 3)
    assert (counted.one_answer_contradicted, counted.one_answer, counted.one_answer_numeric) == (1, 1, 1)
    assert (counted.namesakes_apart, counted.namesakes) == (1, 1)
    assert (counted.beyond, counted.questions) == (1, 5)


def test_questions_are_asked_of_their_own_documents(tmp_path: Path) -> None:
    texts = {
        "a": "Ada Holm was born on 3 May 1901 in Aldmoor.",
        "b": "Ada Holm was born on 9 June 1907 in Aldmoor.",
        "c": "Ada Holm was born on 1 July 1950 in Aldmoor.",
    }
    asked = {
        "id": "q0",
        "question": "When was Ada Holm born?",
        "answers": ["3 May 1901"],
        "sources": ["a", "b"],
        "conflicts": [{"sources": ["a", "b"], "values": ["3 May 1901", "9 June 1907"], "numeric": True}],
        "one_answer_only": False,
    }
    rows = [{"_id": name, "title": "", "text": text, "metadata": {"question": "q0"}} for name, text in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in rows))
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n")
    (report,) = measure(tmp_path, HashingEmbedder())
    assert (report.contradicted, report.answer_contradicted, report.beyond) == (True, True, ())


def test_namesakes_are_the_documents_that_state_one_of_two_answers_alone(tmp_path: Path) -> None:
    asked = {
        "id": "q0",
        "question": "How many people live in Aldmoor?",
        "answers": ["3,559 people", "120", "Football"],
        "sources": ["a", "b", "c", "d"],
        "conflicts": [{"sources": ["a", "d"], "values": ["3,559 people", "900"], "numeric": True}],
        "one_answer_only": False,
    }
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n")
    texts = {"a": "3,559 live there", "b": "120 live there", "c": "3,559 or 120", "d": "900, not 120"}
    (known,) = read_questions(tmp_path / "questions.jsonl", texts)
    assert known.namesakes == (((Place("a", "3,559 people"), Place("b", "120")),),)
