"""A figure on which sources differ: a line each side, how they differ, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from service.answer import Answer, ConflictView, SideSource, SideView
from service.slack import wording
from service.slack.block_kit import (
    Block,
    Element,
    brief,
    bullets,
    first_that_fits,
    in_parts,
    line,
    link,
    quote,
    rich,
    words,
)
from service.slack.markup import one_line

Addresses: TypeAlias = Mapping[str, str | None]
SIDES, SOURCES = 4, 3
"""How many of each a message shows."""
_SENTENCE, _PART = 180, 1_500
"""Characters of a sentence in a message, and of one block of a window."""
_PAIRS = 10
"""How many pairs one block of a window tells of."""


def conflict_block(conflict: ConflictView, answer: Answer) -> Block:
    """In short, for a message: the first sides, each with its first sources and one sentence."""
    addresses = addresses_in(answer)
    ways = [(addresses, SOURCES), ({}, SOURCES), ({}, 1)]
    return first_that_fits(rich(_head(conflict), bullets(_sides(conflict, *way)), _why(conflict)) for way in ways)


def whole_conflict(conflict: ConflictView, answer: Answer) -> Iterator[Block]:
    """Everything, for a window: all sides, all sources, whole sentences; how each pair of sides differs."""
    addresses = addresses_in(answer)
    rule = line(words("Rule: ", bold=True), words(brief(one_line(conflict.rule), 300)))
    yield rich(_head(conflict), _why(conflict), rule)
    for side in conflict.sides:
        yield rich(line(*_value(side)))
        for source in side.sources:
            yield from _statement(source, addresses)
    pairs = list(_pairs(conflict)) if len(conflict.pairs) > 1 else []
    for first in range(0, len(pairs), _PAIRS):
        yield rich(bullets(pairs[first : first + _PAIRS]))


def addresses_in(answer: Answer) -> Addresses:
    """The address of each document of which there is a passage."""
    return {passage.document: passage.url for passage in answer.passages}


def _head(conflict: ConflictView) -> Element:
    measure, kind = wording.heading(conflict)
    return line(words(f"Sources differ: {brief(measure, 200)}", bold=True), words(f"  ·  {kind}", italic=True))


def _why(conflict: ConflictView) -> Element:
    return line(words("Why: ", bold=True), words(brief(one_line(conflict.explanation), 600)))


def _sides(conflict: ConflictView, addresses: Addresses, sources: int) -> list[Element]:
    return [_side(side, addresses, sources) for side in conflict.sides[:SIDES]]


def _side(side: SideView, addresses: Addresses, sources: int) -> Element:
    shown = side.sources[:sources]
    elements = [*_value(side), words("  —  "), *_origins(shown, addresses)]
    if len(side.sources) > len(shown):
        elements.append(words(f" and {len(side.sources) - len(shown)} more"))
    return line(*elements, words(f"\n“{brief(one_line(shown[0].sentence.text), _SENTENCE)}”", italic=True))


def _value(side: SideView) -> list[Element]:
    value = words(brief(one_line(side.text), 120), bold=True)
    return [value] if side.retrieved else [value, words(" (elsewhere in the documents)", italic=True)]


def _origins(sources: Sequence[SideSource], addresses: Addresses) -> Iterator[Element]:
    for number, source in enumerate(sources):
        if number:
            yield words("; ")
        yield link(brief(wording.origin(source), 160), addresses.get(source.document))


def _statement(source: SideSource, addresses: Addresses) -> Iterator[Block]:
    """The whole sentence, over as many blocks as it takes, and whose it is."""
    *before, last = in_parts(one_line(source.sentence.text), _PART)
    yield from (rich(quote(words(part))) for part in before)
    yield rich(quote(words(last), words("\n— "), *_origins([source], addresses)))


def _pairs(conflict: ConflictView) -> Iterator[Element]:
    for pair in conflict.pairs:
        one, other = (brief(one_line(conflict.sides[side].text), 80) for side in (pair.a, pair.b))
        yield line(words(f"{one} and {other}: {wording.TYPES.get(pair.type, pair.type)}"))
