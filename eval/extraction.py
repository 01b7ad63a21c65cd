"""Measuring the extractor of quantities on public test sets: precision, recall and F1 of value, unit and span.

`python -m eval.extraction` prints a table over the folder that CROSSCHECK_SHARED names. Development sets: a rule may
come of their failures, a sentence of theirs may not.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.figures.quantities import quantities_in
from eval.extraction_sets import SETS, Case, Stated
from eval.shared import SHARED, missing


@dataclass(slots=True)
class Tally:
    """Right, expected and found values of a set."""

    right: int = 0
    expected: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Right of those found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right of those expected; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, right: int, expected: int, found: int) -> None:
        """Counts one case."""
        self.right += right
        self.expected += expected
        self.found += found


@dataclass(slots=True)
class Result:
    """What was measured on one set."""

    name: str
    cases: int = 0
    value: Tally = field(default_factory=Tally)
    unit: Tally = field(default_factory=Tally)
    span: Tally = field(default_factory=Tally)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Case] = field(default_factory=list)


def matched(expected: Sequence[Stated], found: Sequence[Stated], same: Callable[[Stated, Stated], bool]) -> int:
    """How many of the expected values are found, each found value used once."""
    left = list(found)
    right = 0
    for one in expected:
        other = next((candidate for candidate in left if same(one, candidate)), None)
        if other is not None:
            left.remove(other)
            right += 1
    return right


def same_value(first: Stated, second: Stated) -> bool:
    """Whether both ends of the intervals agree to a millionth."""
    return all(_close(one, other) for one, other in zip(first.interval, second.interval, strict=True))


def same_value_and_unit(first: Stated, second: Stated) -> bool:
    """Whether the values agree and the units too."""
    return same_value(first, second) and first.unit == second.unit


def same_span(first: Stated, second: Stated) -> bool:
    """Whether both stand at the same place."""
    return (first.start, first.end) == (second.start, second.end)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1e-3, abs(one), abs(other))


def measure(name: str, cases: Iterator[Case | tuple[str, str]]) -> Result:
    """The counts over the cases of a set; a pair of text and reason stands for a case that is left out."""
    result = Result(name)
    for case in cases:
        result.cases += 1
        if isinstance(case, tuple):
            result.left_out.append(case)
            continue
        expected, found = case.expected, case.found
        right = matched(expected, found, same_value_and_unit)
        result.value.add(matched(expected, found, same_value), len(expected), len(found))
        result.unit.add(right, len(expected), len(found))
        result.span.add(matched(expected, found, same_span), len(expected), len(found))
        if right < max(len(expected), len(found)):
            result.failures.append(case)
    return result


SPEED_TEXT = (
    "Officials said at least 214 people were killed and more than 1,500 injured when the 30-metre dam gave way. ",
    "The company reported revenue of $4.3 billion, up 12 percent from a year earlier, and cut 3,000 jobs. ",
    "The two presidents met for nearly an hour before they spoke to reporters about the ceasefire. ",
    "Nobody had expected the vote to be postponed again, and the opposition called for an inquiry. ",
    "Between 10 and 15 percent of the harvest, or some 2.5 million tonnes, was lost to the drought. ",
)
"""Sentences of our own: what news sentences hold, two in five without a number worth a figure."""


def sentences_per_second(seconds: float = 1.0) -> float:
    """How many sentences a second one core extracts, from documents of 100 sentences."""
    document = "".join(SPEED_TEXT) * 20
    quantities_in(document)
    done, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        quantities_in(document)
        done += 20 * len(SPEED_TEXT)
    return done / (time.process_time() - begun)


def row(result: Result) -> str:
    """One line of the table."""
    tallies = "  ".join(
        f"{tally.precision:.3f} {tally.recall:.3f} {tally.f1:.3f}" for tally in (result.value, result.unit, result.span)
    )
    return f"{result.name:<14}{result.cases:>6}{len(result.left_out):>6}  {tallies}"


def _print_details(result: Result) -> None:
    for text, reason in result.left_out:
        print(f"  left out ({reason}): {text}")
    for case in result.failures:
        print(f"  {case.text}\n    expected {_shown(case.expected)}\n    found    {_shown(case.found)}")


def _shown(values: list[Stated]) -> str:
    shown = [f"{value.interval[0]}..{value.interval[1]} {value.unit} @{value.start}-{value.end}" for value in values]
    return "; ".join(shown) or "nothing"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; `--verbose` adds what was left out and what failed, `--set` measures one set only."""
    parser = argparse.ArgumentParser(prog="python -m eval.extraction", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="list the cases left out and those that failed")
    parser.add_argument("--set", choices=sorted(SETS), help="measure this set only")
    options = parser.parse_args(arguments)
    root = SHARED
    if reason := missing("data"):
        print(reason, file=sys.stderr)
        return 2
    print(f"{'set':<14}{'cases':>6}{'out':>6}  {'value P R F1':<17}  {'with unit P R F1':<17}  span P R F1")
    for name, cases in SETS.items():
        if options.set in {None, name}:
            result = measure(name, cases(root))
            print(row(result))
            if options.verbose:
                _print_details(result)
    print(f"{sentences_per_second():,.0f} sentences a second on one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
