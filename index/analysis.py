"""Text as the terms by which it is searched: stems of its words, without those that nearly every text has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from Stemmer import Stemmer

from corpus.caching import cached_word
from corpus.figures.words import ARTICLES, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, SUBORDINATORS

ANALYSIS = "Snowball English 1"
"""Names what makes the terms: another name where any text gets others, so that what was made before is made again."""

LONGEST_TERM = 100
"""Characters. What is longer is no word: the rest of it is left out."""

Terms = Mapping[str, int]
"""Each term of a text and how often it is there."""
Weights = Mapping[str, float]
"""Each term of a query and what it counts for: in a query that is one text, how often it is there."""

_STOP_WORDS = (
    ARTICLES
    | AUXILIARIES
    | CONJUNCTIONS
    | PREPOSITIONS
    | PRONOUNS
    | SUBORDINATORS
    | frozenset("how not then why".split())
) - {"us"}  # a country more often than a pronoun
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[^\W_]*"  # 2,500 and 3.5 and 12th
    r"|[^\W\d_](?:\.[^\W\d_])+\b"  # u.s.
    r"|[^\W_]+(?:['’][^\W_]+)?"
)
_stemmer = Stemmer("english")


def terms_in(text: str) -> Iterator[str]:
    """The terms in the order of the text, as often as they are there; nothing but letters, digits and dots in them."""
    return (term for token in _TOKEN.findall(_folded(text)) if (term := _term(token)))


def term_counts(text: str) -> Terms:
    """The terms, each with how often it is in the text."""
    return Counter(terms_in(text))


def query_terms(query: str | Mapping[str, float]) -> Weights:
    """The terms of a query that is one text, or several, each with what a term of it counts for."""
    if isinstance(query, str):
        return term_counts(query)
    weights: dict[str, float] = {}
    for text, weight in query.items():
        for term, times in term_counts(text).items():
            weights[term] = weights.get(term, 0.0) + weight * times
    return weights


def _folded(text: str) -> str:
    """Without capitals, accents and ligatures: people write names as their keyboards let them."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cached_word
def _term(token: str) -> str:
    """The token's term; empty for a stop word."""
    if token[0].isdigit():
        return token.replace(",", "")[:LONGEST_TERM]
    word = token.replace("’", "'").replace(".", "").partition("'")[0]
    return "" if word in _STOP_WORDS else str(_stemmer.stemWord(word[:LONGEST_TERM]))
