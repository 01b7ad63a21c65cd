"""How a document opens that is about one named thing: its name, what qualifies it, the names that place it."""

import re
from dataclasses import dataclass

from corpus.figures.words import CLOSED, words_of

_OPENING = re.compile(r"(?P<head>[^\W\d_a-z].{0,260}?)\s(?:is|was|are|were)\s(?P<rest>.{0,300})", re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]*)\)")
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?;:]\s")
_TIMES = frozenset(
    "born died january february march april may june july august september october november december circa c".split()
)
_NAMED = 0.5
"""The share of words with capitals from which on an opening is a name."""
_LONGEST_NAME = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """Words in lower case; all empty where a document opens with no name."""

    name: frozenset[str]
    qualifiers: frozenset[str]
    """What stands behind the name in brackets or behind a comma: "(politician)", ", Orlin County, Ohio"."""
    around: frozenset[str]
    """The names of the sentence that says what it is."""


NO_PROFILE = Profile(frozenset(), frozenset(), frozenset())


def profile_of(text: str) -> Profile:
    """What the text opens with, where it opens with "X is a Y", "X was built in ..."."""
    found = _OPENING.match(text)
    if found is None:
        return NO_PROFILE
    head = found["head"]
    outside = _BRACKETED.sub(" ", head)
    if _SENTENCE_END.search(outside) or not _is_name(outside):
        return NO_PROFILE
    parts = outside.split(",")
    name = _words(parts[0])
    if not 0 < len(name) <= _LONGEST_NAME:
        return NO_PROFILE
    behind = frozenset().union(*(_capitals(part) for part in parts[1:]), *map(_words, _BRACKETED.findall(head)))
    rest = _SENTENCE_END.split(found["rest"])[0]
    return Profile(name, behind - name - _TIMES, (_capitals(rest) | behind) - name - _TIMES)


def _is_name(opening: str) -> bool:
    words = [word for word in words_of(opening, 0, len(opening)) if word.is_word and word.lower not in CLOSED]
    return bool(words) and sum(word.is_name or word.text[0].isdigit() for word in words) >= _NAMED * len(words)


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word.lower
        for word in words_of(text, 0, len(text))
        if word.text[0].isalpha() and len(word.lower) > 1 and word.lower not in CLOSED
    )


def _capitals(text: str) -> frozenset[str]:
    return frozenset(
        word.lower
        for word in words_of(text, 0, len(text))
        if word.is_name and word.lower not in CLOSED and len(word.lower) > 1
    )
