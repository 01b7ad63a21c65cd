"""Passages: consecutive sentences of one document, packed to a token budget, with exact offsets."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple, NewType

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId
from corpus.sentences import Span, sentences_of
from index import tokens
from index.models import MODEL_TOKEN_LIMIT

PassageId = NewType("PassageId", str)

BUDGET = 200
"""Tokens of tiktoken in a passage, at most."""
OVERLAP = 40
"""Tokens, about, that a passage repeats of the one before it."""
STRETCH = 800
"""Characters, at most, in the pieces of a sentence that is over the budget: about as many as fit it."""
SURELY_OVER = 8_000
"""Characters that are over the budget in any script: no need to count their tokens."""
TITLE_CHARACTERS = 120
"""The part of a title that is put in front of passages: a longer one would leave no room for them."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is `document.text[start:end]`; the id is `document#start-end`."""

    document: DocumentId
    start: int
    end: int
    text: str

    @property
    def id(self) -> PassageId:
        return PassageId(f"{self.document}#{self.start}-{self.end}")


class _Unit(NamedTuple):
    """What is not divided further, a sentence or a piece of one, with its tokens for tiktoken and for the model."""

    start: int
    end: int
    budget: int
    model: int


def heading_of(document: Document) -> str:
    """The title as it is put in front of passages: one line, at most TITLE_CHARACTERS; empty where there is none."""
    return _heading(document.title.value if document.title else "")


def embedded_text(document: Document, passage: Passage) -> str:
    """What is embedded for a passage, and searched by its words: the text with the document's title in front."""
    return under_title(document.title.value if document.title else None, passage.text)


def under_title(title: str | None, text: str) -> str:
    """A passage's text with its document's title in front, unless it begins with it."""
    heading = _heading(title or "")
    return text if text.startswith(heading) else f"{heading}\n{text}"


def _heading(title: str) -> str:
    line = _SPACES.sub(" ", title).strip()
    return line if len(line) <= TITLE_CHARACTERS else line[:TITLE_CHARACTERS].rsplit(" ", 1)[0]


def passages_of(document: Document, token_count: Callable[[str], int]) -> list[Passage]:
    """The document's passages in text order: at most 200 tokens in whole sentences, about 40 of them repeated.

    A sentence is cut only where it is over the budget by itself. Boilerplate is in no passage, every other letter and
    digit is in one. `token_count` counts the embedding model's tokens, special ones included: with the title in front
    no passage is over what the model reads.
    """
    text, special = document.text, token_count("")
    room = MODEL_TOKEN_LIMIT - token_count(heading_of(document))

    def model_tokens(part: str) -> int:
        return token_count(part) - special

    spans: list[Span] = []
    for run in _runs(text):
        units = [unit for span in run for unit in _units(text, span, model_tokens, room)]
        for first, last in _packed(units, room):
            fitting = _fitting(text, units[first:last], model_tokens, room)
            spans += [(start, end) for start, end in fitting if not spans or end > spans[-1][1]]
    return [Passage(document.id, start, end, text[start:end]) for start, end in spans]


def _runs(text: str) -> Iterator[list[Span]]:
    """The sentences of each stretch between boilerplate, each with the list marker before it."""
    ends = [end for _, end in sentences_of(text)]
    at = 0
    for start, end in [*boilerplate_spans(text), (len(text), len(text))]:
        inside = ends[bisect_left(ends, at) : bisect_left(ends, start)]
        tiles = (_stripped(text, *tile) for tile in pairwise([at, *inside, start]))
        if any(character.isalnum() for character in text[at:start]):  # not only the marker of a list left out
            yield [(first, last) for first, last in tiles if first < last]
        at = end


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _units(text: str, span: Span, count: Callable[[str], int], room: int) -> Iterator[_Unit]:
    """The sentence, or the pieces of one that is too long to be a passage."""
    start, end = span
    if end - start <= SURELY_OVER:
        part = text[start:end]
        unit = _Unit(start, end, tokens.token_count(part), count(part))
        if (unit.budget <= BUDGET and unit.model <= room) or end - start == 1:
            yield unit
            return
    for piece in _pieces(text, start, end):
        yield from _units(text, piece, count, room)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches of a long span, or the halves of a shorter one, ending at white space where there is some."""
    size = STRETCH if end - start > STRETCH else (end - start + 1) // 2
    at = start
    while at < end:
        cut = min(at + size, end)
        if cut < end:
            spaces = [space.end() for space in _SPACES.finditer(text, at + size // 2, cut)]
            cut = spaces[-1] if spaces else cut
        first, last = _stripped(text, at, cut)
        if first < last:
            yield first, last
        at = cut


def _packed(units: Sequence[_Unit], room: int) -> Iterator[tuple[int, int]]:
    """Which units each passage holds: as many as the budget allows, beginning with the last of the one before."""
    budget = list(accumulate((unit.budget for unit in units), initial=0))
    model = list(accumulate((unit.model for unit in units), initial=0))
    first = 0
    for last in range(1, len(units) + 1):
        if budget[last] - budget[first] > BUDGET or model[last] - model[first] > room:
            yield first, last - 1
            first = _repeated_from(budget, first, last - 1)
            while first < last - 1 and (budget[last] - budget[first] > BUDGET or model[last] - model[first] > room):
                first += 1
    if units:
        yield first, len(units)


def _repeated_from(budget: Sequence[int], first: int, end: int) -> int:
    """The unit from which on the units before `end` come nearest to the overlap; behind `first` in any case."""
    start = end
    while start > first + 1 and abs(budget[end] - budget[start - 1] - OVERLAP) < abs(
        budget[end] - budget[start] - OVERLAP
    ):
        start -= 1
    return start


def _fitting(text: str, units: Sequence[_Unit], count: Callable[[str], int], room: int) -> Iterator[Span]:
    """The units' span, or its halves: what the model makes of joined pieces may be more tokens than their sum."""
    start, end = units[0].start, units[-1].end
    if len(units) == 1 or count(text[start:end]) <= room:
        yield start, end
        return
    middle = len(units) // 2
    yield from _fitting(text, units[:middle], count, room)
    yield from _fitting(text, units[middle:], count, room)
