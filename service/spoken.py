"""An answer as plain text, part by part as it comes about: sentences with numbers, two-sided lines, sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from service.answer import Answer, Citation, ConflictView, SideSource
from service.events import Done, Event, SentenceTold, answer_in
from service.origins import Origin, origin_in, origins_of

NOT_ANSWERED = "The corpus does not say."
PARTLY = "The corpus answers only part of this."
NEAREST = 3
"""Passages that are named where the corpus does not say."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is: a cited sentence, or the value of a conflict's side with its first source.

    `text[start:end]` is the quote, or the value.
    """

    start: int
    end: int
    citation: Citation | None = None
    conflict: ConflictView | None = None
    side: int | None = None


@dataclass(slots=True)
class Telling:
    """The text told so far; `parts` tells on with each event."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    answer: Answer | None = None
    """The whole answer, once it is told."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _conflicts: int = 0

    def parts(self, events: Iterable[Event]) -> Iterator[str]:
        """The text's parts, which together are `text`."""
        told: list[Event] = []
        for event in events:
            told.append(event)
            before = len(self.text)
            if isinstance(event, SentenceTold):
                self._tell_sentence(event.citation)
            elif isinstance(event, ConflictView):
                self._tell_conflict(event)
            elif isinstance(event, Done):
                self.answer = answer_in(told)
                self._tell_end(self.answer)
            if len(self.text) > before:
                yield self.text[before:]

    def _tell_sentence(self, citation: Citation) -> None:
        self.text += " " if self.text else ""
        start = len(self.text)
        self.text += citation.quote
        self.marks.append(Mark(start, len(self.text), citation=citation))
        self.text += f" [{self._numbers.setdefault(citation.document, len(self._numbers) + 1)}]"

    def _tell_conflict(self, conflict: ConflictView) -> None:
        self.text += "" if self._conflicts else f"{self._break()}Sources differ:"
        self._conflicts += 1
        self.text += f"\n- {_line(conflict.measure)} ({conflict.type_in_words}): "
        for number, side in enumerate(conflict.sides):
            self.text += " against " if number else ""
            start = len(self.text)
            self.text += _line(side.text)
            self.marks.append(Mark(start, len(self.text), conflict=conflict, side=number))
            self.text += f" ({_publishers(side.sources)})"
        self.text += f". {conflict.explanation}"

    def _tell_end(self, answer: Answer) -> None:
        if answer.alternatives:
            self.text += f"{self._break()}Each of these may be meant:"
            for each in answer.alternatives:
                self.text += f"\n- {_line(each.text)} ({_publishers(each.sources)})"
        if not answer.answer.text:
            self.text += f"{self._break()}{NOT_ANSWERED}"
            self.text += "".join(f"\n- {line}" for line in _nearest(answer))
        elif answer.status == "partly":
            self.text += f"{self._break()}{PARTLY}"
        if not answer.checked.complete and answer.checked.reason and answer.answer.text:
            self.text += f"{self._break()}{answer.checked.reason}"
        origins = origins_of(answer)
        for document, number in self._numbers.items():
            self.text += self._break() if number == 1 else "\n"
            self.text += f"[{number}] {_shown(origin_in(origins, document))}"

    def _break(self) -> str:
        return "\n\n" if self.text else ""


def _publishers(sources: Iterable[SideSource]) -> str:
    """Who states it, each once, with when it was published."""
    named = (
        ", ".join(part for part in (each.publisher or each.title or each.document, each.published) if part)
        for each in sources
    )
    return _line("; ".join(dict.fromkeys(named)))


def _nearest(answer: Answer) -> Iterator[str]:
    """The documents of the first passages, which come nearest."""
    origins = origins_of(answer)
    for document in list(dict.fromkeys(passage.document for passage in answer.passages))[:NEAREST]:
        yield f"Nearest: {_shown(origins[document])}"


def _shown(origin: Origin) -> str:
    known = (origin.title or origin.document, origin.publisher, origin.published)
    return _line(" · ".join(part for part in known if part))


def _line(text: str) -> str:
    return " ".join(text.split())
