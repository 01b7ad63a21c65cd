"""What the sentences themselves say of a pair, beyond the words that a figure keeps: gates, and how sure it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, event_of
from service.conflicts.bearers import other_bearer, other_doer, scoped_alone
from service.conflicts.constructions import (
    dates_a_saying,
    dates_a_state,
    is_age_bracket,
    is_background,
    is_negated,
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
    """Whether a copied sentence gives its date in the same words: only the days it was published on differ."""
    copied = pair.difference is not None and pair.difference.rule == "revision"
    return copied and pair.first.text.lower() == pair.second.text.lower()


def _other_landmark(pair: Pair, texts: Texts) -> bool:
    one, other = landmark_of(pair.first, texts[0]), landmark_of(pair.second, texts[1])
    return bool(one and other) and not one & other


def _other_page(pair: Pair, texts: Texts) -> bool:
    return pair.difference is not None and is_of_other_page(pair.first, pair.second, texts)


_OF_ALL: dict[str, Gate] = {"no sentence": _either(_no_sentence)}
_OF_DATES: dict[str, Gate] = {
    "the date of saying it": _either(dates_a_saying),
    "one of the days of a state": _either(dates_a_state),
    "one weekday, read from two days": _same_words,
    "another bearer of the name": lambda pair, _: other_bearer(pair.first, pair.second),
}
_OF_ORDINALS: dict[str, Gate] = {
    "another quality that ranks": lambda pair, _: rank_of(pair.first) != rank_of(pair.second),
}
_OF_AMOUNTS: dict[str, Gate] = {
    "the same page about another thing": _other_page,
    "an age that says who is meant": _either(is_age_bracket),
    "said not to be": _either(is_negated),
    "measured from another place": _other_landmark,
    "another doer": lambda pair, texts: other_doer(pair.first, pair.second, texts),
}
_GATES = {"date": _OF_DATES, "open date": _OF_DATES, "ordinal": _OF_ORDINALS, "previous": {}, "age": {}}
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
