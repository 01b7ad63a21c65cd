"""One number with its scale, as a text writes it: "4.3 bn", "two and a half million", "half a dozen", "10k"."""

from dataclasses import dataclass, replace
from typing import Literal

from corpus.figures.cardinals import PART, Cardinal, hundreds_rest, in_digits, in_words, powers_after
from corpus.figures.fractions import Fraction, fraction_at
from corpus.figures.tokens import NUMBER, WORD, Tokens

Written = Literal["digits", "words", "fraction"]

_LETTERS = {"k": 3, "m": 6, "mm": 6, "b": 9, "t": 12, "g": 9}
_DOZENS = frozenset({"dozen", "dozens"})


@dataclass(frozen=True, slots=True)
class Number:
    """A value with the tokens that write it, from `first` up to but not including `stop`.

    `mantissa` is the value before the scale, for ranges that share one ("3 to 5 million").
    """

    first: int
    stop: int
    value: float
    step: float
    mantissa: float
    scale: float
    written: Written
    quantitative: bool
    """Whether separators, decimals, a scale or a fraction show that it is no name ("Boeing 747") and no year."""

    def scaled_by(self, factor: float) -> "Number":
        """The number with the scale of the next one, as in "3" of "3 to 5 million"."""
        return Number(
            self.first,
            self.stop,
            self.value * factor,
            self.step * factor,
            self.mantissa,
            factor,
            self.written,
            quantitative=True,
        )


def number_at(tokens: Tokens, index: int, *, money: bool = False) -> Number | None:
    """The number that begins at a token, None where none does; `money` says that a currency stands before it."""
    part = fraction_at(tokens, index)
    if part is not None:
        return _scaled_fraction(tokens, index, part)
    digits = tokens.kind(index) == NUMBER
    whole = in_digits(tokens, index) if digits else _dozen(tokens, index) or in_words(tokens, index)
    if whole is None:
        return None
    mixed = _mixed(tokens, index, whole)
    if mixed is not None:
        return mixed
    if not digits:
        return _words(tokens, index, whole)
    return _digits(tokens, index, whole, money=money)


def _made(index: int, stop: int, mantissa: float, exponent: int, power: int, *, quantitative: bool) -> Number:
    """A number in digits with its scale."""
    step, scale = 10.0 ** (exponent + power), 10.0**power
    return Number(index, stop, _times_power(mantissa, power), step, mantissa, scale, "digits", quantitative)


def _times_power(mantissa: float, power: int) -> float:
    """The product as its decimal digits read: 4.35 * 100 would be 434.99999999999994."""
    written = repr(mantissa)
    return mantissa * 10.0**power if "e" in written else float(f"{written}e{power}")


def _digits(tokens: Tokens, index: int, whole: Cardinal, *, money: bool) -> Number:
    if tokens.word(whole.stop) in _DOZENS and tokens.joined(whole.stop - 1):
        return Number(index, whole.stop + 1, whole.value * 12, 6.0, whole.value, 12.0, "digits", quantitative=True)
    hundred = whole.stop + (tokens.word(whole.stop) == "-" and tokens.touches(whole.stop))
    if tokens.word(hundred) == "hundred" and tokens.joined(whole.stop - 1):
        return _digit_hundreds(tokens, index, whole, hundred + 1)
    power, stop = powers_after(tokens, whole.stop)
    if not power:
        power, stop = _letter_power(tokens, whole, money=money)
    if not power:
        return _made(index, stop, whole.value, whole.exponent, 0, quantitative=whole.grouped)
    over = _fraction_over(tokens, stop)
    if over is not None:
        return _fractional(index, over.stop, whole.value + over.value, over.below, 10.0**power)
    made = _made(index, stop, whole.value, whole.exponent, power, quantitative=True)
    return _with_lower_scales(tokens, made, power)


def _with_lower_scales(tokens: Tokens, number: Number, power: int) -> Number:
    """The number with what follows in ever smaller scales: "2 crore 50 lakh", "4 thousand 3 hundred and 21"."""
    while tokens.joined(number.stop - 1) and tokens.kind(number.stop) == NUMBER:
        more = in_digits(tokens, number.stop)
        if more is None:
            break
        if tokens.word(more.stop) == "hundred":
            rest = _digit_hundreds(tokens, number.stop, more, more.stop + 1)
            lower, stop, value, step = 2, rest.stop, rest.value, rest.step
        else:
            lower, stop = powers_after(tokens, more.stop)
            value, step = more.value * 10.0**lower, 10.0 ** (more.exponent + lower)
        if not 0 < lower < power:
            break
        total = number.value + value
        number = replace(number, stop=stop, value=total, mantissa=total / number.scale, step=step)
        power = lower
    return number


