"""Measuring the extractors of times on public test sets: spans of dates, periods and durations, values of the rest.

`python -m eval.date_extraction` prints a table over the folder that CROSSCHECK_SHARED names. The sets were written for
an assistant: cases that only a dialogue makes sense of are left out, at most 15 in 100 of a file, and `--verbose` lists
them. Where a set gives no day of reference, REFERENCE is used. Development sets: a rule may come of their failures, a
sentence of theirs may not.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpus.documents import PartialDate
from corpus.figures.dates import dates_in
from corpus.figures.durations import durations_in
from corpus.figures.figure import Value
from corpus.figures.ordinals import ordinals_in
from eval.extraction import Tally
from eval.shared import SHARED, missing

REFERENCE = "2016-11-07"
"""The day on which sets without one are read; their own most frequent day of reference."""
FOLDER = Path("data/recognizers_text_specs")

_DIALOGUE = (
    (re.compile(r"(?:the )?\d{1,2}|the (?:second|twenty second|thirty first|thirty)", re.IGNORECASE), "a bare day"),
    (re.compile(r"(?:the|my|this) (?:day|week)|my weekend|w/c .*|rest .*\bmy week|rest (?:the|current) week"), "chat"),
    (re.compile(r"\d{1,2}[.-]\d{1,2}"), "a bare number"),
)
_TIME_OF_DAY = re.compile(r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b")
_ASSISTANT = re.compile(r"\bCortana\b|\bset (?:OOO|ooo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expected:
    """One value that a case expects: its place, and the values any of which is right, none where it tells none."""

    start: int
    end: int
    values: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the day on which it is read, and what is right in it."""

    text: str
    published: PartialDate
    expected: tuple[Expected, ...]


@dataclass(slots=True)
class Result:
    """What was measured on one file."""

    name: str
    cases: int = 0
    span: Tally = field(default_factory=Tally)
    value: Tally = field(default_factory=Tally)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failures: list[tuple[Case, list[Value]]] = field(default_factory=list)


Reader = Callable[[Case], list[Value]]
ValueOf = Callable[[Value], frozenset[Any]]


def _dates(case: Case) -> list[Value]:
    return dates_in(case.text, case.published, unresolved=True)


def _durations(case: Case) -> list[Value]:
    return [value for value in durations_in(case.text) if value.kind == "duration"]


def _ages(case: Case) -> list[Value]:
    return [value for value in durations_in(case.text) if value.kind == "age"]


def _ordinals(case: Case) -> list[Value]:
    return ordinals_in(case.text)


def _days(value: Value) -> frozenset[Any]:
    """The first and the last day; an end that is told as the day after it counts too."""
    low, high = value.low, value.high
    if not isinstance(low, date) or not isinstance(high, date):
        return frozenset({(_iso(low), _iso(high))})
    return frozenset({(low.isoformat(), high.isoformat()), (low.isoformat(), (high + timedelta(days=1)).isoformat())})


def _iso(bound: object) -> str | None:
    return bound.isoformat() if isinstance(bound, date) else None


def _number(value: Value) -> frozenset[Any]:
    return frozenset({value.low})


_YEARS_IN = {"year": 1.0, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25}


def _age(value: Value) -> frozenset[Any]:
    size = _YEARS_IN[value.unit or "year"]
    return frozenset({round(bound / size, 3) for bound in (value.low, value.high) if isinstance(bound, float | int)})


@dataclass(frozen=True, slots=True)
class Set:
    """One file of the test sets: how it is read, and how a value of ours compares with one of its own."""

    path: str
    reader: Reader
    values_of: ValueOf | None
    target: str


SETS: dict[str, Set] = {
    "DateExtractor": Set("DateTime/English/DateExtractor.json", _dates, None, "span 0.75"),
    "DatePeriodExtractor": Set("DateTime/English/DatePeriodExtractor.json", _dates, None, "span 0.75"),
    "DateParser": Set("DateTime/English/DateParser.json", _dates, _days, "span 0.75"),
    "DatePeriodParser": Set("DateTime/English/DatePeriodParser.json", _dates, _days, "span 0.75"),
    "DurationParser": Set("DateTime/English/DurationParser.json", _durations, None, "span 0.75"),
    "OrdinalModel": Set("Number/English/OrdinalModel.json", _ordinals, _number, "value 0.90"),
    "OrdinalSuppressed": Set("Number/English/OrdinalModelSuppressExtendedTypes.json", _ordinals, _number, "value 0.90"),
    "AgeModel": Set("NumberWithUnit/English/AgeModel.json", _ages, _age, "value 0.90"),
}


def cases_of(path: Path) -> Iterator[Case]:
    """The cases of a file of the test sets."""
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        reference = item.get("Context", {}).get("ReferenceDateTime", REFERENCE)[:10]
        expected = tuple(_expected(result) for result in item["Results"] if _absolute(result))
        yield Case(item["Input"], PartialDate.parse(reference), expected)


