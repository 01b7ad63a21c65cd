import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures.durations import durations_in
from corpus.figures.figure import Value
from corpus.figures.timespan import DAY, YEAR

WEEK = 7 * DAY
MONTH = YEAR / 12

DURATIONS = [
    ("He came for the first time in seven years.", "seven years", 7 * YEAR, 7 * YEAR, "year"),
    ("The three-day visit ended.", "three-day", 3 * DAY, 3 * DAY, "day"),
    ("It took two and a half hours.", "two and a half hours", 9000, 9000, "hour"),
    ("The lease runs 18 months.", "18 months", 1.5 * YEAR, 1.5 * YEAR, "month"),
    ("Over the last three decades it grew.", "three decades", 30 * YEAR, 30 * YEAR, "decade"),
    ("Repairs need two to three weeks.", "two to three weeks", 2 * WEEK, 3 * WEEK, "week"),
    ("A term of 18-24 months was asked.", "18-24 months", 18 * MONTH, 24 * MONTH, "month"),
    ("He faces between three and 15 years.", "between three and 15 years", 3 * YEAR, 15 * YEAR, "year"),
    ("They waited half an hour.", "half an hour", 1800, 1800, "hour"),
    ("The trip lasts an hour and a half.", "an hour and a half", 5400, 5400, "hour"),
    ("She served 2 years, one month and 21 days.", "2 years, one month and 21 days", 2 * YEAR + MONTH + 21 * DAY,
     2 * YEAR + MONTH + 21 * DAY, "year"),
    ("It won six straight months.", "six straight months", 6 * MONTH, 6 * MONTH, "month"),
    ("Strikers stay out another week.", "another week", WEEK, WEEK, "week"),
    ("She won in 9.58s there.", "9.58s", 9.58, 9.58, "second"),
    ("A 24-hour strike began.", "24-hour", DAY, DAY, "hour"),
    ("For children six months to five years it works.", "six months to five years", YEAR / 2, 5 * YEAR, "year"),
]  # fmt: skip
COMPARED = [
    ("It ran for more than a decade.", "more than a decade", "a decade", "more than"),
    ("Nearly two hundred years went by.", "Nearly two hundred years", "two hundred years", "nearly"),
    ("At least two weeks must pass.", "At least two weeks", "two weeks", "at least"),
    ("It lasted 20 minutes or so.", "20 minutes or so", "20 minutes", "about"),
    ("They left a few days later.", "a few days", "a few days", "vague"),
]
AGES = [
    ("Maria Lopez, 54, was hurt.", "54", 54, 54),
    ("A 54-year-old man was hurt.", "54-year-old", 54, 54),
    ("He was aged 61 then.", "aged 61", 61, 61),
    ("The wall is 500 years old.", "500 years old", 500, 500),
    ("She began at the age of 12.", "the age of 12", 12, 12),
    ("People aged between 18 and 24 vote.", "aged between 18 and 24", 18, 24),
    ("Pupils ages 5 to 11 wait.", "ages 5 to 11", 5, 11),
    ("Doses for 5- to 11-year-olds came.", "5- to 11-year-olds", 5, 11),
    ("A six-month-old baby slept.", "six-month-old", 0.5, 0.5),
    ("At 6 months of age it sits.", "6 months of age", 0.5, 0.5),
]
NONE = [
    "It costs $5 a year and runs 60 miles an hour.",
    "Full-year results were read; a 5 min read.",
    "In the 1990s, at 10:30, he was 2012th.",
    "On August 19, 20, 21 it rained.",
    "It is twice a day, per second, each month.",
]


def only(text: str) -> Value:
    (value,) = durations_in(text)
    return value


@pytest.mark.parametrize(("text", "surface", "low", "high", "unit"), DURATIONS)
def test_a_duration_is_read_in_seconds(text: str, surface: str, low: float, high: float, unit: str) -> None:
    value = only(text)
    assert text[value.start : value.end] == surface
    assert [value.low, value.high] == pytest.approx([low, high])
    assert (value.kind, value.unit, value.dimension) == ("duration", unit, "time")


@pytest.mark.parametrize(("text", "surface", "core", "comparator"), COMPARED)
def test_a_comparator_stands_in_the_span_and_not_in_the_core(
    text: str, surface: str, core: str, comparator: str
) -> None:
    value = only(text)
    assert (text[value.start : value.end], text[value.core_start : value.core_end]) == (surface, core)
    assert value.comparator == comparator


@pytest.mark.parametrize(("text", "surface", "low", "high"), AGES)
def test_an_age_is_read_in_years(text: str, surface: str, low: float, high: float) -> None:
    value = only(text)
    assert (text[value.start : value.end], value.kind, value.dimension) == (surface, "age", "age")
    assert [value.low, value.high] == pytest.approx([low, high])


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_duration_is_left_out(text: str) -> None:
    assert [text[value.start : value.end] for value in durations_in(text)] == []


def test_what_others_own_is_left_to_them() -> None:
    text = "It closed three days ago for two weeks."
    assert [text[value.start : value.end] for value in durations_in(text, [(10, 24)])] == ["two weeks"]


def test_eighteen_months_are_a_year_and_a_half() -> None:
    assert only("It took 18 months.").low == only("It took one and a half years.").low


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["second", "minute", "hour", "week", "year"]))
def test_a_duration_written_and_read_again_is_the_same(count: int, unit: str) -> None:
    value = only(f"🚀 It lasted {count} {unit}s there.")
    assert (value.unit, value.start, value.end) == (unit, 12, 12 + len(f"{count} {unit}s"))
    assert value.low == count * {"second": 1, "minute": 60, "hour": 3600, "week": WEEK, "year": YEAR}[unit]
