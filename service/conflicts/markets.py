"""Prices of markets: they move by the hour, so that two reports of one day may both be right."""

import re

from corpus.caching import cached_sentence
from corpus.documents import Document
from corpus.figures.figure import Figure
from service.conflicts.templates import sentence_of
from service.remembering import remembered

_PRICED = re.compile(
    r"""(?ix)\b(?:
        (?:closed|opened|ended|finished|settled|quoted|traded|trading|fixed|bid|offered)\ (?:\w+\ ){0,2}at
      | at\ the\ (?:close|open|opening|fixing) | (?:early|late|active|quiet|light|thin|heavy)\ trad(?:ing|e)
      | (?:shares|stocks|equities|futures|bonds|bills|credit\ markets|dollar|index|market)\ (?:\w+\ ){0,3}
        (?:opens?|opened|close[sd]?|end(?:s|ed)|finish(?:es|ed)|firm(?:s|er)?|ease[sd]?|easier|higher|lower|mixed|steady)
      | mid-?session | mid-?morning | opening\ price | closing\ price
      | (?:shares|stocks?|index|futures|dollar|euro|yen|sterling|crude|gold|Dow(?:\ Jones(?:\ Industrial\ Average)?)?
        |Nasdaq|FTSE|Nikkei|Hang\ Seng|DAX)\ (?:\w+\ ){0,3}
        (?:rose|fell|gained|lost|added|dropped|climbed|slipped|jumped|eased|firmed|edged|closed
          |(?:was|were)\ (?:up|down|off))
      | (?:rose|fell|gained|lost|added|shed)\ \d+p
    )\b"""
)
"""What prices of markets are told with, in a sentence or the title over it."""
_DEALING = re.compile(
    r"(?i)\b(?:dealers?|traders?|brokers?|futures|trading|traded|quoted|bourse|mid-?session|session|opened|closed|ended"
    r"|settled|rallied|turnover)\b"
)
_FEWEST = 4
_WORDS = 60
"""A report that has a word of dealing for every so many words, and a few of them, is one of a market."""
_SESSION = re.compile(
    r"(?i)\b(?:(?P<open>open(?:s|ed|ing)?|early)|(?P<mid>mid-?(?:session|morning|day|afternoon))|"
    r"(?P<close>close[sd]?|closing|end(?:s|ed)|finish(?:ed|es)?|settled?|late))\b"
)


def of_other_moments(first: Figure, second: Figure, documents: tuple[Document, Document], *, told: bool) -> bool:
    """Whether two values are prices of a market, and nothing says that they are of one moment; with `told` both must
    say of which part of the day they are.
    """
    sides = tuple(zip((first, second), documents, strict=True))
    if not all(_is_of_a_day(figure) and _is_price(figure, document) for figure, document in sides):
        return False
    one, other = (session_in(_headed(figure, document)) for figure, document in sides)
    return one != other and None not in {one, other} if told else one is None or one != other


def _is_of_a_day(figure: Figure) -> bool:
    """Whether a value is not said to be of more than a day, as a year's trade is."""
    return figure.holds is None or figure.holds.basis == "document" or figure.holds.start == figure.holds.end


def _is_price(figure: Figure, document: Document) -> bool:
    return bool(_PRICED.search(_headed(figure, document))) or is_of_a_market(document)


def _headed(figure: Figure, document: Document) -> str:
    """The sentence under its title."""
    return f"{document.title.value if document.title else ''}. {sentence_of(figure, document)}"


@remembered(lambda _: 500)
def is_of_a_market(document: Document) -> bool:
    """Whether a document tells of a market's day."""
    found = len(_DEALING.findall(document.text))
    return found >= _FEWEST and found * _WORDS >= len(document.text.split())


@cached_sentence
def session_in(text: str) -> str | None:
    """The part of a market's day that a text tells of: "open", "mid" or "close"; None for none or several."""
    found = {match.lastgroup for match in _SESSION.finditer(text)}
    return found.pop() if len(found) == 1 else None
