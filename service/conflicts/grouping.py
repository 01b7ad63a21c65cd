"""From pairs of figures to conflicts: one measure with all its sides, the sources that agree within one side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from service.answer import ConflictType
from service.conflicts.differing import Difference, difference, values_agree
from service.conflicts.intervals import BOUNDS, size_of_difference

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
        """The pair that gives the conflict its type: the gravest, of several the strongest."""
        return min(self.pairs, key=lambda pair: (GRAVITY[pair.difference.type], -pair.strength, pair.a, pair.b))


def _order(figure: Figure) -> tuple[str, int]:
    return figure.document, figure.value.start


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

    Values come before bounds, which many values meet: a bound stands with the nearest of them.
    """
    sides: list[list[Figure]] = []
    for figure in sorted(figures, key=lambda figure: (figure.value.comparator in BOUNDS, *_order(figure))):
        homes = [side for side in sides if all(_stand_together(figure, other, apart) for other in side)]
        if homes:
            min(homes, key=lambda side: size_of_difference(figure, side[0])).append(figure)
        else:
            sides.append([figure])
    ordered = [sorted(side, key=_order) for side in sides]
    return tuple(tuple(side) for side in sorted(ordered, key=lambda side: _order(side[0])))


def _stand_together(figure: Figure, other: Figure, apart: set[frozenset[str]]) -> bool:
    if frozenset((figure.id, other.id)) in apart or not values_agree(figure, other):
        return False
    bound = figure.value.comparator in BOUNDS or other.value.comparator in BOUNDS
    return not bound or size_of_difference(figure, other) <= STRETCH


def _between(sides: Sequence[Sequence[Figure]], group: Sequence[Pair], kept_apart: Apart) -> list[SidePair]:
    """How every two sides differ: by the surest pair between them, else by their first figures of two documents."""
    place = {figure.id: number for number, side in enumerate(sides) for figure in side}
    best: dict[tuple[int, int], SidePair] = {}
    for pair in group:
        a, b = sorted((place[pair.first.id], place[pair.second.id]))
        if a == b or pair.difference is None:
            continue
        known = best.get((a, b))
        if known is None or _outranks(pair, known):
            best[a, b] = SidePair(a, b, pair.difference, pair.strength)
    for a in range(len(sides)):
        for b in range(a + 1, len(sides)):
            if (a, b) not in best and (joined := _unpaired(sides[a], sides[b], group, kept_apart)):
                best[a, b] = SidePair(a, b, *joined)
    return [best[key] for key in sorted(best)]


def _outranks(pair: Pair, known: SidePair) -> bool:
    """Whether a pair tells more of two sides than the one known: the surer, but a graver type already where it is
    nearly as sure, for a third source's date does not reconcile two of one day.
    """
    assert pair.difference is not None
    gravity, other = GRAVITY[pair.difference.type], GRAVITY[known.difference.type]
    if gravity == other:
        return pair.strength > known.strength
    surer = NEARLY_AS_SURE if gravity < other else 1 / NEARLY_AS_SURE
    return pair.strength >= surer * known.strength


NEARLY_AS_SURE = 0.7
"""The share of another pair's strength from which on a graver pair outranks it."""


def _unpaired(
    first: Sequence[Figure], second: Sequence[Figure], group: Sequence[Pair], kept_apart: Apart
) -> tuple[Difference, float] | None:
    strength = min(pair.strength for pair in group)
    for one in first:
        for other in second:
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
