"""An ask and its answer, in the shape that HTTP, the command line and eval share."""

from dataclasses import dataclass, field
from typing import Any, Literal

ConflictType = Literal["contradiction", "different_scope", "different_occurrence", "change_over_time"]
Status = Literal["answered", "partly", "not_in_corpus"]


@dataclass(frozen=True, slots=True)
class AskFilters:
    """Which documents may answer. Dates are publication dates, "2024", "2024-08" or "2024-08-18", both included."""

    documents: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, and the text that answered it."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and what it is asked of."""

    question: str
    limit: int = 8
    filters: AskFilters = field(default_factory=AskFilters)
    conversation: str | None = None
    """The id of a kept conversation which this continues, and in which the answer is kept."""
    history: tuple[Turn, ...] = ()
    """What was said before, oldest first, where the asker keeps the conversation; not beside `conversation`."""
    query: str | None = None
    """What to search for, in place of what the question and its history make."""


@dataclass(frozen=True, slots=True)
class Citation:
    """`answer.text[start:end] == quote == document.text[source_start:source_end]`."""

    start: int
    end: int
    document: str
    passage: str
    source_start: int
    source_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class AnswerText:
    """At most three sentences and 90 words, all of them the sources' own."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What each side of the search gave a passage: its cosine with the question, and its BM25, null where it was not
    among the candidates by words; its rank among each side's candidates, from 1 on, null where it was none of them.
    """

    dense: float
    dense_rank: int | None
    lexical: float | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that bears on the question, its source, and the figures inside it."""

    id: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    text: str
    score: float
    why: Why
    figures: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's stored text: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SideSource:
    """One document's statement of a side's value; `as_of` is for when the value holds."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    as_of: str | None
    passage: str | None
    start: int
    end: int
    text: str
    sentence: Span
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SideView:
    """A value and every source that states it; `retrieved` is whether one of them was among the passages."""

    low: float | str | None
    high: float | str | None
    comparator: str
    unit: str | None
    text: str
    retrieved: bool
    sources: tuple[SideSource, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """How two sides, by their numbers, differ, and the rule that says so."""

    a: int
    b: int
    type: ConflictType
    rule: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One measure on which documents differ: all its sides, why they differ, none of them preferred."""

    id: str
    measure: str
    type: ConflictType
    rule: str
    confidence: float
    relevance: float
    difference: str
    explanation: str
    origins: int
    silent: tuple[str, ...]
    verdict: str | None
    sides: tuple[SideView, ...]
    pairs: tuple[PairView, ...]

    @property
    def type_in_words(self) -> str:
        """The type as people read it: "change over time"."""
        return self.type.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was compared; `complete` false means "not checked" for the rest, never "no conflict"."""

    figures: int
    compared: int
    complete: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several answers that are all right: "when was the visit?" where there were two."""

    text: str
    sources: tuple[SideSource, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question, and where they differ."""

    question: str
    standalone_question: str
    status: Status
    answer: AnswerText
    passages: tuple[PassageView, ...]
    conflicts: tuple[ConflictView, ...]
    checked: Checked
    alternatives: tuple[Alternative, ...] = ()
    conversation: str | None = None
    """The conversation in which this is kept, where it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that a search found, best first."""

    question: str
    passages: tuple[PassageView, ...]
