"""One side of a difference as a sentence needs it: its words in quotation marks, its time and where that is from."""

from dataclasses import dataclass
from datetime import date

from corpus.documents import Document
from corpus.figures.figure import Figure, TimeScope
from corpus.figures.words import stem, words_of
from service.conflicts.dates import OPEN, at, calendar_capitals, inferred, origin_of, written
from service.conflicts.stated import series_of

_DATES = frozenset({"date", "open date"})


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and the document that states it."""

    figure: Figure
    document: Document

    @property
    def quoted(self) -> str:
        return f"“{one_line(self.figure.text)}”"

    @property
    def period(self) -> str | None:
        """The time that the text itself sets for the value, in words: "2012"; None where it sets none."""
        scope = self.figure.holds
        return None if scope is None or self._is_of_document(scope) else written(scope.start, scope.end)

    @property
    def origin(self) -> str:
        """Where the time comes from, in brackets and with a space in front; empty where the text states it."""
        scope = self.figure.holds
        return _bracketed(origin_of(scope.basis, self.document, scope)) if scope else ""

    @property
    def time(self) -> str:
        """For when the value holds: "for 2012 (reckoned from the publication date)", "in a document of 9 May 2025"."""
        if self.figure.when:
            return f"for “{calendar_capitals(self.figure.when)}”"
        if self.period:
            return f"{'' if self.period.startswith(OPEN) else 'for '}{self.period}{self.origin}"
        own = self.figure.holds and written(self.figure.holds.start, self.figure.holds.end)
        if own:
            return f"in a document of {own}{self.origin if inferred(self.document) else ''}"
        return "for a time that is not stated"

    @property
    def occasion(self) -> str:
        """When the event took place that the figure counts: "on 13 August 2013 (year of publication)"."""
        scope = self.figure.holds
        when = written(scope.start, scope.end) if scope else None
        return f"{at(when)}{self.origin}" if when else "at a time that is not stated"

    @property
    def dated(self) -> str:
        """A date as written, and what it means where it leaves the year open: "“Aug. 13” (13 August 2013, year of
        publication)".
        """
        value = self.figure.value
        if series_of(self.figure) not in _DATES or value.year_basis == "stated":
            return self.quoted
        start, end = (day if isinstance(day, date) else None for day in (value.low, value.high))
        origin = origin_of(value.year_basis, self.document, TimeScope(start, end, "document"))
        return self.quoted + _bracketed(", ".join(part for part in (written(start, end), origin) if part))

    def words(self, stems: frozenset[str]) -> list[str]:
        """Those of its counted noun's words that have one of the stems, as written, in quotation marks."""
        counted = self.figure.counted or ""
        return [f"“{word.text}”" for word in words_of(counted, 0, len(counted)) if stem(word.lower) in stems]

    def _is_of_document(self, scope: TimeScope) -> bool:
        published = self.document.published
        own = (published.value.first, published.value.last) if published else None
        return scope.basis == "document" and (scope.start, scope.end) == own


def one_line(text: str) -> str:
    """The text with every stretch of white space a single space."""
    return " ".join(text.split())


def _bracketed(text: str) -> str:
    return f" ({text})" if text else ""
