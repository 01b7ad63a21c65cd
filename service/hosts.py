"""Who visits and who is visited: the visitors' wishes are reasons for the visit, the hosts' in the same words none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.questions import Question
from service.sentences import Sentence
from service.terms import term_of

VISIT = term_of("visit")

_TOWARDS = re.compile(r"\b(\w+) (?:(?:to|in) )?(?:the )?((?:[A-Z]\w+ )?[A-Z]\w{3,})")
_DATELINE = re.compile(r"(?=\w)(?=[^–—]*\d|\W*[^\Wa-z]{3,}|[^–—]*\))[^–—]{2,60}? (?:–|—|--) ")
"""What stands before the first sentence of a report: "LIMORA, March 2 –", "Limora (Newswire) –"."""
_FRAME = re.compile(r"(?:For (?:its|their|his|her) part,? |(?:Since|After|In|At|For|By|Like|Unlike) [^,]{1,40}, )")
_INSTITUTIONS = (
    "government|leaders?|leadership|rulers?|rule|coalition|cabinet|ministers?|officials?|politicians?|authorities|regime"
    "|monarchy|family|elite|parliament|party|people|presidents?|king|power"
)
_SUBJECT = re.compile(
    r"(?:What (?:moves |drives |brings |interests |concerns )?)?(?:[Tt]he |Both |Many |Some )?"
    rf"(?:(?:[a-z]+ ){{0,3}}?(?:{_INSTITUTIONS}) (?:in|of) |(?:Those|People) who (?:\w+ )?(?:in )?)?"
    r"(?!(?:In|At|On|From|To|For|With|By)\b)([\w-]+)(?:[’']s?)?,? ([\w-]+)"
)
"""How a sentence opens that tells of somebody: with a name, or with those who govern there."""
_PRONOUN = re.compile(r"(?:What )?(?:\w+, )?(?:they|it|their|its)\b", re.IGNORECASE)
_HOSTS = re.compile(r"(?:The|His|Her|Their) hosts?\b")

_OFFICE = (
    r"(?i:(?:[a-z]+ )?(?:minister|president|premier|chancellor|king|queen|prince|princess|emperor|leader|mayor"
    r"|governor|chief executive|head of (?:state|government)|secretary))"
)
_COUNTRY_OF_OFFICE = re.compile(
    rf"\b(?P<before>[A-Z]\w{{3,}})(?:[’']s)? {_OFFICE}\b|\b{_OFFICE} of (?:the )?(?P<behind>[A-Z]\w{{3,}})"
)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the words begin that name the two sides of a visit; both empty where a question is about none."""

    visitors: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def sides_of(question: Question, sentences: Sequence[Sentence]) -> Sides:
    """The sides of the visit whose reason is asked for, as the question and the sentences name them."""
    if question.sought != "reason" or VISIT not in question.terms:
        return Sides()
    hosts = hosts_of(question, sentences)
    return Sides(visitors_of(question, sentences, hosts), hosts)


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


def visitors_of(question: Question, sentences: Sequence[Sentence], hosts: frozenset[str]) -> frozenset[str]:
    """How words for those begin who came: as a question about a visit names them, and whose office they hold."""
    named = {term for term in question.terms[: question.terms.index(VISIT)] if len(term) >= 3}
    countries = {name for sentence in sentences if named <= sentence.terms for name in _countries(sentence.text)}
    return frozenset(named | {_beginning(name) for name in countries if not _is_among(name, hosts)})


def is_about_hosts(sentence: Sentence, hosts: frozenset[str]) -> bool:
    """Whether the sentence opens with a host, or with "they" behind a sentence that does."""
    return bool(_HOSTS.match(sentence.text)) or is_about(sentence, hosts)


def is_about(sentence: Sentence, names: frozenset[str]) -> bool:
    """Whether the sentence opens with one of those whose names begin so, or with "they" behind one that does."""
    if any(_is_among(word, names) for word in _opening(sentence.text)):
        return True
    return bool(sentence.before and _PRONOUN.match(sentence.text)) and is_about(sentence.before[0], names)


def _opening(text: str) -> tuple[str, ...]:
    """The two words of which one names whom the sentence tells of, where it tells of somebody."""
    for frame in (_DATELINE, _FRAME):
        if found := frame.match(text):
            text = text[found.end() :]
    subject = _SUBJECT.match(text)
    return subject.groups() if subject else ()


def _is_among(word: str, names: frozenset[str]) -> bool:
    """Whether the word begins as one of the names does, or is a people's that the country is named after: "Uzbek"."""
    people = word.lower().removesuffix("s") if word[:1].isupper() else ""
    is_people = len(people) >= 3 and people not in {"the", "thi", "that"}
    parts = (word.lower(), *word.lower().split("-"))
    return any(part.startswith(name) or (is_people and name.startswith(people)) for part in parts for name in names)


def _is_told_by(sentence: Sentence, question: Question) -> bool:
    """Whether the sentence, or the one before it, names another word of the question beside the visit."""
    terms = sentence.terms.union(*(other.terms for other in sentence.before[:1]))
    return VISIT in sentence.terms and any(term in terms for term in question.terms if term != VISIT)


def _visited(text: str) -> list[str]:
    visited = [name.lower() for event, name in _TOWARDS.findall(text) if term_of(event) == VISIT]
    return [word for name in visited for word in name.split() if len(word) >= 4]


def _countries(text: str) -> list[str]:
    found = (match["before"] or match["behind"] for match in _COUNTRY_OF_OFFICE.finditer(text))
    return [name.lower() for name in found]


def _beginning(name: str) -> str:
    """What a place's name and the word for its people have in common: "Turkey" and "Turkish", "Kenya" and "Kenyan"."""
    return name[: max(4, len(name) - 2)]
