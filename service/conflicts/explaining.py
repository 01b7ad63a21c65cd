"""Why two sides differ, in plain words; no side is ever preferred."""

from itertools import product

from corpus.figures.figure import Figure
from service.answer import ConflictType
from service.conflicts.differing import Difference, difference, restriction
from service.conflicts.grouping import BROUGHT_TOGETHER, GRAVITY, Conflict
from service.conflicts.namesakes import TWO_THINGS
from service.conflicts.phrases import Documents
from service.conflicts.reconciling import ASKED_FOR_ALONE, OF_A_MEAN, OF_ONE_PARTNER
from service.conflicts.telling import Told, one_line

_CONTRADICTIONS = {
    "one event, two dates": "The texts give one event two dates, and they cannot both hold",
    "one event planned, two dates": "The texts plan one event for two dates, and they cannot both hold",
    "one event, two dates for the one before": (
        "The texts differ on when it last happened before, and they cannot both hold"
    ),
    "one event counted differently": "The texts count one event differently, and they cannot both hold",
    "one event, told differently": "The texts speak of one occasion and tell it differently, and they cannot both hold",
    "one person, two ages": "The texts give one person two ages, further apart than the dates of the texts explain",
    "one amount in two currencies": "The texts give one number in two currencies, and they cannot both hold",
    "one measure that stays as it is, two values": (
        "The texts are of different dates, but what they measure stays as it is, and the two values cannot both hold"
    ),
    "revision": "The texts put one value in the place of the other",
    "one occasion, two values": "The texts report one occasion, and the two values cannot both hold",
}
"""What each rule of a contradiction says; the rules of two values at one time are said with the time."""
_SAME_TIME = "Nothing in the texts sets the two values at different times, and they cannot both hold"
_APART = "The values are for different times"
_CHANGES = {
    "the documents are of different dates": (
        "The texts do not say for when the values hold, but are themselves of different dates"
    ),
    "the count went on between the documents": "The texts are of different dates, and what they count goes on",
    "the figures hold for different hours": "The texts give the values for different hours",
    "told while it went on": "What the texts tell was going on as they were written, and they do not name one hour",
    "a price that moves by the hour": "Prices of a market move by the hour, and the texts do not name one moment",
    "a first version and a new one": "One text gives the value of a first version, the other that of a new one",
    "one side says that it was changed": "One text says that somebody changed it to this value",
    "plans of different dates": "The plans are of different dates, and the later may have replaced the earlier",
}
_OCCURRENCES = {
    "events at different dates, each with its own one before": (
        "The texts speak of events at different dates, each with another one before it"
    ),
    "events at different dates, counted each in its turn": (
        "The texts speak of events at different dates, each counted in its turn"
    ),
}
_SCOPES = {
    BROUGHT_TOGETHER.rule: (
        "The two are of different things, and stand together because a third source has a value for either"
    ),
    TWO_THINGS.rule: "The texts agree in hardly anything else, as descriptions of two things do that go by one name",
    OF_A_MEAN.rule: "One value is a mean, the other is not",
    ASKED_FOR_ALONE.rule: "One text gives what somebody asked for or proposed, the other does not say so of its value",
    OF_ONE_PARTNER.rule: "Only one text says with whom, and the other may count more",
}
_REVISION = "In all else the two sentences are nearly the same, as in a report and a revised version of it."
_MODALITY = {"actual": "a fact", "forecast": "a forecast", "plan": "a plan", "target": "a target"}


def difference_text(conflict: Conflict) -> str:
    """The two values that the gravest pair sets against each other, as written."""
    pair = conflict.gravest
    return " against ".join(one_line(conflict.sides[number][0].text) for number in (pair.a, pair.b))


def explanation_of(conflict: Conflict, documents: Documents) -> str:
    """What kind of difference the gravest pair is and what in the texts says so; then how the other sides differ."""
    return " ".join([_of_gravest(conflict, documents), *_of_others(conflict)])


def _of_gravest(conflict: Conflict, documents: Documents) -> str:
    found = conflict.gravest.difference
    first, second = _differing(conflict)
    a, b = Told(first, documents[first.document]), Told(second, documents[second.document])
    if found.rule != "revision":
        return _sentence(a, b, found)
    unlike = difference(first, second)
    behind = unlike if unlike and unlike.type == found.type else found
    return f"{_sentence(a, b, behind)} {_REVISION}"


