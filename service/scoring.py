"""How well a sentence answers a question: its words, what stands before it, and whether it gives what was asked for."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.figures.figure import Figure
from service.cues import announces_reason, points_back, reason_given
from service.hosts import Sides, is_about, is_about_hosts, sides_of
from service.questions import Question
from service.retrieval import Candidate
from service.sentences import Sentence
from service.terms import term_of, term_of_stem

FITTING_WORDS = (8, 45)
"""The lengths between which a sentence says something whole and leaves room for others."""
FADING = 0.7
"""What a word of the sentence before counts for beside one of the sentence itself, and so on backwards."""

ANNOUNCED = 0.6
"""What it is worth to stand behind "The reasons are simple." or "Why now?"."""
ASKED_TOO = 0.3
"""The share of the question from which on a question in a text is the same one."""
RESTATED = 0.5
"""The share of the question from which on a sentence tells of what the question is about."""
PLAINLY = 1.0
"""How plainly a reason is given by one plain turn."""
OTHER_KIND = 0.25
"""What a duration is worth less than a length where "how long" may ask for either."""
MEASURED_SO = 0.5
"""What it is worth that a figure is followed by the question's own word: "how long" and "13 miles long"."""
NEAR_WORDS = 6
"""At how many words from a figure a word counts half."""

