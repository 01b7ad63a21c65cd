"""Who "he" is, and what "it" is: the name or the measured thing that an earlier sentence speaks of."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.figures.names import Name, names_in
from corpus.figures.phrases import is_verb_shaped
from corpus.figures.vocabulary import PERSONS
from corpus.figures.words import PREPOSITIONS, Word, stem, words_of

_PERSONAL = frozenset("he she his her him".split())
_LOOK_BACK = 8
"""Sentences: a pronoun rarely reaches further."""
_BEHIND = re.compile(
    r"\b(?:in|from|at|into|near|the) (?=(?P<words>[^\W_]+(?:[-'’.&][^\W_]+)*(?: [^\W_]+(?:[-'’.&][^\W_]+)*){1,2}))",
    re.IGNORECASE,
)
_BODIES = frozenset(
    "council ministry government bank committee university company republic union federation states kingdom "
    "corporation commission association agency party office".split()
)


def has_personal_pronoun(words: Sequence[Word]) -> bool:
    """Whether some words speak of a person by pronoun."""
    return any(word.lower in _PERSONAL for word in words)


def person_before(text: str, spans: Sequence[tuple[int, int]], place: int) -> tuple[str, ...]:
    """The person whom the sentences before spans[place] speak of: the nearest that begins with a full name.

    Lines without a closing mark are bylines and titles.
    """
    for start, end in reversed(spans[max(0, place - _LOOK_BACK) : place]):
        words = words_of(text, start, end)
        if not words or words[-1].is_word:
            continue
        person = next((name for name in names_in(words) if _is_person(text, words, name)), None)
        if person:
            return (person.text,)
    return ()


@lru_cache(maxsize=4)
def _behind_prepositions(text: str) -> frozenset[str]:
    """What the text anywhere puts behind "in" or "the", in lower case: the next two words, and the next three."""
    found: set[str] = set()
    for match in _BEHIND.finditer(text):
        words = [word.lower().removesuffix("’s").removesuffix("'s") for word in match["words"].split(" ")]
        found.update(" ".join(words[:count]) for count in range(2, len(words) + 1))
    return frozenset(found)


def _is_person(text: str, words: Sequence[Word], name: Name) -> bool:
    """A name of two words or three, no place, body or office, in front of its sentence's verb.

    What the text elsewhere puts behind "in" or "the" is no person: "in South Korea", "the High Delegate".
    """
    parts = name.text.split()
    if not 2 <= len(parts) <= 3 or any(part.lower() in _BODIES for part in parts) or stem(parts[-1]) in PERSONS:
        return False
    if any(is_verb_shaped(word) for word in words[: name.first]):
        return False
    if " ".join(parts).lower() in _behind_prepositions(text):
        return False
    behind_preposition = name.first > 0 and words[name.first - 1].lower in PREPOSITIONS
    return not behind_preposition
