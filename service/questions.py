"""What a question asks for: a reason, a time, an amount, a person, a place, or just what is known."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.figures.figure import Kind
from service.terms import terms_of

Sought = Literal["reason", "time", "amount", "person", "place", "anything"]

_SOUGHT: tuple[tuple[Sought, str], ...] = (
    ("reason", r"why|how come|what for|what (?:led|made|caused|prompted|drove|motivated)"),
    (
        "reason",
        r"(?:reasons?|purposes?|motives?|motivations?|causes?|aims?|goals?) (?:of|for|behind|was|were|is|are|did|in)",
    ),
    ("time", r"when|since when|until when|(?:what|which) (?:day|date|month|year|century|decade|time)"),
    (
        "amount",
        r"how (?:much|many|long|old|far|often|big|large|high|tall|deep|wide|heavy|fast|rich|expensive|frequently)",
    ),
    ("amount", r"how (?:late|early)"),
    (
        "amount",
        r"(?:what|which) (?:\w+ ){0,2}(?:percentage|percent|share|proportion|number|amount|price|cost|value|rate)",
    ),
    (
        "amount",
        r"(?:what|which) (?:\w+ ){0,2}(?:population|size|length|height|distance|age|total|sum|speed|weight|budget)",
    ),
    ("person", r"who|whom|whose|(?:what|which) (?:\w+ )?(?:person|man|woman|people)"),
    ("place", r"where|(?:what|which) (?:\w+ )?(?:country|city|town|place|state|region|continent|location|island)"),
)
_PATTERNS = tuple((sought, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for sought, words in _SOUGHT)

_ANY_AMOUNT: tuple[Kind, ...] = ("money", "percent", "count", "quantity", "multiple", "percentage_points")
_KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (r"by how much\b[^.?!]*\b(?:late|early|delayed|behind|older|younger|sooner)\b", ("duration",)),
    (r"how long (?:is|are|was|were)(?! it)", ("quantity", "duration")),
    (r"how long|how late|how early|duration", ("duration", "date_range")),
    (r"how old|\bage\b", ("age", "duration")),
    (r"percent|percentage|share|proportion|\brate\b", ("percent", "percentage_points")),
    (r"how often|how frequently|how many times", ("count", "ordinal", "multiple", "duration")),
    (r"how many|number|population", ("count",)),
    (r"how (?:large|big|high|great)", _ANY_AMOUNT),
    (r"how fast|speed", ("percent", "quantity")),
    (r"how (?:far|tall|deep|wide|heavy)|length|height|distance|weight", ("quantity",)),
    (r"price|cost|value|budget|worth|spen[dt]|expensive|rich|\bpa(?:y|id)\b|\bsum\b", ("money",)),
)
_AMOUNT_KINDS = tuple((re.compile(words, re.IGNORECASE), kinds) for words, kinds in _KINDS)
_DATES: tuple[Kind, ...] = ("date", "date_range")

_CLAUSE = re.compile(r"[.!?]\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question's words, and what would answer it."""

    text: str
    sought: Sought
    terms: tuple[str, ...]
    """Stems of the words that say what it is about, each once, in its order."""
    kinds: tuple[Kind, ...]
    """The kinds of figures one of which the answer should hold; empty where it need not hold any."""


def question_of(text: str) -> Question:
    """The question that a text asks; a text that asks nothing ("trade with Georgia") seeks anything about its words."""
    sought = _sought(text)
    return Question(text=text, sought=sought, terms=terms_of(text), kinds=_kinds(text, sought))


def _sought(text: str) -> Sought:
    """What the first question word of the last sentence asks for: what goes before sets the scene."""
    asked = [part for part in _CLAUSE.split(text) if part.strip()][-1:]
    found = [(match.start(), place, sought) for place, (sought, match) in enumerate(_matches("".join(asked)))]
    return min(found)[2] if found else "anything"


def _matches(text: str) -> list[tuple[Sought, re.Match[str]]]:
    return [(sought, match) for sought, pattern in _PATTERNS if (match := pattern.search(text))]


def _kinds(text: str, sought: Sought) -> tuple[Kind, ...]:
    if sought == "time":
        return _DATES
    if sought != "amount":
        return ()
    return next((kinds for pattern, kinds in _AMOUNT_KINDS if pattern.search(text)), _ANY_AMOUNT)
