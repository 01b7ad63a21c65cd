"""Whole numbers in digits and in words, before any scale, fraction or unit is read."""

import re
from typing import NamedTuple

from corpus.figures.tokens import NUMBER, Tokens

LONGEST_NUMBER = 30
"""Characters of a number; what is longer is an identifier or noise, not a figure."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_POINT_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_GROUP_GAPS = " \u00a0\u202f\u2009'’"

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"nought": 0, "naught": 0}
TENS = {
    word: 10 * (tens + 2)
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}  # fmt: skip
SMALL = UNITS | TENS
PARTS = {
    "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8,
    "ninths": 9, "tenths": 10, "twelfths": 12, "sixteenths": 16, "twentieths": 20, "hundredths": 100,
    "thousandths": 1000, "millionths": 10**6, "billionths": 10**9, "trillionths": 10**12,
}  # fmt: skip
"""The parts that a fraction counts, by the number that makes one."""
PART = {name.removesuffix("s"): below for name, below in PARTS.items() if name != "halves"} | {"half": 2}
LARGEST_POWER = 30
SCALES = {
    "thousand": 3, "lakh": 5, "lakhs": 5, "million": 6, "mn": 6, "mln": 6, "mil": 6, "crore": 7, "crores": 7,
    "billion": 9, "bn": 9, "bln": 9, "trillion": 12, "tn": 12, "trn": 12, "tln": 12, "quadrillion": 15,
}  # fmt: skip
"""Words for powers of ten, with the power."""


class Cardinal(NamedTuple):
    """A number without its scale: its value, the power of ten of the last digit stated, and the token after it."""

    value: float
    exponent: int
    stop: int
    grouped: bool = False
    """Whether separators or decimals show that it is a quantity, not a name."""
    power: int = 0
    """The power of ten of the last scale word, of a number in words."""


def last_digit(digits: str) -> int:
    """The power of ten of the last digit that a plain decimal states: "1200" 2, "4.30" -2, "0" 0."""
    _, _, decimals = digits.partition(".")
    if decimals:
        return -len(decimals)
    significant = digits.rstrip("0")
    return len(digits) - len(significant) if significant else 0


def plain_decimal(written: str) -> str | None:
    """The number with its separators resolved, as Python writes it; None where it is not one number."""
    if len(written) > LONGEST_NUMBER:
        return None
    if _PLAIN.fullmatch(written):
        return written
    if _GROUPED.fullmatch(written):
        return written.replace(",", "")
    if _POINT_GROUPED.fullmatch(written):
        return written.replace(".", "").replace(",", ".")
    return written.replace(",", ".") if _DECIMAL_COMMA.fullmatch(written) else None


def in_digits(tokens: Tokens, index: int) -> Cardinal | None:
    """The number that begins at a token of digits: "1,200.5", "1 234 567", "6.2e-4", "1.3 x 10^6"."""
    written = tokens.raw(index)
    digits = plain_decimal(written)
    if digits is None:
        return None
    stop, grouped = index + 1, not written.isdigit()
    if len(written) <= 3 and written.isdigit() and written[0] != "0":
        more, stop = _spaced_groups(tokens, stop)
        digits, grouped = digits + more, grouped or bool(more)
    power, stop = _power_of_ten(tokens, stop)
    return Cardinal(float(f"{digits}e{power}"), last_digit(digits) + power, stop, grouped or power != 0)


def _spaced_groups(tokens: Tokens, index: int) -> tuple[str, int]:
    """The digits of " 234 567" or "’234’567", and the token after them."""
    groups: list[str] = []
    while len(groups) < 6:
        at = index + (tokens.word(index) in {"'", "’"})
        if tokens.kind(at) != NUMBER:
            break
        gap = tokens.text[tokens.ends[index - 1] : tokens.starts[at]]
        if len(gap) != 1 or gap not in _GROUP_GAPS or not _THREE_DIGITS.fullmatch(tokens.raw(at)):
            break
        groups.append(tokens.raw(at))
        index = at + 1
    return "".join(groups), index


def _power_of_ten(tokens: Tokens, stop: int) -> tuple[int, int]:
    """The power in "e-4", "x 10^6" or "×10−5" after a number, and the token after it; (0, stop) where there is none."""
    sign = tokens.word(stop)
    if sign == "e" and tokens.touches(stop - 1) and tokens.touches(stop):
        at = stop + 1
    elif sign in {"x", "×"} and tokens.word(stop + 1) == "10" and tokens.touches(stop + 1):
        at = stop + 2
        at += tokens.word(at) == "^"
    else:
        return 0, stop
    negative = tokens.word(at) in {"-", "−"}
    at += negative or tokens.word(at) == "+"
    power = tokens.raw(at)
    if tokens.kind(at) != NUMBER or not power.isdigit() or len(power) > 2:
        return 0, stop
    return (-int(power) if negative else int(power)), at + 1


def in_words(tokens: Tokens, index: int) -> Cardinal | None:
    """The number that words write from here on, scales included: "two hundred and two thousand", "nine point five"."""
    total, stop, last_power, exponent = 0.0, index, 99, 0
    at = index
    while (group := _below_thousand(tokens, at)) is not None:
        value, after = group
        power, after = powers_after(tokens, after)
        if power >= last_power or (total and _counts_parts(tokens, value, after)):
            break
        total += value * 10**power
        exponent = power + last_digit(str(int(value)))
        stop, last_power = after, power
        if power == 0:
            break
        if not tokens.joined(stop - 1):
            break
        at = stop + (tokens.word(stop) in {"and", "&"} and tokens.joined(stop))
    if stop == index:
        return None
    return _with_point(tokens, Cardinal(total, exponent, stop, last_power > 0, last_power))


def _counts_parts(tokens: Tokens, value: int, stop: int) -> bool:
    """Whether the small number before `stop` belongs to a fraction: "a hundred and three quarters"."""
    word = tokens.word(stop + (tokens.word(stop) == "-"))
    return value < PARTS.get(word, 0) or (value == 1 and word in PART)


def powers_after(tokens: Tokens, index: int) -> tuple[int, int]:
    """The power of ten of the scale words that follow a number ("lakh crore": 12), and the token after them."""
    power = 0
    while tokens.joined(index - 1):
        at = index + (tokens.word(index) == "-" and tokens.touches(index))
        more = SCALES.get(tokens.word(at))
        if more is None or power + more > LARGEST_POWER:
            break
        power, index = power + more, at + 1
    return power, index


def _below_hundred(tokens: Tokens, index: int) -> tuple[int, int] | None:
    word = tokens.word(index)
    if word in TENS:
        at = index + 1
        if tokens.joined(index) and tokens.word(at) == "-":
            at += 1
        unit = UNITS.get(tokens.word(at), 0)
        if 0 < unit < 10 and tokens.joined(at - 1):
            return TENS[word] + unit, at + 1
        return TENS[word], index + 1
    return (UNITS[word], index + 1) if word in UNITS else None


def _below_thousand(tokens: Tokens, index: int) -> tuple[int, int] | None:
    if tokens.word(index) in {"a", "an"} and tokens.word(index + 1) in _AFTER_ARTICLE:
        small: tuple[int, int] | None = (1, index + 1)
    elif tokens.word(index) == "hundred" and tokens.word(index + 1) in SCALES:
        small = (1, index)
    else:
        small = _below_hundred(tokens, index)
    if small is None:
        return None
    value, stop = small
    at = stop + (tokens.word(stop) == "-")
    if tokens.word(at) != "hundred" or (stop > index and not tokens.joined(stop - 1)) or value == 0:
        return small
    value, stop = value * 100, at + 1
    rest = hundreds_rest(tokens, stop)
    return (value, stop) if rest is None else (value + rest[0], rest[1])


_AFTER_ARTICLE = frozenset({"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"})


def hundreds_rest(tokens: Tokens, stop: int) -> tuple[int, int] | None:
    """What "and twenty-one" or "and 21" adds to the hundreds before it; None where it begins another number."""
    if not tokens.joined(stop - 1):
        return None
    at = stop + (tokens.word(stop) in {"and", "&"})
    if tokens.kind(at) == NUMBER and at > stop and tokens.raw(at).isdigit() and 0 < len(tokens.raw(at)) < 3:
        rest: tuple[int, int] | None = (int(tokens.raw(at)), at + 1)
    else:
        rest = _below_hundred(tokens, at)
    if rest is None or rest[0] == 0 or tokens.word(rest[1]) in {"hundred", "%", "percent"}:
        return None
    if _counts_parts(tokens, rest[0], rest[1]):
        return None
    return rest


def _with_point(tokens: Tokens, whole: Cardinal) -> Cardinal:
    """The number with the decimals of "point zero three" or "point seventy-one" added."""
    if tokens.word(whole.stop) != "point" or tokens.word(whole.stop + 1) not in SMALL:
        return whole
    at, digits = whole.stop + 1, ""
    while len(digits) < LONGEST_NUMBER and (small := _below_hundred(tokens, at)) is not None:
        digits += str(small[0])
        at = small[1]
    return Cardinal(whole.value + float(f"0.{digits}"), -len(digits), at, grouped=True)
