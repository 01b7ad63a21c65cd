"""The gates: which figures may be compared at all, and what keeps the others apart."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EXCLUSIVE, MEASURES, measure_of
from corpus.figures.words import stem
from service.conflicts.subjects import Subject, name_parts

EVENT_SERIES = frozenset({"date", "open date", "ordinal", "previous", "age"})
"""The series whose values belong to an event or a person, not to a noun."""
_TIMES = frozenset({"date", "date_range"})
_UNCOUNTED = frozenset({"show", "includ", "amount", "compar", "report", "say", "state", "use", "base", "relat", "need"})
"""Verbs that state no event of their own."""
NEAR = 8
"""Words within which a scope word bears on a figure."""
CLOSE = 4
"""Words within which a verb says what people did or what befell them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with the subject of the document that states it."""

    figure: Figure
    subject: Subject


def series_of(figure: Figure) -> str | None:
    """The kind of thing whose values may be compared with each other; None for a figure that states nothing to compare.

    A year that only places another figure, a lone "first", or an event that nothing names is none.
    """
    if figure.value.kind in _TIMES:
        if not figure.event or figure.event in _UNCOUNTED:
            return None
        return "date" if figure.value.low is not None and figure.value.high is not None else "open date"
    if figure.value.kind == "ordinal":
        if figure.head in {None, "time"} and figure.previous is None and figure.gap_years is None:
            return None
        return "previous" if figure.previous or figure.gap_years is not None else "ordinal"
    if figure.value.kind == "age":
        return "age"
    if figure.value.kind == "count" and _says_little(figure):
        return None
    dimension = figure.value.dimension if figure.value.kind == "quantity" else None
    return f"{figure.value.kind}:{dimension}:{figure.per}:{figure.role in _CHANGE}"


def _says_little(figure: Figure) -> bool:
    """Whether a count is one or two: any two sentences may hold one."""
    return isinstance(figure.value.high, int | float) and figure.value.high <= 2


_CHANGE = frozenset({"change_by"})


def apart(first: Stated, second: Stated) -> str | None:
    """What keeps two figures of one series from being one measure, as the name of a gate; None where nothing does."""
    gates = _EVENT_GATES if series_of(first.figure) in EVENT_SERIES else _AMOUNT_GATES
    return next((name for gate in gates if (name := gate(first, second))), None)


def _other_event(first: Stated, second: Stated) -> str | None:
    return None if first.figure.event == second.figure.event else "another event"


def _is_proper(names: tuple[str, ...]) -> bool:
    return any(name[:1].isupper() for name in names)


def _other_agent(first: Stated, second: Stated) -> str | None:
    """Who does it is named on both sides, and nothing says that it is one: a minister may be anybody by name."""
    a, b = first.figure.agent, second.figure.agent
    if not a or not b or name_parts(a) & name_parts(b):
        return None
    if _is_proper(a) != _is_proper(b):
        noun = (b if _is_proper(a) else a)[0]
        return None if stem(noun) in _PERSONS or _is_mentioned(noun, first, second) else "another agent"
    return "another agent"


_PERSONS = frozenset(
    stem(word)
    for word in (
        "president minister premier leader pope king queen prince chief chairman chairwoman head envoy official "
        "delegation diplomat chancellor secretary executive boss director governor mayor senator visitor guest team "
        "man woman he she politician general commander founder owner captain pontiff monarch author"
    ).split()
)
"""Nouns that may stand for anybody's name."""


def _is_mentioned(noun: str, first: Stated, second: Stated) -> bool:
    """Whether both sentences use the noun: "the line" beside "the Kestrel Line"."""
    return all(_uses(noun, side.figure) for side in (first, second))


def _uses(noun: str, figure: Figure) -> bool:
    return any(term == stem(noun) for term, _ in figure.terms) or noun in name_parts(figure.names)


