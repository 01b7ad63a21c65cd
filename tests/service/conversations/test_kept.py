"""What was acknowledged in a conversation is there, in order, whole, for whoever opens the folder next."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from corpus.documents import DocumentId
from index.errors import StoreUnavailable
from service.answer import Ask, Turn
from service.conversations import kept
from service.conversations.kept import CONVERSATIONS_FILE, LONGEST_TITLE, Conversations
from service.errors import FullConversation, InvalidTitle, UnknownConversation, UnknownPlace
from service.service import Service
from service.wire import to_json
from tests.service.conversations.talks import QUESTION, service_in


def test_a_conversation_read_back_gives_the_answers_as_they_were_given(service: Service) -> None:
    begun = service.begin()
    answers = [service.ask(Ask(question, conversation=begun.id)) for question in (QUESTION, "When did it open?")]
    assert answers[0].conversation == begun.id
    assert answers[0].answer.citations
    assert answers[0].conflicts
    read = service.conversation(begun.id)
    assert [to_json(turn.answer) for turn in read.turns] == [to_json(answer) for answer in answers]
    assert [(turn.number, turn.question) for turn in read.turns] == [(1, QUESTION), (2, "When did it open?")]
    assert read.turns[0].query == QUESTION
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", read.turns[0].asked)


def test_what_was_kept_is_there_for_another_process(service: Service, tmp_path: Path) -> None:
    begun = service.begin("Costs")
    service.ask(Ask(QUESTION, conversation=begun.id))
    other = Conversations(tmp_path / CONVERSATIONS_FILE)
    assert [turn.question for turn in other.read(begun.id).turns] == [QUESTION]
    other.close()


def test_twenty_asks_at_once_are_all_kept_and_numbered_without_gaps(service: Service) -> None:
    begun = service.begin()
    questions = [f"How much did part {number} of the Kestrel Line cost?" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda question: service.ask(Ask(question, conversation=begun.id)), questions))
    turns = service.conversation(begun.id).turns
    assert [turn.number for turn in turns] == list(range(1, 21))
    assert {turn.question for turn in turns} == set(questions)


def test_two_processes_keep_turns_in_one_conversation(service: Service, tmp_path: Path) -> None:
    begun = service.begin()
    answer = service.ask(Ask(QUESTION))
    others = [Conversations(tmp_path / CONVERSATIONS_FILE) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        numbers = pool.map(lambda one: [one.keep(begun.id, Ask(QUESTION), answer) for _ in range(15)], others)
        assert sorted(number for each in numbers for number in each) == list(range(1, 31))
    for each in others:
        each.close()


def test_a_document_that_is_removed_leaves_what_it_said_readable(service: Service) -> None:
    begun = service.begin()
    answer = service.ask(Ask(QUESTION, conversation=begun.id))
    for name in ("opening.txt", "audit.txt", "report.txt"):
        service.remove(name)
    assert to_json(service.conversation(begun.id).turns[0].answer) == to_json(answer)
    assert "3.8 billion euros" in service.export(begun.id)


def test_the_first_question_is_the_title_of_a_conversation_without_one(service: Service) -> None:
    untitled, titled = service.begin(), service.begin(" Costs\n of lines ")
    for each in (untitled, titled):
        service.ask(Ask(QUESTION, conversation=each.id))
        service.ask(Ask("When did it open?", conversation=each.id))
    assert (untitled.title, titled.title) == (None, "Costs of lines")
    assert service.conversation(untitled.id).title == QUESTION
    assert service.conversation(titled.id).title == "Costs of lines"


def test_a_long_first_question_is_a_title_cut_short(service: Service) -> None:
    begun = service.begin()
    service.ask(Ask("kestrel" * 100, conversation=begun.id))
    assert service.conversation(begun.id).title == ("kestrel" * 100)[:80] + " …"


def test_conversations_are_listed_last_changed_first_a_page_at_a_time(service: Service) -> None:
    begun = [service.begin(f"number {number}") for number in range(5)]
    service.ask(Ask(QUESTION, conversation=begun[1].id))
    first = service.conversations(None, 3)
    assert [row.title for row in first.conversations] == ["number 1", "number 4", "number 3"]
    assert first.conversations[0].turns == 1
    second = service.conversations(first.next, 3)
    assert [row.title for row in second.conversations] == ["number 2", "number 0"]
    assert second.next is None


def test_a_page_goes_on_where_it_was_though_its_last_row_was_deleted(service: Service) -> None:
    begun = [service.begin(f"number {number}") for number in range(4)]
    first = service.conversations(None, 2)
    service.forget(begun[2].id)
    assert [row.title for row in service.conversations(first.next, 2).conversations] == ["number 1", "number 0"]


@pytest.mark.parametrize("after", ["", "no number", "-1", "٣", "9" * 30])
def test_a_place_that_no_page_gave_is_refused(service: Service, after: str) -> None:
    with pytest.raises(UnknownPlace, match="is no page of the list"):
        service.conversations(after, 2)


def test_a_conversation_that_is_deleted_is_gone_and_its_words_are_no_longer_in_the_file(
    service: Service, tmp_path: Path
) -> None:
    begun, other = service.begin("A secret title"), service.begin()
    service.ask(Ask(QUESTION, conversation=begun.id))
    service.forget(begun.id)
    for use in (service.conversation, service.export, service.forget):
        with pytest.raises(UnknownConversation, match="no conversation"):
            use(begun.id)
    with pytest.raises(UnknownConversation):
        service.ask(Ask(QUESTION, conversation=begun.id))
    assert [row.id for row in service.conversations().conversations] == [other.id]
    service.close()
    for path in tmp_path.iterdir():
        assert b"Kestrel" not in path.read_bytes()
        assert b"A secret title" not in path.read_bytes()


def test_ids_cannot_be_guessed(service: Service) -> None:
    ids = [service.begin().id for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in ids)


def test_what_was_said_is_the_history_of_the_next_turn(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    conversations = Conversations(tmp_path / CONVERSATIONS_FILE)
    begun = conversations.begin()
    answer = service.ask(Ask(QUESTION))
    conversations.keep(begun.id, Ask(QUESTION), answer)
    conversations.keep(begun.id, Ask("and that?", query="When did the Kestrel Line open?"), answer)
    said = answer.answer.text
    assert conversations.history(begun.id, 100) == (Turn(QUESTION, said), Turn("When did the Kestrel Line open?", said))
    assert conversations.history(begun.id, 1) == (Turn("When did the Kestrel Line open?", said),)
    conversations.close()


def test_a_full_conversation_says_so_and_loses_nothing(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_TURNS", 2)
    begun = service.begin()
    for _ in range(2):
        service.ask(Ask(QUESTION, conversation=begun.id))
    with pytest.raises(FullConversation, match="2 turns, the most it can have: begin another"):
        service.ask(Ask(QUESTION, conversation=begun.id))
    assert len(service.conversation(begun.id).turns) == 2
    assert service.search(Ask(QUESTION, conversation=begun.id))


def test_a_title_too_long_is_refused_and_a_blank_one_is_none(service: Service) -> None:
    with pytest.raises(InvalidTitle, match="201 characters, 200 are allowed"):
        service.begin("t" * (LONGEST_TITLE + 1))
    assert service.begin(" \n").title is None


def test_a_folder_without_conversations_holds_none_and_gets_no_file_by_being_read(
    service: Service, tmp_path: Path
) -> None:
    service.ask(Ask(QUESTION))
    assert service.conversations().conversations == ()
    with pytest.raises(UnknownConversation):
        service.conversation("00")
    with pytest.raises(UnknownConversation):
        service.forget("00")
    assert list(tmp_path.iterdir()) == []


def test_conversations_in_a_folder_that_may_not_be_written_are_read(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    begun = service.begin("Kept")
    service.close()
    path = tmp_path / CONVERSATIONS_FILE
    path.chmod(stat.S_IRUSR)
    assert [row.id for row in service.conversations().conversations] == [begun.id]
    service.close()


def test_a_file_of_a_newer_version_is_refused(service: Service, tmp_path: Path) -> None:
    service.begin()
    service.close()
    later = kept.opened(tmp_path / CONVERSATIONS_FILE, write=True)
    with later.writing() as transaction:
        transaction.run("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(StoreUnavailable, match="version 99, this reads 1: install the newer Crosscheck"):
        service.conversations()


def test_a_file_that_is_no_database_is_named(service: Service, tmp_path: Path) -> None:
    (tmp_path / CONVERSATIONS_FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable, match=r"conversations\.db: it is not a database"):
        service.begin()
    assert service.ask(Ask(QUESTION)).answer.text


def test_times_are_those_of_the_clock_given(tmp_path: Path) -> None:
    numbers = count(1)
    conversations = Conversations(tmp_path / CONVERSATIONS_FILE, lambda: f"2024-01-01T00:00:0{next(numbers)}Z")
    begun = conversations.begin()
    answer = service_in(tmp_path).ask(Ask(QUESTION))
    conversations.keep(begun.id, Ask(QUESTION), answer)
    (row,) = conversations.page().conversations
    assert (row.begun, row.changed) == ("2024-01-01T00:00:01Z", "2024-01-01T00:00:02Z")
    conversations.close()


def test_every_citation_of_every_turn_is_true(service: Service) -> None:
    begun = service.begin()
    for question in (QUESTION, "When did it open?", "What did the auditors find?"):
        service.ask(Ask(question, conversation=begun.id))
    texts = {DocumentId(name): service.read(name).text for name in ("opening.txt", "audit.txt", "report.txt")}
    for turn in service.conversation(begun.id).turns:
        for cited in turn.answer.answer.citations:
            assert turn.answer.answer.text[cited.start : cited.end] == cited.quote
            assert texts[DocumentId(cited.document)][cited.source_start : cited.source_end] == cited.quote
