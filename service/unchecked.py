"""What was not checked for conflicts, and why, in plain words: never passed over as if there were no conflict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.documents import Document, DocumentId
from corpus.figures.extract import MOST_FIGURES
from corpus.figures.figure import Figure
from corpus.language import is_english
from service.answer import Checked

LANGUAGE = "language"
NAMED = 3
"""Documents that a reason names; more are counted."""


def unread_in(document: Document, figures: int) -> str | None:
    """Why not all of the document's figures were read, of which so many were; None where all were."""
    if figures >= MOST_FIGURES:
        return f"figures beyond the first {MOST_FIGURES:,}"
    return LANGUAGE if not figures and not is_english(document.text) else None


def not_in_english(documents: Iterable[Document]) -> int:
    """How many of some documents without figures have none because of their language."""
    return sum(unread_in(document, 0) == LANGUAGE for document in documents)


def unread_reasons(documents: Iterable[Document], stated: Mapping[DocumentId, Sequence[Figure]]) -> list[str]:
    """A reason for all documents that share it, each named: "not checked: language (bruecke.txt is not in English)"."""
    found: dict[str, list[str]] = {}
    for document in documents:
        reason = unread_in(document, len(stated.get(document.id, ())))
        if reason is not None:
            found.setdefault(reason, []).append(document.id)
    return [f"not checked: {reason} ({_said(reason, names)})" for reason, names in sorted(found.items())]


def _said(reason: str, names: Sequence[str]) -> str:
    if reason == LANGUAGE:
        return f"{named(names)} {'is' if len(names) == 1 else 'are'} not in English"
    return f"of {named(names)}"


def named(names: Sequence[str]) -> str:
    """The first of some documents, and how many more there are: "a.txt, b.txt, c.txt and 4 more"."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def with_unread(checked: Checked, reasons: Sequence[str]) -> Checked:
    """The check with these reasons why it is not complete beside its own."""
    if not reasons:
        return checked
    known = [checked.reason] if checked.reason else []
    return replace(checked, complete=False, reason="; ".join([*known, *reasons]))
