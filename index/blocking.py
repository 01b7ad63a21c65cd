"""Which figures are worth comparing at all: the gates before vectors are looked at, the same for every store."""

import re
from collections.abc import Sequence

from corpus.figures.vocabulary import measure_of

SAME_TALK = 0.35
"""From this cosine of masked sentences on, two figures are candidates even if they share no word."""

_WORD = re.compile(r"\w+")


def comparable_class(kind: str, dimension: str | None) -> str:
    """Two figures are of comparable kind and dimension exactly if this is the same for both."""
    if kind == "quantity":
        return f"quantity of {dimension}"
    return "date" if kind == "date_range" else kind


def blocking_keys(head: str | None, event: str | None, names: Sequence[str]) -> frozenset[str]:
    """What is measured, the event and the words of the names: two figures that share one of these are candidates.

    What is measured goes by its family of words, so that "companies" meet "firms".
    """
    keys = {f"name {word}" for name in names for word in name_words(name)}
    if head is not None:
        keys.add(f"measure {measure_of(head)}")
    if event is not None:
        keys.add(f"event {event}")
    return frozenset(keys)


def name_words(name: str) -> list[str]:
    """The case-folded words of a proper name, without those written small in it ("of", "the")."""
    return [word.casefold() for word in _WORD.findall(name) if word != word.lower()]
