"""The record of one figure: a value that a source states, and everything that says what it is a value of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.documents import DocumentId

Kind = Literal[
    "money", "percent", "percentage_points", "count", "quantity", "duration", "age", "ordinal", "multiple",
    "date", "date_range",
]  # fmt: skip
Comparator = Literal[
    "equal", "more than", "less than", "at least", "at most", "nearly", "about", "range", "vague"
]  # fmt: skip
Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "century"]
TimeBasis = Literal["stated", "resolved", "document"]
Role = Literal["level", "change_by", "change_from", "change_to", "rate"]
Modality = Literal["actual", "forecast", "plan", "target"]

UNKNOWN_YEAR = 4
"""The year that stands in `low` and `high` of a day and month whose year nothing tells (a leap year)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value found in a text, before anything is known of what it counts or measures.

    `start`, `end` span the whole expression with its comparator ("more than $4 bn"); `core_start`, `core_end` the
    value itself with scale, currency and unit ("$4 bn"). Code points, end exclusive.

    `low`, `high` are the closed interval the core states, in base units: a currency's main unit, metres, kilograms,
    seconds, degrees Celsius, plain counts; percent as percent (5 for 5%); dates as `date`. Equal for a single number;
    None where open ("since 2009": high None). The comparator is NOT applied: "more than 500" has low = high = 500.
    `step` is the last digit stated, in base units ("4.3 bn": 1e8; "1,200": 100; "1,234": 1); 0 for dates.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    kind: Kind
    low: float | date | None
    high: float | date | None
    comparator: Comparator = "equal"
    step: float = 0.0
    unit: str | None = None
    """As a person names it, singular: "US dollar", "percent", "kilometre", "year", "barrel"; None for plain counts."""
    dimension: str | None = None
    """What makes values commensurable: "currency", "length", "mass", "time", "energy", ...; None for plain counts."""
    currency: str | None = None
    """ISO 4217, for money whose currency is known."""
    factor: float = 1.0
    offset: float = 0.0
    """A number of `unit`s, times `factor` plus `offset`, is the value in base units: 1609.344 for miles."""
    precision: Precision | None = None
    """Of a date: the finest part that the text names."""
    year_basis: Literal["stated", "resolved", "document", "unknown"] | None = None
    """Of a date: where its year comes from: written there, reckoned from a relative word ("last year") with the
    publication date, only assumed to be the document's own, or not known (then the year is UNKNOWN_YEAR)."""


@dataclass(frozen=True, slots=True)
class TimeScope:
    """For when a figure holds: from `start` to `end`, both included, None where open."""

    start: date | None
    end: date | None
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its place, and what it counts or measures, of whom, when, according to whom.

    Words are lower-case stems where not said otherwise, so that "visits" and "visited" are one.
    """

    document: DocumentId
    value: Value
    text: str
    """The surface: document.text[value.start:value.end]."""
    sentence_start: int
    sentence_end: int
    head: str | None
    """Stem of the noun counted or measured ("companies": "compani"; "trade" in "trade is more than $4 bn")."""
    counted: str | None
    """The counted or measured thing as the text writes it, for people: "Russian companies", "bilateral trade"."""
    noun: str | None = None
    """Of a count: the one noun that it is a number of, in the singular: "company"; None where none is next to it."""
    of: str | None = None
    """Stem of the noun whose measure the head is: "line" in "the cost of the line" and "the line cost"."""
    modifiers: tuple[str, ...] = ()
    """Stems of the words that restrict the head: "russian", "state", "bilater"."""
    when: str | None = None
    """Words of time that nothing resolves, lower case: "before the war", "monday" of an undated document."""
    verb: str | None = None
    """Stem of the verb that governs it."""
    terms: tuple[tuple[str, int], ...] = ()
    """The stems of the sentence's content words, each with its distance in words from the figure, nearest first."""
    names: tuple[str, ...] = ()
    """Proper names of the sentence, as written, the nearest first."""
    role: Role = "level"
    per: str | None = None
    """For a rate: the unit it is per ("day", "person")."""
    holds: TimeScope | None = None
    modality: Modality = "actual"
    attribution: str | None = None
    """Who says it, as written."""
    event: str | None = None
    """For ordinals and dates: the stem of the event they order or place ("visit", "born", "found")."""
    agent: tuple[str, ...] = ()
    """For ordinals and dates: the names (or the noun) of who does it, as written."""
    places: tuple[str, ...] = ()
    """For ordinals and dates: the names of where the event takes place ("to Baku", "in Kazakhstan"), as written."""
    previous: TimeScope | None = None
    """For "first since 2018", "first in seven years": when the event happened before."""
    gap_years: float | None = None
    """For "first in seven years": the years between, also where `previous` cannot be reckoned."""

    @property
    def id(self) -> str:
        """`document#start-end`, of the whole expression."""
        return f"{self.document}#{self.value.start}-{self.value.end}"
