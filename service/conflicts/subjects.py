"""What a document is about, as far as comparing figures needs it: the names of its title, its lead and its text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.documents import Document
from corpus.figures.names import names_in
from corpus.figures.vocabulary import nation_of
from corpus.figures.words import bare, words_of

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]+")
LEAD = 400
"""Characters of the text that count as its lead."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Name parts in lower case, and families of content words, of a document's title and lead."""

    names: frozenset[str]
    mentioned: frozenset[str]
    """Every capitalised word of the whole text, as `name_parts` writes it."""
    guessed_year: bool
    """Whether the document's year is inferred: it may be one off."""


def name_parts(names: tuple[str, ...]) -> frozenset[str]:
    """The single words of names, lower case, nations by their names: "Russian-Azerbaijani" gives russia, azerbaijan."""
    return frozenset(
        nation_of(part) for name in names for word in name.split() for part in bare(word).split("-") if len(part) > 1
    )


@lru_cache(maxsize=4096)
def subject_of(document: Document) -> Subject:
    """The document's subject."""
    head = f"{document.title.value if document.title else ''}\n{document.text[:LEAD]}"
    words = words_of(head, 0, len(head))
    names = name_parts(tuple(name.text for name in names_in(words)))
    mentioned = name_parts(tuple(_CAPITALISED.findall(document.text)))
    guessed = document.published is not None and document.published.basis == "inferred"
    return Subject(names, mentioned, guessed)
