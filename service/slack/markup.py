"""Slack's own markup: harmless where a source wrote it, plain where a person did."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlsplit

_HARMLESS = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CALL = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
_TOKEN = re.compile(r"<([^<>]*)>")
_EMOJI = re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE)
_LONGEST_URL = 1_000
_MONTHS = "January February March April May June July August September October November December".split()


def harmless(text: str) -> str:
    """Text of a source for mrkdwn and for the text fallback: entities for & < >, look-alikes of the signs that format,
    a joiner of no width in @channel: nobody is called, nothing becomes a link, nothing bold.
    """
    return _CALL.sub("@\u2060", visible(text).translate(_HARMLESS))


def visible(text: str) -> str:
    """The text without characters that are not seen but turn lines about or end them."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text with every run of white space one space."""
    return " ".join(visible(text).split())


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web and fits into a link; nothing else becomes a link."""
    if not url or len(url) > _LONGEST_URL or re.search(r"[\s<>|\"\\\x00-\x1f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def linked(label: str, url: str | None) -> str:
    """The label in mrkdwn, a link where the address is one of the web."""
    shown, address = harmless(one_line(label)), web_address(url)
    return f"<{address.replace('&', '&amp;')}|{shown.replace('|', '¦')}>" if address else shown


def question_in(text: str, bot: str) -> str:
    """What a person typed, as they see it: without the bot's own mention, other tokens by their labels."""
    plain = _TOKEN.sub(lambda token: _said(token.group(1), bot), text)
    return " ".join(unescape(plain).split())


def mentions(text: str, user: str) -> bool:
    """Whether the text calls the user."""
    return re.search(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", text) is not None


def calls_another(text: str, user: str) -> bool:
    """Whether the text begins by calling someone else: then it is not meant for the user."""
    called = re.match(r"\s*<@(\w+)(?:\|[^<>]*)?>", text)
    return called is not None and called.group(1) != user


def asks_nothing(question: str) -> bool:
    """Whether there is no word in it; an emoji is none."""
    return not any(character.isalnum() for character in _EMOJI.sub("", question))


def readable_date(iso: str) -> str:
    """The date in words: "2024-08-20" as "20 August 2024", "2024-08" as "August 2024"; what is no date stays."""
    try:
        numbers = [int(part) for part in iso.split("-")]
        first = date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return iso
    return " ".join([str(first.day), _MONTHS[first.month - 1], str(first.year)][3 - len(numbers) :])


def _said(token: str, bot: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return "" if target[1:] == bot else f"@{label}" if label else ""
    if target.startswith(("#", "!")):
        return label or ""
    return label or target.removeprefix("mailto:")
