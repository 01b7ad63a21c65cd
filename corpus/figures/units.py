"""Physical units after a number: names, symbols, squares and cubes, and units per another."""

from typing import NamedTuple

from corpus.figures.measure import Measure
from corpus.figures.temperatures import heat_after, heat_named
from corpus.figures.tokens import NUMBER, WORD, Tokens
from corpus.figures.unit_table import Definition, measure_of, unit_names, unit_symbols

_COMPOSED = {"squared": 2, "cubed": 3, "²": 2, "³": 3, "2": 2, "3": 3}
_POWERS = {"square": 2, "sq": 2, "cubic": 3, "cu": 3}
_AREA_OR_VOLUME = {2: "area", 3: "volume"}
_PER_TIME = {
    "second": "second", "sec": "second", "s": "second", "minute": "minute", "min": "minute", "hour": "hour",
    "hr": "hour", "h": "hour", "day": "day", "year": "year", "millisecond": "millisecond", "ms": "millisecond",
}  # fmt: skip
_RATES = {"length": "speed", "volume": "flow", "mass": "mass flow", "data": "data rate", "speed": "acceleration"}
_TOGETHER_ONLY = frozenset({"J", "W", "L", "t", "rad", "Pa", "MP", "ha", "l", "g", "pm", "kt", "Nm", "mi", "gal"})
"""Symbols that are words or names elsewhere: only where no letter or capitalised word follows."""


class UnitFound(NamedTuple):
    """A measure and the token after its unit."""

    measure: Measure
    stop: int


def unit_after(tokens: Tokens, index: int, value: float) -> UnitFound | None:
    """The unit that begins at the token at `index`, after a number of that value."""
    if not tokens.word(index) or not tokens.joined(index - 1):
        return None
    at = index + (tokens.word(index) == "-" and tokens.touches(index))
    bracket = _CLOSING.get(tokens.word(at))
    if bracket is not None:
        inner = _unit_at(tokens, at + 1)
        if inner is not None and tokens.word(inner.stop) == bracket:
            return UnitFound(inner.measure, inner.stop + 1)
        return None
    heat = heat_after(tokens, at, value)
    return UnitFound(*heat) if heat is not None else _unit_at(tokens, at)


_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _unit_at(tokens: Tokens, at: int) -> UnitFound | None:
    power = _POWERS.get(tokens.word(at))
    if power is not None:
        after = at + 1 + (tokens.word(at + 1) == "." and tokens.word(at) in {"sq", "cu"})
        after += tokens.word(after) == "-"
        found = _simple(tokens, after)
        if found is None or found[0].dimension != "length":
            return None
        return _rated(tokens, *_raised(found[0], found[1], power))
    found = _simple(tokens, at)
    if found is None:
        return None
    definition, stop = found
    if definition.dimension == "length":
        definition, stop = _with_exponent(tokens, definition, stop)
    return _rated(tokens, definition, stop)


def _raised(definition: Definition, stop: int, power: int) -> tuple[Definition, int]:
    name = f"{'square' if power == 2 else 'cubic'} {definition.name}"
    return Definition(_AREA_OR_VOLUME[power], name, f"({definition.expression})**{power}"), stop


def _with_exponent(tokens: Tokens, definition: Definition, stop: int) -> tuple[Definition, int]:
    """Such as "km2", "km²", "km^2", "km squared": the area or the volume."""
    at = stop
    caret = tokens.word(at) == "^" and tokens.touches(at - 1)
    at += caret
    word = tokens.word(at)
    power = _COMPOSED.get(word)
    apart = tokens.word(at + 1) in _AFTER_EXPONENT and tokens.word(stop - 1) in {"km", "mi", "m"}
    if (
        power is None
        or tokens.kind(stop - 1) != WORD
        or not (tokens.touches(at - 1) or apart or word in {"squared", "cubed"})
    ):
        return definition, stop
    return _raised(definition, at + 1, power)


_AFTER_EXPONENT = frozenset({"(", ")", ",", "."})
"""What follows an exponent that stands apart, where superscripts were lost: "18.6 km 2 ( 7.2 sq mi )"."""


def _simple(tokens: Tokens, at: int) -> tuple[Definition, int] | None:
    """A unit without power or rate, by name in any case or by symbol as it is written."""
    for words, definition in unit_names().get(tokens.word(at), ()):
        if all(tokens.word(at + offset) == word for offset, word in enumerate(words)):
            return (definition, at + len(words)) if _means_unit(tokens, at, words) else None
    if tokens.word(at) == "in" and tokens.word(at - 3) in {"ft", "feet"} and tokens.kind(at - 1) == NUMBER:
        return _INCH, at + 1
    raw = tokens.raw(at)
    definition_of = unit_symbols().get(raw) if tokens.word(at) else None
    if definition_of is None and tokens.word(at) in _LOWER_SYMBOLS:
        definition_of = unit_symbols()[tokens.word(at)]
    if definition_of is None:
        return _inch(tokens, at)
    near = tokens.touches(at - 1)
    if raw in _TOGETHER_ONLY and not near and _followed_by_name(tokens, at + 1):
        return None
    if raw in {"J", "W", "rad"} and not near:
        return None
    if tokens.touches(at) and (tokens.kind(at + 1) == NUMBER and tokens.raw(at + 1) not in {"2", "3"}):
        return None
    return definition_of, at + 1 + _abbreviated(tokens, at)


def _abbreviated(tokens: Tokens, at: int) -> bool:
    """Whether a stop after the symbol is its own and not the sentence's: "500 lbs. of rice"."""
    stop = tokens.word(at + 1) == "." and tokens.touches(at) and tokens.word(at) in {"ft", "lb", "lbs", "oz", "sq"}
    return stop and tokens.kind(at + 2) == WORD and not tokens.capital(at + 2)


