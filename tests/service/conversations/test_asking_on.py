"""Questions about the answer before them, asked in a conversation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import DocumentId
from service.answer import Answer, Ask, Turn
from service.events import answer_in
from service.service import Service
from service.wire import to_json
from tests.service.conversations.talks import AUDIT, OPENING, QUESTION, REPORT, document, service_in

UNLIKE = document(
    "bakery.txt", "The bakery of Tarn sells rye bread on Mondays. Its oven was built by hand.", "Baker", "2022-02-02"
)
CLOSED = document(
    "closed.txt",
    "The council closed the swimming pool of Tarn because its roof was about to fall in.",
    "Tarn Herald",
    "2022-03-01",
)
ALSO_CLOSED = document(
    "pool.txt",
    "Swimmers are sad. The swimming pool of Tarn was closed by the council because its roof is about to fall in.",
    "Swimmers' Letter",
    "2022-03-09",
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = service_in(tmp_path, OPENING, AUDIT, REPORT, UNLIKE, CLOSED, ALSO_CLOSED)
    yield made
    made.close()


def check_citations(service: Service, answer: Answer) -> None:
    passages = {passage.id for passage in answer.passages}
    for cited in answer.answer.citations:
        text = service.read(DocumentId(cited.document)).text
        assert answer.answer.text[cited.start : cited.end] == cited.quote
        assert text[cited.source_start : cited.source_end] == cited.quote
        assert cited.passage in passages or answer.conflicts


def test_what_they_disagree_on_is_told_from_the_conflicts_of_the_answer_before(service: Service) -> None:
    begun = service.begin()
    first = service.ask(Ask(QUESTION, conversation=begun.id))
    told = service.ask(Ask("What do they disagree on?", conversation=begun.id))
    assert told.conflicts == first.conflicts
    assert {cited.quote for cited in told.answer.citations} >= {
        "Building the Kestrel Line cost 3.1 billion euros, the ministry said."
    }
    assert "3.8 billion euros" in told.answer.text
    assert (told.question, told.standalone_question) == ("What do they disagree on?", QUESTION)
    check_citations(service, told)


def test_without_a_conflict_the_answer_before_stands_with_what_was_checked(service: Service) -> None:
    begun = service.begin()
    first = service.ask(Ask("Why was the swimming pool of Tarn closed?", conversation=begun.id))
    told = service.ask(Ask("Do the sources agree?", conversation=begun.id))
    assert (told.answer, told.checked, told.conflicts) == (first.answer, first.checked, ())
    assert told.status == "answered"


def test_a_topic_on_which_nothing_differs_is_searched_for(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask(QUESTION, conversation=begun.id))
    on_cost = service.ask(Ask("Do the sources agree on the cost?", conversation=begun.id))
    assert "3.8 billion" in on_cost.answer.text
    assert on_cost.standalone_question == QUESTION
    on_bread = service.ask(Ask("Do the sources agree on rye bread?", conversation=begun.id))
    assert on_bread.standalone_question != QUESTION
    assert "bakery.txt" in {passage.document for passage in on_bread.passages}


def test_who_else_says_so_is_told_by_a_source_with_the_same_figure(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask("What did the auditors find that the Kestrel Line cost?", conversation=begun.id, limit=1))
    told = service.ask(Ask("Who else says so?", conversation=begun.id))
    assert "Building the Kestrel Line cost 3.8 billion euros, its report says." in told.answer.text
    assert told.status == "answered"
    check_citations(service, told)


def test_who_else_says_so_is_told_by_a_source_in_nearly_the_same_words(service: Service) -> None:
    begun = service.begin()
    first = service.ask(Ask("Why did the council close the swimming pool?", conversation=begun.id, limit=1))
    (cited,) = {each.document for each in first.answer.citations}
    told = service.ask(Ask("who else reports that?", conversation=begun.id))
    (other,) = {each.document for each in told.answer.citations}
    assert {cited, other} == {"closed.txt", "pool.txt"}
    check_citations(service, told)


def test_where_nobody_else_says_so_what_is_nearest_is_shown(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask("What does the bakery sell on Mondays?", conversation=begun.id))
    told = service.ask(Ask("Who else says so?", conversation=begun.id))
    assert (told.status, told.answer.text) == ("not_in_corpus", "")
    assert "bakery.txt" not in {passage.document for passage in told.passages}


def test_without_an_answer_before_it_such_a_question_is_asked_of_the_documents(service: Service) -> None:
    begun = service.begin()
    asked = service.ask(Ask("What do they disagree on?", conversation=begun.id))
    assert asked.standalone_question == "What do they disagree on?"
    assert to_json(service.ask(Ask("Who else says so?"))) == to_json(
        service.ask(Ask("Who else says so?", query="Who else says so?"))
    )


def test_a_query_that_a_person_gave_is_searched_for(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask(QUESTION, conversation=begun.id))
    told = service.ask(Ask("Who else says so?", conversation=begun.id, query="rye bread of Tarn"))
    assert told.standalone_question == "rye bread of Tarn"
    assert told.passages[0].document == "bakery.txt"


@pytest.mark.parametrize("question", ["What do they disagree on?", "Who else says so?"])
def test_an_asker_who_keeps_the_history_gets_the_same_answer(service: Service, question: str) -> None:
    begun = service.begin()
    service.ask(Ask(QUESTION, conversation=begun.id))
    kept = service.ask(Ask(question, conversation=begun.id))
    told = service.ask(Ask(question, history=(Turn(QUESTION), Turn("Where do they differ?"))))
    assert (told.answer, told.conflicts, told.status) == (kept.answer, kept.conflicts, kept.status)


def test_such_an_answer_is_streamed_as_any_other(service: Service) -> None:
    history = (Turn(QUESTION),)
    for question in ("What do they disagree on?", "Who else says so?"):
        whole = service.ask(Ask(question, history=history))
        assert to_json(answer_in(service.stream(Ask(question, history=history)))) == to_json(whole)


def test_who_else_says_so_after_the_documents_changed_cites_only_what_stands(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask("What did the auditors find that the Kestrel Line cost?", conversation=begun.id, limit=1))
    service.remove("audit.txt")
    service.remove("report.txt")
    told = service.ask(Ask("Who else says so?", conversation=begun.id))
    check_citations(service, told)
