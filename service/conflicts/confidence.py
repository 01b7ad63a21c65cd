"""How likely a conflict is right, as readers found when they judged such conflicts."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from service.conflicts.grouping import Conflict, Pair, SidePair
from service.conflicts.likeness import Weights
from service.conflicts.stated import EVENT_SERIES, series_of
from service.conflicts.surroundings import shared_terms

CALIBRATED = Path(__file__).with_name("confidence.json")
"""What `make calibrate` learns from the judgements (eval/calibration.py)."""

SMALL = 20
FARTHEST = 3.0
"""The powers of e beyond which two amounts are not told further apart."""

Kinds = Mapping[DocumentId, Mapping[str, int]]
"""How many figures of each series a document states."""


def calibrated(path: Path = CALIBRATED) -> Weights:
    """The model that was learned."""
    read = json.loads(path.read_text("utf-8"))
    return Weights(read["bias"], read["weights"])


MODEL = calibrated()


def kinds_in(stated: Mapping[DocumentId, Sequence[Figure]]) -> Kinds:
    """The figures of each document, counted."""
    return {name: Counter(series_of(each) or "" for each in figures) for name, figures in stated.items()}


def confidence_of(conflict: Conflict, kinds: Kinds) -> float:
    """The probability that the conflict's gravest pair is of one measure and has the right type: by those two figures
    of its sides that make it likeliest, so that further sources for a value, or copies of one, take nothing away.
    """
    pair = conflict.gravest
    return max(
        MODEL.likely(signs_of(pair, first, second, kinds))
        for first in conflict.sides[pair.a]
        for second in conflict.sides[pair.b]
        if first.document != second.document
    )


def confidence_of_pair(pair: Pair, kinds: Kinds) -> float:
    """The same of two figures alone; of two that agree, how likely they are of one measure."""
    if pair.difference is None:
        return pair.likeness
    side_pair = SidePair(0, 1, pair.difference, pair.strength)
    return MODEL.likely(signs_of(side_pair, pair.first, pair.second, kinds))


def signs_of(pair: SidePair, first: Figure, second: Figure, kinds: Kinds) -> dict[str, float]:
    """What tells how likely it is: the strength of the pair, its type, and the chances of a mistake: with a hundred
    counts in either of two articles, some two will look alike that are not, and small counts are of anything. Two
    sources on one measure use the same words and are seldom far apart.
    """
    sides = (first, second)
    chances = math.prod(max(1, kinds[side.document].get(series_of(side) or "", 0)) for side in sides)
    return {
        "strength": pair.strength,
        "chances": math.log(chances),
        "small": float(all(_is_small(side) for side in sides)),
        "common": math.log1p(len(shared_terms(first, second))),
        "ratio": _ratio(first, second),
        "event": float(series_of(first) in EVENT_SERIES),
        "one_time": float(pair.difference.type == "contradiction" and all(_says_when(side) for side in sides)),
        **_by_type(pair),
    }


def _says_when(figure: Figure) -> bool:
    """Whether the sentence itself says for when a value holds."""
    return figure.holds is not None and figure.holds.basis != "document"


def _ratio(first: Figure, second: Figure) -> float:
    """How far apart two amounts are, in powers of e; nothing for what is no amount, or is of no sign or of two."""
    low, other = first.value.low, second.value.low
    if series_of(first) in EVENT_SERIES or not isinstance(low, int | float) or not isinstance(other, int | float):
        return 0.0
    return min(FARTHEST, abs(math.log(low / other))) if low > 0 and other > 0 else 0.0


def _is_small(figure: Figure) -> bool:
    value = figure.value
    return value.kind == "count" and isinstance(value.high, int | float) and value.high < SMALL


def _by_type(pair: SidePair) -> dict[str, float]:
    types = ("contradiction", "change_over_time", "different_scope")
    return {name: float(pair.difference.type == name) for name in types}


def gravest_sides(conflict: Conflict) -> tuple[Figure, Figure]:
    """The first figures of the two sides that give the conflict its type."""
    return conflict.sides[conflict.gravest.a][0], conflict.sides[conflict.gravest.b][0]
