"""The numbers of a text with what stands directly next to them: currency, percent sign, unit, sign."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.figures.cardinals import SMALL
from corpus.figures.counts import sign_before
from corpus.figures.currencies import Found, currency_after, currency_before, money
from corpus.figures.measure import BASIS_POINTS, COUNT, FRACTION, PERCENT, PERCENTAGE_POINTS, TIMES, Measure
from corpus.figures.numbers import Number, number_at
from corpus.figures.tokens import NUMBER, VULGAR_FRACTIONS, WORD, Tokens
from corpus.figures.units import unit_after
from corpus.figures.vague import STARTS, factor_at, vague_at

_NUMBER_STARTS = frozenset(SMALL) | frozenset(VULGAR_FRACTIONS) | {"half", "hundred", "quarter", "dozen"}
_AFTER_ARTICLE = frozenset(
    "hundred thousand million billion trillion dozen half third quarter fourth fifth sixth seventh eighth ninth tenth "
    "hundredth thousandth millionth billionth trillionth lakh crore few couple".split()
)
"""What makes "a" the beginning of a value."""
_COMPOUND = {
    ("foot", "inch"), ("pound", "ounce"), ("stone", "pound"), ("US dollar", "cent"), ("British pound", "penny"),
    ("euro", "cent"), ("Chinese yuan", "cent"), ("Canadian dollar", "cent"), ("Australian dollar", "cent"),
}  # fmt: skip
_STERLING_NEAR = frozenset(
    "cost costs costing paid pay pays paying worth fined fine spent spend spending price priced salary fee earn "
    "earned earns raise raised debt loan invest invested budget profit loss losses sterling bill wage wages fund "
    "funding donated sold bought tax compensation bonus per-week reward prize deposit rent revenue turnover value "
    "valued".split()
)

_WEIGHED = frozenset(
    "harvest harvested weigh weighs weighed weighing weight beef meat fish catch food recall recalled produce "
    "produced crop cargo waste coffee cotton lobster lobsters emissions thrust lost".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A number with its measure, over the tokens from `first` up to but not including `stop`; `low`, `high` before
    any conversion to base units. Vague parts have an interval, ranges too.
    """

    first: int
    stop: int
    number: Number
    measure: Measure
    low: float
    high: float | None
    spread: str = ""
    """Such as "range" or "vague" where the value is an interval."""
    opens: int | None = None
    """The token where the words begin that make it a range ("between", "from")."""

    @property
    def bare(self) -> bool:
        """Whether no currency, percent sign or unit is known."""
        return self.measure is COUNT


def parts_in(tokens: Tokens) -> Iterator[Part]:
    """The numbers and vague numbers of a text, in its order, none of them in closed tokens."""
    index, count = 0, len(tokens)
    words, kinds, closed = tokens.words, tokens.kinds, tokens.closed
    floor = 0
    while index < count:
        word = words[index]
        if kinds[index] == NUMBER or word in _NUMBER_STARTS or word in STARTS or word in {"an", "one"}:
            wanted = word not in {"a", "an"} or (index + 1 < count and words[index + 1] in _AFTER_ARTICLE)
            part = _part_at(tokens, index, floor) if wanted and not closed[index] else None
            if part is not None:
                yield part
                index = floor = part.stop
                continue
        index += 1


def _part_at(tokens: Tokens, index: int, floor: int) -> Part | None:
    if tokens.words[index] in STARTS:
        part = _vague(tokens, index) or _factor(tokens, index)
        if part is not None:
            return part
    minus = sign_before(tokens, index)
    prefix = currency_before(tokens, index if minus is None else minus)
    if prefix is not None and prefix.first < floor:
        prefix = None
    if minus is not None and minus < floor:
        minus = None
    number = number_at(tokens, index, money=prefix is not None)
    if number is None or number.value > 1e60:
        return None
    first = index if prefix is None else prefix.first
    if minus is None and prefix is not None:
        minus = sign_before(tokens, prefix.first)
    if minus is not None:
        first = min(first, minus)
        number = replace(number, value=-number.value, mantissa=-number.mantissa)
    measure, stop = _measure(tokens, number, prefix)
    opened = _percent_before(tokens, index, stop) if measure is COUNT else None
    if opened is not None:
        first, measure = opened, PERCENT
    part = Part(first, stop, number, measure, number.value, number.value)
    return _with_smaller(tokens, part)


