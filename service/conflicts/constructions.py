"""Constructions in which a value says something else than how much there is, or when something happened."""

import re

from corpus.documents import Document
from corpus.figures.calendar import MONTHS, WEEKDAYS
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import PERSONS
from corpus.figures.words import stem

_SAID = re.compile(
    r"\b(?:said|says|told|tweeted|wrote|added|warned|noted)"
    r"(?: (?:[A-Z][\w.’'-]*|on|early|late|earlier|in|during|at|a|an|the|his|her|its|their|to|by|via|news|press|media|"
    r"conference|statement|interview|briefing|reporters?|tweet|post|speech|e-?mail|blog|letter|release|memo|call|it|him|"
    r"them|of|from|with)){0,8} $"
    r"|\b[Ii]n (?:a|an|the|his|her|their|its) (?:[\w-]+ )?(?:statement|interview|tweet|post|letter|e-?mail|release)"
    r"(?: (?:on|late|early|earlier))* $"
)
"""A verb of saying, and behind it up to the date only where and to whom it was said."""
_LASTING = re.compile(r"(?i)\b(?:remain(?:s|ed|ing)?|stay(?:s|ed|ing)?|still|continu(?:es|ed|ing))(?: [\w’'-]+){0,3} $")
"""A state that goes on, with the date behind it."""
_CAUSE = re.compile(
    r"(?i)\b(?:due to|because of|caused by|amid|after|following|in the wake of|ahead of|despite|in the aftermath of)"
    r"(?: [\w’'.-]+){0,5}$"
)
_NEGATED = re.compile(
    r"(?i)\b(?:not|never|neither|nor|denied|ruled out|rather than|instead of|\w+n[’']t)(?: [\w’'-]+){0,4}[ -]$"
)
_HEDGED = re.compile(r"(?i)\b(?:more than|less than|over|nearly|almost|about|around|some|roughly|well over) $")
_PAST = re.compile(r"(?i)\b(?:past|last|recent) (?:\w+ )?(?:years?|months|decades?|centur\w+)$")
_BARE_SEASON = re.compile(
    r"(?i)(?:earlier |later |late |early )?(?:in |during |over |this )?(?:the )?(?:spring|summer|autumn|fall|winter)$"
)
_HIGHER = re.compile(r"(?i)(?:[ -][\w%]+)? (?:higher|lower|ahead|better|worse)\b")
_UP = re.compile(
    r"(?i)\b(?:up|down|by|rose|risen|rising|fell|fallen|falling|gained|gaining|lost|losing|jumped|dropped|climbed|slid|added)"
    r"(?: (?:about|around|nearly|almost|some|another|roughly|more than|at least|by|an average of|as much as))* $"
)
_THAN = re.compile(r"(?i)(?:younger|older|under|over)\b")
_AGED = re.compile(
    r"(?i)(?:(?<!median )(?<!average )(?<!mean )\b(?:aged?|ages)|\bbetween the ages of)(?: [\w-]+){0,4} $"
)
_OF_AGE = re.compile(
    r"(?i)(?: |-)?(?:years?|months?|weeks?)?(?: |-)(?:olds?|of age|and (?:older|over|up|under|younger))\b"
)
_AT_AGE = re.compile(r"(?i)\bat (?:the )?(?:age )?(?:of )?$")
_DIED = re.compile(r"(?i)\b(?:die[sd]?|dead|death|killed|passed away|succumbed)\b")
_FROM = re.compile(r"(?i) (?:to|through|until|up to|[-–]) (?:under |age )?\d")
_UP_TO = re.compile(r"(?i)\d\w*(?: \w+)? (?:to|through|under|-|–) (?:\w+ )?$")
_SUPERLATIVE = re.compile(r"(?i)(?<!\bat )\b(?:most|least)[- ]\w+|\b\w{2,}est\b")
_NO_SUPERLATIVES = frozenset(
    "west northwest southwest midwest east northeast southeast interest request protest arrest forest contest invest "
    "harvest test rest guest suggest quest honest modest chest nest best latest".split()
)
"""What ends like one, or picks nothing out."""
_NAMING = re.compile(r"(?i)\b(?:the|this|that)[ -]$")
_PREDICATE = re.compile(
    r"(?i)(?:\b(?:is|was|are|were|be|been|being|becom(?:e|es|ing)|became|remains?|mark(?:s|ed|ing)?|ma(?:ke|kes|king|de)|for|as"
    r"|call(?:s|ed)?|dubbed|considered|constitutes?|represents?)|[a-z][’']s)"
    r"(?: (?:also|only|just|still|now|already|not|even|about|likely|probably|possibly|officially))*[ -]the[ -]$"
)
_QUOTED = re.compile(r"[\"“]([^\"“”,.]{2,40})[\"”]")
_NEAR_QUOTE = 40
"""Code points on either side of a value within which a quoted name is that of what it measures."""
_PART_OF = re.compile(
    r"(?i)\b(?:part|portion|parts|some|most|much|half|share|a (?:third|quarter|fifth)|two[- ]thirds|three[- ]quarters)"
    r" of (?:its|the|their|his|her|our|a|an|about|some|nearly|(?-i:[A-Z])[\w-]+[’']s) (?:[\w-]+ ){0,2}$"
)
"""In front of a value that is the whole, where something is said of its part."""
_ONE_ALONE = re.compile(r"(?P<who>[A-Z][\w&’'-]+) alone\b[^.;:,]*$")
_CONVERTED = re.compile(r"(?:\d|\b(?:[mb]illion|trillion|[mb]n))\b[^()]{0,40} \((?:about |around |roughly |some )?$")
_AVERAGED = re.compile(r"(?i)\b(?:average[ds]?|averaging|median|(?:an?|the|its|their|arithmetic) mean)\b")
_LAST_WORDS = re.compile(r"(?:[\w’'-]+ ){0,5}$")
_LANDMARK = re.compile(
    r"(?:\s+\(.{1,20}\))?(?:\s+(?:away|inland|offshore|(?:[a-z]+-)*(?:north|south|east|west)[\w-]*))*"
    r"\s+(?:of|from|off|outside)\s+(?:[a-z]+\s+){0,3}(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
"""Behind a distance: the place that it is measured from."""
CONJUNCTION = re.compile(
    r"(?i)\b(?:that|which|who|whom|whose|after|before|as|while|when|because|since|if|but|although|though|until)\b"
)
_PAGE = re.compile(
    r"(?i)\b(?:updates?|news|coverage|headlines|blog|stories)(?: [\w’'-]+){0,3} (?:from|on|for|of) $|\bdate: $"
)
_STAMP = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}")
_DEFINED = re.compile(
    r"(?i)\b(?:which means|defined as|by definition|the definition of|"
    r"(?:is|are|was|were|be) (?:classified|classed|defined|categori[sz]ed|rated|considered))\b"
)
"""What stands before a value that says where a class begins, and nothing of how much there was."""
_OF_AGES = re.compile(
    r"(?i)\b(?:aged?|ages|between the ages of|children|kids|teens|teenagers|adolescents|adults|people|those) "
    r"(?P<from>\d{1,2})(?P<months> months?| years?)?"
    r"(?: ?(?:to|through|and|-|–) ?(?P<to>\d{1,2}))?\b(?![,.]\d| ?%| percent)"
    r"|\b(?P<least>\d{1,2})(?: years)?(?: of age)? (?:and|or) (?:older|over|up|above)"
    r"|\b(?:under|younger than|below)(?: the)?(?: age(?: of)?)? (?P<below>\d{1,2})\b(?![,.]\d| ?%| percent)"
)
_OLDEST = 120
_UP_FROM = re.compile(r"(?i)(?: years)?(?: of age)? (?:and|or) (?:older|over|up|above)\b")
_YOUNG = frozenset(
    stem(word)
    for word in "child children kid toddler infant baby teen teenager adult boys girls men women those people".split()
)
_JOINT = re.compile(r"(?: [\w-]+){0,2} [a-z-]+s and (?:[a-z-]+ )?[a-z]+s\b")
"""Behind a count: two nouns that it counts together, "24 companies and individuals"."""
_HOME = re.compile(
    r"(?i)\b(?:town|city|village|country|nation|province|state|region|county|territory|island|community|district|"
    r"home) (?:of|to)(?: [a-z]+){0,2} $"
)
_LIVES = re.compile(r"(?: [a-z]+)? (?:who )?(?:live|reside)s?\b")
_SUPPOSED = re.compile(r"(?i)\bif [^.;]{0,60}\b(?:had|were)\b[^.;]{0,40}$")
_LISTED = re.compile(r"\b\d[\d,.]*(?: [a-z]+){0,2} (?:from|in|at) (?:the )?[A-Z]")
"""One of several amounts of one sentence, each with its own place: "35,000 from Ardel, 65,000 from Borne"."""
_LIST = 3


