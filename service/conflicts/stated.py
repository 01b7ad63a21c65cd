"""A figure with all that comparing it needs, worked out once: its series, its words by families, its names."""

import re
from collections import defaultdict
from dataclasses import dataclass

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, EXCLUSIVE, MEASURES, PERSONS, measure_of
from corpus.figures.words import stem
from service.conflicts.subjects import Subject, name_parts, subject_of
from service.remembering import remembered_of_figure

EVENT_SERIES = frozenset({"date", "open date", "ordinal", "previous", "age"})
"""The series whose values belong to an event or a person, not to a noun."""
_TIMES = frozenset({"date", "date_range"})
_PLACEHOLDERS = frozenset({"time", "kind", "place"})
"""Nouns of an ordinal that name no event."""
_UNCOUNTED = frozenset({"show", "includ", "amount", "compar", "report", "say", "state", "use", "base", "relat", "need"})
"""Verbs that state no event of their own."""
NEAR = 8
"""Words within which a scope word bears on a figure."""
CLOSE = 4
"""Words within which a verb says what people did or what befell them."""
_WIDTH = 5.0
"""Words from a figure at which a term counts half."""
_ANYBODY = frozenset(stem(word) for word in "people person man woman individual figure".split())
_LIVING = frozenset(stem(word) for word in "reside residing live living census inhabit".split())
"""Words that make people of a place its inhabitants."""
_INHABITANT = measure_of(stem("population"))


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A figure as its document states it. Words are families (vocabulary.py), names as `name_parts` writes them."""

    figure: Figure
    subject: Subject
    series: str | None
    heads: frozenset[str]
    near: frozenset[str]
    """The words within `NEAR`."""
    weights: dict[str, float]
    """The sentence's words, each worth the more the nearer it stands."""
    names: frozenset[str]
    agents: frozenset[str]
    places: frozenset[str]
    owners: frozenset[str]
    """The names in front of the counted noun: "Russian" in "Russian companies"."""
    bars: dict[int, int]
    """For each bar of `EXCLUSIVE` that the figure stands on one side of: the number of the side."""


@remembered_of_figure(lambda figure: 3_500 + 400 * len(figure.terms))
def stated(figure: Figure, document: Document) -> Stated:
    """A figure of a document, ready to be compared."""
    counted = (figure.counted or "").split()[:-1]
    return Stated(
        figure=figure,
        subject=subject_of(document),
        series=series_of(figure),
        heads=heads_of(figure),
        near=frozenset(measure_of(term) for term, distance in figure.terms if distance <= NEAR),
        weights=_weights(figure),
        names=name_parts(figure.names),
        agents=name_parts(figure.agent),
        places=name_parts(figure.places),
        owners=name_parts(tuple(word for word in counted if word[:1].isupper())),
        bars=_bars(figure, document),
    )


def series_of(figure: Figure) -> str | None:
    """The kind of thing whose values may be compared with each other; None for a figure that states nothing to compare.

    A year that only places another figure, a lone "first", or an event that nothing names is none.
    """
    if figure.value.kind in _TIMES:
        if not figure.event or figure.event in _UNCOUNTED:
            return None
        return "date" if figure.value.low is not None and figure.value.high is not None else "open date"
    if figure.value.kind == "ordinal":
        if figure.previous or figure.gap_years is not None:
            return "previous"
        return "ordinal" if figure.event and figure.event not in _PLACEHOLDERS else None
    if figure.value.kind == "age":
        return "age"
    if figure.value.kind == "count" and _says_little(figure):
        return None
    dimension = figure.value.dimension if figure.value.kind == "quantity" else None
    return f"{figure.value.kind}:{dimension}:{figure.per}:{figure.role == 'change_by'}"


def _says_little(figure: Figure) -> bool:
    """Whether a count is one or two: any two sentences may hold one."""
    return isinstance(figure.value.high, int | float) and figure.value.high <= 2


def heads_of(figure: Figure) -> frozenset[str]:
    """The families of the counted noun, empty where none was found; "people" are also what they are said to be, and
    whoever somebody brings along are a delegation.
    """
    if not figure.head:
        return frozenset()
    own = {measure_of(figure.head)}
    if figure.head in _ANYBODY:
        own |= {MEASURES[term] for term, distance in figure.terms if distance <= CLOSE and term in MEASURES}
        own |= {_INHABITANT} if any(term in _LIVING for term, _ in figure.terms) else set()
    if figure.value.kind == "count" and figure.head in _COMPANIONS and _is_brought_along(figure):
        own.add(_DELEGATION)
    return frozenset(own)


def _is_brought_along(figure: Figure) -> bool:
    near = (term for term, distance in figure.terms if distance <= NEAR)
    return figure.verb == stem("brought") or any(term in _COMPANY for term in near)


_COMPANY = frozenset(stem(word) for word in "delegation retinue entourage accompanied accompanying".split())
_DELEGATION = stem("delegation")
_COMPANIONS = PERSONS | frozenset(
    stem(word)
    for word in (
        "member official manager people person company firm head leader executive entrepreneur representative delegate"
    ).split()
)
"""Nouns for those whom somebody brings along on a visit."""


def _weights(figure: Figure) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, distance in figure.terms:
        family = EVENTS.get(term, measure_of(term))
        weights[family] = max(weights.get(family, 0.0), _WIDTH / (_WIDTH + distance))
    return weights


def _sides() -> dict[str, list[tuple[int, int]]]:
    """Each stem of `EXCLUSIVE` with the bars that it stands on and the side of each."""
    table: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for bar, sides in enumerate(EXCLUSIVE):
        for side, words in enumerate(sides):
            for word in words:
                table[word].append((bar, side))
    return dict(table)


_SIDES = _sides()
_BEHIND = re.compile(r"(?: (?!and\b|or\b|but\b|while\b)[a-z]+){1,4}")
"""The words between a value and the next mark or conjunction."""


def _bars(figure: Figure, document: Document) -> dict[int, int]:
    """The sides that a figure stands on: its head's or a modifier's, else that of what is said of it right behind it,
    else its verb's, else its nearest word's.
    """
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    ranked = [(0, figure.head), *((0, word) for word in figure.modifiers)]
    behind = _BEHIND.match(document.text, figure.value.end, figure.sentence_end)
    ranked += [(1, stem(word)) for word in (behind[0].lower().split() if behind else [])]
    ranked += [(2, figure.verb)]
    ranked += [(2 + distance, term) for term, distance in figure.terms if distance <= NEAR]
    for rank, word in ranked:
        for bar, side in _SIDES.get(word or "", ()):
            found[bar][rank].add(side)
    nearest = {bar: by_rank[min(by_rank)] for bar, by_rank in found.items()}
    return {bar: min(sides) for bar, sides in nearest.items() if len(sides) == 1}
