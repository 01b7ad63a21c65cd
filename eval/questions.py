"""A question with all that is known beforehand of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.wanted import Wanted
from service import answer as service


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said before the question, by "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A stretch of a document's stored text that answers."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an eval set; what a row does not say is empty or None, and the measures of it are not taken."""

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    answers: tuple[str, ...] = ()
    relevant: Mapping[str, int] | None = None
    """The documents that bear on it with their grade; None where nobody says."""
    spans: tuple[SourceSpan, ...] = ()
    answerable: bool | None = None
    conflicts: tuple[Wanted, ...] | None = None
    """What its answer must show; empty: no conflict may be shown; None where nobody says."""
    row: Mapping[str, Any] | None = None
    """The row as it was written, unknown keys included."""

    def turns(self) -> tuple[service.Turn, ...]:
        """What was said before as it is asked with: each of the user's turns with all that was said to it."""
        turns: list[service.Turn] = []
        for turn in self.history:
            if turn.role == "user":
                turns.append(service.Turn(turn.content))
            elif turn.role == "assistant" and turns:
                said = f"{turns[-1].answer}\n{turn.content}".strip()
                turns[-1] = service.Turn(turns[-1].question, said)
        return tuple(turns)
