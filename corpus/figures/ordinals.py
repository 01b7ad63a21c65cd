"""The ordinals that place an event in its series: "his third trip", "the 21st summit", "the first since 2018"."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.figures.figure import Value
from corpus.figures.timetokens import CARDINALS, Tokens, tokens_of

_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
_ORDINAL = re.compile(r"[ro0h]")
_PHRASE = re.compile(r"(?:[aw13p#](?:[ -](?:A )?))+$")
_PHRASE_WIDTH = 24

_NAMED = frozenset(
    "street st avenue ave airborne division battalion brigade regiment infantry circuit district precinct ward corps "
    "fleet army amendment arrondissement armoured armored squadron lieutenant lady ladies minister reich republic "
    "estate world baptist deputy vice secretary gentleman family intifada temple commandment international bank "
    "column crusade punic empire".split()
)
"""What makes a proper name or a title of an ordinal before it: Fifth Avenue, First Lady, Third Reich."""
_SET_PHRASES = frozenset(
    "aid name names responder responders party parties hand handed nature thoughts guess guessed guessing string "
    "degree fiddle gentleman rail come served selectman mate".split()
)
_WITH_LADY = frozenset("lady ladies minister gentleman".split())
_BEFORE_UNIT = frozenset("one per each every half split a".split())
_AFTER_UNIT = frozenset(
    "later ago before after or and to of in that when earlier until as longer per from into".split()
)
_FRACTION_LEADS = frozenset("nearly almost about over than around by roughly only just some under fully".split())
_AFTER_FRACTION = frozenset(
    "of more less fewer higher lower from to in as off and or the larger smaller bigger cheaper faster slower below "
    "above".split()
)
_IRREGULAR_VERBS = frozenset(
    "came met began became went saw took made won got gave held rose ran said spoke told wrote found set put came "
    "broke brought built drew fell flew grew heard knew learned left led lost read sold spent stood swore thought "
    "visit visits meet meets try make went proposed".split()
)
_DETERMINERS = frozenset("the a an his her its their our my your this that s 's only very".split())
_SPELLED_TIMES = re.compile(r"^(?:-? ?(?:O (?:D )?)?[Mm5]\b|[- ] ?[qC]\b|[- ]H O| [TA] (?:D )?(?:e[ -])?[ro][- ][Cq])")
_LIST_MARKERS = frozenset("first second third fourth fifth".split())


def ordinals_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Value]:
    """Ordinals in text order: low and high are the number, the span is the ordinal's own words.

    Left out: what lies in the spans of `taken`, days and quarters, names ("Fifth Avenue", "Elizabeth the Second"),
    "first" as an adverb or a list marker, "second" as a unit of time, and fractions.
    """
    tokens = tokens_of(text)
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    values = []
    for found in _ORDINAL.finditer(tokens.codes):
        first, number = _whole(tokens, found.start())
        if number is None or not _orders(tokens, first, found.start()):
            continue
        start, end = tokens.starts[first], tokens.ends[found.start()]
        at = bisect_right(starts, end - 1)
        if at and spans[at - 1][1] > start:
            continue
        values.append(Value(start, end, start, end, kind="ordinal", low=float(number), high=float(number), step=1.0))
    return values


def _whole(tokens: Tokens, index: int) -> tuple[int, int | None]:
    """The first token of the ordinal that ends here, and its number: "one hundred and twenty-fifth"."""
    code, meaning = tokens.codes[index], tokens.meanings[index]
    if code in "o0":
        return index, meaning if isinstance(meaning, int) else None
    floor = max(0, index - _PHRASE_WIDTH)
    phrase = _PHRASE.search(tokens.codes, floor, index)
    words = [tokens.word(at) for at in range(phrase.start() if phrase else index, index + 1)]
    scaled = any(word in _SCALES for word in words)
    if phrase is None or not scaled:
        return (
            (index, _SCALES[tokens.word(index)])
            if code == "h"
            else (index, meaning if isinstance(meaning, int) else None)
        )
    if any(word in ("a", "an") for word in words[1:]) or (words[:2] == ["a", " "] and len(words) == 3):
        return index, None
    return phrase.start(), _reckoned(tokens, phrase.start(), index)


def _reckoned(tokens: Tokens, first: int, last: int) -> int | None:
    total = part = 0
    for index in range(first, last + 1):
        word, meaning = tokens.word(index), tokens.meanings[index]
        if word in ("hundred", "hundredth"):
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        elif isinstance(meaning, int):
            part += meaning
        elif tokens.codes[index] in "p#":
            return None
    return total + part


def _orders(tokens: Tokens, first: int, index: int) -> bool:
    """Whether the ordinal stands for a place in a series, and not for a day, a name, an adverb, a unit or a part."""
    before, after = _word_before(tokens, first), _word_after(tokens, index)
    rest = tokens.codes[index + 1 : index + 13]
    if _SPELLED_TIMES.match(rest) or tokens.codes[max(0, first - 3) : first].endswith(
        ("M ", "m ", "5 ", "V D ", "m. ", "M D ")
    ):
        return False
    if _is_name(tokens, first, before, after) or _is_adverb(tokens, first, before, after, rest):
        return False
    if tokens.codes[index] in "o0":
        return True
    if tokens.word(index) == "second" and _is_unit(tokens, first, before, after, rest):
        return False
    above_two = tokens.codes[index] == "r" and tokens.number(index) > 2
    return not (above_two and _is_fraction(tokens, first, before, after))


def _word_before(tokens: Tokens, index: int) -> str:
    """The word before, "" at the head of a sentence; signs other than a hyphen end the search."""
    at = index - 1
    while at >= 0 and tokens.codes[at] in " -":
        at -= 1
    return tokens.text[tokens.starts[at] : tokens.ends[at]] if at >= 0 and tokens.codes[at].isalnum() else ""


def _word_after(tokens: Tokens, index: int) -> str:
    at = index + 1
    while at < len(tokens.codes) and tokens.codes[at] in " -":
        at += 1
    found = at < len(tokens.codes) and tokens.codes[at].isalnum()
    return tokens.text[tokens.starts[at] : tokens.ends[at]] if found else ""


def _is_name(tokens: Tokens, first: int, before: str, after: str) -> bool:
    """Fifth Avenue, the First Lady, the first lady, Elizabeth the Second, the 101st Airborne."""
    if after.lower() in _WITH_LADY or after.lower() in _SET_PHRASES:
        return True
    if after[:1].isupper() and after.lower() in _NAMED:
        return True
    if not tokens.text[tokens.starts[first]].isupper():
        return False
    if after[:1].isupper() and before[:1].islower():
        return True
    regnal = first >= 4 and tokens.codes[first - 4 : first] == "Z D " and not after[:1].isupper()
    return regnal and tokens.codes[first] == "r"


def _is_adverb(tokens: Tokens, first: int, before: str, after: str, rest: str) -> bool:
    """As in "First, ...", "at first", "first of all", "first reported", "First published"."""
    word = tokens.word(first)
    led = before.lower()
    if word in _LIST_MARKERS and rest.startswith(",") and (not led or led in ("and", "but")):
        return True
    if rest[:1] in (")", ":") and not led:
        return True
    if word != "first":
        return after.lower() == "to" and _then_last(tokens, first)
    if led == "at" or after.lower() == "all" or rest.startswith(" O a") or (not after and not led):
        return True
    follows = after.lower()
    if follows in ("of", "and") and led not in _DETERMINERS:
        return _next_but_one(tokens, first) in ("all", "foremost")
    verbal = follows.endswith("ed") or follows in _IRREGULAR_VERBS
    return verbal and led not in _DETERMINERS and rest[:1] != "-"


def _next_but_one(tokens: Tokens, index: int) -> str:
    return tokens.word(index + 4) if index + 4 < len(tokens.codes) else ""


def _then_last(tokens: Tokens, index: int) -> bool:
    """As in "second to last", counted from the end, and "second to none"."""
    return _next_but_one(tokens, index) in ("last", "none")


def _is_unit(tokens: Tokens, first: int, before: str, after: str, rest: str) -> bool:
    """As in "one second", "a second later", "30-second", "per second"; not "a second term"."""
    led = before.lower()
    if led in _BEFORE_UNIT - {"a", "one"}:
        return True
    if led == "a":
        return not after or rest[:1] != " " or after.lower() in _AFTER_UNIT
    counted = tokens.codes[max(0, first - 2) : first]
    return (counted[:1] in ("w", "1", "3", "9", "#") and counted[1:] in (" ", "-")) or counted[1:] in (
        "1",
        "3",
        "9",
        "#",
    )


def _is_fraction(tokens: Tokens, first: int, before: str, after: str) -> bool:
    """As in "a third of", "one fifth", "nearly a quarter"; not "a third term"."""
    led = before.lower()
    if led in CARDINALS or (led.isdigit() and tokens.codes[first - 1 : first] in (" ", "-")):
        return True
    if led not in ("a", "an"):
        return False
    led_by = _word_before(tokens, first - 2).lower() if first >= 2 else ""
    return not after or after.lower() in _AFTER_FRACTION or led_by in _FRACTION_LEADS