def _absolute(result: dict[str, Any]) -> bool:
    """Whether a result is of a kind that figures have: "next" and "last" are no ordinals here."""
    return result.get("TypeName") != "ordinal.relative"


def _expected(result: dict[str, Any]) -> Expected:
    end = result["Start"] + result["Length"] if "Length" in result else result["End"] + 1
    return Expected(result["Start"], end, frozenset(_values(result)))


def _values(result: dict[str, Any]) -> Iterator[Any]:
    resolution = result.get("Resolution") or {}
    if "value" in resolution:
        yield float(resolution["value"])
    for way in ("PastResolution", "FutureResolution"):
        days = (result.get("Value") or {}).get(way) or {}
        if days.get("date", "0001-01-01") != "0001-01-01":
            yield (days["date"], days["date"])
        elif "startDate" in days or "endDate" in days:
            yield (days.get("startDate"), days.get("endDate"))


def reason_to_leave_out(case: Case) -> str | None:
    """Why a case makes sense only in a dialogue or of a time of day; None where it does not."""
    if _TIME_OF_DAY.search(case.text):
        return "a time of day"
    for one in case.expected:
        surface = case.text[one.start : one.end].lower()
        for pattern, reason in _DIALOGUE:
            if pattern.fullmatch(surface):
                return reason
    return "said to an assistant" if _ASSISTANT.search(case.text) else None


def measure(name: str, kind: Set, root: Path) -> Result:
    """The counts of one file; what is left out is capped at 15 in 100, in the file's order."""
    result = Result(name)
    cases = list(cases_of(root / FOLDER / kind.path))
    cap = len(cases) * 15 // 100
    for case in cases:
        reason = reason_to_leave_out(case)
        if reason and len(result.left_out) < cap:
            result.left_out.append((case.text, reason))
            continue
        result.cases += 1
        _count(result, kind, case)
    return result


def _count(result: Result, kind: Set, case: Case) -> None:
    found = kind.reader(case)
    spans = {(value.start, value.end): value for value in found}
    right = [(one, spans[one.start, one.end]) for one in case.expected if (one.start, one.end) in spans]
    result.span.add(len(right), len(case.expected), len(found))
    good = len(right) == len(case.expected) == len(found)
    if kind.values_of is not None:
        good = _count_values(result.value, kind.values_of, case, found, right) and (good or kind.reader is not _dates)
    if not good:
        result.failures.append((case, found))


def _count_values(
    tally: Tally, values_of: ValueOf, case: Case, found: list[Value], right: list[tuple[Expected, Value]]
) -> bool:
    """Counts values: of dates those at the right place whose resolution is given, of numbers all in order."""
    if values_of is _days:
        told = [(one, value) for one, value in right if one.values]
        same = sum(bool(one.values & _days(value)) for one, value in told)
        tally.add(same, len(told), len(told))
        return same == len(told)
    left = list(found)
    same = 0
    for one in case.expected:
        match = next((value for value in left if one.values & values_of(value)), None)
        if match is not None:
            left.remove(match)
            same += 1
    tally.add(same, len(case.expected), len(found))
    return same == len(case.expected) == len(found)


def row(result: Result, target: str) -> str:
    """One line of the table."""
    span = f"{result.span.precision:.3f} {result.span.recall:.3f} {result.span.f1:.3f}"
    value = f"{result.value.precision:.3f} {result.value.recall:.3f} {result.value.f1:.3f}"
    told = value if result.value.expected else "-"
    return f"{result.name:<20}{result.cases:>6}{len(result.left_out):>6}  {span:<19}{told:<19}{target}"


def _print_details(result: Result) -> None:
    for text, reason in result.left_out:
        print(f"  left out ({reason}): {text}")
    for case, found in result.failures:
        expected = [(case.text[one.start : one.end], sorted(map(str, one.values))) for one in case.expected]
        print(f"  {case.text} [{case.published}]\n    expected {expected}")
        print(f"    found    {[(case.text[one.start : one.end], str(one.low), str(one.high)) for one in found]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; `--verbose` adds what was left out and what failed, `--set` measures one file only."""
    parser = argparse.ArgumentParser(prog="python -m eval.date_extraction", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list the cases left out and those that failed")
    parser.add_argument("--set", choices=sorted(SETS), help="measure this file only")
    options = parser.parse_args(arguments)
    root = SHARED
    if reason := missing(str(FOLDER)):
        print(reason, file=sys.stderr)
        return 2
    print(f"{'file':<20}{'cases':>6}{'out':>6}  {'span P R F1':<19}{'value P R F1':<19}target")
    for name, kind in SETS.items():
        if options.set in {None, name}:
            result = measure(name, kind, root)
            print(row(result, kind.target))
            if options.verbose:
                _print_details(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
