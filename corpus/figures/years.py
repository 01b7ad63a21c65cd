"""When four digits, alone, are a year: told by the words on either side."""

import re

from corpus.figures.absolute import completed
from corpus.figures.calendar import years_of
from corpus.figures.mention import ALONE, Mention, Reading, Rule
from corpus.figures.timetokens import Tokens

_PLURAL = re.compile(r"[a-z]{2,}s")
_NOT_PLURAL = frozenset(
    "onwards forwards "
    "was is has as this its his us yes thus plus versus always perhaps towards besides across less unless politics "
    "does news crisis congress census campus bus business series chess process progress success press loss class mass "
    "basis analysis amounts says shows".split()
)
_TOTALS = frozenset("total population capacity maximum minimum number average sum group crowd force fleet".split())
_LEADS = frozenset("isbfNeR")
"""Words after which four digits are a year unless a measure follows: in, since, before, after, until, late, born."""
_WEAK_LEADS = frozenset("OFTByAclItn")


def _counts_something(tokens: Tokens, after: int, *, plurals: bool) -> bool:
    """Whether what follows the number is what it counts: a unit, people, or (where told) any plural noun."""
    codes = tokens.codes
    rest = codes[after : after + 2]
    if rest[:1] in ("%", "'") or rest in (" p", "-p", "-u", " U", " %") or codes[after : after + 1] in ("U", "p"):
        return True
    if not plurals or rest != " z":
        return False
    word = tokens.word(after + 1)
    return word not in _NOT_PLURAL and _PLURAL.fullmatch(word) is not None


def _year(reading: Reading, found: "re.Match[str]") -> Mention | None:
    index = found.start("y")
    year = reading.number(found, "y")
    if not _is_year(reading.tokens, index, year):
        return None
    return reading.stated(found, years_of(year), "year")


def _is_year(tokens: Tokens, index: int, year: int) -> bool:
    """Whether the token there, four digits, is a year."""
    if year > 2199 or _counts_something(tokens, index + 1, plurals=False):
        return False
    codes = tokens.codes
    if _is_category(tokens, index):
        return 1000 <= year <= 2100
    before, after = codes[max(0, index - 4) : index], codes[index + 1 : index + 3]
    if before.endswith(("(", "( ")):
        return year >= 1000 and after[:1] in (")", ",", ";", "-", "~", " ")
    lead = before[-2:-1] if before[-1:] in (" ", "-") else before[-1:] if before[-1:] in "~-" and before else ""
    if lead in _LEADS and lead:
        return year >= 1000
    if lead == "c":
        return 1200 <= year <= 2100 and not _counts_something(tokens, index + 1, plurals=True)
    if lead in _WEAK_LEADS and lead:
        return (
            1600 <= year <= 2100
            and not _is_total(tokens, index, lead)
            and (not _counts_something(tokens, index + 1, plurals=True))
        )
    if before.endswith(("D ", "a ", "'z ")) or _owned(tokens, index):
        return (
            1800 <= year <= 2100
            and after[:1] in (" ", "-")
            and (codes[index + 2 : index + 3] in ("Z", "j") or 1900 <= year <= 2050)
        )
    return 1900 <= year <= 2050 and (after == " j" or _stands_alone(tokens, index))


_CLASSES = frozenset("births deaths establishments disestablishments".split())
_CATEGORIES = frozenset("category categories".split())
_LIST = 24
"""Tokens within which a list of categories says that it is one."""


def _is_category(tokens: Tokens, index: int) -> bool:
    """As in "Categories: 1972 births, 2012 deaths", by which encyclopaedias file their articles."""
    if index + 2 >= len(tokens.codes) or tokens.word(index + 2) not in _CLASSES:
        return False
    return any(tokens.word(place) in _CATEGORIES for place in range(max(0, index - _LIST), index))


def _is_total(tokens: Tokens, index: int, lead: str) -> bool:
    """As in "a total of 1900": a count, whatever it looks like."""
    return lead == "O" and index >= 4 and tokens.word(index - 4) in _TOTALS


_POSSESSIVES = frozenset("his her its their our".split())


def _owned(tokens: Tokens, index: int) -> bool:
    return index >= 2 and tokens.word(index - 2) in _POSSESSIVES


_OPENS = re.compile(r"(?:^|\n ?|[.!?;:] )$")
_SUBJECT = frozenset("was is saw will has had marks marked brought".split())


def _stands_alone(tokens: Tokens, index: int) -> bool:
    """As in "2012 was a good year" at the head of a sentence; "Jakarta, 2013." at its end."""
    window = tokens.codes[max(0, index - 3) : index]
    if _OPENS.search(window):
        following = tokens.word(index + 2) if index + 2 < len(tokens.codes) else ""
        return following in _SUBJECT
    return window[-3:] in ("Z, ", "M, ") and tokens.codes[index + 1 : index + 2] in ("", ".", ",", ")", "\n", ";")


def _years(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "1914-18", "2020–3", "2014 - 2018", "1900 to 1977"."""
    first = reading.number(found, "y")
    surface = reading.tokens.word(found.start("z"))
    last = completed(first, reading.number(found, "z"))
    if not (1000 <= first < last <= 2199) or last - first > 800:
        return None
    if _counts_something(reading.tokens, found.end(), plurals=not _led(reading.tokens, found.start())):
        return None
    if (
        len(surface) < 4
        and (len(surface) == 2) != (last // 10 != first // 10)
        and len(surface) == 1
        and last // 10 != first // 10
    ):
        return None
    mention = reading.stated(found, years_of(first, last - first + 1), "year")
    return mention and Mention(mention.first, mention.after, mention.low, mention.high, "year", "stated", ranged=True)


def _led(tokens: Tokens, index: int) -> bool:
    before = tokens.codes[max(0, index - 2) : index]
    return before[:1] in ("i", "s", "b", "f", "N", "e", "R", "F", "B") or before.endswith("(")


YEARS: tuple[Rule, ...] = (
    ("Y", rf"{ALONE}(?P<y>Y)(?: ?[-~] ?|/| T | N )(?P<z>Y|[139])(?![-.,/:]?[139#Y])(?! ?%)", _years),
    ("Y", rf"{ALONE}(?P<y>Y)(?![.,:/][139#Y])(?!-[139#])", _year),
)
