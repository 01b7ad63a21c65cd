"""Documents and figures as the compact records that are kept of them, and back."""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from hashlib import blake2b
from typing import Any, TypeAlias, TypeVar

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.figure import Figure, TimeScope, Value
from index.store import IndexedDocument

T = TypeVar("T")

Plain: TypeAlias = Any
"""What JSON can hold."""

DocumentRecord = tuple[str | None, ...]
"""id, text, then value, basis and source of title, publisher and date of publication, then url."""

DOCUMENT_COLUMNS = (
    "id", "text", "title", "title_basis", "title_source", "publisher", "publisher_basis", "publisher_source",
    "published", "published_basis", "published_source", "url",
)  # fmt: skip


def document_record(document: Document) -> DocumentRecord:
    """The document's fields, in the order of DOCUMENT_COLUMNS."""
    return (
        document.id,
        document.text,
        *_known_record(document.title),
        *_known_record(document.publisher),
        *_known_record(document.published),
        document.url,
    )


def document_from(record: tuple[Any, ...]) -> Document:
    """The document that `document_record` wrote."""
    return Document(
        id=DocumentId(record[0]),
        text=record[1],
        title=_known(record[2:5], str),
        publisher=_known(record[5:8], str),
        published=_known(record[8:11], PartialDate.parse),
        url=record[11],
    )


def _known_record(known: Known[Any] | None) -> tuple[str | None, str | None, str | None]:
    return (None, None, None) if known is None else (str(known.value), known.basis, known.source)


def _known(record: tuple[Any, ...], read: Callable[[str], T]) -> Known[T] | None:
    value, basis, source = record
    return None if basis is None else Known(read(value), basis, source)


def figure_record(figure: Figure) -> str:
    """A JSON object of the figure's fields that are not their defaults, without its document, which the row names."""
    given = _given(figure)
    del given["document"]
    return json.dumps(given, default=_plain, ensure_ascii=False, separators=(",", ":"))


def figure_from(document: DocumentId, record: str) -> Figure:
    """The figure of that document that `figure_record` wrote."""
    given: dict[str, Plain] = json.loads(record)
    value = given.pop("value")
    for bound in ("low", "high"):
        value[bound] = _day(value[bound]) if isinstance(value[bound], str) else value[bound]
    for name, item in given.items():
        if isinstance(item, list):
            given[name] = _tuples(item)
        elif isinstance(item, dict):
            given[name] = TimeScope(_day(item["start"]), _day(item["end"]), item["basis"])
    return Figure(document=document, value=Value(**value), **given)


def _given(record: Figure | Value | TimeScope) -> dict[str, Plain]:
    pairs = ((each, getattr(record, each.name)) for each in fields(record))
    return {each.name: item for each, item in pairs if each.default is MISSING or item != each.default}


def _plain(item: Value | TimeScope | date) -> Plain:
    return item.isoformat() if isinstance(item, date) else _given(item)


def _tuples(items: list[Plain]) -> tuple[Plain, ...]:
    return tuple(map(tuple, items)) if items and isinstance(items[0], list) else tuple(items)


def _day(record: str | None) -> date | None:
    return None if record is None else date.fromisoformat(record)


def digest_of(indexed: IndexedDocument) -> str:
    """Another one if the document, its passages or its figures differ; vectors do not count: the model makes them."""
    parts = json.dumps(
        [
            document_record(indexed.document),
            [(passage.start, passage.end) for passage in indexed.passages],
            [figure_record(figure) for figure in indexed.figures],
        ]
    )
    return blake2b(parts.encode(), digest_size=16).hexdigest()
