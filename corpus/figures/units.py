"""Physical units after a number, and their size in the base unit of their dimension, from pint's tables."""

from functools import cache
from typing import Any, NamedTuple

import pint

from corpus.figures.measure import Measure
from corpus.figures.tokens import NUMBER, SIGN, WORD, Tokens

BASE = {
    "length": "meter", "area": "meter**2", "volume": "meter**3", "mass": "kilogram", "speed": "meter/second",
    "acceleration": "meter/second**2", "energy": "joule", "power": "watt", "pressure": "pascal", "data": "bit",
    "data rate": "bit/second", "frequency": "hertz", "angle": "degree", "force": "newton", "voltage": "volt",
    "current": "ampere", "resistance": "ohm", "absorbed dose": "gray", "equivalent dose": "sievert",
    "radioactivity": "becquerel", "flow": "meter**3/second", "mass flow": "kilogram/second", "luminous flux": "lumen",
    "fuel economy": "kilometer/liter", "density": "kilogram/meter**3", "time": "second", "torque": "newton*meter",
}  # fmt: skip
"""By dimension, the unit in which `low` and `high` are given, in pint's words."""

_TABLE = """
length|kilometre|kilometer|kilometer,kms|km
length|metre|meter|meter,mtr|m
length|centimetre|centimeter|centimeter|cm
length|decimetre|decimeter|decimeter|dm
length|millimetre|millimeter|millimeter|mm
length|micrometre|micrometer|micrometer,micron|μm,µm
length|nanometre|nanometer|nanometer|nm
length|picometre|picometer|picometer|pm
length|mile|mile||mi
length|nautical mile|nautical_mile||nmi
length|yard|yard||yd,yds
length|foot|foot|feet|ft
length|inch|inch|inches|
length|light-year|light_year|light year,lightyear|
length|furlong|furlong||
length|fathom|fathom||
area|hectare|hectare||ha
area|acre|acre||
volume|litre|liter|liter|l,L
volume|millilitre|milliliter|milliliter|ml,mL
volume|centilitre|centiliter|centiliter|cl
volume|megalitre|megaliter|megaliter|ML
volume|gallon|gallon||gal
volume|quart|quart||
volume|pint|pint||
volume|cup|cup||
volume|tablespoon|tablespoon||tbsp
volume|teaspoon|teaspoon||tsp
volume|fluid ounce|fluid_ounce||fl oz
volume|barrel|oil_barrel||bbl,bpd
volume|bushel|bushel||
volume|acre-foot|acre*foot|acre feet,acre - foot,acre - feet|
mass|kilogram|kilogram|kilogramme,kilo|kg,kgs,Kg
mass|gram|gram|gramme|g
mass|milligram|milligram|milligramme|mg
mass|microgram|microgram|microgramme|μg,µg,mcg
mass|tonne|metric_ton|metric ton,metric tonne|t
mass|ton|metric_ton||
mass|short ton|ton||
mass|long ton|long_ton||
mass|kilotonne|kilometric_ton|kiloton|kt
mass|pound|pound||lb,lbs
mass|ounce|ounce||oz
mass|troy ounce|troy_ounce||
mass|stone|stone||
mass|carat|carat||
mass|dram|dram|drachma|
speed|kilometre per hour|kilometer/hour|kilometer per hour,kilometer an hour|kph,kmph,kmh
speed|mile per hour|mile/hour|mile an hour|mph
speed|metre per second|meter/second|meter a second|
speed|foot per second|foot/second|feet per second|fps
speed|knot|knot||
energy|joule|joule||J
energy|kilojoule|kilojoule||kJ
energy|megajoule|megajoule||MJ
energy|gigajoule|gigajoule||GJ
energy|calorie|kilocalorie|kilocalorie|kcal
energy|watt hour|watt*hour|watt - hour|Wh
energy|kilowatt hour|kilowatt*hour|kilowatt - hour|kWh,KWh,kwh
energy|megawatt hour|megawatt*hour|megawatt - hour|MWh
energy|gigawatt hour|gigawatt*hour|gigawatt - hour|GWh
energy|terawatt hour|terawatt*hour|terawatt - hour|TWh
energy|British thermal unit|british_thermal_unit||BTU,Btu
energy|electronvolt|electron_volt|electron volt|eV
energy|kiloelectronvolt|kiloelectron_volt||keV
energy|megaelectronvolt|megaelectron_volt||MeV
energy|gigaelectronvolt|gigaelectron_volt||GeV
energy|teraelectronvolt|teraelectron_volt||TeV
power|watt|watt||W
power|kilowatt|kilowatt||kW,KW
power|megawatt|megawatt||MW
power|gigawatt|gigawatt||GW
power|terawatt|terawatt||TW
power|horsepower|horsepower|brake horsepower|hp,bhp,HP
pressure|pascal|pascal||Pa
pressure|hectopascal|hectopascal||hPa
pressure|kilopascal|kilopascal||kPa
pressure|megapascal|megapascal||MPa
pressure|millibar|millibar||mbar
pressure|pound per square inch|psi||psi,PSI
data|bit|bit||
data|kilobit|kilobit||kbit,kb
data|megabit|megabit||Mbit,Mb
data|gigabit|gigabit||Gbit,Gb
data|byte|byte||
data|kilobyte|kilobyte||kB,KB
data|megabyte|megabyte||MB
data|gigabyte|gigabyte||GB
data|terabyte|terabyte||TB
data|petabyte|petabyte||PB
data|exabyte|exabyte||EB
data|zettabyte|zettabyte||
data|kibibyte|kibibyte||KiB
data|mebibyte|mebibyte||MiB
data|gibibyte|gibibyte||GiB
data rate|kilobit per second|kilobit/second|kilobit per second,kb per second|kbps,Kbps
data rate|megabit per second|megabit/second|megabit per second|Mbps,mbps
data rate|gigabit per second|gigabit/second|gigabit per second|Gbps,gbps
frequency|hertz|hertz||Hz
frequency|kilohertz|kilohertz||kHz
frequency|megahertz|megahertz||MHz
frequency|gigahertz|gigahertz||GHz
frequency|terahertz|terahertz||THz
force|newton|newton||kN
voltage|volt|volt||
voltage|kilovolt|kilovolt||kV
current|amp|ampere|ampere|
current|milliampere|milliampere|milliamp|mA
energy|milliampere hour|milliampere*hour||
resistance|ohm|ohm||Ω
absorbed dose|gray|gray||Gy
absorbed dose|milligray|milligray||mGy
equivalent dose|sievert|sievert||Sv
equivalent dose|millisievert|millisievert||mSv
equivalent dose|microsievert|microsievert||μSv,µSv
radioactivity|becquerel|becquerel||Bq
angle|radian|radian||rad
angle|arcminute|arcminute|arc minute,minutes of arc|
angle|arcsecond|arcsecond|arc second,seconds of arc|
torque|newton metre|newton*meter|newton meter|Nm
fuel economy|mile per gallon|mile/gallon|mile per gallon,mile a gallon|mpg
mass flow|ton per day|metric_ton/day||tpd
"""
_PLAIN = """
sound level|decibel||dB
rotational speed|revolution per minute|revolution per minute|rpm
concentration|part per million|part per million|ppm
concentration|part per billion|part per billion|ppb
resolution|megapixel|megapixel|MP
angle of turn|turn||
"""
"""Units that stay as they are: dimension, name, other names, symbols."""

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
_CHANGE_BEFORE = frozenset("by up down least almost nearly about warmed risen fallen cooled dropped than".split())
_CHANGE_AFTER = frozenset("warmer cooler hotter colder higher lower above below of".split())


