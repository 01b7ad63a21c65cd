"""An answer that is streamed is the answer that is given whole, and its passages do not wait for the rest."""

from collections.abc import Iterator, Sequence

import pytest

from corpus.figures.figure import Figure
from index.memory import MemorySnapshot
from index.store import FigureMatch
from service.answer import Ask, ConflictView
from service.errors import BlankQuestion, UnknownConversation
from service.events import Done, Event, PassagesFound, SentenceTold, answer_in
from service.service import Service
from service.wire import to_json
from tests.service.conversations.talks import QUESTION


def test_the_events_of_a_stream_are_exactly_the_answer(service: Service) -> None:
    for question in (QUESTION, "When did it open?", "why is water wet?"):
        answer = service.ask(Ask(question))
        assert to_json(answer_in(service.stream(Ask(question)))) == to_json(answer)


def test_events_come_in_their_order(service: Service) -> None:
    kinds = [type(event) for event in service.stream(Ask(QUESTION))]
    assert kinds[0] is PassagesFound
    assert kinds[-1] is Done
    ranks = [[PassagesFound, SentenceTold, ConflictView, Done].index(kind) for kind in kinds]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


def test_passages_are_told_before_conflicts_are_sought(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[Figure] = []
    compared = MemorySnapshot.figures_like_all

    def seen(snapshot: MemorySnapshot, figures: Sequence[Figure], limit: int) -> list[list[FigureMatch]]:
        sought.extend(figures)
        return compared(snapshot, figures, limit)

    monkeypatch.setattr(MemorySnapshot, "figures_like_all", seen)
    events = service.stream(Ask(QUESTION))
    assert isinstance(next(events), PassagesFound)
    assert not sought
    assert isinstance(next(events), SentenceTold)
    assert sought


def test_a_stream_in_a_conversation_is_kept_before_its_end_is_told(service: Service) -> None:
    begun = service.begin()
    for event in service.stream(Ask(QUESTION, conversation=begun.id)):
        if isinstance(event, Done):
            assert len(service.conversation(begun.id).turns) == 1
            assert event.conversation == begun.id
    answer = answer_in(service.stream(Ask(QUESTION, conversation=begun.id)))
    assert to_json(service.conversation(begun.id).turns[1].answer) == to_json(answer)


def test_what_cannot_be_asked_is_said_before_anything_is_told(service: Service) -> None:
    with pytest.raises(BlankQuestion):
        next(service.stream(Ask("?")))
    with pytest.raises(UnknownConversation):
        next(service.stream(Ask(QUESTION, conversation="00")))


def test_a_stream_that_nobody_reads_on_frees_what_it_held(service: Service) -> None:
    events: Iterator[Event] = service.stream(Ask(QUESTION))
    next(events)
    events.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(StopIteration):
        next(events)
    service.remove("audit.txt")
