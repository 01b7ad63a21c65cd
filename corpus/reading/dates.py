"""The date that a header's field writes."""

import re

from corpus.documents import PartialDate
from corpus.errors import UnreadableDocument

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]+,? )?(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]+)\.?,? (\d{4})(?:[ ,T]+\d{1,2}:\d{2}.*)?"
)
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]+, )?([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,T]+\d{1,2}:\d{2}.*)?"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def published_date(text: str) -> PartialDate:
    """The calendar date of "2024-08-18", "2024-08", "2024", "2024-08-18T10:00Z", "18 August 2024", "Aug. 18, 2024".

    The day is the one written, in whatever time zone. Raises UnreadableDocument where it is none of these, is not in
    the calendar, or could be read two ways ("03/04/2024").
    """
    try:
        return _read(text.strip())
    except ValueError as exc:
        raise UnreadableDocument(
            f'published: met "{text}", expected a date such as 2024-08-18, 2024-08, 2024 or 18 August 2024'
        ) from exc


def _read(text: str) -> PartialDate:
    if found := _ISO.fullmatch(text):
        year, _, month, day = found.groups()
        return PartialDate(int(year), *(int(part) for part in (month, day) if part))
    if found := _COMPACT.fullmatch(text):
        return PartialDate(*(int(part) for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        written_day, name, year = found.groups()
        return PartialDate(int(year), _month(name), int(written_day) if written_day else None)
    if found := _MONTH_FIRST.fullmatch(text):
        name, written_day, year = found.groups()
        return PartialDate(int(year), _month(name), int(written_day))
    raise ValueError(text)


def _month(name: str) -> int:
    """The number of the month of this name, or of this beginning of a name ("Sept"); ValueError where it is none."""
    numbers = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower())]
    if len(numbers) != 1 or len(name) < 3:
        raise ValueError(name)
    return numbers[0]
