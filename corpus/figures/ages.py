"""How old: the ages that a text states, in years."""

from dataclasses import replace

from corpus.figures.cardinals import SMALL
from corpus.figures.figure import Comparator
from corpus.figures.numbers import number_at
from corpus.figures.timespan import RANGE_SIGNS, YEAR, Timespan
from corpus.figures.tokens import NUMBER, Tokens

AGE_WORDS = frozenset({"age", "aged", "ages"})
_AGE_SIGNS = frozenset({"old", "olds", "yo"})
_NOT_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday psalm chapter verse route highway "
    "interstate flight channel article section page no".split()
)


def as_age(tokens: Tokens, span: Timespan) -> Timespan | None:
    """The span as an age where "old" or "of age" follows: "54-year-old", "three months old", "12 years of age"."""
    at = span.stop + (tokens.word(span.stop) == "-")
    if tokens.word(at) in _AGE_SIGNS and tokens.joined(span.stop - 1):
        stop = at + 1
    elif tokens.word(at) == "of" and tokens.word(at + 1) == "age":
        stop = at + 2
    else:
        return None
    return replace(span, stop=stop, low=span.low / YEAR, high=span.high / YEAR, step=span.step / YEAR, kind="age")


def aged(tokens: Tokens, index: int) -> Timespan | None:
    """As in "aged 54", "at the age of 12", "ages 5 to 11", "aged between 18 and 24"."""
    at = index + 1 + (tokens.word(index + 1) == "of" and tokens.words[index] == "age")
    at += tokens.word(at) in {"between", "from"}
    number = number_at(tokens, at) if _may_be_number(tokens, at) else None
    if number is None or not 0 <= number.value <= 120 or not tokens.joined(at - 1):
        return None
    low = high = number.value
    stop, comparator = number.stop, "equal"
    if tokens.word(stop) in RANGE_SIGNS | {"and"} and _may_be_number(tokens, stop + 1):
        last = number_at(tokens, stop + 1)
        ranged = tokens.word(stop) != "and" or tokens.word(at - 1) == "between"
        if last is not None and low < last.value <= 120 and ranged:
            high, stop, comparator = last.value, last.stop, "range"
    first = index - (tokens.word(index - 1) == "the" and tokens.word(index + 1) == "of")
    made: Comparator = "range" if comparator == "range" else "equal"
    return Timespan(first, stop, low, high, number.step, "year", made, "age")


def _may_be_number(tokens: Tokens, index: int) -> bool:
    return tokens.kind(index) == NUMBER or tokens.word(index) in SMALL


def age_after_name(tokens: Tokens, index: int) -> Timespan | None:
    """The age that stands between commas after a person's name: "Maria Lopez, 54, said"."""
    raw = tokens.raw(index)
    if not (raw.isdigit() and len(raw) == 2 and int(raw) >= 10) or tokens.word(index - 1) != ",":
        return None
    if tokens.word(index + 1) not in {",", ".", ";"} or not tokens.touches(index) or not tokens.capital(index - 2):
        return None
    if tokens.word(index - 2) in _NOT_NAMES or tokens.kind(index + 2) == NUMBER:
        return None
    if not (tokens.capital(index - 3) or tokens.word(index + 1) == ","):
        return None
    value = float(int(raw))
    return Timespan(index, index + 1, value, value, 1.0, "year", "equal", "age")
