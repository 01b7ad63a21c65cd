"""Parts of one: "two-thirds", "a quarter of", "half the", "3/4", "⅔", "one in five"."""

import unicodedata
from fractions import Fraction as Rational
from typing import NamedTuple

from corpus.figures.cardinals import PART, PARTS, in_digits, in_words, powers_after
from corpus.figures.tokens import NUMBER, VULGAR_FRACTIONS, Tokens

_USUAL_BELOW = frozenset({2, 3, 4, 5, 6, 8, 10, 16})
_TIME = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades quarters "
    "attempts".split()
)
_HALF_AFTER = frozenset("of the its their his her our my your all that those these as a an what".split())
_HALF_OF = frozenset("million billion trillion dozen percentage point percent".split())
_HALF_BEFORE = frozenset(
    "than nearly almost about over around roughly only least some under approximately just exactly by barely up to "
    "above below".split()
)
_PART_BEFORE = _HALF_BEFORE | {"is", "was", "were", "are", "makes", "constitutes", "-"}
_COMPARATIVES = frozenset("more less fewer higher lower larger smaller bigger cheaper faster slower off".split())
"""What makes "a third" in front a part: "a third fewer than in 2015"."""
_ORDINAL = frozenset(
    "first second third fourth last other latter former next previous either each this that per another time "
    "consecutive straight past final opening fiscal every in".split()
)


class Fraction(NamedTuple):
    """A part of one, and the token after it."""

    value: float
    below: int
    stop: int


def fraction_at(tokens: Tokens, index: int) -> Fraction | None:
    """The fraction that begins here, with nothing whole before it."""
    sign = tokens.words[index]
    if sign in VULGAR_FRACTIONS:
        value = unicodedata.numeric(sign)
        return Fraction(value, Rational(value).limit_denominator(10).denominator, index + 1)
    if tokens.kind(index) == NUMBER:
        return _in_digits(tokens, index) or _out_of(tokens, index)
    return _half(tokens, index) or _in_words(tokens, index) or _out_of(tokens, index)


def _in_digits(tokens: Tokens, index: int) -> Fraction | None:
    """Such as "3/4": of small numbers that follow each other without space and are no date."""
    if tokens.word(index + 1) not in {"/", "⁄"} or not (tokens.touches(index) and tokens.touches(index + 1)):
        return None
    if tokens.kind(index + 2) != NUMBER:
        return None
    above, below = tokens.raw(index), tokens.raw(index + 2)
    if not (above.isdigit() and below.isdigit() and len(above) < 4 and len(below) < 4):
        return None
    if tokens.word(index + 3) == "/" or (index and tokens.words[index - 1] == "/"):
        return None
    part, whole = int(above), int(below)
    if 0 < part < whole and (part == 1 or whole in _USUAL_BELOW):
        return Fraction(part / whole, whole, index + 3)
    return None


def _half(tokens: Tokens, index: int) -> Fraction | None:
    """Such as "half of", "half the", "more than half", "a half": not "the second half", "half-time", "in half"."""
    word, at = tokens.word(index), index
    if word in {"a", "one"} and tokens.word(index + 1) == "half":
        at = index + 1
    elif word == "one" and tokens.word(index + 1) == "-" and tokens.word(index + 2) == "half":
        at = index + 2
    elif word != "half":
        return None
    before, after = tokens.word(index - 1), tokens.word(at + 1)
    if before in _ORDINAL and not (word == "one" and after == "of") and not (before == "another" and after in _HALF_OF):
        return None
    if before == "the" or after in _TIME or tokens.word(at + 2) in _TIME:
        return None
    joined_to = tokens.word(at + 2) if after == "-" else after
    if after == "-" and joined_to not in _HALF_OF:
        return None
    sure = at > index or after in _HALF_AFTER or before in _HALF_BEFORE or joined_to in _HALF_OF
    return Fraction(0.5, 2, at + 1) if sure else None


