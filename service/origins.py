"""Whose each document is that an answer quotes, whether or not a passage of it was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from service.answer import Answer, PassageView, SideSource


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a document, without its text."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None

    @property
    def link(self) -> str | None:
        """The address where it is one of the web's, which a reader may be sent to."""
        try:
            return self.url if urlsplit(self.url or "").scheme in ("http", "https") else None
        except ValueError:
            return None


def origins_of(answer: Answer) -> dict[str, Origin]:
    """The origin of every document that has a passage in the answer, or states a side or an alternative."""
    return {
        each.document: Origin(each.document, each.title, each.publisher, each.published, each.url)
        for each in _sources(answer)
    }


def origin_in(origins: dict[str, Origin], document: str) -> Origin:
    """The document's origin; of one that is not among them nothing is known but its id."""
    return origins.get(document) or Origin(document, None, None, None, None)


def _sources(answer: Answer) -> Iterator[PassageView | SideSource]:
    for conflict in answer.conflicts:
        for side in conflict.sides:
            yield from side.sources
    for alternative in answer.alternatives:
        yield from alternative.sources
    yield from answer.passages
