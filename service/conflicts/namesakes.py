"""Two documents of one name: whether they are about one thing or about two."""

from collections.abc import Set as AbstractSet
from weakref import WeakKeyDictionary

from corpus.figures.figure import Figure
from corpus.figures.words import stem
from service.conflicts.differing import Difference
from service.conflicts.stated import Stated
from service.conflicts.subjects import NAMESAKES, Subject

TWO_THINGS = Difference("different_scope", "two things of one name", 0.9)

_COPIED = 1.6
"""What it is worth if all of the shorter text's runs of three words stand in the other."""
_NUMBERS = 1.3
"""What three numbers in common are worth."""
_NAMES = 0.5
_AROUND = 0.6
_QUALIFIED = 2.0
"""What is taken away by words of both names and their qualifiers that the other document does not hold at all."""
_ONE_THING = 0.7
"""The worth from which on two documents are of one thing."""
_UNKNOWN = 0.4
"""The share assumed in common where a document has nothing to go by."""
_FEW = 3
_PLACES = {
    stem(word): stem(line.split()[0])
    for line in (
        "city town village municipality",
        "township",
        "county",
        "cdp",
        "district subdivision",
        "province",
        "state",
    )
    for word in line.split()
}
"""Nouns for a place that people live in, each with its kind; towns are cities and villages to some."""
_SHORT = 40
"""Words in which a document says too little of what it is about."""
_told: WeakKeyDictionary[Subject, WeakKeyDictionary[Subject, bool]] = WeakKeyDictionary()
"""Of which two it is known, as long as both documents are remembered."""


def two_things(first: Subject, second: Subject) -> bool:
    """Whether two documents that each describe a thing describe two: neither tells news, and they agree in too little.

    Of one thing, independent descriptions share names, numbers and wording, copies nearly all.
    """
    of_first = _told.get(first)
    if of_first is None or len(of_first) >= NAMESAKES:
        of_first = _told[first] = WeakKeyDictionary()
    told = of_first.get(second)
    if told is None:
        told = of_first[second] = _are_two(first, second)
    return told


def _are_two(first: Subject, second: Subject) -> bool:
    """`two_things`, worked out."""
    if any(subject.is_report or len(subject.runs) < _SHORT for subject in (first, second)):
        return False
    described = first.profile.name or second.profile.name or first.is_reference or second.is_reference
    return bool(described) and _worth(first, second) < _ONE_THING


def _worth(first: Subject, second: Subject) -> float:
    """How much speaks for one thing."""
    shared = len(first.numbers & second.numbers)
    return (
        _COPIED * _contained(first.runs, second.runs)
        + _NUMBERS * min(shared, 3) / 3
        + _NAMES * _names_in_common(first, second)
        + _AROUND * _surroundings(first, second)
        - _QUALIFIED * _qualified_apart(first, second)
    )


def _contained(first: AbstractSet[object], second: AbstractSet[object]) -> float:
    """What the two have in common, as a share of the smaller."""
    return len(first & second) / max(1, min(len(first), len(second)))


def _names_in_common(first: Subject, second: Subject) -> float:
    """The share of names in common besides the name itself."""
    own = (first.profile.name & second.profile.name) or (first.profile.name | second.profile.name)
    a, b = first.named - own, second.named - own
    return _contained(a, b) if min(len(a), len(b)) >= _FEW else _UNKNOWN


def _surroundings(first: Subject, second: Subject) -> float:
    """The share of the names by which the one says what it is that the other holds."""
    shares = [
        len(one.profile.around & other.words) / len(one.profile.around)
        for one, other in ((first, second), (second, first))
        if one.profile.around
    ]
    return sum(shares) / len(shares) if shares else _UNKNOWN


def _qualified_apart(first: Subject, second: Subject) -> bool:
    """Whether either name has a word, in it or behind it, that the other document does not hold at all."""
    a, b = (subject.profile.name | subject.profile.qualifiers for subject in (first, second))
    return bool(a - second.words) and bool(b - first.words)


def of_two_kinds(first: Figure, second: Figure) -> bool:
    """Whether two sentences are of places of two kinds: people "in the city" and "in the township"."""
    a, b = _kinds_of_place(first), _kinds_of_place(second)
    return bool(a and b) and not a & b


def _kinds_of_place(figure: Figure) -> frozenset[str]:
    return frozenset(_PLACES[term] for term, _ in figure.terms if term in _PLACES)


def told_of_two(first: Stated, second: Stated) -> bool:
    """Whether two figures are of two things by what their documents, works of reference, or their sentences say."""
    one, other = first.subject, second.subject
    if two_things(one, other):
        return True
    return one.is_reference and other.is_reference and of_two_kinds(first.figure, second.figure)