def _other_place(first: Stated, second: Stated) -> str | None:
    """Both sides name a place, and one of the places is not to be found in the other document at all."""
    a, b = name_parts(first.figure.places), name_parts(second.figure.places)
    if not a or not b or a & b:
        return None
    return None if a & second.subject.mentioned and b & first.subject.mentioned else "another place"


def _other_whole(first: Stated, second: Stated) -> str | None:
    """The measure belongs to different things: the cost of a line, the cost of a stadium."""
    a, b = first.figure.of, second.figure.of
    if not a or not b or measure_of(a) == measure_of(b):
        return None
    if measure_of(a) in _near_families(second.figure, NEAR) or measure_of(b) in _near_families(first.figure, NEAR):
        return None
    return "the measure of another thing"


def _other_subject(first: Stated, second: Stated) -> str | None:
    """Names tell two subjects apart where both sides have some, in sentence, title or lead, and share none."""
    a = name_parts(first.figure.names) | first.subject.names
    b = name_parts(second.figure.names) | second.subject.names
    return "another subject" if a and b and not a & b else None


_ANYBODY = frozenset(stem(word) for word in "people person man woman individual figure".split())


def head_families(figure: Figure) -> frozenset[str]:
    """The families of the counted noun, empty where none was found; "people" are also what they are said to be."""
    if not figure.head:
        return frozenset()
    own = {measure_of(figure.head)}
    if figure.head in _ANYBODY:
        own |= {MEASURES[term] for term, distance in figure.terms if distance <= CLOSE and term in MEASURES}
    return frozenset(own)


def _near_families(figure: Figure, reach: int) -> frozenset[str]:
    return frozenset(measure_of(term) for term, distance in figure.terms if distance <= reach)


def _other_head(first: Stated, second: Stated) -> str | None:
    """The counted nouns differ, and neither stands close to the other figure."""
    a, b = head_families(first.figure), head_families(second.figure)
    if not a or not b or a & b:
        return None
    if a & _near_families(second.figure, NEAR) or b & _near_families(first.figure, NEAR):
        return None
    return "another thing counted"


def _side_of(figure: Figure, sides: tuple[frozenset[str], ...]) -> int | None:
    """The side that a figure stands on: its head's or a modifier's, else its nearest word's; None if unclear."""
    for words in ({figure.head, *figure.modifiers}, {figure.verb}):
        own = [place for place, side in enumerate(sides) if side & words]
        if len(own) == 1:
            return own[0]
    near = [(distance, place) for term, distance in figure.terms for place, side in enumerate(sides) if term in side]
    near = sorted(item for item in near if item[0] <= NEAR)
    if not near or (len(near) > 1 and near[1][0] == near[0][0] and near[1][1] != near[0][1]):
        return None
    return near[0][1]


def _exclusive(first: Stated, second: Stated) -> str | None:
    for sides in EXCLUSIVE:
        a = _side_of(first.figure, sides)
        b = _side_of(second.figure, sides) if a is not None else None
        if a is not None and b is not None and a != b:
            return "words that exclude each other"
    return None


def _proper_modifiers(figure: Figure) -> frozenset[str]:
    words = (figure.counted or "").split()[:-1]
    return name_parts(tuple(word for word in words if word[:1].isupper()))


def _other_restricted_name(first: Stated, second: Stated) -> str | None:
    """Both counted things carry a name in front, and not the same one: Russian companies, Turkish companies."""
    a, b = _proper_modifiers(first.figure), _proper_modifiers(second.figure)
    return "another name in front of it" if a and b and not a & b else None


Gate = Callable[[Stated, Stated], str | None]
_EVENT_GATES: tuple[Gate, ...] = (_other_event, _other_agent, _other_place, _other_subject, _other_restricted_name)
_AMOUNT_GATES: tuple[Gate, ...] = (
    _other_head,
    _other_whole,
    _exclusive,
    _other_restricted_name,
    _other_place,
    _other_subject,
)
