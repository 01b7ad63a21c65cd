"""Temperatures: degrees of Celsius and Fahrenheit, kelvins, and degrees that do not say of what."""

from corpus.figures.measure import Measure
from corpus.figures.tokens import NUMBER, SIGN, Tokens

_DEGREES = frozenset({"degree", "degrees", "deg", "°", "º"})
_SCALES_OF_HEAT = {
    "c": "C", "celsius": "C", "celcius": "C", "centigrade": "C", "f": "F", "fahrenheit": "F", "farenheit": "F",
    "farhenheit": "F", "kelvin": "K", "k": "K", "kelvins": "K",
}  # fmt: skip
_HEAT = {
    "C": Measure("quantity", "degree Celsius", "temperature"),
    "F": Measure("quantity", "degree Fahrenheit", "temperature", factor=5 / 9, offset=-160 / 9),
    "K": Measure("quantity", "kelvin", "temperature", offset=-273.15),
}
_HEAT_CHANGE = {
    "C": Measure("quantity", "degree Celsius", "temperature"),
    "F": Measure("quantity", "degree Fahrenheit", "temperature", factor=5 / 9),
    "K": Measure("quantity", "kelvin", "temperature"),
}
_DEGREE = Measure("quantity", "degree", "degree")
"""Of an arc or of an unnamed scale of heat: the word alone does not tell."""
_CHANGE_BEFORE = frozenset({"by", "up", "down", "than"})
_CHANGE_AFTER = frozenset({"higher", "lower", "above", "below", "of"})
_COMPARED = frozenset({"warmer", "cooler", "hotter", "colder"})


def heat_after(tokens: Tokens, at: int, value: float) -> tuple[Measure, int] | None:
    """Degrees: of Celsius, Fahrenheit or kelvin, or neither said."""
    word = tokens.word(at)
    if word in _DEGREES:
        after = at + 1 + (tokens.word(at + 1) == "." and word == "deg")
        after += tokens.word(after) == "-"
        scale = _SCALES_OF_HEAT.get(tokens.word(after))
        near = len(tokens.word(after)) > 1 or tokens.capital(after) or tokens.word(after - 1) in _DEGREES
        if scale is not None and near and not (tokens.word(after + 1) in {"'", "’"} and scale == "K"):
            return _heat_measure(tokens, at, after + 1, scale), after + 1
        on = _on_scale(tokens, after)
        return (_heat_measure(tokens, at, after, on) if on else _DEGREE), at + 1
    scale = _SCALES_OF_HEAT.get(word)
    if scale is None or (len(word) == 1 and not _lone_letter(tokens, at, value)):
        return None
    return _heat_measure(tokens, at, at + 1, scale), at + 1


def _on_scale(tokens: Tokens, at: int) -> str | None:
    """The scale of "on the Celsius scale"."""
    if tokens.word(at) == "on" and tokens.word(at + 1) == "the" and tokens.word(at + 3) == "scale":
        return _SCALES_OF_HEAT.get(tokens.word(at + 2))
    return None


_BEFORE_HEAT = frozenset(
    "of at to near around about below above over under is was were its hit reached hits reach from and or by between "
    "than with as in until minus record".split()
) | {""}
_AFTER_HEAT = frozenset(", in on and to outside today tomorrow tonight during with at by".split())


def _lone_letter(tokens: Tokens, at: int, value: float) -> bool:
    """Whether "30C", "98.6 F" name a temperature: a capital, a number that can be one, and no name that goes on."""
    if not tokens.capital(at) or tokens.word(at) == "k" or not -100 <= value <= 3000:
        return False
    after = tokens.word(at + 1)
    if tokens.touches(at) and (after in {"-", "/"} or tokens.kind(at + 1) == NUMBER):
        return False
    if tokens.touches(at - 1):
        return (tokens.word(at - 2) in _BEFORE_HEAT or tokens.kind(at - 2) == SIGN) and value < 200
    return (after in {"", ".", "!", ")", "("} or after in _AFTER_HEAT) and value < 200


def _heat_measure(tokens: Tokens, at: int, stop: int, scale: str) -> Measure:
    """A difference of temperatures is converted without the offset of the scale's zero."""
    before = {tokens.word(index) for index in range(max(0, at - 3), at)}
    compared = {tokens.word(index) for index in range(stop, stop + 7)} & _COMPARED
    change = bool(before & _CHANGE_BEFORE or compared) or tokens.word(stop) in _CHANGE_AFTER
    return _HEAT_CHANGE[scale] if change else _HEAT[scale]


def heat_named(name: str) -> Measure | None:
    """The measure of a unit of temperature by its name in lower case; None where it is none."""
    scale = {"degree celsius": "C", "degree fahrenheit": "F", "kelvin": "K"}.get(name)
    return None if scale is None else _HEAT[scale]