_LOWER_SYMBOLS = frozenset({"km", "kg", "mph", "kph", "cm", "mm", "mg", "ft"})
_AMBIGUOUS: dict[str, frozenset[str]] = {
    "foot": frozenset({"soldier", "patrol"}),
    "stone": frozenset("wall walls house houses church bridge tools buildings building age".split()),
    "cup": frozenset("final finals games wins titles winner".split()),
    "cups": frozenset(), "yard": frozenset(), "turn": frozenset(), "turns": frozenset(), "pints": frozenset(),
    "gray": frozenset({""}), "grays": frozenset({""}), "stones": frozenset({""}), "bit": frozenset({"of"}),
    "bits": frozenset({"of"}),
}  # fmt: skip


def _means_unit(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    """Whether an ordinary word is the unit of its name here: not "World Cups", "two Stone albums"."""
    ordinary = _AMBIGUOUS.get(words[0])
    return ordinary is None or not (tokens.capital(at) or tokens.word(at + 1) in ordinary)


def _followed_by_name(tokens: Tokens, index: int) -> bool:
    return tokens.joined(index - 1) and (tokens.capital(index) or tokens.word(index) == "-")


_INCH = Definition("length", "inch", "inch")


def _inch(tokens: Tokens, at: int) -> tuple[Definition, int] | None:
    """Such as "in" and the mark for inches after a number, where a word of size or the end of the sentence follows."""
    word, after = tokens.word(at), tokens.word(at + 1)
    if word == "in" and (
        tokens.touches(at - 1) or after in _SIZES or (_ends(tokens, at + 1) and tokens.kind(at - 1) == NUMBER)
    ):
        return _INCH, at + 1
    if word in {'"', "”", "″"} and (after in _SIZES or word == "″" or tokens.word(at - 2) in {"'", "’", "′"}):
        return _INCH, at + 1
    if word in {"'", "′"} and tokens.touches(at - 1) and tokens.kind(at + 1) == NUMBER:
        return Definition("length", "foot", "foot"), at + 1
    return None


def _ends(tokens: Tokens, index: int) -> bool:
    """Whether the sentence ends before the token; a closed one ("2 in 2019") does not end it."""
    return index >= len(tokens) or tokens.word(index) == "."


_SIZES = frozenset("thick tall long wide deep high diameter across screen display x × by monitor television tv".split())


def _rated(tokens: Tokens, definition: Definition, stop: int) -> UnitFound:
    """The unit, with what it is per where that makes a unit of its own: a speed, an acceleration, "l/km", "kg/m³"."""
    alone = UnitFound(measure_of(definition), stop)
    slash = tokens.word(stop) == "/" and tokens.touches(stop - 1) and tokens.touches(stop)
    per = tokens.word(stop) == "per" or (tokens.word(stop) in {"a", "an"} and definition.dimension == "length")
    if not (slash or per) or not definition.expression:
        return alone
    time = _PER_TIME.get(tokens.word(stop + 1))
    if time is None:
        return _per_unit(tokens, definition, stop + 1) or alone
    dimension = _RATES.get(definition.dimension)
    if not slash and dimension not in {"speed", "data rate", "acceleration"}:
        return alone
    if dimension == "speed" and tokens.word(stop + 2) in {"2", "²"} and tokens.touches(stop + 1):
        square = Definition("square time", f"square {time}", f"{time}**2")
        return UnitFound(measure_of(_per(definition, square)), stop + 3)
    return UnitFound(measure_of(_per(definition, Definition("time", time, time))), stop + 2)


def _per_unit(tokens: Tokens, definition: Definition, at: int) -> UnitFound | None:
    found = _simple(tokens, at)
    if found is None or not found[0].expression:
        return None
    below, stop = _with_exponent(tokens, *found) if found[0].dimension == "length" else found
    return UnitFound(measure_of(_per(definition, below)), stop)


_NAMED_RATES = {("mass", "volume"): "density", ("length", "square time"): "acceleration"}


def _per(definition: Definition, below: Definition) -> Definition:
    """One unit per another, in a dimension that has a name of its own or is named after the two."""
    name = f"{definition.name} per {below.name}"
    dimension = _RATES.get(definition.dimension) if below.dimension == "time" else None
    dimension = dimension or _NAMED_RATES.get((definition.dimension, below.dimension))
    dimension = dimension or f"{definition.dimension} per {below.dimension}"
    return Definition(dimension, name, f"({definition.expression})/({below.expression})")


def unit_named(name: str) -> Measure | None:
    """The measure of a unit by the name that a `Value` has, in lower case; None where no unit has it."""
    heat = heat_named(name)
    if heat is not None:
        return heat
    definition = _defined(name)
    if definition is None and " per " in name:
        above, below = (_defined(part) for part in name.split(" per ", 1))
        definition = _per(above, below) if above and below else None
    return None if definition is None else measure_of(definition)


def _defined(name: str) -> Definition | None:
    power, _, length = name.partition(" ")
    if power in {"square", "cubic"}:
        inner = _defined(length)
        if inner is not None and inner.dimension == "time":
            return Definition("square time", name, f"{inner.expression}**2")
        return None if inner is None else _raised(inner, 0, _POWERS[power])[0]
    if name in _PER_TIME:
        return Definition("time", name, name)
    words = tuple(name.replace("-", " - ").split())
    return next((definition for form, definition in unit_names().get(words[0], ()) if form == words), None)
