"""Whose value it is, where both sides say so: who does it, whom it befalls, the place it is counted in."""

import re

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.names import plain_words
from corpus.figures.words import ADVERBS, AUXILIARIES, Word, stem, words_of
from service.conflicts.subjects import name_parts, subject_of
from service.remembering import remembered_of_figure

_SPEAKING = frozenset(
    stem(word)
    for word in "say said told tell tweet wrote write add warn note report according estimate believe think".split()
)
_HE = frozenset({"he", "she"})
_FULL_NAME = re.compile(r"\b[A-Z][\w’-]+(?: [A-Z]\.)?(?: [A-Z][\w’-]+)+")
_OWNER = re.compile(r"((?:[A-Z][\w&.-]*(?: of| and| &)? )*[A-Z][\w&.-]*)(?:['’]s|(?<=s)['’])(?= )")
"""A name in the genitive: "Norland's", "Port of Ness's"."""
_OF_OWNER = re.compile(r"(?: [a-z][\w-]*){0,3} of (?:the )?((?:[A-Z][\w&.-]*(?: of| and| &)? )*[A-Z][\w&.-]*)")
"""A name behind the value, of which it is said: "3 billion dollars of debt of Norland"."""
_NAME = r"[A-Z][\w&.’'-]*"
_NAMES = rf"{_NAME}(?: {_NAME})*"
_HAS = re.compile(
    rf"({_NAMES}) (?:has|have|had|holds|held|owns|owned|possesses)"
    r"(?: (?:a|an|total|of|about|around|some|nearly|almost|more|than|at|least|just))* $"
)
"""Who has it, right in front of the value: "Norland has a total of 4,571"."""
_FAR = 8
"""Words between a name in the genitive and the value, at most."""
_REACH = 240
"""Code points on either side of a value that are searched for its owner and partner: a sentence may have no end."""
_BREAK = re.compile(r"[,;:–—()\"“”]| (?:that|which|who|after|before|as|while|when|because|since|if|but|although) ")
_PARTNER = re.compile(
    r"(?i:\b(?:trade|trading|commerce|surplus|deficit|gap|exports|imports|shipments|turnover|debt|loans))"
    r"(?: [a-z]+){0,2} (?:with|to|from|owed to) (?:the )?((?:[A-Z][\w&.-]*[ -]?)+)"
)
"""With whom it is: "its trade surplus with Norland", "exports of cars to Norland"."""
_CLAUSE = re.compile(r"[;:()]| (?:while|but|although|whereas) ")
_NAMED_BEFORE = re.compile(rf"({_NAMES})(?:,| is| was) (?:an? |the |aged? |who is )?$")
_NAMED_BEHIND = re.compile(rf"(?: [a-z][\w-]*){{0,2}} ({_NAMES})")
_AGED = re.compile(rf"({_NAME}(?: {_NAME}){{1,3}}), (?:aged? )?$")
_OF_AGE = re.compile(rf" ({_NAME}(?: {_NAME}){{1,3}})")
_DAYS = name_parts(
    tuple(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December Today Yesterday Tomorrow Last This Next".split()
    )
)
_LOOK_BACK = 500
"""Code points before a pronoun in which the person it stands for is named."""


def other_bearer(first: Figure, second: Figure) -> bool:
    """Whether two events happen to bearers of two full names, neither of which the other side knows: "Hurricane
    Charley" and "Hurricane Ian", "Ann Poe" and "Ann Roe".
    """
    if not first.agent or not second.agent:
        return False
    one, other = first.agent[0].split(), second.agent[0].split()
    if min(len(one), len(other)) < 2 or not (one[0][:1].isupper() and other[0][:1].isupper()):
        return False
    return stem(one[-1]) not in _parts(second) and stem(other[-1]) not in _parts(first)


def unknown_bearer(first: Figure, second: Figure) -> bool:
    """Whether the full name of whom an event befalls on one side is nowhere on the other."""
    return _is_unknown(first, second) or _is_unknown(second, first)


def shares_bearer(first: Figure, second: Figure) -> bool:
    """Whether the two sides name whom the event befalls by a word in common."""
    return bool(_parts(first) & _parts(second))


def _is_unknown(figure: Figure, other: Figure) -> bool:
    full = [name for name in figure.agent if len(name.split()) > 1 and name[:1].isupper()]
    return bool(full and other.agent) and not {stem(part) for part in full[0].split()} & _parts(other)


def _parts(figure: Figure) -> frozenset[str]:
    return frozenset(stem(part) for name in figure.agent for part in name.split())


