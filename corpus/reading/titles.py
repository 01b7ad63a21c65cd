"""The title of a text that was given none."""

import re

from corpus.sentences import sentence_at, sentences_of

OPENING = 4000
"""A title stands at the beginning: only so many characters are looked at."""
LONGEST = 180

_BYLINE = re.compile(r"(?i)(?:by|published|updated|posted|last updated|source|author|date)\b[:\s]")
_DATE = re.compile(r"(?:[A-Za-z]+,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Za-z]+\.? (?:\d{1,2}, )?\d{4}|[\d./:-]+")
_LETTER = re.compile(r"[^\W\d_]")


def title_in(text: str) -> str | None:
    """The first line that reads like a title, before the first paragraph; None where the text begins with its prose.

    A lone label of a section ("Analysis") gives way to a line below it that reads more like a title.
    """
    candidates = _lines_before_prose(text[:OPENING])
    for line in candidates:
        if len(line.split()) > 2:
            return line
    return candidates[0] if candidates else None


def _lines_before_prose(text: str) -> list[str]:
    found: list[str] = []
    spans = sentences_of(text)
    position = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        end = position + len(raw.rstrip())
        position += len(raw)
        if not line or _BYLINE.match(line) or _DATE.fullmatch(line):
            continue
        span = sentence_at(spans, end - 1)
        goes_on = span is not None and span[1] > end
        if goes_on or not _reads_like_title(line):
            break
        found.append(line)
    return found


def _reads_like_title(line: str) -> bool:
    return (
        len(line) <= LONGEST
        and len(line.split()) <= 25
        and not line.endswith((".", ";", ":", ","))
        and bool(_LETTER.match(line.lstrip("“\"‘'«$€£0123456789., ")))
    )