def before(figure: Figure, document: Document) -> str:
    """The sentence up to the value."""
    return document.text[figure.sentence_start : figure.value.start]


def behind(figure: Figure, document: Document) -> str:
    """The sentence from the value on."""
    return document.text[figure.value.end : figure.sentence_end]


def dates_a_saying(figure: Figure, document: Document) -> bool:
    """Whether a date is when somebody said something: "said late Tuesday that"."""
    return bool(_SAID.search(before(figure, document)))


def dates_a_state(figure: Figure, document: Document) -> bool:
    """Whether a date is one of the days on which something went on: "remained closed Thursday"."""
    return bool(_LASTING.search(before(figure, document)))


def is_negated(figure: Figure, document: Document) -> bool:
    """Whether an amount is said not to be: "is not considering a rise of 3 percent". Bounds ("no more than 3") hold."""
    return bool(_NEGATED.search(before(figure, document)))


def is_age_bracket(figure: Figure, document: Document) -> bool:
    """Whether years or months say who is meant: "children 6 months to 5 years", "people aged 12 and over"."""
    if figure.value.kind not in {"duration", "count", "age"}:
        return False
    head, tail = before(figure, document), behind(figure, document)
    if _AGED.search(head) or _OF_AGE.match(tail):
        return figure.value.kind != "age"
    if head.split() and stem(head.split()[-1]) in _YOUNG and _THAN.match(figure.text):
        return True
    people = figure.head in _YOUNG or stem(figure.head or "") in PERSONS
    return people and bool(_FROM.match(tail) or _UP_TO.search(head))


