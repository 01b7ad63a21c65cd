"""Where the sentences of a text begin and end."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import sentencex

Span = tuple[int, int]

WINDOW = 5_000
"""sentencex is quadratic in unclosed quotes, so no call sees more than this many characters."""
WRAPPED_AT_MOST = 160
"""Lines longer than this were not wrapped by hand or by a mailer: each is a paragraph."""
WRAPPED_AT_LEAST = 40
LOOK = 40
"""How many characters around a break decide whether the sentence goes on."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_NO_SPACE = re.compile(r"\S")
_CLAUSE_END = re.compile(r"[,;:.!?)—–]\s")
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTHS = f"January|February|March|April|May|June|July|August|September|October|November|December|{_SHORT_MONTHS}"
_BULLET = re.compile(r"[•◦▪▫‣⁃●○■□➢➤·](?:[\s\u200b\ufeff]+|$)")
_WEAK_MARKER = re.compile(rf"[*–—-](?:\s+|$)|(?:\(?\d{{1,2}}[.)]|\(?[a-zA-Z]\))\s+(?!(?:{_MONTHS})\b)")
_CELLS = re.compile(r"\t| \| ")
_BYLINE = re.compile(r"(?:By|Published|Updated|Posted|Source)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")

_TITLES = (
    "Dr|Mr|Mrs|Ms|Messrs|Prof|Gov|Sen|Rep|Reps|Sens|Gen|Lt|Col|Sgt|Capt|Cpt|Maj|Adm|Cmdr|Brig|Pres|Hon|Rev|Amb|St|Mt"
    "|vs|e\\.g|i\\.e|cf|approx|viz"
)
_BEFORE_NUMBERS = (
    "No|Nos|no|nos|Fig|Figs|Art|Arts|Sec|Ch|Vol|Vols|pp?|Eq|Tab|Par|para|nr|Nr|est|Est|ca|c|circa"
    f"|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|{_SHORT_MONTHS}"
)
_ENDS_IN_TITLE = re.compile(rf"(?:^|[^\w.])(?:{_TITLES})\.$")
_ENDS_BEFORE_NUMBER = re.compile(rf"(?:^|[^\w.])(?:{_BEFORE_NUMBERS})\.$")
_ENDS_IN_CLOCK_TIME = re.compile(r"\d\s?[ap]\.m\.$", re.IGNORECASE)
_CONTINUES_CLOCK_TIME = re.compile(
    rf"(?:{_MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{{1,4}}T|UTC|local)\b|[\d(]"
)
_ENDS_BEFORE_LOWER_CASE = re.compile(r"(?:^|[^\w.])[A-Z][a-z]{1,3}\.$|[!?.][\"”’]$")
_ENDS_IN_DAY = re.compile(r"(?:^|\s)\d{1,2}\.$")
_MONTH_AND_YEAR = re.compile(rf"(?:{_MONTHS})\s\d{{4}}\b")
_NUMBER = re.compile(r"[$€£#]?\d")
_AFTER_BRACKET = re.compile(r"[.!?]\)\s+(?=[\"“‘]?[A-Z])")


class Block(NamedTuple):
    """A line, or several that go on with each other, without the white space and the list marker around it."""

    start: int
    end: int
    is_item: bool


def sentences_of(text: str) -> list[Span]:
    """The spans of the text's sentences in order, code points, end exclusive; empty for blank text.

    They never overlap, have no white space at either end, and hold every other character except the list markers
    ("•", "-", "1.") at the start of lines. Paragraphs, list items, headings and unwrapped lines end a sentence.
    """
    even = _SPACE.sub(" ", _SURROGATE.sub("\ufffd", text))
    return [span for block in blocks_of(text) for span in _sentences_in(even, block.start, block.end)]