class _Definition(NamedTuple):
    dimension: str
    name: str
    expression: str


class UnitFound(NamedTuple):
    """A measure and the token after its unit."""

    measure: Measure
    stop: int


@cache
def _registry() -> "pint.UnitRegistry[Any]":
    """Pint's table of units, read at the first unit met: half a second that texts without units do not pay."""
    return pint.UnitRegistry()


@cache
def _factor(expression: str, dimension: str) -> float:
    """How many base units of the dimension one of the unit is."""
    above, _, below = dimension.partition(" per ")
    base = BASE[dimension] if not below else f"({BASE[above]})/({BASE[below]})"
    return 1.0 if expression == base else float(_registry().Quantity(1.0, expression).to(base).magnitude)


@cache
def _measure(definition: _Definition) -> Measure:
    if not definition.expression:
        return Measure("quantity", definition.name, definition.dimension)
    factor = _factor(definition.expression, definition.dimension)
    return Measure("quantity", definition.name, definition.dimension, factor=factor)


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], _Definition]]]:
    """By first word, the names of units in lower case, the longest first."""
    names: dict[tuple[str, ...], _Definition] = {}
    for line in _TABLE.split("\n")[1:-1]:
        dimension, name, expression, others, _ = line.split("|")
        for form in (name, *filter(None, others.split(","))):
            _add_forms(names, form.replace("-", " - "), _Definition(dimension, name, expression))
    for line in _PLAIN.split("\n")[1:-1]:
        dimension, name, others, _ = line.split("|")
        for form in (name, *filter(None, others.split(","))):
            _add_forms(names, form, _Definition(dimension, name, ""))
    by_word: dict[str, list[tuple[tuple[str, ...], _Definition]]] = {}
    for words, definition in names.items():
        by_word.setdefault(words[0], []).append((words, definition))
    for forms in by_word.values():
        forms.sort(key=lambda form: -len(form[0]))
    return by_word


