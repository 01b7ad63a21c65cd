"""Questions put to the service, and what is kept of each reply."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from corpus.errors import CrosscheckError
from eval.measures.citations import is_true
from eval.questions import Question, SourceSpan
from service.answer import Answer, Ask, PassageView
from service.documents import DocumentView
from service.errors import UnknownDocument
from service.wire import plain

DEPTH = 200
"""How many passages are searched for where retrieval is measured."""
DOCUMENTS_HELD = 64
HELD_OF_SPAN = 0.5
"""The share of a gold span that a passage must hold to be relevant."""


@dataclass(frozen=True, slots=True)
class Target:
    """What answers: methods of a service in this process, or of a client of one that runs elsewhere."""

    ask: Callable[[Ask], Answer]
    search: Callable[[Ask], tuple[PassageView, ...]]
    """More passages than an answer shows, for the measures of ranked lists."""
    read: Callable[[str], DocumentView]


@dataclass(frozen=True, slots=True)
class Reply:
    """A row of answers.jsonl, and the time that the answer took, which is kept apart from it."""

    row: Mapping[str, Any]
    milliseconds: float | None
    """None where the question failed."""


class Asker:
    """Puts questions to a target; safe to share by threads."""

    def __init__(self, target: Target, *, history: bool = True) -> None:
        """`history`: whether what was said before is told too; without it a question is asked as it stands."""
        self._target = target
        self._history = history
        self._read = lru_cache(DOCUMENTS_HELD)(target.read)

    def reply_to(self, question: Question) -> Reply:
        """What the target says, or why it says nothing."""
        try:
            return self._asked(question)
        except CrosscheckError as error:
            reason = str(error)
        except Exception as error:  # a fault of the service is a fault of this answer, and the other questions go on
            reason = f"{type(error).__name__}: {error}"
        row = _row(question, reason, None, [])
        return Reply(row, None)

    def _asked(self, question: Question) -> Reply:
        started = time.perf_counter()
        ask = Ask(question.text, history=question.turns() if self._history else ())
        answer = self._target.ask(ask)
        milliseconds = (time.perf_counter() - started) * 1000
        found = self._target.search(replace(ask, limit=DEPTH)) if question.relevant else answer.passages
        said: Any = plain(_kept(answer))
        row = _row(question, None, said, [[passage.id, passage.document] for passage in found])
        told = said["answer"]
        row["true"] = [is_true(one, told["text"], self._text_of(one["document"])) for one in told["citations"]]
        row["relevant_passages"] = sorted({name for span in question.spans for name in self._holding(span)})
        return Reply(row, milliseconds)

    def _text_of(self, document: str) -> str | None:
        try:
            return self._read(document).text
        except UnknownDocument:
            return None

    def _holding(self, span: SourceSpan) -> Iterator[str]:
        """The passages of the span's document that hold at least half of it; the span itself where none does."""
        try:
            places = self._read(span.document).passages
        except UnknownDocument:
            places = ()
        least = HELD_OF_SPAN * (span.end - span.start)
        held = [place.id for place in places if min(place.end, span.end) - max(place.start, span.start) >= least]
        yield from held or [f"{span.document}#{span.start}-{span.end}"]


def _row(question: Question, error: str | None, answer: Any, found: list[list[str]]) -> dict[str, Any]:  # noqa: ANN401  # JSON
    return {
        "id": question.id,
        "question": dict(question.row or {"id": question.id, "question": question.text}),
        "error": error,
        "answer": answer,
        "found": found,
        "true": [],
        "relevant_passages": sorted(f"{s.document}#{s.start}-{s.end}" for s in question.spans),
    }


def _kept(answer: Answer) -> Answer:
    """The answer without the figures of its passages, which nothing here reads and which take most of the room."""
    return replace(answer, passages=tuple(replace(passage, figures=()) for passage in answer.passages))
