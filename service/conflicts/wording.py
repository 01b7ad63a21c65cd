"""What the sentences themselves say of a pair, beyond the words that a figure keeps: the gates that need their text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS
from corpus.figures.words import stem
from service.conflicts.bearers import (
    of_one_person,
    other_bearer,
    other_doer,
    other_owner,
    other_person,
    with_one_partner,
)
from service.conflicts.constructions import (
    ages_of,
    dates_a_page,
    dates_a_saying,
    dates_a_state,
    is_a_definition,
    is_a_population,
    is_age_bracket,
    is_at_an_age,
    is_converted,
    is_joint,
    is_negated,
    is_of_a_group,
    is_of_a_part,
    is_of_one_alone,
    is_one_of_a_list,
    is_rough,
    is_supposed,
    landmark_of,
    names_an_occurrence,
    quoted_name_of,
    rank_of,
)
from service.conflicts.grouping import Pair
from service.conflicts.intervals import CONVERSION, size_of_difference
from service.conflicts.moments import timed
from service.conflicts.reconciling import reconciled
from service.conflicts.reports import (
    KNOWN_BY_AGENT,
    are_of_other_precision,
    are_reports,
    are_two_days,
    counts_something_else,
    is_a_window,
    is_of_another_act,
    is_told_in_passing,
    names_somebody_else,
)
from service.conflicts.stated import series_of
from service.conflicts.surroundings import shared_words, surroundings_of
from service.conflicts.templates import around, is_furniture, is_of_one_page, is_of_other_page, sentence_of
from service.conflicts.tolls import of_other_incidents
from service.conflicts.topics import of_own_topics

Texts = tuple[Document, Document]
Gate = Callable[[Pair, Texts], bool]

_DATES = frozenset({"date", "open date"})


def as_worded(pairs: Iterable[Pair], documents: Mapping[DocumentId, Document]) -> Iterator[Pair]:
    """The pairs that their sentences bear out, typed by the hours that the sentences give."""
    for pair in pairs:
        texts = (documents[pair.first.document], documents[pair.second.document])
        if unlike(pair, texts) is None:
            yield reconciled(timed(pair, texts), texts)


def unlike(pair: Pair, texts: Texts) -> str | None:
    """Why two figures state no one measure, by the wording of their sentences; None where nothing says so."""
    series = series_of(pair.first) or ""
    gates = _OF_ALL | _GATES.get(series, _OF_AMOUNTS)
    if pair.difference is not None and are_reports(texts):
        gates = gates | _NEWS.get(series, _NEWS_OF_AMOUNTS)
    return next((name for name, gate in gates.items() if gate(pair, texts)), None)


def _either(says: Callable[[Figure, Document], bool]) -> Gate:
    def gate(pair: Pair, texts: Texts) -> bool:
        return says(pair.first, texts[0]) or says(pair.second, texts[1])

    return gate


def _alone(pair: Pair, texts: Texts, says: Callable[[Figure, Document], bool]) -> bool:
    """Whether just one of two figures is of a construction."""
    return says(pair.first, texts[0]) != says(pair.second, texts[1])


def _same_converted(pair: Pair, texts: Texts) -> bool:
    """Whether two sums differ by no more than the rates at which one of them may have been converted."""
    converted = is_converted(pair.first, texts[0]) or is_converted(pair.second, texts[1])
    return converted and size_of_difference(pair.first, pair.second) <= CONVERSION


def _roughly_one(pair: Pair, _: Texts) -> bool:
    """Whether one stretch of time is only "a month" or "a year", and the other not half as long again nor less than
    half of it.
    """
    if pair.first.value.kind != "duration" or size_of_difference(pair.first, pair.second) > _HALF:
        return False
    return any(_ONE.fullmatch(figure.text) for figure in (pair.first, pair.second))


_ONE = re.compile(r"(?i)an? (?:week|month|year|decade|century)")
_HALF = 0.5


def _weeks_apart(pair: Pair, _: Texts) -> bool:
    """Whether one date is only so many weeks ago, and the other no more than half a week from it."""
    low, other = pair.first.value.low, pair.second.value.low
    if not isinstance(low, date) or not isinstance(other, date):
        return False
    in_weeks = any(_WEEKS_AGO.search(figure.text) for figure in (pair.first, pair.second))
    return in_weeks and 0 < abs((low - other).days) <= _HALF_A_WEEK


_WEEKS_AGO = re.compile(r"(?i)\bweeks? ago$")
_HALF_A_WEEK = 4


def _complements(pair: Pair, texts: Texts) -> bool:
    """Whether two percentages make up a hundred, and one sentence states the other side's too: "by 62% to 38%"."""
    sides = list(zip((pair.first, pair.second), texts, strict=True))
    shares = [figure.value.low for figure, _ in sides if figure.value.kind == "percent"]
    if sum(share for share in shares if isinstance(share, float)) != _WHOLE:
        return False
    stated = [set(_NUMBER.findall(sentence_of(*side))) for side in sides]
    return any({f"{share:g}" for share in shares} <= numbers for numbers in stated)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WHOLE = 100.0


