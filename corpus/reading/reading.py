"""What a format's reader hands on: the text, and what the source itself says about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.documents import Known, PartialDate
from corpus.errors import UnreadableDocument
from corpus.reading.dates import published_date

Fields = Mapping[str, object]

_ALIASES = {
    "title": ("title",),
    "publisher": ("publisher", "source", "site_name"),
    "published": ("published", "date", "pubdate"),
    "url": ("url", "link"),
    "id": ("id",),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The stored text of one source, and what was given with it; nothing is inferred from the text yet."""

    text: str
    id: str | None = None
    title: Known[str] | None = None
    publisher: Known[str] | None = None
    published: Known[PartialDate] | None = None
    url: str | None = None


def described(text: str, fields: Fields, source: str) -> Reading:
    """The text with what the fields of a header say of it; `source` names the header.

    Field names may be in any case; `source`, `date` and `link` stand for publisher, published and url where those are
    missing. Raises UnreadableDocument where a field holds what it cannot.
    """
    lowered = {name.lower(): value for name, value in fields.items()}
    published = _text_of(lowered, "published")
    publisher, url = _text_of(lowered, "publisher"), _text_of(lowered, "url")
    if publisher and publisher.startswith(("http://", "https://")):
        publisher, url = None, url or publisher
    return Reading(
        text,
        id=_text_of(lowered, "id"),
        title=_given(_text_of(lowered, "title"), source),
        publisher=_given(publisher, source),
        published=Known(published_date(published), "given", source) if published else None,
        url=url,
    )


def _text_of(fields: Fields, field: str) -> str | None:
    for name in _ALIASES[field]:
        value = fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise UnreadableDocument(f"{name}: met a {type(value).__name__}, expected text")
        if value and value.strip():
            return " ".join(value.split())
    return None


def _given(value: str | None, source: str) -> Known[str] | None:
    return Known(value, "given", source) if value else None
