"""A single time expression of a text, and what is known while one is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from corpus.documents import PartialDate
from corpus.figures.calendar import Interval, Tense, day_of, document_year, in_year, months_of
from corpus.figures.figure import Precision
from corpus.figures.timetokens import Tokens

YearBasis = Literal["stated", "resolved", "document", "unknown"]
STEPS = {"l": -1, "t": 0, "n": 1}
"""How far "last", "this" and "next" reach, by token class."""


_VERB = 4
"""Tokens back from a date to the verb in front of its preposition, blanks counted."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `after` (exclusive) and the days they cover, both None where nothing resolves them."""

    first: int
    after: int
    low: date | None
    high: date | None
    precision: Precision
    basis: YearBasis
    ranged: bool = False
    """Whether it covers several units of its precision ("18-19 August"): a date range."""
    core: int | None = None
    """The token at which the core begins, where a comparator stands before it ("circa 1900")."""

    @property
    def assumed(self) -> bool:
        """Whether its own words do not tell its year."""
        return self.basis in ("document", "unknown")

    def in_year(self, year: int, basis: YearBasis) -> "Mention":
        """The same days in that year; itself where that year has no such day."""
        days = in_year((self.low, self.high), year) if self.low and self.high else None
        return replace(self, low=days[0], high=days[1], basis=basis) if days else self


@dataclass(slots=True)
class Reading:
    """One pass over one text: its tokens, its publication date, and the mention before the present one."""

    tokens: Tokens
    published: PartialDate | None
    day_first: bool = False
    previous: Mention | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.published.first if self.published and self.published.day else None

    def before(self, found: "re.Match[str]") -> Mention | None:
        """The mention before the match, where it stands in the same sentence."""
        if self.previous is None or found.start() - self.previous.after > 120:
            return None
        between = self.tokens.codes[self.previous.after : found.start()]
        return None if ". " in between or "\n" in between else self.previous

    def ahead(self, index: int) -> bool:
        """Whether the sentence before that token speaks of what is to come ("will", "scheduled")."""
        window = self.tokens.codes[max(0, index - 24) : index]
        return "L" in window[max(window.rfind(". "), window.rfind("\n")) + 1 :]

    def tense(self, index: int) -> Tense | None:
        """Where the verb looks whose preposition leads to that token: "died in January", "will open on 3 May"; None
        where that is not plain.
        """
        if index < _VERB or self.tokens.codes[index - 2] not in "iI":
            return None
        words = [self.tokens.word(place) for place in range(index - _VERB, max(-1, index - _VERB - 8), -2)]
        passive = words[1:2] == ["be"]
        past = not passive and (words[0].endswith("ed") or self.tokens.codes[index - _VERB] == "R")
        if past:
            return None if self.ahead(index) else "past"
        return "future" if {"will", "shall"} & set(words[1:]) or (passive and words[2:3] == ["to"]) else None

    def number(self, found: "re.Match[str]", group: str) -> int:
        """The number that the first token of that group means."""
        return self.tokens.number(found.start(group))

    def unresolved(self, found: "re.Match[str]", precision: Precision) -> Mention:
        """A mention that needs a publication date that is not known, or not known finely enough."""
        return Mention(found.start(), found.end(), None, None, precision, "unknown")

    def resolved(self, found: "re.Match[str]", days: Interval | None, precision: Precision) -> Mention:
        """A mention reckoned from another date."""
        if days is None:
            return self.unresolved(found, precision)
        return Mention(found.start(), found.end(), days[0], days[1], precision, "resolved")

    def stated(self, found: "re.Match[str]", days: Interval | None, precision: Precision) -> Mention | None:
        """A mention whose words say all; None where the calendar has no such day."""
        return days and Mention(found.start(), found.end(), days[0], days[1], precision, "stated")

    def in_year_of(self, found: "re.Match[str]", month: int, day: int | None, months: int = 1) -> Mention | None:
        """A day, or whole months, of the year that the groups y ("2013"), r ("last year") or t ("the year") tell,
        of the document's year where they tell none.
        """
        groups = found.groupdict()
        precision: Precision = "day" if day else "month" if months == 1 else "quarter"
        basis: YearBasis = "stated"
        if groups.get("y"):
            year = self.number(found, "y")
        elif groups.get("r") or groups.get("t"):
            if self.published is None:
                return self.unresolved(found, precision)
            year, basis = self.published.year + STEPS[groups.get("r") or "t"], "resolved"
        else:
            tense = self.tense(found.start())
            first, last = (1, 28) if day is None else (day, day)
            near = first if tense == "past" else last if tense == "future" else day or 15
            year = document_year(month, near, self.published, tense)
            basis = "document" if self.published else "unknown"
        days = day_of(year, month, day) if day else months_of(year, month, months)
        return days and Mention(found.start(), found.end(), days[0], days[1], precision, basis)


Builder = Callable[[Reading, "re.Match[str]"], Mention | None]
Rule = tuple[str, str, Builder]
"""The classes of the tokens it may begin with, its pattern over token classes, and what reads a match."""

# A number that belongs to a longer number, a sum of money, a score or a time of day is no part of a date.
ALONE = r"(?<![139Y#][.,/:~-])(?<![139Y#$%.])"
ENDS = r"(?![.:/]?[139Y#])(?!,[139#])(?! ?%)(?! ?[ap]\.?m\b)(?!-[pu])"
YEAR = r"(?P<y>Y)(?! p)(?! ?%)(?![.,][139#Y])(?!-[139#])"
TAIL = rf"(?:(?: ?, ?| )?(?:[Oi] )?{YEAR}|,? (?:O )?(?P<r>[ltn]) W)?"
OF_YEAR = rf"(?:,? ?(?:O )?(?:D )?(?:K )?(?:W )?(?:{YEAR}|(?P<r>[ltn]) (?:K )?W|(?P<t>D) W(?<= O D W)))?"
WEEKDAY = r"(?:[Vv]\.?,? (?:D )?)?"
MONTH = r"(?P<m>[Mm5])(?:(?<=m)\.(?= ?[139oY,~-])|\.(?=[13o]))?"
TO = r"(?: ?[-~] ?(?:D )?| [TN] (?:D )?)"
