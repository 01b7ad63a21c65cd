"""From pairs of figures to conflicts: one measure with all its sides, the sources that agree within one side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from service.answer import ConflictType
from service.conflicts.differing import Difference, difference, values_agree
from service.conflicts.intervals import BOUNDS, ends_of, size_of_difference

GRAVITY: dict[ConflictType, int] = {
    "contradiction": 0,
    "different_scope": 1,
    "different_occurrence": 2,
    "change_over_time": 3,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of different documents taken for one measure; `difference` None where they agree."""

    first: Figure
    second: Figure
    likeness: float
    difference: Difference | None

    @property
    def strength(self) -> float:
        """How much speaks for it; how likely that makes it is another matter (confidence.py)."""
        return self.likeness * (self.difference.certainty if self.difference else 1.0)


@dataclass(frozen=True, slots=True)
class SidePair:
    """How two sides, by number, differ."""

    a: int
    b: int
    difference: Difference
    strength: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """One measure: sides of agreeing figures in a fixed order, and how every two of them differ."""

    sides: tuple[tuple[Figure, ...], ...]
    pairs: tuple[SidePair, ...]

    @property
    def gravest(self) -> SidePair:
        """The pair that gives the conflict its type: the gravest, of several the strongest; of equals the one whose
        values come first, whatever the sources are called, so that a copy of one changes nothing.
        """
        return min(self.pairs, key=lambda pair: (*_standing(pair), self._words_of(pair)))

    def _words_of(self, pair: SidePair) -> list[str]:
        return sorted(min(figure.text for figure in self.sides[number]) for number in (pair.a, pair.b))


def _standing(pair: Pair | SidePair) -> tuple[int, float, str]:
    """What ranks a pair that differs: the graver first, then the stronger; equals by the name of their rule."""
    assert pair.difference is not None
    return GRAVITY[pair.difference.type], -pair.strength, pair.difference.rule


def _order(figure: Figure) -> tuple[str, int]:
    return figure.document, figure.value.start


def _content(figure: Figure) -> tuple[tuple[float, float], str, tuple[tuple[str, int], ...], tuple[str, int]]:
    """An order of figures by what they say, the lower values first; only what says the same goes by its place."""
    return ends_of(figure.value), figure.text, figure.terms, _order(figure)


def matched(pairs: Iterable[Pair]) -> list[Pair]:
    """Of every two documents' pairs those in which each figure stands once, the likest first.

    A figure that another document repeats is thereby no longer free to differ from a third value there.
    """
    taken: set[tuple[str, DocumentId]] = set()
    kept = []
    for pair in sorted(pairs, key=_preference):
        ends = {(pair.first.id, pair.second.document), (pair.second.id, pair.first.document)}
        if not ends & taken:
            taken |= ends
            kept.append(pair)
    return kept


STRETCH = 1 / 3
"""How far, as a share of the larger value, a bound may lie from a value and still be said to state it."""
AGREEMENT = 0.1
"""What an equal rival is worth: two documents are likelier to agree than to differ."""
LOOSE_AGREEMENT = -0.2
"""What one is worth that agrees only because it says little: a far bound, a week against a day."""


def _preference(pair: Pair) -> tuple[float, list[tuple[str, int]]]:
    return -(pair.likeness + _worth_of_agreement(pair)), sorted((_order(pair.first), _order(pair.second)))


def _worth_of_agreement(pair: Pair) -> float:
    if pair.difference is not None:
        return 0.0
    first, second = pair.first.value, pair.second.value
    far = first.precision is None and size_of_difference(pair.first, pair.second) > STRETCH
    return LOOSE_AGREEMENT if far or first.precision != second.precision else AGREEMENT


Apart = Callable[[Figure, Figure], bool]
"""Whether a gate keeps two figures from being one measure."""


def conflicts_from(pairs: Sequence[Pair], kept_apart: Apart) -> list[Conflict]:
    """The conflicts that matched pairs make up; groups in which all agree are none.

    Sides that only a third figure brings together are of different scope where `kept_apart` says so.
    """
    conflicts = []
    for group in _groups(pairs):
        figures = sorted(
            {figure.id: figure for pair in group for figure in (pair.first, pair.second)}.values(), key=_order
        )
        sides = _sides(figures, _apart(group))
        between = _between(sides, group, kept_apart)
        if between:
            conflicts.append(_only_sides_that_differ(sides, between))
    return conflicts


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs that hang together by their figures, in the order of their first pair."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        a, b = sorted((root(pair.first.id), root(pair.second.id)))
        parent[b] = a
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(root(pair.first.id), []).append(pair)
    return list(groups.values())


