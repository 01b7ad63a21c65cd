"""Stretches of time as people write them."""

from datetime import date

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.figure import UNKNOWN_YEAR, TimeScope
from service.conflicts.dates import at, origin_of, written


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2012, 1, 1), date(2012, 12, 31), "in 2012"),
        (date(2012, 1, 1), date(2014, 12, 31), "in 2012–2014"),
        (date(2013, 1, 1), date(2013, 6, 30), "in the first half of 2013"),
        (date(2013, 7, 1), date(2013, 9, 30), "in the third quarter of 2013"),
        (date(2026, 6, 1), date(2026, 6, 30), "in June 2026"),
        (date(2013, 1, 1), date(2013, 5, 31), "in January–May 2013"),
        (date(2023, 11, 1), date(2024, 2, 29), "from November 2023 to February 2024"),
        (date(2024, 8, 18), date(2024, 8, 18), "on 18 August 2024"),
        (date(2024, 8, 18), date(2024, 8, 19), "on 18–19 August 2024"),
        (date(2024, 6, 30), date(2024, 7, 2), "from 30 June 2024 to 2 July 2024"),
        (date(UNKNOWN_YEAR, 8, 13), date(UNKNOWN_YEAR, 8, 13), "on 13 August"),
        (date(2009, 1, 1), None, "since 2009"),
        (date(2009, 3, 4), None, "since 4 March 2009"),
        (None, date(2009, 12, 31), "until 2009"),
    ],
)
def test_a_stretch_of_days_is_written_with_its_preposition(start: date | None, end: date | None, expected: str) -> None:
    assert at(written(start, end) or "") == expected


def test_a_stretch_without_ends_is_not_written() -> None:
    assert written(None, None) is None


def dated(published: Known[PartialDate] | None) -> Document:
    return Document(DocumentId("a"), "A text.", published=published)


GIVEN = dated(Known(PartialDate(2024, 8, 26), "given", "page metadata"))
FROM_TEXT = dated(Known(PartialDate(2024), "inferred", '"last year" beside "2023"'))
FROM_ADDRESS = dated(Known(PartialDate(2024, 8, 26), "inferred", "url"))
DAY = TimeScope(date(2024, 8, 26), date(2024, 8, 26), "document")


@pytest.mark.parametrize(
    ("basis", "document", "scope", "expected"),
    [
        ("stated", GIVEN, DAY, ""),
        ("unknown", GIVEN, DAY, "year not known"),
        ("document", GIVEN, None, "year of publication"),
        ("document", GIVEN, DAY, "date of publication"),
        ("document", FROM_TEXT, None, "year inferred from the text"),
        ("document", FROM_ADDRESS, DAY, "date inferred from the address"),
        ("resolved", GIVEN, None, "reckoned from the publication date"),
        ("resolved", FROM_TEXT, None, "reckoned from the publication date, itself inferred from the text"),
        ("document", dated(None), None, ""),
    ],
)
def test_where_a_time_comes_from_is_said_as_the_documents_date_was_found(
    basis: str, document: Document, scope: TimeScope | None, expected: str
) -> None:
    assert origin_of(basis, document, scope) == expected