def shortened(text: str, spans: Iterable[Span], longest: int) -> Iterator[Span]:
    """The spans, those of more than `longest` characters in several: each ends behind a mark where there is one in its
    second half, else at white space, else anywhere.
    """
    for start, end in spans:
        at = start
        while end - at > longest:
            cut = _last_break(text, at + longest // 2, at + longest)
            yield at, at + len(text[at:cut].rstrip())
            at = _NO_SPACE.search(text, cut, end).start()  # type: ignore[union-attr] # a span ends in no white space
        yield at, end


def _last_break(text: str, start: int, end: int) -> int:
    """The place behind the last mark with a space of text[start:end], else behind its last space, else its end."""
    stretch = text[start:end]
    found = deque(_CLAUSE_END.finditer(stretch), maxlen=1) or deque(_SPACE.finditer(stretch), maxlen=1)
    return start + found[0].end() if found else end


def sentence_at(spans: Sequence[Span], offset: int) -> Span | None:
    """The one of the ordered spans that holds the offset."""
    found = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[found] if found >= 0 and offset < spans[found][1] else None


def blocks_of(text: str) -> Iterator[Block]:
    """The stretches that no sentence crosses, in order: paragraphs, list items, headings, lines of a table."""
    for run in _runs(text):
        width = max(end - start for start, end in run)
        block: Block | None = None
        before: Block | None = None
        for start, end in run:
            is_prose = bool(before and block and not block.is_item and _runs_on(text, before, (start, end), width))
            line = _line(text, start, end, is_prose=is_prose)
            if (
                before
                and block
                and not line.is_item
                and _continues(text, before, line, width, is_first=before is block)
            ):
                block = block._replace(end=line.end)
            else:
                if block:
                    yield block
                block = line
            before = line
        if block:
            yield block


def _runs(text: str) -> Iterator[list[Span]]:
    """The lines between blank lines, stripped of white space."""
    run: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + len(line) - len(line.lstrip())
            run.append((start, start + len(stripped)))
        elif run:
            yield run
            run = []
        position += len(line)
    if run:
        yield run


def _line(text: str, start: int, end: int, *, is_prose: bool) -> Block:
    marker = _BULLET.match(text, start, end)
    # "approximately\n12. The" and "the leader\n– a former officer –" are wrapped prose, not lists.
    if marker is None and not is_prose:
        marker = _WEAK_MARKER.match(text, start, end)
    return Block(marker.end(), end, is_item=True) if marker else Block(start, end, is_item=False)


def _runs_on(text: str, before: Block, line: Span, width: int) -> bool:
    return text[before.end - 1] not in ".!?:;" and _is_full(before, text[slice(*line)], width)


def _continues(text: str, before: Block, line: Block, width: int, *, is_first: bool) -> bool:
    """Whether a line goes on with the sentence that the line before it began."""
    if before.start == before.end or text[before.end - 1] in ":|":
        return False
    if _CELLS.search(text, before.start, line.end):
        return False
    if text[line.start].islower() or text[line.start] in ",;)" or text[before.end - 1] in ",-–—(":
        return True
    if _BYLINE.match(text, line.start, line.end) or (is_first and _is_headline(text, before, line)):
        return False
    return _is_full(before, text[line.start : line.end], width)


def _is_full(before: Block, line: str, width: int) -> bool:
    """Whether the next line's first word would hardly have fitted: then the line was wrapped."""
    length = before.end - before.start
    if length < WRAPPED_AT_LEAST or width > WRAPPED_AT_MOST:
        return False
    return length + 1 + len(line.split(maxsplit=1)[0]) > 0.8 * width


def _is_headline(text: str, before: Block, line: Block) -> bool:
    """Whether a line has A Headline's Capitals, and the next does not (a text all in capitals has no headlines)."""
    if text[before.end - 1] in ".!?;" or _share_of_capitals(text[line.start : line.end]) >= 0.75:
        return False
    return _share_of_capitals(text[before.start : before.end]) >= 0.75


def _share_of_capitals(line: str) -> float:
    """Of the longer words; 0 where there are fewer than three."""
    words = _WORD.findall(line)
    return sum(word[0].isupper() for word in words) / len(words) if len(words) >= 3 else 0.0


def _sentences_in(text: str, start: int, end: int) -> Iterator[Span]:
    cuts = [start, *_cuts(text, start, end), end]
    for first, last in pairwise(cuts):
        stretch = text[first:last]
        if stretch.strip():
            yield first + len(stretch) - len(stretch.lstrip()), first + len(stretch.rstrip())


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a new sentence begins inside a block."""
    after_brackets = (match.end() for match in _AFTER_BRACKET.finditer(text, start, end))
    for cut in sorted({*_library_cuts(text, start, end), *after_brackets}):
        if not _belongs_together(text[max(start, cut - LOOK) : cut], text[cut : min(end, cut + LOOK)]):
            yield cut


def _library_cuts(text: str, start: int, end: int) -> Iterator[int]:
    position = start
    while position < end:
        window_end = min(position + WINDOW, end)
        found = sentencex.get_sentence_boundaries("en", text[position:window_end])
        starts = [position + sentence["start_index"] for sentence in found if sentence["start_index"]]
        yield from starts
        if window_end == end:
            return
        # The last sentence of a window may go on behind it, so the next window begins with it.
        position = starts[-1] if starts else max(text.rfind(" ", position, window_end), position + WINDOW // 2)


def _belongs_together(before: str, after: str) -> bool:
    """Whether the library broke a sentence here that goes on."""
    before, after = before.rstrip(), after.lstrip()
    return not any(character.isalnum() for character in after) or bool(
        _ENDS_IN_TITLE.search(before)
        or (_ENDS_BEFORE_NUMBER.search(before) and _NUMBER.match(after))
        or (_ENDS_BEFORE_LOWER_CASE.search(before) and after[0].islower())
        or (_ENDS_IN_DAY.search(before) and _MONTH_AND_YEAR.match(after))
        or (_ENDS_IN_CLOCK_TIME.search(before) and _CONTINUES_CLOCK_TIME.match(after))
    )
