"""Which figures are worth comparing at all: the gates before vectors are looked at, the same for every store."""

import re

from corpus.figures.figure import Figure

SAME_TALK = 0.5
"""From this cosine of masked sentences on, two figures are candidates even if they share no word."""

_WORD = re.compile(r"\w+")


def comparable_class(figure: Figure) -> str:
    """Figures are of comparable kind and dimension exactly if this is the same for both."""
    kind = figure.value.kind
    if kind == "quantity":
        return f"quantity of {figure.value.dimension}"
    return "date" if kind == "date_range" else kind


def blocking_keys(figure: Figure) -> frozenset[str]:
    """The head, the event and the words of the names: two figures that share one of these are candidates."""
    keys = {f"name {word}" for name in figure.names for word in name_words(name)}
    if figure.head is not None:
        keys.add(f"head {figure.head}")
    if figure.event is not None:
        keys.add(f"event {figure.event}")
    return frozenset(keys)


def name_words(name: str) -> list[str]:
    """The case-folded words of a proper name, without those written small in it ("of", "the")."""
    return [word.casefold() for word in _WORD.findall(name) if word != word.lower()]
