"""A source as the service knows it: exact text, and where each thing known about it comes from."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Literal, NewType, TypeVar

DocumentId = NewType("DocumentId", str)
T = TypeVar("T")
Basis = Literal["given", "inferred"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date known to the day, to the month, or to the year only (ISO 8601, reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month is not a date")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """The date that "2024", "2024-08" or "2024-08-18" writes; ValueError where it is none of these."""
        return cls(*(int(part) for part in text.split("-")))

    @property
    def first(self) -> date:
        """The first day that the date may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the date may mean."""
        if self.day is not None and self.month is not None:
            return date(self.year, self.month, self.day)
        if self.month is not None and self.month < 12:
            return date(self.year, self.month + 1, 1) - timedelta(days=1)
        return date(self.year, 12, 31)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A value about a document, whether it was given with the document or inferred, and from what."""

    value: T
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source. `text` is what every offset in the project counts in: code points, end exclusive."""

    id: DocumentId
    text: str
    title: Known[str] | None = None
    publisher: Known[str] | None = None
    published: Known[PartialDate] | None = None
    url: str | None = None