def _add_forms(names: dict[tuple[str, ...], _Definition], form: str, definition: _Definition) -> None:
    """A name, and its plural: "mile per hour" and "miles per hour", "kilowatt hours", "feet"."""
    words = tuple(form.lower().split())
    names.setdefault(words, definition)
    at = next((position for position, word in enumerate(words) if word in {"per", "an", "a"}), len(words)) - 1
    if words[at] not in {"feet", "inches", "hertz", "foot", "inch"}:
        names.setdefault((*words[:at], words[at] + "s", *words[at + 1 :]), definition)


@cache
def _symbols() -> dict[str, _Definition]:
    symbols: dict[str, _Definition] = {}
    for line in _TABLE.split("\n")[1:-1]:
        dimension, name, expression, _, written = line.split("|")
        symbols |= {symbol: _Definition(dimension, name, expression) for symbol in filter(None, written.split(","))}
    for line in _PLAIN.split("\n")[1:-1]:
        dimension, name, _, written = line.split("|")
        symbols |= {symbol: _Definition(dimension, name, "") for symbol in filter(None, written.split(","))}
    return symbols


def unit_after(tokens: Tokens, index: int, value: float) -> UnitFound | None:
    """The unit that begins at the token at `index`, after a number of that value."""
    if not tokens.word(index) or not tokens.joined(index - 1):
        return None
    at = index + (tokens.word(index) == "-" and tokens.touches(index))
    bracket = _CLOSING.get(tokens.word(at))
    if bracket is not None:
        inner = _unit_at(tokens, at + 1, value)
        if inner is not None and tokens.word(inner.stop) == bracket:
            return UnitFound(inner.measure, inner.stop + 1)
        return None
    return _heat(tokens, at, value) or _unit_at(tokens, at, value)


_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _unit_at(tokens: Tokens, at: int, value: float) -> UnitFound | None:
    power = _POWERS.get(tokens.word(at))
    if power is not None:
        after = at + 1 + (tokens.word(at + 1) == "." and tokens.word(at) in {"sq", "cu"})
        after += tokens.word(after) == "-"
        found = _simple(tokens, after, value)
        if found is None or found[0].dimension != "length":
            return None
        return _rated(tokens, *_raised(found[0], found[1], power))
    found = _simple(tokens, at, value)
    if found is None:
        return None
    definition, stop = found
    if definition.dimension == "length":
        definition, stop = _with_exponent(tokens, definition, stop)
    return _rated(tokens, definition, stop)


def _raised(definition: _Definition, stop: int, power: int) -> tuple[_Definition, int]:
    name = f"{'square' if power == 2 else 'cubic'} {definition.name}"
    return _Definition(_AREA_OR_VOLUME[power], name, f"({definition.expression})**{power}"), stop


