"""Who or what a document tells of, by the names of its title, and whether a value is said to be theirs."""

import re

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.names import plain_words
from corpus.figures.words import CLOSED, GENERIC
from service.conflicts.subjects import READ, name_parts, subject_of
from service.remembering import remembered

_TITLE_WORD = re.compile(r"[^\W\d_][\w’'&.-]*\w")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
_NOUNS = (
    "company group firm bank airline retailer carmaker automaker concern corporation unit maker producer manufacturer "
    "insurer operator country government agency issue offering notes bonds debentures loan bid deal contract project"
).split()
_STANDING_FOR = re.compile(rf"\b(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Ww]e|[Oo]ur|[Tt]he (?:\w+ )?(?:{'|'.join(_NOUNS)}))\b")
"""What stands for the document's topic where no other name comes before it in the sentence."""


_ENDS = frozenset(".!?\"”’'")
OPENING = 40
"""Characters of a text within which what it tells of is named first."""


@remembered(lambda document: 1_000 + 40 * len(document.title.value if document.title else ""))
def topic_of(document: Document) -> frozenset[str]:
    """The names of a document's title, as `name_parts` writes them, that its text writes with a capital only."""
    if not document.title:
        return frozenset()
    text = _prose_of(document)
    written = name_parts(tuple(_CAPITALISED.findall(text)))
    plain = plain_words(text)
    words = (word for word in _TITLE_WORD.findall(document.title.value) if word[:1].isupper())
    parts = name_parts(tuple(words))
    return frozenset(part for part in parts & written if part not in plain | CLOSED | GENERIC)


def of_other_topics(first: Document, second: Document) -> bool:
    """Whether either title names somebody of whom the other document does not know."""
    one, other = topic_of(first), topic_of(second)
    return bool(one - subject_of(second).mentioned) and bool(other - subject_of(first).mentioned)


def of_own_topics(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two values are each said to be of what its document tells of, of which the other does not know."""
    one, other = documents
    if not of_other_topics(one, other):
        return False
    nameless_too = of_other_openings(one, other)
    ours = _said_of_topic(first, one, nameless_too=nameless_too)
    theirs = _said_of_topic(second, other, nameless_too=nameless_too)
    return bool(ours - subject_of(other).mentioned) and bool(theirs - subject_of(one).mentioned)


@remembered(lambda _: 1_000)
def _opening_of(document: Document) -> frozenset[str]:
    """The names of the topic with which the text begins: "Norland Bank said ..." under "Norland Bank's profit up"."""
    return topic_of(document) & name_parts(tuple(_CAPITALISED.findall(_prose_of(document), 0, OPENING)))


def _prose_of(document: Document) -> str:
    """The text without headings: its lines that end as sentences do."""
    return "\n".join(line for line in document.text[:READ].split("\n") if line.rstrip()[-1:] in _ENDS)


def of_other_openings(first: Document, second: Document) -> bool:
    """Whether each text begins with what its title names, of which the other does not know."""
    one, other = _opening_of(first), _opening_of(second)
    return bool(one - subject_of(second).mentioned) and bool(other - subject_of(first).mentioned)


def _said_of_topic(figure: Figure, document: Document, *, nameless_too: bool) -> frozenset[str]:
    """The names of the topic that a value's sentence says it of: by name, by what stands for them, or, where
    `nameless_too`, by naming nobody else.
    """
    topic = topic_of(document)
    named = topic & name_parts(figure.names)
    if named:
        return named
    before = document.text[figure.sentence_start : figure.value.start]
    return topic if (nameless_too and not figure.names) or _STANDING_FOR.search(before) else frozenset()
