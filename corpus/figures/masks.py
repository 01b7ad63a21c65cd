"""What looks like a number and is no figure: clock times, addresses, telephone and list numbers, boilerplate."""

import re
from collections.abc import Sequence

from corpus.figures.cardinals import SMALL
from corpus.figures.tokens import NUMBER, Tokens

_FROM_DIGITS = re.compile(
    r"""
      [0-9]{1,3}(?::[0-9]{2})+(?:[.,][0-9]+)?(?:\s?[ap]\.?m\b\.?)?             # 10:30, 2:04:11, 10:30 p.m.
    | [0-9]{1,3}:[0-9]{1,3}                                                    # 3:1
    | [0-9]{1,2}(?:\.[0-5][0-9])?\s?(?:[ap]\.m\.?|(?<!\.[0-9]\s)[ap]m\b)       # 2 p.m., 7.30pm
    | [0-9]{1,2}(?:\.[0-5][0-9])?\s?o['’]clock
    | [0-9]{4}\s(?:hours|hrs)\b | [0-9]{1,4}\s?(?:GMT|UTC|BST|EST|EDT|CET)\b
    | (?![0-9]{1,3}-[0-9]{1,2}/(?:[234568]|16|32|64)(?![0-9/-]))               # but 7-1/4
      [0-9]{1,6}(?:[-/][0-9]{1,6}){2,8}                                        # 2024-08-18, 5/17/2018, 1-800-555-0199
    | [0-9]{3,4}[-. ][0-9]{3,4}[- ][0-9]{4}\b | [0-9]{3}-[0-9]{4}\b            # telephone numbers
    | [0-9]{3}\)\s?[0-9]{3}[-. ][0-9]{4}\b
    | (?:911|999|112)\s(?:call|dispatch|operator|emergency)\w*
    | 24/7\b | 9/11\b | 7/7\b | 50/50\b
    | [0-9]{1,3}\s(?:min(?:ute)?s?|mins)\sread\b | [0-9]{1,3}\s(?:free\s)?articles\sof\syour\schoice
    | (?:18|19|20)[0-9]{2}\s?[-–/]\s?(?:[0-9]{2}|(?:18|19|20)[0-9]{2})\b(?!\s*(?:%|percent|million|people))   # 2013-14
    | [0-9]{3,4}s\b | [2-9]0s\b                                                # 1990s, 30s
    """,
    re.VERBOSE,
)
_CITATION = re.compile(r"[0-9]{1,3}(?:\s?[,–-]\s?[0-9]{1,3}){0,20}\]")
_INTERNATIONAL = re.compile(r"[0-9]{1,3}(?:[ -]\(?[0-9]{1,4}\)?){2,5}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}")
_SHORT_LINE = re.compile(
    r"(?:[0-9]{1,3} (?:comments?|shares?|views?|likes?|replies|of [0-9]{1,3}|/ [0-9]{1,3})"
    r"|(?:photo|image|slide|page|show|read|see) [0-9]{1,3}(?: (?:of [0-9]{1,3}|more.{0,20}))?)",
    re.IGNORECASE,
)
_OFFERS = re.compile(r"articles? (?:of your choice|left|remaining|this month)|min(?:ute)?s? read")
_STREET = frozenset(
    "street st avenue ave road rd lane boulevard blvd drive court square place way terrace highway parkway".split()
)
_LABELS = frozenset({"no", "nos", "nr", "nrs"})


