"""What a document is about, as far as comparing figures needs it: its names, how it opens, the words it is made of."""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents import Document
from corpus.figures.names import names_in
from corpus.figures.vocabulary import PEOPLES, nation_of
from corpus.figures.words import CLOSED, GENERIC, Word, bare, words_of
from service.conflicts.profiles import Profile, profile_of
from service.remembering import remembered

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]+")
_NEWS = re.compile(
    r"\b(?:said|says|told|announced|reported|yesterday|today|tonight|tomorrow|(?:last|this|next) week"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
"""What hardly any report does without and a work of reference hardly ever writes."""
_REFERENCE = re.compile(r"\[ ?(?:\d{1,3}|edit) ?\]|\b(?:ISBN|[Cc]ensus|coordinates?|Retrieved)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d.,]*\d")
_SENTENCE_MARKS = frozenset('.!?:;“"[]|•')
LEAD = 400
"""Characters of the text that count as its lead."""
READ = 20_000
"""Characters of the text that its words and numbers are taken from."""
NAMESAKES = 64
"""Others of which it is remembered whether they are of the same thing."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Subject:
    """Name parts in lower case, and families of content words, of a document's title and lead."""

    names: frozenset[str]
    mentioned: frozenset[str]
    """Every capitalised word of the whole text, as `name_parts` writes it."""
    guessed_year: bool
    """Whether the document's year is inferred: it may be one off."""
    is_report: bool
    """Whether it tells news: of many things, not of one."""
    is_reference: bool
    """Whether it bears the marks of an encyclopaedia or a register: numbered references, a census."""
    profile: Profile
    words: frozenset[str]
    """Every word, lower case."""
    runs: frozenset[tuple[str, str, str]]
    """Every three words in a row."""
    named: frozenset[str]
    """The words with a capital where a plain word has none."""
    numbers: frozenset[str]
    """The numbers of three digits or more, without commas."""


def _size(document: Document) -> int:
    """The bytes of its subject, at most, with what is remembered of its namesakes."""
    return 4_000 + 250 * NAMESAKES + 45 * min(len(document.text), READ) + 8 * len(document.text)


def name_parts(names: tuple[str, ...]) -> frozenset[str]:
    """The single words of names, lower case, nations by their names: "Russian-Azerbaijani" gives russia, azerbaijan."""
    return frozenset(
        nation_of(part) for name in names for word in name.split() for part in bare(word).split("-") if len(part) > 1
    )


@remembered(_size)
def subject_of(document: Document) -> Subject:
    """The document's subject."""
    head = f"{document.title.value if document.title else ''}\n{document.text[:LEAD]}"
    words = words_of(head, 0, len(head))
    names = name_parts(tuple(name.text for name in names_in(words) if not _is_people(name.text)))
    mentioned = name_parts(tuple(_CAPITALISED.findall(document.text)))
    text = document.text[:READ]
    letters = [word.lower() for word in _LETTERS.findall(text)]
    return Subject(
        names=names,
        mentioned=mentioned,
        guessed_year=document.published is not None and document.published.basis == "inferred",
        is_report=(document.published is not None and document.published.basis == "given") or bool(_NEWS.search(text)),
        is_reference=bool(_REFERENCE.search(text)),
        profile=profile_of(head.lstrip("\n")),
        words=frozenset(letters),
        runs=frozenset(zip(letters, letters[1:], letters[2:], strict=False)),
        named=_named(words_of(text, 0, len(text))),
        numbers=frozenset(number for found in _NUMBER.findall(text) if len(number := found.replace(",", "")) > 2),
    )


def _is_people(name: str) -> bool:
    """Whether a name is one that a census gives to a part of the people: "African American"."""
    return all(part.lower() in PEOPLES for part in name.split())


def _named(words: list[Word]) -> frozenset[str]:
    """The capitalised words that do not open a sentence, lower case, without those that any text may hold."""
    inside = (word for before, word in pairwise(words) if before.text not in _SENTENCE_MARKS)
    return frozenset(
        word.lower
        for word in inside
        if word.is_name and len(word.lower) > 1 and word.lower not in CLOSED and word.lower not in GENERIC
    )
