"""Why two values differ that look like a contradiction, where the sentences themselves say it."""

import re
from dataclasses import replace
from datetime import timedelta

from corpus.documents import Document
from corpus.figures.figure import Figure
from service.conflicts.bearers import partner_alone
from service.conflicts.constructions import CONJUNCTION, before, is_averaged
from service.conflicts.differing import Difference
from service.conflicts.grouping import Pair
from service.conflicts.moments import TIMELESS, is_running, moment_in
from service.conflicts.reports import are_reports
from service.conflicts.stated import series_of
from service.conflicts.templates import sentence_of

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
_ASKED_FOR = re.compile(
    r"(?i)\b(?:propos(?:es|ed|ing)|seeks?|seeking|sought|(?:request|recommend|demand)(?:s|ed|ing)|call(?:s|ed|ing) for|"
    r"ask(?:s|ed|ing)? (?:[\w’'-]+ ){0,4}(?:to|for))\b(?P<wish>[^.;:,]{0,120})$"
)
_A_SEASON = timedelta(days=93)
"""The longest stretch of time that a report tells as news, and not as history: a quarter."""
OF_A_MEAN = Difference("different_scope", "a mean and a single value", 0.8)
OF_ONE_PARTNER = Difference("different_scope", "one side is with one partner only", 0.8)
ASKED_FOR_ALONE = Difference("different_scope", "one side is only asked for", 0.85)
_OF_OTHER_TIMES = Difference("change_over_time", "the figures hold for different times", 0.8)
_GOING_ON = Difference("change_over_time", "told while it went on", 0.8)
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
    if len({is_asked_for(*side) for side in sides}) > 1:
        return ASKED_FOR_ALONE
    if partner_alone(pair.first, pair.second, texts):
        return OF_ONE_PARTNER
    if are_reports(texts) and (of_news := _reason_of_news(pair, texts)):
        return of_news
    windows = {window_of(*side) for side in sides}
    return _OF_WINDOWS if len(windows) > 1 and "" not in windows else None


def _reason_of_news(pair: Pair, texts: Texts) -> Difference | None:
    """Why two reports may give two values of one day: one gives a mean, or looks back, or tells what still went on."""
    if is_averaged(pair.first, texts[0]) != is_averaged(pair.second, texts[1]):
        return OF_A_MEAN
    if is_past(pair.first, pair.second) or is_past(pair.second, pair.first):
        return _OF_OTHER_TIMES
    sentences = [sentence_of(*side) for side in zip((pair.first, pair.second), texts, strict=True)]
    on_the_hour = all(moment_in(sentence) for sentence in sentences)
    return _GOING_ON if not on_the_hour and any(is_running(sentence) for sentence in sentences) else None


def is_changed(figure: Figure, document: Document) -> bool:
    """Whether somebody is said to have changed an amount to what it is: "raised its offer to 48"."""
    return bool(_SAYS_CHANGED.search(before(figure, document)))


def is_asked_for(figure: Figure, document: Document) -> bool:
    """Whether somebody only wants it so: "proposed a freeze of six months", "asked the judge for 30 years"."""
    asked = _ASKED_FOR.search(before(figure, document))
    return asked is not None and not CONJUNCTION.search(asked["wish"])


def is_past(figure: Figure, other: Figure) -> bool:
    """Whether a report gives a value for a short time that was over ("two months ago") when the other was published,
    whose own is undated and so that of its day.
    """
    then, now = figure.holds, other.holds
    if then is None or now is None or (then.basis, now.basis) != ("resolved", "document"):
        return False
    if then.start is None or then.end is None or now.start is None:
        return False
    return then.end < now.start and then.end - then.start <= _A_SEASON


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