def _in_words(tokens: Tokens, index: int) -> Fraction | None:
    """Such as "two-thirds", "one fifth", "a quarter of", "twenty-three fifths"."""
    if tokens.word(index) in {"a", "an", "quarter"}:
        return _a_part(tokens, index)
    above = in_words(tokens, index)
    if above is None:
        return None
    at = above.stop + (tokens.word(above.stop) == "-")
    word = tokens.word(at)
    if not tokens.joined(above.stop - 1) or tokens.word(index - 1) in _ORDINAL or tokens.word(at + 1) == "year":
        return None
    if above.value == 1 and word in PART:
        below = PART[word]
        sure = at > above.stop or word not in {"quarter", "half"} or tokens.word(at + 1) == "of"
        sure = sure or tokens.word(index - 1) in _HALF_BEFORE
        return Fraction(1 / below, below, at + 1) if sure else None
    hyphenated = at > above.stop and above.value == 2 and word == "third"
    below = 3 if hyphenated else PARTS.get(word, 0)
    return Fraction(above.value / below, below, at + 1) if below and above.value > 1 else None


def _a_part(tokens: Tokens, index: int) -> Fraction | None:
    """Such as "a third of", "by a quarter", "quarter million": otherwise "a third" is an ordinal."""
    at = index + (tokens.word(index) != "quarter")
    word, after = tokens.word(at), tokens.word(at + 1)
    if word not in PART or word == "half":
        return None
    beyond = tokens.word(at + 2) if after == "-" else after
    scaled = beyond in _HALF_OF and word == "quarter"
    if at == index and not scaled:
        return None
    before = tokens.word(index - 1)
    apart = after in {"", ".", ",", ";", "to", "from", "in", "on", "since", "last", "this", "and", "more", "less"}
    if after in _COMPARATIVES and at > index:
        return Fraction(1 / PART[word], PART[word], at + 1)
    if after == "of" or scaled or PART[word] >= 100 or (before in _PART_BEFORE and apart):
        return Fraction(1 / PART[word], PART[word], at + 1)
    return None


def _out_of(tokens: Tokens, index: int) -> Fraction | None:
    """Such as "one in five", "nine out of [every] 10": not "5 in 2012" or "three in two days"."""
    part = in_digits(tokens, index) if tokens.kind(index) == NUMBER else in_words(tokens, index)
    if part is None or part.value > 99 or part.value < 1:
        return None
    at = part.stop
    if tokens.word(at) == "-" and tokens.word(at + 1) == "in":
        at += 1
    if part.value == 1 and tokens.word(at) == "over":
        return _over(tokens, at + 1)
    if tokens.word(at) == "out" and tokens.word(at + 1) == "of":
        at, loose = at + 2, True
    elif tokens.word(at) == "in":
        at, loose = at + 1, False
    else:
        return None
    at += tokens.word(at) in {"every", "-"}
    whole = in_digits(tokens, at) if tokens.kind(at) == NUMBER else in_words(tokens, at)
    if whole is None or whole.value <= part.value or (whole.grouped and whole.value < 1000):
        return None
    power, stop = powers_after(tokens, whole.stop)
    if power:
        return Fraction(part.value / (whole.value * 10**power), int(whole.value * 10**power), stop)
    if tokens.word(whole.stop) in _TIME or tokens.word(whole.stop) in {"%", "percent", "per", "-"}:
        return None
    round_whole = whole.value in {3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000}
    if not (loose or round_whole or (part.value == 1 and (whole.value < 1900 or whole.grouped))):
        return None
    return Fraction(part.value / whole.value, int(whole.value), whole.stop)


def _over(tokens: Tokens, at: int) -> Fraction | None:
    """Such as "one over twenty": where nothing follows that the number could count."""
    whole = in_digits(tokens, at) if tokens.kind(at) == NUMBER else in_words(tokens, at)
    if whole is None or whole.value < 2 or tokens.word(whole.stop) not in {"", ".", "?", ",", ")"}:
        return None
    return Fraction(1 / whole.value, int(whole.value), whole.stop)
