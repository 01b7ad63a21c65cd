"""Two runs of one set against each other, measure by measure and question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.errors import UnlikeRuns
from eval.journal import rows_in
from eval.measures.catalogue import MEASURES, Share, value_of
from eval.run_folder import RunFolder
from eval.significance import difference, holm
from service.wire import to_json

ALPHA = 0.05
SAME_SET = {"digest": "questions", "corpus": "documents"}
"""The parts of a set that must be one and the same, by their names in the configuration."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a measure from A to B."""

    name: str
    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    p: float | None
    """Adjusted for the number of measures; None where nothing was tested."""
    test: str | None
    questions: int
    won: tuple[str, ...]
    """The questions on which B is better."""
    lost: tuple[str, ...]
    verdict: str
    """"better", "worse", "no clear difference", "not judged" where no loss is a failure, or why it was not tested."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All measures that both runs have."""

    a: str
    b: str
    questions: int
    left_out: int
    """How many questions only one of the runs has."""
    changes: tuple[Change, ...]

    @property
    def worse(self) -> tuple[Change, ...]:
        """Those that fell significantly, or rose where lower is better."""
        return tuple(change for change in self.changes if change.verdict == "worse")


@dataclass(frozen=True, slots=True)
class _Row:
    question: str
    measures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Tested:
    name: str
    pairs: Sequence[tuple[str, Share, Share]]


def compared(a: RunFolder, b: RunFolder, *, in_common: bool, only: Sequence[str] = ()) -> Comparison:
    """The comparison; UnlikeRuns where questions or documents differ, unless only those `in_common` are wanted.

    `only` names the measures to test; the fewer, the smaller a difference may be that is told from chance.
    """
    first, second = _rows(a), _rows(b)
    shared = [name for name in first if name in second and first[name].question == second[name].question]
    unlike = _unlike(a.read_config(), b.read_config()) + (
        [] if len(first) == len(second) == len(shared) else ["the questions asked"]
    )
    if unlike and not in_common:
        raise UnlikeRuns(
            f"{a.path} and {b.path} differ in {' and '.join(unlike)}: compare runs of one set, or give --common for "
            f"the {len(shared)} questions that both have"
        )
    if not shared:
        raise UnlikeRuns(f"{a.path} and {b.path} have no question in common: compare runs of one set")
    names = [name for name in MEASURES if not only or name in only]
    tested = [_Tested(name, pairs) for name in names if (pairs := _pairs(name, shared, first, second))]
    changes = {change.name: change for change in _changes(tested)}
    untested = _untested(a.read_metrics(), b.read_metrics(), names, changes) if not unlike else {}
    return Comparison(
        str(a.path),
        str(b.path),
        len(shared),
        len(first) + len(second) - 2 * len(shared),
        tuple((changes | untested)[name] for name in names if name in changes or name in untested),
    )


def _rows(run: RunFolder) -> dict[str, _Row]:
    rows = zip(run.read_scores(), rows_in(run.answers), strict=True)
    return {score["id"]: _Row(to_json(reply["question"]), score["measures"]) for score, reply in rows}


def _unlike(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    return [f"their {told}" for part, told in SAME_SET.items() if a["set"].get(part) != b["set"].get(part)]


def _pairs(
    name: str, shared: Sequence[str], first: Mapping[str, _Row], second: Mapping[str, _Row]
) -> list[tuple[str, Share, Share]]:
    both = ((question, first[question].measures.get(name), second[question].measures.get(name)) for question in shared)
    return [(name, _share(a), _share(b)) for name, a, b in both if a is not None and b is not None]


def _share(written: float | list[float]) -> Share:
    return tuple(written) if isinstance(written, list) else (float(written), 1.0)


def _changes(tested: Sequence[_Tested]) -> list[Change]:
    found = []
    for one in tested:
        befores, afters = [a for _, a, _ in one.pairs], [b for _, _, b in one.pairs]
        differs = difference(befores, afters, is_yes_no=MEASURES[one.name].is_yes_no)
        if differs is not None:
            found.append((one, differs))
    adjusted = iter(holm([differs.p for one, differs in found if _counts(one)]))
    changes = []
    for one, differs in found:
        p = next(adjusted) if _counts(one) else differs.p
        won, lost = _sides(one)
        changes.append(
            Change(
                one.name, differs.a, differs.b, differs.b - differs.a, differs.low, differs.high, p, differs.test,
                len(one.pairs), won, lost, _verdict(one.name, differs.b - differs.a, p),
            )
        )  # fmt: skip
    return changes


def _counts(one: _Tested) -> bool:
    """Whether the measure belongs to the family that is adjusted for: its loss is a failure, and some question differs.

    What differs nowhere could not be significant (Tarone 1990), and would only hide what is.
    """
    measure = MEASURES[one.name]
    return measure.is_gated and measure.better != "neither" and any(before != after for _, before, after in one.pairs)


def _sides(one: _Tested) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sign = -1.0 if MEASURES[one.name].better == "lower" else 1.0
    gains = [
        (question, sign * ((value_of(after) or 0.0) - (value_of(before) or 0.0)))
        for question, before, after in one.pairs
    ]
    ordered = sorted(gains, key=lambda pair: -abs(pair[1]))
    return tuple(q for q, gain in ordered if gain > 0), tuple(q for q, gain in ordered if gain < 0)


def _verdict(name: str, gain: float, p: float) -> str:
    measure = MEASURES[name]
    if measure.better == "neither" or not measure.is_gated:
        return "not judged"
    if p >= ALPHA or gain == 0:
        return "no clear difference"
    return "better" if (gain > 0) == (measure.better == "higher") else "worse"


def _untested(
    a: Mapping[str, float], b: Mapping[str, float], names: Sequence[str], tested: Mapping[str, Change]
) -> dict[str, Change]:
    """Measures of a whole set, which have no value on one question."""
    why = "not tested: of the whole set, or of the clock"
    return {
        name: Change(name, a[name], b[name], b[name] - a[name], None, None, None, None, 0, (), (), why)
        for name in names
        if name in a and name in b and name not in tested
    }
