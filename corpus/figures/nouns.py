"""The one noun that a count is a number of, in the singular: the unit by which a reader would name it."""

import re
from collections.abc import Sequence

from corpus.figures.figure import Value
from corpus.figures.phrases import counted_behind, is_plural, is_verb_shaped
from corpus.figures.sentence import Sentence
from corpus.figures.singular import singular
from corpus.figures.words import ADVERBS, ARTICLES, AUXILIARIES, Word

_HYPHENED = re.compile(r"[-‑](?:\s(?:and|or|to)\s[\w.,]+[-‑])?(?P<noun>[^\W\d_][^\W_]*)")
"""Behind "25" in "25-member", behind "two" in "two- and three-bedroom"."""
_NO_HEADS = frozenset(
    "strong plus odd some ish old long deep high tall wide up down off out way by for of and to".split()
)
"""Words joined to a number by a hyphen that are not what it counts: "the 14,000-strong force"."""
_SCALES = frozenset({"magnitude"})
"""Nouns in front of a number that are its unit: "magnitude 6.8"."""
_PRICED = frozenset("share stock price future rate yield level point bond index odds".split())
"""What moves to a number without being counted by it: "shares rose to 4,512"."""
_TOWARDS = frozenset({"to", "from", "by", "at"})


def joined_noun(sentence: Sentence, value: Value) -> Word | None:
    """The noun that a hyphen joins to a count: "member" in "the 25-member council"."""
    found = _HYPHENED.match(sentence.text, value.end, sentence.end)
    if found is None or found["noun"].lower() in _NO_HEADS:
        return None
    return Word(found["noun"], found.start("noun"), found.end("noun"))


def noun_of(sentence: Sentence, value: Value) -> str | None:
    """The noun next to a count, or the plural that moves to it ("cases rose to 941")."""
    joined = joined_noun(sentence, value)
    if joined is not None:
        return singular(joined.lower)
    first, last = sentence.span_of(value)
    words = sentence.without_values()
    if _scale_before(words, first):
        return "magnitude"
    if value.dimension == "fraction":
        last = _past_articles(words, last)
    behind = counted_behind(words, last) or counted_behind(words, _past_values(words, last))
    if behind is not None:
        return singular(behind.words[-1].lower)
    return _moved(words, first) if isinstance(value.low, float) and value.low.is_integer() else None


def _scale_before(words: Sequence[Word], first: int) -> bool:
    at = first - 1 - (first > 1 and words[first - 1].lower == "of")
    return first > 0 and words[at].lower in _SCALES


def _past_articles(words: Sequence[Word], last: int) -> int:
    """Behind "half the", "half the 38": before the noun."""
    while last < len(words) and (words[last].lower in ARTICLES | {"all"} or words[last].text[0].isdigit()):
        last += 1
    return last


def _past_values(words: Sequence[Word], last: int) -> int:
    """Behind the second of two counts that share a noun: "15 and 20 boats", "two 25-gram doses"."""
    at = last + (last < len(words) and words[last].lower in {"and", "or", "to"})
    if at >= len(words) or words[at].text != "0":
        return len(words)
    while at < len(words) and words[at].text == "0":
        at += 1
    return at


def _moved(words: Sequence[Word], first: int) -> str | None:
    """The plural noun that moves to the number at words[first]: "cases rose 4 percent to 941", "cut warheads to 50"."""
    at = first - 1
    while at >= 0 and _leads(words[at]):
        at -= 1
    moves = any(word.lower not in {"at", "by"} for word in words[at + 1 : first])
    if at < 0 or not moves or words[at].is_name or not is_plural(words[at]):
        return None
    noun = singular(words[at].lower)
    return None if noun in _PRICED else noun


def _leads(word: Word) -> bool:
    lower = word.lower
    return (
        lower in _TOWARDS or lower in AUXILIARIES or lower in ADVERBS or is_verb_shaped(word) or word.text[0].isdigit()
    )