def is_a_definition(figure: Figure, document: Document) -> bool:
    """Whether a value says where a class begins: "Category 4, which means winds of 130 mph or more"."""
    return bool(_DEFINED.search(before(figure, document)))


def ages_of(figure: Figure, document: Document) -> list[tuple[int, int]]:
    """The ages in years, of those that a sentence speaks of: "ages 6 to 11", "12 and older"."""
    sentence = document.text[figure.sentence_start : figure.sentence_end]
    return [_ages(found) for found in _OF_AGES.finditer(sentence)]


def _ages(found: re.Match[str]) -> tuple[int, int]:
    if found["below"]:
        return 0, int(found["below"]) - 1
    if found["least"]:
        return int(found["least"]), _OLDEST
    youngest = 0 if (found["months"] or "").startswith(" month") else int(found["from"])
    oldest = int(found["to"]) if found["to"] else _OLDEST if _UP_FROM.match(found.string, found.end()) else youngest
    return youngest, oldest


def is_of_a_group(figure: Figure, document: Document) -> bool:
    """Whether an age is nobody's own but says who is meant: "ages 6 to 17", "those over 12", "17-year-old boys"."""
    value = figure.value
    if value.low != value.high or value.comparator not in {"equal", "about", "nearly"}:
        return True
    near = [*before(figure, document).split()[-1:], *behind(figure, document).split()[:1]]
    return figure.text.lower().startswith("ages") or any(stem(word) in _YOUNG for word in near)


def is_at_an_age(figure: Figure, document: Document) -> bool:
    """Whether an age is that at which somebody once did something, "at age 43 he took office", and not that of now; the
    age at which somebody died stays.
    """
    sentence = document.text[figure.sentence_start : figure.sentence_end]
    return bool(_AT_AGE.search(before(figure, document))) and not _DIED.search(sentence)


def is_rough(figure: Figure, document: Document) -> bool:
    """Whether a date is only reckoned back from the report: "more than two decades ago", "over the past year", "earlier
    in the summer".
    """
    if _PAST.search(figure.text) or _BARE_SEASON.match(figure.text):
        return True
    if not figure.text.lower().endswith("ago"):
        return False
    return "decade" in figure.text.lower() or bool(_HEDGED.search(before(figure, document)))


def rank_of(figure: Figure, document: Document) -> str:
    """The superlative by which a value is picked from its likes: "strongest" in "fifth-strongest storm", "biggest" in
    "biggest rise in 28 years"; empty where there is none.
    """
    near = f"{_LAST_WORDS.search(before(figure, document))[0]}{figure.text}"  # type: ignore[index] # matches nothing too
    found = [word for word in _SUPERLATIVE.findall(near) if word.lower() not in _NO_SUPERLATIVES]
    return found[-1].lower() if found else ""


def names_an_occurrence(figure: Figure, document: Document) -> bool:
    """Whether an ordinal only says which of a series is meant, "bowled in the first Test", and not how many there had
    been: "this was the third visit".
    """
    head = before(figure, document)
    return bool(_NAMING.search(head)) and not _PREDICATE.search(head)


