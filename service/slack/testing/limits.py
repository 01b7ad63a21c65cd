"""What Slack's documentation says of blocks, views and messages, as a check that names what breaks it.

https://docs.slack.dev/reference/block-kit/blocks, /block-elements and /composition-objects, https://docs.slack.dev/methods
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_TEXT, MESSAGE_TOGETHER = 40_000, 13_200
_TEXTS = {"plain_text", "mrkdwn"}
_RICH = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
_INLINE = {"text", "link", "emoji", "user", "channel", "broadcast", "date", "usergroup", "color"}
_STYLES = {"bold", "italic", "strike", "code", "underline"}


def wrong_with_blocks(blocks: object, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Each thing at fault with its place, as Slack's response_metadata words them; nothing where all is well."""
    if not isinstance(blocks, Sequence) or isinstance(blocks, str):
        return ["[ERROR] must be an array [json-pointer:/blocks]"]
    wrong = []
    if len(blocks) > most:
        wrong.append(f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]")
    ids = [block.get("block_id") for block in blocks if isinstance(block, Mapping) and block.get("block_id")]
    if len(ids) != len(set(ids)):
        wrong.append("[ERROR] `block_id` already exists [json-pointer:/blocks]")
    for number, block in enumerate(blocks):
        wrong += [f"[ERROR] {fault} [json-pointer:/blocks/{number}{place}]" for fault, place in _block(block)]
    return wrong


def wrong_with_view(view: object) -> list[str]:
    """The same of a modal."""
    if not isinstance(view, Mapping) or view.get("type") != "modal":
        return ["[ERROR] must be a modal [json-pointer:/view]"]
    wrong = [
        f"[ERROR] {fault} [json-pointer:/view/title{place}]"
        for fault, place in _text(view.get("title"), 24, {"plain_text"})
    ]
    for name in ("close", "submit"):
        if name in view:
            wrong += [
                f"[ERROR] {fault} [json-pointer:/view/{name}{place}]"
                for fault, place in _text(view[name], 24, {"plain_text"})
            ]
    return wrong + wrong_with_blocks(view.get("blocks"), VIEW_BLOCKS)


def size_of(blocks: Any) -> int:  # noqa: ANN401 - JSON
    """Characters of all texts and addresses together."""
    if isinstance(blocks, Mapping):
        return sum(len(blocks[name]) for name in ("text", "url") if isinstance(blocks.get(name), str)) + sum(
            size_of(value) for value in blocks.values() if not isinstance(value, str)
        )
    return sum(size_of(each) for each in blocks) if isinstance(blocks, list | tuple) else 0


def _block(block: object) -> Iterator[tuple[str, str]]:
    if not isinstance(block, Mapping):
        yield "must be an object", ""
        return
    if len(str(block.get("block_id", ""))) > 255:
        yield "must be less than 256 characters", "/block_id"
    kind = block.get("type")
    checks = {
        "section": _section,
        "context": _context,
        "actions": _actions,
        "rich_text": _rich_text,
        "divider": _divider,
        "header": _header,
    }
    if kind not in checks:
        yield f"unsupported type: {kind}", "/type"
        return
    yield from checks[kind](block)


def _section(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "text" not in block and not block.get("fields"):
        yield "must have text or fields", ""
    if "text" in block:
        yield from _text(block["text"], 3_000, _TEXTS, "/text")
    if len(block.get("fields", ())) > 10:
        yield "no more than 10 items allowed", "/fields"
    for number, each in enumerate(block.get("fields", ())):
        yield from _text(each, 2_000, _TEXTS, f"/fields/{number}")


def _context(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    elements = block.get("elements") or ()
    if not 1 <= len(elements) <= 10:
        yield "must have 1 to 10 items", "/elements"
    for number, each in enumerate(elements):
        yield from _text(each, 3_000, _TEXTS, f"/elements/{number}")


def _actions(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    elements = block.get("elements") or ()
    if not 1 <= len(elements) <= 25:
        yield "must have 1 to 25 items", "/elements"
    names = [each.get("action_id") for each in elements]
    if len(names) != len(set(names)):
        yield "`action_id` already exists", "/elements"
    for number, each in enumerate(elements):
        at = f"/elements/{number}"
        if each.get("type") != "button":
            yield f"unsupported type: {each.get('type')}", at
        yield from _text(each.get("text"), 75, {"plain_text"}, f"{at}/text")
        for name, most in (("action_id", 255), ("value", 2_000), ("url", 3_000)):
            if len(each.get(name, "")) > most:
                yield f"must be less than {most + 1} characters", f"{at}/{name}"
        if each.get("style", "primary") not in ("primary", "danger"):
            yield "must be primary or danger", f"{at}/style"


def _header(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _text(block.get("text"), 150, {"plain_text"}, "/text")


def _divider(_block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ()


def _rich_text(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    elements = block.get("elements")
    if not elements:
        yield "must have at least one item", "/elements"
    if size_of(elements) > 3_000:
        yield "must be less than 3001 characters", "/elements"
    for number, each in enumerate(elements or ()):
        yield from _rich_part(each, f"/elements/{number}")


def _rich_part(part: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    if part.get("type") not in _RICH:
        yield f"unsupported type: {part.get('type')}", at
        return
    if not part.get("elements"):
        yield "must have at least one item", f"{at}/elements"
    if part["type"] == "rich_text_list":
        if part.get("style") not in ("bullet", "ordered"):
            yield "must be bullet or ordered", f"{at}/style"
        for number, each in enumerate(part.get("elements", ())):
            yield from _rich_part(each, f"{at}/elements/{number}")
        return
    for number, each in enumerate(part.get("elements", ())):
        yield from _inline(each, f"{at}/elements/{number}")


def _inline(element: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    kind = element.get("type")
    if kind not in _INLINE:
        yield f"unsupported type: {kind}", at
    if kind == "text" and not element.get("text"):
        yield "must be more than 0 characters", f"{at}/text"
    if kind == "link" and urlsplit(element.get("url", "")).scheme not in ("http", "https", "mailto"):
        yield "must be a valid url", f"{at}/url"
    if not set(element.get("style", {})) <= _STYLES:
        yield "unknown style", f"{at}/style"


def _text(text: object, most: int, kinds: set[str], at: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(text, Mapping) or text.get("type") not in kinds:
        yield f"must be one of {', '.join(sorted(kinds))}", at
        return
    said = text.get("text")
    if not isinstance(said, str) or not said:
        yield "must be more than 0 characters", f"{at}/text"
    elif len(said) > most:
        yield f"must be less than {most + 1} characters", f"{at}/text"
    if text["type"] == "mrkdwn" and "emoji" in text:
        yield "emoji is for plain_text only", f"{at}/emoji"
