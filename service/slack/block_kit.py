"""The parts of Block Kit that the bot uses, and the limits that Slack documents for them.

What sources wrote goes into rich text, whose text is shown as it is: Slack reads no markup in it. Context lines, which
are mrkdwn, take only what `markup.harmless` gives back.
https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from service.slack.markup import visible, web_address

Block: TypeAlias = dict[str, Any]
Element: TypeAlias = dict[str, Any]

SECTION = 3_000
"""Characters of one text object."""
BUTTON, VALUE, TITLE = 75, 2_000, 24
"""Characters of a button's text, of its value, and of a modal's title."""
BLOCKS = 50
"""Of a message; a modal may have 100."""
TOGETHER = 13_000
"""Characters of all blocks of a message together: what is longer Slack refuses with msg_blocks_too_long."""
FALLBACK = 4_000
"""Characters of a message's text from which on Slack advises against."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: the text for notifications, screen readers and clients without blocks, and the blocks."""

    text: str
    blocks: tuple[Block, ...]


def words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Text as it stands."""
    element: Element = {"type": "text", "text": visible(text)}
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return element | ({"style": style} if style else {})


def link(label: str, url: str | None) -> Element:
    """The label, a link where the address is one of the web."""
    address = web_address(url)
    return {"type": "link", "url": address, "text": visible(label)} if address else words(label)


def line(*elements: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": _said(elements)}


def bullets(items: Iterable[Element]) -> Element:
    """A list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def quote(*elements: Element) -> Element:
    """A paragraph with a bar beside it."""
    return {"type": "rich_text_quote", "elements": _said(elements)}


def rich(*parts: Element) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": [part for part in parts if part["elements"]] or [line()]}


def section(mrkdwn: str) -> Block:
    """A paragraph in the bot's own words."""
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def context(mrkdwn: str) -> Block:
    """Small grey text."""
    return {"type": "context", "elements": [_mrkdwn(mrkdwn)]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def button(label: str, action: str, value: str) -> Element:
    """A button; `action` names what pressing it does, `value` what it is about."""
    text = {"type": "plain_text", "text": label[:BUTTON], "emoji": True}
    return {"type": "button", "text": text, "action_id": action, "value": value[:VALUE]}


def actions(buttons: Sequence[Element]) -> Block:
    """Buttons beside each other."""
    return {"type": "actions", "elements": list(buttons)}


def modal(title: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """A window of its own over Slack."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title[:TITLE]},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": list(blocks),
    }


def brief(text: str, characters: int) -> str:
    """The text, cut behind a word where it is longer."""
    if len(text) <= characters:
        return text
    cut = text.rfind(" ", characters // 2, characters - 1)
    return text[: cut if cut > 0 else characters - 2].rstrip() + " …"


def in_parts(text: str, characters: int) -> list[str]:
    """The whole text in parts that are not longer, cut behind words where there are any."""
    parts = []
    while len(text) > characters:
        cut = text.rfind(" ", characters // 2, characters) + 1 or characters
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def first_that_fits(ways: Iterable[Block]) -> Block:
    """The first block that is not too long, or the last one: ways to say the same, the longest first."""
    block: Block = {}
    for block in ways:
        if characters_of(block) <= SECTION:
            break
    return block


def characters_of(block: Any) -> int:  # noqa: ANN401 - JSON
    """Characters that are text or addresses, of a block or anything within one."""
    if isinstance(block, dict):
        own = sum(len(value) for name, value in block.items() if name in {"text", "url"} and isinstance(value, str))
        return own + sum(characters_of(value) for value in block.values() if isinstance(value, dict | list))
    return sum(characters_of(each) for each in block) if isinstance(block, list | tuple) else 0


def _said(elements: Sequence[Element]) -> list[Element]:
    """The elements in which there is something: Slack refuses empty ones, and paragraphs without any."""
    return [each for each in elements if each.get("text")] or [words("–")]


def _mrkdwn(text: str) -> Element:
    return {"type": "mrkdwn", "text": text, "verbatim": True}
