"""Values without digits: "dozens", "hundreds of thousands", "several hundred", "twice", "tripled"."""

from typing import NamedTuple

from corpus.figures.cardinals import SCALES, SMALL
from corpus.figures.tokens import NUMBER, Tokens


class Vague(NamedTuple):
    """An honest interval, None where open, and the token after the words."""

    low: float
    high: float | None
    stop: int


_PLURALS: dict[str, tuple[float, float | None]] = {
    "dozens": (24, 120), "scores": (40, 200), "hundreds": (200, 1000), "thousands": (2e3, 1e5),
    "millions": (2e6, 1e8), "billions": (2e9, None), "trillions": (2e12, None),
}  # fmt: skip
_SINGULARS = {"dozen": 12.0, "hundred": 100.0} | {word: 10.0**power for word, power in SCALES.items()}
_FEW = {"several": (2, 10), "few": (2, 10), "many": (2, None), "couple": (2, 3)}
_MULTIPLIED = {"dozens": (24, 120), "tens": (20, 100), "scores": (40, 200), "hundreds": (200, 1000)}
_FACTORS = {
    "doubled": 2, "doubling": 2, "tripled": 3, "tripling": 3, "trebled": 3, "quadrupled": 4, "quadrupling": 4,
    "quintupled": 5, "halved": 0.5, "halving": 0.5, "twice": 2, "thrice": 3,
}  # fmt: skip
_BASE_FORMS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "halve": 0.5}
_BEFORE_VERB = frozenset("to will would could may might should nearly almost than about roughly can must".split())
_AFTER_DOUBLE = frozenset("the its their his her that what those last".split())
_FOLDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100}  # fmt: skip
STARTS = frozenset(_PLURALS) | frozenset(_FEW) | {"tens", "a"} | frozenset(_FACTORS) | frozenset(_BASE_FORMS) | {
    word + "fold" for word in _FOLDS
}  # fmt: skip


def vague_at(tokens: Tokens, index: int) -> Vague | None:
    """The vague number that begins at a token: "tens of thousands", "a few hundred", "dozens"."""
    word = tokens.word(index)
    if word == "a" and tokens.word(index + 1) in {"few", "couple"}:
        return _few(tokens, index + 1)
    if word in {"several", "many"}:
        return _few(tokens, index)
    multiplied = _MULTIPLIED.get(word)
    if multiplied is not None and tokens.word(index + 1) == "of" and tokens.word(index + 2) in _PLURALS:
        power = SCALES.get(tokens.word(index + 2).removesuffix("s"))
        if power is not None:
            return Vague(multiplied[0] * 10.0**power, multiplied[1] * 10.0**power, index + 3)
    interval = _PLURALS.get(word)
    if interval is None or (word == "scores" and tokens.word(index + 1) != "of"):
        return None
    return Vague(float(interval[0]), interval[1], index + 1) if _stands_alone(tokens, index) else None


def _stands_alone(tokens: Tokens, index: int) -> bool:
    """Not "the Thousands" or "the hundreds column"; a number before it makes it no vague number either."""
    if tokens.word(index - 1) in SMALL or tokens.kind(index - 1) == NUMBER:
        return False
    return not tokens.capital(index) or tokens.begins_sentence(index)


def _few(tokens: Tokens, index: int) -> Vague | None:
    at = index + 1
    at += tokens.word(at) == "of"
    low, high = _FEW[tokens.word(index)]
    word = tokens.word(at)
    scale = _SINGULARS.get(word) or _SINGULARS.get(word.removesuffix("s"))
    if scale is None or not tokens.joined(at - 1):
        return None
    stop = at + 1
    return Vague(low * scale, None if high is None else high * scale, stop)


def factor_at(tokens: Tokens, index: int) -> tuple[float, int] | None:
    """The factor of "twice", "tripled", "double the", "fivefold" or "two-fold", and the token after it."""
    word = tokens.word(index)
    factor: float | None = _FACTORS.get(word)
    if factor is not None:
        return float(factor), index + 1
    if word in _BASE_FORMS:
        meant = tokens.word(index - 1) in _BEFORE_VERB or tokens.word(index + 1) in _AFTER_DOUBLE
        return (float(_BASE_FORMS[word]), index + 1) if meant and tokens.word(index + 1) != "-" else None
    fold = _FOLDS.get(word.removesuffix("fold")) if word.endswith("fold") else None
    return None if fold is None else (float(fold), index + 1)