def _other_name(pair: Pair, texts: Texts) -> bool:
    """Whether what is measured has a name in quotation marks on both sides, and not the same one."""
    one, other = quoted_name_of(pair.first, texts[0]), quoted_name_of(pair.second, texts[1])
    return bool(one and other) and one != other


def _no_sentence(pair: Pair, texts: Texts) -> bool:
    """Whether either stands in a table or a list, of which the other is not only another version."""
    furniture = is_furniture(around(pair.first, texts[0])) or is_furniture(around(pair.second, texts[1]))
    return furniture and not is_of_one_page(pair.first, pair.second, texts)


def _same_words(pair: Pair, _: Texts) -> bool:
    """Whether both sides give the day in the same words, relative to the day they were published on ("Wednesday"):
    only those days differ, and pages live on under the day of their first version.
    """
    bases = {pair.first.value.year_basis, pair.second.value.year_basis}
    return pair.difference is not None and pair.first.text.lower() == pair.second.text.lower() and "stated" not in bases


def _other_landmark(pair: Pair, texts: Texts) -> bool:
    one, other = landmark_of(pair.first, texts[0]), landmark_of(pair.second, texts[1])
    return bool(one and other) and not one & other


def _somewhere_else(pair: Pair, texts: Texts) -> bool:
    """Whether two distances from a place tell where different things are: no word in front of them is the same."""
    if not all(landmark_of(figure, text) for figure, text in zip((pair.first, pair.second), texts, strict=True)):
        return False
    one, other = (surroundings_of(figure, text) for figure, text in zip((pair.first, pair.second), texts, strict=True))
    return not shared_words(one.before, other.before)


def _other_ages(pair: Pair, texts: Texts) -> bool:
    """Whether the sentences speak of people of ages that have none in common."""
    one, other = ages_of(pair.first, texts[0]), ages_of(pair.second, texts[1])
    return bool(one and other) and all(a[1] < b[0] or b[1] < a[0] for a in one for b in other)


def _other_page(pair: Pair, texts: Texts) -> bool:
    return pair.difference is not None and is_of_other_page(pair.first, pair.second, texts)


def _ranks(pair: Pair, texts: Texts) -> frozenset[str]:
    return frozenset((rank_of(pair.first, texts[0]), rank_of(pair.second, texts[1])))


def _parts_of_a_whole(pair: Pair, _: Texts) -> bool:
    """Whether two dates are of something that lasts, and tell what it did by different verbs or by none."""
    if pair.first.event not in _LASTING:
        return False
    return pair.first.verb is None or pair.first.verb != pair.second.verb


_FAMILIES = frozenset(EVENTS.values())
_LASTING = frozenset(EVENTS[stem(word)] for word in "storm fire flood".split())
"""Events of many days, in each of which something else happens."""
_OF_ALL: dict[str, Gate] = {"no sentence": _no_sentence, "of what did not happen": _either(is_supposed)}
_OF_DATES: dict[str, Gate] = {
    "the date of saying it": _either(dates_a_saying),
    "the date of a page": _either(dates_a_page),
    "one of the days of a state": _either(dates_a_state),
    "another day of what lasts": _parts_of_a_whole,
    "one weekday, read from two days": _same_words,
    "no day of its own": _either(is_rough),
    "a day told in weeks": _weeks_apart,
    "another bearer of the name": lambda pair, _: other_bearer(pair.first, pair.second),
}
_NEWS_OF_DATES: dict[str, Gate] = {
    "of somebody else": names_somebody_else,
    "when something else was done": _either(is_of_another_act),
    "two days of one story": are_two_days,
    "a day of the news, a year of its background": are_of_other_precision,
    "told in passing": is_told_in_passing,
}
_NEWS_OF_OPEN_DATES = {**_NEWS_OF_DATES, "since when something was counted": _either(is_a_window)}
_OF_ORDINALS: dict[str, Gate] = {
    "each names one of a series": lambda pair, texts: all(map(names_an_occurrence, (pair.first, pair.second), texts)),
    "another quality that ranks": lambda pair, texts: len(_ranks(pair, texts)) == 2,
}