_BESIDES: dict[ConflictType, str] = {
    "contradiction": "cannot hold beside one of them either",
    "different_scope": "is of another scope",
    "different_occurrence": "is of another occurrence",
    "change_over_time": "is for another time",
}


def _of_others(conflict: Conflict) -> list[str]:
    """A sentence for each side beyond the gravest pair: how it differs from these two, at its gravest."""
    told = {conflict.gravest.a, conflict.gravest.b}
    sentences = []
    for number in range(len(conflict.sides)):
        towards = [pair for pair in conflict.pairs if number in {pair.a, pair.b} and {pair.a, pair.b} & told]
        if number not in told and towards:
            kind = min((pair.difference.type for pair in towards), key=GRAVITY.__getitem__)
            sentences.append(f"“{one_line(conflict.sides[number][0].text)}” {_BESIDES[kind]}.")
    return sentences


def _sentence(a: Told, b: Told, found: Difference) -> str:
    if found.type == "contradiction":
        return _contradiction(a, b, found.rule)
    if found.type == "change_over_time":
        return f"{_CHANGES.get(found.rule, _APART)}: {a.quoted} {a.time}, {b.quoted} {b.time}."
    if found.type == "different_occurrence":
        return _occurrence(a, b, found.rule)
    return _scope(a, b, found.rule)


def _differing(conflict: Conflict) -> tuple[Figure, Figure]:
    """Of the gravest pair's sides the first two figures that differ by its rule; else the first of each."""
    pair = conflict.gravest
    sides = conflict.sides[pair.a], conflict.sides[pair.b]
    for one, other in product(*sides):
        found = difference(one, other) if one.document != other.document else None
        if found and (found.type, found.rule) == (pair.difference.type, pair.difference.rule):
            return one, other
    return sides[0][0], sides[1][0]


def _contradiction(a: Told, b: Told, rule: str) -> str:
    if rule in _CONTRADICTIONS:
        return f"{_CONTRADICTIONS[rule]}: {a.dated} and {b.dated}."
    if rule != "one measure, one time, two values":
        return f"{_SAME_TIME}: {a.quoted} and {b.quoted}."
    if a.period and a.period == b.period:
        return (
            f"Both values are for {a.period}, and they cannot both hold: {a.quoted}{a.origin} and {b.quoted}{b.origin}."
        )
    return f"{_one_time(a, b)}: {a.quoted} {a.time}, {b.quoted} {b.time}."


def _one_time(a: Told, b: Told) -> str:
    """Why two values whose times are not the same to the letter are taken for values of one time."""
    unsaid = [side.figure.holds is None or side.figure.holds.basis == "document" for side in (a, b)]
    if not any(unsaid):
        return "The times of the two values overlap, and they cannot both hold"
    who = "Neither text says for certain" if all(unsaid) else "One text does not say for certain"
    return f"{who} for when its value holds; taken for one time, they cannot both hold"


def _occurrence(a: Told, b: Told, rule: str) -> str:
    if rule in _OCCURRENCES:
        return f"{_OCCURRENCES[rule]}: {a.quoted} is said of one {a.occasion}, {b.quoted} of one {b.occasion}."
    return f"The dates lie too far apart for one event: {a.dated} and {b.dated}."


def _scope(a: Told, b: Told, rule: str) -> str:
    if rule in _SCOPES:
        return f"{_SCOPES[rule]}: {a.quoted} and {b.quoted}."
    if restricting := restriction(a.figure, b.figure):
        return _restricted(a, b, restricting)
    if (a.figure.modality == "actual") != (b.figure.modality == "actual"):
        of_kinds = (f"{side.quoted} is stated as {_MODALITY[side.figure.modality]} {side.time}" for side in (a, b))
        return f"A forecast or plan stands against an outcome: {', '.join(of_kinds)}."
    return f"One value is for a part of the time that the other is for: {a.quoted} {a.time}, {b.quoted} {b.time}."


def _restricted(a: Told, b: Told, restricting: frozenset[str]) -> str:
    """Which words make one side count a part of what the other counts, or both sides a part of their own."""
    limits = [(side, side.words(restricting)) for side in (a, b)]
    said = [f"{side.quoted} is limited by {' and '.join(words)}" for side, words in limits if words]
    free = [side.quoted for side, words in limits if not words]
    if len(said) == 1:
        return f"One side counts only a part of what the other counts: {said[0]}, {free[0]} is not."
    return f"The sides count different parts of one thing: {', '.join(said) or f'{a.quoted} and {b.quoted}'}."