def other_doer(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two amounts are those of two doers, each named right in front of its verb: "Poe scored 37".

    Where a sentence names the other side's doer too, the value may be of both, as trade is.
    """
    return _are_two(first, second, doer_of(first, documents[0]), doer_of(second, documents[1]))


def other_owner(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two amounts are said to be those of two owners, neither of whom the other's sentence names."""
    return _are_two(first, second, owner_of(first, documents[0]), owner_of(second, documents[1]))


def _are_two(first: Figure, second: Figure, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both sides have a name, which is neither the other's, nor short for it, nor in the other's sentence."""
    if not one or not other or one & other or one & name_parts(second.names) or other & name_parts(first.names):
        return False
    return not (_abbreviates(one, other) or _abbreviates(other, one))


@remembered_of_figure(lambda _: 700)
def owner_of(figure: Figure, document: Document) -> frozenset[str]:
    """The name, in parts, of whom an amount is said to be: in the genitive before it, behind "of", or its doer's."""
    head = document.text[max(figure.sentence_start, figure.value.start - _REACH) : figure.value.start]
    found = [match for match in _OWNER.finditer(head) if not name_parts((match[1],)) & _DAYS]
    if found and _leads_to_value(head[found[-1].end() :]):
        return name_parts((_ended(found[-1][1]),))
    end = min(figure.sentence_end, figure.value.end + _REACH)
    if behind := _OF_OWNER.match(document.text, figure.value.end, end):
        return name_parts((_ended(behind[1]),))
    if has := _HAS.search(head):
        return name_parts((has[1],)) - plain_words(document.text)
    return doer_of(figure, document)


def with_one_partner(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether only one of two sums of trade is with somebody, whom the other side's sentence and title do not name."""
    if not partner_alone(first, second, documents):
        return False
    partner = partner_of(first, documents[0]) | partner_of(second, documents[1])
    return not partner & (_known_to(first, documents[0]) & _known_to(second, documents[1]))


def partner_alone(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether only one of two sums of trade is said to be with somebody, whom the other's sentence does not name."""
    one, other = partner_of(first, documents[0]), partner_of(second, documents[1])
    if first.value.kind != "money" or bool(one) == bool(other):
        return False
    return not one & name_parts(second.names) and not other & name_parts(first.names)


def partner_of(figure: Figure, document: Document) -> frozenset[str]:
    """The name, in parts, of with whom a sum of trade is; empty where its sentence says nothing of it."""
    start = max(figure.sentence_start, figure.value.start - _REACH)
    end = min(figure.sentence_end, figure.value.end + _REACH)
    found = _PARTNER.finditer(document.text, start, end)
    return name_parts(tuple(match[1] for match in found if not _CLAUSE.search(_between(match, figure, document))))


def _between(match: re.Match[str], figure: Figure, document: Document) -> str:
    """What stands between a phrase and the value."""
    start, end = figure.value.start, figure.value.end
    return document.text[match.end() : start] if match.end() <= start else document.text[end : match.start()]


def _known_to(figure: Figure, document: Document) -> frozenset[str]:
    return name_parts(figure.names) | subject_of(document).names


def _ended(name: str) -> str:
    """A name without the stop of its sentence: that of "U.S." is its own."""
    return re.sub(r"(?<!\.\w)\.$", "", name)


def _leads_to_value(between: str) -> bool:
    """Whether nothing but the measure and its verb stands between a name in the genitive and the value."""
    words = between.lower().split()
    return len(words) <= _FAR and not _BREAK.search(between) and not any(stem(word) in _SPEAKING for word in words)


def done_alone(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether only one side says who does it, somebody whom the other's sentence does not name."""
    one, other = doer_of(first, documents[0]), doer_of(second, documents[1])
    if bool(one) == bool(other):
        return False
    return not one & name_parts(second.names) and not other & name_parts(first.names)


def same_doer(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether both sides say who does it, and it is one."""
    return bool(doer_of(first, documents[0]) & doer_of(second, documents[1]))


def _abbreviates(short: frozenset[str], long: frozenset[str]) -> bool:
    """Whether a name of capitals may stand for another: its first letter is one of theirs."""
    initials = {part[0] for part in long}
    return len(short) == 1 < len(long) and all(len(word) <= 5 and word[0] in initials for word in short)


@remembered_of_figure(lambda _: 700)
def doer_of(figure: Figure, document: Document) -> frozenset[str]:
    """The name, in parts, that stands right in front of the verb in front of the amount; the nearest full name for
    "he" and "she"; empty where there is none, or where the verb is one of saying.
    """
    words = [word for word in words_of(document.text, figure.sentence_start, figure.value.start) if word.is_word]
    place = next((at for at in range(len(words) - 1, -1, -1) if _is_verb(words[at], figure)), None)
    if place is None or stem(words[place].lower) in _SPEAKING:
        return frozenset()
    leading = words[place - 1].lower if place else ""
    if leading == "to" or (leading and leading not in AUXILIARIES and words[place].lower.endswith("ing")):
        return _subject(words, document)
    at = place - 1
    while at >= 0 and (words[at].lower in AUXILIARIES | ADVERBS or words[at].text[0].isdigit()):
        at -= 1
    if at < 0:
        return frozenset()
    if words[at].lower in _HE:
        return _person_before(document, words[at].start)
    return _name_ending_at(words, at)


def _subject(words: list[Word], document: Document) -> frozenset[str]:
    """The name that opens the sentence, whose doing "for leading", "allowing" and "the first to score" is; whom "he"
    stands for where that opens it.
    """
    if words[0].lower in _HE:
        return _person_before(document, words[0].start)
    last = next((at for at, word in enumerate(words) if not word.is_name), len(words))
    opens = last > 1 or (last == 1 and words[0].lower not in plain_words(document.text))
    return name_parts(tuple(word.text for word in words[:last])) if opens else frozenset()


def _is_verb(word: Word, figure: Figure) -> bool:
    return figure.verb is not None and stem(word.lower) == figure.verb and not word.is_name


def _name_ending_at(words: list[Word], at: int) -> frozenset[str]:
    first = at + 1
    while first > 0 and words[first - 1].is_name:
        first -= 1
    run = [word.text for word in words[first : at + 1]]
    if first == 0 and len(run) == 1 and run[0][1:].islower():
        return frozenset()  # the capital may only be that of the sentence
    return name_parts(tuple(run))


def _person_before(document: Document, place: int) -> frozenset[str]:
    names = _FULL_NAME.findall(document.text, max(0, place - _LOOK_BACK), place)
    return name_parts((names[-1],)) if names else frozenset()


def other_person(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether two ages are those of two people: each is named in the sentence, or before it, and not alike."""
    sides = list(zip((first, second), documents, strict=True))
    one, other = (_beside_age(*side) for side in sides)
    if min(len(one), len(other)) > 1 and not (one <= other or other <= one):
        return True
    one, other = (_aged(*side) for side in sides)
    return bool(one and other) and not one & other


def of_one_person(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether the names beside two ages, else those of the people spoken of before, have a part in common; or both are
    of nobody by name.
    """
    one, other = (_whose_age(*side) for side in zip((first, second), documents, strict=True))
    return bool(one & other) or not (one or other)


def _whose_age(figure: Figure, document: Document) -> frozenset[str]:
    head = document.text[max(figure.sentence_start, figure.value.start - _REACH) : figure.value.start]
    found = _NAMED_BEFORE.search(head) or _NAMED_BEHIND.match(document.text, figure.value.end, figure.sentence_end)
    return name_parts((found[1],)) if found else name_parts(figure.agent) or _aged(figure, document)


def _beside_age(figure: Figure, document: Document) -> frozenset[str]:
    """The name that stands right before or behind an age: "Ann Poe, 37", "the 37-year-old Ann Poe"."""
    head = document.text[max(figure.sentence_start, figure.value.start - _REACH) : figure.value.start]
    found = _AGED.search(head) or _OF_AGE.match(document.text, figure.value.end, figure.sentence_end)
    return name_parts((found[1],)) if found else frozenset()


def _aged(figure: Figure, document: Document) -> frozenset[str]:
    """The names of the sentence, in parts; where it has none those of the person named last before it."""
    return name_parts(figure.names) or _person_before(document, figure.sentence_start)


def scoped_alone(first: Figure, second: Figure, documents: tuple[Document, Document]) -> bool:
    """Whether one side counts only within a place that the other names nowhere near: "died in North Carolina"."""
    one, other = documents
    return _narrows(first, second, other) or _narrows(second, first, one)


def _narrows(figure: Figure, other: Figure, document: Document) -> bool:
    """Whether a figure is of a place, or has a name in front, that neither the other's sentence nor its title knows."""
    places = name_parts(figure.places)
    if not places or name_parts(other.places) & places:
        return False
    return not places & _known_to(other, document)
