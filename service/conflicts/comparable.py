"""The gates: what keeps two figures of one series from being one measure."""

from collections.abc import Callable

from corpus.figures.vocabulary import PERSONS, measure_of
from corpus.figures.words import stem
from service.conflicts.stated import EVENT_SERIES, Stated

Gate = Callable[[Stated, Stated], str | None]


_VISITS_AND_TALKS = {"visit", "meet"}
"""Who holds talks in a place is there on a visit."""


def apart(first: Stated, second: Stated) -> str | None:
    """What keeps two figures of one series from being one measure, as the name of a gate; None where nothing does."""
    gates = _EVENT_GATES if first.series in EVENT_SERIES else _AMOUNT_GATES
    return next((name for gate in gates if (name := gate(first, second))), None)


def _other_event(first: Stated, second: Stated) -> str | None:
    a, b = first.figure.event, second.figure.event
    shared = bool(first.agents & second.agents)
    if a == b or (shared and (not a or not b)):
        return None
    talks = {a, b} == _VISITS_AND_TALKS and shared and bool(first.places & second.places)
    return None if talks else "another event"


def _other_agent(first: Stated, second: Stated) -> str | None:
    """Who does it is named on both sides, and nothing says that it is one: a minister may be anybody by name."""
    a, b = first.figure.agent, second.figure.agent
    if not a or not b:
        return None
    if first.agents & second.agents:
        return "another of the family name" if _of_other_first_name(first, second) else None
    if _is_proper(a) != _is_proper(b):
        noun = (b if _is_proper(a) else a)[0]
        return None if stem(noun) in PERSONS or (_uses(noun, first) and _uses(noun, second)) else "another agent"
    return "another agent"


def _of_other_first_name(first: Stated, second: Stated) -> bool:
    """Whether two people share a family name only, and neither document knows the other's first name."""
    a, b = ([name.lower().split() for name in side.figure.agent] for side in (first, second))
    if (
        len(a) != 1
        or len(b) != 1
        or min(len(a[0]), len(b[0])) < 2
        or any(stem(part) in PERSONS for part in a[0] + b[0])
    ):
        return False
    one, other = a[0][0], b[0][0]
    alike = one[:3] == other[:3] or one in b[0] or other in a[0]
    return not (alike or one in second.subject.mentioned or other in first.subject.mentioned)


def _is_proper(names: tuple[str, ...]) -> bool:
    return any(name[:1].isupper() for name in names)


def _uses(noun: str, side: Stated) -> bool:
    """Whether a sentence uses the noun: "the line" beside "the Kestrel Line"."""
    return any(term == stem(noun) for term, _ in side.figure.terms) or noun in side.names


def _other_place(first: Stated, second: Stated) -> str | None:
    """Both sides name a place, and one of the places is not to be found in the other document at all."""
    a, b = first.places, second.places
    if not a or not b or a & b:
        return None
    return None if a & second.subject.mentioned and b & first.subject.mentioned else "another place"


def _other_whole(first: Stated, second: Stated) -> str | None:
    """The measure belongs to different things: the cost of a line, the cost of a stadium."""
    if not first.figure.of or not second.figure.of:
        return None
    a, b = measure_of(first.figure.of), measure_of(second.figure.of)
    return None if a == b or a in second.near or b in first.near else "the measure of another thing"


def _other_subject(first: Stated, second: Stated) -> str | None:
    """Names tell two subjects apart where both sides have some, in sentence, title or lead, and share none."""
    a, b = first.names | first.subject.names, second.names | second.subject.names
    return "another subject" if a and b and not a & b else None


def _other_head(first: Stated, second: Stated) -> str | None:
    """The counted nouns differ, and neither stands close to the other figure."""
    a, b = first.heads, second.heads
    if not a or not b or a & b:
        return None
    return None if a & second.near or b & first.near else "another thing counted"


def _exclusive(first: Stated, second: Stated) -> str | None:
    crossed = any(second.bars.get(bar, side) != side for bar, side in first.bars.items())
    return "words that exclude each other" if crossed else None


def _other_owner(first: Stated, second: Stated) -> str | None:
    """Both counted things carry a name in front, and not the same one: Russian companies, Turkish companies."""
    a, b = first.owners, second.owners
    return "another name in front of it" if a and b and not a & b else None


_EVENT_GATES: tuple[Gate, ...] = (_other_event, _other_agent, _other_place, _other_subject, _other_owner)
_AMOUNT_GATES: tuple[Gate, ...] = (
    _other_head,
    _other_whole,
    _exclusive,
    _other_owner,
    _other_place,
    _other_subject,
)