def _digit_hundreds(tokens: Tokens, index: int, whole: Cardinal, stop: int) -> Number:
    rest = hundreds_rest(tokens, stop)
    power, after = powers_after(tokens, stop)
    if rest is not None:
        return _made(index, rest[1], whole.value * 100 + rest[0], 0, 0, quantitative=True)
    return _made(index, after, whole.value, whole.exponent, 2 + power, quantitative=True)


def _words(tokens: Tokens, index: int, whole: Cardinal) -> Number:
    if tokens.word(whole.stop) in _DOZENS and (whole.stop == index or tokens.joined(whole.stop - 1)):
        return Number(index, whole.stop + 1, whole.value * 12, 6.0, whole.value, 12.0, "words", quantitative=True)
    scale = 10.0**whole.power
    over = _fraction_over(tokens, whole.stop) if whole.power else None
    if over is not None:
        return _fractional(index, over.stop, whole.value / scale + over.value, over.below, scale)
    power, stop = powers_after(tokens, whole.stop)
    if power and whole.grouped and not whole.power:
        value = _times_power(whole.value, power)
        return Number(
            index, stop, value, 10.0 ** (whole.exponent + power), whole.value, 10.0**power, "words", quantitative=True
        )
    return Number(
        index, whole.stop, whole.value, 10.0**whole.exponent, whole.value / scale, scale, "words", whole.grouped
    )


def _dozen(tokens: Tokens, index: int) -> Cardinal | None:
    """The one of "a dozen", and of a bare "dozen" after "another" or a comparator."""
    if tokens.word(index) == "a" and tokens.word(index + 1) == "dozen":
        return Cardinal(1, 0, index + 1)
    bare = tokens.word(index) == "dozen" and tokens.word(index - 1) in _BEFORE_DOZEN
    return Cardinal(1, 0, index) if bare else None


_BEFORE_DOZEN = frozenset("another than nearly almost about over roughly some least around".split())


def _mixed(tokens: Tokens, index: int, whole: Cardinal) -> Number | None:
    """Such as "two and a half million", "2 1/2", "10½": a whole number and a fraction, then perhaps a scale."""
    if whole.grouped or not tokens.joined(whole.stop - 1):
        return None
    at = whole.stop + (tokens.word(whole.stop) == "-" and tokens.word(whole.stop + 1) == "and")
    if tokens.kind(at) == WORD:
        if tokens.word(at) != "and" or not tokens.joined(at):
            return None
        at += 1 + (tokens.word(at + 1) == "-")
    elif tokens.word(at) == "-" and tokens.touches(at - 1) and tokens.kind(index) == NUMBER:
        at += 1
    part = _part(tokens, at)
    if part is None or (tokens.kind(at) == NUMBER and part.stop < at + 3) or part.value >= 1:
        return None
    power, stop = powers_after(tokens, part.stop)
    return _fractional(index, stop, whole.value + part.value, part.below, 10.0**power)


def _part(tokens: Tokens, index: int) -> Fraction | None:
    """A fraction after "and": "a half", "a quarter", "two thirds"."""
    if index >= len(tokens):
        return None
    word, at = tokens.word(index), index + 1 + (tokens.word(index + 1) == "-")
    after = tokens.word(at)
    if word in {"a", "one"} and after in PART and tokens.word(at + 1) not in {"of", "the"}:
        return Fraction(1 / PART[after], PART[after], at + 1)
    return fraction_at(tokens, index) if tokens.words[index] != "half" else None


def _fraction_over(tokens: Tokens, stop: int) -> Fraction | None:
    """The fraction of "a million and a half": of the scale before it."""
    if tokens.word(stop) != "and" or not tokens.joined(stop - 1) or not tokens.joined(stop):
        return None
    part = _part(tokens, stop + 1)
    if part is None or tokens.kind(stop + 1) == NUMBER or tokens.word(part.stop) in {"of", "the", "million", "a"}:
        return None
    return part


