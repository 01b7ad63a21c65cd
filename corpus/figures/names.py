"""Proper names of a sentence, by their capitals."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.figures.vocabulary import EVENTS, MEASURES
from corpus.figures.words import CLOSED, GENERIC, Word, stem

_PLAIN = re.compile(r"\b[^\W\d_A-Z][\w’'-]*")
_INSIDE = frozenset({"of", "the", "de", "la", "al", "von", "van", "bin", "der", "du", "and", "&"})
_PARTICLES = frozenset("de von van bin der du".split())
"""What stands inside a name of a person."""
_TITLES = frozenset(
    "president minister prime chancellor king queen prince pope mr mrs ms dr sir secretary general".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: words[first:last] of its sentence."""

    text: str
    first: int
    last: int


def _opens_name(words: Sequence[Word], place: int, plain: AbstractSet[str]) -> bool:
    word = words[place]
    if not word.is_name or not word.text[0].isalpha():
        return False
    lower = word.lower
    if lower in CLOSED or any(part in GENERIC for part in lower.split("-")):
        return False
    starts_sentence = place == 0 or not any(before.is_word for before in words[:place])
    if not starts_sentence or _goes_on(words, place) or _goes_on_behind_particle(words, place):
        return True
    if lower in plain or stem(lower) in MEASURES or stem(lower) in EVENTS:
        return False
    return word.text.endswith(("’s", "'s")) or _looks_foreign(word)


def _goes_on(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].is_name and words[place + 1].text[0].isalpha()


def _goes_on_behind_particle(words: Sequence[Word], place: int) -> bool:
    """As in "Charles de Gaulle"."""
    return place + 1 < len(words) and words[place + 1].text in _PARTICLES and _goes_on(words, place + 1)


def _looks_foreign(word: Word) -> bool:
    """At the start of a sentence a capital says nothing: what ends like a plain English word there is no name."""
    return not word.lower.endswith(("s", "ing", "ed", "ly", "ion", "er", "ment", "ity", "ial", "ers", "th"))


def plain_words(text: str) -> frozenset[str]:
    """The words that a text writes in lower case: at the start of a sentence their capital makes them no names."""
    return frozenset(_PLAIN.findall(text))


def names_in(words: Sequence[Word], plain: AbstractSet[str] = frozenset()) -> list[Name]:
    """The proper names of a sentence's words, in order: capitalised runs, possessive endings and titles dropped.

    `plain` are words known not to be names.
    """
    names: list[Name] = []
    place = 0
    while place < len(words):
        if not _opens_name(words, place, plain):
            place += 1
            continue
        last = _end_of_run(words, place)
        first = place
        while first < last - 1 and words[first].lower in _TITLES:
            first += 1
        text = " ".join(word.text for word in words[first:last])
        names.append(Name(text.removesuffix("’s").removesuffix("'s"), first, last))
        place = last
    return names


def _end_of_run(words: Sequence[Word], place: int) -> int:
    last = place + 1
    while last < len(words):
        if words[last - 1].text.endswith(("’s", "'s")):
            break
        if words[last].is_name and words[last].text[0].isalpha():
            last += 1
        elif words[last].lower in _INSIDE - {"and", "the"} and _goes_on(words, last):
            last += 2
        else:
            break
    return last
