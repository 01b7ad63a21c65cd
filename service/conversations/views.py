"""Conversations in the shape that HTTP, the client and the command line share."""

from dataclasses import dataclass

from service.answer import Answer


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation without its turns. Its title was given, or is its first question: None where it has neither."""

    id: str
    title: str | None
    begun: str
    changed: str
    """When its last turn was kept, as `begun` in UTC: "2024-08-18T09:30:00Z"."""
    turns: int


@dataclass(frozen=True, slots=True)
class ConversationList:
    """A part of the list, last changed first; `next` is what to ask for after it, None at its end."""

    conversations: tuple[ConversationRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class TurnView:
    """A question, what was searched for, and the whole answer as it was given then."""

    number: int
    """From 1 on, without gaps."""
    asked: str
    question: str
    query: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with all its turns, oldest first."""

    id: str
    title: str | None
    begun: str
    changed: str
    turns: tuple[TurnView, ...]