def _vague(tokens: Tokens, index: int) -> Part | None:
    found = vague_at(tokens, index)
    if found is None:
        return None
    stop, measure = found.stop, COUNT
    number = Number(index, stop, found.low, 0.0, found.low, 1.0, "words", quantitative=True)
    beyond = stop + (tokens.word(stop) == "of")
    money_after = currency_after(tokens, beyond, numerous=True) or _pounds(tokens, index, beyond, number)
    unit = None if money_after else unit_after(tokens, beyond, found.low)
    if money_after is not None:
        measure, stop = money_after.measure, money_after.stop
    elif tokens.word(beyond) == "times":
        measure, stop = TIMES, beyond + 1
    elif unit is not None:
        measure, stop = unit
    return Part(index, stop, number, measure, found.low, found.high, "vague")


def _factor(tokens: Tokens, index: int) -> Part | None:
    found = factor_at(tokens, index)
    if found is None or (tokens.capital(index) and not tokens.begins_sentence(index)):
        return None
    number = Number(index, found[1], found[0], 1.0, found[0], 1.0, "words", quantitative=True)
    return Part(index, found[1], number, TIMES, found[0], found[0])


def _measure(tokens: Tokens, number: Number, prefix: Found | None) -> tuple[Measure, int]:
    """What the number is a number of and the token after the words that say so; "the $4 bn mark" is in dollars."""
    stop = number.stop
    if prefix is not None:
        again = currency_after(tokens, stop, numerous=True)
        if again is not None and again.measure.factor == 1.0 and tokens.word(stop) != "mark":
            named = again.measure if prefix.measure.currency in {"USD", None} else prefix.measure
            return named, again.stop
        return prefix.measure, stop
    return (
        _percent(tokens, stop)
        or (_part_of_percent(tokens, stop) if number.written == "fraction" else None)
        or _times(tokens, stop)
        or _money_after(tokens, number)
        or unit_after(tokens, stop, number.value)
        or (_part_of_unit(tokens, number) if number.written == "fraction" and number.scale == 1 else None)
        or (FRACTION if number.written == "fraction" and number.scale == 1 and number.value < 1 else COUNT, stop)
    )


def _percent(tokens: Tokens, stop: int) -> tuple[Measure, int] | None:
    """Such as "%", "percent", "per cent", "pct", "pc", "percentage points", "basis points", each after a hyphen too."""
    at = stop + (tokens.word(stop) == "-" and tokens.touches(stop))
    word = tokens.word(at)
    if word not in _PERCENT_WORDS or not tokens.joined(stop - 1):
        return None
    if word in {"basis", "percentage"}:
        after = at + 1 + (tokens.word(at + 1) == "-")
        if tokens.word(after) in {"point", "points"}:
            return (BASIS_POINTS if word == "basis" else PERCENTAGE_POINTS), after + 1
        return (PERCENT, at + 1) if word == "percentage" else None
    if word in {"bps", "bp", "pp", "ppt", "ppts"}:
        return (BASIS_POINTS if word[0] == "b" else PERCENTAGE_POINTS), at + 1
    if word == "pc" and not tokens.touches(at - 1):
        return None
    if word == "per":
        return (PERCENT, at + 2) if tokens.word(at + 1) in {"cent", "cents"} else None
    after = at + 1 + (tokens.word(at + 1) == "-" and word == "%")
    return (PERCENTAGE_POINTS, after + 1) if tokens.word(after) in {"point", "points"} else (PERCENT, at + 1)


def _part_of_percent(tokens: Tokens, stop: int) -> tuple[Measure, int] | None:
    """The rest of "half a percentage point", "three-quarters of a percent", "half-point", "a quarter point"."""
    at = stop + (tokens.word(stop) == "of")
    at += tokens.word(at) in {"a", "-"}
    if tokens.word(at) == "point":
        return PERCENTAGE_POINTS, at + 1
    return _percent(tokens, at) if at > stop and tokens.word(at) in {"percent", "percentage", "per"} else None


def _part_of_unit(tokens: Tokens, number: Number) -> tuple[Measure, int] | None:
    """The unit of "half a mile", "three-quarters of an acre"."""
    at = number.stop + (tokens.word(number.stop) == "of")
    if tokens.word(at) not in {"a", "an"} or not tokens.joined(number.stop - 1):
        return None
    return unit_after(tokens, at + 1, number.value)


_PERCENT_WORDS = frozenset("% ％ percent per pct pc percentage basis bps bp pp ppt ppts percents".split())