def close(tokens: Tokens, taken: Sequence[tuple[int, int]]) -> None:
    """Closes the tokens that others own, and those of what is no figure."""
    close_spans(tokens, taken)
    if "://" in tokens.text or "www." in tokens.text:
        close_spans(tokens, [match.span() for match in _URL.finditer(tokens.text)])
    if "@" in tokens.text:
        close_spans(tokens, [match.span() for match in _EMAIL.finditer(tokens.text)])
    end = -1
    for index, kind in enumerate(tokens.kinds):
        if tokens.closed[index]:
            continue
        if kind != NUMBER:
            if tokens.words[index] in SMALL and tokens.word(index + 1) in _OFFERED and _offered(tokens, index):
                tokens.closed[index] = 1
            continue
        start = tokens.starts[index]
        if start < end:
            tokens.closed[index] = 1
            continue
        match = _from(tokens, index).match(tokens.text, start)
        if match is not None and not _in_decimals(tokens, index, match.end()):
            end = match.end()
            tokens.closed[index] = 1
        elif _listed(tokens, index) or _address(tokens, index) or _boilerplate(tokens, index):
            tokens.closed[index] = 1


def _from(tokens: Tokens, index: int) -> re.Pattern[str]:
    """The pattern of what may begin at a number, given the sign before it."""
    before = tokens.word(index - 1) if tokens.touches(index - 1) else ""
    if before == "[":
        return _CITATION
    return _INTERNATIONAL if before == "+" else _FROM_DIGITS


def close_spans(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> None:
    """Closes each token that overlaps one of the spans, in one pass over both."""
    at = 0
    for start, end in sorted(spans):
        while at < len(tokens) and tokens.ends[at] <= start:
            at += 1
        index = at
        while index < len(tokens) and tokens.starts[index] < end:
            tokens.closed[index] = 1
            index += 1


def _in_decimals(tokens: Tokens, index: int, end: int) -> bool:
    """Whether a mask would end inside a number, as in "100-300mm": then it is none."""
    at = index + 1
    while at < len(tokens) and tokens.ends[at] <= end:
        at += 1
    return at < len(tokens) and tokens.kinds[at] == NUMBER and tokens.starts[at] < end


def _listed(tokens: Tokens, index: int) -> bool:
    """List numbers "1." and "2)" at the beginning of a line, citations "[12]", labels "#5" and "No. 10"."""
    text, start, end = tokens.text, tokens.starts[index], tokens.ends[index]
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if before in {"#", "№"} or (before == "[" and after == "]"):
        return True
    if before == "." and tokens.word(index - 2) in _LABELS and tokens.joined(index - 1):
        return tokens.touches(index - 2)
    if before in {"nr", "nos", "nrs"} and tokens.joined(index - 1):
        return True
    if end - start > 3 or after not in {".", ")"} or not tokens.touches(index):
        return False
    first = index - (before == "(" and after == ")")
    line_start = text.rfind("\n", max(0, start - 8), start) + 1
    if line_start == 0 and start > 8:
        return False
    return not text[line_start : tokens.starts[first]].strip() and text[end + 1 : end + 2].isspace()


def _address(tokens: Tokens, index: int) -> bool:
    """Such as "123 Random Street": a number, one to three capitalised words, the last of which is a kind of street."""
    for at in range(index + 1, index + 5):
        if not tokens.capital(at) or not tokens.joined(at - 1):
            return False
        if at > index + 1 and tokens.word(at) in _STREET:
            return True
    return False


_OFFERED = frozenset({"article", "articles", "free", "minute", "minutes"})


def _offered(tokens: Tokens, index: int) -> bool:
    """Whether "articles of your choice", "min read" and the like follow."""
    end = tokens.ends[index]
    return _OFFERS.search(tokens.text, end, min(len(tokens.text), end + 40)) is not None


def _boilerplate(tokens: Tokens, index: int) -> bool:
    """Counts of comments, pages and pictures that fill a short line of their own, and offers of free articles."""
    text, start, end = tokens.text, tokens.starts[index], tokens.ends[index]
    if _offered(tokens, index):
        return True
    line_start = text.rfind("\n", max(0, start - 41), start) + 1
    line_end = text.find("\n", end, end + 41)
    if (line_start == 0 and start > 40) or (line_end == -1 and len(text) - end > 40):
        return False
    line = text[line_start : len(text) if line_end == -1 else line_end].strip()
    return len(line) <= 40 and _SHORT_LINE.fullmatch(line) is not None
