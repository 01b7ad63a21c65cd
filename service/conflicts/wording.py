"""What the sentences themselves say of a pair, beyond the words that a figure keeps: gates, and how sure it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, event_of
from corpus.figures.words import stem
from service.conflicts.bearers import other_bearer, other_doer, scoped_alone
from service.conflicts.constructions import (
    dates_a_saying,
    dates_a_state,
    is_age_bracket,
    is_background,
    is_negated,
    is_of_a_group,
    is_rough,
    landmark_of,
    rank_of,
)
from service.conflicts.grouping import Pair
from service.conflicts.moments import timed
from service.conflicts.stated import series_of
from service.conflicts.templates import is_furniture, is_of_other_page, sentence_of

Texts = tuple[Document, Document]
Gate = Callable[[Pair, Texts], bool]

_DATES = frozenset({"date", "open date"})
_WORD = re.compile(r"[^\W\d_]+")
SCOPED_ALONE = 0.75
"""What a difference is worth where only one side says of which place it is."""
PICKED_ALONE = 0.75
"""What one is worth where only one side is the most or least of several."""
OF_A_BACKGROUND = 0.6
"""What one of dates is worth whose event is only what led to something else, which the date is of."""
A_PLACE_IN_LINE = 0.6
"""What one of ordinals is worth that count no known kind of event: a first dose and a third one are no conflict."""


def as_worded(pairs: Iterable[Pair], documents: Mapping[DocumentId, Document]) -> Iterator[Pair]:
    """The pairs that their sentences bear out, their differences as sure as the sentences make them."""
    for pair in pairs:
        texts = (documents[pair.first.document], documents[pair.second.document])
        if unlike(pair, texts) is None:
            yield _tempered(pair, texts)


def unlike(pair: Pair, texts: Texts) -> str | None:
    """Why two figures state no one measure, by the wording of their sentences; None where nothing says so."""
    series = series_of(pair.first)
    gates = _OF_ALL | _GATES.get(series or "", _OF_AMOUNTS)
    return next((name for name, gate in gates.items() if gate(pair, texts)), None)


def _either(says: Callable[[Figure, Document], bool]) -> Gate:
    def gate(pair: Pair, texts: Texts) -> bool:
        return says(pair.first, texts[0]) or says(pair.second, texts[1])

    return gate


def _no_sentence(figure: Figure, document: Document) -> bool:
    return is_furniture(sentence_of(figure, document))


def _same_words(pair: Pair, _: Texts) -> bool:
    """Whether both sides give the day in the same words ("Wednesday") behind the same verb, or in a copied sentence:
    only the days on which they were published differ, and pages live on under the day they were first published.
    """
    first, second = pair.first, pair.second
    if pair.difference is None or first.text.lower() != second.text.lower():
        return False
    return pair.difference.rule == "revision" or (first.verb is not None and first.verb == second.verb)


def _other_landmark(pair: Pair, texts: Texts) -> bool:
    one, other = landmark_of(pair.first, texts[0]), landmark_of(pair.second, texts[1])
    return bool(one and other) and not one & other


def _other_page(pair: Pair, texts: Texts) -> bool:
    return pair.difference is not None and is_of_other_page(pair.first, pair.second, texts)


def _ranks(pair: Pair, texts: Texts) -> frozenset[str]:
    return frozenset((rank_of(pair.first, texts[0]), rank_of(pair.second, texts[1])))


def _parts_of_a_whole(pair: Pair, _: Texts) -> bool:
    """Whether two dates are of something that lasts, and tell what it did by different verbs or by none."""
    if pair.first.event not in _LASTING:
        return False
    return pair.first.verb is None or pair.first.verb != pair.second.verb


_LASTING = frozenset(EVENTS[stem(word)] for word in "storm fire flood".split())
"""Events of many days, in each of which something else happens."""
_OF_ALL: dict[str, Gate] = {"no sentence": _either(_no_sentence)}
_OF_DATES: dict[str, Gate] = {
    "the date of saying it": _either(dates_a_saying),
    "one of the days of a state": _either(dates_a_state),
    "another day of what lasts": _parts_of_a_whole,
    "one weekday, read from two days": _same_words,
    "no day of its own": _either(is_rough),
    "another bearer of the name": lambda pair, _: other_bearer(pair.first, pair.second),
}
_OF_ORDINALS: dict[str, Gate] = {
    "another quality that ranks": lambda pair, texts: len(_ranks(pair, texts)) == 2,
}
_OF_AGES: dict[str, Gate] = {"the ages of a group": _either(is_of_a_group)}
_OF_AMOUNTS: dict[str, Gate] = {
    "the same page about another thing": _other_page,
    "an age that says who is meant": _either(is_age_bracket),
    "said not to be": _either(is_negated),
    "another quality that ranks": lambda pair, texts: len(_ranks(pair, texts) - {""}) == 2,
    "measured from another place": _other_landmark,
    "another doer": lambda pair, texts: other_doer(pair.first, pair.second, texts),
}
_GATES = {"date": _OF_DATES, "open date": _OF_DATES, "ordinal": _OF_ORDINALS, "previous": {}, "age": _OF_AGES}
"""For each series its own; all others are amounts."""


def _tempered(pair: Pair, texts: Texts) -> Pair:
    """The pair, its difference less sure where a sentence leaves open what its value is of."""
    series = series_of(pair.first)
    if pair.difference is None:
        return pair
    if series in _DATES:
        return _less_sure(pair, OF_A_BACKGROUND) if _either(_dates_the_outcome)(pair, texts) else pair
    if series == "ordinal":
        return _less_sure(pair, 1.0 if pair.first.event in EVENTS.values() else A_PLACE_IN_LINE)
    if len(_ranks(pair, texts)) == 2:
        pair = _less_sure(pair, PICKED_ALONE)
    if scoped_alone(pair.first, pair.second, texts):
        pair = _less_sure(pair, SCOPED_ALONE)
    return timed(pair, *(sentence_of(*side) for side in zip((pair.first, pair.second), texts, strict=True)))


def _less_sure(pair: Pair, factor: float) -> Pair:
    assert pair.difference is not None
    return replace(pair, difference=replace(pair.difference, certainty=pair.difference.certainty * factor))


def _dates_the_outcome(figure: Figure, document: Document) -> bool:
    """Whether a date's event is named only as what led to something: "flights cancelled Friday due to the storm"."""
    sentence = sentence_of(figure, document)
    named = [word for word in _WORD.finditer(sentence) if event_of(word.group().lower()) == figure.event]
    return bool(named) and all(is_background(word, sentence) for word in named)
