"""The public test sets of quantities, each case with what is right in it and what the extractor finds."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.figures.durations import durations_in
from corpus.figures.figure import Value
from corpus.figures.quantities import quantities_in
from corpus.figures.units import unit_named

Numbers = tuple[float | None, float | None]
"""The interval of a value as a test set states it; equal for a single number."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value, as a test set or the extractor gives it; `unit` in lower case, None where none is compared."""

    interval: Numbers
    unit: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is right in it."""

    text: str
    expected: list[Stated]
    found: list[Stated]


def _number(value: float | object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _as_written(value: Value) -> Numbers:
    """The interval in the unit that the text names: what it would be before conversion to base units."""
    known = unit_named(value.unit.lower()) if value.kind in {"quantity", "duration"} and value.unit else None
    factor, offset = (1.0, 0.0) if known is None else (known.factor, known.offset)
    low, high = _number(value.low), _number(value.high)
    return (None if low is None else (low - offset) / factor), (None if high is None else (high - offset) / factor)


def _specs(root: Path, name: str) -> list[dict[str, Any]]:
    path = root / "data" / "recognizers_text_specs" / name
    cases: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def _place(result: dict[str, Any], text: str) -> tuple[int, int]:
    start = result.get("Start")
    if start is None:
        start = max(0, text.lower().find(str(result["Text"]).lower()))
        return start, start + len(str(result["Text"]))
    return start, int(result["End"]) + 1


def _resolved(result: dict[str, Any]) -> dict[str, Any]:
    resolution: dict[str, Any] = result.get("Resolution") or {}
    return resolution


def number_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Plain numbers; a number with a unit counts as its number, an interval as its two ends."""
    for case in _specs(root, "Number/English/NumberModel.json"):
        text = case["Input"]
        reason = _left_out(text)
        if reason:
            yield text, reason
            continue
        expected = [_single(_resolved(result)["value"], *_place(result, text)) for result in case["Results"]]
        found = []
        for value in quantities_in(text) + durations_in(text, ()):
            if value.kind not in {"quantity", "date", "date_range", "ordinal"}:
                low, high = _as_written(value)
                ends = [low] if low == high else [low, high]
                found += [Stated((end, end), None, value.core_start, value.core_end) for end in ends]
        yield Case(text, expected, found)


def _single(value: str, start: int, end: int, unit: str | None = None) -> Stated:
    number = float(value)
    return Stated((number, number), unit, start, end)


_LEFT_OUT = (
    (r"\^", "arithmetic: powers"),
    (r"fifty-four hundredths|hundred trillionths|thousand fifths|hundred[- ]fifths?\b", "arithmetic: parts of no news"),
    (
        r"hundred and fifth\b|twenty[- ]firsts?\b|twenty-fifth|twenty twenty|hundred thirty[- ]fifths",
        "arithmetic: parts of no news",
    ),
    (r"\d\.\d+\.\d|\d/\d+/\d|\d-\d+-\d", "an address, a date, a telephone number: no figure"),
    (r"\bnrs?\.|\bversion two|SCP-", "a label: no figure"),
)
"""What a case of plain numbers is left out for, by what its text holds."""


def _left_out(text: str) -> str:
    return next((reason for pattern, reason in _LEFT_OUT if re.search(pattern, text) and "x10^" not in text), "")


def percent_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Percentages; a percent sign without a number is not asked for."""
    for case in _specs(root, "Number/English/PercentModel.json"):
        text = case["Input"]
        stated = [result for result in case["Results"] if _resolved(result)["value"] != "null"]
        expected = [_single(_resolved(result)["value"].rstrip("%"), *_place(result, text)) for result in stated]
        found = [
            Stated(_as_written(value), None, value.core_start, value.core_end)
            for value in quantities_in(text)
            if value.kind == "percent"
        ]
        yield Case(text, expected, found)


def range_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Intervals and bounds, of plain numbers; whether an end belongs to the interval is not compared."""
    for case in _specs(root, "Number/English/NumberRangeModel.json"):
        text = case["Input"]
        if "tenth" in text or "year" in text:
            yield text, "ordinals and ages: measured with dates"
            continue
        expected = [
            Stated(_interval(_resolved(result)["value"]), None, *_place(result, text)) for result in case["Results"]
        ]
        found = [
            Stated(_bounds(value), None, value.start, value.end)
            for value in quantities_in(text)
            if value.comparator in _BOUNDED or "equal" in text[max(0, value.start - 10) : value.start]
        ]
        yield Case(text, expected, found)


_BOUNDED = frozenset({"more than", "less than", "at least", "at most", "range"})


def _interval(written: str) -> Numbers:
    low, high = written[1:-1].split(",")
    return (float(low) if low else None), (float(high) if high else None)


def _bounds(value: Value) -> Numbers:
    low, high = _as_written(value)
    if value.comparator in {"more than", "at least"}:
        return low, None
    return (None, high) if value.comparator in {"less than", "at most"} else (low, high)