def _with_exponent(tokens: Tokens, definition: _Definition, stop: int) -> tuple[_Definition, int]:
    """Such as "km2", "km²", "km^2", "km squared": the area or the volume."""
    at = stop
    caret = tokens.word(at) == "^" and tokens.touches(at - 1)
    at += caret
    word = tokens.word(at)
    power = _COMPOSED.get(word)
    if power is None or tokens.kind(stop - 1) != WORD or not (tokens.touches(at - 1) or word in {"squared", "cubed"}):
        return definition, stop
    return _raised(definition, at + 1, power)


def _simple(tokens: Tokens, at: int, value: float) -> tuple[_Definition, int] | None:
    """A unit without power or rate, by name in any case or by symbol as it is written."""
    for words, definition in _names().get(tokens.word(at), ()):
        if all(tokens.word(at + offset) == word for offset, word in enumerate(words)):
            return (definition, at + len(words)) if _means_unit(tokens, at, words) else None
    if tokens.word(at) == "in" and tokens.word(at - 3) in {"ft", "feet"} and tokens.kind(at - 1) == NUMBER:
        return _INCH, at + 1
    raw = tokens.raw(at)
    definition_of = _symbols().get(raw) if tokens.word(at) else None
    if definition_of is None and tokens.word(at) in _LOWER_SYMBOLS:
        definition_of = _symbols()[tokens.word(at)]
    if definition_of is None:
        return _inch(tokens, at)
    near = tokens.touches(at - 1)
    if raw in _TOGETHER_ONLY and not near and _followed_by_name(tokens, at + 1):
        return None
    if raw in {"J", "W", "L", "rad", "MP", "gal", "mi", "pm"} and not (near or value):
        return None
    if tokens.touches(at) and (tokens.kind(at + 1) == NUMBER and tokens.raw(at + 1) not in {"2", "3"}):
        return None
    return definition_of, at + 1 + (tokens.word(at + 1) == "." and tokens.word(at) in {"ft", "lb", "lbs", "oz"}
                                    and tokens.touches(at) and tokens.text[tokens.ends[at + 1] :][:2].strip().islower())  # fmt: skip


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


_INCH = _Definition("length", "inch", "inch")


def _inch(tokens: Tokens, at: int) -> tuple[_Definition, int] | None:
    """Such as "in" and the mark for inches after a number, where a word of size or the end of the sentence follows."""
    word, after = tokens.word(at), tokens.word(at + 1)
    if word == "in" and (
        tokens.touches(at - 1) or after in _SIZES or (after in {"", "."} and tokens.kind(at - 1) == NUMBER)
    ):
        return _INCH, at + 1
    if word in {'"', "”", "″"} and (tokens.touches(at - 1) or after in _SIZES):
        spread = after in _SIZES or tokens.word(at - 2) in {"'", "’", "′"} or word == "″"
        if spread or (not tokens.touches(at) and tokens.kind(at + 1) != SIGN and tokens.text.count(word) % 2 == 1):
            return _INCH, at + 1
    if word in {"'", "′"} and tokens.touches(at - 1) and tokens.kind(at + 1) == NUMBER:
        return _Definition("length", "foot", "foot"), at + 1
    return None


_SIZES = frozenset("thick tall long wide deep high diameter across screen display x × by monitor television tv".split())


def _rated(tokens: Tokens, definition: _Definition, stop: int) -> UnitFound:
    """The unit, with what it is per where that makes a unit of its own: a speed, an acceleration, "l/km", "kg/m³"."""
    alone = UnitFound(_measure(definition), stop)
    slash = tokens.word(stop) == "/" and tokens.touches(stop - 1) and tokens.touches(stop)
    per = tokens.word(stop) == "per" or (tokens.word(stop) in {"a", "an"} and definition.dimension == "length")
    if not (slash or per) or not definition.expression:
        return alone
    time = _PER_TIME.get(tokens.word(stop + 1))
    if time is None:
        return (_per_unit(tokens, definition, stop + 1) if slash else None) or alone
    dimension = _RATES.get(definition.dimension)
    if not slash and dimension not in {"speed", "data rate", "acceleration"}:
        return alone
    if dimension == "speed" and tokens.word(stop + 2) in {"2", "²"} and tokens.touches(stop + 1):
        square = _Definition("square time", f"square {time}", f"{time}**2")
        return UnitFound(_measure(_per(definition, square)), stop + 3)
    return UnitFound(_measure(_per(definition, _Definition("time", time, time))), stop + 2)


