"""Which document each sentence of an answer is from, and how a document is named."""

from collections.abc import Sequence

from service.answer import Answer, Citation, PassageView
from service.slack.block_kit import brief
from service.slack.markup import harmless, linked, one_line, readable_date

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


def footnotes(answer: Answer) -> list[tuple[PassageView | str, int]]:
    """Each cited document by one of its passages (by its id where none is there), and its number."""
    passages = {passage.document: passage for passage in reversed(answer.passages)}
    return [
        (passages.get(document, document), number) for document, number in _numbers(answer.answer.citations).items()
    ]


def source_text(passage: PassageView | str) -> str:
    """Title, publisher and date."""
    if isinstance(passage, str):
        return passage
    parts = [
        passage.title or passage.document,
        passage.publisher,
        passage.published and readable_date(passage.published),
    ]
    return " · ".join(brief(one_line(part), _TITLE) for part in parts if part)


def source_link(passage: PassageView | str) -> str:
    """The same in mrkdwn, the title a link where the document has an address."""
    if isinstance(passage, str):
        return harmless(brief(one_line(passage), _TITLE))
    rest = [passage.publisher, passage.published and readable_date(passage.published)]
    title = linked(brief(one_line(passage.title or passage.document), _TITLE), passage.url)
    return " · ".join([title, *(harmless(brief(one_line(part), _TITLE)) for part in rest if part)])


def _numbers(citations: Sequence[Citation]) -> dict[str, int]:
    """Each cited document's number, in the order in which the answer cites them."""
    ordered = dict.fromkeys(each.document for each in sorted(citations, key=lambda each: each.start))
    return {document: number for number, document in enumerate(ordered, start=1)}
