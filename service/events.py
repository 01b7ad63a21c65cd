"""An answer as it comes about: its passages first, then its sentences, what sources differ on, and how it ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.answer import (
    Alternative,
    Answer,
    AnswerText,
    Checked,
    Citation,
    ConflictView,
    PassageView,
    Status,
)


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """What was searched for and found, before it is known what it says."""

    question: str
    standalone_question: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """One sentence of the answer, with where it stands in the answer and in its source."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Done:
    """The end of an answer: it is whole now, and kept where it is one of a conversation."""

    status: Status
    answer: AnswerText
    alternatives: tuple[Alternative, ...]
    checked: Checked
    conversation: str | None


Event: TypeAlias = PassagesFound | SentenceTold | ConflictView | Done
EventName = Literal["passages", "sentence", "conflict", "done"]
NAME_OF: dict[type, EventName] = {
    PassagesFound: "passages",
    SentenceTold: "sentence",
    ConflictView: "conflict",
    Done: "done",
}
"""What each event is called where it is sent."""


def after_passages(answer: Answer) -> Iterator[Event]:
    """The events that follow once an answer is known."""
    for citation in answer.answer.citations:
        yield SentenceTold(citation.quote, citation)
    yield from answer.conflicts
    yield Done(answer.status, answer.answer, answer.alternatives, answer.checked, answer.conversation)


def answer_in(events: Iterable[Event]) -> Answer:
    """The answer that the events of one stream tell: all of them, to its end."""
    found: PassagesFound | None = None
    conflicts: list[ConflictView] = []
    for event in events:
        if isinstance(event, PassagesFound):
            found = event
        elif isinstance(event, ConflictView):
            conflicts.append(event)
        elif isinstance(event, Done) and found is not None:
            return Answer(
                question=found.question,
                standalone_question=found.standalone_question,
                status=event.status,
                answer=event.answer,
                passages=found.passages,
                conflicts=tuple(conflicts),
                checked=event.checked,
                alternatives=event.alternatives,
                conversation=event.conversation,
            )
    raise ValueError("the events end before the answer does")
