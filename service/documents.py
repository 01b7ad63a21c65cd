"""Kept documents as people see them: in a list, alone with what is known of them, and as they come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.documents import Basis, Document, Known, PartialDate
from index.passages import Passage
from index.store import LexicalStats

Outcome = Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a document, whether it was given with it or inferred, and from what."""

    value: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    characters: int


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents in the order of their ids; `next` is the `after` of the following page, null on the last."""

    documents: tuple[DocumentRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage lies in its document's text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is kept: every offset of every answer is into `text`, in code points, end exclusive."""

    id: str
    title: Fact | None
    publisher: Fact | None
    published: Fact | None
    url: str | None
    characters: int
    figures: int
    passages: tuple[PassagePlace, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """What became of one document: unread says why in `reason`, and the others go on."""

    id: str
    outcome: Literal["added", "changed", "unchanged", "unread"]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AddedDocuments:
    """What became of each document of a request, in their order."""

    documents: tuple[AddedDocument, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """What a data folder holds, and what reads it."""

    data: str
    documents: int
    passages: int
    figures: int
    generation: int
    model: str
    lexical: LexicalStats
    not_in_english: int | None = None
    """Documents whose figures are "not checked: language"; None where they were not counted, which takes reading every
    document without figures."""


def row_of(document: Document) -> DocumentRow:
    """The document's line in a list."""
    return DocumentRow(
        id=document.id,
        title=document.title.value if document.title else None,
        publisher=document.publisher.value if document.publisher else None,
        published=str(document.published.value) if document.published else None,
        url=document.url,
        characters=len(document.text),
    )


def view_of(document: Document, passages: Sequence[Passage], figures: int) -> DocumentView:
    """The document with all that is known of it."""
    return DocumentView(
        id=document.id,
        title=_fact(document.title),
        publisher=_fact(document.publisher),
        published=_fact(document.published),
        url=document.url,
        characters=len(document.text),
        figures=figures,
        passages=tuple(PassagePlace(passage.id, passage.start, passage.end) for passage in passages),
        text=document.text,
    )


def _fact(known: Known[str] | Known[PartialDate] | None) -> Fact | None:
    return None if known is None else Fact(str(known.value), known.basis, known.source)