def _per_unit(tokens: Tokens, definition: _Definition, at: int) -> UnitFound | None:
    found = _simple(tokens, at, 1.0)
    if found is None or not found[0].expression:
        return None
    below, stop = _with_exponent(tokens, *found) if found[0].dimension == "length" else found
    return UnitFound(_measure(_per(definition, below)), stop)


_NAMED_RATES = {("mass", "volume"): "density", ("length", "square time"): "acceleration"}


def _per(definition: _Definition, below: _Definition) -> _Definition:
    """One unit per another, in a dimension that has a name of its own or is named after the two."""
    name = f"{definition.name} per {below.name}"
    dimension = _RATES.get(definition.dimension) if below.dimension == "time" else None
    dimension = dimension or _NAMED_RATES.get((definition.dimension, below.dimension))
    dimension = dimension or f"{definition.dimension} per {below.dimension}"
    return _Definition(dimension, name, f"({definition.expression})/({below.expression})")


def _heat(tokens: Tokens, at: int, value: float) -> UnitFound | None:
    """Degrees: of Celsius, Fahrenheit or kelvin, or neither said."""
    word = tokens.word(at)
    if word in _DEGREES:
        after = at + 1 + (tokens.word(at + 1) == "." and word == "deg")
        after += tokens.word(after) == "-"
        scale = _SCALES_OF_HEAT.get(tokens.word(after))
        near = len(tokens.word(after)) > 1 or tokens.capital(after) or tokens.word(after - 1) in _DEGREES
        if scale is not None and near and not (tokens.word(after + 1) in {"'", "’"} and scale == "K"):
            return UnitFound(_heat_measure(tokens, at, after + 1, scale), after + 1)
        on = _on_scale(tokens, after)
        return UnitFound(_heat_measure(tokens, at, after, on), at + 1) if on else UnitFound(_DEGREE, at + 1)
    scale = _SCALES_OF_HEAT.get(word)
    if scale is None or (len(word) == 1 and not _lone_letter(tokens, at, value)):
        return None
    return UnitFound(_heat_measure(tokens, at, at + 1, scale), at + 1)


def _on_scale(tokens: Tokens, at: int) -> str | None:
    """The scale of "on the Celsius scale"."""
    if tokens.word(at) == "on" and tokens.word(at + 1) == "the" and tokens.word(at + 3) == "scale":
        return _SCALES_OF_HEAT.get(tokens.word(at + 2))
    return None


_BEFORE_HEAT = frozenset(
    "of at to near around about below above over under is was were its hit reached hits reach from and or by between "
    "than a an the with as in until minus record".split()
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
    change = bool(before & {"by", "up", "down", "than"}) or tokens.word(stop) in _CHANGE_AFTER
    return _HEAT_CHANGE[scale] if change else _HEAT[scale]


def unit_named(name: str) -> Measure | None:
    """The measure of a unit by the name that a `Value` has, in lower case; None where no unit has it."""
    if name in _HEAT_NAMES:
        return _HEAT[_HEAT_NAMES[name]]
    definition = _defined(name)
    if definition is None and " per " in name:
        above, below = (_defined(part) for part in name.split(" per ", 1))
        definition = _per(above, below) if above and below else None
    return None if definition is None else _measure(definition)


_HEAT_NAMES = {"degree celsius": "C", "degree fahrenheit": "F", "kelvin": "K"}


def _defined(name: str) -> _Definition | None:
    power, _, length = name.partition(" ")
    if power in {"square", "cubic"}:
        inner = _defined(length)
        if inner is not None and inner.dimension == "time":
            return _Definition("square time", name, f"{inner.expression}**2")
        return None if inner is None else _raised(inner, 0, _POWERS[power])[0]
    if name in _PER_TIME:
        return _Definition("time", name, name)
    first = name.split(maxsplit=1)[0]
    return next((definition for words, definition in _names().get(first, ()) if " ".join(words) == name), None)
