"""Which document each sentence of an answer is from, and how a document is named."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from service.answer import Answer, Citation, PassageView, SideSource
from service.slack.block_kit import brief
from service.slack.markup import harmless, linked, one_line, readable_date

Cited: TypeAlias = PassageView | SideSource | str
"""A document by a passage of it, by a figure that it states, or by its id where nothing else is known of it."""
_TITLE = 120
"""Characters of a title or publisher."""


def answer_text(answer: Answer) -> str:
    """The answer with the number of its source behind each citation."""
    return "".join(text + mark for text, mark in marked(answer))


def marked(answer: Answer) -> list[tuple[str, str]]:
    """Each stretch of the answer, and the footnote mark behind it ("" where there is none)."""
    numbers = _numbers(answer.answer.citations)
    parts, at = [], 0
    for citation in sorted(answer.answer.citations, key=lambda each: each.end):
        parts.append((answer.answer.text[at : citation.end], f" [{numbers[citation.document]}]"))
        at = citation.end
    return [*parts, (answer.answer.text[at:], "")] if at < len(answer.answer.text) else parts


def footnotes(answer: Answer) -> list[tuple[Cited, int]]:
    """Each cited document, by the most that is known of it, and its number."""
    known: dict[str, Cited] = {source.document: source for source in _sources_in(answer)}
    known |= {passage.document: passage for passage in reversed(answer.passages)}
    return [(known.get(document, document), number) for document, number in _numbers(answer.answer.citations).items()]


def source_text(cited: Cited) -> str:
    """Title, publisher and date."""
    return " · ".join(brief(one_line(part), _TITLE) for part in _parts(cited))


def source_link(cited: Cited) -> str:
    """The same in mrkdwn, the title a link where the document has an address."""
    title, *rest = (brief(one_line(part), _TITLE) for part in _parts(cited))
    return " · ".join([linked(title, address_of(cited)), *map(harmless, rest)])


def address_of(cited: Cited) -> str | None:
    """Where the document is on the web, where that is known."""
    return cited.url if isinstance(cited, PassageView) else None


def _parts(cited: Cited) -> list[str]:
    if isinstance(cited, str):
        return [cited]
    parts = [cited.title or cited.document, cited.publisher, cited.published and readable_date(cited.published)]
    return [part for part in parts if part]


def _sources_in(answer: Answer) -> Iterator[SideSource]:
    for conflict in answer.conflicts:
        for side in conflict.sides:
            yield from side.sources
    for alternative in answer.alternatives:
        yield from alternative.sources


def _numbers(citations: Sequence[Citation]) -> dict[str, int]:
    """Each cited document's number, in the order in which the answer cites them."""
    ordered = dict.fromkeys(each.document for each in sorted(citations, key=lambda each: each.start))
    return {document: number for number, document in enumerate(ordered, start=1)}
