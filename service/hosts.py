"""Who is visited: their wishes are no reason for the visit, though the same words tell them."""

import re
from collections.abc import Sequence

from service.questions import Question
from service.sentences import Sentence
from service.terms import term_of

VISIT = term_of("visit")

_TOWARDS = re.compile(r"\b(\w+) (?:(?:to|in) )?(?:the )?([A-Z]\w{3,})")
_OPENING = re.compile(r"(?:The )?(?![A-Z]{3})([\w-]+)(?:[’']s?)?,? ([\w-]+)")
"""A sentence's first two words; capitals are a dateline."""
_PRONOUN = re.compile(r"(?:\w+, )?(?:they|it|their|its)\b", re.IGNORECASE)


def hosts_of(question: Question, sentences: Sequence[Sentence]) -> frozenset[str]:
    """How words for those begin to whom the visit went that the question is about; empty for other questions.

    They are named behind the visit in the question ("visit Baku"), or behind the same visit in a source ("his third
    trip to Azerbaijan").
    """
    if VISIT not in question.terms:
        return frozenset()
    place = question.terms.index(VISIT)
    named = {term for term in question.terms[place + 1 :] if len(term) >= 4}
    also = {name for sentence in sentences if _is_told_by(sentence, question) for name in _visited(sentence.text)}
    visitors = set(question.terms[:place])
    return frozenset(_beginning(name) for name in named | also if name not in visitors)


def is_about_hosts(sentence: Sentence, hosts: frozenset[str]) -> bool:
    """Whether the sentence opens with a host, or with "they" behind a sentence that does."""
    opening = _OPENING.match(sentence.text)
    if opening and any(word.lower().startswith(host) for word in opening.groups() for host in hosts):
        return True
    return bool(sentence.before and _PRONOUN.match(sentence.text)) and is_about_hosts(sentence.before[0], hosts)


def _is_told_by(sentence: Sentence, question: Question) -> bool:
    """Whether the sentence, or the one before it, names another word of the question beside the visit."""
    terms = sentence.terms.union(*(other.terms for other in sentence.before[:1]))
    return VISIT in sentence.terms and any(term in terms for term in question.terms if term != VISIT)


def _visited(text: str) -> list[str]:
    return [name.lower() for event, name in _TOWARDS.findall(text) if term_of(event) == VISIT]


def _beginning(name: str) -> str:
    """What a place's name and the word for its people have in common: "Turkey" and "Turkish", "Kenya" and "Kenyan"."""
    return name[: max(4, len(name) - 2)]
