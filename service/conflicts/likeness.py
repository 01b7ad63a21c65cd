"""How likely two comparable figures state one measure."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.figures.figure import Figure
from corpus.figures.words import AUXILIARIES, stem
from service.conflicts.stated import Stated

LEARNED = Path(__file__).with_name("likeness.json")
"""For amounts the weight of each sign, and the bias: still those set by hand, until what `make train-pairing` learns
is no worse on any development set.
"""
BY_VALUE = {"same_number": 2.5, "spread": -0.5}
"""Weights of what the values themselves say, which is not learned: equal values are how the cases were found."""
_EVENT_WEIGHTS = {"agent": 1.4, "place": 1.1, "sentence": 1.4, "subject": 1.2, "near_terms": 1.2}
_EVENT_BIAS = {"date": -1.6, "open date": -1.6, "ordinal": -1.0, "previous": -0.6, "age": -1.6}
"""The rarer a statement, the likelier two of them on one subject are of one thing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over signs by their names."""

    bias: float
    weights: Mapping[str, float]

    def logit(self, signs: Mapping[str, float]) -> float:
        """The log odds; what a model has no weight for counts nothing."""
        return self.bias + sum(weight * signs[name] for name, weight in self.weights.items())

    def likely(self, signs: Mapping[str, float]) -> float:
        """The probability."""
        return 1.0 / (1.0 + math.exp(-self.logit(signs)))


def learned(path: Path = LEARNED) -> Weights:
    """The learned weights with those of the values."""
    read = json.loads(path.read_text("utf-8"))
    return Weights(read["bias"], {**read["weights"], **BY_VALUE})


AMOUNTS = learned()
_EVENTS = {series: Weights(bias, _EVENT_WEIGHTS) for series, bias in _EVENT_BIAS.items()}

COMMON_VERBS = frozenset(
    {
        None,
        *(stem(word) for word in AUXILIARIES),
        *(stem(word) for word in "said made put set reached amounted".split()),
    }
)
"""Verbs that many amounts share, whatever they are of."""


def likeness(first: Stated, second: Stated, sentence: float) -> float:
    """The probability that two comparable figures state one measure; the same either way round."""
    model = _EVENTS.get(first.series or "", AMOUNTS)
    return model.likely(evidence(first, second, sentence))


def evidence(first: Stated, second: Stated, sentence: float) -> dict[str, float]:
    """The signs that two figures are of one measure, 0 to 1 but for the spread; `sentence` is the sentences' cosine."""
    same_head = bool(first.heads & second.heads)
    near_head = bool(first.heads & second.near or second.heads & first.near)
    return {
        "same_head": float(same_head),
        "near_head": float(near_head and not same_head),
        "near_terms": _overlap(first.weights, second.weights),
        "sentence": max(0.0, sentence),
        "names": _shared(first.names, second.names),
        "subject": _shared(first.subject.names, second.subject.names),
        "agent": _agent_evidence(first, second),
        "place": _place_evidence(first, second),
        "percent": float(first.figure.value.kind in {"percent", "percentage_points"}),
        "bare": float(not first.heads or not second.heads),
        "spread": _spread(first.figure, second.figure),
        "same_verb": float(first.figure.verb == second.figure.verb and first.figure.verb not in COMMON_VERBS),
        "same_time": float(_same_time(first.figure, second.figure)),
        "same_number": float(_same_uncommon_number(first.figure, second.figure)),
    }


def _overlap(first: dict[str, float], second: dict[str, float]) -> float:
    """Shared weight as a share of the lighter side's: 1 where one side's words are all among the other's."""
    shared = sum(min(first[term], second[term]) for term in first.keys() & second.keys())
    lighter = min(sum(first.values()), sum(second.values()))
    return shared / lighter if lighter else 0.0


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


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
    if first.agents & second.agents:
        return 1.0
    left_out = not (first.agents and second.agents)
    return 0.5 if left_out and first.subject.names & second.subject.names else 0.0


def _place_evidence(first: Stated, second: Stated) -> float:
    if first.places & second.places:
        return 1.0
    known = (first.places & second.subject.mentioned) | (second.places & first.subject.mentioned)
    return 0.7 if known else 0.0
