"""Sentences that state nothing to compare by themselves: tables, lists of links, credits, and pages of one template."""

import re

from corpus.caching import cached_sentence
from corpus.documents import Document
from corpus.figures.figure import Figure
from service.conflicts.subjects import name_parts
from service.remembering import remembered

_TOKEN = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_CELLS = re.compile(r"\s[|•·►▪]\s|\t|\s{3,}")
_CREDIT = re.compile(
    r"(?i)\b(?:getty images|via getty|photo(?:graph)? by|image credit|courtesy of|file photo|all rights reserved)\b|©"
)
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]+")
TABULAR = 1 / 3
"""The share of a sentence's words that begin with a digit from which on it is a row of a table."""
_FEWEST_WORDS = 4
"""Words that a row must have to be known again."""
FEWEST = 4
"""Words that begin with a digit: a short sentence may hold fewer and yet be one."""
_MOST_CELLS = 3
_AROUND = 70
"""Code points on either side of a value that show whether it stands in a table: a row may run on into a sentence."""


def sentence_of(figure: Figure, document: Document) -> str:
    """The sentence that states a figure."""
    return document.text[figure.sentence_start : figure.sentence_end]


@cached_sentence
def is_furniture(sentence: str) -> bool:
    """Whether a sentence is a row of a table, a list of links or a credit: its figures belong to what stands around."""
    words = _TOKEN.findall(sentence)
    numbers = sum(word[0].isdigit() for word in words)
    if numbers >= FEWEST and numbers >= TABULAR * len(words):
        return True
    return len(_CELLS.findall(sentence)) >= _MOST_CELLS or bool(_CREDIT.search(sentence))


def around(figure: Figure, document: Document) -> str:
    """What stands near a figure in its sentence, in whole words."""
    start = max(figure.sentence_start, figure.value.start - _AROUND)
    end = min(figure.sentence_end, figure.value.end + _AROUND)
    return document.text[start:end].strip()


def is_of_one_page(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two figures stand in one row of pages that differ in values only, under titles of one thing: a page and
    its other version, whose tables are as good as sentences.
    """
    one, other = documents
    skeleton = _skeleton(sentence_of(first, one))
    if len(skeleton) < _FEWEST_WORDS or skeleton != _skeleton(sentence_of(second, other)):
        return False
    return not _only_in(one, other) and not _only_in(other, one)


def is_of_other_page(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two figures of one template stand under titles that name different things.

    Sentences that are equal but for their values are of one template; its scope stands only in the title. The titles
    name different things where each holds a name that the other document does not know.
    """
    one, other = documents
    if _skeleton(sentence_of(first, one)) != _skeleton(sentence_of(second, other)):
        return False
    return bool(_only_in(one, other)) and bool(_only_in(other, one))


def _skeleton(sentence: str) -> tuple[str, ...]:
    """The sentence's words without those that hold digits."""
    return tuple(word.lower() for word in _TOKEN.findall(sentence) if not _DIGIT.search(word))


def _only_in(document: Document, other: Document) -> frozenset[str]:
    """The names of a document's title that the other document does not mention."""
    return _names_of_title(document) - _mentioned(other)


@remembered(lambda document: 1_000 + 40 * len(document.title.value if document.title else ""))
def _names_of_title(document: Document) -> frozenset[str]:
    return name_parts(tuple(_CAPITALISED.findall(document.title.value))) if document.title else frozenset()


@remembered(lambda document: 1_000 + 16 * len(document.text))
def _mentioned(document: Document) -> frozenset[str]:
    return _names_of_title(document) | name_parts(tuple(re.findall(r"\w[\w’'-]*", document.text)))
