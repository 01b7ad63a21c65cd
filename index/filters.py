"""What a filter lets pass, said once in Python and once in SQL."""

import json

from corpus.documents import Document, PartialDate
from index.store import Filters


def passes(document: Document, filters: Filters | None) -> bool:
    """Whether a search under these filters may return the document.

    A date known to the month or the year passes if any of its days lies in the range; no date passes no range.
    """
    if filters is None:
        return True
    if filters.documents and document.id not in filters.documents:
        return False
    if filters.publishers and (document.publisher is None or document.publisher.value not in filters.publishers):
        return False
    if filters.published_from is None and filters.published_to is None:
        return True
    return document.published is not None and _within(document.published.value, filters)


def _within(published: PartialDate, filters: Filters) -> bool:
    if filters.published_from is not None and published.last < filters.published_from.first:
        return False
    return filters.published_to is None or published.first <= filters.published_to.last


def condition_of(filters: Filters) -> tuple[str, list[str]]:
    """The same as an SQL condition over the table `documents`, with its parameters."""
    conditions, parameters = ["1"], []
    if filters.documents:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(filters.documents)))
    if filters.publishers:
        conditions.append("publisher IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(filters.publishers)))
    if filters.published_from is not None:
        conditions.append("published_last >= ?")
        parameters.append(filters.published_from.first.isoformat())
    if filters.published_to is not None:
        conditions.append("published_first <= ?")
        parameters.append(filters.published_to.last.isoformat())
    return " AND ".join(conditions), parameters