def quoted_name_of(figure: Figure, document: Document) -> str:
    """The quoted words near a value, in lower case, that name what it measures: 'the "may-buy" level of 1,655'; empty
    where there are none.
    """
    start = max(figure.sentence_start, figure.value.start - _NEAR_QUOTE)
    end = min(figure.sentence_end, figure.value.end + _NEAR_QUOTE)
    found = _QUOTED.findall(document.text, start, figure.value.start) or _QUOTED.findall(
        document.text, figure.value.end, end
    )
    return found[-1].lower() if len(found) == 1 else ""


def is_of_a_part(figure: Figure, document: Document) -> bool:
    """Whether an amount is a whole of which only a part is meant: "interest on part of its 109 billion"."""
    return bool(_PART_OF.search(before(figure, document)))


def is_of_one_alone(figure: Figure, document: Document) -> bool:
    """Whether an amount is only that of one of several: "Norland Airlines alone cancelled 224 flights"."""
    found = _ONE_ALONE.search(before(figure, document))
    return found is not None and found["who"].lower() not in MONTHS.keys() | WEEKDAYS.keys()


def is_joint(figure: Figure, document: Document) -> bool:
    """Whether a count is of two nouns together: "two dozen companies and individuals"."""
    return figure.value.kind == "count" and bool(_JOINT.match(behind(figure, document)))


def is_a_population(figure: Figure, document: Document) -> bool:
    """Whether a count is of those who live somewhere: "a town of 16,000 people", "160,000 people live there"."""
    if figure.value.kind != "count":
        return False
    return bool(_HOME.search(before(figure, document)) or _LIVES.match(behind(figure, document)))


def is_supposed(figure: Figure, document: Document) -> bool:
    """Whether a value is of what did not happen: "if he had died in February"."""
    return bool(_SUPPOSED.search(before(figure, document)))


def is_one_of_a_list(figure: Figure, document: Document) -> bool:
    """Whether a value is one of three or more, each of a place of its own."""
    sentence = document.text[figure.sentence_start : figure.sentence_end]
    places = [figure.sentence_start + found.start() for found in _LISTED.finditer(sentence)]
    return len(places) >= _LIST and any(figure.value.start <= place < figure.value.end for place in places)


def is_converted(figure: Figure, document: Document) -> bool:
    """Whether a sum only restates the one in front of it in another currency: "5bn crowns (3bn euros)"."""
    return figure.value.kind == "money" and bool(_CONVERTED.search(before(figure, document)))


def is_averaged(figure: Figure, document: Document) -> bool:
    """Whether an amount is the mean of several."""
    start = max(figure.sentence_start, figure.value.start - _NEAR_QUOTE)
    return bool(_AVERAGED.search(document.text[start : figure.value.start] + figure.text))


def is_change(figure: Figure, document: Document) -> bool:
    """Whether an amount is how much something went up or down: "closed 900 points higher", "up 600 points"."""
    return bool(_HIGHER.match(behind(figure, document)) or _UP.search(before(figure, document)))


def landmark_of(figure: Figure, document: Document) -> frozenset[str]:
    """The name, in words, of the place from which a distance is measured; empty where none follows it."""
    if figure.value.dimension != "length":
        return frozenset()
    found = _LANDMARK.match(document.text, figure.value.end, figure.sentence_end)
    return frozenset(found["name"].lower().split()) if found else frozenset()


def is_background(word: re.Match[str], sentence: str) -> bool:
    """Whether a word stands behind "due to", "after" or the like: it is what led to the event, not the event."""
    return bool(_CAUSE.search(sentence[: word.start()].rstrip()))


def is_in_other_clause(place: int, figure: Figure, sentence: str) -> bool:
    """Whether a conjunction stands between a date and a word, at this place of its sentence: "shared a statement on
    Tuesday that he had died".
    """
    start, end = figure.value.start - figure.sentence_start, figure.value.end - figure.sentence_start
    between = sentence[end:place] if place >= end else sentence[place:start]
    return bool(CONJUNCTION.search(between))


def dates_a_page(figure: Figure, document: Document) -> bool:
    """Whether a date is that of a page of news: "the latest updates from Monday", "(18.03.2017)" behind a teaser."""
    head = before(figure, document)
    stamped = head.endswith("(") and bool(_STAMP.fullmatch(figure.text)) and behind(figure, document).startswith(")")
    return stamped or bool(_PAGE.search(head))