def _fractional(index: int, stop: int, mantissa: float, below: int, scale: float) -> Number:
    """A number with a fraction in it: read to a tenth of the fraction ("a third" is not 0.333333)."""
    return Number(index, stop, mantissa * scale, scale / below / 10, mantissa, scale, "fraction", quantitative=True)


def _scaled_fraction(tokens: Tokens, index: int, part: Fraction) -> Number:
    """The fraction alone or of a scale: "half a million", "three quarters of a million", "half a dozen"."""
    at = part.stop
    at += tokens.word(at) == "of" and tokens.word(at + 1) in {"a", "an"}
    at += tokens.word(at) in {"a", "-"}
    if tokens.joined(part.stop - 1) and tokens.word(at) == "dozen":
        return _fractional(index, at + 1, part.value, part.below, 12.0)
    power, stop = powers_after(tokens, at)
    if not power:
        return _fractional(index, part.stop, part.value, part.below, 1.0)
    return _fractional(index, stop, part.value, part.below, 10.0**power)


def _letter_power(tokens: Tokens, whole: Cardinal, *, money: bool) -> tuple[int, int]:
    """The power of a letter scale ("10k", "$40m", "£2 m"); (0, stop) where the letter is a unit or another word."""
    stop = whole.stop
    power = _LETTERS.get(tokens.word(stop), 0)
    if not power or not tokens.joined(stop - 1) or (tokens.touches(stop) and _runs_on(tokens, stop + 1)):
        return 0, stop
    raw, near = tokens.raw(stop), tokens.touches(stop - 1)
    if money:
        sure = near or raw in {"m", "M", "B", "b", "T", "MM", "mm"}
    elif raw == "K" and whole.value < 10 and not whole.grouped:
        sure = False
    elif raw == "b":
        sure = near and whole.exponent < 0
    elif raw in {"m", "t", "mm", "MM", "T", "g", "G"}:
        sure = raw == "m" and _millions(tokens, stop, near=near)
    else:
        sure = near or raw == "k" or (raw in {"M", "K"} and (whole.grouped or counts_after(tokens, stop + 1)))
    return (power, stop + 1) if sure else (0, stop)


def _runs_on(tokens: Tokens, index: int) -> bool:
    return tokens.kind(index) == NUMBER or tokens.word(index) in {"²", "³", "^", "/"}


def counts_after(tokens: Tokens, index: int) -> bool:
    """Whether what follows "20m" reads like things counted: "20m people", "1.5m new homes", "3m barrels"."""
    if not tokens.joined(index - 1):
        return False
    if tokens.word(index) in _NO_COUNT or tokens.word(index) in _LENGTH_AFTER:
        return False
    return any(_plural(tokens.word(at)) for at in (index, index + 1) if tokens.word(at) not in _NO_COUNT)


def _plural(word: str) -> bool:
    return word in _PEOPLE or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))


_PEOPLE = frozenset(
    "people children women men sq square cubic tonnes staff households bpd yen yuan won rand baht usd eur gbp "
    "sterling".split()
)
_NO_COUNT = frozenset(
    "in and of at to on by for the a an is was were are has with , . ; : ) ( - x × freestyle hurdles butterfly".split()
)
_LENGTH_AFTER = frozenset(
    "tall high long wide deep thick away above below off north south east west under underwater beneath down inland "
    "apart across freestyle hurdles butterfly backstroke breaststroke medley sprint race relay dash final finals heat "
    "champion pool wall tower x × ² ³ 2 3 / by per squared steeplechase".split()
)
_LENGTH_BEFORE = frozenset(
    "height heights depth depths length width distance altitude elevation wave waves tsunami measuring measures swim "
    "swam men's women's men’s women’s mens womens sprint tall deep diameter radius swell snow cm km mm ft feet inches "
    "metres meters".split()
)


def _millions(tokens: Tokens, at: int, *, near: bool) -> bool:
    """Whether an "m" after a number means millions: things counted follow, or nothing speaks of a length."""
    if counts_after(tokens, at + 1):
        return True
    after = tokens.word(at + 1) if tokens.joined(at) else ""
    if not near or after in _LENGTH_AFTER or (after == "from" and tokens.kind(at + 2) != NUMBER):
        return False
    if any(tokens.word(at - back) in _LENGTH_BEFORE for back in range(2, 7)):
        return False
    return tokens.word(at - 2) not in {"the", "a", "his", "her", "", "-"} and after not in {"is", ""}
