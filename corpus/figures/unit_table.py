"""Physical units by name and symbol, and their size in the base unit of their dimension, from pint's tables."""

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.figures.measure import Measure

if TYPE_CHECKING:
    import pint

BASE = {
    "length": "meter", "area": "meter**2", "volume": "meter**3", "mass": "kilogram", "speed": "meter/second",
    "acceleration": "meter/second**2", "energy": "joule", "power": "watt", "pressure": "pascal", "data": "bit",
    "data rate": "bit/second", "frequency": "hertz", "angle": "degree", "force": "newton", "voltage": "volt",
    "current": "ampere", "resistance": "ohm", "absorbed dose": "gray", "equivalent dose": "sievert",
    "radioactivity": "becquerel", "flow": "meter**3/second", "mass flow": "kilogram/second", "luminous flux": "lumen",
    "fuel economy": "kilometer/liter", "density": "kilogram/meter**3", "time": "second", "torque": "newton*meter",
    "charge": "coulomb",
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
volume|billion cubic metres|kilometer**3||bcm,Bcm
volume|million cubic metres|hectometer**3||mcm
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
torque|pound-foot|pound_force*foot|lb - ft,lb ft,pound - feet,pound feet,ft - lb,ft - lbs|
charge|milliampere hour|milliampere*hour||mAh
charge|ampere hour|ampere*hour|amp hour|Ah
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


class Definition(NamedTuple):
    """A unit: its dimension, its name in the singular, and what pint calls it ("" for units that stay as they are)."""

    dimension: str
    name: str
    expression: str


@cache
def _registry() -> "pint.UnitRegistry[Any]":
    """Pint's table of units, read at the first unit met."""
    import pint  # noqa: PLC0415 -- half a second, with the table, that texts without units do not pay

    return pint.UnitRegistry()


@cache
def _factor(expression: str, dimension: str) -> float:
    """How many base units of the dimension one of the unit is."""
    above, _, below = dimension.partition(" per ")
    base = BASE[dimension] if not below else f"({BASE[above]})/({BASE[below]})"
    return 1.0 if expression == base else float(_registry().Quantity(1.0, expression).to(base).magnitude)


@cache
def measure_of(definition: Definition) -> Measure:
    """The unit as a measure, its factor looked up once."""
    if not definition.expression:
        return Measure("quantity", definition.name, definition.dimension)
    factor = _factor(definition.expression, definition.dimension)
    return Measure("quantity", definition.name, definition.dimension, factor=factor)


@cache
def unit_names() -> dict[str, list[tuple[tuple[str, ...], Definition]]]:
    """By first word, the names of units in lower case, the longest first."""
    names: dict[tuple[str, ...], Definition] = {}
    for line in _TABLE.split("\n")[1:-1]:
        dimension, name, expression, others, _ = line.split("|")
        for form in (name, *filter(None, others.split(","))):
            _add_forms(names, form.replace("-", " - "), Definition(dimension, name, expression))
    for line in _PLAIN.split("\n")[1:-1]:
        dimension, name, others, _ = line.split("|")
        for form in (name, *filter(None, others.split(","))):
            _add_forms(names, form, Definition(dimension, name, ""))
    by_word: dict[str, list[tuple[tuple[str, ...], Definition]]] = {}
    for words, definition in names.items():
        by_word.setdefault(words[0], []).append((words, definition))
    for forms in by_word.values():
        forms.sort(key=lambda form: -len(form[0]))
    return by_word


def _add_forms(names: dict[tuple[str, ...], Definition], form: str, definition: Definition) -> None:
    """A name, and its plural: "mile per hour" and "miles per hour", "kilowatt hours", "feet"."""
    words = tuple(form.lower().split())
    names.setdefault(words, definition)
    at = next((position for position, word in enumerate(words) if word in {"per", "an", "a"}), len(words)) - 1
    if words[at] not in {"feet", "inches", "hertz", "foot", "inch"}:
        names.setdefault((*words[:at], words[at] + "s", *words[at + 1 :]), definition)


@cache
def unit_symbols() -> dict[str, Definition]:
    """The symbols of units as they are written, "kWh" and "MW"."""
    symbols: dict[str, Definition] = {}
    for line in _TABLE.split("\n")[1:-1]:
        dimension, name, expression, _, written = line.split("|")
        symbols |= {symbol: Definition(dimension, name, expression) for symbol in filter(None, written.split(","))}
    for line in _PLAIN.split("\n")[1:-1]:
        dimension, name, _, written = line.split("|")
        symbols |= {symbol: Definition(dimension, name, "") for symbol in filter(None, written.split(","))}
    return symbols
