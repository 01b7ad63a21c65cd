"""Questions about the answer before them: on what its sources disagree, and who else says so.

Such a question is known by having no words of its own: all of them are of this small grammar. A word that is not ("who
else died in the fire?") makes it a question about the documents, which is searched for like any other.
"""

import re
from dataclasses import dataclass
from typing import Literal

from service.terms import terms_of

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_GRAMMAR = _words(
    "a an the this that these those it its they them their there here any all some both two every each one another",
    "what where which how who whom whether if and or but not no so as well too still exactly really actually please",
    "do does did don doesn isn aren is are was were be been being has have had can could would i you me us we my your",
    "about on over of in with from between among by to for at into up only just then ever also most more much far",
    "other others else elsewhere everyone everybody anyone anybody someone somebody nobody independently same",
    "tell show list give see find point points thing things matter matters issue issues respect way ways kind",
    "answer question claim claims figure figures number numbers value values date dates amount amounts",
)
_SOURCES = _words(
    "source sources document documents report reports article articles paper papers account accounts publisher",
    "publishers outlet outlets newspaper newspapers media press text texts publication publications versions",
)
_DIFFERING = _words(
    "disagree disagrees disagreeing disagreement disagreements contradict contradicts contradicting contradiction",
    "contradictions contradictory discrepancy discrepancies disputed contested undisputed uncontested diverge diverges",
    "diverging otherwise inconsistent inconsistency inconsistencies odds agree agrees agreed agreement unanimous",
)
"""Words that speak of sources by themselves, in the present."""
_ALSO_DIFFERING = _words(
    "differ differs differing difference differences different differently conflict conflicts conflicting vary varies",
    "varying clash clashes dispute disputes disputing consistent match matches",
)
"""Words that speak of things too: they need a word for the sources, "they" or "these"."""
_PLURALS = _words("they these those them their conflicts contradictions figures numbers values dates amounts")
_PAST = _words("was were did had been agreed")
_SAYING = _words(
    "say says said saying report reports reported reporting confirm confirms confirmed confirming confirmation claim",
    "claims claimed state states stated write writes wrote mention mentions mentioned give gives gave corroborate",
    "corroborates corroborated corroboration assert asserts asserted repeat repeats repeated",
)
_CONFIRMING = _words("confirm confirms confirmed confirming confirmation corroborate corroborates corroborated")
_SUPPORTING = _words("support supports supported back backs backed agree agrees")
_ANOTHER = _words("else other others another also elsewhere anyone anybody someone somebody independently")
_TOPIC = re.compile(r"\b(?:on|about|over|regarding|concerning|as to)\s+(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What is asked of the answer before: on what its sources differ, or who else says what it says."""

    asked: Literal["differences", "others"]
    topic: tuple[str, ...] = ()
    """Terms of what they should differ on; empty where it is anything."""


def about_answer(question: str) -> About | None:
    """What a question asks of the answer before it; None for one that asks the documents."""
    words = [re.split("[’']", word.lower())[0] for word in _WORD.findall(question)]
    return _others(words) or _differences(words, question)


def _differences(words: list[str], question: str) -> About | None:
    """As in: "What do they disagree on?", "Are there contradictions?", "Do the sources agree on the cost?"."""
    said = set(words)
    of_sources = bool(said & _SOURCES)
    if said & _PAST and not of_sources:
        return None  # "what did they disagree on?" asks of people
    if not (said & _DIFFERING or (said & _ALSO_DIFFERING and (of_sources or said & _PLURALS))):
        return None
    own = said - _GRAMMAR - _SOURCES - _DIFFERING - _ALSO_DIFFERING - _SAYING
    if not own:
        return About("differences")
    topic = _TOPIC.search(question.rstrip(" ?.!"))
    if not of_sources or topic is None or not own <= set(topic[1].lower().split()):
        return None
    return About("differences", terms_of(topic[1]))


def _others(words: list[str]) -> About | None:
    """As in: "Who else says so?", "Which other sources report that?", "Is that confirmed?", "Who says so?"."""
    said = set(words)
    of_sources = bool(said & _SOURCES)
    allowed = _GRAMMAR | _SOURCES | _SAYING | (_SUPPORTING if of_sources else frozenset())
    if not said <= allowed or words[:2] == ["what", "else"]:
        return None
    asks_who = bool(said & {"who"}) or (of_sources and bool(said & {"which", "what", "any"}))
    of_that = bool(said & {"so", "that", "this", "it", "same"})
    saying = bool(said & _SAYING) or (of_sources and bool(said & _SUPPORTING))
    if saying and ((asks_who and (said & _ANOTHER or of_that)) or (said & _ANOTHER and of_that)):
        return About("others")
    if (said & _CONFIRMING and of_that) or (said & {"source", "sources"} and said & _ANOTHER):
        return About("others")
    return None
