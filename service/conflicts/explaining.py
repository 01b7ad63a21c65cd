"""Why two sides differ, in plain words; no side is ever preferred."""

from datetime import date

from corpus.documents import Document
from corpus.figures.figure import Figure, TimeScope
from corpus.figures.words import stem, words_of
from service.conflicts.dates import at, origin_of, written
from service.conflicts.differing import restriction
from service.conflicts.grouping import Conflict, SidePair
from service.conflicts.phrases import Documents
from service.conflicts.stated import series_of

_CONTRADICTIONS = {
    "one event, two dates": "The texts give one event two dates, and both cannot hold",
    "one event planned, two dates": "The texts plan one event for two dates, and both cannot hold",
    "one event, two dates for the one before": "The texts differ on when it last happened before, and both cannot hold",
    "one event counted differently": "The texts count one event differently, and both cannot hold",
    "one event, told differently": "The texts speak of one occasion and tell it differently, and both cannot hold",
    "one person, two ages": "The texts give one person two ages, further apart than their dates explain",
    "one amount in two currencies": "The texts give one number in two currencies, and both cannot hold",
    "one occasion, two values": "The texts report one occasion, and both values cannot hold",
    "revision": "One sentence stands in both texts with two values, as a revised report does",
}
"""What each rule of a contradiction says; the rules of two values at one time are said with the time."""
_SAME_TIME = "Nothing in the texts sets the two values at different times, and both cannot hold"
_CHANGES = {
    "the figures hold for different times": "The values are for different times",
    "the documents are of different dates": (
        "The texts do not say for when the values hold, but are themselves of different dates"
    ),
    "plans of different dates": "The plans are of different dates, and the later may have replaced the earlier",
    "revision": "One sentence stands in both texts with two values, as a report revised in the meantime does",
}
_MODALITY = {"actual": "an outcome", "forecast": "a forecast", "plan": "a plan", "target": "a target"}
_DATES = frozenset({"date", "open date"})


def difference_text(conflict: Conflict) -> str:
    """The two values that the gravest pair sets against each other, as written."""
    a, b = (_one_line(figure.text) for figure in _gravest(conflict))
    return f"{a} against {b}"


def explanation_of(conflict: Conflict, documents: Documents) -> str:
    """One or two sentences on the gravest pair: what kind of difference it is, and what in the texts says so."""
    pair = conflict.gravest
    a, b = _gravest(conflict)
    return f"{_writer(pair)(_Told(a, documents[a.document]), _Told(b, documents[b.document]), pair.difference.rule)}."


def _gravest(conflict: Conflict) -> tuple[Figure, Figure]:
    pair = conflict.gravest
    return conflict.sides[pair.a][0], conflict.sides[pair.b][0]
