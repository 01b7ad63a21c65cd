"""Sets whose questions follow others: what was said before is asked with, and follow-ups are measured apart."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.asking import Asker, Target
from eval.commands.run import NO_HISTORY, config_of
from eval.eval_set import EvalSet, read_eval_set
from eval.questions import Question, Turn
from eval.run_folder import RunFolder
from eval.running import ask_all, write_scores
from service import answer as service
from service.answer import Answer, Ask, PassageView
from tests.eval.towns_set import answer_of, found_for, read

ASKED, TOLD = Turn("user", "How much did the mill of Ardelve 0 grind in 2019?"), Turn("assistant", "1,000 tonnes")


def about_the_last(ask: Ask) -> Ask:
    """The ask as it is meant by one who says "there": of the last place that was spoken of."""
    earlier = [turn.question for turn in ask.history if "Ardelve" in turn.question]
    return replace(ask, question=earlier[-1]) if "there" in ask.question and earlier else ask


def answer_after(ask: Ask) -> Answer:
    return answer_of(replace(about_the_last(ask), question=about_the_last(ask).question.replace("there", "Huna 7")))


def found_after(ask: Ask) -> tuple[PassageView, ...]:
    return found_for(replace(ask, question=about_the_last(ask).question.replace("there", "Huna 7")))


TARGET = Target(answer_after, found_after, read)


@pytest.fixture
def talk(tmp_path: Path) -> EvalSet:
    rows: Sequence[dict[str, Any]] = [
        {"id": "first", "question": ASKED.content, "sources": ["mill 0"]},
        {
            "id": "then",
            "question": "How high is the wheel there?",
            "history": [{"role": turn.role, "content": turn.content} for turn in (ASKED, TOLD)],
            "sources": ["mill 0"],
        },
    ]
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return read_eval_set(folder)


def test_each_turn_of_the_user_is_told_with_what_was_said_to_it() -> None:
    history = (Turn("system", "Be brief."), Turn("assistant", "Hello."), ASKED, TOLD, Turn("assistant", "I think."))
    assert Question("a", "?", (*history, Turn("user", "Why?"))).turns() == (
        service.Turn(ASKED.content, "1,000 tonnes\nI think."),
        service.Turn("Why?", ""),
    )
    assert Question("a", "?").turns() == ()


def test_a_question_is_asked_and_searched_with_its_history_unless_told_otherwise(talk: EvalSet) -> None:
    came: list[Ask] = []

    def answered(ask: Ask) -> Answer:
        came.append(ask)
        return answer_after(ask)

    def found(ask: Ask) -> tuple[PassageView, ...]:
        came.append(ask)
        return found_after(ask)

    first, then = talk.questions()
    for question, history in ((first, True), (then, True), (then, False)):
        Asker(Target(answered, found, read), history=history).reply_to(question)
    turn = service.Turn(ASKED.content, TOLD.content)
    assert [ask.history for ask in came] == [(), (), (turn,), (turn,), (), ()]


@pytest.mark.parametrize(("history", "of_follow_ups"), [(True, 0.5), (False, 0.0)])
def test_follow_ups_and_first_turns_are_measured_apart(
    talk: EvalSet, tmp_path: Path, history: bool, of_follow_ups: float
) -> None:
    run = RunFolder(tmp_path / "run")
    config = config_of(talk, None, "here", history=history)
    assert config["settings"]["history"] == ("sent" if history else NO_HISTORY)
    ask_all(talk, TARGET, run, config, 1, lambda _: None, history=history)
    metrics = write_scores(talk, run, ()).metrics()
    assert metrics["first_turn.mrr"] == 0.5
    assert metrics["follow_up.mrr"] == of_follow_ups
    assert metrics["mrr"] == (0.5 + of_follow_ups) / 2
