"""Who or what a document tells of, by the names of its title, and whether a value is said to be theirs."""

import re

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.names import plain_words
from corpus.figures.words import CLOSED, GENERIC
from service.conflicts.bearers import owner_of
from service.conflicts.subjects import READ, name_parts, subject_of
from service.remembering import remembered

_TITLE_WORD = re.compile(r"[^\W\d_][\w’'&.-]*\w")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
_NOUNS = (
    "company group firm bank airline retailer carmaker automaker concern corporation unit maker producer manufacturer "
    "insurer operator country government agency issue offering notes bonds debentures certificates loan bid deal "
    "contract project"
).split()
_STANDING_FOR = re.compile(rf"\b(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Ww]e|[Oo]ur|[Tt]he (?:[\w-]+ )?(?:{'|'.join(_NOUNS)}))\b")
"""What stands for the document's topic where no other name comes before it in the sentence."""


_OPENING = re.compile(
    r"(?:The )?((?:[A-Z][\w’'&.-]*)(?: (?:of |and |du |de |des |& )?[A-Z][\w’'&.-]*)+|[A-Z]\w*[A-Z]\w*)"
)
"""Two words with capitals or more, or one that has several: a single one may only begin its sentence."""
_FORMS = frozenset(
    "bank corp co inc ltd plc nv ag sa group company holdings international national finance financial industries "
    "trust".split()
)
"""What the names of two firms may share."""
_LONGEST = 80
_ENDS = frozenset(".!?\"”’'")


@remembered(lambda document: 1_000 + 40 * len(document.title.value if document.title else ""))
def topic_of(document: Document) -> frozenset[str]:
    """The names of a document's title, and the one its text begins with, as `name_parts` writes them, that its running
    text never writes small.
    """
    text = _prose_of(document)
    written = name_parts(tuple(_CAPITALISED.findall(text)))
    plain = plain_words(text)
    title = document.title.value if document.title else ""
    words = (word for word in _TITLE_WORD.findall(title) if word[:1].isupper())
    parts = (name_parts(tuple(words)) & written) | opening_of(document)
    return frozenset(part for part in parts if part not in plain | CLOSED | GENERIC)


def of_other_topics(first: Document, second: Document) -> bool:
    """Whether each tells of somebody of whom the other does not know, and both of nobody."""
    one, other = topic_of(first), topic_of(second)
    if (one & other) - _FORMS:
        return False
    return bool(one - subject_of(second).mentioned) and bool(other - subject_of(first).mentioned)


def of_own_topics(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two values are each said to be of what its document tells of, of which the other does not know."""
    one, other = documents
    if not of_other_topics(one, other):
        return False
    shared = (name_parts(first.names) & name_parts(second.names)) - _FORMS
    unowned_too = not shared and of_other_openings(one, other)
    ours = _said_of_topic(first, one, unowned_too=unowned_too)
    theirs = _said_of_topic(second, other, unowned_too=unowned_too)
    return bool(ours - subject_of(other).mentioned) and bool(theirs - subject_of(one).mentioned)


@remembered(lambda _: 1_000)
def opening_of(document: Document) -> frozenset[str]:
    """The name with which the running text begins, in parts: "Norland Bank said ...", "The Bank of Ness is ..."."""
    found = _OPENING.match(_prose_of(document)[:_LONGEST])
    return name_parts((found[1],)) - CLOSED if found else frozenset()


def of_other_openings(first: Document, second: Document) -> bool:
    """Whether each text begins with somebody of whom the other does not know."""
    one, other = opening_of(first), opening_of(second)
    return bool(one - subject_of(second).mentioned) and bool(other - subject_of(first).mentioned)


def _prose_of(document: Document) -> str:
    """The text without headings: its lines that end as sentences do."""
    return "\n".join(line for line in document.text[:READ].split("\n") if line.rstrip()[-1:] in _ENDS)


def _said_of_topic(figure: Figure, document: Document, *, unowned_too: bool) -> frozenset[str]:
    """The names of the topic that a value's sentence says it of: by name, by what stands for them, or, where
    `unowned_too`, by naming no other owner.
    """
    topic = topic_of(document)
    named = topic & name_parts(figure.names)
    if named:
        return named
    before = document.text[figure.sentence_start : figure.value.start]
    unowned = unowned_too and not owner_of(figure, document)
    return topic if unowned or _STANDING_FOR.search(before) else frozenset()
