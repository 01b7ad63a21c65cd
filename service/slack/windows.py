"""What the buttons open: windows with everything that a message had no room for, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from service.answer import Answer, PassageView
from service.slack import wording
from service.slack.answer_blocks import DIFFERENCES, MORE, PASSAGES
from service.slack.block_kit import (
    Block,
    actions,
    brief,
    bullets,
    button,
    characters_of,
    context,
    divider,
    in_parts,
    line,
    link,
    modal,
    quote,
    rich,
    words,
)
from service.slack.conflict_lines import whole_conflict
from service.slack.footnotes import address_of, answer_text, footnotes, source_text
from service.slack.markup import harmless, one_line, visible

TURN = "crosscheck_turn"
"""The buttons that turn the page; their value is kind, key and page."""
_TITLES = {PASSAGES: "Passages", DIFFERENCES: "Where sources differ", MORE: "The whole answer"}
_PAGE_BLOCKS, _PAGE_CHARACTERS = 30, 6_000
_PART = 2_400


def window(kind: str, answer: Answer, key: str, page: int = 0) -> dict[str, Any]:
    """One page of all that there is of the kind."""
    pages = list(_pages(list(_content(kind, answer))))
    page = min(max(page, 0), len(pages) - 1)
    return modal(_TITLES[kind], [*pages[page], *_turning(kind, key, page, len(pages))])


def turned_to(value: str) -> tuple[str, str, int]:
    """Kind, key and page of a button's value; ValueError where it is none of ours."""
    kind, key, page = value.split("|")
    if kind not in _TITLES:
        raise ValueError(value)
    return kind, key, int(page)


def plain_window(title: str, text: str) -> dict[str, Any]:
    """A window with one sentence in it."""
    return modal(title, [rich(line(words(text)))])


def _content(kind: str, answer: Answer) -> Iterator[Block]:
    yield rich(quote(words(brief(one_line(answer.question), 1_000))))
    if kind == PASSAGES:
        yield from _passages(answer.passages)
        return
    if kind == MORE:
        yield from _answer(answer)
    for number, conflict in enumerate(answer.conflicts):
        if number or kind == MORE:
            yield divider()
        yield from whole_conflict(conflict, answer)
    yield context(harmless(brief(wording.checked(answer), 500)))


def _answer(answer: Answer) -> Iterator[Block]:
    if answer.status != "answered":
        yield rich(line(words(wording.PARTLY if answer.status == "partly" else wording.NOT_SAID, italic=True)))
    if answer.answer.text:
        yield from (rich(line(words(part))) for part in in_parts(visible(answer_text(answer)), _PART))
    for each in answer.alternatives:
        origins = brief("; ".join(brief(wording.origin(source), 160) for source in each.sources), 1_500)
        yield rich(bullets([line(words(brief(one_line(each.text), 1_000), bold=True), words(f"  —  {origins}"))]))
    for passage, number in footnotes(answer):
        yield rich(line(words(f"[{number}] "), link(source_text(passage), address_of(passage))))


def _passages(passages: Sequence[PassageView]) -> Iterator[Block]:
    for number, passage in enumerate(passages, start=1):
        yield rich(line(words(f"{number}. "), link(source_text(passage), passage.url)))
        yield from (rich(quote(words(part))) for part in in_parts(passage.text.strip() or "–", _PART))


def _pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    size = 0
    for block in blocks:
        size += characters_of(block)
        if page and (len(page) >= _PAGE_BLOCKS or size > _PAGE_CHARACTERS):
            yield page
            page, size = [], characters_of(block)
        page.append(block)
    yield page


def _turning(kind: str, key: str, page: int, pages: int) -> list[Block]:
    buttons = []
    if page > 0:
        buttons.append(button("Previous page", f"{TURN}_back", f"{kind}|{key}|{page - 1}"))
    if page + 1 < pages:
        buttons.append(button(f"Show more ({page + 2} of {pages})", f"{TURN}_on", f"{kind}|{key}|{page + 1}"))
    return [actions(buttons)] if buttons else []
