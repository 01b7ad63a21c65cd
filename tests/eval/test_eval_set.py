import json
from pathlib import Path

import pytest

from eval.errors import BadEvalSet
from eval.eval_set import EvalSet, eval_set, read_eval_set
from eval.gold import GoldConflict
from eval.questions import SourceSpan, Turn
from eval.shared import SHARED, missing
from eval.wanted import ValueConflict

SIDES = [
    {"document": "a", "start": 3, "end": 11, "text": "40 boats"},
    {"document": "b", "start": 0, "end": 8, "text": "50 boats", "core_start": 0, "core_end": 2},
]


def written(folder: Path, rows: list[object], **files: str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, "utf-8")
    return folder


def test_a_question_keeps_all_that_its_row_says(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "question": "And how many boats?",
        "history": [{"role": "user", "content": "Who came?"}],
        "answers": ["40"],
        "sources": ["a", {"document": "b", "start": 2, "end": 9}],
        "answerable": True,
        "conflicts": [{"type": "contradiction", "sides": SIDES}],
        "asked_on": "2024-05-01",
    }
    (question,) = read_eval_set(written(tmp_path, [row])).questions()
    assert (question.id, question.text, question.answers) == ("7", "And how many boats?", ("40",))
    assert question.history == (Turn("user", "Who came?"),)
    assert question.relevant == {"a": 1, "b": 1}
    assert question.spans == (SourceSpan("b", 2, 9),)
    assert question.row == row
    (conflict,) = question.conflicts or ()
    assert isinstance(conflict, GoldConflict)
    assert conflict.id == "7/0"
    assert [(side.places[0].core_start, side.places[0].core_end) for side in conflict.sides] == [(3, 11), (0, 2)]


def test_what_a_row_does_not_say_is_not_known(tmp_path: Path) -> None:
    (question,) = read_eval_set(written(tmp_path, [{"id": "q", "question": "Why?"}])).questions()
    assert (question.relevant, question.answerable, question.conflicts) == (None, None, None)


def test_a_question_with_a_known_answer_is_answerable(tmp_path: Path) -> None:
    rows = [{"id": "a", "question": "Why?", "answers": ["So."]}, {"id": "b", "question": "Why?", "answerable": False}]
    assert [question.answerable for question in read_eval_set(written(tmp_path, rows)).questions()] == [True, False]


def test_conflicts_may_be_named_by_the_ids_of_the_sets_own_file(tmp_path: Path) -> None:
    gold = json.dumps({"id": "boats", "type": "contradiction", "sides": SIDES})
    rows: list[object] = [{"id": "q", "question": "How many?", "conflicts": ["boats"]}]
    read = read_eval_set(written(tmp_path, rows, conflicts__jsonl=gold))
    (question,) = read.questions()
    assert [conflict.id for conflict in question.conflicts or ()] == ["boats"] == list(read.gold)


def test_rows_of_the_same_two_values_are_one_conflict_and_those_without_numbers_none(tmp_path: Path) -> None:
    conflicts = [
        {"sources": ["a", "c"], "values": ["1902", "1885"], "numeric": True},
        {"sources": ["b", "c"], "values": ["1902", "1885"], "numeric": True},
        {"sources": ["a", "c"], "values": ["Ann", "Bea"], "numeric": False},
    ]
    (question,) = read_eval_set(
        written(tmp_path, [{"id": "q", "question": "When?", "conflicts": conflicts}])
    ).questions()
    (conflict,) = question.conflicts or ()
    assert isinstance(conflict, ValueConflict)
    assert [first.document for first, _ in conflict.pairs] == ["a", "b"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"id": "b", "question": ', "broken JSON"),
        ("[1]", "met [1], expected a JSON object"),
        ({"question": "Why?"}, "id is missing"),
        ({"id": "b"}, "question is missing"),
        ({"id": "b", "question": " "}, "question: met ' ', expected text that is not blank"),
        ({"id": "b", "question": 5}, "question: met 5, expected a valid string"),
        ({"id": "b", "question": "?", "answers": "x"}, "answers: met 'x', expected a valid list"),
        ({"id": "b", "question": "?", "answerable": "no"}, "answerable: met 'no', expected a valid boolean"),
        ({"id": "b", "question": "?", "sources": [{"document": "a"}]}, "sources[0]"),
        ({"id": "b", "question": "?", "sources": [{"document": "a", "start": 4, "end": 4}]}, "an end behind the start"),
        ({"id": "b", "question": "?", "conflicts": ["boats"]}, "expected an id of the set's conflicts"),
        ({"id": "b", "question": "?", "conflicts": [{"type": "odd", "sides": SIDES}]}, "conflicts[0].type: met 'odd'"),
        ({"id": "b", "question": "?", "history": [{"role": "bot", "content": ""}]}, "history[0].role: met 'bot'"),
        ({"id": "a", "question": "?"}, "id 'a' is that of line 1, expected its own"),
    ],
)
def test_a_bad_row_is_named_by_its_line_with_what_was_expected(tmp_path: Path, row: object, told: str) -> None:
    with pytest.raises(BadEvalSet) as refused:
        read_eval_set(written(tmp_path, [{"id": "a", "question": "Why?"}, row]))
    assert f"{tmp_path}/questions.jsonl:2: " in str(refused.value)
    assert told in str(refused.value)


