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


_PERSONS = frozenset(
    "man woman boy girl teenager teen student driver suspect mother father son daughter brother sister husband wife "
    "toddler player striker defender midfielder goalkeeper pensioner grandmother grandfather pupil nurse teacher "
    "farmer soldier officer resident passenger victim actor actress singer".split()
)
"""Whom an age between commas may follow, where nobody is named: "a woman, 29, was charged"."""
_CLOSES_AGE = frozenset({",", ".", ";", ")", "—", "–"})


def age_after_name(tokens: Tokens, index: int) -> Timespan | None:
    """The age that stands between commas after a person: "Maria Lopez, 54, said", "a woman, 29, was charged"."""
    raw = tokens.raw(index)
    if not (raw.isdigit() and len(raw) == 2 and int(raw) >= 10) or tokens.word(index - 1) != ",":
        return None
    if tokens.word(index + 1) not in _CLOSES_AGE or not tokens.touches(index - 2) or tokens.kind(index + 2) == NUMBER:
        return None
    if not _is_person(tokens, index) or not (tokens.touches(index) or tokens.word(index + 1) in {"—", "–"}):
        return None
    value = float(int(raw))
    return Timespan(index, index + 1, value, value, 1.0, "year", "equal", "age")


def _is_person(tokens: Tokens, index: int) -> bool:
    """Whether a person stands before the comma before a number: a noun for one, or a name that no number follows."""
    before = tokens.word(index - 2)
    if before in _PERSONS:
        return tokens.word(index + 1) in {",", ";"}
    if not tokens.capital(index - 2) or before in _NOT_NAMES:
        return False
    return tokens.capital(index - 3) or tokens.word(index + 1) == ","


_AGED_PEOPLE = frozenset(
    "kids children child people adults adult those women men girls boys everyone anyone persons players pupils "
    "students patients citizens residents youngsters workers voters americans britons drivers customers".split()
)
_BOUNDS: dict[str, Comparator] = {
    "under": "less than", "below": "less than", "over": "more than", "above": "more than",
}  # fmt: skip


def age_bound(tokens: Tokens, index: int) -> Timespan | None:
    """The bound of "children under 12", "those over 65", "no older than 35": a number with nothing behind to count."""
    raw = tokens.raw(index)
    if not raw.isdigit() or len(raw) > 2 or not tokens.joined(index - 1):
        return None
    before = tokens.word(index - 1)
    told = before in _BOUNDS and tokens.word(index - 2) in _AGED_PEOPLE
    compared = before == "than" and tokens.word(index - 2) in {"older", "younger"}
    turned = before in {"turn", "turns", "turned", "turning"} and int(raw) >= 10
    if not (told or compared or turned or _at_age(tokens, index)) or _counts_on(tokens, index + 1):
        return None
    value = float(int(raw))
    return Timespan(index, index + 1, value, value, 1.0, "year", "equal", "age")


def _at_age(tokens: Tokens, index: int) -> bool:
    """As in "At 13, he wrote": at the head of a sentence, before a person."""
    head = tokens.word(index - 1) == "at" and tokens.begins_sentence(index - 1) and tokens.word(index + 1) == ","
    return head and tokens.word(index + 2) in {"he", "she"}


def _counts_on(tokens: Tokens, index: int) -> bool:
    """Whether the number goes on: a unit, a scale, a noun that it counts ("people over 50 miles away")."""
    if not tokens.joined(index - 1):
        return False
    word = tokens.word(index)
    return tokens.kind(index) == NUMBER or word in {"%", "percent", "per", "-", "$"} or _plural(word)


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "was"))