def _other_thing_first(pair: Pair, _: Texts) -> bool:
    """Whether two "first since" are the first of different things: a first win since 2004, a first goal since 2011."""
    one, other = ({term for term, far in figure.terms if far <= _CLOSE} for figure in (pair.first, pair.second))
    return bool(one and other) and pair.first.event != pair.second.event and not one & other


_CLOSE = 4
"""Words within which a "first" says of what it is one."""
_OF_PREVIOUS: dict[str, Gate] = {"the first of something else": _other_thing_first}
_OF_AGES: dict[str, Gate] = {
    "the ages of a group": _either(is_of_a_group),
    "the age at which something was done": lambda pair, texts: _alone(pair, texts, is_at_an_age),
    "another person's age": lambda pair, texts: other_person(pair.first, pair.second, texts),
}
_OF_AMOUNTS: dict[str, Gate] = {
    "the same page about another thing": _other_page,
    "an age that says who is meant": _either(is_age_bracket),
    "said not to be": _either(is_negated),
    "another quality that ranks": lambda pair, texts: len(_ranks(pair, texts) - {""}) == 2,
    "named otherwise": _other_name,
    "the whole of a part": lambda pair, texts: _alone(pair, texts, is_of_a_part),
    "one sum at two rates of exchange": _same_converted,
    "a stretch told roughly": _roughly_one,
    "a definition": _either(is_a_definition),
    "of people of other ages": _other_ages,
    "measured from another place": _other_landmark,
    "where something else is": _somewhere_else,
    "another doer": lambda pair, texts: other_doer(pair.first, pair.second, texts),
    "another owner": lambda pair, texts: other_owner(pair.first, pair.second, texts),
    "with one partner only": lambda pair, texts: with_one_partner(pair.first, pair.second, texts),
    "of several things together": lambda pair, texts: _alone(pair, texts, is_joint),
    "of one of them alone": lambda pair, texts: _alone(pair, texts, is_of_one_alone),
    "the inhabitants of a place": lambda pair, texts: _alone(pair, texts, is_a_population),
    "one side of a vote and the other": _complements,
    "listed with its like": lambda pair, texts: _alone(pair, texts, is_one_of_a_list),
    "each of its document's topic": lambda pair, texts: of_own_topics(pair.first, pair.second, texts),
}
_NEWS_OF_AMOUNTS: dict[str, Gate] = {
    "something else counted": counts_something_else,
    "the toll of another incident": of_other_incidents,
}
_GATES = {"date": _OF_DATES, "open date": _OF_DATES, "ordinal": _OF_ORDINALS, "previous": _OF_PREVIOUS, "age": _OF_AGES}
"""For each series its own; all others are amounts."""
_NEWS_OF_ORDINALS: dict[str, Gate] = {
    "a place in a line": lambda pair, _: not {pair.first.event, pair.second.event} & _FAMILIES,
    "one of a series by its number": lambda pair, texts: (
        not {pair.first.event, pair.second.event} & KNOWN_BY_AGENT
        and any(map(names_an_occurrence, (pair.first, pair.second), texts))
    ),
    "told in passing": is_told_in_passing,
}
_NEWS_OF_AGES: dict[str, Gate] = {
    "the ages of two people": lambda pair, texts: not of_one_person(pair.first, pair.second, texts)
}
_NEWS: dict[str, dict[str, Gate]] = {
    "date": _NEWS_OF_DATES,
    "open date": _NEWS_OF_OPEN_DATES,
    "ordinal": _NEWS_OF_ORDINALS,
    "previous": {"told in passing": is_told_in_passing},
    "age": _NEWS_OF_AGES,
}
"""For each series what keeps two reports' figures apart that differ; where they agree, they may be of one thing."""
