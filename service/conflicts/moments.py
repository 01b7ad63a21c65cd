"""Values that move through the day: the hour that a sentence gives, and the words that say it is of now."""

import re
from dataclasses import replace

from corpus.caching import cached_sentence
from corpus.documents import Document
from service.conflicts.constructions import before, landmark_of
from service.conflicts.differing import Difference
from service.conflicts.grouping import Pair
from service.conflicts.markets import of_other_moments
from service.conflicts.stated import heads_of
from service.conflicts.templates import sentence_of

_CLOCK = re.compile(r"(?i)\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\b")
_PART_OF_DAY = re.compile(
    r"(?i)\b(?:early|late|this|mid-?)?\s*(morning|noon|midday|afternoon|evening|night|midnight)\b"
)
_RUNNING = re.compile(
    r"""(?ix)\b(?:
        as\ of | so\ far | to\ date | currently | at\ this\ (?:point|time) | until\ now
      | by\ (?:late\ |early\ |mid-?)?(?:\w+day|noon|midnight|\d\d?(?:\ ?[ap]\.?m|:\d)) | late\ \w+day
      | (?:expected|likely|sure)\ to\ (?:rise|grow|climb|increase|keep) | more\ (?:are|is)\ expected
    )\b"""
)
_BY_THE_HOUR = Difference("change_over_time", "a price that moves by the hour", 0.8)
_OF_HOURS = Difference("change_over_time", "the figures hold for different hours", 0.9)
_WENT_ON = Difference("change_over_time", "the count went on between the documents", 0.85)
TIMELESS = frozenset({"one measure, one time, two values", "one measure, two values, no sign of different times"})
_OF_DOCUMENTS = "the documents are of different dates"
_STAYS = Difference("contradiction", "one measure that stays as it is, two values", 0.9)
_LIES = re.compile(r"(?i)\b(?:lies?|lying|located|situated|sits|stands|based)\b")
_LASTED = re.compile(r"(?i)-(?:second|minute|hour|day|night)$")


def timed(pair: Pair, documents: tuple[Document, Document]) -> Pair:
    """The pair with its type as the hours bear it that the two sentences give, or that prices move by."""
    found = pair.difference
    if found is None or found.rule not in TIMELESS | {_OF_DOCUMENTS, "revision"}:
        return pair
    first, second = (sentence_of(*side) for side in zip((pair.first, pair.second), documents, strict=True))
    if found.type == "change_over_time" and stays(pair, documents):
        return replace(pair, difference=_STAYS)
    if found.rule == _OF_DOCUMENTS:
        return replace(pair, difference=_WENT_ON) if is_running(first) or is_running(second) else pair
    ours, theirs = moment_in(first), moment_in(second)
    if found.rule in TIMELESS and ours and theirs and ours != theirs:
        return replace(pair, difference=_OF_HOURS)
    copied = found.rule == "revision"
    if found.type == "contradiction" and of_other_moments(pair.first, pair.second, documents, told=copied):
        return replace(pair, difference=_BY_THE_HOUR)
    return pair


def stays(pair: Pair, documents: tuple[Document, Document]) -> bool:
    """Whether what is measured is no longer another on the next day: how far from a place something lies, how long an
    event took ("the 75-minute speech").
    """
    figures = (pair.first, pair.second)
    if all(_LASTED.search(figure.text) for figure in figures):
        return bool(heads_of(pair.first) & heads_of(pair.second))
    sides = list(zip(figures, documents, strict=True))
    return all(landmark_of(*side) for side in sides) and any(_LIES.search(before(*side)) for side in sides)


@cached_sentence
def moment_in(sentence: str) -> str | None:
    """The time of day that a sentence gives: minutes behind midnight, or the part of the day; None for none or two."""
    found = {_minutes(match) for match in _CLOCK.finditer(sentence)}
    found = found or {match[1].lower() for match in _PART_OF_DAY.finditer(sentence)}
    return found.pop() if len(found) == 1 else None


def _minutes(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02d}:{match['minute'] or '00'}"


@cached_sentence
def is_running(sentence: str) -> bool:
    """Whether a sentence says that what it counts is not done."""
    return bool(_RUNNING.search(sentence))
