"""Values that move through the day: the hour that a sentence gives, and the words that say it is of now."""

import re
from dataclasses import replace

from corpus.caching import cached_sentence
from service.conflicts.differing import Difference
from service.conflicts.grouping import Pair

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
_TRADING = re.compile(
    r"""(?ix)\b(?:
        (?:closed|opened|ended|finished|settled|quoted|traded|trading|fixed|bid|offered)\ (?:\w+\ ){0,2}at
      | at\ the\ (?:close|open|opening|fixing) | (?:early|late|active|quiet|light|thin|heavy)\ trading
      | (?:shares|stocks|futures|bonds|bills|credit\ markets|dollar|index|market)\ (?:\w+\ ){0,3}
        (?:opens?|opened|close[sd]?|end(?:s|ed)|finish(?:es|ed)|firm(?:s|er)?|ease[sd]?|easier|higher|lower|mixed|steady)
      | mid-?session | mid-?morning | opening\ price | closing\ price
      | (?:shares|stocks?|index|futures|dollar|yen|sterling|crude|gold)\ (?:\w+\ ){0,3}
        (?:rose|fell|gained|lost|added|dropped|climbed|slipped|jumped|eased|firmed)
    )\b"""
)
"""What prices of markets are told with, in a sentence or the title over it."""
_SESSION = re.compile(
    r"(?i)\b(?:(?P<open>open(?:s|ed|ing)?|early)|(?P<mid>mid-?(?:session|morning|day|afternoon))|"
    r"(?P<close>close[sd]?|closing|end(?:s|ed)|finish(?:ed|es)?|settled?|late))\b"
)
_BY_THE_HOUR = Difference("change_over_time", "a price that moves by the hour", 0.8)
_OF_HOURS = Difference("change_over_time", "the figures hold for different hours", 0.9)
_WENT_ON = Difference("change_over_time", "the count went on between the documents", 0.85)
_TIMELESS = frozenset({"one measure, one time, two values", "one measure, two values, no sign of different times"})
_OF_DOCUMENTS = "the documents are of different dates"


def timed(pair: Pair, first: str, second: str, titles: tuple[str, str] = ("", "")) -> Pair:
    """The pair with its type as the hours bear it that the two sentences give, and the titles over them."""
    found = pair.difference
    if found is None:
        return pair
    headed = (f"{titles[0]}. {first}", f"{titles[1]}. {second}")
    if found.rule == "revision" and found.type == "contradiction" and _is_of_a_day(pair) and _of_two_sessions(*headed):
        return replace(pair, difference=_BY_THE_HOUR)
    if found.rule not in _TIMELESS | {_OF_DOCUMENTS}:
        return pair
    if found.rule == _OF_DOCUMENTS:
        return replace(pair, difference=_WENT_ON) if is_running(first) or is_running(second) else pair
    ours, theirs = moment_in(first), moment_in(second)
    if ours and theirs and ours != theirs:
        return replace(pair, difference=_OF_HOURS)
    if _is_of_a_day(pair) and _moves_by_the_hour(*headed):
        return replace(pair, difference=_BY_THE_HOUR)
    return pair


def _is_of_a_day(pair: Pair) -> bool:
    """Whether neither value is said to be of more than a day, as a year's trade is."""
    scopes = [figure.holds for figure in (pair.first, pair.second) if figure.holds]
    return all(scope.basis == "document" or scope.start == scope.end for scope in scopes)


def _moves_by_the_hour(first: str, second: str) -> bool:
    """Whether both texts tell prices of a market, and not of one and the same part of its day."""
    if not (_TRADING.search(first) and _TRADING.search(second)):
        return False
    one, other = session_in(first), session_in(second)
    return one is None or one != other


def _of_two_sessions(first: str, second: str) -> bool:
    """Whether the texts tell prices of two parts of a market's day."""
    return _moves_by_the_hour(first, second) and None not in {session_in(first), session_in(second)}


@cached_sentence
def session_in(text: str) -> str | None:
    """The part of a market's day that a text tells of: "open", "mid" or "close"; None for none or several."""
    found = {match.lastgroup for match in _SESSION.finditer(text)}
    return found.pop() if len(found) == 1 else None


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