def currency_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Amounts of money; currencies without an amount are not asked for, coins are compared in their currency."""
    for case in _specs(root, "NumberWithUnit/English/CurrencyModel.json"):
        text = case["Input"]
        stated = [result for result in case["Results"] if _resolved(result).get("value")]
        expected = [_amount(_resolved(result), *_place(result, text)) for result in stated]
        found = [
            Stated(_as_written(value), value.currency or value.unit, value.core_start, value.core_end)
            for value in quantities_in(text)
            if value.kind == "money"
        ]
        yield Case(text, expected, found)


_COINS = {"Cent": "USD", "Pence": "GBP", "Penny": "penny"}
_CURRENCIES = {
    "Dollar": "USD", "United States dollar": "USD", "Pound": "GBP", "British pound": "GBP", "Euro": "EUR",
    "Japanese yen": "JPY", "Chinese yuan": "CNY", "Canadian dollar": "CAD", "Australian dollar": "AUD",
    "Hong Kong dollar": "HKD", "New Zealand dollar": "NZD", "Mexican peso": "MXN", "Swiss franc": "CHF",
    "Turkish lira": "TRY", "Rupee": "INR", "Franc": "franc", "Peseta": "ESP", "Finnish markka": "FIM",
    "Netherlands guilder": "NLG", "Costa Rican colón": "CRC", "Georgian lari": "GEL", "Lao kip": "LAK",
    "Sri Lankan rupee": "LKR", "Bitcoin": "bitcoin", "Satoshi": "satoshi", "Sen": "sen",
}  # fmt: skip


def _amount(resolution: dict[str, Any], start: int, end: int) -> Stated:
    unit = resolution["unit"]
    if unit in _COINS:
        return Stated((float(resolution["value"]) / 100,) * 2, _COINS[unit], start, end)
    return _single(resolution["value"], start, end, _CURRENCIES.get(unit, unit))


def dimension_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Physical quantities other than temperatures."""
    yield from _unit_cases(root, "NumberWithUnit/English/DimensionModel.json", {"temperature"})


def temperature_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Temperatures; degrees of no named scale count as found whatever they measure."""
    wanted = {"degree celsius", "degree fahrenheit", "kelvin", "degree"}
    for case in _specs(root, "NumberWithUnit/English/TemperatureModel.json"):
        text = case["Input"]
        stated = [result for result in case["Results"] if _resolved(result).get("value")]
        expected = []
        for result in stated:
            unit = {"C": "degree celsius", "F": "degree fahrenheit"}.get(_resolved(result)["unit"], "degree")
            number = _degrees(float(_resolved(result)["value"]), unit)
            expected.append(Stated((number, number), unit, *_place(result, text)))
        values = [value for value in quantities_in(text) if (value.unit or "").lower() in wanted]
        if not stated and values and values[0].unit == "degree":
            yield text, "an angle: degrees without a scale may be either"
            continue
        yield Case(text, expected, [_stated(value) for value in values])


def _degrees(value: float, unit: str) -> float:
    return (value - 32) * 5 / 9 if unit == "degree fahrenheit" else value


def _stated(value: Value) -> Stated:
    return Stated(
        (_number(value.low), _number(value.high)), (value.unit or "").lower(), value.core_start, value.core_end
    )


_SPELLED = (("meter", "metre"), ("liter", "litre"), ("metric ton", "ton"), ("tonne", "ton"))


def _unit_cases(root: Path, name: str, without: set[str]) -> Iterator[Case | tuple[str, str]]:
    for case in _specs(root, name):
        text = case["Input"]
        stated = [result for result in case["Results"] if _resolved(result).get("value")]
        expected = [
            _single(_resolved(result)["value"], *_place(result, text), _spelled(_resolved(result)["unit"]))
            for result in stated
        ]
        found = [
            Stated(_as_written(value), _spelled(value.unit or ""), value.core_start, value.core_end)
            for value in quantities_in(text)
            if value.kind == "quantity" and value.dimension not in without
        ]
        yield Case(text, expected, found)


def _spelled(unit: str) -> str:
    name = unit.lower()
    for american, british in _SPELLED:
        name = name.replace(american, british)
    return name


def quantulum_cases(root: Path) -> Iterator[Case | tuple[str, str]]:
    """Values with units of any kind; durations and years are measured with dates, ranges are given by their middle."""
    for name in ("quantities.json", "quantities.ambiguity.json"):
        for case in json.loads((root / "data" / "quantulum3_tests" / name).read_text(encoding="utf-8")):
            text = case["req"]
            results = [result for result in case["res"] if not _of_time(result)]
            expected = [_middle(result, text) for result in results]
            found = [
                Stated(_as_written(value), _quantulum_unit(value), value.core_start, value.core_end)
                for value in quantities_in(text)
            ]
            yield Case(text, expected, found)


_TIMES = frozenset("second minute hour day week month year gigayear megayear".split())


def _of_time(result: dict[str, Any]) -> bool:
    year = result["unit"] == "dimensionless" and result["surface"].isdigit() and 1900 <= result["value"] < 2100
    return result["unit"] in _TIMES or year


def _middle(result: dict[str, Any], text: str) -> Stated:
    spread = float(result.get("uncertainty") or 0)
    start = max(0, text.find(result["surface"]))
    unit = result["unit"].lower().removesuffix(" per hour").removesuffix(" per kilogram")
    value = float(result["value"]) * _PARTS_OF.get(unit, 1.0)
    unit = _QUANTULUM_NAMES.get(unit, unit)
    return Stated((value - spread, value + spread), unit, start, start + len(result["surface"]))


_PARTS_OF = {"cent": 0.01, "penny": 0.01, "dime": 0.1, "dozen": 12}
"""Coins are given in their currency, dozens as counts."""
_QUANTULUM_NAMES = {"dozen": "dimensionless", "cubic centimetre": "millilitre"}

_QUANTULUM_UNITS = {
    "us dollar": "dollar", "british pound": "pound sterling", "percent": "percentage", "pound": "pound-mass",
    "japanese yen": "yen",
}  # fmt: skip


def _quantulum_unit(value: Value) -> str:
    unit = (value.unit or "dimensionless").lower()
    return _QUANTULUM_UNITS.get(unit, unit)


SETS: dict[str, Callable[[Path], Iterator[Case | tuple[str, str]]]] = {
    "numbers": number_cases,
    "percentages": percent_cases,
    "ranges": range_cases,
    "currency": currency_cases,
    "dimensions": dimension_cases,
    "temperatures": temperature_cases,
    "quantulum3": quantulum_cases,
}
