"""Where sources dispute what was asked the answer says both; where several answers are right it lists them."""

from pathlib import Path

import pytest

from corpus.documents import DocumentId
from service.answer import Answer, Ask, SideSource
from service.answering import SENTENCES, WORDS
from service.service import Service
from tests.service.conversations.talks import QUESTION, VISITS, document, service_in


def true_offsets(service: Service, answer: Answer) -> bool:
    """Whether every quote and every value of an alternative stands at its offsets."""
    for cited in answer.answer.citations:
        source = service.read(DocumentId(cited.document)).text
        assert answer.answer.text[cited.start : cited.end] == cited.quote
        assert source[cited.source_start : cited.source_end] == cited.quote
    for each in (source for alternative in answer.alternatives for source in alternative.sources):
        text = service.read(DocumentId(each.document)).text
        assert text[each.start : each.end] == each.text
        assert text[each.sentence.start : each.sentence.end] == each.sentence.text
    return True


def publishers_of(sources: tuple[SideSource, ...]) -> set[str | None]:
    return {source.publisher for source in sources}


def test_both_values_of_a_contradiction_on_what_was_asked_are_in_the_answer(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    answer = service.ask(Ask(QUESTION))
    assert "3.1 billion euros" in answer.answer.text
    assert "3.8 billion euros" in answer.answer.text
    assert len(answer.answer.citations) <= SENTENCES
    assert len(answer.answer.text.split()) <= WORDS
    assert true_offsets(service, answer)


def test_a_side_that_was_not_retrieved_is_in_the_answer_too(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    answer = service.ask(Ask(QUESTION, limit=1))
    assert len(answer.passages) == 1
    assert len({cited.document for cited in answer.answer.citations}) == 2
    assert {value for value in ("3.1 billion", "3.8 billion") if value in answer.answer.text} == {
        "3.1 billion",
        "3.8 billion",
    }
    assert true_offsets(service, answer)


def test_a_conflict_on_something_else_leaves_the_answer_as_it_was(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    answer = service.ask(Ask("When did the Kestrel Line open?"))
    assert answer.answer.text.startswith("The Kestrel Line opened on 4 May 2022.")
    assert "3.8 billion euros" not in answer.answer.text
    assert answer.alternatives == ()


def test_a_side_whose_sentence_has_no_room_leaves_the_answer_within_its_limits(tmp_path: Path) -> None:
    padding = " ".join(f"and with the consent of member {number} of the board" for number in range(10))
    long = document(
        "long.txt",
        f"Building the Kestrel Line cost 4.4 billion euros, says the owner of the line, {padding}, in his own words.",
        "Owner",
        "2022-11-01",
    )
    service = service_in(tmp_path, document("one.txt", "Building the Kestrel Line cost 3.1 billion euros, "
        "the ministry said.", "Post", "2022-05-05"), long)  # fmt: skip
    answer = service.ask(Ask(QUESTION))
    assert len(answer.answer.text.split()) <= WORDS
    assert "3.1 billion" in answer.answer.text
    assert true_offsets(service, answer)


def test_two_visits_are_alternatives_each_with_its_source(tmp_path: Path) -> None:
    service = service_in(tmp_path, *VISITS)
    answer = service.ask(Ask("When did President Maren Holt visit Tarn?"))
    assert {each.text: publishers_of(each.sources) for each in answer.alternatives} == {
        "3 May 2021": {"Tarn Herald"},
        "9 September 2023": {"Palace News"},
    }
    assert true_offsets(service, answer)


def test_two_dates_of_one_visit_are_one_alternative(tmp_path: Path) -> None:
    disputing = document(
        "diary.txt",
        "President Maren Holt visited Tarn on 10 September 2023 with her husband, a diary says.",
        "Diary",
        "2023-09-12",
    )
    answer = service_in(tmp_path, *VISITS, disputing).ask(Ask("When did President Maren Holt visit Tarn?"))
    assert {each.text for each in answer.alternatives} == {
        "3 May 2021",
        "9 September 2023 or 10 September 2023",
    }
    assert "9 September 2023" in answer.answer.text
    assert "10 September 2023" in answer.answer.text


@pytest.mark.parametrize(
    "question",
    [
        "When did President Maren Holt visit Tarn in 2023?",
        "Why did President Maren Holt visit Tarn?",
        "Who went with President Maren Holt to Tarn?",
    ],
)
def test_a_question_that_names_the_year_or_asks_for_no_time_has_no_alternatives(tmp_path: Path, question: str) -> None:
    assert service_in(tmp_path, *VISITS).ask(Ask(question)).alternatives == ()


def test_sources_that_agree_leave_one_answer(tmp_path: Path) -> None:
    agreeing = document("later.txt", "Palace staff recall that President Maren Holt visited Tarn on 9 September 2023.",
        "Staff Letter", "2024-01-01")  # fmt: skip
    answer = service_in(tmp_path, VISITS[1], agreeing).ask(Ask("When did President Maren Holt visit Tarn?"))
    assert answer.alternatives == ()
    assert answer.conflicts == ()