def _apart(group: Sequence[Pair]) -> set[frozenset[str]]:
    return {frozenset((pair.first.id, pair.second.id)) for pair in group if pair.difference}


def _sides(figures: Sequence[Figure], apart: set[frozenset[str]]) -> tuple[tuple[Figure, ...], ...]:
    """Figures that all agree with each other, side by side; sides in the order of their first figure.

    Plain values come first, then those told roughly and bounds, which many values meet: each stands with the nearest.
    """
    sides: list[list[Figure]] = []
    for figure in sorted(figures, key=lambda figure: (_looseness(figure), *_content(figure))):
        homes = [side for side in sides if all(_stand_together(figure, other, apart) for other in side)]
        if homes:
            min(homes, key=lambda side: size_of_difference(figure, side[0])).append(figure)
        else:
            sides.append([figure])
    ordered = [sorted(side, key=_order) for side in sides]
    return tuple(tuple(side) for side in sorted(ordered, key=lambda side: _order(side[0])))


def _looseness(figure: Figure) -> int:
    return 0 if figure.value.comparator == "equal" else 2 if figure.value.comparator in BOUNDS else 1


def _stand_together(figure: Figure, other: Figure, apart: set[frozenset[str]]) -> bool:
    if frozenset((figure.id, other.id)) in apart or not values_agree(figure, other):
        return False
    bound = figure.value.comparator in BOUNDS or other.value.comparator in BOUNDS
    return not bound or size_of_difference(figure, other) <= STRETCH


def _between(sides: Sequence[Sequence[Figure]], group: Sequence[Pair], kept_apart: Apart) -> list[SidePair]:
    """How every two sides differ: by the pair between them that tells most, else by two figures of two documents."""
    place = {figure.id: number for number, side in enumerate(sides) for figure in side}
    differing: dict[tuple[int, int], list[Pair]] = {}
    for pair in group:
        a, b = sorted((place[pair.first.id], place[pair.second.id]))
        if a != b and pair.difference:
            differing.setdefault((a, b), []).append(pair)
    between = []
    for a in range(len(sides)):
        for b in range(a + 1, len(sides)):
            if (a, b) in differing:
                between.append(_most_telling(a, b, differing[a, b]))
            elif joined := _unpaired(sides[a], sides[b], group, kept_apart):
                between.append(SidePair(a, b, *joined))
    return between


def _most_telling(a: int, b: int, pairs: Sequence[Pair]) -> SidePair:
    """How two sides differ by what pairs of their figures say: the gravest of those nearly as sure as the surest, for a
    third source's date does not reconcile two of one day.
    """
    surest = max(pair.strength for pair in pairs)
    best = min((pair for pair in pairs if pair.strength >= NEARLY_AS_SURE * surest), key=_standing)
    assert best.difference is not None
    return SidePair(a, b, best.difference, best.strength)


NEARLY_AS_SURE = 0.7
"""The share of the surest pair's strength from which on a graver pair outranks it."""


def _unpaired(
    first: Sequence[Figure], second: Sequence[Figure], group: Sequence[Pair], kept_apart: Apart
) -> tuple[Difference, float] | None:
    strength = min(pair.strength for pair in group)
    for one in sorted(first, key=_content):
        for other in sorted(second, key=_content):
            if one.document != other.document and (found := difference(one, other)):
                found = BROUGHT_TOGETHER if kept_apart(one, other) else found
                return found, strength * found.certainty
    return None


BROUGHT_TOGETHER = Difference("different_scope", "two things, each compared with a third source's", 0.8)


def _only_sides_that_differ(sides: Sequence[tuple[Figure, ...]], pairs: Sequence[SidePair]) -> Conflict:
    """The conflict without sides that stand in no pair, numbered anew."""
    used = sorted({number for pair in pairs for number in (pair.a, pair.b)})
    anew = {old: new for new, old in enumerate(used)}
    return Conflict(
        tuple(sides[number] for number in used),
        tuple(SidePair(anew[pair.a], anew[pair.b], pair.difference, pair.strength) for pair in pairs),
    )
