"""A conversation as Markdown: what was asked and answered, every quote in a footnote with where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from service.answer import Answer, Citation, ConflictView, SideSource
from service.conversations.views import ConversationView, TurnView
from service.origins import Origin, origin_in, origins_of

_MEANING = re.compile(r"[\\`*_{}\[\]<>#|~&!^]")
"""Characters that Markdown reads, wherever they stand; those that count at the start of a line never stand there."""
_NOT_ANSWERED = "The corpus does not say."


@dataclass(frozen=True, slots=True)
class _Quote:
    """What a footnote tells: a stretch of a document, and whose it is."""

    text: str
    start: int
    end: int
    origin: Origin


class _Footnotes:
    """The quotes of a whole conversation, each once, numbered in the order in which they are first used."""

    def __init__(self) -> None:
        self._numbers: dict[_Quote, int] = {}

    def mark(self, quoted: _Quote) -> str:
        """The mark that refers to the quote."""
        return f"[^{self._numbers.setdefault(quoted, len(self._numbers) + 1)}]"

    def lines(self) -> Iterator[str]:
        """A footnote for each quote."""
        for quoted, number in self._numbers.items():
            yield f"[^{number}]: {_told(quoted)}"


def markdown_of(conversation: ConversationView) -> str:
    """The conversation as one Markdown text. A footnote holds a quote, its title, publisher and date, the document's id
    with the quote's offsets in its text, and a link where the document has one. Source text is escaped: it cannot
    pose as a heading, a link or an image.
    """
    notes = _Footnotes()
    parts = [f"# {_escaped(conversation.title or 'Conversation')}", f"Begun {conversation.begun}"]
    for turn in conversation.turns:
        parts += _turn(turn, notes)
    parts += ["\n".join(notes.lines())]
    return "\n\n".join(part for part in parts if part) + "\n"


def _turn(turn: TurnView, notes: _Footnotes) -> Iterator[str]:
    yield f"## {turn.number}. {_escaped(turn.question)}"
    if turn.query != turn.question:
        yield f"Searched for: {_escaped(turn.query)}"
    yield _answered(turn.answer, notes) if turn.answer.answer.text else _NOT_ANSWERED
    if turn.answer.alternatives:
        yield "Each of these may be meant:"
        yield "\n".join(_stated(each.text, each.sources, notes) for each in turn.answer.alternatives)
    if turn.answer.conflicts:
        yield "### Where the sources differ"
        yield "\n".join(line for conflict in turn.answer.conflicts for line in _conflict(conflict, notes))
    if not turn.answer.checked.complete:
        yield _escaped(turn.answer.checked.reason or "not checked")


def _answered(answer: Answer, notes: _Footnotes) -> str:
    """The answer's text with a mark behind each quote."""
    origins = origins_of(answer)
    shown, at = "", 0
    for citation in sorted(answer.answer.citations, key=lambda citation: citation.end):
        shown += _escaped(answer.answer.text[at : citation.end])
        shown += notes.mark(_of_citation(citation, origin_in(origins, citation.document)))
        at = citation.end
    return shown + _escaped(answer.answer.text[at:])


def _conflict(conflict: ConflictView, notes: _Footnotes) -> Iterator[str]:
    yield f"- **{_escaped(conflict.measure)}** ({conflict.type_in_words}): {_escaped(conflict.explanation)}"
    for side in conflict.sides:
        yield f"    {_stated(side.text, side.sources, notes)}"


def _stated(value: str, sources: Sequence[SideSource], notes: _Footnotes) -> str:
    """A value in a list, with the sentences that state it."""
    return f"- {_escaped(value)}" + "".join(notes.mark(_of_source(source)) for source in _once_a_sentence(sources))


def _once_a_sentence(sources: Sequence[SideSource]) -> list[SideSource]:
    """One source for each sentence that states the value."""
    ordered = sorted(sources, key=lambda source: (source.document, source.sentence.start))
    return [next(group) for _, group in groupby(ordered, key=lambda source: (source.document, source.sentence.start))]


def _of_citation(citation: Citation, origin: Origin) -> _Quote:
    return _Quote(citation.quote, citation.source_start, citation.source_end, origin)


def _of_source(source: SideSource) -> _Quote:
    """The whole sentence, in which the value stands."""
    said = source.sentence
    origin = Origin(source.document, source.title, source.publisher, source.published, source.url)
    return _Quote(said.text, said.start, said.end, origin)


def _told(quoted: _Quote) -> str:
    origin = quoted.origin
    known = ", ".join(_escaped(each) for each in (origin.title, origin.publisher, origin.published) if each)
    place = f"`{_code(origin.document)}` {quoted.start}–{quoted.end}"
    link = f", <{_link(origin.link)}>" if origin.link else ""
    return f"“{_escaped(quoted.text)}” {f'{known}, ' if known else ''}{place}{link}"


def _link(url: str) -> str:
    """The address with what would end a link written in percent signs."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")


def _escaped(text: str) -> str:
    """The text in one line, nothing in it read as Markdown."""
    return _MEANING.sub(r"\\\g<0>", " ".join(text.split()))