_NAME = re.compile(r"(?<!^)(?<![.!?] )(?<!\w)[A-Z][\w’'-]+")
_PLACE = re.compile(r"\b(?:in|at|to|from|near|off|outside|across|around) (?:the )?[A-Z][\w’'-]+")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_SINCE_WHEN = re.compile(r"\bsince (?:when|what|which)\b", re.IGNORECASE)
_SINCE_YEAR = re.compile(r"\bsince (?:\w+ ){0,3}(?:1\d|20)\d\d\b", re.IGNORECASE)
_MEASURE = re.compile(r"\bhow (long|old|high|tall|deep|wide|heavy|thick|late|early)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; chosen by hand on tests/rewordings/development and CROSSCHECK_SHARED/data/inscit."""

    own: float = 1.0
    context: float = 0.6
    passage: float = 0.8
    given: float = 0.8
    dangling: float = 0.15
    length: float = 0.3
    hosts: float = 0.9
    visitors: float = 0.2


_FOR_OTHERS = Weights()
_FOR_FIGURES = Weights(given=1.2)
_FOR_REASONS = Weights(own=0.25, context=0.8, passage=0.7, given=1.2)
"""A question after a reason restates what happened; the reason is often told in the next sentence, in other words."""


def rarity_of(terms: Sequence[str], candidates: Sequence[Candidate]) -> dict[str, float]:
    """The weight of each term: the rarer among the passages found, the more a sentence with it says."""
    texts = [match.passage.text.lower() for match in candidates]
    return {term: math.log1p(len(texts) / (1 + sum(_begins(term) in text for text in texts))) for term in terms}


def _begins(term: str) -> str:
    """What words of this stem begin with: Snowball writes "compani" for "company"."""
    return term[:-1] if len(term) > 3 and term.endswith("i") else term


def coverage(terms: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The share of the question that a text speaks of, rare words counting more; 0 where the question has no words."""
    whole = sum(rarity.values())
    return sum(weight for term, weight in rarity.items() if term in terms) / whole if whole else 0.0


def worths_of(sentences: Sequence[Sentence], question: Question, rarity: Mapping[str, float]) -> list[float]:
    """How well each sentence answers: comparable between sentences of one question only."""
    sides = sides_of(question, sentences)
    return [worth(sentence, question, rarity, sides) for sentence in sentences]


def worth(sentence: Sentence, question: Question, rarity: Mapping[str, float], sides: Sides) -> float:
    """How well the sentence answers, as a weighted sum of its signs."""
    weights = _weights_for(question)
    own = coverage(sentence.terms, rarity)
    told = given(sentence, question, rarity)
    return (
        weights.own * own
        + weights.context * max(own, _context(sentence, rarity))
        + weights.passage * sentence.score
        + weights.given * told
        + weights.visitors * min(told, 1.0) * is_about(sentence, sides.visitors)
        - weights.dangling * points_back(sentence.text)
        - weights.length * _misfit(sentence.words)
        - weights.hosts * (bool(sides.hosts) and is_about_hosts(sentence, sides.hosts))
    )


def only_restates(sentence: Sentence, question: Question, rarity: Mapping[str, float]) -> bool:
    """Whether a sentence says that what the question is about happened, and does not give the reason asked for."""
    if question.sought != "reason" or coverage(sentence.terms, rarity) < RESTATED:
        return False
    return given(sentence, question, rarity) < PLAINLY


def _weights_for(question: Question) -> Weights:
    if question.sought == "reason":
        return _FOR_REASONS
    return _FOR_FIGURES if question.kinds else _FOR_OTHERS


def _context(sentence: Sentence, rarity: Mapping[str, float]) -> float:
    """The coverage of the sentences before it, fading with distance: what "he" and "the visit" speak of."""
    found, fading = 0.0, 1.0
    for other in sentence.before:
        fading *= FADING
        if rarity.keys() & other.terms:
            found = max(found, fading * coverage(other.terms, rarity))
    return found


def _misfit(words: int) -> float:
    """0 for a sentence of a fitting length, growing to 1 for one of no words or of twice the most."""
    least, most = FITTING_WORDS
    return min(1.0, max(0.0, (least - words) / least, (words - most) / most))


def given(sentence: Sentence, question: Question, rarity: Mapping[str, float]) -> float:
    """How plainly the sentence gives what is asked for: 0 for not at all, 1 for plainly, at most 1.5."""
    if question.sought == "reason":
        return _reason_given(sentence, rarity)
    if question.sought == "person":
        return 0.5 * _has_new(_NAME, sentence, question)
    if question.sought == "place":
        return 0.5 * _has_new(_PLACE, sentence, question)
    if question.kinds:
        return _figure_given(sentence, question, rarity)
    return 0.0


def _reason_given(sentence: Sentence, rarity: Mapping[str, float]) -> float:
    """As the sentence's own words tell; more behind one that announces reasons, little in the announcement itself."""
    if announces_reason(sentence.text):
        return 0.3
    announced = any(_announces_this(other, rarity) for other in sentence.before[:1])
    return min(1.5, reason_given(sentence.text) + ANNOUNCED * announced)


def _announces_this(sentence: Sentence, rarity: Mapping[str, float]) -> bool:
    """Whether reasons follow behind the sentence; where it asks, reasons for what was asked."""
    asks = sentence.text.endswith("?")
    return announces_reason(sentence.text) and (not asks or coverage(sentence.terms, rarity) >= ASKED_TOO)


def _has_new(pattern: re.Pattern[str], sentence: Sentence, question: Question) -> bool:
    """Whether the sentence names something that the question does not."""
    return any(term_of(found.split()[-1]) not in question.terms for found in pattern.findall(sentence.text))


def _figure_given(sentence: Sentence, question: Question, rarity: Mapping[str, float]) -> float:
    """Half for a figure of a kind that is asked for, the rest by how near to it the question's words stand."""
    fitting = [figure for figure in sentence.figures if figure.value.kind in question.kinds]
    if not fitting:
        return _year_given(sentence, question)
    return 0.5 + max(
        nearness(figure, rarity)
        - OTHER_KIND * (figure.value.kind == "duration" and "quantity" in question.kinds)
        + MEASURED_SO * _is_measured_so(figure, sentence, question)
        for figure in fitting
    )


def _year_given(sentence: Sentence, question: Question) -> float:
    """What a year is worth that is no figure of its own: much where it says since when, if that is asked."""
    if question.sought != "time" or not _YEAR.search(sentence.text):
        return 0.0
    return 1.0 if _SINCE_WHEN.search(question.text) and _SINCE_YEAR.search(sentence.text) else 0.3


def _is_measured_so(figure: Figure, sentence: Sentence, question: Question) -> bool:
    """Whether the adjective by which the question measures stands right behind the figure."""
    asked = _MEASURE.search(question.text)
    behind = sentence.text[figure.value.end - sentence.start :].split()[:1]
    return asked is not None and [word.strip(".,;:").lower() for word in behind] == [asked[1].lower()]


def nearness(figure: Figure, rarity: Mapping[str, float]) -> float:
    """The share of the question that stands around a figure, the words near it counting more: 0 to 1."""
    whole = sum(rarity.values())
    near: dict[str, float] = {}
    for stemmed, distance in figure.terms:
        term = term_of_stem(stemmed)
        near[term] = max(near.get(term, 0.0), NEAR_WORDS / (NEAR_WORDS + max(distance, 0)))
    return sum(weight * near.get(term, 0.0) for term, weight in rarity.items()) / whole if whole else 0.0
