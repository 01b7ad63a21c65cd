"""Folders as cases."""

from pathlib import Path

import pytest

from eval.cases import IncompleteCase, case_in

SPAN = '{"document": "a.txt", "start": 0, "end": 4, "text": "Five"}'


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("Five men came.")
    (tmp_path / "conflicts.jsonl").write_text("")
    (tmp_path / "must_not_pair.jsonl").write_text("")
    (tmp_path / "answer.jsonl").write_text(SPAN)
    (tmp_path / "question.txt").write_text("how many came?\n")
    return tmp_path


def test_a_pair_asks_the_question_of_its_file(pair: Path) -> None:
    case = case_in(pair, "another?")
    assert case.questions == ("how many came?",)
    assert case.documents == pair / "documents"
    assert case.gold.answers[0].end == 4


def test_seeds_and_gold_beside_each_other_are_a_case_with_a_given_question(pair: Path) -> None:
    (pair / "gold").mkdir()
    for name in ("conflicts", "must_not_pair", "answer"):
        (pair / f"{name}.jsonl").rename(pair / "gold" / f"seed_{name}.jsonl")
    (pair / "documents").rename(pair / "seeds")
    (pair / "question.txt").unlink()
    assert case_in(pair, "how many?").questions == ("how many?",)
    with pytest.raises(IncompleteCase, match=r"says no question: write question\.txt or give --question"):
        case_in(pair)


def test_a_corpus_asks_every_question_of_its_gold_once(pair: Path) -> None:
    conflict = f'{{"id": "x", "type": "contradiction", "sides": [{SPAN}, {SPAN}], "question": "how many?"}}\n'
    (pair / "conflicts.jsonl").write_text(conflict)
    (pair / "answer.jsonl").write_text(f'{{"question": "how many?", {SPAN[1:]}\n{{"question": "who?", {SPAN[1:]}\n')
    (pair / "question.txt").unlink()
    assert case_in(pair).questions == ("how many?", "who?")


def test_a_folder_without_gold_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(IncompleteCase, match=r"holds none of gold\.jsonl, conflicts\.jsonl, seed_conflicts\.jsonl"):
        case_in(tmp_path)
