import pytest

from corpus.figures.quantities import quantities_in
from corpus.figures.units import unit_named

MEASURED = [
    ("5 km", 5000, "kilometre", "length"),
    ("5-km", 5000, "kilometre", "length"),
    ("3 nautical miles", 5556, "nautical mile", "length"),
    ("5 feet 11 inches", 1.8034, "foot", "length"),
    ("6'2\"", 1.8796, "foot", "length"),
    ("12 ft 2 in", 3.70840, "foot", "length"),
    ("10 square kilometres", 1e7, "square kilometre", "area"),
    ("10 km²", 1e7, "square kilometre", "area"),
    ("10 km2", 1e7, "square kilometre", "area"),
    ("2 hectares", 20000, "hectare", "area"),
    ("3 cubic metres", 3, "cubic metre", "volume"),
    ("250ml", 0.00025, "millilitre", "volume"),
    ("1 million gallons", 3785.411784, "gallon", "volume"),
    ("7 tonnes", 7000, "tonne", "mass"),
    ("200lbs", 90.718474, "pound", "mass"),
    ("12 stone 5 pounds", 78.471480, "stone", "mass"),
    ("100 km/h", 27.777778, "kilometre per hour", "speed"),
    ("100 kilometres an hour", 27.777778, "kilometre per hour", "speed"),
    ("60 mph", 26.8224, "mile per hour", "speed"),
    ("9.8 m/s²", 9.8, "metre per square second", "acceleration"),
    ("5 MW", 5e6, "megawatt", "power"),
    ("5 kilowatt-hours", 1.8e7, "kilowatt hour", "energy"),
    ("1,013 hPa", 101300, "hectopascal", "pressure"),
    ("16-bit", 16, "bit", "data"),
    ("100 Mbps", 1e8, "megabit per second", "data rate"),
    ("2.4 GHz", 2.4e9, "gigahertz", "frequency"),
    ("5 kg/m³", 5, "kilogram per cubic metre", "density"),
    ("30 degrees Celsius", 30, "degree Celsius", "temperature"),
    ("−40 °F", -40, "degree Fahrenheit", "temperature"),
    ("300 kelvin", 26.85, "kelvin", "temperature"),
    ("half a mile", 804.672, "mile", "length"),
    ("three-quarters of an inch", 0.01905, "inch", "length"),
    ("410 lb-ft", 555.8854, "pound-foot", "torque"),
    ("4,000mAh", 14400, "milliampere hour", "charge"),
    ("20 (kg)", 20, "kilogram", "mass"),
]


@pytest.mark.parametrize(("text", "base", "unit", "dimension"), MEASURED, ids=[text for text, *_ in MEASURED])
def test_a_quantity_is_given_in_the_base_unit_of_its_dimension(
    text: str, base: float, unit: str, dimension: str
) -> None:
    (value,) = quantities_in(text)
    assert (value.unit, value.dimension, value.core_end) == (unit, dimension, len(text))
    assert value.low == pytest.approx(base)


def test_a_difference_of_temperatures_has_no_zero_to_shift() -> None:
    (value,) = quantities_in("The sea warmed by 1.8 degrees Fahrenheit.")
    assert value.low == pytest.approx(1.0)


def test_a_comparison_after_a_bracket_makes_a_difference_too() -> None:
    first, second = quantities_in("It is 1.8 degrees Fahrenheit (1 degree Celsius) warmer than normal.")
    assert first.low == pytest.approx(1.0)
    assert second.low == 1.0


def test_a_unit_is_found_again_by_the_name_of_its_values() -> None:
    for text, _, name, _ in MEASURED:
        (value,) = quantities_in(text)
        named = unit_named(name.lower())
        assert named is not None, text
        assert (named.unit, named.dimension) == (name, value.dimension)


@pytest.mark.parametrize(
    "text", ["scp-173m", "24703m212", "Ford F-150 km", "the 13F filing", "12 Stone albums", "45 in 2019"]
)
def test_letters_that_belong_to_a_name_or_a_sentence_are_no_unit(text: str) -> None:
    assert [value for value in quantities_in(text) if value.kind == "quantity"] == []
