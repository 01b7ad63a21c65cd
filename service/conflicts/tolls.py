"""The dead and wounded of incidents: news names several in one report, each with a toll of its own."""

import re

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import measure_of
from corpus.figures.words import stem
from service.conflicts.grouping import Pair
from service.conflicts.intervals import size_of_difference
from service.conflicts.reports import unknown_names
from service.conflicts.stated import CLOSE, heads_of
from service.conflicts.subjects import name_parts
from service.conflicts.templates import sentence_of

Texts = tuple[Document, Document]

_HARMED = frozenset(stem(word) for word in "killed killing wounded wounding injured injuring died dies dead".split())
_CASUALTIES = frozenset(measure_of(word) for word in _HARMED)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_EARLIER = re.compile(
    rf"""(?ix)\b(?:
        last\ (?:year|month|week|summer|spring|autumn|fall|winter|{_MONTHS})
      | (?:in|since)\ (?:early\ |late\ |mid-?\ ?)?(?:{_MONTHS}|\d{{4}})\b | since\b
      | (?:a|one|two|three|four|five|six|\d+)\ (?:day|week|month|year)s?\ (?:after|ago|earlier|before)
      | previous(?:ly)? | earlier\ (?:this|in) | (?:{_MONTHS})\.?\ \d{{1,2}},\ \d{{4}}
    )"""
)
"""What dates an incident that a report only recalls."""
_SEVERAL = re.compile(
    r"(?i)\b(?:attacks|bombings|strikes|airstrikes|raids|clashes|blasts|explosions|operations|offensive|war|conflict|"
    r"campaign|series|accidents|fighting|in all|in total|since)\b"
)
"""What a toll of more than one incident is said to be of."""
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_RUNNING = re.compile(
    r"(?i)\b(?:toll|tally|recorded|rose|risen|rises|climbed|reached|stood|stands|by \w+day|confirmed|so far)\b"
)
"""What a toll is said to be that goes on: its sentence tells when it was counted, not when people died."""
_NEARLY = 1 / 3
"""How far, as a share of the larger, the tolls of one incident may be apart that one report calls several."""


def of_other_incidents(pair: Pair, texts: Texts) -> bool:
    """Whether two tolls are of different incidents, by when, where and how many their sentences say there were."""
    figures = (pair.first, pair.second)
    if not all(_is_toll(figure) for figure in figures):
        return False
    one, other = (sentence_of(*side) for side in zip(figures, texts, strict=True))
    if _somewhere_else(pair, texts):
        return True
    if _RUNNING.search(one) or _RUNNING.search(other):
        return False
    several = bool(_SEVERAL.search(one)) != bool(_SEVERAL.search(other))
    return (
        bool(_EARLIER.search(one)) != bool(_EARLIER.search(other))
        or _of_other_days(one, other)
        or (several and size_of_difference(*figures) > _NEARLY)
    )


def _is_toll(figure: Figure) -> bool:
    if figure.value.kind != "count":
        return False
    near = {term for term, far in figure.terms if far <= CLOSE}
    return bool(heads_of(figure) & _CASUALTIES) or figure.verb in _HARMED or bool(near & _HARMED)


def _of_other_days(one: str, other: str) -> bool:
    ours, theirs = set(_WEEKDAY.findall(one)), set(_WEEKDAY.findall(other))
    return bool(ours and theirs) and not ours & theirs


def _somewhere_else(pair: Pair, texts: Texts) -> bool:
    """Whether two sentences share no name, and either has one that the other report does not know."""
    if name_parts(pair.first.names) & name_parts(pair.second.names):
        return False
    return bool(unknown_names(pair.first, texts[1]) or unknown_names(pair.second, texts[0]))
