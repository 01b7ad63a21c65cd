"""Cases of one measure that were read one by one: whether the equal value is of the figure's measure, and what else is.

A judgement holds ids and offsets into the documents, never their text. A count that goes on rising is one measure, also
where a later article gives its later stand; what a sentence puts in another period, place or person is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.documents import Document, DocumentId
from eval.errors import BadEvalSet
from eval.pairing_cases import PairingCase, Side, sides_of
from service.conflicts.differing import values_agree

JUDGED = Path(__file__).parent / "judgements" / "pairing_cases.jsonl"

Span = tuple[int, int]
"""Start and end of a figure in its document, the end exclusive."""
BySeries = Mapping[str, Sequence[Side]]


@dataclass(frozen=True, slots=True)
class PairingJudgement:
    """What reading one case said of it."""

    story: str
    document: DocumentId
    asked: Span
    other: DocumentId
    labelled: tuple[Span, ...]
    """The figures of the other document that have the value and so were taken for its equals."""
    right: tuple[Span, ...]
    """Those of them that are of the measure."""
    also_right: tuple[Span, ...]
    """Rivals that are of the measure."""

    @property
    def label_is_right(self) -> bool:
        """Whether an equal value is of the measure."""
        return bool(self.right)


@dataclass(frozen=True, slots=True)
class JudgedCases:
    """The cases whose labels were right, as figures are read today."""

    judgements: int
    labels_right: int
    cases: tuple[PairingCase, ...]
    not_found: tuple[PairingJudgement, ...]
    """Right ones of which the figure, all that is of its measure, or every rival is no longer read."""

    def __str__(self) -> str:
        return f"{self.labels_right} of {self.judgements} labels right, of these {len(self.not_found)} not found"


def read_judgements(path: Path = JUDGED) -> list[PairingJudgement]:
    """The judgements of a JSON Lines file; raises BadEvalSet where a line is none."""
    lines = path.read_text("utf-8").splitlines()
    return [_judgement(line, f"{path}, line {number}") for number, line in enumerate(lines, start=1)]


def _judgement(line: str, where: str) -> PairingJudgement:
    try:
        row = json.loads(line)
        target = row["target"]
        asked = (target["start"], target["end"])
        labelled, right, also_right = (_spans(row[name]) for name in ("labelled", "right", "also_right"))
        found = PairingJudgement(row["story"], target["document"], asked, row["other"], labelled, right, also_right)
        verdict = row["verdict"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadEvalSet(f"{where}: not a judgement of a case ({error!r}); compare it with the other lines") from error
    if verdict != ("right" if found.label_is_right else "wrong") or not {*right} <= {*labelled}:
        raise BadEvalSet(f"{where}: the verdict {verdict!r} does not agree with which labelled ones are right; mend it")
    return found


def _spans(pairs: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


def judged_cases(judgements: Sequence[PairingJudgement], documents: Mapping[DocumentId, Document]) -> JudgedCases:
    """The judged cases over their documents; what is of the measure is the equal, whatever its value."""
    right = [judgement for judgement in judgements if judgement.label_is_right]
    wanted = dict.fromkeys(name for each in right for name in (each.document, each.other))
    sides = {name: sides_of(documents[name]) for name in wanted if name in documents}
    cases = [_case(judgement, sides.get(judgement.document, {}), sides.get(judgement.other, {})) for judgement in right]
    return JudgedCases(
        len(judgements),
        len(right),
        tuple(case for case in cases if case),
        tuple(judgement for judgement, case in zip(right, cases, strict=True) if case is None),
    )


def _case(judgement: PairingJudgement, ours: BySeries, theirs: BySeries) -> PairingCase | None:
    asked = next(_at([judgement.asked], [side for sides in ours.values() for side in sides]), None)
    if asked is None or (series := asked.stated.series) is None:
        return None
    others = theirs.get(series, ())
    equal = tuple(_at([*judgement.right, *judgement.also_right], others))
    wrong = {side.figure.id for side in _at(judgement.labelled, others)} - {side.figure.id for side in equal}
    rivals = tuple(side for side in others if side not in equal and _rivals(asked, side, wrong))
    own = tuple(side for side in ours[series] if not values_agree(asked.figure, side.figure))
    return PairingCase(judgement.story, asked, equal, rivals, own) if equal and rivals else None


def _rivals(asked: Side, side: Side, wrong: set[str]) -> bool:
    """Whether a figure competes: one of another value, or one of the same that was judged to be of something else."""
    return side.figure.id in wrong or not values_agree(asked.figure, side.figure)


def _at(spans: Iterable[Span], sides: Sequence[Side]) -> Iterator[Side]:
    """For each span the figure that has most of it in common, also where its comparator is now read otherwise."""
    for start, end in spans:
        common = [min(end, side.figure.value.end) - max(start, side.figure.value.start) for side in sides]
        if common and max(common) > 0:
            yield sides[common.index(max(common))]
