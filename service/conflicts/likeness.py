"""How likely two comparable figures state one measure."""

import math

from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, measure_of
from service.conflicts.comparable import NEAR, Stated, head_families, series_of
from service.conflicts.subjects import name_parts

_WIDTH = 5.0
"""Words from a figure at which a term counts half."""

BIAS = -3.4
_WEIGHTS = {
    "same_head": 1.6,
    "near_head": 0.7,
    "near_terms": 3.2,
    "sentence": 2.4,
    "names": 1.0,
    "subject": 1.2,
    "percent": -0.8,
    "bare": -0.6,
    "same_number": 2.5,
    "same_time": 0.8,
    "spread": -0.5,
}
_EVENT_WEIGHTS = {"agent": 1.4, "place": 1.1, "sentence": 1.4, "subject": 1.2, "near_terms": 1.2}
_EVENT_BIAS = {"date": -1.6, "open date": -1.6, "ordinal": -1.0, "previous": -0.6, "age": -1.6}
"""The rarer a statement, the likelier two of them on one subject are of one thing."""


def _weighted(figure: Figure) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, distance in figure.terms:
        family = EVENTS.get(term, measure_of(term))
        weights[family] = max(weights.get(family, 0.0), _WIDTH / (_WIDTH + distance))
    return weights


def _overlap(first: dict[str, float], second: dict[str, float]) -> float:
    """Shared weight as a share of the lighter side's: 1 where one side's words are all among the other's."""
    shared = sum(min(first[term], second[term]) for term in first.keys() & second.keys())
    lighter = min(sum(first.values()), sum(second.values()))
    return shared / lighter if lighter else 0.0


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def evidence(first: Stated, second: Stated, sentence: float) -> dict[str, float]:
    """The signs that two figures are of one measure, 0 to 1 but for the spread; `sentence` is the sentences' cosine."""
    a, b = first.figure, second.figure
    heads, others = head_families(a), head_families(b)
    near_a = frozenset(measure_of(term) for term, distance in a.terms if distance <= NEAR)
    near_b = frozenset(measure_of(term) for term, distance in b.terms if distance <= NEAR)
    same_head = bool(heads & others)
    return {
        "same_head": float(same_head),
        "near_head": float(not same_head and bool(heads & near_b or others & near_a)),
        "near_terms": _overlap(_weighted(a), _weighted(b)),
        "sentence": max(0.0, sentence),
        "names": _shared(name_parts(a.names), name_parts(b.names)),
        "subject": _shared(first.subject.names, second.subject.names),
        "agent": _agent_evidence(first, second),
        "place": _place_evidence(first, second),
        "percent": float(a.value.kind in {"percent", "percentage_points"}),
        "bare": float(not heads or not others),
        "spread": _spread(a, b),
        "same_time": float(_same_time(a, b)),
        "same_number": float(_same_uncommon_number(a, b)),
    }


def _same_time(a: Figure, b: Figure) -> bool:
    """Whether both sentences themselves name the same time for their figures."""
    if a.holds is None or b.holds is None or "document" in {a.holds.basis, b.holds.basis}:
        return False
    return (a.holds.start, a.holds.end) == (b.holds.start, b.holds.end)


_USUAL_FACTOR = 4.0
"""Sources that differ on one measure rarely differ by more than this factor."""


def _spread(a: Figure, b: Figure) -> float:
    """How far, in powers of e, two amounts lie apart beyond what one measure's usually do."""
    low, other = a.value.low, b.value.low
    if not isinstance(low, int | float) or not isinstance(other, int | float) or min(low, other) <= 0:
        return 0.0
    return max(0.0, abs(math.log(low / other)) - math.log(_USUAL_FACTOR))


def _same_uncommon_number(a: Figure, b: Figure) -> bool:
    """Whether two sums in different currencies have one number, of two digits or more: hardly by chance."""
    if a.value.currency == b.value.currency or a.value.low != b.value.low or not isinstance(a.value.low, float):
        return False
    return len(f"{a.value.low:.0f}".rstrip("0")) > 1


def _agent_evidence(first: Stated, second: Stated) -> float:
    """1 for an agent in common; half where one side leaves it to the document's subject, which they share."""
    a, b = name_parts(first.figure.agent), name_parts(second.figure.agent)
    if a & b:
        return 1.0
    return 0.5 if first.subject.names & second.subject.names and not (a and b) else 0.0


def _place_evidence(first: Stated, second: Stated) -> float:
    a, b = name_parts(first.figure.places), name_parts(second.figure.places)
    if a & b:
        return 1.0
    known = (a & second.subject.mentioned) | (b & first.subject.mentioned)
    return 0.7 if known else 0.0


def likeness(first: Stated, second: Stated, sentence: float) -> float:
    """The probability that two comparable figures state one measure; the same either way round."""
    series = series_of(first.figure) or ""
    weights, bias = (_EVENT_WEIGHTS, _EVENT_BIAS[series]) if series in _EVENT_BIAS else (_WEIGHTS, BIAS)
    signs = evidence(first, second, sentence)
    logit = bias + sum(weight * signs[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-logit))