def _percent_before(tokens: Tokens, index: int, stop: int) -> int | None:
    """The token that begins "percent of 10", where these words are all there is."""
    if tokens.word(index - 1) != "of" or tokens.word(stop) not in {"", ".", "?"}:
        return None
    at = index - 2
    at -= tokens.word(at) in {"cent", "cents"} and tokens.word(at - 1) == "per"
    return at if tokens.word(at) in {"percent", "percents", "per"} and tokens.begins_sentence(at) else None


def _times(tokens: Tokens, stop: int) -> tuple[Measure, int] | None:
    """Such as "three times", "10x", "two-fold", "five-time"."""
    hyphen = tokens.word(stop) == "-" and tokens.touches(stop)
    at = stop + hyphen
    word = tokens.word(at)
    if word in {"times", "fold"} and tokens.raw(at) == word and tokens.joined(stop - 1):
        return TIMES, at + 1
    if word == "time" and hyphen and tokens.word(stop - 1) != "one":
        return TIMES, at + 1
    runs_on = tokens.touches(at) and tokens.kind(at + 1) == WORD
    near = tokens.touches(stop - 1) and not runs_on and tokens.kind(at + 1) != NUMBER
    return (TIMES, at + 1) if word in {"x", "×"} and near else None


def _money_after(tokens: Tokens, number: Number) -> tuple[Measure, int] | None:
    numerous = number.scale >= 1000 or number.value >= 1000
    found = currency_after(tokens, number.stop, numerous=numerous) or _pounds(tokens, number.first, number.stop, number)
    if found is not None:
        return found.measure, found.stop
    pence = tokens.raw(number.stop) == "p" and tokens.touches(number.stop - 1) and number.value < 1000
    if pence and tokens.word(number.stop):
        return money("GBP", "penny", 0.01), number.stop + 1
    return None


def _pounds(tokens: Tokens, first: int, stop: int, number: Number) -> Found | None:
    """Pounds of money: with millions, or where the sentence speaks of money; others are pounds of weight."""
    at = stop + (tokens.word(stop) == "-" and tokens.touches(stop))
    if tokens.word(at) not in {"pound", "pounds"} or not tokens.joined(stop - 1):
        return None
    if tokens.word(at + 1) == "of" and tokens.word(at + 2) not in {"debt", "public", "taxpayer", "taxpayers", "money"}:
        return None
    near = {tokens.word(index) for index in range(max(0, first - 8), min(len(tokens), at + 5))}
    weighed = number.scale < 1e6 or near & _WEIGHED
    if near & _STERLING_NEAR or "£" in near or not weighed:
        return Found(money("GBP"), stop, at + 1)
    return None


def _with_smaller(tokens: Tokens, part: Part) -> Part:
    """The part with the smaller unit that completes it: "5 feet 11 inches", "3 dollars and 50 cents", 6'2"."""
    if part.measure.unit not in _LARGER or not tokens.joined(part.stop - 1):
        return part
    at = part.stop + (tokens.word(part.stop) in {"and", ",", "-"})
    if tokens.kind(at) != NUMBER and tokens.word(at) not in SMALL:
        return part
    number = number_at(tokens, at)
    if number is None or number.value >= 100:
        return part
    measure, stop = _measure(tokens, number, None)
    if measure is COUNT and part.measure.kind == "money":
        return _combined(part, number, 0.01, stop) if _plain_cents(tokens, part, number) else part
    hyphened = tokens.word(part.stop) == "-" and tokens.touches(part.stop) and part.measure.unit == "foot"
    if measure is COUNT and (hyphened or tokens.word(part.stop - 1) in {"'", "′"}) and number.value < 12:
        closing = tokens.word(number.stop) in {'"', "”", "″"} and tokens.touches(number.stop - 1) and not hyphened
        return _combined(part, number, 1 / 12, number.stop + closing)
    if (part.measure.unit, measure.unit) not in _COMPOUND:
        return part
    return _combined(part, number, measure.factor / part.measure.factor, stop)


_LARGER = frozenset(larger for larger, _ in _COMPOUND)


def _plain_cents(tokens: Tokens, part: Part, number: Number) -> bool:
    """Such as "15 dollars 50": two digits after the name of a currency, with no noun of their own."""
    named = part.number.stop < part.stop and part.number.scale == 1
    alone = tokens.word(number.stop) in {"", ".", ",", "?", "!", ")", "more"}
    return named and alone and number.value >= 10 and not number.quantitative


def _combined(part: Part, smaller: Number, ratio: float, stop: int) -> Part:
    value = part.number.value + smaller.value * ratio
    number = replace(part.number, stop=stop, value=value, mantissa=value, step=smaller.step * ratio)
    return replace(part, stop=stop, number=number, low=value, high=value)
