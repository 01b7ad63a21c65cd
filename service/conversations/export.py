"""A conversation as Markdown: what was asked and answered, every quote in a footnote with where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlsplit

from service.answer import Answer, Citation, ConflictView, PassageView, SideSource
from service.conversations.views import ConversationView, TurnView

_MEANING = re.compile(r"[\\`*_{}\[\]<>#|~&!^]")
"""Characters that Markdown reads, wherever they stand; those that count at the start of a line never stand there."""
_NOT_ANSWERED = "The corpus does not say."
_TYPES = {
    "contradiction": "contradiction",
    "different_scope": "different scope",
    "different_occurrence": "different occurrence",
    "change_over_time": "change over time",
}


@dataclass(frozen=True, slots=True)
class _Quote:
    """What a footnote tells: a stretch of a document, and whose it is."""

    text: str
    document: str
    start: int
    end: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


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
    for alternative in turn.answer.alternatives:
        marks = "".join(notes.mark(_of_source(source)) for source in alternative.sources)
        yield f"- {_escaped(alternative.text)}{marks}"
    if turn.answer.conflicts:
        yield "### Where the sources differ"
        yield "\n".join(line for conflict in turn.answer.conflicts for line in _conflict(conflict, notes))
    if not turn.answer.checked.complete:
        yield _escaped(turn.answer.checked.reason or "not checked")


def _answered(answer: Answer, notes: _Footnotes) -> str:
    """The answer's text with a mark behind each quote."""
    passages = {passage.id: passage for passage in answer.passages}
    shown, at = "", 0
    for citation in sorted(answer.answer.citations, key=lambda citation: citation.end):
        shown += _escaped(answer.answer.text[at : citation.end])
        shown += notes.mark(_of_citation(citation, passages.get(citation.passage)))
        at = citation.end
    return shown + _escaped(answer.answer.text[at:])


def _conflict(conflict: ConflictView, notes: _Footnotes) -> Iterator[str]:
    yield f"- **{_escaped(conflict.measure)}** ({_TYPES[conflict.type]}): {_escaped(conflict.explanation)}"
    for side in conflict.sides:
        marks = "".join(notes.mark(_of_source(source)) for source in _once_a_sentence(side.sources))
        yield f"    - {_escaped(side.text)}{marks}"


def _once_a_sentence(sources: Sequence[SideSource]) -> list[SideSource]:
    """One source for each sentence that states the value."""
    ordered = sorted(sources, key=lambda source: (source.document, source.sentence.start))
    return [next(group) for _, group in groupby(ordered, key=lambda source: (source.document, source.sentence.start))]


def _of_citation(citation: Citation, passage: PassageView | None) -> _Quote:
    known = (passage.title, passage.publisher, passage.published, passage.url) if passage else (None,) * 4
    return _Quote(citation.quote, citation.document, citation.source_start, citation.source_end, *known)


def _of_source(source: SideSource) -> _Quote:
    """The whole sentence, in which the value stands."""
    said = source.sentence
    known = (source.title, source.publisher, source.published, source.url)
    return _Quote(said.text, source.document, said.start, said.end, *known)


def _told(quoted: _Quote) -> str:
    known = (quoted.title, quoted.publisher, quoted.published)
    origin = ", ".join(_escaped(each) for each in known if each)
    place = f"`{_code(quoted.document)}` {quoted.start}–{quoted.end}"
    link = f", <{_link(quoted.url)}>" if quoted.url and _is_web(quoted.url) else ""
    return f"“{_escaped(quoted.text)}” {f'{origin}, ' if origin else ''}{place}{link}"


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _link(url: str) -> str:
    """The address with what would end a link written in percent signs."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")


def _escaped(text: str) -> str:
    """The text in one line, nothing in it read as Markdown."""
    return _MEANING.sub(r"\\\g<0>", " ".join(text.split()))
