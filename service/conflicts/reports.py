"""What keeps two figures of news apart: a report tells of many things besides its own, most of them in passing.

Each rule was drawn from pairs of reports that readers judged (eval/judgements): of those that it kept apart at most one
in eight was of one measure. Works of reference, which tell of one thing only, are not held to any of them.
"""

import re

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, ONCE, ONCE_A_THING, nation_of
from corpus.figures.words import stem
from service.conflicts.grouping import Pair
from service.conflicts.likeness import COMMON_VERBS
from service.conflicts.stated import heads_of
from service.conflicts.subjects import name_parts, subject_of
from service.conflicts.surroundings import shared_terms

Texts = tuple[Document, Document]

_SETTING = COMMON_VERBS | {
    stem(word)
    for word in (
        "hold held set pay paid take took taken make scheduled due expected plan planned would will could "
        "start started begin began end ended host hosted attend attended during follow followed became become "
        "stepped set working morning evening"
    ).split()
}
"""Verbs that only say of an event that it takes place, and words of their shape that say how or when."""
_ACT = re.compile(r"^ (?:\w+ly )?(\w{3,}ed|said|told|made|gave|took|held|sent|wrote|spoke|saw|began|came|went|led)\b")
"""A verb right behind a day: "the minister on Monday rejected"."""
_ON = re.compile(r"[\w’'](?:,? on)? $")


def are_reports(texts: Texts) -> bool:
    """Whether both tell news."""
    return all(subject_of(text).is_report for text in texts)


def names_somebody_else(pair: Pair, texts: Texts) -> bool:
    """Whether each sentence names somebody or something of which the other report says nothing at all."""
    return bool(unknown_names(pair.first, texts[1]) and unknown_names(pair.second, texts[0]))


def unknown_names(figure: Figure, other: Document) -> frozenset[str]:
    """The names of a figure's sentence that a document does not hold; a nation's adjective is no name."""
    subject = subject_of(other)
    words = (word for name in figure.names for word in name.split() if nation_of(word) == word.lower())
    return name_parts(tuple(words)) - subject.mentioned - subject.words


def is_of_another_act(figure: Figure, document: Document) -> bool:
    """Whether a date says when something else was done than its event, which its sentence only mentions: "on Friday the
    judge issued an order on the travel ban".
    """
    if figure.verb not in _SETTING and _event_of(figure.verb or "") != figure.event:
        return True
    before = document.text[figure.sentence_start : figure.value.start]
    act = _ACT.match(document.text[figure.value.end : figure.sentence_end])
    return act is not None and bool(_ON.search(before)) and _event_of(stem(act[1])) != figure.event


def _event_of(stemmed: str) -> str:
    return EVENTS.get(stemmed, stemmed)


def are_of_other_precision(pair: Pair, _: Texts) -> bool:
    """Whether one date is a day, the other a year: what is told to the day is the news, the other its background."""
    return not _events(pair) & ONCE and {figure.value.precision for figure in _both(pair)} == {"day", "year"}


def is_told_in_passing(pair: Pair, _: Texts) -> bool:
    """Whether hardly a word of two dated sentences but names says that both are of one event, and no place does: of a
    visit, or of what befalls a thing once, it is enough that one person paid it, or that the thing is one.
    """
    events = _events(pair)
    if events & KNOWN_BY_AGENT or _same_place(pair):
        return False
    names = {stem(part) for figure in _both(pair) for name in figure.names for part in name.split()}
    told = [term for term in shared_terms(*_both(pair)) - names if _event_of(term) not in events]
    return len(told) < _TOLD


KNOWN_BY_AGENT = ONCE | ONCE_A_THING | {EVENTS[stem("visit")]}
_TOLD = 2
"""Words in common that make two dates one event's."""


def _events(pair: Pair) -> frozenset[str]:
    """The event of each side: mostly one, but talks may be of a visit."""
    return frozenset(figure.event for figure in _both(pair) if figure.event)


def _same_agent(pair: Pair) -> bool:
    return bool(name_parts(pair.first.agent) & name_parts(pair.second.agent))


def _same_place(pair: Pair) -> bool:
    return bool(set(pair.first.places) & set(pair.second.places))


def is_a_window(figure: Figure, _: Document) -> bool:
    """Whether a stretch of time only says since when something was counted, or was the most of its kind: "six attacks
    since Sunday", "the deadliest since 2014".
    """
    return _event_of(figure.verb or "") != figure.event


def are_two_days(pair: Pair, _: Texts) -> bool:
    """Whether both dates are days of the week, or reckoned from one: reports of a story tell what happened on each of
    its days, and do not mistake one for another. What one person did in one place may be dated twice all the same.
    """
    if _events(pair) & ONCE or (_same_agent(pair) and _same_place(pair)):
        return False
    return all(figure.value.year_basis == "resolved" and figure.value.precision == "day" for figure in _both(pair))


def counts_something_else(pair: Pair, _: Texts) -> bool:
    """Whether the nouns differ of two counts, or of what two percentages say went up or down, however near the one
    stands to the other's figure.
    """
    kind, changes = pair.first.value.kind, all(figure.role == "change_by" for figure in _both(pair))
    if not (kind == "count" or (kind == "percent" and changes)):
        return False
    ours, theirs = heads_of(pair.first), heads_of(pair.second)
    return bool(ours and theirs) and not ours & theirs


def _both(pair: Pair) -> tuple[Figure, Figure]:
    return pair.first, pair.second
