"""Why two values differ that look like a contradiction, where the sentences themselves say it."""

import re
from dataclasses import replace

from corpus.documents import Document
from corpus.figures.figure import Figure
from service.conflicts.constructions import before
from service.conflicts.differing import Difference
from service.conflicts.grouping import Pair
from service.conflicts.moments import TIMELESS
from service.conflicts.stated import series_of

Texts = tuple[Document, Document]

_DATES = frozenset({"date", "open date"})
_SAYS_CHANGED = re.compile(
    r"(?i)\b(?:raised|increased|lifted|sweetened|amended|improved|cut|lowered|reduced|revised|boosted|upped)\b"
    r"[^.;]{0,60}\bto (?:about |around |some )?$"
)
_REVISABLE = (
    r"(?: [\w-]+){0,2} (?:orders?|bans?|plans?|bills?|laws?|drafts?|offers?|proposals?|versions?|contracts?|estimates?|"
    r"deals?|measures?|lists?|rules?|budgets?|forecasts?|decrees?)\b"
)
"""What has a first version and a new one."""
_FIRST = re.compile(rf"\b(?:original|initial|prior|previous|earlier|old|first){_REVISABLE}")
_NEW = re.compile(rf"\b(?:new|newly revised|revised|amended|updated|rewritten|replacement|second){_REVISABLE}")
_WINDOW = re.compile(
    r"(?i)\b(?:in|over|during|within) (?:a |the )?(?:span of )?(?:past |last |space of )?(?:(\w+) )?"
    r"(hour|day|week|month|year)s?\b"
)
_COUNTED = re.compile(
    r"(?i) of (?:the |all )?(?:votes?|ballots|precincts|polling stations|results) (?:\w+ )?(?:counted|tallied|in)\b"
)
_CHANGED = Difference("change_over_time", "one side says that it was changed", 0.8)
_REVISED = Difference("change_over_time", "a first version and a new one", 0.9)
_TWO_VERSIONS = Difference("different_occurrence", "events at different dates", 0.9)
_COUNTING = Difference("change_over_time", "the count went on between the documents", 0.9)
_OF_WINDOWS = Difference("different_scope", "one side is for a part of the other's time", 0.8)


def reconciled(pair: Pair, texts: Texts) -> Pair:
    """The pair, its contradiction typed anew where the two sentences say why their values differ."""
    found = pair.difference
    if found is None or found.type != "contradiction":
        return pair
    reason = _reason(pair, texts, timeless=found.rule in TIMELESS)
    return replace(pair, difference=reason) if reason else pair


def _reason(pair: Pair, texts: Texts, *, timeless: bool) -> Difference | None:
    sides = list(zip((pair.first, pair.second), texts, strict=True))
    is_date = series_of(pair.first) in _DATES
    if {version_of(*side) for side in sides} == {"first", "new"}:
        return _TWO_VERSIONS if is_date else _REVISED
    if all(is_of_a_count(*side) for side in sides):
        return _COUNTING
    if not timeless or is_date:
        return None
    if len({is_changed(*side) for side in sides}) > 1:
        return _CHANGED
    windows = {window_of(*side) for side in sides}
    return _OF_WINDOWS if len(windows) > 1 and "" not in windows else None


def is_changed(figure: Figure, document: Document) -> bool:
    """Whether somebody is said to have changed an amount to what it is: "raised its offer to 48"."""
    return bool(_SAYS_CHANGED.search(before(figure, document)))


def version_of(figure: Figure, document: Document) -> str:
    """Whether a value is of the "first" or of the "new" version of something: "the revised order names six countries",
    "the original one named seven"; empty where the words before it say neither or both.
    """
    head = before(figure, document)
    said = [name for name, words in (("first", _FIRST), ("new", _NEW)) if words.search(head)]
    return said[0] if len(said) == 1 else ""


def window_of(figure: Figure, document: Document) -> str:
    """The stretch of time in which a sentence says that something was counted, in its words: "three day" of "in a span
    of three days", "week" of "in the past week"; empty where it says none, or several.
    """
    sentence = document.text[figure.sentence_start : figure.sentence_end]
    found = {" ".join(part for part in match.groups() if part).lower() for match in _WINDOW.finditer(sentence)}
    return found.pop() if len(found) == 1 else ""


def is_of_a_count(figure: Figure, document: Document) -> bool:
    """Whether a share is that of a count of votes which goes on: "with 94% of votes counted"."""
    return figure.value.kind == "percent" and bool(_COUNTED.match(document.text, figure.value.end, figure.sentence_end))