def test_every_bad_row_is_named_up_to_ten(tmp_path: Path) -> None:
    with pytest.raises(BadEvalSet) as refused:
        read_eval_set(written(tmp_path, [{"id": number} for number in range(12)]))
    assert str(refused.value).count("question is missing") == 10
    assert str(refused.value).endswith("and 2 more")


def beir(folder: Path, qrels: str, at: str = "qrels.tsv") -> EvalSet:
    (folder / "queries.jsonl").write_text(
        '{"_id": "1", "text": "how high?"}\n{"_id": 2, "text": "how low?", "metadata": {}}\n', "utf-8"
    )
    (folder / at).parent.mkdir(exist_ok=True)
    (folder / at).write_text("query-id\tcorpus-id\tscore\n" + qrels, "utf-8")
    return read_eval_set(folder)


@pytest.mark.parametrize("at", ["qrels.tsv", "qrels/test.tsv"])
def test_a_beir_folder_is_a_set_of_the_queries_that_are_judged(tmp_path: Path, at: str) -> None:
    (question,) = beir(tmp_path, "2\td 7\t2\n2\td8\t0\n", at).questions()
    assert (question.id, question.text, question.relevant) == ("2", "how low?", {"d 7": 2, "d8": 0})


def test_a_bad_judgement_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadEvalSet, match=r"qrels\.tsv:2: met '2 d7 1', expected query-id, corpus-id and a whole score"):
        beir(tmp_path, "2 d7 1\n")


def test_judgements_beside_questions_give_their_grades(tmp_path: Path) -> None:
    rows: list[object] = [{"id": "q", "question": "Why?", "sources": ["a"]}]
    (question,) = read_eval_set(written(tmp_path, rows, qrels__tsv="q\ta\t3\nq\tb\t1\n")).questions()
    assert question.relevant == {"a": 3, "b": 1}


def test_the_digests_change_with_questions_and_with_documents(tmp_path: Path) -> None:
    first = read_eval_set(
        written(tmp_path, [{"id": "q", "question": "Why?"}], corpus__jsonl='{"_id": "a", "text": "x"}')
    )
    again = read_eval_set(tmp_path)
    other = read_eval_set(
        written(tmp_path, [{"id": "q", "question": "How?"}], corpus__jsonl='{"_id": "a", "text": "y"}')
    )
    assert (first.digest, first.corpus_digest) == (again.digest, again.corpus_digest)
    assert first.digest != other.digest
    assert first.corpus_digest != other.corpus_digest


def test_what_is_no_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadEvalSet, match="no folder and none of the sets that come along"):
        eval_set("no-such-set")
    with pytest.raises(BadEvalSet, match=r"neither questions\.jsonl nor"):
        eval_set(str(tmp_path))
    with pytest.raises(BadEvalSet, match="holds no question"):
        read_eval_set(written(tmp_path, []))


def test_a_set_may_say_where_its_documents_lie_and_must_be_right(tmp_path: Path) -> None:
    written(tmp_path, [{"id": "q", "question": "Why?"}], set__toml='documents = "elsewhere"\n')
    with pytest.raises(BadEvalSet, match="documents = 'elsewhere' does not exist"):
        read_eval_set(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    assert read_eval_set(tmp_path).documents == (tmp_path / "elsewhere").resolve()


SIZES = {"time_1963": 79, "cranfield": 225, "cisi": 76, "inscit": 502, "realtimeqa_2022": 149, "ramdocs": 500}


@pytest.mark.skipif(missing("data") is not None, reason=missing("data") or "")
@pytest.mark.parametrize("name", SIZES)
def test_every_set_of_questions_in_the_shared_data_loads_as_it_is(name: str) -> None:
    read = read_eval_set(SHARED / "data" / name)
    assert read.count == SIZES[name] == sum(1 for _ in read.questions())
    assert read.documents == SHARED / "data" / name / "corpus.jsonl"
